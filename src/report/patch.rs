//! Changes of files as a patch.
//!
//! In a terminal nothing of it may be hostile; anywhere else it is exact, so that it can be applied. What may be secret
//! is masked in both, and a part of a patch with something masked in it does not apply.

use std::io::{self, Write};

use anstyle::Style;
use similar::{ChangeTag, TextDiff};

use crate::text::Source;

use super::clean::{clean, is_hostile};
use super::diff::Palette;
use super::excerpt::masked;

/// A file that changes.
#[derive(Clone, Debug)]
pub struct FileChange<'a> {
    /// The file as it is.
    pub old: &'a Source,
    /// The file as it is to be.
    pub new: &'a Source,
    /// What the changes are for, told before them.
    pub notes: Vec<String>,
}

/// How a patch is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatchLook {
    /// To be applied: as the files have it.
    Exact,
    /// To be read in a terminal, with colours or without.
    Shown {
        /// Whether to write colours.
        color: bool,
    },
}

/// Lines of context around a change.
const CONTEXT: usize = 3;

/// Writes a patch; the result is how many parts of it have something masked in them.
pub fn write_patch(
    changes: &[FileChange<'_>],
    look: PatchLook,
    out: &mut dyn Write,
) -> io::Result<usize> {
    let mut hidden = 0;
    for change in changes {
        hidden += write_change(change, look, out)?;
    }
    Ok(hidden)
}

fn write_change(
    change: &FileChange<'_>,
    look: PatchLook,
    out: &mut dyn Write,
) -> io::Result<usize> {
    let palette = Palette::new(look == PatchLook::Shown { color: true });
    for note in &change.notes {
        // Whatever precedes the names of the files is skipped by those who apply patches.
        writeln!(out, "# {}", clean(note))?;
    }
    let path = clean(change.old.path());
    let (bold, plain) = (palette.title, Style::new());
    writeln!(
        out,
        "{bold}--- a/{path}{bold:#}\n{bold}+++ b/{path}{bold:#}"
    )?;
    let (old, new) = (masked(change.old), masked(change.new));
    let diff = TextDiff::from_lines(&*old, &*new);
    let mut hidden = 0;
    for hunk in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
        let header = hunk.header().to_string();
        writeln!(out, "{}{header}{:#}", palette.gutter, palette.gutter)?;
        let mut is_hidden = false;
        for line in hunk.iter_changes() {
            let style = match line.tag() {
                ChangeTag::Equal => plain,
                ChangeTag::Delete => palette.removed,
                ChangeTag::Insert => palette.added,
            };
            let text = line.value();
            is_hidden |= text.contains(super::excerpt::MASK);
            let shown = match look {
                PatchLook::Exact => text.to_owned(),
                PatchLook::Shown { .. } => harmless(text),
            };
            let text = shown.strip_suffix('\n').unwrap_or(&shown);
            writeln!(out, "{style}{}{text}{style:#}", line.tag())?;
            if line.missing_newline() {
                writeln!(out, "\\ No newline at end of file")?;
            }
        }
        hidden += usize::from(is_hidden);
    }
    Ok(hidden)
}

/// The text with what is hostile replaced, a mark at the beginning of the file left out, and line breaks made plain.
fn harmless(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    text.replace(|c| !matches!(c, '\n' | '\t') && is_hostile(c), "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Sources;

    fn written(old: &str, new: &str, look: PatchLook) -> (String, usize) {
        let mut sources = Sources::default();
        let [old, new] = [old, new].map(|text| sources.add("a.tf", text.as_bytes().to_vec()));
        let change = FileChange {
            old: sources.get(old),
            new: sources.get(new),
            notes: vec!["mend\u{1b} it".to_owned()],
        };
        let mut out = Vec::new();
        let hidden = write_patch(&[change], look, &mut out).unwrap();
        (String::from_utf8(out).unwrap(), hidden)
    }

    const OLD: &str = "\u{feff}a = 1\r\nb = \"\u{1b}\"";
    const NEW: &str = "\u{feff}a = 2\r\nb = \"\u{1b}\"";

    #[test]
    fn a_patch_is_exact() {
        let (patch, hidden) = written(OLD, NEW, PatchLook::Exact);
        let expected = "# mend\\u{1b} it\n--- a/a.tf\n+++ b/a.tf\n@@ -1,2 +1,2 @@\n-\u{feff}a = 1\r\n+\u{feff}a = 2\r\n b = \"\u{1b}\"\n\\ No newline at end of file\n";
        assert_eq!((patch.as_str(), hidden), (expected, 0));
    }

    #[test]
    fn nothing_hostile_is_shown() {
        let (patch, _) = written(OLD, NEW, PatchLook::Shown { color: false });
        assert!(!patch.contains(|c| c != '\n' && is_hostile(c)), "{patch:?}");
    }

    #[test]
    fn parts_with_secrets_are_counted() {
        let old = format!("a = 1\npassword = \"x\"\n{}c = 1\n", "\n".repeat(20));
        let new = old.replace("= 1", "= 2");
        let (patch, hidden) = written(&old, &new, PatchLook::Exact);
        assert_eq!(hidden, 1);
        assert!(!patch.contains("\"x\""), "{patch}");
    }
}
