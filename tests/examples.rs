//! The examples that the README shows: each theme is found in each, and source and plan say the same.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot run the command should stop"
)]

use std::collections::BTreeSet;
use std::process::Command;

use cldlint::rule::RuleSet;
use serde_json::Value;

/// The report of a run; exit status 1, since the examples have flaws on purpose.
fn check(input: &str) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_cldlint"))
        .args(["check", "--format", "json", input])
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{input}: {errors}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// What a finding says and where, without the chain: a plan does not tell which file a variable was set in.
fn findings(report: &Value, list: &str) -> Vec<Value> {
    let parts = [
        "rule",
        "address",
        "path",
        "verdict",
        "file",
        "line",
        "column",
        "end_line",
        "end_column",
        "message",
        "fingerprint",
    ];
    let mut all = Vec::new();
    for finding in report[list].as_array().unwrap() {
        all.push(parts.iter().map(|part| finding[part].clone()).collect());
    }
    all
}

#[test]
fn each_example_shows_each_theme() {
    let themes: BTreeSet<_> = RuleSet::builtin()
        .rules()
        .iter()
        .map(|rule| rule.info.theme.clone())
        .collect();
    assert_eq!(themes.len(), 12);
    for example in ["shop", "shop-azure", "shop-google"] {
        let report = check(&format!("testdata/examples/{example}"));
        let found: BTreeSet<_> = report["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|finding| finding["theme"].as_str().unwrap().to_owned())
            .collect();
        for theme in &themes {
            assert!(found.contains(&**theme), "{example}: nothing of {theme}");
        }
        assert_eq!(report["problems"], Value::Array(Vec::new()), "{example}");
    }
}

#[test]
fn findings_come_through_modules_and_variables() {
    let report = check("testdata/examples/shop");
    let places: Vec<_> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["rule"] == "aws-rds-backup-too-short")
        .map(|finding| {
            let calls = finding["calls"].as_array().unwrap().len();
            let chain = finding["chain"].as_array().unwrap();
            let end = chain.last().unwrap()["file"].as_str().unwrap().to_owned();
            (finding["file"].as_str().unwrap().to_owned(), calls, end)
        })
        .collect();
    let module = "testdata/examples/shop/modules/database/main.tf".to_owned();
    let set = "testdata/examples/shop/terraform.tfvars".to_owned();
    assert_eq!(places, [(module, 1, set)]);
}

#[test]
fn the_plan_of_the_shop_says_the_same_at_the_same_places() {
    let source = check("testdata/examples/shop");
    let plan = check("testdata/examples/shop/plan.json");
    for list in ["findings", "undetermined"] {
        assert_eq!(findings(&source, list), findings(&plan, list));
    }
}
