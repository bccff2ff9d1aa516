//! Taking blocks of a rule file apart, and saying what is wrong in them.

use std::cell::RefCell;
use std::fmt::Display;
use std::sync::Arc;

use super::definition::{Code, RuleFile};
use crate::eval::{self, Access, Context, Resolved, Scope};
use crate::model::{Problem, ProblemKind};
use crate::syntax::{Attribute, Block, BodyId, ExprId, Item};
use crate::text::{Source, Sources, TextRange};
use crate::value::{Kind, Map, Value};

/// Reads one file.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    pub(super) sources: &'a Sources,
    pub(super) files: &'a [RuleFile],
    pub(super) file: usize,
    pub(super) problems: &'a RefCell<Vec<Problem>>,
}

/// The content of a block.
#[derive(Debug)]
pub(super) struct Fields<'a> {
    /// What is marked when something is missing.
    pub(super) header: TextRange,
    attributes: Vec<(&'a str, &'a Attribute)>,
    blocks: Vec<(&'a str, &'a Block)>,
}

impl<'a> Fields<'a> {
    /// The expression of an argument.
    pub(super) fn expr(&self, name: &str) -> Option<ExprId> {
        self.attribute(name).map(|attribute| attribute.expr)
    }

    /// An argument.
    pub(super) fn attribute(&self, name: &str) -> Option<&'a Attribute> {
        let found = self.attributes.iter().find(|(known, _)| *known == name);
        found.map(|&(_, attribute)| attribute)
    }

    /// The arguments, in the order of the text.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&'a str, &'a Attribute)> {
        self.attributes.iter().copied()
    }

    /// The blocks of a type, in the order of the text.
    pub(super) fn blocks(&self, kind: &str) -> impl Iterator<Item = &'a Block> {
        let of_kind = move |(known, block): &(&str, &'a Block)| (*known == kind).then_some(*block);
        self.blocks.iter().filter_map(of_kind)
    }
}

/// What the arguments that describe a rule may name: the entry of its family.
struct HeaderScope<'a> {
    entry: Option<&'a (Value, Value)>,
}

impl Scope for HeaderScope<'_> {
    fn resolve(&self, name: &str, _: &[Access<'_>], _: &Context) -> Option<Resolved> {
        let (key, value) = self.entry.filter(|_| name == "each")?;
        Some(Resolved {
            value: each(key.clone(), value.clone()),
            consumed: 0,
        })
    }
}

/// The object `each`.
pub(super) fn each(key: Value, value: Value) -> Value {
    let fields = [(Arc::from("key"), key), (Arc::from("value"), value)];
    Value::object(fields.into_iter().collect::<Map>())
}

impl<'a> Reader<'a> {
    /// The text of the file.
    pub(super) fn source(&self) -> &'a Source {
        self.sources.get(self.files[self.file].tree.file())
    }

    /// The text of a range.
    pub(super) fn slice(&self, range: TextRange) -> &'a str {
        self.source().slice(range)
    }

    /// An expression of this file.
    pub(super) fn code(&self, expr: ExprId) -> Code {
        Code {
            file: self.file,
            expr,
        }
    }

    /// The range of an expression.
    pub(super) fn range(&self, expr: ExprId) -> TextRange {
        self.files[self.file].tree.expr(expr).range
    }

    /// Notes what is wrong.
    pub(super) fn problem(&self, range: TextRange, message: impl Display, help: Option<&str>) {
        self.problems.borrow_mut().push(Problem {
            kind: ProblemKind::Rule,
            fatal: true,
            span: Some(self.source().span(range)),
            path: None,
            message: message.to_string(),
            help: help.map(str::to_owned),
        });
    }

    /// The content of a body that may hold these arguments and blocks.
    pub(super) fn fields(
        &self,
        body: BodyId,
        header: TextRange,
        attributes: &[&str],
        blocks: &[&str],
    ) -> Fields<'a> {
        let tree = &self.files[self.file].tree;
        let mut fields = Fields {
            header,
            attributes: Vec::new(),
            blocks: Vec::new(),
        };
        for item in tree.items(tree.body(body)) {
            match *item {
                Item::Attribute(id) => {
                    let attribute = tree.attribute(id);
                    let name = self.slice(attribute.name);
                    if !attributes.contains(&"*") && !attributes.contains(&name) {
                        self.unexpected(attribute.name, "argument", name, attributes);
                    } else if fields.attribute(name).is_none() {
                        // The parser has spoken of a second one.
                        fields.attributes.push((name, attribute));
                    }
                }
                Item::Block(id) => {
                    let block = tree.block(id);
                    let kind = self.slice(block.kind);
                    if blocks.contains(&kind) {
                        fields.blocks.push((kind, block));
                    } else {
                        self.unexpected(block.kind, "block", kind, blocks);
                    }
                }
            }
        }
        fields
    }

    fn unexpected(&self, range: TextRange, what: &str, name: &str, known: &[&str]) {
        let help = if known.is_empty() {
            format!("no {what} is allowed here")
        } else {
            format!("known here: {}", known.join(", "))
        };
        self.problem(range, format!("unknown {what} `{name}`"), Some(&help));
    }

    /// The one label of a block.
    pub(super) fn label(&self, block: &Block) -> Option<&'a str> {
        let labels = self.files[self.file].tree.labels(block);
        if let [label] = labels {
            return Some(self.slice(label.text));
        }
        let kind = self.slice(block.kind);
        self.problem(
            block.header,
            format!("`{kind}` needs exactly one label"),
            None,
        );
        None
    }

    /// An argument that must be there.
    pub(super) fn required(&self, fields: &Fields<'_>, name: &str) -> Option<ExprId> {
        let expr = fields.expr(name);
        if expr.is_none() {
            self.problem(fields.header, format!("`{name}` is missing"), None);
        }
        expr
    }

    /// The value of an argument that describes the rule; it can name nothing but the entry of a family.
    pub(super) fn constant(&self, expr: ExprId, entry: Option<&(Value, Value)>) -> Option<Value> {
        let tree = &self.files[self.file].tree;
        let context = Context::default();
        let code = eval::Code {
            tree,
            source: self.source(),
        };
        let value = eval::evaluate(code, expr, &HeaderScope { entry }, &context);
        let errors = context.take_errors();
        if let Some(error) = errors.first() {
            self.problem(error.range, &error.message, None);
            return None;
        }
        if value.as_unknown().is_some() {
            self.problem(tree.expr(expr).range, "the value must be a constant", None);
            return None;
        }
        Some(value)
    }

    /// A constant text.
    pub(super) fn text(&self, expr: ExprId, entry: Option<&(Value, Value)>) -> Option<Arc<str>> {
        if let Kind::String(text) = self.constant(expr, entry)?.kind {
            return Some(text);
        }
        self.problem(self.range(expr), "the value must be a text", None);
        None
    }

    /// A constant text, or list of texts.
    pub(super) fn texts(
        &self,
        expr: ExprId,
        entry: Option<&(Value, Value)>,
    ) -> Option<Vec<Arc<str>>> {
        let value = self.constant(expr, entry)?;
        let texts = match &value.kind {
            Kind::String(text) => Some(vec![text.clone()]),
            Kind::Sequence(_, elements) => elements
                .iter()
                .map(|element| element.as_str().map(Arc::from))
                .collect(),
            _ => None,
        };
        if texts.is_none() {
            self.problem(
                self.range(expr),
                "the value must be a text or a list of texts",
                None,
            );
        }
        texts
    }

    /// A constant text that is one of the names that `parse` knows.
    pub(super) fn name<T>(
        &self,
        expr: ExprId,
        entry: Option<&(Value, Value)>,
        known: &[&str],
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(expr, entry)?;
        let parsed = parse(&text);
        if parsed.is_none() {
            let help = format!("known here: {}", known.join(", "));
            self.problem(
                self.range(expr),
                format!("unknown name `{text}`"),
                Some(&help),
            );
        }
        parsed
    }
}
