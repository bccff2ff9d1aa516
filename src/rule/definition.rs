//! Rules as they were loaded.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::eval::{self, Context, Scope};
use crate::finding::{Kind, RuleInfo, Safety, Severity};
use crate::model::EntityKind;
use crate::syntax::{ExprId, Tree};
use crate::text::{Sources, Span, TextRange};
use crate::value::Value;

/// The themes a rule can have.
pub const THEMES: [&str; 12] = [
    "audit-logging",
    "backup",
    "data-location",
    "encryption-at-rest",
    "encryption-in-transit",
    "key-management",
    "least-privilege",
    "log-protection",
    "network-segregation",
    "public-exposure",
    "tenancy-isolation",
    "vm-hardening",
];

/// What a team can declare of its intent, read as `config.<name>`.
pub const DECLARED: [&str; 3] = ["customer_managed_keys", "regions", "role"];

/// An expression of a rule file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Code {
    /// The file's place in the rule set.
    pub(super) file: usize,
    /// The expression.
    pub(super) expr: ExprId,
}

/// What a rule judges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector {
    /// The kind of entity.
    pub kind: EntityKind,
    /// What its type (for variables and outputs its name) must match: exact, or with `*` and `?`.
    pub pattern: Arc<str>,
}

/// A threshold that a team may change.
#[derive(Clone, Debug)]
pub struct Param {
    /// The name.
    pub name: Arc<str>,
    /// The value unless a team says otherwise.
    pub default: Value,
    /// Where the default comes from.
    pub source: Option<Arc<str>>,
}

/// A condition of a rule.
#[derive(Clone, Debug)]
pub struct Assert {
    /// What failing means.
    pub kind: Kind,
    /// How much harm it means.
    pub severity: Severity,
    /// Judged only where this holds.
    pub when: Option<Code>,
    /// Judged for each element.
    pub for_each: Option<Code>,
    /// What must hold.
    pub condition: Code,
    /// What to say where it does not.
    pub error_message: Code,
    /// What to write at the mark.
    pub label: Option<Code>,
    /// The values to mark.
    pub at: Option<Code>,
    /// Ways to mend this one.
    pub fixes: Vec<FixRule>,
}

/// A way to mend what a rule finds.
#[derive(Clone, Debug)]
pub struct FixRule {
    /// What it does.
    pub title: Arc<str>,
    /// How sure it is.
    pub safety: Safety,
    /// Offered only where this holds.
    pub when: Option<Code>,
    /// Paths and the values to set them to.
    pub set: Option<Code>,
}

/// A rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// What its findings take over from it.
    pub info: Arc<RuleInfo>,
    /// How much harm its findings mean.
    pub severity: Severity,
    /// What its failing means.
    pub kind: Kind,
    /// Whether it is only for those who provide a cloud service.
    pub for_providers: bool,
    /// The ids it had before.
    pub aliases: Vec<Arc<str>>,
    /// Whether it is about what a plan does, so that it judges the resources that a plan changes or takes away.
    pub about_change: bool,
    /// What it judges; empty where it is judged once for the configuration.
    pub selectors: Vec<Selector>,
    /// The thresholds.
    pub params: Vec<Param>,
    /// Its conditions.
    pub asserts: Vec<Assert>,
    /// Ways to mend what any of them finds.
    pub fixes: Vec<FixRule>,
    /// The header of its block.
    pub span: Span,
    pub(super) when: Option<Code>,
    pub(super) requires: Option<Code>,
    /// Of the rule, then of the file.
    pub(super) locals: FxHashMap<Arc<str>, Code>,
    /// For a rule of a family: `each.key` and `each.value`.
    pub(super) entry: Option<(Value, Value)>,
}

impl Rule {
    /// The id.
    pub fn id(&self) -> &Arc<str> {
        &self.info.id
    }
}

/// A function that rules share.
#[derive(Clone, Debug)]
pub(super) struct Function {
    pub(super) params: Vec<Arc<str>>,
    pub(super) result: Code,
    /// Its name, where it is defined.
    pub(super) range: TextRange,
}

/// A file of rules.
#[derive(Debug)]
pub(super) struct RuleFile {
    pub(super) tree: Tree,
}

/// Rules that belong together: they share functions, and their ids are unique.
#[derive(Debug)]
pub struct RuleSet {
    pub(super) sources: Arc<Sources>,
    pub(super) files: Vec<RuleFile>,
    pub(super) functions: FxHashMap<Arc<str>, Function>,
    pub(super) rules: Vec<Rule>,
}

impl RuleSet {
    /// The rules, by id.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The rule of that id, or that had it before.
    pub fn find(&self, id: &str) -> Option<&Rule> {
        self.rules
            .iter()
            .find(|rule| &**rule.id() == id)
            .or_else(|| {
                self.rules
                    .iter()
                    .find(|rule| rule.aliases.iter().any(|alias| &**alias == id))
            })
    }

    /// The texts of the files, which the spans of rules and of problems with them point into.
    pub fn sources(&self) -> &Arc<Sources> {
        &self.sources
    }

    /// The value of an expression.
    pub(super) fn evaluate(&self, code: Code, scope: &dyn Scope, context: &Context) -> Value {
        let tree = &self.files[code.file].tree;
        let source = self.sources.get(tree.file());
        eval::evaluate(eval::Code { tree, source }, code.expr, scope, context)
    }
}
