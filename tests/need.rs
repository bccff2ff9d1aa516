//! Only what rules need is evaluated. This holds that nothing is missed: all rules come to the same outcome when
//! everything is evaluated.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its data should stop"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use cldlint::config::{Disk, ModelOptions, OpenOptions, Root, Workspace};
use cldlint::engine::Engine;
use cldlint::finding::Finding;
use cldlint::model::{EntityKind, Need};
use cldlint::rule::{RuleSet, Settings};
use cldlint::value::Value;

/// What is told apart of an outcome.
type Told = (String, String, String, String, String);

fn told(findings: &[Finding]) -> Vec<Told> {
    let told = |finding: &Finding| {
        (
            finding.rule.id.to_string(),
            finding.address.to_string(),
            finding.path.clone(),
            finding.message.clone(),
            format!(
                "{:?} {:?} {:?}",
                finding.span, finding.related, finding.chain
            ),
        )
    };
    findings.iter().map(told).collect()
}

fn outcome(
    engine: &Engine<'_>,
    workspace: &Arc<Workspace>,
    root: &Root,
    all: bool,
) -> (Vec<Told>, Vec<Told>, usize) {
    let wanted = |kind: EntityKind, name: &str| {
        if all {
            Need::Values
        } else {
            engine.wants(kind, name)
        }
    };
    let reads = |kind: EntityKind, name: &str| if all { None } else { engine.reads(kind, name) };
    let options = ModelOptions {
        wanted: &wanted,
        reads: &reads,
        ..ModelOptions::default()
    };
    let (model, _) = workspace.model(root, &options);
    let (report, problems) = engine.run(&model);
    assert_eq!(problems, []);
    (
        told(&report.findings),
        told(&report.undetermined),
        report.passed,
    )
}

fn directories(of: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(of)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    found.sort();
    found
}

/// Settings under which every rule speaks.
fn everything_declared() -> Settings {
    let mut settings = Settings::default();
    settings
        .declared
        .insert("regions".into(), Value::list(vec!["eu-*".into()]));
    settings
        .declared
        .insert("customer_managed_keys".into(), true.into());
    settings
}

#[test]
fn what_is_not_evaluated_is_not_missed() {
    let rules = directories(Path::new("testdata/rules"));
    let cases = rules
        .iter()
        .flat_map(|rule| directories(rule))
        .chain(directories(Path::new("testdata/examples")));
    let mut compared = 0;
    for settings in [everything_declared(), Settings::default()] {
        let engine = Engine::new(RuleSet::builtin(), settings);
        for case in cases.clone() {
            let workspace = Arc::new(Workspace::open(
                Arc::new(Disk),
                std::slice::from_ref(&case),
                OpenOptions::default(),
            ));
            for root in workspace.roots() {
                let needed = outcome(&engine, &workspace, root, false);
                let all = outcome(&engine, &workspace, root, true);
                assert_eq!(needed, all, "{}", case.display());
                compared += needed.0.len() + needed.1.len();
            }
        }
    }
    assert!(compared > 500, "only {compared} outcomes were compared");
}
