//! What a plan has to do with its findings: the plans of `testdata/change`, which the real Terraform made over states
//! that applying the directory `before` of each could leave.
//!
//! `expected.txt` of a case lists the findings by class. `UPDATE=1` writes it anew.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its data should stop"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use cldlint::config::{Disk, ModelOptions, OpenOptions, Workspace};
use cldlint::engine::Engine;
use cldlint::finding::Report;
use cldlint::plan::{self, Needs, Plan};
use cldlint::rule::{RuleSet, Settings};

const CASES: &str = "testdata/change";

/// The rules that the cases are made for.
const RULES: [&str; 5] = [
    "aws-ebs-volume-unencrypted",
    "aws-kms-key-unrotated",
    "aws-rds-backup-too-short",
    "aws-s3-bucket-public-access-unblocked",
    "aws-security-group-admin-port-open-to-world",
];

fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<_> = fs::read_dir(CASES)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    cases.sort();
    cases
}

fn read(case: &Path, engine: &Engine<'_>) -> Plan {
    let wanted = |kind, type_name: &str| engine.wants(kind, type_name);
    let reads = |kind, type_name: &str| engine.reads(kind, type_name);
    let needs = Needs {
        wanted: &wanted,
        reads: &reads,
    };
    let file = fs::File::open(case.join("plan.json")).unwrap();
    plan::read_from("plan.json", file, &needs).unwrap()
}

fn alone(case: &Path, engine: &Engine<'_>) -> Report {
    let (model, _) = read(case, engine).into_model();
    engine.run(&model).0
}

fn joined(case: &Path, engine: &Engine<'_>) -> Report {
    let wanted = |kind, type_name: &str| engine.wants(kind, type_name);
    let reads = |kind, type_name: &str| engine.reads(kind, type_name);
    let workspace = Arc::new(Workspace::open(
        Arc::new(Disk),
        &[case.to_path_buf()],
        OpenOptions::default(),
    ));
    let root = workspace.root_at(case).unwrap();
    let plan = read(case, engine);
    let options = ModelOptions {
        wanted: &wanted,
        reads: &reads,
        variables: plan.variables().clone(),
        ..ModelOptions::default()
    };
    let (source, _) = workspace.model(&root, &options);
    engine.run(&plan.join(source).0).0
}

/// A line for each finding: its class, rule and place. Elements of lists are told by what they are called, since their
/// numbers in a plan are not those in its source.
fn listed(report: &Report) -> String {
    let mut lines: Vec<_> = report
        .findings
        .iter()
        .chain(&report.fixed)
        .map(|finding| {
            let class = finding.class.map_or("-", |class| class.name());
            let path = finding.path.split('[').next().unwrap();
            let element = finding.element.as_ref();
            let name = element
                .and_then(|element| element.as_mapping()?.get("description")?.as_str())
                .unwrap_or_default();
            let line = format!(
                "{class} {} {} {path} {name}",
                finding.rule.id, finding.address
            );
            line.trim_end().to_owned()
        })
        .collect();
    lines.sort();
    lines.iter().fold(String::new(), |mut text, line| {
        writeln!(text, "{line}").unwrap();
        text
    })
}

#[test]
fn plans_are_compared_with_what_was_before() {
    let settings = Settings {
        only: Some(RULES.map(Arc::from).into()),
        ..Settings::default()
    };
    let engine = Engine::new(RuleSet::builtin(), settings);
    let mut wrong = String::new();
    for case in cases() {
        let file = case.join("expected.txt");
        let found = listed(&alone(&case, &engine));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&file, &found).unwrap();
        }
        let expected = fs::read_to_string(&file).unwrap_or_default();
        for (input, found) in [("plan", found), ("joined", listed(&joined(&case, &engine)))] {
            if found != expected {
                writeln!(wrong, "{} ({input}):\n{found}", case.display()).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

fn check(arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_cldlint"))
        .arg("check")
        .args(arguments)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    (output.status.code(), text)
}

#[test]
fn the_scope_gates_what_a_plan_makes_worse() {
    let status = |case: &str, more: &[&str]| {
        let plan = format!("{CASES}/{case}/plan.json");
        let mut arguments = vec![plan.as_str(), "--fail-on", "low", "--format", "short"];
        arguments.extend(RULES.iter().flat_map(|rule| ["--rule", *rule]));
        arguments.extend(more);
        check(&arguments)
    };
    for (case, all, new) in [
        ("create", 1, 1),
        ("no-op", 1, 0),
        ("forget", 1, 0),
        ("replace", 1, 1),
        ("update", 1, 1),
    ] {
        assert_eq!(status(case, &[]).0, Some(all), "{case}");
        assert_eq!(status(case, &["--scope", "new"]).0, Some(new), "{case}");
    }
    let (_, text) = status("update", &["--scope", "new"]);
    assert!(text.contains("regressed"), "{text}");
    assert!(!text.contains(", existing)"), "{text}");
    assert!(text.contains(" existing not shown"), "{text}");
    assert!(text.contains("; this plan: "), "{text}");
}

#[test]
fn the_scope_is_refused_for_what_tells_no_change() {
    for input in ["testdata/change/create", "testdata/plan/values"] {
        assert_eq!(check(&[input, "--scope", "new"]).0, Some(2), "{input}");
    }
    assert_eq!(check(&["--scope", "old"]).0, Some(2));
}

#[test]
fn reports_tell_what_a_plan_has_to_do_with_findings() {
    let plan = format!("{CASES}/update/plan.json");
    let (_, markdown) = check(&[&plan, "--format", "markdown"]);
    assert!(markdown.contains(" · this plan: "), "{markdown}");
    assert!(markdown.contains("<br>regressed: "), "{markdown}");
    let (_, sarif) = check(&[&plan, "--format", "sarif-full"]);
    let (unchanged, new) = ("\"unchanged\"", "\"new\"");
    let count = |state| {
        sarif
            .matches(&format!("\"baselineState\": {state}"))
            .count()
    };
    assert_eq!(
        count(unchanged) + count(new),
        sarif.matches("\"ruleIndex\": ").count()
    );
    assert!(count(unchanged) > 0 && count(new) > 0, "{sarif}");
    // Where everything is new it says nothing.
    let create = format!("{CASES}/create/plan.json");
    let (_, sarif) = check(&[&create, "--format", "sarif-full"]);
    assert!(!sarif.contains("baselineState"), "{sarif}");
}
