//! Files that were read.

use std::sync::{Arc, OnceLock};

use super::{LineIndex, Position, Span, TextRange};

/// Names one file of a [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

impl FileId {
    /// The place of the file in its [`Sources`].
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// One file: its path as shown to the user (relative, with `/`) and its text.
///
/// Bytes that are no UTF-8 are replaced one for one, so that offsets stay those of the file; where they stood is kept,
/// since Terraform accepts them in comments and nowhere else.
#[derive(Debug)]
pub struct Source {
    id: FileId,
    path: Arc<str>,
    text: String,
    invalid: Vec<u32>,
    hidden: Vec<TextRange>,
    lines: OnceLock<LineIndex>,
}

/// Stands for a byte that is not part of valid UTF-8.
pub const REPLACED_BYTE: char = '\u{1a}';

impl Source {
    /// The name of the file.
    pub const fn id(&self) -> FileId {
        self.id
    }

    /// The path as shown to the user.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The text, a byte order mark included.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The offsets of bytes that were not UTF-8, in order.
    pub fn invalid_bytes(&self) -> &[u32] {
        &self.invalid
    }

    /// What of the text is a secret: it is not to be shown, whatever is marked around it.
    pub fn hidden(&self) -> &[TextRange] {
        &self.hidden
    }

    /// The text of a range; empty when the range is not of this file.
    pub fn slice(&self, range: TextRange) -> &str {
        self.text.get(range.as_usize()).unwrap_or("")
    }

    /// A checked span. What lies outside the text or inside a character is moved to the nearest boundary before it.
    pub fn span(&self, range: TextRange) -> Span {
        let start = floor_boundary(&self.text, range.start());
        let end = floor_boundary(&self.text, range.end());
        Span::new(self.id, TextRange::new(start, end))
    }

    /// Where the lines begin; found once, when first asked for.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// The line and column of a byte.
    pub fn position(&self, offset: u32) -> Position {
        self.lines()
            .position(&self.text, floor_boundary(&self.text, offset))
    }
}

fn floor_boundary(text: &str, offset: u32) -> u32 {
    let mut at = (offset as usize).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// All files of a run.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// Adds a file. Files over 4 GiB do not fit 32-bit spans; the caller refuses them before.
    pub fn add(&mut self, path: impl Into<Arc<str>>, bytes: Vec<u8>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        let (text, invalid) = decode(bytes);
        self.files.push(Source {
            id,
            path: path.into(),
            text,
            invalid,
            hidden: Vec::new(),
            lines: OnceLock::new(),
        });
        id
    }

    /// Takes note that the text of a span is a secret.
    pub fn hide(&mut self, span: Span) {
        if let Some(source) = self.files.get_mut(span.file().index()) {
            source.hidden.push(span.range());
        }
    }

    /// The file of that name.
    ///
    /// # Panics
    /// When the id is of another [`Sources`].
    pub fn get(&self, id: FileId) -> &Source {
        &self.files[id.index()]
    }

    /// All files, in the order they were added.
    pub fn all(&self) -> &[Source] {
        &self.files
    }

    /// The text of a span.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.file()).slice(span.range())
    }
}

/// Text with each invalid byte replaced by [`REPLACED_BYTE`], and the offsets of those bytes.
fn decode(bytes: Vec<u8>) -> (String, Vec<u32>) {
    match String::from_utf8(bytes) {
        Ok(text) => (text, Vec::new()),
        Err(error) => {
            let mut invalid = Vec::new();
            let mut text = String::with_capacity(error.as_bytes().len());
            for chunk in error.as_bytes().utf8_chunks() {
                text.push_str(chunk.valid());
                for _ in chunk.invalid() {
                    invalid.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
                    text.push(REPLACED_BYTE);
                }
            }
            (text, invalid)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invalid_bytes_keep_their_offsets() {
        let mut sources = Sources::default();
        let id = sources.add("a.tf", b"# \xff\na = 1\n".to_vec());
        let source = sources.get(id);
        assert_eq!(source.invalid_bytes(), [2]);
        assert_eq!(source.text().find('a'), Some(4));
    }

    #[test]
    fn spans_are_moved_to_boundaries() {
        let mut sources = Sources::default();
        let id = sources.add("a.tf", "ä".as_bytes().to_vec());
        let span = sources.get(id).span(TextRange::new(1, 9));
        assert_eq!(span.range(), TextRange::new(0, 2));
    }
}
