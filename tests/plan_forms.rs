//! The forms that plans and states come in say the same; what is neither is told with the way out.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot run the command should stop"
)]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

const PLAN: &str = "testdata/rules/aws-ebs-volume-unencrypted/fails/plan.json";

fn directory(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("plan-forms")
        .join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(path.join(".git")).unwrap();
    path
}

/// What a run prints, and its exit status.
fn run(directory: &Path, arguments: &[&str], input: &[u8]) -> (String, String, Option<i32>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_cldlint"))
        .arg("check")
        .args(arguments)
        .current_dir(directory)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Who reads no standard input may be gone before it is written.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    (
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
        output.status.code(),
    )
}

/// The report on an input in a file, with its exit status.
fn report(directory: &Path, bytes: &[u8]) -> (Value, Option<i32>) {
    fs::write(directory.join("input"), bytes).unwrap();
    let (text, errors, status) = run(directory, &["input", "--format", "json"], b"");
    assert_eq!(errors, "");
    (serde_json::from_str(&text).unwrap(), status)
}

/// The lines of a run on an input in a file.
fn text(directory: &Path, bytes: &[u8], arguments: &[&str], status: i32) -> String {
    fs::write(directory.join("input"), bytes).unwrap();
    let all: Vec<&str> = ["input"].iter().chain(arguments).copied().collect();
    let (text, errors, found) = run(directory, &all, b"");
    assert_eq!(found, Some(status), "{text}{errors}");
    text
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn wide(text: &str, unit: fn(u16) -> [u8; 2], mark: &[u8]) -> Vec<u8> {
    let units = text.encode_utf16().flat_map(unit);
    mark.iter().copied().chain(units).collect()
}

#[test]
fn every_form_of_a_plan_says_the_same() {
    let directory = directory("same");
    let original = fs::read_to_string(PLAN).unwrap();
    let json: Value = serde_json::from_str(&original).unwrap();
    let (expected, status) = report(&directory, original.as_bytes());
    assert_eq!(status, Some(1));
    assert!(!expected["findings"].as_array().unwrap().is_empty());
    let one_line = json.to_string();
    let pretty = serde_json::to_string_pretty(&json).unwrap();
    let wrapped = format!(
        "[command]/opt/terraform-bin show -json tfplan\n{one_line}\n::debug::Terraform exited with code 0.\n::set-output name=x::{{}}\n"
    );
    let logged = format!("Downloading the plan...\r\nWarning: {{deprecated}}\r\n{pretty}\r\n");
    let marked = [b"\xef\xbb\xbf", one_line.as_bytes()].concat();
    let members = [
        gzip(&one_line.as_bytes()[..100]),
        gzip(&one_line.as_bytes()[100..]),
    ];
    let forms: &[(&str, Vec<u8>)] = &[
        ("one line", one_line.clone().into_bytes()),
        ("pretty", pretty.clone().into_bytes()),
        ("CRLF", pretty.replace('\n', "\r\n").into_bytes()),
        ("mark", marked.clone()),
        ("UTF-16 LE", wide(&one_line, u16::to_le_bytes, b"\xff\xfe")),
        ("UTF-16 BE", wide(&one_line, u16::to_be_bytes, b"\xfe\xff")),
        ("UTF-16 LE, no mark", wide(&pretty, u16::to_le_bytes, b"")),
        ("UTF-16 BE, no mark", wide(&pretty, u16::to_be_bytes, b"")),
        ("gzip", gzip(pretty.as_bytes())),
        ("gzip in members", members.concat()),
        (
            "gzip of UTF-16",
            gzip(&wide(&pretty, u16::to_le_bytes, b"\xff\xfe")),
        ),
        ("gzip of a mark", gzip(&marked)),
        ("wrapped", wrapped.clone().into_bytes()),
        (
            "wrapped, UTF-16",
            wide(&wrapped, u16::to_le_bytes, b"\xff\xfe"),
        ),
        ("logged", logged.into_bytes()),
    ];
    for (name, bytes) in forms {
        assert_eq!(
            report(&directory, bytes),
            (expected.clone(), status),
            "{name}"
        );
        let (piped, errors, _) = run(&directory, &["-", "--format", "json"], bytes);
        assert_eq!(errors, "", "{name}");
        let piped = piped.replace("\"standard input\"", "\"input\"");
        assert_eq!(
            serde_json::from_str::<Value>(&piped).unwrap(),
            expected,
            "{name}"
        );
    }
    for (from, version) in [
        ("1.2", "0.1"),
        ("1.2", "0.2"),
        ("1.2", "1.0"),
        ("1.2", "1.1"),
    ] {
        let old = one_line.replace(
            &format!("\"format_version\":\"{from}\""),
            &format!("\"format_version\":\"{version}\""),
        );
        assert_eq!(
            report(&directory, old.as_bytes()),
            (expected.clone(), status)
        );
    }
}

#[test]
fn a_newer_minor_version_is_read_with_a_note() {
    let directory = directory("newer");
    let newer = fs::read_to_string(PLAN)
        .unwrap()
        .replace("\"format_version\":\"1.2\"", "\"format_version\":\"1.99\"")
        .replace(
            "\"resource_changes\":[",
            "\"resource_changes\":[{\"address\":\"list.a.b\",\"mode\":\"list\",\"type\":\"a\",\"name\":\"b\"},",
        );
    let (report, status) = report(&directory, newer.as_bytes());
    assert_eq!(status, Some(1));
    let problem = &report["problems"][0];
    assert_eq!(problem["fatal"], false);
    let message = "format_version 1.99 is newer than this cldlint knows";
    assert_eq!(problem["message"], message);
}

#[test]
fn several_plans_make_one_report() {
    let directory = directory("several");
    let plan = fs::read(PLAN).unwrap();
    fs::write(directory.join("a.json"), &plan).unwrap();
    fs::write(directory.join("b.json.gz"), gzip(&plan)).unwrap();
    fs::write(directory.join("c.json"), "{").unwrap();
    let names = ["a.json", "b.json.gz", "c.json", "--format", "json"];
    let (text, _, status) = run(&directory, &names, b"");
    assert_eq!(status, Some(2));
    let report: Value = serde_json::from_str(&text).unwrap();
    let of = |input: &str| {
        let findings = report["findings"].as_array().unwrap();
        findings.iter().filter(|it| it["input"] == input).count()
    };
    assert!(of("a.json") > 0, "{text}");
    assert_eq!(of("a.json"), of("b.json.gz"));
    assert_eq!(report["problems"][0]["file"], "c.json", "{text}");
}

#[test]
fn damaged_forms_are_told_with_their_place() {
    let directory = directory("damaged");
    let plan = fs::read(PLAN).unwrap();
    let packed = gzip(&plan);
    let cut = text(&directory, &packed[..packed.len() / 2], &[], 2);
    assert!(cut.contains("cannot be read on from line"), "{cut}");
    let mut flipped = packed.clone();
    flipped[packed.len() / 2] ^= 0xff;
    let flipped = text(&directory, &flipped, &[], 2);
    assert!(flipped.contains("error[input]"), "{flipped}");
    let half = [&plan[..], b"\n{}"].concat();
    let trailing = text(&directory, &half, &[], 2);
    assert!(
        trailing.contains("something follows the JSON at line"),
        "{trailing}"
    );
}

#[test]
fn the_events_of_a_plan_are_explained() {
    let directory = directory("events");
    let events = "{\"@level\":\"info\",\"@message\":\"Terraform 1.11.4\",\"type\":\"version\"}\n{\"@level\":\"info\"}\n";
    for events in [
        events.to_owned(),
        format!("[command]terraform plan -json\n{events}"),
    ] {
        let text = text(&directory, events.as_bytes(), &[], 2);
        for part in [
            "the events that `terraform plan -json` prints",
            "terraform plan -out=PLAN",
        ] {
            assert!(text.contains(part), "{text}");
        }
    }
}

/// A state of two volumes, as `terraform show -json` prints it.
fn shown_state() -> Value {
    let volume = |address: &str, index: Value, encrypted: bool| {
        json!({
            "address": address, "mode": "managed", "type": "aws_ebs_volume", "name": "v", "index": index,
            "provider_name": "registry.terraform.io/hashicorp/aws", "schema_version": 0,
            "values": { "availability_zone": "eu-west-1a", "encrypted": encrypted, "id": address, "size": 8 },
            "sensitive_values": { "availability_zone": true },
        })
    };
    json!({
        "format_version": "1.0", "terraform_version": "1.11.4",
        "values": { "root_module": {
            "resources": [volume("aws_ebs_volume.v[0]", 0.into(), true), volume("aws_ebs_volume.v[1]", 1.into(), false)],
            "child_modules": [{
                "resources": [volume("module.m[\"a.b\"].aws_ebs_volume.v", Value::Null, false)],
                "address": "module.m[\"a.b\"]",
            }],
        }},
    })
}

/// The same, as Terraform stores it.
fn stored_state() -> Value {
    let instance = |key: Value, id: &str, encrypted: bool| {
        json!({
            "index_key": key, "schema_version": 0,
            "attributes": { "availability_zone": "eu-west-1a", "encrypted": encrypted, "id": id, "size": 8 },
            "sensitive_attributes": [[{ "type": "get_attr", "value": "availability_zone" }]],
        })
    };
    let mut inner = instance(Value::Null, "c", false);
    inner.as_object_mut().unwrap().remove("index_key");
    let mut deposed = instance(1.into(), "d", false);
    deposed["deposed"] = "00000000".into();
    let resource = |module: Option<&str>, instances: Vec<Value>| {
        let mut resource = json!({
            "mode": "managed", "type": "aws_ebs_volume", "name": "v",
            "provider": "provider[\"registry.terraform.io/hashicorp/aws\"]", "instances": instances,
        });
        if let Some(module) = module {
            resource["module"] = module.into();
        }
        resource
    };
    json!({
        "version": 4, "terraform_version": "1.11.4", "serial": 3, "lineage": "x", "outputs": {},
        "resources": [
            resource(None, vec![instance(0.into(), "a", true), instance(1.into(), "b", false), deposed]),
            resource(Some("module.m[\"a.b\"]"), vec![inner]),
        ],
        "check_results": null,
    })
}

/// Address, place in the source and pointer of each finding.
fn places(report: &Value) -> Vec<(String, Value, String)> {
    let findings = report["findings"].as_array().unwrap();
    let place = |finding: &Value| {
        let text = |key: &str| finding[key].as_str().unwrap_or("").to_owned();
        (text("address"), finding["line"].clone(), text("pointer"))
    };
    findings.iter().map(place).collect()
}

#[test]
fn states_are_judged_as_what_is_deployed() {
    let directory = directory("states");
    let shown = shown_state().to_string();
    let stored = stored_state();
    let sorted = serde_json::to_string(
        &serde_json::from_value::<std::collections::BTreeMap<String, Value>>(stored.clone())
            .unwrap(),
    )
    .unwrap();
    let at = |addresses: [&str; 2], pointers: [&str; 2]| {
        let of = |index: usize| {
            (
                addresses[index].to_owned(),
                Value::Null,
                format!("{}/encrypted", pointers[index]),
            )
        };
        vec![of(0), of(1)]
    };
    let addresses = ["aws_ebs_volume.v[1]", "module.m[\"a.b\"].aws_ebs_volume.v"];
    let resources = "/values/root_module/resources/1/values";
    let inner = "/values/root_module/child_modules/0/resources/0/values";
    let (report_of_shown, status) = report(&directory, shown.as_bytes());
    assert_eq!(status, Some(1), "{report_of_shown}");
    assert_eq!(places(&report_of_shown), at(addresses, [resources, inner]));
    assert_eq!(report_of_shown["problems"], json!([]));
    for stored in [stored.to_string(), sorted] {
        let (report, status) = report(&directory, &gzip(stored.as_bytes()));
        assert_eq!(status, Some(1), "{report}");
        let pointers = [
            "/resources/0/instances/1/attributes",
            "/resources/1/instances/0/attributes",
        ];
        assert_eq!(places(&report), at(addresses, pointers));
    }
    // Joined to the source.
    fs::write(
        directory.join("main.tf"),
        "resource \"aws_ebs_volume\" \"v\" {\n  count = 2\n  encrypted = false\n}\n",
    )
    .unwrap();
    let (report, _) = report(&directory, shown.as_bytes());
    assert_eq!(places(&report)[0].1, 3, "{report}");
}

#[test]
fn a_state_without_resources_is_clean() {
    let directory = directory("empty-state");
    for state in [
        json!({ "format_version": "1.0" }),
        json!({ "format_version": "1.0", "terraform_version": "1.11.4", "values": { "root_module": {} } }),
        json!({ "version": 4, "terraform_version": "1.11.4", "serial": 1, "lineage": "x", "outputs": {}, "resources": [] }),
    ] {
        let text = text(&directory, state.to_string().as_bytes(), &[], 0);
        assert!(text.contains("no contradiction found"), "{text}");
    }
}

#[test]
fn what_a_plan_leaves_open_is_noted() {
    let directory = directory("partial");
    let plan: Value = serde_json::from_str(&fs::read_to_string(PLAN).unwrap()).unwrap();
    let noted = |change: &dyn Fn(&mut Value)| {
        let mut plan = plan.clone();
        change(&mut plan);
        let (report, status) = report(&directory, plan.to_string().as_bytes());
        assert_eq!(status, Some(1), "{report}");
        let problems = report["problems"].as_array().unwrap();
        assert!(problems.iter().all(|problem| problem["fatal"] == false));
        let messages: Vec<_> = problems
            .iter()
            .map(|problem| problem["message"].as_str().unwrap().to_owned())
            .collect();
        messages.join("\n")
    };
    assert_eq!(noted(&|_| ()), "");
    let errored = noted(&|plan| plan["errored"] = true.into());
    assert!(errored.contains("ended in an error"), "{errored}");
    let complete = noted(&|plan| plan["complete"] = false.into());
    assert!(complete.contains("more is left to do"), "{complete}");
    let deferred = noted(&|plan| {
        plan["complete"] = false.into();
        let change =
            json!({ "reason": "provider_config_unknown", "resource_change": { "address": "a.b" } });
        plan["deferred_changes"] = vec![change; 2].into();
    });
    assert!(
        deferred.contains("has put off 2 changes: a.b, a.b"),
        "{deferred}"
    );
    let targeted = noted(&|plan| {
        let gone = plan["resource_changes"]
            .as_array_mut()
            .unwrap()
            .pop()
            .unwrap();
        let configured = plan["configuration"]["root_module"]["resources"]
            .as_array()
            .unwrap();
        assert!(
            configured.iter().any(|it| it["address"] == gone["address"]),
            "{gone}"
        );
    });
    assert!(
        targeted.contains("it has nothing of 1 resource of the configuration: "),
        "{targeted}"
    );
}

#[cfg(unix)]
mod binary {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn program(directory: &Path, script: &str) {
        let path = directory.join("my terraform");
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    const PROGRAM: [&str; 2] = ["--terraform-bin", "./my terraform"];
    const BINARY: &[u8] = b"PK\x03\x04\x14\0\x08\0rest";

    #[test]
    fn a_binary_plan_is_shown_by_the_program_that_the_user_names() {
        let directory = directory("binary");
        let plan = fs::canonicalize(PLAN).unwrap();
        fs::create_dir(directory.join("root")).unwrap();
        fs::write(directory.join("root/$(tf) plan"), BINARY).unwrap();
        let script = format!(
            "pwd > seen; printf '%s\\n' \"$@\" >> seen; cat '{}'",
            plan.display()
        );
        program(&directory, &script);
        let arguments = [
            "root/$(tf) plan",
            "--terraform-bin",
            "./my terraform",
            "--format",
            "json",
        ];
        let (text, errors, status) = run(&directory, &arguments, b"");
        assert_eq!((errors.as_str(), status), ("", Some(1)), "{text}");
        let root = fs::canonicalize(directory.join("root")).unwrap();
        let seen = fs::read_to_string(root.join("seen")).unwrap();
        let root = root.display();
        assert_eq!(
            seen,
            format!("{root}\nshow\n-json\n-no-color\n{root}/$(tf) plan\n")
        );
        let (direct, _) = report(&directory, &fs::read(PLAN).unwrap());
        let direct = direct
            .to_string()
            .replace("\"input\":\"input\"", "\"input\":\"root/$(tf) plan\"");
        let found: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(found, serde_json::from_str::<Value>(&direct).unwrap());
    }

    #[test]
    fn a_program_that_fails_is_told() {
        let directory = directory("failing");
        program(
            &directory,
            "echo '│ Error: Failed to read the given file' >&2; exit 1",
        );
        let failed = text(&directory, BINARY, &PROGRAM, 2);
        for part in [
            "my terraform show -json` failed: Error: Failed to read the given file",
            "run it by hand",
        ] {
            assert!(failed.contains(part), "{failed}");
        }
        program(&directory, "echo no JSON");
        let silent = text(&directory, BINARY, &PROGRAM, 2);
        assert!(silent.contains("this is not JSON"), "{silent}");
        let absent = text(&directory, BINARY, &["--terraform-bin", "./absent"], 2);
        assert!(absent.contains("cannot be run"), "{absent}");
        let (piped, _, status) = run(&directory, &["-", PROGRAM[0], PROGRAM[1]], BINARY);
        assert_eq!(status, Some(2));
        assert!(piped.contains("Terraform's own binary form"), "{piped}");
        let without = text(&directory, BINARY, &[], 2);
        for part in ["terraform show -json PLAN > plan.json", "--terraform-bin"] {
            assert!(without.contains(part), "{without}");
        }
    }
}
