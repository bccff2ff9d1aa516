//! Evaluates expressions.

use std::sync::Arc;

use crate::syntax::{ExprId, ExprKind, List, ObjectItem, Tree};
use crate::text::{Source, TextRange};
use crate::value::{Kind, Marks, Number, Reason, Unknown, Value};

use super::types::{Unified, unify_with};
use super::{Context, EvalError, Scope};

/// Code: a tree and the text it was made from.
#[derive(Clone, Copy, Debug)]
pub struct Code<'a> {
    /// The tree.
    pub tree: &'a Tree,
    /// The text.
    pub source: &'a Source,
}

impl<'a> Code<'a> {
    /// The text of a name or number, which has no escapes.
    pub fn slice(self, range: TextRange) -> &'a str {
        self.source.slice(range)
    }
}

/// Evaluates an expression.
pub fn evaluate(code: Code<'_>, expr: ExprId, scope: &dyn Scope, context: &Context) -> Value {
    let evaluator = Evaluator {
        code,
        scope,
        context,
    };
    evaluator.value(expr, None)
}

/// A name that a `for` binds, and those bound around it.
#[derive(Debug)]
pub(super) struct Local<'a> {
    pub(super) name: &'a str,
    pub(super) value: Value,
    pub(super) outer: Option<&'a Local<'a>>,
}

impl Local<'_> {
    /// The value of a name, the innermost first.
    pub(super) fn find(&self, name: &str) -> Option<&Value> {
        let mut local = Some(self);
        while let Some(here) = local {
            if here.name == name {
                return Some(&here.value);
            }
            local = here.outer;
        }
        None
    }
}

/// The names bound around an expression.
pub(super) type Locals<'a> = Option<&'a Local<'a>>;

/// A level of nesting, which ends when this is dropped.
pub(super) struct Level<'a>(&'a Context);

impl Drop for Level<'_> {
    fn drop(&mut self) {
        self.0.depth.set(self.0.depth.get().saturating_sub(1));
    }
}

/// One evaluation.
#[derive(Clone, Copy)]
pub(super) struct Evaluator<'a> {
    pub(super) code: Code<'a>,
    pub(super) scope: &'a dyn Scope,
    pub(super) context: &'a Context,
}

impl<'a> Evaluator<'a> {
    /// The value of an expression.
    pub(super) fn value(&self, expr: ExprId, locals: Locals<'_>) -> Value {
        let node = self.code.tree.expr(expr);
        if !self.context.charge(1) {
            return limit("the number of steps");
        }
        match node.kind {
            ExprKind::Null => return Value::null(),
            ExprKind::Bool(value) => return value.into(),
            ExprKind::Number => return self.number(node.range),
            ExprKind::Invalid => return Reason::Syntax.into(),
            _ => {}
        }
        match self.enter() {
            Some(_level) => self.composite(node.kind, node.range, locals),
            None => limit("the depth of nesting"),
        }
    }

    /// Goes one level deeper until the result is dropped; `None` when that is too deep.
    pub(super) fn enter(&self) -> Option<Level<'a>> {
        let depth = self.context.depth.get();
        if depth >= self.context.max_depth {
            return None;
        }
        self.context.depth.set(depth + 1);
        Some(Level(self.context))
    }

    fn composite(&self, kind: ExprKind, range: TextRange, locals: Locals<'_>) -> Value {
        match kind {
            ExprKind::Null | ExprKind::Bool(_) | ExprKind::Number | ExprKind::Invalid => {
                Reason::Syntax.into()
            }
            ExprKind::Template(template) => self.template(template, locals),
            ExprKind::Tuple(elements) => self.tuple(elements, locals),
            ExprKind::Object(items) => self.object(items, locals),
            ExprKind::Name => self.name(range, &[], locals).0,
            ExprKind::Traversal { object, steps } => self.traversal(object, steps, locals),
            ExprKind::Call { name, args, expand } => self.call(name, args, expand, range, locals),
            ExprKind::For(id) => self.for_expr(id, locals),
            ExprKind::Conditional {
                condition,
                when_true,
                when_false,
            } => self.conditional(condition, when_true, when_false, locals),
            ExprKind::Binary { .. } => self.binary(kind, range, locals),
            ExprKind::Unary { operator, operand } => self.unary(operator, operand, range, locals),
            ExprKind::Parenthesis(inner) => self.value(inner, locals),
        }
    }

    fn number(&self, range: TextRange) -> Value {
        match Number::parse(self.code.slice(range)) {
            Some(number) => Kind::Number(number).into(),
            None => limit("the size of a number"),
        }
    }

    fn tuple(&self, elements: List<ExprId>, locals: Locals<'_>) -> Value {
        let elements = self.code.tree.exprs(elements);
        Value::tuple(elements.iter().map(|&e| self.value(e, locals)).collect())
    }

    fn object(&self, items: List<ObjectItem>, locals: Locals<'_>) -> Value {
        let items = self.code.tree.object_items(items);
        let mut entries = Vec::with_capacity(items.len());
        let mut unknown: Option<Unknown> = None;
        let mut marks = Marks::default();
        for item in items {
            let key_node = self.code.tree.expr(item.key);
            // A bare word is the key itself, also where it would be a value elsewhere.
            if let ExprKind::Name | ExprKind::Null = key_node.kind {
                let key = self.context.names.get(self.code.slice(key_node.range));
                entries.push((key, self.value(item.value, locals)));
                continue;
            }
            let key = self.value(item.key, locals);
            marks = marks.union(key.marks);
            let value = self.value(item.value, locals);
            match (key.to_text(), key.as_unknown()) {
                (Some(key), _) => entries.push((key, value)),
                (None, Some(reason)) => unknown.get_or_insert_default().absorb(reason),
                (None, None) => {
                    let message = format!("{} cannot be a key of an object", a(&key));
                    let error = self.error(key_node.range, message);
                    unknown.get_or_insert_default().absorb_value(&error);
                }
            }
        }
        match unknown {
            Some(unknown) => not_null(unknown).marked(marks),
            None => Value::object(entries.into_iter().collect()).marked(marks),
        }
    }

    fn conditional(
        &self,
        condition: ExprId,
        when_true: ExprId,
        when_false: ExprId,
        locals: Locals<'_>,
    ) -> Value {
        let range = self.code.tree.expr(condition).range;
        let condition = self.value(condition, locals);
        let marks = condition.marks;
        if let Some(unknown) = condition.as_unknown() {
            // Which side is taken is not known, so neither are its errors.
            let errors = self.context.errors.borrow().len();
            let a = self.value(when_true, locals);
            let b = self.value(when_false, locals);
            self.context.errors.borrow_mut().truncate(errors);
            return either(&a, &b, unknown, self.context).marked(marks);
        }
        let Some(decided) = condition.to_bool() else {
            let message = format!("the condition must be true or false, not {}", a(&condition));
            return self.error(range, message).marked(marks);
        };
        let (chosen, other) = if decided {
            (when_true, when_false)
        } else {
            (when_false, when_true)
        };
        let value = self.value(chosen, locals);
        self.unified(value, other, range, locals).marked(marks)
    }

    /// A chosen value as the type that both sides of the conditional have in common. The other side is looked at only
    /// where its type can matter, and its errors do not count.
    fn unified(&self, value: Value, other: ExprId, range: TextRange, locals: Locals<'_>) -> Value {
        let converts = match &value.kind {
            Kind::Number(_) | Kind::Bool(_) => !matches!(
                (self.code.tree.expr(other).kind, &value.kind),
                (ExprKind::Null, _)
                    | (ExprKind::Number, Kind::Number(_))
                    | (ExprKind::Bool(_), Kind::Bool(_))
            ),
            Kind::Sequence(..) | Kind::Mapping(..) => {
                !self.context.is_lenient()
                    && !matches!(self.code.tree.expr(other).kind, ExprKind::Null)
            }
            // Only what is surely no string is worth a look.
            Kind::Null | Kind::String(_) => {
                let other = self.code.tree.expr(other).kind;
                !self.context.is_lenient()
                    && !value.is_null()
                    && matches!(
                        other,
                        ExprKind::Tuple(_) | ExprKind::Object(_) | ExprKind::For(_)
                    )
            }
            Kind::Unknown(_) => false,
        };
        if !converts {
            return value;
        }
        let errors = self.context.errors.borrow().len();
        let other = self.value(other, locals);
        self.context.errors.borrow_mut().truncate(errors);
        match unify_with(&value, &other, self.context) {
            Unified::Value(unified) => unified,
            _ if self.context.is_lenient() => value,
            // What is unknown has a type, which may be the one that all the others convert to.
            _ if value.has_unknown() || other.has_unknown() => {
                let mut unknown = Unknown::default();
                unknown.absorb_value(&value);
                unknown.absorb_value(&other);
                not_null(unknown)
            }
            Unified::Open => {
                let what = "results with parts whose types only Terraform knows";
                not_null(Unknown::because(Reason::Unsupported(what.into())))
            }
            Unified::Nothing => {
                let message = format!(
                    "the two results have no type in common: {} and {}",
                    a(&value),
                    a(&other)
                );
                self.error(range, message)
            }
        }
    }

    /// Notes an error and gives the value that stands for it.
    pub(super) fn error(&self, range: TextRange, message: impl Into<String>) -> Value {
        let message = message.into();
        let reason = Reason::Error(Arc::from(message.as_str()));
        self.context.errors.borrow_mut().push(EvalError {
            file: self.code.tree.file(),
            range,
            message,
        });
        reason.into()
    }
}

/// A value that a bound keeps from being known.
pub(super) fn limit(which: &str) -> Value {
    Reason::Limit(which.into()).into()
}

/// An unknown value that is not null.
pub(super) fn not_null(unknown: Unknown) -> Value {
    Unknown {
        not_null: true,
        ..unknown
    }
    .into()
}

/// The type of a value with its article, for messages: `a string`, `an object`.
pub(super) fn a(value: &Value) -> String {
    match value.type_name() {
        "null" => "null".to_owned(),
        "unknown" => "an unknown value".to_owned(),
        name if name.starts_with('o') => format!("an {name}"),
        name => format!("a {name}"),
    }
}

/// One of two values, of which it is not known which.
fn either(a: &Value, b: &Value, condition: &Unknown, context: &Context) -> Value {
    let marks = a.marks.union(b.marks);
    if let (Some(left), Some(right)) = (a.as_unknown(), b.as_unknown())
        && left.exact
        && right.exact
        && left.references == right.references
    {
        return a.clone().marked(marks);
    }
    if !a.is_unknown() && !b.is_unknown() && a.equals(b, context.strictness()) == Some(true) {
        return a.clone().marked(marks);
    }
    // Objects that agree in their keys stay objects, so that what both sides say alike is still known.
    if let (Kind::Mapping(kind, left), Kind::Mapping(other_kind, right)) = (&a.kind, &b.kind)
        && kind == other_kind
        && left.keys().eq(right.keys())
        && context.charge(left.len())
    {
        let entries = left.iter().zip(right.values());
        let entries = entries.map(|((key, a), b)| (key.clone(), either(a, b, condition, context)));
        return Value::from(Kind::Mapping(*kind, Arc::new(entries.collect()))).marked(marks);
    }
    let mut unknown = Unknown::default();
    unknown.absorb(condition);
    unknown.absorb_value(a);
    unknown.absorb_value(b);
    unknown.not_null = is_not_null(a) && is_not_null(b);
    unknown.prefix = common_prefix(a, b);
    Value::from(unknown).marked(marks)
}

fn is_not_null(value: &Value) -> bool {
    match &value.kind {
        Kind::Null => false,
        Kind::Unknown(unknown) => unknown.not_null,
        _ => true,
    }
}

/// How two strings begin alike. A null that could be chosen does not count: `not_null` says so.
fn common_prefix(a: &Value, b: &Value) -> Option<Arc<str>> {
    let (a, b) = (known_prefix(a)?, known_prefix(b)?);
    let length = a
        .char_indices()
        .zip(b.chars())
        .find(|((_, x), y)| x != y)
        .map_or(a.len().min(b.len()), |((at, _), _)| at);
    (length > 0).then(|| a[..length].into())
}

/// The text of a known string, or what an unknown one is known to begin with.
pub(super) fn known_prefix(value: &Value) -> Option<&str> {
    match &value.kind {
        Kind::String(text) => Some(text),
        Kind::Unknown(unknown) => unknown.prefix.as_deref(),
        _ => None,
    }
}
