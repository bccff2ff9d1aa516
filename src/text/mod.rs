//! Source text: files, byte spans, and the one place where bytes become lines and columns.

mod edit;
mod lines;
mod source;
mod span;

pub use edit::{Edit, edited};
pub use lines::{LineIndex, Position};
pub use source::{FileId, REPLACED_BYTE, Source, Sources};
pub use span::{Place, Span, TextRange};
