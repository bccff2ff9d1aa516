//! What is not known, why, and what is known of it all the same.

use std::fmt;
use std::sync::Arc;

use super::{Path, Value};

/// Why a value is not known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The input variable of a root module has no default and nobody gave it a value: `var.name`.
    Variable(Arc<str>),
    /// Which workspace of Terraform is meant.
    Workspace,
    /// The provider decides when the change is applied: the address and attribute, such as `aws_kms_key.k.arn`.
    AfterApply(Arc<str>),
    /// A data source is read during plan or apply: its address.
    Data(Arc<str>),
    /// A module whose source is not at hand: the address of the call.
    Module(Arc<str>),
    /// A function that has no fixed result, or that is not evaluated here: its name.
    Function(Arc<str>),
    /// The number of instances is not known: the address of the block with `count` or `for_each`.
    Instances(Arc<str>),
    /// Evaluating would be an error in Terraform too: the message.
    Error(Arc<str>),
    /// A bound on time, depth or size was reached: which.
    Limit(Arc<str>),
    /// The expression or block could not be read.
    Syntax,
    /// The value refers to itself: the name.
    Cycle(Arc<str>),
    /// Something this version does not evaluate: what.
    Unsupported(Arc<str>),
    /// It names something outside this configuration: the address and path of the name.
    Elsewhere(Arc<str>),
    /// A rule says that it cannot tell, and why.
    Rule(Arc<str>),
    /// It depends on the version of a provider, which is not known: the provider.
    Provider(Arc<str>),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Variable(name) => write!(f, "needs var.{name}"),
            Self::Workspace => f.write_str("needs terraform.workspace, which --workspace gives"),
            Self::AfterApply(what) => write!(f, "{what} is known after apply"),
            Self::Data(address) => write!(f, "{address} is read by Terraform"),
            Self::Module(address) => write!(f, "the source of {address} is not here"),
            Self::Function(name) => write!(f, "{name}() has no result before apply"),
            Self::Instances(address) => write!(f, "the instances of {address} are not known"),
            Self::Error(message) => write!(f, "evaluation fails: {message}"),
            Self::Limit(which) => write!(f, "too much to evaluate: {which}"),
            Self::Syntax => f.write_str("the expression could not be read"),
            Self::Cycle(name) => write!(f, "{name} refers to itself"),
            Self::Unsupported(what) => write!(f, "{what} is not evaluated"),
            Self::Rule(why) => f.write_str(why),
            Self::Elsewhere(path) => write!(f, "what {path} names is not in this configuration"),
            Self::Provider(name) => {
                write!(f, "depends on the version of provider {name}")
            }
        }
    }
}

/// How many reasons are spelt out where several come together.
const TOLD: usize = 3;

/// Reasons as one phrase: the first few, and how many more there are.
pub fn phrase_of(reasons: &[Reason]) -> String {
    let mut told: Vec<_> = reasons.iter().take(TOLD).map(Reason::to_string).collect();
    match reasons.len().saturating_sub(TOLD) {
        0 => {}
        1 => told.push("and one more".to_owned()),
        more => told.push(format!("and {more} more")),
    }
    told.join("; ")
}

/// A reference that an unknown value was made from: companion rules follow it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference {
    /// The address of a resource or data source, with module path, and with its instance key where it is known.
    pub address: Arc<str>,
    /// What is taken from it, such as `arn`; empty for the whole resource.
    pub path: Path,
}

/// How many reasons and references an unknown value keeps.
const KEPT: usize = 16;

/// A value that is not known.
#[derive(Clone, Debug, Default)]
pub struct Unknown {
    /// Why; sorted, without repetition, at least one.
    pub reasons: Vec<Reason>,
    /// What it refers to; sorted, without repetition.
    pub references: Vec<Reference>,
    /// Whether it is known not to be null.
    pub not_null: bool,
    /// For a string: how it is known to begin.
    pub prefix: Option<Arc<str>>,
    /// Whether it is exactly what its reference names (`aws_kms_key.k.arn`), not something made from it. With several
    /// references each names this very value: it was handed on through other resources.
    pub exact: bool,
    /// For the result of an encoding function such as `jsonencode`: what was encoded, known parts and all.
    pub content: Option<Box<Value>>,
}

impl Unknown {
    /// Unknown for one reason.
    pub fn because(reason: Reason) -> Self {
        Self {
            reasons: vec![reason],
            ..Self::default()
        }
    }

    /// Takes over the reasons and references of another unknown value that this one was made from.
    pub fn absorb(&mut self, other: &Self) {
        merge(&mut self.reasons, &other.reasons);
        merge(&mut self.references, &other.references);
        self.exact = false;
    }
}

/// Merges sorted lists, keeping the first [`KEPT`].
fn merge<T: Ord + Clone>(into: &mut Vec<T>, from: &[T]) {
    for entry in from {
        if let Err(at) = into.binary_search(entry) {
            into.insert(at, entry.clone());
        }
    }
    into.truncate(KEPT);
}
