//! Functions of strings.

use std::sync::Arc;

use unicode_segmentation::UnicodeSegmentation;

use crate::value::{Kind, Reason, Unknown, Value};

use super::{Call, Outcome, a, not_null};
use crate::eval::template::{MAX_TEXT, text as text_value};

pub(super) use super::format::{format, formatlist};
pub(super) use super::pattern::{regex, regexall, replace};

pub(super) fn lower(call: &Call<'_>) -> Outcome {
    Ok(text_value(
        call.text(0)?.chars().map(simple_lower).collect(),
    ))
}

pub(super) fn upper(call: &Call<'_>) -> Outcome {
    Ok(text_value(
        call.text(0)?.chars().map(simple_upper).collect(),
    ))
}

/// The lower case of a letter, where that is one letter, as Terraform has it.
fn simple_lower(letter: char) -> char {
    let mut lower = letter.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        // The only letter whose lower case is longer is the dotted capital I.
        _ => 'i',
    }
}

/// The upper case of a letter, where that is one letter. Greek letters with an iota below have one that Rust spells out.
fn simple_upper(letter: char) -> char {
    let iota = match letter {
        '\u{1f80}'..='\u{1f87}' | '\u{1f90}'..='\u{1f97}' | '\u{1fa0}'..='\u{1fa7}' => 8,
        '\u{1fb3}' | '\u{1fc3}' | '\u{1ff3}' => 9,
        _ => 0,
    };
    if iota > 0 {
        return char::from_u32(u32::from(letter) + iota).unwrap_or(letter);
    }
    let mut upper = letter.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(one), None) => one,
        _ => letter,
    }
}

/// Puts the first letter of each word in upper case.
pub(super) fn title(call: &Call<'_>) -> Outcome {
    let mut before = ' ';
    let text = call.text(0)?;
    let text = text.chars().map(|letter| {
        let begins = is_separator(before);
        before = letter;
        if begins { simple_title(letter) } else { letter }
    });
    Ok(text_value(text.collect()))
}

/// The form of a letter at the beginning of a word, where it is one letter. Signs for two letters have a form with but
/// the first of them in upper case.
fn simple_title(letter: char) -> char {
    match letter {
        '\u{1c4}'..='\u{1c6}' => '\u{1c5}',
        '\u{1c7}'..='\u{1c9}' => '\u{1c8}',
        '\u{1ca}'..='\u{1cc}' => '\u{1cb}',
        '\u{1f1}'..='\u{1f3}' => '\u{1f2}',
        '\u{10d0}'..='\u{10ff}' => letter,
        other => simple_upper(other),
    }
}

fn is_separator(letter: char) -> bool {
    if letter.is_ascii() {
        return !(letter.is_ascii_alphanumeric() || letter == '_');
    }
    !letter.is_alphanumeric() && letter.is_whitespace()
}

pub(super) fn trimspace(call: &Call<'_>) -> Outcome {
    Ok(call.text(0)?.trim().into())
}

pub(super) fn trim(call: &Call<'_>) -> Outcome {
    let (text, cut) = (call.text(0)?, call.text(1)?);
    Ok(text.trim_matches(|letter| cut.contains(letter)).into())
}

pub(super) fn trimprefix(call: &Call<'_>) -> Outcome {
    let (text, prefix) = (call.text(0)?, call.text(1)?);
    Ok(text.strip_prefix(prefix.as_ref()).unwrap_or(&text).into())
}

pub(super) fn trimsuffix(call: &Call<'_>) -> Outcome {
    let (text, suffix) = (call.text(0)?, call.text(1)?);
    Ok(text.strip_suffix(suffix.as_ref()).unwrap_or(&text).into())
}

/// Takes off line ends.
pub(super) fn chomp(call: &Call<'_>) -> Outcome {
    Ok(call.text(0)?.trim_end_matches(['\n', '\r']).into())
}

pub(super) fn indent(call: &Call<'_>) -> Outcome {
    let spaces = call.int(0)?;
    let spaces = usize::try_from(spaces)
        .map_err(|_| format!("{spaces} is no number of spaces"))?
        .min(10_000);
    let text = call.text(1)?;
    let lines = text.matches('\n').count();
    let size = lines.saturating_mul(spaces);
    call.charge(size / 64)?;
    if size > MAX_TEXT {
        return Err(call.too_large());
    }
    Ok(text
        .replace('\n', &format!("\n{}", " ".repeat(spaces)))
        .into())
}

/// What an unknown string is known to begin with.
fn unknown_prefix(value: &Value) -> Option<&str> {
    value.as_unknown()?.prefix.as_deref()
}

pub(super) fn startswith(call: &Call<'_>) -> Outcome {
    let [text, prefix] = call.args else {
        return call.text(0).map(Value::from);
    };
    if let (Some(begins), Some(wanted)) = (unknown_prefix(text), prefix.as_str()) {
        let known = begins.starts_with(wanted);
        if known || !wanted.starts_with(begins) {
            return Ok(Value::from(known).marked(call.marks()));
        }
    }
    if text.is_unknown() || prefix.is_unknown() {
        return Ok(call.unknown_result().marked(call.marks()));
    }
    let starts = call.text(0)?.starts_with(call.text(1)?.as_ref());
    Ok(Value::from(starts).marked(call.marks()))
}

pub(super) fn endswith(call: &Call<'_>) -> Outcome {
    Ok(call.text(0)?.ends_with(call.text(1)?.as_ref()).into())
}

pub(super) fn strcontains(call: &Call<'_>) -> Outcome {
    let [text, part] = call.args else {
        return call.text(0).map(Value::from);
    };
    if let (Some(begins), Some(wanted)) = (unknown_prefix(text), part.as_str())
        && begins.contains(wanted)
    {
        return Ok(Value::from(true).marked(call.marks()));
    }
    if text.is_unknown() || part.is_unknown() {
        return Ok(call.unknown_result().marked(call.marks()));
    }
    let contains = call.text(0)?.contains(call.text(1)?.as_ref());
    Ok(Value::from(contains).marked(call.marks()))
}

pub(super) fn split(call: &Call<'_>) -> Outcome {
    let (separator, text) = (call.text(0)?, call.text(1)?);
    let count = if separator.is_empty() {
        text.len()
    } else {
        text.matches(separator.as_ref()).count()
    };
    call.charge(count)?;
    call.charge(text.len() / 8)?;
    let parts: Vec<Value> = if separator.is_empty() {
        text.chars()
            .map(|letter| letter.to_string().into())
            .collect()
    } else {
        text.split(separator.as_ref()).map(Value::from).collect()
    };
    Ok(Value::list(parts))
}

/// Joins lists of strings. The only element of a list is what the result is, so a reference stays one.
pub(super) fn join(call: &Call<'_>) -> Outcome {
    let marks = call.marks();
    if call.args.iter().any(Value::is_unknown) {
        return Ok(call.unknown_result().marked(marks));
    }
    let separator = call.text(0)?;
    let mut parts = Vec::new();
    for at in 1..call.args.len() {
        parts.extend(call.list(at)?);
    }
    if let [only] = parts.as_slice()
        && only.is_unknown()
    {
        return Ok(only.clone().marked(marks));
    }
    let marks = parts
        .iter()
        .fold(marks, |marks, part| marks.union(part.marks));
    let mut joined = String::new();
    let mut unknown: Option<Unknown> = None;
    for (at, part) in parts.iter().enumerate() {
        if at > 0 && unknown.is_none() {
            joined.push_str(&separator);
        }
        if let Some(reason) = part.as_unknown() {
            if unknown.is_none() {
                joined.push_str(reason.prefix.as_deref().unwrap_or(""));
            }
            unknown.get_or_insert_default().absorb(reason);
        } else {
            let text = part
                .to_text()
                .ok_or_else(|| format!("only strings can be joined, not {}", a(part)))?;
            if unknown.is_none() {
                joined.push_str(&text);
            }
        }
        if joined.len() > MAX_TEXT {
            return Err(call.too_large());
        }
    }
    call.charge(joined.len() / 64)?;
    let value = match unknown {
        Some(mut unknown) => {
            unknown.prefix = (!joined.is_empty()).then(|| Arc::from(joined));
            not_null(unknown)
        }
        None => text_value(joined),
    };
    Ok(value.marked(marks))
}

pub(super) fn substr(call: &Call<'_>) -> Outcome {
    let text = call.text(0)?;
    let (offset, length) = (call.int(1)?, call.int(2)?);
    call.charge(text.len() / 8)?;
    let (Some(size), Some(characters)) = (count_characters(&text), characters(&text)) else {
        return joining(call);
    };
    let size = i64::try_from(size).unwrap_or(i64::MAX);
    let start = if offset < 0 {
        offset.saturating_add(size).max(0)
    } else {
        offset
    };
    // Counted from the end, no length is all of the rest.
    let length = if length < 0 || (length == 0 && offset < 0) {
        i64::MAX
    } else {
        length
    };
    let taken = characters
        .skip(usize::try_from(start).unwrap_or(usize::MAX))
        .take(usize::try_from(length).unwrap_or(usize::MAX));
    Ok(taken.collect::<String>().into())
}

/// What stands for a result that depends on which letters make a character.
pub(super) fn joining(call: &Call<'_>) -> Outcome {
    let what = format!("{}() of a script in which letters join", call.name);
    Ok(Reason::Unsupported(what.into()).into())
}

pub(super) fn strrev(call: &Call<'_>) -> Outcome {
    let text = call.text(0)?;
    match characters(&text) {
        Some(characters) => Ok(text_value(characters.rev().collect())),
        None => joining(call),
    }
}

/// The characters, as people see them, of a text. `None` for scripts in which consonants join: what joins with what
/// changed since the version of Unicode that Terraform knows.
fn characters(text: &str) -> Option<impl DoubleEndedIterator<Item = &str>> {
    let joins = |letter: char| ('\u{900}'..='\u{d7f}').contains(&letter);
    (!text.contains(joins)).then(|| text.graphemes(true))
}

/// How many characters, as people see them, a text has.
pub(super) fn count_characters(text: &str) -> Option<usize> {
    if text.is_ascii() && !text.contains('\r') {
        return Some(text.len());
    }
    characters(text).map(Iterator::count)
}

/// The home directory is not looked at.
pub(super) fn pathexpand(call: &Call<'_>) -> Outcome {
    let path = call.text(0)?;
    match path.strip_prefix('~') {
        Some("") => Ok(outside("the home directory")),
        Some(rest) if rest.starts_with('/') => Ok(outside("the home directory")),
        Some(_) => Err("the home directory of another user cannot be told".to_owned()),
        None => Ok(path.into()),
    }
}

/// Where the working directory is, is not looked at.
pub(super) fn abspath(call: &Call<'_>) -> Outcome {
    let path = call.text(0)?;
    if path.starts_with('/') {
        return Ok(clean_path(&path).into());
    }
    Ok(outside("the path of the working directory"))
}

/// An unknown value that depends on the machine.
fn outside(what: &str) -> Value {
    not_null(Unknown::because(Reason::Unsupported(what.into())))
}

pub(super) fn basename(call: &Call<'_>) -> Outcome {
    let path = call.text(0)?;
    let trimmed = path.trim_end_matches('/');
    Ok(match (path.is_empty(), trimmed.rsplit('/').next()) {
        (true, _) => ".".into(),
        (false, None | Some("")) => "/".into(),
        (false, Some(name)) => name.into(),
    })
}

pub(super) fn dirname(call: &Call<'_>) -> Outcome {
    let path = call.text(0)?;
    let end = path.rfind('/').map_or(0, |at| at + 1);
    Ok(clean_path(&path[..end]).into())
}

/// A path without `.`, `..` and doubled slashes.
fn clean_path(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => match parts.last() {
                Some(&"..") | None if !rooted => parts.push(part),
                _ => {
                    parts.pop();
                }
            },
            _ => parts.push(part),
        }
    }
    let joined = parts.join("/");
    match (rooted, joined.is_empty()) {
        (true, _) => format!("/{joined}"),
        (false, true) => ".".to_owned(),
        (false, false) => joined,
    }
}

/// The text of a value, for a function that puts values into text.
pub(super) fn as_string(value: &Value) -> Result<Arc<str>, String> {
    match &value.kind {
        Kind::Null => Err("a null value cannot be put into a string".to_owned()),
        _ => value
            .to_text()
            .ok_or_else(|| format!("{} cannot be put into a string", a(value))),
    }
}
