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
use std::sync::Arc;

use cldlint::config::{Disk, ModelOptions, OpenOptions, Workspace};
use cldlint::engine::Engine;
use cldlint::finding::{Finding, Report};
use cldlint::plan::{self, Needs};
use cldlint::rule::RuleSet;
use cldlint::settings;
use cldlint::text::Sources;
use cldlint::value::Map;

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
    all.map(|finding| line(finding, workspace)).collect()
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
