//! Where an edit goes that sets an attribute.

use crate::model::EditSite;
use crate::syntax::{BodyId, ExprId, ExprKind, Item, TemplatePart};
use crate::text::TextRange;
use crate::value::{Path, PathStep};

use super::super::body::{BodyForm, BodyRef, Code};
use super::{Finder, Site};

impl Finder<'_> {
    pub(super) fn edit_site(&self, site: &Site, path: &Path) -> Option<EditSite> {
        let (header, bodies) = self.declared(site);
        // With override files it is not plain which of them the author would change.
        let (header, [body]) = (header?, bodies.as_slice()) else {
            return None;
        };
        let mut body = *body;
        let code = self.evaluator.code(body);
        let mut outer = header.range();
        let mut steps = path.steps();
        loop {
            let (PathStep::Key(name), rest) = steps.split_first()? else {
                return None;
            };
            if let Some(attribute) = code.attribute(body, name) {
                return replace(code, attribute.expr.expr, rest);
            }
            if rest.is_empty() {
                return insert(code, body, outer, Vec::new(), name);
            }
            let mut blocks = code.blocks(body).filter(|block| block.kind == **name);
            let (index, inner) = match rest.split_first() {
                Some((PathStep::Index(index), inner)) => (*index, inner),
                _ => (0, rest),
            };
            let dynamic = code
                .blocks(body)
                .any(|block| block.kind == "dynamic" && block.labels.iter().any(|l| *l == **name));
            if dynamic {
                return None;
            }
            match blocks.nth(index) {
                Some(block) => {
                    outer = block.header;
                    body = block.body;
                    steps = inner;
                }
                None if index == 0 => {
                    let (name, blocks) = missing(steps)?;
                    return insert(code, body, outer, blocks, name);
                }
                None => return None,
            }
        }
    }
}

/// The attribute that a path ends in, and the blocks that have to be made for it.
fn missing(steps: &[PathStep]) -> Option<(&str, Vec<String>)> {
    let mut names = Vec::new();
    for step in steps {
        match step {
            PathStep::Key(name) => names.push(&**name),
            PathStep::Index(0) => {}
            PathStep::Index(_) => return None,
        }
    }
    let name = names.pop()?;
    Some((name, names.into_iter().map(str::to_owned).collect()))
}

/// The place of a value that is written out.
fn replace(code: Code<'_>, expr: ExprId, path: &[PathStep]) -> Option<EditSite> {
    let mut at = expr;
    for step in path {
        at = match (code.tree.expr(at).kind, step) {
            (ExprKind::Tuple(elements), PathStep::Index(index)) => {
                *code.tree.exprs(elements).get(*index)?
            }
            (ExprKind::Object(items), PathStep::Key(key)) => {
                let items = code.tree.object_items(items);
                let item = items
                    .iter()
                    .find(|item| code.key_text(item.key).as_deref() == Some(key))?;
                item.value
            }
            _ => return None,
        };
    }
    is_literal(code, at).then(|| EditSite::Replace(code.expr_span(at)))
}

fn is_literal(code: Code<'_>, expr: ExprId) -> bool {
    let mut open = vec![expr];
    while let Some(expr) = open.pop() {
        match code.tree.expr(expr).kind {
            ExprKind::Null | ExprKind::Bool(_) | ExprKind::Number => {}
            ExprKind::Template(template) => {
                let literal = code
                    .tree
                    .parts(template.parts)
                    .iter()
                    .all(|part| matches!(part, TemplatePart::Literal(_)));
                if !literal {
                    return false;
                }
            }
            ExprKind::Tuple(elements) => open.extend_from_slice(code.tree.exprs(elements)),
            ExprKind::Object(items) => {
                open.extend(code.tree.object_items(items).iter().map(|item| item.value));
            }
            ExprKind::Unary { operand, .. } => open.push(operand),
            _ => return false,
        }
    }
    true
}

/// The place at the end of a body whose closing brace stands on a line of its own.
fn insert(
    code: Code<'_>,
    body: BodyRef,
    header: TextRange,
    blocks: Vec<String>,
    name: &str,
) -> Option<EditSite> {
    let BodyForm::Native(id) = body.form else {
        return None;
    };
    let range = code.tree.body(id).range;
    let text = code.text(range);
    let used = text.trim_end();
    if !text[used.len()..].contains('\n') {
        return None;
    }
    let at = range.start() + u32::try_from(used.len()).ok()?;
    let (indent, align) = neighbours(code, id).unwrap_or_else(|| {
        let outer = indentation(code, header.start()).unwrap_or_default();
        (format!("{outer}  "), 0)
    });
    Some(EditSite::Insert {
        at: code.source.span(TextRange::new(at, at)),
        indent,
        align: if blocks.is_empty() { align } else { 0 },
        blocks,
        name: name.to_owned(),
    })
}

/// The indentation of a body's content, and the width of the names in the group of attributes at its end.
fn neighbours(code: Code<'_>, body: BodyId) -> Option<(String, usize)> {
    let items = code.tree.items(code.tree.body(body));
    let range = |item: &Item| match *item {
        Item::Attribute(id) => code.tree.attribute(id).range,
        Item::Block(id) => code.tree.block(id).range,
    };
    let indent = items
        .iter()
        .find_map(|item| indentation(code, range(item).start()))?;
    let mut align = 0;
    let mut below: Option<u32> = None;
    for item in items.iter().rev() {
        let Item::Attribute(id) = *item else { break };
        let attribute = code.tree.attribute(id);
        let lines = code.source.lines();
        let (first, last) = (
            lines.line(attribute.range.start()),
            lines.line(attribute.range.end()),
        );
        // A blank line, a comment or a value of several lines ends the column of equals signs.
        if below.is_some_and(|below| last + 1 != below) || first != last {
            break;
        }
        align = align.max(code.text(attribute.name).chars().count());
        below = Some(first);
    }
    Some((indent, align))
}

/// The white space before what begins there, if nothing else stands before it in its line.
fn indentation(code: Code<'_>, offset: u32) -> Option<String> {
    let lines = code.source.lines();
    let start = lines.start(lines.line(offset))?;
    let before = code.text(TextRange::new(start, offset));
    before
        .chars()
        .all(char::is_whitespace)
        .then(|| before.trim_start_matches('\u{feff}').to_owned())
}
