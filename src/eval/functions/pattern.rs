//! Regular expressions.

use std::cell::RefCell;
use std::sync::Arc;

use regex::{Captures, Regex, RegexBuilder};
use rustc_hash::FxHashMap;

use crate::value::{Map, Value};

use super::{Call, Outcome};
use crate::eval::template::text as text_value;

/// How many compiled expressions a thread keeps.
const KEPT: usize = 128;

thread_local! {
    /// Expressions that were compiled: a rule asks for the same ones again and again, and compiling costs far more
    /// than matching.
    static COMPILED: RefCell<FxHashMap<String, Regex>> = RefCell::default();
}

/// A regular expression as Terraform reads it.
fn compile(pattern: &str) -> Result<Regex, String> {
    COMPILED.with_borrow_mut(|compiled| {
        if let Some(regex) = compiled.get(pattern) {
            return Ok(regex.clone());
        }
        let regex = RegexBuilder::new(&translate(pattern))
            .size_limit(4 << 20)
            .build()
            .map_err(|_| format!("{pattern:?} is no regular expression"))?;
        if compiled.len() >= KEPT {
            compiled.clear();
        }
        compiled.insert(pattern.to_owned(), regex.clone());
        Ok(regex)
    })
}

/// Spells a pattern of Terraform's dialect so that it means the same here: classes such as `\d` are those of ASCII,
/// and within brackets neither a bracket nor a doubled sign means anything.
fn translate(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() + 8);
    let mut in_class = false;
    let mut class_start = 0;
    let mut letters = pattern.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => {
                let Some((_, escaped)) = letters.next() else {
                    out.push('\\');
                    break;
                };
                if escaped == 'Q' {
                    let rest = &pattern[at + 2..];
                    let end = rest.find("\\E").unwrap_or(rest.len());
                    out.push_str(&regex::escape(&rest[..end]));
                    let resume = at + 2 + (end + 2).min(rest.len());
                    while letters.next_if(|(next, _)| *next < resume).is_some() {}
                    continue;
                }
                push_escape(&mut out, escaped, in_class);
            }
            '[' if !in_class => {
                in_class = true;
                out.push('[');
                if letters.next_if(|(_, next)| *next == '^').is_some() {
                    out.push('^');
                }
                class_start = out.len();
            }
            '[' => {
                // A named class such as `[:alpha:]` is written alike; any other bracket is a plain character.
                if letters.peek().is_some_and(|(_, next)| *next == ':')
                    && let Some(end) = pattern[at..].find(":]")
                {
                    out.push_str(&pattern[at..at + end + 2]);
                    while letters.next_if(|(next, _)| *next < at + end + 2).is_some() {}
                } else {
                    out.push_str("\\[");
                }
            }
            ']' if in_class && out.len() == class_start => out.push_str("\\]"),
            ']' if in_class => {
                in_class = false;
                out.push(']');
            }
            '&' | '~' if in_class => {
                out.push('\\');
                out.push(letter);
            }
            '-' if in_class && letters.peek().is_some_and(|(_, next)| *next == '-') => {
                out.push_str("\\-");
            }
            other => out.push(other),
        }
    }
    out
}

fn push_escape(out: &mut String, escaped: char, in_class: bool) {
    let (inner, negated) = match escaped {
        'd' | 'D' => ("0-9", escaped == 'D'),
        'w' | 'W' => ("0-9A-Za-z_", escaped == 'W'),
        's' | 'S' => ("\\t\\n\\x0c\\r ", escaped == 'S'),
        'b' | 'B' if !in_class => {
            out.push_str(if escaped == 'b' {
                "(?-u:\\b)"
            } else {
                "(?-u:\\B)"
            });
            return;
        }
        _ => {
            out.push('\\');
            out.push(escaped);
            return;
        }
    };
    match (in_class, negated) {
        (true, false) => out.push_str(inner),
        (_, true) => {
            out.push_str("[^");
            out.push_str(inner);
            out.push(']');
        }
        (false, false) => {
            out.push('[');
            out.push_str(inner);
            out.push(']');
        }
    }
}

/// What was matched: the text, or the groups as a tuple or object.
fn captured(regex: &Regex, found: &Captures<'_>) -> Result<Value, String> {
    let group = |at: usize| match found.get(at) {
        Some(group) => Value::from(group.as_str()),
        None => Value::null(),
    };
    let names = regex.capture_names().skip(1).collect::<Vec<_>>();
    let named = names.iter().flatten().count();
    if names.is_empty() {
        return Ok(group(0));
    }
    if named == 0 {
        return Ok(Value::tuple((1..=names.len()).map(group).collect()));
    }
    if named < names.len() {
        return Err("named and unnamed groups cannot be mixed".to_owned());
    }
    let entries = names
        .iter()
        .enumerate()
        .filter_map(|(at, name)| Some((Arc::from(name.as_deref()?), group(at + 1))));
    Ok(Value::object(entries.collect::<Map>()))
}

pub(super) fn regex(call: &Call<'_>) -> Outcome {
    let (pattern, text) = (call.text(0)?, call.text(1)?);
    let regex = compile(&pattern)?;
    call.charge(text.len() / 8)?;
    match regex.captures(&text) {
        Some(found) => captured(&regex, &found),
        None => Err("the pattern does not match".to_owned()),
    }
}

pub(super) fn regexall(call: &Call<'_>) -> Outcome {
    let (pattern, text) = (call.text(0)?, call.text(1)?);
    let regex = compile(&pattern)?;
    call.charge(text.len() / 8)?;
    call.charge(regex.find_iter(&text).count())?;
    let all = regex.captures_iter(&text);
    let all = all.map(|found| captured(&regex, &found));
    Ok(Value::list(all.collect::<Result<_, _>>()?))
}

/// Replaces text; between slashes, what is replaced is a regular expression.
pub(super) fn replace(call: &Call<'_>) -> Outcome {
    let (text, wanted, replacement) = (call.text(0)?, call.text(1)?, call.text(2)?);
    let size = text.len().saturating_mul(replacement.len() + 1);
    call.charge(text.len() / 8)?;
    if size > crate::eval::template::MAX_TEXT {
        return Err(call.too_large());
    }
    let inner = wanted
        .strip_prefix('/')
        .and_then(|inner| inner.strip_suffix('/'));
    let replaced = match inner {
        Some(pattern) => compile(pattern)?
            .replace_all(&text, replacement.as_ref())
            .into_owned(),
        None => text.replace(wanted.as_ref(), &replacement),
    };
    Ok(text_value(replaced))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_mean_what_they_mean_in_terraform() {
        assert!(!compile(r"^\d$").unwrap().is_match("٣"));
        assert!(compile(r"^[[]$").unwrap().is_match("["));
        assert!(compile(r"^[]a]+$").unwrap().is_match("]a"));
        assert!(compile(r"^[a&&b]+$").unwrap().is_match("&"));
        assert!(compile(r"^[[:alpha:]\d_]+$").unwrap().is_match("ab_1"));
        assert!(compile(r"^\Qa.b\E+$").unwrap().is_match("a.bb"));
        assert!(compile(r"^[\w-]+$").unwrap().is_match("a-b"));
        assert!(compile(r"(").is_err());
    }
}
