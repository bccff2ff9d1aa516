//! Planned values beside evaluated ones.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use cldlint::value::{Kind, Number, Strictness, Unknown, Value};

use super::schema::Type;
use super::written::Written;

/// What comparing came to.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// How many planned values that stem from the configuration are known to the evaluation.
    pub(crate) known: usize,
    /// Those that are not, with where they are and why.
    pub(crate) unknown: Vec<String>,
    /// What is known and is not what is planned.
    pub(crate) wrong: Vec<String>,
    /// What is known although Terraform leaves it until apply.
    pub(crate) early: Vec<String>,
    /// What is written and comes to null, while the plan has a value.
    pub(crate) absent: Vec<(String, Json)>,
}

impl Tally {
    pub(crate) fn add(&mut self, other: Self) {
        self.known += other.known;
        self.unknown.extend(other.unknown);
        self.wrong.extend(other.wrong);
        self.early.extend(other.early);
        self.absent.extend(other.absent);
    }

    pub(crate) fn wrong(&mut self, at: &str, planned: &Json, found: &Value) {
        let found = shown(found);
        self.wrong
            .push(format!("{at}\n    planned {planned}\n    found   {found}"));
    }
}

/// Whether a planned value is unknown as a whole.
pub(crate) fn is_unknown(planned: &Json) -> bool {
    planned.get("?").is_some()
}

/// What an absent type stands for.
const ANY: &Type = &Type::Dynamic;

/// The attributes of a resource or block, whose schema is known: only what is written is compared.
pub(crate) fn body(
    planned: &Map<String, Json>,
    found: &cldlint::value::Map,
    types: &BTreeMap<String, Type>,
    written: &Written,
    at: &str,
    tally: &mut Tally,
) {
    let null = Json::Null;
    for (name, entry) in &written.0 {
        let planned = planned.get(name).unwrap_or(&null);
        let at = format!("{at}.{name}");
        let kind = types.get(name).unwrap_or(ANY);
        match found.get(name.as_str()) {
            Some(found) if is_empty(planned) && is_empty_value(found) => tally.known += 1,
            Some(_) if planned.is_null() && name.ends_with("_wo") => {}
            Some(found) => value(planned, found, kind, entry.inner.as_ref(), &at, tally),
            None if is_empty(planned) || is_unknown(planned) || !entry.always => {}
            None => tally.absent.push((at, planned.clone())),
        }
    }
    for (name, found) in found {
        if !written.0.contains_key(&**name) && &**name != "lifecycle" {
            tally.wrong(&format!("{at}.{name}, which is not written"), &null, found);
        }
    }
}

/// Whether nothing was configured there.
fn is_empty(planned: &Json) -> bool {
    planned.is_null() || planned.as_array().is_some_and(Vec::is_empty)
}

/// The AWS provider plans null for what is configured as empty.
fn is_empty_value(found: &Value) -> bool {
    match &found.kind {
        Kind::Sequence(_, elements) => elements.is_empty(),
        Kind::Mapping(_, entries) => entries.is_empty(),
        _ => false,
    }
}

/// A value of any kind.
pub(crate) fn value(
    planned: &Json,
    found: &Value,
    kind: &Type,
    written: Option<&Written>,
    at: &str,
    tally: &mut Tally,
) {
    if let Kind::Unknown(unknown) = &found.kind {
        return not_known(planned, unknown, at, tally);
    }
    if is_unknown(planned) {
        // The AWS provider takes some maps and lists as unknown once an element is.
        if !found.has_unknown() {
            tally.early.push(at.to_owned());
        }
        return;
    }
    match (kind, planned) {
        (Type::Blocks { body, set }, _) => blocks(planned, found, body, *set, written, at, tally),
        (Type::Set(element), Json::Array(elements)) if written.is_none() => {
            set(elements, found, element, at, tally);
        }
        (Type::Set(element) | Type::List(element), Json::Array(_)) => match &**element {
            Type::Object(attributes) if written.is_some() => {
                let set = matches!(kind, Type::Set(_));
                blocks(planned, found, attributes, set, written, at, tally);
            }
            _ => list(planned, found, element, at, tally),
        },
        (Type::Map(element), Json::Object(entries)) => {
            let found = without_null(found, entries);
            map(planned, &found, &|_| element, at, tally);
        }
        (Type::Object(types), Json::Object(_)) => {
            let kind = |name: &str| types.get(name).unwrap_or(ANY);
            map(&without_zero(planned, found), found, &kind, at, tally);
        }
        (_, Json::Array(_)) => list(planned, found, ANY, at, tally),
        (_, Json::Object(_)) => map(planned, found, &|_| ANY, at, tally),
        _ => scalar(planned, found, kind, at, tally),
    }
}

/// A value that the evaluation does not know. What it claims of it must hold.
fn not_known(planned: &Json, unknown: &Unknown, at: &str, tally: &mut Tally) {
    let is_null = planned.is_null() && unknown.not_null;
    let begins_otherwise = unknown.prefix.as_ref().is_some_and(|prefix| {
        let text = planned.as_str();
        text.is_some_and(|text| !text.starts_with(&**prefix))
    });
    if is_null || begins_otherwise {
        return tally.wrong(at, planned, &unknown.clone().into());
    }
    if !is_unknown(planned) {
        let reasons: Vec<String> = unknown.reasons.iter().map(ToString::to_string).collect();
        let entry = format!("{at}: {}", reasons.join("; "));
        let leaves = leaves(planned);
        tally.unknown.extend(std::iter::repeat_n(entry, leaves));
    }
}

/// How many known values there are in a planned one.
fn leaves(planned: &Json) -> usize {
    match planned {
        _ if is_unknown(planned) => 0,
        Json::Array(elements) if !elements.is_empty() => elements.iter().map(leaves).sum(),
        Json::Object(entries) if !entries.is_empty() => entries.values().map(leaves).sum(),
        _ => 1,
    }
}

fn list(planned: &Json, found: &Value, kind: &Type, at: &str, tally: &mut Tally) {
    let elements = planned.as_array().map(Vec::as_slice).unwrap_or_default();
    let Some(values) = found
        .as_sequence()
        .filter(|values| values.len() == elements.len())
    else {
        return tally.wrong(at, planned, found);
    };
    if elements.is_empty() {
        tally.known += 1;
    }
    for (index, (planned, found)) in elements.iter().zip(values).enumerate() {
        value(planned, found, kind, None, &format!("{at}[{index}]"), tally);
    }
}

fn map<'t>(
    planned: &Json,
    found: &Value,
    kind: &dyn Fn(&str) -> &'t Type,
    at: &str,
    tally: &mut Tally,
) {
    let empty = Map::new();
    let entries = planned.as_object().unwrap_or(&empty);
    let same_keys = |values: &cldlint::value::Map| {
        values.len() == entries.len() && entries.keys().all(|key| values.contains_key(key))
    };
    let Some(values) = found.as_mapping().filter(|values| same_keys(values)) else {
        return tally.wrong(at, planned, found);
    };
    if entries.is_empty() {
        tally.known += 1;
    }
    for (key, planned) in entries {
        let at = format!("{at}[{key:?}]");
        value(planned, &values[&**key], kind(key), None, &at, tally);
    }
}

/// A map without the entries that are null and not planned: the AWS provider leaves them out.
fn without_null(found: &Value, planned: &Map<String, Json>) -> Value {
    let Some(entries) = found.as_mapping() else {
        return found.clone();
    };
    let mut entries = entries.clone();
    entries.retain(|key, value| !value.is_null() || planned.contains_key(&**key));
    Value::object(entries)
}

/// An object with null again where nothing is configured: the AWS provider plans the zero of the type there.
fn without_zero(planned: &Json, found: &Value) -> Json {
    let mut planned = planned.clone();
    for (name, part) in planned.as_object_mut().into_iter().flatten() {
        let entries = found.as_mapping();
        let nothing = entries
            .and_then(|entries| entries.get(name.as_str()))
            .is_some_and(Value::is_null);
        if nothing && (is_empty(part) || *part == "" || *part == false || *part == 0) {
            *part = Json::Null;
        }
    }
    planned
}

/// A set of which the plan has another order, and each element once.
fn set(planned: &[Json], found: &Value, kind: &Type, at: &str, tally: &mut Tally) {
    let whole = || Json::from(planned.to_vec());
    let Some(values) = found.as_sequence() else {
        return tally.wrong(at, &whole(), found);
    };
    let (unknown, known): (Vec<_>, Vec<_>) = values.iter().partition(|v| v.has_unknown());
    let mut left: Vec<&Json> = planned.iter().collect();
    for found in known {
        let same = |planned: &&Json| agree(planned, found, kind, None).is_some();
        let Some(first) = planned.iter().find(|planned| same(planned)) else {
            return tally.wrong(at, &whole(), found);
        };
        let before = left.len();
        left.retain(|planned| *planned != first);
        tally.known += before - left.len();
    }
    if left.len() > unknown.len() {
        return tally.wrong(at, &whole(), found);
    }
    for planned in left.into_iter().filter(|planned| !is_unknown(planned)) {
        tally.unknown.push(format!("{at}: {planned} of the set"));
    }
    if planned.is_empty() && values.is_empty() {
        tally.known += 1;
    }
}

/// The blocks of a type: a list, a set, or in the plan the only one as it is.
fn blocks(
    planned: &Json,
    found: &Value,
    types: &BTreeMap<String, Type>,
    set: bool,
    written: Option<&Written>,
    at: &str,
    tally: &mut Tally,
) {
    let one = [planned.clone()];
    let bodies: &[Json] = match planned {
        Json::Array(bodies) => bodies,
        Json::Null => &[],
        _ => &one,
    };
    let nothing = Written::default();
    let written = written.unwrap_or(&nothing);
    let values = blocks_once(found, set);
    if values.len() != bodies.len() {
        return tally.wrong(at, planned, found);
    }
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    for (index, found) in values.iter().enumerate() {
        let at = format!("{at}[{index}]");
        let place = if set {
            let score = |&place: &usize| agree_blocks(&bodies[place], found, types, written);
            let places = 0..left.len();
            let best = places.max_by_key(|&place| score(&left[place]).map_or(0, |known| known + 1));
            left.remove(best.unwrap_or(0))
        } else {
            index
        };
        match (&bodies[place], &found.kind) {
            (Json::Object(planned), Kind::Mapping(_, found)) if !is_unknown(&bodies[place]) => {
                body(planned, found, types, written, &at, tally);
            }
            (planned, _) => value(planned, found, ANY, None, &at, tally),
        }
    }
}

/// The evaluated blocks; of a set each once.
fn blocks_once(found: &Value, set: bool) -> Vec<&Value> {
    let mut blocks: Vec<&Value> = Vec::new();
    for block in found.as_sequence().unwrap_or_default() {
        let same = |other: &&Value| block.equals(other, Strictness::Lenient) == Some(true);
        if !set || !blocks.iter().any(same) {
            blocks.push(block);
        }
    }
    blocks
}

/// How many values are known of blocks that agree; `None` where they do not.
fn agree_blocks(
    planned: &Json,
    found: &Value,
    types: &BTreeMap<String, Type>,
    written: &Written,
) -> Option<usize> {
    let mut tally = Tally::default();
    body(
        planned.as_object()?,
        found.as_mapping()?,
        types,
        written,
        "",
        &mut tally,
    );
    (tally.wrong.is_empty() && tally.absent.is_empty()).then_some(tally.known)
}

fn agree(planned: &Json, found: &Value, kind: &Type, written: Option<&Written>) -> Option<usize> {
    let mut tally = Tally::default();
    value(planned, found, kind, written, "", &mut tally);
    (tally.wrong.is_empty() && tally.absent.is_empty()).then_some(tally.known)
}

/// A string, number or bool. The evaluation knows no schema, so what is written is compared as the schema's type has it.
fn scalar(planned: &Json, found: &Value, kind: &Type, at: &str, tally: &mut Tally) {
    let same = match (kind, planned) {
        (Type::String, Json::String(planned)) => found
            .to_text()
            .is_some_and(|text| *text == **planned || same_document(planned, &text)),
        (Type::Number, Json::Number(planned)) => found
            .to_number()
            .is_some_and(|found| same_number(planned, &found)),
        (Type::Bool, Json::Bool(planned)) => found.to_bool() == Some(*planned),
        (_, Json::Null) => found.is_null(),
        (_, Json::Bool(planned)) => found.as_bool() == Some(*planned),
        (_, Json::Number(planned)) => {
            let number = found.as_number();
            number.is_some_and(|found| same_number(planned, found))
        }
        (_, Json::String(planned)) => found.as_str() == Some(planned),
        _ => false,
    };
    if same {
        tally.known += 1;
    } else {
        tally.wrong(at, planned, found);
    }
}

/// Whether a number is the planned one; a fraction as exactly as it was written to the file.
fn same_number(planned: &serde_json::Number, found: &Number) -> bool {
    match planned.as_i64() {
        Some(planned) => found.as_i64() == Some(planned),
        None => planned.as_f64() == Some(found.to_f64()),
    }
}

/// Whether both are the same JSON object, which the AWS provider writes in a form of its own.
fn same_document(planned: &str, found: &str) -> bool {
    let parsed = |text: &str| serde_json::from_str::<BTreeMap<String, Json>>(text).ok();
    let planned = parsed(planned);
    planned.is_some() && planned == parsed(found)
}

fn shown(value: &Value) -> String {
    match &value.kind {
        Kind::Null => "nothing".to_owned(),
        Kind::Sequence(kind, elements) => {
            let elements: Vec<_> = elements.iter().map(shown).collect();
            format!("{kind:?} [{}]", elements.join(", "))
        }
        Kind::Mapping(_, entries) => {
            let entries = entries.iter().map(|(key, v)| format!("{key}={}", shown(v)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
        Kind::Unknown(unknown) => {
            let reasons: Vec<_> = unknown.reasons.iter().map(ToString::to_string).collect();
            format!("<{}>", reasons.join("; "))
        }
        Kind::String(text) => format!("{text:?}"),
        Kind::Bool(_) | Kind::Number(_) => value.to_text().unwrap_or_default().to_string(),
    }
}
