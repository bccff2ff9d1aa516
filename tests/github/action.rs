//! The action, step by step, as a runner takes it: a clean environment, a repository made for it, the stub for GitHub.
//!
//! `action.yml` is read by cldlint itself, whose configuration may decode YAML.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use serde_json::Value;

use crate::pull::{Pull, added, head};
use crate::{body, paths};

const BAD: &str = "resource \"aws_ebs_volume\" \"a\" {\n  availability_zone = \"eu-west-1a\"\n  size = 1\n  encrypted = false\n}\n";

/// A run of the action.
struct Run {
    action: PathBuf,
    workspace: PathBuf,
    temp: PathBuf,
    inputs: BTreeMap<String, String>,
    environment: Vec<(&'static str, String)>,
    outputs: BTreeMap<String, BTreeMap<String, String>>,
    /// Steps that ran, and how they ended.
    ended: Vec<(String, i32)>,
    log: String,
}

impl Run {
    fn new(pull: &Pull, inputs: &[(&str, &str)]) -> Self {
        let temp = pull.directory.join("temp");
        fs::create_dir_all(&temp).unwrap();
        let event = temp.join("event.json");
        fs::write(&event, pull.payload.to_string()).unwrap();
        let environment = vec![
            ("GITHUB_ACTIONS", "true".to_owned()),
            ("GITHUB_API_URL", pull.stub.api.clone()),
            (
                "GITHUB_GRAPHQL_URL",
                pull.stub.api.replace("/v3", "/graphql"),
            ),
            ("GITHUB_SERVER_URL", "https://github.test".to_owned()),
            ("GITHUB_REPOSITORY", "o/r".to_owned()),
            ("GITHUB_EVENT_NAME", pull.event.to_owned()),
            ("GITHUB_EVENT_PATH", event.to_str().unwrap().to_owned()),
            ("GITHUB_RUN_NUMBER", "1".to_owned()),
            ("GITHUB_RUN_ATTEMPT", "1".to_owned()),
        ];
        let mut run = Self {
            action: PathBuf::from(env!("CARGO_MANIFEST_DIR")),
            workspace: pull.directory.clone(),
            temp,
            inputs: BTreeMap::new(),
            environment,
            outputs: BTreeMap::new(),
            ended: Vec::new(),
            log: String::new(),
        };
        run.inputs.insert(
            "binary".to_owned(),
            env!("CARGO_BIN_EXE_cldlint").to_owned(),
        );
        run.inputs.extend(
            inputs
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        );
        run
    }

    /// Takes all steps; the result is whether the job is green.
    fn go(&mut self) -> bool {
        let action = definition(&self.action, &self.temp);
        for (name, input) in action["inputs"].as_object().unwrap() {
            let default = self.text(&input["default"]);
            self.inputs.entry(name.clone()).or_insert(default);
        }
        let mut green = true;
        for step in action["runs"]["steps"].as_array().unwrap() {
            let condition = step["if"].as_str().map_or("success()", unwrapped);
            // Without a function that says otherwise, a step needs all before it to have gone well.
            let runs = (green || condition.contains("cancelled()")) && self.holds(condition);
            if runs && self.step(step) != 0 && self.text(&step["continue-on-error"]) != "true" {
                green = false;
            }
        }
        green
    }

    fn step(&mut self, step: &Value) -> i32 {
        let name = step["name"].as_str().unwrap().to_owned();
        let Some(script) = step["run"].as_str() else {
            self.ended.push((name, 0));
            return 0;
        };
        assert!(
            !script.contains("${{"),
            "an expression in a script: {script}"
        );
        let outputs = self.temp.join("outputs");
        let file = self.temp.join("script.sh");
        fs::write(&outputs, "").unwrap();
        fs::write(&file, script).unwrap();
        let mut command = Command::new("bash");
        command
            .args(["--noprofile", "--norc", "-eo", "pipefail"])
            .arg(file);
        let directory = self.text(&step["working-directory"]);
        command
            .current_dir(self.workspace.join(directory))
            .env_clear();
        command.env("PATH", "/usr/local/bin:/usr/bin:/bin");
        command
            .env("GITHUB_ACTION_PATH", &self.action)
            .env("RUNNER_TEMP", &self.temp);
        command
            .env("GITHUB_OUTPUT", &outputs)
            .env("GITHUB_STEP_SUMMARY", self.temp.join("summary"));
        command.envs(self.environment.iter().map(|(name, value)| (*name, value)));
        for (name, value) in step["env"].as_object().into_iter().flatten() {
            command.env(name, self.text(value));
        }
        let output = command.output().unwrap();
        let status = output.status.code().unwrap();
        self.log += &String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        let written = fs::read_to_string(outputs).unwrap();
        let pairs = written.lines().filter_map(|line| line.split_once('='));
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        self.outputs.insert(
            step["id"].as_str().unwrap_or_default().to_owned(),
            pairs.collect(),
        );
        self.ended.push((name, status));
        status
    }

    /// A value of `action.yml`, which may hold one expression.
    fn text(&self, value: &Value) -> String {
        let text = value.as_str().unwrap_or_default();
        let Some((before, rest)) = text.split_once("${{") else {
            return text.to_owned();
        };
        let (expression, after) = rest.split_once("}}").unwrap();
        format!("{before}{}{after}", self.value(expression))
    }

    fn holds(&self, condition: &str) -> bool {
        condition.split("||").any(|part| {
            part.split("&&").all(|term| {
                let compared = |(a, b)| self.value(a) == self.value(b);
                let term = term.trim();
                match (term.split_once("!="), term.split_once("==")) {
                    (Some(pair), _) => !compared(pair),
                    (_, Some(pair)) => compared(pair),
                    _ => matches!(term, "success()" | "!cancelled()"),
                }
            })
        })
    }

    /// Of alternatives the first that is not empty, as in the runner.
    fn value(&self, expression: &str) -> String {
        if let Some((a, b)) = expression.split_once("==") {
            return (self.value(a) == self.value(b)).to_string();
        }
        let values = expression.split("||").map(|term| self.term(term.trim()));
        values
            .into_iter()
            .find(|value| !value.is_empty())
            .unwrap_or_default()
    }

    fn term(&self, term: &str) -> String {
        if let Some(text) = term.strip_prefix('\'') {
            return text.trim_end_matches('\'').to_owned();
        }
        match term.split('.').collect::<Vec<_>>().as_slice() {
            ["inputs", name] => self.inputs.get(*name).cloned().unwrap_or_default(),
            ["steps", id, "outputs", name] => self
                .outputs
                .get(*id)
                .and_then(|outputs| outputs.get(*name))
                .cloned()
                .unwrap_or_default(),
            ["github", "token"] => "the-token".to_owned(),
            ["runner", "os"] => "Linux".to_owned(),
            ["runner", "arch"] => "X64".to_owned(),
            _ => panic!("{term} is not known to the harness"),
        }
    }

    fn output(&self, step: &str, name: &str) -> &str {
        &self.outputs[step][name]
    }

    fn names(&self) -> Vec<&str> {
        self.ended.iter().map(|(name, _)| name.as_str()).collect()
    }
}

fn unwrapped(condition: &str) -> &str {
    condition
        .trim_start_matches("${{")
        .trim_end_matches("}}")
        .trim()
}

/// `action.yml`, decoded by cldlint.
fn definition(action: &Path, temp: &Path) -> Value {
    let module = temp.join("module");
    fs::create_dir_all(&module).unwrap();
    fs::copy(action.join("action.yml"), module.join("action.yml")).unwrap();
    let text = "locals {\n  action = yamldecode(file(\"${path.module}/action.yml\"))\n}\n";
    fs::write(module.join("main.tf"), text).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_cldlint"));
    let output = command
        .args(["show", "--format", "json"])
        .arg(module)
        .output()
        .unwrap();
    let shown: Value = serde_json::from_slice(&output.stdout).unwrap();
    find(&shown, "inputs").unwrap().clone()
}

/// The object that has a member of this name and one called `runs`.
fn find<'v>(value: &'v Value, member: &str) -> Option<&'v Value> {
    if value.get(member).is_some() && value.get("runs").is_some() {
        return Some(value);
    }
    match value {
        Value::Array(elements) => elements.iter().find_map(|element| find(element, member)),
        Value::Object(members) => members.values().find_map(|value| find(value, member)),
        _ => None,
    }
}

fn pull(name: &str) -> Pull {
    let mut pull = Pull::new(name);
    pull.push("a", BAD);
    pull
}

#[test]
fn from_checkout_to_gate() {
    let pull = pull("action");
    let mut run = Run::new(&pull, &[]);
    assert!(!run.go(), "{}", run.log);
    assert_eq!(
        run.names(),
        ["Install", "Check", "Say", "Gate"],
        "{}",
        run.log
    );
    assert_eq!(run.ended.last().unwrap().1, 1);
    assert_eq!(run.output("say", "conclusion"), "fail");
    assert_eq!(
        paths(&pull.stub.writes()),
        ["POST pulls/7/reviews", "POST issues/7/comments"],
        "{}",
        run.log
    );
    assert!(!run.log.contains("the-token"));
    assert!(Path::new(run.output("check", "report")).exists());
    let mut again = Run::new(&pull, &[]);
    again.go();
    assert_eq!(paths(&pull.stub.writes()), [""; 0]);
}

#[test]
fn what_is_good_passes_the_gate_and_sarif_is_uploaded_first() {
    let mut pull = pull("action-good");
    pull.push("a", &BAD.replace("false", "true"));
    let mut run = Run::new(
        &pull,
        &[("upload-sarif", "auto"), ("paths", "main.tf\n.\n")],
    );
    assert!(run.go(), "{}", run.log);
    assert_eq!(
        run.names(),
        ["Install", "Check", "Say", "Upload SARIF"],
        "{}",
        run.log
    );
    let mut run = Run::new(&pull, &[("paths", "nowhere"), ("upload-sarif", "true")]);
    assert!(!run.go());
    assert_eq!(run.output("check", "exit-code"), "2", "{}", run.log);
    assert_eq!(run.names().last(), Some(&"Gate"));
}

#[test]
fn a_checkout_below_the_workspace_has_paths_of_its_own() {
    let mut pull = pull("action-below");
    pull.directory = pull.directory.join("checkout");
    fs::create_dir_all(pull.directory.join(".git")).unwrap();
    pull.push("a", BAD);
    let mut run = Run::new(&pull, &[("working-directory", "checkout")]);
    run.workspace = pull.directory.parent().unwrap().to_path_buf();
    assert!(!run.go(), "{}", run.log);
    assert_eq!(pull.stub.state().remarks[0]["path"], "main.tf");
}

#[test]
fn inputs_are_values_and_nothing_else() {
    let pull = pull("action-inputs");
    for hostile in [
        "$(touch bad)",
        "; touch bad",
        "--help",
        "a\n--config=x",
        "`touch bad`",
    ] {
        let mut run = Run::new(
            &pull,
            &[
                ("paths", hostile),
                ("fail-on", hostile),
                ("comment-id", hostile),
            ],
        );
        assert!(!run.go(), "{hostile}: {}", run.log);
        assert!(!pull.directory.join("bad").exists(), "{hostile}");
    }
}

#[test]
fn the_pair_that_is_safe_for_forks() {
    let mut pull = pull("action-pair");
    pull.stub.state().head_repository = "fork/r".to_owned();
    pull.payload["pull_request"]["head"]["repo"]["full_name"] = "fork/r".into();
    let mut first = Run::new(&pull, &[("fail-on", "never")]);
    assert!(first.go(), "{}", first.log);
    assert!(pull.stub.state().calls.is_empty());
    let report = first.output("check", "report").to_owned();

    pull.event = "workflow_run";
    pull.payload = serde_json::json!({"workflow_run": {"event": "pull_request", "head_sha": head("a"),
        "head_branch": "topic", "head_repository": {"full_name": "fork/r"}}});
    let mut second = Run::new(&pull, &[("report", &report)]);
    assert!(second.go(), "{}", second.log);
    assert_eq!(second.names(), ["Install", "Say"]);
    assert!(body(&pull.stub.state().remarks[0]).contains("EBS volume"));
    assert!(pull.stub.state().files.contains_key("main.tf") && !added(BAD).is_empty());
}

/// A server of one file, and an action whose checksum is that of what was released.
fn released(pull: &Pull, served: &[u8], sum: &str) -> PathBuf {
    let action = pull.directory.join("action");
    fs::create_dir_all(action.join("ci")).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for file in ["action.yml", "ci/install.sh", "ci/check.sh", "ci/say.sh"] {
        fs::copy(root.join(file), action.join(file)).unwrap();
    }
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let name = "cldlint-v0.1.0-x86_64-unknown-linux-musl.tar.gz";
    let sums = format!("url http://{address}/download\n{sum}  {name}\n");
    fs::write(action.join("ci/checksums.txt"), sums).unwrap();
    let served = served.to_vec();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let status = if served.is_empty() {
                "404 Not Found"
            } else {
                "200 OK"
            };
            let head = format!(
                "HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                served.len()
            );
            let _ = stream.write_all(&[head.as_bytes(), &served].concat());
        }
    });
    action
}

#[test]
fn a_release_is_used_only_with_its_own_bytes() {
    let pull = pull("action-release");
    let archive = pull.directory.join("archive");
    fs::create_dir_all(&archive).unwrap();
    let script = "#!/bin/sh\nexec \"$REAL_CLDLINT\" \"$@\"\n";
    fs::write(archive.join("cldlint"), script).unwrap();
    let made = Command::new("sh")
        .current_dir(&archive)
        .args([
            "-c",
            "chmod +x cldlint && tar -czf a.tar.gz cldlint && sha256sum a.tar.gz",
        ])
        .output()
        .unwrap();
    let sum = String::from_utf8(made.stdout)
        .unwrap()
        .split(' ')
        .next()
        .unwrap()
        .to_owned();
    let bytes = fs::read(archive.join("a.tar.gz")).unwrap();
    let mut tampered = bytes.clone();
    *tampered.last_mut().unwrap() ^= 1;
    for (served, good) in [
        (&bytes[..], true),
        (&tampered, false),
        (&bytes[..bytes.len() - 5], false),
        (&[], false),
    ] {
        let mut run = Run::new(&pull, &[("binary", "")]);
        run.action = released(&pull, served, &sum);
        run.environment
            .push(("REAL_CLDLINT", env!("CARGO_BIN_EXE_cldlint").to_owned()));
        run.go();
        let installed = run.ended[0].1 == 0;
        assert_eq!(installed, good, "{}", run.log);
        assert!(
            good || run.log.contains("::error title=cldlint::"),
            "{}",
            run.log
        );
    }
}
