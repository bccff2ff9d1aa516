//! Compares what rules say of a plan with what they say of the state before it.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::finding::{Class, Finding, Report};
use crate::model::{Changes, EntityId};
use crate::rule::{Rule, World, glob};
use crate::value::Strictness;

/// What a rule about changes judges: what the plan names, and what it takes away.
pub(super) fn subjects(world: &World<'_>, rule: &Rule) -> impl Iterator<Item = EntityId> {
    let model = world.model;
    // Source changes nothing.
    let selectors: &[_] = if model.changes().is_empty() {
        &[]
    } else {
        &rule.selectors
    };
    let there = super::subjects(world, selectors).into_iter();
    let changes = |id: &EntityId| model.changes().of(model.entity(*id)).is_some();
    let there = there.filter(changes);
    let gone = model.gone().filter(|(_, entity)| {
        let mut selectors = rule.selectors.iter();
        selectors.any(|selector| {
            selector.kind == entity.kind && glob::matches(&selector.pattern, &entity.type_name)
        })
    });
    there.chain(gone.map(|(id, _)| id))
}

/// A rule and the address of what it judges; empty for the configuration as a whole.
type Check = (Arc<str>, Arc<str>);

/// Which rules applied to what.
#[derive(Debug, Default)]
pub(super) struct Applied(FxHashSet<Check>);

impl Applied {
    pub(super) fn note(&mut self, rule: &Rule, subject: Option<&Arc<str>>) {
        let subject = subject.map_or_else(|| "".into(), Arc::clone);
        self.0.insert((Arc::clone(rule.id()), subject));
    }
}

/// Two findings of one check may be the same; the first of these that holds of a pair tells it, in this order. What is
/// marked before may be elsewhere: a policy that is written beside a resource is in its own text there.
const SAME: [fn(&Finding, &Finding) -> bool; 5] = [
    |a, b| same_list(a, b) && same_element(a, b),
    |a, b| same_place(a, b) && a.message == b.message,
    |a, b| same_list(a, b) && a.message == b.message,
    same_place,
    |a, b| a.address != b.address,
];

/// Tells the findings of a plan apart by those before it, and adds what it mends.
pub(super) fn compare(report: &mut Report, before: Report, applied: &Applied, changes: &Changes) {
    let mut was: BTreeMap<Check, Vec<Finding>> = BTreeMap::new();
    for finding in before.findings {
        was.entry(check(&finding)).or_default().push(finding);
    }
    let mut classed: BTreeMap<Check, Vec<&mut Finding>> = BTreeMap::new();
    for finding in &mut report.findings {
        if finding.class.is_some() {
            classed.entry(check(finding)).or_default().push(finding);
        }
    }
    for (check, mut findings) in classed {
        if applied.0.contains(&check) {
            for finding in &mut findings {
                finding.class = Some(Class::Regressed);
            }
        }
        if let Some(was) = was.get_mut(&check) {
            pair(&mut findings, was);
        }
    }
    let undecided: FxHashSet<Check> = report.undetermined.iter().map(check).collect();
    let left = was
        .into_iter()
        .filter(|(check, _)| !undecided.contains(check));
    let left = left.flat_map(|(_, findings)| findings);
    report.fixed = left
        .filter(|finding| changes.mend(&finding.subject))
        .map(|finding| Finding {
            class: Some(Class::Fixed),
            ..finding
        })
        .collect();
}

fn check(finding: &Finding) -> Check {
    (Arc::clone(&finding.rule.id), Arc::clone(&finding.subject))
}

/// Takes out of what was what still is.
fn pair(findings: &mut [&mut Finding], was: &mut Vec<Finding>) {
    for same in SAME {
        for finding in findings.iter_mut() {
            if finding.class == Some(Class::Existing) {
                continue;
            }
            if let Some(at) = was.iter().position(|before| same(finding, before)) {
                was.remove(at);
                finding.class = Some(Class::Existing);
            }
        }
    }
}

fn same_place(a: &Finding, b: &Finding) -> bool {
    a.address == b.address && a.path == b.path
}

/// Whether the paths differ in the numbers of elements only.
fn same_list(a: &Finding, b: &Finding) -> bool {
    a.address == b.address && names(&a.path).eq(names(&b.path))
}

fn names(path: &str) -> impl Iterator<Item = char> + '_ {
    path.chars().filter(|letter| !letter.is_ascii_digit())
}

fn same_element(a: &Finding, b: &Finding) -> bool {
    match (&a.element, &b.element) {
        (Some(a), Some(b)) => a.equals(b, Strictness::Lenient) == Some(true),
        _ => false,
    }
}
