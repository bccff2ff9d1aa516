//! The policy that `data.aws_iam_policy_document` will make, from the arguments it is given.

use std::sync::Arc;

use crate::value::{Kind, Map, Value};

use super::values::is_unset;

/// The document in the shape of an IAM policy in JSON; `None` where it takes in others that are not known.
pub(super) fn document(values: &Value) -> Option<Value> {
    let arguments = values.as_mapping()?;
    let taken_in = [
        "source_policy_documents",
        "override_policy_documents",
        "source_json",
        "override_json",
    ];
    if taken_in
        .iter()
        .any(|name| given(arguments, name).is_some_and(|value| !is_empty(value)))
    {
        return None;
    }
    let mut statements = Vec::new();
    match given(arguments, "statement").map(|value| &value.kind) {
        None => {}
        Some(Kind::Sequence(_, blocks)) => {
            for block in blocks.iter() {
                statements.push(statement(block)?);
            }
        }
        Some(_) => return None,
    }
    let mut document = Map::new();
    let version = given(arguments, "version").cloned();
    document.insert(
        "Version".into(),
        version.unwrap_or_else(|| "2012-10-17".into()),
    );
    if let Some(id) = given(arguments, "policy_id") {
        document.insert("Id".into(), id.clone());
    }
    document.insert("Statement".into(), Value::tuple(statements));
    Some(Value::object(document))
}

fn statement(block: &Value) -> Option<Value> {
    let arguments = block.as_mapping()?;
    let mut statement = Map::new();
    let effect = given(arguments, "effect").cloned();
    statement.insert("Effect".into(), effect.unwrap_or_else(|| "Allow".into()));
    for (argument, key) in [
        ("sid", "Sid"),
        ("actions", "Action"),
        ("not_actions", "NotAction"),
        ("resources", "Resource"),
        ("not_resources", "NotResource"),
    ] {
        if let Some(value) = given(arguments, argument)
            && !is_empty(value)
        {
            statement.insert(key.into(), value.clone());
        }
    }
    for (argument, key) in [
        ("principals", "Principal"),
        ("not_principals", "NotPrincipal"),
    ] {
        if let Some(value) = given(arguments, argument)
            && !is_empty(value)
        {
            statement.insert(key.into(), principals(value)?);
        }
    }
    if let Some(value) = given(arguments, "condition")
        && !is_empty(value)
    {
        statement.insert("Condition".into(), conditions(value)?);
    }
    Some(Value::object(statement))
}

fn principals(blocks: &Value) -> Option<Value> {
    let mut by_type = Map::new();
    for block in blocks.as_sequence()? {
        let arguments = block.as_mapping()?;
        let kind: Arc<str> = given(arguments, "type")?.as_str()?.into();
        let ids = given(arguments, "identifiers")?.clone();
        append(&mut by_type, kind, ids)?;
    }
    if let Some(anyone) = by_type.get("*")
        && by_type.len() == 1
        && matches!(anyone.as_sequence(), Some([only]) if only.as_str() == Some("*"))
    {
        return Some("*".into());
    }
    Some(Value::object(by_type))
}

fn conditions(blocks: &Value) -> Option<Value> {
    let mut by_test: std::collections::BTreeMap<Arc<str>, Map> = std::collections::BTreeMap::new();
    for block in blocks.as_sequence()? {
        let arguments = block.as_mapping()?;
        let test: Arc<str> = given(arguments, "test")?.as_str()?.into();
        let variable: Arc<str> = given(arguments, "variable")?.as_str()?.into();
        let values = given(arguments, "values")?.clone();
        append(by_test.entry(test).or_default(), variable, values)?;
    }
    let tests = by_test
        .into_iter()
        .map(|(test, variables)| (test, Value::object(variables)));
    Some(Value::object(tests.collect()))
}

/// Adds values under a key that may be there already; `None` where either is not known as a list.
fn append(map: &mut Map, key: Arc<str>, values: Value) -> Option<()> {
    let Some(before) = map.get_mut(&key) else {
        map.insert(key, values);
        return Some(());
    };
    let mut all = before.as_sequence()?.to_vec();
    all.extend_from_slice(values.as_sequence()?);
    *before = Value::tuple(all);
    Some(())
}

fn given<'v>(arguments: &'v Map, name: &str) -> Option<&'v Value> {
    arguments
        .get(name)
        .filter(|value| !value.is_null() && !is_unset(value))
}

fn is_empty(value: &Value) -> bool {
    value.as_sequence().is_some_and(<[Value]>::is_empty) || value.as_str() == Some("")
}
