//! The edit that mends a finding, as a diff.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use similar::{ChangeTag, TextDiff};

use crate::finding::{Fix, Safety};
use crate::text::{Sources, Span};

use super::clean::{clean, is_hostile};
use super::excerpt::{Excerpt, line_range};
use super::wrap::wrap_hanging;

/// Lines of context around a change.
const CONTEXT: usize = 1;
/// Edits over more bytes than this are not drawn.
const LARGEST: u32 = 16 * 1024;

/// The colours of a diff; all plain when colours are off.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Palette {
    pub(crate) title: Style,
    pub(crate) gutter: Style,
    pub(crate) removed: Style,
    pub(crate) added: Style,
}

impl Palette {
    pub(crate) fn new(color: bool) -> Self {
        if !color {
            return Self::default();
        }
        Self {
            title: AnsiColor::BrightCyan.on_default().bold(),
            gutter: AnsiColor::BrightBlue.on_default().bold(),
            removed: AnsiColor::BrightRed.on_default(),
            added: AnsiColor::BrightGreen.on_default(),
        }
    }
}

/// `help: title` and the lines that change. Nothing but the title where the edit has to be made by hand.
pub(crate) fn draw(
    sources: &Sources,
    fix: &Fix,
    secret: &[Span],
    palette: &Palette,
    width: usize,
) -> String {
    let Palette { title, gutter, .. } = palette;
    let mut what = clean(&fix.title).into_owned();
    if fix.safety == Safety::Unsafe && !fix.edits.is_empty() {
        what.push_str(" (review before applying)");
    }
    let what = wrap_hanging(&what, "help: ".len(), width);
    let mut out = format!("{title}help{title:#}: {what}\n");
    let Some(lines) = changed_lines(sources, fix, secret) else {
        return out;
    };
    let width = lines
        .iter()
        .map(|line| line.number.len())
        .max()
        .unwrap_or(1);
    if let Some(edit) = fix.edits.first() {
        let path = clean(sources.get(edit.span.file()).path());
        let _ = writeln!(out, "{:width$} {gutter}╭╴{gutter:#}{path}", "");
    }
    for line in lines {
        let style = match line.tag {
            ChangeTag::Equal => Style::new(),
            ChangeTag::Delete => palette.removed,
            ChangeTag::Insert => palette.added,
        };
        let (number, tag, text) = (line.number, line.tag, line.text);
        let _ = writeln!(
            out,
            "{gutter}{number:>width$} │{gutter:#} {style}{tag} {text}{style:#}"
        );
    }
    out
}

struct Line {
    number: String,
    tag: ChangeTag,
    text: String,
}

/// The lines around the edits, before and after.
fn changed_lines(sources: &Sources, fix: &Fix, secret: &[Span]) -> Option<Vec<Line>> {
    let (first_edit, last_edit) = (fix.edits.first()?, fix.edits.last()?);
    let source = sources.get(first_edit.span.file());
    let one_file = fix.edits.iter().all(|e| e.span.file() == source.id());
    let lines = source.lines();
    let context = u32::try_from(CONTEXT).unwrap_or(1);
    let first = lines.line(first_edit.span.range().start());
    let first = first.saturating_sub(context).max(1);
    let last = lines.line(last_edit.span.range().end()) + context;
    let range = line_range(source, first, last);
    if !one_file || range.len() > LARGEST {
        return None;
    }
    let before = Excerpt::new(source, first, last, secret);
    let mut after = String::with_capacity(before.text.len() + 64);
    let mut at = 0;
    for edit in &fix.edits {
        let (start, end) = (
            before.offset(edit.span.range().start()),
            before.offset(edit.span.range().end()),
        );
        after.push_str(before.text.get(at..start)?);
        let text = edit
            .text
            .replace(|c| c != '\n' && is_hostile(c), "\u{fffd}");
        after.push_str(&text);
        at = end;
    }
    after.push_str(before.text.get(at..)?);
    let (old, new) = (format!("{}\n", before.text), format!("{after}\n"));
    let diff = TextDiff::from_lines(&old, &new);
    let changes = diff.grouped_ops(CONTEXT);
    let lines = changes
        .iter()
        .flatten()
        .flat_map(|op| diff.iter_changes(op));
    let number = |index: Option<usize>| index.map_or(0, |i| i + before.first_line as usize);
    Some(
        lines
            .map(|change| Line {
                number: number(change.new_index().or(change.old_index())).to_string(),
                tag: change.tag(),
                text: change.value().trim_end().replace('\t', "    "),
            })
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Edit;
    use crate::text::TextRange;

    fn drawn(text: &str, edits: &[(u32, u32, &str)]) -> String {
        let mut sources = Sources::default();
        let id = sources.add("main.tf", text.as_bytes().to_vec());
        let fix = Fix {
            title: "Mend it".to_owned(),
            safety: Safety::Safe,
            edits: edits
                .iter()
                .map(|&(start, end, text)| Edit {
                    span: sources.get(id).span(TextRange::new(start, end)),
                    text: text.to_owned(),
                })
                .collect(),
        };
        draw(&sources, &fix, &[], &Palette::default(), 120)
    }

    #[test]
    fn a_value_is_replaced() {
        assert_eq!(
            drawn("a {\n  b = 1\n  c = 2\n}\n", &[(10, 11, "3")]),
            "help: Mend it\n  ╭╴main.tf\n1 │   a {\n2 │ -   b = 1\n2 │ +   b = 3\n3 │     c = 2\n"
        );
    }

    #[test]
    fn an_attribute_is_inserted_before_the_closing_brace() {
        assert_eq!(
            drawn("a {\n  b = 1\n}", &[(11, 11, "\n  c = 2")]),
            "help: Mend it\n  ╭╴main.tf\n2 │     b = 1\n3 │ +   c = 2\n4 │   }\n"
        );
    }

    #[test]
    fn an_edit_by_hand_is_only_named() {
        assert_eq!(drawn("a {}", &[]), "help: Mend it\n");
    }
}
