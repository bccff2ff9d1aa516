//! One view of bodies, whether written in native syntax or in JSON.

use std::borrow::Cow;

use crate::eval;
use crate::syntax::{AttributeId, BlockId, BodyId, ExprId, ExprKind, Item, StepKind, Tree};
use crate::text::{FileId, Source, Span, TextRange};

use super::json_maps::is_map;

/// The text and tree of a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Code<'w> {
    pub(super) source: &'w Source,
    pub(super) tree: &'w Tree,
}

/// An expression of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct ExprRef {
    pub(super) file: FileId,
    pub(super) expr: ExprId,
}

/// A body of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct BodyRef {
    pub(super) file: FileId,
    pub(super) form: BodyForm,
}

/// How a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum BodyForm {
    /// In native syntax.
    Native(BodyId),
    /// As the JSON object that this expression is.
    Json(ExprId, JsonBlocks),
}

/// Which properties of a JSON object are blocks; everything else is an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum JsonBlocks {
    /// The body of a resource or data source of a provider whose maps are known, or of a block in one.
    Resource,
    /// The same of another provider.
    OtherResource,
    /// The `terraform` block.
    Terraform,
    /// A variable or an output, which may have conditions.
    Checked,
    /// A module call.
    Module,
    /// A body without blocks.
    None,
}

impl JsonBlocks {
    /// How many labels a block of this name has; `None` for an attribute.
    fn labels(self, name: &str) -> Option<usize> {
        match (self, name) {
            (Self::Resource | Self::OtherResource, "lifecycle" | "connection")
            | (Self::Terraform, "cloud" | "workspaces" | "required_providers" | "encryption")
            | (Self::Checked, "validation" | "precondition")
            | (Self::Module, "lifecycle") => Some(0),
            (Self::Resource | Self::OtherResource, "dynamic" | "provisioner")
            | (Self::Terraform, "backend" | "provider_meta") => Some(1),
            _ => None,
        }
    }
}

/// `name = value`.
#[derive(Clone, Debug)]
pub(super) struct AttributeView<'w> {
    pub(super) name: Cow<'w, str>,
    pub(super) expr: ExprRef,
}

/// `type "label" { ... }`.
#[derive(Clone, Debug)]
pub(super) struct BlockView<'w> {
    pub(super) kind: Cow<'w, str>,
    pub(super) labels: Vec<Cow<'w, str>>,
    /// What is marked when the block as a whole is meant.
    pub(super) header: TextRange,
    pub(super) body: BodyRef,
}

/// An entry of a body.
#[derive(Clone, Debug)]
pub(super) enum ItemView<'w> {
    Attribute(AttributeView<'w>),
    Block(BlockView<'w>),
}

impl<'w> From<Code<'w>> for eval::Code<'w> {
    fn from(code: Code<'w>) -> Self {
        Self {
            tree: code.tree,
            source: code.source,
        }
    }
}

impl<'w> Code<'w> {
    /// The text of a range.
    pub(super) fn text(self, range: TextRange) -> &'w str {
        self.source.slice(range)
    }

    /// The span of an expression.
    pub(super) fn expr_span(self, expr: ExprId) -> Span {
        self.source.span(self.tree.expr(expr).range)
    }

    /// The content of the file.
    pub(super) fn root(self) -> BodyRef {
        BodyRef {
            file: self.source.id(),
            form: BodyForm::Native(self.tree.root_id()),
        }
    }

    /// The `content` of a dynamic block in JSON.
    pub(super) fn json_content(self, body: BodyRef) -> Option<BodyRef> {
        let BodyForm::Json(_, blocks) = body.form else {
            return None;
        };
        let content = self.attribute(body, "content")?.expr.expr;
        let object = *self.json_elements(content).first()?;
        Some(self.json_body(object, blocks))
    }

    /// The entries of a body, in the order of the text.
    pub(super) fn items(self, body: BodyRef) -> impl Iterator<Item = ItemView<'w>> {
        let native = self.native_items(body).map(move |item| match *item {
            Item::Attribute(id) => ItemView::Attribute(self.native_attribute(id)),
            Item::Block(id) => ItemView::Block(self.native_block(id)),
        });
        native.chain(self.json_items(body))
    }

    /// The attributes of a body.
    pub(super) fn attributes(self, body: BodyRef) -> impl Iterator<Item = AttributeView<'w>> {
        let native = self.native_items(body).filter_map(move |item| match *item {
            Item::Attribute(id) => Some(self.native_attribute(id)),
            Item::Block(_) => None,
        });
        let json = self.json_items(body).into_iter();
        native.chain(json.filter_map(|item| match item {
            ItemView::Attribute(attribute) => Some(attribute),
            ItemView::Block(_) => None,
        }))
    }

    /// The blocks of a body.
    pub(super) fn blocks(self, body: BodyRef) -> impl Iterator<Item = BlockView<'w>> {
        let native = self.native_items(body).filter_map(move |item| match *item {
            Item::Block(id) => Some(self.native_block(id)),
            Item::Attribute(_) => None,
        });
        let json = self.json_items(body).into_iter();
        native.chain(json.filter_map(|item| match item {
            ItemView::Block(block) => Some(block),
            ItemView::Attribute(_) => None,
        }))
    }

    /// The entries of a body in native syntax; none of one in JSON.
    fn native_items(self, body: BodyRef) -> std::slice::Iter<'w, Item> {
        match body.form {
            BodyForm::Native(id) => self.tree.items(self.tree.body(id)).iter(),
            BodyForm::Json(..) => [].iter(),
        }
    }

    fn native_attribute(self, id: AttributeId) -> AttributeView<'w> {
        let attribute = self.tree.attribute(id);
        AttributeView {
            name: self.tree.attribute_name(self.source, attribute),
            expr: self.reference(attribute.expr),
        }
    }

    fn native_block(self, id: BlockId) -> BlockView<'w> {
        let block = self.tree.block(id);
        let labels = self.tree.labels(block).iter();
        BlockView {
            kind: self.text(block.kind).into(),
            labels: labels
                .map(|label| self.tree.label(self.source, label))
                .collect(),
            header: block.header,
            body: BodyRef {
                file: self.source.id(),
                form: BodyForm::Native(block.body),
            },
        }
    }

    /// The entries of a body in JSON; none of one in native syntax.
    fn json_items(self, body: BodyRef) -> Vec<ItemView<'w>> {
        let mut items = Vec::new();
        let BodyForm::Json(expr, blocks) = body.form else {
            return items;
        };
        for (name, key, value) in self.json_properties(expr) {
            let labels = blocks.labels(&name).or_else(|| {
                let block = blocks == JsonBlocks::Resource
                    && name != "for_each"
                    && !is_map(&name)
                    && self.is_json_block(value);
                block.then_some(0)
            });
            match labels {
                Some(labels) => self.json_blocks(
                    &Property {
                        name,
                        key,
                        value,
                        blocks,
                    },
                    labels,
                    &mut Vec::new(),
                    &mut items,
                ),
                None => items.push(ItemView::Attribute(AttributeView {
                    name,
                    expr: self.reference(value),
                })),
            }
        }
        items
    }

    /// The attribute of that name.
    pub(super) fn attribute(self, body: BodyRef, name: &str) -> Option<AttributeView<'w>> {
        if let BodyForm::Native(id) = body.form {
            // Only JSON has names that are written longer than they are.
            let may_be =
                |range: TextRange| self.tree.is_json() || range.len() as usize == name.len();
            let (_, attribute) =
                self.tree
                    .attributes(self.tree.body(id))
                    .find(|(_, attribute)| {
                        may_be(attribute.name)
                            && self.tree.attribute_name(self.source, attribute) == name
                    })?;
            return Some(AttributeView {
                name: self.tree.attribute_name(self.source, attribute),
                expr: self.reference(attribute.expr),
            });
        }
        self.attributes(body)
            .find(|attribute| attribute.name == name)
    }

    /// The body of the first block of a type.
    pub(super) fn block(self, body: BodyRef, kind: &str) -> Option<BodyRef> {
        if let BodyForm::Native(id) = body.form {
            let mut blocks = self.tree.blocks(self.tree.body(id));
            let (_, block) = blocks.find(|(_, block)| self.text(block.kind) == kind)?;
            return Some(BodyRef {
                file: self.source.id(),
                form: BodyForm::Native(block.body),
            });
        }
        let mut blocks = self.blocks(body);
        Some(blocks.find(|block| block.kind == kind)?.body)
    }

    /// Whether something in this body, at any depth, could not be read.
    pub(super) fn is_broken(self, body: BodyRef) -> bool {
        match body.form {
            BodyForm::Native(id) => {
                let body = self.tree.body(id);
                body.broken
                    || self.tree.blocks(body).any(|(_, block)| {
                        self.is_broken(BodyRef {
                            file: self.source.id(),
                            form: BodyForm::Native(block.body),
                        })
                    })
            }
            BodyForm::Json(..) => false,
        }
    }

    pub(super) fn reference(self, expr: ExprId) -> ExprRef {
        ExprRef {
            file: self.source.id(),
            expr,
        }
    }

    /// The properties of the JSON object that an expression is (or of the objects in an array): name, the range of
    /// the name, value. Comments (`//`) are left out.
    pub(super) fn json_properties(self, expr: ExprId) -> Vec<(Cow<'w, str>, TextRange, ExprId)> {
        match self.tree.expr(expr).kind {
            ExprKind::Object(items) => self
                .tree
                .object_items(items)
                .iter()
                .filter_map(|item| {
                    let name = self.key_text(item.key)?;
                    (name != "//").then(|| (name, self.tree.expr(item.key).range, item.value))
                })
                .collect(),
            ExprKind::Tuple(elements) => self
                .tree
                .exprs(elements)
                .iter()
                .flat_map(|&element| match self.tree.expr(element).kind {
                    ExprKind::Object(_) => self.json_properties(element),
                    _ => Vec::new(),
                })
                .collect(),
            _ => Vec::new(),
        }
    }

    /// Whether a JSON value is an object, or an array of objects.
    fn is_json_block(self, expr: ExprId) -> bool {
        let is_object = |expr| matches!(self.tree.expr(expr).kind, ExprKind::Object(_));
        match self.tree.expr(expr).kind {
            ExprKind::Tuple(elements) => {
                let elements = self.tree.exprs(elements);
                !elements.is_empty() && elements.iter().all(|&element| is_object(element))
            }
            _ => is_object(expr),
        }
    }

    /// Finds the blocks in a property of a JSON body: behind `labels` levels of names, and in arrays.
    fn json_blocks(
        self,
        property: &Property<'w>,
        labels: usize,
        found: &mut Vec<Cow<'w, str>>,
        items: &mut Vec<ItemView<'w>>,
    ) {
        if found.len() < labels {
            for (label, key, value) in self.json_properties(property.value) {
                found.push(label);
                let name = property.name.clone();
                let property = Property {
                    name,
                    key,
                    value,
                    blocks: property.blocks,
                };
                self.json_blocks(&property, labels, found, items);
                found.pop();
            }
            return;
        }
        for body in self.json_elements(property.value) {
            items.push(ItemView::Block(BlockView {
                kind: property.name.clone(),
                labels: found.clone(),
                header: property.key,
                body: self.json_body(body, property.blocks),
            }));
        }
    }

    /// The elements of a JSON array; anything else stands for itself, null for nothing.
    pub(super) fn json_elements(self, expr: ExprId) -> Vec<ExprId> {
        match self.tree.expr(expr).kind {
            ExprKind::Tuple(elements) => self.tree.exprs(elements).to_vec(),
            ExprKind::Null => Vec::new(),
            _ => vec![expr],
        }
    }

    /// The body that a JSON object is.
    pub(super) fn json_body(self, expr: ExprId, blocks: JsonBlocks) -> BodyRef {
        BodyRef {
            file: self.source.id(),
            form: BodyForm::Json(expr, blocks),
        }
    }

    /// The key of an object, if it is written out.
    pub(super) fn key_text(self, key: ExprId) -> Option<Cow<'w, str>> {
        self.tree.keyword_or_string(self.source, key)
    }

    /// What an expression that only names something names: `aws.west` is `["aws", "west"]`.
    pub(super) fn dotted_names(self, expr: ExprId) -> Option<Vec<String>> {
        match self.tree.expr(expr).kind {
            ExprKind::Name => Some(vec![self.text(self.tree.expr(expr).range).into()]),
            ExprKind::Traversal { object, steps } => {
                let mut names = self.dotted_names(object)?;
                for step in self.tree.steps(steps) {
                    match step.kind {
                        StepKind::Attribute(name) => names.push(self.text(name).into()),
                        _ => break,
                    }
                }
                Some(names)
            }
            _ => {
                let text = self.string(expr)?;
                Some(text.split('.').map(str::to_owned).collect())
            }
        }
    }

    /// The text of a string without interpolation.
    pub(super) fn string(self, expr: ExprId) -> Option<Cow<'w, str>> {
        self.tree.string(self.source, expr)
    }
}

struct Property<'w> {
    name: Cow<'w, str>,
    key: TextRange,
    value: ExprId,
    /// What blocks in it look like.
    blocks: JsonBlocks,
}
