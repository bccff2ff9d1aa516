//! The review: what is said of lines, and what of it was said before.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::report::{code, icon, prose};

use super::anchor::{Texts, anchors};
use super::comments::{Answer, Remark};
use super::diff::Diff;
use super::marker::{self, State};
use super::report::Finding;
use super::suggestion::{Suggestion, suggestion};
use super::summary::clauses;

/// Between what a comment tells and the edit it suggests; what is fixed keeps the first part only.
const PART: &str = "\n<!-- cldlint:fix -->\n";

/// A comment to make on lines of the diff.
#[derive(Clone, Debug)]
pub(crate) struct Note {
    /// What names its finding.
    pub(crate) name: String,
    path: String,
    first: u32,
    last: u32,
    body: String,
}

impl Note {
    /// As an element of a review.
    pub(crate) fn json(&self) -> Value {
        let mut note =
            json!({"path": self.path, "body": self.body, "line": self.last, "side": "RIGHT"});
        if self.first < self.last {
            note["start_line"] = self.first.into();
            note["start_side"] = "RIGHT".into();
        }
        note
    }

    /// As a comment of its own.
    pub(crate) fn single(&self, head: &str) -> Value {
        let mut note = self.json();
        note["commit_id"] = head.into();
        note
    }
}

/// What is said of findings in general.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style<'a> {
    pub(crate) series: &'a str,
    pub(crate) suggestions: bool,
    /// No more notes than this.
    pub(crate) most: usize,
}

/// The names of findings.
#[derive(Debug, Default)]
pub(crate) struct Names(BTreeMap<*const Finding, String>);

impl Names {
    /// Names findings in the order of the report: instances share a name, and the same at another place gets another.
    pub(crate) fn new<'a>(findings: impl Iterator<Item = &'a Finding>) -> Self {
        let mut places: BTreeMap<String, Vec<Option<u32>>> = BTreeMap::new();
        let mut names = BTreeMap::new();
        for finding in findings {
            let name = marker::name(finding);
            let places = places.entry(name.clone()).or_default();
            let line = finding.place.line;
            let number = places.iter().position(|known| *known == line);
            let number = number.unwrap_or(places.len());
            if number == places.len() {
                places.push(line);
            }
            let name = match number {
                0 => name,
                number => marker::further(&name, number),
            };
            names.insert(std::ptr::from_ref(finding), name);
        }
        Self(names)
    }

    /// The name of one of them.
    fn of(&self, finding: &Finding) -> &str {
        self.0
            .get(&std::ptr::from_ref(finding))
            .map_or("", String::as_str)
    }

    /// All of them.
    pub(crate) fn all(&self) -> impl Iterator<Item = &String> {
        self.0.values()
    }
}

/// What to say of the findings that are new, the worst first; each once.
pub(crate) fn notes(
    findings: &[&Finding],
    names: &Names,
    diff: &Diff,
    texts: &Texts<'_>,
    style: Style<'_>,
) -> Vec<Note> {
    let mut others: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in findings {
        *others.entry(names.of(finding)).or_default() += 1;
    }
    let (mut said, mut taken) = (BTreeSet::new(), BTreeSet::new());
    let mut notes = Vec::new();
    for finding in findings {
        let name = names.of(finding);
        if notes.len() == style.most || !said.insert(name) {
            continue;
        }
        let Some(anchor) = anchors(finding, diff, texts).next() else {
            continue;
        };
        let wanted = style
            .suggestions
            .then(|| suggestion(finding, &anchor, diff));
        // Of two suggestions for the same line only one could be applied.
        let free = |edit: &Suggestion| {
            !(edit.first..=edit.last).any(|line| taken.contains(&(anchor.path.clone(), line)))
        };
        let edit = wanted.flatten().filter(free);
        if let Some(edit) = &edit {
            taken.extend((edit.first..=edit.last).map(|line| (anchor.path.clone(), line)));
        }
        let (first, last) = match &edit {
            Some(edit) => (edit.first, edit.last),
            None => (anchor.line, anchor.line),
        };
        let count = others.get(name).copied().unwrap_or(1);
        notes.push(Note {
            name: name.to_owned(),
            path: anchor.path.clone(),
            first,
            last,
            body: body(finding, name, count, edit.as_ref(), style.series),
        });
    }
    notes
}

fn body(
    finding: &Finding,
    name: &str,
    count: usize,
    edit: Option<&Suggestion>,
    series: &str,
) -> String {
    let mut body = marker::of_remark(name, series, State::Open);
    let (icon, severity) = (icon(finding.severity), finding.severity.name());
    let title = prose(&finding.title);
    let _ = writeln!(body, "\n{icon} **{severity}: {title}**\n");
    let _ = writeln!(body, "{}\n", prose(&finding.message));
    let more = match count {
        0 | 1 => String::new(),
        count => format!(" and {} more", count - 1),
    };
    let clauses: Vec<_> = clauses(finding).iter().map(|clause| code(clause)).collect();
    let address = code(&finding.address);
    let rule = code(&finding.rule);
    let _ = writeln!(body, "{address}{more} · {rule} · {}", clauses.join(", "));
    if let Some(edit) = edit {
        let fence = fence(&edit.text);
        let (title, text) = (prose(&edit.title), &edit.text);
        let _ = write!(
            body,
            "{PART}\n{title}\n\n{fence}suggestion\n{text}\n{fence}\n"
        );
    }
    body
}

/// A fence that nothing in the text can close.
fn fence(text: &str) -> String {
    let (mut longest, mut run) = (0, 0);
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    "`".repeat((longest + 1).max(3))
}

/// Whether a finding is spoken of already: on a line that is still there, or in a thread that somebody closed.
pub(crate) fn is_known(note: &Note, remarks: &[Remark]) -> bool {
    let mut same = remarks.iter().filter(|remark| remark.name == note.name);
    same.any(|remark| remark.state == State::Open && (!remark.outdated || remark.resolved))
}

/// The earlier comments on a finding whose lines are gone, and which a new one replaces.
pub(crate) fn replaced<'r>(note: &Note, remarks: &'r [Remark]) -> impl Iterator<Item = &'r Remark> {
    let name = note.name.clone();
    let same = remarks.iter().filter(move |remark| remark.name == name);
    same.filter(|remark| remark.state == State::Open && remark.outdated)
}

/// The comments whose findings are gone and which do not say so yet.
pub(crate) fn mended<'r>(
    remarks: &'r [Remark],
    present: &BTreeSet<String>,
) -> impl Iterator<Item = &'r Remark> {
    let open = remarks
        .iter()
        .filter(|remark| remark.state == State::Open && remark.answer != Answer::Told);
    open.filter(|remark| !present.contains(&remark.name))
}

/// What a comment becomes whose finding is gone.
pub(crate) fn mended_body(remark: &Remark, series: &str, gone: &str) -> String {
    let marker = marker::of_remark(&remark.name, series, State::Fixed);
    let was = marker::rest(&remark.body)
        .split(PART)
        .next()
        .unwrap_or_default()
        .trim();
    format!("{marker}\n{gone}\n\n<details><summary>What it was</summary>\n\n{was}\n\n</details>\n")
}

/// What is answered where somebody else has answered before: nothing is changed under their words.
pub(crate) fn mended_reply(remark: &Remark, series: &str, gone: &str) -> String {
    let marker = marker::of_remark(&remark.name, series, State::Reply);
    format!("{marker}\n{gone}\n")
}

/// What is gone from a report that leaves out what was there before may be there still.
pub(crate) fn gone(head: &str, scoped: bool) -> String {
    let short: String = head.chars().take(7).collect();
    if scoped {
        format!("☑️ no longer new as of {short}")
    } else {
        format!("✅ fixed in {short}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_closes_a_fence_early() {
        assert_eq!(fence("a"), "```");
        assert_eq!(fence("a ```` b"), "`````");
    }
}
