//! JSON written as a template, parts of which are not known.
//!
//! Most policies are heredocs with an ARN or two put in, known after apply. The text as a whole is unknown then, but
//! what it encodes is known save for those parts: each is a hole in a draft of the text, which is read as JSON.

use std::fmt::Write as _;
use std::sync::Arc;

use super::functions::decode_json;
use super::template::MAX_TEXT;
use crate::value::{Kind, Unknown, Value};

/// Encloses the number of a hole. No text that people write has it; a draft that does is given up.
const MARK: char = '\u{10fffd}';

/// The text so far, with a numbered mark for each part that is not known.
#[derive(Debug)]
pub(super) struct Draft {
    text: String,
    holes: Vec<Arc<Unknown>>,
    in_string: bool,
    escaped: bool,
}

impl Draft {
    /// A draft that begins with what is known, if that may be the beginning of a JSON object or array.
    pub(super) fn after(known: &str) -> Option<Self> {
        let mut draft = Self {
            text: String::new(),
            holes: Vec::new(),
            in_string: false,
            escaped: false,
        };
        (known.trim_start().starts_with(['{', '[']) && draft.push(known)).then_some(draft)
    }

    /// Adds text that is known; false where the draft has to be given up.
    pub(super) fn push(&mut self, known: &str) -> bool {
        if self.text.len() + known.len() > MAX_TEXT || known.contains(MARK) {
            return false;
        }
        for letter in known.chars() {
            match letter {
                _ if self.escaped => self.escaped = false,
                '\\' if self.in_string => self.escaped = true,
                '"' => self.in_string = !self.in_string,
                _ => {}
            }
        }
        self.text.push_str(known);
        true
    }

    /// Leaves a hole. Outside a string it stands for a whole value.
    pub(super) fn hole(&mut self, unknown: &Arc<Unknown>) {
        let number = self.holes.len();
        let quote = if self.in_string { "" } else { "\"" };
        let _ = write!(self.text, "{quote}{MARK}{number}{MARK}{quote}");
        self.holes.push(unknown.clone());
    }

    /// What the text encodes; `None` where it is not JSON.
    pub(super) fn decoded(self) -> Option<Value> {
        let value = decode_json(&self.text).ok()?;
        Some(self.filled(&value))
    }

    fn filled(&self, value: &Value) -> Value {
        match &value.kind {
            Kind::String(text) if text.contains(MARK) => self.text(text).into(),
            Kind::Sequence(sequence, elements) => {
                let filled = elements.iter().map(|element| self.filled(element));
                Kind::Sequence(*sequence, Arc::new(filled.collect())).into()
            }
            Kind::Mapping(mapping, entries) => {
                // With a key that is not known, none of the keys can be told for certain.
                if let Some(key) = entries.keys().find(|key| key.contains(MARK)) {
                    let mut unknown = self.text(key);
                    unknown.prefix = None;
                    return unknown.into();
                }
                let filled = entries.mapped(|_, value| self.filled(value));
                Kind::Mapping(*mapping, Arc::new(filled)).into()
            }
            _ => value.clone(),
        }
    }

    /// A text with holes: the hole itself where it is nothing else, else what is known of its beginning.
    fn text(&self, text: &str) -> Unknown {
        let mut prefix = String::new();
        let mut whole = Unknown::default();
        for (index, part) in text.split(MARK).enumerate() {
            let hole = || self.holes.get(part.parse::<usize>().ok()?);
            match hole().filter(|_| index % 2 == 1) {
                Some(hole)
                    if text.chars().filter(|&c| c == MARK).count() == 2
                        && text.starts_with(MARK)
                        && text.ends_with(MARK) =>
                {
                    return hole.as_ref().clone();
                }
                Some(hole) => {
                    if whole.reasons.is_empty() {
                        prefix.push_str(hole.prefix.as_deref().unwrap_or_default());
                    }
                    whole.absorb(hole);
                }
                None if whole.reasons.is_empty() => prefix.push_str(part),
                None => {}
            }
        }
        whole.not_null = true;
        whole.prefix = (!prefix.is_empty()).then(|| prefix.into());
        whole
    }
}
