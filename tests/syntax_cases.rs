//! Terraform's verdicts and values: what it accepts we accept, what it refuses we refuse.

#![expect(clippy::unwrap_used, reason = "a broken test file is to fail the test")]

use cldlint::syntax::{Tree, parse};
use cldlint::text::Sources;
use serde_json::Value;

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
