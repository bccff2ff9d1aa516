//! The policy that `data.aws_iam_policy_document` makes of its arguments.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use crate::value::{Kind, Map, Unknown, Value, from_json};

/// What the data source makes.
#[derive(Clone, Debug)]
pub struct PolicyDocument {
    /// The document in the shape of an IAM policy in JSON. What is not known of the arguments is unknown in it.
    pub document: Value,
    /// Where each statement of it comes from.
    pub origins: Vec<StatementOrigin>,
    /// Whether the order of lists is that of the provider, so that [`Self::to_json`] is its very text.
    pub ordered: bool,
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
        let mut ordered = true;
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
        let statements = statements
            .iter()
            .map(|block| statement(block, &mut ordered))
            .collect();
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
            ordered,
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
        if !self.ordered || self.document.has_unknown() {
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
                self.take(taken, |statement| StatementOrigin::Document {
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
            |_| crate::value::Reason::Error("a policy document is not JSON".into()).into(),
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

fn statement(block: &Value, ordered: &mut bool) -> Value {
    let Some(arguments) = block.as_mapping() else {
        return block.clone();
    };
    let mut statement = Map::new();
    let effect = given(arguments, "effect").cloned();
    statement.insert("Effect".into(), effect.unwrap_or_else(|| "Allow".into()));
    if let Some(sid) = given(arguments, "sid") {
        statement.insert("Sid".into(), sid.clone());
    }
    for (argument, key) in [
        ("actions", "Action"),
        ("not_actions", "NotAction"),
        ("resources", "Resource"),
        ("not_resources", "NotResource"),
    ] {
        if let Some(value) = given(arguments, argument).and_then(strings) {
            statement.insert(key.into(), value);
        }
    }
    for (argument, key) in [
        ("principals", "Principal"),
        ("not_principals", "NotPrincipal"),
    ] {
        if let Some(value) = given(arguments, argument).and_then(principals) {
            statement.insert(key.into(), value);
        }
    }
    if let Some(value) = given(arguments, "condition").and_then(|value| conditions(value, ordered))
    {
        statement.insert("Condition".into(), value);
    }
    Value::object(statement).marked(block.marks)
}

/// What was given: not null, not empty.
fn given<'v>(arguments: &'v Map, name: &str) -> Option<&'v Value> {
    arguments.get(name).filter(|value| {
        !value.is_null()
            && value.as_str() != Some("")
            && !value.as_sequence().is_some_and(<[Value]>::is_empty)
    })
}

/// `&{` stands for `${` there, which Terraform would take for its own.
fn replaced(value: Value) -> Value {
    match value.as_str() {
        Some(text) if text.contains("&{") => {
            Value::from(text.replace("&{", "${")).marked(value.marks)
        }
        _ => value,
    }
}

/// A set of strings: one alone, several in falling order, as the provider has it.
fn strings(value: &Value) -> Option<Value> {
    let Kind::Sequence(_, elements) = &value.kind else {
        return (!value.is_null()).then(|| value.clone());
    };
    let mut elements: Vec<Value> = elements.iter().cloned().map(replaced).collect();
    if elements.iter().all(|element| element.as_str().is_some()) {
        elements.sort_by(|a, b| b.as_str().cmp(&a.as_str()));
        elements.dedup_by(|a, b| a.as_str() == b.as_str());
    }
    single(elements).map(|strings| strings.marked(value.marks))
}

fn single(mut elements: Vec<Value>) -> Option<Value> {
    match elements.len() {
        0 => None,
        1 => elements.pop(),
        _ => Some(Value::tuple(elements)),
    }
}

fn principals(value: &Value) -> Option<Value> {
    let mut by_type: BTreeMap<Arc<str>, Vec<Value>> = BTreeMap::new();
    for block in blocks(value) {
        let Some((kind, identifiers)) = typed(&block, "type", "identifiers") else {
            return Some(unknown_of(&block));
        };
        by_type.entry(kind).or_default().extend(identifiers);
    }
    let everyone = by_type.len() == 1
        && matches!(by_type.get("*").map(Vec::as_slice), Some([only]) if only.as_str() == Some("*"));
    if everyone {
        return Some("*".into());
    }
    let entries: Map = by_type
        .into_iter()
        .filter_map(|(kind, identifiers)| Some((kind, strings(&Value::tuple(identifiers))?)))
        .collect();
    (!entries.is_empty()).then(|| Value::object(entries))
}

fn conditions(value: &Value, ordered: &mut bool) -> Option<Value> {
    let mut by_test: BTreeMap<Arc<str>, BTreeMap<Arc<str>, Vec<Value>>> = BTreeMap::new();
    for block in blocks(value) {
        let test = block.as_mapping().and_then(|entries| entries.get("test"));
        let test = test.and_then(Value::as_str);
        let (Some(test), Some((variable, values))) = (test, typed(&block, "variable", "values"))
        else {
            return Some(unknown_of(&block));
        };
        let known = by_test.entry(test.into()).or_default();
        // The provider takes the blocks of a set in an order of its own.
        *ordered &= !known.contains_key(&variable);
        known.entry(variable).or_default().extend(values);
    }
    let tests: Map = by_test
        .into_iter()
        .map(|(test, variables)| {
            let variables = variables.into_iter().filter_map(|(variable, values)| {
                let variable = replaced(Value::from(variable)).as_str()?.into();
                Some((variable, single(values)?))
            });
            (test, Value::object(variables.collect()))
        })
        .collect();
    (!tests.is_empty()).then(|| Value::object(tests))
}

/// The name and the values that a block gives it; `None` where the name is not known. A list that is not known is one
/// unknown value.
fn typed(block: &Value, name: &str, values: &str) -> Option<(Arc<str>, Vec<Value>)> {
    let arguments = block.as_mapping()?;
    let name = arguments.get(name)?.as_str()?.into();
    let values = match arguments.get(values) {
        Some(value) => match value.as_sequence() {
            Some(values) => values.to_vec(),
            None => vec![value.clone()],
        },
        None => Vec::new(),
    };
    Some((name, values.into_iter().map(replaced).collect()))
}

/// Unknown for the reasons of a block that is not known in full.
fn unknown_of(block: &Value) -> Value {
    let mut unknown = Unknown {
        not_null: true,
        ..Unknown::default()
    };
    unknown.absorb_value(block);
    unknown.into()
}

/// The keys that the provider writes first, in its order.
const KEY_ORDER: [&str; 12] = [
    "Version",
    "Id",
    "Sid",
    "Effect",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Principal",
    "NotPrincipal",
    "Condition",
    "Statement",
];

/// How JSON is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    Indented,
    Minified,
}

impl Layout {
    fn new_line(self, depth: usize, text: &mut String) {
        if self == Self::Indented {
            text.push('\n');
            text.extend(std::iter::repeat_n("  ", depth));
        }
    }
}

fn write_json(value: &Value, layout: Layout, depth: usize, text: &mut String) {
    match &value.kind {
        Kind::Sequence(_, elements) => {
            text.push('[');
            for (index, element) in elements.iter().enumerate() {
                text.push_str(if index == 0 { "" } else { "," });
                layout.new_line(depth + 1, text);
                write_json(element, layout, depth + 1, text);
            }
            layout.new_line(depth, text);
            text.push(']');
        }
        Kind::Mapping(_, entries) => {
            text.push('{');
            let mut keys: Vec<&Arc<str>> = entries.keys().collect();
            if matches!(depth, 0 | 2) {
                keys.sort_by_key(|key| KEY_ORDER.iter().position(|known| *known == &***key));
            }
            for (index, key) in keys.into_iter().enumerate() {
                text.push_str(if index == 0 { "" } else { "," });
                layout.new_line(depth + 1, text);
                text.push_str(&quoted(key));
                text.push_str(if layout == Layout::Indented {
                    ": "
                } else {
                    ":"
                });
                write_json(&entries[key], layout, depth + 1, text);
            }
            layout.new_line(depth, text);
            text.push('}');
        }
        _ => text.push_str(&quoted(&value.to_text().unwrap_or_default())),
    }
}

/// A string as Go writes it in JSON.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\0'..='\u{1f}' => {
                // Writing to a string does not fail.
                let _ = write!(quoted, "\\u{:04x}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
