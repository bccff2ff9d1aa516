//! Encodings and digests.

use std::fmt::Write as _;

use serde_json::Value as Json;
use sha2::{Digest, Sha256, Sha512};

use crate::value::{Kind, Unknown, Value, from_json};

use super::{Call, Outcome, not_null};
use crate::eval::template::{MAX_TEXT, text as text_value};

/// JSON text as `jsonencode` writes it; `None` when something in the value is unknown, or when it is too long.
pub fn encode_json(value: &Value) -> Option<String> {
    let mut out = String::new();
    write_json(value, &mut out).then_some(out)
}

/// Writes JSON up to the first unknown part; whether all could be written.
fn write_json(value: &Value, out: &mut String) -> bool {
    if out.len() > MAX_TEXT {
        return false;
    }
    match &value.kind {
        Kind::Null => out.push_str("null"),
        Kind::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Kind::Number(number) => {
            let _ = write!(out, "{number}");
        }
        Kind::String(text) => write_json_string(text, out),
        Kind::Sequence(_, parts) => {
            out.push('[');
            for (at, part) in parts.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                if !write_json(part, out) {
                    return false;
                }
            }
            out.push(']');
        }
        Kind::Mapping(_, entries) => {
            out.push('{');
            for (at, (key, part)) in entries.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write_json_string(key, out);
                out.push(':');
                if !write_json(part, out) {
                    return false;
                }
            }
            out.push('}');
        }
        Kind::Unknown(_) => return false,
    }
    true
}

/// Writes a string with the escapes Terraform uses: those of JSON, and of what HTML would take for markup.
fn write_json_string(text: &str, out: &mut String) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\0'..='\u{1f}' | '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(letter));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

/// The value of JSON text; an `Err` is the message of an error.
pub fn decode_json(text: &str) -> Result<Value, String> {
    serde_json::from_str::<Json>(text)
        .map(from_json)
        .map_err(|error| format!("this is not JSON: {error}"))
}

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
        return Err("the result is too large to evaluate".to_owned());
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

fn to_base64(bytes: &[u8]) -> String {
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

fn from_base64(text: &str) -> Option<Vec<u8>> {
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

fn hex(bytes: &[u8]) -> Value {
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(out, "{byte:02x}");
    }
    out.into()
}

pub(super) fn sha256(call: &Call<'_>) -> Outcome {
    Ok(hex(&Sha256::digest(call.text(0)?.as_bytes())))
}

pub(super) fn sha512(call: &Call<'_>) -> Outcome {
    Ok(hex(&Sha512::digest(call.text(0)?.as_bytes())))
}

pub(super) fn base64sha256(call: &Call<'_>) -> Outcome {
    Ok(to_base64(&Sha256::digest(call.text(0)?.as_bytes())).into())
}

pub(super) fn base64sha512(call: &Call<'_>) -> Outcome {
    Ok(to_base64(&Sha512::digest(call.text(0)?.as_bytes())).into())
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
