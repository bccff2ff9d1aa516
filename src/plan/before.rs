//! What was there before a plan.
//!
//! The changes tell it of everything that the plan is about, what it leaves alone included, under the addresses that
//! things will have. The state beside them tells no more of these; of what `-target` leaves out neither side is judged.

use std::sync::Arc;

use crate::model::{self, Before, Entity};

use super::build::Builder;
use super::element::{NO_CHANGE, Needed};
use super::input::InputError;
use super::json::Json;
use super::locate::Base;
use super::values::{Sides, prune};

impl Builder<'_, '_, '_> {
    /// Notes what is done to something that will be there.
    pub(super) fn note_change(&mut self, needed: &Needed) -> Result<(), InputError> {
        let is_same = matches!(needed.actions.as_slice(), [only] if &**only == NO_CHANGE);
        let before = match needed.json(needed.texts.before.as_deref())? {
            _ if is_same => Before::Same,
            Some(values) => Before::Values(self.before(needed, &values)?.values),
            None => Before::Nothing,
        };
        let actions = needed.actions.clone();
        let address = Arc::clone(&needed.address);
        self.changes
            .add(needed.kind, address, model::Change { actions, before });
        Ok(())
    }

    /// Adds what will be gone.
    pub(super) fn gone(&mut self, index: usize, needed: &Needed) -> Result<(), InputError> {
        let values = needed.json(needed.texts.before.as_deref())?;
        let entity = self.before(needed, &values.unwrap_or(Json::Null))?;
        let pointer = format!("/resource_changes/{index}/change/before");
        let key = (entity.kind, Arc::clone(&entity.address));
        self.pointers.insert(key, Base::Values(pointer));
        self.changes.add_gone(entity, needed.actions.clone());
        Ok(())
    }

    /// The entity that was. The configuration is that of after, and tells no more than which names are those of blocks.
    fn before(&self, needed: &Needed, values: &Json<'_>) -> Result<Entity, InputError> {
        let sensitive = needed.json(needed.texts.sensitive_before.as_deref())?;
        let sides = Sides {
            after: Some(values),
            unknown: None,
            sensitive: sensitive.as_ref(),
        };
        let mut entity = self.entity_of(needed, sides)?;
        prune(&mut entity.values);
        Ok(entity)
    }
}
