//! Places in a plan: JSON pointers.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::model::{EditSite, Entity, EntityKind, Locate, Located, LocatedPart};
use crate::value::{Kind, Path, PathStep};

/// Where the values of an entity are in the JSON of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// A change of a resource: the pointer to it; known values are in `after`, others in `after_unknown`.
    Change(String),
    /// A change of an output, whose value it is: the pointer to it.
    Output(String),
    /// Values that are all known: the pointer to them.
    Values(String),
    /// Something in `configuration`: its expression is somewhere below.
    Configuration(String),
}

/// Where entities are in the JSON of a plan.
pub(super) type Pointers = FxHashMap<(EntityKind, Arc<str>), Base>;

/// Finds JSON pointers.
#[derive(Debug)]
pub(super) struct PlanLocator {
    pointers: Pointers,
}

impl PlanLocator {
    pub(super) fn new(pointers: Pointers) -> Self {
        Self { pointers }
    }

    /// The pointer to the deepest part of `path` that the plan has.
    pub(super) fn pointer(&self, entity: &Entity, path: &Path) -> Option<String> {
        let base = self
            .pointers
            .get(&(entity.kind, Arc::clone(&entity.address)))?;
        let mut steps = String::new();
        let mut value = &entity.values;
        for step in path.steps() {
            let next = match (&value.kind, step) {
                (Kind::Mapping(_, entries), PathStep::Key(key)) => entries.get(key),
                (Kind::Sequence(_, elements), PathStep::Index(index)) => elements.get(*index),
                _ => None,
            };
            let Some(next) = next else { break };
            value = next;
            steps.push('/');
            match step {
                PathStep::Key(key) => steps.push_str(&escaped(key)),
                PathStep::Index(index) => steps.push_str(&index.to_string()),
            }
        }
        Some(match base {
            Base::Output(base) => {
                let part = if value.as_unknown().is_some() {
                    "after_unknown"
                } else {
                    "after"
                };
                match steps.strip_prefix("/value") {
                    Some(steps) => format!("{base}/{part}{steps}"),
                    None => base.clone(),
                }
            }
            Base::Change(base) if value.as_unknown().is_some() => {
                format!("{base}/change/after_unknown{steps}")
            }
            Base::Change(base) => format!("{base}/change/after{steps}"),
            Base::Values(base) => format!("{base}{steps}"),
            Base::Configuration(base) => base.clone(),
        })
    }
}

impl Locate for PlanLocator {
    fn locate(&self, entity: &Entity, path: &Path) -> Located {
        Located {
            span: None,
            part: LocatedPart::Nowhere,
            header: None,
            chain: Vec::new(),
            calls: Vec::new(),
            pointer: self.pointer(entity, path),
        }
    }

    fn edit_site(&self, _entity: &Entity, _path: &Path) -> Option<EditSite> {
        None
    }
}

/// A key as a part of a JSON pointer.
pub(super) fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
