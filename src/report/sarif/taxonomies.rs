//! The editions of the standard as taxonomies, with the controls that rules of the run name.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::super::Outcome;
use crate::finding::{ControlRef, RuleInfo};
use crate::standard::Edition;

/// Each edition with its controls.
pub(super) fn taxonomies(outcome: &Outcome<'_>) -> Value {
    let taxonomies = outcome.options.editions.iter().map(|edition| {
        let taxa: Vec<_> = controls(outcome, *edition)
            .values()
            .map(|control| json!({ "id": &*control.id, "shortDescription": { "text": &*control.title } }))
            .collect();
        json!({
            "name": name(edition.year()),
            "organization": "ISO/IEC",
            "version": edition.year(),
            "shortDescription": { "text": "Code of practice for information security controls for cloud services" },
            "isComprehensive": false,
            "taxa": taxa,
        })
    });
    taxonomies.collect()
}

/// The editions by name and place.
pub(super) fn references(outcome: &Outcome<'_>) -> Value {
    let editions = outcome.options.editions.iter().enumerate();
    editions
        .map(|(index, edition)| json!({ "name": name(edition.year()), "index": index }))
        .collect()
}

/// The controls that a rule names.
pub(super) fn relationships(outcome: &Outcome<'_>, rule: &RuleInfo) -> Value {
    let mut targets: Vec<Value> = Vec::new();
    for control in &rule.controls {
        let editions = &outcome.options.editions;
        let Some(index) = editions.iter().position(|e| e.year() == control.edition) else {
            continue;
        };
        let relationship = json!({
            "target": {
                "id": &*control.id,
                "toolComponent": { "name": name(control.edition), "index": index },
            },
            "kinds": ["relevant"],
            "description": { "text": &*control.reason },
            "properties": { "basis": &*control.basis },
        });
        if !targets
            .iter()
            .any(|other| other["target"] == relationship["target"])
        {
            targets.push(relationship);
        }
    }
    targets.into()
}

fn name(year: &str) -> String {
    format!("ISO/IEC 27017:{year}")
}

/// The controls of an edition that any rule of the run names, by id.
fn controls<'a>(outcome: &'a Outcome<'_>, edition: Edition) -> BTreeMap<&'a str, &'a ControlRef> {
    let ran = outcome.options.rules.iter().map(|ran| &ran.info);
    let found = outcome.findings.iter().chain(&outcome.undetermined);
    ran.chain(found.map(|found| &found.of.rule))
        .flat_map(|rule| &rule.controls)
        .filter(|control| control.edition == edition.year())
        .map(|control| (&*control.id, control))
        .collect()
}
