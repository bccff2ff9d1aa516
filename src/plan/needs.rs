//! What is to be read of a plan.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use crate::model::{EntityKind, Need};

use super::policy;

/// The names of arguments and blocks.
type Names<'n> = &'n BTreeSet<Arc<str>>;

/// Tells what is to be read; the rest is passed over. All of it without more ado.
#[derive(Clone, Copy)]
pub struct Needs<'n> {
    /// How much of the entities of a kind and type.
    pub wanted: &'n dyn Fn(EntityKind, &str) -> Need,
    /// Which of the arguments and blocks of a kind and type; `None`: any.
    pub reads: &'n dyn Fn(EntityKind, &str) -> Option<Names<'n>>,
}

impl Default for Needs<'_> {
    fn default() -> Self {
        Self {
            wanted: &|_, _| Need::Values,
            reads: &|_, _| None,
        }
    }
}

impl fmt::Debug for Needs<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Needs").finish_non_exhaustive()
    }
}

impl<'n> Needs<'n> {
    /// Whether anything is needed of the resources or data sources of a type.
    pub(super) fn keeps(&self, kind: EntityKind, type_name: &str) -> bool {
        (self.wanted)(kind, type_name) != Need::Nothing || policy::is_document(kind, type_name)
    }

    /// Whether variables, outputs or module calls are needed.
    pub(super) fn around(&self, kind: EntityKind) -> bool {
        (self.wanted)(kind, "") != Need::Nothing
    }

    /// Whether their values are needed.
    pub(super) fn values(&self, kind: EntityKind, type_name: &str) -> bool {
        (self.wanted)(kind, type_name) == Need::Values || policy::is_document(kind, type_name)
    }

    /// Which of their arguments and blocks; `None`: any.
    pub(super) fn names(&self, kind: EntityKind, type_name: &str) -> Option<Names<'n>> {
        (self.reads)(kind, type_name).filter(|_| !policy::is_document(kind, type_name))
    }
}
