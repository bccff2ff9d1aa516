//! Reports: what a run found, for people and for machines. One file a format; none of them sees the model's values.

mod azure;
mod base;
mod clean;
mod controls;
mod csv;
mod diff;
mod digest;
mod excerpt;
mod github;
mod gitlab;
mod harmless;
mod instances;
mod json;
mod junit;
mod line_hash;
mod markdown;
mod patch;
mod place;
mod sarif;
mod scope;
mod short;
mod snippet;
mod summary;
mod text;
mod wrap;

pub use base::Base;
pub use clean::clean;
pub(crate) use github::{Note, write_notes};
pub(crate) use harmless::write as write_json;
pub use json::FORMAT_VERSION;
pub(crate) use json::{LabelledPlace, PlaceEntry, ProblemEntry};
pub(crate) use markdown::{Body, Row, Table, code, icon, prose};
pub use patch::{FileChange, PatchLook, write_patch};
pub(crate) use place::{Region, RepositoryPlace};
pub use scope::Scope;
pub use summary::{counted, reason_phrase};

use std::io::{self, Write};

use crate::finding::{Class, Finding, Kind, Ran, Report, Severity};
use crate::model::Problem;
use crate::standard::Edition;
use crate::text::{Position, Sources, Span};

/// The formats a report can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// For people: the marked source, why, the control, the edit.
    Text,
    /// One line a finding.
    Short,
    /// For machines; its schema is `schemas/report.schema.json`.
    Json,
    /// SARIF as GitHub's code scanning reads it.
    Sarif,
    /// SARIF with all that the format has a place for.
    SarifFull,
    /// Annotations of GitHub Actions.
    Github,
    /// The summary comment of a pull request.
    Markdown,
    /// `JUnit`, for whoever shows test results.
    Junit,
    /// GitLab's code quality report.
    Gitlab,
    /// A table for spreadsheets.
    Csv,
    /// Logging commands of Azure Pipelines.
    Azure,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 11] = [
        Self::Text,
        Self::Short,
        Self::Json,
        Self::Sarif,
        Self::SarifFull,
        Self::Github,
        Self::Markdown,
        Self::Junit,
        Self::Gitlab,
        Self::Csv,
        Self::Azure,
    ];

    /// The name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Short => "short",
            Self::Json => "json",
            Self::Sarif => "sarif",
            Self::SarifFull => "sarif-full",
            Self::Github => "github",
            Self::Markdown => "markdown",
            Self::Junit => "junit",
            Self::Gitlab => "gitlab",
            Self::Csv => "csv",
            Self::Azure => "azure",
        }
    }

    /// Whether the format tells people of problems, so that none has to be told beside it.
    pub const fn tells_problems(self) -> bool {
        matches!(self, Self::Text | Self::Short | Self::Github | Self::Azure)
    }

    /// The format of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// How a report is to be written.
#[derive(Clone, Debug)]
pub struct Options {
    /// The editions whose clauses are named.
    pub editions: Vec<Edition>,
    /// What is less severe is counted but not shown.
    pub min_severity: Severity,
    /// Findings of this severity and above fail the run; `None`: nothing does.
    pub fail_on: Option<Severity>,
    /// Whether the input is declared to be all there is, so that gaps fail too.
    pub complete: bool,
    /// Which findings are shown and may fail the run.
    pub scope: Scope,
    /// Whether checks that could not be decided are shown one by one.
    pub undetermined: bool,
    /// Whether what was judged can be fixed, which plans and states cannot.
    pub offers_fixes: bool,
    /// The rules that ran, by id.
    pub rules: Vec<Ran>,
    /// Where the run started, for formats that name files from the root of the repository.
    pub base: Base,
}

/// How loudly a finding is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    Note,
    Warning,
    Error,
}

impl Rank {
    /// The name that SARIF and most others have for it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// What is known of where a report goes.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Whether to write colours.
    pub color: bool,
    /// How many columns a line has.
    pub width: usize,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            color: false,
            width: 120,
        }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            editions: Edition::ALL.to_vec(),
            min_severity: Severity::Low,
            fail_on: Some(Severity::High),
            complete: false,
            scope: Scope::All,
            undetermined: false,
            offers_fixes: true,
            rules: Vec::new(),
            base: Base::default(),
        }
    }
}

impl Options {
    /// Whether a finding closes the gate.
    pub fn fails(&self, finding: &Finding) -> bool {
        self.fail_on.is_some_and(|gate| finding.severity >= gate)
            && self.scope.holds(finding)
            && finding.class != Some(Class::Fixed)
            && (finding.kind != Kind::Gap || self.complete)
    }

    /// How loudly to tell of a finding.
    pub(crate) fn rank(&self, finding: &Finding) -> Rank {
        self.rank_of(finding.severity, finding.kind)
    }

    /// What may be elsewhere only warns, unless the input is declared to be all there is.
    pub(crate) fn rank_of(&self, severity: Severity, kind: Kind) -> Rank {
        let warns = kind == Kind::Gap && !self.complete;
        match severity {
            Severity::Critical | Severity::High if !warns => Rank::Error,
            Severity::Critical | Severity::High | Severity::Medium => Rank::Warning,
            Severity::Low => Rank::Note,
        }
    }
}

/// What one input came to. Spans point into its own sources.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// The files.
    pub sources: &'a Sources,
    /// What the rules found.
    pub report: &'a Report,
    /// What could not be read or judged.
    pub problems: &'a [Problem],
}

/// Something with the sources that its spans point into.
#[derive(Debug)]
pub(crate) struct Sourced<'a, T> {
    pub(crate) sources: &'a Sources,
    pub(crate) of: &'a T,
}

impl<T> Clone for Sourced<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Sourced<'_, T> {}

/// What a run came to, in the order it is written.
#[derive(Debug)]
pub struct Outcome<'a> {
    options: &'a Options,
    findings: Vec<Sourced<'a, Finding>>,
    undetermined: Vec<Sourced<'a, Finding>>,
    fixed: Vec<Sourced<'a, Finding>>,
    problems: Vec<Sourced<'a, Problem>>,
    passed: usize,
    hidden: usize,
    /// How many are as severe as asked for, and out of the scope.
    out_of_scope: usize,
    classes: Option<scope::Classes>,
    failed: bool,
}

impl<'a> Outcome<'a> {
    /// Orders what a run found.
    pub fn new(parts: &[Part<'a>], options: &'a Options) -> Self {
        let severe = |list: fn(&'a Report) -> &'a [Finding]| {
            let mut shown: Vec<_> = parts
                .iter()
                .flat_map(|part| sourced(part.sources, list(part.report)))
                .filter(|finding| finding.of.severity >= options.min_severity)
                .collect();
            shown.sort_by_cached_key(order);
            shown
        };
        let mut findings = severe(|report| &report.findings);
        let all = parts.iter().flat_map(|part| &part.report.findings);
        let hidden = all.clone().count() - findings.len();
        let before = findings.len();
        findings.retain(|finding| options.scope.holds(finding.of));
        let mut problems: Vec<_> = parts
            .iter()
            .flat_map(|part| sourced(part.sources, part.problems))
            .collect();
        problems.sort_by_cached_key(problem_order);
        problems.dedup_by(|a, b| problem_order(a) == problem_order(b));
        Self {
            options,
            undetermined: severe(|report| &report.undetermined),
            fixed: severe(|report| &report.fixed),
            hidden,
            out_of_scope: before - findings.len(),
            classes: scope::Classes::of(parts),
            failed: all.clone().any(|finding| options.fails(finding)),
            findings,
            problems,
            passed: parts.iter().map(|part| part.report.passed).sum(),
        }
    }

    /// How many findings of each class there are, where it says more than that all is new.
    fn told_classes(&self) -> Option<scope::Classes> {
        self.classes.filter(|classes| classes.differ())
    }

    /// What the plan has to do with a finding, likewise.
    fn told_class(&self, finding: &Finding) -> Option<Class> {
        self.told_classes().and(finding.class)
    }

    /// The exit status: 0 clean, 1 findings at or above the gate, 2 something could not be judged.
    pub fn exit_status(&self) -> u8 {
        if self.problems.iter().any(|problem| problem.of.fatal) {
            2
        } else {
            u8::from(self.failed)
        }
    }

    /// Writes the report.
    pub fn write(&self, format: Format, look: Look, out: &mut dyn Write) -> io::Result<()> {
        match format {
            Format::Text => text::write(self, look, out),
            Format::Short => short::write(self, out),
            Format::Json => json::write(self, out),
            Format::Sarif => sarif::write(self, sarif::Profile::Github, out),
            Format::SarifFull => sarif::write(self, sarif::Profile::Full, out),
            Format::Github => github::write(self, out),
            Format::Markdown => markdown::write(self, out),
            Format::Junit => junit::write(self, out),
            Format::Gitlab => gitlab::write(self, out),
            Format::Csv => csv::write(self, out),
            Format::Azure => azure::write(self, out),
        }
    }

    /// Writes the problems that keep input from being judged, one line each, for when the report goes elsewhere.
    pub fn write_fatal_problems(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut fatal = self.problems.iter().filter(|problem| problem.of.fatal);
        fatal.try_for_each(|problem| short::write_problem(*problem, out))
    }
}

fn sourced<'a, T>(
    sources: &'a Sources,
    list: &'a [T],
) -> impl Iterator<Item = Sourced<'a, T>> + use<'a, T> {
    list.iter().map(move |of| Sourced { sources, of })
}

/// A span as people count.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Location<'a> {
    path: &'a str,
    start: Position,
    end: Position,
}

pub(crate) fn location(sources: &Sources, span: Span) -> Location<'_> {
    let source = sources.get(span.file());
    Location {
        path: source.path(),
        start: source.position(span.range().start()),
        end: source.position(span.range().end()),
    }
}

/// `file:line:column` of the beginning of a span.
pub(crate) fn place_of(sources: &Sources, span: Span) -> String {
    let at = location(sources, span);
    format!("{}:{}:{}", clean(at.path), at.start.line, at.start.column)
}

/// Total: equal only for findings that read the same. What has no place in source comes last.
fn order<'a>(finding: &Sourced<'a, Finding>) -> impl Ord + use<'a> {
    let Sourced { sources, of } = *finding;
    let place = of.span.map(|span| location(sources, span));
    (
        place.is_none(),
        place,
        &of.rule.id,
        &of.message,
        &of.input,
        natural_order(&of.address),
        natural_order(&of.path),
        &of.fingerprint,
    )
}

/// Those that keep input from being judged come first, by place; notes by what they say.
fn problem_order<'a>(problem: &Sourced<'a, Problem>) -> impl Ord + use<'a> {
    let Sourced { sources, of } = *problem;
    (
        !of.fatal,
        (!of.fatal).then_some((of.kind, &of.message)),
        of.span.map(|span| location(sources, span)),
        of.path.as_deref(),
        of.kind,
        &of.message,
    )
}

/// A key that orders text with its runs of digits taken as numbers, so that `a[2]` comes before `a[10]`.
fn natural_order(text: &str) -> impl Ord + use<'_> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (words, tail) = rest.split_at(digits(rest, false));
        let (number, tail) = tail.split_at(digits(tail, true));
        let number = number.trim_start_matches('0');
        parts.push((words, number.len(), number));
        rest = tail;
    }
    (parts, text)
}

/// How long the text begins with digits, or with anything but digits.
fn digits(text: &str, wanted: bool) -> usize {
    text.find(|c: char| c.is_ascii_digit() != wanted)
        .unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_ordered_by_number() {
        let mut addresses = ["a[10].b", "a[2].b", "a[2].a", "a", "a[02].c"];
        addresses.sort_by_cached_key(|address| natural_order(address));
        assert_eq!(addresses, ["a", "a[2].a", "a[2].b", "a[02].c", "a[10].b"]);
    }
}
