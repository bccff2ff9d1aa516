//! Values for variables and what they come to: `testdata/variables/<case>`, each with what Terraform makes of it.
//!
//! `UPDATE=1 cargo test --test variables` writes our own messages anew; `make.sh` there what Terraform says.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its data should stop"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value as Json, json};

use cldlint::config::{Assignment, Disk, Inputs, ModelOptions, OpenOptions, Workspace};
use cldlint::model::{EntityKind, Model, Problem};
use cldlint::value::{Value, to_json};

/// Errors of Terraform that say no more than others beside them, and the one that a linter does not share.
const LEFT_OUT: [&str; 2] = [
    "No value for required variable",
    "Terraform encountered problems during initialisation",
];

#[test]
fn values_come_to_what_terraform_makes_of_them() {
    let mut cases: Vec<PathBuf> = fs::read_dir("testdata/variables")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    let wrong: Vec<String> = cases.iter().flat_map(|case| compare(case)).collect();
    assert!(cases.len() > 20);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What differs from Terraform, or from what we said before.
fn compare(case: &Path) -> Vec<String> {
    let (workspace, model, problems) = evaluate(case);
    let terraform: Json = read(&case.join("terraform.json")).unwrap();
    let mut wrong = Vec::new();
    let said: Vec<Json> = problems.iter().map(|p| told(&workspace, case, p)).collect();
    let errors = diagnostics(&terraform, "error");
    let warnings = diagnostics(&terraform, "warning");
    for error in &errors {
        if !said.iter().any(|said| is_same(said, error)) {
            wrong.push(format!("not said: {error}"));
        }
    }
    if errors.is_empty() && problems.iter().any(|problem| problem.fatal) {
        wrong.push("Terraform says of no error".to_owned());
    }
    if !warnings.is_empty() && problems.is_empty() {
        wrong.push("Terraform warns".to_owned());
    }
    if errors.is_empty() {
        for (name, expected) in terraform["outputs"].as_object().unwrap() {
            let found = output(&model, name);
            if !same_numbers(&found, expected) {
                wrong.push(format!("output.{name} is {found}, not {expected}"));
            }
        }
    }
    let file = case.join("expected.json");
    let mut found = serde_json::to_string_pretty(&said).unwrap();
    found.push('\n');
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&file, &found).unwrap();
    }
    if fs::read_to_string(&file).unwrap_or_default() != found {
        wrong.push(format!("not as expected: {found}"));
    }
    let name = case.display();
    wrong
        .iter()
        .map(|wrong| format!("{name}: {wrong}"))
        .collect()
}

fn read(file: &Path) -> Option<Json> {
    let text = fs::read_to_string(file).ok()?;
    Some(serde_json::from_str(&text).unwrap())
}

fn evaluate(case: &Path) -> (Arc<Workspace>, Model, Vec<Problem>) {
    let run = read(&case.join("run.json")).unwrap_or_default();
    let workspace = Arc::new(Workspace::open_with(
        Arc::new(Disk),
        &[case.to_path_buf()],
        OpenOptions::default(),
        inputs(case, &run),
    ));
    let [root] = workspace.roots() else {
        panic!("{} has not one root", case.display())
    };
    let (model, mut problems) = workspace.model(root, &ModelOptions::default());
    problems.extend(workspace.problems().iter().cloned());
    (workspace, model, problems)
}

fn inputs(case: &Path, run: &Json) -> Inputs {
    let environment = run["environment"].as_object().into_iter().flatten();
    let environment =
        environment.map(|(name, text)| (name.as_str().into(), text.as_str().unwrap().into()));
    let arguments: Vec<&str> = run["arguments"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|argument| argument.as_str().unwrap())
        .collect();
    let assignment = |pair: &[&str]| match pair {
        ["--var", text] => {
            let (name, text) = text.split_once('=').unwrap();
            Assignment::Value {
                name: name.into(),
                text: text.into(),
            }
        }
        ["--var-file", path] => Assignment::File(case.join(path)),
        other => panic!("{other:?}"),
    };
    Inputs {
        environment: environment.collect(),
        assignments: arguments.chunks(2).map(assignment).collect(),
        workspace: run["workspace"].as_str().map(Arc::from),
        data_directory: None,
    }
}

/// A problem with its place, paths as the case has them.
fn told(workspace: &Workspace, case: &Path, problem: &Problem) -> Json {
    let directory = format!("{}/", case.display()).replace('\\', "/");
    let within = |text: &str| text.replace(&directory, "");
    let place = problem.span.map(|span| {
        let source = workspace.sources().get(span.file());
        let line = source.position(span.range().start()).line;
        format!("{}:{line}", within(source.path()))
    });
    let place = place.or_else(|| problem.path.as_deref().map(within));
    json!({
        "fatal": problem.fatal,
        "place": place,
        "message": within(&problem.message),
        "help": problem.help.as_deref().map(within),
    })
}

fn diagnostics(terraform: &Json, severity: &str) -> Vec<Json> {
    let all = terraform["diagnostics"].as_array().unwrap().iter();
    all.filter(|diagnostic| diagnostic["severity"] == severity)
        .filter(|diagnostic| {
            let summary = diagnostic["summary"].as_str().unwrap();
            !LEFT_OUT
                .iter()
                .any(|left_out| summary.starts_with(left_out))
        })
        .cloned()
        .collect()
}

/// Whether we mark or at least name the line that Terraform marks. A file that is shown to hold a secret is only named.
fn is_same(said: &Json, error: &Json) -> bool {
    let Some(file) = error["file"].as_str() else {
        return true;
    };
    let place = format!("{file}:{}", error["line"]);
    said["place"] == place.as_str()
        || ["message", "help"].iter().any(|part| {
            said[part]
                .as_str()
                .is_some_and(|text| text.contains(&place))
        })
}

fn output(model: &Model, name: &str) -> Json {
    let found = model.of_type(EntityKind::Output, "").iter();
    let found = found
        .map(|&id| model.entity(id))
        .find(|entity| &*entity.name == name && entity.module.is_empty());
    let value = found.and_then(|entity| entity.values.as_mapping()?.get("value"));
    let hidden = |value: &Value| json!({ "hidden": format!("{:?}", value.as_unknown()) });
    value.map_or(Json::Null, |value| to_json(value, &hidden))
}

/// Whether the values are the same, where 1 and 1.0 are.
fn same_numbers(a: &Json, b: &Json) -> bool {
    match (a, b) {
        (Json::Number(a), Json::Number(b)) => a.as_f64() == b.as_f64(),
        (Json::Array(a), Json::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_numbers(a, b))
        }
        (Json::Object(a), Json::Object(b)) => {
            a.len() == b.len()
                && a.iter()
                    .all(|(key, a)| b.get(key).is_some_and(|b| same_numbers(a, b)))
        }
        _ => a == b,
    }
}
