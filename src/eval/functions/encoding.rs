//! Encodings of values and bytes as text.

use std::fmt::Write as _;

use crate::value::{Unknown, Value};

use super::json::{decode_json, write_json};
use super::{Call, Outcome, not_null};
use crate::eval::template::{MAX_TEXT, text as text_value};

/// JSON of what is known only in part is unknown text with known content.
pub(super) fn jsonencode(call: &Call<'_>) -> Outcome {
    let value = &call.args[0];
    let marks = value.deep_marks();
    let mut json = String::new();
    if write_json(value, &mut json) {
        call.charge(json.len() / 64)?;
        return Ok(text_value(json).marked(marks));
    }
    if json.len() > MAX_TEXT {
        return Err(call.too_large());
    }
    let unknown = Unknown {
        prefix: (!json.is_empty()).then(|| json.into()),
        content: Some(Box::new(value.clone())),
        ..call.unknown()
    };
    Ok(not_null(unknown).marked(marks))
}

pub(super) fn jsondecode(call: &Call<'_>) -> Outcome {
    let arg = &call.args[0];
    if let Some(unknown) = arg.as_unknown() {
        return Ok(match &unknown.content {
            Some(content) => content.as_ref().clone(),
            None => Value::from(call.unknown()),
        }
        .marked(arg.marks));
    }
    let text = call.text(0)?;
    call.charge(text.len() / 8)?;
    Ok(decode_json(&text)?.marked(arg.marks))
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Bytes as base64.
pub(super) fn to_base64(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk
            .iter()
            .chain(std::iter::repeat(&0))
            .take(3)
            .fold(0u32, |group, &byte| group << 8 | u32::from(byte));
        for place in 0..4 {
            if place > chunk.len() {
                out.push('=');
            } else {
                let index = group >> (18 - 6 * place) & 63;
                out.push(char::from(ALPHABET[index as usize]));
            }
        }
    }
    out
}

/// The bytes of base64; `None` when it is none.
pub(super) fn from_base64(text: &str) -> Option<Vec<u8>> {
    // Line breaks are passed over.
    let bytes = text.bytes().filter(|byte| !matches!(byte, b'\n' | b'\r'));
    let bytes = bytes.collect::<Vec<_>>();
    if bytes.len() % 4 != 0 {
        return None;
    }
    let padding = bytes.iter().rev().take_while(|&&byte| byte == b'=').count();
    if padding > 2 {
        return None;
    }
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut group, mut bits) = (0u32, 0);
    for byte in &bytes[..bytes.len() - padding] {
        let value = ALPHABET.iter().position(|letter| letter == byte)?;
        group = group << 6 | u32::try_from(value).ok()?;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from(group >> bits & 255).ok()?);
        }
    }
    Some(out)
}

pub(super) fn base64encode(call: &Call<'_>) -> Outcome {
    Ok(to_base64(call.text(0)?.as_bytes()).into())
}

pub(super) fn base64decode(call: &Call<'_>) -> Outcome {
    let bytes = from_base64(&call.text(0)?).ok_or("argument 1 is not base64")?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text_value(text)),
        Err(_) => Err("the decoded bytes are no text".to_owned()),
    }
}

/// Bytes as hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(out, "{byte:02x}");
    }
    out
}

pub(super) fn urlencode(call: &Call<'_>) -> Outcome {
    let mut out = String::new();
    for byte in call.text(0)?.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                out.push(char::from(byte));
            }
            b' ' => out.push('+'),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    Ok(out.into())
}

/// Undoes `urlencode`; a plus sign is a space.
pub(super) fn urldecode(call: &Call<'_>) -> Outcome {
    let text = call.text(0)?;
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        (bytes, rest) = match (first, after) {
            (b'%', [high, low, after @ ..]) => {
                let digits = [*high, *low];
                let byte = std::str::from_utf8(&digits)
                    .ok()
                    .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
                    .and_then(|digits| u8::from_str_radix(digits, 16).ok());
                bytes.push(byte.ok_or("a percent sign is not followed by two digits")?);
                (bytes, after)
            }
            (b'%', _) => return Err("a percent sign is not followed by two digits".to_owned()),
            (b'+', after) => {
                bytes.push(b' ');
                (bytes, after)
            }
            (other, after) => {
                bytes.push(*other);
                (bytes, after)
            }
        };
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text_value(text)),
        Err(_) => Err("the decoded bytes are no text".to_owned()),
    }
}
