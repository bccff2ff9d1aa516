//! What names mean.

use crate::value::Value;

use super::Context;

/// A step of a traversal with its key evaluated.
#[derive(Clone, Debug)]
pub enum Access<'a> {
    /// `.name`.
    Attribute(&'a str),
    /// `[key]`, or the legacy `.0`.
    Index(Value),
}

/// What a name and the steps after it stand for.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// The value.
    pub value: Value,
    /// How many of the steps it already accounts for; the evaluator takes the others from the value.
    pub consumed: usize,
}

/// Gives names and functions their meaning.
pub trait Scope {
    /// The value of `name` followed by `steps` (up to the first splat). `None`: there is no such name, an error.
    fn resolve(&self, name: &str, steps: &[Access<'_>], context: &Context) -> Option<Resolved>;

    /// How many of the steps after `name` it looks at most at.
    fn reach(&self, name: &str) -> usize {
        let _ = name;
        usize::MAX
    }

    /// Calls a function that this scope adds to Terraform's own, or evaluates differently (`file` and its kin).
    /// `None`: the scope has no such function. An `Err` is the message of an error.
    fn call(&self, name: &str, args: &[Value], context: &Context) -> Option<Result<Value, String>> {
        let _ = (name, args, context);
        None
    }
}
