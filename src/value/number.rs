//! Numbers with Terraform's precision: whole numbers exactly, others as binary floating point of 512 bits.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use dashu_float::round::mode::HalfEven;
use dashu_float::{Context, FBig, Repr};
use dashu_int::ops::{Abs, BitTest};
use dashu_int::{IBig, UBig};

/// A number with Terraform's precision.
///
/// The representation is private to this crate's `value` and `eval`; whole numbers that fit always take the short
/// form, so that equal numbers are equal in form.
#[derive(Clone, Debug)]
pub enum Number {
    /// A whole number.
    Int(i64),
    /// Zero with a sign, which is only seen when it is written.
    NegativeZero,
    /// Any other number: binary floating point of 512 bits, or of 53 for results of the host's, as Terraform has it.
    Big(Arc<Float>),
}

/// The long form.
pub type Float = FBig<HalfEven>;

/// The precision of the long form.
const CONTEXT: Context<HalfEven> = Context::new(512);

/// The largest power of ten that is read or computed with; beyond it, a number costs more than it can be worth.
const MAX_EXPONENT: i64 = 4_000;

/// The most digits that are read.
const MAX_DIGITS: usize = 8_000;

/// The largest binary exponent of a result; see [`MAX_EXPONENT`].
const MAX_BINARY_EXPONENT: usize = 16_000;

impl Number {
    /// Reads a decimal number as Terraform converts a string: sign, digits, fraction, exponent. `None` for anything
    /// else, and for exponents beyond any use.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = match text.as_bytes().first()? {
            b'-' => (true, &text[1..]),
            b'+' => (false, &text[1..]),
            _ => (false, text),
        };
        if let Some(at) = digits.find(['p', 'P']) {
            return parse_binary(&text[..text.len() - digits.len() + at], &digits[at + 1..]);
        }
        let (mantissa, exponent) = match digits.find(['e', 'E']) {
            Some(at) => (&digits[..at], parse_exponent(&digits[at + 1..])?),
            None => (digits, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        if whole.is_empty() && fraction.is_empty() {
            return None;
        }
        let mut number = String::with_capacity(whole.len() + fraction.len());
        number.push_str(whole);
        number.push_str(fraction);
        if !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let exponent = exponent.checked_sub(i64::try_from(fraction.len()).ok()?)?;
        if exponent == 0
            && let Ok(int) = number.parse::<i64>()
        {
            return Some(match (negative, int) {
                (true, 0) => Self::NegativeZero,
                (true, int) => Self::Int(-int),
                (false, int) => Self::Int(int),
            });
        }
        if exponent.abs() > MAX_EXPONENT || number.len() > MAX_DIGITS {
            return None;
        }
        let significand = IBig::from(UBig::from_str_radix(&number, 10).ok()?);
        if negative && significand == IBig::ZERO {
            return Some(Self::NegativeZero);
        }
        let significand = if negative { -significand } else { significand };
        let power =
            IBig::from(UBig::from(10u8).pow(usize::try_from(exponent.unsigned_abs()).ok()?));
        if exponent >= 0 {
            return Some(Self::from_integer(significand * power));
        }
        let quotient = CONTEXT.div(&Repr::new(significand, 0), &Repr::new(power, 0));
        Some(Self::from_float(quotient.ok()?.value()))
    }

    /// A whole number of any size, rounded to the precision.
    pub fn from_integer(integer: IBig) -> Self {
        match i64::try_from(&integer) {
            Ok(int) => Self::Int(int),
            Err(_) => Self::Big(Arc::new(CONTEXT.convert_int(integer).value())),
        }
    }

    /// A whole number that counts something.
    pub fn from_usize(count: usize) -> Self {
        i64::try_from(count).map_or_else(|_| Self::from_integer(IBig::from(count)), Self::Int)
    }

    /// A number of the host's floating point, exactly; `None` for infinities and what is no number. It is written with
    /// the digits that name it among those, until it is computed with.
    pub fn from_f64(value: f64) -> Option<Self> {
        if !value.is_finite() {
            return None;
        }
        if value == 0.0 && value.is_sign_negative() {
            return Some(Self::NegativeZero);
        }
        let exact = Float::try_from(value).ok()?.with_precision(53).value();
        // Up to there each whole number is one of them.
        if value.abs() <= 9_007_199_254_740_992.0 {
            return Some(Self::from_float(exact));
        }
        Some(Self::Big(Arc::new(exact)))
    }

    /// A float, in the short form if it is a whole number that fits.
    fn from_float(float: Float) -> Self {
        if float.repr().is_int()
            && float.repr().exponent() < 64
            && let Ok(int) = i64::try_from(float.to_int().value())
        {
            return Self::Int(int);
        }
        Self::Big(Arc::new(float))
    }

    /// The long form.
    fn to_float(&self) -> Float {
        match self {
            Self::Int(int) => CONTEXT.convert_int(IBig::from(*int)).value(),
            Self::NegativeZero => Float::ZERO,
            Self::Big(float) => float.as_ref().clone(),
        }
    }

    /// The whole number, if it is one that fits.
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Int(int) => Some(*int),
            Self::NegativeZero => Some(0),
            Self::Big(_) => None,
        }
    }

    /// The nearest number of the host's floating point.
    pub fn to_f64(&self) -> f64 {
        match self {
            #[expect(clippy::cast_precision_loss, reason = "the nearest is asked for")]
            Self::Int(int) => *int as f64,
            Self::NegativeZero => -0.0,
            Self::Big(float) => float.to_f64().value(),
        }
    }

    /// Whether it is a whole number.
    pub fn is_integer(&self) -> bool {
        match self {
            Self::Int(_) | Self::NegativeZero => true,
            Self::Big(float) => float.repr().is_int(),
        }
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        matches!(self, Self::Int(0) | Self::NegativeZero)
    }

    /// -1, 0 or 1.
    pub fn signum(&self) -> i64 {
        match self.cmp(&Self::Int(0)) {
            Ordering::Less => -1,
            Ordering::Equal => 0,
            Ordering::Greater => 1,
        }
    }

    /// Whether it has a minus sign.
    pub fn is_negative(&self) -> bool {
        matches!(self, Self::NegativeZero) || *self < Self::Int(0)
    }

    /// Zero with the sign of a product or quotient of these two.
    fn signed_zero(&self, other: &Self) -> Self {
        if self.is_negative() == other.is_negative() {
            Self::Int(0)
        } else {
            Self::NegativeZero
        }
    }

    /// Whether two numbers are equal, as `==` sees it: numbers of different precision are when they are written alike.
    pub fn reads_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Big(a), Self::Big(b)) if a.precision() != b.precision() => {
                shortest(a) == shortest(b)
            }
            _ => self == other,
        }
    }

    /// The sum; `None` when it is beyond any use.
    pub fn add(&self, other: &Self) -> Option<Self> {
        if let (Self::NegativeZero, Self::NegativeZero) = (self, other) {
            return Some(Self::NegativeZero);
        }
        if let (Self::Int(a), Self::Int(b)) = (self, other)
            && let Some(sum) = a.checked_add(*b)
        {
            return Some(Self::Int(sum));
        }
        let (a, b) = (self.to_float(), other.to_float());
        bounded(CONTEXT.add(a.repr(), b.repr()).ok()?.value())
    }

    /// The difference; `None` when it is beyond any use.
    pub fn subtract(&self, other: &Self) -> Option<Self> {
        if let (Self::NegativeZero, Self::Int(0)) = (self, other) {
            return Some(Self::NegativeZero);
        }
        if let (Self::Int(a), Self::Int(b)) = (self, other)
            && let Some(difference) = a.checked_sub(*b)
        {
            return Some(Self::Int(difference));
        }
        let (a, b) = (self.to_float(), other.to_float());
        bounded(CONTEXT.sub(a.repr(), b.repr()).ok()?.value())
    }

    /// The product; `None` when it is beyond any use.
    pub fn multiply(&self, other: &Self) -> Option<Self> {
        if self.is_zero() || other.is_zero() {
            return Some(self.signed_zero(other));
        }
        if let (Self::Int(a), Self::Int(b)) = (self, other)
            && let Some(product) = a.checked_mul(*b)
        {
            return Some(Self::Int(product));
        }
        let (a, b) = (self.to_float(), other.to_float());
        bounded(CONTEXT.mul(a.repr(), b.repr()).ok()?.value())
    }

    /// The quotient; `None` for a division by zero, or when it is beyond any use.
    pub fn divide(&self, other: &Self) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        if self.is_zero() {
            return Some(self.signed_zero(other));
        }
        if let (Self::Int(a), Self::Int(b)) = (self, other)
            && let (Some(quotient), Some(0)) = (a.checked_div(*b), a.checked_rem(*b))
        {
            return Some(Self::Int(quotient));
        }
        let (a, b) = (self.to_float(), other.to_float());
        bounded(CONTEXT.div(a.repr(), b.repr()).ok()?.value())
    }

    /// What is left of a division whose quotient is cut to a whole number; `None` when it is beyond any use. As in
    /// Terraform, a division by zero leaves all.
    pub fn remainder(&self, other: &Self) -> Option<Self> {
        if other.is_zero() {
            return Some(self.clone());
        }
        if let (Self::Int(a), Self::Int(b)) = (self, other) {
            return Some(Self::Int(a.checked_rem(*b).unwrap_or(0)));
        }
        let quotient = self.divide(other)?.truncate();
        self.subtract(&quotient.multiply(other)?)
    }

    /// The number with the other sign.
    #[must_use]
    pub fn negate(&self) -> Self {
        match self {
            Self::Int(0) => Self::NegativeZero,
            Self::NegativeZero => Self::Int(0),
            Self::Int(int) => int
                .checked_neg()
                .map_or_else(|| Self::from_integer(-IBig::from(*int)), Self::Int),
            Self::Big(float) => Self::from_float(-float.as_ref().clone()),
        }
    }

    /// The number without its sign.
    #[must_use]
    pub fn abs(&self) -> Self {
        match self {
            Self::NegativeZero => Self::Int(0),
            Self::Int(int) => int
                .checked_abs()
                .map_or_else(|| Self::from_integer(IBig::from(*int).abs()), Self::Int),
            Self::Big(float) => Self::from_float(float.as_ref().clone().abs()),
        }
    }

    /// The whole number next towards zero.
    #[must_use]
    pub fn truncate(&self) -> Self {
        match self {
            Self::Int(_) | Self::NegativeZero => self.clone(),
            Self::Big(float) => Self::from_float(float.trunc()),
        }
    }

    /// The whole number next below.
    #[must_use]
    pub fn floor(&self) -> Self {
        match self {
            Self::Int(_) | Self::NegativeZero => self.clone(),
            Self::Big(float) => Self::from_float(float.floor()),
        }
    }

    /// The whole number next above.
    #[must_use]
    pub fn ceil(&self) -> Self {
        match self {
            Self::Int(_) | Self::NegativeZero => self.clone(),
            Self::Big(float) => Self::from_float(float.ceil()),
        }
    }

    /// The digits of the whole number; of the part before the point for others.
    pub fn to_integer(&self) -> IBig {
        match self {
            Self::Int(int) => IBig::from(*int),
            Self::NegativeZero => IBig::ZERO,
            Self::Big(float) => float.trunc().to_int().value(),
        }
    }
}

/// A result, unless its size makes every further step expensive.
fn bounded(float: Float) -> Option<Number> {
    let exponent = float.repr().exponent().unsigned_abs();
    (exponent <= MAX_BINARY_EXPONENT).then(|| Number::from_float(float))
}

/// Reads a decimal number times a power of two, which Terraform takes for a number too.
fn parse_binary(mantissa: &str, exponent: &str) -> Option<Number> {
    if mantissa.contains(['e', 'E', 'p', 'P']) {
        return None;
    }
    let (mantissa, exponent) = (Number::parse(mantissa)?, parse_exponent(exponent)?);
    let size = usize::try_from(exponent.unsigned_abs()).ok()?;
    if size > MAX_BINARY_EXPONENT {
        return None;
    }
    let power = Number::from_integer(IBig::ONE << size);
    if exponent < 0 {
        mantissa.divide(&power)
    } else {
        mantissa.multiply(&power)
    }
}

fn parse_exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let exponent = digits.parse::<i64>().ok()?;
    Some(if text.starts_with('-') {
        -exponent
    } else {
        exponent
    })
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Int(a), Self::Int(b)) => a.cmp(b),
            _ => self.to_float().cmp(&other.to_float()),
        }
    }
}

impl fmt::Display for Number {
    /// Writes the number as Terraform converts it to a string: in full, with the fewest digits that still name it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(int) => int.fmt(f),
            Self::NegativeZero => f.write_str("-0"),
            Self::Big(float) => f.write_str(&shortest(float)),
        }
    }
}

/// The shortest decimal text that lies nearer to `float` than to any other number of its precision.
fn shortest(float: &Float) -> String {
    let (significand, exponent) = float.repr().clone().into_parts();
    let negative = significand < IBig::ZERO;
    let magnitude = significand.abs();
    // All three numbers are taken times 2 * 10^scale and a power of two, which makes them whole: the number itself
    // and the halfway points to its neighbours.
    let bits = magnitude.bit_len();
    let widen = float.precision().saturating_sub(bits);
    let mantissa: IBig = magnitude << (widen + 1);
    let exponent = exponent - isize::try_from(widen + 1).unwrap_or(0);
    let (low, high) = (&mantissa - IBig::ONE, &mantissa + IBig::ONE);
    let inclusive = (&mantissa >> 1) % IBig::from(2) == IBig::ZERO;
    let scale = exponent.unsigned_abs();
    let (value, low, high, point) = if exponent >= 0 {
        (mantissa << scale, low << scale, high << scale, 0)
    } else {
        let power = IBig::from(5).pow(scale);
        (mantissa * &power, low * &power, high * &power, scale)
    };
    let (digits, dropped) = fewest_digits(&value, &low, &high, inclusive);
    let text = place_point(&digits, dropped, point);
    if negative { format!("-{text}") } else { text }
}

/// The digits of the shortest number between `low` and `high`, nearest to `value`, and how many digits are left off.
fn fewest_digits(value: &IBig, low: &IBig, high: &IBig, inclusive: bool) -> (String, usize) {
    let fits = |candidate: &IBig| {
        if inclusive {
            candidate >= low && candidate <= high
        } else {
            candidate > low && candidate < high
        }
    };
    let length = value.to_string().len();
    // The more digits are dropped, the fewer numbers fit, so the longest cut that fits is found by halving.
    let nearest = |dropped: usize| -> Option<IBig> {
        let power = IBig::from(10).pow(dropped);
        let down = value / &power;
        let (below, above) = (&down * &power, (&down + IBig::ONE) * &power);
        let down_is_nearer = value - &below <= &above - value;
        let order = if down_is_nearer {
            [(&below, down.clone()), (&above, &down + IBig::ONE)]
        } else {
            [(&above, &down + IBig::ONE), (&below, down)]
        };
        order
            .into_iter()
            .find(|(candidate, _)| fits(candidate))
            .map(|(_, digits)| digits)
    };
    let (mut least, mut most) = (0, length);
    while least < most {
        let middle = (least + most).div_ceil(2);
        if nearest(middle).is_some() {
            least = middle;
        } else {
            most = middle - 1;
        }
    }
    let digits = nearest(least).unwrap_or_else(|| value.clone());
    (digits.to_string(), least)
}

/// Writes `digits` times 10^`dropped` with `point` digits after the decimal point.
fn place_point(digits: &str, dropped: usize, point: usize) -> String {
    if dropped >= point {
        return format!("{digits}{}", "0".repeat(dropped - point));
    }
    let after = point - dropped;
    let text = if digits.len() > after {
        let (whole, fraction) = digits.split_at(digits.len() - after);
        format!("{whole}.{fraction}")
    } else {
        format!("0.{}{digits}", "0".repeat(after - digits.len()))
    };
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(number: &str) -> String {
        Number::parse(number).unwrap().to_string()
    }

    #[test]
    fn decimal_text_survives() {
        for number in [
            "0",
            "1",
            "-1",
            "0.1",
            "-2.5",
            "123456789012345678901234567890",
            "0.000001",
            "1.5",
            "9223372036854775807",
            "9223372036854775808",
            "3.14159265358979323846264338327950288",
        ] {
            assert_eq!(text(number), number);
        }
        assert_eq!(text("1e3"), "1000");
        assert_eq!(text("1.50"), "1.5");
        assert_eq!(text("100e-2"), "1");
        assert_eq!(text("1e100"), format!("1{}", "0".repeat(100)));
    }

    #[test]
    fn arithmetic_has_the_precision_of_terraform() {
        let number = |text: &str| Number::parse(text).unwrap();
        assert_eq!(number("0.1").add(&number("0.2")), Some(number("0.3")));
        assert_eq!(
            number("18446744073709551615")
                .add(&number("1"))
                .unwrap()
                .to_string(),
            "18446744073709551616"
        );
        assert_eq!(number("7").divide(&number("2")), Some(number("3.5")));
        assert_eq!(number("-5").remainder(&number("3")), Some(number("-2")));
        assert_eq!(number("5.5").remainder(&number("2")), Some(number("1.5")));
        assert_eq!(number("1").divide(&number("0")), None);
        assert_eq!(i64::MIN, number("-9223372036854775808").as_i64().unwrap());
    }

    #[test]
    fn other_text_is_no_number() {
        for other in [
            "", "-", "1x", "0x10", "1_000", "1e", ".", "e5", " 1", "1 ", "Inf", "NaN",
        ] {
            assert_eq!(Number::parse(other), None, "{other}");
        }
        assert_eq!(Number::parse("1e999999999"), None);
    }
}
