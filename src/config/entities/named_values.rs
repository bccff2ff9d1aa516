//! Variables, local values and outputs as entities.

use std::sync::Arc;

use crate::eval::Context;
use crate::model::{Entity, EntityKind};
use crate::value::{Map, Reason, Value};

use super::super::body::AttributeView;
use super::super::constant::constant;
use super::super::declare::Declaration;
use super::super::evaluator::{Frame, Instance};
use super::super::locate::Site;
use super::Collector;

impl Collector<'_, '_> {
    /// A variable or an output.
    pub(super) fn single(
        &mut self,
        instance: &Arc<Instance>,
        index: u32,
        declaration: &Declaration,
    ) {
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
    pub(super) fn locals(&mut self, instance: &Arc<Instance>) {
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
}
