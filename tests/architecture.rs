//! Holds the direction of data flow: each module may use only the modules its row names.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read the sources should stop"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// A module of the crate and the modules it may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("value", &[]),
    ("syntax", &["text", "value"]),
    ("eval", &["text", "value", "syntax"]),
    ("standard", &["text", "value", "syntax", "eval"]),
    ("finding", &["text", "value"]),
    ("model", &["text", "value", "finding"]),
    ("config", &["text", "value", "syntax", "eval", "model"]),
    ("plan", &["text", "value", "model"]),
    (
        "rule",
        &[
            "text", "value", "syntax", "eval", "model", "finding", "standard",
        ],
    ),
    (
        "settings",
        &[
            "text", "value", "syntax", "eval", "model", "finding", "rule", "standard", "engine",
        ],
    ),
    (
        "engine",
        &[
            "text", "value", "eval", "model", "finding", "rule", "standard",
        ],
    ),
    ("fix", &["text", "finding", "model"]),
    ("report", &["text", "value", "finding", "standard", "model"]),
    ("github", &["finding", "report"]),
    ("show", &["text", "value", "model", "report"]),
];

#[test]
fn modules_use_only_what_comes_before_them() {
    let mut wrong = Vec::new();
    for file in rust_files(Path::new("src")) {
        let module = module_of(&file);
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == module) else {
            // `main`, `lib`, `cli` and `app` may use everything.
            assert!(
                ["main", "lib", "cli", "app"].contains(&module.as_str()),
                "src/{module} has no row in the table of modules"
            );
            continue;
        };
        let text = fs::read_to_string(&file).unwrap();
        // Tests may look further, and links in documentation bind nothing.
        let shipped = text.split("#[cfg(test)]").next().unwrap();
        let shipped: String = shipped
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        for used in shipped
            .match_indices("crate::")
            .filter_map(|(at, _)| first_name(&shipped[at + 7..]))
        {
            if used != module && !allowed.contains(&used) {
                wrong.push(format!("{} uses crate::{used}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The name below `src`, without its ending.
fn module_of(file: &Path) -> String {
    let first = file
        .components()
        .nth(1)
        .unwrap()
        .as_os_str()
        .to_str()
        .unwrap();
    first.trim_end_matches(".rs").to_owned()
}

fn first_name(text: &str) -> Option<&str> {
    let end = text
        .find(|c: char| !c.is_ascii_lowercase() && c != '_')
        .unwrap_or(text.len());
    (end > 0).then(|| &text[..end])
}
