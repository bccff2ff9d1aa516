//! JSON texts, such as policies, that providers put in another form than they are written in.
//!
//! A place within such a text is found by the number of a statement or an action in the source. So the planned text is
//! brought into the order of the written one; what it says stays the same.

use serde_json::Value as Json;

use crate::value::{Kind, Value, from_json};

use super::align::align;

/// Longer texts stay as they are.
const LONGEST: usize = 1_000_000;

/// The planned text, in the order and form of the source where both are JSON.
pub(super) fn same_order(planned: impl AsRef<str> + Into<Value>, written: &Value) -> Value {
    let text = planned.as_ref();
    let reordered = if !is_document(text) {
        None
    } else if let Kind::String(source) = &written.kind {
        (**source != *text && same_document(text, source)).then(|| Value::from(source.clone()))
    } else {
        written
            .as_unknown()
            .and_then(|unknown| unknown.content.as_ref())
            .and_then(|content| {
                let json: Json = serde_json::from_str(text).ok()?;
                Some(reorder(json, content).to_string().into())
            })
    };
    reordered.unwrap_or_else(|| planned.into())
}

fn is_document(text: &str) -> bool {
    text.len() <= LONGEST && text.trim_start().starts_with(['{', '['])
}

/// Whether two texts say the same, whatever the order of lists, and whether single values have a list around them.
pub(super) fn same_document(a: &str, b: &str) -> bool {
    if !is_document(a) || !is_document(b) {
        return false;
    }
    let parse = |text: &str| serde_json::from_str::<Json>(text).ok().map(canonical);
    parse(a).is_some_and(|a| parse(b) == Some(a))
}

fn canonical(json: Json) -> Json {
    match json {
        Json::Array(elements) => {
            let mut elements: Vec<Json> = elements.into_iter().map(canonical).collect();
            elements.sort_by_cached_key(Json::to_string);
            match elements.len() {
                1 => elements.remove(0),
                _ => Json::Array(elements),
            }
        }
        Json::Object(entries) => {
            let mut entries: Vec<_> = entries
                .into_iter()
                .map(|(key, entry)| (key, canonical(entry)))
                .collect();
            entries.sort_by(|(a, _), (b, _)| a.cmp(b));
            Json::Object(entries.into_iter().collect())
        }
        scalar => scalar,
    }
}

/// Brings lists into the order of what is written, and single values into its form.
fn reorder(json: Json, written: &Value) -> Json {
    match (json, &written.kind) {
        (Json::Object(entries), Kind::Mapping(_, twins)) => Json::Object(
            entries
                .into_iter()
                .map(|(key, entry)| match twins.get(key.as_str()) {
                    Some(twin) => (key, reorder(entry, twin)),
                    None => (key, entry),
                })
                .collect(),
        ),
        (Json::Array(elements), Kind::Sequence(_, twins)) => {
            let values: Vec<Value> = elements.iter().cloned().map(from_json).collect();
            let alignment = align(&values, twins);
            let pairs = alignment.order.into_iter().zip(alignment.sources);
            let element = |(from, source): (usize, Option<usize>)| {
                let element = elements.get(from).cloned().unwrap_or(Json::Null);
                match source.and_then(|source| twins.get(source)) {
                    Some(twin) => reorder(element, twin),
                    None => element,
                }
            };
            Json::Array(pairs.map(element).collect())
        }
        (Json::Array(mut elements), Kind::String(_) | Kind::Mapping(..)) if elements.len() == 1 => {
            reorder(elements.remove(0), written)
        }
        (json @ (Json::String(_) | Json::Object(_)), Kind::Sequence(_, twins))
            if twins.len() == 1 =>
        {
            Json::Array(vec![reorder(json, &twins[0])])
        }
        (json, _) => json,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Unknown;

    #[test]
    fn order_and_form_are_those_of_the_source() {
        let planned = r#"{"Statement":[{"Action":"b"},{"Action":["z","y"]}],"Version":"1"}"#;
        let written = r#"{"Version":"1","Statement":[{"Action":["y","z"]},{"Action":["b"]}]}"#;
        let text = |value: Value| value.as_str().map(str::to_owned).unwrap();
        assert_eq!(text(same_order(planned, &written.into())), written);
        assert_eq!(text(same_order(planned, &"{}".into())), planned);
        let unknown = Value::from(Unknown {
            content: Some(Box::new(from_json(serde_json::from_str(written).unwrap()))),
            ..Unknown::default()
        });
        assert_eq!(
            text(same_order(planned, &unknown)),
            r#"{"Statement":[{"Action":["y","z"]},{"Action":["b"]}],"Version":"1"}"#
        );
    }
}
