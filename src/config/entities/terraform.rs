//! The `terraform` blocks of a root module as one entity.

use std::sync::Arc;

use crate::model::{Entity, EntityKind, Need};
use crate::value::{Map, Value};

use super::super::body::{BodyRef, Code};
use super::super::evaluator::{Frame, Instance};
use super::super::locate::Site;
use super::Collector;

impl Collector<'_, '_> {
    /// The `terraform` blocks of the root, as one entity.
    pub(super) fn terraform(&mut self, root: &Arc<Instance>) {
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
