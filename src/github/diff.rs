//! The lines of a pull request that can be commented on.

use std::collections::BTreeMap;

use serde_json::Value;

/// A line on the right side of the diff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its text, a carriage return at its end included.
    pub(crate) text: String,
    /// Whether the pull request adds it.
    pub(crate) added: bool,
    /// Which hunk of its file it is in.
    pub(crate) hunk: usize,
}

/// Lines by number.
pub(crate) type Lines = BTreeMap<u32, Line>;

/// The lines of each file that changed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Diff(BTreeMap<String, Lines>);

impl Diff {
    /// Of the files that the server lists. Large and binary ones have no patch, and no line to comment on.
    pub(crate) fn new(files: &[Value]) -> Self {
        let lines = files.iter().filter_map(|file| {
            let name = file["filename"].as_str()?;
            let patch = file["patch"].as_str()?;
            Some((name.to_owned(), lines(patch)))
        });
        Self(lines.collect())
    }

    pub(crate) fn file(&self, path: &str) -> Option<&Lines> {
        self.0.get(path)
    }
}

/// The lines on the right side of a patch.
fn lines(patch: &str) -> Lines {
    let mut lines = Lines::new();
    let mut next = None;
    let mut hunk = 0;
    for row in patch.split('\n') {
        if let Some(start) = hunk_start(row) {
            next = Some(start);
            hunk += 1;
            continue;
        }
        let (Some(number), Some(kind)) = (next, row.chars().next()) else {
            continue;
        };
        // `-` is the left side; a backslash tells that no line break follows.
        if matches!(kind, '+' | ' ') {
            let line = Line {
                text: row[1..].to_owned(),
                added: kind == '+',
                hunk,
            };
            lines.insert(number, line);
            next = number.checked_add(1);
        }
    }
    lines
}

/// The first right line of `@@ -a,b +c,d @@`.
fn hunk_start(row: &str) -> Option<u32> {
    let ranges = row.strip_prefix("@@ -")?;
    let (_, right) = ranges.split_once(" +")?;
    let digits = right.split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_lines_are_numbered_through_all_hunks() {
        let patch = "@@ -10,3 +20,4 @@ resource\n a\n-b\n+c\r\n+d\n e\n\\ No newline at end of file\n@@ -40 +51 @@\n-x\n+y";
        let lines = lines(patch);
        let seen: Vec<_> = lines
            .iter()
            .map(|(n, l)| (*n, l.text.as_str(), l.added, l.hunk))
            .collect();
        let expected = [
            (20, "a", false, 1),
            (21, "c\r", true, 1),
            (22, "d", true, 1),
            (23, "e", false, 1),
            (51, "y", true, 2),
        ];
        assert_eq!(seen, expected);
    }

    #[test]
    fn what_looks_like_a_hunk_inside_of_one_is_a_line() {
        assert_eq!(hunk_start("+@@ -1 +1 @@"), None);
        assert_eq!(hunk_start("@@ -0,0 +1,2 @@"), Some(1));
        assert_eq!(hunk_start("@@ broken"), None);
    }
}
