//! The forms that a text comes in: packed with gzip, in UTF-16 as `PowerShell` writes it, behind a byte order mark.

use std::io::{self, Chain, Cursor, Read};

use flate2::read::MultiGzDecoder;

use super::input::InputError;
use super::place::TextPlace;

/// How much of a text in UTF-16 is decoded at a time.
const DECODED: usize = 64 * 1024;

/// A reader of which the first bytes have been looked at.
type Peeked<R> = Chain<Cursor<Vec<u8>>, R>;

/// The text in UTF-8 that the bytes are.
pub(super) fn text<'r>(input: impl Read + 'r) -> Result<Box<dyn Read + 'r>, InputError> {
    let (head, input) = peek(input)?;
    if !head.starts_with(&[0x1f, 0x8b]) {
        return unpacked(&head, input);
    }
    let (head, input) = peek(MultiGzDecoder::new(input))?;
    unpacked(&head, input)
}

fn peek<R: Read>(mut input: R) -> Result<(Vec<u8>, Peeked<R>), InputError> {
    let mut head = Vec::new();
    let read = (&mut input).take(4).read_to_end(&mut head);
    read.map_err(|error| InputError::Unread(TextPlace::START, error.to_string()))?;
    Ok((head.clone(), Cursor::new(head).chain(input)))
}

fn unpacked<'r>(head: &[u8], input: impl Read + 'r) -> Result<Box<dyn Read + 'r>, InputError> {
    match head {
        b"PK\x03\x04" | b"PK\x05\x06" => Err(InputError::BinaryPlan),
        [0xff, 0xfe, ..] | [b'{', 0, ..] => Ok(Box::new(Wide::new(input, u16::from_le_bytes))),
        [0xfe, 0xff, ..] | [0, b'{', ..] => Ok(Box::new(Wide::new(input, u16::from_be_bytes))),
        _ => Ok(Box::new(input)),
    }
}

/// A text in UTF-16, read as UTF-8.
struct Wide<R> {
    input: R,
    unit: fn([u8; 2]) -> u16,
    /// Bytes that have been read and not decoded: less than a character.
    left: Vec<u8>,
    decoded: Cursor<Vec<u8>>,
}

impl<R: Read> Wide<R> {
    fn new(input: R, unit: fn([u8; 2]) -> u16) -> Self {
        Self {
            input,
            unit,
            left: Vec::new(),
            decoded: Cursor::default(),
        }
    }

    /// Decodes some more; whether there was any.
    fn more(&mut self) -> io::Result<bool> {
        let mut bytes = std::mem::take(&mut self.left);
        let before = bytes.len();
        let limit = u64::try_from(DECODED).unwrap_or(u64::MAX);
        (&mut self.input).take(limit).read_to_end(&mut bytes)?;
        let is_last = bytes.len() == before;
        let mut units: Vec<u16> = bytes
            .chunks_exact(2)
            .map(|pair| (self.unit)([pair[0], pair[1]]))
            .collect();
        if !is_last && units.last().is_some_and(|unit| unit & 0xfc00 == 0xd800) {
            // The other half of the character is still to come.
            units.pop();
        }
        self.left = bytes.split_off(units.len() * 2);
        let text: String = char::decode_utf16(units)
            .map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect();
        self.decoded = Cursor::new(text.into_bytes());
        Ok(!is_last)
    }
}

impl<R: Read> Read for Wide<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.decoded.read(buffer)?;
            if read > 0 || buffer.is_empty() || !self.more()? {
                return Ok(read);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte at a time.
    struct Slow<'b>(&'b [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let end = buffer.len().min(1);
            (&mut self.0).read(&mut buffer[..end])
        }
    }

    #[test]
    fn halves_of_characters_are_put_together() {
        let expected = "{\"a\": \"\u{1f600}\u{e9}\"}".repeat(20_000);
        let bytes: Vec<u8> = expected
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .chain([7])
            .collect();
        let mut read = String::new();
        let reader = text(Slow(&bytes)).map_err(|error| error.to_string());
        reader.unwrap().read_to_string(&mut read).unwrap();
        assert!(read == expected);
    }
}
