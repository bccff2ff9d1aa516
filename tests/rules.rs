//! Runs the fixtures of the built-in rules: `testdata/rules/<rule>/<case>`.
//!
//! An expectation stands in a comment below the code it is about: `# ^^^^ rule-id` for a finding whose primary span is
//! exactly those columns, `# ???? rule-id` for something undetermined; ` x2` for several at one place; `: text` for a
//! part of the message; ` @12` for line 12 of the file, where no
//! comment can stand (in a heredoc). `# gone: ADDRESS` expects a finding of what the plan takes away, which has no place.
//! A rule about changes is silent on source. `#^^^` counts the column of the `#`. A case with a `plan.json` must say the same of the plan.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its data should stop"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use cldlint::config::{Disk, Memory, ModelOptions, OpenOptions, Workspace};
use cldlint::engine::{self, Engine};
use cldlint::finding::{Edit, Finding, Report, Verdict};
use cldlint::model::{Model, Problem};
use cldlint::plan;
use cldlint::rule::{RuleSet, Settings};
use cldlint::text::{FileId, Source, Sources, TextRange};
use cldlint::value::{Map, Reason};

const FIXTURES: &str = "testdata/rules";

/// The cases that every rule must have; `fails-by-default` is a `fails` too.
const CASES: [&str; 4] = ["fails", "passes", "undetermined", "module"];

/// Rules that are never in doubt: a plan always tells what it destroys.
const NEVER_IN_DOUBT: [&str; 5] = [
    "aws-data-store-destroyed",
    "azurerm-data-store-destroyed",
    "azurerm-diagnostic-setting-removed",
    "azurerm-lock-removed",
    "google-data-store-destroyed",
];

/// A place and what is said of it: what an expectation and a finding have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Mark {
    path: String,
    line: u32,
    column: u32,
    end_column: u32,
    verdict: Verdict,
    rule: String,
}

impl std::fmt::Display for Mark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (path, line, column, end) = (&self.path, self.line, self.column, self.end_column);
        let verdict = match self.verdict {
            Verdict::Undetermined => "undetermined",
            Verdict::Fail | Verdict::Pass => "finding",
        };
        write!(
            f,
            "{path}:{line}:{column}-{end}: {verdict} of {}",
            self.rule
        )
    }
}

/// What is expected at a mark.
#[derive(Clone, Debug, Default)]
struct Expected {
    count: usize,
    messages: Vec<String>,
}

/// What is expected of a case.
#[derive(Clone, Debug, Default)]
struct Expectations {
    marks: BTreeMap<Mark, Expected>,
    /// The addresses of what the plan takes away.
    gone: BTreeSet<String>,
}

fn folders(path: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<_> = fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

#[test]
fn every_rule_has_fixtures_and_every_fixture_a_rule() {
    let set = RuleSet::builtin();
    let mut wrong = String::new();
    for rule in set.rules() {
        for case in CASES {
            if case == "undetermined" && NEVER_IN_DOUBT.contains(&&**rule.id()) {
                continue;
            }
            if !Path::new(FIXTURES).join(&**rule.id()).join(case).is_dir() {
                let _ = writeln!(wrong, "{} has no case `{case}`", rule.id());
            }
            let plan = Path::new(FIXTURES)
                .join(&**rule.id())
                .join(case)
                .join("plan.json");
            if rule.about_change && !plan.is_file() {
                let _ = writeln!(wrong, "{} has no plan", plan.display());
            }
        }
    }
    for folder in folders(Path::new(FIXTURES)) {
        let id = name(&folder);
        if !set.rules().iter().any(|rule| **rule.id() == *id) {
            let _ = writeln!(wrong, "{} belongs to no rule", folder.display());
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn fixtures_find_exactly_what_they_expect() {
    let mut wrong = String::new();
    let only = std::env::var("CLDLINT_FIXTURE").unwrap_or_default();
    for rule in folders(Path::new(FIXTURES)) {
        for case in folders(&rule) {
            if case.to_str().unwrap().contains(&only) {
                check_case(&name(&rule), &case, &mut wrong);
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

fn settings(rule: &str, case: &Path) -> Settings {
    let mut settings = Settings {
        only: Some(BTreeSet::from([Arc::from(rule)])),
        ..Settings::default()
    };
    let path = case.join(".cldlint.hcl");
    if path.exists() {
        settings.declared = declared(&path);
    }
    settings
}

/// The arguments of a settings file.
fn declared(path: &Path) -> Map {
    struct Nothing;
    impl cldlint::eval::Scope for Nothing {
        fn resolve(
            &self,
            _: &str,
            _: &[cldlint::eval::Access<'_>],
            _: &cldlint::eval::Context,
        ) -> Option<cldlint::eval::Resolved> {
            None
        }
    }
    let mut sources = Sources::default();
    let file = sources.add(path.to_str().unwrap(), fs::read(path).unwrap());
    let source = sources.get(file);
    let tree = &cldlint::syntax::parse(source);
    let code = cldlint::eval::Code { tree, source };
    let value =
        |expr| cldlint::eval::evaluate(code, expr, &Nothing, &cldlint::eval::Context::default());
    tree.attributes(tree.root())
        .map(|(_, attribute)| (source.slice(attribute.name).into(), value(attribute.expr)))
        .collect()
}

fn open(path: &Path) -> Arc<Workspace> {
    let options = OpenOptions { threads: 1 };
    Arc::new(Workspace::open(
        Arc::new(Disk),
        &[path.to_path_buf()],
        options,
    ))
}

/// Judges a case as source and, where it has one, as plan.
fn check_case(rule: &str, case: &Path, wrong: &mut String) {
    let set = RuleSet::builtin();
    let settings = settings(rule, case);
    let engine = Engine::new(set, settings);
    let wanted = |kind, type_name: &str| engine.wants(kind, type_name);
    let reads = |kind, type_name: &str| engine.reads(kind, type_name);
    let workspace = open(case);
    let mut problems = workspace.problems().to_vec();
    let Some(root) = &workspace.root_at(case) else {
        let _ = writeln!(wrong, "{} is not a root module", case.display());
        return;
    };
    let mut expected = expectations(&workspace);
    let options = |variables: Map| ModelOptions {
        wanted: &wanted,
        reads: &reads,
        variables,
        ..ModelOptions::default()
    };
    let of_plan = expected.clone();
    if set.find(rule).unwrap().about_change {
        expected = Expectations::default();
    }
    let (model, more) = workspace.model(root, &options(Map::new()));
    problems.extend(more);
    report(case, "source", &workspace, &problems, wrong);
    judge(
        case, "source", &model, &engine, &workspace, &expected, wrong,
    );
    let path = case.join("plan.json");
    if !path.exists() {
        return;
    }
    match plan::read(path.to_str().unwrap(), &fs::read(&path).unwrap()) {
        Err(error) => {
            let _ = writeln!(wrong, "{}: {error}", path.display());
        }
        Ok(plan) => {
            let variables = plan.variables().clone();
            let (source, _) = workspace.model(root, &options(variables));
            let (model, problems) = plan.join(source);
            report(case, "plan", &workspace, &problems, wrong);
            judge(case, "plan", &model, &engine, &workspace, &of_plan, wrong);
        }
    }
}

fn report(
    case: &Path,
    input: &str,
    workspace: &Workspace,
    problems: &[Problem],
    wrong: &mut String,
) {
    for problem in problems.iter().filter(|problem| problem.fatal) {
        let place = problem.span.map_or_else(String::new, |span| {
            let source = workspace.sources().get(span.file());
            format!(
                " at {}:{}",
                source.path(),
                source.position(span.range().start()).line
            )
        });
        let _ = writeln!(
            wrong,
            "{} ({input}): {}{place}",
            case.display(),
            problem.message
        );
    }
}

fn judge(
    case: &Path,
    input: &str,
    model: &Model,
    engine: &Engine<'_>,
    workspace: &Workspace,
    expected: &Expectations,
    wrong: &mut String,
) {
    let (report, problems) = engine.run(model);
    for problem in problems {
        let _ = writeln!(wrong, "{} ({input}): {}", case.display(), problem.message);
    }
    let mut left = expected.clone();
    for finding in report.findings.iter().chain(&report.undetermined) {
        let errors = finding
            .reasons
            .iter()
            .filter(|r| matches!(r, Reason::Error(_)));
        for error in errors {
            let _ = writeln!(
                wrong,
                "{} ({input}): the rule errs: {error}",
                case.display()
            );
        }
        let Some(mark) = mark_of(finding, workspace) else {
            if left.gone.remove(&*finding.address) {
                continue;
            }
            let address = &finding.address;
            let _ = writeln!(
                wrong,
                "{} ({input}): no place for {address}",
                case.display()
            );
            continue;
        };
        match left.marks.get_mut(&mark) {
            Some(expected) if expected.count > 0 => {
                expected.count -= 1;
                for text in &expected.messages {
                    if !finding.message.contains(text) {
                        let message = &finding.message;
                        let _ = writeln!(wrong, "{mark} ({input}): `{message}` lacks `{text}`");
                    }
                }
            }
            _ => {
                let (message, address) = (&finding.message, &finding.address);
                let _ = writeln!(
                    wrong,
                    "{mark} ({input}): not expected: {message} ({address} {})",
                    finding.path
                );
            }
        }
    }
    for address in left.gone {
        let _ = writeln!(wrong, "{} ({input}): missing for {address}", case.display());
    }
    for (mark, expected) in left.marks {
        for _ in 0..expected.count {
            let _ = writeln!(wrong, "{mark} ({input}): missing");
        }
    }
}

fn mark_of(finding: &Finding, workspace: &Workspace) -> Option<Mark> {
    let span = finding.span?;
    let source = workspace.sources().get(span.file());
    let (line, column, end_column) = columns(source, span.range());
    Some(Mark {
        path: source.path().to_owned(),
        line,
        column,
        end_column,
        verdict: finding.verdict,
        rule: finding.rule.id.to_string(),
    })
}

/// The line and columns of a range; of one over several lines, those of its first line.
fn columns(source: &Source, range: TextRange) -> (u32, u32, u32) {
    let start = source.position(range.start());
    let text = source.slice(range);
    let first = text.lines().next().unwrap_or("").trim_end();
    let length = u32::try_from(first.chars().count()).unwrap();
    (start.line, start.column, start.column + length)
}

/// What the comments of all files of a workspace expect.
fn expectations(workspace: &Workspace) -> Expectations {
    let mut all = Expectations::default();
    for source in workspace.sources().all() {
        if let Some(tree) = workspace.tree(source.id()) {
            let comments = tree.comments().iter().map(|comment| comment.range);
            let gone = comments.clone().filter_map(|range| {
                let address = source.slice(range).strip_prefix("# gone: ")?;
                Some(address.trim_end().to_owned())
            });
            all.gone.extend(gone);
            file_expectations(source, comments, &mut all.marks);
        }
    }
    all
}

fn file_expectations(
    source: &Source,
    comments: impl Iterator<Item = TextRange>,
    all: &mut BTreeMap<Mark, Expected>,
) {
    // The line of code above a run of expectations.
    let mut code = 0;
    let mut last = 0;
    for range in comments {
        let at = source.position(range.start());
        let Some((offset, length, verdict, rest)) = marked(source.slice(range)) else {
            continue;
        };
        if at.line != last + 1 || code == 0 {
            code = at.line - 1;
        }
        last = at.line;
        let (rest, count) = with_number(rest, " x");
        let (rest, message) = match rest.split_once(": ") {
            Some((rest, message)) => (rest, Some(message.to_owned())),
            None => (rest, None),
        };
        let (rule, line) = with_number(rest, " @");
        let line = line.unwrap_or(code);
        let column = at.column + offset;
        let mark = Mark {
            path: source.path().to_owned(),
            line,
            column,
            end_column: column + length,
            verdict,
            rule: rule.to_owned(),
        };
        let expected: &mut Expected = all.entry(mark).or_default();
        expected.count += count.map_or(1, |count| count as usize);
        expected.messages.extend(message);
    }
}

/// A text without the number at its end, and the number.
fn with_number<'t>(text: &'t str, separator: &str) -> (&'t str, Option<u32>) {
    let parts = text.rsplit_once(separator);
    match parts.and_then(|(text, number)| Some((text, number.parse().ok()?))) {
        Some((text, number)) => (text, Some(number)),
        None => (text, None),
    }
}

/// Where in a comment the marks begin, how many there are, what they mean, and what follows.
fn marked(comment: &str) -> Option<(u32, u32, Verdict, &str)> {
    let inner = comment.strip_prefix('#')?;
    let trimmed = inner.trim_start();
    let mark = trimmed.chars().next().filter(|c| matches!(c, '^' | '?'))?;
    let rest = trimmed.trim_start_matches(mark);
    let mut offset = u32::try_from(comment.len() - trimmed.len()).unwrap();
    let mut length = u32::try_from(trimmed.len() - rest.len()).unwrap();
    if offset == 1 {
        // Directly behind the `#`, whose column then counts too.
        offset = 0;
        length += 1;
    }
    let verdict = match mark {
        '^' => Verdict::Fail,
        _ => Verdict::Undetermined,
    };
    Some((offset, length, verdict, rest.strip_prefix(' ')?.trim_end()))
}

/// Applying the edits of a fix must leave a configuration without that finding.
#[test]
fn fixes_mend_what_they_are_offered_for() {
    let (mut wrong, mut applied) = (String::new(), 0);
    for rule in folders(Path::new(FIXTURES)) {
        for case in folders(&rule) {
            let settings = settings(&name(&rule), &case);
            let engine = Engine::new(RuleSet::builtin(), settings);
            let wanted = |kind, type_name: &str| engine.wants(kind, type_name);
            let reads = |kind, type_name: &str| engine.reads(kind, type_name);
            let judged = |workspace: &Arc<Workspace>| {
                let options = ModelOptions {
                    wanted: &wanted,
                    reads: &reads,

                    ..ModelOptions::default()
                };
                let (model, _) = workspace.model(&workspace.roots()[0], &options);
                engine.run(&model).0
            };
            let workspace = open(&case);
            for finding in judged(&workspace).findings {
                for fix in finding.fixes.iter().filter(|fix| !fix.edits.is_empty()) {
                    applied += 1;
                    let mended = mended(&workspace, &fix.edits, &case);
                    let left = judged(&mended).findings;
                    if left
                        .iter()
                        .any(|left| left.fingerprint == finding.fingerprint)
                    {
                        let (id, address) = (&finding.rule.id, &finding.address);
                        let _ = writeln!(wrong, "{}: {id} of {address}", case.display());
                    }
                    for problem in mended.problems() {
                        let _ = writeln!(wrong, "{}: {}", case.display(), problem.message);
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(applied > 10, "only {applied} fixes have edits");
}

/// The same configuration with edits applied.
fn mended(workspace: &Workspace, edits: &[Edit], case: &Path) -> Arc<Workspace> {
    let files = workspace.sources().all().iter().map(|source| {
        let mut text = source.text().to_owned();
        for edit in edits.iter().rev() {
            if edit.span.file() == source.id() {
                text.replace_range(edit.span.range().as_usize(), &edit.text);
            }
        }
        (source.path().to_owned(), text)
    });
    let files: Arc<Memory> = Arc::new(files.collect());
    let options = OpenOptions { threads: 1 };
    Arc::new(Workspace::open(files, &[case.to_path_buf()], options))
}

#[test]
fn the_order_of_models_does_not_matter() {
    let set = RuleSet::builtin();
    let engine = Engine::new(set, Settings::default());
    let wanted = |kind, type_name: &str| engine.wants(kind, type_name);
    let reads = |kind, type_name: &str| engine.reads(kind, type_name);
    let workspace = open(Path::new(FIXTURES));
    let options = ModelOptions {
        wanted: &wanted,
        reads: &reads,

        ..ModelOptions::default()
    };
    let judged = |root| {
        let (model, _) = workspace.model(root, &options);
        engine.run(&model).0
    };
    let forth: Vec<Report> = workspace.roots().iter().map(judged).collect();
    let back: Vec<Report> = workspace.roots().iter().rev().map(judged).collect();
    let (forth, back) = (engine::merge(forth), engine::merge(back));
    assert!(forth.findings.len() > 30, "the fixtures find little");
    assert_eq!(format!("{forth:?}"), format!("{back:?}"));
    let place = |finding: &Finding| finding.span.map(|span| (span.file(), span.range()));
    let files: Vec<Option<(FileId, TextRange)>> = forth.findings.iter().map(place).collect();
    assert!(files.is_sorted_by_key(|place| (place.is_none(), *place)));
}
