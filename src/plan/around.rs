//! What is around the resources of a plan: providers, variables, outputs and module calls. Of most a plan has only the
//! expressions.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::value::RawValue;

use crate::model::{Entity, EntityKind, with_access_marked};
use crate::value::{Kind, Map, Marks, Reason, Value};

use super::InputError;
use super::address::module_calls;
use super::build::Builder;
use super::json::{
    Block, Configuration, Delta, Expression, GivenVariable, Json, ModuleCall, ModuleConfig,
};
use super::locate::{Base, escaped};
use super::reference::{ModuleScope, Scope};
use super::values::{Merge, Sides, known};

impl<'c> Builder<'_, '_, 'c> {
    /// The provider configurations that are written.
    pub(super) fn providers(&mut self, configuration: &'c Configuration<'c>) {
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
            let values = with_access_marked(self.block(&scope, &address, block));
            self.add(
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

    /// The values of a block of which a plan has only the expressions.
    fn block(&self, scope: &Scope<'c>, address: &str, block: &Block<'_>) -> Value {
        let values = block.iter().map(|(name, expression)| {
            let value = self.expression(scope, address, name, expression);
            (self.names.get(name), value)
        });
        Value::object(values.collect())
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
    pub(super) fn given_variables(&self, given: &BTreeMap<String, GivenVariable<'_>>) -> Map {
        let declared = self.configuration.map(|c| &c.root_module.variables);
        given
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
    pub(super) fn module(
        &mut self,
        changed: &BTreeMap<String, Delta<'_>>,
        scope: &Rc<ModuleScope<'c>>,
        config: &'c ModuleConfig<'c>,
        instances: &Instances,
        pointer: &str,
    ) -> Result<(), InputError> {
        if self.needs.around(EntityKind::Variable) {
            self.variables_of(scope, config, pointer);
        }
        if self.needs.around(EntityKind::Output) {
            self.outputs_of(changed, scope, config, pointer)?;
        }
        let wants_calls = self.needs.around(EntityKind::Module);
        let dot = if scope.address.is_empty() { "" } else { "." };
        for (name, call) in &config.module_calls {
            let block_address = format!("{}{dot}module.{name}", scope.address);
            let is_single = call.count_expression.is_none() && call.for_each_expression.is_none();
            let single = [block_address.clone()];
            let addresses = match instances.of(&block_address) {
                [] if is_single => &single[..],
                addresses => addresses,
            };
            let pointer = format!("{pointer}/module_calls/{}", escaped(name));
            for address in addresses {
                if wants_calls {
                    let entity = self.call(scope, name, call, address, &block_address);
                    self.add(entity, Base::Configuration(pointer.clone()));
                }
                let child = self.resolver.module(address);
                let inner = format!("{pointer}/module");
                self.module(changed, &child, &call.module, instances, &inner)?;
            }
        }
        Ok(())
    }

    /// An instance of a module call.
    fn call(
        &self,
        scope: &Rc<ModuleScope<'c>>,
        name: &str,
        call: &'c ModuleCall<'c>,
        address: &str,
        block_address: &str,
    ) -> Entity {
        let key = &address[block_address.len()..];
        let outer = Scope {
            module: Rc::clone(scope),
            key: key.to_owned(),
            for_each: call.for_each_expression.as_ref(),
        };
        let empty = Block::new();
        let block = call.expressions.as_ref().unwrap_or(&empty);
        let mut values = self.block(&outer, address, block);
        let source = call.source.as_deref().unwrap_or("");
        values.change(|kind| {
            if let Kind::Mapping(_, entries) = kind {
                let entries = Arc::make_mut(entries);
                entries.insert("source".into(), source.into());
                if let Some(version) = &call.version_constraint {
                    entries.insert("version".into(), version.as_str().into());
                }
            }
        });
        Entity {
            kind: EntityKind::Module,
            type_name: source.into(),
            name: self.names.get(name),
            address: address.into(),
            module: Arc::clone(&scope.address),
            block_address: block_address.into(),
            values,
            instances_unknown: false,
            provider: None,
        }
    }

    fn variables_of(
        &mut self,
        scope: &Rc<ModuleScope<'c>>,
        config: &'c ModuleConfig<'c>,
        pointer: &str,
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
            self.add(entity, base);
        }
    }

    fn outputs_of(
        &mut self,
        changed: &BTreeMap<String, Delta<'_>>,
        scope: &Rc<ModuleScope<'c>>,
        config: &'c ModuleConfig<'c>,
        pointer: &str,
    ) -> Result<(), InputError> {
        for (name, output) in &config.outputs {
            let mut values = Map::new();
            let planned = changed.get(name).filter(|_| scope.address.is_empty());
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
            self.add(entity, base);
        }
        Ok(())
    }

    /// A value of an output that was left unread so far.
    fn json<'t>(&self, raw: Option<&'t RawValue>) -> Result<Option<Json<'t>>, InputError> {
        let (Some(raw), Some(part)) = (raw, self.outputs) else {
            return Ok(None);
        };
        let read = serde_json::from_str(raw.get()).map(Some);
        read.map_err(|error| part.error_in(raw, &error))
    }

    fn output_value(
        &self,
        name: &str,
        delta: &Delta<'_>,
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
}

/// The module instances around entities.
pub(super) struct Instances {
    /// Their addresses, by those of the calls that they are instances of.
    by_call: FxHashMap<String, Vec<String>>,
}

impl Instances {
    pub(super) fn around(entities: &[Entity]) -> Self {
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        let mut modules: FxHashSet<&str> = FxHashSet::default();
        for entity in entities {
            if !modules.insert(&entity.module) {
                continue;
            }
            let mut address = String::new();
            for (name, key) in module_calls(&entity.module).unwrap_or_default() {
                let dot = if address.is_empty() { "" } else { "." };
                let call = format!("{address}{dot}module.{name}");
                address = format!("{call}{key}");
                seen.insert(address.clone(), call);
            }
        }
        let mut by_call: FxHashMap<String, Vec<String>> = FxHashMap::default();
        for (address, call) in seen {
            by_call.entry(call).or_default().push(address);
        }
        Self { by_call }
    }

    /// The addresses of the instances of a call, sorted.
    fn of(&self, call: &str) -> &[String] {
        self.by_call.get(call).map_or(&[], Vec::as_slice)
    }
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
