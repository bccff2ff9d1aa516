//! Rule files to rules.

use std::cell::RefCell;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::change;
use super::check;
use super::definition::{
    Assert, Code, FixRule, Function, Param, Rule, RuleFile, RuleSet, Selector, THEMES,
};
use super::native;
use super::read::{Fields, Reader};
use crate::eval;
use crate::finding::{ControlRef, Kind, RuleInfo, Safety, Severity};
use crate::model::{EntityKind, Problem, ProblemKind};
use crate::standard::{Basis, Catalogue, Edition};
use crate::syntax::{self, Block, ExprKind};
use crate::text::Sources;
use crate::value::Value;

const SEVERITIES: [&str; 4] = ["critical", "high", "medium", "low"];
const KINDS: [&str; 3] = ["contradiction", "gap", "prompt"];
const BASES: [&str; 5] = [
    "customer-guidance",
    "provider-guidance",
    "control-statement",
    "other-information",
    "base-control",
];

/// The arguments that say what is judged.
const SELECTORS: [(&str, EntityKind); 6] = [
    ("resource", EntityKind::Resource),
    ("data", EntityKind::Data),
    ("provider", EntityKind::Provider),
    ("module", EntityKind::Module),
    ("variable", EntityKind::Variable),
    ("output", EntityKind::Output),
];

const RULE_ARGUMENTS: [&str; 20] = [
    "id",
    "title",
    "severity",
    "kind",
    "theme",
    "resource",
    "data",
    "provider",
    "module",
    "variable",
    "output",
    "terraform",
    "scope",
    "when",
    "requires",
    "role",
    "limits",
    "references",
    "aliases",
    "for_each",
];

/// Rules that were refused.
#[derive(Debug)]
pub struct Refused {
    /// The texts of the files, which the problems point into.
    pub sources: Arc<Sources>,
    /// What is wrong, in order.
    pub problems: Vec<Problem>,
}

/// A family's entry, if the rule is of one.
type Entry<'a> = Option<&'a (Value, Value)>;

impl RuleSet {
    /// Loads rules from files and checks them completely.
    pub fn load(sources: Sources) -> Result<Self, Refused> {
        let (set, mut problems) = Self::read(sources);
        problems.extend(check::problems(&set));
        if problems.is_empty() {
            return Ok(set);
        }
        problems.sort_by(|a, b| (a.span, &a.message).cmp(&(b.span, &b.message)));
        problems.dedup();
        Err(Refused {
            sources: set.sources,
            problems,
        })
    }

    /// Loads rules without looking into their expressions.
    pub(super) fn read(sources: Sources) -> (Self, Vec<Problem>) {
        let files: Vec<_> = sources
            .all()
            .iter()
            .map(|source| RuleFile {
                tree: syntax::parse(source),
            })
            .collect();
        let problems = RefCell::new(Vec::new());
        let mut functions = FxHashMap::default();
        let mut rules: Vec<Rule> = Vec::new();
        for file in 0..files.len() {
            let reader = Reader {
                sources: &sources,
                files: &files,
                file,
                problems: &problems,
            };
            read_file(&reader, &mut functions, &mut rules);
        }
        rules.sort_by(|a, b| a.id().cmp(b.id()));
        let mut problems = problems.into_inner();
        problems.extend(repeated_ids(&rules));
        let mut set = Self {
            sources: Arc::new(sources),
            files,
            functions,
            rules,
        };
        let names_it = change::files_that_name_it(&set);
        for index in 0..set.rules.len() {
            let about_change = change::is_about_change(&set, &set.rules[index], &names_it);
            set.rules[index].about_change = about_change;
        }
        (set, problems)
    }
}

/// An id or alias that two rules have.
fn repeated_ids(rules: &[Rule]) -> Vec<Problem> {
    let mut seen: FxHashMap<&str, &Rule> = FxHashMap::default();
    let mut problems = Vec::new();
    for rule in rules {
        for id in std::iter::once(rule.id()).chain(&rule.aliases) {
            if seen.insert(id, rule).is_some() {
                problems.push(Problem {
                    kind: ProblemKind::Rule,
                    fatal: true,
                    span: Some(rule.span),
                    path: None,
                    message: format!("another rule has the id `{id}`"),
                    help: Some("give each rule an id of its own".to_owned()),
                });
            }
        }
    }
    problems
}

fn read_file(
    reader: &Reader<'_>,
    functions: &mut FxHashMap<Arc<str>, Function>,
    rules: &mut Vec<Rule>,
) {
    let tree = &reader.files[reader.file].tree;
    for error in tree.errors() {
        reader.problem(error.range, &error.message, error.help);
    }
    let root = tree.root();
    let whole = crate::text::TextRange::new(root.range.start(), root.range.start());
    for (_, attribute) in tree.attributes(root) {
        let help = "a rule file holds `rule`, `function` and `locals` blocks";
        reader.problem(attribute.name, "unexpected argument", Some(help));
    }
    let mut locals = FxHashMap::default();
    for (_, block) in tree.blocks(root) {
        if reader.slice(block.kind) == "locals" {
            let fields = reader.fields(block.body, whole, &["*"], &[]);
            add_locals(reader, &fields, &mut locals);
        }
    }
    for (_, block) in tree.blocks(root) {
        match reader.slice(block.kind) {
            "rule" => read_rules(reader, block, &locals, rules),
            "function" => read_function(reader, block, functions),
            "locals" => {}
            kind => {
                let help = "a rule file holds `rule`, `function` and `locals` blocks";
                reader.problem(block.kind, format!("unknown block `{kind}`"), Some(help));
            }
        }
    }
}

fn add_locals(reader: &Reader<'_>, fields: &Fields<'_>, into: &mut FxHashMap<Arc<str>, Code>) {
    for (name, attribute) in fields.attributes() {
        into.insert(name.into(), reader.code(attribute.expr));
    }
}

fn read_function(
    reader: &Reader<'_>,
    block: &Block,
    functions: &mut FxHashMap<Arc<str>, Function>,
) {
    let Some(name) = reader.label(block) else {
        return;
    };
    let fields = reader.fields(block.body, block.header, &["params", "result"], &[]);
    let (Some(params), Some(result)) = (
        reader.required(&fields, "params"),
        reader.required(&fields, "result"),
    ) else {
        return;
    };
    let tree = &reader.files[reader.file].tree;
    let names: Option<Vec<Arc<str>>> = match tree.expr(params).kind {
        ExprKind::Tuple(elements) => tree
            .exprs(elements)
            .iter()
            .map(|&element| match tree.expr(element).kind {
                ExprKind::Name => Some(reader.slice(tree.expr(element).range).into()),
                _ => None,
            })
            .collect(),
        _ => None,
    };
    let Some(params) = names else {
        let help = "write the bare names: `params = [a, b]`";
        reader.problem(
            reader.range(params),
            "`params` must be a list of names",
            Some(help),
        );
        return;
    };
    if native::find(name).is_some() || eval::is_function(name) {
        reader.problem(
            block.header,
            format!("`{name}` is a function already"),
            None,
        );
    }
    let function = Function {
        params,
        result: reader.code(result),
        range: block.header,
    };
    if functions.insert(name.into(), function).is_some() {
        let message = format!("the function `{name}` is defined twice");
        reader.problem(block.header, message, None);
    }
}

fn read_rules(
    reader: &Reader<'_>,
    block: &Block,
    file_locals: &FxHashMap<Arc<str>, Code>,
    rules: &mut Vec<Rule>,
) {
    let Some(label) = reader.label(block) else {
        return;
    };
    let blocks = ["control", "param", "locals", "assert", "fix"];
    let fields = reader.fields(block.body, block.header, &RULE_ARGUMENTS, &blocks);
    let Some(for_each) = fields.expr("for_each") else {
        if let Some(id) = fields.attribute("id") {
            let help = "the label is the id; `id` belongs to rules with `for_each`";
            reader.problem(id.name, "unexpected argument `id`", Some(help));
        }
        rules.push(read_rule(
            reader,
            block,
            &fields,
            label.into(),
            file_locals,
            None,
        ));
        return;
    };
    let Some(family) = reader.constant(for_each, None) else {
        return;
    };
    let Some(entries) = family.as_mapping() else {
        reader.problem(
            reader.range(for_each),
            "`for_each` of a rule must be a map",
            None,
        );
        return;
    };
    let Some(id_expr) = reader.required(&fields, "id") else {
        return;
    };
    for (key, value) in entries {
        let entry = (Value::from(key.clone()), value.clone());
        if let Some(id) = reader.text(id_expr, Some(&entry)) {
            rules.push(read_rule(
                reader,
                block,
                &fields,
                id,
                file_locals,
                Some(entry),
            ));
        }
    }
}

fn read_rule(
    reader: &Reader<'_>,
    block: &Block,
    fields: &Fields<'_>,
    id: Arc<str>,
    file_locals: &FxHashMap<Arc<str>, Code>,
    entry: Option<(Value, Value)>,
) -> Rule {
    let of = entry.as_ref();
    if !is_kebab_case(&id) {
        let help = "lower-case words joined by `-`: `aws-ebs-volume-unencrypted`";
        reader.problem(block.header, format!("`{id}` is no rule id"), Some(help));
    }
    let severity = reader.required(fields, "severity");
    let severity = severity.and_then(|e| reader.name(e, of, &SEVERITIES, Severity::parse));
    let kind = reader.required(fields, "kind");
    let kind = kind.and_then(|e| reader.name(e, of, &KINDS, Kind::parse));
    let theme = reader.required(fields, "theme");
    let theme = theme.and_then(|e| {
        reader.name(e, of, &THEMES, |text| {
            THEMES.into_iter().find(|known| *known == text)
        })
    });
    let title = reader.required(fields, "title");
    let title = title.and_then(|e| reader.text(e, of));
    let limits = fields.expr("limits").and_then(|e| reader.text(e, of));
    let references = fields.expr("references").and_then(|e| reader.texts(e, of));
    let controls = read_controls(reader, fields, of);
    let selectors = read_selectors(reader, fields, of);
    // What is wrong is noted; the rest of the rule is read all the same, so that everything is said at once.
    let severity = severity.unwrap_or(Severity::Low);
    let kind = kind.unwrap_or(Kind::Contradiction);
    if kind == Kind::Prompt && fields.expr("requires").is_none() {
        let help = "a prompt is silent until its input is declared: `requires = config.regions`";
        reader.problem(fields.header, "`requires` is missing", Some(help));
    }
    let for_providers = fields.expr("role").is_some_and(|e| {
        let parse = |text: &str| (text == "provider").then_some(());
        reader.name(e, of, &["provider"], parse).is_some()
    });
    let mut locals = file_locals.clone();
    for own in fields.blocks("locals") {
        add_locals(
            reader,
            &reader.fields(own.body, own.header, &["*"], &[]),
            &mut locals,
        );
    }
    let asserts: Vec<_> = fields
        .blocks("assert")
        .filter_map(|assert| read_assert(reader, assert, (kind, severity), of))
        .collect();
    if fields.blocks("assert").next().is_none() {
        reader.problem(
            fields.header,
            "a rule needs at least one `assert` block",
            None,
        );
    }
    Rule {
        about_change: false,
        info: Arc::new(RuleInfo {
            id,
            title: title.unwrap_or_default(),
            theme: theme.unwrap_or_default().into(),
            controls,
            limits,
            references: references.unwrap_or_default(),
        }),
        severity,
        kind,
        for_providers,
        aliases: fields
            .expr("aliases")
            .and_then(|e| reader.texts(e, of))
            .unwrap_or_default(),
        selectors: selectors.unwrap_or_default(),
        params: fields
            .blocks("param")
            .filter_map(|b| read_param(reader, b))
            .collect(),
        asserts,
        fixes: read_fixes(reader, fields, of),
        span: reader.source().span(block.header),
        when: fields.expr("when").map(|e| reader.code(e)),
        requires: fields.expr("requires").map(|e| reader.code(e)),
        locals,
        entry,
    }
}

fn is_kebab_case(id: &str) -> bool {
    id.split('-').count() > 1
        && id.split('-').all(|word| {
            !word.is_empty()
                && word
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        })
}

fn read_selectors(
    reader: &Reader<'_>,
    fields: &Fields<'_>,
    of: Entry<'_>,
) -> Option<Vec<Selector>> {
    let mut selectors = Vec::new();
    let mut found = false;
    for (name, kind) in SELECTORS {
        if let Some(expr) = fields.expr(name) {
            found = true;
            let patterns = reader.texts(expr, of)?;
            selectors.extend(
                patterns
                    .into_iter()
                    .map(|pattern| Selector { kind, pattern }),
            );
        }
    }
    if let Some(expr) = fields.expr("terraform") {
        found = true;
        if reader.constant(expr, of)?.as_bool() != Some(true) {
            reader.problem(reader.range(expr), "`terraform` can only be true", None);
        }
        selectors.push(Selector {
            kind: EntityKind::Terraform,
            pattern: "*".into(),
        });
    }
    if let Some(expr) = fields.expr("scope") {
        let parse = |text: &str| (text == "configuration").then_some(());
        reader.name(expr, of, &["configuration"], parse)?;
        if found {
            reader.problem(
                reader.range(expr),
                "a rule with `scope` judges no entities",
                None,
            );
        }
        found = true;
    }
    if !found {
        let help = "say what is judged: `resource`, `data`, `provider`, `module`, `variable`, `output`, `terraform` or `scope`";
        reader.problem(fields.header, "the rule judges nothing", Some(help));
    }
    Some(selectors)
}

fn read_controls(reader: &Reader<'_>, fields: &Fields<'_>, of: Entry<'_>) -> Vec<ControlRef> {
    let blocks: Vec<_> = fields.blocks("control").collect();
    if blocks.is_empty() || blocks.len() > 3 {
        let message = "a rule names one to three controls";
        reader.problem(fields.header, message, None);
    }
    let mut controls = Vec::new();
    for block in blocks {
        let inner = reader.fields(
            block.body,
            block.header,
            &["basis", "reason"],
            &["successor"],
        );
        let reason = reader
            .required(&inner, "reason")
            .and_then(|e| reader.text(e, of));
        let reason = reason.unwrap_or_default();
        controls.extend(read_control(
            reader,
            block,
            &inner,
            Edition::First,
            &reason,
            of,
        ));
        if inner.blocks("successor").next().is_none() {
            let help = "name the control of the edition of 2026 that took its place";
            reader.problem(block.header, "`successor` is missing", Some(help));
        }
        for successor in inner.blocks("successor") {
            let header = successor.header;
            let inner = reader.fields(successor.body, header, &["basis", "reason"], &[]);
            let own = inner.expr("reason").and_then(|e| reader.text(e, of));
            let reason = own.unwrap_or_else(|| reason.clone());
            let control = read_control(reader, successor, &inner, Edition::Second, &reason, of);
            controls.extend(control);
        }
    }
    controls
}

fn read_control(
    reader: &Reader<'_>,
    block: &Block,
    fields: &Fields<'_>,
    edition: Edition,
    reason: &Arc<str>,
    of: Entry<'_>,
) -> Option<ControlRef> {
    let id = reader.label(block)?;
    let basis = reader.required(fields, "basis")?;
    let basis = reader.name(basis, of, &BASES, Basis::parse)?;
    match Catalogue::get().claim(edition, id, basis) {
        Ok(control) => Some(ControlRef {
            edition: edition.year(),
            id: id.into(),
            title: control.title.into(),
            basis: basis.name().into(),
            reason: reason.clone(),
        }),
        Err(refusal) => {
            reader.problem(block.header, refusal, None);
            None
        }
    }
}

fn read_param(reader: &Reader<'_>, block: &Block) -> Option<Param> {
    let name = reader.label(block)?;
    let fields = reader.fields(block.body, block.header, &["default", "source"], &[]);
    let default = reader.required(&fields, "default")?;
    Some(Param {
        name: name.into(),
        default: reader.constant(default, None)?,
        source: fields.expr("source").and_then(|e| reader.text(e, None)),
    })
}

fn read_assert(
    reader: &Reader<'_>,
    block: &Block,
    (kind, severity): (Kind, Severity),
    of: Entry<'_>,
) -> Option<Assert> {
    let arguments = [
        "kind",
        "severity",
        "when",
        "for_each",
        "condition",
        "error_message",
        "label",
        "at",
    ];
    let fields = reader.fields(block.body, block.header, &arguments, &["fix"]);
    let code = |name: &str| fields.expr(name).map(|e| reader.code(e));
    let own_kind = fields.expr("kind");
    let own_kind = own_kind.and_then(|e| reader.name(e, of, &KINDS, Kind::parse));
    let own_severity = fields.expr("severity");
    let own_severity = own_severity.and_then(|e| reader.name(e, of, &SEVERITIES, Severity::parse));
    let condition = reader.required(&fields, "condition");
    let error_message = reader.required(&fields, "error_message");
    Some(Assert {
        kind: own_kind.unwrap_or(kind),
        severity: own_severity.unwrap_or(severity),
        when: code("when"),
        for_each: code("for_each"),
        condition: reader.code(condition?),
        error_message: reader.code(error_message?),
        label: code("label"),
        at: code("at"),
        fixes: read_fixes(reader, &fields, of),
    })
}

fn read_fixes(reader: &Reader<'_>, fields: &Fields<'_>, of: Entry<'_>) -> Vec<FixRule> {
    let read = |block: &Block| {
        let title = reader.label(block)?;
        let inner = reader.fields(block.body, block.header, &["safety", "when", "set"], &[]);
        let safety = reader.required(&inner, "safety")?;
        let safety = reader.name(safety, of, &["safe", "unsafe"], |text| match text {
            "safe" => Some(Safety::Safe),
            "unsafe" => Some(Safety::Unsafe),
            _ => None,
        })?;
        Some(FixRule {
            title: title.into(),
            safety,
            when: inner.expr("when").map(|e| reader.code(e)),
            set: inner.expr("set").map(|e| reader.code(e)),
        })
    };
    fields.blocks("fix").filter_map(read).collect()
}
