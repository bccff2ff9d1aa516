//! A plan joined to the source it was made from: the plan says what is known, the source where it is written and what
//! the rest comes from.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::model::{Entity, EntityId, EntityKind, Model, Problem};
use crate::value::{Kind, Map, Path, PathStep, Unknown, Value};

use super::address::without_keys;
use super::align::{Alignment, align};
use super::differ::{lacks_elements, says_otherwise};
use super::document::same_order;
use super::locate::{JoinedLocator, Moved, PlanLocator};
use super::notes::{counted, note};
use super::values::{is_unset, is_unsure, prune};
use super::{Form, Plan};

impl Plan {
    /// The model of the plan and its source together. `source` is to be evaluated with [`Plan::variables`].
    pub fn join(self, source: Model) -> (Model, Vec<Problem>) {
        let index = SourceIndex::new(&source);
        if !index.belongs_to(&self.entities) {
            let note = note_unrelated(&self.name, self.form, &source.name);
            let (model, mut problems) = self.into_model();
            problems.push(note);
            return (model, problems);
        }
        let mut pairs = FxHashMap::default();
        let mut moved = FxHashMap::default();
        let mut differs: FxHashMap<Arc<str>, Vec<Path>> = FxHashMap::default();
        let mut changed = Changed::default();
        let mut entities = Vec::with_capacity(self.entities.len());
        let (planned, around): (Vec<_>, Vec<_>) = self
            .entities
            .into_iter()
            .partition(|entity| is_block_of_provider(entity.kind));
        for mut entity in planned {
            if let Some(id) = index.find(&entity) {
                let twin = source.entity(id);
                let mut join = Join::default();
                join.entity(&mut entity, twin);
                if !join.moved.is_empty() {
                    moved.insert(Arc::clone(&entity.address), join.moved);
                }
                if !join.differs.is_empty() {
                    let named = join
                        .differs
                        .iter()
                        .map(|path| format!("{}.{path}", entity.address).into());
                    changed.values.extend(named);
                    differs.insert(Arc::clone(&entity.address), join.differs);
                }
                pairs.insert((entity.kind, Arc::clone(&entity.address)), id);
            } else {
                prune(&mut entity.values);
                if entity.kind == EntityKind::Resource && !index.left_out(&entity) {
                    changed.gone.push(Arc::clone(&entity.address));
                }
            }
            entities.push(entity);
        }
        let outputs: FxHashMap<Arc<str>, Value> = around
            .into_iter()
            .filter(|entity| entity.kind == EntityKind::Output && entity.module.is_empty())
            .map(|entity| (entity.address, entity.values))
            .collect();
        for (id, entity) in source.entities() {
            if is_block_of_provider(entity.kind) {
                let pair = (entity.kind, Arc::clone(&entity.address));
                let is_certain = entity.kind == EntityKind::Resource && !entity.instances_unknown;
                if is_certain && !self.is_partial && !pairs.contains_key(&pair) {
                    changed.new.push(Arc::clone(&entity.address));
                }
                continue;
            }
            let mut entity = entity.clone();
            if let Some(values) = outputs.get(&entity.address) {
                known_output(&mut entity.values, values);
            }
            pairs.insert((entity.kind, Arc::clone(&entity.address)), id);
            entities.push(entity);
        }
        let mut problems = self.problems;
        problems.extend(changed.note(&self.name, self.form));
        let locator = JoinedLocator {
            plan: PlanLocator::new(self.pointers),
            source,
            pairs,
            moved,
            differs,
        };
        let mut model =
            Model::new(self.name, entities, Box::new(locator)).with_changes(self.changes);
        model.skipped = self.skipped;
        (model, problems)
    }
}

/// Whether entities of the kind are what a plan tells of in full.
fn is_block_of_provider(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::Resource | EntityKind::Data)
}

/// Takes over an output's value as far as the plan knows it.
fn known_output(values: &mut Value, planned: &Value) {
    let planned = planned
        .as_mapping()
        .and_then(|entries| entries.get("value"));
    values.change(|kind| {
        if let (Some(planned), Kind::Mapping(_, entries)) = (planned, kind)
            && let Some(value) = Arc::make_mut(entries).get_mut("value")
            && let Some(joined) = Join::default().value(planned.clone(), Some(value), "value")
        {
            *value = joined;
        }
    });
}

fn note_unrelated(plan: &Arc<str>, form: Form, source: &str) -> Problem {
    note(
        plan,
        format!("no resource of the {form} is in {source}, so the {form} is judged alone"),
        &format!("say where the source of the {form} is with --source DIR"),
    )
}

/// What the source says otherwise than the plan.
#[derive(Default)]
struct Changed {
    values: Vec<Arc<str>>,
    /// Resources of the plan that are not in the source.
    gone: Vec<Arc<str>>,
    /// Resources of the source that are not in the plan.
    new: Vec<Arc<str>>,
}

impl Changed {
    /// All of it, said once.
    fn note(&self, plan: &Arc<str>, form: Form) -> Option<Problem> {
        let mut parts = Vec::new();
        let mut add = |what: &str, names: &[Arc<str>], one: &str, many: &str| {
            if !names.is_empty() {
                let verb = if names.len() == 1 { one } else { many };
                let (count, names) = counted(what, names);
                parts.push(format!("{count} {verb} ({names})"));
            }
        };
        add("value", &self.values, "differs", "differ");
        let (one, many) = ("is not in the source", "are not in the source");
        add("resource", &self.gone, one, many);
        let (one, many) = (
            format!("is not in the {form}"),
            format!("are not in the {form}"),
        );
        add("resource", &self.new, &one, &many);
        if parts.is_empty() {
            return None;
        }
        let message = format!("the source does not match the {form}: {}", parts.join(", "));
        let help = format!(
            "what is judged is the {form}; where the source says otherwise the block is marked, or nothing. If it was \
             edited since, plan again; if it is that of something else, use --source DIR"
        );
        Some(note(plan, message, &help))
    }
}

/// Finds the entities of the source.
struct SourceIndex<'s> {
    by_address: FxHashMap<(EntityKind, &'s str), EntityId>,
    /// Blocks of which the source does not know the instances, by their address without keys.
    by_block: FxHashMap<(EntityKind, String), EntityId>,
    skipped: &'s [(Arc<str>, usize)],
}

impl<'s> SourceIndex<'s> {
    fn new(source: &'s Model) -> Self {
        let mut by_address = FxHashMap::default();
        let mut by_block = FxHashMap::default();
        for (id, entity) in source.entities() {
            by_address.insert((entity.kind, &*entity.address), id);
            if entity.instances_unknown {
                by_block
                    .entry((entity.kind, without_keys(&entity.address)))
                    .or_insert(id);
            }
        }
        Self {
            by_address,
            by_block,
            skipped: &source.skipped,
        }
    }

    /// Whether the plan may have been made from the source: one of its resources is there, or it has none that the
    /// source would show.
    fn belongs_to(&self, planned: &[Entity]) -> bool {
        let mut shown = planned
            .iter()
            .filter(|entity| entity.kind == EntityKind::Resource && !self.left_out(entity))
            .peekable();
        shown.peek().is_none() || shown.any(|entity| self.find(entity).is_some())
    }

    fn find(&self, entity: &Entity) -> Option<EntityId> {
        self.by_address
            .get(&(entity.kind, &*entity.address))
            .or_else(|| {
                self.by_block
                    .get(&(entity.kind, without_keys(&entity.address)))
            })
            .copied()
    }

    /// Whether the source has left out what no rule asks for.
    fn left_out(&self, entity: &Entity) -> bool {
        self.skipped
            .iter()
            .any(|(type_name, _)| *type_name == entity.type_name)
    }
}

/// Joins the values of one entity.
#[derive(Default)]
struct Join {
    path: Path,
    moved: Vec<Moved>,
    /// Where the source says otherwise.
    differs: Vec<Path>,
}

impl Join {
    fn entity(&mut self, planned: &mut Entity, twin: &Entity) {
        let Kind::Mapping(_, entries) = &mut planned.values.kind else {
            return;
        };
        // What the provider knows nothing of, such as `lifecycle`.
        let beside: Vec<_> = twin
            .values
            .as_mapping()
            .into_iter()
            .flatten()
            .filter(|(name, value)| !entries.contains_key(name) && !value.is_null())
            .map(|(name, value)| (Arc::clone(name), value.clone()))
            .collect();
        let entries = std::mem::take(Arc::make_mut(entries));
        let mut joined = self.object(entries, twin.values.as_mapping());
        joined.extend(beside);
        planned.values = Value::object(joined);
        if twin.provider.is_some() {
            planned.provider.clone_from(&twin.provider);
        }
    }

    fn object(&mut self, planned: Map, source: Option<&Map>) -> Map {
        let mut joined = Map::new();
        for (name, value) in planned {
            let twin = source
                .and_then(|source| source.get(&name))
                .filter(|twin| !twin.is_null());
            if source.is_some() && twin.is_none() && is_unsure(&value) {
                // The source has the whole block, and this is not in it.
                continue;
            }
            self.path.0.push(PathStep::Key(Arc::clone(&name)));
            let value = self.value(value, twin, &name);
            self.path.0.pop();
            if let Some(value) = value {
                joined.insert(name, value);
            }
        }
        joined
    }

    /// The joined value; `None` where it is absent.
    fn value(&mut self, planned: Value, source: Option<&Value>, name: &str) -> Option<Value> {
        let Some(source) = source else {
            let mut planned = planned;
            prune(&mut planned);
            return (!planned.is_null() && !is_unset(&planned)).then_some(planned);
        };
        if planned.is_null() {
            // Arguments that are written only are never in a plan.
            let written_only = name.ends_with("_wo");
            if !written_only && says_otherwise(name, &planned, source) {
                self.differs.push(self.path.clone());
            }
            return written_only.then(|| source.clone());
        }
        if says_otherwise(name, &planned, source) {
            self.differs.push(self.path.clone());
        }
        let marks = planned.marks.union(source.marks);
        let joined = match (planned.kind, &source.kind) {
            (Kind::Unknown(unknown), _) => from_source(&unknown, source),
            (Kind::Mapping(which, entries), Kind::Mapping(_, twins)) => {
                let entries = Arc::unwrap_or_clone(entries);
                Kind::Mapping(which, Arc::new(self.object(entries, Some(twins)))).into()
            }
            // A block that occurs once at most, which a plan shows without a list around it.
            (Kind::Mapping(_, entries), Kind::Sequence(which, twins)) => {
                let twin = twins.first().and_then(Value::as_mapping);
                self.path.0.push(PathStep::Index(0));
                let object = Value::object(self.object(Arc::unwrap_or_clone(entries), twin));
                self.path.0.pop();
                Kind::Sequence(*which, Arc::new(vec![object])).into()
            }
            (Kind::Sequence(which, elements), Kind::Sequence(_, twins)) => {
                let elements = self.sequence(Arc::unwrap_or_clone(elements), twins);
                Kind::Sequence(which, Arc::new(elements)).into()
            }
            // The source does not know how many there are.
            (Kind::Sequence(which, elements), Kind::Unknown(unknown)) => {
                let twins = unknown.content.as_ref().and_then(|it| it.as_sequence());
                let elements = self.sequence(Arc::unwrap_or_clone(elements), twins.unwrap_or(&[]));
                Kind::Sequence(which, Arc::new(elements)).into()
            }
            (Kind::String(text), _) => same_order(text, source),
            (kind, _) => {
                let mut planned = Value::from(kind);
                prune(&mut planned);
                planned
            }
        };
        Some(joined.marked(marks))
    }

    /// The planned elements, in the order of the source where they can be told.
    fn sequence(&mut self, planned: Vec<Value>, twins: &[Value]) -> Vec<Value> {
        let Alignment { order, sources } = align(&planned, twins);
        if lacks_elements(&planned, twins, &sources) {
            self.differs.push(self.path.clone());
        }
        let elsewhere = |(index, source): (usize, &Option<usize>)| match source {
            Some(source) => *source != index,
            None => index < twins.len(),
        };
        if sources.iter().enumerate().any(elsewhere) {
            self.moved.push(Moved {
                path: self.path.clone(),
                sources: sources.clone(),
            });
        }
        let mut planned: Vec<Option<Value>> = planned.into_iter().map(Some).collect();
        let mut joined = Vec::with_capacity(planned.len());
        for (index, (from, source)) in order.into_iter().zip(sources).enumerate() {
            let Some(value) = planned.get_mut(from).and_then(Option::take) else {
                continue;
            };
            let twin = source.and_then(|source| twins.get(source));
            self.path.0.push(PathStep::Index(index));
            let value = self.value(value, twin.filter(|twin| !twin.is_null()), "");
            self.path.0.pop();
            joined.push(value.unwrap_or_else(Value::null));
        }
        joined
    }
}

/// What the source says of a value that the plan does not know.
fn from_source(unknown: &Unknown, source: &Value) -> Value {
    let Kind::Unknown(from) = &source.kind else {
        return source.clone();
    };
    if !from.references.is_empty() || unknown.references.is_empty() || from.content.is_some() {
        return source.clone();
    }
    let mut both = Unknown::clone(from);
    both.absorb(unknown);
    both.into()
}
