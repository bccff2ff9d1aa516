//! Source text: files, byte spans, and the one place where bytes become lines and columns.

mod lines;
mod source;
mod span;

pub use lines::{LineIndex, Position};
pub use source::{FileId, REPLACED_BYTE, Source, Sources};
pub use span::{Place, Span, TextRange};
