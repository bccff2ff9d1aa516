//! What failed or could not be determined, with its places.

use std::fmt::Write as _;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::edits;
use crate::finding::{Class, Finding, Verdict};
use crate::model::{EntityId, EntityKind, Located, LocatedPart};
use crate::rule::{Assert, Each, Judge};
use crate::text::Place;
use crate::value::{Kind, Path, PathStep, Reason, Value, phrase_of, to_hcl};

/// How long a value shown at a mark may be.
const SHOWN: usize = 60;

/// The address of what is judged as a whole, when no place was named.
const CONFIGURATION: &str = "configuration";

/// A value that `at` names: where it was read.
struct Mark {
    entity: EntityId,
    path: Path,
    value: Value,
}

/// An assertion that does not hold.
pub(super) fn failure(judge: &Judge<'_>, assert: &Assert, each: Option<&Each>) -> Finding {
    let mut finding = finding(judge, assert, each, Verdict::Fail, Vec::new());
    finding.message = judge.message(assert.error_message, each);
    finding.fixes = edits::fixes(judge, assert, each);
    finding
}

/// An assertion of which it is not known whether it holds.
pub(super) fn undetermined(
    judge: &Judge<'_>,
    assert: &Assert,
    each: Option<&Each>,
    reasons: Vec<Reason>,
) -> Finding {
    let mut finding = finding(judge, assert, each, Verdict::Undetermined, reasons);
    finding.message = phrase_of(&finding.reasons);
    finding
}

fn finding(
    judge: &Judge<'_>,
    assert: &Assert,
    each: Option<&Each>,
    verdict: Verdict,
    reasons: Vec<Reason>,
) -> Finding {
    let model = judge.world.model;
    let mut marks = marks(judge, assert, each).into_iter();
    let primary = marks.next();
    let mut finding = Finding {
        rule: judge.rule.info.clone(),
        severity: severity(judge, assert),
        kind: assert.kind,
        verdict,
        address: CONFIGURATION.into(),
        subject: judge.subject.map_or_else(
            || "".into(),
            |subject| Arc::clone(&model.entity(subject).address),
        ),
        class: class(judge, verdict),
        path: String::new(),
        element: None,
        input: model.name.clone(),
        span: None,
        label: String::new(),
        header: None,
        sensitive: false,
        pointer: None,
        message: String::new(),
        related: Vec::new(),
        chain: Vec::new(),
        calls: Vec::new(),
        reasons,
        fixes: Vec::new(),
        fingerprint: String::new(),
    };
    if let Some(primary) = primary {
        let entity = model.entity(primary.entity);
        let located = match verdict {
            // Where an unknown value came through is what its reasons say.
            Verdict::Undetermined => model.locator().locate_place(entity, &primary.path),
            Verdict::Fail | Verdict::Pass => model.locator().locate(entity, &primary.path),
        };
        finding.address = entity.address.clone();
        finding.path = primary.path.to_string();
        finding.element = element(&entity.values, &primary);
        finding.sensitive = primary.value.deep_marks().is_hidden();
        finding.label = match assert.label {
            Some(label) => judge.message(label, each),
            None => label(&primary, &located),
        };
        finding.related = related(judge, &primary, marks, &located);
        finding.span = located.span;
        finding.header = located.header;
        finding.pointer = located.pointer;
        finding.chain = located.chain;
        finding.calls = located.calls;
    }
    finding.fingerprint = fingerprint(&finding);
    finding
}

/// Of a plan everything is new until it is compared with what was. How providers, variables and the like were a plan does
/// not tell.
fn class(judge: &Judge<'_>, verdict: Verdict) -> Option<Class> {
    let model = judge.world.model;
    let is_told = |id| model.entity(id).kind == EntityKind::Resource;
    let is_classed = verdict == Verdict::Fail
        && !model.changes().is_empty()
        && judge.subject.is_none_or(is_told);
    is_classed.then_some(Class::New)
}

/// The first element of a list on the way to what is marked: a block, mostly. Elements of a document within a text are
/// not at hand, so for those it is the marked value.
fn element(values: &Value, mark: &Mark) -> Option<Value> {
    let steps = mark.path.steps();
    let first = steps
        .iter()
        .position(|step| matches!(step, PathStep::Index(_)))?;
    let found = steps[..=first]
        .iter()
        .try_fold(values, |value, step| match (&value.kind, step) {
            (Kind::Mapping(_, entries), PathStep::Key(key)) => entries.get(key),
            (Kind::Sequence(_, elements), PathStep::Index(index)) => elements.get(*index),
            _ => None,
        });
    Some(found.unwrap_or(&mark.value).clone())
}

fn severity(judge: &Judge<'_>, assert: &Assert) -> crate::finding::Severity {
    let own = assert.severity == judge.rule.severity;
    let set = judge.settings.severities.get(judge.rule.id());
    set.filter(|_| own).copied().unwrap_or(assert.severity)
}

/// The values that `at` names, else the element that is judged, else the entity.
fn marks(judge: &Judge<'_>, assert: &Assert, each: Option<&Each>) -> Vec<Mark> {
    let mut marks = Vec::new();
    if let Some(at) = assert.at {
        collect(judge, &judge.evaluate(at, each), &mut marks);
    }
    if marks.is_empty()
        && let Some((_, value)) = each
        && assert.for_each.is_some()
    {
        collect(judge, value, &mut marks);
    }
    if marks.is_empty()
        && let Some(entity) = judge.subject
    {
        marks.push(Mark {
            entity,
            path: Path::default(),
            value: judge.world.model.entity(entity).values.clone(),
        });
    }
    marks
}

fn collect(judge: &Judge<'_>, value: &Value, into: &mut Vec<Mark>) {
    if let Some(origin) = value
        .origin
        .and_then(|origin| judge.context.origin_path(origin))
    {
        into.push(Mark {
            entity: EntityId(origin.entity),
            path: origin.path,
            value: value.clone(),
        });
        return;
    }
    match &value.kind {
        Kind::Sequence(_, elements) => elements.iter().for_each(|v| collect(judge, v, into)),
        Kind::Mapping(_, entries) => entries.values().for_each(|v| collect(judge, v, into)),
        _ => {}
    }
}

/// What is wrong with what is marked.
fn label(mark: &Mark, located: &Located) -> String {
    let Some(last) = mark.path.steps().iter().rev().find_map(|step| match step {
        PathStep::Key(key) => Some(key),
        PathStep::Index(_) => None,
    }) else {
        return String::new();
    };
    if mark.value.deep_marks().is_hidden() {
        return "is sensitive".to_owned();
    }
    match &mark.value.kind {
        Kind::Null if located.part == LocatedPart::Value => "is `null`".to_owned(),
        Kind::Null => format!("`{last}` is not set"),
        Kind::Unknown(unknown) => match unknown.reasons.first() {
            Some(reason) => reason.to_string(),
            None => "is not known".to_owned(),
        },
        Kind::Mapping(..) => String::new(),
        _ if mark.value.has_unknown() => "is not known in full".to_owned(),
        _ => {
            let text = to_hcl(&mark.value);
            let short = text.chars().count() <= SHOWN && !text.contains('\n');
            if short && located.part == LocatedPart::Header {
                // The block does not say so itself.
                format!("`{last}` is `{text}`")
            } else if short {
                format!("is `{text}`")
            } else {
                String::new()
            }
        }
    }
}

/// The further places, each once, and what is judged where that is not what is marked.
fn related(
    judge: &Judge<'_>,
    primary: &Mark,
    others: impl Iterator<Item = Mark>,
    located: &Located,
) -> Vec<Place> {
    let model = judge.world.model;
    let mut places: Vec<Place> = Vec::new();
    for mark in others {
        let entity = model.entity(mark.entity);
        let found = model.locator().locate_place(entity, &mark.path);
        let Some(span) = found.span else {
            continue;
        };
        // What is absent has no place of its own, and where it would be is shown already.
        if mark.value.is_null() && found.part != LocatedPart::Value {
            continue;
        }
        let known = |place: &Place| place.span == span;
        if Some(span) != located.span && !places.iter().any(known) {
            let label = label(&mark, &found);
            places.push(Place { span, label });
        }
    }
    if let Some(subject) = judge.subject
        && subject != primary.entity
    {
        let entity = model.entity(subject);
        let found = model.locator().locate_place(entity, &Path::default());
        if let Some(span) = found.header.or(found.span)
            && matches!(entity.kind, EntityKind::Resource | EntityKind::Data)
        {
            let label = format!("judged for {}", entity.address);
            places.push(Place { span, label });
        }
    }
    places
}

/// Names a finding across runs.
fn fingerprint(finding: &Finding) -> String {
    let mut hash = Sha256::new();
    for part in [&*finding.rule.id, &*finding.address, finding.path.as_str()] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let mut text = String::with_capacity(32);
    for byte in &hash.finalize()[..16] {
        let _ = write!(text, "{byte:02x}");
    }
    text
}
