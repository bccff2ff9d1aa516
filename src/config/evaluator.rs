//! Evaluates one root module and all it calls: lazily, each thing once.

use std::cell::{Cell, OnceCell, RefCell};
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::eval::{self, Context};
use crate::model::Problem;
use crate::value::{Kind, Map, Marks, PathStep, Reason, Unknown, Value};

use super::assigned::Assignments;
use super::body::{BodyRef, Code, ExprRef};
use super::constant::constant;
use super::declare::{Declaration, Flags, ModuleId, ModuleSource};
use super::definitions::{Definition, DefinitionKind, Definitions};
use super::expand::Expansion;
use super::fileset::Patterns;
use super::scope::Names;
use super::shared;
use super::workspace::{Root, Workspace};

/// An instance of a module: the root, or what one call of a module makes.
#[derive(Debug)]
pub(super) struct Instance {
    pub(super) id: u32,
    pub(super) module: ModuleId,
    /// The address with instance keys; empty for the root.
    pub(super) address: Arc<str>,
    /// The names of the calls that lead here, joined by dots.
    pub(super) calls: Arc<str>,
    /// Who calls; `None` for the root.
    pub(super) caller: Option<Caller>,
    /// Whether it stands for any number of instances.
    pub(super) unknown: bool,
}

/// The call that makes an [`Instance`].
#[derive(Debug)]
pub(super) struct Caller {
    pub(super) instance: Arc<Instance>,
    /// The declaration of the call in the calling module.
    pub(super) call: u32,
    /// What `count` and `each` are in the arguments.
    pub(super) frame: Frame,
}

impl Instance {
    /// The module instances from this one up to the root.
    pub(super) fn ancestors(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(Some(self), |instance| {
            instance.caller.as_ref().map(|caller| &*caller.instance)
        })
    }

    /// An address within this instance: the words joined by dots, those left out that are empty.
    pub(super) fn within<const N: usize>(&self, words: [&str; N]) -> Arc<str> {
        let mut address = String::with_capacity(
            self.address.len() + words.iter().map(|word| word.len() + 1).sum::<usize>(),
        );
        for word in std::iter::once(&*self.address).chain(words) {
            if !address.is_empty() && !word.is_empty() {
                address.push('.');
            }
            address.push_str(word);
        }
        address.into()
    }
}

/// What `count`, `each` and the iterators of dynamic blocks are where an expression stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Frame {
    /// `count.index`.
    pub(super) index: Option<Value>,
    /// `each.key` and `each.value`.
    pub(super) each: Option<(Value, Value)>,
    /// The iterators of dynamic blocks around, innermost first.
    pub(super) iterators: Option<Arc<Iterating>>,
    /// The names that `for` expressions around bind, innermost first, where a part of one is looked at by itself.
    pub(super) bound: Option<Arc<Bound>>,
}

/// A name that a `for` expression binds.
#[derive(Debug)]
pub(super) struct Bound {
    pub(super) name: Arc<str>,
    pub(super) value: Value,
    /// What is iterated over, and which of it this is.
    pub(super) collection: ExprRef,
    pub(super) step: PathStep,
    pub(super) outer: Option<Arc<Self>>,
}

/// The iterator of a dynamic block.
#[derive(Debug)]
pub(super) struct Iterating {
    pub(super) name: Arc<str>,
    pub(super) key: Value,
    pub(super) value: Value,
    /// What is iterated over, and where that was written.
    pub(super) collection: ExprRef,
    pub(super) position: usize,
    pub(super) outer: Option<Arc<Self>>,
}

impl Frame {
    /// The iterator of that name.
    pub(super) fn iterator(&self, name: &str) -> Option<&Iterating> {
        std::iter::successors(self.iterators.as_deref(), |at| at.outer.as_deref())
            .find(|iterator| &*iterator.name == name)
    }

    /// Whether nothing is said here that is not said everywhere in the module instance.
    pub(super) const fn is_plain(&self) -> bool {
        self.index.is_none()
            && self.each.is_none()
            && self.iterators.is_none()
            && self.bound.is_none()
    }

    /// What a `for` expression around binds that name to.
    pub(super) fn bound(&self, name: &str) -> Option<&Bound> {
        std::iter::successors(self.bound.as_deref(), |at| at.outer.as_deref())
            .find(|bound| &*bound.name == name)
    }
}

/// What names mean in the rounds of a `for` expression, by the key or index of what each makes.
pub(super) type Rounds = FxHashMap<PathStep, Frame>;

/// What is remembered of a definition.
#[derive(Clone, Debug)]
pub(super) enum Memo<T> {
    /// It is being evaluated; to ask for it again is a circle.
    Running,
    /// Its value.
    Done(T),
}

/// Names a resource instance: module instance, declaration, number of the instance.
pub(super) type ElementKey = (u32, u32, u32);

/// The values of a resource's attributes and blocks; `None` for what is not configured.
type Attributes = FxHashMap<Arc<str>, Memo<Option<Value>>>;

/// The instances of blocks, by module instance and declaration.
type Expansions = FxHashMap<(u32, u32), Memo<Arc<Expansion>>>;

/// The evaluation of one root module.
pub(super) struct Evaluator {
    pub(super) workspace: Arc<Workspace>,
    pub(super) root: Root,
    pub(super) root_instance: Arc<Instance>,
    /// Values for variables of the root that the caller gives.
    pub(super) given: Map,
    /// Where variables of the root are given values otherwise.
    pub(super) assigned: Assignments,
    pub(super) instances: Cell<u32>,
    definitions: RefCell<Definitions>,
    pub(super) attributes: RefCell<FxHashMap<ElementKey, Attributes>>,
    pub(super) expansions: RefCell<Expansions>,
    pub(super) module_calls: RefCell<FxHashMap<(u32, u32), Arc<super::modules::Call>>>,
    /// Data sources whose result is being computed.
    pub(super) computing: RefCell<FxHashSet<ElementKey>>,
    /// What is wrong with variables and their values.
    pub(super) problems: RefCell<Vec<Problem>>,
    /// The addresses of blocks, by module instance and declaration.
    pub(super) addresses: RefCell<FxHashMap<(u32, u32), Arc<str>>>,
    /// The rounds of `for` expressions, by module instance, once the way of a value was followed through them.
    pub(super) rounds: RefCell<FxHashMap<(u32, ExprRef), Arc<Rounds>>>,
    /// How many steps were taken to follow the ways of values.
    pub(super) followed: Cell<u64>,
    /// The patterns given to `fileset`.
    pub(super) patterns: Patterns,
    /// Module calls whose source is being computed.
    pub(super) sources: RefCell<FxHashSet<(u32, u32)>>,
    /// The directory outside of which functions read nothing, once it was asked for.
    pub(super) boundary: OnceCell<Option<PathBuf>>,
}

impl fmt::Debug for Evaluator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Evaluator")
            .field("root", &self.root.shown)
            .finish_non_exhaustive()
    }
}

impl Evaluator {
    pub(super) fn new(workspace: &Arc<Workspace>, root: &Root, given: Map) -> Self {
        Self {
            workspace: Arc::clone(workspace),
            root: root.clone(),
            root_instance: Arc::new(Instance {
                id: 0,
                module: root.module,
                address: "".into(),
                calls: "".into(),
                caller: None,
                unknown: false,
            }),
            given,
            assigned: workspace.assignments(root.module),
            instances: Cell::new(1),
            definitions: RefCell::default(),
            attributes: RefCell::default(),
            expansions: RefCell::default(),
            module_calls: RefCell::default(),
            computing: RefCell::default(),
            problems: RefCell::default(),
            addresses: RefCell::default(),
            rounds: RefCell::default(),
            followed: Cell::new(0),
            patterns: Patterns::default(),
            sources: RefCell::default(),
            boundary: OnceCell::new(),
        }
    }

    pub(super) fn module(&self, instance: &Instance) -> &ModuleSource {
        self.workspace.module(instance.module)
    }

    pub(super) fn declaration(&self, instance: &Instance, index: u32) -> &Declaration {
        self.module(instance).declaration(index)
    }

    pub(super) fn code(&self, body: BodyRef) -> Code<'_> {
        self.workspace.code(body.file)
    }

    /// The attribute of a declaration; that of the last override file that has it.
    pub(super) fn attribute(&self, declaration: &Declaration, name: &str) -> Option<ExprRef> {
        declaration
            .bodies
            .iter()
            .rev()
            .find_map(|&body| Some(self.code(body).attribute(body, name)?.expr))
    }

    /// The value of an expression of a module instance.
    pub(super) fn evaluate(
        &self,
        instance: &Arc<Instance>,
        frame: &Frame,
        expr: ExprRef,
        context: &Context,
    ) -> Value {
        let names = Names {
            evaluator: self,
            instance,
            frame,
        };
        eval::evaluate(
            self.workspace.code(expr.file).into(),
            expr.expr,
            &names,
            context,
        )
    }

    /// The value of something that is defined once, and may only be asked for once it is.
    pub(super) fn define(
        &self,
        definition: Definition,
        name: impl FnOnce() -> String,
        context: &Context,
        compute: impl FnOnce(&Context) -> Value,
    ) -> Value {
        let known = self.definitions.borrow().get(definition).cloned();
        match known {
            Some(Memo::Done(value)) => return value,
            Some(Memo::Running) => return Reason::Cycle(name().into()).into(),
            None => {}
        }
        self.definitions.borrow_mut().set(definition, Memo::Running);
        let nested = context.nested();
        let value = compute(&nested);
        context.absorb(&nested);
        self.definitions
            .borrow_mut()
            .set(definition, Memo::Done(value.clone()));
        value
    }

    /// The value of `local.name`.
    pub(super) fn local(&self, instance: &Arc<Instance>, index: u32, context: &Context) -> Value {
        let module = self.module(instance);
        let local = &module.locals[index as usize];
        let shared = module
            .shared_locals
            .get_or_init(|| shared::locals(&self.workspace, module));
        let (kind, owner) = if shared[index as usize] {
            (DefinitionKind::SharedLocal, instance.module.0)
        } else {
            (DefinitionKind::Local, instance.id)
        };
        self.define(
            Definition { kind, owner, index },
            || format!("local.{}", local.name),
            context,
            |context| self.evaluate(instance, &Frame::default(), local.expr, context),
        )
    }

    /// The value of an output.
    pub(super) fn output(&self, instance: &Arc<Instance>, index: u32, context: &Context) -> Value {
        let output = self.declaration(instance, index);
        self.define(
            Definition {
                kind: DefinitionKind::Declared,
                owner: instance.id,
                index,
            },
            || format!("output.{}", output.name),
            context,
            |context| {
                let Some(expr) = self.attribute(output, "value") else {
                    return Reason::Syntax.into();
                };
                let value = self.evaluate(instance, &Frame::default(), expr, context);
                value.marked(self.marks(output))
            },
        )
    }

    /// The marks that a variable or output declares.
    pub(super) fn marks(&self, declaration: &Declaration) -> Marks {
        self.flags(declaration).marks
    }

    /// What a variable or output says of itself.
    pub(super) fn flags(&self, declaration: &Declaration) -> Flags {
        *declaration.flags.get_or_init(|| Flags {
            marks: Marks {
                sensitive: self.flag(declaration, "sensitive").unwrap_or(false),
                ephemeral: self.flag(declaration, "ephemeral").unwrap_or(false),
            },
            nullable: self.flag(declaration, "nullable").unwrap_or(true),
        })
    }

    /// The value of an attribute that has to be `true` or `false` as written.
    fn flag(&self, declaration: &Declaration, name: &str) -> Option<bool> {
        let expr = self.attribute(declaration, name)?;
        let code = self.workspace.code(expr.file);
        let value = constant(code, expr.expr, &Context::default()).ok()?;
        value.to_bool()
    }
}

/// An unknown value made from others, for the reasons of those that are unknown.
pub(super) fn unknown_from<'v>(values: impl IntoIterator<Item = &'v Value>) -> Unknown {
    let mut unknown = Unknown::default();
    for value in values {
        if let Kind::Unknown(from) = &value.kind {
            unknown.absorb(from);
        }
    }
    unknown
}
