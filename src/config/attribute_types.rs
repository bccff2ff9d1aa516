//! What the types of attributes make of configured values, as a reference to them has it.
//!
//! Only the schema of the provider tells an attribute's type. The names of attributes nearly tell it: those that are a
//! number or a bool in nearly every type that has them, or a set in most, are listed by name, and where a number or bool
//! is something else, by type and name; made from the schemas of aws, azurerm and google (`tests/attribute_types.rs`).
//! What is not listed keeps what is written.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::eval::{Type, convert};
use crate::value::{Kind, Mapping, Value};

use super::json_maps::{is_known, is_map};

/// The kinds of attributes that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named {
    Number,
    Bool,
    Set,
    Blocks,
    /// Something else in that type.
    Except,
}

/// The names by their kind, which each line begins with.
static NAMES: LazyLock<FxHashMap<&'static str, Named>> = LazyLock::new(|| {
    let mut names = FxHashMap::default();
    for line in include_str!("attribute_types.txt").lines() {
        let mut words = line.split(' ');
        let kind = match words.next() {
            Some("number") => Named::Number,
            Some("bool") => Named::Bool,
            Some("set") => Named::Set,
            Some("blocks") => Named::Blocks,
            Some("except") => Named::Except,
            _ => continue,
        };
        names.extend(words.map(|name| (name, kind)));
    }
    names
});

/// A configured value of a resource of that type as the attribute's type has it, where its name tells. `block` is the
/// type of the block that it is in, if it is in one.
pub(super) fn as_attribute(
    type_name: &str,
    block: Option<&str>,
    name: &str,
    value: Value,
) -> Value {
    if !is_known(type_name) {
        return value;
    }
    let to = match &value.kind {
        // It may be written as text.
        Kind::String(_) => match NAMES.get(name) {
            Some(Named::Number) if !is_exception(type_name, block, name) => Type::Number,
            Some(Named::Bool) if !is_exception(type_name, block, name) => Type::Bool,
            _ => return value,
        },
        Kind::Sequence(..) if NAMES.get(name) == Some(&Named::Set) => {
            Type::Set(Box::new(Type::String))
        }
        Kind::Mapping(Mapping::Object, entries) if is_map(name) => {
            let text = |value: &Value| value.to_text().map_or_else(|| value.clone(), Value::from);
            let entries = entries.mapped(|_, entry| text(entry).marked(entry.marks));
            return Value::object(entries).marked(value.marks);
        }
        _ => return value,
    };
    convert(&value, &to).unwrap_or(value)
}

fn is_exception(type_name: &str, block: Option<&str>, name: &str) -> bool {
    let place = match block {
        Some(block) => format!("{type_name}.{block}.{name}"),
        None => format!("{type_name}.{name}"),
    };
    NAMES.get(&*place) == Some(&Named::Except)
}

/// Whether the blocks of that name in a resource of that type are a set, which has an order of its own.
pub(super) fn is_set_of_blocks(type_name: &str, name: &str) -> bool {
    is_known(type_name) && NAMES.get(name) == Some(&Named::Blocks)
}
