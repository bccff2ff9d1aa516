//! What is sensitive is in no output, whatever becomes of it.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set itself up should stop"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use cldlint::model::with_secrets_marked;
use cldlint::report::Format;
use cldlint::value::Value;
use serde_json::Value as Json;

const SECRET: &str = "hunter2-abc";

/// Expressions that fail, cite, or decide by a sensitive value.
const EXPRESSIONS: &[&str] = &[
    "tonumber(var.pw) == 1",
    "regex(var.pw, \"x\") == \"x\"",
    "{ a = 1 }[var.pw] == 1",
    "[1, 2][var.pw] == 1",
    "jsondecode(var.pw)",
    "tobool(var.pw)",
    "file(var.pw) == \"x\"",
    "templatefile(var.pw, {}) == \"x\"",
    "cidrhost(var.pw, 1) == \"x\"",
    "element([], var.pw) == \"x\"",
    "format(\"%d\", var.pw) == \"x\"",
    "base64decode(\"${var.pw}!\") == \"x\"",
    "parseint(var.pw, 10) == 1",
    "{ for x in [1, 2] : var.pw => x } == {}",
    "lookup({}, var.pw) == 1",
    "var.pw == \"x\"",
    "[var.pw][0] == \"x\"",
];

/// Blocks whose addresses, messages or marked lines would show it.
const BLOCKS: &str = r#"
variable "pw" {
  sensitive = true
  default   = "hunter2-abc"
}

resource "aws_ebs_volume" "set" {
  for_each  = toset([var.pw])
  encrypted = false
}

resource "aws_ebs_volume" "map" {
  for_each  = { (var.pw) = 1 }
  encrypted = false
}

module "called" {
  source   = "./called"
  for_each = toset([var.pw])
}

resource "aws_db_instance" "d" {
  password                = "hunter2-abc"
  backup_retention_period = 0
}

resource "aws_security_group_rule" "s" {
  type        = "ingress"
  from_port   = 22
  to_port     = 22
  protocol    = "tcp"
  cidr_blocks = [var.pw, "0.0.0.0/0"]
}

resource "aws_iam_policy" "p" {
  policy = jsonencode({ Statement = [{ Sid = var.pw, Effect = "Allow", Action = "*", Resource = "*" }] })
}
"#;

#[test]
fn a_sensitive_value_is_in_no_output() {
    shown_nowhere("secrets", BLOCKS);
}

#[test]
fn an_ephemeral_value_is_in_no_output() {
    let blocks = BLOCKS.replace("sensitive = true", "ephemeral = true");
    shown_nowhere("ephemeral", &blocks);
}

fn shown_nowhere(name: &str, blocks: &str) {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(directory.join("called")).unwrap();
    let mut text = blocks.to_owned();
    for (index, expression) in EXPRESSIONS.iter().enumerate() {
        writeln!(
            text,
            "resource \"aws_ebs_volume\" \"e{index}\" {{\n  encrypted = {expression}\n}}"
        )
        .unwrap();
    }
    fs::write(directory.join("main.tf"), text).unwrap();
    let called = "resource \"aws_ebs_volume\" \"c\" {\n  encrypted = false\n}\n";
    fs::write(directory.join("called/main.tf"), called).unwrap();
    let formats = Format::ALL.map(|format| ["check", "--undetermined", "--format", format.name()]);
    let views = ["text", "json"].map(|format| ["show", "--origin", "--format", format]);
    for arguments in formats.into_iter().chain(views) {
        let output = Command::new(env!("CARGO_BIN_EXE_cldlint"))
            .args(arguments)
            .current_dir(&directory)
            .output()
            .unwrap();
        let printed =
            String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        // Code scanning takes what is not decided for an alert, so it is not told.
        if !arguments.contains(&"sarif") {
            assert!(printed.contains("aws_ebs_volume.e0"), "{printed}");
        }
        let shown: Vec<&str> = printed
            .lines()
            .filter(|line| line.contains(SECRET))
            .collect();
        assert_eq!(shown, Vec::<&str>::new(), "{arguments:?}");
    }
}

/// Variables with a wrong value that is a secret: it is sensitive, ephemeral, or given as a text.
const VARIABLES: &str = r#"
variable "number" {
  type      = number
  sensitive = true
}

variable "ephemeral" {
  type      = list(string)
  ephemeral = true
}

variable "bare" {
  sensitive = true
}

variable "plain" {
  type = number
}

variable "broken" {
  sensitive = true
}

variable "text" {
  type = any
}

variable "text_list" {
  type = list(string)
}

variable "short" {
  sensitive = true
  validation {
    condition     = length(var.short) > 100
    error_message = "Not ${var.short}."
  }
}

variable "default" {
  type      = number
  sensitive = true
  default   = "hunter2-abc"
}
"#;

#[test]
fn a_secret_value_of_a_variable_is_in_no_message() {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("secret-values");
    fs::create_dir_all(&directory).unwrap();
    fs::write(directory.join("main.tf"), VARIABLES).unwrap();
    let values = "number = \"hunter2-abc\"\nephemeral = \"hunter2-abc\"\nbare = hunter2-abc\nshort = \"hunter2-abc\"\n";
    fs::write(directory.join("terraform.tfvars"), values).unwrap();
    let line = "{\"plain\": \"x\", \"number\": \"hunter2-abc\", \"undeclared_here\": 1}";
    fs::write(directory.join("a.auto.tfvars.json"), line).unwrap();
    let broken = "broken = \"hunter2-abc\nbroken_too = [\"hunter2-abc\"\n";
    fs::write(directory.join("b.auto.tfvars"), broken).unwrap();
    for format in Format::ALL.map(Format::name) {
        let output = Command::new(env!("CARGO_BIN_EXE_cldlint"))
            .args(["check", "--format", format, "--var", "text=hunter2-abc"])
            .args(["--var", "undeclared=hunter2-abc"])
            .env("TF_VAR_text_list", "hunter2-abc")
            .current_dir(&directory)
            .output()
            .unwrap();
        let printed =
            String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        for variable in [
            "plain",
            "number",
            "ephemeral",
            "bare",
            "text",
            "text_list",
            "short",
            "undeclared",
        ] {
            assert!(printed.contains(variable), "{variable}: {printed}");
        }
        let shown: Vec<&str> = printed
            .lines()
            .filter(|line| line.contains(SECRET))
            .collect();
        assert_eq!(shown, Vec::<&str>::new(), "{format}");
    }
}

/// Exactly what the schema of the AWS provider calls sensitive is marked, at any depth.
#[test]
fn arguments_of_aws_are_marked_as_its_schema_says() {
    let file = fs::File::open("testdata/schemas/aws-5.100.json.gz").unwrap();
    let schemas: Json = serde_json::from_reader(flate2::read::GzDecoder::new(file)).unwrap();
    let mut marked = 0;
    for (type_name, attributes) in schemas.as_object().unwrap() {
        for (name, schema) in attributes.as_object().unwrap() {
            let mut expected = Vec::new();
            let example = example(schema, name, &mut expected);
            let value = with_secrets_marked(type_name, name, example);
            let mut found = Vec::new();
            sensitive_in(&value, name, &mut found);
            assert_eq!(found, expected, "{type_name}");
            marked += found.len();
        }
    }
    assert!(marked > 150, "{marked}");
}

/// A value with everything that a schema allows, and the paths that the schema calls sensitive.
fn example(schema: &Json, path: &str, sensitive: &mut Vec<String>) -> Value {
    if schema["sensitive"] == true {
        sensitive.push(path.to_owned());
    }
    if schema["block"] != true {
        return Value::from("x");
    }
    let attributes = schema["attrs"].as_object().unwrap();
    let mut attributes: Vec<_> = attributes.iter().collect();
    attributes.sort_by_key(|(name, _)| *name);
    let entries = attributes.into_iter().map(|(name, schema)| {
        let value = example(schema, &format!("{path}.{name}"), sensitive);
        (Arc::from(name.as_str()), value)
    });
    Value::list(vec![Value::object(entries.collect())])
}

fn sensitive_in(value: &Value, path: &str, found: &mut Vec<String>) {
    if value.marks.sensitive {
        found.push(path.to_owned());
    }
    for part in value.as_sequence().into_iter().flatten() {
        sensitive_in(part, path, found);
    }
    for (name, part) in value.as_mapping().into_iter().flatten() {
        sensitive_in(part, &format!("{path}.{name}"), found);
    }
}

/// What is sensitive by a mark, by its name in a state, or wrong in a plan.
fn secret_inputs() -> [(&'static str, String); 4] {
    let statement = |principal: &str| {
        format!(
            r#"{{\"Statement\":[{{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"{principal}\",\"Principal\":\"*\"}}]}}"#
        )
    };
    let policy = statement(SECRET);
    let stored = format!(
        r#"{{"version":4,"terraform_version":"1.11.4","serial":1,"lineage":"x","outputs":{{"o":{{"value":"{SECRET}","sensitive":true}}}},"resources":[
        {{"mode":"managed","type":"aws_iam_policy","name":"p","instances":[{{"attributes":{{"name":"p","policy":"{policy}"}},
          "sensitive_attributes":[[{{"type":"get_attr","value":"policy"}}]]}}]}},
        {{"mode":"managed","type":"aws_db_instance","name":"d","instances":[{{"attributes":{{"password":"{SECRET}","backup_retention_period":0}}}}]}}]}}"#
    );
    let shown = format!(
        r#"{{"format_version":"1.0","values":{{"root_module":{{"resources":[{{"address":"aws_iam_policy.p","mode":"managed",
        "type":"aws_iam_policy","name":"p","values":{{"name":"p","policy":"{policy}"}},"sensitive_values":{{"policy":true}}}}]}}}}}}"#
    );
    let wrong_type = format!(
        r#"{{"format_version":"1.2","resource_changes":[{{"address":"a.b","mode":"managed","type":"a","name":"b","change":{{"actions":"{SECRET}"}}}}]}}"#
    );
    let wrapped = format!("export TF_VAR_pw={SECRET}\n{{\"format_version\": {SECRET}}}\n");
    [
        ("terraform.tfstate", stored),
        ("state.json", shown),
        ("wrong.json", wrong_type),
        ("wrapped.json", wrapped),
    ]
}

#[test]
fn what_is_secret_in_a_plan_or_state_is_in_no_output() {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("secret-inputs");
    fs::create_dir_all(&directory).unwrap();
    for (name, text) in secret_inputs() {
        fs::write(directory.join(name), text).unwrap();
        let formats = Format::ALL.map(|format| vec!["check", "-u", "--format", format.name()]);
        let views = ["text", "json"].map(|format| vec!["show", "--origin", "--format", format]);
        for arguments in formats.into_iter().chain(views) {
            let output = Command::new(env!("CARGO_BIN_EXE_cldlint"))
                .args(arguments)
                .arg(name)
                .current_dir(&directory)
                .output()
                .unwrap();
            let printed = String::from_utf8(output.stdout).unwrap()
                + &String::from_utf8(output.stderr).unwrap();
            assert!(!printed.contains(SECRET), "{name}: {printed}");
        }
    }
}

/// The forms in which a secret may stand in a plan.
const FORMS: [&str; 4] = [
    SECRET,
    "aHVudGVyMi1hYmM=",
    "hunter2%2Dabc",
    r#"{"Statement":[{"Effect":"Allow","Action":"*","Resource":"hunter2-abc","Principal":"*"}]}"#,
];

/// What of those forms would give the secret away.
const GIVES_AWAY: [&str; 3] = [SECRET, "aHVudGVyMi1hYmM", "hunter2%2Dabc"];

/// Every text in real plans is replaced by a secret and marked, wherever plans have marks.
#[test]
fn what_a_plan_marks_is_in_no_output() {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("secret-plans");
    fs::create_dir_all(&directory).unwrap();
    let plans = [
        "testdata/examples/shop/plan.json",
        "testdata/plan/values/plan.json",
        "testdata/plan/changes/plan.json",
    ];
    for (path, form) in plans
        .into_iter()
        .flat_map(|path| FORMS.map(|form| (path, form)))
    {
        let mut plan: Json = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        plant(&mut plan, form);
        fs::write(directory.join("plan.json"), plan.to_string()).unwrap();
        let formats = Format::ALL.map(|format| vec!["check", "-u", "--format", format.name()]);
        let views = ["text", "json"].map(|format| vec!["show", "--origin", "--format", format]);
        for arguments in formats.into_iter().chain(views) {
            let output = Command::new(env!("CARGO_BIN_EXE_cldlint"))
                .args(&arguments)
                .arg("plan.json")
                .current_dir(&directory)
                .output()
                .unwrap();
            let printed = String::from_utf8(output.stdout).unwrap()
                + &String::from_utf8(output.stderr).unwrap();
            // Something was judged and shown.
            if path.contains("shop") && arguments.contains(&"json") {
                assert!(printed.contains("aws_"), "{printed}");
            }
            for given in GIVES_AWAY {
                let lines: Vec<_> = printed
                    .lines()
                    .filter(|line| line.contains(given))
                    .collect();
                assert_eq!(lines, Vec::<&str>::new(), "{path}: {arguments:?}");
            }
        }
    }
}

/// Puts the text wherever a plan has text and a mark for it.
fn plant(plan: &mut Json, text: &str) {
    for (index, change) in in_each(plan, "/resource_changes").into_iter().enumerate() {
        let change = &mut change["change"];
        for (side, marks) in [("before", "before_sensitive"), ("after", "after_sensitive")] {
            // Either the whole is marked or each part of it.
            let marked = replace(&mut change[side], text);
            change[marks] = if index % 2 == 0 { marked } else { true.into() };
        }
    }
    for (_, change) in in_all(&mut plan["output_changes"]) {
        for (side, marks) in [("before", "before_sensitive"), ("after", "after_sensitive")] {
            change[marks] = replace(&mut change[side], text);
        }
    }
    for (_, variable) in in_all(&mut plan["variables"]) {
        replace(&mut variable["value"], text);
    }
    let declared = plan.pointer_mut("/configuration/root_module/variables");
    for (_, variable) in declared.into_iter().flat_map(in_all) {
        variable["sensitive"] = true.into();
        if !variable["default"].is_null() {
            replace(&mut variable["default"], text);
        }
    }
    for state in ["/planned_values", "/prior_state/values"] {
        if let Some(values) = plan.pointer_mut(state) {
            plant_values(values, text);
        }
    }
    plant_constants(&mut plan["configuration"], text);
    for (_, provider) in in_all(&mut plan["configuration"]["provider_config"]) {
        for name in ["access_key", "secret_key", "token"] {
            provider["expressions"][name] = serde_json::json!({ "constant_value": text });
        }
    }
}

fn plant_values(values: &mut Json, text: &str) {
    for (_, output) in in_all(&mut values["outputs"]) {
        replace(&mut output["value"], text);
        output["sensitive"] = true.into();
    }
    plant_module(&mut values["root_module"], text);
}

fn plant_module(module: &mut Json, text: &str) {
    for resource in in_each(module, "/resources") {
        resource["sensitive_values"] = replace(&mut resource["values"], text);
    }
    for child in in_each(module, "/child_modules") {
        plant_module(child, text);
    }
}

/// What is written out in resources, whose values are marked elsewhere in the plan.
fn plant_constants(part: &mut Json, text: &str) {
    match part {
        Json::Object(entries) => {
            for (name, entry) in entries {
                if name == "constant_value" {
                    replace(entry, text);
                } else if name != "provider_config" {
                    plant_constants(entry, text);
                }
            }
        }
        Json::Array(elements) => {
            for element in elements {
                plant_constants(element, text);
            }
        }
        _ => {}
    }
}

/// Replaces every text; what is to be marked of the value.
fn replace(value: &mut Json, text: &str) -> Json {
    match value {
        Json::String(old) => {
            text.clone_into(old);
            true.into()
        }
        Json::Array(elements) => elements
            .iter_mut()
            .map(|part| replace(part, text))
            .collect(),
        Json::Object(entries) => entries
            .iter_mut()
            .map(|(name, part)| (name.clone(), replace(part, text)))
            .collect(),
        _ => false.into(),
    }
}

fn in_each<'j>(value: &'j mut Json, pointer: &str) -> Vec<&'j mut Json> {
    let list = value.pointer_mut(pointer).and_then(Json::as_array_mut);
    list.into_iter().flatten().collect()
}

fn in_all(value: &mut Json) -> Vec<(&String, &mut Json)> {
    value.as_object_mut().into_iter().flatten().collect()
}
