//! Rules about what a plan does, which are those that name `change`.

use rustc_hash::FxHashSet;

use super::check;
use super::definition::{Code, Rule, RuleSet};
use super::walk::{Seen, Walk};
use crate::model::{Before, Change, Entity};
use crate::syntax::StepKind;
use crate::value::Value;

/// What can follow `change`.
pub(super) const PARTS: [&str; 2] = ["actions", "before"];

/// Which files of a rule set may name `change`. Few do, and walking all of them takes time at every start.
pub(super) fn files_that_name_it(set: &RuleSet) -> Vec<bool> {
    let texts = set.files.iter().map(|file| {
        let source = set.sources.get(file.tree.file());
        source.text()
    });
    texts.map(|text| text.contains("change.")).collect()
}

/// Whether a rule is about what a plan does: it names `change`, itself or through its locals.
pub(super) fn is_about_change(set: &RuleSet, rule: &Rule, names_it: &[bool]) -> bool {
    let may_name = |code: &Code| names_it[code.file];
    let locals: FxHashSet<Code> = rule.locals.values().copied().collect();
    let mut left: Vec<Code> = check::expressions(rule)
        .into_iter()
        .map(|(code, _)| code)
        .filter(|code| !locals.contains(code) && may_name(code))
        .collect();
    let mut seen: FxHashSet<Code> = FxHashSet::default();
    while let Some(code) = left.pop() {
        if !seen.insert(code) {
            continue;
        }
        let tree = &set.files[code.file].tree;
        let source = set.sources.get(tree.file());
        let mut found = false;
        let mut visit = |seen: Seen<'_>| {
            let Seen::Name { name, steps, .. } = seen else {
                return true;
            };
            found |= name == "change";
            if let ("local", Some(StepKind::Attribute(local))) =
                (name, steps.first().map(|step| &step.kind))
            {
                left.extend(rule.locals.get(source.slice(*local)));
            }
            true
        };
        Walk::new(tree, source, &mut visit).expr(code.expr);
        if found {
            return true;
        }
    }
    false
}

/// What rules read as `change.<part>`.
pub(super) fn part(change: &Change, entity: &Entity, part: &str) -> Option<Value> {
    match part {
        "actions" => {
            let actions = change.actions.iter().cloned().map(Value::from);
            Some(Value::list(actions.collect()))
        }
        "before" => Some(match &change.before {
            Before::Nothing => Value::null(),
            Before::Same => entity.values.clone(),
            Before::Values(values) => values.clone(),
        }),
        _ => None,
    }
}
