//! `count` and `for_each`: which instances a block makes.

use std::fmt::Write as _;
use std::sync::Arc;

use crate::eval::{self, Context};
use crate::value::{Kind, Mapping, Reason, Sequence, Value};

use super::body::ExprRef;
use super::declare::Declaration;
use super::evaluator::{Evaluator, Frame, Instance, Memo};

/// How many instances of one block are told apart; more are as good as unknown.
const MOST_INSTANCES: i64 = 10_000;

/// The instances of a resource or module call.
#[derive(Clone, Debug)]
pub(super) enum Expansion {
    /// Neither `count` nor `for_each`.
    Single,
    /// `enabled = false`, as `OpenTofu` has it: none, and what refers to it gets null.
    Disabled,
    /// `count`.
    Count(u32),
    /// `for_each`: keys and values, in order.
    Each(Vec<(Arc<str>, Value)>),
    /// `count` with an unknown value.
    UnknownCount(Value),
    /// `for_each` with an unknown value.
    UnknownEach(Value),
    /// `enabled` with an unknown value.
    UnknownEnabled(Value),
}

impl Expansion {
    /// How many instances stand for it: one for an unknown number.
    pub(super) fn len(&self) -> u32 {
        match self {
            Self::Single
            | Self::UnknownCount(_)
            | Self::UnknownEach(_)
            | Self::UnknownEnabled(_) => 1,
            Self::Disabled => 0,
            Self::Count(count) => *count,
            Self::Each(entries) => u32::try_from(entries.len()).unwrap_or(u32::MAX),
        }
    }

    /// Whether one instance stands for any number.
    pub(super) const fn is_unknown(&self) -> bool {
        matches!(
            self,
            Self::UnknownCount(_) | Self::UnknownEach(_) | Self::UnknownEnabled(_)
        )
    }

    /// What `count` and `each` are in an instance.
    pub(super) fn frame(&self, element: u32) -> Frame {
        let mut frame = Frame::default();
        match self {
            Self::Single | Self::Disabled | Self::UnknownEnabled(_) => {}
            Self::Count(_) => frame.index = Some(Value::from(i64::from(element))),
            Self::Each(entries) => {
                if let Some((key, value)) = entries.get(element as usize) {
                    frame.each = Some((Value::from(key.clone()), value.clone()));
                }
            }
            Self::UnknownCount(value) => frame.index = Some(not_null(value)),
            Self::UnknownEach(value) => frame.each = Some((not_null(value), reasons_only(value))),
        }
        frame
    }

    /// The key of an instance as it is written in an address: `[0]`, `["a"]`, or nothing.
    pub(super) fn suffix(&self, element: u32) -> String {
        match self {
            Self::Count(_) => format!("[{element}]"),
            Self::Each(entries) => entries
                .get(element as usize)
                .map_or_else(String::new, |(key, _)| bracketed(key)),
            _ => String::new(),
        }
    }

    /// The instance that an index names.
    pub(super) fn find(&self, key: &Value) -> Option<u32> {
        match self {
            Self::Count(count) => {
                let index: u32 = key.to_text()?.parse().ok()?;
                (index < *count).then_some(index)
            }
            Self::Each(entries) => {
                let key = key.to_text()?;
                let index = entries
                    .binary_search_by(|(known, _)| (**known).cmp(&*key))
                    .ok()?;
                u32::try_from(index).ok()
            }
            _ => None,
        }
    }
}

/// A key of `for_each` as it stands in addresses.
pub(super) fn bracketed(key: &str) -> String {
    format!("[{}]", quoted(key))
}

/// A key as Terraform quotes it in addresses.
fn quoted(key: &str) -> String {
    let mut text = String::with_capacity(key.len() + 2);
    text.push('"');
    let mut chars = key.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            // It would begin a template.
            '$' | '%' if chars.peek() == Some(&'{') => text.extend([c, c]),
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            c if c.is_control() => {
                // Writing to a string does not fail.
                let _ = write!(text, "\\u{:04x}", u32::from(c));
            }
            c => text.push(c),
        }
    }
    text.push('"');
    text
}

/// Unknown for the same reasons.
fn reasons_only(value: &Value) -> Value {
    let mut unknown = super::evaluator::unknown_from([value]);
    unknown.references.clear();
    Value::from(unknown).marked(value.marks)
}

/// Unknown for the same reasons, but not null.
fn not_null(value: &Value) -> Value {
    let mut unknown = super::evaluator::unknown_from([value]);
    unknown.references.clear();
    unknown.not_null = true;
    Value::from(unknown).marked(value.marks)
}

impl Evaluator {
    /// The instances of a resource or module call.
    pub(super) fn expansion(
        &self,
        instance: &Arc<Instance>,
        index: u32,
        context: &Context,
    ) -> Arc<Expansion> {
        let key = (instance.id, index);
        let known = self.expansions.borrow().get(&key).cloned();
        match known {
            Some(Memo::Done(expansion)) => return expansion,
            Some(Memo::Running) => {
                let declaration = self.declaration(instance, index);
                let name = format!("{}.{}", declaration.type_name, declaration.name);
                let reason = Reason::Cycle(name.trim_start_matches('.').into());
                return Arc::new(Expansion::UnknownCount(reason.into()));
            }
            None => {}
        }
        self.expansions.borrow_mut().insert(key, Memo::Running);
        let nested = context.nested();
        let declaration = self.declaration(instance, index);
        let expansion = Arc::new(self.expand(instance, declaration, &nested));
        context.absorb(&nested);
        self.expansions
            .borrow_mut()
            .insert(key, Memo::Done(Arc::clone(&expansion)));
        expansion
    }

    fn expand(
        &self,
        instance: &Arc<Instance>,
        declaration: &Declaration,
        context: &Context,
    ) -> Expansion {
        if let Some(expr) = self.attribute(declaration, "count") {
            let value = self.evaluate(instance, &Frame::default(), expr, context);
            return counted(&value);
        }
        if let Some(expr) = self.attribute(declaration, "for_each") {
            let value = self.evaluate(instance, &Frame::default(), expr, context);
            return each(&value, context);
        }
        match self.enabled(declaration) {
            Some(expr) => enabled(&self.evaluate(instance, &Frame::default(), expr, context)),
            None => Expansion::Single,
        }
    }

    /// The argument of the `lifecycle` block with which `OpenTofu` makes a resource or module call optional.
    fn enabled(&self, declaration: &Declaration) -> Option<ExprRef> {
        declaration.bodies.iter().rev().find_map(|&body| {
            let code = self.code(body);
            let lifecycle = code.block(body, "lifecycle")?;
            Some(code.attribute(lifecycle, "enabled")?.expr)
        })
    }
}

fn enabled(value: &Value) -> Expansion {
    let refused = |message: &str| Expansion::UnknownEnabled(Reason::Error(message.into()).into());
    if value.marks.is_hidden() {
        return refused("what is sensitive or ephemeral cannot be used in `enabled`");
    }
    match value.to_bool() {
        Some(true) => Expansion::Single,
        Some(false) => Expansion::Disabled,
        None if value.as_unknown().is_some() => Expansion::UnknownEnabled(value.clone()),
        None => refused("`enabled` must be true or false"),
    }
}

fn counted(value: &Value) -> Expansion {
    if value.as_unknown().is_some() {
        return Expansion::UnknownCount(value.clone());
    }
    let count: Option<i64> = value.to_text().and_then(|text| text.parse().ok());
    match count {
        Some(count @ 0..=MOST_INSTANCES) => Expansion::Count(u32::try_from(count).unwrap_or(0)),
        Some(1..) => {
            Expansion::UnknownCount(Reason::Limit("the number of instances".into()).into())
        }
        _ => Expansion::UnknownCount(
            Reason::Error("`count` must be a whole number that is not negative".into()).into(),
        ),
    }
}

fn each(value: &Value, context: &Context) -> Expansion {
    // Keys are shown in addresses, so Terraform refuses sensitive and ephemeral ones; the elements of a set are its keys.
    let is_set = matches!(value.kind, Kind::Sequence(..));
    if value.marks.is_hidden() || (is_set && value.deep_marks().is_hidden()) {
        let message = "what is sensitive or ephemeral cannot be used in `for_each`";
        return Expansion::UnknownEach(Reason::Error(message.into()).into());
    }
    let entries = match &value.kind {
        Kind::Unknown(_) => return Expansion::UnknownEach(value.clone()),
        Kind::Mapping(Mapping::Object | Mapping::Map, entries) => entries
            .iter()
            .map(|(key, entry)| (key.clone(), entry.clone().marked(value.marks)))
            .collect(),
        Kind::Sequence(Sequence::Set, elements) => {
            if let Some(unknown) = elements.iter().find(|e| e.as_unknown().is_some()) {
                return Expansion::UnknownEach(unknown.clone());
            }
            let mut entries: Vec<(Arc<str>, Value)> = Vec::with_capacity(elements.len());
            for element in eval::elements(value, context) {
                let Some(key) = element.to_text() else {
                    return not_iterable();
                };
                entries.push((key, element));
            }
            entries.sort_by(|a, b| a.0.cmp(&b.0));
            entries.dedup_by(|a, b| a.0 == b.0);
            entries
        }
        // Terraform makes it an empty set where the other branch of a conditional is one.
        Kind::Sequence(_, elements) if elements.is_empty() => Vec::new(),
        _ => return not_iterable(),
    };
    if i64::try_from(entries.len()).unwrap_or(i64::MAX) > MOST_INSTANCES {
        return Expansion::UnknownEach(Reason::Limit("the number of instances".into()).into());
    }
    Expansion::Each(entries)
}

fn not_iterable() -> Expansion {
    let message = "`for_each` must be a map, or a set of strings";
    Expansion::UnknownEach(Reason::Error(message.into()).into())
}
