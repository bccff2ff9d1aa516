//! What a value may be, as far as that can be told without running a rule.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::rule::definition::Rule;
use crate::value::Value;

/// A part of an entity.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Part {
    pub(super) types: BTreeSet<Arc<str>>,
    pub(super) path: Vec<Arc<str>>,
}

/// What a value may be.
#[derive(Clone, Debug, Default)]
pub(super) struct Shape {
    pub(super) parts: BTreeSet<Part>,
    /// Texts it may be.
    pub(super) texts: BTreeSet<Arc<str>>,
    /// For an object that a rule makes, or a list of such: its fields.
    pub(super) fields: BTreeMap<Arc<str>, Shape>,
    /// Whether it is a list, so that its elements have the fields.
    pub(super) is_list: bool,
}

impl Shape {
    pub(super) fn of_types(types: impl IntoIterator<Item = Arc<str>>) -> Self {
        let types: BTreeSet<_> = types.into_iter().collect();
        let part = Part {
            types,
            path: Vec::new(),
        };
        Self {
            parts: BTreeSet::from([part]),
            ..Self::default()
        }
    }

    pub(super) fn add(&mut self, other: Self) {
        self.parts.extend(other.parts);
        self.texts.extend(other.texts);
        self.is_list |= other.is_list;
        for (name, shape) in other.fields {
            self.fields.entry(name).or_default().add(shape);
        }
    }

    /// What each element may be.
    pub(super) fn element(self) -> Self {
        if self.is_list || self.fields.is_empty() {
            return Self {
                is_list: false,
                ..self
            };
        }
        let mut element = Self {
            fields: BTreeMap::new(),
            ..self
        };
        for field in self.fields.into_values() {
            element.add(field);
        }
        element
    }

    pub(super) fn listed(self) -> Self {
        Self {
            is_list: true,
            ..self
        }
    }

    pub(super) fn of_value(value: &Value) -> Self {
        let mut shape = Self::default();
        if let Some(text) = value.as_str() {
            shape.texts.insert(text.into());
        }
        for element in value.as_sequence().into_iter().flatten() {
            shape.add(Self::of_value(element));
            shape.is_list = true;
        }
        for (key, value) in value.as_mapping().into_iter().flatten() {
            shape.fields.insert(key.clone(), Self::of_value(value));
        }
        shape
    }
}

/// What names mean in an expression.
#[derive(Clone, Default)]
pub(super) struct Names<'a> {
    pub(super) rule: Option<&'a Rule>,
    pub(super) bound: Vec<(Arc<str>, Shape)>,
    pub(super) each: Option<Shape>,
}
