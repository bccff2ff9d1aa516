//! Going on after an error.
//!
//! The next item is found by the shape of the lines and their indentation: it begins a line, no further right than the
//! item that is broken, and reads like `name =`, `name {` or `name "label"`. Brackets are no guide, since a missing one
//! is what most errors are.

use super::Parser;
use crate::syntax::lexer::{Token, TokenKind, offset};
use crate::syntax::names::{is_name_continue, is_name_start};
use crate::text::TextRange;

impl Parser<'_> {
    /// Passes an item that cannot be read, which began at `start`.
    pub(super) fn recover(&mut self, start: u32) {
        let end = self.recover_to(start);
        self.tree.skipped.push(TextRange::new(start, end));
    }

    /// Like [`Self::recover`], but leaves it to the caller to keep where the unreadable text ends.
    pub(super) fn recover_to(&mut self, start: u32) -> u32 {
        self.stacks.exprs.clear();
        self.stacks.objects.clear();
        self.stacks.steps.clear();
        self.stacks.parts.clear();
        self.newlines = true;
        self.broken = true;
        let text = self.lexer.text();
        let column = indentation(text, start as usize);
        let mut line = self.first_candidate(start as usize);
        let stop = loop {
            if line >= text.len() {
                break text.len();
            }
            let (blank, rest) = split_indentation(text, line);
            let closes = rest.starts_with('}') && blank < column;
            if closes || (blank <= column && looks_like_item(rest)) {
                break line;
            }
            line = next_line(text, line);
        };
        let end = text.get(..stop).map_or(0, |before| {
            before.trim_end_matches([' ', '\t', '\r', '\n']).len()
        });
        if stop == text.len() {
            // All the rest is lost, closing braces too: that is one mistake, not two.
            self.unclosed.get_or_insert(self.token.range());
        }
        self.outdented = stop < text.len() && split_indentation(text, stop).0 < column;
        self.lexer.at = stop;
        self.token.end = offset(end);
        self.lexer
            .comments
            .truncate(self.comments_before(offset(stop)));
        self.advance();
        offset(end).max(start)
    }

    fn comments_before(&self, at: u32) -> usize {
        self.lexer
            .comments
            .partition_point(|comment| comment.range.start() < at)
    }

    /// The first line at which the next item can begin: that of the present token if nothing stands before it there,
    /// else the one after it.
    fn first_candidate(&self, start: usize) -> usize {
        let text = self.lexer.text();
        let at = self.token.start as usize;
        let own_line = line_start(text, at);
        if begins_line(text, at) && own_line > start && !self.at(TokenKind::Newline) {
            return own_line;
        }
        if self.at(TokenKind::Newline) && at >= start {
            return self.token.end as usize;
        }
        next_line(text, (self.token.end as usize).max(start))
    }

    /// Makes the rest of the line the present token: what a string that does not end spoils.
    pub(super) fn skip_line(&mut self, start: u32) {
        let text = self.lexer.text();
        let at = self.lexer.at;
        let end = text
            .get(at..)
            .and_then(|rest| rest.find('\n'))
            .map_or(text.len(), |length| at + length);
        self.lexer.at = end;
        self.token = Token {
            kind: TokenKind::Invalid,
            start,
            end: offset(end),
        };
    }
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |newline| newline + 1)
}

/// Whether nothing but white space stands before `at` in its line.
pub(super) fn begins_line(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("").trim_end_matches([' ', '\t']);
    before.is_empty() || before.ends_with(['\n', '\u{feff}'])
}

fn next_line(text: &str, at: usize) -> usize {
    text.get(at..)
        .and_then(|rest| rest.find('\n'))
        .map_or(text.len(), |length| at + length + 1)
}

/// How far the line that holds `at` is indented.
pub(super) fn indentation(text: &str, at: usize) -> usize {
    split_indentation(text, line_start(text, at)).0
}

/// The width of the white space at the beginning of a line, and what follows it.
fn split_indentation(text: &str, line: usize) -> (usize, &str) {
    let line = text.get(line..).unwrap_or("");
    let rest = line.trim_start_matches([' ', '\t', '\u{feff}']);
    (line.len() - rest.len(), rest)
}

/// Whether a text begins like `name =`, `name {` or `name "label"`.
fn looks_like_item(text: &str) -> bool {
    let Some(mut rest) = strip_name(text) else {
        return false;
    };
    loop {
        rest = rest.trim_start_matches([' ', '\t']);
        if let Some(value) = rest.strip_prefix('=') {
            return !value.starts_with(['=', '>']);
        }
        if rest.starts_with(['{', '"']) {
            return true;
        }
        match strip_name(rest) {
            Some(after) => rest = after,
            None => return false,
        }
    }
}

fn strip_name(text: &str) -> Option<&str> {
    text.starts_with(is_name_start)
        .then(|| text.trim_start_matches(is_name_continue))
}
