//! Where something is in a JSON text: line, column, byte, and the path of keys.

use std::fmt;

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextPlace {
    /// The line, from 1.
    pub line: usize,
    /// The column in code points, from 1.
    pub column: usize,
    /// The byte, from 0 (a byte order mark not counted).
    pub offset: usize,
}

impl fmt::Display for TextPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "line {}, column {} (byte {})",
            self.line, self.column, self.offset
        )
    }
}

impl TextPlace {
    /// The place of a byte of `text`, or of the character it is part of.
    pub(super) fn of(text: &str, offset: usize) -> Self {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &text[..offset];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self {
            line: before.bytes().filter(|&byte| byte == b'\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            offset,
        }
    }

    /// The byte that serde's line (from 1) and column (bytes, from 1, of the last byte read) mean.
    pub(super) fn offset_of(text: &str, line: usize, column: usize) -> usize {
        let start = if line <= 1 {
            0
        } else {
            text.bytes()
                .enumerate()
                .filter(|&(_, byte)| byte == b'\n')
                .nth(line - 2)
                .map_or(text.len(), |(at, _)| at + 1)
        };
        (start + column.saturating_sub(1)).min(text.len())
    }
}

/// How many levels of a path are shown.
const SHOWN: usize = 16;

enum Level<'a> {
    Object(&'a str),
    Array(usize),
}

/// The path of keys and indices to the value at a byte of a JSON text, such as `resource_changes[3].change.actions`.
pub(super) fn json_path(text: &str, offset: usize) -> String {
    let bytes = text.as_bytes();
    let mut levels: Vec<Level<'_>> = Vec::new();
    let mut at = 0;
    while at < offset && at < bytes.len() {
        match bytes[at] {
            b'{' => levels.push(Level::Object("")),
            b'[' => levels.push(Level::Array(0)),
            b'}' | b']' => {
                levels.pop();
            }
            b',' => {
                if let Some(Level::Array(index)) = levels.last_mut() {
                    *index += 1;
                }
            }
            b'"' => {
                let end = string_end(bytes, at);
                let is_key = bytes[end..]
                    .iter()
                    .find(|byte| !byte.is_ascii_whitespace())
                    .is_some_and(|&byte| byte == b':');
                if let (true, Some(Level::Object(key))) = (is_key, levels.last_mut()) {
                    *key = text.get(at + 1..end - 1).unwrap_or("");
                }
                at = end;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    let mut path = String::new();
    for level in levels.iter().take(SHOWN) {
        match level {
            Level::Object("") => {}
            Level::Object(key) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(key);
            }
            Level::Array(index) => {
                path.push('[');
                path.push_str(&index.to_string());
                path.push(']');
            }
        }
    }
    path
}

/// The byte after the string that begins at `start`; at least one byte further.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'"' => return at + 1,
            _ => {}
        }
        at += 1;
    }
    bytes.len().max(start + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_leads_to_the_byte() {
        let text = r#"{"a":[1,{"b c":"x,]}","d":[[],7]}]}"#;
        let at = |what: &str| json_path(text, text.find(what).unwrap());
        assert_eq!(at("1,"), "a[0]");
        assert_eq!(at("7"), "a[1].d[1]");
        assert_eq!(at("\"x"), "a[1].b c");
        assert_eq!(json_path(text, text.len()), "");
        assert_eq!(json_path("{\"a", 9), "");
    }
}
