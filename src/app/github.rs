//! `cldlint github`: what the runner sets, the reports, and where the words go.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::cli::{self, LineReview, SummaryComment};
use crate::github::{
    Clock, Comment, Event, Facts, Job, Mode, Posted, Report, Review, Run, Transport, post,
};
use crate::report::clean;

use super::http::Http;
use super::{Failure, input, print};

/// No report may be longer, in bytes.
const LONGEST: u64 = 256 << 20;
/// No file whose lines are compared may be longer, in bytes.
const LONGEST_SOURCE: u64 = 8 << 20;
/// The longest summary of a step, in bytes, with room for what else the step writes.
const LONGEST_SUMMARY: usize = 900 << 10;

/// Says in the pull request what the reports say.
pub(super) fn run(args: &cli::Github) -> Result<u8, Failure> {
    let base = input::base();
    let mut reports = Vec::new();
    for path in &args.reports {
        let mut report = read(path)?;
        report.rebase(&|path| base.path(path));
        reports.push(report);
    }
    let root = input::repository_root();
    let cache = RefCell::new(BTreeMap::new());
    let texts = |path: &str| {
        let mut cache = cache.borrow_mut();
        let text = cache.entry(path.to_owned());
        text.or_insert_with(|| source(root.as_deref()?, path))
            .clone()
    };
    // What is checked out in the second of the pair is not what was judged in the first.
    let nothing = |_: &str| None;
    let is_pair = variable("GITHUB_EVENT_NAME") == "workflow_run";
    let job = Job {
        reports: &reports,
        comment: match args.comment {
            SummaryComment::OnFindings => Comment::OnFindings,
            SummaryComment::Always => Comment::Always,
            SummaryComment::Never => Comment::Never,
        },
        id: &args.comment_id,
        review: match args.review {
            LineReview::Suggestions => Review::Suggestions,
            LineReview::Comments => Review::Comments,
            LineReview::Off => Review::Off,
        },
        most: usize::from(args.max_review_comments),
        texts: if is_pair { &nothing } else { &texts },
    };
    let posted = match Mode::of(&facts()?) {
        Mode::Comment(event) => speak(&job, &event),
        Mode::Tell(why) => told(why),
        Mode::Refuse(why) => return Err(Failure::new(why, "")),
    };
    tell(args, &job, &posted)?;
    let strict = args.comment == SummaryComment::Always && variable("CLDLINT_STRICT_API") == "1";
    match &posted.trouble {
        Some(trouble) if strict => Err(Failure::new(trouble.as_str(), "")),
        _ => Ok(0),
    }
}

fn told(why: &str) -> Posted {
    Posted {
        log: vec![format!("no comment: {why}")],
        ..Posted::default()
    }
}

/// Speaks in the pull request, if there is a token to do so.
fn speak(job: &Job<'_>, event: &Event) -> Posted {
    let run = the_run(&event.head);
    let token = [variable("GITHUB_TOKEN"), variable("GH_TOKEN")];
    let token = token
        .into_iter()
        .find(|token| !token.is_empty())
        .unwrap_or_default();
    let certificates = Some(variable("SSL_CERT_FILE")).filter(|path| !path.is_empty());
    match Http::new(&run.api, &token, certificates.as_deref().map(Path::new)) {
        Ok(mut http) => post(
            job,
            &run,
            event,
            &mut http as &mut dyn Transport,
            &mut Watch,
        ),
        Err(trouble) => Posted {
            trouble: Some(trouble),
            ..Posted::default()
        },
    }
}

/// The time as it is.
struct Watch;

impl Clock for Watch {
    fn now(&self) -> u64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        since.map_or(0, |since| since.as_secs())
    }

    fn wait(&mut self, seconds: u64) {
        thread::sleep(Duration::from_secs(seconds));
    }
}

/// An environment variable; one that is not set is empty.
fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_default()
}

fn facts() -> Result<Facts, Failure> {
    let event = variable("GITHUB_EVENT_NAME");
    let path = variable("GITHUB_EVENT_PATH");
    let payload = if path.is_empty() {
        serde_json::Value::Null
    } else {
        let text = fs::read(&path).map_err(|error| {
            Failure::new(format!("GITHUB_EVENT_PATH cannot be read: {error}"), "")
        })?;
        serde_json::from_slice(&text).map_err(|error| {
            Failure::new(format!("GITHUB_EVENT_PATH holds no event: {error}"), "")
        })?
    };
    Ok(Facts {
        event,
        payload,
        repository: variable("GITHUB_REPOSITORY"),
        actor: variable("GITHUB_ACTOR"),
        allow_target: variable("CLDLINT_ALLOW_PRT") == "1",
    })
}

fn the_run(commit: &str) -> Run {
    let or = |name: &str, default: &str| {
        let value = variable(name);
        if value.is_empty() {
            default.to_owned()
        } else {
            value
        }
    };
    let number = |name: &str| variable(name).parse().unwrap_or(0);
    let api = or("GITHUB_API_URL", "https://api.github.com");
    let graphql = or(
        "GITHUB_GRAPHQL_URL",
        &format!("{}/graphql", api.trim_end_matches('/')),
    );
    Run {
        api,
        graphql,
        server: or("GITHUB_SERVER_URL", "https://github.com"),
        repository: variable("GITHUB_REPOSITORY"),
        number: (number("GITHUB_RUN_NUMBER"), number("GITHUB_RUN_ATTEMPT")),
        commit: commit.to_owned(),
    }
}

fn read(path: &Path) -> Result<Report, Failure> {
    let shown = path.display();
    let refused = |why: String| {
        Failure::new(
            format!("{shown}: {why}"),
            "write it with `cldlint check --format json=report.json`",
        )
    };
    let mut text = Vec::new();
    let read = if path == Path::new("-") {
        io::stdin().lock().take(LONGEST + 1).read_to_end(&mut text)
    } else {
        fs::File::open(path).and_then(|file| file.take(LONGEST + 1).read_to_end(&mut text))
    };
    read.map_err(|error| refused(error.to_string()))?;
    if u64::try_from(text.len()).unwrap_or(u64::MAX) > LONGEST {
        return Err(refused("it is too long".to_owned()));
    }
    Report::read(&text).map_err(refused)
}

/// The text of a file in the repository. A path comes from a report, so it must not lead out of there.
fn source(root: &Path, path: &str) -> Option<String> {
    let path = PathBuf::from(path);
    let plain = |part: Component<'_>| matches!(part, Component::Normal(_));
    if !path.components().all(plain) {
        return None;
    }
    let file = root.join(path).canonicalize().ok()?;
    let inside = file.starts_with(root.canonicalize().ok()?);
    let length = fs::metadata(&file).ok()?.len();
    (inside && length <= LONGEST_SOURCE).then(|| fs::read_to_string(&file).ok())?
}

/// Writes the log, the annotations, the summary and the outputs of the step.
fn tell(args: &cli::Github, job: &Job<'_>, posted: &Posted) -> Result<(), Failure> {
    let on_github =
        variable("GITHUB_ACTIONS") == "true" || !variable("GITHUB_EVENT_NAME").is_empty();
    print(|out| {
        for line in &posted.log {
            writeln!(out, "cldlint: {}", plain(line))?;
        }
        if let Some(trouble) = &posted.trouble {
            let command = if on_github {
                "::warning title=cldlint::"
            } else {
                "cldlint: "
            };
            writeln!(out, "{command}{}", plain(trouble).replace('%', "%25"))?;
        }
        if args.annotations && on_github && !posted.reviewed {
            out.write_all(&job.annotations())?;
        }
        Ok(())
    })?;
    let commit = variable("GITHUB_SHA");
    if args.step_summary {
        let summary = job.step_summary(&the_run(&commit));
        if summary.len() <= LONGEST_SUMMARY {
            append("GITHUB_STEP_SUMMARY", &summary)?;
        }
    }
    append("GITHUB_OUTPUT", &outputs(job, posted))
}

/// Text from a server on a line of the log: no command, and nothing that moves the cursor.
fn plain(text: &str) -> String {
    clean(text).replace("##[", "## [")
}

/// Numbers, words of our own and addresses without line breaks: nothing that could be taken for another output.
fn outputs(job: &Job<'_>, posted: &Posted) -> String {
    let counts = job.counts();
    let conclusion = match counts.exit_status {
        0 if counts.undetermined > 0 => "undetermined",
        0 => "pass",
        1 => "fail",
        _ => "error",
    };
    let mut lines = vec![format!("conclusion={conclusion}")];
    let numbers = [
        ("findings", counts.findings),
        ("new", counts.new),
        ("regressed", counts.regressed),
        ("fixed", counts.fixed),
        ("undetermined", counts.undetermined),
        ("critical", counts.critical),
        ("high", counts.high),
        ("medium", counts.medium),
        ("low", counts.low),
    ];
    lines.extend(numbers.map(|(name, number)| format!("{name}={number}")));
    let addresses = [
        ("comment-url", &posted.comment_url),
        ("review-url", &posted.review_url),
    ];
    for (name, address) in addresses {
        let address = address
            .as_deref()
            .filter(|a| a.starts_with("http") && !a.contains(['\n', '\r']));
        lines.push(format!("{name}={}", address.unwrap_or_default()));
    }
    lines.join("\n") + "\n"
}

/// Appends to the file that a variable names, if it names one.
fn append(name: &str, text: &str) -> Result<(), Failure> {
    let path = variable(name);
    if path.is_empty() {
        return Ok(());
    }
    let file = OpenOptions::new().append(true).create(true).open(path);
    file.and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(|error| Failure::new(format!("{name} cannot be written: {error}"), ""))
}
