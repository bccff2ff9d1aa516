//! The statements that blocks of the data source make.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::value::{Kind, Map, Unknown, Value};

use super::blocks;
use super::set_order::{attribute, in_set_order, list, set};

/// The statement that a block makes.
pub(super) fn statement(block: &Value) -> Value {
    let Some(arguments) = block.as_mapping() else {
        return block.clone();
    };
    let mut statement = Map::new();
    let effect = given(arguments, "effect").cloned();
    statement.insert("Effect".into(), effect.unwrap_or_else(|| "Allow".into()));
    if let Some(sid) = given(arguments, "sid") {
        statement.insert("Sid".into(), sid.clone());
    }
    for (argument, key) in [
        ("actions", "Action"),
        ("not_actions", "NotAction"),
        ("resources", "Resource"),
        ("not_resources", "NotResource"),
    ] {
        if let Some(value) = given(arguments, argument).and_then(strings) {
            statement.insert(key.into(), value);
        }
    }
    for (argument, key) in [
        ("principals", "Principal"),
        ("not_principals", "NotPrincipal"),
    ] {
        if let Some(value) = given(arguments, argument).and_then(principals) {
            statement.insert(key.into(), value);
        }
    }
    if let Some(value) = given(arguments, "condition").and_then(conditions) {
        statement.insert("Condition".into(), value);
    }
    Value::object(statement).marked(block.marks)
}

/// What was given: not null, not empty.
pub(super) fn given<'v>(arguments: &'v Map, name: &str) -> Option<&'v Value> {
    arguments.get(name).filter(|value| {
        !value.is_null()
            && value.as_str() != Some("")
            && !value.as_sequence().is_some_and(<[Value]>::is_empty)
    })
}

/// `&{` stands for `${` there, which Terraform would take for its own.
fn replaced(value: Value) -> Value {
    match value.as_str() {
        Some(text) if text.contains("&{") => {
            Value::from(text.replace("&{", "${")).marked(value.marks)
        }
        _ => value,
    }
}

/// A set of strings: one alone, several in falling order, as the provider has it.
fn strings(value: &Value) -> Option<Value> {
    let Kind::Sequence(_, elements) = &value.kind else {
        return (!value.is_null()).then(|| value.clone());
    };
    single(falling(elements)).map(|strings| strings.marked(value.marks))
}

/// The elements of a set of strings in falling order.
fn falling(elements: &[Value]) -> Vec<Value> {
    let mut elements: Vec<Value> = elements.iter().map(text).collect();
    if elements.iter().all(|element| element.as_str().is_some()) {
        elements.sort_by(|a, b| b.as_str().cmp(&a.as_str()));
        elements.dedup_by(|a, b| a.as_str() == b.as_str());
    }
    elements.into_iter().map(replaced).collect()
}

/// A known value as the string that the argument holds.
fn text(value: &Value) -> Value {
    match value.to_text() {
        Some(text) => Value::from(text).marked(value.marks),
        None => value.clone(),
    }
}

fn single(mut elements: Vec<Value>) -> Option<Value> {
    match elements.len() {
        0 => None,
        1 => elements.pop(),
        _ => Some(Value::tuple(elements)),
    }
}

/// The one value, or the list.
fn one_or_list(mut elements: Vec<Value>) -> Value {
    match elements.pop() {
        Some(only) if elements.is_empty() => only,
        last => {
            elements.extend(last);
            Value::tuple(elements)
        }
    }
}

fn principals(value: &Value) -> Option<Value> {
    let mut parts = Vec::new();
    for (place, block) in blocks(value).into_iter().enumerate() {
        let Some(part) = Part::principals(&block) else {
            return Some(unknown_of(&block));
        };
        parts.push((part.hashed(place), part));
    }
    let mut by_type: BTreeMap<Arc<str>, Vec<Value>> = BTreeMap::new();
    for part in in_set_order(parts) {
        by_type
            .entry(part.name)
            .or_default()
            .extend(falling(&part.values));
    }
    let everyone = by_type.len() == 1
        && matches!(by_type.get("*").map(Vec::as_slice), Some([only]) if only.as_str() == Some("*"));
    if everyone {
        return Some("*".into());
    }
    let entries = by_type
        .into_iter()
        .map(|(kind, identifiers)| (kind, one_or_list(identifiers)));
    let entries: Map = entries.collect();
    (!entries.is_empty()).then(|| Value::object(entries))
}

fn conditions(value: &Value) -> Option<Value> {
    let mut parts = Vec::new();
    for (place, block) in blocks(value).into_iter().enumerate() {
        let Some(part) = Part::condition(&block) else {
            return Some(unknown_of(&block));
        };
        parts.push((part.hashed(place), part));
    }
    let mut by_test: BTreeMap<Arc<str>, BTreeMap<Arc<str>, Vec<Value>>> = BTreeMap::new();
    for part in in_set_order(parts) {
        let variables = by_test.entry(part.test.unwrap_or_default()).or_default();
        let values = part.values.iter().map(text).map(replaced);
        variables.entry(part.name).or_default().extend(values);
    }
    let tests: Map = by_test
        .into_iter()
        .map(|(test, variables)| {
            let variables = variables
                .into_iter()
                .filter_map(|(variable, values)| Some((variable, single(values)?)));
            (test, Value::object(variables.collect()))
        })
        .collect();
    (!tests.is_empty()).then(|| Value::object(tests))
}

/// What a block of principals or a condition says.
struct Part {
    /// The operator of a condition.
    test: Option<Arc<str>>,
    /// The type of principals, or the variable of a condition.
    name: Arc<str>,
    /// What is given of it; a list that is not known is one unknown value.
    values: Vec<Value>,
}

impl Part {
    /// The block of principals; `None` where its type is not known.
    fn principals(block: &Value) -> Option<Self> {
        let arguments = block.as_mapping()?;
        Some(Self {
            test: None,
            name: arguments.get("type")?.as_str()?.into(),
            values: elements(arguments.get("identifiers")),
        })
    }

    /// The condition; `None` where its operator or variable is not known.
    fn condition(block: &Value) -> Option<Self> {
        let arguments = block.as_mapping()?;
        Some(Self {
            test: Some(arguments.get("test")?.as_str()?.into()),
            name: arguments.get("variable")?.as_str()?.into(),
            values: elements(arguments.get("values")),
        })
    }

    /// The text by which the block has its place among the others. The `place` in which it is written keeps those
    /// apart that are not known in full.
    fn hashed(&self, place: usize) -> String {
        let values: Vec<Arc<str>> = self.values.iter().filter_map(Value::to_text).collect();
        let unknown = values.len() < self.values.len();
        let values = values.iter().map(|value| &**value);
        let mut text = match &self.test {
            None => attribute("identifiers", &set(values)) + &attribute("type", &self.name),
            Some(test) => {
                let values = attribute("values", &list(values));
                attribute("test", test) + &values + &attribute("variable", &self.name)
            }
        };
        if unknown {
            text += &place.to_string();
        }
        text
    }
}

fn elements(value: Option<&Value>) -> Vec<Value> {
    match value.map(|value| (value, value.as_sequence())) {
        Some((_, Some(elements))) => elements.to_vec(),
        Some((value, None)) => vec![value.clone()],
        None => Vec::new(),
    }
}

/// Unknown for the reasons of a block that is not known in full.
fn unknown_of(block: &Value) -> Value {
    let mut unknown = Unknown {
        not_null: true,
        ..Unknown::default()
    };
    unknown.absorb_value(block);
    unknown.into()
}
