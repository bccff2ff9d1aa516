//! Goes through JSON that is read bit by bit, and holds no more of it than the part in hand.
//!
//! Objects and lists on the way to what is wanted are entered; whatever fits in the window is left to serde as a whole.

use std::fmt::Write as _;
use std::io::{self, Read};

use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::value::RawValue;

use super::input::InputError;
use super::part::{Part, join_path};
use super::place::TextPlace;

/// How much is read at a time.
const WINDOW: usize = 256 * 1024;

/// How much may have to be held at once: more than any part of a plan, less than what would stop the machine.
const LARGEST_PART: usize = 1 << 30;

/// How deep objects and lists are entered that do not fit in the window.
const DEEPEST: usize = 100;

/// A reader of JSON.
pub(super) struct Scan<'r> {
    input: Box<dyn Read + 'r>,
    /// What has been read; `at` is how much of it is done with.
    window: Vec<u8>,
    at: usize,
    ended: bool,
    /// The place of the byte at `counted` in the window, which is not after `at`.
    place: TextPlace,
    counted: usize,
    /// The way to the value in hand.
    path: Vec<Step>,
}

enum Step {
    Key(String),
    Index(usize),
}

/// A value at the start of `bytes`, and where it ends.
pub(super) fn first<'b, T: Deserialize<'b>>(bytes: &'b [u8]) -> serde_json::Result<(T, usize)> {
    let mut values = serde_json::Deserializer::from_slice(bytes).into_iter::<T>();
    match values.next() {
        Some(value) => Ok((value?, values.byte_offset())),
        // There is nothing, which serde says best itself.
        None => Ok((serde_json::from_slice(bytes)?, bytes.len())),
    }
}

impl<'r> Scan<'r> {
    pub(super) fn new(input: Box<dyn Read + 'r>) -> Self {
        Self {
            input,
            window: Vec::new(),
            at: 0,
            ended: false,
            place: TextPlace::START,
            counted: 0,
            path: Vec::new(),
        }
    }

    /// What has been read and not been gone through, at least a window of it if there is as much.
    pub(super) fn ahead(&mut self) -> Result<&[u8], InputError> {
        while self.window.len() - self.at < WINDOW && self.more()? {}
        Ok(&self.window[self.at..])
    }

    /// Whether everything has been read.
    pub(super) fn is_last(&self) -> bool {
        self.ended
    }

    /// Forgets a byte order mark at the very beginning, which counts for nothing.
    pub(super) fn drop_mark(&mut self) -> Result<(), InputError> {
        if self.ahead()?.starts_with(b"\xef\xbb\xbf") {
            self.window.drain(..3);
        }
        Ok(())
    }

    /// Passes over the rest of the line.
    pub(super) fn pass_line(&mut self) -> Result<(), InputError> {
        loop {
            let end = self.ahead()?.iter().position(|&byte| byte == b'\n');
            self.at = end.map_or(self.window.len(), |end| self.at + end);
            if end.is_some() || self.ended {
                return Ok(());
            }
        }
    }

    /// Passes over bytes that have been read.
    pub(super) fn pass(&mut self, bytes: usize) {
        self.at = (self.at + bytes).min(self.window.len());
    }

    /// The place that has been reached.
    pub(super) fn here(&mut self) -> TextPlace {
        self.place = self.place.after(&self.window[self.counted..self.at]);
        self.counted = self.at;
        self.place
    }

    /// The way to the value in hand, such as `resource_changes[3]`.
    pub(super) fn path(&self) -> String {
        let mut path = String::new();
        for step in &self.path {
            // Writing to a text cannot fail.
            let _ = match step {
                Step::Key(key) if path.is_empty() => write!(path, "{key}"),
                Step::Key(key) => write!(path, ".{key}"),
                Step::Index(index) => write!(path, "[{index}]"),
            };
        }
        path
    }

    /// That the value in hand is not what the format says.
    pub(super) fn wrong(&mut self, key: &str, message: impl Into<String>) -> InputError {
        InputError::Shape {
            path: join_path(&self.path(), key),
            place: self.here(),
            message: message.into(),
        }
    }

    /// Reads more, forgetting what is done with; whether there was any.
    fn more(&mut self) -> Result<bool, InputError> {
        if self.ended {
            return Ok(false);
        }
        self.here();
        self.window.drain(..self.at);
        (self.at, self.counted) = (0, 0);
        let held = self.window.len();
        if held > LARGEST_PART {
            return Err(InputError::TooLarge(self.place));
        }
        let room = u64::try_from(held.max(WINDOW)).unwrap_or(u64::MAX);
        let read = (&mut self.input).take(room).read_to_end(&mut self.window);
        let read = read.map_err(|error| self.unread(&error))?;
        self.ended = read == 0;
        Ok(read > 0)
    }

    fn unread(&mut self, error: &io::Error) -> InputError {
        let place = self.place.after(&self.window);
        InputError::Unread(place, error.to_string())
    }

    /// The next byte that is not blank.
    pub(super) fn peek(&mut self) -> Result<Option<u8>, InputError> {
        loop {
            let rest = &self.window[self.at..];
            if let Some(blank) = rest.iter().position(|byte| !byte.is_ascii_whitespace()) {
                self.at += blank;
                return Ok(Some(self.window[self.at]));
            }
            self.at = self.window.len();
            if !self.more()? {
                return Ok(None);
            }
        }
    }

    /// Takes a mark of JSON; `what` is expected here.
    fn expect(&mut self, mark: u8, what: &str) -> Result<(), InputError> {
        match self.peek()? {
            Some(found) if found == mark => {
                self.at += 1;
                Ok(())
            }
            Some(_) => Err(self.not_json(format!("expected {what}"))),
            None => Err(self.cut_off()),
        }
    }

    /// The next mark is this one, which is taken, or a comma, which is taken too.
    fn ends(&mut self, end: u8) -> Result<bool, InputError> {
        match self.peek()? {
            Some(found) if found == end || found == b',' => {
                self.at += 1;
                Ok(found == end)
            }
            Some(_) => Err(self.not_json(format!("expected `,` or `{}`", char::from(end)))),
            None => Err(self.cut_off()),
        }
    }

    fn not_json(&mut self, message: String) -> InputError {
        let place = self.here();
        match std::str::from_utf8(self.window[self.at..].get(..1).unwrap_or_default()) {
            Err(_) => InputError::NotText(place),
            Ok(_) => InputError::NotJson(place, message),
        }
    }

    fn cut_off(&mut self) -> InputError {
        self.at = self.window.len();
        InputError::Truncated(self.here())
    }

    /// Goes through an object; the job takes the value of each entry.
    pub(super) fn object(
        &mut self,
        mut job: impl FnMut(&mut Self, &str) -> Result<(), InputError>,
    ) -> Result<(), InputError> {
        self.enter(b'{', "an object")?;
        if self.peek()? == Some(b'}') {
            self.at += 1;
            return Ok(());
        }
        loop {
            if self.peek()?.is_some_and(|byte| byte != b'"') {
                return Err(self.not_json("expected a key".to_owned()));
            }
            let key = self.take::<String>()?;
            self.expect(b':', "`:`")?;
            self.path.push(Step::Key(key.clone()));
            job(self, &key)?;
            self.path.pop();
            if self.ends(b'}')? {
                return Ok(());
            }
        }
    }

    /// Goes through a list; the job takes each element.
    pub(super) fn list(
        &mut self,
        mut job: impl FnMut(&mut Self, usize) -> Result<(), InputError>,
    ) -> Result<(), InputError> {
        self.enter(b'[', "a list")?;
        if self.peek()? == Some(b']') {
            self.at += 1;
            return Ok(());
        }
        for index in 0.. {
            self.path.push(Step::Index(index));
            job(self, index)?;
            self.path.pop();
            if self.ends(b']')? {
                break;
            }
        }
        Ok(())
    }

    fn enter(&mut self, mark: u8, what: &str) -> Result<(), InputError> {
        match self.peek()? {
            Some(found) if found == mark => {
                self.at += 1;
                Ok(())
            }
            Some(b'"' | b'{' | b'[' | b't' | b'f' | b'n' | b'-' | b'0'..=b'9') => {
                Err(self.wrong("", format!("expected {what}")))
            }
            Some(_) => Err(self.not_json("expected a value".to_owned())),
            None => Err(self.cut_off()),
        }
    }

    /// Takes `null`, if that is what comes.
    pub(super) fn null(&mut self) -> Result<bool, InputError> {
        if self.peek()? == Some(b'n') {
            self.take::<()>()?;
            return Ok(true);
        }
        Ok(false)
    }

    /// The next value.
    pub(super) fn take<T: DeserializeOwned>(&mut self) -> Result<T, InputError> {
        self.part(|bytes| first::<T>(bytes))
    }

    /// The next value, taken by what reads the start of the bytes that it is given and says how many it took. It may be
    /// asked again, with more bytes.
    pub(super) fn part<T>(
        &mut self,
        read: impl Fn(&[u8]) -> serde_json::Result<(T, usize)>,
    ) -> Result<T, InputError> {
        self.peek()?;
        loop {
            let bytes = &self.window[self.at..];
            match read(bytes) {
                // What ends with the window may go on after it.
                Ok((value, end)) if end < bytes.len() || self.ended => {
                    self.at += end;
                    return Ok(value);
                }
                Err(error) if !self.may_be_cut(&error) => return Err(self.refused(&error)),
                Err(_) if self.ended => return Err(self.cut_off()),
                Ok(_) | Err(_) => {}
            }
            self.more()?;
        }
    }

    /// Whether an error may be only that the window ends within the part. Of a number that is cut (`-`, `1.`) serde says
    /// that it is none.
    fn may_be_cut(&self, error: &serde_json::Error) -> bool {
        let bytes = &self.window[self.at..];
        let is_at_end =
            || TextPlace::offset_of(bytes, error.line(), error.column()) + 2 >= bytes.len();
        error.is_eof() || (!self.ended && error.is_syntax() && is_at_end())
    }

    /// What serde found wrong with the part in hand.
    fn refused(&mut self, error: &serde_json::Error) -> InputError {
        let (place, path) = (self.here(), self.path());
        InputError::within(&self.window[self.at..], place, &path, 0, error)
    }

    /// The next value, to be read later.
    pub(super) fn keep(&mut self) -> Result<Part, InputError> {
        self.peek()?;
        let (place, path) = (self.here(), self.path());
        let text = self.part(|bytes| {
            let (raw, end) = first::<&RawValue>(bytes)?;
            Ok((Box::<str>::from(raw.get()), end))
        })?;
        Ok(Part { text, place, path })
    }

    /// The next value, to be read later, unless it is null.
    pub(super) fn keep_some(&mut self) -> Result<Option<Part>, InputError> {
        Ok(if self.null()? {
            None
        } else {
            Some(self.keep()?)
        })
    }

    /// Passes over the next value.
    pub(super) fn skip(&mut self) -> Result<(), InputError> {
        let opened = self.peek()?;
        loop {
            let bytes = &self.window[self.at..];
            match first::<IgnoredAny>(bytes) {
                Ok((_, end)) if end < bytes.len() || self.ended => {
                    self.at += end;
                    return Ok(());
                }
                Err(error) if !self.may_be_cut(&error) => return Err(self.refused(&error)),
                Err(_) if self.ended => return Err(self.cut_off()),
                Ok(_) | Err(_) => {}
            }
            let enter = bytes.len() >= WINDOW && self.path.len() < DEEPEST;
            match opened {
                Some(b'{') if enter => return self.object(|scan, _| scan.skip()),
                Some(b'[') if enter => return self.list(|scan, _| scan.skip()),
                _ => self.more()?,
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Wherever the window ends, what follows it belongs to the part.
    #[test]
    fn parts_go_on_behind_the_window() {
        let rest = r#"",  "b" : [-12.5e-3, true, null, "\u00e9\\x", {"c": -1}, 17], "d": -0.5}"#;
        for within in 0..rest.len() {
            let padding = "x".repeat(WINDOW - within - 6);
            let text = format!("{{\"a\":\"{padding}{rest}");
            let whole: serde_json::Value = serde_json::from_str(&text).unwrap();
            let mut skip = Scan::new(Box::new(text.as_bytes()));
            skip.object(|scan, _| scan.skip()).unwrap();
            assert_eq!(skip.peek(), Ok(None), "{within}");
            let mut take = Scan::new(Box::new(text.as_bytes()));
            let entries = take.object(|scan, key| {
                let value: serde_json::Value = scan.take()?;
                assert_eq!(value, whole[key], "{within}");
                Ok(())
            });
            assert_eq!(entries, Ok(()), "{within}");
            let cut = &text.as_bytes()[..text.len() - 2];
            let mut cut = Scan::new(Box::new(cut));
            let error = cut.object(|scan, _| scan.skip()).unwrap_err();
            assert!(error.to_string().contains(" at line 1, column "), "{error}");
        }
    }
}
