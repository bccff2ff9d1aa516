//! Places in a plan: JSON pointers, and through its source lines.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::model::{EditSite, Entity, EntityId, EntityKind, Locate, Located, LocatedPart, Model};
use crate::text::Edit;
use crate::value::{Kind, Path, PathStep};

/// Where the values of an entity are in the JSON of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// A change of a resource: the pointer to it; known values are in `after`, others in `after_unknown`.
    Change(String),
    /// A change of an output, whose value it is: the pointer to it.
    Output(String),
    /// Values that are all known: the pointer to them.
    Values(String),
    /// Something in `configuration`: its expression is somewhere below.
    Configuration(String),
}

/// Where entities are in the JSON of a plan.
pub(super) type Pointers = FxHashMap<(EntityKind, Arc<str>), Base>;

/// Finds JSON pointers.
#[derive(Debug)]
pub(super) struct PlanLocator {
    pointers: Pointers,
}

impl PlanLocator {
    pub(super) fn new(pointers: Pointers) -> Self {
        Self { pointers }
    }

    /// The pointer to the deepest part of `path` that the plan has.
    pub(super) fn pointer(&self, entity: &Entity, path: &Path) -> Option<String> {
        let base = self
            .pointers
            .get(&(entity.kind, Arc::clone(&entity.address)))?;
        let mut steps = String::new();
        let mut value = &entity.values;
        for step in path.steps() {
            let next = match (&value.kind, step) {
                (Kind::Mapping(_, entries), PathStep::Key(key)) => entries.get(key),
                (Kind::Sequence(_, elements), PathStep::Index(index)) => elements.get(*index),
                _ => None,
            };
            let Some(next) = next else { break };
            value = next;
            steps.push('/');
            match step {
                PathStep::Key(key) => steps.push_str(&escaped(key)),
                PathStep::Index(index) => steps.push_str(&index.to_string()),
            }
        }
        Some(match base {
            Base::Output(base) => {
                let part = if value.as_unknown().is_some() {
                    "after_unknown"
                } else {
                    "after"
                };
                match steps.strip_prefix("/value") {
                    Some(steps) => format!("{base}/{part}{steps}"),
                    None => base.clone(),
                }
            }
            Base::Change(base) if value.as_unknown().is_some() => {
                format!("{base}/change/after_unknown{steps}")
            }
            Base::Change(base) => format!("{base}/change/after{steps}"),
            Base::Values(base) => format!("{base}{steps}"),
            Base::Configuration(base) => base.clone(),
        })
    }
}

impl Locate for PlanLocator {
    fn locate(&self, entity: &Entity, path: &Path) -> Located {
        Located {
            span: None,
            part: LocatedPart::Nowhere,
            header: None,
            chain: Vec::new(),
            calls: Vec::new(),
            pointer: self.pointer(entity, path),
        }
    }

    fn edit_site(&self, _entity: &Entity, _path: &Path) -> Option<EditSite> {
        None
    }
}

/// Elements whose number in the joined value is not the number in the source.
#[derive(Debug)]
pub(super) struct Moved {
    /// The list.
    pub(super) path: Path,
    /// For each element its number in the source, if it is there.
    pub(super) sources: Vec<Option<usize>>,
}

/// Finds places in the source a plan was made from.
#[derive(Debug)]
pub(super) struct JoinedLocator {
    pub(super) plan: PlanLocator,
    pub(super) source: Model,
    /// The entities of the source, by kind and address in the plan.
    pub(super) pairs: FxHashMap<(EntityKind, Arc<str>), EntityId>,
    pub(super) moved: FxHashMap<Arc<str>, Vec<Moved>>,
    /// Where the source says otherwise than the plan, by address.
    pub(super) differs: FxHashMap<Arc<str>, Vec<Path>>,
}

impl JoinedLocator {
    fn twin(&self, entity: &Entity) -> Option<&Entity> {
        let id = self
            .pairs
            .get(&(entity.kind, Arc::clone(&entity.address)))?;
        Some(self.source.entity(*id))
    }

    /// The part of a path that leads to the block around what the source says otherwise, if it leads into that.
    fn block_around(&self, entity: &Entity, path: &Path) -> Option<Path> {
        let steps = path.steps();
        let differs = self.differs.get(&entity.address)?;
        let differs = differs.iter().find(|it| steps.starts_with(it.steps()))?;
        let mut names = differs.steps().iter();
        let last = names.rposition(|step| matches!(step, PathStep::Key(_)))?;
        Some(Path(steps[..last].to_vec()))
    }

    /// The path in the source, as far as it leads there, and whether that is all of it.
    fn path(&self, entity: &Entity, path: &Path) -> (Path, bool) {
        let moved = self
            .moved
            .get(&entity.address)
            .map_or(&[][..], Vec::as_slice);
        let mut steps = Vec::with_capacity(path.steps().len());
        for (at, step) in path.steps().iter().enumerate() {
            let before = &path.steps()[..at];
            let moved = moved.iter().find(|moved| moved.path.steps() == before);
            match (step, moved) {
                (PathStep::Index(index), Some(moved)) => {
                    let Some(source) = moved.sources.get(*index).copied().flatten() else {
                        return (Path(steps), false);
                    };
                    steps.push(PathStep::Index(source));
                }
                (PathStep::Index(_) | PathStep::Key(_), _) => steps.push(step.clone()),
            }
        }
        (Path(steps), true)
    }
}

impl JoinedLocator {
    /// The place in the source as `locate` finds it there, or else that in the plan.
    fn find(
        &self,
        entity: &Entity,
        asked: &Path,
        locate: impl FnOnce(&dyn Locate, &Entity, &Path) -> Located,
    ) -> Located {
        let Some(twin) = self.twin(entity) else {
            return self.plan.locate(entity, asked);
        };
        let block = self.block_around(entity, asked);
        let (path, whole) = self.path(entity, block.as_ref().unwrap_or(asked));
        let mut located = locate(self.source.locator(), twin, &path);
        if !whole && located.part == LocatedPart::Value {
            located.part = LocatedPart::Container;
        }
        if block.is_some() {
            // A value that is written differently marks nothing; the block is where to look.
            located.part = LocatedPart::Header;
            located.chain.clear();
            located.pointer = self.plan.pointer(entity, asked);
        }
        located
    }
}

impl Locate for JoinedLocator {
    fn locate(&self, entity: &Entity, path: &Path) -> Located {
        self.find(entity, path, |source, entity, path| {
            source.locate(entity, path)
        })
    }

    fn locate_place(&self, entity: &Entity, path: &Path) -> Located {
        self.find(entity, path, |source, entity, path| {
            source.locate_place(entity, path)
        })
    }

    fn edit_site(&self, entity: &Entity, path: &Path) -> Option<EditSite> {
        let twin = self.twin(entity)?;
        if self.block_around(entity, path).is_some() {
            return None;
        }
        let (path, whole) = self.path(entity, path);
        whole
            .then(|| self.source.locator().edit_site(twin, &path))
            .flatten()
    }

    fn tidy(&self, edits: Vec<Edit>) -> Vec<Edit> {
        self.source.locator().tidy(edits)
    }
}

/// A key as a part of a JSON pointer.
pub(super) fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
