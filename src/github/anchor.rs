//! Where in the diff a finding can be shown.

use super::diff::{Diff, Lines};
use super::report::{Change, Finding, Place};

/// The text of a file as it was judged, by its path from the root of the repository.
pub(crate) type Texts<'a> = dyn Fn(&str) -> Option<String> + 'a;

/// A line of the diff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Anchor {
    pub(crate) path: String,
    pub(crate) line: u32,
    pub(crate) added: bool,
    /// By how much the line in the diff differs from that of the file that was judged.
    pub(crate) shift: i64,
    /// Whether the line is known to be the one that was judged, not only to have its number.
    pub(crate) compared: bool,
}

/// The places of a finding that lie in the diff: the place itself first, then those its value came through.
pub(crate) fn anchors<'a>(
    finding: &'a Finding,
    diff: &'a Diff,
    texts: &'a Texts<'a>,
) -> impl Iterator<Item = Anchor> + 'a {
    let places = std::iter::once(&finding.place).chain(&finding.chain);
    places.filter_map(move |place| anchor(place, diff, texts))
}

/// Whether this pull request brings a finding about. Where the report does not tell, an added line has to be among its
/// places.
pub(crate) fn is_new(finding: &Finding, diff: &Diff, texts: &Texts<'_>) -> bool {
    match finding.change {
        Some(Change::New | Change::Regressed) => true,
        Some(Change::Existing | Change::Fixed) => false,
        Some(Change::Unknown) | None => anchors(finding, diff, texts).any(|anchor| anchor.added),
    }
}

/// The line of the diff that a place is on. What is checked out is the merge of both branches, where lines may have
/// other numbers than on the head, so the texts have to agree.
fn anchor(place: &Place, diff: &Diff, texts: &Texts<'_>) -> Option<Anchor> {
    let (path, number) = (place.file.as_deref()?, place.line?);
    let lines = diff.file(path)?;
    let judged = texts(path);
    let line = match &judged {
        None => number,
        Some(text) => {
            let index = usize::try_from(number).ok()?.checked_sub(1)?;
            counterpart(lines, number, text.split('\n').nth(index)?)?
        }
    };
    Some(Anchor {
        path: path.to_owned(),
        line,
        added: lines.get(&line)?.added,
        shift: i64::from(line) - i64::from(number),
        compared: judged.is_some(),
    })
}

/// The line of that number if it has that text, or else the only line that does.
fn counterpart(lines: &Lines, number: u32, text: &str) -> Option<u32> {
    let has_text = |number: &u32| lines.get(number).is_some_and(|line| line.text == text);
    if has_text(&number) {
        return Some(number);
    }
    let mut same = lines.keys().copied().filter(has_text);
    let only = same.next()?;
    same.next().is_none().then_some(only)
}
