//! Local values that are the same in every instance of a module: they refer to nothing but `path` and others of their
//! kind. Large tables are often such, and a module that is called for each of many projects need not make them each time.

use crate::syntax::{ExprId, ExprKind, StepKind, TemplatePart};
use crate::text::TextRange;

use super::body::Code;
use super::declare::{Declaration, ModuleSource, Validation};
use super::workspace::Workspace;

/// What is known of a local value while its references are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    New,
    /// Its references are being followed; to come here again is a circle.
    Open,
    Shared,
    Own,
}

/// For each local value of a module whether all instances share it.
pub(super) fn locals(workspace: &Workspace, module: &ModuleSource) -> Vec<bool> {
    let mut search = Search::new(workspace, module, None);
    (0..module.locals.len())
        .map(|index| search.is_shared(index))
        .collect()
}

/// Whether the condition of a variable comes out alike wherever the variable has the same value.
pub(super) fn condition(
    workspace: &Workspace,
    module: &ModuleSource,
    variable: &Declaration,
    validation: &Validation,
) -> bool {
    let code = workspace.code(validation.body.file);
    let Some(condition) = code.attribute(validation.body, "condition") else {
        return false;
    };
    let mut search = Search::new(workspace, module, Some(&variable.name));
    !code.tree.is_json() && search.expr(code, condition.expr.expr, &mut Vec::new())
}

struct Search<'w> {
    workspace: &'w Workspace,
    module: &'w ModuleSource,
    /// A variable that is taken to be the same. What is asked for then has to be alike in all root modules too, each of
    /// which has paths start at a directory of its own.
    variable: Option<&'w str>,
    states: Vec<State>,
}

impl<'w> Search<'w> {
    fn new(workspace: &'w Workspace, module: &'w ModuleSource, variable: Option<&'w str>) -> Self {
        Self {
            workspace,
            module,
            variable,
            states: vec![State::New; module.locals.len()],
        }
    }

    fn is_shared(&mut self, index: usize) -> bool {
        match self.states[index] {
            State::Shared => return true,
            State::Own | State::Open => return false,
            State::New => {}
        }
        self.states[index] = State::Open;
        let expr = self.module.locals[index].expr;
        let code = self.workspace.code(expr.file);
        // Strings in JSON hold templates that are read when they are evaluated.
        let shared = !code.tree.is_json() && self.expr(code, expr.expr, &mut Vec::new());
        self.states[index] = if shared { State::Shared } else { State::Own };
        shared
    }

    /// Whether an expression refers to nothing that differs between instances; `bound` are the names that `for` binds
    /// around it. The parser bounds how deep this goes.
    fn expr(&mut self, code: Code<'w>, expr: ExprId, bound: &mut Vec<&'w str>) -> bool {
        let node = code.tree.expr(expr);
        match node.kind {
            ExprKind::Null | ExprKind::Bool(_) | ExprKind::Number => true,
            ExprKind::Invalid => false,
            ExprKind::Name => bound.contains(&code.text(node.range)),
            ExprKind::Traversal { object, steps } => {
                let steps = code.tree.steps(steps);
                let first = steps.first().map(|step| step.kind);
                let held = match (code.tree.expr(object).kind, first) {
                    (ExprKind::Name, Some(StepKind::Attribute(name))) => {
                        let object = code.text(code.tree.expr(object).range);
                        self.reference(object, code.text(name), bound)
                    }
                    _ => self.expr(code, object, bound),
                };
                held && steps.iter().all(|step| match step.kind {
                    StepKind::Index(key) => self.expr(code, key, bound),
                    _ => true,
                })
            }
            ExprKind::Template(template) => {
                let parts = code.tree.parts(template.parts);
                parts.iter().all(|part| self.part(code, part, bound))
            }
            ExprKind::Tuple(elements) => self.all(code, code.tree.exprs(elements), bound),
            ExprKind::Call { name, args, .. } => {
                let called = code.text(name).trim_start_matches("core::");
                let reads_files = ["file", "templatefile", "abspath"]
                    .iter()
                    .any(|start| called.starts_with(start));
                !(reads_files && self.variable.is_some())
                    && self.all(code, code.tree.exprs(args), bound)
            }
            ExprKind::Object(items) => code.tree.object_items(items).iter().all(|item| {
                // A bare word is the key itself.
                let plain = matches!(code.tree.expr(item.key).kind, ExprKind::Name);
                (plain || self.expr(code, item.key, bound)) && self.expr(code, item.value, bound)
            }),
            ExprKind::For(id) => {
                let each = *code.tree.for_expr(id);
                if !self.expr(code, each.collection, bound) {
                    return false;
                }
                let outer = bound.len();
                bind(code, each.key_name, each.value_name, bound);
                let parts = [each.key, Some(each.value), each.condition];
                let shared = parts
                    .into_iter()
                    .flatten()
                    .all(|part| self.expr(code, part, bound));
                bound.truncate(outer);
                shared
            }
            ExprKind::Conditional {
                condition,
                when_true,
                when_false,
            } => self.all(code, &[condition, when_true, when_false], bound),
            ExprKind::Binary { left, right, .. } => self.all(code, &[left, right], bound),
            ExprKind::Unary { operand, .. } => self.expr(code, operand, bound),
            ExprKind::Parenthesis(inner) => self.expr(code, inner, bound),
        }
    }

    fn all(&mut self, code: Code<'w>, exprs: &[ExprId], bound: &mut Vec<&'w str>) -> bool {
        exprs.iter().all(|&expr| self.expr(code, expr, bound))
    }

    /// A part of a template. Loops in templates are rare, and are not followed.
    fn part(&mut self, code: Code<'w>, part: &TemplatePart, bound: &mut Vec<&'w str>) -> bool {
        match *part {
            TemplatePart::Interpolation { expr, .. } => self.expr(code, expr, bound),
            TemplatePart::If { condition, .. } => self.expr(code, condition, bound),
            TemplatePart::For { .. } | TemplatePart::EndFor(_) => false,
            TemplatePart::Literal(_) | TemplatePart::Else(_) | TemplatePart::EndIf(_) => true,
        }
    }

    /// Whether `object.name` is the same in all instances.
    fn reference(&mut self, object: &str, name: &str, bound: &[&str]) -> bool {
        if bound.contains(&object) {
            return true;
        }
        match object {
            "path" => self.variable.is_none(),
            "var" => self.variable == Some(name),
            "local" => self
                .module
                .local(name)
                .is_some_and(|index| self.is_shared(index as usize)),
            _ => false,
        }
    }
}

fn bind<'w>(code: Code<'w>, key: Option<TextRange>, value: TextRange, bound: &mut Vec<&'w str>) {
    bound.extend(key.map(|key| code.text(key)));
    bound.push(code.text(value));
}
