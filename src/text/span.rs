//! Byte spans.

use super::FileId;

/// A range of bytes within one file, which the context names.
///
/// Ranges are made by the lexer from offsets it has just read, so within a [`Tree`](crate::syntax::Tree) every range
/// lies inside the text and on character boundaries; a property test holds it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextRange {
    start: u32,
    end: u32,
}

impl TextRange {
    /// A range from `start` up to, but without, `end`. A reversed range becomes empty at `start`.
    pub const fn new(start: u32, end: u32) -> Self {
        let end = if end < start { start } else { end };
        Self { start, end }
    }

    /// The first byte.
    pub const fn start(self) -> u32 {
        self.start
    }

    /// The byte after the last one.
    pub const fn end(self) -> u32 {
        self.end
    }

    /// The length in bytes.
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether the range holds no byte.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// Whether `other` lies within this range.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The bytes as indices of a string.
    pub const fn as_usize(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A range of bytes of a known file, in bounds and on character boundaries.
///
/// Only [`Source::span`](super::Source::span) makes one, and it checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    file: FileId,
    range: TextRange,
}

impl Span {
    pub(super) const fn new(file: FileId, range: TextRange) -> Self {
        Self { file, range }
    }

    /// The file.
    pub const fn file(self) -> FileId {
        self.file
    }

    /// The bytes.
    pub const fn range(self) -> TextRange {
        self.range
    }
}

/// A place in source, with what to say of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Where.
    pub span: Span,
    /// What to say: `passed in by module.disk`, `default of var.encrypt`, `set here`.
    pub label: String,
}
