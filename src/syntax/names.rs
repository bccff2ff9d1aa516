//! Which characters names are made of.

use std::sync::LazyLock;

use regex::Regex;

/// Terraform reads names by the tables of Unicode 9. What was added later is no part of a name, and neither are the
/// characters that became part of the properties later: measured, one by one, with `terraform fmt`.
static START: LazyLock<Regex> =
    LazyLock::new(|| one_of(r"[\p{ID_Start}&&\p{Age=9.0}--\x{1cf2}\x{1cf3}]"));
static CONTINUE: LazyLock<Regex> = LazyLock::new(|| {
    one_of(r"[\p{ID_Continue}&&\p{Age=9.0}--\x{200c}\x{200d}\x{30fb}\x{ff65}\x{111c9}]")
});

#[expect(clippy::expect_used, reason = "the patterns are constants")]
fn one_of(class: &str) -> Regex {
    Regex::new(&format!("^{class}$")).expect("internal: a pattern for names is wrong")
}

fn matches(class: &Regex, c: char) -> bool {
    class.is_match(c.encode_utf8(&mut [0; 4]))
}

/// Whether a name may begin with this character.
pub(super) fn is_name_start(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_' || (!c.is_ascii() && matches(&START, c))
}

/// Whether a name may go on with this character.
pub(super) fn is_name_continue(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-') || (!c.is_ascii() && matches(&CONTINUE, c))
}

/// Whether text is a name as a whole.
pub fn is_name(text: &str) -> bool {
    text.starts_with(is_name_start) && text.chars().all(is_name_continue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn are_those_of_unicode_9() {
        for c in ['a', '_', 'é', '日', '\u{37a}', '\u{2118}'] {
            assert!(is_name_start(c) && is_name_continue(c), "{c}");
        }
        for c in ['1', '-', '\u{b7}', '\u{301}', '\u{1cf2}'] {
            assert!(!is_name_start(c) && is_name_continue(c), "{c}");
        }
        for c in [' ', '\u{200d}', '\u{30fb}', '\u{111c9}', '\u{1e100}', '😀'] {
            assert!(!is_name_start(c) && !is_name_continue(c), "{c}");
        }
    }
}
