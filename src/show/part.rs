//! The parts of a value: what is known, what is unknown and why, what is hidden.

use serde_json::{Map, Value as Json};

use crate::value::{Kind, Unknown, Value, phrase_of, to_json};

/// What stands for what is sensitive.
pub(super) const HIDDEN: &str = "(sensitive)";

/// The known parts, in the shape of a plan's `planned_values`: of objects what is unknown is left out, of lists it is null.
pub(super) fn known(value: &Value, show_sensitive: bool) -> Option<Json> {
    if value.marks.is_hidden() && !show_sensitive {
        return Some(Json::String(HIDDEN.to_owned()));
    }
    match &value.kind {
        Kind::Unknown(_) => None,
        Kind::Sequence(_, elements) => Some(Json::Array(
            elements
                .iter()
                .map(|element| known(element, show_sensitive).unwrap_or(Json::Null))
                .collect(),
        )),
        Kind::Mapping(_, entries) => {
            let known = entries
                .iter()
                .filter_map(|(key, part)| Some((key.to_string(), known(part, show_sensitive)?)));
            Some(Json::Object(known.collect()))
        }
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => {
            let plain = Value::from(value.kind.clone());
            Some(to_json(&plain, &|_| Json::Null))
        }
    }
}

/// The unknown parts, in the shape of a plan's `after_unknown` with the reason where that has `true`; `None` where all is
/// known.
pub(super) fn unknown(value: &Value, show_sensitive: bool) -> Option<Json> {
    if value.marks.is_hidden() && !show_sensitive && !value.is_unknown() {
        return None;
    }
    match &value.kind {
        Kind::Unknown(unknown) => Some(Json::String(reasons(unknown))),
        Kind::Sequence(_, elements) => {
            let parts: Vec<_> = elements
                .iter()
                .map(|element| unknown(element, show_sensitive))
                .collect();
            let any = parts.iter().any(Option::is_some);
            let parts = parts.into_iter().map(|part| part.unwrap_or(false.into()));
            any.then(|| Json::Array(parts.collect()))
        }
        Kind::Mapping(_, entries) => {
            let parts = entries
                .iter()
                .filter_map(|(key, part)| Some((key.to_string(), unknown(part, show_sensitive)?)));
            let parts: Map<_, _> = parts.collect();
            (!parts.is_empty()).then_some(Json::Object(parts))
        }
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => None,
    }
}

/// Why a value is unknown.
pub(super) fn reasons(unknown: &Unknown) -> String {
    phrase_of(&unknown.reasons)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Marks, Reason, from_json};

    #[test]
    fn the_parts_complement_each_other() {
        let secret = Value::from("p").marked(Marks {
            sensitive: true,
            ephemeral: false,
        });
        let open = Value::from(Reason::Variable("x".into()));
        let list = Value::list(vec![Value::from("a"), open.clone()]);
        let known_part = from_json(serde_json::json!({"n": 1, "z": null}));
        let all = [("k", known_part), ("l", list), ("o", open), ("s", secret)];
        let value = Value::object(all.into_iter().map(|(key, v)| (key.into(), v)).collect());
        assert_eq!(
            known(&value, false).unwrap(),
            serde_json::json!({"k": {"n": 1, "z": null}, "l": ["a", null], "s": "(sensitive)"})
        );
        assert_eq!(
            unknown(&value, false).unwrap(),
            serde_json::json!({"l": [false, "needs var.x"], "o": "needs var.x"})
        );
        assert_eq!(known(&value, true).unwrap()["s"], "p");
    }
}
