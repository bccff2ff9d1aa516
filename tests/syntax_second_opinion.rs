//! A second opinion: hcl-edit must see the same nodes at the same places.
//!
//! Compared are all `.tf` files of `testdata` and the syntax cases that Terraform accepts. What hcl-edit refuses or sees
//! otherwise is listed with the reason.

#![expect(
    clippy::unwrap_used,
    reason = "what a test needs and does not find is to fail it"
)]

use std::path::{Path, PathBuf};

use cldlint::syntax::{
    Body, ExprId, ExprKind, Item, StepKind, TemplateForm, TemplatePart, Tree, UnaryOperator, parse,
};
use cldlint::text::{Sources, TextRange};
use hcl_edit::Span;
use hcl_edit::expr::{Expression, ObjectKey, TraversalOperator};
use hcl_edit::structure::{BlockLabel, Structure};
use hcl_edit::template::{Directive, Element, Template};

/// A node: what it is, where it begins and ends.
type Node = (&'static str, usize, usize);

/// A node of ours and one of theirs that should be the same.
type Difference = (Option<Node>, Option<Node>);

/// The nodes of our tree.
struct Ours<'t> {
    tree: &'t Tree,
    nodes: Vec<Node>,
}

impl Ours<'_> {
    fn add(&mut self, kind: &'static str, range: TextRange) {
        let range = range.as_usize();
        self.nodes.push((kind, range.start, range.end));
    }

    fn body(&mut self, body: &Body) {
        for item in self.tree.items(body) {
            match *item {
                Item::Attribute(id) => {
                    let attribute = self.tree.attribute(id);
                    self.add("attribute", attribute.range);
                    self.add("name", attribute.name);
                    self.expr(attribute.expr);
                }
                Item::Block(id) => {
                    let block = self.tree.block(id);
                    self.add("block", block.range);
                    self.add("name", block.kind);
                    for label in self.tree.labels(block) {
                        self.add("label", label.range);
                    }
                    self.body(self.tree.body(block.body));
                }
            }
        }
    }

    fn all(&mut self, ids: &[ExprId]) {
        for &id in ids {
            self.expr(id);
        }
    }

    fn expr(&mut self, id: ExprId) {
        let node = *self.tree.expr(id);
        let kind = match node.kind {
            ExprKind::Null => "null",
            ExprKind::Bool(_) => "bool",
            ExprKind::Number => "number",
            ExprKind::Name => "name",
            ExprKind::Invalid => "invalid",
            ExprKind::Template(template) => {
                self.parts(self.tree.parts(template.parts));
                match template.form {
                    TemplateForm::Quoted | TemplateForm::Json => "string",
                    TemplateForm::Heredoc | TemplateForm::IndentedHeredoc => "heredoc",
                }
            }
            ExprKind::Tuple(list) => {
                self.all(self.tree.exprs(list));
                "tuple"
            }
            ExprKind::Object(items) => {
                for item in self.tree.object_items(items) {
                    self.expr(item.key);
                    self.expr(item.value);
                }
                "object"
            }
            ExprKind::Traversal { object, steps } => {
                self.expr(object);
                for step in self.tree.steps(steps) {
                    match step.kind {
                        StepKind::Attribute(range) => self.add("name", range),
                        StepKind::LegacyIndex(range) => self.add("legacy index", range),
                        StepKind::Index(key) => self.expr(key),
                        StepKind::AttributeSplat | StepKind::FullSplat => {}
                    }
                }
                "traversal"
            }
            ExprKind::Call { name, args, .. } => {
                self.add("call name", name);
                self.all(self.tree.exprs(args));
                "call"
            }
            ExprKind::For(id) => {
                let node = *self.tree.for_expr(id);
                if let Some(name) = node.key_name {
                    self.add("name", name);
                }
                self.add("name", node.value_name);
                self.expr(node.collection);
                self.expr(node.value);
                if let Some(key) = node.key {
                    self.expr(key);
                }
                if let Some(c) = node.condition {
                    self.expr(c);
                }
                "for"
            }
            ExprKind::Conditional {
                condition,
                when_true,
                when_false,
            } => {
                self.all(&[condition, when_true, when_false]);
                "conditional"
            }
            ExprKind::Binary { left, right, .. } => {
                self.all(&[left, right]);
                "binary"
            }
            // hcl-edit reads the sign of a number as part of it.
            ExprKind::Unary { operator, operand } => {
                let number = matches!(self.tree.expr(operand).kind, ExprKind::Number);
                if number && operator == UnaryOperator::Negate {
                    "number"
                } else {
                    self.expr(operand);
                    "unary"
                }
            }
            ExprKind::Parenthesis(inner) => {
                self.expr(inner);
                "parenthesis"
            }
        };
        self.add(kind, node.range);
    }

    fn parts(&mut self, parts: &[TemplatePart]) {
        for part in parts {
            match *part {
                TemplatePart::Interpolation { expr, range } => {
                    self.add("interpolation", range);
                    self.expr(expr);
                }
                TemplatePart::If { condition, .. } => self.expr(condition),
                TemplatePart::For {
                    key,
                    value,
                    collection,
                    ..
                } => {
                    if let Some(name) = key {
                        self.add("name", name);
                    }
                    self.add("name", value);
                    self.expr(collection);
                }
                TemplatePart::Literal(_)
                | TemplatePart::Else(_)
                | TemplatePart::EndIf(_)
                | TemplatePart::EndFor(_) => {}
            }
        }
    }
}

/// The nodes of hcl-edit's tree.
#[derive(Default)]
struct Theirs {
    nodes: Vec<Node>,
}

impl Theirs {
    fn add(&mut self, kind: &'static str, node: &impl Span) {
        let span = node.span().unwrap();
        self.nodes.push((kind, span.start, span.end));
    }

    fn body(&mut self, body: &hcl_edit::structure::Body) {
        for structure in body {
            match structure {
                Structure::Attribute(attribute) => {
                    self.add("attribute", attribute);
                    self.add("name", &attribute.key);
                    self.expr(&attribute.value);
                }
                Structure::Block(block) => {
                    self.add("block", block);
                    self.add("name", &block.ident);
                    for label in &block.labels {
                        match label {
                            BlockLabel::Ident(name) => self.add("label", name),
                            BlockLabel::String(text) => self.add("label", text),
                        }
                    }
                    self.body(&block.body);
                }
            }
        }
    }

    fn expr(&mut self, expr: &Expression) {
        let kind = match expr {
            Expression::Null(_) => "null",
            Expression::Bool(_) => "bool",
            Expression::Number(_) => "number",
            Expression::Variable(_) => "name",
            Expression::String(_) => "string",
            Expression::StringTemplate(template) => {
                for element in template {
                    self.element(element);
                }
                "string"
            }
            Expression::HeredocTemplate(heredoc) => {
                self.template(&heredoc.template);
                "heredoc"
            }
            Expression::Array(array) => {
                for element in array {
                    self.expr(element);
                }
                "tuple"
            }
            Expression::Object(object) => {
                for (key, value) in object {
                    match key {
                        ObjectKey::Ident(name) => self.add("name", name),
                        ObjectKey::Expression(key) => self.expr(key),
                    }
                    self.expr(value.expr());
                }
                "object"
            }
            Expression::Parenthesis(inner) => {
                self.expr(inner.inner());
                "parenthesis"
            }
            Expression::Conditional(node) => {
                self.expr(&node.cond_expr);
                self.expr(&node.true_expr);
                self.expr(&node.false_expr);
                "conditional"
            }
            Expression::FuncCall(call) => {
                let first = call.name.namespace.first().unwrap_or(&call.name.name);
                let start = first.span().unwrap().start;
                let end = call.name.name.span().unwrap().end;
                self.nodes.push(("call name", start, end));
                for arg in &call.args {
                    self.expr(arg);
                }
                "call"
            }
            Expression::Traversal(traversal) => {
                self.expr(&traversal.expr);
                for operator in &traversal.operators {
                    match operator.value() {
                        TraversalOperator::GetAttr(name) => self.add("name", name),
                        TraversalOperator::LegacyIndex(index) => self.add("legacy index", index),
                        TraversalOperator::Index(key) => self.expr(key),
                        TraversalOperator::AttrSplat(_) | TraversalOperator::FullSplat(_) => {}
                    }
                }
                "traversal"
            }
            Expression::UnaryOp(node) => {
                self.expr(&node.expr);
                "unary"
            }
            Expression::BinaryOp(node) => {
                self.expr(&node.lhs_expr);
                self.expr(&node.rhs_expr);
                "binary"
            }
            Expression::ForExpr(node) => {
                if let Some(name) = &node.intro.key_var {
                    self.add("name", name);
                }
                self.add("name", &node.intro.value_var);
                self.expr(&node.intro.collection_expr);
                self.expr(&node.value_expr);
                if let Some(key) = &node.key_expr {
                    self.expr(key);
                }
                if let Some(condition) = &node.cond {
                    self.expr(&condition.expr);
                }
                "for"
            }
        };
        self.add(kind, expr);
    }

    fn template(&mut self, template: &Template) {
        for element in template {
            self.element(element);
        }
    }

    fn element(&mut self, element: &Element) {
        match element {
            Element::Literal(_) => {}
            Element::Interpolation(interpolation) => {
                self.add("interpolation", interpolation);
                self.expr(&interpolation.expr);
            }
            Element::Directive(directive) => match &**directive {
                Directive::If(node) => {
                    self.expr(&node.if_expr.cond_expr);
                    self.template(&node.if_expr.template);
                    if let Some(other) = &node.else_expr {
                        self.template(&other.template);
                    }
                }
                Directive::For(node) => {
                    let head = &node.for_expr;
                    if let Some(name) = &head.key_var {
                        self.add("name", name);
                    }
                    self.add("name", &head.value_var);
                    self.expr(&head.collection_expr);
                    self.template(&head.template);
                }
            },
        }
    }
}

/// What the two see differently; `Err` when hcl-edit refuses the text.
fn compare(bytes: &[u8]) -> Result<Vec<Difference>, String> {
    let mut sources = Sources::default();
    let id = sources.add("case.tf", bytes.to_vec());
    let source = sources.get(id);
    let tree = parse(source);
    assert_eq!(tree.errors(), [], "{}", source.text());
    let body = hcl_edit::parser::parse_body(source.text()).map_err(|error| error.to_string())?;
    let mut ours = Ours {
        tree: &tree,
        nodes: Vec::new(),
    };
    ours.body(tree.root());
    let mut theirs = Theirs::default();
    theirs.body(&body);
    let (mut ours, mut theirs) = (ours.nodes, theirs.nodes);
    ours.sort_by_key(|&(kind, start, end)| (start, end, kind));
    theirs.sort_by_key(|&(kind, start, end)| (start, end, kind));
    let longest = ours.len().max(theirs.len());
    Ok((0..longest)
        .map(|index| (ours.get(index).copied(), theirs.get(index).copied()))
        .filter(|(ours, theirs)| ours != theirs)
        .collect())
}

#[test]
fn files_are_read_alike() {
    let mut paths = Vec::new();
    collect(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata"),
        &mut paths,
    );
    assert!(paths.len() > 100, "only {} files", paths.len());
    let mut wrong = Vec::new();
    for path in paths {
        let bytes = std::fs::read(&path).unwrap();
        let name = path.to_string_lossy().replace('\\', "/");
        match compare(&bytes) {
            Ok(differences) if differences.is_empty() => {}
            outcome => wrong.push(format!("{name}: {outcome:?}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn collect(directory: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "tf") {
            paths.push(path);
        }
    }
}

#[test]
fn cases_are_read_alike() {
    let mut wrong = Vec::new();
    let mut unneeded: Vec<&str> = DIFFERENT_CASES
        .iter()
        .flat_map(|(_, names)| names.iter().copied())
        .collect();
    for line in include_str!("../testdata/syntax/cases.jsonl").lines() {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        let (Some(true), Some(text)) = (case["accepts"].as_bool(), case["source"].as_str()) else {
            continue;
        };
        let name = case["name"].as_str().unwrap();
        let outcome = compare(text.as_bytes());
        if outcome.as_ref().is_ok_and(Vec::is_empty) {
            continue;
        }
        if let Some(at) = unneeded.iter().position(|&listed| listed == name) {
            unneeded.remove(at);
        } else {
            wrong.push(format!("{name}: {text:?} {outcome:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(unneeded.is_empty(), "no longer different: {unneeded:?}");
}

/// Cases that hcl-edit refuses or reads otherwise than Terraform, by reason.
const DIFFERENT_CASES: &[(&str, &[&str])] = &[
    ("refuses a byte order mark", &["bom"]),
    (
        "refuses a carriage return in a comment",
        &["cr_end_comment", "cr_in_comment"],
    ),
    (
        "reads a legacy index as a whole number only",
        &["expr_043", "expr_045"],
    ),
    (
        "refuses a carriage return after `for`",
        &["expr_163", "expr_288"],
    ),
    (
        "refuses keys that are repeated",
        &["expr_219", "expr_221", "expr_222", "expr_224"],
    ),
    (
        "lets line breaks end the expressions of a `for`",
        &[
            "expr_136", "expr_258", "expr_259", "expr_260", "expr_261", "expr_262", "expr_263",
            "expr_264", "expr_266", "expr_268", "expr_269", "expr_270", "expr_271", "expr_272",
            "expr_273", "expr_274",
        ],
    ),
    (
        "lets line breaks end the expressions of a template directive",
        &["str_126", "str_127"],
    ),
    (
        "ends a heredoc where a line begins with its marker",
        &[
            "here_18",
            "here_19",
            "here_20",
            "here_21",
            "here_22",
            "here_68",
            "here_77",
            "here_list_comma_same",
        ],
    ),
    (
        "takes spaces and tabs alone for white space before a marker",
        &["here_64", "here_65"],
    ),
    (
        "knows fewer letters",
        &["ident_xid_diff", "ident_xid_diff2"],
    ),
    ("has numbers of 64 bits", &["num_21", "num_22", "num_29"]),
    ("does not read `1.e5` as a number", &["num_42"]),
];
