//! Which characters names are made of.

use std::sync::LazyLock;

use regex::Regex;

/// Terraform reads names by the tables of Unicode 9. What was added later is no part of a name, and neither are the
/// joiners and middle dots that became part of the property later.
static START: LazyLock<Regex> = LazyLock::new(|| one_of(r"[\p{ID_Start}&&\p{Age=9.0}]"));
static CONTINUE: LazyLock<Regex> =
    LazyLock::new(|| one_of(r"[\p{ID_Continue}&&\p{Age=9.0}--\x{200c}\x{200d}\x{30fb}\x{ff65}]"));

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
