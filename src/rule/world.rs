//! The entities of a model as rules see them: by type, by address, by name, by what refers to them.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::address;
use super::native::{glob, truth};
use crate::eval::Context;
use crate::model::{Entity, EntityId, EntityKind, Model};
use crate::value::{Kind, PathStep, Reason, Reference, Strictness, Unknown, Value};

/// Attributes by whose value others name a resource.
pub(super) const IDENTITY: [&str; 12] = [
    "arn",
    "bucket",
    "cluster_identifier",
    "function_name",
    "id",
    "identifier",
    "key_id",
    "name",
    "repository",
    "resource_id",
    "self_link",
    "user_name",
];

type Ids = Vec<EntityId>;

type TypeAndAttribute = (Arc<str>, Arc<str>);

/// A model, and what was found out about it on the way.
#[derive(Debug)]
pub(crate) struct World<'m> {
    pub(crate) model: &'m Model,
    companions: RefCell<FxHashMap<TypeAndAttribute, Rc<Companions>>>,
    types: OnceCell<BTreeSet<(EntityKind, Arc<str>)>>,
    /// Resources and data sources by address, with and without their own key, and bare.
    addresses: OnceCell<FxHashMap<Arc<str>, Ids>>,
    /// Resources and data sources by the known values of what names them.
    names: OnceCell<FxHashMap<Arc<str>, Ids>>,
}

/// Who refers to what through one attribute of one type.
#[derive(Debug, Default)]
struct Companions {
    by_address: FxHashMap<Arc<str>, Ids>,
    by_bare_address: FxHashMap<String, Ids>,
    by_reference: FxHashMap<Reference, Ids>,
    by_text: FxHashMap<Arc<str>, Ids>,
    unclear: Vec<(EntityId, Arc<Unknown>)>,
}

impl<'m> World<'m> {
    pub(crate) fn new(model: &'m Model) -> Self {
        Self {
            model,
            companions: RefCell::default(),
            types: OnceCell::new(),
            addresses: OnceCell::new(),
            names: OnceCell::new(),
        }
    }

    /// The values of an entity, with its place.
    pub(crate) fn value(&self, id: EntityId, context: &Context) -> Value {
        let values = self.model.entity(id).values.clone();
        values.at(context.origin_root(id.0))
    }

    /// The entity that a value is, if it is one as a whole.
    pub(crate) fn whole(value: &Value, context: &Context) -> Option<EntityId> {
        let origin = context.origin_path(value.origin?)?;
        (origin.path.steps().is_empty()).then_some(EntityId(origin.entity))
    }

    /// The entity that a value was read from.
    pub(crate) fn of(value: &Value, context: &Context) -> Option<EntityId> {
        Some(EntityId(context.origin_path(value.origin?)?.entity))
    }

    /// The entities of a kind whose type matches, in order.
    pub(crate) fn matching(&self, kind: EntityKind, pattern: &str) -> Cow<'m, [EntityId]> {
        if !pattern.contains(['*', '?']) {
            return self.model.of_type(kind, pattern).into();
        }
        let types = self.types().iter().filter(|(of, _)| *of == kind);
        let matching = types.filter(|(_, type_name)| glob::matches(pattern, type_name));
        let mut ids: Ids = matching
            .flat_map(|(_, type_name)| self.model.of_type(kind, type_name))
            .copied()
            .collect();
        ids.sort_unstable();
        ids.into()
    }

    /// The kinds and types that there are.
    fn types(&self) -> &BTreeSet<(EntityKind, Arc<str>)> {
        self.types.get_or_init(|| {
            let entities = self.model.entities();
            entities
                .map(|(_, entity)| (entity.kind, entity.type_name.clone()))
                .collect()
        })
    }

    /// All entities of these types as a list; unknown where it is not known whether there is one.
    pub(super) fn all(&self, kind: EntityKind, patterns: &[Arc<str>], context: &Context) -> Value {
        let mut ids = BTreeSet::new();
        for pattern in patterns {
            ids.extend(self.matching(kind, pattern).iter().copied());
        }
        let (certain, possible): (Ids, Ids) = ids
            .into_iter()
            .partition(|&id| !self.model.entity(id).instances_unknown);
        let skipped = self.skipped(kind, patterns);
        if let (true, true, Some(&id)) = (certain.is_empty(), skipped.is_empty(), possible.first())
        {
            return self.doubt(id).into();
        }
        let doubts = possible.iter().map(|&id| self.doubt(id).into());
        let certain = certain.iter().map(|&id| self.value(id, context));
        Value::tuple(certain.chain(skipped).chain(doubts).collect())
    }

    /// One unknown value for each type that matches and was not evaluated: it counts, and tells nothing else.
    fn skipped(&self, kind: EntityKind, patterns: &[Arc<str>]) -> Vec<Value> {
        let matches = |type_name: &str| {
            let matches = |pattern: &Arc<str>| glob::matches(pattern, type_name);
            kind == EntityKind::Resource && patterns.iter().any(matches)
        };
        let skipped = self.model.skipped.iter();
        skipped
            .filter(|(type_name, count)| *count > 0 && matches(type_name))
            .map(|(type_name, _)| {
                let what = format!("{type_name}, which no rule looks at,");
                Value::from(Unknown {
                    not_null: true,
                    ..Unknown::because(Reason::Unsupported(what.into()))
                })
            })
            .collect()
    }

    /// That it is not known whether an entity exists.
    pub(crate) fn doubt(&self, id: EntityId) -> Unknown {
        let address = self.model.entity(id).block_address.clone();
        Unknown::because(Reason::Instances(address))
    }

    fn by_address(&self, address: &str) -> &[EntityId] {
        let addresses = self.addresses.get_or_init(|| {
            let mut addresses: FxHashMap<Arc<str>, Ids> = FxHashMap::default();
            for (id, entity) in self.things() {
                let mut add =
                    |name: &Arc<str>| push(addresses.entry(name.clone()).or_default(), id);
                add(&entity.address);
                if entity.block_address != entity.address {
                    add(&entity.block_address);
                }
                // Without keys the address is bare already.
                if entity.address.contains('[') {
                    add(&address::bare(&entity.address).into());
                }
            }
            addresses
        });
        addresses.get(address).map_or(&[], Vec::as_slice)
    }

    /// The resource or data source that an address means, if it can only mean one.
    pub(super) fn at_address(&self, address: &str) -> Option<EntityId> {
        let only = |ids: &[EntityId]| match ids {
            [id] => Some(*id),
            _ => None,
        };
        only(self.by_address(address)).or_else(|| {
            // The key may be unknown on one side: then an entity that stands for all instances is meant.
            let stands_for_all = |id: EntityId| self.model.entity(id).instances_unknown;
            only(self.by_address(&address::bare(address))).filter(|&id| stands_for_all(id))
        })
    }

    /// Resources and data sources.
    fn things(&self) -> impl Iterator<Item = (EntityId, &'m Entity)> {
        self.model
            .entities()
            .filter(|(_, entity)| matches!(entity.kind, EntityKind::Resource | EntityKind::Data))
    }

    /// The resources and data sources of which a known text is the name, id or ARN.
    pub(super) fn by_name(&self, text: &str) -> &[EntityId] {
        let names = self.names.get_or_init(|| {
            let mut names: FxHashMap<Arc<str>, Ids> = FxHashMap::default();
            for (id, entity) in self.things() {
                for text in identity(entity, None).filter_map(known_text) {
                    let ids = names.entry(text).or_default();
                    if ids.last() != Some(&id) {
                        ids.push(id);
                    }
                }
            }
            names
        });
        names.get(text).map_or(&[], Vec::as_slice)
    }

    /// The resources of `type_name` whose attribute refers to the entity.
    pub(super) fn companions(
        &self,
        of: EntityId,
        type_name: &Arc<str>,
        attribute: &Arc<str>,
        context: &Context,
    ) -> Value {
        let index = self.companion_index(type_name, attribute);
        let entity = self.model.entity(of);
        let mut found: BTreeSet<EntityId> = BTreeSet::new();
        let mut doubt: Option<Unknown> = None;
        let mut add = |ids: Option<&Ids>| found.extend(ids.into_iter().flatten().copied());
        add(index.by_address.get(&entity.address));
        if entity.instances_unknown {
            add(index.by_bare_address.get(&address::bare(&entity.address)));
        }
        let last = attribute.rsplit('.').next().unwrap_or(attribute);
        for value in identity(entity, Some(last)) {
            match &value.kind {
                Kind::String(text) => add(index.by_text.get(text)),
                Kind::Unknown(unknown) if unknown.exact => {
                    for reference in &unknown.references {
                        add(index.by_reference.get(reference));
                    }
                }
                _ => {}
            }
        }
        if entity.address != entity.block_address
            && let Some(ids) = index.by_address.get(&entity.block_address)
        {
            // The reference names the block, not the instance.
            if self.by_address(&entity.block_address).len() == 1 {
                found.extend(ids.iter().copied());
            } else if let Some(&id) = ids.first() {
                doubt = Some(self.doubt(id));
            }
        }
        found.remove(&of);
        let (certain, possible): (Ids, Ids) = found
            .into_iter()
            .partition(|&id| entity.instances_unknown || !self.model.entity(id).instances_unknown);
        if !certain.is_empty() {
            return Value::tuple(certain.iter().map(|&id| self.value(id, context)).collect());
        }
        let unclear = || {
            let mut unclear = index.unclear.iter();
            unclear.find(|(id, unknown)| *id != of && could_be(unknown, entity, last))
        };
        let doubt = possible
            .first()
            .map(|&id| self.doubt(id))
            .or(doubt)
            .or_else(|| {
                let (_, unknown) = unclear()?;
                let mut doubt = Unknown::default();
                doubt.absorb(unknown);
                Some(doubt)
            })
            .or_else(|| self.perhaps_named(of, &index, last));
        doubt.map_or_else(|| Value::tuple(Vec::new()), Value::from)
    }

    /// That an entity whose name is not known may have one that a companion spells out, and that names nothing else of
    /// its type.
    fn perhaps_named(&self, of: EntityId, index: &Companions, attribute: &str) -> Option<Unknown> {
        let entity = self.model.entity(of);
        let is_free = |text: &Arc<str>| {
            let mut named = self.by_name(text).iter();
            !named.any(|&id| self.model.entity(id).type_name == entity.type_name)
        };
        identity(entity, Some(attribute)).find_map(|name| {
            let unknown = name.as_unknown()?;
            let could_be = |text: &Arc<str>| {
                let text_value = Value::from(text.clone());
                name.equals(&text_value, Strictness::Exact) != Some(false) && is_free(text)
            };
            let open = named_things(unknown).is_empty() && index.by_text.keys().any(could_be);
            open.then(|| {
                let mut doubt = Unknown::default();
                doubt.absorb(unknown);
                doubt
            })
        })
    }

    fn companion_index(&self, type_name: &Arc<str>, attribute: &Arc<str>) -> Rc<Companions> {
        let key = (type_name.clone(), attribute.clone());
        if let Some(index) = self.companions.borrow().get(&key) {
            return index.clone();
        }
        let mut index = Companions::default();
        for &id in &*self.matching(EntityKind::Resource, type_name) {
            let mut values = Vec::new();
            let steps: Vec<_> = attribute.split('.').collect();
            collect(&self.model.entity(id).values, &steps, &mut values);
            for value in values {
                index.add(id, value);
            }
        }
        let index = Rc::new(index);
        self.companions.borrow_mut().insert(key, index.clone());
        index
    }

    /// The provider configuration that an entity uses: that of its module, or the nearest around it.
    pub(super) fn provider_of(&self, id: EntityId) -> Option<EntityId> {
        let entity = self.model.entity(id);
        let provider = entity.provider.as_ref()?;
        let alias = provider.alias.as_deref().unwrap_or("");
        let candidates = self.model.of_type(EntityKind::Provider, &provider.name);
        let around = |id: &&EntityId| {
            let candidate = self.model.entity(**id);
            &*candidate.name == alias && is_around(&candidate.module, &entity.module)
        };
        let depth = |id: &&EntityId| self.model.entity(**id).module.len();
        candidates.iter().filter(around).max_by_key(depth).copied()
    }
}

/// Whether a module instance is another or holds it.
fn is_around(outer: &str, inner: &str) -> bool {
    inner
        .strip_prefix(outer)
        .is_some_and(|rest| outer.is_empty() || rest.is_empty() || rest.starts_with('.'))
}

impl Companions {
    fn add(&mut self, id: EntityId, value: &Value) {
        match &value.kind {
            Kind::String(text) => push(self.by_text.entry(text.clone()).or_default(), id),
            Kind::Unknown(unknown) => {
                for reference in named_things(unknown) {
                    let address = &reference.address;
                    push(self.by_address.entry(address.clone()).or_default(), id);
                    let bare = address::bare(address);
                    push(self.by_bare_address.entry(bare).or_default(), id);
                    push(self.by_reference.entry(reference.clone()).or_default(), id);
                }
                self.unclear.push((id, unknown.clone()));
            }
            _ => {}
        }
    }
}

fn push(ids: &mut Ids, id: EntityId) {
    if ids.last() != Some(&id) {
        ids.push(id);
    }
}

/// What an unknown value names: each of its references if it is exactly what they name, else the one thing that it was
/// made from, if nothing else decides it.
pub(super) fn named_things(unknown: &Unknown) -> &[Reference] {
    let references = unknown.references.as_slice();
    let Some(first) = references.first() else {
        return &[];
    };
    let one_thing = || {
        references
            .iter()
            .all(|other| other.address == first.address)
    };
    let nothing_else = || {
        let mut reasons = unknown.reasons.iter();
        reasons.all(|reason| matches!(reason, Reason::AfterApply(_) | Reason::Data(_)))
    };
    if unknown.exact || (one_thing() && nothing_else()) {
        references
    } else {
        &[]
    }
}

/// Whether an unknown value that refers to nothing for certain could name the entity.
fn could_be(unknown: &Unknown, entity: &Entity, attribute: &str) -> bool {
    let same = |reference: &Reference| address::same_block(&reference.address, &entity.address);
    let named = named_things(unknown);
    if !named.is_empty() {
        // It names something else, unless that something also gave the entity its name.
        let known = |r: &Reference| named.iter().any(|named| named.address == r.address);
        let shared = |value: &Value| {
            value
                .as_unknown()
                .is_some_and(|name| !name.exact && name.references.iter().any(known))
        };
        let another = |reference: &Reference| names_another(reference, entity);
        return !named.iter().any(same)
            && (!named.iter().any(another) || identity(entity, Some(attribute)).any(shared));
    }
    let others_of_its_type = |reference: &Reference| {
        !same(reference) && address::type_name(&reference.address) == *entity.type_name
    };
    unknown.references.is_empty()
        || unknown.references.iter().any(same)
        || !unknown.references.iter().all(others_of_its_type)
}

/// Whether a reference to something else cannot be the name of the entity: another of its type, or the id of some other
/// resource of the same cloud. What belongs to the entity (`aws_s3_bucket_acl.a.id`) often has its id.
fn names_another(reference: &Reference, entity: &Entity) -> bool {
    let type_name = address::type_name(&reference.address);
    let own = &*entity.type_name;
    let provider = |name: &str| name.split('_').next().map(str::to_owned);
    let is_id = match reference.path.steps().last() {
        Some(PathStep::Key(key)) => matches!(&**key, "id" | "arn" | "self_link"),
        _ => false,
    };
    let belongs = type_name
        .strip_prefix(own)
        .is_some_and(|rest| rest.starts_with('_'));
    let data = type_name.starts_with("data.");
    type_name == own || (is_id && !belongs && (data || provider(&type_name) == provider(own)))
}

/// The values by which others name an entity.
fn identity<'e>(entity: &'e Entity, also: Option<&str>) -> impl Iterator<Item = &'e Value> {
    let entries = entity.values.as_mapping();
    // `vpc_id` of a subnet names the network, not the subnet.
    let foreign = |name: &str| name.ends_with("_id") || name.ends_with("_arn");
    let also = also.filter(|name| !IDENTITY.contains(name) && !foreign(name));
    IDENTITY
        .into_iter()
        .chain(also)
        .filter_map(|name| entries?.get(name))
        .collect::<Vec<_>>()
        .into_iter()
}

fn known_text(value: &Value) -> Option<Arc<str>> {
    match &value.kind {
        Kind::String(text) if !text.is_empty() => Some(text.clone()),
        _ => None,
    }
}

/// The values at a dotted path, through every block and element on the way.
fn collect<'v>(value: &'v Value, steps: &[&str], into: &mut Vec<&'v Value>) {
    match (&value.kind, steps) {
        (Kind::Sequence(_, elements), _) => {
            for element in elements.iter() {
                collect(element, steps, into);
            }
        }
        (Kind::Mapping(_, entries), [first, rest @ ..]) => {
            if let Some(inner) = entries.get(first) {
                collect(inner, rest, into);
            }
        }
        (Kind::Unknown(unknown), [_, ..]) => match unknown.content.as_deref() {
            Some(content) => collect(content, steps, into),
            None => into.push(value),
        },
        (_, []) => into.push(value),
        _ => {}
    }
}

/// The type as rules spell it in `is` and `target`.
pub(super) fn spelled_type(entity: &Entity) -> String {
    match entity.kind {
        EntityKind::Resource => entity.type_name.to_string(),
        EntityKind::Data => format!("data.{}", entity.type_name),
        EntityKind::Ephemeral => format!("ephemeral.{}", entity.type_name),
        EntityKind::Provider => format!("provider.{}", entity.type_name),
        EntityKind::Module => "module".to_owned(),
        EntityKind::Variable => "variable".to_owned(),
        EntityKind::Output => "output".to_owned(),
        EntityKind::Local => "local".to_owned(),
        EntityKind::Terraform => "terraform".to_owned(),
    }
}

/// A field of an entity, read without following its place.
pub(super) fn peek(entity: &Entity, name: &str) -> Value {
    truth::field(&entity.values, name, &Context::default())
}
