//! A server on this machine that does what GitHub does with a pull request, as far as its reviewers are concerned: it
//! keeps what it is told, refuses what GitHub refuses, and notes each call.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;

use serde_json::{Value, json};

pub(crate) const BOT: &str = "github-actions[bot]";
const LONGEST_BODY: usize = 262_144;

/// An answer that comes once instead of the right one.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub(crate) method: &'static str,
    /// What the path contains.
    pub(crate) path: &'static str,
    pub(crate) status: u16,
    pub(crate) headers: &'static str,
    pub(crate) body: &'static str,
}

/// A call that came in.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) body: Value,
}

#[derive(Default)]
pub(crate) struct State {
    pub(crate) head: String,
    pub(crate) head_repository: String,
    /// Patches by file; without one the file is too large or binary.
    pub(crate) files: BTreeMap<String, Option<String>>,
    pub(crate) comments: Vec<Value>,
    pub(crate) remarks: Vec<Value>,
    pub(crate) minimized: Vec<(String, String)>,
    pub(crate) resolved: Vec<u64>,
    pub(crate) calls: Vec<Call>,
    pub(crate) faults: Vec<Fault>,
    pub(crate) read_only: bool,
    pub(crate) page: usize,
    /// The head changes to this one when a review comes in.
    pub(crate) moves_to: Option<String>,
    /// A line that is refused although it is in the diff.
    pub(crate) odd_line: Option<u64>,
    pub(crate) knows_fork_commits: bool,
    next: u64,
    api: String,
}

/// The server. It ends with the process.
pub(crate) struct Stub {
    pub(crate) api: String,
    state: Arc<Mutex<State>>,
}

impl Stub {
    pub(crate) fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let api = format!("http://{}/api/v3", listener.local_addr().unwrap());
        let state = Arc::new(Mutex::new(State {
            head: "a".repeat(40),
            head_repository: "o/r".to_owned(),
            page: 100,
            next: 1000,
            api: api.clone(),
            knows_fork_commits: true,
            ..State::default()
        }));
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming() {
                serve(stream.unwrap(), &shared);
            }
        });
        Self { api, state }
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// The calls that change something, since the last time this was asked.
    pub(crate) fn writes(&self) -> Vec<Call> {
        let calls = std::mem::take(&mut self.state().calls);
        let writes = calls.into_iter().filter(Call::writes);
        writes.collect()
    }

    /// A new head. Comments stay where the text of their line is in the diff, and are outdated otherwise.
    pub(crate) fn push(&self, head: &str, files: &[(&str, Option<String>)]) {
        let mut state = self.state();
        let place = |state: &State, remark: &Value| {
            let path = remark["path"].as_str().unwrap();
            let lines = right_lines(state.files.get(path)?.as_ref()?);
            Some(lines)
        };
        let old: Vec<_> = state
            .remarks
            .iter()
            .map(|remark| {
                let line = remark["line"].as_u64()?;
                place(&state, remark)?
                    .into_iter()
                    .find(|(n, ..)| *n == line)
                    .map(|(_, text, _)| text)
            })
            .collect();
        head.clone_into(&mut state.head);
        state.files = files
            .iter()
            .map(|(n, p)| ((*n).to_owned(), p.clone()))
            .collect();
        let new: Vec<_> = state
            .remarks
            .iter()
            .zip(old)
            .map(|(remark, text)| {
                let text = text?;
                place(&state, remark)?
                    .into_iter()
                    .find(|(_, t, _)| *t == text)
                    .map(|(n, ..)| n)
            })
            .collect();
        for (remark, line) in state.remarks.iter_mut().zip(new) {
            remark["line"] = line.map_or(Value::Null, Value::from);
        }
    }
}

impl Call {
    pub(crate) fn writes(&self) -> bool {
        let query = self.body["query"].as_str().unwrap_or_default();
        self.method != "GET" && !query.starts_with("query")
    }
}

fn serve(stream: TcpStream, state: &Mutex<State>) {
    let mut reader = BufReader::new(stream);
    let mut first = String::new();
    if reader.read_line(&mut first).unwrap_or(0) == 0 {
        return;
    }
    let (mut length, mut authorized) = (0, false);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let line = line.trim().to_ascii_lowercase();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        authorized |= line == "authorization: bearer the-token";
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let mut words = first.split(' ');
    let (method, path) = (words.next().unwrap(), words.next().unwrap());
    let body = serde_json::from_slice(&body).unwrap_or(Value::Null);
    let mut state = state.lock().unwrap();
    let answer = if authorized {
        state.answer(method, path, &body)
    } else {
        Answer::error(401, "Bad credentials")
    };
    let Answer {
        status,
        headers,
        body,
    } = answer;
    let length = body.len();
    let text = format!(
        "HTTP/1.1 {status} X\r\ncontent-length: {length}\r\nconnection: close\r\n{headers}\r\n{body}"
    );
    // Who asked may have gone.
    let _ = reader.into_inner().write_all(text.as_bytes());
}

struct Answer {
    status: u16,
    headers: String,
    body: String,
}

impl Answer {
    fn ok(value: &Value) -> Self {
        Self {
            status: 200,
            headers: String::new(),
            body: value.to_string(),
        }
    }

    fn error(status: u16, message: &str) -> Self {
        let body = json!({"message": message, "documentation_url": "https://docs.example"});
        Self {
            status,
            headers: String::new(),
            body: body.to_string(),
        }
    }
}

impl State {
    fn answer(&mut self, method: &str, path: &str, body: &Value) -> Answer {
        let call = Call {
            method: method.to_owned(),
            path: path.to_owned(),
            body: body.clone(),
        };
        record(&call);
        let writes = call.writes();
        self.calls.push(call);
        let fault = self
            .faults
            .iter()
            .position(|f| f.method == method && path.contains(f.path));
        if let Some(index) = fault {
            let fault = self.faults.remove(index);
            return Answer {
                status: fault.status,
                headers: fault.headers.to_owned(),
                body: fault.body.to_owned(),
            };
        }
        if self.read_only && writes {
            return Answer::error(403, "Resource not accessible by integration");
        }
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let path = path.strip_prefix("/api/v3").unwrap_or(path);
        if path == "/graphql" || path == "/api/graphql" {
            return self.graphql(body);
        }
        let Some(path) = path.strip_prefix("/repos/o/r/") else {
            return Answer::error(404, "Not Found");
        };
        match (method, path.split('/').collect::<Vec<_>>().as_slice()) {
            ("GET", ["pulls", "7"]) => Answer::ok(&self.pull()),
            ("GET", ["pulls", "7", "files"]) => {
                let files = self.files.iter().map(|(name, patch)| {
                    let mut file = json!({"filename": name, "status": "modified"});
                    if let Some(old) = name.strip_prefix("renamed-") {
                        file["status"] = "renamed".into();
                        file["previous_filename"] = old.into();
                    }
                    if let Some(patch) = patch {
                        file["patch"] = patch.as_str().into();
                    }
                    file
                });
                self.list(&files.collect::<Vec<_>>(), path, query)
            }
            ("GET", ["pulls", "7", "comments"]) => self.list(&self.remarks, path, query),
            ("GET", ["issues", "7", "comments"]) => self.list(&self.comments, path, query),
            ("GET", ["commits", sha, "pulls"]) => {
                let known = *sha == self.head && self.knows_fork_commits;
                let pulls = if known { vec![self.pull()] } else { vec![] };
                self.list(&pulls, path, query)
            }
            ("GET", ["pulls"]) => {
                let owner = self.head_repository.split('/').next().unwrap();
                let wanted = format!("head={owner}:topic");
                let pulls = if query.contains(&wanted) {
                    vec![self.pull()]
                } else {
                    vec![]
                };
                self.list(&pulls, path, query)
            }
            ("POST", ["issues", "7", "comments"]) => self.comment(body),
            ("PATCH", ["issues", "comments", id]) => edit(&mut self.comments, id, body),
            ("PATCH", ["pulls", "comments", id]) => edit(&mut self.remarks, id, body),
            ("POST", ["pulls", "7", "reviews"]) => self.review(body),
            ("POST", ["pulls", "7", "comments"]) => match self.refusal(body) {
                Some(why) => Answer::error(422, why),
                None => self.remark(body, None),
            },
            ("POST", ["pulls", "7", "comments", id, "replies"]) => {
                self.remark(body, id.parse().ok())
            }
            _ => Answer::error(404, "Not Found"),
        }
    }

    fn pull(&self) -> Value {
        json!({"number": 7, "state": "open",
            "head": {"sha": self.head, "ref": "topic", "repo": {"full_name": self.head_repository}},
            "base": {"repo": {"full_name": "o/r"}}})
    }

    fn list(&self, all: &[Value], path: &str, query: &str) -> Answer {
        let field = |name: &str| {
            query
                .split('&')
                .find_map(|f| f.strip_prefix(name)?.parse::<usize>().ok())
        };
        let size = field("per_page=").unwrap_or(30).min(self.page);
        let number = field("page=").unwrap_or(1);
        let pages: Vec<_> = all.chunks(size).collect();
        let page = pages.get(number - 1).copied().unwrap_or_default();
        let mut answer = Answer::ok(&Value::from(page));
        if number < pages.len() {
            let (api, next) = (&self.api, number + 1);
            answer.headers = format!(
                "Link: <{api}/repos/o/r/{path}?per_page={size}&page=1>; rel=\"first\", <{api}/repos/o/r/{path}?per_page={size}&page={next}>; rel=\"next\"\r\n"
            );
        }
        answer
    }

    fn id(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    fn comment(&mut self, body: &Value) -> Answer {
        let text = body["body"].as_str().unwrap_or_default();
        if text.is_empty() || text.len() > LONGEST_BODY {
            return Answer::error(422, "Validation Failed");
        }
        let id = self.id();
        let comment = json!({"id": id, "node_id": format!("IC_{id}"), "body": text, "user": {"login": BOT},
            "html_url": format!("https://github.test/o/r/pull/7#issuecomment-{id}")});
        self.comments.push(comment.clone());
        Answer::ok(&comment)
    }

    fn remark(&mut self, body: &Value, reply_to: Option<u64>) -> Answer {
        let id = self.id();
        let mut remark = json!({"id": id, "node_id": format!("RC_{id}"), "body": body["body"], "user": {"login": BOT},
            "path": body["path"], "line": body["line"], "start_line": body["start_line"]});
        if let Some(other) = reply_to {
            remark["in_reply_to_id"] = other.into();
            let first = self.remarks.iter().find(|r| r["id"] == other).unwrap();
            let (path, line) = (first["path"].clone(), first["line"].clone());
            remark["path"] = path;
            remark["line"] = line;
        }
        self.remarks.push(remark.clone());
        Answer::ok(&remark)
    }

    /// All or nothing, and the refusal does not say for which comment.
    fn review(&mut self, body: &Value) -> Answer {
        if let Some(head) = self.moves_to.take() {
            self.head = head;
            return Answer::error(422, "Unprocessable Entity");
        }
        assert_eq!(body["event"], "COMMENT");
        let comments = body["comments"].as_array().unwrap().clone();
        if let Some(why) = comments.iter().find_map(|comment| self.refusal(comment)) {
            return Answer::error(422, why);
        }
        for comment in &comments {
            self.remark(comment, None);
        }
        Answer::ok(
            &json!({"id": 1, "html_url": "https://github.test/o/r/pull/7#pullrequestreview-1"}),
        )
    }

    fn refusal(&self, comment: &Value) -> Option<&'static str> {
        let text = comment["body"].as_str().unwrap_or_default();
        if text.is_empty() || text.len() > LONGEST_BODY {
            return Some("Validation Failed");
        }
        let line = comment["line"].as_u64();
        if line.is_some() && line == self.odd_line {
            return Some("Line could not be resolved");
        }
        let Some(Some(patch)) = self.files.get(comment["path"].as_str().unwrap_or_default()) else {
            return Some("Path could not be resolved");
        };
        let lines = right_lines(patch);
        let hunk = |line: Option<u64>| {
            lines
                .iter()
                .find(|(n, ..)| Some(*n) == line)
                .map(|(.., hunk)| *hunk)
        };
        let last = hunk(line);
        if last.is_none() || comment["side"] != "RIGHT" {
            return Some("Pull request review thread line must be part of the diff");
        }
        let start = comment.get("start_line")?;
        if hunk(start.as_u64()) != last || start.as_u64() >= line {
            return Some(
                "Pull request review thread start line must be part of the same hunk as the line",
            );
        }
        None
    }

    fn graphql(&mut self, body: &Value) -> Answer {
        let query = body["query"].as_str().unwrap();
        let variables = &body["variables"];
        if query.contains("minimizeComment") {
            let text = |name: &str| variables[name].as_str().unwrap().to_owned();
            self.minimized.push((text("id"), text("why")));
            return Answer::ok(
                &json!({"data": {"minimizeComment": {"minimizedComment": {"isMinimized": true}}}}),
            );
        }
        let threads = self.remarks.iter().filter(|r| r["in_reply_to_id"].is_null()).map(|remark| {
            let resolved = self.resolved.contains(&remark["id"].as_u64().unwrap());
            json!({"isResolved": resolved, "comments": {"nodes": [{"databaseId": remark["id"]}]}})
        });
        let threads = json!({"pageInfo": {"hasNextPage": false, "endCursor": null}, "nodes": threads.collect::<Vec<_>>()});
        Answer::ok(&json!({"data": {"viewer": {"login": "github-actions"},
            "repository": {"pullRequest": {"reviewThreads": threads}}}}))
    }
}

fn edit(list: &mut [Value], id: &str, body: &Value) -> Answer {
    let found = list
        .iter_mut()
        .find(|comment| comment["id"].as_u64() == id.parse().ok());
    let Some(comment) = found else {
        return Answer::error(404, "Not Found");
    };
    comment["body"] = body["body"].clone();
    Answer::ok(comment)
}

/// Number, text and hunk of the lines that can be commented on.
fn right_lines(patch: &str) -> Vec<(u64, String, usize)> {
    let (mut lines, mut number, mut hunk) = (Vec::new(), 0, 0);
    for row in patch.split('\n') {
        match row.as_bytes().first() {
            Some(b'@') => {
                let right = row.split('+').nth(1).unwrap();
                number = right.split([',', ' ']).next().unwrap().parse().unwrap();
                hunk += 1;
            }
            Some(b'+' | b' ') => {
                lines.push((number, row[1..].to_owned(), hunk));
                number += 1;
            }
            _ => {}
        }
    }
    lines
}

/// Keeps what is sent, for `.ci/github-api` to compare with GitHub's description of its interface.
fn record(call: &Call) {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("github-requests.jsonl");
    let mut file = OpenOptions::new()
        .append(true)
        .create(true)
        .open(path)
        .unwrap();
    let line = json!({"method": call.method, "path": call.path, "body": call.body});
    file.write_all(format!("{line}\n").as_bytes()).unwrap();
}
