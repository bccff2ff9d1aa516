//! Module calls: the instances they make, and what their outputs are.

use std::sync::Arc;

use crate::eval::{Access, Context, Resolved};
use crate::model::EntityKind;
use crate::value::{Kind, Map, Mapping, Reason, Unknown, Value};

use super::declare::ModuleId;
use super::evaluator::{Caller, Evaluator, Frame, Instance};
use super::expand::Expansion;

/// How deep module calls may nest.
const DEEPEST: usize = 64;

/// How many module instances one root may have.
const MOST: u32 = 50_000;

/// What a module call comes to.
#[derive(Clone, Debug)]
pub(super) enum Call {
    /// The module is not at hand, or cannot be evaluated: why.
    Missing(Reason),
    /// Its instances.
    Instances(Arc<Expansion>, Vec<Arc<Instance>>),
}

/// Where the module of a call is.
enum Called {
    /// It was read.
    Here(ModuleId),
    /// What was fetched for the call is not what it asks for any more.
    Outdated,
    /// It was not fetched.
    Absent,
}

impl Evaluator {
    /// The module that a call names.
    fn called_module(&self, instance: &Arc<Instance>, call: u32, context: &Context) -> Called {
        let module = self.module(instance);
        if let Some(&id) = module.calls.get(&call) {
            return Called::Here(id);
        }
        if let Some(directory) = self.computed_directory(instance, call, context)
            && let Some(&id) = self.workspace.by_directory.get(&directory)
        {
            return Called::Here(id);
        }
        let declaration = module.declaration(call);
        let key = dotted(&instance.calls, &declaration.name);
        let Some((id, entry)) = self.root.fetched.get(key.as_str()) else {
            return Called::Absent;
        };
        let source = self.source(instance, call, context);
        let version = self
            .attribute(declaration, "version")
            .map(|expr| self.evaluate(instance, &Frame::default(), expr, context));
        let version = version.as_ref().and_then(Value::as_str);
        if entry.serves(source.as_deref(), version) {
            Called::Here(*id)
        } else {
            Called::Outdated
        }
    }

    /// Whether Terraform has fetched something else for a call than it asks for now.
    pub(super) fn is_outdated(
        &self,
        instance: &Arc<Instance>,
        call: u32,
        context: &Context,
    ) -> bool {
        matches!(
            self.called_module(instance, call, context),
            Called::Outdated
        )
    }

    /// What a module call comes to.
    pub(super) fn call(&self, instance: &Arc<Instance>, call: u32, context: &Context) -> Arc<Call> {
        let key = (instance.id, call);
        if let Some(known) = self.module_calls.borrow().get(&key) {
            return Arc::clone(known);
        }
        let made = Arc::new(self.make_call(instance, call, context));
        // A circle through `count` has been cut while this was made; what came first stays.
        Arc::clone(self.module_calls.borrow_mut().entry(key).or_insert(made))
    }

    fn make_call(&self, instance: &Arc<Instance>, call: u32, context: &Context) -> Call {
        let declaration = self.declaration(instance, call);
        let block_address = instance.within(["module", &declaration.name]);
        let Called::Here(module) = self.called_module(instance, call, context) else {
            return Call::Missing(Reason::Module(block_address));
        };
        if instance.ancestors().any(|above| above.module == module) {
            return Call::Missing(Reason::Cycle(block_address));
        }
        if instance.ancestors().count() > DEEPEST {
            return Call::Missing(Reason::Limit("modules within modules".into()));
        }
        let expansion = self.expansion(instance, call, context);
        let first = self.instances.get();
        if first.saturating_add(expansion.len()) > MOST {
            return Call::Missing(Reason::Limit("the number of module instances".into()));
        }
        self.instances.set(first + expansion.len());
        let calls: Arc<str> = dotted(&instance.calls, &declaration.name).into();
        let instances = (0..expansion.len())
            .map(|element| {
                Arc::new(Instance {
                    id: first + element,
                    module,
                    address: format!("{block_address}{}", expansion.suffix(element)).into(),
                    calls: Arc::clone(&calls),
                    caller: Some(Caller {
                        instance: Arc::clone(instance),
                        call,
                        frame: expansion.frame(element),
                    }),
                    unknown: instance.unknown || expansion.is_unknown(),
                })
            })
            .collect();
        Call::Instances(expansion, instances)
    }

    /// What `module.name` and the steps after it stand for.
    pub(super) fn resolve_module(
        &self,
        instance: &Arc<Instance>,
        steps: &[Access<'_>],
        context: &Context,
    ) -> Option<Resolved> {
        let Some(Access::Attribute(name)) = steps.first() else {
            return None;
        };
        let index = self.module(instance).call(name)?;
        let call = self.call(instance, index, context);
        let (expansion, instances) = match &*call {
            Call::Missing(reason) => {
                return Some(Resolved {
                    value: reason.clone().into(),
                    consumed: steps.len(),
                });
            }
            Call::Instances(expansion, instances) => (expansion, instances),
        };
        let chosen = match (&**expansion, steps.get(1)) {
            // To read an output of a module that is not enabled would be an error.
            (Expansion::Single, _) | (Expansion::UnknownEnabled(_), Some(Access::Attribute(_))) => {
                Some((0, 1))
            }
            (Expansion::Count(_) | Expansion::Each(_), Some(Access::Index(key))) => {
                expansion.find(key).map(|element| (element as usize, 2))
            }
            (Expansion::UnknownCount(_) | Expansion::UnknownEach(_), Some(Access::Index(_))) => {
                Some((0, 2))
            }
            _ => None,
        };
        let Some((element, consumed)) = chosen else {
            return Some(Resolved {
                value: self.all_instances(instance, index, expansion, instances, context),
                consumed: 1,
            });
        };
        let target = instances.get(element)?;
        let Some(Access::Attribute(output)) = steps.get(consumed) else {
            return Some(Resolved {
                value: self.outputs(target, context),
                consumed,
            });
        };
        let output = self.module(target).output(output)?;
        Some(Resolved {
            value: self.output(target, output, context),
            consumed: consumed + 1,
        })
    }

    /// All outputs of a module instance.
    fn outputs(&self, instance: &Arc<Instance>, context: &Context) -> Value {
        let outputs: Map = self
            .module(instance)
            .numbered()
            .filter(|(_, declaration)| declaration.kind == EntityKind::Output)
            .map(|(index, declaration)| {
                let value = self.output(instance, index, context);
                (declaration.name.clone(), value)
            })
            .collect();
        Value::object(outputs)
    }

    fn all_instances(
        &self,
        instance: &Instance,
        index: u32,
        expansion: &Expansion,
        instances: &[Arc<Instance>],
        context: &Context,
    ) -> Value {
        match expansion {
            Expansion::Each(entries) => Kind::Mapping(
                Mapping::Object,
                Arc::new(
                    entries
                        .iter()
                        .zip(instances)
                        .map(|((key, _), target)| (key.clone(), self.outputs(target, context)))
                        .collect(),
                ),
            )
            .into(),
            Expansion::Single | Expansion::Count(_) => Value::tuple(
                instances
                    .iter()
                    .map(|target| self.outputs(target, context))
                    .collect(),
            ),
            Expansion::Disabled => Value::null(),
            Expansion::UnknownCount(why)
            | Expansion::UnknownEach(why)
            | Expansion::UnknownEnabled(why) => {
                let name = &self.declaration(instance, index).name;
                let address = instance.within(["module", name]);
                let some = !matches!(expansion, Expansion::UnknownEnabled(_));
                unknown_instances(address, why, some)
            }
        }
    }
}

/// All instances of a block whose number is not known. `not_null`: the value is a list or map of them all the same.
pub(super) fn unknown_instances(address: Arc<str>, why: &Value, not_null: bool) -> Value {
    let mut unknown = Unknown::because(Reason::Instances(address));
    if let Kind::Unknown(from) = &why.kind {
        unknown.absorb(from);
        unknown.references.clear();
    }
    unknown.not_null = not_null;
    unknown.into()
}

fn dotted(calls: &str, name: &str) -> String {
    if calls.is_empty() {
        name.to_owned()
    } else {
        format!("{calls}.{name}")
    }
}
