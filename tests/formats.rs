//! Every format: golden outputs of an example, and text made to break out of each of them.
//!
//! `UPDATE=1 cargo test --test formats` writes the golden outputs anew.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its data should stop"
)]

mod readers;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use cldlint::finding::{Finding, Kind, Report, RuleInfo, Severity, Verdict};
use cldlint::model::{Problem, ProblemKind};
use cldlint::report::{Format, Look, Options, Outcome, Part, clean};
use cldlint::text::{Place, Sources, TextRange};
use cldlint::value::Reason;
use serde_json::Value;

use readers::{annotations, delimited, logging, table, xml};

/// Text that means something to one of the formats.
const HOSTILE: &[&str] = &[
    "plain",
    "\u{1b}]0;owned\u{7}\u{9b}31m",
    "\u{202e}desrever\u{2066}",
    "a\r\n::error::forged",
    "::error file=x::forged",
    "  ::stop-commands::x",
    "##[command]x",
    "##vso[task.complete result=Failed;]forged",
    "%0A::error::forged",
    "%AZP250A;]",
    "a;b]c,d:e",
    "=HYPERLINK(\"http://evil.example\")",
    "+1+1",
    "-1",
    "@SUM(1)",
    "\t=1",
    "＝1",
    "]]>",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "--><b>",
    "<!-- cldlint:summary -->",
    "</details></td>",
    "one ` tick",
    "`code` | `more`",
    "```\nfence",
    "a | b \\| c \\",
    "@everyone and #1",
    "https://evil.example www.evil.example",
    "[x](javascript:alert(1))",
    "![x](http://evil.example/p.png)",
    "[link](1) ](2)",
    "&amp; &#60; \u{fffe}",
    "{0} ${x} %{y}",
    "",
];

struct Case {
    sources: Sources,
    report: Report,
    problems: Vec<Problem>,
}

fn rule(text: &str) -> Arc<RuleInfo> {
    Arc::new(RuleInfo {
        id: text.into(),
        title: text.into(),
        theme: text.into(),
        controls: Vec::new(),
        limits: Some(text.into()),
        references: vec![text.into()],
    })
}

/// A finding, an undetermined check and a problem for each text, which stands wherever text can stand.
fn case(texts: &[&str]) -> Case {
    let mut case = Case {
        sources: Sources::default(),
        report: Report::default(),
        problems: Vec::new(),
    };
    for text in texts {
        let file = case
            .sources
            .add(format!("d/{text}"), text.as_bytes().to_vec());
        let source = case.sources.get(file);
        let span = source.span(TextRange::new(0, u32::MAX));
        let place = Place {
            span,
            label: (*text).to_owned(),
        };
        let finding = Finding {
            rule: rule(text),
            severity: Severity::High,
            kind: Kind::Contradiction,
            verdict: Verdict::Fail,
            address: (*text).into(),
            subject: "".into(),
            class: None,
            element: None,
            path: (*text).to_owned(),
            input: (*text).into(),
            span: Some(span),
            label: (*text).to_owned(),
            header: None,
            sensitive: false,
            pointer: None,
            message: (*text).to_owned(),
            related: vec![place.clone()],
            chain: vec![place.clone()],
            calls: vec![place],
            reasons: Vec::new(),
            fixes: Vec::new(),
            fingerprint: (*text).to_owned(),
        };
        let undetermined = Finding {
            verdict: Verdict::Undetermined,
            reasons: vec![Reason::Variable((*text).into())],
            span: None,
            ..finding.clone()
        };
        case.report.findings.push(finding);
        case.report.undetermined.push(undetermined);
        for fatal in [true, false] {
            case.problems.push(Problem {
                kind: ProblemKind::Syntax,
                fatal,
                span: fatal.then_some(span),
                path: Some((*text).into()),
                message: (*text).to_owned(),
                help: Some((*text).to_owned()),
            });
        }
    }
    case
}

impl Case {
    fn written(&self, format: Format) -> String {
        let part = Part {
            sources: &self.sources,
            report: &self.report,
            problems: &self.problems,
        };
        let options = Options {
            undetermined: true,
            ..Options::default()
        };
        let mut out = Vec::new();
        let outcome = Outcome::new(&[part], &options);
        outcome.write(format, Look::default(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }
}

fn all() -> Case {
    case(HOSTILE)
}

#[test]
fn nothing_reaches_a_terminal() {
    for format in Format::ALL {
        let out = all().written(format).replace("\r\n", "\n");
        let hostile = |c: char| {
            c != '\n'
                && (c.is_control()
                    || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        };
        assert!(!out.contains(hostile), "{}", format.name());
    }
}

#[test]
fn json_is_json() {
    for format in [
        Format::Json,
        Format::Sarif,
        Format::SarifFull,
        Format::Gitlab,
    ] {
        serde_json::from_str::<Value>(&all().written(format)).unwrap();
    }
}

#[test]
fn sarif_links_only_to_its_own_places() {
    let sarif: Value = serde_json::from_str(&all().written(Format::SarifFull)).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 2 * HOSTILE.len());
    for result in results {
        let text = result["message"]["text"].as_str().unwrap();
        let links = text.matches("](").count();
        let related = result["relatedLocations"].as_array().unwrap().len();
        assert_eq!(links, related, "{text}");
        let uri = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        let uri = uri.as_str().unwrap();
        let allowed = |c: char| c.is_ascii_alphanumeric() || "-._~/%".contains(c);
        assert!(uri.chars().all(allowed), "{uri}");
    }
}

#[test]
fn code_scanning_gets_failures_only() {
    let sarif: Value = serde_json::from_str(&all().written(Format::Sarif)).unwrap();
    let run = &sarif["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), HOSTILE.len());
    for result in results {
        assert_eq!(result.get("kind"), None);
        assert_eq!(result.get("suppressions"), None);
        let region = &result["locations"][0]["physicalLocation"]["region"];
        assert_eq!(region["startLine"], region["endLine"]);
    }
    let notifications = &run["invocations"][0]["toolExecutionNotifications"];
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    assert!(notifications.as_array().unwrap().len() >= HOSTILE.len());
}

#[test]
fn what_is_open_is_no_pass() {
    let sarif: Value = serde_json::from_str(&all().written(Format::SarifFull)).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let open = results.iter().filter(|result| result["kind"] == "open");
    assert_eq!(open.count(), HOSTILE.len());
    assert!(results.iter().all(|result| result["kind"] != "pass"));
    let junit = xml::parse(&all().written(Format::Junit));
    let cases: Vec<_> = junit.all("testcase");
    let passed = cases.iter().filter(|case| case.children.is_empty());
    assert_eq!(passed.count(), 0);
    assert_eq!(junit.all("skipped").len(), HOSTILE.len());
    assert_eq!(junit.all("failure").len(), HOSTILE.len());
    assert!(junit.all("error").len() >= HOSTILE.len() - 1);
}

#[test]
fn junit_says_the_same_text() {
    for text in HOSTILE {
        let junit = xml::parse(&case(&[text]).written(Format::Junit));
        let expected = clean(text).replace('\u{fffe}', "\u{fffd}");
        let failure = junit.all("failure")[0];
        assert_eq!(
            failure.attribute("message"),
            format!("{expected}: {expected}")
        );
    }
}

#[test]
fn annotations_are_what_they_should_be() {
    let out = all().written(Format::Github);
    let commands = annotations::commands(&out);
    for name in ["error", "warning", "notice"] {
        let count = commands
            .iter()
            .filter(|command| command.name == name)
            .count();
        assert!(count <= 10, "{count} of {name}");
    }
    for command in &commands {
        assert!(["error", "warning", "notice"].contains(&&*command.name));
        let known = ["file", "line", "endLine", "col", "endColumn", "title"];
        for name in command.properties.keys() {
            assert!(known.contains(&&**name), "{name}");
        }
    }
    for text in HOSTILE {
        let case = Case {
            problems: Vec::new(),
            ..case(&[text])
        };
        let commands = annotations::commands(&case.written(Format::Github));
        let found = commands.iter().find(|c| c.name == "error").unwrap();
        let shown = clean(text).replace("##[", "## [");
        let shown = shown.trim_end();
        assert_eq!(
            found.properties["title"].trim_end(),
            format!("{shown} [{shown}]")
        );
    }
}

#[test]
fn logging_commands_are_what_they_should_be() {
    let commands = logging::commands(&all().written(Format::Azure));
    assert!(commands.len() > HOSTILE.len());
    for command in commands {
        assert_eq!(command.name, "task.logissue");
        let known = ["type", "sourcepath", "linenumber", "columnnumber", "code"];
        for name in command.properties.keys() {
            assert!(known.contains(&&**name), "{name}");
        }
        assert!(["error", "warning"].contains(&&*command.properties["type"]));
    }
}

#[test]
fn no_cell_is_a_formula() {
    let rows = delimited::rows(&all().written(Format::Csv));
    assert_eq!(rows.len(), 1 + 4 * HOSTILE.len());
    for row in rows {
        assert_eq!(row.len(), 16);
        for cell in row {
            let first = cell.trim_start().chars().next();
            let formula = first.is_some_and(|c| "=+-@|%＝＋－＠".contains(c));
            assert!(!formula, "{cell}");
        }
    }
}

#[test]
fn gitlab_gets_each_finding_once() {
    let report: Value = serde_json::from_str(&all().written(Format::Gitlab)).unwrap();
    let entries = report.as_array().unwrap();
    let mut fingerprints: Vec<_> = entries.iter().map(|e| e["fingerprint"].as_str()).collect();
    fingerprints.sort_unstable();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), entries.len());
}

#[test]
fn a_comment_is_only_what_we_wrote() {
    let body = all().written(Format::Markdown);
    let outside = table::without_code(&body).replace("&#124;", "");
    for forbidden in [
        "<script",
        "<img",
        "<b>",
        "@everyone",
        "#1",
        "https://",
        "www.",
        "![",
        "](",
        "summary -->",
    ] {
        assert!(!outside.contains(forbidden), "{forbidden} in {outside}");
    }
    assert_eq!(
        body.matches("<details>").count(),
        body.matches("</details>").count()
    );
    for row in outside.lines().filter(|line| line.starts_with('|')) {
        let columns = row.matches('|').count() - 1;
        assert!([4, 5].contains(&columns), "{row}");
    }
}

#[test]
fn a_comment_is_never_too_long() {
    let long = "äbc `x` | ".repeat(500);
    let mut large = case(&[&long]);
    for index in 0..3000 {
        let mut finding = large.report.findings[0].clone();
        finding.address = format!("{index}{long}").into();
        finding.span = None;
        large.report.findings.push(finding);
    }
    let body = large.written(Format::Markdown);
    assert!(body.len() < 60_000, "{}", body.len());
    assert!(body.contains("more"));
    assert!(body.trim_end().ends_with("</sub>"));
}

#[test]
fn code_scanning_gets_no_more_than_it_takes() {
    let mut large = case(&["plain"]);
    for index in 0..6000 {
        let mut finding = large.report.findings[0].clone();
        finding.address = format!("a.b[{index}]").into();
        finding.message = index.to_string();
        large.report.findings.push(finding);
    }
    let sarif: Value = serde_json::from_str(&large.written(Format::Sarif)).unwrap();
    let run = &sarif["runs"][0];
    assert_eq!(run["results"].as_array().unwrap().len(), 5000);
    let said = run["invocations"][0]["toolExecutionNotifications"].to_string();
    assert!(said.contains("1001 findings"), "{said}");
}

#[test]
fn what_is_undetermined_is_no_success_in_a_comment() {
    let headline = |passed: usize, undetermined: usize| {
        let mut case = case(&["plain"]);
        case.problems.clear();
        case.report.findings.clear();
        case.report.passed = passed;
        case.report.undetermined.truncate(undetermined);
        let body = case.written(Format::Markdown);
        body.lines().next().unwrap().to_owned()
    };
    assert!(headline(1, 0).contains('✅'));
    for (passed, undetermined) in [(0, 0), (1, 1), (0, 1)] {
        assert!(!headline(passed, undetermined).contains('✅'));
    }
}

/// What is in a module that Terraform fetched is shown where the module is called.
#[test]
fn no_place_is_outside_the_repository() {
    let mut sources = Sources::default();
    let fetched = sources.add(".terraform/modules/m/main.tf", b"resource {}".to_vec());
    let caller = sources.add("live/main.tf", b"\nmodule \"m\" {}".to_vec());
    let mut case = case(&["plain"]);
    case.problems.clear();
    case.report.undetermined.clear();
    let finding = &mut case.report.findings[0];
    finding.span = Some(sources.get(fetched).span(TextRange::new(0, 8)));
    finding.related.clear();
    finding.chain.clear();
    finding.calls[0].span = sources.get(caller).span(TextRange::new(1, 11));
    case.sources = sources;
    assert!(
        case.written(Format::Github)
            .contains("file=live/main.tf,line=2,")
    );
    let sarif: Value = serde_json::from_str(&case.written(Format::Sarif)).unwrap();
    let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "live/main.tf");
    assert_eq!(place["region"]["startLine"], 2);
}

/// The rules as code scanning limits them.
#[test]
fn rules_keep_to_the_limits_of_code_scanning() {
    let sarif: Value = serde_json::from_str(&example(Format::Sarif)).unwrap();
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .unwrap();
    assert!(rules.len() > 20);
    for rule in rules {
        let length = |pointer: &str| {
            rule.pointer(pointer)
                .unwrap()
                .as_str()
                .unwrap()
                .chars()
                .count()
        };
        assert!(length("/name") <= 255);
        assert!(length("/shortDescription/text") <= 1024);
        assert!(length("/fullDescription/text") <= 1024);
        assert!(length("/help/text") > 0 && length("/help/markdown") > 0);
        assert!(rule["properties"]["tags"].as_array().unwrap().len() <= 10);
        let score = rule["properties"]["security-severity"].as_str().unwrap();
        assert!((0.1..10.0).contains(&score.parse::<f64>().unwrap()));
    }
}

/// The report of an example.
fn example(format: Format) -> String {
    example_by(format, &[])
}

/// The same by some rules only.
fn example_by(format: Format, rules: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_cldlint"))
        .args(["check", "testdata/examples/shop", "--format", format.name()])
        .args(rules.iter().flat_map(|rule| ["--rule", rule]))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("CLICOLOR_FORCE")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8(output.stdout).unwrap()
}

/// Rules whose findings have chains, module calls, several instances and fixes.
const FEW: &[&str] = &[
    "aws-ebs-volume-unencrypted",
    "aws-kms-key-unrotated",
    "aws-s3-bucket-public-access-unblocked",
];

#[test]
fn golden_outputs_of_the_example() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/golden");
    for format in Format::ALL {
        let path = directory.join(format!("shop.{}", format.name()));
        // What SARIF says of rules is long, and the same for all.
        let rules = match format {
            Format::Sarif | Format::SarifFull => FEW,
            _ => &[],
        };
        let actual = example_by(format, rules);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &actual).unwrap();
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(actual, expected, "{} differs", path.display());
    }
}

#[test]
fn several_formats_are_written_in_one_run() {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("several-formats");
    fs::create_dir_all(&directory).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_cldlint"));
    command.args(["check", "testdata/examples/shop", "--format", "short"]);
    for format in Format::ALL {
        let file = directory.join(format.name());
        command.args(["--format", &format!("{}={}", format.name(), file.display())]);
    }
    let output = command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    for format in Format::ALL {
        let written = fs::read_to_string(directory.join(format.name())).unwrap();
        assert_eq!(written, example(format), "{}", format.name());
    }
}
