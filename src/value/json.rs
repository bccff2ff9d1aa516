//! Values from and to JSON.

use std::sync::Arc;

use serde_json::Value as Json;

use super::{Kind, Map, Number, Value};

/// A value from JSON: arrays become tuples, objects objects, as Terraform's `jsondecode` does.
pub fn from_json(json: Json) -> Value {
    match json {
        Json::Null => Value::null(),
        Json::Bool(value) => value.into(),
        Json::Number(number) => from_json_number(&number),
        Json::String(text) => text.into(),
        Json::Array(elements) => Value::tuple(elements.into_iter().map(from_json).collect()),
        Json::Object(entries) => {
            let entries = entries
                .into_iter()
                .map(|(key, value)| (Arc::from(key), from_json(value)));
            Value::object(entries.collect::<Map>())
        }
    }
}

fn from_json_number(number: &serde_json::Number) -> Value {
    let number = number
        .as_i64()
        .map(Number::Int)
        .or_else(|| Number::parse(&number.to_string()));
    Kind::Number(number.unwrap_or(Number::Int(0))).into()
}

/// JSON of a value. `hidden` says what stands for a sensitive or unknown part.
pub fn to_json(value: &Value, hidden: &dyn Fn(&Value) -> Json) -> Json {
    if value.marks.is_hidden() {
        return hidden(value);
    }
    match &value.kind {
        Kind::Null => Json::Null,
        Kind::Bool(value) => Json::Bool(*value),
        Kind::Number(number) => to_json_number(number),
        Kind::String(text) => Json::String(text.to_string()),
        Kind::Sequence(_, elements) => {
            Json::Array(elements.iter().map(|part| to_json(part, hidden)).collect())
        }
        Kind::Mapping(_, entries) => Json::Object(
            entries
                .iter()
                .map(|(key, part)| (key.to_string(), to_json(part, hidden)))
                .collect(),
        ),
        Kind::Unknown(_) => hidden(value),
    }
}

fn to_json_number(number: &Number) -> Json {
    match number {
        Number::Int(int) => (*int).into(),
        Number::NegativeZero => 0.into(),
        Number::Big(_) => serde_json::Number::from_f64(number.to_f64())
            .map_or_else(|| Json::String(number.to_string()), Json::Number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Marks, Reason};

    #[test]
    fn hides_what_is_sensitive_or_unknown() {
        let json: Json = serde_json::from_str(r#"{"a": [1, 2.5, null], "b": "x"}"#).unwrap();
        let value = from_json(json.clone());
        let hidden = |_: &Value| Json::String("hidden".into());
        assert_eq!(to_json(&value, &hidden), json);
        let secret = Value::from("p").marked(Marks {
            sensitive: true,
            ephemeral: false,
        });
        let mixed = Value::tuple(vec![secret, Value::from(Reason::Syntax)]);
        assert_eq!(
            to_json(&mixed, &hidden).to_string(),
            r#"["hidden","hidden"]"#
        );
    }
}
