//! Golden outputs: the same findings in every format, as `testdata/golden/report.*` has them.
//!
//! `UPDATE=1 cargo test --test report` writes them anew; a golden file that is missing fails.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its case should stop"
)]

mod schema;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use cldlint::finding::{
    ControlRef, Edit, Finding, Fix, Kind, Report, RuleInfo, Safety, Severity, Verdict,
};
use cldlint::model::{Problem, ProblemKind};
use cldlint::report::{Format, Look, Options, Outcome, Part};
use cldlint::text::{FileId, Place, Sources, Span, TextRange};
use cldlint::value::Reason;

const MAIN: &str = r#"locals {
  production = var.production
}

module "disk" {
  source  = "./modules/disk"
  for_each = toset(["eu", "us"])
  zone    = "${each.key}-1a"
  encrypt = local.production
}

resource "aws_db_instance" "main" {
  engine            = "postgres"
  password          = "hunter2"
  storage_encrypted = true
}

resource "aws_s3_bucket" "logs" {
  bucket = "logs"
}
"#;

const DISK: &str = r#"variable "encrypt" {
  default = true
}

variable "zone" {
}

resource "aws_ebs_volume" "data" {
  availability_zone = var.zone
  encrypted         = var.encrypt
}
"#;

const HOSTILE: &str = "resource \"aws_ebs_volume\" \"x\" {\n  encrypted = \"\u{1b}]0;owned\u{7}\u{202e}\" # \u{9b}31m\n}\n";

struct Case {
    sources: Sources,
    report: Report,
    problems: Vec<Problem>,
    main: FileId,
}

impl Case {
    /// The span of the `nth` occurrence of a text.
    fn span(&self, file: FileId, text: &str, nth: usize) -> Span {
        let source = self.sources.get(file);
        let at = source.text().match_indices(text).nth(nth).unwrap().0;
        let start = u32::try_from(at).unwrap();
        let end = start + u32::try_from(text.len()).unwrap();
        source.span(TextRange::new(start, end))
    }
}

fn control(edition: &'static str, id: &str, basis: &str, reason: &str) -> ControlRef {
    ControlRef {
        edition,
        id: id.into(),
        title: "Policy on the use of cryptographic controls".into(),
        basis: basis.into(),
        reason: reason.into(),
    }
}

fn rule(id: &str, title: &str) -> Arc<RuleInfo> {
    let reason = "stored data is to be protected by cryptography";
    let other = "keys are to be managed";
    Arc::new(RuleInfo {
        id: id.into(),
        title: title.into(),
        theme: "encryption-at-rest".into(),
        controls: vec![
            control("2015", "10.1.1", "customer-guidance", reason),
            control("2026", "8.24", "customer-guidance", reason),
            control("2015", "9.1.2", "customer-guidance", other),
            control("2026", "5.15", "base-control", other),
        ],
        limits: Some("account-wide default encryption cannot be seen from here".into()),
        references: vec!["https://docs.example.com/ebs".into()],
    })
}

fn finding(rule: Arc<RuleInfo>, address: &str) -> Finding {
    Finding {
        fingerprint: format!("{}/{address}", rule.id),
        rule,
        severity: Severity::High,
        kind: Kind::Contradiction,
        verdict: Verdict::Fail,
        address: address.into(),
        subject: "".into(),
        class: None,
        element: None,
        path: "encrypted".to_owned(),
        input: ".".into(),
        span: None,
        label: String::new(),
        header: None,
        sensitive: false,
        pointer: None,
        message: "the volume is stored in clear".to_owned(),
        related: Vec::new(),
        chain: Vec::new(),
        calls: Vec::new(),
        reasons: Vec::new(),
        fixes: Vec::new(),
    }
}

fn case() -> Case {
    let mut sources = Sources::default();
    let main = sources.add("main.tf", MAIN.into());
    let disk = sources.add("modules/disk/main.tf", DISK.into());
    let values = sources.add("prod.auto.tfvars", "production = false\n".into());
    let hostile = sources.add("\u{1b}[7m/hostile.tf", HOSTILE.into());
    let mut case = Case {
        sources,
        report: Report {
            passed: 41,
            ..Report::default()
        },
        problems: Vec::new(),
        main,
    };
    let place = |span, label: &str| Place {
        span,
        label: label.to_owned(),
    };
    let volume = rule(
        "aws-ebs-volume-unencrypted",
        "EBS volume is not encrypted at rest",
    );

    // The same place through two instances of a module, with the whole chain of the value.
    for key in ["us", "eu"] {
        let address = format!("module.disk[\"{key}\"].aws_ebs_volume.data");
        let mut found = finding(volume.clone(), &address);
        let value = case.span(disk, "var.encrypt", 0);
        found.span = Some(value);
        found.label = "is `false`".into();
        found.header = Some(case.span(disk, "resource \"aws_ebs_volume\" \"data\"", 0));
        found.chain = vec![
            place(
                case.span(main, "local.production", 0),
                "passed in by module.disk",
            ),
            place(
                case.span(main, "var.production", 0),
                "set by local.production",
            ),
            place(case.span(values, "false", 0), "set here"),
        ];
        found.calls = vec![place(case.span(main, "module \"disk\"", 0), "called here")];
        found.fixes = vec![Fix {
            title: "Encrypt the volume; Terraform will replace it".to_owned(),
            safety: Safety::Unsafe,
            edits: vec![Edit {
                span: value,
                text: "true".to_owned(),
            }],
        }];
        case.report.findings.push(found);
    }

    // Something absent: the header is marked, and the edit inserts a line.
    let mut found = finding(
        rule("aws-s3-bucket-unlocked", "Bucket has no lock"),
        "aws_s3_bucket.logs",
    );
    found.severity = Severity::Medium;
    found.kind = Kind::Gap;
    found.path = String::new();
    found.message = "nothing in this configuration locks the bucket".into();
    found.span = Some(case.span(main, "resource \"aws_s3_bucket\" \"logs\"", 0));
    found.header = found.span;
    let end = case.span(main, "\"logs\"", 1).range().end();
    found.fixes = vec![Fix {
        title: "Lock the bucket".to_owned(),
        safety: Safety::Safe,
        edits: vec![Edit {
            span: case.sources.get(main).span(TextRange::new(end, end)),
            text: "\n  object_lock_enabled = true".to_owned(),
        }],
    }];
    case.report.findings.push(found);

    // A secret: neither the value nor the line is shown.
    let mut found = finding(
        rule(
            "aws-rds-instance-password-in-clear",
            "Password is written in the configuration",
        ),
        "aws_db_instance.main",
    );
    found.severity = Severity::Critical;
    found.path = "password".into();
    found.message = "the password stands in the configuration".into();
    found.sensitive = true;
    found.span = Some(case.span(main, "\"hunter2\"", 0));
    found.header = Some(case.span(main, "resource \"aws_db_instance\" \"main\"", 0));
    case.report.findings.push(found);

    // Found in a plan without source.
    let mut found = finding(volume.clone(), "module.a.aws_ebs_volume.b[\"x\"]");
    found.severity = Severity::Low;
    found.input = "tfplan.json".into();
    found.pointer = Some("/resource_changes/3/change/after/encrypted".to_owned());
    case.report.findings.push(found);

    // What tries to get at the terminal.
    let mut found = finding(volume.clone(), "aws_ebs_volume.x[\"\u{1b}[2J\"]");
    found.message = "is \u{1b}[31m\u{202e}red".into();
    found.span = Some(case.span(hostile, "\"\u{1b}]0;owned\u{7}\u{202e}\"", 0));
    case.report.findings.push(found);

    for (address, reason) in [
        ("aws_ebs_volume.a", Reason::Variable("kms_key".into())),
        ("aws_ebs_volume.b", Reason::Variable("kms_key".into())),
        (
            "aws_ebs_volume.c",
            Reason::AfterApply("aws_kms_key.k.arn".into()),
        ),
    ] {
        let mut found = finding(volume.clone(), address);
        found.verdict = Verdict::Undetermined;
        found.span = Some(case.span(disk, "var.encrypt", 0));
        found.reasons = vec![reason];
        case.report.undetermined.push(found);
    }

    case.problems.push(Problem {
        kind: ProblemKind::Syntax,
        fatal: true,
        span: Some(case.span(main, "for_each", 0)),
        path: None,
        message: "expected a value".to_owned(),
        help: Some("write a value after `=`".to_owned()),
    });
    case.problems.push(Problem {
        kind: ProblemKind::Module,
        fatal: false,
        span: None,
        path: Some("modules/gone".into()),
        message: "module.gone is not here, so nothing in it is judged".to_owned(),
        help: Some("run `terraform init`".to_owned()),
    });
    case
}

fn rendered(format: Format, options: &Options) -> String {
    rendered_for(format, options, Look::default())
}

fn rendered_for(format: Format, options: &Options, look: Look) -> String {
    let case = case();
    assert!(case.main.index() == 0);
    let part = Part {
        sources: &case.sources,
        report: &case.report,
        problems: &case.problems,
    };
    let outcome = Outcome::new(&[part], options);
    let mut out = Vec::new();
    outcome.write(format, look, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn assert_golden(name: &str, actual: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("testdata/golden")
        .join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, actual).unwrap();
    }
    let expected =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert_eq!(actual, expected, "{} differs", path.display());
}

#[test]
fn text() {
    assert_golden("report.txt", &rendered(Format::Text, &Options::default()));
}

#[test]
fn text_with_undetermined_checks() {
    let options = Options {
        undetermined: true,
        min_severity: Severity::High,
        editions: vec![cldlint::standard::Edition::Second],
        ..Options::default()
    };
    assert_golden("undetermined.txt", &rendered(Format::Text, &options));
}

#[test]
fn short() {
    assert_golden(
        "report.short",
        &rendered(Format::Short, &Options::default()),
    );
}

#[test]
fn json() {
    assert_golden("report.json", &rendered(Format::Json, &Options::default()));
}

#[test]
fn json_follows_its_schema() {
    let json = rendered(Format::Json, &Options::default());
    let mut json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(schema::violations(&json), Vec::<String>::new());
    json["findings"][0]["severity"] = "grave".into();
    json["summary"].as_object_mut().unwrap().remove("passed");
    assert_eq!(schema::violations(&json).len(), 2);
}

#[test]
fn colours_change_nothing_but_colours() {
    let look = Look {
        color: true,
        ..Look::default()
    };
    let colored = rendered_for(Format::Text, &Options::default(), look);
    assert!(colored.contains('\u{1b}'));
    let stripped = anstream::adapter::strip_str(&colored).to_string();
    assert_eq!(stripped, rendered(Format::Text, &Options::default()));
}

#[test]
fn no_format_gives_away_secrets_or_lets_escapes_through() {
    for format in Format::ALL {
        let out = rendered(format, &Options::default());
        assert!(!out.contains("hunter2"), "{}", format.name());
        // The lines of a table end as its standard says.
        let out = match format {
            Format::Csv => out.replace("\r\n", "\n"),
            _ => out,
        };
        let hostile = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
        assert!(!out.contains(hostile), "{}", format.name());
    }
}

#[test]
fn all_formats_name_the_same_places() {
    let json: serde_json::Value =
        serde_json::from_str(&rendered(Format::Json, &Options::default())).unwrap();
    let text = rendered(Format::Text, &Options::default());
    let short = rendered(Format::Short, &Options::default());
    let mut rules = BTreeSet::new();
    for finding in json["findings"].as_array().unwrap() {
        let rule = finding["rule"].as_str().unwrap();
        rules.insert(rule);
        assert!(text.contains(&format!("[{rule}]")));
        let Some(file) = finding["file"].as_str() else {
            continue;
        };
        let file = file.replace('\u{1b}', "\\u{1b}");
        let place = format!("{file}:{}:{}", finding["line"], finding["column"]);
        assert!(text.contains(&place), "{place}");
        assert!(short.contains(&place), "{place}");
    }
    assert_eq!(rules.len(), 3);
}
