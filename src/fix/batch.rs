//! Fixes that can be made at the same time.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Finding, Fix, Safety};
use crate::text::{Edit, Sources, edited};

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
    edits: Vec<Edit>,
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
        let mut batch = Self::default();
        for (sources, finding) in findings {
            let mut fixes = finding.fixes.iter();
            let chosen = fixes.find(|fix| fix.safety >= least && !fix.edits.is_empty());
            if let Some(fix) = chosen {
                batch.add(sources, finding, fix, barred);
            }
        }
        batch
    }

    fn add(&mut self, sources: &Sources, finding: &Finding, fix: &Fix, barred: &BTreeSet<String>) {
        let Some(first) = fix.edits.first() else {
            return;
        };
        let source = sources.get(first.span.file());
        if barred.contains(source.path()) {
            return;
        }
        let file = self
            .files
            .entry(source.path().to_owned())
            .or_insert_with(|| FileBatch {
                text: source.text().to_owned(),
                made: Vec::new(),
                edits: Vec::new(),
            });
        // Several instances of a block are mended by the same edits.
        let is_made = fix.edits.iter().all(|edit| file.edits.contains(edit));
        if !is_made {
            if fix.edits.iter().any(|edit| file.touches(edit)) {
                return;
            }
            file.edits.extend(fix.edits.iter().cloned());
            file.edits.sort_by_key(|edit| edit.span.range());
            file.text = edited(source.text(), &file.edits);
        }
        file.made.push(Made {
            key: Key::of(finding),
            address: finding.address.to_string(),
            title: fix.title.clone(),
            safety: fix.safety,
        });
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

impl FileBatch {
    /// Whether an edit has a place in common with those there are, be it only a boundary.
    fn touches(&self, edit: &Edit) -> bool {
        let range = edit.span.range();
        self.edits.iter().any(|other| {
            let other = other.span.range();
            other.start() <= range.end() && range.start() <= other.end()
        })
    }
}
