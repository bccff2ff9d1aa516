//! From the references of an expression to the resources they end at, through variables and outputs of modules.
//!
//! A plan tells what an expression refers to, not what it makes of it. So an unknown value counts as exactly what it
//! refers to only where that is the one thing named, an identifier is taken from it, and the argument is not one that
//! holds a text made of parts.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::value::{Path, PathStep, Reason, Reference, Unknown, Value};

use super::address::{Step, key_text, longest, module_calls, parse};
use super::json::{Attribute, Configuration, Expression, ModuleCall, ModuleConfig, ResourceConfig};

/// How far references are followed, in steps for one expression.
const STEPS: usize = 500;

/// How many references of one expression are kept while following.
const FOLLOWED: usize = 64;

/// A module instance.
pub(super) struct ModuleScope<'c> {
    pub(super) address: Arc<str>,
    /// What its configuration says; `None` when the plan lacks it.
    pub(super) config: Option<&'c ModuleConfig<'c>>,
    /// Its resources, by their address within the module.
    resources: FxHashMap<&'c str, &'c ResourceConfig<'c>>,
    parent: Option<Call<'c>>,
}

/// The module instance that calls another, the call, and the instance key.
type Call<'c> = (Rc<ModuleScope<'c>>, Option<&'c ModuleCall<'c>>, String);

impl<'c> ModuleScope<'c> {
    fn new(address: &str, config: Option<&'c ModuleConfig<'c>>, parent: Option<Call<'c>>) -> Self {
        let resources = config.map_or(&[][..], |config| &config.resources);
        Self {
            address: address.into(),
            config,
            resources: resources
                .iter()
                .map(|resource| (&*resource.address, resource))
                .collect(),
            parent,
        }
    }

    /// What is written of a resource: `address` is without module and instance key.
    pub(super) fn resource(&self, address: &str) -> Option<&'c ResourceConfig<'c>> {
        self.resources.get(address).copied()
    }
}

/// Where an expression stands.
#[derive(Clone)]
pub(super) struct Scope<'c> {
    pub(super) module: Rc<ModuleScope<'c>>,
    /// The instance key of the block around it, as written in addresses; empty where it has none.
    pub(super) key: String,
    pub(super) for_each: Option<&'c Expression<'c>>,
}

/// Follows references within one plan.
pub(super) struct Resolver<'c> {
    root: Option<&'c ModuleConfig<'c>>,
    /// The addresses of all resources and data sources of the plan.
    instances: FxHashSet<Arc<str>>,
    /// What the policy documents that are read when the plan is applied will be.
    pub(super) documents: FxHashMap<Arc<str>, Value>,
    modules: RefCell<FxHashMap<String, Rc<ModuleScope<'c>>>>,
}

/// What references ended at.
#[derive(Default)]
struct Found {
    references: Vec<Reference>,
    /// Whether each was followed to its end.
    complete: bool,
    /// Whether the expression may be just the one reference.
    exact: bool,
}

impl<'c> Resolver<'c> {
    pub(super) fn new(
        configuration: Option<&'c Configuration<'c>>,
        instances: FxHashSet<Arc<str>>,
    ) -> Self {
        Self {
            root: configuration.map(|configuration| &configuration.root_module),
            instances,
            documents: FxHashMap::default(),
            modules: RefCell::default(),
        }
    }

    /// The module instance of that address.
    pub(super) fn module(&self, address: &str) -> Rc<ModuleScope<'c>> {
        if let Some(known) = self.modules.borrow().get(address) {
            return Rc::clone(known);
        }
        let mut scope = Rc::new(ModuleScope::new("", self.root, None));
        for (name, key) in module_calls(address).unwrap_or_default() {
            scope = self.child(&scope, name, key);
        }
        self.modules
            .borrow_mut()
            .insert(address.to_owned(), Rc::clone(&scope));
        scope
    }

    fn child(&self, parent: &Rc<ModuleScope<'c>>, name: &str, key: &str) -> Rc<ModuleScope<'c>> {
        let dot = if parent.address.is_empty() { "" } else { "." };
        let address = format!("{}{dot}module.{name}{key}", parent.address);
        if let Some(known) = self.modules.borrow().get(&address) {
            return Rc::clone(known);
        }
        let call = parent
            .config
            .and_then(|config| config.module_calls.get(name));
        let scope = Rc::new(ModuleScope::new(
            &address,
            call.map(|call| &call.module),
            Some((Rc::clone(parent), call, key.to_owned())),
        ));
        self.modules.borrow_mut().insert(address, Rc::clone(&scope));
        scope
    }

    /// The unknown value of an argument: `own` is the reason, for want of better.
    pub(super) fn unknown(
        &self,
        scope: &Scope<'c>,
        written: &[&Attribute<'_>],
        argument: &str,
        whole: bool,
        own: impl FnOnce() -> Reason,
    ) -> Value {
        let mut found = Found::default();
        if let [attribute] = written {
            let mut steps = STEPS;
            found = self.expression(scope, &attribute.references, &mut steps);
        } else {
            for attribute in written {
                let mut steps = STEPS;
                let more = self.expression(scope, &attribute.references, &mut steps);
                found.references.extend(more.references);
            }
        }
        found.exact &= whole && found.complete && found.references.len() == 1;
        let mut unknown = Unknown::default();
        if found.exact {
            self.describe_exact(&mut unknown, &found.references[0], argument);
        }
        for reference in found.references {
            let from = Unknown {
                reasons: vec![reason(&reference)],
                references: vec![reference],
                ..Unknown::default()
            };
            let exact = unknown.exact;
            unknown.absorb(&from);
            unknown.exact = exact;
        }
        if unknown.reasons.is_empty() {
            unknown.reasons.push(own());
        }
        unknown.into()
    }

    /// What is known of a value that may be just the one reference.
    fn describe_exact(&self, unknown: &mut Unknown, reference: &Reference, argument: &str) {
        let [PathStep::Key(last)] = reference.path.steps() else {
            return;
        };
        if let Some(document) = self.documents.get(&reference.address)
            && matches!(&**last, "json" | "minified_json")
        {
            unknown.exact = true;
            unknown.not_null = true;
            unknown.prefix = Some("{".into());
            unknown.content = Some(Box::new(document.clone()));
        } else if is_identifier(last) && !holds_made_text(argument) {
            unknown.exact = true;
            unknown.not_null = true;
            if &**last == "arn" && argument.ends_with("arn") {
                unknown.prefix = Some("arn:".into());
            }
        }
    }

    /// What the references of an expression end at.
    fn expression(&self, scope: &Scope<'c>, references: &[String], steps: &mut usize) -> Found {
        let mut found = Found {
            references: Vec::new(),
            complete: true,
            exact: true,
        };
        let longest = longest(references);
        found.exact = longest.len() == 1;
        for reference in longest {
            if *steps == 0 || found.references.len() >= FOLLOWED {
                found.complete = false;
                break;
            }
            *steps -= 1;
            let Some(path) = parse(reference) else {
                found.complete = false;
                continue;
            };
            let one = self.reference(scope, &path, steps);
            found.complete &= one.complete;
            found.exact &= one.exact;
            found.references.extend(one.references);
        }
        found
    }

    fn reference(&self, scope: &Scope<'c>, path: &[Step], steps: &mut usize) -> Found {
        let Some((Step::Name(first), rest)) = path.split_first() else {
            return Found::default();
        };
        let nothing = Found {
            complete: true,
            ..Found::default()
        };
        match first.as_str() {
            "var" => self.variable(scope, rest, steps),
            "module" => self.output(scope, rest, steps),
            "each" => self.each(scope, rest, steps),
            "local" => Found::default(),
            "count" | "path" | "terraform" | "tofu" | "self" => nothing,
            "data" | "ephemeral" => self.resource(scope, &format!("{first}."), rest),
            _ => self.resource(scope, "", path),
        }
    }

    /// `aws_kms_key.many[1].arn`: what is named by type and name in the module.
    fn resource(&self, scope: &Scope<'c>, prefix: &str, path: &[Step]) -> Found {
        let [Step::Name(type_name), Step::Name(name), rest @ ..] = path else {
            return Found::default();
        };
        let module = &scope.module.address;
        let dot = if module.is_empty() { "" } else { "." };
        let block = format!("{module}{dot}{prefix}{type_name}.{name}");
        let (key, rest) = match rest.split_first() {
            Some((step, rest)) => match key_text(step) {
                Some(key) => (key, rest),
                None => (String::new(), path.get(2..).unwrap_or(&[])),
            },
            None => (String::new(), rest),
        };
        let address = format!("{block}{key}");
        let exact = self.instances.contains(address.as_str()) && !rest.is_empty();
        Found {
            references: vec![Reference {
                address: address.into(),
                path: steps_path(rest),
            }],
            complete: true,
            exact,
        }
    }

    /// `var.key`: the argument of the module's call, in the scope of the call.
    fn variable(&self, scope: &Scope<'c>, rest: &[Step], steps: &mut usize) -> Found {
        let [Step::Name(name), rest @ ..] = rest else {
            return Found::default();
        };
        let Some((parent, call, key)) = &scope.module.parent else {
            return Found {
                complete: true,
                ..Found::default()
            };
        };
        let Some(call) = call else {
            return Found::default();
        };
        let argument = call.expressions.as_ref().and_then(|block| block.get(name));
        let Some(Expression::Attribute(argument)) = argument else {
            return Found {
                complete: argument.is_none(),
                ..Found::default()
            };
        };
        let outer = Scope {
            module: Rc::clone(parent),
            key: key.clone(),
            for_each: call.for_each_expression.as_ref(),
        };
        let found = self.expression(&outer, &argument.references, steps);
        self.step_into(found, rest)
    }

    /// `module.disk["eu"].volume`: the output of a module, in the scope of that module.
    fn output(&self, scope: &Scope<'c>, rest: &[Step], steps: &mut usize) -> Found {
        let [Step::Name(name), rest @ ..] = rest else {
            return Found::default();
        };
        let (key, rest) = match rest.split_first() {
            Some((step, others)) => match key_text(step) {
                Some(key) => (key, others),
                None => (String::new(), rest),
            },
            None => (String::new(), rest),
        };
        let [Step::Name(output), rest @ ..] = rest else {
            return Found::default();
        };
        let child = self.child(&scope.module, name, &key);
        let expression = child
            .config
            .and_then(|config| config.outputs.get(output))
            .and_then(|output| output.expression.as_ref());
        let Some(Expression::Attribute(attribute)) = expression else {
            return Found::default();
        };
        let inner = Scope {
            module: child,
            key: String::new(),
            for_each: None,
        };
        let found = self.expression(&inner, &attribute.references, steps);
        self.step_into(found, rest)
    }

    /// `each.value.id`: the element of what `for_each` goes through. Keys are always known in a plan.
    fn each(&self, scope: &Scope<'c>, rest: &[Step], steps: &mut usize) -> Found {
        let [Step::Name(which), rest @ ..] = rest else {
            return Found::default();
        };
        let Some(Expression::Attribute(for_each)) = scope.for_each else {
            return Found::default();
        };
        if which == "key" {
            return Found {
                complete: true,
                ..Found::default()
            };
        }
        // `for_each = module.disk` with `each.value.volume` is the output of the instance of the same key.
        if let [only] = longest(&for_each.references).as_slice()
            && let Some([Step::Name(module), name @ Step::Name(_)]) = parse(only).as_deref()
            && module == "module"
            && let Some([_, key]) = parse(&format!("key{}", scope.key)).as_deref()
            && !rest.is_empty()
        {
            let mut path = vec![name.clone(), key.clone()];
            path.extend_from_slice(rest);
            return self.output(scope, &path, steps);
        }
        let mut found = self.expression(scope, &for_each.references, steps);
        found.exact = false;
        // `for_each = aws_s3_bucket.b` with `each.value.id` is the bucket of the same key.
        if let [only] = found.references.as_mut_slice()
            && only.path.steps().is_empty()
            && !rest.is_empty()
        {
            let same_key = format!("{}{}", only.address, scope.key);
            if self.instances.contains(same_key.as_str()) {
                only.address = same_key.into();
                only.path = steps_path(rest);
                found.exact = true;
            }
        }
        found
    }

    /// Steps further into what references ended at: into a whole resource it is its attribute, into the instances of
    /// a block one of them, else only part of it.
    fn step_into(&self, mut found: Found, rest: &[Step]) -> Found {
        let Some((first, others)) = rest.split_first() else {
            return found;
        };
        found.exact = false;
        if let [only] = found.references.as_mut_slice()
            && only.path.steps().is_empty()
        {
            let instance = key_text(first).map(|key| format!("{}{key}", only.address));
            if let Some(instance) = instance.filter(|it| self.instances.contains(it.as_str())) {
                only.address = instance.into();
                only.path = steps_path(others);
                found.exact = !others.is_empty();
            } else if self.instances.contains(&only.address) {
                only.path = steps_path(rest);
                found.exact = true;
            }
        }
        found
    }
}

fn steps_path(steps: &[Step]) -> Path {
    Path(
        steps
            .iter()
            .map(|step| match step {
                Step::Name(name) | Step::Key(name) => PathStep::Key(name.as_str().into()),
                Step::Index(index) => PathStep::Index(*index),
            })
            .collect(),
    )
}

fn reason(reference: &Reference) -> Reason {
    let address = &reference.address;
    if is_data(address) {
        return Reason::Data(Arc::clone(address));
    }
    let path = reference.path.to_string();
    Reason::AfterApply(match path.as_str() {
        "" => Arc::clone(address),
        path if path.starts_with('[') => format!("{address}{path}").into(),
        path => format!("{address}.{path}").into(),
    })
}

/// Whether an address is that of a data source.
pub(super) fn is_data(address: &str) -> bool {
    address.starts_with("data.") || address.contains(".data.") && address.starts_with("module.")
}

/// Whether an attribute names the thing it is of, and so is never null once that exists.
fn is_identifier(attribute: &str) -> bool {
    matches!(
        attribute,
        "id" | "arn" | "self_link" | "name" | "key" | "bucket" | "identifier"
    ) || attribute.ends_with("_id")
        || attribute.ends_with("_arn")
        || attribute.ends_with("_name")
}

/// Whether an argument usually holds a text made of parts, so that a reference in it is not all of it.
fn holds_made_text(argument: &str) -> bool {
    const PARTS: [&str; 12] = [
        "policy",
        "user_data",
        "document",
        "definition",
        "json",
        "template",
        "content",
        "body",
        "script",
        "command",
        "description",
        "prefix",
    ];
    argument == "name" || PARTS.iter().any(|part| argument.contains(part))
}
