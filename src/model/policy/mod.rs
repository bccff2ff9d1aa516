//! The policies that data sources make of their arguments: `data.aws_iam_policy_document`, `data.google_iam_policy`.

mod document;
mod google;
mod json;
mod set_order;
mod statement;

use crate::value::{Kind, Map, Reason, Value, from_json};

pub use google::google_policy;

use document::normalised;
use json::{Layout, write_json};
use statement::{given, statement};

/// What the data source makes.
#[derive(Clone, Debug)]
pub struct PolicyDocument {
    /// The document in the shape of an IAM policy in JSON. What is not known of the arguments is unknown in it.
    pub document: Value,
    /// Where each statement of it comes from.
    pub origins: Vec<StatementOrigin>,
}

/// Where a statement of a [`PolicyDocument`] comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatementOrigin {
    /// A `statement` block of the data source: which.
    Block(usize),
    /// Another document.
    Document {
        /// The argument that names it.
        argument: &'static str,
        /// Which of the documents there.
        document: usize,
        /// Which of its statements.
        statement: usize,
    },
}

impl PolicyDocument {
    /// The document that these arguments make.
    pub fn new(arguments: &Map) -> Self {
        let mut merged = Merged::default();
        merged.take_all(arguments, "source_json");
        merged.take_all(arguments, "source_policy_documents");
        let mut own = Map::new();
        let version = given(arguments, "version").cloned();
        // Whatever the documents say that are taken in.
        let version = version.unwrap_or_else(|| "2012-10-17".into());
        merged.head.insert("Version".into(), version);
        if let Some(id) = given(arguments, "policy_id") {
            own.insert("Id".into(), id.clone());
        }
        let statements = given(arguments, "statement").map_or_else(Vec::new, blocks);
        let statements = statements.iter().map(statement).collect();
        own.insert("Statement".into(), Value::tuple(statements));
        merged.take(Value::object(own), StatementOrigin::Block);
        merged.take_all(arguments, "override_policy_documents");
        merged.take_all(arguments, "override_json");
        let origins = merged
            .statements
            .iter()
            .map(|(_, origin)| *origin)
            .collect();
        Self {
            document: merged.finish(),
            origins,
        }
    }

    /// The text that the provider makes of it; `None` where something is not known.
    pub fn to_json(&self) -> Option<String> {
        self.written(Layout::Indented)
    }

    /// The same text without blanks and line breaks.
    pub fn to_minified_json(&self) -> Option<String> {
        self.written(Layout::Minified)
    }

    fn written(&self, layout: Layout) -> Option<String> {
        if self.document.has_unknown() {
            return None;
        }
        let mut text = String::new();
        write_json(&self.document, layout, 0, &mut text);
        Some(text)
    }
}

/// A document that others are merged into.
#[derive(Default)]
struct Merged {
    head: Map,
    statements: Vec<(Value, StatementOrigin)>,
}

impl Merged {
    /// Takes in the documents that an argument names.
    fn take_all(&mut self, arguments: &Map, argument: &'static str) {
        let texts = match given(arguments, argument) {
            Some(text) if argument.ends_with("_json") => vec![text.clone()],
            Some(texts) => blocks(texts),
            None => Vec::new(),
        };
        for (document, text) in texts.iter().enumerate() {
            if let Some(taken) = document_of(text) {
                self.take(normalised(taken), |statement| StatementOrigin::Document {
                    argument,
                    document,
                    statement,
                });
            }
        }
    }

    /// Takes in a document: a statement replaces an earlier one of the same `Sid`.
    fn take(&mut self, document: Value, origin: impl Fn(usize) -> StatementOrigin) {
        let Some(entries) = document.as_mapping() else {
            self.statements.push((document, origin(0)));
            return;
        };
        if let Some(id) = given(entries, "Id") {
            self.head.insert("Id".into(), id.clone());
        }
        let statements = match entries.get("Statement").map(|value| &value.kind) {
            Some(Kind::Sequence(_, statements)) => statements.to_vec(),
            Some(Kind::Null) | None => Vec::new(),
            Some(_) => vec![entries["Statement"].clone()],
        };
        for (index, statement) in statements.into_iter().enumerate() {
            let statement = (statement, origin(index));
            let place = sid(&statement.0).and_then(|sid| {
                self.statements
                    .iter()
                    .position(|(earlier, _)| self::sid(earlier) == Some(sid))
            });
            match place {
                Some(place) => self.statements[place] = statement,
                None => self.statements.push(statement),
            }
        }
    }

    fn finish(mut self) -> Value {
        if !self.statements.is_empty() {
            let statements = self.statements.into_iter().map(|(statement, _)| statement);
            let statements = Value::tuple(statements.collect());
            self.head.insert("Statement".into(), statements);
        }
        Value::object(self.head)
    }
}

fn sid(statement: &Value) -> Option<&str> {
    statement
        .as_mapping()?
        .get("Sid")?
        .as_str()
        .filter(|sid| !sid.is_empty())
}

/// The document in a text; unknown where the text is.
fn document_of(text: &Value) -> Option<Value> {
    match &text.kind {
        Kind::String(json) if json.is_empty() => None,
        Kind::String(json) => Some(serde_json::from_str(json).map_or_else(
            |_| Reason::Error("a policy document is not JSON".into()).into(),
            |json| from_json(json).marked(text.marks),
        )),
        Kind::Unknown(unknown) => Some(match &unknown.content {
            Some(content) => Value::clone(content),
            None => text.clone(),
        }),
        _ => None,
    }
}

/// The elements of a list. A list of blocks whose number is not known holds what is known of them.
fn blocks(value: &Value) -> Vec<Value> {
    match &value.kind {
        Kind::Sequence(_, blocks) => blocks.to_vec(),
        Kind::Unknown(unknown) => match unknown.content.as_deref().and_then(Value::as_sequence) {
            Some(blocks) => blocks.to_vec(),
            None => vec![value.clone()],
        },
        _ => Vec::new(),
    }
}
