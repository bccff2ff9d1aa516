//! GitLab's code quality report: an array of findings, which a merge request compares with that of its target.
//!
//! Entries with equal fingerprints are taken for one, so none may come twice.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Value, json};

use crate::finding::{Finding, Severity, Verdict};
use crate::model::Problem;

use super::digest::sha256;
use super::place::RepositoryPlace;
use super::{Outcome, Sourced, harmless};

pub(super) fn write(outcome: &Outcome<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut seen = BTreeMap::new();
    let undetermined = outcome.options.undetermined;
    let undetermined = undetermined.then_some(&outcome.undetermined);
    let findings = outcome
        .findings
        .iter()
        .chain(undetermined.into_iter().flatten());
    let findings = findings.map(|finding| of_finding(outcome, *finding));
    let fatal = outcome.problems.iter().filter(|problem| problem.of.fatal);
    let problems = fatal.filter_map(|problem| of_problem(outcome, *problem));
    let mut entries = Vec::new();
    for (mut entry, fingerprint) in problems.chain(findings) {
        let count = seen.entry(fingerprint.clone()).or_insert(0_usize);
        *count += 1;
        entry["fingerprint"] = match *count {
            1 => fingerprint.into(),
            again => digest(&[&fingerprint, &again.to_string()]).into(),
        };
        entries.push(entry);
    }
    harmless::write(&entries, out)
}

fn of_finding(outcome: &Outcome<'_>, sourced: Sourced<'_, Finding>) -> (Value, String) {
    let finding = sourced.of;
    let place = outcome.place_of(sourced);
    let (title, message) = (&finding.rule.title, &finding.message);
    let (description, severity) = match (finding.verdict, finding.severity) {
        (Verdict::Undetermined, _) => (format!("undetermined: {title}: {message}"), "info"),
        (_, severity) => (format!("{title}: {message}"), name(severity)),
    };
    let description = format!("{description} ({})", finding.address);
    let entry = entry(&description, &finding.rule.id, severity, &place);
    let input = outcome.options.base.path(&finding.input);
    (entry, digest(&[&finding.fingerprint, &input]))
}

/// What could not be judged blocks, as it does on the command line.
fn of_problem(outcome: &Outcome<'_>, sourced: Sourced<'_, Problem>) -> Option<(Value, String)> {
    let place = outcome.place_of_problem(sourced)?;
    let problem = sourced.of;
    let description = format!("not judged: {}", problem.message);
    let check = format!("cldlint-{}", problem.kind.name());
    let fingerprint = digest(&[&check, &place.path, &problem.message]);
    Some((entry(&description, &check, "blocker", &place), fingerprint))
}

fn entry(description: &str, check: &str, severity: &str, place: &RepositoryPlace) -> Value {
    json!({
        "description": description,
        "check_name": check,
        "fingerprint": null,
        "severity": severity,
        "location": { "path": place.path, "lines": { "begin": place.line() } },
    })
}

const fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "blocker",
        Severity::High => "critical",
        Severity::Medium => "major",
        Severity::Low => "minor",
    }
}

fn digest(parts: &[&str]) -> String {
    let mut hash = sha256(parts.join("\0").as_bytes());
    hash.truncate(32);
    hash
}
