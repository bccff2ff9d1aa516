//! `cldlint show`, as its users run it.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set itself up should stop"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value as Json, json};

/// Set to write the golden files anew.
const BLESS: &str = "BLESS";

fn show(directory: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cldlint"))
        .arg("show")
        .args(arguments)
        .current_dir(directory)
        .env_clear()
        .output()
        .unwrap()
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

fn seen(directory: &Path, arguments: &[&str]) -> Json {
    let output = show(directory, &[arguments, &["--format", "json"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A directory with these files.
fn directory(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&directory);
    for (path, text) in files {
        let path = directory.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    directory
}

#[test]
fn the_example_looks_as_it_did() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (format, golden) in [("text", "show.txt"), ("json", "show.json")] {
        let arguments = [
            "testdata/examples/shop",
            "--address",
            "module.database",
            "--address",
            "aws_kms_key.data",
            "--origin",
            "--format",
            format,
        ];
        let output = show(example, &arguments);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let golden = Path::new("testdata/golden").join(golden);
        if std::env::var_os(BLESS).is_some() {
            fs::write(&golden, &output.stdout).unwrap();
        }
        let expected = fs::read_to_string(&golden).unwrap();
        assert_eq!(stdout(&output), expected, "{}", golden.display());
    }
}

#[test]
fn what_is_known_and_what_is_not() {
    let directory = directory(
        "show-parts",
        &[(
            "main.tf",
            r#"
variable "zone" {}

locals {
  sizes = { a = 1, b = 2 }
}

resource "aws_ebs_volume" "v" {
  for_each          = local.sizes
  availability_zone = var.zone
  size              = each.value
  tags              = { Name = each.key, Zone = "in ${var.zone}" }
}

output "ids" {
  value = [for v in aws_ebs_volume.v : v.id]
}
"#,
        )],
    );
    let seen = seen(&directory, &[]);
    let volume = &seen["resources"][1];
    assert_eq!(volume["address"], r#"aws_ebs_volume.v["b"]"#);
    assert_eq!(volume["mode"], "managed");
    assert_eq!(volume["index"], "b");
    assert_eq!(volume["provider"], "aws");
    assert_eq!(volume["values"], json!({"size": 2, "tags": {"Name": "b"}}));
    assert_eq!(
        volume["unknown"],
        json!({"availability_zone": "needs var.zone", "tags": {"Zone": "needs var.zone"}})
    );
    assert_eq!(seen["variables"]["zone"]["unknown"], "needs var.zone");
    assert_eq!(seen["variables"]["zone"]["value"], Json::Null);
    assert_eq!(seen["locals"]["sizes"]["value"], json!({"a": 1, "b": 2}));
    assert_eq!(seen["outputs"]["ids"]["value"], json!([null, null]));
    assert_eq!(seen["problems"], json!([]));
    // The same by what the command line gives.
    let given = self::seen(&directory, &["--var", "zone=eu-1a"]);
    let volume = &given["resources"][0];
    assert_eq!(volume["values"]["tags"]["Zone"], "in eu-1a");
    assert_eq!(volume["unknown"], json!({}));
}

#[test]
fn secrets_are_hidden_unless_asked_for() {
    let directory = directory(
        "show-secrets",
        &[(
            "main.tf",
            r#"
variable "token" {
  sensitive = true
  default   = "hunter2"
}

resource "aws_db_instance" "d" {
  username = "admin"
  password = "hunter2"
}

resource "azurerm_mssql_server" "s" {
  administrator_login_password = "hunter2"
}
"#,
        )],
    );
    for format in ["text", "json"] {
        let hidden = show(&directory, &["--format", format, "--origin"]);
        assert!(!stdout(&hidden).contains("hunter2"), "{}", stdout(&hidden));
        assert!(stdout(&hidden).contains("(sensitive)"));
        let open = show(&directory, &["--format", format, "--show-sensitive"]);
        assert_eq!(stdout(&open).matches("hunter2").count(), 3, "{format}");
    }
}

#[test]
fn origins_lead_to_where_values_were_written() {
    let directory = directory(
        "show-origin",
        &[
            (
                "main.tf",
                "variable \"size\" {}\nmodule \"m\" {\n  source = \"./m\"\n  size   = var.size\n}\n",
            ),
            (
                "m/main.tf",
                "variable \"size\" {}\nresource \"aws_ebs_volume\" \"v\" {\n  size = var.size\n}\n",
            ),
            ("terraform.tfvars", "size = 7\n"),
        ],
    );
    let seen = seen(&directory, &["--origin", "--address", "module.m"]);
    assert_eq!(seen["resources"].as_array().unwrap().len(), 1);
    assert_eq!(seen["variables"], json!({}));
    let places = seen["resources"][0]["origins"]["size"].as_array().unwrap();
    let places: Vec<_> = places
        .iter()
        .map(|at| format!("{}:{}:{}", at["file"], at["line"], at["column"]))
        .collect();
    assert_eq!(
        places,
        [
            "\"m/main.tf\":3:10",
            "\"main.tf\":4:12",
            "\"terraform.tfvars\":1:8"
        ]
    );
}

#[test]
fn what_cannot_be_shown_is_an_error() {
    let empty = directory("show-empty", &[("README.md", "")]);
    let two = directory(
        "show-two",
        &[("a/main.tf", "locals {}\n"), ("b/main.tf", "locals {}\n")],
    );
    for (directory, arguments, message) in [
        (&empty, &[][..], "no Terraform configuration"),
        (&two, &[], "2 root modules"),
        (&two, &["a", "--address", "aws_x.y"], "`aws_x.y`"),
        (&two, &["nowhere"], "nowhere"),
        (&two, &["a/main.tf/x"], "a/main.tf/x"),
    ] {
        let output = show(directory, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(
            stderr(&output).contains(message),
            "{arguments:?}: {}",
            stderr(&output)
        );
    }
}

#[test]
fn a_plan_and_its_source_show_the_same() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/examples/shop");
    let source = seen(&example, &[]);
    let plan = seen(&example, &["plan.json"]);
    let addresses = |seen: &Json| -> Vec<String> {
        let all = seen["resources"].as_array().unwrap().iter();
        let mut all: Vec<_> = all.map(|one| one["address"].to_string()).collect();
        all.sort();
        all
    };
    assert_eq!(addresses(&source), addresses(&plan));
    // Without its source beside it.
    let alone = directory("show-plan", &[]);
    fs::create_dir_all(&alone).unwrap();
    fs::copy(example.join("plan.json"), alone.join("plan.json")).unwrap();
    let alone = seen(&alone, &["plan.json"]);
    assert_eq!(addresses(&source), addresses(&alone));
    assert_eq!(
        alone["variables"]["region"]["value"],
        source["variables"]["region"]["value"]
    );
    assert_eq!(
        plan["variables"]["region"]["value"],
        source["variables"]["region"]["value"]
    );
}
