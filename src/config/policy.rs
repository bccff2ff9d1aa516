//! Data sources whose result follows from the configuration alone.

use crate::eval::Context;
use crate::model::{EntityKind, PolicyDocument};
use crate::value::{Reason, Unknown, Value};

use super::evaluator::{Evaluator, Frame};
use super::resources::Element;

impl Evaluator {
    /// The value of a computed attribute, if it follows from what is configured.
    pub(super) fn computed(
        &self,
        at: Element<'_>,
        frame: &Frame,
        name: &str,
        context: &Context,
    ) -> Option<Value> {
        let declaration = self.declaration(at.instance, at.index);
        let json = declaration.kind == EntityKind::Data
            && &*declaration.type_name == "aws_iam_policy_document"
            && matches!(name, "json" | "minified_json")
            && !declaration.broken;
        if !json {
            return None;
        }
        let key = at.key();
        if !self.computing.borrow_mut().insert(key) {
            let address = self.block_address(at.instance, at.index);
            return Some(Reason::Cycle(address).into());
        }
        let made = PolicyDocument::new(&self.configured(at, frame, None, context));
        self.computing.borrow_mut().remove(&key);
        let marks = made.document.deep_marks();
        let text = match name {
            "json" => made.to_json(),
            _ => made.to_minified_json(),
        };
        let value = if let Some(text) = text {
            Value::from(text)
        } else {
            let mut unknown = Unknown {
                not_null: true,
                prefix: Some("{".into()),
                ..Unknown::default()
            };
            unknown.absorb_value(&made.document);
            if unknown.reasons.is_empty() {
                let address = self.block_address(at.instance, at.index);
                unknown.reasons.push(Reason::Data(address));
            }
            unknown.content = Some(Box::new(made.document));
            unknown.into()
        };
        Some(value.marked(marks))
    }
}
