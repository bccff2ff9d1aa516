//! `format` and `formatlist`.

use std::sync::Arc;

use crate::value::{Kind, Number, Unknown, Value};

use super::json::encode_json;
use super::string::{as_string, count_characters};
use super::{Call, Outcome, a, not_null};
use crate::eval::template::{MAX_TEXT, text as text_value};

/// A verb of a format string: `%[2]-08.3f`.
#[derive(Clone, Copy, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "these are the flags of the notation"
)]
struct Verb {
    minus: bool,
    plus: bool,
    space: bool,
    sharp: bool,
    zero: bool,
    width: Option<usize>,
    precision: Option<usize>,
    letter: char,
}

/// The widest field that is made.
const MAX_WIDTH: usize = 10_000;

pub(super) fn format(call: &Call<'_>) -> Outcome {
    let marks = call.deep_marks();
    if call.args[0].is_unknown() {
        return Ok(call.unknown_result().marked(marks));
    }
    let pattern = call.text(0)?;
    if let [_, only] = call.args
        && only.is_unknown()
        && matches!(pattern.as_ref(), "%s" | "%v")
    {
        return Ok(only.clone());
    }
    Ok(render(call, &pattern, &call.args[1..])?.marked(marks))
}

/// One string for each element of the lists among the arguments.
pub(super) fn formatlist(call: &Call<'_>) -> Outcome {
    let pattern = call.text(0)?;
    let marks = call.deep_marks();
    let is_list = |arg: &Value| matches!(arg.kind, Kind::Sequence(..));
    let lists = (1..call.args.len()).filter(|&at| is_list(&call.args[at]));
    let mut length = None;
    for at in lists {
        let this = call.list(at)?.len();
        if *length.get_or_insert(this) != this {
            return Err("the lists must have the same length".to_owned());
        }
    }
    let rounds = length.unwrap_or(1);
    if call.args.len() == 1 {
        return Ok(Value::list(vec![render(call, &pattern, &[])?]).marked(marks));
    }
    let mut results = Vec::new();
    for round in 0..rounds {
        call.charge(call.args.len())?;
        let args = call.args[1..].iter().map(|arg| match arg.as_sequence() {
            Some(parts) => parts[round].clone(),
            None => arg.clone(),
        });
        results.push(render(call, &pattern, &args.collect::<Vec<_>>())?);
    }
    Ok(Value::list(results).marked(marks))
}

/// Puts the arguments into the pattern.
fn render(call: &Call<'_>, pattern: &str, args: &[Value]) -> Outcome {
    let mut text = String::new();
    let mut unknown: Option<Unknown> = None;
    let mut rest = pattern;
    let (mut next, mut used) = (0, 0);
    while let Some(at) = rest.find('%') {
        if unknown.is_none() {
            text.push_str(&rest[..at]);
        }
        rest = &rest[at + 1..];
        let (verb, after) = read_verb(call, rest, &mut next, args)?;
        rest = after;
        if verb.letter == '%' {
            if unknown.is_none() {
                text.push('%');
            }
            continue;
        }
        let Some(arg) = args.get(next) else {
            return Err(format!("there is no argument {} for a verb", next + 1));
        };
        next += 1;
        used = used.max(next);
        if arg.has_unknown() {
            if unknown.is_none()
                && verb.width.is_none()
                && let Some(prefix) = arg.as_unknown().and_then(|u| u.prefix.as_deref())
            {
                text.push_str(prefix);
            }
            unknown.get_or_insert_default().absorb_value(arg);
        } else if unknown.is_none() {
            text.push_str(&write(&verb, arg)?);
        }
        if text.len() > MAX_TEXT {
            return Err(call.too_large());
        }
    }
    if used < args.len() {
        return Err(format!(
            "there are {} arguments, but {used} verbs",
            args.len()
        ));
    }
    Ok(if let Some(mut unknown) = unknown {
        unknown.prefix = (!text.is_empty()).then(|| Arc::from(text));
        not_null(unknown)
    } else {
        text.push_str(rest);
        text_value(text)
    })
}

/// Reads a verb after its `%`; also what comes after it.
fn read_verb<'a>(
    call: &Call<'_>,
    text: &'a str,
    next: &mut usize,
    args: &[Value],
) -> Result<(Verb, &'a str), String> {
    let mut verb = Verb::default();
    let mut letters = text.char_indices().peekable();
    while let Some(&(_, letter)) = letters.peek() {
        match letter {
            '-' => verb.minus = true,
            '+' => verb.plus = true,
            ' ' => verb.space = true,
            '#' => verb.sharp = true,
            '0' => verb.zero = true,
            _ => break,
        }
        letters.next();
    }
    let mut place = letters.peek().map_or(text.len(), |&(at, _)| at);
    let read_number = |place: &mut usize| -> Option<usize> {
        let digits = text[*place..]
            .bytes()
            .take_while(u8::is_ascii_digit)
            .count();
        let number = text[*place..*place + digits].parse().ok();
        *place += digits;
        number
    };
    if text[place..].starts_with('*') {
        return Err("the width of a verb must be a number".to_owned());
    }
    verb.width = read_number(&mut place);
    if text[place..].starts_with('.') {
        place += 1;
        verb.precision = Some(read_number(&mut place).unwrap_or(0));
    }
    if let Some(inner) = text[place..].strip_prefix('[') {
        let end = inner.find(']').ok_or("a `[` of a verb is not closed")?;
        let number = inner[..end].parse::<usize>().ok().filter(|&n| n > 0);
        *next = number.ok_or("an argument's number must be a whole number from 1")? - 1;
        place += end + 2;
        if *next >= args.len() {
            return Err(format!("there is no argument {}", *next + 1));
        }
    }
    let letter = text[place..].chars().next();
    verb.letter = letter.ok_or("a `%` at the end is no verb")?;
    if verb.width.unwrap_or(0).max(verb.precision.unwrap_or(0)) > MAX_WIDTH {
        return Err(call.too_large());
    }
    place += verb.letter.len_utf8();
    Ok((verb, &text[place..]))
}

fn write(verb: &Verb, arg: &Value) -> Result<String, String> {
    if arg.is_null() {
        return Err("a null value cannot be formatted".to_owned());
    }
    match verb.letter {
        'v' => write_any(verb, arg),
        's' => Ok(pad(verb, truncate(verb, &as_string(arg)?))),
        'q' => {
            let text = truncate(verb, &as_string(arg)?);
            let quoted = encode_json(&Value::from(text)).unwrap_or_default();
            Ok(pad(verb, quoted))
        }
        't' => {
            let truth = arg
                .to_bool()
                .ok_or_else(|| format!("a bool is needed, not {}", a(arg)))?;
            Ok(truth.to_string())
        }
        'd' | 'b' | 'o' | 'x' | 'X' | 'e' | 'E' | 'f' | 'g' | 'G' => {
            let number = arg
                .to_number()
                .ok_or_else(|| format!("a number is needed, not {}", a(arg)))?;
            let whole = matches!(verb.letter, 'd' | 'b' | 'o' | 'x' | 'X');
            if whole && !number.is_integer() {
                return Err(format!("a whole number is needed, not {number}"));
            }
            Ok(write_number(verb, &number))
        }
        other => Err(format!("there is no verb `%{other}`")),
    }
}

fn write_any(verb: &Verb, arg: &Value) -> Result<String, String> {
    match &arg.kind {
        Kind::String(text) if !verb.sharp => Ok(pad(verb, truncate(verb, text))),
        Kind::Number(number) if !verb.sharp => {
            let verb = Verb {
                letter: 'g',
                ..*verb
            };
            Ok(write_number(&verb, number))
        }
        Kind::Bool(truth) => Ok(pad(verb, truth.to_string())),
        _ => match encode_json(arg) {
            Some(json) => Ok(pad(verb, json)),
            None => Err(format!("{} cannot be formatted", a(arg))),
        },
    }
}

fn write_number(verb: &Verb, number: &Number) -> String {
    // Whole numbers have no zero with a sign.
    let whole = matches!(verb.letter, 'd' | 'b' | 'o' | 'x' | 'X');
    let negative = number.is_negative() && !(whole && number.is_zero());
    let magnitude = number.abs();
    let digits = match verb.letter {
        'd' | 'b' | 'o' | 'x' | 'X' => {
            let integer = number.abs().to_integer();
            match verb.letter {
                'b' => integer.in_radix(2).to_string(),
                'o' => integer.in_radix(8).to_string(),
                'x' => integer.in_radix(16).to_string(),
                'X' => integer.in_radix(16).to_string().to_uppercase(),
                _ => integer.to_string(),
            }
        }
        'f' => fixed(&magnitude, verb.precision.unwrap_or(6)),
        'e' | 'E' => exponential(&magnitude, verb.precision.unwrap_or(6)),
        _ => general(&magnitude, verb.precision),
    };
    let digits = if verb.letter.is_ascii_uppercase() {
        digits.to_uppercase()
    } else {
        digits
    };
    let sign = match (negative, verb.plus, verb.space) {
        (true, ..) => "-",
        (false, true, _) => "+",
        (false, false, true) => " ",
        (false, false, false) => "",
    };
    let prefix = match verb.letter {
        'x' if verb.sharp => "0x",
        'X' if verb.sharp => "0X",
        'b' if verb.sharp => "0b",
        'o' if verb.sharp => "0",
        _ => "",
    };
    let length = sign.len() + prefix.len() + digits.len();
    if verb.zero && !verb.minus && verb.width.unwrap_or(0) > length {
        let zeros = "0".repeat(verb.width.unwrap_or(0) - length);
        return format!("{sign}{prefix}{zeros}{digits}");
    }
    pad(
        &Verb {
            zero: false,
            ..*verb
        },
        format!("{sign}{prefix}{digits}"),
    )
}

/// The digits of a number that is not negative, rounded to `places` after the point (half to even).
fn fixed(number: &Number, places: usize) -> String {
    let text = round_decimal(&number.to_string(), places);
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    if places == 0 {
        return whole.to_owned();
    }
    format!("{whole}.{fraction:0<places$}")
}

/// Rounds decimal text to so many places after the point, half to even.
fn round_decimal(text: &str, places: usize) -> String {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if fraction.len() <= places {
        return text.to_owned();
    }
    let mut digits: Vec<u8> = whole.bytes().chain(fraction[..places].bytes()).collect();
    let rest = &fraction[places..];
    let half = rest.starts_with('5') && rest[1..].bytes().all(|digit| digit == b'0');
    let odd = digits.last().is_some_and(|digit| digit % 2 == 1);
    let up = if half {
        odd
    } else {
        rest.as_bytes()[0] >= b'5'
    };
    if up {
        let mut carry = true;
        for digit in digits.iter_mut().rev() {
            if !carry {
                break;
            }
            carry = *digit == b'9';
            *digit = if carry { b'0' } else { *digit + 1 };
        }
        if carry {
            digits.insert(0, b'1');
        }
    }
    let text: String = digits.into_iter().map(char::from).collect();
    let (whole, fraction) = text.split_at(text.len() - places);
    if places == 0 {
        whole.to_owned()
    } else {
        format!("{whole}.{fraction}")
    }
}

/// The significant digits of a number that is not negative, and the exponent of the first.
fn scientific(number: &Number) -> (String, i64) {
    let text = number.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let all = format!("{whole}{fraction}");
    let leading = all.len() - all.trim_start_matches('0').len();
    if leading == all.len() {
        return ("0".to_owned(), 0);
    }
    let exponent = to_i64(whole.len()) - 1 - to_i64(leading);
    let digits = all[leading..].trim_end_matches('0').to_owned();
    (digits, exponent)
}

fn to_i64(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

fn exponential(number: &Number, places: usize) -> String {
    let (digits, exponent) = scientific(number);
    let (digits, exponent) = round_digits(&digits, exponent, places + 1);
    write_exponent(&digits, exponent, places)
}

fn write_exponent(digits: &str, exponent: i64, places: usize) -> String {
    let sign = if exponent < 0 { '-' } else { '+' };
    let exponent = exponent.unsigned_abs();
    let (first, rest) = digits.split_at(1);
    if places == 0 {
        return format!("{first}e{sign}{exponent:02}");
    }
    format!("{first}.{rest:0<places$}e{sign}{exponent:02}")
}

/// The first `keep` of the digits, rounded.
fn round_digits(digits: &str, exponent: i64, keep: usize) -> (String, i64) {
    if digits.len() <= keep {
        return (digits.to_owned(), exponent);
    }
    let (first, rest) = digits.split_at(1);
    let rounded = round_decimal(&format!("{first}.{rest}"), keep - 1);
    let carried = rounded
        .split('.')
        .next()
        .is_some_and(|whole| whole.len() > 1);
    let all: String = rounded.chars().filter(|c| *c != '.').collect();
    if carried {
        (all[..all.len() - 1].to_owned(), exponent + 1)
    } else {
        (all, exponent)
    }
}

/// `%g`: the shorter of both notations, with the fewest digits that name the number, or `precision` of them.
fn general(number: &Number, precision: Option<usize>) -> String {
    let (mut digits, mut exponent) = scientific(number);
    if let Some(precision) = precision {
        (digits, exponent) = round_digits(&digits, exponent, precision.max(1));
        digits = digits.trim_end_matches('0').to_owned();
        if digits.is_empty() {
            digits.push('0');
        }
    }
    // Without a precision, six digits decide which notation is used.
    let limit = to_i64(precision.unwrap_or(6).max(1));
    if exponent < -4 || exponent >= limit {
        return write_exponent(&digits, exponent, digits.len() - 1);
    }
    if exponent < 0 {
        let zeros = "0".repeat(usize::try_from(-exponent - 1).unwrap_or(0));
        return format!("0.{zeros}{digits}");
    }
    let whole = usize::try_from(exponent).unwrap_or(0) + 1;
    if digits.len() <= whole {
        return format!("{digits:0<whole$}");
    }
    let (whole, fraction) = digits.split_at(whole);
    format!("{whole}.{fraction}")
}

fn truncate(verb: &Verb, text: &str) -> String {
    match verb.precision {
        Some(length) => text.chars().take(length).collect(),
        None => text.to_owned(),
    }
}

fn pad(verb: &Verb, text: String) -> String {
    let length = count_characters(&text).unwrap_or_else(|| text.chars().count());
    let missing = verb.width.unwrap_or(0).saturating_sub(length);
    if missing == 0 {
        return text;
    }
    if verb.minus {
        return format!("{text}{}", " ".repeat(missing));
    }
    let filler = if verb.zero { "0" } else { " " };
    format!("{}{text}", filler.repeat(missing))
}
