//! Documents that are taken in: the provider reads them into its own form and writes that.

use std::sync::Arc;

use crate::value::{Kind, Map, Value};

/// The keys of a document.
const DOCUMENT: [&str; 3] = ["Version", "Id", "Statement"];

/// The keys of a statement.
const STATEMENT: [&str; 9] = [
    "Sid",
    "Effect",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Principal",
    "NotPrincipal",
    "Condition",
];

/// A document as the provider reads it: names whatever their case, without what it does not know.
pub(super) fn normalised(document: Value) -> Value {
    let Some(mut entries) = known_entries(&document, &DOCUMENT) else {
        return document;
    };
    if let Some(statements) = entries.get_mut("Statement")
        && let Kind::Sequence(kind, elements) = &statements.kind
    {
        let elements = elements.iter().map(statement).collect();
        let marks = statements.marks;
        *statements = Value::from(Kind::Sequence(*kind, Arc::new(elements))).marked(marks);
    }
    Value::object(entries).marked(document.marks)
}

fn statement(value: &Value) -> Value {
    let Some(mut entries) = known_entries(value, &STATEMENT) else {
        return value.clone();
    };
    for name in ["Principal", "NotPrincipal"] {
        if let Some(principals) = entries.get_mut(name)
            && let Some(kinds) = principals.as_mapping()
        {
            let kinds = kinds.iter().map(|(kind, who)| (kind.clone(), falling(who)));
            *principals = Value::object(kinds.collect()).marked(principals.marks);
        }
    }
    Value::object(entries).marked(value.marks)
}

/// The entries of an object that have one of these names, under that name.
fn known_entries(value: &Value, names: &[&str]) -> Option<Map> {
    let entries = value.as_mapping()?.iter().filter_map(|(key, entry)| {
        let name = names.iter().find(|name| name.eq_ignore_ascii_case(key))?;
        Some((Arc::from(*name), entry.clone()))
    });
    Some(entries.collect())
}

/// Several principals in falling order.
fn falling(principals: &Value) -> Value {
    let Kind::Sequence(kind, elements) = &principals.kind else {
        return principals.clone();
    };
    let mut elements = elements.to_vec();
    if elements.iter().all(|element| element.as_str().is_some()) {
        elements.sort_by(|a, b| b.as_str().cmp(&a.as_str()));
    }
    Value::from(Kind::Sequence(*kind, Arc::new(elements))).marked(principals.marks)
}
