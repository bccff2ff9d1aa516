//! What cldlint sees of a configuration or plan: the evaluated model, for whoever asks why a verdict came out and for
//! authors of rules.

mod json;
mod part;
mod text;

use std::io::{self, Write};

use crate::model::{Entity, EntityKind, Model, Problem};
use crate::text::{Place, Sources};
use crate::value::{Path, PathStep};

pub use json::FORMAT_VERSION;

/// A model, and what of it is to be shown.
#[derive(Debug)]
pub struct View<'a> {
    /// The model.
    pub model: &'a Model,
    /// The files that its places are in.
    pub sources: &'a Sources,
    /// What could not be read or evaluated.
    pub problems: &'a [Problem],
    /// Which addresses are shown, with all that lies below them; all where there are none.
    pub addresses: &'a [String],
    /// Whether the places that a value came from are shown.
    pub origins: bool,
    /// Whether what is sensitive or ephemeral is shown.
    pub sensitive: bool,
}

/// How a view is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people; with colours if asked.
    Text {
        /// Whether to write colours.
        color: bool,
    },
    /// For machines.
    Json,
}

impl View<'_> {
    /// Writes what is to be shown.
    pub fn write(&self, format: Format, out: &mut dyn Write) -> io::Result<()> {
        match format {
            Format::Text { color } => text::write(self, color, out),
            Format::Json => json::write(self, out),
        }
    }

    /// The addresses that were asked for and that nothing has.
    pub fn missing(&self) -> Vec<&str> {
        let named = |wanted: &&String| {
            let mut entities = self.model.entities();
            entities.any(|(_, entity)| is_at(entity, wanted))
        };
        let wanted = self.addresses.iter();
        wanted
            .filter(|wanted| !named(wanted))
            .map(String::as_str)
            .collect()
    }

    /// The entities of a kind that are to be shown, in the order of the model.
    fn entities(&self, kind: EntityKind) -> impl Iterator<Item = &Entity> {
        self.model
            .entities()
            .map(|(_, entity)| entity)
            .filter(move |entity| entity.kind == kind && self.is_shown(entity))
    }

    fn is_shown(&self, entity: &Entity) -> bool {
        self.addresses.is_empty() || self.addresses.iter().any(|wanted| is_at(entity, wanted))
    }

    /// Where an attribute was written and where its value came from, nearest first.
    fn origin(&self, entity: &Entity, name: &str) -> Vec<Place> {
        let path = Path(vec![PathStep::Key(name.into())]);
        let located = self.model.locator().locate(entity, &path);
        let first = located.span.map(|span| Place {
            span,
            label: String::new(),
        });
        first.into_iter().chain(located.chain).collect()
    }
}

/// Whether an entity has an address, with or without its own instance key, or lies in the module of that address.
fn is_at(entity: &Entity, wanted: &str) -> bool {
    let rest = entity.address.strip_prefix(wanted);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}
