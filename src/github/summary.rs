//! The comment that sums up, and the summary of the step.

use crate::finding::Severity;
use crate::report::{Body, Row, Table, code, counted, prose};

use super::address::encoded;
use super::report::{Finding, Place, Problem, Report};

/// What the server needs for links to lines.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Links<'a> {
    /// `https://github.com/owner/name`; empty for no links.
    pub(crate) repository: &'a str,
    /// The commit.
    pub(crate) head: &'a str,
}

/// Findings by what the pull request does to them.
#[derive(Debug)]
pub(crate) struct Sorted<'a> {
    pub(crate) new: Vec<&'a Finding>,
    pub(crate) existing: Vec<&'a Finding>,
    pub(crate) fixed: Vec<&'a Finding>,
    pub(crate) undetermined: Vec<&'a Finding>,
    problems: Vec<&'a Problem>,
    passed: u64,
    /// Whether it is known what was there before.
    compared: bool,
}

impl<'a> Sorted<'a> {
    pub(crate) fn new(
        reports: &'a [Report],
        is_new: &dyn Fn(&Finding) -> bool,
        compared: bool,
    ) -> Self {
        let failing = reports.iter().flat_map(Report::failing);
        let (new, existing) = failing.partition(|finding| is_new(finding));
        let mut sorted = Self {
            new,
            existing,
            fixed: reports.iter().flat_map(Report::mended).collect(),
            undetermined: reports.iter().flat_map(|r| &r.undetermined).collect(),
            problems: reports.iter().flat_map(|r| &r.problems).collect(),
            passed: reports.iter().map(Report::passed).sum(),
            compared,
        };
        for list in [&mut sorted.new, &mut sorted.existing, &mut sorted.fixed] {
            // The order among equals is that of the report.
            list.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        }
        sorted
    }

    /// Whether there is anything that a reader of the pull request should know.
    pub(crate) fn matters(&self) -> bool {
        let lists = [&self.new, &self.fixed, &self.undetermined];
        lists.iter().any(|list| !list.is_empty()) || !self.complete()
    }

    /// Whether all of the input could be judged: only then what is not found is gone.
    pub(crate) fn complete(&self) -> bool {
        !self.problems.iter().any(|problem| problem.fatal)
    }
}

/// The body, without a marker.
pub(crate) fn body(sorted: &Sorted<'_>, links: Links<'_>) -> String {
    let mut body = Body::new(&headline(sorted));
    body.line(&counts(sorted));
    let problems = |list: &[&Finding]| rows(list, links, Table::Problems);
    body.table(&problems(&sorted.new));
    let mut fold = |title: String, header: &str, rows: &[String]| {
        if !rows.is_empty() {
            body.fold(&title, header, rows);
        }
    };
    for (name, fatal) in [("Not judged", true), ("Notes", false)] {
        let same = sorted.problems.iter().filter(|p| p.fatal == fatal);
        let lines: Vec<_> = same.map(|problem| problem_line(problem, links)).collect();
        fold(format!("{name} ({})", lines.len()), "", &lines);
    }
    let checks = rows(&sorted.undetermined, links, Table::Checks);
    let count = sorted.undetermined.len();
    let title = format!("Undetermined ({count}): cannot be decided from this input");
    fold(title, Table::Checks.header(), &checks);
    let title = format!("Fixed ({})", sorted.fixed.len());
    fold(title, Table::Problems.header(), &problems(&sorted.fixed));
    let title = format!("There before this change ({})", sorted.existing.len());
    fold(title, Table::Problems.header(), &problems(&sorted.existing));
    let short: String = links.head.chars().take(7).collect();
    body.end(&match short.as_str() {
        "" => String::new(),
        short => format!("commit {short} · kept up to date · "),
    })
}

/// The verdict: an icon and words, since neither is read by everyone.
fn headline(sorted: &Sorted<'_>) -> String {
    let (noun, of_what) = if sorted.compared {
        ("new problem", " in this change")
    } else {
        ("problem", "")
    };
    let new = counted(sorted.new.len(), noun);
    let verdict = match (sorted.complete(), sorted.new.is_empty()) {
        (false, true) => "⛔ not all of the input could be judged".to_owned(),
        (false, false) => format!("⛔ not all of the input could be judged; {new}"),
        (true, true) => format!("✅ no {noun}{of_what}"),
        (true, false) => format!("❌ {new}{of_what} ({})", severities(&sorted.new)),
    };
    format!("ISO/IEC 27017: {verdict}")
}

fn severities(findings: &[&Finding]) -> String {
    use Severity::{Critical, High, Low, Medium};
    let counts = [Critical, High, Medium, Low]
        .into_iter()
        .filter_map(|severity| {
            let count = findings.iter().filter(|f| f.severity == severity).count();
            (count > 0).then(|| format!("{count} {}", severity.name()))
        });
    counts.collect::<Vec<_>>().join(", ")
}

fn counts(sorted: &Sorted<'_>) -> String {
    let counts = [
        (sorted.fixed.len(), "fixed"),
        (sorted.existing.len(), "there before"),
        (sorted.undetermined.len(), "undetermined"),
    ];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    let mut parts: Vec<_> = counts
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    parts.push(format!("{} passed", sorted.passed));
    parts.join(" · ")
}

/// The rows of a list, one for findings that differ in their address only.
fn rows(list: &[&Finding], links: Links<'_>, table: Table) -> Vec<String> {
    let groups = list.chunk_by(|a, b| {
        let same = a.place == b.place && a.place.file.is_some();
        same && a.rule == b.rule && a.message == b.message && a.severity == b.severity
    });
    let rows = groups.filter_map(|group| {
        let (first, others) = group.split_first()?;
        let row = Row {
            severity: first.severity,
            title: &first.title,
            message: &first.message,
            rule: &first.rule,
            address: &first.address,
            others: others.len(),
            place: &place(&first.place, &first.input, links),
            clauses: &clauses(first),
        };
        Some(row.written(table))
    });
    rows.collect()
}

/// The clauses a finding contradicts.
pub(crate) fn clauses(finding: &Finding) -> Vec<String> {
    finding
        .controls
        .iter()
        .map(super::report::Control::clause)
        .collect()
}

fn problem_line(problem: &Problem, links: Links<'_>) -> String {
    let place = match &problem.place.file {
        Some(file) => format!("{}: ", place(&problem.place, file, links)),
        None => String::new(),
    };
    let help = problem.help.as_ref();
    let help = help.map_or_else(String::new, |help| format!("; {}", prose(help)));
    format!("- {place}{}{help}\n", prose(&problem.message))
}

/// The line, with a link to it where there is one.
fn place(place: &Place, input: &str, links: Links<'_>) -> String {
    let (Some(file), Some(line)) = (&place.file, place.line) else {
        return code(place.file.as_deref().unwrap_or(input));
    };
    let text = code(&format!("{file}:{line}"));
    let (repository, head) = (links.repository, links.head);
    if repository.is_empty() || file.starts_with(['/', '.']) {
        return text;
    }
    format!(
        "[{text}]({repository}/blob/{head}/{}#L{line})",
        encoded(file)
    )
}
