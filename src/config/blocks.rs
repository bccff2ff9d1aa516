//! Bodies to values: attributes, nested blocks, dynamic blocks.

use std::sync::Arc;

use crate::eval::{self, Context};
use crate::text::TextRange;
use crate::value::{Kind, Map, Reason, Unknown, Value};

use super::body::{BlockView, BodyRef, ExprRef, ItemView};
use super::evaluator::{Evaluator, Frame, Instance, Iterating, unknown_from};

/// How deep blocks may nest.
const DEEPEST: usize = 64;

/// How many blocks one dynamic block may make.
const MOST_BLOCKS: usize = 10_000;

/// A block that a body holds, written out or made by a dynamic block.
#[derive(Clone, Debug)]
pub(super) enum MadeBlock {
    /// A block whose body is known.
    Body {
        body: BodyRef,
        frame: Frame,
        /// What is marked for the block as a whole.
        header: TextRange,
    },
    /// Any number of blocks, as a dynamic block with an unknown `for_each` makes.
    Unknown {
        header: TextRange,
        /// The value of `for_each`.
        why: Value,
    },
}

impl Evaluator {
    /// The blocks of one type in a body, in order.
    pub(super) fn made_blocks(
        &self,
        instance: &Arc<Instance>,
        frame: &Frame,
        body: BodyRef,
        kind: &str,
        context: &Context,
    ) -> Vec<MadeBlock> {
        let mut made = Vec::new();
        for block in self.code(body).blocks(body) {
            if block.kind == kind {
                made.push(MadeBlock::Body {
                    body: block.body,
                    frame: frame.clone(),
                    header: block.header,
                });
            } else if is_dynamic(&block) && block.labels[0] == kind {
                self.make_dynamic(instance, frame, &block, context, &mut made);
            }
        }
        made
    }

    /// The blocks that a dynamic block makes.
    fn make_dynamic(
        &self,
        instance: &Arc<Instance>,
        frame: &Frame,
        block: &BlockView<'_>,
        context: &Context,
        made: &mut Vec<MadeBlock>,
    ) {
        let code = self.code(block.body);
        let Some(content) = code
            .blocks(block.body)
            .find(|inner| inner.kind == "content")
            .map(|content| content.body)
            .or_else(|| code.json_content(block.body))
        else {
            return;
        };
        let Some(for_each) = code.attribute(block.body, "for_each") else {
            return;
        };
        let name: Arc<str> = code
            .attribute(block.body, "iterator")
            .and_then(|iterator| code.key_text(iterator.expr.expr))
            .map_or_else(|| Arc::from(&*block.labels[0]), |name| Arc::from(&*name));
        let collection = self.evaluate(instance, frame, for_each.expr, context);
        let iterating = |key: Value, value: Value, position: usize| Frame {
            iterators: Some(Arc::new(Iterating {
                name: Arc::clone(&name),
                key,
                value,
                collection: for_each.expr,
                position,
                outer: frame.iterators.clone(),
            })),
            ..frame.clone()
        };
        match entries(&collection, context) {
            Ok(entries) => {
                for (position, (key, value)) in entries.into_iter().enumerate() {
                    made.push(MadeBlock::Body {
                        body: content,
                        frame: iterating(key, value, position),
                        header: block.header,
                    });
                }
            }
            Err(why) => {
                made.push(MadeBlock::Unknown {
                    header: block.header,
                    why,
                });
            }
        }
    }

    /// The value of the blocks of one type: a list of objects, or unknown where their number is.
    pub(super) fn block_list(
        &self,
        instance: &Arc<Instance>,
        blocks: Vec<MadeBlock>,
        context: &Context,
        depth: usize,
    ) -> Value {
        let mut values = Vec::with_capacity(blocks.len());
        let mut uncertain: Option<Unknown> = None;
        for block in blocks {
            match block {
                MadeBlock::Body { body, frame, .. } => {
                    values.push(self.body_value(instance, &frame, body, context, depth + 1));
                }
                MadeBlock::Unknown { why, .. } => {
                    let unknown = unknown_from([&why]);
                    match &mut uncertain {
                        Some(all) => all.absorb(&unknown),
                        None => uncertain = Some(unknown.clone()),
                    }
                    values.push(Value::from(Unknown {
                        not_null: true,
                        ..unknown
                    }));
                }
            }
        }
        match uncertain {
            None => Value::list(values),
            Some(mut unknown) => {
                unknown.not_null = true;
                unknown.prefix = None;
                unknown.exact = false;
                unknown.content = Some(Box::new(Value::list(values)));
                unknown.into()
            }
        }
    }

    /// A body as an object: attributes that are not null, and lists of blocks.
    pub(super) fn body_value(
        &self,
        instance: &Arc<Instance>,
        frame: &Frame,
        body: BodyRef,
        context: &Context,
        depth: usize,
    ) -> Value {
        if depth > DEEPEST {
            return Reason::Limit("blocks within blocks".into()).into();
        }
        Value::object(self.entries(instance, frame, body, &[], context, depth))
    }

    /// The attributes that are not null, and the lists of blocks, of a body, but for those named.
    pub(super) fn body_values(
        &self,
        instance: &Arc<Instance>,
        frame: &Frame,
        body: BodyRef,
        skip: &[&str],
        context: &Context,
    ) -> Map {
        self.entries(instance, frame, body, skip, context, 0)
    }

    fn entries(
        &self,
        instance: &Arc<Instance>,
        frame: &Frame,
        body: BodyRef,
        skip: &[&str],
        context: &Context,
        depth: usize,
    ) -> Map {
        let mut values: Vec<(Arc<str>, Value)> = Vec::new();
        for item in self.code(body).items(body) {
            match item {
                ItemView::Attribute(attribute) if !skip.contains(&&*attribute.name) => {
                    let value = self.evaluate(instance, frame, attribute.expr, context);
                    if !value.is_null() {
                        values.push((Arc::from(&*attribute.name), value));
                    }
                }
                ItemView::Block(block) if !skip.contains(&block_type(&block)) => {
                    let kind = block_type(&block);
                    if values.iter().any(|(name, _)| **name == *kind) {
                        continue;
                    }
                    let blocks = self.made_blocks(instance, frame, body, kind, context);
                    if !blocks.is_empty() {
                        let list = self.block_list(instance, blocks, context, depth);
                        values.push((Arc::from(kind), list));
                    }
                }
                ItemView::Attribute(_) | ItemView::Block(_) => {}
            }
        }
        values.into_iter().collect()
    }

    /// The text of an expression, as written.
    pub(super) fn text(&self, expr: ExprRef) -> &str {
        let code = self.workspace.code(expr.file);
        code.text(code.tree.expr(expr.expr).range)
    }
}

/// The type of the blocks that a block makes: its own, or the label of a dynamic one.
pub(super) fn block_type<'b>(block: &'b BlockView<'_>) -> &'b str {
    if is_dynamic(block) {
        &block.labels[0]
    } else {
        &block.kind
    }
}

fn is_dynamic(block: &BlockView<'_>) -> bool {
    block.kind == "dynamic" && block.labels.len() == 1
}

/// The keys and values of what a dynamic block iterates over; `Err` with an unknown value where they are not known.
fn entries(collection: &Value, context: &Context) -> Result<Vec<(Value, Value)>, Value> {
    let entries: Vec<(Value, Value)> = match &collection.kind {
        Kind::Unknown(_) => return Err(collection.clone()),
        Kind::Mapping(_, entries) => entries
            .keys()
            .map(|key| Value::from(key.clone()))
            .zip(eval::elements(collection, context))
            .collect(),
        Kind::Sequence(crate::value::Sequence::Set, elements) => {
            if let Some(unknown) = elements.iter().find(|e| e.as_unknown().is_some()) {
                return Err(unknown.clone());
            }
            eval::elements(collection, context)
                .into_iter()
                .map(|element| (element.clone(), element))
                .collect()
        }
        Kind::Sequence(_, _) => eval::elements(collection, context)
            .into_iter()
            .enumerate()
            .map(|(index, element)| {
                let index = i64::try_from(index).unwrap_or(i64::MAX);
                (Value::from(index), element)
            })
            .collect(),
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => {
            let message = "a dynamic block iterates over a list, set or map";
            return Err(Reason::Error(message.into()).into());
        }
    };
    if entries.len() > MOST_BLOCKS {
        return Err(Reason::Limit("the number of blocks".into()).into());
    }
    Ok(entries)
}
