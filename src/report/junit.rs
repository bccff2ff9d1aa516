//! `JUnit`: a suite a rule, a failing case a finding, a skipped case a check that could not be decided.
//!
//! Of what passed only the number is known, so it is a property and no case. The first suite says whether all input
//! could be read: it is the only one that can pass, and it holds what kept input from being judged.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use crate::finding::{Finding, RuleInfo, Verdict};

use super::clean::clean;
use super::{Outcome, Sourced, summary};

/// The name of the first suite.
const INPUT: &str = "cldlint";

pub(super) fn write(outcome: &Outcome<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut suites = vec![input_suite(outcome)];
    suites.extend(rule_suites(outcome));
    let (mut tests, mut failures, mut errors) = (0, 0, 0);
    for suite in &suites {
        tests += suite.cases.len();
        failures += suite.count(Status::Failure);
        errors += suite.count(Status::Error);
    }
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        out,
        "<testsuites name=\"cldlint\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\">"
    )?;
    for suite in &suites {
        suite.write(out)?;
    }
    writeln!(out, "</testsuites>")
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Status {
    Passed,
    Failure,
    Skipped,
    Error,
}

struct Case {
    name: String,
    status: Status,
    kind: &'static str,
    message: String,
    details: String,
}

struct Suite<'a> {
    name: &'a str,
    properties: Vec<(&'static str, String)>,
    cases: Vec<Case>,
}

impl Suite<'_> {
    fn count(&self, status: Status) -> usize {
        self.cases
            .iter()
            .filter(|case| case.status == status)
            .count()
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(
            out,
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\">",
            escape(self.name),
            self.cases.len(),
            self.count(Status::Failure),
            self.count(Status::Error),
            self.count(Status::Skipped),
        )?;
        writeln!(out, "    <properties>")?;
        for (name, value) in &self.properties {
            let value = escape(value);
            writeln!(out, "      <property name=\"{name}\" value=\"{value}\"/>")?;
        }
        writeln!(out, "    </properties>")?;
        for case in &self.cases {
            case.write(self.name, out)?;
        }
        writeln!(out, "  </testsuite>")
    }
}

impl Case {
    fn write(&self, suite: &str, out: &mut dyn Write) -> io::Result<()> {
        let (class, name) = (escape(suite), escape(&self.name));
        write!(out, "    <testcase classname=\"{class}\" name=\"{name}\"")?;
        let (kind, message) = (self.kind, escape(&self.message));
        let element = match self.status {
            Status::Passed => return writeln!(out, "/>"),
            // Readers take only the text of what was skipped.
            Status::Skipped => {
                return writeln!(
                    out,
                    ">\n      <skipped>{message}</skipped>\n    </testcase>"
                );
            }
            Status::Failure => "failure",
            Status::Error => "error",
        };
        let details: Vec<_> = self.details.lines().map(escape).collect();
        let details = details.join("\n");
        writeln!(
            out,
            ">\n      <{element} type=\"{kind}\" message=\"{message}\">{details}</{element}>\n    </testcase>"
        )
    }
}

/// Whether all input could be judged, and what the run came to.
fn input_suite<'a>(outcome: &Outcome<'_>) -> Suite<'a> {
    let fatal = outcome.problems.iter().filter(|problem| problem.of.fatal);
    let mut cases: Vec<_> = fatal
        .map(|problem| {
            let place = outcome.place_of_problem(*problem);
            let place = place.map_or_else(String::new, |place| {
                format!("{}:{}", place.path, place.line())
            });
            Case {
                name: format!("input: {place}"),
                status: Status::Error,
                kind: problem.of.kind.name(),
                message: problem.of.message.clone(),
                details: problem.of.help.clone().unwrap_or_default(),
            }
        })
        .collect();
    if cases.is_empty() {
        cases.push(Case {
            name: "input".to_owned(),
            status: Status::Passed,
            kind: "",
            message: String::new(),
            details: String::new(),
        });
    }
    let notes = outcome.problems.iter().filter(|problem| !problem.of.fatal);
    let mut properties = vec![
        ("version", env!("CARGO_PKG_VERSION").to_owned()),
        ("summary", summary::line(outcome)),
        ("findings", outcome.findings.len().to_string()),
        ("passed", outcome.passed.to_string()),
        ("undetermined", outcome.undetermined.len().to_string()),
    ];
    properties.extend(notes.map(|note| ("note", note.of.message.clone())));
    Suite {
        name: INPUT,
        properties,
        cases,
    }
}

/// The rules that found or could not decide something, by id.
fn rule_suites<'a>(outcome: &Outcome<'a>) -> Vec<Suite<'a>> {
    let mut rules: BTreeMap<&str, (&RuleInfo, Vec<Case>)> = BTreeMap::new();
    for finding in outcome.findings.iter().chain(&outcome.undetermined) {
        let rule = &*finding.of.rule;
        let entry = rules.entry(&*rule.id).or_insert_with(|| (rule, Vec::new()));
        entry.1.push(case(outcome, *finding));
    }
    let suite = |(name, (rule, cases))| Suite {
        name,
        properties: properties(outcome, rule),
        cases,
    };
    rules.into_iter().map(suite).collect()
}

fn properties(outcome: &Outcome<'_>, rule: &RuleInfo) -> Vec<(&'static str, String)> {
    vec![
        ("title", rule.title.to_string()),
        ("theme", rule.theme.to_string()),
        ("controls", outcome.options.clauses(rule).join("; ")),
    ]
}

fn case(outcome: &Outcome<'_>, sourced: Sourced<'_, Finding>) -> Case {
    let finding = sourced.of;
    let place = outcome.place_of(sourced);
    let mut name = finding.address.to_string();
    if !finding.path.is_empty() {
        let _ = write!(name, " {}", finding.path);
    }
    let mut case = Case {
        name,
        status: Status::Failure,
        kind: finding.severity.name(),
        message: format!("{}: {}", finding.rule.title, finding.message),
        // The schema has no attributes for the place.
        details: format!("{}:{}", place.path, place.line()),
    };
    if finding.verdict == Verdict::Undetermined {
        case.status = Status::Skipped;
        case.message = format!("undetermined: {}", finding.message);
    }
    case
}

/// Text and attribute values alike.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            // No character of XML.
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}
