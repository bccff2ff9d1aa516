//! JSON, with numbers of Terraform's precision.

use std::fmt::Write as _;
use std::sync::Arc;

use crate::eval::template::{MAX_TEXT, text as text_value};
use crate::value::{Kind, Map, Number, Reason, Value};

/// JSON text as `jsonencode` writes it; `None` when something in the value is unknown, or when it is too long.
pub fn encode_json(value: &Value) -> Option<String> {
    let mut out = String::new();
    write_json(value, &mut out).then_some(out)
}

/// Writes JSON up to the first unknown part; whether all could be written.
pub(super) fn write_json(value: &Value, out: &mut String) -> bool {
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
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(0)?;
    reader.space();
    // As for Terraform, a bracket that closes nothing ends the text.
    if reader.at < text.len() && !matches!(reader.peek(), Some(b']' | b'}')) {
        return Err(reader.wrong());
    }
    Ok(value)
}

/// How deep JSON may nest.
const MAX_DEPTH: usize = 256;

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn wrong(&self) -> String {
        format!("this is not JSON: it goes wrong at byte {}", self.at)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\t' | b'\r' | b'\n') = self.peek() {
            self.at += 1;
        }
    }

    /// Takes a sign if it is next after white space.
    fn take(&mut self, sign: u8) -> bool {
        self.space();
        let found = self.peek() == Some(sign);
        self.at += usize::from(found);
        found
    }

    fn value(&mut self, depth: usize) -> Result<Value, String> {
        if depth > MAX_DEPTH {
            return Err("the JSON is nested too deeply".to_owned());
        }
        self.space();
        match self.peek() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'"') => Ok(text_value(self.string()?)),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => {
                let rest = &self.text[self.at..];
                let words = [
                    ("true", Value::from(true)),
                    ("false", Value::from(false)),
                    ("null", Value::null()),
                ];
                let word = words.into_iter().find(|(word, _)| rest.starts_with(word));
                let (word, value) = word.ok_or_else(|| self.wrong())?;
                self.at += word.len();
                Ok(value)
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value, String> {
        self.at += 1;
        let mut entries = Vec::new();
        if self.take(b'}') {
            return Ok(Value::object(Map::new()));
        }
        loop {
            self.space();
            if self.peek() != Some(b'"') {
                return Err(self.wrong());
            }
            let key: Arc<str> = self.string()?.into();
            if !self.take(b':') {
                return Err(self.wrong());
            }
            entries.push((key, self.value(depth + 1)?));
            if self.take(b'}') {
                return Ok(Value::object(entries.into_iter().collect()));
            }
            if !self.take(b',') {
                return Err(self.wrong());
            }
        }
    }

    fn array(&mut self, depth: usize) -> Result<Value, String> {
        self.at += 1;
        let mut elements = Vec::new();
        if self.take(b']') {
            return Ok(Value::tuple(elements));
        }
        loop {
            elements.push(self.value(depth + 1)?);
            if self.take(b']') {
                return Ok(Value::tuple(elements));
            }
            if !self.take(b',') {
                return Err(self.wrong());
            }
        }
    }

    fn digits(&mut self) -> Result<&'a str, String> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        if start == self.at {
            return Err(self.wrong());
        }
        Ok(&self.text[start..self.at])
    }

    fn number(&mut self) -> Result<Value, String> {
        let start = self.at;
        self.at += usize::from(self.peek() == Some(b'-'));
        let whole = self.digits()?;
        if whole.len() > 1 && whole.starts_with('0') {
            return Err(self.wrong());
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            self.digits()?;
        }
        let number = Number::parse(&self.text[start..self.at]);
        Ok(match number {
            Some(number) => Kind::Number(number).into(),
            None => Reason::Limit("the size of a number".into()).into(),
        })
    }

    fn string(&mut self) -> Result<String, String> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = &self.text[self.at..];
            let plain = rest
                .find(|letter: char| letter == '"' || letter == '\\' || letter < ' ')
                .ok_or_else(|| self.wrong())?;
            out.push_str(&rest[..plain]);
            self.at += plain;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\\') => out.push(self.escape()?),
                _ => return Err(self.wrong()),
            }
        }
    }

    fn escape(&mut self) -> Result<char, String> {
        self.at += 1;
        let letter = self.peek().ok_or_else(|| self.wrong())?;
        self.at += 1;
        Ok(match letter {
            b'"' | b'\\' | b'/' => char::from(letter),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let first = self.hex()?;
                // Half a character stands for nothing on its own.
                let second = match self.text.get(self.at..self.at + 2) {
                    Some("\\u") if (0xd800..0xdc00).contains(&first) => {
                        let back = self.at;
                        self.at += 2;
                        let second = self.hex()?;
                        if (0xdc00..0xe000).contains(&second) {
                            Some(second)
                        } else {
                            self.at = back;
                            None
                        }
                    }
                    _ => None,
                };
                let code = match second {
                    Some(second) => 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00),
                    None => first,
                };
                char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            _ => return Err(self.wrong()),
        })
    }

    fn hex(&mut self) -> Result<u32, String> {
        let digits = self.text.get(self.at..self.at + 4);
        let code = digits
            .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .ok_or_else(|| self.wrong())?;
        self.at += 4;
        Ok(code)
    }
}
