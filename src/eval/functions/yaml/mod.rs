//! YAML, as Terraform reads and writes it: numbers and names of YAML 1.2, the truths of YAML 1.1.

mod event;
mod place;
mod simple;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use libyaml_safer::{
    Emitter, Encoding, Event as Emitted, MappingStyle, ScalarStyle, SequenceStyle,
};
use rustc_hash::FxHashMap;

use crate::value::{Kind, Map, Number, Reason, Unknown, Value};

use super::encoding::from_base64;
use super::json::write_json;
use super::time::Moment;
use super::{Call, Outcome, not_null};
use crate::eval::template::text as text_value;
use event::{Event, Node, Parsed};

pub use place::yaml_line;

/// How deep YAML may nest.
const MAX_DEPTH: usize = 256;

/// How many values YAML may stand for, with every alias spelt out.
const MAX_VALUES: usize = 1 << 20;

pub(super) fn yamldecode(call: &Call<'_>) -> Outcome {
    let text = call.text(0)?;
    call.charge(text.len() / 8)?;
    if let Some(events) = simple::events(&text) {
        return Reader::new(call, &mut events.into_iter().map(Ok)).document();
    }
    let (ended, unended) = event::ended(&text);
    let mut parsed = Parsed::new(&ended, unended);
    let outcome = Reader::new(call, &mut parsed).document();
    if parsed.gave_up {
        return Ok(Reason::Unsupported("some YAML that is not well formed".into()).into());
    }
    outcome
}

/// What stands behind a name.
enum Anchor {
    /// The value that is just being read.
    Open,
    /// A value, and how many values it holds.
    Read(Value, usize),
}

struct Reader<'c, 'e, 't> {
    call: &'c Call<'c>,
    events: &'e mut dyn Iterator<Item = Result<Event<'t>, String>>,
    anchors: FxHashMap<String, Anchor>,
    /// How many values were read.
    values: usize,
}

impl<'c, 'e, 't> Reader<'c, 'e, 't> {
    fn new(
        call: &'c Call<'c>,
        events: &'e mut dyn Iterator<Item = Result<Event<'t>, String>>,
    ) -> Self {
        Self {
            call,
            events,
            anchors: FxHashMap::default(),
            values: 0,
        }
    }

    fn event(&mut self) -> Result<Event<'t>, String> {
        self.call.charge(1)?;
        let event = self.events.next();
        event.unwrap_or_else(|| Err("the text cannot be read".to_owned()))
    }

    /// The value of the only document.
    fn document(&mut self) -> Outcome {
        self.event()?;
        let Event::Document(version) = self.event()? else {
            return Err("there is no document".to_owned());
        };
        if version.is_some_and(|version| version != (1, 1)) {
            return Err("the version of YAML must be 1.1".to_owned());
        }
        let first = self.event()?;
        let value = self.value(first, 0)?;
        self.event()?;
        match self.event()? {
            Event::End => Ok(value),
            _ => Err("there is more than one document".to_owned()),
        }
    }

    /// The value that begins with an event.
    fn value(&mut self, event: Event<'t>, depth: usize) -> Outcome {
        self.values += 1;
        if self.values > MAX_VALUES || depth > MAX_DEPTH {
            return Err(self.call.too_large());
        }
        let before = self.values;
        let (properties, node) = match event {
            Event::Alias(name) => return self.alias(&name),
            Event::Node(properties, node) => (properties, node),
            _ => return Err("a value is missing".to_owned()),
        };
        let (anchor, tag) = match properties {
            Some(properties) => (properties.anchor, properties.tag),
            None => (None, None),
        };
        if let Some(anchor) = &anchor {
            self.anchors.insert(anchor.clone(), Anchor::Open);
        }
        let tag = tag.as_deref();
        let value = match node {
            Node::Scalar(text, style) => scalar(tag, &text, style),
            Node::Sequence => self.sequence(tag, depth),
            Node::Mapping => self.mapping(tag, depth),
        }?;
        if let Some(anchor) = anchor {
            let held = self.values - before;
            self.anchors
                .insert(anchor, Anchor::Read(value.clone(), held));
        }
        Ok(value)
    }

    fn alias(&mut self, name: &str) -> Outcome {
        match self.anchors.get(name) {
            Some(Anchor::Read(value, held)) => {
                // Aliases of aliases double what they stand for at each step.
                self.values = self.values.saturating_add(*held);
                Ok(value.clone())
            }
            Some(Anchor::Open) => Err(format!("{name:?} refers to what it is itself in")),
            None => Err(format!("there is no anchor {name:?}")),
        }
    }

    fn sequence(&mut self, tag: Option<&str>, depth: usize) -> Outcome {
        only(tag, "seq", "a sequence")?;
        let mut parts = Vec::new();
        loop {
            match self.event()? {
                Event::End => return Ok(Value::tuple(parts)),
                event => parts.push(self.value(event, depth + 1)?),
            }
        }
    }

    fn mapping(&mut self, tag: Option<&str>, depth: usize) -> Outcome {
        only(tag, "map", "a mapping")?;
        let mut entries = Vec::new();
        loop {
            let (properties, key, style) = match self.event()? {
                Event::End => return Ok(Value::object(entries.into_iter().collect())),
                Event::Node(properties, Node::Scalar(key, style)) => (properties, key, style),
                _ => return Err("only strings can be keys of a mapping".to_owned()),
            };
            let tag = properties.and_then(|properties| properties.tag);
            let event = self.event()?;
            let value = self.value(event, depth + 1)?;
            if is_merge(tag.as_deref(), &key) {
                let Some(merged) = value.as_mapping() else {
                    return Err(format!(
                        "{} cannot be merged into a mapping",
                        super::a(&value)
                    ));
                };
                self.values = self.values.saturating_add(merged.len());
                entries.extend(merged.iter().map(|(key, part)| (key.clone(), part.clone())));
                continue;
            }
            let key = scalar(tag.as_deref(), &key, style)?;
            let key = key.to_text().ok_or("null cannot be the key of a mapping")?;
            entries.push((key, value));
        }
    }
}

/// The name of a tag of YAML's own, or the whole of another.
fn short(tag: &str) -> &str {
    tag.strip_prefix("tag:yaml.org,2002:").unwrap_or(tag)
}

fn only(tag: Option<&str>, wanted: &str, what: &str) -> Result<(), String> {
    match tag.map(short) {
        None => Ok(()),
        Some(tag) if tag == wanted => Ok(()),
        Some(tag) => Err(format!("{what} cannot be {tag}")),
    }
}

/// Whether a key stands for the entries of its value.
fn is_merge(tag: Option<&str>, key: &str) -> bool {
    match tag {
        None => key == "<<",
        Some(tag) => short(tag) == "merge",
    }
}

/// The value of a scalar.
fn scalar(tag: Option<&str>, text: &str, style: ScalarStyle) -> Outcome {
    let tag = tag.map(short);
    let string = || {
        // What is ASCII has its normal form already.
        let normal = text.is_ascii();
        Ok(if normal {
            text.into()
        } else {
            text_value(text.to_owned())
        })
    };
    let wrong = || Err(format!("{text:?} is not of the type that its tag says"));
    if let Some("str") = tag {
        return string();
    }
    let quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
    match tag {
        Some("binary") if from_base64(text).is_some() => return string(),
        Some("binary") => return wrong(),
        None | Some("bool" | "int" | "float" | "null" | "timestamp") => {}
        Some(tag) => return Err(format!("the tag {tag:?} is not known")),
    }
    // What begins like nothing but a string is one, if no tag says otherwise.
    let hinted = match text.bytes().next() {
        Some(b'+' | b'-' | b'.' | b'~' | b'0'..=b'9') | None => true,
        Some(letter) => matches!(
            letter.to_ascii_lowercase(),
            b'y' | b'n' | b't' | b'f' | b'o'
        ),
    };
    if hinted {
        if quoted {
            return string();
        }
        if let Some(value) = plain(tag, text)? {
            // A block of text is a string, though one of what it would mean without its bar.
            let block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
            return Ok(match value.to_text() {
                Some(text) if block && tag.is_none() => text.into(),
                _ => value,
            });
        }
    }
    match tag {
        None => string(),
        Some("null") => Ok(Value::null()),
        Some("int" | "float") => number(text).map_or_else(wrong, Ok),
        Some("timestamp") => timestamp(text).map_or_else(wrong, Ok),
        Some(_) => wrong(),
    }
}

/// What text means that is not quoted, if it is not just a string.
fn plain(tag: Option<&str>, text: &str) -> Result<Option<Value>, String> {
    if let Some(value) = word(text) {
        return Ok(Some(value));
    }
    if tag.is_none() && matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Err("what is no number cannot be represented".to_owned());
    }
    if text.starts_with('.') {
        return Ok(Number::parse(text).map(|number| Kind::Number(number).into()));
    }
    if !text.starts_with(|sign: char| sign.is_ascii_digit() || "+-".contains(sign)) {
        return Ok(None);
    }
    if let None | Some("timestamp") = tag
        && let Some(value) = timestamp(text)
    {
        return Ok(Some(value));
    }
    Ok(is_number(text).then(|| number(text)).flatten())
}

/// The words that are no strings.
fn word(text: &str) -> Option<Value> {
    Some(match text {
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => {
            true.into()
        }
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            false.into()
        }
        "" | "~" | "null" | "Null" | "NULL" => Value::null(),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" | "-.inf" | "-.Inf" | "-.INF" => {
            Reason::Unsupported("an infinite number".into()).into()
        }
        _ => return None,
    })
}

/// Whether text is spelt like a number of YAML 1.2.
fn is_number(text: &str) -> bool {
    let all = |digits: &str, base: u32| {
        !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(base))
    };
    if let Some(digits) = text.strip_prefix("0o") {
        return all(digits, 8);
    }
    if let Some(digits) = text.strip_prefix("0x") {
        return all(digits, 16);
    }
    let text = text.strip_prefix(['+', '-']).unwrap_or(text);
    text.bytes()
        .all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte))
        && Number::parse(text).is_some()
}

/// A number, between the digits of which underscores may stand.
fn number(text: &str) -> Option<Value> {
    let text = text.replace('_', "");
    let number = Number::parse(&text).or_else(|| based(&text))?;
    Some(Kind::Number(number).into())
}

/// A whole number with a prefix that says its base.
fn based(text: &str) -> Option<Number> {
    let (negative, digits) = match text.strip_prefix(['+', '-']) {
        Some(digits) => (text.starts_with('-'), digits),
        None => (false, text),
    };
    let lower = digits.to_ascii_lowercase();
    let base = match lower.get(..2)? {
        "0x" => 16,
        "0o" => 8,
        "0b" => 2,
        _ => return None,
    };
    let number = i128::from(u64::from_str_radix(&lower[2..], base).ok()?);
    let number = if negative { -number } else { number };
    Number::parse(&number.to_string())
}

fn timestamp(text: &str) -> Option<Value> {
    Some(Moment::parse_loosely(text)?.text().into())
}

/// YAML of what is known only in part is unknown text.
pub(super) fn yamlencode(call: &Call<'_>) -> Outcome {
    let value = &call.args[0];
    let marks = value.deep_marks();
    if value.has_unknown() {
        return Ok(not_null(call.unknown()).marked(marks));
    }
    if is_beyond(value) {
        let what = "yamlencode() of characters beyond the basic plane";
        return Ok(not_null(Unknown::because(Reason::Unsupported(what.into()))).marked(marks));
    }
    // YAML is about as long as JSON, whose length is bounded.
    let mut json = String::new();
    let fits = write_json(value, &mut json);
    call.charge(json.len() / 8)?;
    let mut out = Vec::new();
    if !fits || write(value, &mut out).is_err() {
        return Err(call.too_large());
    }
    let mut text = String::from_utf8(out).map_err(|error| error.to_string())?;
    // Only a scalar without quotes has an end of its own.
    if let Some(ended) = text.strip_suffix("\n...\n") {
        text.truncate(ended.len() + 1);
    }
    if let Kind::Null | Kind::Bool(_) | Kind::Number(_) = value.kind {
        text.push_str("...\n");
    }
    Ok(text_value(text).marked(marks))
}

/// Whether some text has characters that are written as escapes by Terraform only.
fn is_beyond(value: &Value) -> bool {
    let beyond = |text: &str| text.contains(|letter| letter > '\u{ffff}');
    let keys = value.as_mapping().into_iter().flat_map(Map::keys);
    value.as_str().is_some_and(beyond)
        || keys.map(AsRef::as_ref).any(beyond)
        || value.parts().any(is_beyond)
}

fn write(value: &Value, out: &mut Vec<u8>) -> Result<(), libyaml_safer::Error> {
    let mut emitter = Emitter::new();
    emitter.set_output_string(out);
    emitter.set_unicode(true);
    emitter.emit(Emitted::stream_start(Encoding::Utf8))?;
    emitter.emit(Emitted::document_start(None, &[], true))?;
    emit(&mut emitter, value)?;
    emitter.emit(Emitted::document_end(true))?;
    emitter.emit(Emitted::stream_end())?;
    emitter.flush()
}

fn emit(emitter: &mut Emitter<'_>, value: &Value) -> Result<(), libyaml_safer::Error> {
    let plain = |text: &str| Emitted::scalar(None, None, text, true, true, ScalarStyle::Plain);
    match &value.kind {
        Kind::String(text) => emitter.emit(string(text)),
        Kind::Sequence(_, parts) => {
            emitter.emit(Emitted::sequence_start(
                None,
                None,
                true,
                SequenceStyle::Block,
            ))?;
            for part in parts.iter() {
                emit(emitter, part)?;
            }
            emitter.emit(Emitted::sequence_end())
        }
        Kind::Mapping(_, entries) => {
            emitter.emit(Emitted::mapping_start(
                None,
                None,
                true,
                MappingStyle::Block,
            ))?;
            for (key, part) in entries.iter() {
                emitter.emit(string(key))?;
                emit(emitter, part)?;
            }
            emitter.emit(Emitted::mapping_end())
        }
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::Unknown(_) => {
            let text = value.to_text().unwrap_or_else(|| Arc::from("null"));
            emitter.emit(plain(&text))
        }
    }
}

/// Text of several lines is written as a block, any other between quotes.
fn string(text: &str) -> Emitted {
    let style = if text.contains('\n') {
        ScalarStyle::Literal
    } else {
        ScalarStyle::DoubleQuoted
    };
    Emitted::scalar(None, None, text, true, true, style)
}
