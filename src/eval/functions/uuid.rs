//! Identifiers made from names.

use sha1::{Digest, Sha1};

use super::encoding::hex;
use super::{Call, Outcome};

/// The namespaces of RFC 4122 that have a name; they differ in one byte.
fn named(namespace: &str) -> Option<[u8; 16]> {
    let mut bytes = [
        0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30,
        0xc8,
    ];
    bytes[3] += match namespace {
        "dns" => 0,
        "url" => 1,
        "oid" => 2,
        "x500" => 4,
        _ => return None,
    };
    Some(bytes)
}

/// The bytes of an identifier in one of its four spellings.
fn parse(text: &str) -> Option<[u8; 16]> {
    let text = match text.len() {
        45 => text
            .get(..9)
            .filter(|scheme| scheme.eq_ignore_ascii_case("urn:uuid:"))
            .and(text.get(9..))?,
        38 => text.strip_prefix('{')?.strip_suffix('}')?,
        _ => text,
    };
    let digits = match text.len() {
        36 => {
            let parts: Vec<&str> = text.split('-').collect();
            if !parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12]) {
                return None;
            }
            parts.concat()
        }
        32 => text.to_owned(),
        _ => return None,
    };
    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let number = u128::from_str_radix(&digits, 16).ok()?;
    Some(number.to_be_bytes())
}

/// The identifier that a name has in a namespace.
pub(super) fn uuidv5(call: &Call<'_>) -> Outcome {
    let (namespace, name) = (call.text(0)?, call.text(1)?);
    let space = named(&namespace)
        .or_else(|| parse(&namespace))
        .ok_or_else(|| format!("{namespace:?} is no namespace"))?;
    let digest = Sha1::new()
        .chain_update(space)
        .chain_update(name.as_bytes())
        .finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    // The version and the variant have their place among the bits.
    bytes[6] = bytes[6] & 0x0f | 0x50;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let text = hex(&bytes);
    let parts = [
        &text[..8],
        &text[8..12],
        &text[12..16],
        &text[16..20],
        &text[20..],
    ];
    Ok(parts.join("-").into())
}
