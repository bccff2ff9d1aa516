//! Functions of regular expressions.

use std::cell::RefCell;
use std::sync::Arc;

use regex::{Captures, Regex, RegexBuilder};
use rustc_hash::FxHashMap;

use crate::value::{Map, Value};

use super::dialect::{Refused, translate};
use super::{Call, Outcome};
use crate::eval::template::text as text_value;

/// How many compiled expressions a thread keeps.
const KEPT: usize = 128;

/// A compiled expression.
#[derive(Clone)]
struct Pattern {
    regex: Regex,
    /// The names of its groups, in their order.
    names: Arc<[Option<Arc<str>>]>,
}

thread_local! {
    /// Expressions that were compiled: a rule asks for the same ones again and again, and compiling costs far more
    /// than matching.
    static COMPILED: RefCell<FxHashMap<String, Pattern>> = RefCell::default();
}

/// A regular expression as Terraform reads it.
fn compile(call: &Call<'_>, pattern: &str) -> Result<Pattern, String> {
    let known = COMPILED.with_borrow(|compiled| compiled.get(pattern).cloned());
    if let Some(known) = known {
        return Ok(known);
    }
    call.charge(pattern.len())?;
    let wrong = || format!("{pattern:?} is no regular expression");
    let translated = translate(pattern).map_err(|refused| match refused {
        Refused::Wrong => wrong(),
        Refused::TooDeep => call.too_large(),
    })?;
    let regex = RegexBuilder::new(&translated.pattern)
        .size_limit(4 << 20)
        .build()
        .map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => call.too_large(),
            _ => wrong(),
        })?;
    let compiled = Pattern {
        regex,
        names: translated.names.into(),
    };
    COMPILED.with_borrow_mut(|all| {
        if all.len() >= KEPT {
            all.clear();
        }
        all.insert(pattern.to_owned(), compiled.clone());
    });
    Ok(compiled)
}

impl Pattern {
    /// Fails for groups of which only some have names.
    fn check_names(&self) -> Result<(), String> {
        let named = self.names.iter().flatten().count();
        if named > 0 && named < self.names.len() {
            return Err("named and unnamed groups cannot be mixed".to_owned());
        }
        Ok(())
    }

    /// What was matched: the text, or the groups as a tuple or object.
    fn captured(&self, found: &Captures<'_>) -> Value {
        let group = |at: usize| match found.get(at) {
            Some(group) => Value::from(group.as_str()),
            None => Value::null(),
        };
        let named = self.names.iter().flatten().count();
        if self.names.is_empty() {
            return group(0);
        }
        if named == 0 {
            return Value::tuple((1..=self.names.len()).map(group).collect());
        }
        let entries = self
            .names
            .iter()
            .enumerate()
            .filter_map(|(at, name)| Some((name.clone()?, group(at + 1))));
        Value::object(entries.collect::<Map>())
    }

    /// Writes a replacement, in which `$1`, `$name` and `${name}` stand for what a group matched.
    fn expand(&self, found: &Captures<'_>, replacement: &str, out: &mut String) {
        let mut rest = replacement;
        while let Some((before, after)) = rest.split_once('$') {
            out.push_str(before);
            if let Some(after) = after.strip_prefix('$') {
                out.push('$');
                rest = after;
            } else if let Some((name, after)) = group_name(after) {
                out.push_str(self.group(found, name));
                rest = after;
            } else {
                out.push('$');
                rest = after;
            }
        }
        out.push_str(rest);
    }

    /// What the group of a name or number matched; nothing for a group that there is not.
    fn group<'t>(&self, found: &Captures<'t>, name: &str) -> &'t str {
        let number = (name == "0" || !name.starts_with('0'))
            .then(|| name.parse::<usize>().ok())
            .flatten();
        let at = number.or_else(|| {
            let mut names = self.names.iter();
            let is_it = |(at, group): (usize, &Option<Arc<str>>)| {
                let same = group.as_deref() == Some(name);
                (same && found.get(at + 1).is_some()).then_some(at + 1)
            };
            names.by_ref().enumerate().find_map(is_it)
        });
        at.and_then(|at| found.get(at))
            .map_or("", |group| group.as_str())
    }
}

/// The name of a group after a dollar sign, and what comes after it.
fn group_name(text: &str) -> Option<(&str, &str)> {
    let (braced, text) = match text.strip_prefix('{') {
        Some(text) => (true, text),
        None => (false, text),
    };
    let end = text.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
    let (name, after) = text.split_at(end.unwrap_or(text.len()));
    let after = if braced {
        after.strip_prefix('}')?
    } else {
        after
    };
    (!name.is_empty()).then_some((name, after))
}

pub(super) fn regex(call: &Call<'_>) -> Outcome {
    let (pattern, text) = (call.text(0)?, call.text(1)?);
    let pattern = compile(call, &pattern)?;
    pattern.check_names()?;
    call.charge(text.len() / 8)?;
    match pattern.regex.captures(&text) {
        Some(found) => Ok(pattern.captured(&found)),
        None => Err("the pattern does not match".to_owned()),
    }
}

pub(super) fn regexall(call: &Call<'_>) -> Outcome {
    let (pattern, text) = (call.text(0)?, call.text(1)?);
    let pattern = compile(call, &pattern)?;
    pattern.check_names()?;
    call.charge(text.len() / 8)?;
    call.charge(pattern.regex.find_iter(&text).count())?;
    let all = pattern.regex.captures_iter(&text);
    let all = all.map(|found| pattern.captured(&found));
    Ok(Value::list(all.collect()))
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
        Some(pattern) => {
            let pattern = compile(call, pattern)?;
            let expanded = |found: &Captures<'_>| {
                let mut out = String::new();
                pattern.expand(found, &replacement, &mut out);
                out
            };
            pattern.regex.replace_all(&text, expanded).into_owned()
        }
        None => text.replace(wanted.as_ref(), &replacement),
    };
    Ok(text_value(replaced))
}
