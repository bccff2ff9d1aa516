//! Functions of sets.

use std::cmp::Ordering;
use std::fmt::Write as _;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::value::{Kind, Marks, Sequence, Value};

use super::{Call, MAX_ELEMENTS, Outcome};
use crate::eval::types::{convert_in, type_of, unify_all};

/// A set of these elements, in the order Terraform iterates: numbers and strings by size, others by their text.
///
/// Unknown elements may turn out to be the same as others; they come last.
pub(in crate::eval) fn set_of(parts: Vec<Value>) -> Value {
    let mut keyed = parts
        .into_iter()
        .map(|part| (key_of(&part), part))
        .collect::<Vec<_>>();
    keyed.sort_by(|(key_a, a), (key_b, b)| match (&a.kind, &b.kind) {
        (Kind::Unknown(_), Kind::Unknown(_)) => Ordering::Equal,
        (Kind::Unknown(_), _) => Ordering::Greater,
        (_, Kind::Unknown(_)) => Ordering::Less,
        (Kind::String(a), Kind::String(b)) => a.cmp(b),
        (Kind::Number(a), Kind::Number(b)) => a.cmp(b),
        _ => key_a.cmp(key_b),
    });
    // The elements of a set have no marks of their own.
    let marks = keyed.iter().fold(Marks::default(), |marks, (_, part)| {
        marks.union(part.deep_marks())
    });
    keyed.dedup_by(|(later, value), (earlier, _)| later == earlier && !value.has_unknown());
    let parts = keyed.into_iter().map(|(_, part)| part).collect();
    Value::from(Kind::Sequence(Sequence::Set, Arc::new(parts))).marked(marks)
}

/// Text that is the same for equal values only.
pub(super) fn key_of(value: &Value) -> String {
    let mut key = String::new();
    write_key(value, &mut key);
    key
}

fn write_key(value: &Value, key: &mut String) {
    match &value.kind {
        Kind::Null => key.push('~'),
        Kind::Unknown(_) => key.push('?'),
        Kind::Bool(true) => key.push('T'),
        Kind::Bool(false) => key.push('F'),
        Kind::Number(number) => {
            let _ = write!(key, "{number}");
        }
        Kind::String(text) => {
            let _ = write!(key, "{text:?}");
        }
        Kind::Sequence(kind, parts) => {
            let (open, close) = match kind {
                Sequence::Tuple => ('<', '>'),
                Sequence::List | Sequence::Set => ('[', ']'),
            };
            key.push(open);
            for part in parts.iter() {
                write_key(part, key);
                key.push(';');
            }
            key.push(close);
        }
        Kind::Mapping(_, entries) => {
            key.push('{');
            for (name, part) in entries.iter() {
                let _ = write!(key, "{name:?}:");
                write_key(part, key);
                key.push(';');
            }
            key.push('}');
        }
    }
}

/// The arguments as lists, the elements of each of one type.
fn lists(call: &Call<'_>) -> Result<Vec<Vec<Value>>, String> {
    let lists = (0..call.args.len()).map(|at| {
        let mut aligned = align(call, vec![call.list(at)?])?;
        Ok(aligned.pop().unwrap_or_default())
    });
    lists.collect()
}

/// The arguments as lists whose elements have one type.
fn all_aligned(call: &Call<'_>) -> Result<Vec<Vec<Value>>, String> {
    align(call, lists(call)?)
}

/// Two lists with their elements as one type.
pub(super) fn aligned(call: &Call<'_>, lists: [Vec<Value>; 2]) -> Result<[Vec<Value>; 2], String> {
    let mut lists = align(call, lists.into())?.into_iter();
    Ok([
        lists.next().unwrap_or_default(),
        lists.next().unwrap_or_default(),
    ])
}

fn align(call: &Call<'_>, lists: Vec<Vec<Value>>) -> Result<Vec<Vec<Value>>, String> {
    let types = lists.iter().flatten().map(type_of).collect::<Vec<_>>();
    let Some(all) = unify_all(types.iter()) else {
        return Err("the elements must have one type".to_owned());
    };
    lists
        .into_iter()
        .map(|list| {
            let list = list.iter().map(|part| convert_in(part, &all, call.context));
            list.collect()
        })
        .collect()
}

pub(super) fn setunion(call: &Call<'_>) -> Outcome {
    Ok(set_of(all_aligned(call)?.into_iter().flatten().collect()))
}

pub(super) fn setintersection(call: &Call<'_>) -> Outcome {
    let mut sets = all_aligned(call)?.into_iter();
    let mut common = sets.next().unwrap_or_default();
    for set in sets {
        let keys: FxHashSet<_> = set.iter().map(key_of).collect();
        common.retain(|part| keys.contains(&key_of(part)));
    }
    Ok(set_of(common))
}

pub(super) fn setsubtract(call: &Call<'_>) -> Outcome {
    let mut sets = all_aligned(call)?.into_iter();
    let mut left = sets.next().unwrap_or_default();
    let taken: FxHashSet<_> = sets.flatten().map(|part| key_of(&part)).collect();
    left.retain(|part| !taken.contains(&key_of(part)));
    Ok(set_of(left))
}

pub(super) fn setproduct(call: &Call<'_>) -> Outcome {
    if call.args.len() < 2 {
        return Err("takes at least 2 arguments".to_owned());
    }
    let lists = lists(call)?;
    let size = lists
        .iter()
        .try_fold(1usize, |size, list| size.checked_mul(list.len()))
        .filter(|size| *size <= MAX_ELEMENTS)
        .ok_or_else(|| call.too_large())?;
    call.charge(size.saturating_mul(lists.len()))?;
    let mut rows: Vec<Vec<Value>> = vec![Vec::new()];
    for list in &lists {
        rows = rows
            .iter()
            .flat_map(|row| {
                list.iter().map(|part| {
                    let mut row = row.clone();
                    row.push(part.clone());
                    row
                })
            })
            .collect();
    }
    let rows = rows.into_iter().map(Value::tuple).collect();
    let is_set = |arg: &Value| matches!(arg.kind, Kind::Sequence(Sequence::Set, _));
    Ok(if call.args.iter().any(is_set) {
        set_of(rows)
    } else {
        Value::list(rows)
    })
}
