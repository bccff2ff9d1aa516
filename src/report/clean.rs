//! Text from files and plans is not trusted: nothing in it may move the cursor, hide text or turn its direction.

use std::borrow::Cow;

/// Whether a character must not reach a terminal as it is: controls, directional marks, invisible characters.
pub(crate) const fn is_hostile(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{ad}' | '\u{61c}' | '\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// The text with hostile characters spelt out (`\u{1b}`) and white space made plain.
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hostile) {
        return Cow::Borrowed(text);
    }
    let mut cleaned = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\n' | '\t' => cleaned.push(' '),
            '\r' => {}
            c if is_hostile(c) => cleaned.extend(c.escape_unicode()),
            c => cleaned.push(c),
        }
    }
    Cow::Owned(cleaned)
}

/// The text cut to at most `most` characters.
pub(crate) fn shorten(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        None => Cow::Borrowed(text),
        Some((at, _)) => Cow::Owned(format!("{}…", &text[..at])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_directional_marks_are_spelt_out() {
        assert_eq!(clean("a \u{1b}[31mb\u{202e}"), "a \\u{1b}[31mb\\u{202e}");
        assert_eq!(clean("a\r\n\tb"), "a  b");
        assert!(matches!(clean("plain ä 漢"), Cow::Borrowed(_)));
    }

    #[test]
    fn long_text_is_cut_between_characters() {
        assert_eq!(shorten("äöü", 2), "äö…");
        assert_eq!(shorten("äöü", 3), "äöü");
    }
}
