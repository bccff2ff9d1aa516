//! The text that the provider makes of a policy.

use std::fmt::Write as _;
use std::sync::Arc;

use crate::value::{Kind, Value};

/// The keys that the provider writes first, in its order.
pub(super) const KEY_ORDER: [&str; 12] = [
    "Version",
    "Id",
    "Sid",
    "Effect",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Principal",
    "NotPrincipal",
    "Condition",
    "Statement",
];

/// How JSON is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    Indented,
    Minified,
}

impl Layout {
    fn new_line(self, depth: usize, text: &mut String) {
        if self == Self::Indented {
            text.push('\n');
            text.extend(std::iter::repeat_n("  ", depth));
        }
    }
}

pub(super) fn write_json(value: &Value, layout: Layout, depth: usize, text: &mut String) {
    match &value.kind {
        Kind::Sequence(_, elements) if elements.is_empty() => text.push_str("[]"),
        Kind::Mapping(_, entries) if entries.is_empty() => text.push_str("{}"),
        Kind::Sequence(_, elements) => {
            text.push('[');
            for (index, element) in elements.iter().enumerate() {
                text.push_str(if index == 0 { "" } else { "," });
                layout.new_line(depth + 1, text);
                write_json(element, layout, depth + 1, text);
            }
            layout.new_line(depth, text);
            text.push(']');
        }
        Kind::Mapping(_, entries) => {
            text.push('{');
            let mut keys: Vec<&Arc<str>> = entries.keys().collect();
            if matches!(depth, 0 | 2) {
                keys.sort_by_key(|key| KEY_ORDER.iter().position(|known| *known == &***key));
            }
            for (index, key) in keys.into_iter().enumerate() {
                text.push_str(if index == 0 { "" } else { "," });
                layout.new_line(depth + 1, text);
                text.push_str(&quoted(key));
                text.push_str(if layout == Layout::Indented {
                    ": "
                } else {
                    ":"
                });
                write_json(&entries[key], layout, depth + 1, text);
            }
            layout.new_line(depth, text);
            text.push('}');
        }
        _ => text.push_str(&quoted(&value.to_text().unwrap_or_default())),
    }
}

/// A string as Go writes it in JSON.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\0'..='\u{1f}' => {
                // Writing to a string does not fail.
                let _ = write!(quoted, "\\u{:04x}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
