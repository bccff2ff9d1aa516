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
    /// The first byte of a text.
    pub(super) const START: Self = Self {
        line: 1,
        column: 1,
        offset: 0,
    };

    /// The place behind `bytes` when they begin here.
    pub(super) fn after(self, bytes: &[u8]) -> Self {
        let characters = |bytes: &[u8]| count(bytes, |byte| byte & 0xc0 != 0x80);
        let lines = count(bytes, |byte| byte == b'\n');
        let end = (lines > 0).then(|| bytes.iter().rposition(|&byte| byte == b'\n'));
        let column = match end.flatten() {
            Some(end) => 1 + characters(&bytes[end + 1..]),
            None => self.column + characters(bytes),
        };
        Self {
            line: self.line + lines,
            column,
            offset: self.offset + bytes.len(),
        }
    }

    /// The byte that serde's line (from 1) and column (bytes, from 1, of the last byte read) mean.
    pub(super) fn offset_of(bytes: &[u8], line: usize, column: usize) -> usize {
        let ends = || bytes.iter().enumerate().filter(|&(_, &byte)| byte == b'\n');
        let start = match line {
            0 | 1 => 0,
            line => ends().nth(line - 2).map_or(bytes.len(), |(end, _)| end + 1),
        };
        let mut offset = (start + column.saturating_sub(1)).min(bytes.len());
        // A byte within a character is told by the character.
        while offset > 0 && bytes.get(offset).is_some_and(|byte| byte & 0xc0 == 0x80) {
            offset -= 1;
        }
        offset
    }
}

/// How many bytes there are of a kind. In runs that a byte can count, since that is done many at a time.
fn count(bytes: &[u8], counts: impl Fn(u8) -> bool) -> usize {
    let in_run = |run: &[u8]| run.iter().map(|&byte| u8::from(counts(byte))).sum::<u8>();
    bytes.chunks(255).map(|run| usize::from(in_run(run))).sum()
}

/// How many levels of a path are shown.
const SHOWN: usize = 16;

enum Level<'a> {
    Object(&'a str),
    Array(usize),
}

/// The path of keys and indices to the value at a byte of a JSON text, such as `resource_changes[3].change.actions`.
pub(super) fn json_path(bytes: &[u8], offset: usize) -> String {
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
                    let inside = bytes.get(at + 1..end - 1).unwrap_or_default();
                    *key = std::str::from_utf8(inside).unwrap_or("");
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
        let at = |what: &str| json_path(text.as_bytes(), text.find(what).unwrap());
        assert_eq!(at("1,"), "a[0]");
        assert_eq!(at("7"), "a[1].d[1]");
        assert_eq!(at("\"x"), "a[1].b c");
        assert_eq!(json_path(text.as_bytes(), text.len()), "");
        assert_eq!(json_path(b"{\"a", 9), "");
    }

    #[test]
    fn places_add_up() {
        let text = "a\u{e9}\nb\u{1f600}c\nd";
        for (middle, _) in text.char_indices() {
            let (before, rest) = text.as_bytes().split_at(middle);
            let whole = TextPlace::START.after(text.as_bytes());
            assert_eq!(TextPlace::START.after(before).after(rest), whole);
            assert_eq!((whole.line, whole.column, whole.offset), (3, 2, text.len()));
        }
    }
}
