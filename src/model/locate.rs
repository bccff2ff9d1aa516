//! From an entity and a path to a place.

use std::fmt::Debug;

use crate::text::{Edit, Place, Span};
use crate::value::Path;

use super::Entity;

/// Which part of the path was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocatedPart {
    /// The value itself.
    Value,
    /// A value that holds the part, or that it was computed from.
    Container,
    /// The header of a block, since what the path names is absent.
    Header,
    /// Nothing: there is no source.
    Nowhere,
}

/// Where a path is, and how its value came there.
#[derive(Clone, Debug)]
pub struct Located {
    /// The deepest part that exists; `None` without source.
    pub span: Option<Span>,
    /// What `span` is.
    pub part: LocatedPart,
    /// The header of the entity's block.
    pub header: Option<Span>,
    /// The chain the value came through, from the attribute (not included) to where it was written.
    pub chain: Vec<Place>,
    /// The module calls around the entity, innermost first: the header of each `module` block.
    pub calls: Vec<Place>,
    /// For a plan: the JSON pointer to the value.
    pub pointer: Option<String>,
}

/// Where an edit that sets an attribute goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditSite {
    /// Replace this value.
    Replace(Span),
    /// Insert lines, each of which begins with a line break.
    Insert {
        /// Where: an empty span at the end of a line's text, or all that is between two braces.
        at: Span,
        /// What comes before the lines.
        before: String,
        /// What comes after them.
        after: String,
        /// The indentation of the block's content.
        indent: String,
        /// Blocks that have to be created around the attribute, outermost first.
        blocks: Vec<String>,
        /// The attribute's name.
        name: String,
    },
}

/// Finds places for a model. Computed on demand, for findings only.
pub trait Locate: Debug + Send + Sync {
    /// Where `path` of the entity is.
    fn locate(&self, entity: &Entity, path: &Path) -> Located;

    /// The same without the chain, where that is not asked for.
    fn locate_place(&self, entity: &Entity, path: &Path) -> Located {
        Located {
            chain: Vec::new(),
            ..self.locate(entity, path)
        }
    }

    /// Where an edit of `path` goes; `None` where the value is not written literally in the entity's own block.
    fn edit_site(&self, entity: &Entity, path: &Path) -> Option<EditSite>;

    /// The edits of one file with the line breaks that it has, and whatever else it takes to leave its columns of equals
    /// signs and comments in order.
    fn tidy(&self, edits: Vec<Edit>) -> Vec<Edit> {
        edits
    }
}
