//! States as Terraform stores them: resources with their instances, and the ways to what is sensitive.

use crate::model::EntityKind;

use super::address::{Step, key_text};
use super::build::{Builder, Named};
use super::element::values;
use super::input::InputError;
use super::json::{Json, StoredResource, StoredStep};
use super::locate::Base;
use super::values::Sides;
use super::walk::Stored;

/// How many elements of a list are told apart by what is sensitive in them.
const TOLD_APART: usize = 10_000;

impl Builder<'_, '_, '_> {
    /// Adds the instances of a resource or data source.
    pub(super) fn stored(&mut self, index: usize, stored: &Stored) -> Result<(), InputError> {
        let part = &stored.part;
        let resource: StoredResource<'_> = part.parse()?;
        let module = resource.module.as_deref().unwrap_or("");
        let dot = if module.is_empty() { "" } else { "." };
        let data = if stored.kind == EntityKind::Data {
            "data."
        } else {
            ""
        };
        let (type_name, name) = (&resource.type_name, &resource.name);
        let block = format!("{module}{dot}{data}{type_name}.{name}");
        for (number, instance) in resource.instances.iter().enumerate() {
            if instance.deposed.is_some() {
                continue;
            }
            let path = format!("instances[{number}].attributes");
            let Some(raw) = instance.attributes else {
                return Err(part.wrong(None, &path, "expected an object"));
            };
            let names = self.needs.names(stored.kind, &stored.type_name);
            let values = values(raw, names).map_err(|error| part.error_in(raw, &error))?;
            if !matches!(values, Json::Object(_)) {
                return Err(part.wrong(Some(raw), &path, "expected an object"));
            }
            let sensitive = sensitive(&values, instance.sensitive_attributes.as_deref());
            let sides = Sides {
                after: Some(&values),
                unknown: None,
                sensitive: Some(&sensitive),
            };
            let named = Named {
                address: format!("{block}{}", instance_key(instance.index_key.as_ref())).into(),
                module,
                kind: stored.kind,
                type_name,
                name,
            };
            let entity = self.entity(&named, sides);
            let entity = entity.map_err(|message| part.wrong(None, "name", &message))?;
            let pointer = format!("/resources/{index}/instances/{number}/attributes");
            self.add(entity, Base::Values(pointer));
        }
        Ok(())
    }
}

/// The key as in addresses: `["eu"]`, `[0]`.
fn instance_key(key: Option<&Json<'_>>) -> String {
    let step = match key {
        Some(Json::Text(key)) => Step::Key(key.to_string()),
        Some(Json::Number(index)) => {
            let index = index.as_u64().and_then(|index| usize::try_from(index).ok());
            Step::Index(index.unwrap_or(usize::MAX))
        }
        _ => return String::new(),
    };
    key_text(&step).unwrap_or_default()
}

/// What is sensitive, in the form in which a plan says it: what the state says, and what by its name holds a secret, since
/// older states do not mark what only the provider knows to be one.
fn sensitive<'j>(values: &Json<'j>, ways: Option<&[Vec<StoredStep<'j>>]>) -> Json<'j> {
    let mut marks = Json::Object(std::collections::BTreeMap::new());
    for way in ways.unwrap_or_default() {
        mark(&mut marks, values, way);
    }
    if let (Json::Object(marks), Json::Object(values)) = (&mut marks, values) {
        for (name, value) in values {
            if matches!(value, Json::Text(_)) && names_a_secret(name) {
                marks.insert(name.clone(), Json::Bool(true));
            }
        }
    }
    marks
}

fn names_a_secret(name: &str) -> bool {
    let holds = ["password", "secret", "token", "private_key", "passphrase"];
    let tells = ["_id", "_arn", "_name", "_version"];
    holds.iter().any(|part| name.contains(part)) && !tells.iter().any(|end| name.ends_with(end))
}

/// Marks what a way leads to, or the last on it that can be told.
fn mark<'j>(marks: &mut Json<'j>, values: &Json<'j>, way: &[StoredStep<'j>]) {
    let step = way.first().and_then(|step| step.value.as_ref());
    match (step.map(plain), values) {
        (Some(Json::Text(name)), Json::Object(values)) if values.contains_key(name) => {
            if !matches!(marks, Json::Object(_) | Json::Bool(true)) {
                *marks = Json::Object(std::collections::BTreeMap::new());
            }
            if let Json::Object(marks) = marks {
                let inner = marks.entry(name.clone()).or_insert(Json::Null);
                mark(inner, &values[name], &way[1..]);
            }
        }
        (Some(Json::Number(index)), Json::Array(values)) if values.len() <= TOLD_APART => {
            let index = index.as_u64().and_then(|index| usize::try_from(index).ok());
            let Some((index, value)) = index.and_then(|at| Some((at, values.get(at)?))) else {
                *marks = Json::Bool(true);
                return;
            };
            if !matches!(marks, Json::Array(_) | Json::Bool(true)) {
                *marks = Json::Array(vec![Json::Null; values.len()]);
            }
            if let Json::Array(marks) = marks {
                mark(&mut marks[index], value, &way[1..]);
            }
        }
        _ => *marks = Json::Bool(true),
    }
}

/// The key of a step, which states hold with its type or without.
fn plain<'a, 'j>(step: &'a Json<'j>) -> &'a Json<'j> {
    match step {
        Json::Object(typed) => typed.get("value").unwrap_or(step),
        step => step,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(values: &str, ways: &str) -> String {
        let values: Json<'_> = serde_json::from_str(values).unwrap();
        let ways: Vec<Vec<StoredStep<'_>>> = serde_json::from_str(ways).unwrap();
        format!("{:?}", sensitive(&values, Some(&ways)))
    }

    #[test]
    fn ways_lead_to_what_is_sensitive() {
        let values =
            r#"{"a": {"b": [1, {"c": 2}]}, "d": 3, "db_password": "x", "secret_arn": "y"}"#;
        let ways = r#"[
            [{"type": "get_attr", "value": "a"}, {"type": "get_attr", "value": "b"},
             {"type": "index", "value": {"value": 1, "type": "number"}}, {"type": "get_attr", "value": "c"}],
            [{"type": "get_attr", "value": "a"}, {"type": "get_attr", "value": "b"}, {"type": "index", "value": 9}]
        ]"#;
        assert_eq!(
            marks(values, ways),
            r#"Object({"a": Object({"b": Bool(true)}), "db_password": Bool(true)})"#
        );
        let first = r#"[[{"type": "get_attr", "value": "a"}, {"type": "get_attr", "value": "b"},
             {"type": "index", "value": {"value": 1, "type": "number"}}, {"type": "get_attr", "value": "c"}]]"#;
        assert_eq!(
            marks(values, first),
            r#"Object({"a": Object({"b": Array([Null, Object({"c": Bool(true)})])}), "db_password": Bool(true)})"#
        );
    }
}
