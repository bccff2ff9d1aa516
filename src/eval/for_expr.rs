//! `for` expressions.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::syntax::{ExprId, For, ForId};
use crate::value::{Kind, Marks, Number, PathStep, Sequence, Unknown, Value};

use super::expression::{Evaluator, Local, Locals, a, limit, not_null};
use super::traversal::descend;

/// How many steps an element costs that may become part of the result: what takes memory costs more than what takes
/// time only.
const PER_ELEMENT: usize = 4;

/// What is known of a collection that is iterated over.
pub(super) enum Iteration {
    /// Its keys and values.
    Items(Vec<(Value, Value)>),
    /// Why it cannot be iterated over: the value that stands for the result.
    Not(Value),
}

/// A `for` at work.
#[derive(Default)]
struct Outcome {
    elements: Vec<Value>,
    entries: Vec<(Arc<str>, Value)>,
    keys: FxHashSet<Arc<str>>,
    groups: std::collections::BTreeMap<Arc<str>, Vec<Value>>,
    unknown: Option<Unknown>,
    marks: Marks,
}

impl Evaluator<'_> {
    /// The value of a `for` expression.
    pub(super) fn for_expr(&self, id: ForId, locals: Locals<'_>) -> Value {
        let this = *self.code.tree.for_expr(id);
        let collection = self.value(this.collection, locals);
        let items = match self.iterate(&collection, this.collection) {
            Iteration::Items(items) => items,
            Iteration::Not(value) => return value,
        };
        let mut outcome = Outcome {
            marks: collection.marks,
            ..Outcome::default()
        };
        let key_name = this.key_name.map_or("", |name| self.code.slice(name));
        let value_name = self.code.slice(this.value_name);
        for (key, value) in items {
            if !self.context.charge(PER_ELEMENT) {
                return limit("the number of steps");
            }
            let key = Local {
                name: key_name,
                value: key,
                outer: locals,
            };
            let value = Local {
                name: value_name,
                value,
                outer: Some(&key),
            };
            self.iteration(&this, &mut outcome, Some(&value));
        }
        let marks = outcome.marks;
        outcome.finish(&this).marked(marks)
    }

    /// One round of the loop.
    fn iteration(&self, this: &For, outcome: &mut Outcome, locals: Locals<'_>) {
        if let Some(condition) = this.condition {
            let truth = self.value(condition, locals);
            outcome.marks = outcome.marks.union(truth.marks);
            if truth.is_unknown() {
                return outcome.unknown(&truth);
            }
            match truth.to_bool() {
                Some(true) => {}
                Some(false) => return,
                None => {
                    let range = self.code.tree.expr(condition).range;
                    let message = format!("the condition must be true or false, not {}", a(&truth));
                    return outcome.unknown(&self.error(range, message));
                }
            }
        }
        let Some(key_expr) = this.key else {
            let value = self.value(this.value, locals);
            return outcome.elements.push(value);
        };
        let key = self.value(key_expr, locals);
        outcome.marks = outcome.marks.union(key.marks);
        let value = self.value(this.value, locals);
        let Some(text) = key.to_text() else {
            if key.is_unknown() {
                return outcome.unknown(&key);
            }
            let range = self.code.tree.expr(key_expr).range;
            let message = format!("{} cannot be a key of an object", a(&key));
            return outcome.unknown(&self.error(range, message));
        };
        if this.group {
            outcome.groups.entry(text).or_default().push(value);
        } else if outcome.keys.insert(text.clone()) {
            outcome.entries.push((text, value));
        } else {
            let range = self.code.tree.expr(key_expr).range;
            let message = if key.marks.is_hidden() {
                "two items of the collection have the same sensitive key".to_owned()
            } else {
                format!("two items of the collection have the key {text:?}")
            };
            outcome.unknown(&self.error(range, message));
        }
    }

    /// The keys and values of what is iterated over.
    pub(super) fn iterate(&self, collection: &Value, expr: ExprId) -> Iteration {
        let items = match &collection.kind {
            Kind::Mapping(_, entries) => entries
                .iter()
                .map(|(key, part)| {
                    let step = || PathStep::Key(key.clone());
                    let part = descend(collection, part, step, self.context);
                    (Value::from(key.clone()), part)
                })
                .collect(),
            Kind::Sequence(sequence, parts) => parts
                .iter()
                .enumerate()
                .map(|(at, part)| {
                    let step = || PathStep::Index(at);
                    let part = descend(collection, part, step, self.context);
                    let key = match sequence {
                        Sequence::Set => part.clone(),
                        Sequence::Tuple | Sequence::List => Number::from_usize(at).into(),
                    };
                    (key, part)
                })
                .collect(),
            Kind::Null if self.context.is_lenient() => Vec::new(),
            Kind::Unknown(unknown) => {
                let mut result = Unknown::default();
                result.absorb(unknown);
                return Iteration::Not(not_null(result).marked(collection.marks));
            }
            _ => {
                let range = self.code.tree.expr(expr).range;
                let message = format!("{} cannot be iterated over", a(collection));
                return Iteration::Not(self.error(range, message).marked(collection.marks));
            }
        };
        Iteration::Items(items)
    }
}

impl Outcome {
    fn unknown(&mut self, because: &Value) {
        self.unknown.get_or_insert_default().absorb_value(because);
    }

    fn finish(self, this: &For) -> Value {
        if let Some(unknown) = self.unknown {
            return not_null(unknown);
        }
        if this.key.is_none() {
            return Value::tuple(self.elements);
        }
        if this.group {
            let groups = self.groups.into_iter();
            return Value::object(groups.map(|(key, all)| (key, Value::tuple(all))).collect());
        }
        Value::object(self.entries.into_iter().collect())
    }
}
