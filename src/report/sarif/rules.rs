//! The rules of a run, as reporting descriptors.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::super::{Outcome, Rank};
use super::{Profile, taxonomies};
use crate::finding::{Kind, Ran, RuleInfo, Severity};
use crate::report::clean::shorten;

/// The longest description and the longest name that code scanning takes, in characters, with one to spare for what
/// marks a cut.
const DESCRIPTION: usize = 1023;
const NAME: usize = 254;
/// How many tags it keeps.
const TAGS: usize = 10;

/// The rules in the order of their ids, so that results can name them by their place.
pub(super) struct Rules<'a> {
    outcome: &'a Outcome<'a>,
    profile: Profile,
    all: BTreeMap<&'a str, Listed<'a>>,
}

/// What is told of a rule.
struct Listed<'a> {
    info: &'a RuleInfo,
    severity: Severity,
    kind: Kind,
    fixes: Vec<&'a str>,
}

impl<'a> From<&'a Ran> for Listed<'a> {
    fn from(ran: &'a Ran) -> Self {
        Self {
            info: &ran.info,
            severity: ran.severity,
            kind: ran.kind,
            fixes: ran.fixes.iter().map(AsRef::as_ref).collect(),
        }
    }
}

impl<'a> Rules<'a> {
    /// All rules that ran, so that what a report says of a rule does not change with what was found.
    pub(super) fn new(outcome: &'a Outcome<'a>, profile: Profile) -> Self {
        let ran = outcome.options.rules.iter();
        let mut all: BTreeMap<_, _> = ran.map(|ran| (&*ran.info.id, Listed::from(ran))).collect();
        for found in outcome.findings.iter().chain(&outcome.undetermined) {
            let finding = found.of;
            all.entry(&finding.rule.id).or_insert_with(|| Listed {
                info: &finding.rule,
                severity: finding.severity,
                kind: finding.kind,
                fixes: Vec::new(),
            });
        }
        Self {
            outcome,
            profile,
            all,
        }
    }

    /// The place of a rule in the list.
    pub(super) fn index(&self, id: &str) -> usize {
        self.all.keys().position(|key| *key == id).unwrap_or(0)
    }

    pub(super) fn descriptors(&self) -> Vec<Value> {
        self.all
            .values()
            .map(|rule| self.descriptor(rule))
            .collect()
    }

    fn descriptor(&self, rule: &Listed<'_>) -> Value {
        let Listed { info, .. } = rule;
        let options = self.outcome.options;
        let rank = options.rank_of(rule.severity, rule.kind);
        let claims = options.claims(info);
        let why: Vec<_> = claims.iter().map(|(_, reason)| *reason).collect();
        let full = if why.is_empty() {
            info.title.to_string()
        } else {
            why.join(" ")
        };
        let mut descriptor = json!({
            "id": &*info.id,
            "name": shorten(&pascal_case(&info.id), NAME),
            "shortDescription": { "text": shorten(&info.title, DESCRIPTION) },
            "fullDescription": { "text": shorten(&full, DESCRIPTION) },
            "defaultConfiguration": { "level": rank.name() },
            "help": { "text": self.help(rule, &Plain), "markdown": self.help(rule, &Markdown) },
            "properties": {
                "tags": self.tags(rule),
                "precision": precision(rule.kind),
                "problem.severity": problem_severity(rank),
                "security-severity": security_severity(rule.severity, rank),
            },
        });
        if let Some(reference) = info.references.first() {
            descriptor["helpUri"] = (**reference).into();
        }
        if self.profile == Profile::Full {
            descriptor["relationships"] = taxonomies::relationships(self.outcome, info);
        }
        descriptor
    }

    fn tags(&self, rule: &Listed<'_>) -> Vec<String> {
        let info = rule.info;
        let provider = info.id.split('-').next().unwrap_or_default();
        let mut tags = vec!["security".to_owned(), "iso27017".to_owned()];
        tags.extend([provider.to_owned(), info.theme.to_string()]);
        tags.extend(self.outcome.options.clauses(info));
        tags.truncate(TAGS);
        tags
    }

    /// Why the rule is there, what it does not show, how to mend what it finds, how to do without it.
    fn help(&self, rule: &Listed<'_>, style: &dyn Style) -> String {
        let Listed { info, fixes, .. } = rule;
        let claims = self.outcome.options.claims(info);
        let why = claims
            .iter()
            .map(|(clauses, why)| format!("{clauses}: {why}"));
        let fixes = fixes.iter().map(|&fix| fix.to_owned());
        let limits = info.limits.iter().map(ToString::to_string);
        let settings = format!("rule \"{}\" {{\n  enabled = false\n}}", info.id);
        let references = info.references.iter().map(|url| style.link(url));
        [
            format!("{}.\n", info.title),
            section(style, "Why", why),
            section(style, "What to do", fixes),
            section(style, "What it does not show", limits),
            style.heading("To do without this rule"),
            style.settings(&settings),
            section(style, "References", references),
        ]
        .concat()
    }
}

/// A heading and a list; nothing where the list is empty.
fn section(style: &dyn Style, title: &str, entries: impl Iterator<Item = String>) -> String {
    let entries: Vec<_> = entries.map(|entry| format!("- {entry}\n")).collect();
    if entries.is_empty() {
        return String::new();
    }
    format!("{}{}", style.heading(title), entries.concat())
}

/// How help is written.
trait Style {
    fn heading(&self, title: &str) -> String;
    fn settings(&self, text: &str) -> String;
    fn link(&self, url: &str) -> String;
}

struct Plain;

impl Style for Plain {
    fn heading(&self, title: &str) -> String {
        format!("\n{title}:\n")
    }

    fn settings(&self, text: &str) -> String {
        format!("In .cldlint.hcl:\n{text}\n")
    }

    fn link(&self, url: &str) -> String {
        url.to_owned()
    }
}

struct Markdown;

impl Style for Markdown {
    fn heading(&self, title: &str) -> String {
        format!("\n## {title}\n\n")
    }

    fn settings(&self, text: &str) -> String {
        format!("In `.cldlint.hcl`:\n\n```hcl\n{text}\n```\n")
    }

    fn link(&self, url: &str) -> String {
        format!("<{url}>")
    }
}

/// `AwsEbsVolumeUnencrypted`.
fn pascal_case(id: &str) -> String {
    let mut name = String::with_capacity(id.len());
    for word in id.split('-') {
        let mut letters = word.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    name
}

/// How seldom the rule is wrong: what is missing here may be elsewhere.
const fn precision(kind: Kind) -> &'static str {
    match kind {
        Kind::Contradiction => "very-high",
        Kind::Prompt => "high",
        Kind::Gap => "medium",
    }
}

const fn problem_severity(rank: Rank) -> &'static str {
    match rank {
        Rank::Error => "error",
        Rank::Warning => "warning",
        Rank::Note => "recommendation",
    }
}

/// A score in the range that code scanning gives the severity's name to. What only warns is not to block a merge, which
/// scores from 7.0 on do by default.
const fn security_severity(severity: Severity, rank: Rank) -> &'static str {
    match (severity, rank) {
        (Severity::Critical, Rank::Error) => "9.5",
        (Severity::High, Rank::Error) => "8.0",
        (Severity::Low, _) => "2.0",
        (_, _) => "5.5",
    }
}
