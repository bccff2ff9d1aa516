//! What a run came to, in a line.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::finding::{Finding, Safety, Severity};
use crate::value::Reason;

use super::clean::{clean, shorten};
use super::{Outcome, Sourced};

/// How many reasons the line names.
const REASONS: usize = 4;

/// Why a check could not be decided, so that like reasons fall together: `need var.x`, `known after apply`.
pub fn reason_phrase(reason: &Reason) -> String {
    match reason {
        Reason::Variable(name) => format!("need var.{name}"),
        Reason::Workspace => "need terraform.workspace".to_owned(),
        Reason::AfterApply(_) => "known after apply".to_owned(),
        Reason::Data(_) => "from data sources".to_owned(),
        Reason::Module(_) => "in modules that are not here".to_owned(),
        Reason::Function(name) => format!("from {name}()"),
        Reason::Instances(_) => "of unknown number".to_owned(),
        Reason::Error(_) => "cannot be evaluated".to_owned(),
        Reason::Limit(_) => "too large to evaluate".to_owned(),
        Reason::Syntax => "could not be read".to_owned(),
        Reason::Cycle(_) => "refer to themselves".to_owned(),
        Reason::Unsupported(what) => format!("hang on {what}"),
        Reason::Elsewhere(_) => "named from elsewhere".to_owned(),
        Reason::Rule(why) => format!("not told by the configuration: {why}"),
        Reason::Provider(name) => format!("need the version of provider {name}"),
    }
}

/// `1 finding`, `2 findings`.
pub fn counted(number: usize, what: &str) -> String {
    match number {
        1 => format!("1 {what}"),
        number => format!("{number} {what}s"),
    }
}

/// What can be done about findings without an editor, if anything.
pub(crate) fn fixable(outcome: &Outcome<'_>) -> Option<String> {
    let with = |safety| {
        let has = |finding: &&Sourced<'_, Finding>| {
            let mut fixes = finding.of.fixes.iter();
            let first = fixes.find(|fix| !fix.edits.is_empty());
            first.is_some_and(|fix| fix.safety == safety)
        };
        outcome.findings.iter().filter(has).count()
    };
    let ways = [
        (with(Safety::Safe), "--fix"),
        (with(Safety::Unsafe), "--fix --unsafe-fixes"),
    ];
    let ways: Vec<_> = ways
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, way)| format!("{count} by {way}"))
        .collect();
    let offered = outcome.options.offers_fixes && !ways.is_empty();
    offered.then(|| format!("can be fixed: {}; --diff shows how", ways.join(", ")))
}

/// The phrases with how many checks each stopped, the commonest first. A check counts once, by its first reason.
pub(crate) fn reasons(undetermined: &[Sourced<'_, Finding>]) -> Vec<(String, usize)> {
    let mut counts = BTreeMap::new();
    for finding in undetermined {
        let phrase = finding
            .of
            .reasons
            .first()
            .map_or_else(|| "for no stated reason".to_owned(), reason_phrase);
        *counts.entry(phrase).or_insert(0_usize) += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts
}

/// How many findings of each severity, the gravest first; severities that do not occur are left out.
pub(crate) fn severities(findings: &[Sourced<'_, Finding>]) -> Vec<(Severity, usize)> {
    [
        Severity::Critical,
        Severity::High,
        Severity::Medium,
        Severity::Low,
    ]
    .into_iter()
    .map(|severity| {
        let same = findings.iter().filter(|f| f.of.severity == severity);
        (severity, same.count())
    })
    .filter(|&(_, count)| count > 0)
    .collect()
}

/// `3 findings (1 high, 2 medium), 41 passed, 5 undetermined: 3 need var.kms_key, 2 known after apply`.
pub(crate) fn line(outcome: &Outcome<'_>) -> String {
    let fatal = outcome.problems.iter().filter(|problem| problem.of.fatal);
    let fatal = fatal.count();
    let judged = outcome.passed + outcome.findings.len() + outcome.undetermined.len();
    if fatal > 0 && judged + outcome.hidden + outcome.out_of_scope == 0 {
        return "nothing was judged".to_owned();
    }
    let mut line = match outcome.findings.len() {
        0 if outcome.hidden + outcome.out_of_scope > 0 => "no finding shown".to_owned(),
        0 => "no contradiction found".to_owned(),
        n => counted(n, "finding"),
    };
    let severities: Vec<_> = severities(&outcome.findings)
        .into_iter()
        .map(|(severity, count)| format!("{count} {}", severity.name()))
        .collect();
    if !severities.is_empty() {
        let _ = write!(line, " ({})", severities.join(", "));
    }
    if outcome.hidden > 0 {
        let _ = write!(
            line,
            ", {} below {} not shown",
            outcome.hidden,
            outcome.options.min_severity.name()
        );
    }
    if outcome.out_of_scope > 0 {
        let _ = write!(line, ", {} existing not shown", outcome.out_of_scope);
    }
    let _ = write!(line, ", {} passed", outcome.passed);
    let reasons = reasons(&outcome.undetermined);
    if !reasons.is_empty() {
        let _ = write!(line, ", {} undetermined: ", outcome.undetermined.len());
        let mut phrases: Vec<_> = reasons
            .iter()
            .take(REASONS)
            .map(|(phrase, count)| format!("{count} {}", shorten(&clean(phrase), 60)))
            .collect();
        let rest: usize = reasons.iter().skip(REASONS).map(|(_, count)| count).sum();
        if rest > 0 {
            phrases.push(format!("{rest} for other reasons"));
        }
        line.push_str(&phrases.join(", "));
    }
    if let Some(classes) = outcome.told_classes() {
        let _ = write!(line, "; this plan: {}", classes.phrase());
    }
    if fatal > 0 {
        let errors = if fatal == 1 { "error" } else { "errors" };
        let _ = write!(
            line,
            "; part of the input was not judged ({fatal} {errors})"
        );
    }
    line
}
