//! A fix as a suggestion that can be applied with a click: whole lines of the diff, and what replaces them.

use super::anchor::Anchor;
use super::diff::{Diff, Lines};
use super::report::{Edit, Finding};

/// Replaces lines of the diff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Suggestion {
    pub(crate) first: u32,
    pub(crate) last: u32,
    /// The new lines, without a line break at the end.
    pub(crate) text: String,
    /// What it does.
    pub(crate) title: String,
}

/// The suggestion for a finding that is shown at an anchor. Only for a fix that is safe and all of whose lines are in
/// one hunk, and only where these lines are known to be those that were judged.
pub(crate) fn suggestion(finding: &Finding, anchor: &Anchor, diff: &Diff) -> Option<Suggestion> {
    if !anchor.compared {
        return None;
    }
    let lines = diff.file(&anchor.path)?;
    let mut fixes = finding.fixes.iter();
    let fix = fixes.find(|fix| fix.safety == "safe" && !fix.edits.is_empty())?;
    let inside = |edit: &Edit| edit.place.file.as_deref() == Some(&anchor.path);
    if !fix.edits.iter().all(inside) {
        return None;
    }
    let mut first = anchor.line;
    let mut last = anchor.line;
    for edit in &fix.edits {
        first = first.min(shifted(edit.place.line?, anchor)?);
        last = last.max(shifted(edit.place.end_line?, anchor)?);
    }
    let mut text = whole(lines, first, last)?;
    // From the end, so that what comes before keeps its place.
    for edit in fix.edits.iter().rev() {
        let place = &edit.place;
        let start = offset(&text, shifted(place.line?, anchor)? - first, place.column?)?;
        let end = offset(
            &text,
            shifted(place.end_line?, anchor)? - first,
            place.end_column?,
        )?;
        if start > end {
            return None;
        }
        text.replace_range(start..end, &edit.text);
    }
    Some(Suggestion {
        first,
        last,
        text,
        title: fix.title.clone(),
    })
}

fn shifted(line: u32, anchor: &Anchor) -> Option<u32> {
    u32::try_from(i64::from(line) + anchor.shift).ok()
}

/// The text of lines that follow each other in one hunk.
fn whole(lines: &Lines, first: u32, last: u32) -> Option<String> {
    let hunk = lines.get(&first)?.hunk;
    let texts = (first..=last).map(|number| {
        let line = lines.get(&number).filter(|line| line.hunk == hunk)?;
        Some(line.text.as_str())
    });
    Some(texts.collect::<Option<Vec<_>>>()?.join("\n"))
}

/// The byte at a column, counted in characters from 1, of a line counted from 0.
fn offset(text: &str, line: u32, column: u32) -> Option<usize> {
    let mut start = 0;
    for _ in 0..line {
        start += text[start..].find('\n')? + 1;
    }
    let characters = usize::try_from(column).ok()?.checked_sub(1)?;
    let row = text[start..].split('\n').next()?;
    let within = row.char_indices().map(|(at, _)| at).chain([row.len()]);
    Some(start + within.into_iter().nth(characters)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_characters() {
        assert_eq!(offset("aä\nöb", 1, 2), Some(6));
        assert_eq!(offset("aä\nöb", 1, 3), Some(7));
        assert_eq!(offset("aä\nöb", 1, 4), None);
        assert_eq!(offset("a", 1, 1), None);
    }
}
