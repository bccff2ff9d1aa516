//! For machines: one object, whose schema is `schemas/report.schema.json`.

use std::io::{self, Write};

use serde::Serialize;

use crate::finding::{Class, Edit, Finding, Fix, Safety, Verdict};
use crate::model::Problem;
use crate::text::{Place, Sources, Span};
use crate::value::Reason;

use super::{Outcome, Sourced, harmless, location, summary};

/// The version of the format. A number more: what was there has changed its meaning or is gone.
pub const FORMAT_VERSION: u32 = 1;

pub(super) fn write(outcome: &Outcome<'_>, out: &mut dyn Write) -> io::Result<()> {
    harmless::write(&Document::new(outcome), out)
}

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    tool: Tool,
    findings: Vec<FindingEntry<'a>>,
    undetermined: Vec<FindingEntry<'a>>,
    fixed: Vec<FindingEntry<'a>>,
    summary: Summary,
    problems: Vec<ProblemEntry<'a>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct FindingEntry<'a> {
    rule: &'a str,
    title: &'a str,
    severity: &'static str,
    kind: &'static str,
    theme: &'a str,
    controls: Vec<ControlEntry<'a>>,
    verdict: &'static str,
    fails: bool,
    change: Option<&'static str>,
    address: &'a str,
    path: &'a str,
    input: &'a str,
    #[serde(flatten)]
    place: PlaceEntry<'a>,
    pointer: Option<&'a str>,
    label: &'a str,
    message: &'a str,
    reasons: Vec<ReasonEntry<'a>>,
    related: Vec<LabelledPlace<'a>>,
    chain: Vec<LabelledPlace<'a>>,
    calls: Vec<LabelledPlace<'a>>,
    fixes: Vec<FixEntry<'a>>,
    limits: Option<&'a str>,
    references: Vec<&'a str>,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct ControlEntry<'a> {
    standard: String,
    id: &'a str,
    title: &'a str,
    basis: &'a str,
    reason: &'a str,
}

/// A place as people count; all null without source.
#[derive(Default, Serialize)]
pub(crate) struct PlaceEntry<'a> {
    file: Option<&'a str>,
    line: Option<u32>,
    column: Option<u32>,
    end_line: Option<u32>,
    end_column: Option<u32>,
}

/// A place and what it is to a value or finding.
#[derive(Serialize)]
pub(crate) struct LabelledPlace<'a, L = &'a str> {
    /// Where.
    #[serde(flatten)]
    pub(crate) place: PlaceEntry<'a>,
    /// What it is.
    pub(crate) label: L,
}

#[derive(Serialize)]
struct ReasonEntry<'a> {
    kind: &'static str,
    subject: Option<&'a str>,
    message: String,
}

#[derive(Serialize)]
struct FixEntry<'a> {
    title: &'a str,
    safety: &'static str,
    edits: Vec<EditEntry<'a>>,
}

#[derive(Serialize)]
struct EditEntry<'a> {
    #[serde(flatten)]
    place: PlaceEntry<'a>,
    /// Bytes, since edits are made by them.
    offset: u32,
    length: u32,
    text: &'a str,
}

#[derive(Serialize)]
struct Summary {
    findings: usize,
    by_severity: BySeverity,
    below_min_severity: usize,
    out_of_scope: usize,
    change: Option<ChangeCounts>,
    passed: usize,
    undetermined: usize,
    undetermined_because: Vec<ReasonCount>,
    problems: usize,
    fail_on: Option<&'static str>,
    failed: bool,
    exit_status: u8,
}

#[derive(Default, Serialize)]
struct BySeverity {
    critical: usize,
    high: usize,
    medium: usize,
    low: usize,
}

/// What the plan has to do with all findings, shown or not.
#[derive(Serialize)]
struct ChangeCounts {
    new: usize,
    regressed: usize,
    existing: usize,
    fixed: usize,
}

#[derive(Serialize)]
struct ReasonCount {
    reason: String,
    count: usize,
}

/// What could not be read or judged.
#[derive(Serialize)]
pub(crate) struct ProblemEntry<'a> {
    kind: &'static str,
    fatal: bool,
    #[serde(flatten)]
    place: PlaceEntry<'a>,
    message: &'a str,
    help: Option<&'a str>,
}

impl<'a> Document<'a> {
    fn new(outcome: &Outcome<'a>) -> Self {
        let entries = |list: &[Sourced<'a, Finding>]| {
            list.iter()
                .map(|finding| FindingEntry::new(outcome, *finding))
                .collect()
        };
        Self {
            version: FORMAT_VERSION,
            tool: Tool {
                name: env!("CARGO_PKG_NAME"),
                version: env!("CARGO_PKG_VERSION"),
            },
            findings: entries(&outcome.findings),
            undetermined: entries(&outcome.undetermined),
            fixed: entries(&outcome.fixed),
            summary: Summary::new(outcome),
            problems: outcome
                .problems
                .iter()
                .map(|problem| ProblemEntry::new(problem.sources, problem.of))
                .collect(),
        }
    }
}

impl<'a> FindingEntry<'a> {
    fn new(outcome: &Outcome<'a>, finding: Sourced<'a, Finding>) -> Self {
        let Sourced {
            sources,
            of: finding,
        } = finding;
        let rule = &finding.rule;
        let places = |list: &'a [Place]| {
            list.iter()
                .map(|place| LabelledPlace {
                    place: PlaceEntry::new(sources, place.span),
                    label: place.label.as_str(),
                })
                .collect()
        };
        let controls = rule.controls.iter();
        Self {
            rule: &rule.id,
            title: &rule.title,
            severity: finding.severity.name(),
            kind: finding.kind.name(),
            theme: &rule.theme,
            controls: controls
                .filter(|control| outcome.options.names(control))
                .map(|control| ControlEntry {
                    standard: format!("ISO/IEC 27017:{}", control.edition),
                    id: &control.id,
                    title: &control.title,
                    basis: &control.basis,
                    reason: &control.reason,
                })
                .collect(),
            verdict: match finding.verdict {
                Verdict::Pass => "pass",
                Verdict::Fail => "fail",
                Verdict::Undetermined => "undetermined",
            },
            fails: finding.verdict == Verdict::Fail && outcome.options.fails(finding),
            change: finding.class.map(Class::name),
            address: &finding.address,
            path: &finding.path,
            input: &finding.input,
            place: finding
                .span
                .map(|span| PlaceEntry::new(sources, span))
                .unwrap_or_default(),
            pointer: finding.pointer.as_deref(),
            label: &finding.label,
            message: &finding.message,
            reasons: finding.reasons.iter().map(ReasonEntry::new).collect(),
            related: places(&finding.related),
            chain: places(&finding.chain),
            calls: places(&finding.calls),
            fixes: finding
                .fixes
                .iter()
                .map(|fix| FixEntry::new(sources, fix))
                .collect(),
            limits: rule.limits.as_deref(),
            references: rule.references.iter().map(AsRef::as_ref).collect(),
            fingerprint: &finding.fingerprint,
        }
    }
}

impl<'a> PlaceEntry<'a> {
    pub(crate) fn new(sources: &'a Sources, span: Span) -> Self {
        let place = location(sources, span);
        Self {
            file: Some(place.path),
            line: Some(place.start.line),
            column: Some(place.start.column),
            end_line: Some(place.end.line),
            end_column: Some(place.end.column),
        }
    }
}

impl<'a> ReasonEntry<'a> {
    fn new(reason: &'a Reason) -> Self {
        let (kind, subject) = match reason {
            Reason::Variable(subject) => ("variable", Some(subject)),
            Reason::Workspace => ("workspace", None),
            Reason::AfterApply(subject) => ("after-apply", Some(subject)),
            Reason::Data(subject) => ("data", Some(subject)),
            Reason::Module(subject) => ("module", Some(subject)),
            Reason::Function(subject) => ("function", Some(subject)),
            Reason::Instances(subject) => ("instances", Some(subject)),
            Reason::Error(subject) => ("error", Some(subject)),
            Reason::Limit(subject) => ("limit", Some(subject)),
            Reason::Syntax => ("syntax", None),
            Reason::Cycle(subject) => ("cycle", Some(subject)),
            Reason::Unsupported(subject) => ("unsupported", Some(subject)),
            Reason::Elsewhere(subject) => ("elsewhere", Some(subject)),
            Reason::Provider(subject) => ("provider", Some(subject)),
            Reason::Rule(subject) => ("rule", Some(subject)),
        };
        Self {
            kind,
            subject: subject.map(AsRef::as_ref),
            message: reason.to_string(),
        }
    }
}

impl<'a> FixEntry<'a> {
    fn new(sources: &'a Sources, fix: &'a Fix) -> Self {
        let edit = |edit: &'a Edit| EditEntry {
            place: PlaceEntry::new(sources, edit.span),
            offset: edit.span.range().start(),
            length: edit.span.range().len(),
            text: &edit.text,
        };
        Self {
            title: &fix.title,
            safety: match fix.safety {
                Safety::Safe => "safe",
                Safety::Unsafe => "unsafe",
            },
            edits: fix.edits.iter().map(edit).collect(),
        }
    }
}

impl Summary {
    fn new(outcome: &Outcome<'_>) -> Self {
        use crate::finding::Severity::{Critical, High, Low, Medium};
        let count = |severity| {
            let same = outcome
                .findings
                .iter()
                .filter(|f| f.of.severity == severity);
            same.count()
        };
        Self {
            findings: outcome.findings.len(),
            by_severity: BySeverity {
                critical: count(Critical),
                high: count(High),
                medium: count(Medium),
                low: count(Low),
            },
            below_min_severity: outcome.hidden,
            out_of_scope: outcome.out_of_scope,
            change: outcome.classes.map(|classes| ChangeCounts {
                new: classes.count(Class::New),
                regressed: classes.count(Class::Regressed),
                existing: classes.count(Class::Existing),
                fixed: classes.count(Class::Fixed),
            }),
            passed: outcome.passed,
            undetermined: outcome.undetermined.len(),
            undetermined_because: summary::reasons(&outcome.undetermined)
                .into_iter()
                .map(|(reason, count)| ReasonCount { reason, count })
                .collect(),
            problems: outcome.problems.len(),
            fail_on: outcome.options.fail_on.map(crate::finding::Severity::name),
            failed: outcome.failed,
            exit_status: outcome.exit_status(),
        }
    }
}

impl<'a> ProblemEntry<'a> {
    pub(crate) fn new(sources: &'a Sources, problem: &'a Problem) -> Self {
        let mut place = problem
            .span
            .map(|span| PlaceEntry::new(sources, span))
            .unwrap_or_default();
        place.file = place.file.or(problem.path.as_deref());
        Self {
            kind: problem.kind.name(),
            fatal: problem.fatal,
            place,
            message: &problem.message,
            help: problem.help.as_deref(),
        }
    }
}
