//! Where the source says otherwise than a plan: it was edited since, or is that of something else.
//!
//! Providers write some values in a form of their own, which is no difference. So only what cannot be such a form counts.

use crate::value::{Kind, Strictness, Value};

use super::document::same_document;

/// Whether a known value of the source cannot have become the planned one.
pub(super) fn says_otherwise(name: &str, planned: &Value, source: &Value) -> bool {
    match (&planned.kind, &source.kind) {
        // A provider may leave out what is empty.
        (Kind::Null, _) => says_something(source),
        (Kind::String(planned), Kind::String(source)) => {
            !name.contains("protocol") && !is_form_of(planned, source)
        }
        (
            Kind::Bool(_) | Kind::Number(_) | Kind::String(_),
            Kind::Bool(_) | Kind::Number(_) | Kind::String(_),
        ) => planned.equals(source, Strictness::Lenient) == Some(false),
        _ => false,
    }
}

fn says_something(source: &Value) -> bool {
    match &source.kind {
        Kind::Bool(truth) => *truth,
        Kind::Number(number) => number.to_string() != "0",
        Kind::String(text) => !text.trim().is_empty(),
        Kind::Sequence(_, elements) => elements.iter().any(says_something),
        Kind::Mapping(_, entries) => entries.values().any(says_something),
        Kind::Null | Kind::Unknown(_) => false,
    }
}

/// Whether a provider may have written the text so: in another case, without blanks or a dot at its end, as JSON of the
/// same meaning, or as a digest of it.
fn is_form_of(planned: &str, source: &str) -> bool {
    let plain = |text: &str| text.trim().trim_end_matches('.').to_lowercase();
    let is_digest = |text: &str| {
        matches!(text.len(), 32 | 40 | 64 | 128)
            && text.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    planned == source
        || plain(planned) == plain(source)
        || same_document(planned, source)
        || is_digest(planned) && !is_digest(source)
}

/// Whether a list of plain values lacks one of the source, or has one that the source has not; `sources` are the elements
/// of the source that the planned ones come from.
pub(super) fn lacks_elements(
    planned: &[Value],
    written: &[Value],
    sources: &[Option<usize>],
) -> bool {
    let is_plain = |value: &Value| {
        matches!(
            value.kind,
            Kind::Bool(_) | Kind::Number(_) | Kind::String(_)
        )
    };
    if planned.is_empty() || !planned.iter().chain(written).all(is_plain) {
        return false;
    }
    // Several that are alike are one in a set.
    let has = |value: &Value| {
        let equal = |other: &Value| value.equals(other, Strictness::Lenient) == Some(true);
        planned.iter().any(equal)
    };
    sources.iter().any(Option::is_none) || !written.iter().all(has)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_provider_are_no_difference() {
        let differs = |name: &str, planned: &str, source: &str| {
            says_otherwise(name, &planned.into(), &source.into())
        };
        assert!(differs("name", "a", "b"));
        assert!(!differs("name", "a.example.", "A.example"));
        assert!(!differs("protocol", "tcp", "6"));
        assert!(!differs("policy", r#"{"a":["b"]}"#, r#"{ "a": "b" }"#));
        assert!(differs("policy", r#"{"a":["b"]}"#, r#"{ "a": "c" }"#));
        assert!(!differs("user_data", &"0f".repeat(20), "#!/bin/sh"));
        assert!(says_otherwise("x", &true.into(), &false.into()));
        assert!(!says_otherwise("x", &true.into(), &"true".into()));
        assert!(says_otherwise("x", &Value::null(), &true.into()));
        assert!(!says_otherwise("x", &Value::null(), &"".into()));
    }
}
