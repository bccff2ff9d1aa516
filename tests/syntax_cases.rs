//! Terraform's verdicts and values: what it accepts we accept, what it refuses we refuse.

#![expect(clippy::unwrap_used, reason = "a broken test file is to fail the test")]

use cldlint::eval::{Access, Code, Context, Resolved, Scope, encode_json, evaluate};
use cldlint::syntax::{Tree, parse};
use cldlint::text::Sources;
use serde_json::Value;

/// How many values there are at least.
const VALUES: usize = 800;

/// Values that differ, and why.
const DIFFERENT_VALUES: &[(&str, &str)] = &[
    (
        "expr_063",
        "`try(a...)`: the elements of `a` are not tried one by one",
    ),
    (
        "expr_071",
        "`try(a...)`: the elements of `a` are not tried one by one",
    ),
    ("expr_344", "`-0`: numbers have no negative zero here"),
];

/// A case of `testdata/syntax/cases.jsonl`.
struct Case {
    name: String,
    accepts: bool,
    bytes: Vec<u8>,
}

fn cases() -> Vec<Case> {
    include_str!("../testdata/syntax/cases.jsonl")
        .lines()
        .map(|line| {
            let case: Value = serde_json::from_str(line).unwrap();
            let bytes = match case["source_latin1"].as_str() {
                Some(text) => text.chars().map(|c| u8::try_from(c).unwrap()).collect(),
                None => case["source"].as_str().unwrap().as_bytes().to_vec(),
            };
            Case {
                name: case["name"].as_str().unwrap().to_owned(),
                accepts: case["accepts"].as_bool().unwrap(),
                bytes,
            }
        })
        .collect()
}

fn tree_of(bytes: &[u8]) -> (Sources, Tree) {
    let mut sources = Sources::default();
    let id = sources.add("case.tf", bytes.to_vec());
    let tree = parse(sources.get(id));
    (sources, tree)
}

#[test]
fn verdicts_are_terraforms() {
    let cases = cases();
    assert_eq!(cases.len(), 933);
    let mut wrong = Vec::new();
    for case in cases {
        let (_, tree) = tree_of(&case.bytes);
        if tree.errors().is_empty() != case.accepts {
            wrong.push(format!(
                "{}: Terraform {} {:?}, we say {:?}",
                case.name,
                if case.accepts { "accepts" } else { "refuses" },
                String::from_utf8_lossy(&case.bytes),
                tree.errors(),
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The cases bring the values of their names along.
struct NoNames;

impl Scope for NoNames {
    fn resolve(&self, _: &str, _: &[Access<'_>], _: &Context) -> Option<Resolved> {
        None
    }
}

#[test]
fn values_are_terraforms() {
    let lines = include_str!("../testdata/syntax/values.jsonl");
    let mut wrong = Vec::new();
    for line in lines.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let text = case["source"].as_str().unwrap();
        let name = case["name"].as_str().unwrap();
        if DIFFERENT_VALUES
            .iter()
            .any(|&(different, _)| different == name)
        {
            continue;
        }
        let (sources, tree) = tree_of(text.as_bytes());
        let source = sources.all().first().unwrap();
        let found = tree.find_attribute(source, tree.root(), "v");
        let code = Code {
            tree: &tree,
            source,
        };
        let context = Context::default();
        let value = found.and_then(|(_, attribute)| {
            encode_json(&evaluate(code, attribute.expr, &NoNames, &context))
        });
        if value.as_deref() != case["value"].as_str() {
            wrong.push(format!(
                "{}: {text:?}\n  Terraform: {}\n  cldlint:   {value:?} {:?} {:?}",
                case["name"],
                case["value"],
                tree.errors(),
                context.errors(),
            ));
        }
    }
    assert!(
        lines.lines().count() > VALUES,
        "run testdata/syntax/values.py"
    );
    assert!(
        wrong.is_empty(),
        "{} are wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
