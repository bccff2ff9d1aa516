//! Changes of text.

use super::Span;

/// A replacement of a span by text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// The new text.
    pub text: String,
}

/// A text with the edits made, which are of its file, in order and disjoint.
pub fn edited<'e>(text: &str, edits: impl IntoIterator<Item = &'e Edit>) -> String {
    let mut edited = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for edit in edits {
        let range = edit.span.range().as_usize();
        edited.push_str(text.get(at..range.start).unwrap_or(""));
        edited.push_str(&edit.text);
        at = range.end.max(at);
    }
    edited.push_str(text.get(at..).unwrap_or(""));
    edited
}
