//! The run: the tool, what it came to, what it could not judge.

use serde_json::{Map, Value, json};

use super::super::{Outcome, Rank, summary};
use super::results::Results;
use super::rules::Rules;
use super::{Profile, ROOT, taxonomies, uri};
use crate::report::clean;

pub(super) fn run(outcome: &Outcome<'_>, profile: Profile) -> Value {
    let rules = Rules::new(outcome, profile);
    let results = Results::new(outcome, profile, &rules);
    let mut driver = json!({
        "name": "cldlint",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules.descriptors(),
    });
    let mut run = Map::new();
    if profile == Profile::Full {
        driver["supportedTaxonomies"] = taxonomies::references(outcome);
        run.insert("taxonomies".to_owned(), taxonomies::taxonomies(outcome));
    }
    run.insert("tool".to_owned(), json!({ "driver": driver }));
    run.insert(
        "invocations".to_owned(),
        json!([invocation(outcome, &results)]),
    );
    run.insert("originalUriBaseIds".to_owned(), root());
    if profile == Profile::Full {
        run.insert("artifacts".to_owned(), results.artifacts());
    }
    run.insert("columnKind".to_owned(), "unicodeCodePoints".into());
    run.insert("results".to_owned(), results.list.into());
    run.insert("properties".to_owned(), properties(outcome));
    Value::Object(run)
}

/// Where the root is differs from machine to machine, so it is only described.
fn root() -> Value {
    json!({ ROOT: { "description": { "text": "The root of the repository." } } })
}

fn properties(outcome: &Outcome<'_>) -> Value {
    json!({
        "passed": outcome.passed,
        "undetermined": outcome.undetermined.len(),
        "findings": outcome.findings.len(),
        "summary": clean(&summary::line(outcome)),
    })
}

/// How the run went. It was successful where all of the input could be judged, whatever was found.
fn invocation(outcome: &Outcome<'_>, results: &Results) -> Value {
    let mut notifications: Vec<_> = outcome
        .problems
        .iter()
        .map(|problem| {
            let level = if problem.of.fatal {
                Rank::Error
            } else {
                Rank::Note
            };
            let mut text = problem.of.message.clone();
            if let Some(help) = &problem.of.help {
                text = format!("{text}; {help}");
            }
            let mut notification = json!({
                "descriptor": { "id": problem.of.kind.name() },
                "level": level.name(),
                "message": { "text": clean(&text) },
            });
            if let Some(place) = outcome.place_of_problem(*problem) {
                let mut location = json!({
                    "artifactLocation": { "uri": uri(&place.path), "uriBaseId": ROOT },
                });
                if let Some(region) = place.region {
                    location["region"] =
                        json!({ "startLine": region.line, "startColumn": region.column });
                }
                notification["locations"] = json!([{ "physicalLocation": location }]);
            }
            notification
        })
        .collect();
    if results.left_out > 0 {
        let text = format!(
            "{} findings of less severity are left out, since code scanning keeps no more",
            results.left_out
        );
        notifications.push(json!({
            "descriptor": { "id": "limit" },
            "level": Rank::Warning.name(),
            "message": { "text": text },
        }));
    }
    let status = outcome.exit_status();
    json!({
        "executionSuccessful": status < 2,
        "exitCode": status,
        "toolExecutionNotifications": notifications,
    })
}
