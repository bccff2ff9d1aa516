//! Conversions between strings, numbers and bools, and the names of types.

use std::sync::Arc;

use super::{Kind, Mapping, Number, Sequence, Value};

impl Value {
    /// The number, if it is a known one.
    pub fn as_number(&self) -> Option<&Number> {
        match &self.kind {
            Kind::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Whether it is unknown as a whole.
    pub fn is_unknown(&self) -> bool {
        matches!(self.kind, Kind::Unknown(_))
    }

    /// Text for a string, or for a number or bool as Terraform converts them. `None` for everything else.
    pub fn to_text(&self) -> Option<Arc<str>> {
        match &self.kind {
            Kind::String(text) => Some(text.clone()),
            Kind::Number(number) => Some(number.to_string().into()),
            Kind::Bool(true) => Some("true".into()),
            Kind::Bool(false) => Some("false".into()),
            _ => None,
        }
    }

    /// The number, or what a string converts to. `None` for everything else.
    pub fn to_number(&self) -> Option<Number> {
        match &self.kind {
            Kind::Number(number) => Some(number.clone()),
            Kind::String(text) => Number::parse(text),
            _ => None,
        }
    }

    /// The bool, or what a string converts to. `None` for everything else.
    pub fn to_bool(&self) -> Option<bool> {
        match &self.kind {
            Kind::Bool(value) => Some(*value),
            Kind::String(text) => match text.as_ref() {
                "true" | "1" => Some(true),
                "false" | "0" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// What the value is, as messages name it: `string`, `tuple`, `unknown`.
    pub fn type_name(&self) -> &'static str {
        match &self.kind {
            Kind::Null => "null",
            Kind::Bool(_) => "bool",
            Kind::Number(_) => "number",
            Kind::String(_) => "string",
            Kind::Sequence(Sequence::Tuple, _) => "tuple",
            Kind::Sequence(Sequence::List, _) => "list",
            Kind::Sequence(Sequence::Set, _) => "set",
            Kind::Mapping(Mapping::Object, _) => "object",
            Kind::Mapping(Mapping::Map, _) => "map",
            Kind::Unknown(_) => "unknown",
        }
    }
}
