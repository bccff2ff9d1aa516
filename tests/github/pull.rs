//! A pull request and the repository it is of, as a run meets them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::stub::Stub;

/// A repository with a file, of which some lines are new.
pub(crate) struct Pull {
    pub(crate) stub: Stub,
    pub(crate) directory: PathBuf,
    pub(crate) run: u64,
    pub(crate) event: &'static str,
    pub(crate) payload: Value,
    pub(crate) environment: Vec<(&'static str, String)>,
}

/// What a run wrote.
pub(crate) struct Told {
    pub(crate) status: i32,
    pub(crate) log: String,
    pub(crate) outputs: String,
    pub(crate) summary: String,
}

pub(crate) fn head(letter: &str) -> String {
    letter.repeat(40)
}

/// A file of `count` lines, each different from the others.
pub(crate) fn source(count: u32) -> String {
    let lines: Vec<_> = (1..=count).map(|n| format!("line {n}")).collect();
    lines.join("\n") + "\n"
}

/// The patch that adds all of a text.
pub(crate) fn added(text: &str) -> String {
    let lines: Vec<_> = text.trim_end_matches('\n').split('\n').collect();
    let rows: Vec<_> = lines.iter().map(|line| format!("+{line}")).collect();
    format!("@@ -0,0 +1,{} @@\n{}", lines.len(), rows.join("\n"))
}

/// A finding of a report.
pub(crate) fn finding(rule: &str, address: &str, line: u32) -> Value {
    let mut finding = json!({
        "rule": rule, "title": format!("Title of {rule}"), "severity": "high", "kind": "contradiction", "theme": "t",
        "controls": [{"standard": "ISO/IEC 27017:2015", "id": "10.1.1", "title": "c", "basis": "b", "reason": "r"}],
        "verdict": "fail", "fails": true, "address": address, "path": "encrypted", "input": ".", "pointer": null,
        "label": "is `false`", "message": "`encrypted` is not true", "reasons": [], "related": [], "chain": [],
        "calls": [], "fixes": [], "limits": null, "references": [], "fingerprint": "f",
    });
    put(&mut finding, place("main.tf", line, 1, line, 3));
    finding
}

/// Puts the members of an object into another one.
fn put(value: &mut Value, more: Value) {
    let Value::Object(more) = more else { return };
    for (key, member) in more {
        value[key.as_str()] = member;
    }
}

pub(crate) fn place(file: &str, line: u32, column: u32, end_line: u32, end_column: u32) -> Value {
    json!({"file": file, "line": line, "column": column, "end_line": end_line, "end_column": end_column})
}

/// A fix that replaces part of a line of `main.tf`.
pub(crate) fn fix(line: u32, columns: (u32, u32), text: &str) -> Value {
    let mut edit = place("main.tf", line, columns.0, line, columns.1);
    put(&mut edit, json!({"offset": 0, "length": 0, "text": text}));
    json!({"title": "set it to true", "safety": "safe", "edits": [edit]})
}

pub(crate) fn report(findings: &[Value]) -> Value {
    json!({
        "version": 1, "tool": {"name": "cldlint", "version": "0.1.0"}, "findings": findings, "undetermined": [],
        "summary": {"findings": findings.len(), "passed": 5, "exit_status": i32::from(!findings.is_empty())},
        "problems": [],
    })
}

impl Pull {
    /// One that adds `main.tf` with twenty lines.
    pub(crate) fn new(name: &str) -> Self {
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("github")
            .join(name);
        let _ = fs::remove_dir_all(&directory);
        fs::create_dir_all(directory.join(".git")).unwrap();
        let mut pull = Self {
            stub: Stub::new(),
            directory,
            run: 0,
            event: "pull_request",
            payload: Value::Null,
            environment: Vec::new(),
        };
        pull.push("a", &source(20));
        pull
    }

    /// A new head that adds `main.tf` with this text.
    pub(crate) fn push(&mut self, letter: &str, text: &str) {
        fs::write(self.directory.join("main.tf"), text).unwrap();
        self.stub
            .push(&head(letter), &[("main.tf", Some(added(text)))]);
        self.payload = json!({"pull_request": {
            "number": 7, "head": {"sha": head(letter), "ref": "topic", "repo": {"full_name": "o/r"}},
            "base": {"repo": {"full_name": "o/r"}}}});
    }

    /// Runs `cldlint github` on a report.
    pub(crate) fn say(&mut self, report: &Value, arguments: &[&str]) -> Told {
        self.run += 1;
        let file = |name: &str| self.directory.join(name);
        fs::write(file("report.json"), report.to_string()).unwrap();
        fs::write(file("event.json"), self.payload.to_string()).unwrap();
        for name in ["outputs", "summary"] {
            let _ = fs::remove_file(file(name));
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_cldlint"));
        command
            .current_dir(&self.directory)
            .stdin(Stdio::null())
            .env_clear();
        command.args(["github", "report.json"]).args(arguments);
        let graphql = self.stub.api.replace("/v3", "/graphql");
        for (name, value) in [
            ("GITHUB_ACTIONS", "true"),
            ("GITHUB_TOKEN", "the-token"),
            ("GITHUB_API_URL", &self.stub.api),
            ("GITHUB_GRAPHQL_URL", &graphql),
            ("GITHUB_SERVER_URL", "https://github.test"),
            ("GITHUB_REPOSITORY", "o/r"),
            ("GITHUB_EVENT_NAME", self.event),
            ("GITHUB_RUN_NUMBER", &self.run.to_string()),
            ("GITHUB_RUN_ATTEMPT", "1"),
        ] {
            command.env(name, value);
        }
        command.env("GITHUB_EVENT_PATH", file("event.json"));
        command.env("GITHUB_OUTPUT", file("outputs"));
        command.env("GITHUB_STEP_SUMMARY", file("summary"));
        command.envs(
            self.environment
                .iter()
                .map(|(name, value)| (*name, value.as_str())),
        );
        let output = command.output().unwrap();
        let log = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert!(!log.contains("the-token"), "the token is in the log");
        Told {
            status: output.status.code().unwrap(),
            log,
            outputs: fs::read_to_string(file("outputs")).unwrap_or_default(),
            summary: fs::read_to_string(file("summary")).unwrap_or_default(),
        }
    }
}
