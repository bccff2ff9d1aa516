//! Which resource types the rules look at, so that others need not be evaluated.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::check;
use super::definition::{Code, Rule, RuleSet};
use super::native::glob;
use super::walk::{Seen, Walk};
use crate::model::{EntityKind, Need};
use crate::syntax::{ExprId, ExprKind, Tree};
use crate::text::Source;
use crate::value::Value;

/// Types, exact and with `*` and `?`.
#[derive(Clone, Debug, Default)]
struct Types {
    exact: FxHashSet<Arc<str>>,
    globs: BTreeSet<Arc<str>>,
}

impl Types {
    fn add(&mut self, pattern: &str) {
        if pattern.contains(['*', '?']) {
            self.globs.insert(pattern.into());
        } else {
            self.exact.insert(pattern.into());
        }
    }

    fn contain(&self, type_name: &str) -> bool {
        self.exact.contains(type_name)
            || self.globs.iter().any(|glob| glob::matches(glob, type_name))
    }
}

/// What rules judge, and what they ask for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    resources: Types,
    data: Types,
    /// Types of resources that are only counted.
    counted: Types,
    /// Other kinds of entity.
    kinds: BTreeSet<EntityKind>,
}

impl Wanted {
    /// What rules need of the entities of a kind and type.
    pub fn need(&self, kind: EntityKind, type_name: &str) -> Need {
        match kind {
            EntityKind::Resource if self.resources.contain(type_name) => Need::Values,
            EntityKind::Resource if self.counted.contain(type_name) => Need::Existence,
            EntityKind::Data if self.data.contain(type_name) => Need::Values,
            // Resources know their provider, so rules can come to it from anywhere.
            EntityKind::Provider => Need::Values,
            kind if self.kinds.contains(&kind) => Need::Values,
            _ => Need::Nothing,
        }
    }

    fn add(&mut self, spelled: &str) {
        match spelled.strip_prefix("data.") {
            Some(data) => self.data.add(data),
            None => self.resources.add(spelled),
        }
    }
}

impl RuleSet {
    /// The types that those rules judge, and that they ask for.
    pub fn wanted(&self, rules: &[&Rule]) -> Wanted {
        let mut wanted = Wanted::default();
        let functions = self.functions.values();
        // The order does not matter: what comes out is a set.
        for result in functions
            .map(|function| function.result)
            .collect::<Vec<_>>()
        {
            self.asked_for(result, None, &mut wanted);
        }
        for &rule in rules {
            for selector in &rule.selectors {
                match selector.kind {
                    EntityKind::Resource => wanted.resources.add(&selector.pattern),
                    EntityKind::Data => wanted.data.add(&selector.pattern),
                    kind => {
                        wanted.kinds.insert(kind);
                    }
                }
            }
            for (code, _) in check::expressions(rule) {
                self.asked_for(code, Some(rule), &mut wanted);
            }
        }
        wanted
    }

    fn asked_for(&self, code: Code, rule: Option<&Rule>, wanted: &mut Wanted) {
        let tree = &self.files[code.file].tree;
        let source = self.sources.get(tree.file());
        let mut visit = |seen: Seen<'_>| {
            let Seen::Call { name, args, .. } = seen else {
                return true;
            };
            // What `is` and `refers` name by a glob is told by the type alone.
            let by_type = matches!(name, "is" | "refers");
            let (args, data) = match (name, args) {
                // How many there are is known without their values.
                ("length", [only]) if resources_args(tree, source, *only).is_some() => {
                    let args = resources_args(tree, source, *only).unwrap_or_default();
                    let mut texts = Vec::new();
                    for &arg in args {
                        literals(tree, source, arg, &mut texts);
                    }
                    for text in &texts {
                        wanted.counted.add(text);
                    }
                    return false;
                }
                ("companions", [first, ..]) => (std::slice::from_ref(first), false),
                ("data_sources", args) => (args, true),
                ("resources", args) | ("target" | "is" | "refers", [_, args @ ..]) => (args, false),
                // Functions of the rule set may hand on the types that they are given.
                (name, args) if self.functions.contains_key(name) => {
                    let mut texts = Vec::new();
                    for &arg in args {
                        literals(tree, source, arg, &mut texts);
                    }
                    for text in texts.iter().filter(|text| is_type(text)) {
                        wanted.add(text);
                    }
                    return true;
                }
                _ => return true,
            };
            let mut texts = Vec::new();
            for &arg in args {
                literals(tree, source, arg, &mut texts);
                if let Some((_, entry)) = rule.and_then(|rule| rule.entry.as_ref()) {
                    entry_texts(entry, &mut texts);
                }
            }
            texts.retain(|text| !by_type || !text.contains(['*', '?']));
            for text in texts {
                if data {
                    wanted.add(&format!("data.{text}"));
                } else {
                    wanted.add(&text);
                }
            }
            true
        };
        Walk::new(tree, source, &mut visit).expr(code.expr);
    }
}

/// The arguments, if an expression is a call of `resources`.
fn resources_args<'t>(tree: &'t Tree, source: &Source, expr: ExprId) -> Option<&'t [ExprId]> {
    match tree.expr(expr).kind {
        ExprKind::Call { name, args, .. } if source.slice(name) == "resources" => {
            Some(tree.exprs(args))
        }
        _ => None,
    }
}

/// Whether a text may be the type of a resource or data source.
fn is_type(text: &str) -> bool {
    let name = text.strip_prefix("data.").unwrap_or(text);
    let letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    name.contains('_') && name.chars().all(letter)
}

/// The texts written in an expression.
fn literals(tree: &Tree, source: &Source, expr: ExprId, into: &mut Vec<String>) {
    match tree.expr(expr).kind {
        ExprKind::Tuple(elements) => {
            for &element in tree.exprs(elements) {
                literals(tree, source, element, into);
            }
        }
        _ => into.extend(tree.string(source, expr).map(String::from)),
    }
}

/// The texts in the entry of a family.
fn entry_texts(entry: &Value, into: &mut Vec<String>) {
    if let Some(text) = entry.as_str() {
        into.push(text.to_owned());
    }
    for part in entry.as_mapping().into_iter().flatten() {
        entry_texts(part.1, into);
    }
    for part in entry.as_sequence().into_iter().flatten() {
        entry_texts(part, into);
    }
}
