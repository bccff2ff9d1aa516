//! The body of the comment that sums up a run in a pull request.
//!
//! The verdict stands in the first line, the worst findings in a table, everything else folded. GitHub refuses long
//! bodies, so what does not fit is counted. Whatever came from files is escaped: it must neither format, link, mention
//! nor hide anything.

use std::fmt::Write as _;
use std::io::{self, Write};

use crate::finding::{Finding, Severity};
use crate::model::Problem;

use super::clean::clean;
use super::instances::instances;
use super::{Outcome, Sourced, summary};

/// No body is longer, in bytes.
const LONGEST: usize = 60_000;
/// Kept for what closes the body.
const RESERVED: usize = 500;
/// How many findings are shown unfolded.
const OPEN: usize = 10;
/// How many rows a folded list has.
const FOLDED: usize = 50;
/// The longest address, in characters.
const ADDRESS: usize = 64;
/// The longest message, in characters.
const MESSAGE: usize = 300;

/// The tables that a body can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Table {
    /// Of findings.
    Problems,
    /// Of checks that could not be decided.
    Checks,
}

impl Table {
    /// What stands above its rows.
    pub(crate) const fn header(self) -> &'static str {
        match self {
            Self::Problems => "| | Problem | Resource | Where | Control |\n|---|---|---|---|---|\n",
            Self::Checks => "| Check | Resource | Where | Why |\n|---|---|---|---|\n",
        }
    }
}

pub(super) fn write(outcome: &Outcome<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut body = Body::new(&headline(outcome));
    body.text.push_str(&counts(outcome));
    body.findings(outcome);
    body.problems(outcome);
    body.undetermined(outcome);
    out.write_all(body.end("").as_bytes())
}

/// The verdict: an icon and words, since neither is read by everyone.
fn headline(outcome: &Outcome<'_>) -> String {
    let shown = outcome.findings.len();
    let findings = summary::counted(shown, "finding");
    let severities: Vec<_> = summary::severities(&outcome.findings)
        .into_iter()
        .map(|(severity, count)| format!("{count} {}", severity.name()))
        .collect();
    let findings = format!("{findings} ({})", severities.join(", "));
    let verdict = match (outcome.exit_status(), shown) {
        (2, 0) => "⛔ not all of the input could be judged".to_owned(),
        (2, _) => format!("⛔ not all of the input could be judged; {findings}"),
        (1, 0) => "❌ findings that are not shown".to_owned(),
        (1, _) => format!("❌ {findings}"),
        (_, 0) => nothing_found(outcome),
        (_, _) => format!("⚠️ {findings}, none at or above the gate"),
    };
    format!("ISO/IEC 27017: {verdict}")
}

/// That nothing was found says little where much could not be decided, and nothing where there was nothing to judge.
fn nothing_found(outcome: &Outcome<'_>) -> String {
    match (outcome.undetermined.len(), outcome.passed) {
        (0, 0) => "⚪ nothing here that a rule judges".to_owned(),
        (0, _) => "✅ no contradiction found".to_owned(),
        (count, _) => format!("❔ no contradiction found, {count} undetermined"),
    }
}

fn counts(outcome: &Outcome<'_>) -> String {
    let mut parts = vec![format!("{} passed", outcome.passed)];
    if !outcome.undetermined.is_empty() {
        parts.push(format!("{} undetermined", outcome.undetermined.len()));
    }
    if outcome.hidden > 0 {
        let least = outcome.options.min_severity.name();
        parts.push(format!("{} below {least} not shown", outcome.hidden));
    }
    if let Some(classes) = outcome.told_classes() {
        parts.push(format!("this plan: {}", classes.phrase()));
    }
    format!("{}\n", parts.join(" · "))
}

/// A body that grows from its top and never gets too long.
#[derive(Debug)]
pub(crate) struct Body {
    text: String,
}

impl Body {
    /// One that begins with a headline, which is Markdown.
    pub(crate) fn new(headline: &str) -> Self {
        Self {
            text: format!("### {headline}\n\n"),
        }
    }

    /// Adds a line, which is Markdown.
    pub(crate) fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// The whole, closed by what made it; `more` is Markdown.
    pub(crate) fn end(mut self, more: &str) -> String {
        let version = env!("CARGO_PKG_VERSION");
        let _ = writeln!(self.text, "\n<sub>{more}cldlint {version}</sub>");
        self.text
    }

    /// The worst findings in a table, the others folded in a second one.
    fn findings(&mut self, outcome: &Outcome<'_>) {
        let mut found: Vec<_> = instances(&outcome.findings).collect();
        found.sort_by_key(|found| std::cmp::Reverse(found.first().map(|f| f.of.severity)));
        let rows: Vec<_> = found
            .iter()
            .map(|found| row(outcome, found, Table::Problems))
            .collect();
        self.table(&rows);
    }

    /// The first rows in a table, the others folded in a second one.
    pub(crate) fn table(&mut self, rows: &[String]) {
        let (open, folded) = rows.split_at(rows.len().min(OPEN));
        if !open.is_empty() {
            self.text.push('\n');
            self.rows(Table::Problems.header(), open, open.len());
        }
        if !folded.is_empty() {
            let title = format!("{} more", folded.len());
            self.fold(&title, Table::Problems.header(), folded);
        }
    }

    fn problems(&mut self, outcome: &Outcome<'_>) {
        for (title, fatal) in [("Not judged", true), ("Notes", false)] {
            let problems = outcome.problems.iter();
            let lines: Vec<_> = problems
                .filter(|problem| problem.of.fatal == fatal)
                .map(|problem| line(outcome, *problem))
                .collect();
            if !lines.is_empty() {
                self.fold(&format!("{title} ({})", lines.len()), "", &lines);
            }
        }
    }

    fn undetermined(&mut self, outcome: &Outcome<'_>) {
        let rows: Vec<_> = instances(&outcome.undetermined)
            .map(|found| row(outcome, found, Table::Checks))
            .collect();
        if !rows.is_empty() {
            let count = outcome.undetermined.len();
            let title = format!("Undetermined ({count}): cannot be decided from this input");
            self.fold(&title, Table::Checks.header(), &rows);
        }
    }

    /// A list that is shown on a click; its title and header are Markdown.
    pub(crate) fn fold(&mut self, title: &str, header: &str, rows: &[String]) {
        let _ = write!(self.text, "\n<details><summary>{title}</summary>\n\n");
        self.rows(header, rows, FOLDED);
        self.text.push_str("\n</details>\n");
    }

    /// As many rows as are wanted and fit, and how many there are besides.
    fn rows(&mut self, header: &str, rows: &[String], most: usize) {
        self.text.push_str(header);
        let mut written = 0;
        for row in rows.iter().take(most) {
            if self.text.len() + row.len() + RESERVED > LONGEST {
                break;
            }
            self.text.push_str(row);
            written += 1;
        }
        if written < rows.len() {
            let _ = write!(self.text, "\n… and {} more\n", rows.len() - written);
        }
    }
}

/// What a row of a table tells.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'a> {
    pub(crate) severity: Severity,
    pub(crate) title: &'a str,
    pub(crate) message: &'a str,
    pub(crate) rule: &'a str,
    pub(crate) address: &'a str,
    /// How many more addresses there are.
    pub(crate) others: usize,
    /// Where, in Markdown.
    pub(crate) place: &'a str,
    pub(crate) clauses: &'a [String],
}

impl Row<'_> {
    /// As a row of a table.
    pub(crate) fn written(&self, table: Table) -> String {
        match table {
            Table::Problems => self.problem(),
            Table::Checks => self.check(),
        }
    }

    fn problem(&self) -> String {
        let (icon, severity) = (icon(self.severity), self.severity.name());
        let (title, message) = (prose(self.title), prose(self.message));
        let (rule, resource, place) = (code(self.rule), self.resource(), self.place);
        let clauses: Vec<_> = self.clauses.iter().map(|clause| code(clause)).collect();
        let clauses = clauses.join("<br>");
        format!(
            "| {icon} {severity} | **{title}**<br>{message}<br>{rule} | {resource} | {place} | {clauses} |\n"
        )
    }

    fn check(&self) -> String {
        let (rule, resource) = (code(self.rule), self.resource());
        let (place, why) = (self.place, prose(self.message));
        format!("| {rule} | {resource} | {place} | {why} |\n")
    }

    fn resource(&self) -> String {
        let address = code(&middle(self.address, ADDRESS));
        match self.others {
            0 => address,
            others => format!("{address} and {others} more"),
        }
    }
}

/// The row of findings that differ in their address only.
fn row(outcome: &Outcome<'_>, found: &[Sourced<'_, Finding>], table: Table) -> String {
    let Some((first, others)) = found.split_first() else {
        return String::new();
    };
    let finding = first.of;
    let message = match outcome.told_class(finding) {
        Some(class) => format!("{}: {}", class.name(), finding.message),
        None => finding.message.clone(),
    };
    let row = Row {
        severity: finding.severity,
        title: &finding.rule.title,
        message: &message,
        rule: &finding.rule.id,
        address: &finding.address,
        others: others.len(),
        place: &place(outcome, *first),
        clauses: &outcome.options.clauses(&finding.rule),
    };
    row.written(table)
}

fn line(outcome: &Outcome<'_>, sourced: Sourced<'_, Problem>) -> String {
    let problem = sourced.of;
    let place = match outcome.place_of_problem(sourced) {
        Some(place) => match place.region {
            Some(region) => format!("{}: ", code(&format!("{}:{}", place.path, region.line))),
            None => format!("{}: ", code(&place.path)),
        },
        None => String::new(),
    };
    let help = problem.help.as_ref();
    let help = help.map_or_else(String::new, |help| format!("; {}", prose(help)));
    format!("- {place}{}{help}\n", prose(&problem.message))
}

/// A mark for a severity, never alone.
pub(crate) const fn icon(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "🟣",
        Severity::High => "🔴",
        Severity::Medium => "🟠",
        Severity::Low => "🟡",
    }
}

fn place(outcome: &Outcome<'_>, finding: Sourced<'_, Finding>) -> String {
    let place = outcome.place_of(finding);
    match place.region {
        Some(region) => code(&format!("{}:{}", place.path, region.line)),
        None => code(&place.path),
    }
}

/// A text without its middle where it is long: the ends of an address tell most.
fn middle(text: &str, most: usize) -> String {
    let count = text.chars().count();
    if count <= most {
        return text.to_owned();
    }
    let half = most / 2;
    let start: String = text.chars().take(half).collect();
    let end: String = text.chars().skip(count - half).collect();
    format!("{start}…{end}")
}

/// A text as code. What could end the code span or the cell of a table is spelt out.
pub(crate) fn code(text: &str) -> String {
    let text = clean(text);
    let plain = |c: char| !matches!(c, '`' | '|' | '\\' | '<' | '>' | '&');
    if !text.trim().is_empty() && text.chars().all(plain) && text.trim() == text {
        return format!("`{text}`");
    }
    let mut escaped = String::new();
    for c in text.chars() {
        if c.is_ascii_punctuation() {
            let _ = write!(escaped, "&#{};", u32::from(c));
        } else {
            escaped.push(c);
        }
    }
    format!("<code>{escaped}</code>")
}

/// A message. Pairs of backticks hold code, as everywhere; nothing else formats.
pub(crate) fn prose(text: &str) -> String {
    let text = clean(text);
    let text = middle(&text, MESSAGE);
    let parts: Vec<_> = text.split('`').collect();
    if parts.len() % 2 == 0 {
        return literal(&text);
    }
    let parts = parts
        .iter()
        .enumerate()
        .map(|(index, part)| match index % 2 {
            0 => literal(part),
            _ => code(part),
        });
    parts.collect()
}

/// Text in which no character means anything to Markdown, HTML or GitHub.
fn literal(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '|' => escaped.push_str("&#124;"),
            // An empty comment behind them keeps these from becoming mentions, references and links.
            '@' => escaped.push_str("@<!-- -->"),
            '#' => escaped.push_str("#<!-- -->"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '~' | '!' | '$' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
    }
    escaped
        .replace("://", ":<!-- -->//")
        .replace("www.", "www<!-- -->.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_ends_where_it_should() {
        for (text, written) in [
            ("a.b", "`a.b`"),
            ("a[\"x\"]", "`a[\"x\"]`"),
            ("a`b", "<code>a&#96;b</code>"),
            ("a|b", "<code>a&#124;b</code>"),
            ("", "<code></code>"),
        ] {
            assert_eq!(code(text), written, "{text}");
        }
    }

    #[test]
    fn prose_means_nothing_but_what_it_says() {
        for (text, written) in [
            ("set `a` to 1", "set `a` to 1"),
            ("an odd ` here", "an odd \\` here"),
            ("@everyone", "@<!-- -->everyone"),
            ("<b>", "&lt;b&gt;"),
            ("see https://x", "see https:<!-- -->//x"),
            ("[a](b)", "\\[a\\](b)"),
        ] {
            assert_eq!(prose(text), written, "{text}");
        }
    }

    #[test]
    fn long_addresses_keep_their_ends() {
        assert_eq!(middle("abcdefghij", 4), "ab…ij");
        assert_eq!(middle("abcd", 4), "abcd");
    }
}
