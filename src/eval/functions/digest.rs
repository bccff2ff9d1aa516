//! Digests, of text and of files.

use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

use super::encoding::{hex, to_base64};
use super::{Call, Outcome};

/// The digest that a function of that name makes of text.
pub(super) fn of_text(call: &Call<'_>) -> Outcome {
    let text = call.text(0)?;
    call.charge(text.len() / 64)?;
    let digest = encoded(call.name, text.as_bytes()).ok_or("there is no such digest")?;
    Ok(digest.into())
}

/// What a function such as `filesha256` or `filebase64` makes of the bytes of a file; `None` for any other function.
pub fn encode_file(name: &str, bytes: &[u8]) -> Option<String> {
    match name.strip_prefix("file")? {
        "base64" => Some(to_base64(bytes)),
        digest => encoded(digest, bytes),
    }
}

fn encoded(name: &str, bytes: &[u8]) -> Option<String> {
    Some(match name {
        "md5" => hex(&Md5::digest(bytes)),
        "sha1" => hex(&Sha1::digest(bytes)),
        "sha256" => hex(&Sha256::digest(bytes)),
        "sha512" => hex(&Sha512::digest(bytes)),
        "base64sha256" => to_base64(&Sha256::digest(bytes)),
        "base64sha512" => to_base64(&Sha512::digest(bytes)),
        _ => return None,
    })
}
