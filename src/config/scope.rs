//! What names mean in configuration.

use std::sync::Arc;

use crate::eval::{Access, Context, Resolved, Scope};
use crate::model::EntityKind;
use crate::value::{Reason, Unknown, Value};

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
                let index = module.variable(first)?;
                one(evaluator.variable(self.instance, index, context))
            }
            "local" => {
                let index = module.local(first)?;
                one(evaluator.local(self.instance, index, context))
            }
            "module" => evaluator.resolve_module(self.instance, steps, context),
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
            "terraform" | "tofu" if first == "workspace" => {
                one(not_null(Reason::Unsupported("terraform.workspace".into())))
            }
            "self" => one(Reason::Unsupported("self".into()).into()),
            _ => evaluator.resolve_resource(
                self.instance,
                EntityKind::Resource,
                name,
                steps,
                context,
            ),
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
        Some(Resolved {
            consumed: resolved.consumed + 1,
            ..resolved
        })
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
