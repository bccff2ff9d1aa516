//! The form of numbers.

/// Whether the text of a number token is one: digits, a fraction, an exponent. Terraform also takes a point without
/// digits after it when an exponent follows.
pub(super) fn is_number(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() == text.len() {
        return false;
    }
    let rest = match rest.strip_prefix('.') {
        Some(fraction) => fraction.trim_start_matches(|c: char| c.is_ascii_digit()),
        None => rest,
    };
    let Some(exponent) = rest.strip_prefix(['e', 'E']) else {
        return rest.is_empty();
    };
    let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_what_terraform_takes() {
        for text in ["0", "00", "1.5", "1e5", "1.e5", "1E-5", "1.5e+3"] {
            assert!(is_number(text), "{text}");
        }
        for text in ["", "1.5.2", "1e5.5", "1e", ".5", "1.5e3e4"] {
            assert!(!is_number(text), "{text}");
        }
    }
}
