//! Configurations of AWS give the same findings at the same places read as source and as the plan that the real Terraform
//! made of them, but for what a plan knows more.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its case should stop"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use cldlint::config::{Disk, ModelOptions, OpenOptions, Workspace};
use cldlint::engine::Engine;
use cldlint::finding::{Finding, Report};
use cldlint::plan::{self, Needs};
use cldlint::rule::RuleSet;
use cldlint::settings;
use cldlint::text::Sources;
use cldlint::value::Map;
use serde_json::Value;

/// What differs, with the reason: a line of either side as [`line`] writes it, with `-` of the source and `+` of the plan.
const DIFFERENCES: &[(&str, &str)] = &[];

/// The directories with configuration of AWS and its plan.
fn cases() -> Vec<PathBuf> {
    let mut cases = Vec::new();
    for above in ["rules", "joined", "examples"] {
        find(&Path::new("testdata").join(above), &mut cases);
    }
    cases
}

fn find(directory: &Path, cases: &mut Vec<PathBuf>) {
    if directory.join("plan.json").exists() {
        cases.push(directory.to_path_buf());
        return;
    }
    let entries = fs::read_dir(directory).unwrap();
    let mut entries: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    let folders = entries.iter().filter(|entry| entry.is_dir());
    folders.for_each(|folder| find(folder, cases));
}

/// The rules as the settings of a case have them.
fn engine(case: &Path) -> Engine<'static> {
    let rules = RuleSet::builtin();
    let settings = match fs::read(case.join(settings::FILE_NAME)) {
        Ok(bytes) => {
            let mut sources = Sources::default();
            let file = sources.add(settings::FILE_NAME, bytes);
            settings::read(sources.get(file), rules).unwrap()
        }
        Err(_) => settings::Settings::default(),
    };
    Engine::new(rules, settings.for_engine(None))
}

/// What a rule says, of what, and where; the same for source and plan.
fn line(finding: &Finding, workspace: &Workspace) -> String {
    let at = finding.span.map_or_else(
        || "nowhere".to_owned(),
        |span| {
            let source = workspace.sources().get(span.file());
            let start = source.position(span.range().start());
            let end = source.position(span.range().end());
            let path = source.path();
            format!(
                "{path}:{}:{}-{}:{}",
                start.line, start.column, end.line, end.column
            )
        },
    );
    let Finding {
        rule,
        address,
        path,
        verdict,
        fingerprint,
        ..
    } = finding;
    format!(
        "{at} {} {verdict:?} {address} {path} {fingerprint}",
        rule.id
    )
}

fn lines(report: &Report, workspace: &Workspace) -> BTreeSet<String> {
    let all = report.findings.iter().chain(&report.undetermined);
    // Of what changes source tells nothing.
    let rules = RuleSet::builtin();
    let is_of_both = |finding: &&Finding| {
        let rule = rules.find(&finding.rule.id);
        rule.is_some_and(|rule| !rule.about_change)
    };
    all.filter(is_of_both)
        .map(|finding| line(finding, workspace))
        .collect()
}

#[test]
fn findings_are_the_same_at_the_same_places() {
    let cases = cases();
    assert!(cases.len() >= 40, "only {} configurations", cases.len());
    let (mut found, mut wrong) = (0, String::new());
    let mut left: BTreeSet<&str> = DIFFERENCES.iter().map(|(line, _)| *line).collect();
    for case in &cases {
        let engine = engine(case);
        let wanted = |kind, type_name: &str| engine.wants(kind, type_name);
        let reads = |kind, type_name: &str| engine.reads(kind, type_name);
        let open = OpenOptions::default();
        let paths = [case.clone()];
        let workspace = Arc::new(Workspace::open(Arc::new(Disk), &paths, open));
        let root = workspace.root_at(case).unwrap();
        let model = |variables: Map| {
            let options = ModelOptions {
                wanted: &wanted,
                reads: &reads,
                variables,
                ..ModelOptions::default()
            };
            workspace.model(&root, &options).0
        };
        let needs = Needs {
            wanted: &wanted,
            reads: &reads,
        };
        let file = fs::File::open(case.join("plan.json")).unwrap();
        let plan = plan::read_from("plan.json", file, &needs).unwrap();
        let (joined, problems) = {
            let source = model(plan.variables().clone());
            plan.join(source)
        };
        for problem in problems {
            writeln!(wrong, "{}: {}", case.display(), problem.message).unwrap();
        }
        let source = lines(&engine.run(&model(Map::new())).0, &workspace);
        let plan = lines(&engine.run(&joined).0, &workspace);
        found += source.len();
        let only = |mark: char, a: &BTreeSet<String>, b: &BTreeSet<String>| -> Vec<String> {
            a.difference(b)
                .map(|line| format!("{mark}{line}"))
                .collect()
        };
        for difference in only('-', &source, &plan)
            .into_iter()
            .chain(only('+', &plan, &source))
        {
            if !left.remove(difference.as_str()) {
                writeln!(wrong, "{difference}").unwrap();
            }
        }
    }
    for difference in left {
        writeln!(wrong, "no longer differs: {difference}").unwrap();
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(found > 100, "only {found} findings");
}

#[test]
fn a_source_that_was_edited_is_told_once_and_its_blocks_are_marked() {
    let case = Path::new("testdata/joined/count");
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("edited");
    fs::create_dir_all(directory.join(".git")).unwrap();
    fs::copy(case.join("plan.json"), directory.join("plan.json")).unwrap();
    let source = fs::read_to_string(case.join("main.tf")).unwrap();
    let edited = source
        .replace("[true, false, false]", "[true, true, true]")
        .replace("\"spare\" {\n  count", "\"renamed\" {\n  count");
    fs::write(directory.join("main.tf"), &edited).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_cldlint"))
        .args(["check", "plan.json", "--format", "json"])
        .current_dir(&directory)
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let problems = report["problems"].as_array().unwrap();
    assert_eq!(problems.len(), 1, "{report}");
    assert_eq!(
        problems[0]["message"],
        "the source does not match the plan: 2 values differ (aws_ebs_volume.by_index[1].encrypted, \
         aws_ebs_volume.by_index[2].encrypted), 1 resource is not in the source (aws_ebs_volume.spare[0]), 1 resource is \
         not in the plan (aws_ebs_volume.renamed[0])"
    );
    let block = 1 + edited
        .lines()
        .position(|line| line.contains("\"by_index\""))
        .unwrap();
    let findings = report["findings"].as_array().unwrap();
    let of = |address: &str| {
        let mut found = findings.iter().filter(|it| it["address"] == address);
        found
            .next()
            .unwrap_or_else(|| panic!("nothing of {address} in {report}"))
    };
    for address in ["aws_ebs_volume.by_index[1]", "aws_ebs_volume.by_index[2]"] {
        let finding = of(address);
        assert_eq!(finding["line"], block, "{finding}");
        assert_eq!(finding["column"], 1, "{finding}");
        assert!(
            finding["pointer"]
                .as_str()
                .unwrap()
                .ends_with("/change/after/encrypted")
        );
    }
    assert_eq!(of("aws_ebs_volume.spare[0]")["line"], Value::Null);
}
