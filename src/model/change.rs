//! What a plan changes: what is done to each resource, and what it was before.
//!
//! A source and a state change nothing, so their models have no changes.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::value::{Path, Value};

use super::{EditSite, Entity, EntityKind, Locate, Located, LocatedPart, Model};

/// What a resource was before a plan.
#[derive(Clone, Debug)]
pub enum Before {
    /// There was none.
    Nothing,
    /// What it will be: the plan leaves it as it is.
    Same,
    /// These values, all of them known.
    Values(Value),
}

/// What a plan does to a resource.
#[derive(Clone, Debug)]
pub struct Change {
    /// As the plan has them: `create`, `update`, `delete` and `create` for a replacement, ...
    pub actions: Vec<Arc<str>>,
    /// What it was.
    pub before: Before,
}

/// The changes of a plan.
#[derive(Debug, Default)]
pub struct Changes {
    by_address: FxHashMap<(EntityKind, Arc<str>), Change>,
    gone: Vec<Entity>,
}

impl Changes {
    /// Adds what is done to something that will be there.
    pub fn add(&mut self, kind: EntityKind, address: Arc<str>, change: Change) {
        self.by_address.insert((kind, address), change);
    }

    /// Adds what will be gone. Its values are what it was.
    pub fn add_gone(&mut self, entity: Entity, actions: Vec<Arc<str>>) {
        let before = Before::Values(entity.values.clone());
        let change = Change { actions, before };
        self.add(entity.kind, Arc::clone(&entity.address), change);
        self.gone.push(entity);
    }

    /// What will be gone.
    pub(super) fn gone(&self) -> &[Entity] {
        &self.gone
    }

    /// What is done to an entity.
    pub fn of(&self, entity: &Entity) -> Option<&Change> {
        let key = (entity.kind, Arc::clone(&entity.address));
        self.by_address.get(&key)
    }

    /// Whether what was wrong with the resource at an address is mended where it is not found after the plan; the
    /// configuration as a whole has the empty address. What is forgotten goes on to exist as it was, and of anything but
    /// resources a plan does not tell how it was.
    pub fn mend(&self, address: &Arc<str>) -> bool {
        let key = (EntityKind::Resource, Arc::clone(address));
        let forgets = |change: &Change| change.actions.iter().all(|action| &**action == "forget");
        address.is_empty()
            || self
                .by_address
                .get(&key)
                .is_some_and(|change| !forgets(change))
    }

    /// Whether there are none, as in source.
    pub fn is_empty(&self) -> bool {
        self.by_address.is_empty()
    }

    fn starts_from_nothing(&self) -> bool {
        let mut changes = self.by_address.values();
        changes.all(|change| matches!(change.before, Before::Nothing))
    }

    /// An entity as it was, if it was there. Of what is around the resources a plan does not tell how it was, so that is
    /// taken as it is.
    fn before(&self, entity: &Entity) -> Option<Entity> {
        match self.of(entity).map(|change| &change.before) {
            Some(Before::Nothing) => None,
            Some(Before::Values(values)) => Some(Entity {
                values: values.clone(),
                instances_unknown: false,
                ..entity.clone()
            }),
            Some(Before::Same) | None => Some(entity.clone()),
        }
    }
}

impl Model {
    /// The model of what was there before the plan; `None` where nothing was, or where nothing tells.
    ///
    /// What moves has its new address there already, so that the two models speak of the same by the same name.
    pub fn before(&self) -> Option<Self> {
        let changes = self.changes();
        if changes.starts_from_nothing() {
            return None;
        }
        let left = self.entities().filter_map(|(_, now)| changes.before(now));
        let entities = left.chain(changes.gone.iter().cloned()).collect();
        let mut before = Self::new(Arc::clone(&self.name), entities, Box::new(Nowhere));
        before.skipped.clone_from(&self.skipped);
        Some(before)
    }
}

/// Finds no places: of what was, only that it was is asked.
#[derive(Debug)]
struct Nowhere;

impl Locate for Nowhere {
    fn locate(&self, _: &Entity, _: &Path) -> Located {
        Located {
            span: None,
            part: LocatedPart::Nowhere,
            header: None,
            chain: Vec::new(),
            calls: Vec::new(),
            pointer: None,
        }
    }

    fn edit_site(&self, _: &Entity, _: &Path) -> Option<EditSite> {
        None
    }
}
