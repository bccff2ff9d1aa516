//! From an evaluated root module to the model that rules judge.

mod left_out;
mod named_values;
mod terraform;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::eval::Context;
use crate::model::{Entity, EntityKind, Model, Need, Problem, with_access_marked};
use crate::value::{Map, Value};

use super::body::{BodyRef, ExprRef};
use super::declare::{Declaration, ModuleId};
use super::evaluator::{Evaluator, Frame, Instance};
use super::locate::{Locator, Site, Sites};
use super::modules::Call;
use super::providers::Admitted;
use super::resources::Element;
use super::workspace::{Root, Workspace};

/// The stack of a thread that evaluates: definitions lead to definitions, so it is deep. Only what is used becomes
/// memory.
pub const DEEP_STACK: usize = 256 << 20;

/// Names of arguments and blocks.
type Names<'o> = &'o BTreeSet<Arc<str>>;

/// What a model is to hold.
pub struct ModelOptions<'o> {
    /// What is needed of the entities of this kind and type; the type is empty for variables, locals, outputs, module calls and
    /// the `terraform` block, and the name for providers. What is not needed is not evaluated.
    pub wanted: &'o (dyn Fn(EntityKind, &str) -> Need + Sync),
    /// Which arguments and blocks of the entities of this kind and type are read; `None` for all. Others are left out
    /// of the entity; references find them all the same.
    pub reads: &'o (dyn Fn(EntityKind, &str) -> Option<Names<'o>> + Sync),
    /// Values for variables of the root module. They win over those in files.
    pub variables: Map,
    /// Whether the thread that asks has a stack of [`DEEP_STACK`]; otherwise another one is started to evaluate.
    pub on_deep_stack: bool,
}

impl Default for ModelOptions<'_> {
    /// Everything, and no values for variables.
    fn default() -> Self {
        Self {
            wanted: &|_, _| Need::Values,
            reads: &|_, _| None,
            variables: Map::new(),
            on_deep_stack: false,
        }
    }
}

impl fmt::Debug for ModelOptions<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ModelOptions")
            .field("variables", &self.variables.keys().collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

impl Workspace {
    /// Evaluates a root module and all that it calls.
    pub fn model(
        self: &Arc<Self>,
        root: &Root,
        options: &ModelOptions<'_>,
    ) -> (Model, Vec<Problem>) {
        let work = |context| Collector::new(self, root, options, context).model();
        // Half of the stack is for what stands between the levels of expressions.
        let deep = || Context::default().with_stack(DEEP_STACK / 2);
        if options.on_deep_stack {
            return work(deep());
        }
        std::thread::scope(|scope| {
            let thread = std::thread::Builder::new().stack_size(DEEP_STACK);
            match thread.spawn_scoped(scope, || work(deep())) {
                Ok(thread) => match thread.join() {
                    Ok(model) => model,
                    Err(panic) => std::panic::resume_unwind(panic),
                },
                // Without a thread of its own it has to do with the stack there is.
                Err(_) => work(Context::default()),
            }
        })
    }
}
struct Collector<'c, 'o> {
    evaluator: Evaluator,
    options: &'c ModelOptions<'o>,
    admitted: Admitted,
    entities: Vec<Entity>,
    sites: Sites,
    skipped: BTreeMap<Arc<str>, usize>,
    /// Modules whose skipped blocks have been counted.
    counted: FxHashSet<ModuleId>,
    /// Whether a module, or one that it calls, declares anything that is needed.
    useful: FxHashMap<ModuleId, bool>,
    problems: Vec<Problem>,
    context: Context,
}

impl<'c, 'o> Collector<'c, 'o> {
    fn new(
        workspace: &Arc<Workspace>,
        root: &Root,
        options: &'c ModelOptions<'o>,
        context: Context,
    ) -> Self {
        Self {
            evaluator: Evaluator::new(workspace, root, options.variables.clone()),
            options,
            admitted: Admitted::new(workspace, root),
            entities: Vec::new(),
            sites: Sites::default(),
            skipped: BTreeMap::new(),
            counted: FxHashSet::default(),
            useful: FxHashMap::default(),
            problems: Vec::new(),
            context,
        }
    }

    fn model(mut self) -> (Model, Vec<Problem>) {
        let root = Arc::clone(&self.evaluator.root_instance);
        self.evaluator.check_root_variables(&self.context);
        self.terraform(&root);
        self.instance(&root);
        self.problems.extend(self.evaluator.problems.take());
        let shown = Arc::clone(&self.evaluator.root.shown);
        let locator = Locator::new(self.evaluator, self.sites);
        let mut model = Model::new(shown, self.entities, Box::new(locator));
        model.skipped = self.skipped.into_iter().collect();
        self.problems.sort();
        self.problems.dedup();
        (model, self.problems)
    }

    fn need(&self, kind: EntityKind, type_name: &str) -> Need {
        (self.options.wanted)(kind, type_name)
    }

    /// Takes in what a module instance declares, and then what the modules that it calls do.
    fn instance(&mut self, instance: &Arc<Instance>) {
        self.evaluator.check_validations(instance, &self.context);
        let workspace = Arc::clone(&self.evaluator.workspace);
        let module = workspace.module(instance.module);
        let first = self.counted.insert(instance.module);
        if self.need(EntityKind::Local, "") != Need::Nothing {
            self.locals(instance);
        }
        let mut calls = Vec::new();
        for (index, declaration) in module.numbered() {
            let need = self.need(declaration.kind, &declaration.type_name);
            let wanted = need != Need::Nothing;
            match declaration.kind {
                EntityKind::Resource | EntityKind::Data | EntityKind::Ephemeral if wanted => {
                    self.resource(instance, index, declaration, need);
                }
                EntityKind::Resource if first => self.skip(declaration),
                EntityKind::Module => {
                    if wanted {
                        self.call_entities(instance, index, declaration);
                    }
                    calls.push((index, declaration));
                }
                EntityKind::Provider if wanted => {
                    self.provider_entities(instance, index, declaration);
                }
                EntityKind::Variable | EntityKind::Output if wanted => {
                    self.single(instance, index, declaration);
                }
                _ => {}
            }
        }
        for (index, declaration) in calls {
            if let Some(&module) = module.calls.get(&index)
                && !self.is_useful(module)
            {
                self.leave_out(module);
                continue;
            }
            let call = self.evaluator.call(instance, index, &self.context);
            match &*call {
                Call::Instances(_, instances) => {
                    for called in instances {
                        self.instance(called);
                    }
                }
                Call::Missing(reason) => {
                    let source = self.evaluator.source(instance, index, &self.context);
                    let outdated = self.evaluator.is_outdated(instance, index, &self.context);
                    let problem = self.module_problem(declaration, source, outdated, reason);
                    self.problems.push(problem);
                }
            }
        }
    }

    fn resource(
        &mut self,
        instance: &Arc<Instance>,
        index: u32,
        declaration: &Declaration,
        need: Need,
    ) {
        // What could not be read in full would seem to lack what is not lacking; the syntax error is reported.
        if declaration.broken {
            return;
        }
        let expansion = self.evaluator.expansion(instance, index, &self.context);
        let common =
            (expansion.len() > 0 && !self.evaluator.provider_varies(declaration)).then(|| {
                let frame = Frame::default();
                self.evaluator
                    .provider(instance, &frame, declaration, &self.admitted)
            });
        let block_address = self.evaluator.block_address(instance, index);
        for element in 0..expansion.len() {
            let at = Element {
                instance,
                index,
                place: element,
            };
            let frame = expansion.frame(element);
            let provider = common.clone().unwrap_or_else(|| {
                self.evaluator
                    .provider(instance, &frame, declaration, &self.admitted)
            });
            let values = if need == Need::Values {
                self.resource_values(at, &frame, declaration)
            } else {
                Map::new()
            };
            let address = self.evaluator.address(at, &expansion);
            self.push(
                Entity {
                    kind: declaration.kind,
                    type_name: declaration.type_name.clone(),
                    name: declaration.name.clone(),
                    address,
                    module: instance.address.clone(),
                    block_address: block_address.clone(),
                    values: Value::object(values),
                    instances_unknown: instance.unknown || expansion.is_unknown(),
                    provider: Some(provider),
                },
                Site::new(instance, Some(index), frame),
            );
        }
    }

    fn resource_values(&self, at: Element<'_>, frame: &Frame, declaration: &Declaration) -> Map {
        let reads = (self.options.reads)(declaration.kind, &declaration.type_name);
        let mut values = self.evaluator.configured(at, frame, reads, &self.context);
        if reads.is_none_or(|reads| reads.contains("lifecycle"))
            && let Some(lifecycle) = self.lifecycle(declaration)
        {
            values.insert("lifecycle".into(), lifecycle);
        }
        values
    }

    /// What a `lifecycle` block says that does not name attributes. An override file changes it argument by argument.
    fn lifecycle(&self, declaration: &Declaration) -> Option<Value> {
        let blocks: Vec<BodyRef> = declaration
            .bodies
            .iter()
            .flat_map(|&body| self.evaluator.code(body).blocks(body))
            .filter(|block| block.kind == "lifecycle")
            .map(|block| block.body)
            .collect();
        if blocks.is_empty() {
            return None;
        }
        let mut values = Map::new();
        for body in blocks {
            for attribute in self.evaluator.code(body).attributes(body) {
                if matches!(
                    &*attribute.name,
                    "prevent_destroy" | "create_before_destroy"
                ) {
                    let value = self.root_value(attribute.expr);
                    values.insert(Arc::from(&*attribute.name), value);
                }
            }
        }
        Some(Value::list(vec![Value::object(values)]))
    }

    fn root_value(&self, expr: ExprRef) -> Value {
        let root = &self.evaluator.root_instance;
        self.evaluator
            .evaluate(root, &Frame::default(), expr, &self.context)
    }

    fn call_entities(&mut self, instance: &Arc<Instance>, index: u32, declaration: &Declaration) {
        if declaration.broken {
            return;
        }
        let expansion = self.evaluator.expansion(instance, index, &self.context);
        let block_address = self.evaluator.block_address(instance, index);
        for element in 0..expansion.len() {
            let frame = expansion.frame(element);
            let skip = ["count", "for_each", "depends_on", "providers", "lifecycle"];
            let values = self.arguments(instance, &frame, declaration, &skip);
            let source = values.get("source").and_then(Value::as_str).unwrap_or("");
            let entity = Entity {
                kind: EntityKind::Module,
                type_name: source.into(),
                name: declaration.name.clone(),
                address: format!("{block_address}{}", expansion.suffix(element)).into(),
                module: instance.address.clone(),
                block_address: block_address.clone(),
                values: Value::object(values),
                instances_unknown: instance.unknown || expansion.is_unknown(),
                provider: None,
            };
            self.push(entity, Site::new(instance, Some(index), frame));
        }
    }

    /// A provider configuration, or those that `for_each` makes of it in `OpenTofu`.
    fn provider_entities(
        &mut self,
        instance: &Arc<Instance>,
        index: u32,
        declaration: &Declaration,
    ) {
        if declaration.broken {
            return;
        }
        let expansion = self.evaluator.expansion(instance, index, &self.context);
        let block_address = self.evaluator.block_address(instance, index);
        for element in 0..expansion.len() {
            let frame = expansion.frame(element);
            let values = self.arguments(instance, &frame, declaration, &["for_each"]);
            let suffix = expansion.suffix(element);
            let entity = Entity {
                kind: EntityKind::Provider,
                type_name: declaration.type_name.clone(),
                name: format!("{}{suffix}", declaration.name).into(),
                address: format!("{block_address}{suffix}").into(),
                module: instance.address.clone(),
                block_address: block_address.clone(),
                values: with_access_marked(Value::object(values)),
                instances_unknown: instance.unknown || expansion.is_unknown(),
                provider: None,
            };
            self.push(entity, Site::new(instance, Some(index), frame));
        }
    }

    /// The attributes and blocks of a declaration but for those named.
    fn arguments(
        &self,
        instance: &Arc<Instance>,
        frame: &Frame,
        declaration: &Declaration,
        skip: &[&str],
    ) -> Map {
        let mut values = Map::new();
        for &body in &declaration.bodies {
            let made = self
                .evaluator
                .body_values(instance, frame, body, skip, &self.context);
            values.extend(made);
        }
        values
    }

    fn push(&mut self, entity: Entity, site: Site) {
        self.sites.push(&entity, site);
        self.entities.push(entity);
    }
}
