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
    lint_files([("main.tf".to_owned(), text)])
}

fn open(files: impl IntoIterator<Item = (String, String)>) -> Arc<Workspace> {
    let files: Memory = files.into_iter().collect();
    let workspace = Workspace::open(Arc::new(files), &[PathBuf::new()], OpenOptions::default());
    Arc::new(workspace)
}

fn lint_files(files: impl IntoIterator<Item = (String, String)>) -> Report {
    lint_workspace(&open(files))
}

/// The report on the first root.
fn lint_workspace(workspace: &Arc<Workspace>) -> Report {
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
fn objects_of_many_keys_in_no_order_are_made() {
    let keys = repeated(100_000, |text, index| {
        writeln!(text, "    \"{}\" = true", index * 7919 % 100_000).unwrap();
    });
    let made = [
        "jsondecode(jsonencode(local.m))",
        "yamldecode(yamlencode(local.m))",
        "{ for key in keys(local.m) : sha1(key) => true }",
        "{ for key in keys(local.m) : sha1(key) => true... }",
        "merge([for key in keys(local.m) : { (sha1(key)) = true }]...)",
        "zipmap([for key in keys(local.m) : sha1(key)], values(local.m))",
    ];
    let volumes_of = repeated(made.len(), |text, index| {
        writeln!(
            text,
            "resource \"aws_ebs_volume\" \"v{index}\" {{\n  encrypted = length({}) == 100000\n}}",
            made[index]
        )
        .unwrap();
    });
    let text = format!("locals {{\n  m = {{\n{keys}  }}\n}}\n{volumes_of}");
    assert_eq!(volumes(text), (0, vec![]));
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

fn module_call(name: &str, source: &str, arguments: &str) -> String {
    format!("module \"{name}\" {{\n  source = \"{source}\"\n  {arguments}\n}}\n")
}

const VOLUME_OF_VARIABLE: &str =
    "variable \"on\" {}\nresource \"aws_ebs_volume\" \"v\" {\n  encrypted = var.on\n}\n";

#[test]
fn what_goes_in_circles_is_undetermined() {
    let volume =
        |value: &str| format!("resource \"aws_ebs_volume\" \"a\" {{\n  encrypted = {value}\n}}\n");
    let circles = [
        volume("aws_ebs_volume.a.encrypted"),
        volume("aws_vpc.a.x")
            + "resource \"aws_vpc\" \"a\" {\n  x = aws_vpc.b.x\n}\nresource \"aws_vpc\" \"b\" {\n  x = aws_vpc.a.x\n}\n",
        volume("local.l") + "locals {\n  l = [for x in [1] : local.m][0]\n  m = { a = local.l }.a\n}\n",
        "resource \"aws_ebs_volume\" \"a\" {\n  count = length(aws_ebs_volume.a)\n  encrypted = false\n}\n".to_owned(),
        "resource \"aws_ebs_volume\" \"a\" {\n  for_each = aws_ebs_volume.b\n  encrypted = each.value.encrypted\n}\n\
         resource \"aws_ebs_volume\" \"b\" {\n  for_each = aws_ebs_volume.a\n  encrypted = false\n}\n"
            .to_owned(),
        volume("length(data.aws_iam_policy_document.a.json) == 1")
            + "data \"aws_iam_policy_document\" \"a\" {\n  source_json = data.aws_iam_policy_document.a.json\n}\n",
    ];
    for text in circles {
        let (found, reasons) = volumes(text);
        assert_eq!(found, 0);
        let cycles = |reason: &Reason| matches!(reason, Reason::Cycle(_) | Reason::Instances(_));
        assert!(reasons.iter().any(cycles), "{reasons:?}");
    }
}

#[test]
fn modules_that_pass_values_in_circles_are_undetermined() {
    let report = lint_files([
        (
            "main.tf".to_owned(),
            module_call("a", "./m", "on = module.b.on")
                + &module_call("b", "./m", "on = module.a.on"),
        ),
        (
            "m/main.tf".to_owned(),
            format!("{VOLUME_OF_VARIABLE}output \"on\" {{\n  value = var.on\n}}\n"),
        ),
    ]);
    assert!(report.findings.is_empty());
    let reasons: Vec<_> = report
        .undetermined
        .iter()
        .flat_map(|f| &f.reasons)
        .collect();
    assert!(
        reasons
            .iter()
            .any(|reason| matches!(reason, Reason::Cycle(_))),
        "{reasons:?}"
    );
}

#[test]
fn modules_that_call_themselves_are_named() {
    let text = module_call("m", "./m", "") + VOLUME_OF_VARIABLE;
    let around = module_call("n", "../m", "");
    for files in [
        vec![("main.tf", module_call("m", ".", ""))],
        vec![
            ("main.tf", text.clone()),
            ("m/main.tf", module_call("m", ".", "")),
        ],
        vec![
            ("main.tf", text),
            ("m/main.tf", module_call("n", "../n", "")),
            ("n/main.tf", around),
        ],
    ] {
        let workspace = open(
            files
                .into_iter()
                .map(|(path, text)| (path.to_owned(), text)),
        );
        let root = workspace.roots().first().expect("one root");
        let (_, problems) = workspace.model(root, &ModelOptions::default());
        let named = problems
            .iter()
            .any(|problem| problem.message.contains("refers to itself"));
        assert!(named, "{problems:?}");
    }
}

#[test]
fn modules_within_modules_end() {
    let deep = 2000;
    let mut files = vec![("main.tf".to_owned(), module_call("m", "./m0", ""))];
    files.extend((0..deep).map(|level| {
        let call = module_call("m", &format!("../m{}", level + 1), "");
        (format!("m{level}/main.tf"), call)
    }));
    files.push((format!("m{deep}/main.tf"), VOLUME_OF_VARIABLE.to_owned()));
    let workspace = open(files);
    let root = workspace.roots().first().expect("one root");
    let (model, problems) = workspace.model(root, &ModelOptions::default());
    assert!(model.entities().count() <= deep);
    assert!(
        problems[0].message.contains("modules within modules"),
        "{problems:?}"
    );
}

#[test]
fn modules_that_double_at_each_level_end() {
    let mut files = vec![("main.tf".to_owned(), module_call("m", "./m0", "count = 2"))];
    files.extend((0..40).map(|level| {
        let source = format!("../m{}", level + 1);
        let calls = module_call("a", &source, "") + &module_call("b", &source, "");
        (format!("m{level}/main.tf"), calls)
    }));
    files.push(("m40/main.tf".to_owned(), VOLUME_OF_VARIABLE.to_owned()));
    let workspace = open(files);
    let root = workspace.roots().first().expect("one root");
    let (model, problems) = workspace.model(root, &ModelOptions::default());
    assert!(
        model.entities().count() <= 200_000,
        "{}",
        model.entities().count()
    );
    let limit = |message: &str| message.contains("the number of module instances");
    assert!(
        problems.iter().any(|problem| limit(&problem.message)),
        "{problems:?}"
    );
}

#[test]
fn a_module_of_a_thousand_million_instances_is_undetermined() {
    for repeated in [
        "count = 1000000000",
        "for_each = toset([for n in setproduct(range(200), range(100)) : \"${n[0]}-${n[1]}\"])",
    ] {
        let report = lint_files([
            (
                "main.tf".to_owned(),
                module_call("m", "./m", &format!("{repeated}\n  on = false")),
            ),
            ("m/main.tf".to_owned(), VOLUME_OF_VARIABLE.to_owned()),
        ]);
        assert!(report.findings.is_empty());
        let reasons = report
            .undetermined
            .iter()
            .flat_map(|finding| &finding.reasons);
        let known = |reason: &Reason| matches!(reason, Reason::Instances(_) | Reason::Limit(_));
        assert!(reasons.into_iter().any(known));
    }
}

#[test]
fn loops_within_loops_end() {
    let volume =
        |value: &str| format!("resource \"aws_ebs_volume\" \"a\" {{\n  encrypted = {value}\n}}\n");
    let numbers = "range(1000)";
    let doubling = repeated(60, |text, index| {
        writeln!(text, "  l{} = [local.l{index}, local.l{index}]", index + 1).unwrap();
    });
    for text in [
        volume(&format!(
            "length(jsonencode([for a in {numbers} : [for b in {numbers} : [for c in {numbers} : a]]])) == 1"
        )),
        format!(
            "locals {{\n  l0 = [1, 2]\n{doubling}}}\n{}",
            volume("length(flatten(local.l60)) == 1")
        ),
        format!(
            "locals {{\n  l0 = [1, 2]\n{doubling}}}\n{}",
            volume("length(jsonencode(local.l60)) == 1")
        ),
        volume("length(setproduct(range(1000), range(1000), range(1000))) == 1"),
    ] {
        let (found, reasons) = volumes(text);
        assert_eq!(found, 0);
        assert!(
            matches!(reasons.first(), Some(Reason::Limit(_))),
            "{reasons:?}"
        );
    }
}

#[test]
fn a_dynamic_block_of_very_many_is_undetermined() {
    let report = lint(
        "resource \"aws_security_group\" \"s\" {\n  dynamic \"ingress\" {\n    for_each = setproduct(range(200), range(100))\n    content {\n      \
         from_port = ingress.value[0]\n      to_port = 22\n      protocol = \"tcp\"\n      cidr_blocks = [\"0.0.0.0/0\"]\n    }\n  }\n}\n"
            .to_owned(),
    );
    let reasons: Vec<_> = report
        .undetermined
        .iter()
        .flat_map(|f| &f.reasons)
        .collect();
    assert!(
        reasons
            .iter()
            .any(|reason| matches!(reason, Reason::Limit(_))),
        "{reasons:?}"
    );
}

/// The calls of one module, each its own block or all of one.
fn calls_of_a_module(count: usize, in_one: bool) -> Vec<(String, String)> {
    let text = if in_one {
        module_call(
            "m",
            "./m",
            &format!("count = {count}\n  on = count.index < 3"),
        )
    } else {
        repeated(count, |text, index| {
            let on = format!("on = {}", index < 3);
            text.push_str(&module_call(&format!("m{index}"), "./m", &on));
        })
    };
    vec![
        ("main.tf".to_owned(), text),
        ("m/main.tf".to_owned(), VOLUME_OF_VARIABLE.to_owned()),
    ]
}

#[test]
fn a_module_called_often_is_read_once_and_judged_each_time() {
    for in_one in [false, true] {
        let workspace = open(calls_of_a_module(500, in_one));
        assert_eq!(workspace.sources().all().len(), 2);
        let report = lint_workspace(&workspace);
        let of_volumes = report
            .findings
            .iter()
            .filter(|finding| &*finding.rule.id == "aws-ebs-volume-unencrypted");
        assert_eq!(of_volumes.count(), 497);
    }
}
