//! Functions of numbers.

use dashu_int::{IBig, UBig};

use crate::value::{Kind, Number, Reason};

use super::{Call, Outcome, float};

fn value(number: Number) -> Outcome {
    Ok(Kind::Number(number).into())
}

pub(super) fn abs(call: &Call<'_>) -> Outcome {
    value(call.number(0)?.abs())
}

pub(super) fn ceil(call: &Call<'_>) -> Outcome {
    value(call.number(0)?.ceil())
}

pub(super) fn floor(call: &Call<'_>) -> Outcome {
    value(call.number(0)?.floor())
}

pub(super) fn signum(call: &Call<'_>) -> Outcome {
    Ok(call.int(0)?.signum().into())
}

fn numbers(call: &Call<'_>) -> Result<Vec<Number>, String> {
    (0..call.args.len()).map(|at| call.number(at)).collect()
}

pub(super) fn max(call: &Call<'_>) -> Outcome {
    // Of equal numbers the first counts: zero may have a sign.
    let most = numbers(call)?
        .into_iter()
        .reduce(|a, b| if b > a { b } else { a });
    value(most.ok_or("there is no argument")?)
}

pub(super) fn min(call: &Call<'_>) -> Outcome {
    let least = numbers(call)?.into_iter().min();
    value(least.ok_or("there is no argument")?)
}

pub(super) fn sum(call: &Call<'_>) -> Outcome {
    let parts = call.list(0)?;
    if parts.is_empty() && !call.context.is_lenient() {
        return Err("an empty list has no sum".to_owned());
    }
    let mut sum = Number::Int(0);
    for part in &parts {
        let number = part
            .to_number()
            .ok_or_else(|| format!("argument 1 must hold numbers, not {}", super::a(part)))?;
        sum = sum.add(&number).ok_or_else(|| call.too_large())?;
    }
    value(sum)
}

/// A result in the host's floating point.
fn from_float(result: f64) -> Outcome {
    if result.is_infinite() {
        return Ok(Reason::Unsupported("an infinite number".into()).into());
    }
    value(Number::from_f64(result).ok_or("the result is no number")?)
}

pub(super) fn pow(call: &Call<'_>) -> Outcome {
    match float::pow(call.number(0)?.to_f64(), call.number(1)?.to_f64()) {
        Some(result) => from_float(result),
        None => Ok(Reason::Unsupported("a power with a fraction".into()).into()),
    }
}

pub(super) fn log(call: &Call<'_>) -> Outcome {
    let (number, base) = (call.number(0)?.to_f64(), call.number(1)?.to_f64());
    from_float(float::ln(number) / float::ln(base))
}

pub(super) fn parseint(call: &Call<'_>) -> Outcome {
    let text = call.present(0)?;
    let text = text.as_str().ok_or("argument 1 must be a string")?;
    let base = call.int(1)?;
    let Some(base) = u32::try_from(base).ok().filter(|b| (2..=62).contains(b)) else {
        return Err(format!("the base must be from 2 to 62, not {base}"));
    };
    let wrong = || format!("{text:?} is no whole number of base {base}");
    let (negative, digits) = match text.strip_prefix(['-', '+']) {
        Some(digits) => (text.starts_with('-'), digits),
        None => (false, text),
    };
    if digits.is_empty() || digits.len() > 10_000 {
        return Err(wrong());
    }
    let mut number = UBig::ZERO;
    for digit in digits.chars() {
        let digit = digit_of(digit, base).ok_or_else(wrong)?;
        number = number * base + digit;
    }
    let number = IBig::from(number);
    value(Number::from_integer(if negative {
        -number
    } else {
        number
    }))
}

/// The value of a digit. Up to base 36 upper and lower case are the same; beyond, upper case comes after lower.
fn digit_of(digit: char, base: u32) -> Option<u32> {
    let value = match digit {
        'A'..='Z' if base > 36 => digit as u32 - 'A' as u32 + 36,
        other => other.to_digit(36)?,
    };
    (value < base).then_some(value)
}
