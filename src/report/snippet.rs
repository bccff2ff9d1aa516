//! The only user of annotate-snippets: marked places become snippets.
//!
//! It panics on spans that are out of bounds or inside a character, lets escapes through in paths and labels, and
//! takes time by the size of the source it is given; so it gets few lines, offsets into them, and clean text.

use std::borrow::Cow;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use crate::text::{FileId, Source, Sources, Span, TextRange};

use super::clean::{clean, shorten};
use super::excerpt::Excerpt;

/// Marks at most this many lines apart are shown in one snippet.
const NEAR: u32 = 30;
/// Of what is wrong at most so many lines are marked, else the first; of other places only ever the first.
const TALL: u32 = 5;
/// Lines that are longer than this together are not shown, only where they are.
const LARGEST: usize = 32 * 1024;
/// The longest label, in characters.
const LABEL: usize = 200;

/// A marked place.
#[derive(Clone, Debug)]
pub(crate) struct Mark<'a> {
    /// Where.
    pub(crate) span: Span,
    /// What to say of it.
    pub(crate) label: Cow<'a, str>,
    /// Whether it is what the message is about.
    pub(crate) primary: bool,
}

/// How to draw.
pub(crate) fn renderer(color: bool, width: usize) -> Renderer {
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    renderer
        .decor_style(DecorStyle::Unicode)
        .term_width(width.max(40))
}

/// The lines of one file that are shown together.
struct Sheet<'m, 'a> {
    file: FileId,
    first: u32,
    last: u32,
    marks: Vec<(&'m Mark<'a>, TextRange)>,
}

/// The marks as elements of a group, in their order; marks close to each other share a snippet.
pub(crate) fn snippets(
    sources: &Sources,
    marks: &[Mark<'_>],
    secret: &[Span],
) -> Vec<Element<'static>> {
    let mut sheets: Vec<Sheet<'_, '_>> = Vec::new();
    for mark in marks {
        let source = sources.get(mark.span.file());
        let most = if mark.primary { TALL } else { 1 };
        let (range, first, last) = drawn(source, mark.span, most);
        let near = sheets.iter_mut().find(|sheet| {
            sheet.file == source.id()
                && first <= sheet.last.saturating_add(NEAR)
                && sheet.first <= last.saturating_add(NEAR)
        });
        if let Some(sheet) = near {
            sheet.first = sheet.first.min(first);
            sheet.last = sheet.last.max(last);
            let said = sheet
                .marks
                .iter()
                .any(|(other, at)| *at == range && other.label == mark.label);
            if !said {
                sheet.marks.push((mark, range));
            }
        } else {
            sheets.push(Sheet {
                file: source.id(),
                first,
                last,
                marks: vec![(mark, range)],
            });
        }
    }
    sheets
        .iter()
        .map(|sheet| draw(sources.get(sheet.file), sheet, secret))
        .collect()
}

/// What is marked of a span, and the lines it is on.
fn drawn(source: &Source, span: Span, most: u32) -> (TextRange, u32, u32) {
    let range = span.range();
    let lines = source.lines();
    let first = lines.line(range.start());
    let last = lines.line(range.end());
    if last - first < most {
        return (range, first, last);
    }
    let rest = source.slice(range);
    let line = rest.lines().next().unwrap_or("").len();
    let end = range.start() + u32::try_from(line).unwrap_or(0);
    (TextRange::new(range.start(), end), first, first)
}

fn draw(source: &Source, sheet: &Sheet<'_, '_>, secret: &[Span]) -> Element<'static> {
    let length = super::excerpt::line_range(source, sheet.first, sheet.last).len();
    if length as usize > LARGEST {
        let at = sheet.marks.first().map_or(0, |(_, range)| range.start());
        return origin_at(source, at).into();
    }
    let excerpt = Excerpt::new(source, sheet.first, sheet.last, secret);
    let annotations: Vec<_> = sheet
        .marks
        .iter()
        .map(|(mark, range)| {
            let kind = if mark.primary {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            };
            let label = shorten(&clean(&mark.label), LABEL).into_owned();
            kind.span(excerpt.offset(range.start())..excerpt.offset(range.end()))
                .label((!label.is_empty()).then_some(label))
        })
        .collect();
    Snippet::source(excerpt.text)
        .line_start(excerpt.first_line as usize)
        .path(clean(source.path()).into_owned())
        .annotations(annotations)
        .into()
}

/// A place without its text.
pub(crate) fn origin(sources: &Sources, span: Span) -> Origin<'static> {
    origin_at(sources.get(span.file()), span.range().start())
}

fn origin_at(source: &Source, offset: u32) -> Origin<'static> {
    let at = source.position(offset);
    Origin::path(clean(source.path()).into_owned())
        .line(at.line as usize)
        .char_column(at.column as usize)
}

/// A titled group: `error[id]: title`.
pub(crate) fn titled(level: Level<'static>, id: Option<&str>, title: &str) -> Group<'static> {
    let mut title = level.primary_title(clean(title).into_owned());
    if let Some(id) = id {
        title = title.id(clean(id).into_owned());
    }
    Group::with_title(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(text: &str, spans: &[(u32, u32)]) -> String {
        let mut sources = Sources::default();
        let id = sources.add("dir/\u{1b}[7m.tf", text.as_bytes().to_vec());
        let marks: Vec<_> = spans
            .iter()
            .enumerate()
            .map(|(index, &(start, end))| Mark {
                span: sources.get(id).span(TextRange::new(start, end)),
                label: Cow::Borrowed("\u{1b}[7mlabel\u{202e}"),
                primary: index == 0,
            })
            .collect();
        let group = titled(Level::ERROR, Some("i\u{1b}d"), "t\u{9b}");
        let group = group.elements(snippets(&sources, &marks, &[]));
        renderer(false, 80).render(&[group])
    }

    #[test]
    fn nothing_hostile_comes_through() {
        let drawn = rendered("a = \"\u{1b}]0;x\u{7}\u{202e}\u{9b}\"\n", &[(0, 1), (4, 9)]);
        assert!(
            !drawn.contains(|c| c != '\n' && super::super::clean::is_hostile(c)),
            "{drawn:?}"
        );
    }

    #[test]
    fn any_span_of_any_text_can_be_drawn() {
        let texts = [
            "",
            "\n",
            "\r\n\r\n",
            "ä\t漢\n\u{feff}b",
            "a\u{1b}\u{9b}c\r",
            "{\n\n\n\n\n\n\n}\n",
            "token = \"äö\"\n",
        ];
        for text in texts {
            let end = u32::try_from(text.len()).unwrap() + 2;
            for from in 0..end {
                for to in from..end {
                    rendered(text, &[(from, to), (to, to), (0, end)]);
                }
            }
        }
    }
}
