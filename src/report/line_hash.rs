//! The hash by which GitHub knows a line again when the lines above it change.
//!
//! GitHub computes it from the checkout when a report is uploaded, and warns of each result that brings another one, so
//! this must come to the same: a rolling hash over the hundred UTF-16 units, blanks left out, from the line's first on.

use std::collections::BTreeMap;

/// How many units a hash covers.
const WINDOW: usize = 100;
/// What the hash is multiplied with at each unit.
const FACTOR: u64 = 37;
/// Stands for the end of the file.
const END: u16 = u16::MAX;

const TAB: u16 = 0x09;
const LINE_FEED: u16 = 0x0a;
const CARRIAGE_RETURN: u16 = 0x0d;
const SPACE: u16 = 0x20;

/// The hashes of the lines of a text, in order.
pub(crate) fn line_hashes(text: &str) -> Vec<String> {
    let mut roller = Roller::new();
    let mut after_return = false;
    for unit in text.encode_utf16() {
        let skipped = matches!(unit, SPACE | TAB) || (after_return && unit == LINE_FEED);
        after_return = unit == CARRIAGE_RETURN;
        match unit {
            _ if skipped => {}
            CARRIAGE_RETURN => roller.unit(LINE_FEED),
            unit => roller.unit(unit),
        }
    }
    roller.unit(END);
    roller.finish()
}

struct Roller {
    window: [u16; WINDOW],
    /// Whether a line begins at that place of the window.
    begins: [bool; WINDOW],
    at: usize,
    hash: u64,
    at_line_start: bool,
    /// How often each hash came.
    seen: BTreeMap<u64, u32>,
    lines: Vec<String>,
}

impl Roller {
    const fn new() -> Self {
        Self {
            window: [0; WINDOW],
            begins: [false; WINDOW],
            at: 0,
            hash: 0,
            at_line_start: true,
            seen: BTreeMap::new(),
            lines: Vec::new(),
        }
    }

    fn unit(&mut self, unit: u16) {
        self.leave();
        self.begins[self.at] = self.at_line_start;
        self.at_line_start = unit == LINE_FEED;
        self.push(unit);
    }

    /// If a line begins at what falls out of the window, the window is what follows its beginning.
    fn leave(&mut self) {
        if self.begins[self.at] {
            self.begins[self.at] = false;
            let count = self.seen.entry(self.hash).or_insert(0);
            *count += 1;
            self.lines.push(format!("{:x}:{count}", self.hash));
        }
    }

    fn push(&mut self, unit: u16) {
        const FIRST: u64 = FACTOR.wrapping_pow(100);
        let oldest = u64::from(self.window[self.at]);
        self.window[self.at] = unit;
        self.hash = self
            .hash
            .wrapping_mul(FACTOR)
            .wrapping_add(u64::from(unit))
            .wrapping_sub(FIRST.wrapping_mul(oldest));
        self.at = (self.at + 1) % WINDOW;
    }

    fn finish(mut self) -> Vec<String> {
        for _ in 0..WINDOW {
            self.leave();
            self.push(0);
        }
        self.lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "variable \"x\" {}\n\nresource \"aws_s3_bucket\" \"data\" {\n  acl = \"public-read\"\n}\n";

    #[test]
    fn hashes_are_those_of_github() {
        let expected = [
            "d1fe6996acc6c8e3:1",
            "6c56dd746173e927:1",
            "b06ddbcc16a02039:1",
            "4d80f4f0400efa71:1",
            "32dce9ccfdbc9d3e:1",
        ];
        assert_eq!(line_hashes(TEXT)[..5], expected);
        let with_returns = TEXT.replace('\n', "\r\n");
        assert_eq!(line_hashes(&with_returns)[..5], expected);
    }

    #[test]
    fn equal_lines_are_counted() {
        let line = format!("# {}\n", "x".repeat(200));
        let hashes = line_hashes(&line.repeat(3));
        let counts: Vec<_> = hashes.iter().map(|hash| hash.split_once(':')).collect();
        let (first, _) = counts[0].unwrap();
        assert_eq!(counts[..2], [Some((first, "1")), Some((first, "2"))]);
    }
}
