//! Follows a path through bodies and literal expressions.

use crate::syntax::{ExprId, ExprKind};
use crate::text::Span;
use crate::value::{Kind, PathStep, Reason, Value};

use super::super::blocks::MadeBlock;
use super::super::body::{BodyRef, Code, ExprRef};
use super::super::evaluator::Frame;
use super::{Finder, Site, Spot};

/// Where following a path through bodies ended.
pub(super) enum Found {
    /// At a block.
    Block(Span),
    /// At a block that lacks what the path names.
    Absent(Span),
    /// At a dynamic block that makes what the path names, in a number that is not known.
    Container(Span),
    /// At an attribute.
    Expr(Spot),
}

/// Where following a path through an expression ended.
pub(super) struct Deepest {
    /// The innermost expression, with the steps that are left.
    pub(super) spot: Spot,
    /// A place within the text of that expression.
    pub(super) text: Option<Span>,
}

impl Deepest {
    pub(super) fn span(&self, finder: &Finder<'_>) -> Span {
        self.text.unwrap_or_else(|| finder.span(self.spot.expr))
    }
}

/// How many steps are evaluated in all to follow the values of one root module. A loop may make thousands of findings.
const MOST_STEPS: u64 = 20_000_000;

/// A part of an expression that a path leads into.
struct Part {
    expr: ExprId,
    /// How many steps of the path that takes.
    taken: usize,
    /// What comes before the steps that are left.
    first: Option<PathStep>,
    /// What names mean there, if they mean more than around it.
    frame: Option<Frame>,
}

impl Part {
    /// What stands for the whole.
    const fn whole(expr: ExprId) -> Self {
        Self {
            expr,
            taken: 0,
            first: None,
            frame: None,
        }
    }

    /// What the next step names.
    const fn step(expr: ExprId) -> Self {
        Self {
            expr,
            taken: 1,
            first: None,
            frame: None,
        }
    }
}

impl Finder<'_> {
    pub(super) fn walk_bodies(
        &self,
        site: &Site,
        frame: &Frame,
        bodies: &[BodyRef],
        header: Span,
        steps: &[PathStep],
    ) -> Found {
        let Some((PathStep::Key(name), rest)) = steps.split_first() else {
            return Found::Block(header);
        };
        for &body in bodies.iter().rev() {
            let code = self.evaluator.code(body);
            if let Some(attribute) = code.attribute(body, name) {
                return Found::Expr(Spot {
                    instance: site.instance.clone(),
                    owner: site.declaration,
                    frame: frame.clone(),
                    expr: attribute.expr,
                    rest: rest.to_vec(),
                });
            }
            let made = self
                .evaluator
                .made_blocks(&site.instance, frame, body, name, &self.context);
            if made.is_empty() {
                continue;
            }
            let (index, rest) = match rest.split_first() {
                Some((PathStep::Index(index), rest)) => (*index, rest),
                _ => (0, rest),
            };
            return match made.get(index).or_else(|| made.last()) {
                Some(MadeBlock::Body {
                    body,
                    frame,
                    header,
                    ..
                }) if index < made.len() => {
                    let header = code.source.span(*header);
                    match self.walk_bodies(site, frame, &[*body], header, rest) {
                        // An override file changes this block argument by argument, so it may be in one before.
                        Found::Absent(_) if &**name == "lifecycle" => continue,
                        found => found,
                    }
                }
                Some(MadeBlock::Unknown { header, .. }) => {
                    Found::Container(code.source.span(*header))
                }
                _ => Found::Absent(header),
            };
        }
        Found::Absent(header)
    }

    /// Goes into an expression as far as it is written out.
    pub(super) fn walk_expr(&self, mut spot: Spot) -> Deepest {
        loop {
            let code = self.evaluator.workspace.code(spot.expr.file);
            let kind = code.tree.expr(spot.expr.expr).kind;
            let next = match kind {
                ExprKind::Parenthesis(inner) => Some(Part::whole(inner)),
                ExprKind::Conditional {
                    condition,
                    when_true,
                    when_false,
                } => {
                    let condition = self.value_of(&spot, condition).to_bool();
                    condition.map(|taken| Part::whole(if taken { when_true } else { when_false }))
                }
                _ if spot.rest.is_empty() => None,
                ExprKind::Template(_) => {
                    let text = self.in_text(code, &spot);
                    return Deepest { spot, text };
                }
                _ => self.part(code, &spot, kind),
            };
            match next {
                Some(next) => {
                    spot.expr = code.reference(next.expr);
                    spot.rest.splice(..next.taken, next.first);
                    if let Some(frame) = next.frame {
                        spot.frame = frame;
                    }
                }
                None => return Deepest { spot, text: None },
            }
        }
    }

    /// The part of a literal or call that the next step names, and how many steps that takes.
    fn part(&self, code: Code<'_>, spot: &Spot, kind: ExprKind) -> Option<Part> {
        match (kind, spot.rest.first()?) {
            (ExprKind::Tuple(elements), PathStep::Index(index)) => {
                Some(Part::step(*code.tree.exprs(elements).get(*index)?))
            }
            // In JSON, one block may stand for a list of them.
            (ExprKind::Object(_), PathStep::Index(0)) if code.tree.is_json() => {
                Some(Part::step(spot.expr.expr))
            }
            (ExprKind::Object(items), PathStep::Key(key)) => {
                let items = code.tree.object_items(items);
                let item = items
                    .iter()
                    .rev()
                    .find(|item| match code.key_text(item.key) {
                        Some(text) => *text == **key,
                        None => self.value_of(spot, item.key).as_str() == Some(key),
                    })?;
                Some(Part::step(item.value))
            }
            (ExprKind::For(id), step) => {
                let each = code.tree.for_expr(id);
                let frame = self.rounds(code, spot, each).get(step)?.clone();
                Some(Part {
                    frame: Some(frame),
                    ..Part::step(each.value)
                })
            }
            (ExprKind::Call { name, args, .. }, step) => {
                let args = code.tree.exprs(args);
                self.call_part(spot, code.text(name), args, step)
            }
            _ => None,
        }
    }

    fn call_part(&self, spot: &Spot, name: &str, args: &[ExprId], step: &PathStep) -> Option<Part> {
        match (name, args, step) {
            (
                "jsonencode" | "tolist" | "tomap" | "sensitive" | "nonsensitive" | "yamlencode",
                &[only],
                _,
            ) => Some(Part::whole(only)),
            ("lookup", &[map, key, ..], _) => {
                let key = self.value_of(spot, key);
                let key = key.as_str()?;
                holds(&self.value_of(spot, map), key).then(|| Part {
                    first: Some(PathStep::Key(key.into())),
                    ..Part::whole(map)
                })
            }
            ("merge", _, PathStep::Key(key)) => args
                .iter()
                .rev()
                .copied()
                .find(|&arg| holds(&self.value_of(spot, arg), key))
                .map(Part::whole),
            ("try" | "coalesce", _, _) => args.iter().copied().find_map(|arg| {
                let value = self.value_of(spot, arg);
                let usable = !value.is_null() && !value.is_unknown();
                usable.then_some(Part::whole(arg))
            }),
            ("concat", _, PathStep::Index(index)) => self.concat_part(spot, args, *index),
            _ => None,
        }
    }

    /// The argument of `concat` that an index falls into, with the index there.
    fn concat_part(&self, spot: &Spot, args: &[ExprId], mut index: usize) -> Option<Part> {
        for &arg in args {
            let len = self.value_of(spot, arg).as_sequence()?.len();
            if index < len {
                return Some(Part {
                    first: Some(PathStep::Index(index)),
                    ..Part::step(arg)
                });
            }
            index -= len;
        }
        None
    }

    /// The value of an expression that stands in the same place.
    pub(super) fn value_of(&self, spot: &Spot, expr: ExprId) -> Value {
        let expr = ExprRef {
            file: spot.expr.file,
            expr,
        };
        let spent = &self.evaluator.followed;
        if spent.get() > MOST_STEPS {
            return Reason::Limit("the way of a value".into()).into();
        }
        let before = self.context.steps_left();
        let value = self
            .evaluator
            .evaluate(&spot.instance, &spot.frame, expr, &self.context);
        spent.set(spent.get() + before.saturating_sub(self.context.steps_left()));
        value
    }
}

fn holds(value: &Value, key: &str) -> bool {
    match &value.kind {
        Kind::Mapping(_, entries) => entries.contains_key(key),
        _ => false,
    }
}
