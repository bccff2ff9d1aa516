//! One line a finding: `file:line:column: severity[rule] message (address)`.

use std::io::{self, Write};

use crate::finding::{Finding, Verdict};
use crate::model::Problem;
use crate::text::Sources;

use super::clean::clean;
use super::{Outcome, location, summary};

pub(super) fn write(outcome: &Outcome<'_>, out: &mut dyn Write) -> io::Result<()> {
    for finding in &outcome.findings {
        write_finding(outcome.sources, finding, out)?;
    }
    if outcome.options.undetermined {
        for finding in &outcome.undetermined {
            write_finding(outcome.sources, finding, out)?;
        }
    }
    for problem in &outcome.problems {
        write_problem(outcome.sources, problem, out)?;
    }
    writeln!(out, "{}", summary::line(outcome))
}

fn write_finding(sources: &Sources, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let place = match finding.span {
        Some(span) => {
            let at = location(sources, span);
            format!("{}:{}:{}", clean(at.path), at.start.line, at.start.column)
        }
        None => clean(&finding.input).into_owned(),
    };
    let mut message = clean(&finding.message).into_owned();
    let level = match finding.verdict {
        Verdict::Undetermined => {
            let reasons: Vec<_> = finding.reasons.iter().map(ToString::to_string).collect();
            message = format!("undetermined: {}", clean(&reasons.join("; ")));
            "undetermined"
        }
        Verdict::Fail | Verdict::Pass => finding.severity.name(),
    };
    writeln!(
        out,
        "{place}: {level}[{}] {message} ({})",
        clean(&finding.rule.id),
        clean(&finding.address)
    )
}

pub(super) fn write_problem(
    sources: &Sources,
    problem: &Problem,
    out: &mut dyn Write,
) -> io::Result<()> {
    let place = match (problem.span, &problem.path) {
        (Some(span), _) => {
            let at = location(sources, span);
            format!("{}:{}:{}: ", clean(at.path), at.start.line, at.start.column)
        }
        (None, Some(path)) => format!("{}: ", clean(path)),
        (None, None) => String::new(),
    };
    let level = if problem.fatal { "error" } else { "note" };
    let kind = problem.kind.name();
    write!(out, "{place}{level}[{kind}] {}", clean(&problem.message))?;
    if let Some(help) = &problem.help {
        write!(out, "; {}", clean(help))?;
    }
    writeln!(out)
}
