//! From the JSON of a plan or state to entities.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use serde::de::DeserializeSeed;

use crate::model::{Changes, Entity, EntityKind, ProviderRef, intersection, majors};
use crate::value::{Map, Names};

use super::address::{is_instance_key, module_calls, module_of, quoted};
use super::around::Instances;
use super::element::Needed;
use super::input::InputError;
use super::json::{Configuration, Delta, GivenVariable, ModuleConfig, Written};
use super::locate::{Base, Pointers};
use super::needs::Needs;
use super::part::Part;
use super::policy;
use super::reference::{Resolver, Scope};
use super::values::{Merge, Sides};
use super::walk::Kept;

/// What a document comes to.
pub(super) struct Built {
    pub(super) entities: Vec<Entity>,
    pub(super) pointers: Pointers,
    pub(super) variables: Map,
    pub(super) changes: Changes,
    /// Resources that are written, and of which there is nothing.
    pub(super) left_out: Vec<String>,
}

/// The entities of a document: resources and data sources in its order, then what is around them.
pub(super) fn entities(kept: Kept, needs: &Needs<'_>) -> Result<Built, InputError> {
    let part = kept.configuration.as_ref();
    let mut configuration: Option<Configuration<'_>> = part.map(Part::parse).transpose()?;
    if let (Some(part), Some(configuration)) = (part, &mut configuration) {
        read_expressions(part, &mut configuration.root_module, needs)?;
    }
    let configuration = configuration.as_ref();
    let left_out = configuration.map_or_else(Vec::new, |configuration| {
        super::notes::left_out(configuration, &[&kept.instances, &kept.removed])
    });
    let given: BTreeMap<String, GivenVariable<'_>> = match &kept.variables {
        Some(part) => part.parse()?,
        None => BTreeMap::new(),
    };
    let changed: BTreeMap<String, Delta<'_>> = match &kept.outputs {
        Some(part) => part.parse()?,
        None => BTreeMap::new(),
    };
    let mut builder = Builder {
        needs,
        configuration,
        outputs: kept.outputs.as_ref(),
        names: kept.names,
        resolver: Resolver::new(configuration, kept.instances),
        pointers: Pointers::default(),
        variables: Map::new(),
        changes: Changes::default(),
        entities: Vec::new(),
    };
    builder.variables = builder.given_variables(&given);
    builder.resources(kept.changes, kept.values)?;
    for (index, needed) in kept.gone {
        builder.gone(index, &needed)?;
    }
    for (index, stored) in kept.stored {
        builder.stored(index, &stored)?;
    }
    builder.around(&changed)?;
    Ok(Built {
        entities: builder.entities,
        pointers: builder.pointers,
        variables: builder.variables,
        changes: builder.changes,
        left_out,
    })
}

/// Reads what is written of the resources that rules need.
fn read_expressions<'p>(
    part: &'p Part,
    module: &mut ModuleConfig<'p>,
    needs: &Needs<'_>,
) -> Result<(), InputError> {
    for resource in &mut module.resources {
        let kind = match &*resource.mode {
            "data" => EntityKind::Data,
            _ => EntityKind::Resource,
        };
        if let Some(raw) = resource.written
            && needs.values(kind, &resource.type_name)
        {
            let names = needs.names(kind, &resource.type_name);
            let mut json = serde_json::Deserializer::from_str(raw.get());
            let read = Written(names).deserialize(&mut json);
            resource.expressions = Some(read.map_err(|error| part.error_in(raw, &error))?);
        }
    }
    let calls = module.module_calls.values_mut();
    for call in calls {
        read_expressions(part, &mut call.module, needs)?;
    }
    Ok(())
}

/// What names an instance of a resource or data source.
pub(super) struct Named<'n> {
    pub(super) address: Arc<str>,
    pub(super) module: &'n str,
    pub(super) kind: EntityKind,
    pub(super) type_name: &'n str,
    pub(super) name: &'n str,
}

pub(super) struct Builder<'b, 'n, 'c> {
    pub(super) needs: &'b Needs<'n>,
    pub(super) configuration: Option<&'c Configuration<'c>>,
    /// What the values of outputs are part of.
    pub(super) outputs: Option<&'b Part>,
    pub(super) names: Names,
    pub(super) resolver: Resolver<'c>,
    pub(super) pointers: Pointers,
    pub(super) variables: Map,
    pub(super) changes: Changes,
    pub(super) entities: Vec<Entity>,
}

impl Builder<'_, '_, '_> {
    /// What is changed, and what is as it is.
    fn resources(
        &mut self,
        changes: Vec<(usize, Needed)>,
        values: Vec<(String, Needed)>,
    ) -> Result<(), InputError> {
        // Policy documents first, since what they will make is part of what refers to them.
        for (_, needed) in &changes {
            if policy::is_document(needed.kind, &needed.type_name) {
                let entity = self.change(needed)?;
                if let Some(document) = policy::document(&entity.values) {
                    self.resolver.documents.insert(entity.address, document);
                }
            }
        }
        // Each text is dropped once its values are there.
        for (index, needed) in changes {
            let entity = self.change(&needed)?;
            self.note_change(&needed)?;
            self.add(entity, Base::Change(format!("/resource_changes/{index}")));
        }
        for (pointer, needed) in values {
            let entity = self.value(&needed)?;
            self.add(entity, Base::Values(format!("{pointer}/values")));
        }
        Ok(())
    }

    pub(super) fn add(&mut self, entity: Entity, base: Base) {
        self.pointers
            .insert((entity.kind, Arc::clone(&entity.address)), base);
        self.entities.push(entity);
    }

    /// What is around the resources.
    fn around(&mut self, changed: &BTreeMap<String, Delta<'_>>) -> Result<(), InputError> {
        let Some(configuration) = self.configuration else {
            return Ok(());
        };
        self.providers(configuration);
        let instances = Instances::around(&self.entities);
        let root = self.resolver.module("");
        let pointer = "/configuration/root_module";
        self.module(
            changed,
            &root,
            &configuration.root_module,
            &instances,
            pointer,
        )
    }

    /// A resource, or a data source that is read when the plan is applied.
    fn change(&self, needed: &Needed) -> Result<Entity, InputError> {
        if needed.texts.after.is_none() {
            let message = "expected an object, since the change does not delete";
            return Err(needed.wrong("change.after", message));
        }
        self.value(needed)
    }

    /// A resource or data source whose values are those.
    fn value(&self, needed: &Needed) -> Result<Entity, InputError> {
        let texts = &needed.texts;
        let after = needed.json(texts.after.as_deref())?;
        let unknown = needed.json(texts.unknown.as_deref())?;
        let sensitive = needed.json(texts.sensitive.as_deref())?;
        let sides = Sides {
            after: after.as_ref(),
            unknown: unknown.as_ref(),
            sensitive: sensitive.as_ref(),
        };
        self.entity_of(needed, sides)
    }

    /// The entity that an element is about, with these values.
    pub(super) fn entity_of(
        &self,
        needed: &Needed,
        sides: Sides<'_>,
    ) -> Result<Entity, InputError> {
        let named = Named {
            address: Arc::clone(&needed.address),
            module: module_of(&needed.address),
            kind: needed.kind,
            type_name: &needed.type_name,
            name: &needed.name,
        };
        let entity = self.entity(&named, sides);
        entity.map_err(|message| needed.wrong("address", &message))
    }

    /// The entity that has these values, or what is wrong with its address.
    pub(super) fn entity(&self, named: &Named<'_>, sides: Sides<'_>) -> Result<Entity, String> {
        let prefix = match named.kind {
            EntityKind::Data => "data.",
            _ => "",
        };
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
                quoted(&named.address)
            );
            return Err(message);
        };
        let is_single = key.is_empty();
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
            address: &named.address,
            scope,
        };
        let empty = super::json::Block::new();
        let block = written.map(|resource| resource.expressions.as_ref().unwrap_or(&empty));
        let values = merge.resource(sides, block);
        let provider_key = written.and_then(|resource| resource.provider_config_key.as_deref());
        Ok(Entity {
            kind: named.kind,
            type_name: self.names.get(named.type_name),
            name: self.names.get(named.name),
            address: Arc::clone(&named.address),
            module: Arc::clone(&module.address),
            block_address: if is_single {
                Arc::clone(&named.address)
            } else {
                block_address.into()
            },
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
}
