//! Equality, as far as it is known.

use super::{Kind, Sequence, Unknown, Value};

/// How strictly types are taken when values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    /// As Terraform's `==`: values of different types differ.
    Exact,
    /// As rules compare. Source spells out what a provider's schema converts later, and a plan shows it converted,
    /// so `"true"` equals `true`, `"22"` equals `22`, and a tuple, list or set of the same elements are the same.
    Lenient,
}

impl Value {
    /// Whether two values are equal; `None` when what is unknown decides.
    pub fn equals(&self, other: &Self, strictness: Strictness) -> Option<bool> {
        match (&self.kind, &other.kind) {
            (Kind::Unknown(a), Kind::Unknown(b)) => prefixes_differ(a, b).then_some(false),
            (Kind::Unknown(unknown), known) | (known, Kind::Unknown(unknown)) => {
                excludes(unknown, known, strictness).then_some(false)
            }
            (Kind::Null, Kind::Null) => Some(true),
            (Kind::Null, _) | (_, Kind::Null) => Some(false),
            (Kind::Bool(a), Kind::Bool(b)) => Some(a == b),
            (Kind::Number(a), Kind::Number(b)) => Some(a.reads_like(b)),
            (Kind::String(a), Kind::String(b)) => Some(a == b),
            (Kind::Sequence(a, left), Kind::Sequence(b, right)) => {
                sequences_equal((*a, left), (*b, right), strictness)
            }
            (Kind::Mapping(a, left), Kind::Mapping(b, right)) => {
                if (a != b && strictness == Strictness::Exact) || !left.keys().eq(right.keys()) {
                    return Some(false);
                }
                all(left
                    .values()
                    .zip(right.values())
                    .map(|(a, b)| a.equals(b, strictness)))
            }
            _ if strictness == Strictness::Lenient => Some(self.converts_to(other)),
            _ => Some(false),
        }
    }

    /// Whether one of two known primitives of different types converts to the other.
    fn converts_to(&self, other: &Self) -> bool {
        match (&self.kind, &other.kind) {
            (Kind::String(_), Kind::Number(number)) => self.to_number().as_ref() == Some(number),
            (Kind::Number(number), Kind::String(_)) => other.to_number().as_ref() == Some(number),
            (Kind::String(_), Kind::Bool(value)) => self.to_bool() == Some(*value),
            (Kind::Bool(value), Kind::String(_)) => other.to_bool() == Some(*value),
            _ => false,
        }
    }
}

fn sequences_equal(
    (a, left): (Sequence, &[Value]),
    (b, right): (Sequence, &[Value]),
    strictness: Strictness,
) -> Option<bool> {
    if a != b && strictness == Strictness::Exact {
        return Some(false);
    }
    // Which elements of a set coincide is not known while one of them is unknown, so neither is its size.
    let sets = a == Sequence::Set || b == Sequence::Set;
    if sets && left.iter().chain(right).any(Value::has_unknown) {
        return None;
    }
    if sets && a != b {
        let within = |inner: &[Value], outer: &[Value]| {
            inner
                .iter()
                .all(|x| outer.iter().any(|y| x.equals(y, strictness) == Some(true)))
        };
        return Some(within(left, right) && within(right, left));
    }
    if left.len() != right.len() {
        return Some(false);
    }
    all(left.iter().zip(right).map(|(a, b)| a.equals(b, strictness)))
}

/// Three-valued "all".
fn all(results: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut outcome = Some(true);
    for result in results {
        match result {
            Some(true) => {}
            Some(false) => return Some(false),
            None => outcome = None,
        }
    }
    outcome
}

/// Whether what is known of `unknown` rules out that it is `known`.
fn excludes(unknown: &Unknown, known: &Kind, strictness: Strictness) -> bool {
    match (known, &unknown.prefix) {
        (Kind::Null, _) => unknown.not_null,
        (_, None) => false,
        (Kind::String(text), Some(prefix)) => !text.starts_with(prefix.as_ref()),
        // A string that begins so may still convert to the other type.
        (Kind::Bool(_) | Kind::Number(_), Some(_)) => strictness == Strictness::Exact,
        (_, Some(_)) => true,
    }
}

fn prefixes_differ(a: &Unknown, b: &Unknown) -> bool {
    let (Some(a), Some(b)) = (&a.prefix, &b.prefix) else {
        return false;
    };
    !a.starts_with(b.as_ref()) && !b.starts_with(a.as_ref())
}
