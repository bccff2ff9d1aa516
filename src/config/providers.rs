//! Which provider a resource belongs to, and which versions of it are admitted.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::{ProviderRef, intersection, majors};
use crate::syntax::ExprKind;

use super::declare::{Declaration, ModuleId, ModuleSource};
use super::evaluator::{Evaluator, Instance};
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
        open.extend(root.fetched.values().copied());
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

impl Evaluator {
    /// The provider configuration that a resource or data source belongs to.
    pub(super) fn provider(
        &self,
        instance: &Instance,
        declaration: &Declaration,
        admitted: &Admitted,
    ) -> ProviderRef {
        let implied = declaration.type_name.split('_').next().unwrap_or_default();
        let named = self
            .attribute(declaration, "provider")
            .and_then(|expr| self.workspace.code(expr.file).dotted_names(expr.expr));
        let (name, alias) = match named.as_deref() {
            Some([name]) => (name.as_str(), None),
            Some([name, alias, ..]) => (name.as_str(), Some(alias.as_str())),
            _ => (implied, None),
        };
        let kind = admitted.kinds.get(&(instance.module, name.into()));
        let kind = kind.map_or(name, |kind| &**kind);
        ProviderRef {
            name: implied.into(),
            alias: self.outer_alias(instance, name.to_owned(), alias.map(str::to_owned)),
            majors: admitted.majors.get(kind).copied(),
        }
    }

    /// The alias that a provider configuration of a module instance has in the root.
    fn outer_alias(
        &self,
        mut instance: &Instance,
        mut name: String,
        mut alias: Option<String>,
    ) -> Option<Arc<str>> {
        while let Some(caller) = &instance.caller {
            let call = self.declaration(&caller.instance, caller.call);
            let key = alias
                .as_ref()
                .map_or_else(|| name.clone(), |alias| format!("{name}.{alias}"));
            if let Some(given) = self.provider_argument(call, &key) {
                let mut given = given.into_iter();
                name = given.next()?;
                alias = given.next();
            }
            instance = &caller.instance;
        }
        alias.map(Arc::from)
    }

    /// What `providers` in a module call gives for one of the module's provider configurations.
    fn provider_argument(&self, call: &Declaration, key: &str) -> Option<Vec<String>> {
        let expr = self.attribute(call, "providers")?;
        let code = self.workspace.code(expr.file);
        let ExprKind::Object(items) = code.tree.expr(expr.expr).kind else {
            return None;
        };
        let item = code.tree.object_items(items).iter().find(|item| {
            code.dotted_names(item.key)
                .is_some_and(|names| names.join(".") == key)
        })?;
        code.dotted_names(item.value)
    }
}
