//! Data sources whose result follows from the configuration alone.

use crate::eval::Context;
use crate::model::{EntityKind, PolicyDocument, google_policy};
use crate::value::{Map, Reason, Unknown, Value};

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
        if declaration.kind != EntityKind::Data || declaration.broken {
            return None;
        }
        let make = match (&*declaration.type_name, name) {
            ("aws_iam_policy_document", "json") => aws_json,
            ("aws_iam_policy_document", "minified_json") => aws_minified_json,
            ("google_iam_policy", "policy_data") => google_json,
            _ => return self.aws_place(at, frame, name, context),
        };
        let key = at.key();
        let address = self.block_address(at.instance, at.index);
        if !self.computing.borrow_mut().insert(key) {
            return Some(Reason::Cycle(address).into());
        }
        let arguments = self.configured(at, frame, None, context);
        self.computing.borrow_mut().remove(&key);
        let Made {
            document,
            text,
            exact,
        } = make(&arguments);
        let marks = document.deep_marks();
        if let Some(text) = text {
            return Some(Value::from(text).marked(marks));
        }
        let mut unknown = Unknown {
            not_null: true,
            prefix: Some("{".into()),
            ..Unknown::default()
        };
        if !exact {
            unknown.absorb_value(&document);
        }
        unknown.exact = exact;
        if unknown.reasons.is_empty() {
            unknown.reasons.push(Reason::Data(address));
        }
        unknown.content = Some(Box::new(document));
        Some(Value::from(unknown).marked(marks))
    }
}

/// What a data source makes of its arguments.
struct Made {
    document: Value,
    /// The text of the document, where it is known.
    text: Option<String>,
    /// Whether a text that is not known stands for what the data source gives, not for what it was made from: rules
    /// then find the data source by it.
    exact: bool,
}

fn aws_json(arguments: &Map) -> Made {
    let made = PolicyDocument::new(arguments);
    Made {
        text: made.to_json(),
        document: made.document,
        exact: false,
    }
}

fn aws_minified_json(arguments: &Map) -> Made {
    let made = PolicyDocument::new(arguments);
    Made {
        text: made.to_minified_json(),
        document: made.document,
        exact: false,
    }
}

/// The text depends on the version of the provider, so only the document is told.
fn google_json(arguments: &Map) -> Made {
    Made {
        document: google_policy(arguments),
        text: None,
        exact: true,
    }
}
