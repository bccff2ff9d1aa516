//! What is said of rule files that are wrong: `testdata/rule-errors/*.hcl`, each with the problems in a `.txt` beside it.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its data should stop"
)]

use std::fmt::Write as _;
use std::fs;

use cldlint::rule::RuleSet;
use cldlint::text::Sources;

#[test]
fn wrong_rules_are_refused_with_the_place_marked() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for file in fs::read_dir("testdata/rule-errors").unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "hcl") {
            continue;
        }
        count += 1;
        let found = problems(&fs::read_to_string(&path).unwrap());
        let golden = path.with_extension("txt");
        if std::env::var_os("CLDLINT_UPDATE").is_some() {
            fs::write(&golden, &found).unwrap();
        }
        if fs::read_to_string(&golden).unwrap_or_default() != found {
            wrong.push(format!("{}:\n{found}", golden.display()));
        }
    }
    assert!(count > 0, "there is nothing to test");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Each problem as `line:column: message`, what is marked, and the help.
fn problems(text: &str) -> String {
    let mut sources = Sources::default();
    sources.add("rules.hcl", text.as_bytes().to_vec());
    let mut out = String::new();
    let Err(refused) = RuleSet::load(sources) else {
        return out;
    };
    for problem in &refused.problems {
        let span = problem.span.unwrap();
        let source = refused.sources.get(span.file());
        let at = source.position(span.range().start());
        let marked = source.slice(span.range()).lines().next().unwrap_or("");
        let _ = writeln!(out, "{}:{}: {}", at.line, at.column, problem.message);
        let _ = writeln!(out, "    marks {marked:?}");
        if let Some(help) = &problem.help {
            let _ = writeln!(out, "    help: {help}");
        }
    }
    out
}
