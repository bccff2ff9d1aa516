//! Where an edit goes that sets an attribute.

use crate::model::EditSite;
use crate::syntax::{ExprId, ExprKind, Item, TemplatePart};
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
        // In JSON there is no place for what a formatter would do.
        if !matches!(body.form, BodyForm::Native(_)) {
            return None;
        }
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
                return insert(code, body, outer, &[], name);
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
                    return insert(code, body, outer, &blocks, name);
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

/// Arguments that belong to the module, not to the resource; they stand first.
const META: [&str; 6] = [
    "count",
    "for_each",
    "provider",
    "providers",
    "source",
    "version",
];

/// The place of a new attribute or block: attributes before the first block, in the group that is there; blocks at the
/// end, apart from the rest.
fn insert(
    code: Code<'_>,
    body: BodyRef,
    header: TextRange,
    blocks: &[String],
    name: &str,
) -> Option<EditSite> {
    let BodyForm::Native(id) = body.form else {
        return None;
    };
    let outer = indentation(code, header.start());
    let site = |at: TextRange, before: &str, after: &str, indent| EditSite::Insert {
        at: code.source.span(at),
        before: before.to_owned(),
        after: after.to_owned(),
        indent,
        blocks: blocks.to_vec(),
        name: name.to_owned(),
    };
    let range = code.tree.body(id).range;
    let items = code.tree.items(code.tree.body(id));
    if !code.text(range).contains('\n') {
        return one_line(code, range, items, &outer?)
            .map(|(before, after, indent)| site(range, &before, &after, indent));
    }
    let indent = items
        .iter()
        .find_map(|item| indentation(code, item_range(code, *item).start()));
    let indent = indent.or_else(|| Some(format!("{}  ", outer?)))?;
    let top = || {
        let at = line_end(code, range.start());
        TextRange::new(at, at)
    };
    if items.is_empty() {
        return Some(site(top(), "", "", indent));
    }
    let above = if blocks.is_empty() {
        attribute_above(code, items)
    } else {
        let mut items = items.iter().rev().copied();
        items.find(|item| !stands_last(code, *item))
    };
    let Some(above) = above else {
        // Whatever comes first is a block, and stays apart.
        let below = code.text(TextRange::new(top().start(), range.end()));
        let apart = below
            .split('\n')
            .nth(1)
            .is_some_and(|line| line.trim().is_empty());
        return Some(site(top(), "", if apart { "" } else { "\n" }, indent));
    };
    let at = line_end(code, item_range(code, above).end());
    let before = if blocks.is_empty() { "" } else { "\n" };
    Some(site(TextRange::new(at, at), before, "", indent))
}

/// A body between two braces of one line becomes one of several: what comes before and after the new lines, and their
/// indentation. One with comments or blocks is left to people.
fn one_line(
    code: Code<'_>,
    range: TextRange,
    items: &[Item],
    outer: &str,
) -> Option<(String, String, String)> {
    let inner = code.text(range).trim();
    let plain = match items {
        [] => inner.is_empty(),
        [Item::Attribute(id)] => code.text(code.tree.attribute(*id).range) == inner,
        _ => false,
    };
    let indent = format!("{outer}  ");
    let before = if inner.is_empty() {
        String::new()
    } else {
        format!("\n{indent}{inner}")
    };
    plain.then(|| (before, format!("\n{outer}"), indent))
}

/// The attribute that a new one is written below: the last before the first block that takes a line of its own and is
/// no argument of the module's.
fn attribute_above(code: Code<'_>, items: &[Item]) -> Option<Item> {
    let run = items
        .iter()
        .position(|item| matches!(item, Item::Block(_)))
        .map_or(items, |first| &items[..first]);
    let lines = code.source.lines();
    let in_a_group = |item: &Item| {
        let range = item_range(code, *item);
        lines.line(range.start()) == lines.line(range.end())
            && !META.contains(&item_name(code, *item))
            && !stands_last(code, *item)
    };
    let mut attributes = run.iter().rev().copied();
    let in_group = attributes.clone().find(in_a_group);
    in_group.or_else(|| attributes.find(|item| !stands_last(code, *item)))
}

/// Whether it is something that by custom comes at the end.
fn stands_last(code: Code<'_>, item: Item) -> bool {
    matches!(item_name(code, item), "depends_on" | "lifecycle")
}

fn item_name(code: Code<'_>, item: Item) -> &str {
    code.text(match item {
        Item::Attribute(id) => code.tree.attribute(id).name,
        Item::Block(id) => code.tree.block(id).kind,
    })
}

fn item_range(code: Code<'_>, item: Item) -> TextRange {
    match item {
        Item::Attribute(id) => code.tree.attribute(id).range,
        Item::Block(id) => code.tree.block(id).range,
    }
}

/// The end of the line's text, behind any comments that begin in it.
fn line_end(code: Code<'_>, from: u32) -> u32 {
    let mut end = from;
    loop {
        let stop = u32::try_from(code.source.text().len()).unwrap_or(u32::MAX);
        let rest = code.text(TextRange::new(end, stop));
        let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let start = end + u32::try_from(blank).unwrap_or(0);
        let comments = code.tree.comments();
        let at = comments.partition_point(|comment| comment.range.start() < start);
        match comments.get(at) {
            Some(comment) if comment.range.start() == start => end = comment.range.end(),
            _ => return end,
        }
    }
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
