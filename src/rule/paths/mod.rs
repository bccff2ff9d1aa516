//! Which attributes of which types the rules name, found without running them.
//!
//! Expressions are followed for what they may be part of: an entity of some types, at some path. Elements of lists and
//! blocks count as the list itself, since a schema tells them no further apart. What cannot be followed is left out.

mod follow;
mod shape;

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use self::follow::Follower;
use self::shape::Part;
use super::definition::{Rule, RuleSet};
use super::native::glob;
use super::world::IDENTITY;
use crate::model::EntityKind;
use crate::text::Span;

/// An attribute that a rule names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NamedPath {
    /// The types it may be of, exact or with `*` and `?`, spelled as in `is`.
    pub types: BTreeSet<Arc<str>>,
    /// The names of blocks and the attribute.
    pub path: Vec<Arc<str>>,
    /// Whether the rule says what holds where it is absent.
    pub has_default: bool,
    /// Where in the rule.
    pub span: Span,
}

/// The attributes and blocks of each type that rules read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reads {
    by_type: FxHashMap<Arc<str>, BTreeSet<Arc<str>>>,
    /// Types, exact or globs, that are read as a whole.
    whole: Vec<Arc<str>>,
    /// What is read of every type.
    always: BTreeSet<Arc<str>>,
    /// Whether everything may be read.
    all: bool,
}

impl Reads {
    /// What is read of a type, spelled as in `is`; `None`: anything.
    fn of(&self, spelled: &str) -> Option<&BTreeSet<Arc<str>>> {
        let matches = |pattern: &Arc<str>| glob::matches(pattern, spelled);
        if self.all || self.whole.iter().any(matches) {
            return None;
        }
        Some(self.by_type.get(spelled).unwrap_or(&self.always))
    }

    /// What is read of the entities of a kind and type; `None`: anything.
    pub(crate) fn of_entities(
        &self,
        kind: EntityKind,
        type_name: &str,
    ) -> Option<&BTreeSet<Arc<str>>> {
        match kind {
            EntityKind::Resource => self.of(type_name),
            EntityKind::Data => self.of(&format!("data.{type_name}")),
            _ => None,
        }
    }
}

impl RuleSet {
    /// The attributes that the rules name, in the order of types and paths.
    pub fn named_paths(&self) -> Vec<NamedPath> {
        let mut all = BTreeSet::new();
        for rule in &self.rules {
            let follower = Follower::new(self, rule);
            follower.rule();
            let defaults = follower.defaults.into_inner();
            all.extend(follower.found.into_inner().into_iter().map(|found| {
                let part = Part {
                    types: found.types.clone(),
                    path: found.path.clone(),
                };
                NamedPath {
                    has_default: defaults.contains(&part),
                    ..found
                }
            }));
        }
        all.into_iter().collect()
    }

    /// What the rules read of each type.
    pub(crate) fn reads(&self, rules: &[&Rule]) -> Reads {
        let mut reads = Reads {
            always: IDENTITY.into_iter().map(Arc::from).collect(),
            ..Reads::default()
        };
        for &rule in rules {
            let follower = Follower::new(self, rule);
            follower.rule();
            reads.all |= follower.lost.get();
            reads.whole.extend(follower.whole.into_inner());
            let found = follower.found.into_inner();
            let named = found.into_iter().filter_map(|found| {
                let first = found.path.first()?.clone();
                Some((found.types, first))
            });
            let implied = follower.implied.into_inner();
            let implied = implied
                .into_iter()
                .map(|(of, name)| (BTreeSet::from([of]), name));
            for (types, name) in named.chain(implied) {
                for of in types {
                    if of.contains(['*', '?']) {
                        // Whatever matches the glob is read as a whole; such rules are few.
                        reads.whole.push(of);
                    } else {
                        let names = reads.by_type.entry(of);
                        let names = names.or_insert_with(|| reads.always.clone());
                        names.insert(name.clone());
                    }
                }
            }
        }
        reads.whole.sort();
        reads.whole.dedup();
        reads
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_types_are_read_as_a_whole() {
        let set = RuleSet::builtin();
        let rules: Vec<_> = set
            .rules()
            .iter()
            .filter(|rule| rule.requires.is_none())
            .collect();
        let reads = set.reads(&rules);
        let own = |of: &str| -> Vec<&str> {
            let all = reads.of(of).unwrap().iter().map(|name| &**name);
            all.filter(|name| !IDENTITY.contains(name)).collect()
        };
        assert_eq!(
            own("aws_ebs_volume"),
            [
                "encrypted",
                // Rules of several types read of each what they read of one.
                "force_destroy",
                "region",
                "replicate_source_db",
                "snapshot_id",
                "storage_encrypted",
            ]
        );
        assert_eq!(own("azurerm_key_vault"), ["purge_protection_enabled"]);
        assert_eq!(own("data.google_iam_policy"), ["binding"]);
        assert!(own("aws_vpc").is_empty());
        assert_eq!(reads.whole, Vec::<Arc<str>>::new());
        assert!(!reads.all);
    }
}
