//! Plans that are cut off, damaged or wrong: a lint of them ends with an error that names the place, or with findings, and
//! never by a bug.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its plan should stop"
)]

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use cldlint::config::{Disk, ModelOptions, OpenOptions, Workspace};
use cldlint::engine::Engine;
use cldlint::plan::{self, Form, InputError, Needs};
use cldlint::rule::{RuleSet, Settings};
use serde_json::Value;

const CASE: &str = "testdata/rules/aws-security-group-admin-port-open-to-world/fails";

/// Runs the whole of a lint, with the source and without; the number of findings, or why there are none.
struct Lint {
    engine: Engine<'static>,
    workspace: Arc<Workspace>,
}

impl Lint {
    fn new() -> Self {
        let paths = [Path::new(CASE).to_path_buf()];
        let workspace = Workspace::open(Arc::new(Disk), &paths, OpenOptions::default());
        Self {
            engine: Engine::new(RuleSet::builtin(), Settings::default()),
            workspace: Arc::new(workspace),
        }
    }

    fn read(&self, bytes: &[u8]) -> Result<plan::Plan, InputError> {
        let wanted = |kind, type_name: &str| self.engine.wants(kind, type_name);
        let reads = |kind, type_name: &str| self.engine.reads(kind, type_name);
        let needs = Needs {
            wanted: &wanted,
            reads: &reads,
        };
        plan::read_from("plan.json", bytes, &needs)
    }

    fn alone(&self, bytes: &[u8]) -> Result<usize, InputError> {
        let (model, _) = self.read(bytes)?.into_model();
        let (report, bugs) = self.engine.run(&model);
        assert_eq!(bugs, []);
        Ok(report.findings.len())
    }

    fn joined(&self, bytes: &[u8]) -> Result<usize, InputError> {
        let plan = self.read(bytes)?;
        let options = ModelOptions {
            variables: plan.variables().clone(),
            ..ModelOptions::default()
        };
        let root = &self.workspace.roots()[0];
        let (source, _) = self.workspace.model(root, &options);
        let (report, bugs) = self.engine.run(&plan.join(source).0);
        assert_eq!(bugs, []);
        Ok(report.findings.len())
    }
}

fn plan_bytes() -> Vec<u8> {
    fs::read(Path::new(CASE).join("plan.json")).unwrap()
}

/// Whether an error says where: a place in the text, or what the whole input is.
fn names_the_place(error: &InputError) -> bool {
    let whole = matches!(
        error,
        InputError::Empty
            | InputError::NotAPlan(_)
            | InputError::Version(_)
            | InputError::StateVersion(_)
            | InputError::Encrypted
            | InputError::Events
            | InputError::OtherOutput(_)
    );
    whole || error.to_string().contains("line ")
}

#[test]
fn a_plan_that_is_cut_off_ends_the_run_with_its_place() {
    let bytes = plan_bytes();
    for percent in 0..100 {
        let end = bytes.len() * percent / 100;
        let mut child = Command::new(env!("CARGO_BIN_EXE_cldlint"))
            .args(["check", "-", "--format", "json"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .current_dir(env!("CARGO_TARGET_TMPDIR"))
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(&bytes[..end])
            .unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{percent} %");
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let message = report["problems"][0]["message"].as_str().unwrap();
        let expected = match end {
            0 => "the file is empty",
            _ => "the JSON is cut off: it ends at line ",
        };
        assert!(message.starts_with(expected), "{percent} %: {message}");
    }
}

#[test]
fn what_is_cut_off_within_its_packing_is_told() {
    let lint = Lint::new();
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(&plan_bytes()).unwrap();
    let packed = packer.finish().unwrap();
    let wide: Vec<u8> = String::from_utf8(plan_bytes())
        .unwrap()
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(lint.alone(&packed), lint.alone(&plan_bytes()));
    assert_eq!(lint.alone(&wide), lint.alone(&plan_bytes()));
    for percent in 1..100 {
        for whole in [&packed, &wide] {
            let error = lint
                .alone(&whole[..whole.len() * percent / 100])
                .unwrap_err();
            assert!(names_the_place(&error), "{percent} %: {error}");
        }
    }
}

/// A sequence that looks random, and is the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap()
    }
}

#[test]
fn flipped_bytes_end_in_an_error_or_findings() {
    let lint = Lint::new();
    let whole = plan_bytes();
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let (mut refused, mut judged) = (0, 0);
    for round in 0..400 {
        let mut bytes = whole.clone();
        for _ in 0..=round % 3 {
            let at = dice.roll(bytes.len());
            bytes[at] ^= 1 << dice.roll(8);
        }
        let results = [lint.alone(&bytes), lint.joined(&bytes)];
        for result in results {
            match result {
                Ok(_) => judged += 1,
                Err(error) => {
                    refused += 1;
                    assert!(names_the_place(&error), "{error}");
                }
            }
        }
    }
    assert!(
        refused > 100 && judged > 100,
        "{refused} refused, {judged} judged"
    );
}

/// The pointers to all values of a JSON value.
fn pointers(json: &Value, at: &str, into: &mut Vec<String>) {
    into.push(at.to_owned());
    match json {
        Value::Object(entries) => {
            for (key, entry) in entries {
                let key = key.replace('~', "~0").replace('/', "~1");
                pointers(entry, &format!("{at}/{key}"), into);
            }
        }
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                pointers(element, &format!("{at}/{index}"), into);
            }
        }
        _ => {}
    }
}

/// Puts each of some wrong values in the place of each value of a document.
fn with_wrong_values(whole: &Value, lint: impl Fn(&[u8]) -> Result<usize, InputError>) {
    let mut all = Vec::new();
    pointers(whole, "", &mut all);
    let (mut refused, mut judged) = (0, 0);
    for pointer in &all {
        for wrong in [
            "null",
            "true",
            "-1e300",
            "\"x\"",
            "[]",
            "[[null]]",
            "{\"a\":[\"b\"]}",
        ] {
            let mut changed = whole.clone();
            *changed.pointer_mut(pointer).unwrap() = serde_json::from_str(wrong).unwrap();
            match lint(changed.to_string().as_bytes()) {
                Ok(_) => judged += 1,
                Err(error) => {
                    refused += 1;
                    assert!(names_the_place(&error), "{pointer} = {wrong}: {error}");
                }
            }
        }
    }
    assert!(
        refused > 50 && judged > 50,
        "{refused} refused, {judged} judged"
    );
}

#[test]
fn wrong_types_in_a_plan_end_in_an_error_or_findings() {
    let lint = Lint::new();
    let mut whole: Value = serde_json::from_slice(&plan_bytes()).unwrap();
    // The values that no part of cldlint reads are many and all alike.
    whole.as_object_mut().unwrap().remove("planned_values");
    whole["resource_changes"]
        .as_array_mut()
        .unwrap()
        .truncate(3);
    with_wrong_values(&whole, |bytes| lint.joined(bytes));
}

#[test]
fn wrong_types_in_a_state_end_in_an_error_or_findings() {
    let lint = Lint::new();
    let stored = serde_json::json!({
        "version": 4, "terraform_version": "1.11.4", "serial": 1, "lineage": "x", "outputs": {},
        "resources": [{
            "module": "module.m[0]", "mode": "managed", "type": "aws_security_group", "name": "g", "provider": "p",
            "instances": [{
                "index_key": "k", "schema_version": 1,
                "attributes": { "name": "g", "ingress": [{ "from_port": 22, "to_port": 22, "cidr_blocks": ["0.0.0.0/0"], "protocol": "tcp" }] },
                "sensitive_attributes": [[{ "type": "get_attr", "value": "ingress" }, { "type": "index", "value": { "value": 0, "type": "number" } }]],
            }],
        }],
    });
    let shown = serde_json::json!({
        "format_version": "1.0", "terraform_version": "1.11.4",
        "values": { "root_module": { "resources": [], "child_modules": [{ "address": "module.m", "resources": [{
            "address": "module.m.aws_ebs_volume.v[0]", "mode": "managed", "type": "aws_ebs_volume", "name": "v", "index": 0,
            "values": { "encrypted": false }, "sensitive_values": { "encrypted": true },
        }]}]}},
    });
    for state in [stored, shown] {
        let plan = lint.read(state.to_string().as_bytes()).unwrap();
        assert_eq!(plan.form(), Form::State);
        with_wrong_values(&state, |bytes| lint.alone(bytes));
    }
}

#[test]
fn parts_that_are_deep_or_many_end() {
    let lint = Lint::new();
    let plan = |key: &str, value: &str| {
        format!("{{\"format_version\":\"1.2\",\"planned_values\":{{}},\"{key}\":{value}}}")
    };
    let deep = "[".repeat(3_000_000) + &"]".repeat(3_000_000);
    assert_eq!(lint.alone(plan("ignored", &deep).as_bytes()), Ok(0));
    let objects = "{\"a\":".repeat(1_000_000) + "1" + &"}".repeat(1_000_000);
    assert_eq!(lint.alone(plan("ignored", &objects).as_bytes()), Ok(0));
    let modules = "{\"child_modules\":[".repeat(200_000) + &"]}".repeat(200_000);
    let state = format!("{{\"format_version\":\"1.0\",\"values\":{{\"root_module\":{modules}}}}}");
    assert!(matches!(
        lint.alone(state.as_bytes()),
        Err(InputError::TooDeep(_))
    ));
    let long = format!("\"{}\"", "x".repeat(3_000_000));
    assert_eq!(lint.alone(plan("ignored", &long).as_bytes()), Ok(0));
    let many = format!("[{}1]", "1,".repeat(1_000_000));
    assert_eq!(lint.alone(plan("ignored", &many).as_bytes()), Ok(0));
}
