//! Values as Terraform has them, and what is not known of them.

mod convert;
mod equal;
mod hcl;
mod json;
mod known;
mod map;
mod names;
mod number;
mod path;
mod unknown;

pub use equal::Strictness;
pub use hcl::to_hcl;
pub use json::{from_json, to_json};
pub use map::{Iter, Map};
pub use names::Names;
pub use number::{Float, Number};
pub use path::{Path, PathStep};
pub use unknown::{Reason, Reference, Unknown, phrase_of};

use std::num::NonZeroU32;
use std::sync::Arc;

/// Which of Terraform's ordered collections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are Terraform's")]
pub enum Sequence {
    Tuple,
    List,
    Set,
}

/// Which of Terraform's keyed collections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are Terraform's")]
pub enum Mapping {
    Object,
    Map,
}

/// What a value is.
#[derive(Clone, Debug)]
pub enum Kind {
    /// Null; also an attribute that is absent.
    Null,
    /// True or false.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    String(Arc<str>),
    /// A tuple, list or set.
    Sequence(Sequence, Arc<Vec<Value>>),
    /// An object or map.
    Mapping(Mapping, Arc<Map>),
    /// Not known. Never to be taken for false or null.
    Unknown(Arc<Unknown>),
}

/// What must not be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Marked sensitive by Terraform, a variable, or the provider's schema: never printed.
    pub sensitive: bool,
    /// Ephemeral: never stored.
    pub ephemeral: bool,
}

impl Marks {
    /// Whether the value is not to be shown: what is ephemeral is mostly a secret too.
    pub const fn is_hidden(self) -> bool {
        self.sensitive || self.ephemeral
    }

    /// The marks of a value made from two.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self {
            sensitive: self.sensitive || other.sensitive,
            ephemeral: self.ephemeral || other.ephemeral,
        }
    }
}

/// Where in the model a value was read, while a rule is judged; see `eval::Origins`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OriginId(pub NonZeroU32);

/// A value: what it is, its marks, and, while a rule is judged, where it was read.
#[derive(Clone, Debug)]
pub struct Value {
    /// What it is.
    pub kind: Kind,
    /// What must not be shown of it.
    pub marks: Marks,
    /// Where it was read, while a rule is judged; `None` for what was computed, and outside rules.
    pub origin: Option<OriginId>,
    /// How deep the values within it nest.
    depth: u16,
    /// How many values it is made of. What is shared counts each time, since it is walked each time.
    size: u32,
    /// The marks of everything within it, all together.
    marks_within: Marks,
    /// Whether anything within it is unknown, though it is not unknown itself.
    unknown_within: bool,
}

/// How deep values may nest. Values are walked by recursion, so depth costs native stack.
const MAX_DEPTH: u16 = 500;

/// How many values one may be made of. Sharing makes it cheap to build what takes for ever to walk.
const MAX_SIZE: u32 = 1 << 24;

impl From<Kind> for Value {
    /// A value; an unknown one when it would nest too deeply or be too large.
    fn from(kind: Kind) -> Self {
        let whole = Self {
            kind: Kind::Null,
            marks: Marks::default(),
            origin: None,
            depth: 0,
            size: 1,
            marks_within: Marks::default(),
            unknown_within: false,
        };
        let whole = match &kind {
            Kind::Sequence(_, elements) => elements.iter().fold(whole, Self::around),
            Kind::Mapping(_, entries) => entries.values().fold(whole, Self::around),
            Kind::Unknown(unknown) => {
                let around = unknown
                    .content
                    .as_deref()
                    .into_iter()
                    .fold(whole, Self::around);
                // What is known of an unknown value tells no more of it than the value itself does.
                Self {
                    marks_within: Marks::default(),
                    unknown_within: false,
                    ..around
                }
            }
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => whole,
        };
        if whole.depth > MAX_DEPTH {
            return Reason::Limit("the depth of a value".into()).into();
        }
        if whole.size > MAX_SIZE {
            return Reason::Limit("the size of a value".into()).into();
        }
        Self { kind, ..whole }
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Kind::Bool(value).into()
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Kind::Number(Number::Int(value)).into()
    }
}

impl From<Number> for Value {
    fn from(number: Number) -> Self {
        Kind::Number(number).into()
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Kind::String(value.into()).into()
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Kind::String(value.into()).into()
    }
}

impl From<Arc<str>> for Value {
    fn from(value: Arc<str>) -> Self {
        Kind::String(value).into()
    }
}

impl From<Unknown> for Value {
    fn from(unknown: Unknown) -> Self {
        Kind::Unknown(Arc::new(unknown)).into()
    }
}

impl From<Reason> for Value {
    fn from(reason: Reason) -> Self {
        Unknown::because(reason).into()
    }
}

impl Value {
    /// What is known of a value with one more part in it.
    fn around(self, part: &Self) -> Self {
        Self {
            depth: self.depth.max(part.depth.saturating_add(1)),
            size: self.size.saturating_add(part.size),
            marks_within: self.marks_within.union(part.deep_marks()),
            unknown_within: self.unknown_within || part.has_unknown(),
            ..self
        }
    }

    /// Whether it, or anything within it, is unknown.
    pub const fn has_unknown(&self) -> bool {
        self.unknown_within || matches!(self.kind, Kind::Unknown(_))
    }

    /// Its own marks and those of everything within it.
    pub const fn deep_marks(&self) -> Marks {
        self.marks.union(self.marks_within)
    }

    /// Null.
    pub fn null() -> Self {
        Kind::Null.into()
    }

    /// A tuple.
    pub fn tuple(elements: Vec<Self>) -> Self {
        Kind::Sequence(Sequence::Tuple, Arc::new(elements)).into()
    }

    /// A list.
    pub fn list(elements: Vec<Self>) -> Self {
        Kind::Sequence(Sequence::List, Arc::new(elements)).into()
    }

    /// An object.
    pub fn object(entries: Map) -> Self {
        Kind::Mapping(Mapping::Object, Arc::new(entries)).into()
    }

    /// Whether it is null, which an unknown value is not known to be.
    pub fn is_null(&self) -> bool {
        matches!(self.kind, Kind::Null)
    }

    /// What is not known of it, if it is unknown as a whole.
    pub fn as_unknown(&self) -> Option<&Arc<Unknown>> {
        match &self.kind {
            Kind::Unknown(unknown) => Some(unknown),
            _ => None,
        }
    }

    /// The text, if it is a known string.
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Kind::String(text) => Some(text),
            _ => None,
        }
    }

    /// The truth, if it is a known bool.
    pub fn as_bool(&self) -> Option<bool> {
        match self.kind {
            Kind::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The elements, if it is a known tuple, list or set.
    pub fn as_sequence(&self) -> Option<&[Self]> {
        match &self.kind {
            Kind::Sequence(_, elements) => Some(elements),
            _ => None,
        }
    }

    /// The entries, if it is a known object or map.
    pub fn as_mapping(&self) -> Option<&Map> {
        match &self.kind {
            Kind::Mapping(_, entries) => Some(entries),
            _ => None,
        }
    }

    /// Changes what it is in place. Whoever changes `kind` does so by way of this, so that what is known of the parts
    /// stays true.
    pub fn change(&mut self, change: impl FnOnce(&mut Kind)) {
        let mut kind = std::mem::replace(&mut self.kind, Kind::Null);
        change(&mut kind);
        *self = Self::from(kind).marked(self.marks).at(self.origin);
    }

    /// The same value with more marks.
    #[must_use]
    pub fn marked(mut self, marks: Marks) -> Self {
        self.marks = self.marks.union(marks);
        self
    }

    /// The same value, read there.
    #[must_use]
    pub fn at(mut self, origin: Option<OriginId>) -> Self {
        self.origin = origin;
        self
    }
}
