//! The model for machines: resources in the shape of a plan's `planned_values`, beside what is unknown of them and why.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value as Json;

use crate::model::{Entity, EntityKind};
use crate::report::{LabelledPlace, PlaceEntry, ProblemEntry, write_json};
use crate::value::{Path, Value};

use super::{View, part};

/// The version of the format. A number more: what was there has changed its meaning or is gone.
pub const FORMAT_VERSION: u32 = 1;

pub(super) fn write(view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    write_json(&Document::new(view), out)
}

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    input: &'a str,
    resources: Vec<ResourceEntry<'a>>,
    data: Vec<ResourceEntry<'a>>,
    providers: Vec<BlockEntry<'a>>,
    variables: Definitions<'a>,
    locals: Definitions<'a>,
    outputs: Definitions<'a>,
    /// The same of the instances of modules.
    modules: Vec<ModuleEntry<'a>>,
    problems: Vec<ProblemEntry<'a>>,
}

/// What has a name and a value, by its name.
type Definitions<'a> = BTreeMap<&'a str, DefinitionEntry<'a>>;

#[derive(Serialize)]
struct ResourceEntry<'a> {
    address: &'a str,
    mode: &'static str,
    #[serde(rename = "type")]
    type_name: &'a str,
    name: &'a str,
    /// The number or key of the instance; null where there is one only, or where its key is not known.
    index: Json,
    provider: Option<String>,
    /// Whether it stands for any number of instances.
    instances_unknown: bool,
    #[serde(flatten)]
    place: PlaceEntry<'a>,
    #[serde(flatten)]
    parts: Parts<'a>,
}

#[derive(Serialize)]
struct BlockEntry<'a> {
    address: &'a str,
    #[serde(flatten)]
    place: PlaceEntry<'a>,
    #[serde(flatten)]
    parts: Parts<'a>,
}

/// The attributes and blocks of an entity.
#[derive(Serialize)]
struct Parts<'a> {
    values: Json,
    unknown: Json,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    origins: BTreeMap<&'a str, Vec<OriginEntry<'a>>>,
}

#[derive(Serialize)]
struct DefinitionEntry<'a> {
    sensitive: bool,
    /// What is known of it; absent where nothing is.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unknown: Option<Json>,
    #[serde(flatten)]
    place: PlaceEntry<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    origin: Vec<OriginEntry<'a>>,
}

/// A place and what it is to the value.
type OriginEntry<'a> = LabelledPlace<'a, String>;

#[derive(Default, Serialize)]
struct ModuleEntry<'a> {
    address: &'a str,
    variables: Definitions<'a>,
    locals: Definitions<'a>,
    outputs: Definitions<'a>,
}

impl<'a> Document<'a> {
    fn new(view: &'a View<'_>) -> Self {
        let resources = |kind, mode| {
            let entities = view.entities(kind);
            entities.map(move |entity| ResourceEntry::new(view, entity, mode))
        };
        let data = resources(EntityKind::Data, "data");
        let ephemeral = resources(EntityKind::Ephemeral, "ephemeral");
        let problems = view.problems.iter();
        Self {
            version: FORMAT_VERSION,
            input: &view.model.name,
            resources: resources(EntityKind::Resource, "managed").collect(),
            data: data.chain(ephemeral).collect(),
            providers: view
                .entities(EntityKind::Provider)
                .map(|entity| BlockEntry {
                    address: &entity.address,
                    place: place(view, entity),
                    parts: Parts::new(view, entity),
                })
                .collect(),
            variables: definitions(view, EntityKind::Variable, ""),
            locals: definitions(view, EntityKind::Local, ""),
            outputs: definitions(view, EntityKind::Output, ""),
            modules: modules(view),
            problems: problems
                .map(|problem| ProblemEntry::new(view.sources, problem))
                .collect(),
        }
    }
}

impl<'a> ResourceEntry<'a> {
    fn new(view: &'a View<'_>, entity: &'a Entity, mode: &'static str) -> Self {
        let provider = entity.provider.as_ref().map(|provider| {
            let alias = provider.alias.as_deref();
            alias.map_or_else(
                || provider.name.to_string(),
                |alias| format!("{}.{alias}", provider.name),
            )
        });
        Self {
            address: &entity.address,
            mode,
            type_name: &entity.type_name,
            name: &entity.name,
            index: index(entity),
            provider,
            instances_unknown: entity.instances_unknown,
            place: place(view, entity),
            parts: Parts::new(view, entity),
        }
    }
}

impl<'a> Parts<'a> {
    fn new(view: &'a View<'_>, entity: &'a Entity) -> Self {
        let nothing = || Json::Object(serde_json::Map::new());
        let names = entity.values.as_mapping().into_iter().flatten();
        let origins = names
            .filter(|_| view.origins)
            .map(|(name, _)| (&**name, origin(view, entity, name)));
        Self {
            values: part::known(&entity.values, view.sensitive).unwrap_or_else(nothing),
            unknown: part::unknown(&entity.values, view.sensitive).unwrap_or_else(nothing),
            origins: origins.collect(),
        }
    }
}

/// The key of an instance: what stands in brackets after the address of its block.
fn index(entity: &Entity) -> Json {
    let key = entity.address.strip_prefix(&*entity.block_address);
    let key = key.and_then(|key| key.strip_prefix('[')?.strip_suffix(']'));
    key.and_then(|key| serde_json::from_str(key).ok())
        .unwrap_or(Json::Null)
}

fn place<'a>(view: &View<'a>, entity: &Entity) -> PlaceEntry<'a> {
    let located = view.model.locator().locate_place(entity, &Path::default());
    located
        .header
        .or(located.span)
        .map(|span| PlaceEntry::new(view.sources, span))
        .unwrap_or_default()
}

fn origin<'a>(view: &'a View<'_>, entity: &Entity, name: &str) -> Vec<OriginEntry<'a>> {
    let places = view.origin(entity, name).into_iter();
    places
        .map(|at| LabelledPlace {
            place: PlaceEntry::new(view.sources, at.span),
            label: at.label,
        })
        .collect()
}

/// The definitions of a kind in one module instance.
fn definitions<'a>(view: &'a View<'_>, kind: EntityKind, module: &str) -> Definitions<'a> {
    view.entities(kind)
        .filter(|entity| *entity.module == *module)
        .map(|entity| {
            let value = entity.values.as_mapping().and_then(|all| all.get("value"));
            (&*entity.name, definition(view, entity, value))
        })
        .collect()
}

fn definition<'a>(
    view: &'a View<'_>,
    entity: &'a Entity,
    value: Option<&Value>,
) -> DefinitionEntry<'a> {
    let origin = if view.origins {
        origin(view, entity, "value")
    } else {
        Vec::new()
    };
    DefinitionEntry {
        sensitive: value.is_some_and(|value| value.deep_marks().is_hidden()),
        value: value.and_then(|value| part::known(value, view.sensitive)),
        unknown: value.and_then(|value| part::unknown(value, view.sensitive)),
        place: place(view, entity),
        origin,
    }
}

/// What the instances of modules define, by their addresses.
fn modules<'a>(view: &'a View<'_>) -> Vec<ModuleEntry<'a>> {
    let kinds = [EntityKind::Variable, EntityKind::Local, EntityKind::Output];
    let mut modules: BTreeMap<&str, ModuleEntry<'_>> = BTreeMap::new();
    for kind in kinds {
        for entity in view.entities(kind) {
            if entity.module.is_empty() {
                continue;
            }
            let module = modules.entry(&entity.module).or_default();
            module.address = &entity.module;
            let all = match kind {
                EntityKind::Variable => &mut module.variables,
                EntityKind::Local => &mut module.locals,
                _ => &mut module.outputs,
            };
            let value = entity.values.as_mapping().and_then(|all| all.get("value"));
            all.insert(&entity.name, definition(view, entity, value));
        }
    }
    modules.into_values().collect()
}
