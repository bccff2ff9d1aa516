//! What a team says about rules and about its intent; read from `.cldlint.hcl` and the command line by others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::finding::Severity;
use crate::standard::Role;
use crate::value::Map;

/// What decides which rules run, and how.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Declared intent, by name: what rules read as `config.<name>`.
    pub declared: Map,
    /// Severities that are not those of the rule, by rule id.
    pub severities: BTreeMap<Arc<str>, Severity>,
    /// Values for parameters, by rule id and name.
    pub params: BTreeMap<Arc<str>, Map>,
    /// The roles the team has towards cloud services.
    pub roles: Vec<Role>,
    /// Whether the configuration is all there is, so that what is missing here is missing.
    pub complete: bool,
    /// Only these rules run, if it is set.
    pub only: Option<BTreeSet<Arc<str>>>,
    /// These rules do not run.
    pub disabled: BTreeSet<Arc<str>>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            declared: Map::new(),
            severities: BTreeMap::new(),
            params: BTreeMap::new(),
            roles: vec![Role::Customer],
            complete: false,
            only: None,
            disabled: BTreeSet::new(),
        }
    }
}
