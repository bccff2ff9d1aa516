//! Readers of formats, written from what the real ones do.

pub(crate) mod annotations;
pub(crate) mod delimited;
pub(crate) mod logging;
pub(crate) mod table;
pub(crate) mod xml;

use std::collections::BTreeMap;

/// A command found in a log.
#[derive(Debug)]
pub(crate) struct Command {
    pub(crate) name: String,
    pub(crate) properties: BTreeMap<String, String>,
}
