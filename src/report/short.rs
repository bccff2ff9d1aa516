//! One line a finding: `file:line:column: severity[rule] message (address)`.

use std::io::{self, Write};

use crate::finding::{Finding, Verdict};
use crate::model::Problem;
use crate::value::phrase_of;

use super::clean::clean;
use super::{Outcome, Sourced, location, summary};

pub(super) fn write(outcome: &Outcome<'_>, out: &mut dyn Write) -> io::Result<()> {
    for finding in &outcome.findings {
        write_finding(outcome, *finding, out)?;
    }
    if outcome.options.undetermined {
        for finding in &outcome.undetermined {
            write_finding(outcome, *finding, out)?;
        }
    }
    for problem in &outcome.problems {
        write_problem(*problem, out)?;
    }
    writeln!(out, "{}", summary::line(outcome))
}

fn write_finding(
    outcome: &Outcome<'_>,
    finding: Sourced<'_, Finding>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Sourced {
        sources,
        of: finding,
    } = finding;
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
            message = format!("undetermined: {}", clean(&phrase_of(&finding.reasons)));
            "undetermined"
        }
        Verdict::Fail | Verdict::Pass => finding.severity.name(),
    };
    let class = outcome.told_class(finding);
    let class = class.map_or_else(String::new, |class| format!(", {}", class.name()));
    writeln!(
        out,
        "{place}: {level}[{}] {message} ({}{class})",
        clean(&finding.rule.id),
        clean(&finding.address)
    )
}

pub(super) fn write_problem(problem: Sourced<'_, Problem>, out: &mut dyn Write) -> io::Result<()> {
    let Sourced {
        sources,
        of: problem,
    } = problem;
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
