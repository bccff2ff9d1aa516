//! Annotations: workflow commands of GitHub Actions, and the rest as lines of the log.
//!
//! A step shows ten annotations of each type and drops the others in silence, so the worst get the places and the last
//! place says how many there are besides. Whatever else is written must not begin like a command.

use std::io::{self, Write};

use crate::finding::Verdict;

use super::clean::{clean, shorten};
use super::place::RepositoryPlace;
use super::{Outcome, Rank, instances::instances, summary};

/// How many annotations of a type a step shows.
const SHOWN: usize = 10;
/// The longest message; one over 4,096 is cut by GitHub.
const LONGEST: usize = 1000;

/// Something to annotate.
#[derive(Debug)]
pub(crate) struct Note {
    pub(crate) rank: Rank,
    pub(crate) place: Option<RepositoryPlace>,
    pub(crate) title: String,
    pub(crate) message: String,
}

pub(super) fn write(outcome: &Outcome<'_>, out: &mut dyn Write) -> io::Result<()> {
    write_notes(&notes(outcome), out)?;
    writeln!(out, "cldlint: {}", plain(&summary::line(outcome)))
}

/// Writes as many annotations as are shown, the others as lines of the log.
pub(crate) fn write_notes(notes: &[Note], out: &mut dyn Write) -> io::Result<()> {
    for rank in [Rank::Error, Rank::Warning, Rank::Note] {
        let same: Vec<_> = notes.iter().filter(|note| note.rank == rank).collect();
        let kept = if same.len() > SHOWN { SHOWN - 1 } else { SHOWN };
        for note in same.iter().take(kept) {
            writeln!(out, "{}", command(note))?;
        }
        let rest = same.len().saturating_sub(kept);
        if rest > 0 {
            let name = type_name(rank);
            writeln!(
                out,
                "::{name} title=cldlint::{rest} more are in the log of this step"
            )?;
            for note in same.iter().skip(kept) {
                writeln!(out, "{}", log_line(note))?;
            }
        }
    }
    Ok(())
}

/// What there is to tell: what could not be judged first, then findings, the worst first.
fn notes(outcome: &Outcome<'_>) -> Vec<Note> {
    let problems = outcome.problems.iter().map(|problem| Note {
        rank: if problem.of.fatal {
            Rank::Error
        } else {
            Rank::Note
        },
        place: outcome.place_of_problem(*problem),
        title: format!("not judged ({})", problem.of.kind.name()),
        message: match &problem.of.help {
            Some(help) => format!("{}; {help}", problem.of.message),
            None => problem.of.message.clone(),
        },
    });
    let mut findings: Vec<_> = instances(&outcome.findings).collect();
    findings.sort_by_key(|found| std::cmp::Reverse(found.first().map(|f| f.of.severity)));
    let undetermined = outcome.options.undetermined;
    let undetermined = undetermined.then(|| instances(&outcome.undetermined));
    let found = findings
        .into_iter()
        .chain(undetermined.into_iter().flatten());
    let found = found.filter_map(|found| {
        let (first, others) = found.split_first()?;
        let finding = first.of;
        let mut message = format!("{}\n{}", finding.message, finding.address);
        if !others.is_empty() {
            message = format!("{message} and {} more", others.len());
        }
        let clauses = outcome.options.clauses(&finding.rule);
        let id = &finding.rule.id;
        let undetermined = finding.verdict == Verdict::Undetermined;
        Some(Note {
            rank: if undetermined {
                Rank::Note
            } else {
                outcome.options.rank(finding)
            },
            place: Some(outcome.place_of(*first)),
            title: if undetermined {
                format!("undetermined: {} [{id}]", finding.rule.title)
            } else {
                format!("{} [{id}]", finding.rule.title)
            },
            message: format!("{message}\n{}", clauses.join(", ")),
        })
    });
    problems.chain(found).collect()
}

const fn type_name(rank: Rank) -> &'static str {
    match rank {
        Rank::Error => "error",
        Rank::Warning => "warning",
        Rank::Note => "notice",
    }
}

fn command(note: &Note) -> String {
    let mut properties = Vec::new();
    if let Some(place) = &note.place {
        properties.push(format!("file={}", property(&place.path)));
        if let Some(region) = place.region {
            let (line, column) = (region.line, region.column);
            // Columns are kept only where both lines are named; GitHub counts the last one in.
            let end = region.end_column.saturating_sub(1).max(column);
            properties.push(format!(
                "line={line},endLine={line},col={column},endColumn={end}"
            ));
        }
    }
    properties.push(format!("title={}", property(&note.title)));
    let lines: Vec<_> = note.message.lines().map(data).collect();
    let name = type_name(note.rank);
    format!("::{name} {}::{}", properties.join(","), lines.join("%0A"))
}

/// A line of the log that is no command whatever it holds.
fn log_line(note: &Note) -> String {
    let place = match &note.place {
        Some(place) => match place.region {
            Some(region) => format!("{}:{}:{}: ", place.path, region.line, region.column),
            None => format!("{}: ", place.path),
        },
        None => String::new(),
    };
    let message = note.message.lines().collect::<Vec<_>>().join("; ");
    let text = format!("{place}{}: {message}", note.title);
    format!("{}: {}", type_name(note.rank), plain(&text))
}

/// Text that is no command at the end of a line. The older form of commands is looked for anywhere in a line.
pub(crate) fn plain(text: &str) -> String {
    shorten(&clean(text), LONGEST).replace("##[", "## [")
}

fn data(text: &str) -> String {
    plain(text).replace('%', "%25")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
