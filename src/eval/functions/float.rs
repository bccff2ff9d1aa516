//! Powers and logarithms, computed step by step as Go computes them: other ways to compute them differ in the last
//! digits, and Terraform shows all digits.

/// A number as a fraction of at least a half and less than one, times a power of two.
fn split(x: f64) -> (f64, i64) {
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    // What is too small to have all its bits is made larger first.
    let (x, shifted) = if x.abs() < f64::MIN_POSITIVE {
        (x * power_of_two(52), 52)
    } else {
        (x, 0)
    };
    let bits = x.to_bits();
    let exponent = i64::try_from(bits >> 52 & 0x7ff).unwrap_or(0) - 1022;
    let fraction = f64::from_bits(bits & !(0x7ff << 52) | 1022 << 52);
    (fraction, exponent - shifted)
}

/// Two to a power between -1022 and 1023.
fn power_of_two(exponent: i64) -> f64 {
    f64::from_bits(u64::try_from(exponent + 1023).unwrap_or(0) << 52)
}

/// A fraction times a power of two.
fn join(mut x: f64, mut exponent: i64) -> f64 {
    while exponent.abs() > 1000 && x != 0.0 && x.is_finite() {
        let step = 1000 * exponent.signum();
        x *= power_of_two(step);
        exponent -= step;
    }
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    x * power_of_two(exponent)
}

/// The natural logarithm: that of the power of two, and a polynomial for the fraction.
pub(super) fn ln(x: f64) -> f64 {
    const HIGH: f64 = 6.931_471_803_691_238e-1;
    const LOW: f64 = 1.908_214_929_270_587_7e-10;
    const EVEN: [f64; 3] = [
        3.999_999_999_940_942e-1,
        2.222_219_843_214_978_4e-1,
        1.531_383_769_920_937_3e-1,
    ];
    const ODD: [f64; 4] = [
        6.666_666_666_666_735e-1,
        2.857_142_874_366_239e-1,
        1.818_357_216_161_805e-1,
        1.479_819_860_511_658_6e-1,
    ];
    if !(x > 0.0 && x.is_finite()) {
        return x.ln();
    }
    let (mut fraction, mut exponent) = split(x);
    if fraction < std::f64::consts::FRAC_1_SQRT_2 {
        fraction *= 2.0;
        exponent -= 1;
    }
    let f = fraction - 1.0;
    #[expect(clippy::cast_precision_loss, reason = "an exponent is small")]
    let k = exponent as f64;
    let s = f / (2.0 + f);
    let s2 = s * s;
    let s4 = s2 * s2;
    let odd = s2 * (ODD[0] + s4 * (ODD[1] + s4 * (ODD[2] + s4 * ODD[3])));
    let even = s4 * (EVEN[0] + s4 * (EVEN[1] + s4 * EVEN[2]));
    let rest = odd + even;
    let half = 0.5 * f * f;
    k * HIGH - ((half - (s * (half + rest) + k * LOW)) - f)
}

/// A power, by squaring. `None` for other exponents than whole ones and those of square roots: the last digits of such
/// powers are not the same on all machines.
#[expect(
    clippy::float_cmp,
    reason = "these are the exponents with a way of their own"
)]
pub(super) fn pow(x: f64, y: f64) -> Option<f64> {
    if y == 0.0 || x == 1.0 {
        return Some(1.0);
    }
    if x == 0.0 || !x.is_finite() || y.abs() >= power_of_two(63) || (x < 0.0 && y.fract() != 0.0) {
        return Some(x.powf(y));
    }
    if y == 1.0 {
        return Some(x);
    }
    if y.abs() == 0.5 {
        let root = x.sqrt();
        return Some(if y > 0.0 { root } else { 1.0 / root });
    }
    if y.fract() != 0.0 {
        return None;
    }
    let (mut result, mut exponent) = (1.0, 0);
    let (mut square, mut doubled) = split(x);
    #[expect(clippy::cast_possible_truncation, reason = "it is less than 2^63")]
    let mut left = y.abs() as i64;
    while left != 0 {
        if doubled.abs() > 1 << 12 {
            exponent += doubled;
            break;
        }
        if left & 1 == 1 {
            result *= square;
            exponent += doubled;
        }
        square *= square;
        doubled *= 2;
        if square < 0.5 {
            square += square;
            doubled -= 1;
        }
        left >>= 1;
    }
    Some(if y < 0.0 {
        join(1.0 / result, -exponent)
    } else {
        join(result, exponent)
    })
}
