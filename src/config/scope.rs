//! What names mean in configuration.

use std::sync::Arc;

use crate::eval::{Access, Context, Resolved, Scope};
use crate::model::EntityKind;
use crate::value::{Marks, Reason, Unknown, Value};

use super::evaluator::{Evaluator, Frame, Instance};
use super::paths::{relative, shown};

/// The names of a module instance, at one place in it.
pub(super) struct Names<'e> {
    pub(super) evaluator: &'e Evaluator,
    pub(super) instance: &'e Arc<Instance>,
    pub(super) frame: &'e Frame,
}

impl Scope for Names<'_> {
    fn resolve(&self, name: &str, steps: &[Access<'_>], context: &Context) -> Option<Resolved> {
        if let Some(bound) = self.frame.bound(name) {
            return Some(Resolved {
                value: bound.value.clone(),
                consumed: 0,
            });
        }
        if let Some(iterator) = self.frame.iterator(name) {
            return match steps.first() {
                Some(Access::Attribute("key")) => one(iterator.key.clone()),
                Some(Access::Attribute("value")) => one(iterator.value.clone()),
                _ => None,
            };
        }
        let first = match steps.first() {
            Some(Access::Attribute(first)) => *first,
            _ => return None,
        };
        let evaluator = self.evaluator;
        let module = evaluator.module(self.instance);
        match name {
            "var" => {
                let Some(index) = module.variable(first) else {
                    return undeclared(name, steps);
                };
                one(evaluator.variable(self.instance, index, context))
            }
            "local" => {
                let Some(index) = module.local(first) else {
                    return undeclared(name, steps);
                };
                one(evaluator.local(self.instance, index, context))
            }
            "module" if module.call(first).is_none() => undeclared(name, steps),
            "module" => evaluator.resolve_module(self.instance, steps, context),
            "data" if !self.declares(EntityKind::Data, steps) => undeclared(name, steps),
            "data" => self.qualified(EntityKind::Data, first, &steps[1..], context),
            "ephemeral" => self.qualified(EntityKind::Ephemeral, first, &steps[1..], context),
            "resource" => self.qualified(EntityKind::Resource, first, &steps[1..], context),
            "count" if first == "index" => one(self.frame.index.clone()?),
            "each" => {
                let (key, value) = self.frame.each.as_ref()?;
                match first {
                    "key" => one(key.clone()),
                    "value" => one(value.clone()),
                    _ => None,
                }
            }
            "path" => self.path(first),
            "terraform" | "tofu" if first == "workspace" => one(evaluator
                .workspace
                .selected(&evaluator.root)
                .map_or_else(|| not_null(Reason::Workspace), Value::from)),
            "self" => one(Reason::Unsupported("self".into()).into()),
            _ if module.resource(EntityKind::Resource, name, first).is_none()
                && name.contains('_') =>
            {
                undeclared(name, steps)
            }
            _ => evaluator.resolve_resource(
                self.instance,
                EntityKind::Resource,
                name,
                steps,
                context,
            ),
        }
    }

    fn reach(&self, name: &str) -> usize {
        match name {
            "var" | "local" | "each" | "count" | "path" => 1,
            _ => usize::MAX,
        }
    }

    fn call(&self, name: &str, args: &[Value], context: &Context) -> Option<Result<Value, String>> {
        self.evaluator.call_function(self, name, args, context)
    }
}

impl Names<'_> {
    /// `data.type.name`, and the like.
    fn qualified(
        &self,
        kind: EntityKind,
        type_name: &str,
        steps: &[Access<'_>],
        context: &Context,
    ) -> Option<Resolved> {
        let resolved =
            self.evaluator
                .resolve_resource(self.instance, kind, type_name, steps, context)?;
        let marks = Marks {
            ephemeral: kind == EntityKind::Ephemeral,
            ..Marks::default()
        };
        Some(Resolved {
            value: resolved.value.marked(marks),
            consumed: resolved.consumed + 1,
        })
    }

    /// Whether the module declares what `data.type.name` names.
    fn declares(&self, kind: EntityKind, steps: &[Access<'_>]) -> bool {
        match steps {
            [Access::Attribute(type_name), Access::Attribute(name), ..] => {
                let module = self.evaluator.module(self.instance);
                module.resource(kind, type_name, name).is_some()
            }
            _ => false,
        }
    }

    fn path(&self, which: &str) -> Option<Resolved> {
        let evaluator = self.evaluator;
        match which {
            "module" => {
                let directory = &evaluator.module(self.instance).directory;
                let path = relative(directory, &evaluator.root.directory);
                one(Value::from(shown(&path)))
            }
            "root" => one(Value::from(".")),
            "cwd" => one(not_null(Reason::Unsupported("path.cwd".into()))),
            _ => None,
        }
    }
}

/// What nothing declares. The evaluator would say less of it.
#[expect(
    clippy::unnecessary_wraps,
    reason = "it is the answer to `resolve`, which may be none"
)]
fn undeclared(name: &str, steps: &[Access<'_>]) -> Option<Resolved> {
    let taken = if name == "data" { 2 } else { 1 };
    let mut text = name.to_owned();
    for step in steps.iter().take(taken) {
        if let Access::Attribute(step) = step {
            text.push('.');
            text.push_str(step);
        }
    }
    let value = Reason::Error(format!("{text} is not declared").into()).into();
    Some(Resolved {
        value,
        consumed: steps.len(),
    })
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "it is the answer to `resolve`, which may be none"
)]
fn one(value: Value) -> Option<Resolved> {
    Some(Resolved { value, consumed: 1 })
}

fn not_null(reason: Reason) -> Value {
    Unknown {
        not_null: true,
        ..Unknown::because(reason)
    }
    .into()
}
