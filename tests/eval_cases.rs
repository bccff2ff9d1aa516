//! Compares the evaluator with Terraform: each line of `testdata/eval/cases.jsonl` is an expression and what the real
//! Terraform made of it (see `testdata/eval/make.py`).

use std::fmt::Write as _;
use std::fs;

use cldlint::eval::{Access, Code, Context, Resolved, Scope, encode_json, evaluate};
use cldlint::syntax::parse;
use cldlint::text::Sources;
use cldlint::value::{Kind, Mapping, Sequence, Value};
use serde_json::Value as Json;

/// A scope without names.
struct Nothing;

impl Scope for Nothing {
    fn resolve(&self, _: &str, _: &[Access<'_>], _: &Context) -> Option<Resolved> {
        None
    }
}

/// The value of an expression; `None` where it is an error.
fn value(expression: &str) -> Option<Value> {
    let mut sources = Sources::default();
    let id = sources.add("case.tf", format!("x = {expression}\n").into_bytes());
    let source = sources.get(id);
    let tree = parse(source);
    if !tree.errors().is_empty() {
        return None;
    }
    let (_, attribute) = tree.attributes(tree.root()).next()?;
    let code = Code {
        tree: &tree,
        source,
    };
    let context = Context::default();
    let value = evaluate(code, attribute.expr, &Nothing, &context);
    context.errors().is_empty().then_some(value)
}

/// The outermost kind of a type as Terraform writes it.
fn kind(value: &Value) -> &'static str {
    match &value.kind {
        Kind::Null => "dynamic",
        Kind::Bool(_) => "bool",
        Kind::Number(_) => "number",
        Kind::String(_) => "string",
        Kind::Sequence(Sequence::Tuple, _) => "tuple",
        Kind::Sequence(Sequence::List, _) => "list",
        Kind::Sequence(Sequence::Set, _) => "set",
        Kind::Mapping(Mapping::Object, _) => "object",
        Kind::Mapping(Mapping::Map, _) => "map",
        Kind::Unknown(_) => "unknown",
    }
}

/// Where the kind of the result differs and its content does not: what an empty map could hold is not followed, nor
/// what the lists in a map hold.
const OTHER_KIND: &[&str] = &[
    "merge(tomap({ a = [1] }), tomap({ b = [\"x\"] }))",
    "merge(tomap({}), tomap({ a = 1 }))",
];

/// Functions that are not evaluated yet, so that their results are unknown.
const NOT_EVALUATED: &[&str] = &[
    "csvdecode(",
    "formatdate(",
    "md5(",
    "sha1(",
    "textdecodebase64(",
    "textencodebase64(",
    "timeadd(",
    "timecmp(",
    "uuidv5(",
    "yamldecode(",
];

#[test]
fn values_are_those_of_terraform() {
    let cases = fs::read_to_string("testdata/eval/cases.jsonl").unwrap();
    let mut wrong = String::new();
    let mut count = 0;
    for line in cases.lines() {
        count += 1;
        let case: Json = serde_json::from_str(line).unwrap();
        let expression = case["expr"].as_str().unwrap();
        let expected = case["json"].as_str();
        let value = value(expression);
        let got = value.as_ref().and_then(encode_json);
        let kind = value.as_ref().map_or("error", kind);
        let expected_kind = case["kind"].as_str().unwrap();
        if kind == "unknown"
            && NOT_EVALUATED
                .iter()
                .any(|name| expression.starts_with(name))
        {
            continue;
        }
        // Null has a type in Terraform, and none here.
        let kinds_agree =
            kind == expected_kind || expected == Some("null") || OTHER_KIND.contains(&expression);
        if got.as_deref() != expected || !kinds_agree {
            let _ = writeln!(
                wrong,
                "{expression}\n  terraform: {expected_kind} {}\n  here:      {kind} {}",
                expected.unwrap_or("-"),
                got.as_deref().unwrap_or("-")
            );
        }
    }
    assert!(wrong.is_empty(), "of {count} cases:\n{wrong}");
    assert!(count >= 300, "only {count} cases");
}
