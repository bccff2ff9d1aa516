//! Plans: what `terraform show -json` prints of a saved plan, read into the model.
//!
//! A plan knows more than source (every variable, every instance, what providers fill in), and less: where things are
//! written, and how what is not known yet comes about. So a plan is judged alone, or joined to the source beside it.

mod address;
mod align;
mod around;
mod build;
mod document;
mod input;
mod join;
#[cfg(test)]
mod join_tests;
mod json;
mod locate;
mod place;
mod policy;
mod reference;
mod source;
#[cfg(test)]
mod tests;
mod values;

use std::sync::Arc;

pub use input::InputError;
pub use place::TextPlace;
pub use source::source_directory;

use crate::model::{Entity, EntityKind, Model, Problem, ProblemKind};
use crate::value::{Map, Value};

use json::Top;
use locate::{PlanLocator, Pointers};

/// A plan.
#[derive(Debug)]
pub struct Plan {
    name: Arc<str>,
    /// With the absent kept, see [`values`].
    entities: Vec<Entity>,
    pointers: Pointers,
    variables: Map,
    problems: Vec<Problem>,
}

/// Reads a plan. `name` is how the input is shown to the user.
pub fn read(name: &str, bytes: &[u8]) -> Result<Plan, InputError> {
    let text = input::decode(bytes)?;
    if let Some(error) = input::refuse_early(&text) {
        return Err(error);
    }
    let top = parse(&text)?;
    let newer = input::check_version(top.format_version.as_deref())?;
    let note = |message: String, help: &str| Problem {
        kind: ProblemKind::Input,
        fatal: false,
        span: None,
        path: Some(name.into()),
        message,
        help: Some(help.to_owned()),
    };
    let mut problems = Vec::new();
    if let Some(version) = newer {
        problems.push(note(
            format!("format_version {version} is newer than this cldlint knows"),
            "what is new in it is not read; update cldlint",
        ));
    }
    if top.errored == Some(true) {
        problems.push(note(
            "the plan is incomplete: making it ended in an error".to_owned(),
            "mend the error that Terraform reported and plan again",
        ));
    } else if top.complete == Some(false) {
        problems.push(note(
            "the plan is incomplete: Terraform has put off some changes".to_owned(),
            "plan again when this one is applied",
        ));
    }
    let mut built = build::entities(&text, &top)?;
    give_values(&mut built.entities, &built.variables);
    Ok(Plan {
        name: name.into(),
        entities: built.entities,
        pointers: built.pointers,
        variables: built.variables,
        problems,
    })
}

/// Gives the variables of the root module the values they were planned with.
fn give_values(entities: &mut [Entity], variables: &Map) {
    for entity in entities {
        if entity.kind == EntityKind::Variable
            && entity.module.is_empty()
            && let Some(value) = variables.get(&entity.name)
            && let Some(known) = entity.values.as_mapping()
        {
            let mut values = known.clone();
            values.insert("value".into(), value.clone());
            entity.values = Value::object(values);
        }
    }
}

/// The outermost object, or what is wrong with it.
fn parse(text: &str) -> Result<Top<'_>, InputError> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let top = <Top<'_> as serde::Deserialize>::deserialize(&mut deserializer).map_err(|error| {
        match input::refuse_by_keys(text) {
            Some(other) if error.is_data() => other,
            _ => InputError::of_json(text, 0, &error),
        }
    })?;
    if (!top.is_plan() || top.format_version.is_none())
        && let Some(other) = input::refuse_by_keys(text)
    {
        return Err(other);
    }
    deserializer
        .end()
        .map_err(|error| InputError::of_json(text, 0, &error))?;
    Ok(top)
}

impl Plan {
    /// The values that the root module's variables had, sensitive ones marked.
    pub fn variables(&self) -> &Map {
        &self.variables
    }

    /// The model of the plan alone.
    pub fn into_model(mut self) -> (Model, Vec<Problem>) {
        for entity in &mut self.entities {
            values::prune(&mut entity.values);
        }
        let locator = PlanLocator::new(self.pointers);
        (
            Model::new(self.name, self.entities, Box::new(locator)),
            self.problems,
        )
    }
}
