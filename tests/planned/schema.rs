//! The types that the provider's schema gives attributes.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read as _;

use flate2::read::GzDecoder;
use serde_json::{Value as Json, json};

/// The schemas of the AWS provider whose plans are committed.
const AWS: &str = "testdata/schemas/aws-5.100.json.gz";

/// What an attribute holds.
#[derive(Clone, Debug)]
pub(crate) enum Type {
    /// Anything: as the configuration has it.
    Dynamic,
    String,
    Number,
    Bool,
    List(Box<Type>),
    Set(Box<Type>),
    Map(Box<Type>),
    Object(BTreeMap<String, Type>),
    /// Nested blocks: whether they are a set, and what each holds.
    Blocks {
        set: bool,
        body: BTreeMap<String, Type>,
    },
}

/// The schemas of resource types.
pub(crate) struct Schemas(BTreeMap<String, BTreeMap<String, Type>>);

impl Schemas {
    pub(crate) fn read() -> Self {
        let mut text = String::new();
        let mut packed = GzDecoder::new(File::open(AWS).unwrap());
        packed.read_to_string(&mut text).unwrap();
        let types: BTreeMap<String, Json> = serde_json::from_str(&text).unwrap();
        let mut types: BTreeMap<_, _> = types
            .iter()
            .map(|(name, attributes)| (name.clone(), body(attributes)))
            .collect();
        types.insert("terraform_data".to_owned(), body(&terraform_data()));
        types.insert(
            "data.aws_iam_policy_document".to_owned(),
            body(&policy_document()),
        );
        for without_arguments in ["data.aws_region", "data.aws_partition"] {
            types.insert(without_arguments.to_owned(), BTreeMap::new());
        }
        Self(types)
    }

    /// The attributes and blocks of a type; a data source is `data.type`.
    pub(crate) fn of(&self, type_name: &str) -> Option<&BTreeMap<String, Type>> {
        self.0.get(type_name)
    }
}

fn terraform_data() -> Json {
    json!({
        "id": { "type": "string" },
        "input": { "type": "dynamic" },
        "output": { "type": "dynamic" },
        "triggers_replace": { "type": "dynamic" },
    })
}

/// The arguments of the data source as the provider documents them.
fn policy_document() -> Json {
    let strings = || json!({ "type": "set(string)" });
    let principals = || {
        let attrs = json!({ "type": { "type": "string" }, "identifiers": strings() });
        json!({ "block": true, "nesting": "set", "attrs": attrs })
    };
    let condition = json!({
        "test": { "type": "string" },
        "variable": { "type": "string" },
        "values": { "type": "list(string)" },
    });
    let statement = json!({
        "actions": strings(),
        "condition": { "block": true, "nesting": "set", "attrs": condition },
        "effect": { "type": "string" },
        "not_actions": strings(),
        "not_principals": principals(),
        "not_resources": strings(),
        "principals": principals(),
        "resources": strings(),
        "sid": { "type": "string" },
    });
    json!({
        "json": { "type": "string" },
        "minified_json": { "type": "string" },
        "override_json": { "type": "string" },
        "override_policy_documents": { "type": "list(string)" },
        "policy_id": { "type": "string" },
        "source_json": { "type": "string" },
        "source_policy_documents": { "type": "list(string)" },
        "statement": { "block": true, "nesting": "list", "attrs": statement },
        "version": { "type": "string" },
    })
}

fn body(attributes: &Json) -> BTreeMap<String, Type> {
    let attributes = attributes.as_object().unwrap().iter();
    attributes
        .map(|(name, schema)| (name.clone(), attribute(schema)))
        .collect()
}

fn attribute(schema: &Json) -> Type {
    if let Some(inner) = schema.get("attrs") {
        return Type::Blocks {
            set: schema["nesting"] == "set",
            body: body(inner),
        };
    }
    let mut rest = schema["type"].as_str().unwrap();
    let found = parse(&mut rest);
    assert_eq!(rest, "", "a type that is not understood: {schema}");
    found
}

/// Takes a type off the front: `map(string)`, `object(a=string,b=list(number))`.
fn parse(text: &mut &str) -> Type {
    let end = text.find(['(', ')', ',', '=']).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    *text = rest;
    match name {
        "string" => return Type::String,
        "number" => return Type::Number,
        "bool" => return Type::Bool,
        "dynamic" => return Type::Dynamic,
        _ => {}
    }
    *text = text.strip_prefix('(').unwrap();
    let found = if name == "object" {
        Type::Object(parse_attributes(text))
    } else {
        let element = Box::new(parse(text));
        match name {
            "list" => Type::List(element),
            "set" => Type::Set(element),
            "map" => Type::Map(element),
            _ => panic!("a type that is not understood: {name}"),
        }
    };
    *text = text.strip_prefix(')').unwrap();
    found
}

fn parse_attributes(text: &mut &str) -> BTreeMap<String, Type> {
    let mut attributes = BTreeMap::new();
    while !text.starts_with(')') {
        let (name, rest) = text.split_once('=').unwrap();
        *text = rest;
        let kind = parse(text);
        attributes.insert(name.to_owned(), kind);
        *text = text.strip_prefix(',').unwrap_or(text);
    }
    attributes
}
