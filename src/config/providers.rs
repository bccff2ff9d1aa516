//! Which provider a resource belongs to, and which versions of it are admitted.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::eval::{self, Context};
use crate::model::{ProviderRef, intersection, majors};
use crate::syntax::{self, ExprId, ExprKind, StepKind};

use super::body::{Code, ExprRef};
use super::declare::{Declaration, ModuleId, ModuleSource};
use super::evaluator::{Caller, Evaluator, Frame, Instance};
use super::expand::bracketed;
use super::scope::Names;
use super::workspace::{Root, Workspace};

/// The major versions that a root module and all that it calls admit, by the type of the provider.
#[derive(Debug, Default)]
pub(super) struct Admitted {
    majors: FxHashMap<Arc<str>, (u32, u32)>,
    /// The type of each provider that a module names, by module and name.
    kinds: FxHashMap<(ModuleId, Arc<str>), Arc<str>>,
}

impl Admitted {
    pub(super) fn new(workspace: &Workspace, root: &Root) -> Self {
        let mut admitted = Self::default();
        let mut seen = FxHashSet::default();
        let mut open: Vec<ModuleId> = vec![root.module];
        open.extend(root.fetched.values().map(|(id, _)| *id));
        while let Some(id) = open.pop() {
            if seen.insert(id) {
                let module = workspace.module(id);
                admitted.read(workspace, id, module);
                open.extend(module.calls.values().copied());
            }
        }
        for (source, major) in &root.locked {
            let name = last_part(source);
            admitted.majors.insert(name.into(), (*major, *major));
        }
        admitted
    }

    fn read(&mut self, workspace: &Workspace, id: ModuleId, module: &ModuleSource) {
        let required = module
            .required_providers
            .get_or_init(|| required_providers(workspace, module));
        for required in required {
            if let Some(range) = required.majors {
                let known = self.majors.entry(Arc::clone(&required.kind));
                let known = known.or_insert((0, u32::MAX));
                *known = intersection(*known, range);
            }
            self.kinds
                .entry((id, Arc::clone(&required.name)))
                .or_insert_with(|| Arc::clone(&required.kind));
        }
    }
}

/// An entry of `required_providers`.
#[derive(Debug)]
pub(super) struct Required {
    /// Its name in the module.
    name: Arc<str>,
    /// The type of the provider: the last part of its source.
    kind: Arc<str>,
    /// The major versions that the module admits.
    majors: Option<(u32, u32)>,
}

/// The entries of a module; those of override files replace others one by one.
fn required_providers(workspace: &Workspace, module: &ModuleSource) -> Vec<Required> {
    let mut found: Vec<Required> = Vec::new();
    for &(_, body) in &module.terraform {
        let code = workspace.code(body.file);
        for block in code.blocks(body).filter(|b| b.kind == "required_providers") {
            for entry in code.attributes(block.body) {
                let property = |key| {
                    let ExprKind::Object(items) = code.tree.expr(entry.expr.expr).kind else {
                        return None;
                    };
                    let item = code
                        .tree
                        .object_items(items)
                        .iter()
                        .find(|item| code.key_text(item.key).as_deref() == Some(key))?;
                    Some(code.string(item.value)?.into_owned())
                };
                found.retain(|other| *other.name != *entry.name);
                found.push(Required {
                    kind: property("source")
                        .map_or_else(|| Arc::from(&*entry.name), |s| Arc::from(last_part(&s))),
                    majors: property("version")
                        .or_else(|| Some(code.string(entry.expr.expr)?.into_owned()))
                        .and_then(|version| majors(&version)),
                    name: Arc::from(&*entry.name),
                });
            }
        }
    }
    found
}

fn last_part(source: &str) -> &str {
    source.rsplit('/').next().unwrap_or(source)
}

/// A reference to a provider configuration.
struct ProviderName {
    name: String,
    /// With the key of the instance, where it has one: `by_region["eu"]`.
    alias: Option<String>,
}

/// The name of the provider that the type of a resource begins with.
fn implied(declaration: &Declaration) -> &str {
    declaration.type_name.split('_').next().unwrap_or_default()
}

impl Evaluator {
    /// The provider configuration that an instance of a resource or data source belongs to.
    pub(super) fn provider(
        &self,
        instance: &Arc<Instance>,
        frame: &Frame,
        declaration: &Declaration,
        admitted: &Admitted,
    ) -> ProviderRef {
        let named = self.own_provider(instance, frame, declaration);
        let kind = admitted
            .kinds
            .get(&(instance.module, named.name.as_str().into()));
        let kind = kind.map_or(named.name.as_str(), |kind| &**kind);
        ProviderRef {
            name: implied(declaration).into(),
            majors: admitted.majors.get(kind).copied(),
            alias: self.outer_alias(instance, named),
        }
    }

    /// The provider configuration that a block names, or the one that its type implies.
    fn own_provider(
        &self,
        instance: &Arc<Instance>,
        frame: &Frame,
        declaration: &Declaration,
    ) -> ProviderName {
        self.attribute(declaration, "provider")
            .and_then(|expr| self.provider_name(instance, frame, expr))
            .unwrap_or_else(|| ProviderName {
                name: implied(declaration).to_owned(),
                alias: None,
            })
    }

    /// The provider configuration of an instance of a resource or data source: the module instance that has it, and its
    /// declaration there.
    pub(super) fn provider_configuration(
        &self,
        instance: &Arc<Instance>,
        frame: &Frame,
        declaration: &Declaration,
    ) -> Option<(Arc<Instance>, u32)> {
        let ProviderName {
            mut name,
            mut alias,
        } = self.own_provider(instance, frame, declaration);
        let mut instance = instance;
        while let Some(caller) = &instance.caller {
            let call = self.declaration(&caller.instance, caller.call);
            let key = alias
                .as_ref()
                .map_or_else(|| name.clone(), |alias| format!("{name}.{alias}"));
            if let Some(given) = self.provider_argument(caller, call, &key) {
                ProviderName { name, alias } = given;
            } else if let Some(own) = self.module(instance).provider(&name, alias.as_deref()) {
                return Some((Arc::clone(instance), own));
            }
            instance = &caller.instance;
        }
        let index = self.module(instance).provider(&name, alias.as_deref())?;
        Some((Arc::clone(instance), index))
    }

    /// Whether instances of one block may belong to different provider configurations.
    pub(super) fn provider_varies(&self, declaration: &Declaration) -> bool {
        self.attribute(declaration, "provider")
            .is_some_and(|expr| self.text(expr).contains('['))
    }

    /// The alias that a provider configuration of a module instance has in the root.
    fn outer_alias(&self, mut instance: &Arc<Instance>, named: ProviderName) -> Option<Arc<str>> {
        let ProviderName {
            mut name,
            mut alias,
        } = named;
        while let Some(caller) = &instance.caller {
            let call = self.declaration(&caller.instance, caller.call);
            let key = alias
                .as_ref()
                .map_or_else(|| name.clone(), |alias| format!("{name}.{alias}"));
            if let Some(given) = self.provider_argument(caller, call, &key) {
                ProviderName { name, alias } = given;
            }
            instance = &caller.instance;
        }
        alias.map(Arc::from)
    }

    /// What `providers` in a module call gives for one of the module's provider configurations.
    fn provider_argument(
        &self,
        caller: &Caller,
        call: &Declaration,
        key: &str,
    ) -> Option<ProviderName> {
        let expr = self.attribute(call, "providers")?;
        let code = self.workspace.code(expr.file);
        let ExprKind::Object(items) = code.tree.expr(expr.expr).kind else {
            return None;
        };
        let item = code.tree.object_items(items).iter().find(|item| {
            code.dotted_names(item.key)
                .is_some_and(|names| names.join(".") == key)
        })?;
        self.provider_name(&caller.instance, &caller.frame, code.reference(item.value))
    }

    /// What an expression that refers to a provider configuration names: `aws`, `aws.west`, `aws.by_region[each.key]`.
    fn provider_name(
        &self,
        instance: &Arc<Instance>,
        frame: &Frame,
        expr: ExprRef,
    ) -> Option<ProviderName> {
        let code = self.workspace.code(expr.file);
        if code.tree.is_json() {
            let (tree, expr) = syntax::parse_json_expression(code.source, code.tree, expr.expr)?;
            let source = code.source;
            let tree = &tree;
            return self.read_provider_name(instance, frame, Code { source, tree }, expr);
        }
        self.read_provider_name(instance, frame, code, expr.expr)
    }

    fn read_provider_name(
        &self,
        instance: &Arc<Instance>,
        frame: &Frame,
        code: Code<'_>,
        expr: ExprId,
    ) -> Option<ProviderName> {
        let mut names = code.dotted_names(expr)?.into_iter();
        let name = names.next()?;
        let mut alias = names.next();
        if let ExprKind::Traversal { steps, .. } = code.tree.expr(expr).kind
            && let Some(alias) = &mut alias
            && let Some(StepKind::Index(key)) = code.tree.steps(steps).last().map(|step| step.kind)
        {
            let scope = Names {
                evaluator: self,
                instance,
                frame,
            };
            let key = eval::evaluate(code.into(), key, &scope, &Context::default());
            alias.push_str(&bracketed(&key.to_text()?));
        }
        Some(ProviderName { name, alias })
    }
}
