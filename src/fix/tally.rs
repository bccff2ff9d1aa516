//! What a run came to, to be compared with what it comes to after fixes.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::finding::{Finding, Report};
use crate::model::{Problem, ProblemKind};

/// Names a finding across runs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    input: Arc<str>,
    fingerprint: String,
}

impl Key {
    /// The name of a finding.
    pub fn of(finding: &Finding) -> Self {
        Self {
            input: finding.input.clone(),
            fingerprint: finding.fingerprint.clone(),
        }
    }
}

/// How often there is what.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    findings: BTreeMap<Key, usize>,
    undetermined: BTreeMap<Key, usize>,
    problems: BTreeMap<(ProblemKind, String), usize>,
}

impl Tally {
    /// Counts what one input came to too.
    pub fn add(&mut self, report: &Report, problems: &[Problem]) {
        for finding in &report.findings {
            *self.findings.entry(Key::of(finding)).or_default() += 1;
        }
        for finding in &report.undetermined {
            *self.undetermined.entry(Key::of(finding)).or_default() += 1;
        }
        for problem in problems {
            let key = (problem.kind, problem.message.clone());
            *self.problems.entry(key).or_default() += 1;
        }
    }

    /// How many findings there are.
    pub fn findings(&self) -> usize {
        self.findings.values().sum()
    }

    /// Whether fixes made of `self` what they should: no target is left or became undetermined, and nothing is new.
    pub fn is_mended_by<'k>(
        &self,
        after: &Self,
        mut targets: impl Iterator<Item = &'k Key>,
    ) -> bool {
        targets
            .all(|key| !after.findings.contains_key(key) && !after.undetermined.contains_key(key))
            && within(&after.findings, &self.findings)
            && within(&after.undetermined, &self.undetermined)
            && within(&after.problems, &self.problems)
    }
}

/// Whether there is nothing more than there was.
fn within<K: Ord>(after: &BTreeMap<K, usize>, before: &BTreeMap<K, usize>) -> bool {
    let was = |key| before.get(key).copied().unwrap_or(0);
    after.iter().all(|(key, count)| *count <= was(key))
}
