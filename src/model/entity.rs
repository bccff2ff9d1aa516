//! Entities: resources and the other things of a configuration that rules judge.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::text::Span;
use crate::value::Value;

use super::{Changes, Locate};

/// Names an [`Entity`] of a [`Model`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub u32);

/// The kinds of thing a rule can judge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// An instance of a `resource` block.
    Resource,
    /// An instance of a `data` block.
    Data,
    /// An instance of an `ephemeral` block.
    Ephemeral,
    /// A `provider` configuration.
    Provider,
    /// A `module` call (an instance of it).
    Module,
    /// A `variable` block.
    Variable,
    /// A local value.
    Local,
    /// An `output` block.
    Output,
    /// The `terraform` block of a root module (all of them merged).
    Terraform,
}

/// How much of the entities of a kind and type has to be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Need {
    /// They may be left out.
    Nothing,
    /// Which there are; their values may be left out.
    Existence,
    /// All of them.
    Values,
}

impl From<bool> for Need {
    fn from(needed: bool) -> Self {
        if needed { Self::Values } else { Self::Nothing }
    }
}

/// The provider configuration a resource belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ProviderRef {
    /// The name rules know it by, such as `aws`: the first word of the resource type.
    pub name: Arc<str>,
    /// The alias of the configuration, if it is not the default one; with its instance key, if it has one.
    pub alias: Option<Arc<str>>,
    /// The major versions of the provider that `required_providers` (or the lock file, or the plan) admits, lowest
    /// and highest; `None` where nothing says.
    pub majors: Option<(u32, u32)>,
}

/// A thing of a configuration: an instance of a resource, a provider, a variable and so on.
#[derive(Clone, Debug)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// The type: `aws_s3_bucket`; for a provider its name; for a module call its source; else empty.
    pub type_name: Arc<str>,
    /// The name in the configuration (for a provider its alias with its instance key, or empty).
    pub name: Arc<str>,
    /// The full address with instance keys: `module.a["x"].aws_s3_bucket.b[0]`, `provider.aws`, `var.x`, `terraform`.
    pub address: Arc<str>,
    /// The address of the module instance it is in; empty for the root.
    pub module: Arc<str>,
    /// `address` without the entity's own instance key (the keys of modules remain).
    pub block_address: Arc<str>,
    /// Its attributes and blocks, always an object. A block type holds a list of objects, whatever its nesting mode;
    /// what is absent is not there. A variable has `type`, `default`, `sensitive`, ..., and as `value` what it comes to;
    /// a local has `value`; the `terraform` block has `required_version`, `backend` (blocks with their label as `type`), ...
    pub values: Value,
    /// Set when `count`, `for_each` (its own or a module's) is not known, so that this one stands for any number.
    pub instances_unknown: bool,
    /// The provider, for resources and data sources.
    pub provider: Option<ProviderRef>,
}

/// What could not be read or judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemKind {
    /// A file has a syntax error.
    Syntax,
    /// A file or directory could not be read.
    Io,
    /// The input is of a kind or version that is not read.
    Input,
    /// A module that is called is not at hand.
    Module,
    /// The configuration contradicts itself (duplicate names, unknown arguments, a variable that is not declared).
    Configuration,
    /// A rule or setting is wrong.
    Rule,
    /// A bug in cldlint, caught.
    Internal,
}

impl ProblemKind {
    /// The name in JSON output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::Io => "io",
            Self::Input => "input",
            Self::Module => "module",
            Self::Configuration => "configuration",
            Self::Rule => "rule",
            Self::Internal => "internal",
        }
    }
}

/// Something that keeps part of the input from being judged, or that the user should know.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// What sort of thing.
    pub kind: ProblemKind,
    /// Whether the run must end with exit status 2; otherwise it is a note.
    pub fatal: bool,
    /// Where, if it is in a file that was read.
    pub span: Option<Span>,
    /// The path, if there is no span.
    pub path: Option<Arc<str>>,
    /// What is wrong: a phrase in lower case, without a full stop.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

/// All that is known of one root module, or of one plan.
#[derive(Debug)]
pub struct Model {
    /// The root module's directory, or the plan's file, as shown to the user.
    pub name: Arc<str>,
    entities: Vec<Entity>,
    by_type: FxHashMap<EntityKind, FxHashMap<Arc<str>, Vec<EntityId>>>,
    locator: Box<dyn Locate>,
    /// Types of resources that exist but were left out because no rule needs their values, with how many blocks.
    pub skipped: Vec<(Arc<str>, usize)>,
    changes: Changes,
}

impl Model {
    /// A model of these entities, in this order; `locator` finds their places.
    pub fn new(name: impl Into<Arc<str>>, entities: Vec<Entity>, locator: Box<dyn Locate>) -> Self {
        let mut by_type: FxHashMap<_, FxHashMap<_, Vec<_>>> = FxHashMap::default();
        for (index, entity) in entities.iter().enumerate() {
            let of_kind = by_type.entry(entity.kind).or_default();
            let of_type = of_kind.entry(entity.type_name.clone()).or_default();
            of_type.push(id_of(index));
        }
        Self {
            name: name.into(),
            entities,
            by_type,
            locator,
            skipped: Vec::new(),
            changes: Changes::default(),
        }
    }

    /// The same model with what a plan changes.
    #[must_use]
    pub fn with_changes(mut self, changes: Changes) -> Self {
        self.changes = changes;
        self
    }

    /// What a plan changes; nothing in source.
    pub fn changes(&self) -> &Changes {
        &self.changes
    }

    /// What the plan takes away. It is not among the entities, and has ids after theirs.
    pub fn gone(&self) -> impl Iterator<Item = (EntityId, &Entity)> {
        let first = self.entities.len();
        let gone = self.changes.gone().iter().enumerate();
        gone.map(move |(index, entity)| (id_of(first + index), entity))
    }

    /// All entities with their ids.
    pub fn entities(&self) -> impl Iterator<Item = (EntityId, &Entity)> {
        self.entities
            .iter()
            .enumerate()
            .map(|(index, entity)| (id_of(index), entity))
    }

    /// An entity, or what was one.
    ///
    /// # Panics
    /// When the id is of another model.
    pub fn entity(&self, id: EntityId) -> &Entity {
        let index = id.0 as usize;
        let gone = || &self.changes.gone()[index - self.entities.len()];
        self.entities.get(index).unwrap_or_else(gone)
    }

    /// The entities of a kind and exact type.
    pub fn of_type(&self, kind: EntityKind, type_name: &str) -> &[EntityId] {
        let of_kind = self.by_type.get(&kind);
        let of_type = of_kind.and_then(|types| types.get(type_name));
        of_type.map_or(&[], Vec::as_slice)
    }

    /// Finds places in source or plan.
    pub fn locator(&self) -> &dyn Locate {
        self.locator.as_ref()
    }
}

fn id_of(index: usize) -> EntityId {
    EntityId(u32::try_from(index).unwrap_or(u32::MAX))
}
