//! Functions of lists.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::value::{Kind, Number, PathStep, Sequence, Unknown, Value};

use super::set::{aligned, key_of};
use super::{Call, Outcome, a};
use crate::eval::elements;
use crate::eval::types::{Type, convert_in};

/// A sequence of the same kind as the first argument; a set becomes a list.
fn like(call: &Call<'_>, parts: Vec<Value>) -> Value {
    match call.args[0].kind {
        Kind::Sequence(Sequence::Tuple, _) => Value::tuple(parts),
        _ => Value::list(parts),
    }
}

/// A list of these elements, as the type they have in common.
fn as_list(call: &Call<'_>, parts: Vec<Value>) -> Outcome {
    let list = Value::list(parts);
    if call.context.is_lenient() {
        return Ok(list);
    }
    convert_in(&list, &Type::List(Box::new(Type::Any)), call.context)
}

pub(super) fn concat(call: &Call<'_>) -> Outcome {
    let mut all = Vec::new();
    let mut tuple = false;
    for (at, arg) in call.args.iter().enumerate() {
        match &arg.kind {
            Kind::Sequence(Sequence::Set, _) if !call.context.is_lenient() => {
                return Err(format!("argument {} must be a list, not a set", at + 1));
            }
            Kind::Sequence(kind, _) => tuple |= *kind == Sequence::Tuple,
            _ => {}
        }
        all.extend(call.list(at)?);
        call.fits(all.len())?;
    }
    if tuple {
        return Ok(Value::tuple(all));
    }
    if call.context.is_lenient() {
        return Ok(Value::list(all));
    }
    // Lists that have no type in common make a tuple.
    as_list(call, all.clone()).or_else(|_| Ok(Value::tuple(all)))
}

pub(super) fn flatten(call: &Call<'_>) -> Outcome {
    let mut flat = Vec::new();
    // The stack holds what is still to be looked at, the next on top.
    let mut stack = call.list(0)?;
    stack.reverse();
    while let Some(part) = stack.pop() {
        call.charge(1)?;
        call.fits(flat.len())?;
        match &part.kind {
            Kind::Sequence(..) => {
                let inner = elements(&part, call.context);
                stack.extend(inner.into_iter().rev());
            }
            Kind::Unknown(unknown) if !is_scalar(unknown) => return Ok(call.unknown_result()),
            Kind::Null if call.context.is_lenient() => {}
            _ => flat.push(part),
        }
    }
    Ok(Value::tuple(flat))
}

/// Whether an unknown value is surely no list: it is known to be a string, or names an identifier.
fn is_scalar(unknown: &Unknown) -> bool {
    let identifies = |step: &PathStep| match step {
        PathStep::Key(key) => ["id", "arn", "name", "self_link"].contains(&key.as_ref()),
        PathStep::Index(_) => false,
    };
    let path = unknown.references.first().map(|r| r.path.steps());
    unknown.prefix.is_some()
        || (unknown.exact && path.and_then(<[_]>::last).is_some_and(identifies))
}

pub(super) fn compact(call: &Call<'_>) -> Outcome {
    let mut kept = Vec::new();
    for part in call.list(0)? {
        match &part.kind {
            Kind::Null => {}
            Kind::Unknown(unknown) if unknown.not_null && unknown.prefix.is_some() => {
                kept.push(part);
            }
            Kind::Unknown(_) => return Ok(call.unknown_result()),
            _ => match part.to_text() {
                Some(text) if text.is_empty() => {}
                Some(text) => {
                    kept.push(Value::from(text).marked(part.marks).at(part.origin));
                }
                None => return Err(format!("argument 1 must hold strings, not {}", a(&part))),
            },
        }
    }
    Ok(Value::list(kept))
}

pub(super) fn distinct(call: &Call<'_>) -> Outcome {
    let parts = as_list(call, call.list(0)?)?;
    let parts = elements(&parts, call.context);
    if parts.len() > 1 && parts.iter().any(Value::has_unknown) {
        return Ok(call.unknown_result());
    }
    let mut seen = FxHashSet::default();
    let parts = parts.into_iter().filter(|part| seen.insert(key_of(part)));
    Ok(Value::list(parts.collect()))
}

pub(super) fn element(call: &Call<'_>) -> Outcome {
    let parts = call.list(0)?;
    if let Kind::Sequence(Sequence::Set, _) = call.args[0].kind
        && !call.context.is_lenient()
    {
        return Err("argument 1 must be a list, not a set".to_owned());
    }
    let index = call.int(1)?;
    if parts.is_empty() && call.context.is_lenient() {
        return Ok(Value::null());
    }
    let at = i64::try_from(parts.len())
        .ok()
        .and_then(|length| index.checked_rem(length))
        .ok_or("the list has no elements")?;
    // A negative index is none, but for a multiple of the length.
    let at = usize::try_from(at).ok().and_then(|at| parts.get(at));
    at.cloned()
        .ok_or_else(|| format!("the index must not be negative, as {index} is"))
}

pub(super) fn slice(call: &Call<'_>) -> Outcome {
    let parts = call.list(0)?;
    if let Kind::Sequence(Sequence::Set, _) = call.args[0].kind {
        return Err("argument 1 must be a list, not a set".to_owned());
    }
    let (start, end) = (call.int(1)?, call.int(2)?);
    let range = usize::try_from(start).ok().zip(usize::try_from(end).ok());
    match range.and_then(|(start, end)| parts.get(start..end)) {
        Some(part) => Ok(like(call, part.to_vec())),
        None => Err(format!(
            "{start} to {end} is no part of a list of {} elements",
            parts.len()
        )),
    }
}

pub(super) fn reverse(call: &Call<'_>) -> Outcome {
    let mut parts = call.list(0)?;
    parts.reverse();
    Ok(like(call, parts))
}

pub(super) fn chunklist(call: &Call<'_>) -> Outcome {
    let parts = as_list(call, call.list(0)?)?;
    let parts = elements(&parts, call.context);
    let size = usize::try_from(call.int(1)?).map_err(|_| "the size must not be negative")?;
    if parts.is_empty() {
        return Ok(Value::list(Vec::new()));
    }
    let size = if size == 0 { parts.len() } else { size };
    let chunks = parts.chunks(size).map(|chunk| Value::list(chunk.to_vec()));
    Ok(Value::list(chunks.collect()))
}

pub(super) fn index(call: &Call<'_>) -> Outcome {
    let parts = call.list(0)?;
    if let Kind::Sequence(Sequence::Set, _) = call.args[0].kind {
        return Err("argument 1 must be a list, not a set".to_owned());
    }
    for (at, part) in parts.iter().enumerate() {
        match part.equals(&call.args[1], call.context.strictness()) {
            Some(true) => return Ok(super::count(at)),
            Some(false) => {}
            None => return Ok(call.unknown_result()),
        }
    }
    Err("the list does not hold the value".to_owned())
}

pub(super) fn matchkeys(call: &Call<'_>) -> Outcome {
    let (values, keys, wanted) = (call.list(0)?, call.list(1)?, call.list(2)?);
    if values.len() != keys.len() {
        return Err("there must be as many keys as values".to_owned());
    }
    let [keys, wanted] = aligned(call, [keys, wanted])?;
    let wanted: FxHashSet<_> = wanted.iter().map(key_of).collect();
    let found = values
        .into_iter()
        .zip(keys)
        .filter(|(_, key)| wanted.contains(&key_of(key)))
        .map(|(value, _)| value);
    Ok(Value::list(found.collect()))
}

pub(super) fn sort(call: &Call<'_>) -> Outcome {
    let parts = call.list(0)?;
    if parts.iter().any(Value::is_unknown) {
        // Which comes where is not known, but how many there are.
        let many = call.unknown_result();
        return Ok(match call.args[0].kind {
            Kind::Sequence(Sequence::Set, _) => many,
            _ => Value::list(vec![many; parts.len()]),
        });
    }
    let mut texts = call.texts(0)?;
    texts.sort();
    Ok(Value::list(texts.into_iter().map(Value::from).collect()))
}

/// The most numbers that Terraform's `range` makes.
const MAX_RANGE: usize = 1024;

pub(super) fn range(call: &Call<'_>) -> Outcome {
    let zero = Number::Int(0);
    let (start, limit) = if call.args.len() == 1 {
        (zero.clone(), call.number(0)?)
    } else {
        (call.number(0)?, call.number(1)?)
    };
    let step = match call.args.get(2) {
        Some(_) => call.number(2)?,
        None if limit < start => Number::Int(-1),
        None => Number::Int(1),
    };
    let down = step < zero;
    if step.is_zero() {
        return Err("the step must not be zero".to_owned());
    }
    if (down && limit > start) || (!down && limit < start) {
        return Err(format!(
            "a step of {step} does not lead from {start} to {limit}"
        ));
    }
    let mut numbers = Vec::new();
    let mut at = start;
    while if down { at > limit } else { at < limit } {
        if numbers.len() >= MAX_RANGE {
            return Err(format!("the result has more than {MAX_RANGE} numbers"));
        }
        let next = at.add(&step).ok_or_else(|| call.too_large())?;
        numbers.push(Kind::Number(at).into());
        at = next;
    }
    Ok(Kind::Sequence(Sequence::List, Arc::new(numbers)).into())
}
