//! Functions of collections of any kind.

use std::sync::Arc;

use crate::value::{Kind, Map, Mapping, Marks, Sequence, Unknown, Value};

use super::string::count_characters;
use super::{Call, Outcome, a, count, not_null};
use crate::eval::traversal::elements;
use crate::eval::types::{Type, convert_in, type_of, unify_all};
use crate::eval::{Access, step};

pub(super) fn length(call: &Call<'_>) -> Outcome {
    let arg = &call.args[0];
    match &arg.kind {
        Kind::String(text) => match count_characters(text) {
            Some(length) => Ok(count(length)),
            None => super::string::joining(call),
        },
        Kind::Mapping(_, entries) => Ok(count(entries.len())),
        // Unknown elements of a set may turn out to be the same.
        Kind::Sequence(Sequence::Set, parts)
            if parts.len() > 1 && parts.iter().any(Value::has_unknown) =>
        {
            Ok(call.unknown_result())
        }
        Kind::Sequence(_, parts) => Ok(count(parts.len())),
        Kind::Null if call.context.is_lenient() => Ok(count(0)),
        _ => Err(format!(
            "argument 1 must be a collection or a string, not {}",
            a(arg)
        )),
    }
}

/// Whether all (`wanted` false decides) or any (`wanted` true decides) of the elements are true.
fn quantify(call: &Call<'_>, decides: bool) -> Outcome {
    let parts = call.list(0)?;
    let is_other =
        |part: &&Value| !part.is_null() && !part.is_unknown() && part.to_bool().is_none();
    if let Some(other) = parts.iter().find(is_other) {
        return Err(format!("argument 1 must hold bools, not {}", a(other)));
    }
    let mut undecided = None;
    for part in parts {
        let truth = if part.is_null() {
            Some(false)
        } else {
            part.to_bool()
        };
        match truth {
            Some(truth) if truth == decides => return Ok(decides.into()),
            Some(_) => {}
            None => undecided
                .get_or_insert_with(Unknown::default)
                .absorb_value(&part),
        }
    }
    Ok(undecided.map_or_else(|| (!decides).into(), not_null))
}

pub(super) fn alltrue(call: &Call<'_>) -> Outcome {
    quantify(call, false)
}

pub(super) fn anytrue(call: &Call<'_>) -> Outcome {
    quantify(call, true)
}

pub(super) fn contains(call: &Call<'_>) -> Outcome {
    let wanted = &call.args[1];
    if !call.context.is_lenient() {
        call.present(1)?;
    }
    let mut undecided = None;
    for part in call.list(0)? {
        match part.equals(wanted, call.context.strictness()) {
            Some(true) => return Ok(true.into()),
            Some(false) => {}
            None => {
                let unknown = undecided.get_or_insert_with(Unknown::default);
                unknown.absorb_value(&part);
                unknown.absorb_value(wanted);
            }
        }
    }
    Ok(undecided.map_or_else(|| false.into(), not_null))
}

pub(super) fn lookup(call: &Call<'_>) -> Outcome {
    let marks = call.args[0].marks.union(call.args[1].marks);
    Ok(look_up(call)?.marked(marks))
}

fn look_up(call: &Call<'_>) -> Outcome {
    let map = &call.args[0];
    let unknown = || Ok(Value::from(call.unknown()).marked(call.marks()));
    if call.args[1].is_unknown() {
        return unknown();
    }
    let key = call.text(1)?;
    if let Some(partial) = map.as_unknown() {
        // Of what is unknown as a whole, some entries may be known.
        let content = partial.content.as_deref().and_then(Value::as_mapping);
        return match content {
            Some(entries) if entries.contains_key(&key) => {
                step(map, &Access::Attribute(&key), call.context)
            }
            _ => unknown(),
        };
    }
    let found = match &map.kind {
        Kind::Mapping(_, entries) => entries.contains_key(&key),
        Kind::Null if call.context.is_lenient() => false,
        _ => return Err(format!("argument 1 must be a map, not {}", a(map))),
    };
    if found {
        check_default(map, call)?;
        return step(map, &Access::Attribute(&key), call.context);
    }
    match call.args.get(2) {
        Some(default) => lookup_default(map, default, call),
        None if call.context.is_lenient() => step(map, &Access::Attribute(&key), call.context),
        None => Err(format!("the map has no key {key:?}")),
    }
}

/// Fails for a default that could never be the result. One element tells what the others are.
fn check_default(map: &Value, call: &Call<'_>) -> Result<(), String> {
    let (Kind::Mapping(Mapping::Map, entries), Some(default)) = (&map.kind, call.args.get(2))
    else {
        return Ok(());
    };
    match entries.values().next() {
        Some(held) if !call.context.is_lenient() => {
            convert_in(default, &type_of(held), call.context).map(|_| ())
        }
        _ => Ok(()),
    }
}

/// The default of a lookup, which has to be of the type that the map holds.
fn lookup_default(map: &Value, default: &Value, call: &Call<'_>) -> Outcome {
    let Kind::Mapping(Mapping::Map, elements) = &map.kind else {
        return Ok(default.clone());
    };
    // The elements of a map are of one type, so the first that tells it stands for all.
    let mut told = elements.values().map(type_of);
    let held = told
        .find(|told| !matches!(told, Type::Any))
        .unwrap_or(Type::Any);
    let differs = match type_of(default) {
        Type::Tuple(_) | Type::Object(_) => {
            !matches!(held, Type::Any | Type::Tuple(_) | Type::Object(_))
        }
        _ => false,
    };
    if call.context.is_lenient() {
        return Ok(default.clone());
    }
    if differs {
        return Err("the default must have the type of the map's elements".to_owned());
    }
    convert_in(default, &held, call.context)
}

pub(super) fn keys(call: &Call<'_>) -> Outcome {
    let keys = call.map(0)?.into_keys().map(Value::from).collect();
    Ok(match call.args[0].kind {
        Kind::Mapping(Mapping::Object, _) => Value::tuple(keys),
        _ => Value::list(keys),
    })
}

pub(super) fn values(call: &Call<'_>) -> Outcome {
    let values = call.map(0)?.into_values().collect();
    Ok(match call.args[0].kind {
        Kind::Mapping(Mapping::Object, _) => Value::tuple(values),
        _ => Value::list(values),
    })
}

pub(super) fn zipmap(call: &Call<'_>) -> Outcome {
    let (keys, values) = (call.list(0)?, call.list(1)?);
    if keys.len() != values.len() {
        return Err(format!(
            "there are {} keys, but {} values",
            keys.len(),
            values.len()
        ));
    }
    if let Kind::Sequence(Sequence::Set, _) = call.args[1].kind
        && !call.context.is_lenient()
    {
        return Err("argument 2 must be a list, not a set".to_owned());
    }
    let marks = call.args[0].deep_marks();
    if keys.iter().any(Value::is_unknown) {
        return Ok(call.unknown_result().marked(marks));
    }
    let keys = call.texts(0)?;
    let entries = Arc::new(keys.into_iter().zip(values).collect::<Map>());
    let kind = match call.args[1].kind {
        Kind::Sequence(Sequence::Tuple, _) => Mapping::Object,
        _ => Mapping::Map,
    };
    Ok(Value::from(Kind::Mapping(kind, entries)).marked(marks))
}

/// Later arguments win. Where an argument is unknown, what the arguments after it say is known all the same.
pub(super) fn merge(call: &Call<'_>) -> Outcome {
    let mut merged = Vec::new();
    let mut unknown: Option<Unknown> = None;
    let mut marks = Marks::default();
    let (mut kind, mut held) = (None, None::<Type>);
    for arg in call.args {
        marks = marks.union(arg.marks);
        match &arg.kind {
            Kind::Null => {}
            Kind::Unknown(reason) => {
                unknown.get_or_insert_default().absorb(reason);
                merged.clear();
            }
            Kind::Mapping(this, entries) => {
                call.charge(entries.len())?;
                call.fits(merged.len())?;
                // Maps that hold one type make a map, everything else an object.
                let holds = entries.values().next().map(type_of);
                let alike = match (&held, &holds) {
                    (Some(held), Some(holds)) => held.is_like(holds),
                    _ => true,
                };
                held = held.or(holds);
                if *this == Mapping::Object || !alike {
                    kind = Some(Mapping::Object);
                }
                kind = kind.or(Some(*this));
                merged.extend(crate::eval::entries(arg, call.context));
            }
            _ => return Err(format!("only maps can be merged, not {}", a(arg))),
        }
    }
    let kind = kind.unwrap_or(Mapping::Object);
    let merged = Value::from(Kind::Mapping(kind, Arc::new(merged.into_iter().collect())));
    Ok(match unknown {
        Some(unknown) => not_null(Unknown {
            content: Some(Box::new(merged)),
            ..unknown
        }),
        None => merged,
    }
    .marked(marks))
}

pub(super) fn one(call: &Call<'_>) -> Outcome {
    let arg = &call.args[0];
    if arg.is_null() && call.context.is_lenient() {
        return Ok(arg.clone());
    }
    let mut parts = call.list(0)?;
    match (parts.pop(), parts.len()) {
        (None, _) => Ok(Value::null()),
        (Some(part), 0) => Ok(part),
        (Some(_), more) => Err(format!("there are {} elements, not one or none", more + 1)),
    }
}

/// The first argument that is neither null nor an empty string, as the type all have in common.
pub(super) fn coalesce(call: &Call<'_>) -> Outcome {
    let mut maybe: Option<Unknown> = None;
    let marks = call.marks();
    for arg in call.args {
        let empty = arg.is_null() || arg.as_str() == Some("");
        if empty {
            continue;
        }
        let Some(unknown) = arg.as_unknown() else {
            if let Some(mut unknown) = maybe {
                unknown.absorb_value(arg);
                return Ok(not_null(unknown).marked(marks));
            }
            return Ok(common(call, arg)?.marked(marks));
        };
        let certain = unknown.not_null && unknown.prefix.is_some();
        if certain && maybe.is_none() {
            return Ok(arg.clone().marked(marks));
        }
        maybe.get_or_insert_default().absorb(unknown);
        if certain {
            break;
        }
    }
    match maybe {
        Some(unknown) => Ok(Value::from(unknown).marked(marks)),
        None if call.context.is_lenient() => Ok(Value::null().marked(marks)),
        None => Err("all arguments are null or empty".to_owned()),
    }
}

/// A value as the type that all arguments have in common.
fn common(call: &Call<'_>, value: &Value) -> Outcome {
    let types = call.args.iter().map(type_of).collect::<Vec<_>>();
    match unify_all(types.iter()) {
        Some(all) => convert_in(value, &all, call.context),
        None if call.context.is_lenient() => Ok(value.clone()),
        None => Err("the arguments must have one type".to_owned()),
    }
}

pub(super) fn coalescelist(call: &Call<'_>) -> Outcome {
    let lenient = call.context.is_lenient();
    let is_taken = |arg: &&Value| match arg.kind {
        Kind::Unknown(_) | Kind::Sequence(Sequence::List | Sequence::Tuple, _) => true,
        Kind::Null | Kind::Sequence(Sequence::Set, _) => lenient,
        _ => false,
    };
    if let Some(other) = call.args.iter().find(|arg| !is_taken(arg)) {
        return Err(format!("only lists are taken, not {}", a(other)));
    }
    let marks = call.deep_marks();
    for arg in call.args {
        match &arg.kind {
            Kind::Unknown(_) => return Ok(call.unknown_result().marked(marks)),
            Kind::Sequence(_, parts) if !parts.is_empty() => {
                return Ok(arg.clone().marked(marks));
            }
            _ => {}
        }
    }
    if lenient {
        return Ok(Value::list(Vec::new()));
    }
    Err("all arguments are null or empty".to_owned())
}

pub(super) fn transpose(call: &Call<'_>) -> Outcome {
    let mut turned = std::collections::BTreeMap::<Arc<str>, Vec<Value>>::new();
    for (key, parts) in call.map(0)? {
        if !matches!(parts.kind, Kind::Sequence(..)) && !call.context.is_lenient() {
            return Err(format!("the map must hold lists, not {}", a(&parts)));
        }
        for part in elements(&parts, call.context) {
            let Some(text) = part.to_text() else {
                return Err(format!("the lists must hold strings, not {}", a(&part)));
            };
            turned.entry(text).or_default().push(key.clone().into());
        }
    }
    let entries = turned.into_iter().map(|(key, all)| (key, Value::list(all)));
    Ok(Kind::Mapping(Mapping::Map, Arc::new(entries.collect())).into())
}
