//! Moving the ranges of nodes to where their text stands in the file.

use crate::syntax::{ExprKind, StepKind, TemplatePart, Tree};
use crate::text::TextRange;

/// How many nodes of each kind a tree has.
pub(super) struct Marks {
    exprs: usize,
    steps: usize,
    parts: usize,
    fors: usize,
    comments: usize,
    errors: usize,
}

impl Tree {
    pub(super) fn marks(&self) -> Marks {
        Marks {
            exprs: self.exprs.len(),
            steps: self.steps.len(),
            parts: self.parts.len(),
            fors: self.fors.len(),
            comments: self.comments.len(),
            errors: self.errors.len(),
        }
    }

    /// Applies `place` to all ranges of the nodes that were added after `marks` was taken. An expression has no bodies.
    pub(super) fn move_ranges(&mut self, marks: &Marks, place: impl Fn(TextRange) -> TextRange) {
        let to = |range: &mut TextRange| *range = place(*range);
        for expr in self.exprs.iter_mut().skip(marks.exprs) {
            to(&mut expr.range);
            if let ExprKind::Call { name, .. } = &mut expr.kind {
                to(name);
            }
        }
        for step in self.steps.iter_mut().skip(marks.steps) {
            to(&mut step.range);
            if let StepKind::Attribute(range) | StepKind::LegacyIndex(range) = &mut step.kind {
                to(range);
            }
        }
        for part in self.parts.iter_mut().skip(marks.parts) {
            match part {
                TemplatePart::Literal(literal) => to(&mut literal.range),
                TemplatePart::Interpolation { range, .. }
                | TemplatePart::If { range, .. }
                | TemplatePart::Else(range)
                | TemplatePart::EndIf(range)
                | TemplatePart::EndFor(range) => to(range),
                TemplatePart::For {
                    key, value, range, ..
                } => {
                    key.iter_mut().for_each(to);
                    to(value);
                    to(range);
                }
            }
        }
        for node in self.fors.iter_mut().skip(marks.fors) {
            node.key_name.iter_mut().for_each(to);
            to(&mut node.value_name);
        }
        for comment in self.comments.iter_mut().skip(marks.comments) {
            to(&mut comment.range);
        }
        for error in self.errors.iter_mut().skip(marks.errors) {
            to(&mut error.range);
        }
    }
}
