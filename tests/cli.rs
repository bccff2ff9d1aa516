//! The command as its users meet it: arguments in; output, errors and exit status out.
//!
//! Inputs are made at run time below `CARGO_TARGET_TMPDIR`.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot make its input should stop"
)]

mod schema;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// An empty directory of a test's own.
fn directory(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    // Keeps the search for settings from going further up.
    fs::create_dir(path.join(".git")).unwrap();
    path
}

fn command(directory: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cldlint"));
    command.current_dir(directory).args(arguments);
    for name in [
        "NO_COLOR",
        "CLICOLOR",
        "CLICOLOR_FORCE",
        "TF_WORKSPACE",
        "TF_DATA_DIR",
    ] {
        command.env_remove(name);
    }
    command.stdin(Stdio::null());
    command
}

fn run(directory: &Path, arguments: &[&str]) -> Output {
    command(directory, arguments).output().unwrap()
}

fn run_with_input(directory: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = command(directory, arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// Runs, and asserts the exit status.
fn text(directory: &Path, arguments: &[&str], status: i32) -> String {
    let output = run(directory, arguments);
    let both = format!("{}{}", stdout(&output), stderr(&output));
    assert_eq!(output.status.code(), Some(status), "{arguments:?}: {both}");
    both
}

fn json(directory: &Path, arguments: &[&str]) -> Value {
    let mut all = vec!["check", "--format", "json"];
    all.extend(arguments);
    let output = run(directory, &all);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(schema::violations(&report), Vec::<String>::new());
    let status = report["summary"]["exit_status"].as_i64().unwrap();
    assert_eq!(output.status.code().map(i64::from), Some(status));
    report
}

const CLEAR_VOLUME: &str = r#"resource "aws_ebs_volume" "data" {
  availability_zone = "eu-west-1a"
  size              = 8
  encrypted         = false
}
"#;

const RULE: &str = "aws-ebs-volume-unencrypted";

fn clear_volume(name: &str) -> PathBuf {
    let directory = directory(name);
    fs::write(directory.join("main.tf"), CLEAR_VOLUME).unwrap();
    directory
}

fn assert_contains(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "`{part}` is not in:\n{text}");
    }
}

#[test]
fn a_finding_is_marked_and_fails_the_run() {
    let directory = clear_volume("finding");
    let text = text(&directory, &["check", "--rule", RULE], 1);
    assert_contains(
        &text,
        &[
            "error[aws-ebs-volume-unencrypted]: ",
            "main.tf:4:23",
            "aws_ebs_volume.data",
            "27017:2015 10.1.1",
            "27017:2026 8.24",
            "1 finding (1 high)",
        ],
    );
}

#[test]
fn json_says_what_text_says() {
    let directory = clear_volume("json");
    let report = json(&directory, &["--rule", RULE]);
    let finding = &report["findings"][0];
    assert_eq!(finding["rule"], RULE);
    assert_eq!(finding["file"], "main.tf");
    assert_eq!(finding["line"], 4);
    assert_eq!(finding["column"], 23);
    assert_eq!(finding["end_column"], 28);
    assert_eq!(finding["address"], "aws_ebs_volume.data");
    assert_eq!(finding["fails"], true);
    assert_eq!(report["summary"]["findings"], 1);
}

#[test]
fn the_gate_and_what_is_shown_are_apart() {
    let directory = clear_volume("gate");
    let check = |arguments: &[&str], status| {
        let mut all = vec!["check", "--rule", RULE];
        all.extend(arguments);
        text(&directory, &all, status)
    };
    check(&["--fail-on", "critical"], 0);
    check(&["--fail-on", "never"], 0);
    let hidden = check(&["--min-severity", "critical"], 1);
    assert_contains(&hidden, &["1 below critical not shown"]);
}

#[test]
fn several_formats_at_once() {
    let directory = clear_volume("formats");
    let arguments = [
        "check",
        "--rule",
        RULE,
        "--format",
        "short",
        "--format",
        "json=report.json",
    ];
    let short = text(&directory, &arguments, 1);
    assert_contains(&short, &["main.tf:4:23: high[aws-ebs-volume-unencrypted] "]);
    let report = fs::read_to_string(directory.join("report.json")).unwrap();
    assert_contains(&report, &["\"line\": 4"]);
}

#[test]
fn the_report_does_not_depend_on_threads() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/examples");
    let one = run(&example, &["check", "--threads", "1", "--undetermined"]);
    let many = run(&example, &["check", "--threads", "8", "--undetermined"]);
    assert_eq!(stdout(&one), stdout(&many));
    assert_eq!(one.status.code(), Some(1));
}

#[test]
fn colours_follow_the_environment() {
    let directory = clear_volume("colours");
    let arguments = ["check", "--rule", RULE];
    assert!(!stdout(&run(&directory, &arguments)).contains('\u{1b}'));
    let forced = command(&directory, &arguments)
        .env("CLICOLOR_FORCE", "1")
        .output()
        .unwrap();
    assert!(stdout(&forced).contains('\u{1b}'));
    let never = run(&directory, &["check", "--rule", RULE, "--color", "never"]);
    assert!(!stdout(&never).contains('\u{1b}'));
}

#[test]
fn a_path_that_is_not_there() {
    let text = text(&directory("absent"), &["check", "nowhere"], 2);
    assert_contains(
        &text,
        &["no such file or directory", "nowhere", "nothing was judged"],
    );
}

#[test]
fn a_bad_path_does_not_keep_good_ones_from_being_judged() {
    let directory = clear_volume("beside");
    let text = text(&directory, &["check", "--rule", RULE, ".", "nowhere"], 2);
    assert_contains(
        &text,
        &[
            "main.tf:4:23",
            "no such file or directory",
            "1 finding",
            "part of the input was not judged",
        ],
    );
}

#[test]
fn a_directory_without_configuration() {
    let text = text(&directory("empty"), &["check"], 2);
    assert_contains(&text, &["no Terraform configuration found"]);
}

#[test]
fn a_binary_plan() {
    let directory = directory("binary-plan");
    fs::write(directory.join("tfplan"), b"PK\x03\x04\x14\0\x08\0rest").unwrap();
    let text = text(&directory, &["check", "tfplan"], 2);
    assert_contains(&text, &["tfplan", "binary", "terraform show -json"]);
}

#[test]
fn a_state_file() {
    let directory = directory("state");
    let state = |version: u8| {
        format!(
            r#"{{"version": {version}, "terraform_version": "1.11.0", "serial": 1, "lineage": "x", "resources": []}}"#
        )
    };
    fs::write(directory.join("terraform.tfstate"), state(4)).unwrap();
    text(&directory, &["check", "terraform.tfstate"], 0);
    fs::write(directory.join("terraform.tfstate"), state(3)).unwrap();
    let text = text(&directory, &["check", "terraform.tfstate"], 2);
    assert_contains(&text, &["terraform.tfstate", "a state of version 3"]);
}

#[test]
fn a_plan_of_an_unknown_version() {
    let directory = directory("version");
    let plan = r#"{"format_version": "9.0", "terraform_version": "9.0.0", "planned_values": {}, "resource_changes": []}"#;
    fs::write(directory.join("plan.json"), plan).unwrap();
    let text = text(&directory, &["check", "plan.json"], 2);
    assert_contains(&text, &["plan.json", "format_version", "9.0"]);
}

#[test]
fn a_plan_that_is_cut_off() {
    let directory = directory("cut-off");
    let plan = r#"{"format_version": "1.2", "terraform_version": "1.11.0", "resource_changes": [{"address""#;
    fs::write(directory.join("plan.json"), plan).unwrap();
    let text = text(&directory, &["check", "plan.json"], 2);
    assert_contains(&text, &["plan.json", "cut off"]);
}

#[test]
fn a_plan_on_standard_input() {
    let directory = directory("standard-input");
    let output = run_with_input(&directory, &["check", "-"], b"");
    assert_eq!(output.status.code(), Some(2));
    assert_contains(stdout(&output), &["standard input", "empty"]);
}

#[test]
fn a_syntax_error_is_marked_and_the_rest_is_judged() {
    let directory = clear_volume("syntax");
    let broken = "resource \"aws_ebs_volume\" \"other\" {\n  size = = 1\n}\n";
    fs::write(directory.join("other.tf"), broken).unwrap();
    let text = text(&directory, &["check", "--rule", RULE], 2);
    assert_contains(&text, &["error[syntax]: ", "other.tf:2:", "main.tf:4:23"]);
    let report = json(&directory, &["--rule", RULE]);
    let problem = &report["problems"][0];
    assert_eq!(problem["kind"], "syntax");
    assert_eq!(problem["file"], "other.tf");
    assert_eq!(problem["line"], 2);
}

#[test]
fn a_file_that_is_not_text() {
    let directory = clear_volume("not-text");
    fs::write(
        directory.join("latin1.tf"),
        b"locals {\n  name = \"caf\xe9\"\n}\n",
    )
    .unwrap();
    let text = text(&directory, &["check", "--rule", RULE], 2);
    assert_contains(&text, &["latin1.tf:2:", "UTF-8", "main.tf:4:23"]);
}

#[cfg(unix)]
#[test]
fn a_directory_without_permission() {
    use std::os::unix::fs::PermissionsExt;

    let directory = clear_volume("permission");
    let locked = directory.join("locked");
    fs::create_dir(&locked).unwrap();
    fs::write(locked.join("main.tf"), CLEAR_VOLUME).unwrap();
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
    let readable = fs::read_dir(&locked).is_ok();
    let output = run(&directory, &["check", "--rule", RULE]);
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).unwrap();
    // Who may read everything, such as root in a container, finds both volumes.
    if readable {
        assert_contains(stdout(&output), &["locked/main.tf:4:23", "main.tf:4:23"]);
    } else {
        assert_eq!(output.status.code(), Some(2));
        assert_contains(stdout(&output), &["locked", "permission", "main.tf:4:23"]);
    }
}

#[test]
fn problems_are_told_when_the_report_goes_to_a_machine() {
    let output = run(
        &directory("machine"),
        &["check", "nowhere", "--format", "json"],
    );
    assert_eq!(output.status.code(), Some(2));
    assert_contains(stderr(&output), &["nowhere: error[io] no such file"]);
}

#[test]
fn wrong_usage() {
    let directory = directory("usage");
    let cases: &[(&[&str], &[&str])] = &[
        (
            &["check", "--format", "xml"],
            &["there is no format `xml`", "text, short, json"],
        ),
        (
            &["check", "--format", "text", "--format", "json"],
            &["same place"],
        ),
        (
            &["check", "--fail-on", "grave"],
            &["there is no severity `grave`"],
        ),
        (
            &["check", "--min-severity", "grave"],
            &["there is no severity `grave`"],
        ),
        (
            &["check", "--rule", "aws-ebs-volume-unencrypte"],
            &[
                "there is no rule",
                "did you mean `aws-ebs-volume-unencrypted`?",
            ],
        ),
        (
            &["explain", "10.1.99"],
            &["there is no rule or control `10.1.99`"],
        ),
        (&["chek"], &["check"]),
        (&[], &["Usage"]),
    ];
    for (arguments, parts) in cases {
        assert_contains(&text(&directory, arguments, 2), parts);
    }
}

#[test]
fn settings_are_found_upward() {
    let directory = clear_volume("settings");
    let below = directory.join("a/b");
    fs::create_dir_all(&below).unwrap();
    fs::write(below.join("main.tf"), CLEAR_VOLUME).unwrap();
    let write = |text: &str| fs::write(directory.join(".cldlint.hcl"), text).unwrap();

    write("standard = \"2026\"\nfail_on = \"critical\"\n");
    let shown = text(&below, &["check", "--rule", RULE], 0);
    assert_contains(&shown, &["27017:2026 8.24"]);
    assert!(!shown.contains("27017:2015"));

    write("rule \"aws-ebs-volume-unencrypted\" {\n  severity = \"low\"\n}\n");
    assert_contains(&text(&below, &["check", "--rule", RULE], 0), &["(1 low)"]);

    write("rule \"aws-ebs-volume-unencrypted\" {\n  enabled = false\n}\n");
    assert_contains(
        &text(&below, &["check", "--rule", RULE], 0),
        &["no contradiction found"],
    );
}

#[test]
fn what_is_missing_fails_only_where_the_scope_is_complete() {
    let directory = clear_volume("scope");
    fs::write(
        directory.join("provider.tf"),
        "provider \"aws\" {\n  region = \"eu-west-1\"\n}\n",
    )
    .unwrap();
    let arguments = [
        "check",
        "--rule",
        "aws-account-without-multi-region-trail",
        "--fail-on",
        "low",
    ];
    assert_contains(
        &text(&directory, &arguments, 0),
        &["note[aws-account-without-multi-region-trail]"],
    );
    fs::write(directory.join(".cldlint.hcl"), "scope = \"complete\"\n").unwrap();
    text(&directory, &arguments, 1);
}

#[test]
fn wrong_settings_are_marked() {
    let directory = clear_volume("wrong-settings");
    let settings = "fial_on = \"high\"\nstandard = \"2022\"\nrule \"aws-ebs-volume-unencryptd\" {\n}\nscope = var.x\n";
    fs::write(directory.join(".cldlint.hcl"), settings).unwrap();
    let shown = text(&directory, &["check"], 2);
    assert_contains(
        &shown,
        &[
            "there is no setting `fial_on`",
            "did you mean `fail_on`?",
            ".cldlint.hcl:1:1",
            ".cldlint.hcl:2:12",
            "there is no rule `aws-ebs-volume-unencryptd`",
            "did you mean `aws-ebs-volume-unencrypted`?",
            ".cldlint.hcl:5:9",
            "nothing was judged",
        ],
    );
    let absent = text(&directory, &["check", "--config", "absent.hcl"], 2);
    assert_contains(&absent, &["absent.hcl", "no such file"]);
}

#[test]
fn rules_and_controls_are_listed_and_explained() {
    let directory = directory("lists");
    assert_contains(&text(&directory, &["rules"], 0), &[RULE, " rules;"]);
    let rules: Value =
        serde_json::from_str(&text(&directory, &["rules", "--format", "json"], 0)).unwrap();
    let rules = rules.as_array().unwrap();
    assert!(rules.iter().any(|rule| rule["id"] == RULE));
    // Each rule is explained, and so is each control that it names.
    for rule in rules {
        let id = rule["id"].as_str().unwrap();
        assert_contains(&text(&directory, &["explain", id], 0), &[id, "The rule"]);
    }
    let controls: Value =
        serde_json::from_str(&text(&directory, &["controls", "--format", "json"], 0)).unwrap();
    assert_eq!(controls.as_array().unwrap().len(), 121 + 97);
    let explained = text(&directory, &["explain", "10.1.1"], 0);
    assert_contains(&explained, &["27017:2015 10.1.1", "27017:2026 8.24", RULE]);
}

#[cfg(unix)]
#[test]
fn nobody_reading_the_output_is_no_failure() {
    let directory = directory("broken-pipe");
    let mut child = command(&directory, &["controls", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

#[test]
fn help_tells_the_exit_statuses() {
    let directory = directory("help");
    assert_contains(
        &text(&directory, &["check", "--help"], 0),
        &["Examples:", "Exit status:", "--fail-on"],
    );
}

#[test]
fn the_readme_shows_what_the_command_prints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let shown = readme.split("```text\n").nth(1).unwrap();
    let shown = shown.split("```").next().unwrap().trim_end();
    let (finding, _) = shown.rsplit_once("\n\n").unwrap();
    let printed = text(root, &["check", "testdata/examples/shop"], 1);
    assert_contains(&printed, &[finding]);
    let settings = readme.split("```hcl\n").nth(1).unwrap();
    let settings = settings.split("```").next().unwrap();
    let directory = clear_volume("readme");
    fs::write(directory.join(".cldlint.hcl"), settings).unwrap();
    assert_contains(
        &text(&directory, &["check", "--rule", RULE], 1),
        &["27017:2026 8.24"],
    );
}

/// What a finding says of where it is; a plan's input is another.
fn places(report: &Value) -> Vec<String> {
    let findings = report["findings"].as_array().unwrap();
    let names = [
        "rule",
        "address",
        "path",
        "file",
        "line",
        "column",
        "end_line",
        "end_column",
    ];
    let place = |finding: &Value| names.map(|name| finding[name].to_string()).join(" ");
    findings.iter().map(place).collect()
}

#[test]
fn the_plan_of_the_shop_gives_the_same_findings_at_the_same_places() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/examples");
    let source = json(&examples, &["shop"]);
    let plan = json(&examples, &["shop/plan.json"]);
    assert!(!places(&source).is_empty());
    assert_eq!(places(&source), places(&plan));
}

#[test]
fn of_what_lies_around_a_plan_only_its_module_is_read() {
    let directory = clear_volume("around-a-plan");
    let below = directory.join("below");
    fs::create_dir(&below).unwrap();
    fs::write(below.join("broken.tf"), "resource {{").unwrap();
    let plan = r#"{"format_version": "1.2", "terraform_version": "1.11.0", "planned_values": {"root_module": {}},
        "resource_changes": [], "configuration": {"root_module": {}}}"#;
    fs::write(directory.join("plan.json"), plan).unwrap();
    let beside = text(&directory, &["check", "plan.json"], 0);
    assert!(!beside.contains("broken.tf"), "{beside}");
    let below = text(
        &directory,
        &["check", "plan.json", "--source", "nowhere"],
        2,
    );
    assert_contains(
        &below,
        &[
            "nowhere",
            "no Terraform configuration found in this directory",
        ],
    );
}

#[test]
fn the_shops_have_a_finding_of_each_theme() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/examples");
    for shop in ["shop", "shop-azure", "shop-google"] {
        let report = json(&examples, &[shop]);
        let findings = report["findings"].as_array().unwrap();
        for theme in cldlint::rule::THEMES {
            let found = findings.iter().any(|finding| finding["theme"] == theme);
            assert!(found, "no finding of {theme} in {shop}");
        }
    }
}

/// Two roots that encrypt as they are told.
fn told_volumes(name: &str) -> PathBuf {
    let directory = directory(name);
    for (root, variable) in [("a", "encrypted"), ("b", "protected")] {
        fs::create_dir(directory.join(root)).unwrap();
        let text = format!(
            "variable \"{variable}\" {{\n  type = bool\n}}\n{}",
            CLEAR_VOLUME.replace("false", &format!("var.{variable}"))
        );
        fs::write(directory.join(root).join("main.tf"), text).unwrap();
    }
    directory
}

#[test]
fn values_of_variables_come_from_the_command_line() {
    let directory = told_volumes("values");
    let check = |arguments: &[&str], status| {
        let mut all = vec!["check", "--rule", RULE];
        all.extend(arguments);
        text(&directory, &all, status)
    };
    let unknown = check(&[], 0);
    assert_contains(&unknown, &["1 need var.encrypted, 1 need var.protected"]);
    let failed = check(&["--var", "encrypted=false"], 1);
    assert_contains(
        &failed,
        &[
            "a/main.tf:7:23",
            "given by --var encrypted",
            "1 need var.protected",
        ],
    );
    fs::write(directory.join("on.tfvars"), "encrypted = true\n").unwrap();
    fs::write(directory.join("off.tfvars"), "encrypted = false\n").unwrap();
    check(
        &["a", "--var", "encrypted=false", "--var-file", "on.tfvars"],
        0,
    );
    let failed = check(
        &["a", "--var-file", "on.tfvars", "--var-file", "off.tfvars"],
        1,
    );
    assert_contains(&failed, &["off.tfvars:1:13", "set here"]);
}

#[test]
fn values_of_variables_come_from_the_environment() {
    let directory = told_volumes("environment");
    let mut command = command(&directory, &["check", "--rule", RULE]);
    command.env("TF_VAR_encrypted", "false");
    command.env("TF_VAR_declared_nowhere", "x");
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", stdout(&output));
    assert_contains(stdout(&output), &["given by TF_VAR_encrypted"]);
}

#[test]
fn values_that_nothing_takes_are_refused() {
    let directory = told_volumes("refused");
    for (arguments, message) in [
        (
            ["--var", "encrypt=true"],
            "--var encrypt: no root module here declares this variable",
        ),
        (
            ["--var", "encrypted=maybe"],
            "--var encrypted cannot be used",
        ),
        (["--var", "hunter2"], "--var needs a name and a value"),
        (["--var", " hunter2=x"], "is not the name of a variable"),
        (["--var-file", "none.tfvars"], "no such file or directory"),
    ] {
        let mut all = vec!["check", "--rule", RULE];
        all.extend(arguments);
        assert_contains(&text(&directory, &all, 2), &[message]);
    }
    let text = text(&directory, &["check", "a", "--var", "encrypt=true"], 2);
    assert_contains(&text, &["did you mean `encrypted`?"]);
}

#[test]
fn values_are_not_for_plans() {
    let directory = directory("values_for_plans");
    fs::write(
        directory.join("plan.json"),
        "{\"format_version\":\"1.2\",\"terraform_version\":\"1.11.4\",\"resource_changes\":[]}",
    )
    .unwrap();
    let text = text(&directory, &["check", "plan.json", "--var", "a=1"], 2);
    assert_contains(&text, &["there are only plans here"]);
}

#[test]
fn the_workspace_is_known_where_it_is_told() {
    let directory = directory("workspace");
    let volume = CLEAR_VOLUME.replace("false", "terraform.workspace == \"prod\"");
    fs::write(directory.join("main.tf"), volume).unwrap();
    let check = |arguments: &[&str], status| {
        let mut all = vec!["check", "--rule", RULE];
        all.extend(arguments);
        text(&directory, &all, status)
    };
    assert_contains(
        &check(&[], 0),
        &["1 undetermined: 1 need terraform.workspace"],
    );
    assert_contains(&check(&["--workspace", "prod"], 0), &["1 passed"]);
    check(&["--workspace", "test"], 1);
    fs::create_dir(directory.join(".terraform")).unwrap();
    fs::write(directory.join(".terraform/environment"), "test\n").unwrap();
    check(&[], 1);
    let mut command = command(&directory, &["check", "--rule", RULE]);
    let output = command.env("TF_WORKSPACE", "prod").output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
}

#[test]
fn what_version_control_leaves_out_counts_as_for_terraform() {
    let directory = told_volumes("ignored");
    fs::write(directory.join(".gitignore"), "*.tfvars\noverride.tf\nb\n").unwrap();
    fs::write(directory.join("a/terraform.tfvars"), "encrypted = false\n").unwrap();
    text(&directory, &["check", "--rule", RULE], 1);
    let volume = "resource \"aws_ebs_volume\" \"data\" {\n  encrypted = true\n}\n";
    fs::write(directory.join("a/override.tf"), volume).unwrap();
    let passed = text(&directory, &["check", "--rule", RULE], 0);
    assert_contains(&passed, &["1 passed"]);
}

#[test]
fn what_is_not_judged_by_design_is_told_when_asked() {
    let directory = clear_volume("left-out");
    fs::write(directory.join("main.tftest.hcl"), "run \"a\" {}\n").unwrap();
    let quiet = text(&directory, &["check", "--rule", RULE], 1);
    assert!(!quiet.contains("tftest"), "{quiet}");
    let told = text(&directory, &["check", "--rule", RULE, "--verbose"], 1);
    assert_contains(&told, &["tests are not judged", "main.tftest.hcl"]);
    let named = text(&directory, &["check", "main.tftest.hcl"], 2);
    assert_contains(&named, &["tests, stacks and queries are not judged"]);
}
