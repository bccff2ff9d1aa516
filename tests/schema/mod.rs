//! A validator for the part of JSON Schema that `schemas/report.schema.json` uses. A keyword it does not know fails.

use serde_json::Value;

/// Everything that is wrong with a report, by JSON pointer.
pub(crate) fn violations(report: &Value) -> Vec<String> {
    let schema = include_str!("../../schemas/report.schema.json");
    let schema: Value = serde_json::from_str(schema).unwrap();
    let mut wrong = Vec::new();
    check(&schema, &schema, report, "", &mut wrong);
    wrong
}

fn check(root: &Value, schema: &Value, value: &Value, at: &str, wrong: &mut Vec<String>) {
    for (keyword, wanted) in schema.as_object().unwrap() {
        let holds = match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" => true,
            "$ref" => {
                let name = wanted.as_str().unwrap().trim_start_matches('#');
                check(root, root.pointer(name).unwrap(), value, at, wrong);
                true
            }
            "const" => value == wanted,
            "enum" => wanted.as_array().unwrap().contains(value),
            "type" => match wanted {
                Value::Array(types) => types.iter().any(|t| is_of_type(value, t)),
                one => is_of_type(value, one),
            },
            "minimum" => value.is_null() || value.as_u64() >= wanted.as_u64(),
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, wanted, item, &format!("{at}/{index}"), wrong);
                }
                true
            }
            "properties" => {
                for (name, schema) in wanted.as_object().unwrap() {
                    if let Some(value) = value.get(name) {
                        check(root, schema, value, &format!("{at}/{name}"), wrong);
                    }
                }
                true
            }
            "required" => {
                let mut names = wanted.as_array().unwrap().iter();
                !value.is_object() || names.all(|name| value.get(name.as_str().unwrap()).is_some())
            }
            "additionalProperties" => {
                assert_eq!(wanted, false);
                let known = schema["properties"].as_object().unwrap();
                let mut names = value.as_object().into_iter().flatten();
                names.all(|(name, _)| known.contains_key(name))
            }
            unknown => panic!("the validator does not know `{unknown}`"),
        };
        if !holds {
            wrong.push(format!(
                "{at}: `{keyword}` of {wanted} is not met by {value}"
            ));
        }
    }
}

fn is_of_type(value: &Value, name: &Value) -> bool {
    match name.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_u64(),
        "null" => value.is_null(),
        unknown => panic!("the validator does not know the type `{unknown}`"),
    }
}
