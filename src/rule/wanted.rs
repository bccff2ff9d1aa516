//! Which resource types the rules look at, so that others need not be evaluated.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::check;
use super::definition::{Code, Rule, RuleSet};
use super::native::glob;
use super::walk::{Seen, Walk};
use crate::model::EntityKind;
use crate::syntax::{ExprId, ExprKind, Tree};
use crate::text::Source;
use crate::value::Value;

/// Types of resources and data sources, exact or with `*` and `?`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Types of resources.
    pub resources: BTreeSet<Arc<str>>,
    /// Types of data sources.
    pub data: BTreeSet<Arc<str>>,
    /// Other kinds of entity that rules judge.
    pub kinds: BTreeSet<EntityKind>,
}

impl Wanted {
    /// Whether rules look at resources of that type.
    pub fn resource(&self, type_name: &str) -> bool {
        matches(&self.resources, type_name)
    }

    /// Whether rules look at data sources of that type.
    pub fn data_source(&self, type_name: &str) -> bool {
        matches(&self.data, type_name)
    }

    fn add(&mut self, spelled: &str) {
        match spelled.strip_prefix("data.") {
            Some(data) => self.data.insert(data.into()),
            None => self.resources.insert(spelled.into()),
        };
    }
}

fn matches(patterns: &BTreeSet<Arc<str>>, type_name: &str) -> bool {
    patterns.contains(type_name)
        || patterns
            .iter()
            .any(|pattern| pattern.contains(['*', '?']) && glob::matches(pattern, type_name))
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
                    EntityKind::Resource => wanted.resources.insert(selector.pattern.clone()),
                    EntityKind::Data => wanted.data.insert(selector.pattern.clone()),
                    kind => wanted.kinds.insert(kind),
                };
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
                ("length", [only]) if is_resources(tree, source, *only) => return false,
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

fn is_resources(tree: &Tree, source: &Source, expr: ExprId) -> bool {
    match tree.expr(expr).kind {
        ExprKind::Call { name, .. } => source.slice(name) == "resources",
        _ => false,
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
