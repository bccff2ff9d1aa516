//! Findings: what rules say, where, and how to mend it.

use std::sync::Arc;

use crate::text::{Place, Span};

pub use crate::text::Edit;
use crate::value::{Reason, Value};

/// How much harm a finding means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Severity {
    Low,
    Medium,
    High,
    Critical,
}

impl Severity {
    /// The name in rules and output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }

    /// The severity of that name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Low, Self::Medium, Self::High, Self::Critical]
            .into_iter()
            .find(|severity| severity.name() == name)
    }
}

/// What a rule's failing means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The setting itself opposes the control.
    Contradiction,
    /// Something expected is not here; it may be elsewhere.
    Gap,
    /// Needs a declared input.
    Prompt,
}

impl Kind {
    /// The name in rules and output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Contradiction => "contradiction",
            Self::Gap => "gap",
            Self::Prompt => "prompt",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Contradiction, Self::Gap, Self::Prompt]
            .into_iter()
            .find(|kind| kind.name() == name)
    }
}

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Verdict {
    Pass,
    Fail,
    Undetermined,
}

/// What a plan has to do with a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// What is judged is created by the plan, or the rule did not apply to it before.
    New,
    /// It did not fail before.
    Regressed,
    /// It failed before.
    Existing,
    /// It failed before, and no longer does.
    Fixed,
}

impl Class {
    /// All of them, in the order of a summary.
    pub const ALL: [Self; 4] = [Self::New, Self::Regressed, Self::Existing, Self::Fixed];

    /// The name in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Regressed => "regressed",
            Self::Existing => "existing",
            Self::Fixed => "fixed",
        }
    }
}

/// A control that a finding contradicts, in one edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ControlRef {
    /// The edition: `2015` or `2026`.
    pub edition: &'static str,
    /// The id in that edition: `10.1.1`, `CLD.9.5.2`, `8.24`.
    pub id: Arc<str>,
    /// The title of the control.
    pub title: Arc<str>,
    /// What supports the claim in that edition: `customer-guidance`, `base-control`, ...
    pub basis: Arc<str>,
    /// Why the setting bears on the control, in our own words.
    pub reason: Arc<str>,
}

/// What a finding takes over from its rule; shared by all findings of the rule.
#[derive(Clone, Debug)]
pub struct RuleInfo {
    /// The id: `aws-ebs-volume-unencrypted`.
    pub id: Arc<str>,
    /// The title.
    pub title: Arc<str>,
    /// The theme: `encryption-at-rest`.
    pub theme: Arc<str>,
    /// The controls, both editions, the leading one first.
    pub controls: Vec<ControlRef>,
    /// What the rule does not show.
    pub limits: Option<Arc<str>>,
    /// Where the facts are documented.
    pub references: Vec<Arc<str>>,
}

/// A rule that ran, for reports that list the rules.
#[derive(Clone, Debug)]
pub struct Ran {
    /// What its findings take over from it.
    pub info: Arc<RuleInfo>,
    /// The severity, as the settings have it.
    pub severity: Severity,
    /// What its failing means.
    pub kind: Kind,
    /// What its fixes do, each once.
    pub fixes: Vec<Arc<str>>,
}

/// How sure an edit is to keep what the user means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Safety {
    /// Changes what is deployed in a way that wants thought (a replacement, an outage).
    Unsafe,
    /// Can be applied without looking.
    Safe,
}

/// A way to mend a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does: `encrypt the volume`.
    pub title: String,
    /// How sure it is.
    pub safety: Safety,
    /// The edits: one file, in order, disjoint. Empty where it has to be done by hand.
    pub edits: Vec<Edit>,
}

/// What one check of one rule on one entity came to, when it was not a pass.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: Arc<RuleInfo>,
    /// The severity (an assertion may differ from its rule).
    pub severity: Severity,
    /// The kind (likewise).
    pub kind: Kind,
    /// `Fail` or `Undetermined`.
    pub verdict: Verdict,
    /// The address of the entity that is at fault.
    pub address: Arc<str>,
    /// The address of what the rule judged; empty for the configuration as a whole.
    pub subject: Arc<str>,
    /// What the plan has to do with it; `None` where nothing tells, as in source.
    pub class: Option<Class>,
    /// The path of the deciding value, such as `ingress[0].cidr_blocks`; empty for the whole entity.
    pub path: String,
    /// The element of a list of the entity that holds the deciding value, by which it is known where the list changes.
    pub element: Option<Value>,
    /// The input it was found in: the root module's directory, or the plan.
    pub input: Arc<str>,
    /// The place to mark; `None` without source.
    pub span: Option<Span>,
    /// The label of the mark: what is wrong with what is marked (`is false`, `not set`).
    pub label: String,
    /// The header of the entity's block, shown with its address.
    pub header: Option<Span>,
    /// Whether the deciding value is marked sensitive: then no literal of `span` and `chain` is shown.
    pub sensitive: bool,
    /// For a plan without source: the JSON pointer to the value.
    pub pointer: Option<String>,
    /// What is wrong.
    pub message: String,
    /// Other places that matter: further values that `at` names.
    pub related: Vec<Place>,
    /// The chain the value came through.
    pub chain: Vec<Place>,
    /// The module calls around the entity, innermost first.
    pub calls: Vec<Place>,
    /// For `Undetermined`: why.
    pub reasons: Vec<Reason>,
    /// The ways to mend it.
    pub fixes: Vec<Fix>,
    /// Names the finding across runs: made from rule, address and path; never a line number, never a value.
    pub fingerprint: String,
}

/// What a run came to.
#[derive(Debug, Default)]
pub struct Report {
    /// The failures, in order.
    pub findings: Vec<Finding>,
    /// What could not be determined, in order.
    pub undetermined: Vec<Finding>,
    /// How many checks passed.
    pub passed: usize,
    /// What failed before the plan and does not after it, in order.
    pub fixed: Vec<Finding>,
}
