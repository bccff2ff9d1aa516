//! What a report of `cldlint check --format json` says, as far as a pull request shows it.
//!
//! A report may come from a run over the code of a stranger, so nothing of it is trusted: it is read into these types
//! or refused, and every text is escaped where it is written.

use serde::Deserialize;

use crate::finding::Severity;
use crate::report::FORMAT_VERSION;

/// One report.
#[derive(Clone, Debug, Deserialize)]
pub struct Report {
    version: u32,
    /// What fails, and with `change` also what no longer does.
    pub(crate) findings: Vec<Finding>,
    pub(crate) undetermined: Vec<Finding>,
    /// What failed before this change.
    #[serde(default)]
    pub(crate) fixed: Vec<Finding>,
    pub(crate) problems: Vec<Problem>,
    summary: Summary,
}

#[derive(Clone, Debug, Deserialize)]
struct Summary {
    passed: u64,
    /// Findings that a scope leaves out.
    #[serde(default)]
    out_of_scope: u64,
    exit_status: u8,
}

/// A finding, or a check that could not be decided.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Finding {
    pub(crate) rule: String,
    pub(crate) title: String,
    #[serde(deserialize_with = "severity")]
    pub(crate) severity: Severity,
    pub(crate) kind: String,
    pub(crate) controls: Vec<Control>,
    pub(crate) address: String,
    pub(crate) path: String,
    pub(crate) input: String,
    #[serde(flatten)]
    pub(crate) place: Place,
    pub(crate) message: String,
    pub(crate) chain: Vec<Place>,
    pub(crate) fixes: Vec<Fix>,
    #[serde(default)]
    pub(crate) change: Option<Change>,
}

/// What a change does to a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Change {
    /// It comes with something new.
    New,
    /// What was good becomes bad.
    Regressed,
    /// It was there before.
    Existing,
    /// It is gone.
    Fixed,
    /// A word of a later version.
    #[serde(other)]
    Unknown,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Control {
    standard: String,
    id: String,
}

impl Control {
    /// The clause as people write it: `27017:2015 10.1.1`.
    pub(crate) fn clause(&self) -> String {
        let standard = self.standard.trim_start_matches("ISO/IEC ");
        format!("{standard} {}", self.id)
    }
}

/// A place in source, lines and columns from 1; nothing where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub(crate) struct Place {
    pub(crate) file: Option<String>,
    pub(crate) line: Option<u32>,
    pub(crate) column: Option<u32>,
    pub(crate) end_line: Option<u32>,
    pub(crate) end_column: Option<u32>,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Fix {
    pub(crate) title: String,
    pub(crate) safety: String,
    pub(crate) edits: Vec<Edit>,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Edit {
    #[serde(flatten)]
    pub(crate) place: Place,
    pub(crate) text: String,
}

/// What could not be judged.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Problem {
    pub(crate) kind: String,
    pub(crate) fatal: bool,
    #[serde(flatten)]
    pub(crate) place: Place,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
}

fn severity<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Severity, D::Error> {
    let name = String::deserialize(deserializer)?;
    Severity::parse(&name)
        .ok_or_else(|| serde::de::Error::custom(format!("there is no severity `{name}`")))
}

/// How many there are of what, in all reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Counts {
    pub findings: usize,
    pub new: usize,
    pub regressed: usize,
    pub fixed: usize,
    pub undetermined: usize,
    pub critical: usize,
    pub high: usize,
    pub medium: usize,
    pub low: usize,
    pub exit_status: u8,
}

impl Counts {
    /// Counts.
    pub fn of(reports: &[Report]) -> Self {
        let mut counts = Self::default();
        for report in reports {
            for finding in report.failing() {
                counts.findings += 1;
                match finding.change {
                    Some(Change::New) => counts.new += 1,
                    Some(Change::Regressed) => counts.regressed += 1,
                    _ => {}
                }
                match finding.severity {
                    Severity::Critical => counts.critical += 1,
                    Severity::High => counts.high += 1,
                    Severity::Medium => counts.medium += 1,
                    Severity::Low => counts.low += 1,
                }
            }
            counts.fixed += report.mended().count();
            counts.undetermined += report.undetermined.len();
            counts.exit_status = counts.exit_status.max(report.summary.exit_status);
        }
        counts
    }
}

impl Report {
    /// Reads one.
    pub fn read(text: &[u8]) -> Result<Self, String> {
        let report: Self = serde_json::from_slice(text).map_err(|error| {
            format!("this is no report of `cldlint check --format json`: {error}")
        })?;
        if report.version == FORMAT_VERSION {
            return Ok(report);
        }
        let version = report.version;
        Err(format!(
            "the report has format version {version}, and {FORMAT_VERSION} is read"
        ))
    }

    /// Changes each path of a file, so that it begins at the root of the repository.
    pub fn rebase(&mut self, path: &dyn Fn(&str) -> String) {
        let findings = [&mut self.findings, &mut self.undetermined, &mut self.fixed];
        for finding in findings.into_iter().flatten() {
            let edits = finding.fixes.iter_mut().flat_map(|fix| &mut fix.edits);
            let places = edits.map(|edit| &mut edit.place);
            let places = places.chain(&mut finding.chain).chain([&mut finding.place]);
            for file in places.filter_map(|place| place.file.as_mut()) {
                *file = path(file);
            }
            finding.input = path(&finding.input);
        }
        let problems = self.problems.iter_mut();
        for file in problems.filter_map(|problem| problem.place.file.as_mut()) {
            *file = path(file);
        }
    }

    /// What fails now.
    pub(crate) fn failing(&self) -> impl Iterator<Item = &Finding> {
        let fails = |finding: &&Finding| finding.change != Some(Change::Fixed);
        self.findings.iter().filter(fails)
    }

    /// What no longer fails.
    pub(crate) fn mended(&self) -> impl Iterator<Item = &Finding> {
        let mended = |finding: &&Finding| finding.change == Some(Change::Fixed);
        self.findings.iter().filter(mended).chain(&self.fixed)
    }

    /// Whether findings were left out because they were there before.
    pub(crate) const fn is_scoped(&self) -> bool {
        self.summary.out_of_scope > 0
    }

    pub(crate) const fn passed(&self) -> u64 {
        self.summary.passed
    }
}
