//! From the JSON of a plan to entities.

use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashSet;
use serde_json::value::RawValue;

use crate::model::{Entity, EntityKind, ProviderRef, intersection, majors};
use crate::value::Map;

use super::InputError;
use super::address::{is_instance_key, module_calls, quoted};
use super::around::module_instances;
use super::json::{Change, Configuration, Json, StateModule, StateResource, Top};
use super::locate::{Base, Pointers};
use super::place::TextPlace;
use super::policy;
use super::reference::{Resolver, Scope};
use super::values::{Merge, Names, Sides};

/// What a plan comes to.
pub(super) struct Built {
    pub(super) entities: Vec<Entity>,
    pub(super) pointers: Pointers,
    pub(super) variables: Map,
}

/// The entities of a plan: resources and data sources in the plan's order, then what is around them.
pub(super) fn entities(text: &str, top: &Top<'_>) -> Result<Built, InputError> {
    let changes: Vec<(usize, &Change<'_>)> = top
        .resource_changes
        .iter()
        .flatten()
        .enumerate()
        .filter(|(_, change)| change.deposed.is_none() && !change.delta.removes())
        .collect();
    let mut read = Vec::new();
    if let Some(module) = top
        .prior_state
        .as_ref()
        .and_then(|state| state.values.as_ref())
        .and_then(|values| values.root_module.as_ref())
    {
        data_sources(module, "/prior_state/values/root_module", &mut read);
    }
    let mut instances: FxHashSet<Arc<str>> = FxHashSet::default();
    for (_, change) in &changes {
        instances.insert(change.address.as_str().into());
    }
    // What is read again when the plan is applied is in the changes; its former values do not count.
    read.retain(|(_, resource, _)| instances.insert(resource.address.as_str().into()));
    let mut builder = Builder {
        text,
        configuration: top.configuration.as_ref(),
        names: Names::default(),
        resolver: Resolver::new(top.configuration.as_ref(), instances),
        pointers: Pointers::default(),
        variables: Map::new(),
    };
    builder.variables = builder.given_variables(top);
    let entities = builder.all(top, &changes, &read)?;
    Ok(Built {
        entities,
        pointers: builder.pointers,
        variables: builder.variables,
    })
}

/// A data source that has been read: the address of its module, what the state has, and the pointer to that.
type Read<'t> = (&'t str, &'t StateResource<'t>, String);

fn data_sources<'t>(module: &'t StateModule<'t>, pointer: &str, into: &mut Vec<Read<'t>>) {
    let address = module.address.as_deref().unwrap_or("");
    for (index, resource) in &module.resources.0 {
        into.push((address, resource, format!("{pointer}/resources/{index}")));
    }
    for (index, child) in module.child_modules.iter().enumerate() {
        data_sources(child, &format!("{pointer}/child_modules/{index}"), into);
    }
}

/// What names an instance of a resource or data source.
struct Named<'n> {
    address: &'n str,
    module: &'n str,
    data: bool,
    type_name: &'n str,
    name: &'n str,
}

pub(super) struct Builder<'b, 'c> {
    text: &'b str,
    pub(super) configuration: Option<&'c Configuration<'c>>,
    pub(super) names: Names,
    pub(super) resolver: Resolver<'c>,
    pub(super) pointers: Pointers,
    pub(super) variables: Map,
}

impl<'c> Builder<'_, 'c> {
    fn all(
        &mut self,
        top: &'c Top<'c>,
        changes: &[(usize, &'c Change<'c>)],
        read: &[Read<'c>],
    ) -> Result<Vec<Entity>, InputError> {
        // Policy documents first, since what they will make is part of what refers to them.
        for (index, change) in changes {
            if change.type_name == "aws_iam_policy_document" {
                let entity = self.change(*index, change)?;
                if let Some(document) = policy::document(&entity.values) {
                    self.resolver.documents.insert(entity.address, document);
                }
            }
        }
        let mut entities = Vec::with_capacity(changes.len() + read.len());
        for (index, change) in changes {
            let entity = self.change(*index, change)?;
            let base = Base::Change(format!("/resource_changes/{index}"));
            self.pointers
                .insert((entity.kind, Arc::clone(&entity.address)), base);
            entities.push(entity);
        }
        for (module, resource, pointer) in read {
            let entity = self.read_data(module, resource)?;
            let base = Base::Values(format!("{pointer}/values"));
            self.pointers
                .insert((entity.kind, Arc::clone(&entity.address)), base);
            entities.push(entity);
        }
        if let Some(configuration) = self.configuration {
            self.providers(configuration, &mut entities);
            let seen: FxHashSet<String> = module_instances(&entities);
            let root = self.resolver.module("");
            self.module(
                top,
                &root,
                &configuration.root_module,
                &seen,
                "/configuration/root_module",
                &mut entities,
            )?;
        }
        Ok(entities)
    }

    /// A resource, or a data source that is read when the plan is applied.
    fn change(&self, index: usize, change: &'c Change<'c>) -> Result<Entity, InputError> {
        let path = |key: &str| format!("resource_changes[{index}].{key}");
        let data = match change.mode.as_str() {
            "data" => true,
            "managed" => false,
            other => {
                return Err(self.shape(
                    path("mode"),
                    None,
                    format!("expected `managed` or `data`, found {}", quoted(other)),
                ));
            }
        };
        let delta = &change.delta;
        let after = self.object(delta.after, || path("change.after"))?;
        let Some(after) = after else {
            return Err(self.shape(
                path("change.after"),
                delta.after,
                "expected an object, since the change does not delete".to_owned(),
            ));
        };
        let unknown = self.object(delta.after_unknown, || path("change.after_unknown"))?;
        let sensitive = self.object(delta.after_sensitive, || path("change.after_sensitive"))?;
        let sides = Sides {
            after: Some(&after),
            unknown: unknown.as_ref(),
            sensitive: sensitive.as_ref(),
        };
        let named = Named {
            address: &change.address,
            module: change.module_address.as_deref().unwrap_or(""),
            data,
            type_name: &change.type_name,
            name: &change.name,
        };
        self.entity(&named, sides, || path("address"))
    }

    /// A data source that has been read.
    fn read_data(
        &self,
        module: &str,
        resource: &'c StateResource<'c>,
    ) -> Result<Entity, InputError> {
        let path = |key: &str| format!("prior_state, {}: {key}", resource.address);
        let values = self.object(resource.values, || path("values"))?;
        let sensitive = self.object(resource.sensitive_values, || path("sensitive_values"))?;
        let sides = Sides {
            after: values.as_ref(),
            unknown: None,
            sensitive: sensitive.as_ref(),
        };
        let named = Named {
            address: &resource.address,
            module,
            data: true,
            type_name: &resource.type_name,
            name: &resource.name,
        };
        self.entity(&named, sides, || path("address"))
    }

    fn entity(
        &self,
        named: &Named<'_>,
        sides: Sides<'_>,
        path: impl FnOnce() -> String,
    ) -> Result<Entity, InputError> {
        let prefix = if named.data { "data." } else { "" };
        let within = format!("{prefix}{}.{}", named.type_name, named.name);
        let dot = if named.module.is_empty() { "" } else { "." };
        let block_address = format!("{}{dot}{within}", named.module);
        let key = named
            .address
            .strip_prefix(&block_address)
            .filter(|key| is_instance_key(key));
        let (Some(key), Some(_)) = (key, module_calls(named.module)) else {
            let message = format!(
                "{} does not agree with its module, type and name",
                quoted(named.address)
            );
            return Err(self.shape(path(), None, message));
        };
        let module = self.resolver.module(named.module);
        let written = module.resource(&within);
        let scope = Scope {
            module: Rc::clone(&module),
            key: key.to_owned(),
            for_each: written.and_then(|resource| resource.for_each_expression.as_ref()),
        };
        let merge = Merge {
            resolver: &self.resolver,
            names: &self.names,
            address: named.address,
            scope,
        };
        let empty = super::json::Block::new();
        let block = written.map(|resource| resource.expressions.as_ref().unwrap_or(&empty));
        let values = merge.resource(sides, block);
        let provider_key = written.and_then(|resource| resource.provider_config_key.as_deref());
        Ok(Entity {
            kind: if named.data {
                EntityKind::Data
            } else {
                EntityKind::Resource
            },
            type_name: self.names.get(named.type_name),
            name: self.names.get(named.name),
            address: named.address.into(),
            module: Arc::clone(&module.address),
            block_address: block_address.into(),
            values,
            instances_unknown: false,
            provider: Some(self.provider(named.type_name, provider_key)),
        })
    }

    /// The provider of a resource; `key` is how `configuration` names it, such as `module.a:aws.us`.
    fn provider(&self, type_name: &str, key: Option<&str>) -> ProviderRef {
        let short = key.map(|key| key.rsplit(':').next().unwrap_or(key));
        let alias = short
            .and_then(|short| short.split_once('.'))
            .map(|(_, alias)| alias);
        ProviderRef {
            name: self
                .names
                .get(type_name.split('_').next().unwrap_or(type_name)),
            alias: alias.map(|alias| self.names.get(alias)),
            majors: key.and_then(|key| self.majors(key, short.unwrap_or(key))),
        }
    }

    /// The major versions that the constraints on a provider admit: those of the module it is used in, and of the root.
    fn majors(&self, key: &str, short: &str) -> Option<(u32, u32)> {
        let configuration = self.configuration?;
        let name = short.split('.').next().unwrap_or(short);
        let mut admitted = None;
        for key in [name, short, key] {
            let range = configuration
                .provider_config
                .get(key)
                .and_then(|provider| provider.version_constraint.as_deref())
                .and_then(majors);
            admitted = match (admitted, range) {
                (Some(a), Some(b)) => Some(intersection(a, b)),
                (a, b) => a.or(b),
            };
        }
        admitted
    }

    /// A part of the plan that was left unread so far.
    pub(super) fn json<'t>(
        &self,
        raw: Option<&'t RawValue>,
    ) -> Result<Option<Json<'t>>, InputError> {
        let Some(raw) = raw else { return Ok(None) };
        serde_json::from_str(raw.get())
            .map(Some)
            .map_err(|error| InputError::of_json(self.text, self.start(raw), &error))
    }

    /// Such a part that is an object, or says with a truth value that it holds for the whole.
    fn object<'t>(
        &self,
        raw: Option<&'t RawValue>,
        path: impl FnOnce() -> String,
    ) -> Result<Option<Json<'t>>, InputError> {
        match self.json(raw)? {
            json @ Some(Json::Object(_)) => Ok(json),
            None | Some(Json::Null | Json::Bool(false)) => Ok(None),
            Some(_) => Err(self.shape(path(), raw, "expected an object".to_owned())),
        }
    }

    /// The byte at which a part of the text starts.
    fn start(&self, raw: &RawValue) -> usize {
        (raw.get().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }

    fn shape(&self, path: String, raw: Option<&RawValue>, message: String) -> InputError {
        let start = raw.map_or(0, |raw| self.start(raw));
        InputError::Shape {
            path,
            place: TextPlace::of(self.text, start),
            message,
        }
    }
}
