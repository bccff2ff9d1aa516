//! `fileset`: the files below a directory whose paths match a pattern.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::path::Path;

use regex::bytes::Regex;
use rustc_hash::FxHashMap;

use crate::eval::{self, Type};
use crate::value::{Reason, Value};

use super::files::Files;

/// How many names are looked at.
const MOST: usize = 20_000;

/// How deep directories may nest.
const DEEPEST: usize = 32;

/// Patterns that were used before: the same few are used for many directories.
#[derive(Debug, Default)]
pub(super) struct Patterns(RefCell<FxHashMap<String, Option<Regex>>>);

impl Patterns {
    fn regex(&self, pattern: &str) -> Option<Regex> {
        let mut known = self.0.borrow_mut();
        if let Some(regex) = known.get(pattern) {
            return regex.clone();
        }
        let regex = expression(pattern).and_then(|expression| Regex::new(&expression).ok());
        known.insert(pattern.to_owned(), regex.clone());
        regex
    }
}

/// The set of paths, seen from the directory, of the files that match.
pub(super) fn matching(
    files: &dyn Files,
    patterns: &Patterns,
    directory: &Path,
    pattern: &str,
) -> Result<Value, String> {
    if pattern.split('/').any(|part| part == "..") {
        return Ok(Reason::Unsupported("a pattern of files that leads upwards".into()).into());
    }
    let expression = patterns
        .regex(pattern)
        .ok_or_else(|| format!("{pattern:?} is not a pattern for files"))?;
    let depth = if pattern.contains("**") {
        DEEPEST
    } else {
        pattern.matches('/').count() + 1
    };
    let mut found = Vec::new();
    let mut seen = 0;
    let mut open = vec![(directory.to_path_buf(), String::new(), 1)];
    while let Some((directory, prefix, level)) = open.pop() {
        // A directory that does not exist holds nothing, as for Terraform.
        for name in files.names(&directory).unwrap_or_default() {
            seen += 1;
            if seen > MOST {
                return Ok(Reason::Limit("the number of files".into()).into());
            }
            let path = directory.join(&name);
            let shown = format!("{prefix}{name}");
            if files.is_directory(&path) {
                if level < depth {
                    open.push((path, format!("{shown}/"), level + 1));
                }
            } else if expression.is_match(shown.as_bytes()) {
                found.push(Value::from(shown));
            }
        }
    }
    eval::convert(&Value::list(found), &Type::Set(Box::new(Type::String)))
}

/// The regular expression that a pattern stands for.
fn expression(pattern: &str) -> Option<String> {
    // Bytes make small tables where all characters of Unicode would make large ones.
    let mut text = String::from("(?s-u)^");
    let mut depth = 0;
    let mut rest = pattern.strip_prefix("./").unwrap_or(pattern).chars();
    loop {
        let from = rest.as_str();
        if let Some(after) = from.strip_prefix("**/") {
            text.push_str("(?:.*/)?");
            rest = after.chars();
            continue;
        }
        if let Some(after) = from.strip_prefix("**") {
            text.push_str(".*");
            rest = after.chars();
            continue;
        }
        match rest.next() {
            None => break,
            Some('*') => text.push_str("[^/]*"),
            Some('?') => text.push_str("(?u:[^/])"),
            Some('{') => {
                depth += 1;
                text.push_str("(?:");
            }
            Some('}') if depth > 0 => {
                depth -= 1;
                text.push(')');
            }
            Some(',') if depth > 0 => text.push('|'),
            Some('[') => {
                let (class, after) = rest.as_str().split_once(']')?;
                let negated = class.strip_prefix(['^', '!']);
                let sign = if negated.is_some() { "^" } else { "" };
                let class = negated.unwrap_or(class).replace(['\\', '[', '&', '~'], "");
                // Writing to a string does not fail.
                let _ = write!(text, "(?u:[{sign}{class}])");
                rest = after.chars();
            }
            Some('\\') => text.push_str(&regex::escape(&rest.next()?.to_string())),
            Some(c) => text.push_str(&regex::escape(c.encode_utf8(&mut [0; 4]))),
        }
    }
    text.push('$');
    (depth == 0).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Memory;

    #[test]
    fn patterns() {
        let files: Memory = ["a.yaml", "b.yml", "d/c.yaml", "d/e/f.yaml", "d/.g.yaml"]
            .into_iter()
            .map(|path| (format!("data/{path}"), ""))
            .collect();
        let patterns = Patterns::default();
        for (pattern, expected) in [
            ("*.yaml", "a.yaml"),
            ("*.{yaml,yml}", "a.yaml b.yml"),
            ("**/*.yaml", "a.yaml d/.g.yaml d/c.yaml d/e/f.yaml"),
            ("d/[a-d].yaml", "d/c.yaml"),
            ("?.yml", "b.yml"),
            ("**", "a.yaml b.yml d/.g.yaml d/c.yaml d/e/f.yaml"),
        ] {
            let found = matching(&files, &patterns, Path::new("data"), pattern).unwrap();
            let found: Vec<&str> = found
                .as_sequence()
                .unwrap()
                .iter()
                .map(|path| path.as_str().unwrap())
                .collect();
            assert_eq!(found.join(" "), expected, "{pattern}");
        }
        let none = matching(&files, &patterns, Path::new("nowhere"), "*").unwrap();
        assert!(none.as_sequence().unwrap().is_empty());
    }
}
