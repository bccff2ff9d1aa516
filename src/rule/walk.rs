//! Visits the names and calls of an expression.

use crate::syntax::{ExprId, ExprKind, Step, StepKind, TemplatePart, Tree};
use crate::text::{Source, TextRange};

/// What is visited.
#[derive(Clone, Copy, Debug)]
pub(super) enum Seen<'a> {
    /// A name that no `for` around it binds, with the steps after it.
    Name {
        name: &'a str,
        steps: &'a [Step],
        range: TextRange,
    },
    /// A call; its arguments are visited after it, unless the visitor says no.
    Call {
        name: &'a str,
        args: &'a [ExprId],
        expand: bool,
        range: TextRange,
    },
}

/// A walk through one expression.
pub(super) struct Walk<'a, 'v> {
    pub(super) tree: &'a Tree,
    pub(super) source: &'a Source,
    /// Called for each name and call; false: do not go into the call's arguments.
    pub(super) visit: &'v mut dyn FnMut(Seen<'a>) -> bool,
    bound: Vec<&'a str>,
}

impl<'a, 'v> Walk<'a, 'v> {
    pub(super) fn new(
        tree: &'a Tree,
        source: &'a Source,
        visit: &'v mut dyn FnMut(Seen<'a>) -> bool,
    ) -> Self {
        Self {
            tree,
            source,
            visit,
            bound: Vec::new(),
        }
    }

    /// Walks an expression. The parser bounds how deep they nest.
    pub(super) fn expr(&mut self, id: ExprId) {
        let expr = self.tree.expr(id);
        match expr.kind {
            ExprKind::Null | ExprKind::Bool(_) | ExprKind::Number | ExprKind::Invalid => {}
            ExprKind::Template(template) => self.template(self.tree.parts(template.parts)),
            ExprKind::Tuple(elements) => self.all(self.tree.exprs(elements)),
            ExprKind::Object(items) => {
                for item in self.tree.object_items(items) {
                    if !matches!(self.tree.expr(item.key).kind, ExprKind::Name) {
                        self.expr(item.key);
                    }
                    self.expr(item.value);
                }
            }
            ExprKind::Name => self.name(expr.range, &[]),
            ExprKind::Traversal { object, steps } => {
                let steps = self.tree.steps(steps);
                let object_expr = self.tree.expr(object);
                match object_expr.kind {
                    ExprKind::Name => self.name(object_expr.range, steps),
                    _ => self.expr(object),
                }
                for step in steps {
                    if let StepKind::Index(key) = step.kind {
                        self.expr(key);
                    }
                }
            }
            ExprKind::Call { name, args, expand } => {
                let args = self.tree.exprs(args);
                let seen = Seen::Call {
                    name: self.source.slice(name),
                    args,
                    expand,
                    range: name,
                };
                if (self.visit)(seen) {
                    self.all(args);
                }
            }
            ExprKind::For(id) => {
                let of = *self.tree.for_expr(id);
                self.expr(of.collection);
                let before = self.bound.len();
                let names = of.key_name.into_iter().chain([of.value_name]);
                self.bound.extend(names.map(|name| self.source.slice(name)));
                let inner = of.key.into_iter().chain([of.value]).chain(of.condition);
                for inner in inner {
                    self.expr(inner);
                }
                self.bound.truncate(before);
            }
            ExprKind::Conditional {
                condition,
                when_true,
                when_false,
            } => self.all(&[condition, when_true, when_false]),
            ExprKind::Binary { left, right, .. } => self.all(&[left, right]),
            ExprKind::Unary { operand, .. } => self.expr(operand),
            ExprKind::Parenthesis(inner) => self.expr(inner),
        }
    }

    fn all(&mut self, exprs: &[ExprId]) {
        for &expr in exprs {
            self.expr(expr);
        }
    }

    fn name(&mut self, range: TextRange, steps: &'a [Step]) {
        let name = self.source.slice(range);
        if !self.bound.contains(&name) {
            (self.visit)(Seen::Name { name, steps, range });
        }
    }

    fn template(&mut self, parts: &'a [TemplatePart]) {
        let mut loops = Vec::new();
        for part in parts {
            match *part {
                TemplatePart::Interpolation { expr, .. } => self.expr(expr),
                TemplatePart::If { condition, .. } => self.expr(condition),
                TemplatePart::For {
                    key,
                    value,
                    collection,
                    ..
                } => {
                    self.expr(collection);
                    loops.push(self.bound.len());
                    let names = key.into_iter().chain([value]);
                    self.bound.extend(names.map(|name| self.source.slice(name)));
                }
                TemplatePart::EndFor(_) => {
                    if let Some(before) = loops.pop() {
                        self.bound.truncate(before);
                    }
                }
                TemplatePart::Literal(_) | TemplatePart::Else(_) | TemplatePart::EndIf(_) => {}
            }
        }
    }
}
