//! Follows the expressions of a rule.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::NamedPath;
use super::shape::{Names, Part, Shape};
use crate::model::EntityKind;
use crate::rule::check;
use crate::rule::definition::{Code, Rule, RuleSet};
use crate::rule::native;
use crate::rule::walk::{Seen, Walk};
use crate::syntax::{ExprId, ExprKind, Step, StepKind, TemplatePart, Tree};
use crate::text::{Source, TextRange};

/// How deep functions may call each other while they are followed.
const DEPTH: u32 = 24;

/// Functions of Terraform that hand on what they are given without looking into it.
const HAND_ON: [&str; 14] = [
    "alltrue", "anytrue", "can", "coalesce", "compact", "concat", "element", "flatten", "length",
    "one", "reverse", "slice", "tolist", "try",
];

/// Native functions that look at no more of an entity than what it is and what names it.
const LOOK_AT_NAMES: [&str; 9] = [
    "address",
    "companions",
    "default",
    "is",
    "known",
    "name",
    "provider_of",
    "refers",
    "target",
];

pub(super) struct Follower<'a> {
    set: &'a RuleSet,
    rule: &'a Rule,
    pub(super) found: RefCell<BTreeSet<NamedPath>>,
    pub(super) defaults: RefCell<BTreeSet<Part>>,
    /// Attributes that functions read by themselves, with their types.
    pub(super) implied: RefCell<BTreeSet<(Arc<str>, Arc<str>)>>,
    /// Types of which something reads more than can be told.
    pub(super) whole: RefCell<BTreeSet<Arc<str>>>,
    /// Whether there is something of which not even the type can be told.
    pub(super) lost: Cell<bool>,
    depth: Cell<u32>,
    /// What locals came to; `None` while one is followed.
    locals: RefCell<FxHashMap<Arc<str>, Option<Shape>>>,
}

impl<'a> Follower<'a> {
    pub(super) fn new(set: &'a RuleSet, rule: &'a Rule) -> Self {
        Self {
            set,
            rule,
            found: RefCell::default(),
            defaults: RefCell::default(),
            implied: RefCell::default(),
            whole: RefCell::default(),
            lost: Cell::default(),
            depth: Cell::default(),
            locals: RefCell::default(),
        }
    }

    /// Notes that something reads an entity in a way that cannot be followed.
    fn escape(&self, shape: &Shape) {
        for part in shape.parts.iter().filter(|part| part.path.is_empty()) {
            if part.types.is_empty() {
                self.lost.set(true);
            }
            self.whole.borrow_mut().extend(part.types.iter().cloned());
        }
        for field in shape.fields.values() {
            self.escape(field);
        }
    }

    fn escape_all(&self, shapes: &[Shape]) {
        for shape in shapes {
            self.escape(shape);
        }
    }

    /// Elements of something: of an entity as such, those are its attributes.
    fn elements(&self, shape: Shape) -> Shape {
        if !shape.is_list {
            let parts = shape.parts.clone();
            self.escape(&Shape {
                parts,
                ..Shape::default()
            });
        }
        shape.element()
    }

    pub(super) fn rule(&self) {
        let rule = self.rule;
        let names = Names {
            rule: Some(rule),
            bound: Vec::new(),
            each: rule.entry.as_ref().map(|(_, value)| Shape::of_value(value)),
        };
        for code in [rule.when, rule.requires].into_iter().flatten() {
            self.code(code, &names);
        }
        for &code in rule.locals.values().collect::<Vec<_>>() {
            self.code(code, &names);
        }
        for assert in &rule.asserts {
            let inner = match assert.for_each {
                Some(code) => Names {
                    each: Some(self.elements(self.code(code, &names))),
                    ..names.clone()
                },
                None => names.clone(),
            };
            let codes = [
                Some(assert.condition),
                Some(assert.error_message),
                assert.when,
                assert.label,
                assert.at,
            ];
            for code in codes.into_iter().flatten() {
                self.code(code, &inner);
            }
            for fix in assert.fixes.iter().chain(&rule.fixes) {
                for code in [fix.when, fix.set].into_iter().flatten() {
                    self.code(code, &inner);
                }
            }
        }
    }

    fn code(&self, code: Code, names: &Names<'a>) -> Shape {
        let tree = &self.set.files[code.file].tree;
        let of = Of {
            follower: self,
            tree,
            source: self.set.sources.get(tree.file()),
        };
        of.expr(code.expr, names)
    }

    fn local(&self, name: &str, names: &Names<'a>) -> Shape {
        let Some(rule) = names.rule else {
            return Shape::default();
        };
        let Some((name, &code)) = rule.locals.get_key_value(name) else {
            return Shape::default();
        };
        if let Some(followed) = self.locals.borrow().get(name) {
            return followed.clone().unwrap_or_default();
        }
        self.locals.borrow_mut().insert(name.clone(), None);
        let family = Names {
            rule: names.rule,
            bound: Vec::new(),
            each: rule.entry.as_ref().map(|(_, value)| Shape::of_value(value)),
        };
        let shape = self.code(code, &family);
        self.locals
            .borrow_mut()
            .insert(name.clone(), Some(shape.clone()));
        shape
    }
}

/// Follows the expressions of one file.
struct Of<'f, 'a> {
    follower: &'f Follower<'a>,
    tree: &'a Tree,
    source: &'a Source,
}

impl<'a> Of<'_, 'a> {
    fn slice(&self, range: TextRange) -> &'a str {
        self.source.slice(range)
    }

    fn all(&self, exprs: &[ExprId], names: &Names<'a>) -> Shape {
        let mut shape = Shape::default();
        for &expr in exprs {
            shape.add(self.expr(expr, names));
        }
        shape
    }

    fn expr(&self, id: ExprId, names: &Names<'a>) -> Shape {
        match self.tree.expr(id).kind {
            ExprKind::Null | ExprKind::Bool(_) | ExprKind::Number | ExprKind::Invalid => {
                Shape::default()
            }
            ExprKind::Template(template) => {
                for part in self.tree.parts(template.parts) {
                    if let TemplatePart::Interpolation { expr, .. }
                    | TemplatePart::If {
                        condition: expr, ..
                    } = part
                    {
                        let shape = self.expr(*expr, names);
                        self.follower.escape(&shape);
                    }
                }
                let text = self.tree.string(self.source, id);
                Shape {
                    texts: text.into_iter().map(|text| Arc::from(&*text)).collect(),
                    ..Shape::default()
                }
            }
            ExprKind::Tuple(elements) => self.all(self.tree.exprs(elements), names).listed(),
            ExprKind::Object(items) => {
                let mut shape = Shape::default();
                for item in self.tree.object_items(items) {
                    let key = self.tree.expr(item.key);
                    let value = self.expr(item.value, names);
                    let keys = match key.kind {
                        ExprKind::Name => BTreeSet::from([self.slice(key.range).into()]),
                        _ => self.expr(item.key, names).texts,
                    };
                    for key in keys {
                        shape.fields.entry(key).or_default().add(value.clone());
                    }
                }
                shape
            }
            ExprKind::Name => self.name(self.slice(self.tree.expr(id).range), &[], names),
            ExprKind::Traversal { object, steps } => {
                let steps = self.tree.steps(steps);
                let object_expr = self.tree.expr(object);
                match object_expr.kind {
                    ExprKind::Name => self.name(self.slice(object_expr.range), steps, names),
                    _ => self.steps(self.expr(object, names), steps, names),
                }
            }
            ExprKind::Call { name, args, .. } => {
                self.call(self.slice(name), self.tree.exprs(args), names)
            }
            ExprKind::For(id) => {
                let of = *self.tree.for_expr(id);
                let collection = self.expr(of.collection, names);
                let mut inner = names.clone();
                if let Some(key) = of.key_name {
                    inner.bound.push((self.slice(key).into(), Shape::default()));
                }
                let element = self.follower.elements(collection);
                inner
                    .bound
                    .push((self.slice(of.value_name).into(), element));
                for expr in of.key.into_iter().chain(of.condition) {
                    self.expr(expr, &inner);
                }
                self.expr(of.value, &inner).listed()
            }
            ExprKind::Conditional {
                condition,
                when_true,
                when_false,
            } => {
                self.expr(condition, names);
                self.all(&[when_true, when_false], names)
            }
            ExprKind::Binary { left, right, .. } => {
                self.all(&[left, right], names);
                Shape::default()
            }
            ExprKind::Unary { operand, .. } => {
                self.expr(operand, names);
                Shape::default()
            }
            ExprKind::Parenthesis(inner) => self.expr(inner, names),
        }
    }

    fn name(&self, name: &str, steps: &[Step], names: &Names<'a>) -> Shape {
        if let Some((_, shape)) = names.bound.iter().rev().find(|(bound, _)| &**bound == name) {
            return self.steps(shape.clone(), steps, names);
        }
        let first = steps.first().and_then(|step| match step.kind {
            StepKind::Attribute(range) => Some(self.slice(range)),
            _ => None,
        });
        match (name, first) {
            ("self", _) => self.steps(subject(names), steps, names),
            ("change", Some("before")) => self.steps(subject(names), &steps[1..], names),
            ("local", Some(local)) => {
                let mut shape = self.follower.local(local, names);
                self.narrow(local, &mut shape, names);
                self.steps(shape, &steps[1..], names)
            }
            ("each", Some("value")) => {
                let each = names.each.clone().unwrap_or_default();
                self.steps(each, &steps[1..], names)
            }
            _ => {
                self.steps(Shape::default(), steps, names);
                Shape::default()
            }
        }
    }

    /// Where a rule asks `is(local.x, "type")`, a part of no known type is taken to be of that type.
    fn narrow(&self, local: &str, shape: &mut Shape, names: &Names<'a>) {
        let Some(rule) = names.rule else {
            return;
        };
        if !shape.parts.iter().any(|part| part.types.is_empty()) {
            return;
        }
        let types = asked_types(self.follower.set, rule, local);
        if types.is_empty() {
            return;
        }
        shape.parts = std::mem::take(&mut shape.parts)
            .into_iter()
            .map(|part| {
                if part.types.is_empty() {
                    Part {
                        types: types.clone(),
                        ..part
                    }
                } else {
                    part
                }
            })
            .collect();
    }

    fn steps(&self, mut shape: Shape, steps: &[Step], names: &Names<'a>) -> Shape {
        for step in steps {
            shape = match step.kind {
                StepKind::Attribute(range) => {
                    let name = Arc::from(self.slice(range));
                    self.attribute(&shape, &name, range)
                }
                StepKind::Index(key) => {
                    let texts = self.expr(key, names).texts;
                    if texts.is_empty() {
                        let is_number = matches!(self.tree.expr(key).kind, ExprKind::Number);
                        if !is_number && !shape.is_list {
                            self.follower.escape(&shape);
                        }
                        Shape {
                            is_list: false,
                            ..shape
                        }
                    } else {
                        let mut taken = Shape::default();
                        for text in texts {
                            taken.add(self.attribute(&shape, &text, step.range));
                        }
                        taken
                    }
                }
                StepKind::LegacyIndex(_) | StepKind::AttributeSplat | StepKind::FullSplat => shape,
            };
        }
        shape
    }

    fn attribute(&self, shape: &Shape, name: &Arc<str>, range: TextRange) -> Shape {
        let mut taken = shape.fields.get(name).cloned().unwrap_or_default();
        for part in &shape.parts {
            let mut part = part.clone();
            part.path.push(name.clone());
            self.note(&part, range);
            taken.parts.insert(part);
        }
        taken
    }

    fn note(&self, part: &Part, range: TextRange) {
        if part.types.is_empty() {
            return;
        }
        self.follower.found.borrow_mut().insert(NamedPath {
            types: part.types.clone(),
            path: part.path.clone(),
            has_default: false,
            span: self.source.span(range),
        });
    }

    fn call(&self, name: &str, args: &[ExprId], names: &Names<'a>) -> Shape {
        let shapes: Vec<_> = args.iter().map(|&arg| self.expr(arg, names)).collect();
        let texts = |from: usize| {
            let rest = shapes.get(from..).unwrap_or(&[]);
            rest.iter().flat_map(|shape| shape.texts.iter().cloned())
        };
        let prefixed = |prefix: &'static str| {
            let spelled = move |text: Arc<str>| Arc::from(format!("{prefix}{text}"));
            Shape::of_types(texts(0).map(spelled))
        };
        match name {
            "companions" => {
                let types =
                    Shape::of_types(shapes.first().into_iter().flat_map(|s| s.texts.clone()));
                if let (Some(paths), Some(&arg)) = (shapes.get(1), args.get(1)) {
                    for path in &paths.texts {
                        for part in &types.parts {
                            let mut part = part.clone();
                            part.path.extend(path.split('.').map(Arc::from));
                            self.note(&part, self.tree.expr(arg).range);
                        }
                    }
                }
                self.companions_read(&shapes);
                types.listed()
            }
            "resources" => Shape::of_types(texts(0)).listed(),
            "data_sources" => prefixed("data.").listed(),
            "providers" => prefixed("provider.").listed(),
            "provider" => prefixed("provider."),
            "target" => Shape::of_types(texts(1)),
            "default" => {
                let Some(value) = shapes.first() else {
                    return Shape::default();
                };
                let parts = value.parts.iter().cloned();
                self.follower.defaults.borrow_mut().extend(parts);
                value.clone()
            }
            _ if native::find(name).is_some() => {
                if !LOOK_AT_NAMES.contains(&name) {
                    self.follower.escape_all(&shapes);
                }
                Shape::default()
            }
            _ => match self.follower.set.functions.get(name) {
                Some(function) if self.follower.depth.get() < DEPTH => {
                    let bound = function.params.iter().cloned().zip(shapes);
                    let inner = Names {
                        rule: None,
                        bound: bound.collect(),
                        each: None,
                    };
                    let depth = self.follower.depth.get();
                    self.follower.depth.set(depth + 1);
                    let result = self.follower.code(function.result, &inner);
                    self.follower.depth.set(depth);
                    result
                }
                Some(_) => {
                    self.follower.lost.set(true);
                    Shape::default()
                }
                // Terraform's functions mostly hand on what they are given, or parts of it.
                None => {
                    if !HAND_ON.contains(&name) {
                        self.follower.escape_all(&shapes);
                    }
                    let mut all = Shape::default();
                    for shape in shapes {
                        all.add(shape);
                    }
                    if matches!(name, "one" | "element") {
                        all.is_list = false;
                    }
                    all
                }
            },
        }
    }
}

impl Of<'_, '_> {
    /// `companions` compares the attribute's name with what names the entity it is asked for.
    fn companions_read(&self, shapes: &[Shape]) {
        let own = subject(&Names {
            rule: Some(self.follower.rule),
            ..Names::default()
        });
        if shapes.first().is_none_or(|types| types.texts.is_empty()) {
            self.follower.lost.set(true);
        }
        let of = shapes.get(2).unwrap_or(&own);
        for path in shapes.get(1).into_iter().flat_map(|paths| &paths.texts) {
            let last = path.rsplit('.').next().unwrap_or(path);
            for part in of.parts.iter().filter(|part| part.path.is_empty()) {
                let implied = part.types.iter().map(|of| (of.clone(), Arc::from(last)));
                self.follower.implied.borrow_mut().extend(implied);
            }
        }
    }
}

/// What `self` is.
fn subject(names: &Names<'_>) -> Shape {
    let Some(rule) = names.rule else {
        return Shape::default();
    };
    let types = rule.selectors.iter().filter_map(|selector| {
        let pattern = &selector.pattern;
        match selector.kind {
            EntityKind::Resource => Some(pattern.clone()),
            EntityKind::Data => Some(format!("data.{pattern}").into()),
            EntityKind::Provider => Some(format!("provider.{pattern}").into()),
            _ => None,
        }
    });
    Shape::of_types(types)
}

/// The types that a rule asks a local to be.
fn asked_types(set: &RuleSet, rule: &Rule, local: &str) -> BTreeSet<Arc<str>> {
    let mut types = BTreeSet::new();
    for (code, _) in check::expressions(rule) {
        let tree = &set.files[code.file].tree;
        let source = set.sources.get(tree.file());
        let mut visit = |seen: Seen<'_>| {
            if let Seen::Call {
                name: "is",
                args: [subject, asked @ ..],
                ..
            } = seen
                && source.slice(tree.expr(*subject).range) == format!("local.{local}")
            {
                let texts = asked.iter().filter_map(|&arg| tree.string(source, arg));
                types.extend(texts.map(|text| Arc::from(&*text)));
            }
            true
        };
        Walk::new(tree, source, &mut visit).expr(code.expr);
    }
    types
}
