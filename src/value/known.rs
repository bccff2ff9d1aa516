//! The parts of values, and what is unknown of them.

use super::{Kind, Unknown, Value};

impl Value {
    /// The values directly within a collection; none for anything else.
    pub fn parts(&self) -> impl Iterator<Item = &Self> {
        let (elements, entries) = match &self.kind {
            Kind::Sequence(_, elements) => (Some(elements.iter()), None),
            Kind::Mapping(_, entries) => (None, Some(entries.values())),
            _ => (None, None),
        };
        elements
            .into_iter()
            .flatten()
            .chain(entries.into_iter().flatten())
    }
}

impl Unknown {
    /// Takes over the reasons and references of everything unknown in `value`.
    pub fn absorb_value(&mut self, value: &Value) {
        match value.as_unknown() {
            Some(unknown) => self.absorb(unknown),
            None if value.has_unknown() => value.parts().for_each(|part| self.absorb_value(part)),
            None => {}
        }
    }
}
