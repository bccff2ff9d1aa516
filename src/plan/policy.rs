//! The policy that `data.aws_iam_policy_document` will make, from what a plan knows of its arguments.

use crate::model::{EntityKind, PolicyDocument};
use crate::value::Value;

use super::values::prune;

/// Whether these data sources make policies, which what refers to them holds.
pub(super) fn is_document(kind: EntityKind, type_name: &str) -> bool {
    kind == EntityKind::Data && type_name == "aws_iam_policy_document"
}

/// The document in the shape of an IAM policy in JSON; `values` may still hold what is absent.
pub(super) fn document(values: &Value) -> Option<Value> {
    let mut values = values.clone();
    prune(&mut values);
    Some(PolicyDocument::new(values.as_mapping()?).document)
}
