//! Logging commands of Azure Pipelines: an issue a finding.

use std::io::{self, Write};

use crate::finding::Verdict;

use super::clean::{clean, shorten};
use super::place::RepositoryPlace;
use super::{Outcome, Rank, instances::instances, summary};

/// The longest message, in characters.
const LONGEST: usize = 1000;

pub(super) fn write(outcome: &Outcome<'_>, out: &mut dyn Write) -> io::Result<()> {
    for problem in &outcome.problems {
        let place = outcome.place_of_problem(*problem);
        let mut message = problem.of.message.clone();
        if let Some(help) = &problem.of.help {
            message = format!("{message}; {help}");
        }
        if problem.of.fatal {
            let code = problem.of.kind.name();
            issue(Rank::Error, place.as_ref(), code, &message, out)?;
        } else {
            writeln!(out, "note: {}", plain(&message))?;
        }
    }
    let undetermined = outcome.options.undetermined;
    let undetermined = undetermined.then(|| instances(&outcome.undetermined));
    let findings = instances(&outcome.findings);
    for found in findings.chain(undetermined.into_iter().flatten()) {
        let Some((first, others)) = found.split_first() else {
            continue;
        };
        let finding = first.of;
        let place = outcome.place_of(*first);
        let rule = &finding.rule;
        let mut message = format!("{}: {} ({}", rule.title, finding.message, finding.address);
        if !others.is_empty() {
            message = format!("{message} and {} more", others.len());
        }
        message.push(')');
        if finding.verdict == Verdict::Undetermined {
            writeln!(
                out,
                "undetermined: {}: {}",
                plain(&place.path),
                plain(&message)
            )?;
        } else {
            let rank = outcome.options.rank(finding);
            issue(rank, Some(&place), &rule.id, &message, out)?;
        }
    }
    writeln!(out, "cldlint: {}", plain(&summary::line(outcome)))
}

/// An issue of the log. There are errors and warnings only.
fn issue(
    rank: Rank,
    place: Option<&RepositoryPlace>,
    code: &str,
    message: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let level = match rank {
        Rank::Error => "error",
        Rank::Warning | Rank::Note => "warning",
    };
    write!(out, "##vso[task.logissue type={level};")?;
    if let Some(place) = place {
        write!(out, "sourcepath={};", property(&place.path))?;
        if let Some(region) = place.region {
            write!(
                out,
                "linenumber={};columnnumber={};",
                region.line, region.column
            )?;
        }
    }
    writeln!(out, "code={};]{}", property(code), data(message))
}

/// A command is looked for anywhere in a line, in both forms.
fn plain(text: &str) -> String {
    shorten(&clean(text), LONGEST)
        .replace("##vso[", "## vso[")
        .replace("##[", "## [")
}

fn data(text: &str) -> String {
    plain(text).replace('%', "%AZP25")
}

fn property(text: &str) -> String {
    data(text).replace(']', "%5D").replace(';', "%3B")
}
