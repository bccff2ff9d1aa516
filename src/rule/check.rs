//! What would be wrong when a rule runs, found when it is loaded: names, functions, arguments, cycles.

use std::cell::RefCell;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::change;
use super::definition::{Code, DECLARED, Function, Rule, RuleSet};
use super::native;
use super::read::Reader;
use super::walk::{Seen, Walk};
use crate::eval;
use crate::model::{EntityKind, Problem};
use crate::syntax::{Step, StepKind};
use crate::text::{Source, TextRange};

/// What the names of an expression may be.
struct Names<'a> {
    rule: Option<&'a Rule>,
    params: &'a [Arc<str>],
    each: bool,
}

/// Everything that is wrong in the expressions of a rule set.
pub(super) fn problems(set: &RuleSet) -> Vec<Problem> {
    let found = RefCell::new(Vec::new());
    let mut names: Vec<_> = set.functions.keys().collect();
    names.sort();
    for name in names {
        let function = &set.functions[name];
        let names = Names {
            rule: None,
            params: &function.params,
            each: false,
        };
        expression(set, function.result, &names, &found);
        if calls_itself(set, name) {
            let reader = reader(set, function.result.file, &found);
            let help = "functions cannot be recursive";
            reader.problem(function.range, format!("`{name}` calls itself"), Some(help));
        }
    }
    for rule in &set.rules {
        if let Some(code) = rule.requires {
            requirement(set, code, &found);
        }
        for (code, each) in expressions(rule) {
            let names = Names {
                rule: Some(rule),
                params: &[],
                each: each || rule.entry.is_some(),
            };
            expression(set, code, &names, &found);
        }
        local_cycles(set, rule, &found);
    }
    found.into_inner()
}

fn reader<'a>(set: &'a RuleSet, file: usize, problems: &'a RefCell<Vec<Problem>>) -> Reader<'a> {
    Reader {
        sources: &set.sources,
        files: &set.files,
        file,
        problems,
    }
}

/// All expressions of a rule, and whether an assertion's `each` can be named in them.
pub(super) fn expressions(rule: &Rule) -> Vec<(Code, bool)> {
    let mut all: Vec<(Code, bool)> = Vec::new();
    let plain = |code: Option<Code>| code.map(|code| (code, false));
    all.extend(plain(rule.when));
    all.extend(plain(rule.requires));
    let mut locals: Vec<_> = rule.locals.iter().collect();
    locals.sort_by_key(|(name, _)| (*name).clone());
    all.extend(locals.into_iter().map(|(_, code)| (*code, false)));
    let each_everywhere = rule.asserts.iter().all(|assert| assert.for_each.is_some());
    for assert in &rule.asserts {
        let each = assert.for_each.is_some();
        all.extend(plain(assert.for_each));
        let inner = [
            Some(assert.condition),
            Some(assert.error_message),
            assert.when,
            assert.label,
            assert.at,
        ];
        all.extend(inner.into_iter().flatten().map(|code| (code, each)));
        for fix in &assert.fixes {
            all.extend(
                [fix.when, fix.set]
                    .into_iter()
                    .flatten()
                    .map(|code| (code, each)),
            );
        }
    }
    for fix in &rule.fixes {
        let inner = [fix.when, fix.set].into_iter().flatten();
        all.extend(inner.map(|code| (code, each_everywhere)));
    }
    all
}

/// The first step, if it is an attribute or a legacy index.
fn first<'a>(source: &'a Source, steps: &[Step]) -> Option<(&'a str, TextRange)> {
    match steps.first()?.kind {
        StepKind::Attribute(name) => Some((source.slice(name), name)),
        _ => None,
    }
}

fn expression(set: &RuleSet, code: Code, names: &Names<'_>, found: &RefCell<Vec<Problem>>) {
    let reader = reader(set, code.file, found);
    let tree = &set.files[code.file].tree;
    let source = reader.source();
    let mut visit = |seen: Seen<'_>| {
        match seen {
            Seen::Name { name, steps, range } => name_problem(&reader, names, name, steps, range),
            Seen::Call {
                name,
                args,
                expand,
                range,
            } => {
                let count = (!expand).then_some(args.len());
                if let Some(message) = call_problem(set, name, count) {
                    reader.problem(range, message, None);
                }
            }
        }
        true
    };
    Walk::new(tree, source, &mut visit).expr(code.expr);
}

/// What a rule requires is declared intent, known before anything is read.
fn requirement(set: &RuleSet, code: Code, found: &RefCell<Vec<Problem>>) {
    let reader = reader(set, code.file, found);
    let mut visit = |seen: Seen<'_>| {
        let (name, range, allowed) = match seen {
            Seen::Name { name, range, .. } => (name, range, name == "config"),
            Seen::Call { name, range, .. } => (name, range, eval::is_function(name)),
        };
        if !allowed {
            let help = "`requires` can only name `config`";
            reader.problem(range, format!("unexpected `{name}`"), Some(help));
        }
        true
    };
    Walk::new(&set.files[code.file].tree, reader.source(), &mut visit).expr(code.expr);
}

/// What is wrong with a call of so many arguments.
fn call_problem(set: &RuleSet, name: &str, count: Option<usize>) -> Option<String> {
    if let Some(native) = native::find(name) {
        let count = count?;
        let fits = count >= native.min && native.max.is_none_or(|max| count <= max);
        return (!fits).then(|| format!("{name}() does not take {count} arguments"));
    }
    if let Some(function) = set.functions.get(name) {
        let expected = function.params.len();
        return (count? != expected).then(|| format!("{name}() takes {expected} arguments"));
    }
    (!eval::is_function(name)).then(|| format!("there is no function `{name}`"))
}

fn name_problem(
    reader: &Reader<'_>,
    names: &Names<'_>,
    name: &str,
    steps: &[Step],
    range: TextRange,
) {
    if names.params.iter().any(|param| &**param == name) {
        return;
    }
    let of_rule = |known: &dyn Fn(&Rule, &str) -> bool| {
        let Some(rule) = names.rule else {
            return reader.problem(range, format!("`{name}` is not known in a function"), None);
        };
        match first(reader.source(), steps) {
            Some((wanted, _)) if known(rule, wanted) => {}
            Some((wanted, at)) => {
                reader.problem(at, format!("there is no `{name}.{wanted}`"), None);
            }
            None => reader.problem(range, format!("`{name}` needs a name after it"), None),
        }
    };
    match name {
        "self" => match names.rule {
            Some(rule) if !rule.selectors.is_empty() => {}
            Some(_) => {
                reader.problem(range, "a rule about the configuration has no `self`", None);
            }
            None => {
                let help = "hand it in as an argument";
                reader.problem(range, "`self` is not known in a function", Some(help));
            }
        },
        "each" if names.each => match first(reader.source(), steps) {
            None | Some(("key" | "value", _)) => {}
            Some((_, at)) => reader.problem(at, "`each` has `key` and `value`", None),
        },
        "each" => reader.problem(range, "`each` needs a `for_each` beside it", None),
        "local" => of_rule(&|rule, wanted| rule.locals.contains_key(wanted)),
        "param" => of_rule(&|rule, wanted| rule.params.iter().any(|p| &*p.name == wanted)),
        "change" => match names.rule {
            Some(rule) if !judges_resources(rule) => {
                let help = "only rules that select resources, and nothing else, have it";
                reader.problem(range, "`change` is known of resources only", Some(help));
            }
            _ => of_rule(&|_, wanted| change::PARTS.contains(&wanted)),
        },
        "config" => of_rule(&|_, wanted| DECLARED.contains(&wanted)),
        _ => reader.problem(range, format!("there is nothing named `{name}` here"), None),
    }
}

fn judges_resources(rule: &Rule) -> bool {
    let mut selectors = rule.selectors.iter();
    !rule.selectors.is_empty() && selectors.all(|selector| selector.kind == EntityKind::Resource)
}

/// The functions that an expression calls.
fn called(set: &RuleSet, code: Code) -> Vec<Arc<str>> {
    let mut names = Vec::new();
    let tree = &set.files[code.file].tree;
    let mut visit = |seen: Seen<'_>| {
        if let Seen::Call { name, .. } = seen
            && let Some((name, _)) = set.functions.get_key_value(name)
        {
            names.push(name.clone());
        }
        true
    };
    Walk::new(tree, set.sources.get(tree.file()), &mut visit).expr(code.expr);
    names
}

fn calls_itself(set: &RuleSet, name: &str) -> bool {
    let mut seen: FxHashSet<Arc<str>> = FxHashSet::default();
    let result = |function: &Function| called(set, function.result);
    let mut left = set.functions.get(name).map(result).unwrap_or_default();
    while let Some(next) = left.pop() {
        if &*next == name {
            return true;
        }
        if seen.insert(next.clone()) {
            left.extend(set.functions.get(&next).map(result).unwrap_or_default());
        }
    }
    false
}

fn local_cycles(set: &RuleSet, rule: &Rule, found: &RefCell<Vec<Problem>>) {
    let mut uses: FxHashMap<&Arc<str>, Vec<Arc<str>>> = FxHashMap::default();
    let mut names: Vec<_> = rule.locals.keys().collect();
    names.sort();
    for &name in &names {
        let code = rule.locals[name];
        let tree = &set.files[code.file].tree;
        let source = set.sources.get(tree.file());
        let mut used = Vec::new();
        let mut visit = |seen: Seen<'_>| {
            if let Seen::Name {
                name: "local",
                steps,
                ..
            } = seen
                && let Some((local, _)) = first(source, steps)
            {
                used.push(Arc::from(local));
            }
            true
        };
        Walk::new(tree, source, &mut visit).expr(code.expr);
        uses.insert(name, used);
    }
    for name in names {
        let mut seen: FxHashSet<&Arc<str>> = FxHashSet::default();
        let mut left: Vec<&Arc<str>> = uses[name].iter().collect();
        while let Some(next) = left.pop() {
            if next == name {
                let code = rule.locals[name];
                let reader = reader(set, code.file, found);
                let range = reader.range(code.expr);
                reader.problem(range, format!("`local.{name}` depends on itself"), None);
                break;
            }
            if seen.insert(next) {
                left.extend(uses.get(next).into_iter().flatten());
            }
        }
    }
}
