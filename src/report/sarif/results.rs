//! Findings as results.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::super::digest::sha256;
use super::super::instances::instances;
use super::super::line_hash::line_hashes;
use super::super::place::{RepositoryPlace, span_in_repository};
use super::super::{Outcome, Sourced, location};
use super::rules::Rules;
use super::{Profile, ROOT, uri};
use crate::finding::{Class, Edit, Finding, Fix, Verdict};
use crate::report::clean;
use crate::text::{FileId, Place, Source, Sources, Span};

/// How many results code scanning keeps of a run; it refuses more than five times as many.
const RESULTS: usize = 5000;
/// How many related places a result has.
const RELATED: usize = 20;
/// How many addresses a message names.
const ADDRESSES: usize = 10;

/// The results of a run.
pub(super) struct Results {
    pub(super) list: Vec<Value>,
    /// How many findings would have been too many.
    pub(super) left_out: usize,
    /// The files that results point into, with the hash of their content.
    files: BTreeMap<String, Option<String>>,
}

impl Results {
    pub(super) fn new(outcome: &Outcome<'_>, profile: Profile, rules: &Rules<'_>) -> Self {
        let mut writer = Writer {
            outcome,
            profile,
            rules,
            hashes: BTreeMap::new(),
            files: BTreeMap::new(),
        };
        let mut found: Vec<_> = instances(&outcome.findings).collect();
        let mut left_out = 0;
        match profile {
            Profile::Full => found.extend(instances(&outcome.undetermined)),
            Profile::Github => left_out = keep_the_worst(&mut found),
        }
        let list = found
            .iter()
            .filter_map(|found| writer.result(found))
            .collect();
        Self {
            list,
            left_out,
            files: writer.files,
        }
    }

    pub(super) fn artifacts(&self) -> Value {
        let artifacts = self.files.iter().map(|(path, hash)| {
            let mut artifact = json!({ "location": { "uri": uri(path), "uriBaseId": ROOT } });
            if let Some(hash) = hash {
                artifact["hashes"] = json!({ "sha-256": hash });
            }
            artifact
        });
        artifacts.collect()
    }
}

/// Leaves the worst in their order, as many as code scanning keeps; the result is how many went.
fn keep_the_worst(found: &mut Vec<&[Sourced<'_, Finding>]>) -> usize {
    let severity = |found: &[Sourced<'_, Finding>]| found.first().map(|first| first.of.severity);
    let mut places: Vec<_> = (0..found.len()).collect();
    places.sort_by_key(|&at| std::cmp::Reverse(severity(found[at])));
    let kept: BTreeSet<_> = places.iter().take(RESULTS).copied().collect();
    let left_out = found.len() - kept.len();
    let mut at = 0..;
    found.retain(|_| at.next().is_some_and(|at| kept.contains(&at)));
    left_out
}

struct Writer<'a> {
    outcome: &'a Outcome<'a>,
    profile: Profile,
    rules: &'a Rules<'a>,
    /// The hashes of the lines of files, by the sources they are of.
    hashes: BTreeMap<(*const Sources, FileId), Vec<String>>,
    files: BTreeMap<String, Option<String>>,
}

/// What SARIF calls the class of a finding, with the state before a plan as the baseline. What has no class may be new.
const fn baseline_state(class: Option<Class>) -> &'static str {
    match class {
        Some(Class::New | Class::Regressed) | None => "new",
        Some(Class::Existing) => "unchanged",
        Some(Class::Fixed) => "absent",
    }
}

impl Writer<'_> {
    fn result(&mut self, found: &[Sourced<'_, Finding>]) -> Option<Value> {
        let first = *found.first()?;
        let finding = first.of;
        let open = finding.verdict == Verdict::Undetermined;
        let level = if open {
            "none"
        } else {
            self.outcome.options.rank(finding).name()
        };
        let related = related(finding);
        let place = self.outcome.place_of(first);
        let mut location = self.location(first.sources, span_in_repository(first), &place);
        location["logicalLocations"] = self.logical(found);
        let mut result = json!({
            "ruleId": &*finding.rule.id,
            "ruleIndex": self.rules.index(&finding.rule.id),
            "level": level,
            "message": { "text": message(found, &related) },
            "locations": [location],
            "relatedLocations": self.related(first, &related),
            "partialFingerprints": {
                "primaryLocationLineHash": self.line_hash(first),
                "cldlint/v1": &*finding.fingerprint,
            },
            "properties": {
                "severity": finding.severity.name(),
                "kind": finding.kind.name(),
                "fails": !open && self.outcome.options.fails(finding),
            },
        });
        // Where one result has it, all must.
        if self.profile == Profile::Full && self.outcome.told_classes().is_some() {
            result["baselineState"] = baseline_state(finding.class).into();
        }
        if self.profile == Profile::Full {
            result["kind"] = if open { "open" } else { "fail" }.into();
            if !finding.chain.is_empty() {
                result["codeFlows"] = self.code_flows(first);
            }
            let fixes = finding.fixes.iter().filter(|fix| !fix.edits.is_empty());
            let fixes: Vec<_> = fixes.map(|fix| self.fix(first.sources, fix)).collect();
            if !fixes.is_empty() {
                result["fixes"] = fixes.into();
            }
        }
        Some(result)
    }

    fn location(
        &mut self,
        sources: &Sources,
        span: Option<Span>,
        place: &RepositoryPlace,
    ) -> Value {
        if !self.files.contains_key(&place.path) {
            let hash = span.and_then(|span| content_hash(sources.get(span.file())));
            self.files.insert(place.path.clone(), hash);
        }
        let region = match place.region {
            Some(region) => json!({
                "startLine": region.line,
                "startColumn": region.column,
                "endLine": region.line,
                "endColumn": region.end_column,
            }),
            None => json!({ "startLine": 1 }),
        };
        json!({
            "physicalLocation": {
                "artifactLocation": { "uri": uri(&place.path), "uriBaseId": ROOT },
                "region": region,
            },
        })
    }

    /// The addresses; code scanning reads the first.
    fn logical(&self, found: &[Sourced<'_, Finding>]) -> Value {
        let most = match self.profile {
            Profile::Github => 1,
            Profile::Full => found.len(),
        };
        let addresses = found.iter().take(most);
        addresses
            .map(|found| json!({ "fullyQualifiedName": clean(&found.of.address), "kind": "resource" }))
            .collect()
    }

    fn related(&mut self, finding: Sourced<'_, Finding>, related: &[&Place]) -> Value {
        let places = related.iter().enumerate().map(|(index, place)| {
            let mut location = self.labelled(finding.sources, place);
            location["id"] = (index + 1).into();
            location
        });
        places.collect()
    }

    fn labelled(&mut self, sources: &Sources, place: &Place) -> Value {
        let at = self.outcome.place_at(sources, place.span);
        let mut location = self.location(sources, Some(place.span), &at);
        location["message"] = json!({ "text": clean(&place.label) });
        location
    }

    /// The way of a value, from where it is written to where it counts.
    fn code_flows(&mut self, finding: Sourced<'_, Finding>) -> Value {
        let mut steps: Vec<_> = finding.of.chain.iter().rev().cloned().collect();
        steps.extend(finding.of.span.map(|span| Place {
            span,
            label: finding.of.label.clone(),
        }));
        let steps: Vec<_> = steps
            .iter()
            .map(|step| json!({ "location": self.labelled(finding.sources, step) }))
            .collect();
        json!([{ "threadFlows": [{ "locations": steps }] }])
    }

    fn fix(&self, sources: &Sources, fix: &Fix) -> Value {
        let mut changes: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for edit in &fix.edits {
            let path = sources.get(edit.span.file()).path();
            let path = self.outcome.options.base.path(path);
            changes
                .entry(path)
                .or_default()
                .push(replacement(sources, edit));
        }
        let changes = changes.into_iter().map(|(path, replacements)| {
            json!({
                "artifactLocation": { "uri": uri(&path), "uriBaseId": ROOT },
                "replacements": replacements,
            })
        });
        json!({
            "description": { "text": clean(&fix.title) },
            "artifactChanges": changes.collect::<Vec<_>>(),
        })
    }

    /// The hash of the marked line as GitHub computes it. For what is not in a file of the repository, which GitHub
    /// cannot compute one of, something that tells findings apart.
    fn line_hash(&mut self, finding: Sourced<'_, Finding>) -> Option<String> {
        let own = format!("{}:1", finding.of.fingerprint.get(..16).unwrap_or_default());
        let Some(span) = span_in_repository(finding) else {
            return Some(own);
        };
        let source = finding.sources.get(span.file());
        let key = (std::ptr::from_ref(finding.sources), source.id());
        let hashes = self.hashes.entry(key).or_insert_with(|| hashes_of(source));
        let line = location(finding.sources, span).start.line as usize;
        hashes.get(line.checked_sub(1)?).cloned()
    }
}

/// The hashes of the lines of a file; none where other readers replace bytes that are no UTF-8, or count lines at lone
/// carriage returns, in their own way.
fn hashes_of(source: &Source) -> Vec<String> {
    let text = source.text();
    let is_plain = !text.replace("\r\n", "").contains('\r');
    if is_plain && source.invalid_bytes().is_empty() {
        line_hashes(text)
    } else {
        Vec::new()
    }
}

fn replacement(sources: &Sources, edit: &Edit) -> Value {
    let at = location(sources, edit.span);
    json!({
        "deletedRegion": {
            "startLine": at.start.line,
            "startColumn": at.start.column,
            "endLine": at.end.line,
            "endColumn": at.end.column,
        },
        "insertedContent": { "text": edit.text },
    })
}

/// The places that belong to a finding: where its value came through, and who called its module.
fn related(finding: &Finding) -> Vec<&Place> {
    let places = finding.related.iter().chain(&finding.chain);
    places.chain(&finding.calls).take(RELATED).collect()
}

/// The title as the first sentence, since that is what lists show; then what is wrong, of what, and where it came from.
fn message(found: &[Sourced<'_, Finding>], related: &[&Place]) -> String {
    let Some(first) = found.first().map(|first| first.of) else {
        return String::new();
    };
    let mut text = format!("{}. ", plain(&first.rule.title));
    if first.verdict == Verdict::Undetermined {
        text.push_str("Undetermined: ");
    }
    let _ = write!(text, "{}. ", sentence(&plain(&first.message)));
    let addresses: Vec<_> = found
        .iter()
        .take(ADDRESSES)
        .map(|found| plain(&found.of.address))
        .collect();
    text.push_str(&addresses.join(", "));
    if found.len() > addresses.len() {
        let _ = write!(text, " and {} more", found.len() - addresses.len());
    }
    text.push('.');
    let links: Vec<_> = related
        .iter()
        .enumerate()
        .map(|(index, place)| format!("[{}]({})", link_text(&place.label), index + 1))
        .collect();
    if !links.is_empty() {
        let _ = write!(text, " See {}.", links.join(", "));
    }
    text
}

/// With a capital letter at its beginning.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// Text that holds no link.
fn plain(text: &str) -> String {
    clean(text).replace("](", "] (")
}

fn link_text(label: &str) -> String {
    let text = plain(label);
    if text.is_empty() {
        return "here".to_owned();
    }
    let text = text.replace('\\', "\\\\");
    text.replace('[', "\\[").replace(']', "\\]")
}

/// The hash of a file's content, where what is at hand is what the file holds.
fn content_hash(source: &Source) -> Option<String> {
    let exact = source.invalid_bytes().is_empty();
    exact.then(|| sha256(source.text().as_bytes()))
}
