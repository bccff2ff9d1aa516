//! The evaluator of HCL expressions: three-valued, bounded, one for configuration and for rules.
//!
//! What names mean is said by a [`Scope`]. Evaluation never fails: what cannot be had is an unknown value with its
//! reason, and what would be an error in Terraform is noted in the [`Context`] besides.
//!
//! While rules are judged, that is in a context that follows origins, it is more forgiving than Terraform: what is
//! absent reads as null, iterating over null is iterating over nothing, and values are compared without regard to
//! conversions that a provider's schema would make.

mod call;
mod context;
mod expression;
mod for_expr;
mod functions;
mod holes;
mod operator;
mod render;
mod scope;
mod template;
#[cfg(test)]
mod tests;
mod traversal;
mod types;
mod unify;

pub use context::{Context, EvalError, OriginPath, Origins};
pub use expression::{Code, evaluate};
pub use functions::call as call_function;
pub use functions::{decode_json, encode_file, encode_json, is_function, yaml_line};
pub use render::render;
pub use scope::{Access, Resolved, Scope};
pub use traversal::{elements, entries, step};
pub use types::{Attribute, Type, convert, parse_type, type_of};
