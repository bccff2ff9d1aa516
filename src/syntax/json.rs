//! `.tf.json` into the same tree.

use std::borrow::Cow;

use super::lexer::decode_hex;

/// Reads the escapes of the inside of a JSON string, or of part of it.
pub(super) fn unescape(text: &str) -> Cow<'_, str> {
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
