//! A whole lint of input made to hurt: it ends, in time and memory linear in the input, with findings or with the reason
//! why it cannot tell. What parsing alone withstands is in `syntax_limits.rs`.
//!
//! Nothing is timed. What takes more than linear time here does not end within any patience.

#![expect(clippy::expect_used, reason = "a test that finds no root should stop")]

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use cldlint::config::{Memory, ModelOptions, OpenOptions, Workspace};
use cldlint::engine::Engine;
use cldlint::finding::Report;
use cldlint::rule::{RuleSet, Settings};
use cldlint::value::Reason;

fn lint(text: String) -> Report {
    let files = Memory::from_iter([("main.tf", text)]);
    let workspace = Workspace::open(Arc::new(files), &[PathBuf::new()], OpenOptions::default());
    let workspace = Arc::new(workspace);
    let engine = Engine::new(RuleSet::builtin(), Settings::default());
    let options = ModelOptions {
        wanted: &|kind, type_name| engine.wants(kind, type_name),
        reads: &|kind, type_name| engine.reads(kind, type_name),
        ..ModelOptions::default()
    };
    let root = workspace.roots().first().expect("one root");
    let (model, _) = workspace.model(root, &options);
    let (report, problems) = engine.run(&model);
    assert_eq!(problems, []);
    report
}

/// The volumes found to be in clear, and why others could not be judged.
fn volumes(text: String) -> (usize, Vec<Reason>) {
    let report = lint(text);
    let of_volumes = |id: &str| id == "aws-ebs-volume-unencrypted";
    let found = report
        .findings
        .iter()
        .filter(|finding| of_volumes(&finding.rule.id))
        .count();
    let undetermined = report
        .undetermined
        .iter()
        .filter(|finding| of_volumes(&finding.rule.id));
    (
        found,
        undetermined
            .flat_map(|finding| finding.reasons.clone())
            .collect(),
    )
}

fn repeated(count: usize, line: impl Fn(&mut String, usize)) -> String {
    let mut text = String::new();
    (0..count).for_each(|index| line(&mut text, index));
    text
}

#[test]
fn an_object_of_many_keys_is_searched() {
    let keys = repeated(100_000, |text, index| {
        writeln!(text, "    k{index} = {}", index == 7).unwrap();
    });
    let text = format!(
        "locals {{\n  m = {{\n{keys}  }}\n}}\nresource \"aws_ebs_volume\" \"a\" {{\n  encrypted = local.m.k7\n}}\n\
         resource \"aws_ebs_volume\" \"b\" {{\n  encrypted = local.m.k8\n}}\n"
    );
    assert_eq!(volumes(text), (1, vec![]));
}

#[test]
fn a_resource_of_many_attributes_is_judged() {
    let attributes = repeated(1_000_000, |text, index| {
        writeln!(text, "  a{index} = {index}").unwrap();
    });
    let body = format!("{{\n{attributes}  encrypted = false\n}}\n");
    assert_eq!(
        volumes(format!("resource \"aws_ebs_volume\" \"a\" {body}")),
        (1, vec![])
    );
}

#[test]
fn a_resource_of_many_attributes_is_referred_to_as_a_whole() {
    let attributes = repeated(200_000, |text, index| {
        writeln!(text, "  a{index} = {index}").unwrap();
    });
    let text = format!(
        "resource \"aws_vpc\" \"v\" {{\n{attributes}}}\nresource \"aws_ebs_volume\" \"a\" {{\n  \
         encrypted = length(keys(aws_vpc.v)) == 1\n}}\n"
    );
    let (found, reasons) = volumes(text);
    assert_eq!(found + usize::from(!reasons.is_empty()), 1);
}

#[test]
fn many_resources_are_judged() {
    let text = repeated(50_000, |text, index| {
        writeln!(
            text,
            "resource \"aws_ebs_volume\" \"v{index}\" {{\n  encrypted = {}\n}}",
            index % 1000 != 0
        )
        .unwrap();
    });
    assert_eq!(volumes(text), (50, vec![]));
}

#[test]
fn a_long_string_is_no_policy() {
    let report = lint(format!(
        "resource \"aws_iam_policy\" \"p\" {{\n  policy = \"{}\"\n}}\n",
        "a".repeat(20_000_000)
    ));
    assert_eq!((report.findings.len(), report.undetermined.len()), (0, 1));
}

#[test]
fn a_long_chain_of_operators_is_evaluated() {
    let text = format!(
        "resource \"aws_ebs_volume\" \"a\" {{\n  encrypted = true{}\n}}\n",
        " && true".repeat(1_000_000)
    );
    assert_eq!(volumes(text), (0, vec![]));
}

/// Each of these asks for more than there is room for.
#[test]
fn what_grows_without_bound_is_undetermined() {
    let volume = |body: &str| format!("resource \"aws_ebs_volume\" \"a\" {{\n  {body}\n}}\n");
    let doubling = repeated(60, |text, index| {
        writeln!(
            text,
            "  a{} = \"${{local.a{index}}}${{local.a{index}}}\"",
            index + 1
        )
        .unwrap();
    });
    let chain = repeated(100_000, |text, index| {
        writeln!(text, "  a{} = local.a{index}", index + 1).unwrap();
    });
    for text in [
        volume("count = 1000000000\n  encrypted = false"),
        volume("for_each = toset([for n in range(1000000000) : tostring(n)])\n  encrypted = false"),
        format!(
            "locals {{\n  a0 = \"0123456789\"\n{doubling}}}\n{}",
            volume("encrypted = local.a60 == \"x\"")
        ),
        format!(
            "locals {{\n  a0 = false\n{chain}}}\n{}",
            volume("encrypted = local.a100000")
        ),
        format!(
            "locals {{\n  a = local.b\n  b = local.a\n}}\n{}",
            volume("encrypted = local.a")
        ),
    ] {
        let (found, reasons) = volumes(text);
        assert_eq!(found, 0);
        assert!(
            matches!(
                reasons.first(),
                Some(Reason::Limit(_) | Reason::Cycle(_) | Reason::Instances(_))
            ),
            "{reasons:?}"
        );
    }
}
