//! Fixes that can be made at the same time.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Finding, Fix, Safety};
use crate::text::{Edit, Source, Sources, TextRange, edited};

use super::Key;

/// Fixes that do not touch each other, by the path of their file.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// The files.
    pub files: BTreeMap<String, FileBatch>,
}

/// The fixes of one file.
#[derive(Clone, Debug)]
pub struct FileBatch {
    /// The file's text with all of them made.
    pub text: String,
    /// What they mend.
    pub made: Vec<Made>,
}

/// A finding with the fix that was chosen for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// The finding.
    pub key: Key,
    /// The address of what is mended.
    pub address: String,
    /// What the fix does.
    pub title: String,
    /// How sure it is.
    pub safety: Safety,
}

impl Batch {
    /// Chooses for each finding the first of its fixes that is as sure as is asked for and has edits. A fix that touches
    /// one chosen before is left for the next batch; files in `barred` are left alone.
    pub fn choose<'a>(
        findings: impl Iterator<Item = (&'a Sources, &'a Finding)>,
        least: Safety,
        barred: &BTreeSet<String>,
    ) -> Self {
        let mut files: BTreeMap<&str, Chosen<'_>> = BTreeMap::new();
        for (sources, finding) in findings {
            let mut fixes = finding.fixes.iter();
            let fix = fixes.find(|fix| fix.safety >= least && !fix.edits.is_empty());
            let Some((fix, first)) = fix.and_then(|fix| Some((fix, fix.edits.first()?))) else {
                continue;
            };
            let source = sources.get(first.span.file());
            if !barred.contains(source.path()) {
                let chosen = files
                    .entry(source.path())
                    .or_insert_with(|| Chosen::of(source));
                chosen.add(finding, fix);
            }
        }
        let files = files.into_iter();
        Self {
            files: files
                .map(|(path, chosen)| (path.to_owned(), chosen.made()))
                .collect(),
        }
    }

    /// The same with one file only.
    #[must_use]
    pub fn only(&self, path: &str) -> Self {
        let file = self.files.get(path).cloned();
        Self {
            files: file
                .map(|file| (path.to_owned(), file))
                .into_iter()
                .collect(),
        }
    }

    /// What is to be mended.
    pub fn targets(&self) -> impl Iterator<Item = &Key> {
        let made = self.files.values().flat_map(|file| &file.made);
        made.map(|made| &made.key)
    }
}

/// What was chosen for a file.
struct Chosen<'a> {
    source: &'a Source,
    edits: BTreeMap<TextRange, &'a Edit>,
    made: Vec<Made>,
}

impl<'a> Chosen<'a> {
    fn of(source: &'a Source) -> Self {
        Self {
            source,
            edits: BTreeMap::new(),
            made: Vec::new(),
        }
    }

    fn add(&mut self, finding: &Finding, fix: &'a Fix) {
        let at = |edit: &'a Edit| (edit.span.range(), edit);
        // Several instances of a block are mended by the same edits.
        let is_made = |edit: &Edit| self.edits.get(&edit.span.range()) == Some(&edit);
        if !fix.edits.iter().all(is_made) {
            if fix.edits.iter().any(|edit| self.touches(edit)) {
                return;
            }
            self.edits.extend(fix.edits.iter().map(at));
        }
        self.made.push(Made {
            key: Key::of(finding),
            address: finding.address.to_string(),
            title: fix.title.clone(),
            safety: fix.safety,
        });
    }

    /// Whether an edit has a place in common with those there are, be it only a boundary.
    fn touches(&self, edit: &Edit) -> bool {
        let range = edit.span.range();
        let up_to = TextRange::new(range.end(), u32::MAX);
        // They are disjoint, so of those that begin before its end the last one ends last.
        let last = self.edits.range(..=up_to).next_back();
        last.is_some_and(|(last, _)| last.end() >= range.start())
    }

    fn made(self) -> FileBatch {
        FileBatch {
            text: edited(self.source.text(), self.edits.into_values()),
            made: self.made,
        }
    }
}
