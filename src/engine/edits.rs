//! Fixes of a rule as edits of text.

use std::fmt::Write as _;
use std::sync::Arc;

use crate::finding::{Edit, Fix};
use crate::model::{EditSite, EntityId};
use crate::rule::{Assert, Each, FixRule, Judge};
use crate::text::Span;
use crate::value::{Path, PathStep, Value, to_hcl};

/// The ways to mend a failure, those of the assertion first.
pub(super) fn fixes(judge: &Judge<'_>, assert: &Assert, each: Option<&Each>) -> Vec<Fix> {
    assert
        .fixes
        .iter()
        .chain(&judge.rule.fixes)
        .filter_map(|fix| one(judge, fix, each))
        .collect()
}

fn one(judge: &Judge<'_>, fix: &FixRule, each: Option<&Each>) -> Option<Fix> {
    if let Some(when) = fix.when
        && judge.evaluate(when, each).to_bool() != Some(true)
    {
        return None;
    }
    let edits = match fix.set {
        Some(set) => edits(judge, &judge.evaluate(set, each), each).unwrap_or_default(),
        None => Vec::new(),
    };
    Some(Fix {
        title: fix.title.to_string(),
        safety: fix.safety,
        edits,
    })
}

/// Where to set what; `None` where one of them cannot be set in place.
fn edits(judge: &Judge<'_>, set: &Value, each: Option<&Each>) -> Option<Vec<Edit>> {
    let model = judge.world.model;
    let mut edits: Vec<Edit> = Vec::new();
    let mut inserts: Vec<Insert> = Vec::new();
    for (key, value) in set.as_mapping()? {
        if value.has_unknown() || value.deep_marks().is_hidden() {
            return None;
        }
        let (id, path) = place(judge, key, each)?;
        match model.locator().edit_site(model.entity(id), &path)? {
            EditSite::Replace(span) => edits.push(Edit {
                span,
                text: to_hcl(value),
            }),
            EditSite::Insert {
                at,
                before,
                after,
                indent,
                blocks,
                name,
            } => {
                let line = (name, to_hcl(value));
                let beside = inserts
                    .iter_mut()
                    .find(|i| i.at == at && i.blocks == blocks);
                match beside {
                    Some(insert) => insert.lines.push(line),
                    None => inserts.push(Insert {
                        at,
                        before,
                        after,
                        indent,
                        blocks,
                        lines: vec![line],
                    }),
                }
            }
        }
    }
    // Attributes stand before blocks.
    inserts.sort_by_key(|insert| !insert.blocks.is_empty());
    for insert in inserts {
        let text = insert.text();
        match edits.iter_mut().find(|edit| edit.span == insert.at) {
            Some(edit) if insert.at.range().is_empty() => edit.text.push_str(&text),
            Some(_) => return None,
            None => edits.push(Edit {
                span: insert.at,
                text,
            }),
        }
    }
    edits.sort_by_key(|edit| (edit.span.file(), edit.span.range()));
    let one_file = edits
        .windows(2)
        .all(|pair| pair[0].span.file() == pair[1].span.file());
    let disjoint = edits
        .windows(2)
        .all(|pair| pair[0].span.range().end() <= pair[1].span.range().start());
    (one_file && disjoint).then(|| model.locator().tidy(edits))
}

/// Arguments to be written at one place.
struct Insert {
    at: Span,
    before: String,
    after: String,
    indent: String,
    blocks: Vec<String>,
    /// Names and values.
    lines: Vec<(String, String)>,
}

impl Insert {
    fn text(&self) -> String {
        let mut text = self.before.clone();
        let mut indent = self.indent.clone();
        for block in &self.blocks {
            let _ = write!(text, "\n{indent}{block} {{");
            indent.push_str("  ");
        }
        for (name, value) in &self.lines {
            let value = value.replace('\n', &format!("\n{indent}"));
            let _ = write!(text, "\n{indent}{name} = {value}");
        }
        for _ in &self.blocks {
            indent.truncate(indent.len() - 2);
            let _ = write!(text, "\n{indent}}}");
        }
        text + &self.after
    }
}

/// The entity and path that a key of `set` means.
fn place(judge: &Judge<'_>, key: &str, each: Option<&Each>) -> Option<(EntityId, Path)> {
    let steps = steps(key)?;
    let (root, rest) = match steps.first() {
        Some(PathStep::Key(first)) if matches!(&**first, "self" | "local" | "each") => {
            (&**first, &steps[1..])
        }
        _ => ("self", &steps[..]),
    };
    let (value, rest) = judge.named(root, rest, each)?;
    let value = rest
        .iter()
        .fold(value, |value, step| judge.step(&value, step));
    let origin = judge.context.origin_path(value.origin?)?;
    Some((EntityId(origin.entity), origin.path))
}

/// Reads `a.b[0].c`.
fn steps(key: &str) -> Option<Vec<PathStep>> {
    let mut steps = Vec::new();
    for part in key.split('.') {
        let (name, mut rest) = match part.find('[') {
            Some(at) => part.split_at(at),
            None => (part, ""),
        };
        steps.push(PathStep::Key(Arc::from(name)));
        while let Some(inner) = rest.strip_prefix('[') {
            let (index, after) = inner.split_once(']')?;
            steps.push(match index.parse() {
                Ok(index) => PathStep::Index(index),
                Err(_) => PathStep::Key(Arc::from(index.trim_matches('"'))),
            });
            rest = after;
        }
    }
    Some(steps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_as_terraform_writes_them() {
        let path = Path(steps("metadata_options[0].http_tokens").unwrap());
        assert_eq!(path.to_string(), "metadata_options[0].http_tokens");
        assert!(steps("a[0").is_none());
    }
}
