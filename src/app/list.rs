//! `cldlint rules` and `cldlint controls`.

use std::io::{self, Write};

use serde::Serialize;

use crate::cli::{Controls, ListFormat};
use crate::rule::{Rule, RuleSet};
use crate::standard::{Catalogue, Control, Edition, Role};

use super::{Failure, print};

#[derive(Serialize)]
struct RuleEntry<'a> {
    id: &'a str,
    title: &'a str,
    severity: &'static str,
    kind: &'static str,
    theme: &'a str,
    controls: Vec<ClauseEntry<'a>>,
}

#[derive(Serialize)]
struct ClauseEntry<'a> {
    standard: String,
    id: &'a str,
    basis: &'a str,
}

impl<'a> RuleEntry<'a> {
    fn new(rule: &'a Rule) -> Self {
        Self {
            id: rule.id(),
            title: &rule.info.title,
            severity: rule.severity.name(),
            kind: rule.kind.name(),
            theme: &rule.info.theme,
            controls: rule
                .info
                .controls
                .iter()
                .map(|control| ClauseEntry {
                    standard: format!("ISO/IEC 27017:{}", control.edition),
                    id: &control.id,
                    basis: &control.basis,
                })
                .collect(),
        }
    }
}

/// Lists the rules.
pub(super) fn rules(format: ListFormat) -> Result<(), Failure> {
    let mut rules: Vec<&Rule> = RuleSet::builtin().rules().iter().collect();
    rules.sort_by_key(|rule| rule.id());
    print(|out| match format {
        ListFormat::Json => {
            let entries: Vec<_> = rules.iter().map(|rule| RuleEntry::new(rule)).collect();
            json(&entries, out)
        }
        ListFormat::Text => {
            let width = rules.iter().map(|rule| rule.id().len()).max().unwrap_or(0);
            for rule in &rules {
                let (id, severity) = (rule.id(), rule.severity.name());
                writeln!(out, "{id:width$}  {severity:8}  {}", rule.info.title)?;
            }
            writeln!(
                out,
                "\n{} rules; `cldlint explain ID` says more",
                rules.len()
            )
        }
    })
}

#[derive(Serialize)]
struct ControlEntry<'a> {
    standard: String,
    id: &'a str,
    title: &'a str,
    guidance: Vec<&'static str>,
    bases: Vec<&'static str>,
    visibility: Option<&'static str>,
    successors: Vec<&'a str>,
    from: &'a [&'a str],
    rules: Vec<&'a str>,
}

impl<'a> ControlEntry<'a> {
    fn new(control: &'a Control) -> Self {
        let names = |roles: &[Role]| roles.iter().map(|role| role.name()).collect();
        Self {
            standard: format!("ISO/IEC 27017:{}", control.edition.year()),
            id: control.id,
            title: control.title,
            guidance: names(&control.guidance),
            bases: control.bases().iter().map(|basis| basis.name()).collect(),
            visibility: control.visibility.map(crate::standard::Visibility::name),
            successors: match control.edition {
                Edition::First => ids(&Catalogue::get().successors(control.id)),
                Edition::Second => Vec::new(),
            },
            from: &control.from,
            rules: claiming(control).iter().map(|rule| &**rule.id()).collect(),
        }
    }
}

fn ids(controls: &[&'static Control]) -> Vec<&'static str> {
    controls.iter().map(|control| control.id).collect()
}

/// The rules that claim a control.
pub(super) fn claiming(control: &Control) -> Vec<&'static Rule> {
    let claims = |rule: &&Rule| {
        let mut controls = rule.info.controls.iter();
        controls.any(|c| *c.id == *control.id && c.edition == control.edition.year())
    };
    let mut rules: Vec<_> = RuleSet::builtin().rules().iter().filter(claims).collect();
    rules.sort_by_key(|rule| rule.id());
    rules
}

/// Lists the controls of the standard.
pub(super) fn controls(args: &Controls) -> Result<(), Failure> {
    let editions: Vec<Edition> = match args.standard.as_deref().and_then(Edition::parse) {
        Some(edition) => vec![edition],
        None => Edition::ALL.to_vec(),
    };
    let controls = editions
        .iter()
        .flat_map(|&edition| Catalogue::get().controls(edition));
    print(|out| match args.list.format {
        ListFormat::Json => json(&controls.map(ControlEntry::new).collect::<Vec<_>>(), out),
        ListFormat::Text => {
            for control in controls {
                let entry = ControlEntry::new(control);
                let guidance = match entry.guidance.as_slice() {
                    [] => "base control".to_owned(),
                    roles => format!("guidance: {}", roles.join(", ")),
                };
                writeln!(
                    out,
                    "27017:{} {:11} {:3} rules  {:29} {}",
                    control.edition.year(),
                    entry.id,
                    entry.rules.len(),
                    guidance,
                    entry.title
                )?;
            }
            Ok(())
        }
    })
}

fn json<T: Serialize>(entries: &[T], out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, entries)?;
    writeln!(out)
}
