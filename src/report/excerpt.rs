//! The lines of a source that are shown: cut out, made harmless, with what is secret left out.

use std::sync::LazyLock;

use regex::bytes::Regex;

use crate::text::{Source, Span, TextRange};

use super::clean::is_hostile;

/// What stands where something secret stood.
pub(crate) const MASK: &str = "(sensitive)";

/// Consecutive lines of a source as they are shown.
#[derive(Debug)]
pub(crate) struct Excerpt {
    /// The text.
    pub(crate) text: String,
    /// The number of its first line, from 1.
    pub(crate) first_line: u32,
    /// Where a stretch of unchanged text begins: its offset in the source and in `text`.
    anchors: Vec<(u32, usize)>,
}

impl Excerpt {
    /// The lines `first` to `last` (from 1, both included) of a source, without what is in `secret`.
    pub(crate) fn new(source: &Source, first: u32, last: u32, secret: &[Span]) -> Self {
        let range = line_range(source, first, last);
        let masks = masks(source, range, secret);
        let mut excerpt = Self {
            text: String::with_capacity(range.len() as usize),
            first_line: first,
            anchors: Vec::new(),
        };
        let mut at = range.start();
        for mask in masks {
            // What lies within another is hidden with it; what begins in one ends after it.
            if mask.start() < at {
                at = at.max(mask.end());
                continue;
            }
            excerpt.push(source, TextRange::new(at, mask.start()));
            excerpt.anchors.push((mask.start(), excerpt.text.len()));
            excerpt.text.push_str(MASK);
            at = mask.end();
        }
        excerpt.push(source, TextRange::new(at, range.end()));
        excerpt
    }

    /// Takes over a stretch of the source, each hostile character replaced by one that is not.
    fn push(&mut self, source: &Source, range: TextRange) {
        self.anchors.push((range.start(), self.text.len()));
        let text = source.slice(range);
        let mut rest = text;
        while let Some(found) = rest.find(is_hostile) {
            let (before, tail) = rest.split_at(found);
            self.text.push_str(before);
            let c = tail.chars().next().unwrap_or('\n');
            rest = &tail[c.len_utf8()..];
            match c {
                '\n' | '\t' => self.text.push(c),
                '\r' if rest.starts_with('\n') => self.text.push(c),
                // A byte order mark takes no column.
                '\u{feff}' => self.anchor(range, rest),
                _ => {
                    self.text.push(char::REPLACEMENT_CHARACTER);
                    self.anchor(range, rest);
                }
            }
        }
        self.text.push_str(rest);
    }

    fn anchor(&mut self, range: TextRange, rest: &str) {
        let left = u32::try_from(rest.len()).unwrap_or(u32::MAX);
        self.anchors
            .push((range.end().saturating_sub(left), self.text.len()));
    }

    /// Where an offset of the source is in the text: in bounds and on a character boundary.
    pub(crate) fn offset(&self, at: u32) -> usize {
        let index = self.anchors.partition_point(|&(source, _)| source <= at);
        let Some(&(source, text)) = index.checked_sub(1).and_then(|i| self.anchors.get(i)) else {
            return 0;
        };
        let limit = self.anchors.get(index).map_or(self.text.len(), |a| a.1);
        let mut offset = (text + (at - source) as usize).min(limit);
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}

/// What of a range is secret, in order; parts may overlap.
fn masks(source: &Source, range: TextRange, secret: &[Span]) -> Vec<TextRange> {
    let mut masks: Vec<TextRange> = secret
        .iter()
        .filter(|span| span.file() == source.id())
        .map(|span| span.range())
        .chain(source.hidden().iter().copied())
        .map(|mask| within(mask, range))
        .filter(|mask| !mask.is_empty())
        .chain(secrets(source.slice(range), range.start()))
        .collect();
    masks.sort_unstable();
    masks
}

/// The whole text without what is secret, otherwise as it is.
pub(crate) fn masked(source: &Source) -> String {
    let text = source.text();
    let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
    let mut masked = String::with_capacity(text.len());
    let mut at = 0;
    for mask in masks(source, TextRange::new(0, end), &[]) {
        if mask.start() >= at {
            masked.push_str(source.slice(TextRange::new(at, mask.start())));
            masked.push_str(MASK);
        }
        at = at.max(mask.end());
    }
    masked.push_str(source.slice(TextRange::new(at, end)));
    masked
}

/// The part of a range that lies within another.
fn within(range: TextRange, bounds: TextRange) -> TextRange {
    let start = range.start().max(bounds.start());
    TextRange::new(start, range.end().min(bounds.end()))
}

/// The bytes of the lines `first` to `last`, without the last line's break.
pub(crate) fn line_range(source: &Source, first: u32, last: u32) -> TextRange {
    let lines = source.lines();
    let end = u32::try_from(source.text().len()).unwrap_or(u32::MAX);
    let start = lines.start(first).unwrap_or(end);
    let stop = lines.start(last.saturating_add(1)).unwrap_or(end);
    let text = source.slice(TextRange::new(start, stop));
    let kept = text.trim_end_matches(['\n', '\r']).len();
    TextRange::new(start, start + u32::try_from(kept).unwrap_or(0))
}

/// Literal text that a name beside it says is secret: no line that is shown only for context may give it away. All that
/// stands around it is ASCII, so the pattern is one of bytes, which is made much faster than one of characters.
fn secrets(text: &str, start: u32) -> impl Iterator<Item = TextRange> {
    static SECRET: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(concat!(
            r"(?i-u)(?:passw(?:or)?d|passphrase|secret|secret_string|token|private_?key|api_?key|access_?key|",
            r"secret_?key|credentials?|connection_string)[0-9]*",
            r#"(?:\\?"?\s*[=:]\s*\\?"([^"\\\n$]+)|=([^\s"$\[\]{}(),]+))"#,
        ))
        .ok()
    });
    may_name_a_secret(text)
        .then(|| SECRET.as_ref())
        .flatten()
        .into_iter()
        .flat_map(|regex| regex.captures_iter(text.as_bytes()))
        .filter_map(move |found| {
            let literal = found.get(1).or_else(|| found.get(2))?;
            let at = |offset: usize| start + u32::try_from(offset).unwrap_or(0);
            let told = matches!(literal.as_bytes(), b"true" | b"false" | b"null");
            (!told).then(|| TextRange::new(at(literal.start()), at(literal.end())))
        })
}

/// Whether it is worth looking closer, which takes making the pattern.
fn may_name_a_secret(text: &str) -> bool {
    let stems = ["pass", "secret", "token", "key", "credential", "connection"];
    let lower = text.to_ascii_lowercase();
    stems.iter().any(|stem| lower.contains(stem))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Sources;

    fn excerpt(text: &str) -> (Sources, Excerpt) {
        let mut sources = Sources::default();
        let id = sources.add("a.tf", text.as_bytes().to_vec());
        let lines = sources.get(id).lines().count();
        let excerpt = Excerpt::new(sources.get(id), 1, lines, &[]);
        (sources, excerpt)
    }

    #[test]
    fn offsets_follow_what_was_replaced() {
        let text = "\u{feff}a = \"\u{1b}\u{9b}x\" # ä\nb = 1\n";
        let (_, excerpt) = excerpt(text);
        assert_eq!(excerpt.text, "a = \"\u{fffd}\u{fffd}x\" # ä\nb = 1");
        for needle in ["x", "#", "b = 1"] {
            let at = u32::try_from(text.find(needle).unwrap()).unwrap();
            let found = &excerpt.text[excerpt.offset(at)..];
            assert!(found.starts_with(needle), "{needle}: {found}");
        }
        assert_eq!(excerpt.offset(u32::MAX), excerpt.text.len());
    }

    #[test]
    fn literals_with_a_secret_name_are_left_out() {
        for (text, shown) in [
            (
                "master_password = \"hunter2\" # x",
                "master_password = \"(sensitive)\" # x",
            ),
            (
                "  \"db_password\" : \"hunter2\"",
                "  \"db_password\" : \"(sensitive)\"",
            ),
            (
                "export DB_PASSWORD=hunter2\n",
                "export DB_PASSWORD=(sensitive)",
            ),
            ("password = var.password", "password = var.password"),
            (
                "manage_master_user_password = true",
                "manage_master_user_password = true",
            ),
            (
                "secret_id = aws_secretsmanager_secret.a.id",
                "secret_id = aws_secretsmanager_secret.a.id",
            ),
            ("http_tokens = \"optional\"", "http_tokens = \"optional\""),
            (
                r#"jsonencode("{\"token\": \"x\"}")"#,
                r#"jsonencode("{\"token\": \"(sensitive)\"}")"#,
            ),
        ] {
            assert_eq!(excerpt(text).1.text, shown);
        }
    }

    #[test]
    fn secrets_that_overlap_or_go_on_are_left_out() {
        let mut sources = Sources::default();
        let id = sources.add("a.tf", b"a = [\n  \"hunter2\",\n] # x\n".to_vec());
        for (start, end) in [(4, 20), (8, 12), (8, 17), (15, 21)] {
            let span = sources.get(id).span(TextRange::new(start, end));
            sources.hide(span);
        }
        let shown = |first, last| Excerpt::new(sources.get(id), first, last, &[]).text;
        assert_eq!(shown(1, 3), "a = (sensitive)# x");
        assert_eq!(shown(2, 2), "(sensitive)");
        assert_eq!(shown(1, 1), "a = (sensitive)");
    }

    #[test]
    fn spans_that_are_secret_are_left_out() {
        let mut sources = Sources::default();
        let id = sources.add("a.tf", b"default = \"hunter2\" # why\n".to_vec());
        let source = sources.get(id);
        let secret = source.span(TextRange::new(10, 19));
        let excerpt = Excerpt::new(source, 1, 1, &[secret]);
        assert_eq!(excerpt.text, "default = (sensitive) # why");
        assert_eq!(excerpt.offset(10), 10);
        assert_eq!(excerpt.offset(19), 21);
    }
}
