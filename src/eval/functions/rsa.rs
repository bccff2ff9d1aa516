//! Decryption with RSA, of text that was encrypted for whoever holds the key.

use dashu_int::UBig;
use dashu_int::fast_div::ConstDivisor;
use dashu_int::ops::BitTest as _;

use crate::value::Reason;

use super::encoding::from_base64;
use super::{Call, Outcome};
use crate::eval::template::text as text_value;

/// The longest modulus that is computed with, in bits.
const MAX_BITS: usize = 16_384;

/// A private key.
struct Key {
    modulus: UBig,
    exponent: UBig,
}

pub(super) fn rsadecrypt(call: &Call<'_>) -> Outcome {
    let (cipher, key) = (call.text(0)?, call.text(1)?);
    let cipher = from_base64(&cipher).ok_or("argument 1 is not base64")?;
    if key.contains("-----BEGIN OPENSSH PRIVATE KEY-----") {
        return Ok(Reason::Unsupported("a key in the format of OpenSSH".into()).into());
    }
    let key = private_key(&key).ok_or("argument 2 is no private key of RSA")?;
    if key.modulus.bit_len() > MAX_BITS {
        return Err(call.too_large());
    }
    call.charge(key.modulus.bit_len() * 64)?;
    let message = decrypt(&key, &cipher).ok_or("the text cannot be decrypted with the key")?;
    match String::from_utf8(message) {
        Ok(text) => Ok(text_value(text)),
        Err(_) => Err("the decrypted bytes are no text".to_owned()),
    }
}

/// The message within what was encrypted: it comes after random bytes, none of them zero, that end with a zero.
fn decrypt(key: &Key, cipher: &[u8]) -> Option<Vec<u8>> {
    let size = key.modulus.bit_len().div_ceil(8);
    let number = UBig::from_be_bytes(cipher);
    if cipher.len() > size || number >= key.modulus {
        return None;
    }
    let ring = ConstDivisor::new(key.modulus.clone());
    let plain = ring.reduce(number).pow(&key.exponent).residue();
    let bytes = plain.to_be_bytes();
    // The first byte of the block is zero, so it is not among those of the number.
    let block = bytes
        .strip_prefix(&[2])
        .filter(|_| bytes.len() + 1 == size)?;
    let end = block.iter().position(|&byte| byte == 0)?;
    (end >= 8).then(|| block[end + 1..].to_vec())
}

/// The key in the text of a file, with or without an envelope that names the algorithm.
fn private_key(text: &str) -> Option<Key> {
    if let Some(der) = armoured(text, "RSA PRIVATE KEY") {
        return rsa_key(&der);
    }
    let der = armoured(text, "PRIVATE KEY")?;
    let mut envelope = Der(&der).sequence()?;
    envelope.integer()?;
    envelope.sequence()?;
    rsa_key(envelope.element(0x04)?)
}

/// The bytes between the lines that begin and end a section of that name.
fn armoured(text: &str, name: &str) -> Option<Vec<u8>> {
    let (_, rest) = text.split_once(&format!("-----BEGIN {name}-----"))?;
    let (body, _) = rest.split_once(&format!("-----END {name}-----"))?;
    from_base64(body.trim())
}

fn rsa_key(der: &[u8]) -> Option<Key> {
    let mut parts = Der(der).sequence()?;
    let version = parts.integer()?;
    let modulus = parts.integer()?;
    parts.integer()?;
    let exponent = parts.integer()?;
    // The ring needs a modulus of more than one, and a key whose modulus is even is none.
    let sound = version == UBig::ZERO && modulus.bit(0) && modulus > UBig::ONE;
    sound.then_some(Key { modulus, exponent })
}

/// What is left of data in the distinguished encoding of ASN.1.
struct Der<'d>(&'d [u8]);

impl<'d> Der<'d> {
    /// The content of the next element, which has to have that tag.
    fn element(&mut self, tag: u8) -> Option<&'d [u8]> {
        let (&[found, length], rest) = self.0.split_first_chunk()?;
        if found != tag {
            return None;
        }
        let (length, rest) = if length < 0x80 {
            (usize::from(length), rest)
        } else {
            let (bytes, rest) = rest.split_at_checked(usize::from(length & 0x7f))?;
            let length = bytes.iter().try_fold(0usize, |length, &byte| {
                Some(length.checked_mul(256)? + usize::from(byte))
            });
            (length?, rest)
        };
        let (content, rest) = rest.split_at_checked(length)?;
        self.0 = rest;
        Some(content)
    }

    fn sequence(&mut self) -> Option<Self> {
        self.element(0x30).map(Self)
    }

    fn integer(&mut self) -> Option<UBig> {
        self.element(0x02).map(UBig::from_be_bytes)
    }
}
