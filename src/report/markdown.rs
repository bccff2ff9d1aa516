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

pub(super) fn write(outcome: &Outcome<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut body = Body {
        text: format!("### {}\n\n", headline(outcome)),
    };
    body.text.push_str(&counts(outcome));
    body.findings(outcome);
    body.problems(outcome);
    body.undetermined(outcome);
    let version = env!("CARGO_PKG_VERSION");
    let _ = writeln!(body.text, "\n<sub>cldlint {version}</sub>");
    out.write_all(body.text.as_bytes())
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
    format!("{}\n", parts.join(" · "))
}

struct Body {
    text: String,
}

impl Body {
    /// The worst findings in a table, the others folded in a second one.
    fn findings(&mut self, outcome: &Outcome<'_>) {
        let mut found: Vec<_> = instances(&outcome.findings).collect();
        found.sort_by_key(|found| std::cmp::Reverse(found.first().map(|f| f.of.severity)));
        let rows: Vec<_> = found.iter().map(|found| row(outcome, found)).collect();
        let header = "| | Problem | Resource | Where | Control |\n|---|---|---|---|---|\n";
        let (open, folded) = rows.split_at(rows.len().min(OPEN));
        if !open.is_empty() {
            self.text.push('\n');
            self.rows(header, open, open.len());
        }
        if !folded.is_empty() {
            let title = format!("{} more", folded.len());
            self.fold(&title, header, folded);
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
            .filter_map(|found| undetermined_row(outcome, found))
            .collect();
        if !rows.is_empty() {
            let count = outcome.undetermined.len();
            let title = format!("Undetermined ({count}): cannot be decided from this input");
            let header = "| Check | Resource | Where | Why |\n|---|---|---|---|\n";
            self.fold(&title, header, &rows);
        }
    }

    fn fold(&mut self, title: &str, header: &str, rows: &[String]) {
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

fn row(outcome: &Outcome<'_>, found: &[Sourced<'_, Finding>]) -> String {
    let Some((first, others)) = found.split_first() else {
        return String::new();
    };
    let finding = first.of;
    let (icon, severity) = (icon(finding.severity), finding.severity.name());
    let (title, message) = (prose(&finding.rule.title), prose(&finding.message));
    let rule = code(&finding.rule.id);
    let resource = resource(finding, others.len());
    let place = place(outcome, *first);
    let clauses = outcome.options.clauses(&finding.rule);
    let clauses: Vec<_> = clauses.iter().map(|clause| code(clause)).collect();
    let clauses = clauses.join("<br>");
    format!(
        "| {icon} {severity} | **{title}**<br>{message}<br>{rule} | {resource} | {place} | {clauses} |\n"
    )
}

fn undetermined_row(outcome: &Outcome<'_>, found: &[Sourced<'_, Finding>]) -> Option<String> {
    let (first, others) = found.split_first()?;
    let finding = first.of;
    let (rule, resource) = (code(&finding.rule.id), resource(finding, others.len()));
    let (place, why) = (place(outcome, *first), prose(&finding.message));
    Some(format!("| {rule} | {resource} | {place} | {why} |\n"))
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

const fn icon(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "🟣",
        Severity::High => "🔴",
        Severity::Medium => "🟠",
        Severity::Low => "🟡",
    }
}

fn resource(finding: &Finding, others: usize) -> String {
    let address = code(&middle(&finding.address, ADDRESS));
    if others == 0 {
        address
    } else {
        format!("{address} and {others} more")
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
fn code(text: &str) -> String {
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
fn prose(text: &str) -> String {
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
