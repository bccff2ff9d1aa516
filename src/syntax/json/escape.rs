//! The escapes of JSON strings.

use std::borrow::Cow;

use crate::syntax::lexer::{decode_hex, offset};

/// Reads the escapes of the inside of a JSON string, or of part of it.
pub(in crate::syntax) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut value = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        value.push_str(rest.get(..at).unwrap_or(""));
        let (c, length) = escape(rest.get(at..).unwrap_or(""));
        value.push(c);
        rest = rest.get(at + length..).unwrap_or("");
    }
    value.push_str(rest);
    Cow::Owned(value)
}

/// The character that an escape sequence stands for, and its length. Half of a surrogate pair reads as U+FFFD.
fn escape(text: &str) -> (char, usize) {
    let simple = match text.as_bytes().get(1) {
        Some(b'n') => '\n',
        Some(b't') => '\t',
        Some(b'r') => '\r',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(&c @ (b'"' | b'\\' | b'/')) => char::from(c),
        Some(b'u') => return unicode_escape(text),
        _ => return ('\\', 1),
    };
    (simple, 2)
}

fn unicode_escape(text: &str) -> (char, usize) {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    if let Some(c) = text.get(2..6).and_then(decode_hex) {
        return (c, 6);
    }
    let (Some(high), Some(low)) = (unit(0), unit(6)) else {
        return ('\u{fffd}', text.len().min(6));
    };
    match char::decode_utf16([high, low]).next() {
        Some(Ok(c)) => (c, 12),
        _ => ('\u{fffd}', 6),
    }
}

/// The length of the escape sequence at the beginning of a text, if it is one.
pub(super) fn length(text: &str) -> Option<usize> {
    match text.as_bytes().get(1)? {
        b'n' | b't' | b'r' | b'b' | b'f' | b'"' | b'\\' | b'/' => Some(2),
        b'u' => {
            let digits = text.get(2..6)?;
            let hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
            hex.then_some(6)
        }
        _ => None,
    }
}

/// The inside of a string with its escapes read, and where each part of it stands in the file.
pub(super) struct Unescaped {
    pub(super) text: String,
    /// From this offset of `text` on, up to the next entry, text stands in the file from that offset on.
    places: Vec<(u32, u32)>,
}

impl Unescaped {
    /// Reads text that begins at the byte `start` of the file.
    pub(super) fn new(raw: &str, start: u32) -> Self {
        let mut text = String::with_capacity(raw.len());
        let mut places = vec![(0, start)];
        let mut at = 0;
        while let Some(length) = raw.get(at..).and_then(|rest| rest.find('\\')) {
            text.push_str(raw.get(at..at + length).unwrap_or(""));
            at += length;
            let (c, length) = escape(raw.get(at..).unwrap_or(""));
            text.push(c);
            at += length;
            places.push((offset(text.len()), start + offset(at)));
        }
        text.push_str(raw.get(at..).unwrap_or(""));
        Self { text, places }
    }

    /// Where in the file a place in the text is.
    pub(super) fn place(&self, at: u32) -> u32 {
        let next = self.places.partition_point(|&(text, _)| text <= at);
        let (text, file) = next
            .checked_sub(1)
            .and_then(|index| self.places.get(index))
            .copied()
            .unwrap_or_default();
        file + (at - text)
    }
}
