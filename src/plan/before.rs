//! What was there before a plan.
//!
//! The changes tell it of everything that the plan is about, what it leaves alone included, under the addresses that
//! things will have. The state beside them tells no more of these; of what `-target` leaves out neither side is judged.

use std::sync::Arc;

use crate::model::{self, Before, Entity};

use super::build::{Builder, Named};
use super::input::InputError;
use super::json::{Change, Json};
use super::locate::Base;
use super::values::{Sides, prune};
use super::walk::Needed;

impl Builder<'_, '_, '_> {
    /// Notes what is done to something that will be there.
    pub(super) fn note_change(
        &mut self,
        needed: &Needed,
        change: &Change<'_>,
    ) -> Result<(), InputError> {
        let before = if change.delta.actions == ["no-op"] {
            Before::Same
        } else {
            let values = self.values_before(needed, change)?;
            match values {
                Some(values) => Before::Values(self.before(needed, change, &values)?.values),
                None => Before::Nothing,
            }
        };
        let actions = self.actions(change);
        let address = Arc::clone(&needed.address);
        self.changes
            .add(needed.kind, address, model::Change { actions, before });
        Ok(())
    }

    /// Adds what will be gone.
    pub(super) fn gone(&mut self, index: usize, needed: &Needed) -> Result<(), InputError> {
        let change: Change<'_> = needed.part.parse()?;
        let values = self.values_before(needed, &change)?.unwrap_or(Json::Null);
        let entity = self.before(needed, &change, &values)?;
        let pointer = format!("/resource_changes/{index}/change/before");
        let key = (entity.kind, Arc::clone(&entity.address));
        self.pointers.insert(key, Base::Values(pointer));
        let actions = self.actions(&change);
        self.changes.add_gone(entity, actions);
        Ok(())
    }

    fn actions(&self, change: &Change<'_>) -> Vec<Arc<str>> {
        let actions = change.delta.actions.iter();
        actions.map(|action| self.names.get(action)).collect()
    }

    fn values_before<'t>(
        &self,
        needed: &Needed,
        change: &Change<'t>,
    ) -> Result<Option<Json<'t>>, InputError> {
        self.object(needed, change.delta.before, "change.before")
    }

    /// The entity that was. The configuration is that of after, and tells no more than which names are those of blocks.
    fn before(
        &self,
        needed: &Needed,
        change: &Change<'_>,
        values: &Json<'_>,
    ) -> Result<Entity, InputError> {
        let marks = change.delta.before_sensitive;
        let sensitive = self.object(needed, marks, "change.before_sensitive")?;
        let sides = Sides {
            after: Some(values),
            unknown: None,
            sensitive: sensitive.as_ref(),
        };
        let mut entity = self.entity(&Named::by(needed, change), sides, &needed.part)?;
        prune(&mut entity.values);
        Ok(entity)
    }
}
