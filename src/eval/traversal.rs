//! Traversals: names, the steps taken from their values, and splats.

use std::sync::Arc;

use crate::syntax::{ExprId, ExprKind, List, Step, StepKind};
use crate::text::TextRange;
use crate::value::{Kind, Map, Number, PathStep, Reason, Sequence, Unknown, Value};

use super::expression::{Evaluator, Locals, a, limit, not_null};
use super::{Access, Context};

impl<'a> Evaluator<'a> {
    /// The value of a name, and how many of the steps after it the value accounts for.
    pub(super) fn name(
        &self,
        range: TextRange,
        steps: &[Access<'_>],
        locals: Locals<'_>,
    ) -> (Value, usize) {
        let name = self.code.slice(range);
        if let Some(value) = locals.and_then(|locals| locals.find(name)) {
            return (value.clone(), 0);
        }
        if let Some(resolved) = self.scope.resolve(name, steps, self.context) {
            (resolved.value, resolved.consumed.min(steps.len()))
        } else {
            let name = match steps.first() {
                Some(Access::Attribute(first)) => format!("{name}.{first}"),
                _ => name.to_owned(),
            };
            let error = self.error(range, format!("there is nothing named `{name}` here"));
            (error, steps.len())
        }
    }

    /// The value of an expression and what is taken out of it.
    pub(super) fn traversal(&self, object: ExprId, steps: List<Step>, locals: Locals<'_>) -> Value {
        let steps = self.code.tree.steps(steps);
        let node = self.code.tree.expr(object);
        let ExprKind::Name = node.kind else {
            return self.steps(self.value(object, locals), steps, locals);
        };
        let name = self.code.slice(node.range);
        if let Some(value) = locals.and_then(|locals| locals.find(name)) {
            return self.steps(value.clone(), steps, locals);
        }
        // Most names take one step, for which no list has to be made.
        if let (1, [first, rest @ ..]) = (self.scope.reach(name), steps)
            && let StepKind::Attribute(attribute) = first.kind
        {
            let direct = [Access::Attribute(self.code.slice(attribute))];
            let (value, consumed) = self.name(node.range, &direct, locals);
            let rest = if consumed == 0 { steps } else { rest };
            return self.steps(value, rest, locals);
        }
        let direct = steps
            .iter()
            .take_while(|step| !is_splat(step.kind))
            .map(|step| self.access(step.kind, locals))
            .collect::<Vec<_>>();
        let (mut value, consumed) = self.name(node.range, &direct, locals);
        for (access, at) in direct.iter().zip(steps).skip(consumed) {
            value = self.step(&value, access, at.range);
        }
        self.steps(value, &steps[direct.len()..], locals)
    }

    /// What the steps lead to.
    fn steps(&self, mut value: Value, steps: &[Step], locals: Locals<'_>) -> Value {
        let mut at = 0;
        while let Some(step) = steps.get(at) {
            at += 1;
            match step.kind {
                StepKind::FullSplat => return self.splat(&value, &steps[at..], locals),
                StepKind::AttributeSplat => {
                    let reach = steps[at..]
                        .iter()
                        .take_while(|step| {
                            matches!(step.kind, StepKind::Attribute(_) | StepKind::LegacyIndex(_))
                        })
                        .count();
                    value = self.splat(&value, &steps[at..at + reach], locals);
                    at += reach;
                }
                kind => value = self.step(&value, &self.access(kind, locals), step.range),
            }
        }
        value
    }

    fn access(&self, kind: StepKind, locals: Locals<'_>) -> Access<'a> {
        match kind {
            StepKind::Attribute(name) => Access::Attribute(self.code.slice(name)),
            StepKind::Index(key) => Access::Index(self.value(key, locals)),
            StepKind::LegacyIndex(digits) => {
                let number = Number::parse(self.code.slice(digits)).unwrap_or(Number::Int(0));
                Access::Index(Kind::Number(number).into())
            }
            // A splat is no single step; its steps are taken by `splat`.
            StepKind::AttributeSplat | StepKind::FullSplat => Access::Index(Value::null()),
        }
    }

    fn step(&self, value: &Value, access: &Access<'_>, range: TextRange) -> Value {
        if !self.context.charge(1) {
            return limit("the number of steps");
        }
        step(value, access, self.context).unwrap_or_else(|message| {
            // The message cites the key.
            match access {
                Access::Index(key) if key.deep_marks().is_hidden() => self
                    .error(
                        range,
                        format!("{} has no element with this sensitive key", the(value)),
                    )
                    .marked(key.deep_marks()),
                _ => self.error(range, message),
            }
        })
    }

    fn splat(&self, value: &Value, steps: &[Step], locals: Locals<'_>) -> Value {
        let kind = match &value.kind {
            Kind::Null => return Value::tuple(Vec::new()).marked(value.marks),
            Kind::Unknown(unknown) => {
                let mut each = Unknown::default();
                each.absorb(unknown);
                return not_null(each).marked(value.marks);
            }
            Kind::Sequence(Sequence::List | Sequence::Set, _) => Sequence::List,
            Kind::Sequence(Sequence::Tuple, _) => Sequence::Tuple,
            _ => {
                let only = self.steps(value.clone(), steps, locals);
                return Value::tuple(vec![only]).marked(value.marks);
            }
        };
        let taken = elements(value, self.context)
            .into_iter()
            .map(|element| self.steps(element, steps, locals))
            .collect::<Vec<_>>();
        Value::from(Kind::Sequence(kind, Arc::new(taken))).marked(value.marks)
    }
}

const fn is_splat(kind: StepKind) -> bool {
    matches!(kind, StepKind::AttributeSplat | StepKind::FullSplat)
}

/// Takes one step into a value. The child has the marks of its parent, and its origin.
///
/// An `Err` is the message of an error. While a rule is judged, what is not there is null.
pub fn step(value: &Value, access: &Access<'_>, context: &Context) -> Result<Value, String> {
    let child = match access {
        Access::Attribute(name) => attribute(value, name, context)?,
        Access::Index(key) => index(value, key, context)?.marked(key.marks),
    };
    Ok(child.marked(value.marks))
}

fn attribute(value: &Value, name: &str, context: &Context) -> Result<Value, String> {
    match &value.kind {
        Kind::Mapping(_, entries) => match entries.get(name) {
            Some(child) => Ok(descend(
                value,
                child,
                || PathStep::Key(name.into()),
                context,
            )),
            None => absent(
                value,
                || PathStep::Key(name.into()),
                context,
                || format!("{} has no attribute `{name}`", the(value)),
            ),
        },
        Kind::Unknown(unknown) => Ok(unknown_child(value, unknown, name, context)),
        Kind::Null => absent(
            value,
            || PathStep::Key(name.into()),
            context,
            || format!("the value is null, so it has no attribute `{name}`"),
        ),
        _ => Err(format!("{} has no attribute `{name}`", the(value))),
    }
}

fn index(value: &Value, key: &Value, context: &Context) -> Result<Value, String> {
    if let Some(unknown) = key.as_unknown() {
        let mut child = Unknown::default();
        child.absorb(unknown);
        child.absorb_value(value);
        return Ok(child.into());
    }
    if key.is_null() {
        return Err("the key of an index is null".to_owned());
    }
    match &value.kind {
        Kind::Mapping(..) => {
            let key = key
                .to_text()
                .ok_or_else(|| format!("{} cannot be a key", a(key)))?;
            match value.as_mapping().and_then(|entries| entries.get(&key)) {
                Some(child) => Ok(descend(value, child, || PathStep::Key(key), context)),
                None => absent(
                    value,
                    || PathStep::Key(key.clone()),
                    context,
                    || format!("{} has no element with the key {key:?}", the(value)),
                ),
            }
        }
        Kind::Sequence(Sequence::Set, _) => Err("the elements of a set have no index".to_owned()),
        Kind::Sequence(_, elements) => {
            let number = key
                .to_number()
                .ok_or_else(|| format!("{} cannot be an index", a(key)))?;
            let place = number.as_i64().and_then(|at| usize::try_from(at).ok());
            let found = place.and_then(|at| Some((at, elements.get(at)?)));
            match (found, place) {
                (Some((at, child)), _) => {
                    Ok(descend(value, child, || PathStep::Index(at), context))
                }
                (None, Some(at)) => absent(
                    value,
                    || PathStep::Index(at),
                    context,
                    || {
                        format!(
                            "{} has {} elements, so there is none at {number}",
                            the(value),
                            elements.len()
                        )
                    },
                ),
                (None, None) => Err(format!("{number} cannot be an index")),
            }
        }
        Kind::Unknown(unknown) => Ok(match key.to_text() {
            Some(key) => unknown_child(value, unknown, &key, context),
            None => unknown_within(unknown),
        }),
        Kind::Null => {
            let step = || match key.to_number().as_ref().and_then(Number::as_i64) {
                Some(at) => PathStep::Index(usize::try_from(at).unwrap_or(0)),
                None => PathStep::Key(key.to_text().unwrap_or_default()),
            };
            absent(value, step, context, || {
                "the value is null, so it has no elements".to_owned()
            })
        }
        _ => Err(format!("{} has no elements", the(value))),
    }
}

/// What an unknown value holds under a name.
///
/// What stands for a whole resource carries what is configured of it; beyond that, the step is one into what the
/// reference names.
fn unknown_child(value: &Value, unknown: &Unknown, name: &str, context: &Context) -> Value {
    if let Some(content) = unknown.content.as_deref()
        && unknown.prefix.is_none()
        && let Some(child) = content.as_mapping().and_then(|entries| entries.get(name))
    {
        return descend(value, child, || PathStep::Key(name.into()), context);
    }
    let origin = context.origin_child(value.origin, || key_step(name));
    let ([reference], true) = (unknown.references.as_slice(), unknown.exact) else {
        return unknown_within(unknown).at(origin);
    };
    let mut reference = reference.clone();
    reference.path = reference.path.child(key_step(name));
    let reasons = unknown.reasons.iter().map(|reason| match reason {
        Reason::AfterApply(_) => {
            let dot = if matches!(key_step(name), PathStep::Key(_)) {
                "."
            } else {
                ""
            };
            Reason::AfterApply(format!("{}{dot}{}", reference.address, reference.path).into())
        }
        other => other.clone(),
    });
    let child = Unknown {
        reasons: reasons.collect(),
        not_null: is_identifier_name(name),
        exact: true,
        references: vec![reference.clone()],
        ..Unknown::default()
    };
    Value::from(child).at(origin)
}

fn key_step(name: &str) -> PathStep {
    name.parse()
        .map_or_else(|_| PathStep::Key(name.into()), PathStep::Index)
}

/// Whether attributes of that name identify what they belong to, and so are never null once it exists.
fn is_identifier_name(name: &str) -> bool {
    ["id", "arn", "name", "self_link"].contains(&name)
        || ["_id", "_arn", "_name"]
            .iter()
            .any(|end| name.ends_with(end))
}

fn unknown_within(unknown: &Unknown) -> Value {
    let mut child = Unknown::default();
    child.absorb(unknown);
    child.into()
}

/// A part of a value, with the origin and the marks it has as such.
pub(super) fn descend(
    parent: &Value,
    child: &Value,
    step: impl FnOnce() -> PathStep,
    context: &Context,
) -> Value {
    let mut child = child.clone().marked(parent.marks);
    if child.origin.is_none() {
        child.origin = context.origin_child(parent.origin, step);
    }
    child
}

/// What is not there: null while a rule is judged, else an error.
fn absent(
    parent: &Value,
    step: impl FnOnce() -> PathStep,
    context: &Context,
    message: impl FnOnce() -> String,
) -> Result<Value, String> {
    if context.is_lenient() {
        return Ok(Value::null().at(context.origin_child(parent.origin, step)));
    }
    Err(message())
}

fn the(value: &Value) -> String {
    format!("the {}", value.type_name())
}

/// The elements of a tuple, list or set, or the values of an object or map in the order of their keys, each with the
/// marks and the origin it has as a part. Nothing for other values.
pub fn elements(value: &Value, context: &Context) -> Vec<Value> {
    match &value.kind {
        Kind::Sequence(_, elements) => elements
            .iter()
            .enumerate()
            .map(|(at, child)| descend(value, child, || PathStep::Index(at), context))
            .collect(),
        Kind::Mapping(_, entries) => entries
            .iter()
            .map(|(key, child)| descend(value, child, || PathStep::Key(key.clone()), context))
            .collect(),
        _ => Vec::new(),
    }
}

/// The entries of an object or map, each with the marks and the origin it has as a part. Nothing for other values.
pub fn entries(value: &Value, context: &Context) -> Map {
    let Some(entries) = value.as_mapping() else {
        return Map::new();
    };
    entries.mapped(|key, child| descend(value, child, || PathStep::Key(key.clone()), context))
}
