//! What one evaluation shares: its bounds, its errors, and where values were read.

use std::cell::{Cell, RefCell};
use std::num::NonZeroU32;
use std::rc::Rc;

use crate::text::{FileId, TextRange};
use crate::value::{Names, OriginId, Path, PathStep, Strictness};

/// Something that would be an error in Terraform.
#[derive(Clone, Debug)]
pub struct EvalError {
    /// The file of the expression.
    pub file: FileId,
    /// The expression.
    pub range: TextRange,
    /// What is wrong: a phrase in lower case, without a full stop.
    pub message: String,
}

/// What an evaluation shares with those it sets off.
#[derive(Debug)]
pub struct Context {
    /// How many steps are left before the rest is unknown.
    pub(crate) budget: Cell<u64>,
    /// How deep evaluation has gone.
    pub(crate) depth: Cell<u32>,
    /// How deep evaluation may go, as the native stack allows.
    pub(crate) max_depth: u32,
    /// Errors so far; `try` and `can` look here.
    pub(crate) errors: RefCell<Vec<EvalError>>,
    /// Where values were read, while a rule is judged.
    pub(crate) origins: Option<RefCell<Origins>>,
    /// The names that values are made with.
    pub(crate) names: Rc<Names>,
}

/// How many steps (nodes, elements, produced bytes over 64) one context may take.
const BUDGET: u64 = 50_000_000;

/// What one level may take of the native stack, with what a scope adds to it.
const STACK_OF_LEVEL: usize = 32 << 10;

/// How many levels are safe on the smallest native stack in use, the two megabytes of a thread.
const MAX_DEPTH: u32 = 300;

impl Default for Context {
    fn default() -> Self {
        Self {
            budget: Cell::new(BUDGET),
            depth: Cell::new(0),
            max_depth: MAX_DEPTH,
            errors: RefCell::new(Vec::new()),
            origins: None,
            names: Rc::default(),
        }
    }
}

impl Context {
    /// A context that follows where values are read.
    pub fn following_origins() -> Self {
        Self {
            origins: Some(RefCell::new(Origins::default())),
            ..Self::default()
        }
    }

    /// A context for a definition that this evaluation depends on: it has errors of its own, and carries on with the
    /// depth and the budget, which [`absorb`](Self::absorb) takes back.
    #[must_use]
    pub fn nested(&self) -> Self {
        Self {
            budget: self.budget.clone(),
            depth: self.depth.clone(),
            max_depth: self.max_depth,
            errors: RefCell::default(),
            origins: None,
            names: Rc::clone(&self.names),
        }
    }

    /// The context for a native stack of so many bytes: the larger it is, the deeper evaluation may go.
    #[must_use]
    pub fn with_stack(mut self, bytes: usize) -> Self {
        let levels = u32::try_from(bytes / STACK_OF_LEVEL).unwrap_or(u32::MAX);
        self.max_depth = levels.max(MAX_DEPTH);
        self
    }

    /// Takes back the budget of a [`nested`](Self::nested) context.
    pub fn absorb(&self, nested: &Self) {
        self.budget.set(self.budget.get().min(nested.budget.get()));
    }

    /// Whether a rule is judged, which is more forgiving than Terraform: see the module.
    pub fn is_lenient(&self) -> bool {
        self.origins.is_some()
    }

    /// How values are compared.
    pub fn strictness(&self) -> Strictness {
        if self.is_lenient() {
            Strictness::Lenient
        } else {
            Strictness::Exact
        }
    }

    /// The errors so far.
    pub fn errors(&self) -> Vec<EvalError> {
        self.errors.borrow().clone()
    }

    /// Takes the errors out.
    pub fn take_errors(&self) -> Vec<EvalError> {
        self.errors.take()
    }

    /// How many steps are left.
    pub fn steps_left(&self) -> u64 {
        self.budget.get()
    }

    /// Takes so many steps for something that was evaluated elsewhere; false when there are not so many left.
    pub fn spend(&self, steps: u64) -> bool {
        self.charge(usize::try_from(steps).unwrap_or(usize::MAX))
    }

    /// Takes so many steps; false when there are not so many left.
    pub(crate) fn charge(&self, steps: usize) -> bool {
        let steps = u64::try_from(steps).unwrap_or(u64::MAX);
        if let Some(left) = self.budget.get().checked_sub(steps) {
            self.budget.set(left);
            true
        } else {
            self.budget.set(0);
            false
        }
    }

    /// Follows a step into what was read at `origin`; `None` when origins are not followed.
    pub fn origin_child(
        &self,
        origin: Option<OriginId>,
        step: impl FnOnce() -> PathStep,
    ) -> Option<OriginId> {
        let origins = self.origins.as_ref()?;
        let child = Origin::Child(origin?, step());
        Some(origins.borrow_mut().add(child))
    }

    /// The origin that stands for the whole of an entity, named by its number in the model.
    pub fn origin_root(&self, entity: u32) -> Option<OriginId> {
        Some(
            self.origins
                .as_ref()?
                .borrow_mut()
                .add(Origin::Root(entity)),
        )
    }

    /// The entity and path of an origin.
    pub fn origin_path(&self, origin: OriginId) -> Option<OriginPath> {
        Some(self.origins.as_ref()?.borrow().path(origin))
    }
}

/// An origin spelt out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OriginPath {
    /// The number of the entity in the model.
    pub entity: u32,
    /// The path into its values.
    pub path: Path,
}

#[derive(Debug)]
enum Origin {
    Root(u32),
    Child(OriginId, PathStep),
}

/// Where values were read: a tree of steps that starts at entities.
#[derive(Debug, Default)]
pub struct Origins {
    nodes: Vec<Origin>,
}

impl Origins {
    fn add(&mut self, origin: Origin) -> OriginId {
        self.nodes.push(origin);
        let id = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        OriginId(NonZeroU32::new(id).unwrap_or(NonZeroU32::MAX))
    }

    fn path(&self, mut origin: OriginId) -> OriginPath {
        let mut steps = Vec::new();
        loop {
            match self.nodes.get(origin.0.get() as usize - 1) {
                Some(Origin::Child(parent, step)) => {
                    steps.push(step.clone());
                    origin = *parent;
                }
                Some(Origin::Root(entity)) => {
                    steps.reverse();
                    return OriginPath {
                        entity: *entity,
                        path: Path(steps),
                    };
                }
                None => {
                    return OriginPath {
                        entity: u32::MAX,
                        path: Path::default(),
                    };
                }
            }
        }
    }
}
