//! The policy that `data.google_iam_policy` makes of its arguments.

use std::sync::Arc;

use crate::value::{Kind, Map, Value};

use super::{blocks, given};

/// The document in the shape of Google's API. What is not known of the arguments is unknown in it.
pub fn google_policy(arguments: &Map) -> Value {
    let mut document = Map::new();
    let mut bindings: Vec<Value> = Vec::new();
    for binding in parts(arguments, "binding", binding) {
        match bindings
            .iter_mut()
            .find(|other| same_grant(other, &binding))
        {
            Some(other) => *other = with_members_of(other, &binding),
            None => bindings.push(binding),
        }
    }
    bindings.sort_by_cached_key(order);
    let audits = parts(arguments, "audit_config", audit);
    for (name, parts) in [("auditConfigs", audits), ("bindings", bindings)] {
        if !parts.is_empty() {
            document.insert(name.into(), Value::tuple(parts));
        }
    }
    Value::object(document)
}

/// What each block of a type makes; a block that is not known stands for itself.
fn parts(arguments: &Map, name: &str, make: fn(&Map) -> Map) -> Vec<Value> {
    let blocks = given(arguments, name).map_or_else(Vec::new, blocks);
    let made = blocks.into_iter().map(|block| match block.as_mapping() {
        Some(arguments) => Value::object(make(arguments)).marked(block.marks),
        None => block,
    });
    made.collect()
}

fn binding(arguments: &Map) -> Map {
    let mut made = renamed(arguments, &[("role", "role"), ("members", "members")]);
    if let Some(members) = made.get_mut("members") {
        *members = in_order(members);
    }
    if let Some(condition) = parts(arguments, "condition", condition).into_iter().next() {
        made.insert("condition".into(), condition);
    }
    made
}

fn condition(arguments: &Map) -> Map {
    let names = ["expression", "title", "description"];
    renamed(arguments, &names.map(|name| (name, name)))
}

fn audit(arguments: &Map) -> Map {
    let mut made = renamed(arguments, &[("service", "service")]);
    let logs = parts(arguments, "audit_log_configs", |arguments| {
        let names = [
            ("log_type", "logType"),
            ("exempted_members", "exemptedMembers"),
        ];
        renamed(arguments, &names)
    });
    made.insert("auditLogConfigs".into(), Value::tuple(logs));
    made
}

/// The arguments that are given, under the names that the document has for them.
fn renamed(arguments: &Map, names: &[(&str, &str)]) -> Map {
    let named = names.iter().filter_map(|(argument, name)| {
        let value = given(arguments, argument)?;
        Some((Arc::from(*name), value.clone()))
    });
    named.collect()
}

/// A set of members in order; as it is where one is not known.
fn in_order(members: &Value) -> Value {
    let Kind::Sequence(_, elements) = &members.kind else {
        return members.clone();
    };
    let mut elements = elements.to_vec();
    if elements.iter().all(|element| element.as_str().is_some()) {
        elements.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
        elements.dedup_by(|a, b| a.as_str() == b.as_str());
    }
    Value::tuple(elements).marked(members.marks)
}

/// Where a binding stands among the others: by role, then by condition.
fn order(binding: &Value) -> (Option<Arc<str>>, Vec<Option<Arc<str>>>) {
    let text = |value: &Value, name: &str| value.as_mapping()?.get(name)?.to_text();
    let condition = binding
        .as_mapping()
        .and_then(|entries| entries.get("condition"));
    let names = ["expression", "title", "description"].into_iter();
    let parts = condition.map(|condition| names.map(|name| text(condition, name)).collect());
    (text(binding, "role"), parts.unwrap_or_default())
}

/// Whether two bindings that are known give the same role under the same condition.
fn same_grant(one: &Value, other: &Value) -> bool {
    let known = |binding: &Value| {
        let entries = binding.as_mapping();
        entries.is_some_and(|entries| {
            let mut entries = entries.iter().filter(|(name, _)| &***name != "members");
            entries.all(|(_, part)| !part.has_unknown())
        })
    };
    known(one) && known(other) && order(one) == order(other)
}

/// A binding with the members of another one too.
fn with_members_of(one: &Value, other: &Value) -> Value {
    let Some(mut entries) = one.as_mapping().cloned() else {
        return one.clone();
    };
    let members = |binding: &Value| -> Option<Vec<Value>> {
        let members = binding.as_mapping()?.get("members")?;
        Some(match members.as_sequence() {
            Some(elements) => elements.to_vec(),
            None => vec![members.clone()],
        })
    };
    let mut all = members(one).unwrap_or_default();
    all.extend(members(other).unwrap_or_default());
    entries.insert("members".into(), in_order(&Value::tuple(all)));
    Value::object(entries).marked(one.marks.union(other.marks))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{from_json, to_json};
    use serde_json::json;

    #[test]
    fn bindings_of_a_role_are_one_and_in_order() {
        let arguments = from_json(json!({
            "binding": [
                { "role": "roles/viewer", "members": ["user:b", "user:a"] },
                { "role": "roles/editor", "members": ["user:c"], "condition": [{ "title": "t", "expression": "e" }] },
                { "role": "roles/viewer", "members": ["user:c", "user:a"] },
            ],
            "audit_config": [{ "service": "allServices", "audit_log_configs": [{ "log_type": "DATA_READ" }] }],
        }));
        let made = google_policy(arguments.as_mapping().unwrap());
        assert_eq!(
            to_json(&made, &|_| json!(null)),
            json!({
                "auditConfigs": [{ "auditLogConfigs": [{ "logType": "DATA_READ" }], "service": "allServices" }],
                "bindings": [
                    { "condition": { "expression": "e", "title": "t" }, "members": ["user:c"], "role": "roles/editor" },
                    { "members": ["user:a", "user:b", "user:c"], "role": "roles/viewer" },
                ],
            })
        );
    }
}
