//! Which part of an expression its value came from.

use crate::syntax::{ExprId, ExprKind, TemplatePart};
use crate::value::{Kind, PathStep, Strictness, Value};

use super::super::body::Code;
use super::{Finder, Spot};

/// How many nodes of an expression are looked at for what it refers to.
const MOST_NODES: usize = 256;

/// How many values are looked at to tell whether one holds another.
const MOST_VALUES: u64 = 4096;

/// How much speaks for a value having come from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    None,
    /// It is a text that the other is part of.
    Within,
    /// The other holds it.
    Held,
    /// Both are the same.
    Same,
}

impl Finder<'_> {
    /// Which of the references in an expression, and of the files that it reads, its value came from. Where the value is
    /// known it is the first that is most like it; where not, the first that is not known; else the first.
    pub(super) fn decisive(&self, code: Code<'_>, at: &Spot) -> Option<ExprId> {
        let sources = sources(code, at.expr.expr);
        if let [only] = sources[..] {
            return Some(only);
        }
        let whole = self.value_of(at, at.expr.expr);
        let target = part_of(&whole, &at.rest).unwrap_or(&whole);
        let mut best: Option<(Likeness, ExprId)> = None;
        for &source in &sources {
            let value = self.value_of(at, source);
            let likeness = match (target.is_unknown(), value.is_unknown()) {
                (true, true) => Likeness::Same,
                (true, false) => Likeness::None,
                (false, _) => self.likeness(target, &value),
            };
            if best.is_none_or(|(known, _)| likeness > known) {
                best = Some((likeness, source));
            }
        }
        best.map(|(_, source)| source)
    }

    /// How much speaks for `target` having come from `source`.
    fn likeness(&self, target: &Value, source: &Value) -> Likeness {
        if is_same(target, source) {
            return Likeness::Same;
        }
        let mut left = MOST_VALUES;
        let held = holds(source, target, &mut left);
        let spent = &self.evaluator.followed;
        spent.set(spent.get() + (MOST_VALUES - left));
        if held {
            return Likeness::Held;
        }
        match (target.as_str(), source.to_text()) {
            (Some(whole), Some(part)) if !part.is_empty() && whole.contains(&*part) => {
                Likeness::Within
            }
            _ => Likeness::None,
        }
    }
}

/// The part of a value that a path leads to.
fn part_of<'v>(value: &'v Value, path: &[PathStep]) -> Option<&'v Value> {
    path.iter()
        .try_fold(value, |value, step| match (&value.kind, step) {
            (Kind::Mapping(_, entries), PathStep::Key(key)) => entries.get(key),
            (Kind::Sequence(_, elements), PathStep::Index(index)) => elements.get(*index),
            _ => None,
        })
}

fn is_same(a: &Value, b: &Value) -> bool {
    a.equals(b, Strictness::Lenient) == Some(true)
}

/// Whether a value, or a key of it, is `target`.
fn holds(value: &Value, target: &Value, left: &mut u64) -> bool {
    let is_key = match (&value.kind, target.as_str()) {
        (Kind::Mapping(_, entries), Some(key)) => entries.contains_key(key),
        _ => false,
    };
    is_key
        || value.parts().any(|part| {
            let Some(fewer) = left.checked_sub(1) else {
                return false;
            };
            *left = fewer;
            is_same(part, target) || holds(part, target, left)
        })
}

/// Whether a function reads a file.
fn reads_file(name: &str) -> bool {
    let name = name.strip_prefix("core::").unwrap_or(name);
    name == "templatefile"
        || (name.starts_with("file") && !matches!(name, "fileset" | "fileexists"))
}

/// Whether a call reads a file, or decodes one that it reads.
fn is_reading(code: Code<'_>, expr: ExprId) -> bool {
    let ExprKind::Call { name, args, .. } = code.tree.expr(expr).kind else {
        return false;
    };
    let decodes = ["yamldecode", "jsondecode", "csvdecode"].contains(&code.text(name));
    match code.tree.exprs(args) {
        [only] if decodes => is_reading(code, *only),
        _ => reads_file(code.text(name)),
    }
}

/// The file that a call reads: the first argument of what is not decoding.
pub(super) fn file_of(code: Code<'_>, expr: ExprId) -> Option<ExprId> {
    let ExprKind::Call { name, args, .. } = code.tree.expr(expr).kind else {
        return None;
    };
    let first = *code.tree.exprs(args).first()?;
    if reads_file(code.text(name)) {
        return Some(first);
    }
    file_of(code, first)
}

/// The references in an expression, and the calls that read files, in the order of the text.
fn sources(code: Code<'_>, expr: ExprId) -> Vec<ExprId> {
    let mut found = Vec::new();
    // What `for` expressions in it bind is nothing outside of them.
    let mut bound = Vec::new();
    let mut open = vec![expr];
    let mut seen = 0;
    while let Some(expr) = open.pop() {
        seen += 1;
        if seen > MOST_NODES {
            break;
        }
        let from = open.len();
        match code.tree.expr(expr).kind {
            ExprKind::Traversal { object, .. } => {
                if matches!(code.tree.expr(object).kind, ExprKind::Name) {
                    found.push((expr, code.text(code.tree.expr(object).range)));
                } else {
                    open.push(object);
                }
            }
            ExprKind::Name => found.push((expr, code.text(code.tree.expr(expr).range))),
            ExprKind::Tuple(elements) => open.extend_from_slice(code.tree.exprs(elements)),
            ExprKind::Call { .. } if is_reading(code, expr) => found.push((expr, "")),
            ExprKind::Call { args, .. } => open.extend_from_slice(code.tree.exprs(args)),
            ExprKind::Object(items) => {
                open.extend(code.tree.object_items(items).iter().map(|item| item.value));
            }
            ExprKind::Conditional {
                condition,
                when_true,
                when_false,
            } => open.extend([condition, when_true, when_false]),
            ExprKind::Binary { left, right, .. } => open.extend([left, right]),
            ExprKind::Unary { operand, .. } => open.push(operand),
            ExprKind::Parenthesis(inner) => open.push(inner),
            ExprKind::For(id) => {
                let each = code.tree.for_expr(id);
                bound.extend(each.key_name.map(|name| code.text(name)));
                bound.push(code.text(each.value_name));
                open.extend([each.collection, each.value]);
            }
            ExprKind::Template(template) => {
                for part in code.tree.parts(template.parts) {
                    match *part {
                        TemplatePart::Interpolation { expr, .. } => open.push(expr),
                        TemplatePart::If { condition, .. } => open.push(condition),
                        TemplatePart::For { collection, .. } => open.push(collection),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        // The last pushed is looked at first, so the parts go in from the last to the first.
        open[from..].reverse();
    }
    found
        .into_iter()
        .filter(|(_, name)| !bound.contains(name))
        .map(|(expr, _)| expr)
        .collect()
}
