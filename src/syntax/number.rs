//! The form of numbers.

/// Whether the text of a number token is one: digits, a fraction, an exponent. Terraform also takes a point without
/// digits after it when an exponent follows.
pub(super) fn is_number(text: &str) -> bool {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(fraction) {
        return false;
    }
    match exponent {
        Some(exponent) => fits(exponent, whole, fraction),
        None => !mantissa.ends_with('.'),
    }
}

/// Whether an exponent is one and within the bounds of Terraform's numbers: the binary exponent has 32 bits.
fn fits(exponent: &str, whole: &str, fraction: &str) -> bool {
    let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let Ok(exponent) = exponent.parse::<i64>() else {
        return false;
    };
    let mut significant = whole
        .bytes()
        .chain(fraction.bytes())
        .skip_while(|&b| b == b'0');
    let leading: u64 = significant
        .by_ref()
        .take(18)
        .fold(0, |value, byte| value * 10 + u64::from(byte - b'0'));
    if leading == 0 {
        return true;
    }
    // Three bits and a third for every digit that is left.
    let left = i64::try_from(significant.count()).unwrap_or(i64::MAX);
    let bits = i64::from(u64::BITS - leading.leading_zeros()) + left.saturating_mul(10) / 3;
    let fraction = i64::try_from(fraction.len()).unwrap_or(i64::MAX);
    let binary = exponent.saturating_sub(fraction).saturating_add(bits);
    i32::try_from(binary).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_what_terraform_takes() {
        for text in [
            "0",
            "00",
            "1.5",
            "1e5",
            "1.e5",
            "1E-5",
            "1.5e+3",
            "1e2147483646",
            "1e-2147483649",
            "0e9999999999",
        ] {
            assert!(is_number(text), "{text}");
        }
        for text in [
            "",
            "1.5.2",
            "1e5.5",
            "1e",
            ".5",
            "1.5e3e4",
            "1e2147483647",
            "1e9999999999999999999",
        ] {
            assert!(!is_number(text), "{text}");
        }
    }
}
