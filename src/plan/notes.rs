//! What the user should know of a plan that tells only part of what will be.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::model::{Problem, ProblemKind};

use super::address::without_keys;
use super::json::{Configuration, ModuleConfig};
use super::walk::Form;

/// How many addresses a note names.
const NAMED: usize = 3;

/// What a document says of itself as a whole.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    pub(super) form: Form,
    /// The version of the format, where it is newer than this code.
    pub(super) newer: Option<String>,
    pub(super) errored: bool,
    pub(super) complete: Option<bool>,
    /// The addresses of changes that are put off.
    pub(super) deferred: Vec<String>,
}

impl Facts {
    /// Whether Terraform says that this is not all.
    pub(super) fn is_partial(&self) -> bool {
        self.errored || self.complete == Some(false) || !self.deferred.is_empty()
    }
}

/// A note on an input as a whole.
pub(super) fn note(input: &Arc<str>, message: String, help: &str) -> Problem {
    Problem {
        kind: ProblemKind::Input,
        fatal: false,
        span: None,
        path: Some(Arc::clone(input)),
        message,
        help: Some(help.to_owned()),
    }
}

/// How many there are of something, and the first of them by name: `2 resources`, `a, b`.
pub(super) fn counted(what: &str, names: &[impl AsRef<str>]) -> (String, String) {
    let plural = if names.len() == 1 { "" } else { "s" };
    let mut shown: Vec<&str> = names.iter().take(NAMED).map(AsRef::as_ref).collect();
    if names.len() > NAMED {
        shown.push("...");
    }
    (format!("{} {what}{plural}", names.len()), shown.join(", "))
}

/// The notes on a document; `left_out` is what it has nothing of.
pub(super) fn notes(input: &Arc<str>, facts: &Facts, left_out: &[String]) -> Vec<Problem> {
    let mut notes = Vec::new();
    if let Some(version) = &facts.newer {
        notes.push(note(
            input,
            format!("format_version {version} is newer than this cldlint knows"),
            "what is new in it is not read; update cldlint",
        ));
    }
    if facts.errored {
        notes.push(note(
            input,
            "the plan is incomplete: making it ended in an error".to_owned(),
            "what comes after the error is not judged; mend what Terraform reported and plan again",
        ));
    } else if !facts.deferred.is_empty() {
        let (changes, names) = counted("change", &facts.deferred);
        notes.push(note(
            input,
            format!("the plan is incomplete: Terraform has put off {changes}: {names}"),
            "what is put off is not judged; plan again when this plan is applied",
        ));
    } else if !left_out.is_empty() {
        let (resources, names) = counted("resource", left_out);
        notes.push(note(
            input,
            format!(
                "the plan is partial: it has nothing of {resources} of the configuration: {names}"
            ),
            "what is left out, as by -target, is not judged; plan without it to judge everything",
        ));
    } else if facts.complete == Some(false) {
        notes.push(note(
            input,
            "the plan is incomplete: Terraform says that more is left to do after it".to_owned(),
            "plan again when this plan is applied",
        ));
    }
    notes
}

/// The resources that are written without `count` and `for_each`, so that there is one of each, and of which there is no
/// instance in the sets of addresses. (A `for_each` without references may be left out of a plan, so there may be several.)
pub(super) fn left_out(
    configuration: &Configuration<'_>,
    known: &[&FxHashSet<Arc<str>>],
) -> Vec<String> {
    let instances = known.iter().copied().flatten();
    let with_keys = instances.filter(|address| address.contains('['));
    let blocks: FxHashSet<Arc<str>> = with_keys
        .map(|address| without_keys(address).into())
        .collect();
    let known: Vec<_> = known.iter().copied().chain([&blocks]).collect();
    let mut missing = Vec::new();
    missing_of(&configuration.root_module, "", &known, &mut missing);
    missing
}

fn missing_of(
    module: &ModuleConfig<'_>,
    prefix: &str,
    known: &[&FxHashSet<Arc<str>>],
    missing: &mut Vec<String>,
) {
    for resource in &module.resources {
        let is_one = resource.count_expression.is_none() && resource.for_each_expression.is_none();
        if !is_one || resource.mode != "managed" {
            continue;
        }
        let address = format!("{prefix}{}", resource.address);
        if !known.iter().any(|known| known.contains(address.as_str())) {
            missing.push(address);
        }
    }
    for (name, call) in &module.module_calls {
        if call.count_expression.is_none() && call.for_each_expression.is_none() {
            let prefix = format!("{prefix}module.{name}.");
            missing_of(&call.module, &prefix, known, missing);
        }
    }
}
