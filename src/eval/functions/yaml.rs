//! YAML, as Terraform reads and writes it: numbers and names of YAML 1.2, the truths of YAML 1.1.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use libyaml_safer::{
    Emitter, Encoding, Event, EventData, MappingStyle, Parser, ScalarStyle, SequenceStyle,
};
use rustc_hash::FxHashMap;

use crate::value::{Kind, Map, Number, Reason, Unknown, Value};

use super::encoding::from_base64;
use super::json::write_json;
use super::time::Moment;
use super::{Call, Outcome, not_null};
use crate::eval::template::text as text_value;

/// How deep YAML may nest.
const MAX_DEPTH: usize = 256;

/// How many values YAML may stand for, with every alias spelt out.
const MAX_VALUES: usize = 1 << 20;

pub(super) fn yamldecode(call: &Call<'_>) -> Outcome {
    let text = call.text(0)?;
    call.charge(text.len() / 8)?;
    // The scanner needs a line to end, unless there is nothing in it.
    let mut ended = text.trim_end_matches(' ').to_owned();
    let unended = !ended.is_empty() && !ended.ends_with('\n');
    if unended {
        ended = format!("{text}\n");
    }
    let mut bytes = ended.as_bytes();
    let mut parser = Parser::new();
    parser.set_input_string(&mut bytes);
    let mut reader = Reader {
        parser,
        call,
        anchors: FxHashMap::default(),
        values: 0,
        unended: unended.then_some(text.len()),
        gave_up: false,
    };
    let outcome = reader.document();
    if reader.gave_up {
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

struct Reader<'c, 'b, 'r> {
    parser: Parser<&'b mut &'r [u8]>,
    call: &'c Call<'c>,
    anchors: FxHashMap<String, Anchor>,
    /// How many values were read.
    values: usize,
    /// Where the text ends, if its last line has no end of its own.
    unended: Option<usize>,
    /// Set when the scanner panicked.
    gave_up: bool,
}

impl Reader<'_, '_, '_> {
    fn event(&mut self) -> Result<EventData, String> {
        self.call.charge(1)?;
        // Some malformed text makes the scanner panic, which must not end what is judged.
        let parser = AssertUnwindSafe(&mut self.parser);
        let Ok(event) = catch_unwind(move || { parser }.parse()) else {
            self.gave_up = true;
            return Err("the text cannot be read".to_owned());
        };
        let mut event = event.map_err(|error| format!("this is not YAML: {error}"))?;
        self.unend(&mut event);
        Ok(event.data)
    }

    /// Takes from the end of a block of text the line end that was added to the text as a whole.
    fn unend(&self, event: &mut Event) {
        if let EventData::Scalar {
            value,
            style: ScalarStyle::Literal | ScalarStyle::Folded,
            ..
        } = &mut event.data
            && let Some(end) = self.unended
            && event.end_mark.index >= end as u64
            && value.ends_with('\n')
        {
            value.pop();
        }
    }

    /// The value of the only document.
    fn document(&mut self) -> Outcome {
        self.event()?;
        let EventData::DocumentStart {
            version_directive, ..
        } = self.event()?
        else {
            return Err("there is no document".to_owned());
        };
        if version_directive.is_some_and(|version| (version.major, version.minor) != (1, 1)) {
            return Err("the version of YAML must be 1.1".to_owned());
        }
        let first = self.event()?;
        let value = self.value(first, 0)?;
        self.event()?;
        match self.event()? {
            EventData::StreamEnd => Ok(value),
            _ => Err("there is more than one document".to_owned()),
        }
    }

    /// The value that begins with an event.
    fn value(&mut self, event: EventData, depth: usize) -> Outcome {
        self.values += 1;
        if self.values > MAX_VALUES || depth > MAX_DEPTH {
            return Err(self.call.too_large());
        }
        let before = self.values;
        let anchor = match &event {
            EventData::Scalar { anchor, .. }
            | EventData::SequenceStart { anchor, .. }
            | EventData::MappingStart { anchor, .. } => anchor.clone(),
            _ => None,
        };
        if let Some(anchor) = &anchor {
            self.anchors.insert(anchor.clone(), Anchor::Open);
        }
        let value = match event {
            EventData::Alias { anchor } => self.alias(&anchor),
            EventData::Scalar {
                tag, value, style, ..
            } => scalar(tag.as_deref(), &value, style),
            EventData::SequenceStart { tag, .. } => self.sequence(tag.as_deref(), depth),
            EventData::MappingStart { tag, .. } => self.mapping(tag.as_deref(), depth),
            _ => Err("a value is missing".to_owned()),
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
                EventData::SequenceEnd => return Ok(Value::tuple(parts)),
                event => parts.push(self.value(event, depth + 1)?),
            }
        }
    }

    fn mapping(&mut self, tag: Option<&str>, depth: usize) -> Outcome {
        only(tag, "map", "a mapping")?;
        let mut entries = Vec::new();
        loop {
            let (tag, key, style) = match self.event()? {
                EventData::MappingEnd => {
                    return Ok(Value::object(entries.into_iter().collect()));
                }
                EventData::Scalar {
                    tag, value, style, ..
                } => (tag, value, style),
                _ => return Err("only strings can be keys of a mapping".to_owned()),
            };
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
    let string = || Ok(text_value(text.to_owned()));
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
    let hinted =
        text.is_empty() || text.starts_with(|sign| "+-.~yYnNtTfFoO0123456789".contains(sign));
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
    emitter.emit(Event::stream_start(Encoding::Utf8))?;
    emitter.emit(Event::document_start(None, &[], true))?;
    emit(&mut emitter, value)?;
    emitter.emit(Event::document_end(true))?;
    emitter.emit(Event::stream_end())?;
    emitter.flush()
}

fn emit(emitter: &mut Emitter<'_>, value: &Value) -> Result<(), libyaml_safer::Error> {
    let plain = |text: &str| Event::scalar(None, None, text, true, true, ScalarStyle::Plain);
    match &value.kind {
        Kind::String(text) => emitter.emit(string(text)),
        Kind::Sequence(_, parts) => {
            emitter.emit(Event::sequence_start(
                None,
                None,
                true,
                SequenceStyle::Block,
            ))?;
            for part in parts.iter() {
                emit(emitter, part)?;
            }
            emitter.emit(Event::sequence_end())
        }
        Kind::Mapping(_, entries) => {
            emitter.emit(Event::mapping_start(None, None, true, MappingStyle::Block))?;
            for (key, part) in entries.iter() {
                emitter.emit(string(key))?;
                emit(emitter, part)?;
            }
            emitter.emit(Event::mapping_end())
        }
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::Unknown(_) => {
            let text = value.to_text().unwrap_or_else(|| Arc::from("null"));
            emitter.emit(plain(&text))
        }
    }
}

/// Text of several lines is written as a block, any other between quotes.
fn string(text: &str) -> Event {
    let style = if text.contains('\n') {
        ScalarStyle::Literal
    } else {
        ScalarStyle::DoubleQuoted
    };
    Event::scalar(None, None, text, true, true, style)
}
