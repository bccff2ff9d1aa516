//! Annotations, for when nothing can be said in the pull request itself.

use std::io::{self, Write};

use crate::finding::Severity;
use crate::report::{Note, Rank, Region, RepositoryPlace, write_notes};

use super::report::{Finding, Place, Problem, Report};
use super::summary::clauses;

/// Writes them, the worst first.
pub(crate) fn write(reports: &[Report], out: &mut dyn Write) -> io::Result<()> {
    let problems = reports.iter().flat_map(|report| &report.problems);
    let mut findings: Vec<_> = reports.iter().flat_map(Report::failing).collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    let notes = problems
        .map(of_problem)
        .chain(findings.into_iter().map(of_finding));
    write_notes(&notes.collect::<Vec<_>>(), out)
}

fn of_problem(problem: &Problem) -> Note {
    let help = problem.help.as_ref();
    let help = help.map_or_else(String::new, |help| format!("; {help}"));
    Note {
        rank: if problem.fatal {
            Rank::Error
        } else {
            Rank::Note
        },
        place: problem
            .place
            .file
            .as_deref()
            .map(|file| at(&problem.place, file)),
        title: format!("not judged ({})", problem.kind),
        message: format!("{}{help}", problem.message),
    }
}

fn of_finding(finding: &Finding) -> Note {
    let file = finding.place.file.as_deref().unwrap_or(&finding.input);
    Note {
        rank: rank(finding),
        place: Some(at(&finding.place, file)),
        title: format!("{} [{}]", finding.title, finding.rule),
        message: [
            finding.message.as_str(),
            &finding.address,
            &clauses(finding).join(", "),
        ]
        .join("\n"),
    }
}

/// What may be elsewhere only warns.
fn rank(finding: &Finding) -> Rank {
    match finding.severity {
        Severity::Critical | Severity::High if finding.kind != "gap" => Rank::Error,
        Severity::Low => Rank::Note,
        _ => Rank::Warning,
    }
}

/// The place; of one over several lines its first, without columns.
fn at(place: &Place, file: &str) -> RepositoryPlace {
    let region = place.line.map(|line| {
        let column = place.column.unwrap_or(1);
        let one_line = place.end_line == place.line;
        Region {
            line,
            column,
            end_column: place.end_column.filter(|_| one_line).unwrap_or(column + 1),
        }
    });
    RepositoryPlace {
        path: file.to_owned(),
        region,
    }
}
