//! The evaluator of HCL expressions: three-valued, bounded, one for configuration and for rules.
//!
//! What names mean is said by a [`Scope`]. Evaluation never fails: what cannot be had is an unknown value with its
//! reason, and what would be an error in Terraform is noted in the [`Context`] besides.

mod context;
mod scope;

pub use context::{Context, EvalError, OriginPath, Origins};
pub use scope::{Access, Resolved, Scope};
