//! From the JSON of a plan to entities.

use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashSet;
use serde_json::value::RawValue;

use crate::model::{Entity, EntityKind, ProviderRef, intersection, majors};
use crate::value::{Kind, Map, Marks, Reason, Value};

use super::InputError;
use super::address::{is_instance_key, module_calls, quoted};
use super::json::{
    Change, Configuration, Delta, Expression, Json, ModuleConfig, StateModule, StateResource, Top,
};
use super::locate::{Base, Pointers, escaped};
use super::place::TextPlace;
use super::policy;
use super::reference::{ModuleScope, Resolver, Scope};
use super::values::{Merge, Names, Sides, known};

/// What a plan comes to.
pub(super) struct Built {
    pub(super) entities: Vec<Entity>,
    pub(super) pointers: Pointers,
    pub(super) variables: Map,
}

/// The entities of a plan: resources and data sources in the plan's order, then what is around them.
pub(super) fn entities(text: &str, top: &Top<'_>) -> Result<Built, InputError> {
    let changes: Vec<(usize, &Change<'_>)> = top
        .resource_changes
        .iter()
        .flatten()
        .enumerate()
        .filter(|(_, change)| change.deposed.is_none() && !change.delta.removes())
        .collect();
    let mut read = Vec::new();
    if let Some(module) = top
        .prior_state
        .as_ref()
        .and_then(|state| state.values.as_ref())
        .and_then(|values| values.root_module.as_ref())
    {
        data_sources(module, "/prior_state/values/root_module", &mut read);
    }
    let mut instances: FxHashSet<Arc<str>> = FxHashSet::default();
    for (_, change) in &changes {
        instances.insert(change.address.as_str().into());
    }
    // What is read again when the plan is applied is in the changes; its former values do not count.
    read.retain(|(_, resource, _)| instances.insert(resource.address.as_str().into()));
    let mut builder = Builder {
        text,
        configuration: top.configuration.as_ref(),
        names: Names::default(),
        resolver: Resolver::new(top.configuration.as_ref(), instances),
        pointers: Pointers::default(),
        variables: Map::new(),
    };
    builder.variables = builder.given_variables(top);
    let entities = builder.all(top, &changes, &read)?;
    Ok(Built {
        entities,
        pointers: builder.pointers,
        variables: builder.variables,
    })
}

/// A data source that has been read: the address of its module, what the state has, and the pointer to that.
type Read<'t> = (&'t str, &'t StateResource<'t>, String);

fn data_sources<'t>(module: &'t StateModule<'t>, pointer: &str, into: &mut Vec<Read<'t>>) {
    let address = module.address.as_deref().unwrap_or("");
    for (index, resource) in &module.resources.0 {
        into.push((address, resource, format!("{pointer}/resources/{index}")));
    }
    for (index, child) in module.child_modules.iter().enumerate() {
        data_sources(child, &format!("{pointer}/child_modules/{index}"), into);
    }
}

/// What names an instance of a resource or data source.
struct Named<'n> {
    address: &'n str,
    module: &'n str,
    data: bool,
    type_name: &'n str,
    name: &'n str,
}

struct Builder<'b, 'c> {
    text: &'b str,
    configuration: Option<&'c Configuration<'c>>,
    names: Names,
    resolver: Resolver<'c>,
    pointers: Pointers,
    variables: Map,
}

impl<'c> Builder<'_, 'c> {
    fn all(
        &mut self,
        top: &'c Top<'c>,
        changes: &[(usize, &'c Change<'c>)],
        read: &[Read<'c>],
    ) -> Result<Vec<Entity>, InputError> {
        // Policy documents first, since what they will make is part of what refers to them.
        for (index, change) in changes {
            if change.type_name == "aws_iam_policy_document" {
                let entity = self.change(*index, change)?;
                if let Some(document) = policy::document(&entity.values) {
                    self.resolver.documents.insert(entity.address, document);
                }
            }
        }
        let mut entities = Vec::with_capacity(changes.len() + read.len());
        for (index, change) in changes {
            let entity = self.change(*index, change)?;
            let base = Base::Change(format!("/resource_changes/{index}"));
            self.pointers
                .insert((entity.kind, Arc::clone(&entity.address)), base);
            entities.push(entity);
        }
        for (module, resource, pointer) in read {
            let entity = self.read_data(module, resource)?;
            let base = Base::Values(format!("{pointer}/values"));
            self.pointers
                .insert((entity.kind, Arc::clone(&entity.address)), base);
            entities.push(entity);
        }
        if let Some(configuration) = self.configuration {
            self.providers(configuration, &mut entities);
            let seen: FxHashSet<String> = module_instances(&entities);
            let root = self.resolver.module("");
            self.module(
                top,
                &root,
                &configuration.root_module,
                &seen,
                "/configuration/root_module",
                &mut entities,
            )?;
        }
        Ok(entities)
    }

    /// A resource, or a data source that is read when the plan is applied.
    fn change(&self, index: usize, change: &'c Change<'c>) -> Result<Entity, InputError> {
        let path = |key: &str| format!("resource_changes[{index}].{key}");
        let data = match change.mode.as_str() {
            "data" => true,
            "managed" => false,
            other => {
                return Err(self.shape(
                    path("mode"),
                    None,
                    format!("expected `managed` or `data`, found {}", quoted(other)),
                ));
            }
        };
        let delta = &change.delta;
        let after = self.object(delta.after, || path("change.after"))?;
        let Some(after) = after else {
            return Err(self.shape(
                path("change.after"),
                delta.after,
                "expected an object, since the change does not delete".to_owned(),
            ));
        };
        let unknown = self.object(delta.after_unknown, || path("change.after_unknown"))?;
        let sensitive = self.object(delta.after_sensitive, || path("change.after_sensitive"))?;
        let sides = Sides {
            after: Some(&after),
            unknown: unknown.as_ref(),
            sensitive: sensitive.as_ref(),
        };
        let named = Named {
            address: &change.address,
            module: change.module_address.as_deref().unwrap_or(""),
            data,
            type_name: &change.type_name,
            name: &change.name,
        };
        self.entity(&named, sides, || path("address"))
    }

    /// A data source that has been read.
    fn read_data(
        &self,
        module: &str,
        resource: &'c StateResource<'c>,
    ) -> Result<Entity, InputError> {
        let path = |key: &str| format!("prior_state, {}: {key}", resource.address);
        let values = self.object(resource.values, || path("values"))?;
        let sensitive = self.object(resource.sensitive_values, || path("sensitive_values"))?;
        let sides = Sides {
            after: values.as_ref(),
            unknown: None,
            sensitive: sensitive.as_ref(),
        };
        let named = Named {
            address: &resource.address,
            module,
            data: true,
            type_name: &resource.type_name,
            name: &resource.name,
        };
        self.entity(&named, sides, || path("address"))
    }

    fn entity(
        &self,
        named: &Named<'_>,
        sides: Sides<'_>,
        path: impl FnOnce() -> String,
    ) -> Result<Entity, InputError> {
        let prefix = if named.data { "data." } else { "" };
        let within = format!("{prefix}{}.{}", named.type_name, named.name);
        let dot = if named.module.is_empty() { "" } else { "." };
        let block_address = format!("{}{dot}{within}", named.module);
        let key = named
            .address
            .strip_prefix(&block_address)
            .filter(|key| is_instance_key(key));
        let (Some(key), Some(_)) = (key, module_calls(named.module)) else {
            let message = format!(
                "{} does not agree with its module, type and name",
                quoted(named.address)
            );
            return Err(self.shape(path(), None, message));
        };
        let module = self.resolver.module(named.module);
        let written = module.resource(&within);
        let scope = Scope {
            module: Rc::clone(&module),
            key: key.to_owned(),
            for_each: written.and_then(|resource| resource.for_each_expression.as_ref()),
        };
        let merge = Merge {
            resolver: &self.resolver,
            names: &self.names,
            address: named.address,
            scope,
        };
        let empty = super::json::Block::new();
        let block = written.map(|resource| resource.expressions.as_ref().unwrap_or(&empty));
        let values = merge.resource(sides, block);
        let provider_key = written.and_then(|resource| resource.provider_config_key.as_deref());
        Ok(Entity {
            kind: if named.data {
                EntityKind::Data
            } else {
                EntityKind::Resource
            },
            type_name: self.names.get(named.type_name),
            name: self.names.get(named.name),
            address: named.address.into(),
            module: Arc::clone(&module.address),
            block_address: block_address.into(),
            values,
            instances_unknown: false,
            provider: Some(self.provider(named.type_name, provider_key)),
        })
    }

    /// The provider of a resource; `key` is how `configuration` names it, such as `module.a:aws.us`.
    fn provider(&self, type_name: &str, key: Option<&str>) -> ProviderRef {
        let short = key.map(|key| key.rsplit(':').next().unwrap_or(key));
        let alias = short
            .and_then(|short| short.split_once('.'))
            .map(|(_, alias)| alias);
        ProviderRef {
            name: self
                .names
                .get(type_name.split('_').next().unwrap_or(type_name)),
            alias: alias.map(|alias| self.names.get(alias)),
            majors: key.and_then(|key| self.majors(key, short.unwrap_or(key))),
        }
    }

    /// The major versions that the constraints on a provider admit: those of the module it is used in, and of the root.
    fn majors(&self, key: &str, short: &str) -> Option<(u32, u32)> {
        let configuration = self.configuration?;
        let name = short.split('.').next().unwrap_or(short);
        let mut admitted = None;
        for key in [name, short, key] {
            let range = configuration
                .provider_config
                .get(key)
                .and_then(|provider| provider.version_constraint.as_deref())
                .and_then(majors);
            admitted = match (admitted, range) {
                (Some(a), Some(b)) => Some(intersection(a, b)),
                (a, b) => a.or(b),
            };
        }
        admitted
    }

    /// The provider configurations that are written.
    fn providers(&mut self, configuration: &'c Configuration<'c>, into: &mut Vec<Entity>) {
        for (key, provider) in &configuration.provider_config {
            let Some(block) = &provider.expressions else {
                continue;
            };
            let module = provider.module_address.as_deref().unwrap_or("");
            let scope = Scope {
                module: self.resolver.module(module),
                key: String::new(),
                for_each: None,
            };
            let alias = provider.alias.as_deref();
            let dot = if module.is_empty() { "" } else { "." };
            let suffix = alias.map(|alias| format!(".{alias}")).unwrap_or_default();
            let address = format!("{module}{dot}provider.{}{suffix}", provider.name);
            let values = self.block(&scope, &address, block);
            self.add(
                into,
                Entity {
                    kind: EntityKind::Provider,
                    type_name: self.names.get(&provider.name),
                    name: self.names.get(alias.unwrap_or("")),
                    address: address.as_str().into(),
                    module: module.into(),
                    block_address: address.as_str().into(),
                    values,
                    instances_unknown: false,
                    provider: None,
                },
                Base::Configuration(format!("/configuration/provider_config/{}", escaped(key))),
            );
        }
    }

    fn add(&mut self, into: &mut Vec<Entity>, entity: Entity, base: Base) {
        self.pointers
            .insert((entity.kind, Arc::clone(&entity.address)), base);
        into.push(entity);
    }

    /// The values of a block of which a plan has only the expressions.
    fn block(&self, scope: &Scope<'c>, address: &str, block: &super::json::Block<'_>) -> Value {
        let mut values = Map::new();
        for (name, expression) in block {
            let value = self.expression(scope, address, name, expression);
            values.insert(self.names.get(name), value);
        }
        Value::object(values)
    }

    fn expression(
        &self,
        scope: &Scope<'c>,
        address: &str,
        name: &str,
        expression: &Expression<'_>,
    ) -> Value {
        let nested = |block| self.block(scope, &format!("{address}.{name}"), block);
        match expression {
            Expression::Block(block) => Value::list(vec![nested(block)]),
            Expression::Blocks(blocks) => Value::list(blocks.iter().map(nested).collect()),
            Expression::Attribute(attribute) => {
                if let Some(constant) = &attribute.constant {
                    return known(constant, &self.names);
                }
                if let Some(value) = self.variable_behind(scope, name, &attribute.references) {
                    return value;
                }
                self.resolver.unknown(scope, &[attribute], name, true, || {
                    // It may well be known, but a plan has values of resources and outputs only.
                    let what = format!("{address}.{name} in a plan without its source");
                    Reason::Unsupported(what.into())
                })
            }
        }
    }

    /// The value of a root module's variable that an argument is all but certainly set to: it refers to nothing else,
    /// and the variable is called like the argument (`region = var.aws_region`).
    fn variable_behind(
        &self,
        scope: &Scope<'c>,
        argument: &str,
        references: &[String],
    ) -> Option<Value> {
        let [reference] = references else { return None };
        let name = reference.strip_prefix("var.")?;
        (scope.module.address.is_empty() && name.ends_with(argument))
            .then(|| self.variables.get(name).cloned())?
    }

    /// The values of the root module's variables.
    fn given_variables(&self, top: &Top<'_>) -> Map {
        let declared = self.configuration.map(|c| &c.root_module.variables);
        top.variables
            .iter()
            .map(|(name, given)| {
                let value = given
                    .value
                    .as_ref()
                    .map_or_else(Value::null, |value| known(value, &self.names));
                let sensitive = declared
                    .and_then(|declared| declared.get(name))
                    .is_some_and(|variable| variable.sensitive == Some(true));
                let marks = Marks {
                    sensitive,
                    ephemeral: false,
                };
                (self.names.get(name), value.marked(marks))
            })
            .collect()
    }

    /// The variables, outputs and calls of a module instance, and of those it calls.
    fn module(
        &mut self,
        top: &'c Top<'c>,
        scope: &Rc<ModuleScope<'c>>,
        config: &'c ModuleConfig<'c>,
        seen: &FxHashSet<String>,
        pointer: &str,
        into: &mut Vec<Entity>,
    ) -> Result<(), InputError> {
        self.variables_of(scope, config, pointer, into);
        self.outputs_of(top, scope, config, pointer, into)?;
        let dot = if scope.address.is_empty() { "" } else { "." };
        for (name, call) in &config.module_calls {
            let block_address = format!("{}{dot}module.{name}", scope.address);
            let mut instances: Vec<&String> = seen
                .iter()
                .filter(|address| {
                    address
                        .strip_prefix(block_address.as_str())
                        .is_some_and(is_instance_key)
                })
                .collect();
            instances.sort_unstable();
            let single = block_address.clone();
            if instances.is_empty()
                && call.count_expression.is_none()
                && call.for_each_expression.is_none()
            {
                instances.push(&single);
            }
            let pointer = format!("{pointer}/module_calls/{}", escaped(name));
            for address in instances {
                let key = &address[block_address.len()..];
                let outer = Scope {
                    module: Rc::clone(scope),
                    key: key.to_owned(),
                    for_each: call.for_each_expression.as_ref(),
                };
                let empty = super::json::Block::new();
                let block = call.expressions.as_ref().unwrap_or(&empty);
                let mut values = self.block(&outer, address, block);
                let source = call.source.as_deref().unwrap_or("");
                if let Kind::Mapping(_, entries) = &mut values.kind {
                    let entries = Arc::make_mut(entries);
                    entries.insert("source".into(), source.into());
                    if let Some(version) = &call.version_constraint {
                        entries.insert("version".into(), version.as_str().into());
                    }
                }
                let entity = Entity {
                    kind: EntityKind::Module,
                    type_name: source.into(),
                    name: self.names.get(name),
                    address: address.as_str().into(),
                    module: Arc::clone(&scope.address),
                    block_address: block_address.as_str().into(),
                    values,
                    instances_unknown: false,
                    provider: None,
                };
                self.add(into, entity, Base::Configuration(pointer.clone()));
                let child = self.resolver.module(address);
                let inner = format!("{pointer}/module");
                self.module(top, &child, &call.module, seen, &inner, into)?;
            }
        }
        Ok(())
    }

    fn variables_of(
        &mut self,
        scope: &Rc<ModuleScope<'c>>,
        config: &'c ModuleConfig<'c>,
        pointer: &str,
        into: &mut Vec<Entity>,
    ) {
        for (name, variable) in &config.variables {
            let marks = Marks {
                sensitive: variable.sensitive == Some(true),
                ephemeral: false,
            };
            let mut values = Map::new();
            if let Some(default) = &variable.default {
                values.insert("default".into(), known(default, &self.names).marked(marks));
            }
            describe(
                &mut values,
                variable.sensitive,
                variable.description.as_deref(),
            );
            let entity = around(EntityKind::Variable, scope, "var", name, values);
            let base = Base::Configuration(format!("{pointer}/variables/{}", escaped(name)));
            self.add(into, entity, base);
        }
    }

    fn outputs_of(
        &mut self,
        top: &'c Top<'c>,
        scope: &Rc<ModuleScope<'c>>,
        config: &'c ModuleConfig<'c>,
        pointer: &str,
        into: &mut Vec<Entity>,
    ) -> Result<(), InputError> {
        for (name, output) in &config.outputs {
            let mut values = Map::new();
            let planned = top
                .output_changes
                .as_ref()
                .filter(|_| scope.address.is_empty())
                .and_then(|changes| changes.get(name));
            let expression = output.expression.as_ref();
            let inside = Scope {
                module: Rc::clone(scope),
                key: String::new(),
                for_each: None,
            };
            let address = format!("output.{name}");
            let base = if let Some(delta) = planned {
                let value = self.output_value(name, delta, inside, expression)?;
                values.insert("value".into(), value);
                Base::Output(format!("/output_changes/{}", escaped(name)))
            } else {
                if let Some(expression) = expression {
                    let value = self.expression(&inside, &address, "value", expression);
                    values.insert("value".into(), value);
                }
                Base::Configuration(format!("{pointer}/outputs/{}", escaped(name)))
            };
            describe(&mut values, output.sensitive, output.description.as_deref());
            let entity = around(EntityKind::Output, scope, "output", name, values);
            self.add(into, entity, base);
        }
        Ok(())
    }

    fn output_value(
        &self,
        name: &str,
        delta: &'c Delta<'c>,
        scope: Scope<'c>,
        written: Option<&Expression<'_>>,
    ) -> Result<Value, InputError> {
        let after = self.json(delta.after)?;
        let unknown = self.json(delta.after_unknown)?;
        let sensitive = self.json(delta.after_sensitive)?;
        let sides = Sides {
            after: after.as_ref(),
            unknown: unknown.as_ref(),
            sensitive: sensitive.as_ref(),
        };
        let merge = Merge {
            resolver: &self.resolver,
            names: &self.names,
            address: &format!("output.{name}"),
            scope,
        };
        Ok(merge.single(sides, "value", written))
    }

    /// A part of the plan that was left unread so far.
    fn json<'t>(&self, raw: Option<&'t RawValue>) -> Result<Option<Json<'t>>, InputError> {
        let Some(raw) = raw else { return Ok(None) };
        serde_json::from_str(raw.get())
            .map(Some)
            .map_err(|error| InputError::of_json(self.text, self.start(raw), &error))
    }

    /// Such a part that is an object, or says with a truth value that it holds for the whole.
    fn object<'t>(
        &self,
        raw: Option<&'t RawValue>,
        path: impl FnOnce() -> String,
    ) -> Result<Option<Json<'t>>, InputError> {
        match self.json(raw)? {
            json @ Some(Json::Object(_)) => Ok(json),
            None | Some(Json::Null | Json::Bool(false)) => Ok(None),
            Some(_) => Err(self.shape(path(), raw, "expected an object".to_owned())),
        }
    }

    /// The byte at which a part of the text starts.
    fn start(&self, raw: &RawValue) -> usize {
        (raw.get().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }

    fn shape(&self, path: String, raw: Option<&RawValue>, message: String) -> InputError {
        let start = raw.map_or(0, |raw| self.start(raw));
        InputError::Shape {
            path,
            place: TextPlace::of(self.text, start),
            message,
        }
    }
}

/// The addresses of all module instances around entities.
fn module_instances(entities: &[Entity]) -> FxHashSet<String> {
    let mut seen: FxHashSet<String> = FxHashSet::default();
    for entity in entities {
        if seen.contains(&*entity.module) {
            continue;
        }
        let mut address = String::new();
        for (name, key) in module_calls(&entity.module).unwrap_or_default() {
            if !address.is_empty() {
                address.push('.');
            }
            for part in ["module.", name, key] {
                address.push_str(part);
            }
            seen.insert(address.clone());
        }
    }
    seen
}

fn describe(values: &mut Map, sensitive: Option<bool>, description: Option<&str>) {
    if let Some(sensitive) = sensitive {
        values.insert("sensitive".into(), sensitive.into());
    }
    if let Some(description) = description {
        values.insert("description".into(), description.into());
    }
}

/// A variable or output.
fn around(
    kind: EntityKind,
    scope: &ModuleScope<'_>,
    word: &str,
    name: &str,
    values: Map,
) -> Entity {
    let dot = if scope.address.is_empty() { "" } else { "." };
    let address: Arc<str> = format!("{}{dot}{word}.{name}", scope.address).into();
    Entity {
        kind,
        type_name: "".into(),
        name: name.into(),
        block_address: Arc::clone(&address),
        address,
        module: Arc::clone(&scope.address),
        values: Value::object(values),
        instances_unknown: false,
        provider: None,
    }
}
