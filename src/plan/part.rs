//! Parts of the JSON that are kept as text until what they mean can be told.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::input::InputError;
use super::place::TextPlace;

/// A value of the JSON, as text.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) text: Box<str>,
    pub(super) place: TextPlace,
    /// The way to it, such as `resource_changes[3]`.
    pub(super) path: String,
}

impl Part {
    /// What the text says.
    pub(super) fn parse<'p, T: Deserialize<'p>>(&'p self) -> Result<T, InputError> {
        serde_json::from_str(&self.text).map_err(|error| self.error(0, &error))
    }

    /// The error of a parser that has read from the byte `start` on.
    fn error(&self, start: usize, error: &serde_json::Error) -> InputError {
        InputError::within(self.text.as_bytes(), self.place, &self.path, start, error)
    }

    /// The error of a parser that has read a value within.
    pub(super) fn error_in(&self, raw: &RawValue, error: &serde_json::Error) -> InputError {
        self.error(self.start(raw), error)
    }

    /// That a value within is not what the format says.
    pub(super) fn wrong(&self, raw: Option<&RawValue>, path: &str, message: &str) -> InputError {
        let before = raw.map_or(0, |raw| self.start(raw));
        let before = self.text.as_bytes().get(..before).unwrap_or_default();
        InputError::Shape {
            path: join_path(&self.path, path),
            place: self.place.after(before),
            message: message.to_owned(),
        }
    }

    /// The byte at which a value within starts.
    fn start(&self, raw: &RawValue) -> usize {
        let start = raw.get().as_ptr() as usize;
        let start = start.saturating_sub(self.text.as_ptr() as usize);
        start.min(self.text.len())
    }
}

/// A way that goes on.
pub(super) fn join_path(path: &str, rest: &str) -> String {
    if path.is_empty() || rest.is_empty() || rest.starts_with('[') {
        format!("{path}{rest}")
    } else {
        format!("{path}.{rest}")
    }
}
