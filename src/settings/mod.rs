//! cldlint's own settings: `.cldlint.hcl`.
//!
//! A setting or rule that is not known is an error with its place marked, never passed over.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::eval::{self, Code, Context, Resolved, Scope};
use crate::finding::Severity;
use crate::model::{Problem, ProblemKind};
use crate::rule::{self, Rule, RuleSet};
use crate::standard::{Edition, Role};
use crate::syntax::{self, Attribute, Block, Body, ExprId, Item, Tree};
use crate::text::{Source, TextRange};
use crate::value::{Map, Value};

/// The name of the settings file.
pub const FILE_NAME: &str = ".cldlint.hcl";

/// What the settings file may say at its top level, besides `rule` blocks.
const KEYS: [&str; 7] = [
    "customer_managed_keys",
    "fail_on",
    "min_severity",
    "regions",
    "role",
    "scope",
    "standard",
];

/// What a `rule` block may say.
const RULE_KEYS: [&str; 3] = ["enabled", "params", "severity"];

/// Which findings close the gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    /// Those of this severity and above.
    From(Severity),
    /// None.
    Never,
}

impl Gate {
    /// The gate of that name: a severity, or `never`.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "never" => Some(Self::Never),
            name => Severity::parse(name).map(Self::From),
        }
    }

    /// The severity, if there is one.
    pub const fn severity(self) -> Option<Severity> {
        match self {
            Self::From(severity) => Some(severity),
            Self::Never => None,
        }
    }
}

/// What a settings file says.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The editions whose clauses are named.
    pub editions: Vec<Edition>,
    /// The roles the team has towards cloud services.
    pub roles: Vec<Role>,
    /// Whether the input is all there is.
    pub complete: bool,
    /// The gate, if it is set.
    pub fail_on: Option<Gate>,
    /// What is shown, if it is set.
    pub min_severity: Option<Severity>,
    /// Declared intent, by name: what rules read as `config.<name>`.
    pub declared: Map,
    /// Rules that do not run.
    pub disabled: BTreeSet<Arc<str>>,
    /// Severities that are not those of the rule.
    pub severities: BTreeMap<Arc<str>, Severity>,
    /// Values for parameters, by rule and name.
    pub params: BTreeMap<Arc<str>, Map>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            editions: Edition::ALL.to_vec(),
            roles: vec![Role::Customer],
            complete: false,
            fail_on: None,
            min_severity: None,
            declared: Map::new(),
            disabled: BTreeSet::new(),
            severities: BTreeMap::new(),
            params: BTreeMap::new(),
        }
    }
}

impl Settings {
    /// What the engine is to know of them; `only` names the rules to run, if not all.
    pub fn for_engine(&self, only: Option<BTreeSet<Arc<str>>>) -> rule::Settings {
        rule::Settings {
            declared: self.declared.clone(),
            params: self.params.clone(),
            severities: self.severities.clone(),
            roles: self.roles.clone(),
            complete: self.complete,
            only,
            disabled: self.disabled.clone(),
        }
    }
}

/// Reads a settings file. The rules are asked for ids and parameters.
pub fn read(source: &Source, rules: &RuleSet) -> Result<Settings, Vec<Problem>> {
    let tree = syntax::parse(source);
    let mut reader = Reader {
        source,
        tree: &tree,
        rules,
        settings: Settings::default(),
        problems: Vec::new(),
    };
    for error in tree.errors() {
        let help = error.help.unwrap_or_default().to_owned();
        reader.problem(error.range, error.message.clone(), help);
        reader.kind(ProblemKind::Syntax);
    }
    reader.file(tree.root());
    if reader.problems.is_empty() {
        Ok(reader.settings)
    } else {
        Err(reader.problems)
    }
}

struct Reader<'a> {
    source: &'a Source,
    tree: &'a Tree,
    rules: &'a RuleSet,
    settings: Settings,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn file(&mut self, body: &Body) {
        let mut seen = BTreeSet::new();
        for item in self.tree.items(body) {
            match *item {
                Item::Attribute(id) => self.setting(self.tree.attribute(id)),
                Item::Block(id) => {
                    let block = self.tree.block(id);
                    if let Some(rule) = self.rule_of(block) {
                        let rule = rule.id().clone();
                        if !seen.insert(rule.clone()) {
                            let message = format!("rule `{rule}` is set twice");
                            self.problem(block.header, message, "keep one of the blocks");
                        }
                        self.rule(&rule, self.tree.body(block.body));
                    }
                }
            }
        }
    }

    fn setting(&mut self, attribute: &Attribute) {
        let name = self.source.slice(attribute.name);
        if !KEYS.contains(&name) {
            let message = format!("there is no setting `{name}`");
            return self.problem(attribute.name, message, choice(name, &KEYS));
        }
        let Some(value) = self.value(attribute.expr) else {
            return;
        };
        let settings = &mut self.settings;
        let taken = match name {
            "standard" => text(&value)
                .and_then(editions)
                .map(|editions| settings.editions = editions),
            "role" => text(&value).and_then(roles).map(|roles| {
                settings.roles = roles;
                settings.declared.insert("role".into(), value.clone());
            }),
            "scope" => text(&value)
                .filter(|scope| ["complete", "partial"].contains(scope))
                .map(|scope| settings.complete = scope == "complete"),
            "fail_on" => text(&value)
                .and_then(Gate::parse)
                .map(|gate| settings.fail_on = Some(gate)),
            "min_severity" => text(&value)
                .and_then(Severity::parse)
                .map(|severity| settings.min_severity = Some(severity)),
            "regions" => value
                .as_sequence()
                .filter(|regions| regions.iter().all(|region| region.as_str().is_some()))
                .map(|_| {
                    settings.declared.insert("regions".into(), value.clone());
                }),
            _ => value.as_bool().map(|_| {
                settings.declared.insert(name.into(), value.clone());
            }),
        };
        if taken.is_none() {
            self.wrong_value(attribute.expr, name, expected(name));
        }
    }

    /// The rule that a block is about.
    fn rule_of(&mut self, block: &Block) -> Option<&'_ Rule> {
        let kind = self.source.slice(block.kind);
        let labels = self.tree.labels(block);
        if kind != "rule" {
            let message = format!("there is no block `{kind}`");
            self.problem(
                block.kind,
                message,
                "settings have blocks `rule \"id\" { }` only",
            );
            return None;
        }
        let [label] = labels else {
            let message = "a `rule` block has one label".to_owned();
            self.problem(block.header, message, "write `rule \"id\" { }`");
            return None;
        };
        let (id, range) = (self.tree.label(self.source, label), label.range);
        let rules = self.rules;
        if rules.find(&id).is_none() {
            let message = format!("there is no rule `{id}`");
            self.problem(range, message, nearest_rule(&id, rules));
        }
        rules.find(&id)
    }

    fn rule(&mut self, rule: &Arc<str>, body: &Body) {
        for item in self.tree.items(body) {
            let attribute = match *item {
                Item::Attribute(id) => self.tree.attribute(id),
                Item::Block(id) => {
                    let kind = self.tree.block(id).kind;
                    let message = "a `rule` block has no blocks".to_owned();
                    self.problem(kind, message, choice(self.source.slice(kind), &RULE_KEYS));
                    continue;
                }
            };
            self.rule_setting(rule, attribute);
        }
    }

    fn rule_setting(&mut self, rule: &Arc<str>, attribute: &Attribute) {
        let name = self.source.slice(attribute.name);
        if !RULE_KEYS.contains(&name) {
            let message = format!("a rule has no setting `{name}`");
            return self.problem(attribute.name, message, choice(name, &RULE_KEYS));
        }
        let Some(value) = self.value(attribute.expr) else {
            return;
        };
        let settings = &mut self.settings;
        let taken = match name {
            "enabled" => value.as_bool().map(|enabled| {
                if !enabled {
                    settings.disabled.insert(rule.clone());
                }
            }),
            "severity" => text(&value).and_then(Severity::parse).map(|severity| {
                settings.severities.insert(rule.clone(), severity);
            }),
            _ => value.as_mapping().cloned().map(|params| {
                self.check_params(rule, &params, attribute.expr);
                self.settings.params.insert(rule.clone(), params);
            }),
        };
        if taken.is_none() {
            self.wrong_value(attribute.expr, name, expected(name));
        }
    }

    fn check_params(&mut self, rule: &Arc<str>, params: &Map, at: ExprId) {
        let known: Vec<Arc<str>> = self.rules.find(rule).map_or_else(Vec::new, |rule| {
            rule.params.iter().map(|param| param.name.clone()).collect()
        });
        for name in params.keys().filter(|name| !known.contains(name)) {
            let message = format!("rule `{rule}` has no parameter `{name}`");
            let known: Vec<_> = known.iter().map(AsRef::as_ref).collect();
            let help = if known.is_empty() {
                "it has none".to_owned()
            } else {
                choice(name, &known)
            };
            self.problem(self.tree.expr(at).range, message, help);
        }
    }

    /// The value of an expression, which may refer to nothing.
    fn value(&mut self, expr: ExprId) -> Option<Value> {
        struct Nothing;
        impl Scope for Nothing {
            fn resolve(&self, _: &str, _: &[eval::Access<'_>], _: &Context) -> Option<Resolved> {
                None
            }
        }
        let code = Code {
            source: self.source,
            tree: self.tree,
        };
        let value = eval::evaluate(code, expr, &Nothing, &Context::default());
        if value.has_unknown() {
            let message = "the value of a setting must be known from the file alone".to_owned();
            self.problem(self.tree.expr(expr).range, message, "write it out");
            return None;
        }
        Some(value)
    }

    fn wrong_value(&mut self, expr: ExprId, name: &str, expected: &str) {
        let message = format!("`{name}` cannot have this value");
        self.problem(self.tree.expr(expr).range, message, expected);
    }

    fn problem(&mut self, range: TextRange, message: String, help: impl Into<String>) {
        let help = help.into();
        self.problems.push(Problem {
            kind: ProblemKind::Configuration,
            fatal: true,
            span: Some(self.source.span(range)),
            path: None,
            message,
            help: (!help.is_empty()).then_some(help),
        });
    }

    /// Changes the kind of the last problem.
    fn kind(&mut self, kind: ProblemKind) {
        if let Some(problem) = self.problems.last_mut() {
            problem.kind = kind;
        }
    }
}

fn text(value: &Value) -> Option<&str> {
    value.as_str()
}

fn editions(name: &str) -> Option<Vec<Edition>> {
    match name {
        "both" => Some(Edition::ALL.to_vec()),
        year => Edition::parse(year).map(|edition| vec![edition]),
    }
}

fn roles(name: &str) -> Option<Vec<Role>> {
    match name {
        "both" => Some(Role::ALL.to_vec()),
        name => Role::parse(name).map(|role| vec![role]),
    }
}

/// What the value of a setting may be.
fn expected(name: &str) -> &'static str {
    match name {
        "standard" => "write \"2015\", \"2026\" or \"both\"",
        "role" => "write \"customer\", \"provider\" or \"both\"",
        "scope" => "write \"complete\" if the input is all there is, else \"partial\"",
        "fail_on" => "write \"low\", \"medium\", \"high\", \"critical\" or \"never\"",
        "min_severity" | "severity" => "write \"low\", \"medium\", \"high\" or \"critical\"",
        "regions" => "write a list of names, such as [\"eu-west-1\", \"europe-*\"]",
        "params" => "write an object of parameters, such as { days = 90 }",
        _ => "write true or false",
    }
}

/// What to do about a name that is not one of `names`.
fn choice(name: &str, names: &[&str]) -> String {
    match similar::get_close_matches(name, names, 1, 0.6).first() {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("choose from {}", names.join(", ")),
    }
}

/// What to do about a rule id that does not exist.
pub fn nearest_rule(id: &str, rules: &RuleSet) -> String {
    let ids: Vec<&str> = rules.rules().iter().map(|rule| &**rule.id()).collect();
    match similar::get_close_matches(id, &ids, 1, 0.6).first() {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`cldlint rules` lists them".to_owned(),
    }
}
