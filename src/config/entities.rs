//! From an evaluated root module to the model that rules judge.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::eval::Context;
use crate::model::{Entity, EntityKind, Model, Need, Problem, ProblemKind, with_access_marked};
use crate::value::{Map, Reason, Value};

use super::body::{AttributeView, BodyRef, Code, ExprRef};
use super::constant::constant;
use super::declare::{Declaration, ModuleId};
use super::evaluator::{Evaluator, Frame, Instance};
use super::locate::{Locator, Site, Sites};
use super::modules::Call;
use super::paths::is_local;
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

/// The source and version of each required provider; what else an entry holds names configurations.
fn required_providers(code: Code<'_>, body: BodyRef) -> Map {
    code.attributes(body)
        .map(|entry| {
            let properties = ["source", "version"].into_iter().filter_map(|key| {
                let value = code
                    .tree
                    .object_property(code.source, entry.expr.expr, key)?;
                Some((Arc::from(key), Value::from(&*code.string(value)?)))
            });
            let value = match code.string(entry.expr.expr) {
                Some(version) => Value::from(&*version),
                None => Value::object(properties.collect()),
            };
            (Arc::from(&*entry.name), value)
        })
        .collect()
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

    /// Whether a module, or one that it calls, declares anything that is needed.
    fn is_useful(&mut self, id: ModuleId) -> bool {
        if let Some(&known) = self.useful.get(&id) {
            return known;
        }
        // Modules that Terraform fetched, and computed sources, hang on the way to them, which is not known here.
        if !self.evaluator.root.fetched.is_empty() || self.evaluator.workspace.computed_sources {
            return true;
        }
        self.useful.insert(id, false);
        let workspace = Arc::clone(&self.evaluator.workspace);
        let module = workspace.module(id);
        let needed = |(_, declaration): (u32, &Declaration)| {
            self.need(declaration.kind, &declaration.type_name) != Need::Nothing
        };
        let useful = module.numbered().any(needed)
            || module.calls.values().any(|&called| self.is_useful(called));
        self.useful.insert(id, useful);
        useful
    }

    /// Takes note of what a module holds that is not evaluated.
    fn leave_out(&mut self, id: ModuleId) {
        if !self.counted.insert(id) {
            return;
        }
        let workspace = Arc::clone(&self.evaluator.workspace);
        let module = workspace.module(id);
        for (index, declaration) in module.numbered() {
            match declaration.kind {
                EntityKind::Resource => self.skip(declaration),
                EntityKind::Module => match module.calls.get(&index) {
                    Some(&called) => self.leave_out(called),
                    None => self.problems.push(self.absent_module(declaration)),
                },
                _ => {}
            }
        }
    }

    fn skip(&mut self, declaration: &Declaration) {
        let type_name = declaration.type_name.clone();
        *self.skipped.entry(type_name).or_default() += 1;
    }

    fn absent_module(&self, call: &Declaration) -> Problem {
        let address = format!("module.{}", call.name);
        self.module_problem(call, None, false, &Reason::Module(address.into()))
    }

    /// `source`: the source, if it is known otherwise than as written.
    fn module_problem(
        &self,
        call: &Declaration,
        source: Option<String>,
        outdated: bool,
        reason: &Reason,
    ) -> Problem {
        let source = source.unwrap_or_else(|| self.written_source(call));
        let local = is_local(&source);
        let name = &call.name;
        let (message, help) = match reason {
            Reason::Module(_) if outdated => (
                format!(
                    "what was fetched for module.{name} is not what it asks for now, so it is not judged: {source}"
                ),
                Some("run `terraform init` again"),
            ),
            Reason::Module(_) if local => (
                format!("module.{name} is not judged: there is no configuration in {source}"),
                Some("correct the path; it starts at the directory of this file"),
            ),
            Reason::Module(_) => (
                format!(
                    "the source of module.{name} is not here, so what it makes is not judged: {source}"
                ),
                Some("run `terraform init` before, and what it fetches is judged too"),
            ),
            other => (format!("module.{name} is not judged: {other}"), None),
        };
        Problem {
            kind: ProblemKind::Module,
            fatal: false,
            span: Some(call.header),
            path: None,
            message,
            help: help.map(str::to_owned),
        }
    }

    /// The source of a module call as written.
    fn written_source(&self, call: &Declaration) -> String {
        self.evaluator
            .attribute(call, "source")
            .map(|expr| self.evaluator.text(expr).trim_matches('"').to_owned())
            .unwrap_or_default()
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

    /// A variable or an output.
    fn single(&mut self, instance: &Arc<Instance>, index: u32, declaration: &Declaration) {
        if declaration.broken {
            return;
        }
        let frame = Frame::default();
        let values = if declaration.kind == EntityKind::Output {
            self.output_values(instance, index, declaration)
        } else {
            self.variable_values(instance, index, declaration)
        };
        let address = self.evaluator.block_address(instance, index);
        let entity = Entity {
            kind: declaration.kind,
            type_name: declaration.type_name.clone(),
            name: declaration.name.clone(),
            address: address.clone(),
            module: instance.address.clone(),
            block_address: address,
            values: Value::object(values),
            instances_unknown: instance.unknown,
            provider: None,
        };
        self.push(entity, Site::new(instance, Some(index), frame));
    }

    fn output_values(
        &self,
        instance: &Arc<Instance>,
        index: u32,
        declaration: &Declaration,
    ) -> Map {
        let mut values = self.written(declaration);
        let value = self.evaluator.output(instance, index, &self.context);
        values.insert("value".into(), value);
        values
    }

    fn variable_values(
        &self,
        instance: &Arc<Instance>,
        index: u32,
        declaration: &Declaration,
    ) -> Map {
        let mut values = self.written(declaration);
        let value = self.evaluator.variable(instance, index, &self.context);
        values.insert("value".into(), value);
        values
    }

    /// What a variable or output says of itself. Terraform wants it written out, so it is the same in all instances.
    fn written(&self, declaration: &Declaration) -> Map {
        let written = declaration.written.get_or_init(|| {
            let attributes = declaration.bodies.iter().flat_map(|&body| {
                let code = self.evaluator.code(body);
                code.attributes(body)
            });
            attributes
                .filter_map(|attribute| {
                    let value = self.written_argument(declaration, &attribute)?;
                    Some((Arc::from(&*attribute.name), value))
                })
                .collect()
        });
        written.clone()
    }

    /// An argument that is written out; `None` for what is null, and for what refers to other things.
    fn written_argument(
        &self,
        declaration: &Declaration,
        attribute: &AttributeView<'_>,
    ) -> Option<Value> {
        let code = self.evaluator.workspace.code(attribute.expr.file);
        let value = match &*attribute.name {
            "value" | "depends_on" => return None,
            "type" => {
                let text = self.evaluator.text(attribute.expr);
                return Some(text.trim_matches('"').into());
            }
            _ => constant(code, attribute.expr.expr, &Context::default())
                .unwrap_or_else(|error| Reason::Error(error.message.into()).into()),
        };
        let value = match &*attribute.name {
            "default" => value.marked(self.evaluator.marks(declaration)),
            _ => value,
        };
        (!value.is_null()).then_some(value)
    }

    /// The local values of a module instance.
    fn locals(&mut self, instance: &Arc<Instance>) {
        let workspace = Arc::clone(&self.evaluator.workspace);
        for (index, local) in (0..).zip(&workspace.module(instance.module).locals) {
            let value = self.evaluator.local(instance, index, &self.context);
            let address = instance.within(["local", &local.name]);
            let entity = Entity {
                kind: EntityKind::Local,
                type_name: "".into(),
                name: local.name.clone(),
                address: address.clone(),
                module: instance.address.clone(),
                block_address: address,
                values: Value::object(Map::from([("value".into(), value)])),
                instances_unknown: instance.unknown,
                provider: None,
            };
            self.push(entity, Site::new(instance, Some(index), Frame::default()));
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

    /// The `terraform` blocks of the root, as one entity.
    fn terraform(&mut self, root: &Arc<Instance>) {
        let workspace = Arc::clone(&self.evaluator.workspace);
        let bodies = &workspace.module(root.module).terraform;
        if bodies.is_empty() || self.need(EntityKind::Terraform, "") == Need::Nothing {
            return;
        }
        let mut values = Map::new();
        for &(_, body) in bodies {
            self.terraform_body(root, body, &mut values);
        }
        let entity = Entity {
            kind: EntityKind::Terraform,
            type_name: "".into(),
            name: "".into(),
            address: "terraform".into(),
            module: "".into(),
            block_address: "terraform".into(),
            values: Value::object(values),
            instances_unknown: false,
            provider: None,
        };
        self.push(entity, Site::new(root, None, Frame::default()));
    }

    fn terraform_body(&self, root: &Arc<Instance>, body: BodyRef, values: &mut Map) {
        let code = self.evaluator.code(body);
        for attribute in code.attributes(body) {
            if attribute.name == "required_version" {
                let value = self.root_value(attribute.expr);
                values.insert("required_version".into(), value);
            }
        }
        for block in code.blocks(body) {
            if block.kind == "required_providers" {
                Self::require(code, block.body, values);
                continue;
            }
            if matches!(&*block.kind, "backend" | "cloud") {
                // There is one place for the state; that in an override file is it, of whichever sort.
                values.retain(|kind, _| !matches!(&**kind, "backend" | "cloud"));
            }
            let frame = Frame::default();
            let mut made = self
                .evaluator
                .body_values(root, &frame, block.body, &[], &self.context);
            if let Some(label) = block.labels.first() {
                made.insert("type".into(), Value::from(&**label));
            }
            let before = values.get(&block.kind).and_then(Value::as_sequence);
            let mut blocks = before.unwrap_or_default().to_vec();
            blocks.push(Value::object(made));
            values.insert(Arc::from(&*block.kind), Value::list(blocks));
        }
    }

    /// Adds the entries of a `required_providers` block to those before, which it overrides one by one.
    fn require(code: Code<'_>, body: BodyRef, values: &mut Map) {
        let key: Arc<str> = "required_providers".into();
        let known = values
            .get(&key)
            .and_then(|list| list.as_sequence()?.first());
        let mut all = known
            .and_then(Value::as_mapping)
            .cloned()
            .unwrap_or_default();
        all.extend(required_providers(code, body));
        values.insert(key, Value::list(vec![Value::object(all)]));
    }

    fn push(&mut self, entity: Entity, site: Site) {
        self.sites.push(&entity, site);
        self.entities.push(entity);
    }
}
