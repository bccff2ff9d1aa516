//! Three-valued truth, and taking values apart without losing what is unknown.

use std::sync::Arc;

use crate::eval::Context;
use crate::value::{Kind, PathStep, Unknown, Value};

/// True, false, or not known and why.
#[derive(Clone, Debug)]
pub(crate) enum Truth {
    /// Known.
    Known(bool),
    /// Not known.
    Unknown(Arc<Unknown>),
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        Self::Known(value)
    }
}

impl From<Truth> for Value {
    fn from(truth: Truth) -> Self {
        match truth {
            Truth::Known(value) => value.into(),
            Truth::Unknown(unknown) => undecided(&unknown),
        }
    }
}

impl Truth {
    /// False if either is, true if both are.
    pub(crate) fn and(self, other: impl FnOnce() -> Self) -> Self {
        match self {
            Self::Known(false) => self,
            Self::Known(true) => other(),
            Self::Unknown(mine) => match other() {
                Self::Known(false) => Self::Known(false),
                Self::Known(true) => Self::Unknown(mine),
                Self::Unknown(theirs) => Self::Unknown(joined(&mine, &theirs)),
            },
        }
    }

    /// True if either is, false if both are.
    pub(crate) fn or(self, other: impl FnOnce() -> Self) -> Self {
        self.not().and(|| other().not()).not()
    }

    /// The opposite.
    pub(crate) fn not(self) -> Self {
        match self {
            Self::Known(value) => Self::Known(!value),
            Self::Unknown(_) => self,
        }
    }

    /// True if the test is true of any, false if it is false of all.
    pub(crate) fn any<T>(values: impl IntoIterator<Item = T>, test: impl Fn(T) -> Self) -> Self {
        let mut result = Self::Known(false);
        for value in values {
            result = result.or(|| test(value));
            if matches!(result, Self::Known(true)) {
                break;
            }
        }
        result
    }
}

fn joined(a: &Arc<Unknown>, b: &Arc<Unknown>) -> Arc<Unknown> {
    let mut unknown = reasons_of(a);
    unknown.absorb(b);
    Arc::new(unknown)
}

/// Only why it is unknown, without what is known of the value all the same.
fn reasons_of(unknown: &Unknown) -> Unknown {
    Unknown {
        reasons: unknown.reasons.clone(),
        references: unknown.references.clone(),
        ..Unknown::default()
    }
}

/// A result that could not be decided because of an unknown value.
pub(super) fn undecided(unknown: &Unknown) -> Value {
    Unknown {
        not_null: true,
        ..reasons_of(unknown)
    }
    .into()
}

/// Steps into a value: what is absent is null, what is unknown stays so, and the place goes along.
pub(crate) fn step(value: &Value, key: &PathStep, context: &Context) -> Value {
    let found = match (&value.kind, key) {
        (Kind::Mapping(_, entries), PathStep::Key(key)) => entries.get(key).cloned(),
        (Kind::Sequence(_, elements), PathStep::Index(index)) => elements.get(*index).cloned(),
        (Kind::Unknown(unknown), _) => match &unknown.content {
            Some(content) => return step(&content.as_ref().clone().at(value.origin), key, context),
            None => Some(undecided(unknown)),
        },
        _ => None,
    };
    let found = found.unwrap_or_else(Value::null);
    // What was put together by a function has its own place already.
    let origin = found
        .origin
        .or_else(|| context.origin_child(value.origin, || key.clone()));
    found.marked(value.marks).at(origin)
}

/// Steps to a key.
pub(crate) fn field(value: &Value, key: &str, context: &Context) -> Value {
    step(value, &PathStep::Key(key.into()), context)
}

/// The elements with their places: of a list those in it, of null none, of anything else itself.
pub(crate) fn elements(value: &Value, context: &Context) -> Result<Vec<Value>, Arc<Unknown>> {
    match &value.kind {
        Kind::Null => Ok(Vec::new()),
        Kind::Sequence(_, elements) => Ok((0..elements.len())
            .map(|index| step(value, &PathStep::Index(index), context))
            .collect()),
        Kind::Unknown(unknown) => match &unknown.content {
            Some(content) => elements(&content.as_ref().clone().at(value.origin), context),
            None => Err(unknown.clone()),
        },
        _ => Ok(vec![value.clone()]),
    }
}

/// A list made of an unknown one.
pub(super) fn list_or_unknown(list: Result<Vec<Value>, Arc<Unknown>>) -> Value {
    match list {
        Ok(elements) => Value::tuple(elements),
        Err(unknown) => undecided(&unknown),
    }
}
