//! Configurations and what they come to: `testdata/config/<case>`.
//!
//! `UPDATE=1 cargo test --test config` writes the expectations anew; one that is missing fails. A known value must be
//! the one that Terraform plans.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Map, Value as Json, json};

use cldlint::config::{Disk, ModelOptions, OpenOptions, Workspace};
use cldlint::model::{Entity, Need};
use cldlint::value::{Unknown, Value, to_json};

#[test]
fn configurations_come_to_what_is_expected() {
    let mut wrong = Vec::new();
    let mut cases: Vec<_> = std::fs::read_dir("testdata/config")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    cases.sort();
    for case in cases {
        let file = case.join("expected.json");
        let mut found = serde_json::to_string_pretty(&evaluate(&case)).unwrap();
        found.push('\n');
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&file, &found).unwrap();
        }
        if std::fs::read_to_string(&file).unwrap_or_default() != found {
            wrong.push(format!("{}:\n{found}", file.display()));
        }
    }
    assert!(wrong.is_empty(), "not as expected:\n{}", wrong.join("\n"));
}

/// The entities of the one root in a directory.
fn evaluate(case: &Path) -> Json {
    let open = |threads| {
        let paths = [case.to_path_buf()];
        Arc::new(Workspace::open(
            Arc::new(Disk),
            &paths,
            OpenOptions { threads },
        ))
    };
    let (workspace, other) = (open(1), open(8));
    let [root] = workspace.roots() else {
        panic!("{} has not one root", case.display())
    };
    let options = ModelOptions {
        wanted: &|_, _| Need::Values,
        reads: &|_, _| None,
        ..ModelOptions::default()
    };
    let (model, problems) = workspace.model(root, &options);
    let all = workspace.problems().iter().chain(&problems);
    let problems: Vec<&str> = all.map(|problem| problem.message.as_str()).collect();
    let entities: Map<String, Json> = model
        .entities()
        .map(|(_, entity)| (entity.address.to_string(), shown(entity)))
        .collect();
    let (again, _) = other.model(&other.roots()[0], &options);
    let again: Map<String, Json> = again
        .entities()
        .map(|(_, entity)| (entity.address.to_string(), shown(entity)))
        .collect();
    assert_eq!(entities, again, "the number of threads matters");
    json!({ "problems": problems, "entities": entities })
}

fn shown(entity: &Entity) -> Json {
    let values = to_json(&entity.values, &hidden);
    if entity.instances_unknown {
        return json!({ "any number of": values });
    }
    values
}

/// What stands for a value that is unknown or sensitive.
fn hidden(value: &Value) -> Json {
    let Some(unknown) = value.as_unknown() else {
        return json!({ "sensitive": true });
    };
    let mut told = Map::new();
    let reasons: Vec<String> = unknown.reasons.iter().map(ToString::to_string).collect();
    told.insert("unknown".to_owned(), reasons.into());
    if !unknown.references.is_empty() {
        told.insert("references".to_owned(), references(unknown));
    }
    if unknown.exact {
        told.insert("exact".to_owned(), true.into());
    }
    if let Some(prefix) = &unknown.prefix {
        told.insert("begins".to_owned(), (&**prefix).into());
    }
    if let Some(content) = &unknown.content {
        told.insert("content".to_owned(), to_json(content, &hidden));
    }
    told.into()
}

fn references(unknown: &Unknown) -> Json {
    let shown =
        |reference: &cldlint::value::Reference| format!("{} {}", reference.address, reference.path);
    unknown.references.iter().map(shown).collect()
}
