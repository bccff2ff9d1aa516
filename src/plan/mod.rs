//! Plans and states: what `terraform show -json` prints, read into the model.
//!
//! A plan knows more than source (every variable, every instance, what providers fill in), and less: where things are
//! written, and how what is not known yet comes about. So a plan is judged alone, or joined to the source beside it.

mod address;
mod align;
mod around;
mod before;
mod build;
mod differ;
mod document;
mod element;
mod forms;
mod input;
mod join;
#[cfg(test)]
mod join_tests;
mod json;
mod locate;
mod needs;
mod notes;
mod part;
mod place;
mod policy;
mod reference;
mod scan;
mod source;
mod stored;
#[cfg(test)]
mod tests;
mod values;
mod walk;

use std::io::Read;
use std::sync::Arc;

pub use input::InputError;
pub use needs::Needs;
pub use place::TextPlace;
pub use source::source_directory;
pub use walk::Form;

use crate::model::{Changes, Entity, EntityKind, Model, Problem};
use crate::value::{Map, Value};

use locate::{PlanLocator, Pointers};

/// A plan, or a state, which is read as what is planned to stay.
#[derive(Debug)]
pub struct Plan {
    name: Arc<str>,
    form: Form,
    /// With the absent kept, see [`values`].
    entities: Vec<Entity>,
    pointers: Pointers,
    variables: Map,
    changes: Changes,
    problems: Vec<Problem>,
    skipped: Vec<(Arc<str>, usize)>,
    /// Whether it tells only part of what will be.
    is_partial: bool,
}

/// Reads a plan or a state as a whole. `name` is how the input is shown to the user.
pub fn read(name: &str, bytes: &[u8]) -> Result<Plan, InputError> {
    read_from(name, bytes, &Needs::default())
}

/// Reads what is needed of a plan or a state, in any form that it comes in.
pub fn read_from(name: &str, input: impl Read, needs: &Needs<'_>) -> Result<Plan, InputError> {
    let mut kept = walk::walk(forms::text(input)?, needs)?;
    let facts = std::mem::take(&mut kept.facts);
    let skipped = std::mem::take(&mut kept.skipped).into_iter().collect();
    let mut built = build::entities(kept, needs)?;
    give_values(&mut built.entities, &built.variables);
    let name = name.into();
    let problems = notes::notes(&name, &facts, &built.left_out);
    Ok(Plan {
        name,
        form: facts.form,
        entities: built.entities,
        pointers: built.pointers,
        variables: built.variables,
        changes: built.changes,
        problems,
        skipped,
        is_partial: facts.is_partial() || !built.left_out.is_empty(),
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

impl Plan {
    /// What was read.
    pub fn form(&self) -> Form {
        self.form
    }

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
        let mut model =
            Model::new(self.name, self.entities, Box::new(locator)).with_changes(self.changes);
        model.skipped = self.skipped;
        (model, self.problems)
    }
}
