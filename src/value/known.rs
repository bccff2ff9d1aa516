//! What is unknown or marked anywhere in a value.

use super::{Kind, Marks, Unknown, Value};

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

    /// Whether it, or anything within it, is unknown.
    pub fn has_unknown(&self) -> bool {
        self.is_unknown() || self.parts().any(Self::has_unknown)
    }

    /// Its own marks and those of everything within it.
    pub fn deep_marks(&self) -> Marks {
        self.parts()
            .fold(self.marks, |marks, part| marks.union(part.deep_marks()))
    }
}

impl Unknown {
    /// Takes over the reasons and references of everything unknown in `value`.
    pub fn absorb_value(&mut self, value: &Value) {
        match value.as_unknown() {
            Some(unknown) => self.absorb(unknown),
            None => value.parts().for_each(|part| self.absorb_value(part)),
        }
    }
}
