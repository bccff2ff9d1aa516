//! One configuration and its plan.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use serde_json::{Map, Value as Json};

use cldlint::config::{Disk, ModelOptions, OpenOptions, Workspace};
use cldlint::model::{Entity, EntityKind, Model};
use cldlint::value::{Kind, Value};

use super::compare::{self, Tally};
use super::schema::{Schemas, Type};
use super::written::{Written, written};

/// One configuration and its plan.
pub(crate) struct Case {
    pub(crate) name: String,
    /// Whether Terraform was given values that the evaluation is not.
    pub(crate) partial: bool,
    outputs: Map<String, Json>,
    resources: Map<String, Json>,
    sensitive: Map<String, Json>,
    model: Model,
    written: BTreeMap<String, Written>,
}

impl Case {
    /// Reads the case in a directory; `Err` with what it lacks.
    pub(crate) fn read(directory: &Path) -> Result<Self, String> {
        let name = directory.file_name().unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(directory.join("plan.json"))
            .map_err(|_| format!("{name} has no plan.json"))?;
        let mut plan: Json = serde_json::from_str(&text).map_err(|why| format!("{name}: {why}"))?;
        let mut part = |key: &str| match plan[key].take() {
            Json::Object(part) => part,
            _ => Map::new(),
        };
        let paths = [directory.to_path_buf()];
        let workspace = Workspace::open(Arc::new(Disk), &paths, OpenOptions::default());
        let workspace = Arc::new(workspace);
        let root = workspace
            .root_at(directory)
            .ok_or_else(|| format!("{name} has no configuration"))?;
        let (model, problems) = workspace.model(&root, &ModelOptions::default());
        let mut problems = workspace.problems().iter().chain(&problems);
        if let Some(problem) = problems.next() {
            return Err(format!("{name}: {}", problem.message));
        }
        Ok(Self {
            partial: directory.join("given.tfvars").exists(),
            outputs: part("outputs"),
            resources: part("resources"),
            sensitive: part("sensitive"),
            written: written(&workspace),
            name,
            model,
        })
    }

    /// How many resource instances are planned.
    pub(crate) fn resources(&self) -> usize {
        self.resources.len()
    }

    /// Compares everything.
    pub(crate) fn compare(&self, schemas: &Schemas) -> Tally {
        let mut tally = Tally::default();
        let entities: BTreeMap<&str, &Entity> = self
            .model
            .entities()
            .filter(|(_, entity)| matches!(entity.kind, EntityKind::Resource | EntityKind::Data))
            .map(|(_, entity)| (&*entity.address, entity))
            .collect();
        self.addresses(&entities, &mut tally);
        for (address, planned) in &self.resources {
            if let Some(entity) = entities.get(address.as_str()) {
                self.resource(address, planned, entity, schemas, &mut tally);
            }
        }
        self.compare_outputs(&mut tally);
        let prefix = format!("{}: ", self.name);
        let absent = tally.absent.iter_mut().map(|(at, _)| at);
        let lists = [&mut tally.wrong, &mut tally.unknown, &mut tally.early];
        for entry in lists.into_iter().flatten().chain(absent) {
            entry.insert_str(0, &prefix);
        }
        tally
    }

    /// The addresses of instances are the same; one of which the number is not known stands for any number.
    fn addresses(&self, entities: &BTreeMap<&str, &Entity>, tally: &mut Tally) {
        let found: BTreeSet<&str> = entities
            .values()
            .filter(|entity| !entity.instances_unknown)
            .map(|entity| &*entity.address)
            .collect();
        let any: BTreeSet<String> = entities
            .values()
            .filter(|entity| entity.instances_unknown)
            .map(|entity| without_keys(&entity.address))
            .collect();
        let planned: BTreeSet<&str> = self.resources.keys().map(String::as_str).collect();
        for address in planned.difference(&found) {
            if !any.contains(&without_keys(address)) {
                tally.wrong.push(format!("{address} is planned only"));
            }
        }
        for address in found.difference(&planned) {
            tally.wrong.push(format!("{address} is not planned"));
        }
    }

    fn resource(
        &self,
        address: &str,
        planned: &Json,
        entity: &Entity,
        schemas: &Schemas,
        tally: &mut Tally,
    ) {
        let data = if entity.kind == EntityKind::Data {
            "data."
        } else {
            ""
        };
        let type_name = format!("{data}{}", entity.type_name);
        let Some(types) = schemas.of(&type_name) else {
            tally.wrong.push(format!("{type_name} has no schema"));
            return;
        };
        let written = &self.written[&format!("{type_name}.{}", entity.name)];
        let (Json::Object(planned), Kind::Mapping(_, found)) = (planned, &entity.values.kind)
        else {
            tally.wrong(address, planned, &entity.values);
            return;
        };
        compare::body(planned, found, types, written, address, tally);
        if type_name == "terraform_data"
            && let Some(marks) = self.sensitive.get(address)
        {
            sensitive(marks, &entity.values, address, tally);
        }
    }

    fn compare_outputs(&self, tally: &mut Tally) {
        let outputs: BTreeMap<&str, &Value> = self
            .model
            .entities()
            .filter(|(_, entity)| entity.kind == EntityKind::Output && entity.module.is_empty())
            .filter_map(|(_, entity)| {
                let value = entity.values.as_mapping()?.get("value")?;
                Some((&*entity.name, value))
            })
            .collect();
        for (name, planned) in &self.outputs {
            let at = format!("output.{name}");
            match outputs.get(name.as_str()) {
                Some(found) => {
                    compare::value(planned, found, &Type::Dynamic, None, &at, tally);
                    if let Some(marks) = self.sensitive.get(&at) {
                        sensitive(marks, found, &at, tally);
                    }
                }
                None => tally.wrong(&at, planned, &Value::null()),
            }
        }
        for name in outputs
            .keys()
            .filter(|name| !self.outputs.contains_key(**name))
        {
            tally.wrong.push(format!("output.{name} is not planned"));
        }
    }
}

/// What Terraform marks as sensitive is marked.
fn sensitive(marks: &Json, found: &Value, at: &str, tally: &mut Tally) {
    if found.marks.sensitive {
        return;
    }
    match (marks, &found.kind) {
        (Json::Bool(true), Kind::Unknown(_)) => {}
        (Json::Bool(true), _) => tally.wrong.push(format!("{at} is sensitive")),
        (Json::Object(marks), Kind::Mapping(_, entries)) => {
            for (name, marks) in marks {
                if let Some(found) = entries.get(name.as_str()) {
                    sensitive(marks, found, &format!("{at}.{name}"), tally);
                }
            }
        }
        (Json::Array(marks), Kind::Sequence(_, elements)) => {
            for (index, (marks, found)) in marks.iter().zip(elements.iter()).enumerate() {
                sensitive(marks, found, &format!("{at}[{index}]"), tally);
            }
        }
        _ => {}
    }
}

/// An address without the keys of instances.
fn without_keys(address: &str) -> String {
    let mut kept = String::new();
    let mut quoted = false;
    let mut within = false;
    let mut escaped = false;
    for c in address.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' if within => quoted = !quoted,
            '[' if !quoted => within = true,
            ']' if !quoted => within = false,
            _ if !within => kept.push(c),
            _ => {}
        }
    }
    kept
}
