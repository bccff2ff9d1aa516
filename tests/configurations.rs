//! Whole configurations beside what the real Terraform plans of them: `testdata/configurations/<case>`.
//!
//! Every attribute that a configuration writes, in every instance, and every output of the root:
//!
//! - A value that the evaluation claims to know is the planned one, without exception. Attributes are compared as the
//!   type that the provider's schema gives them, since the evaluation knows no schemas: `"8080"` is `8080` where the
//!   attribute is a number, and a set has no order. A string of the AWS provider that holds a JSON object is compared
//!   as that object: the provider writes policies in a form of its own. Outputs, `terraform_data` and what data
//!   sources make are compared as they are.
//!   A write-only argument (`_wo`) is null in every plan; source tells what is written, and plans are joined to that.
//! - The instances are the same.
//! - Of the planned values that stem from what is written (found by reading the blocks, not by evaluating them) nearly
//!   all are known. What is left out or null there may get a default of the provider, and does not count.
//!
//! Where Terraform was given values that the evaluation was not (`given.tfvars`), only the first two hold.
//!
//! `testdata/configurations/make.sh` makes the plans. `cargo test --test configurations -- --nocapture` tells what is
//! not known.

#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test that cannot read its data should stop, and says what is not known"
)]

mod planned;

use std::path::PathBuf;

use planned::{Case, Schemas, Tally};

/// What the evaluation knows before Terraform 1.11 does, each time rightly: later versions decide logical operators by
/// one operand, data sources that name or depend on a resource are read when it exists, and what applying gives in the
/// other cases does not depend on what is unknown.
const EARLY: &[&str] = &[
    "depends-on: aws_iam_policy.p.policy",
    "iam-policy-dynamic: output.dynamic",
    "unknown-flow: terraform_data.t.input[\"and\"]",
    "unknown-flow: terraform_data.t.input[\"null\"]",
    "unknown-flow: terraform_data.t.input[\"or\"]",
    "unknown-flow: terraform_data.t.input[\"same\"]",
];

/// What the evaluation does not know although Terraform does, by what the reason has in it.
const NOT_KNOWN: &[(&str, &str)] = &[
    (
        "has no result before apply",
        "the function is not evaluated, and says so",
    ),
    (
        "data.aws_partition.current is read by Terraform",
        "which partition it is follows from the provider's list of regions",
    ),
    (
        "data.aws_region.current is read by Terraform",
        "the region may come from the environment where it is not written",
    ),
    (
        "terraform_data.u.output",
        "that the type of an unknown value is known to be a string, Terraform takes from the provider's answer",
    ),
    (
        "aws_security_group.s.ingress is known after apply",
        "the order of a set of blocks depends on what the provider adds to them",
    ),
    (
        "aws_dynamodb_table.t.attribute is known after apply",
        "likewise; that sorting makes an order again is not seen",
    ),
    (
        "aws_kms_key.k.tags",
        "only the schema tells whether the provider chooses a value for what is null",
    ),
];

/// What is written as null, so that it gets the provider's default.
const DEFAULTS: &[&str] = &[
    "coercions: aws_security_group_rule.r.self = false",
    "count: aws_sqs_queue.many[0].fifo_queue = false",
    "nullable: module.given.aws_sns_topic.t.fifo_topic = false",
    "nullable: module.left_out.aws_sns_topic.t.fifo_topic = false",
];

#[test]
fn configurations_are_evaluated_as_terraform_plans_them() {
    let schemas = Schemas::read();
    let mut total = Tally::default();
    let (mut cases, mut resources) = (0, 0);
    for directory in directories() {
        match Case::read(&directory) {
            Ok(case) => {
                let mut tally = case.compare(&schemas);
                if tally.known == 0 && tally.unknown.is_empty() {
                    tally
                        .wrong
                        .push(format!("{}: nothing to compare", case.name));
                }
                if case.partial {
                    tally.unknown.clear();
                }
                resources += case.resources();
                total.add(tally);
            }
            Err(why) => total.wrong.push(why),
        }
        cases += 1;
    }
    for entry in &total.unknown {
        eprintln!("not known: {entry}");
        if !NOT_KNOWN.iter().any(|(reason, _)| entry.contains(reason)) {
            total
                .wrong
                .push(format!("{entry}, and no reason is listed"));
        }
    }
    let all = total.known + total.unknown.len();
    eprintln!(
        "{cases} configurations, {resources} resources, {} of {all} values known",
        total.known
    );
    let Tally {
        known,
        mut wrong,
        early,
        absent,
        ..
    } = total;
    unexpected("is left until apply", EARLY, &early, &mut wrong);
    let absent: Vec<String> = absent
        .into_iter()
        .map(|(at, planned)| format!("{at} = {planned}"))
        .collect();
    let only_planned = "has a value only in the plan";
    unexpected(only_planned, DEFAULTS, &absent, &mut wrong);
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(known * 100 >= all * 98, "too little is known");
    assert!(cases >= 80, "only {cases} configurations");
}

/// Notes what was found and is not listed, and what is listed and was not found.
fn unexpected(what: &str, listed: &[&str], found: &[String], wrong: &mut Vec<String>) {
    for at in found.iter().filter(|at| !listed.contains(&at.as_str())) {
        wrong.push(format!("{at} {what}"));
    }
    for at in listed.iter().filter(|at| !found.iter().any(|f| f == *at)) {
        wrong.push(format!("{at} is listed, and is not so"));
    }
}

fn directories() -> Vec<PathBuf> {
    let entries = std::fs::read_dir("testdata/configurations").unwrap();
    let mut directories: Vec<_> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    directories.sort();
    directories
}
