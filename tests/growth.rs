//! The memory that a model takes grows with the instances in it, and with nothing more. A test program of its own, so
//! that nothing else takes memory meanwhile.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test that finds no root should stop")]

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use cldlint::config::{Memory, ModelOptions, OpenOptions, Workspace};
use cldlint::model::Model;

/// A module with some resources, called so often, each time by a call of its own.
fn configuration(calls: usize) -> Vec<(&'static str, String)> {
    let mut main = String::new();
    for call in 0..calls {
        writeln!(
            main,
            "module \"m{call}\" {{\n  source = \"./m\"\n  n = {call}\n}}"
        )
        .unwrap();
    }
    let mut module = String::from("variable \"n\" {}\n");
    for resource in 0..20 {
        writeln!(
            module,
            "resource \"aws_sqs_queue\" \"q{resource}\" {{\n  name = \"queue-${{var.n}}-{resource}\"\n  delay_seconds = var.n\n}}"
        )
        .unwrap();
    }
    vec![("main.tf", main), ("m/main.tf", module)]
}

fn model(calls: usize) -> (Arc<Workspace>, Model) {
    let files: Memory = configuration(calls).into_iter().collect();
    let workspace = Workspace::open(Arc::new(files), &[PathBuf::new()], OpenOptions::default());
    let workspace = Arc::new(workspace);
    let (model, problems) = workspace.model(&workspace.roots()[0], &ModelOptions::default());
    assert_eq!(problems, []);
    (workspace, model)
}

/// How many kilobytes of memory this program has.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.unwrap()
        .trim()
        .trim_end_matches(" kB")
        .parse()
        .unwrap()
}

#[test]
fn memory_grows_with_instances() {
    let taken = |calls| {
        let before = resident();
        let (workspace, model) = model(calls);
        assert_eq!(workspace.sources().all().len(), 2);
        let resources = model
            .entities()
            .filter(|(_, e)| &*e.type_name == "aws_sqs_queue");
        assert_eq!(resources.count(), calls * 20);
        let taken = resident().saturating_sub(before);
        // What is freed would serve the next one.
        std::mem::forget((workspace, model));
        taken
    };
    taken(10);
    let few = taken(500);
    let many = taken(4000);
    assert!(
        few > 0 && many < few * 8 * 2,
        "{few} kB for 500 calls, {many} kB for 4000"
    );
}
