//! Edits that leave a file as its formatter would.

use crate::syntax::{Blank, BodyId, Item, Layout};
use crate::text::{Edit, TextRange};

use super::super::body::Code;

/// The edits of one file, in order, with its line breaks and with what keeps its columns in order.
///
/// Only columns that an edit has a part in are put in order. Where the block was not in order before, what is there
/// stays as it is, and only new lines are fitted in.
pub(super) fn tidy(code: Code<'_>, mut edits: Vec<Edit>) -> Vec<Edit> {
    if code.text(line_of(code, &edits)).ends_with("\r\n") {
        for edit in &mut edits {
            edit.text = edit.text.replace('\n', "\r\n");
        }
    }
    let region = region(code, &edits);
    let old = code.text(region);
    let trial = Trial::new(old, region.start(), &edits);
    let was_in_order = Layout::new(old).misplaced().is_empty();
    let mut more = Vec::new();
    // From the end, so that offsets into new texts stay right.
    for blank in trial.misplaced().into_iter().rev() {
        if let Some(index) = trial.holder(blank.range) {
            let at = blank.range.as_usize();
            let start = trial.written[index].start() as usize;
            let text = &mut edits[index].text;
            text.replace_range(at.start - start..at.end - start, &" ".repeat(blank.width));
        } else if was_in_order {
            more.push(Edit {
                span: code.source.span(trial.original(blank.range)),
                text: " ".repeat(blank.width),
            });
        }
    }
    edits.extend(more);
    edits.sort_by_key(|edit| edit.span.range());
    edits
}

/// A text with edits made.
struct Trial {
    text: String,
    /// Where the new texts are in it, in order.
    written: Vec<TextRange>,
    /// The ends of what they replaced, in the source.
    replaced: Vec<u32>,
    /// Where the text begins in the source.
    start: u32,
}

impl Trial {
    fn new(old: &str, start: u32, edits: &[Edit]) -> Self {
        let mut trial = Self {
            text: String::with_capacity(old.len() + 64),
            written: Vec::new(),
            replaced: Vec::new(),
            start,
        };
        let mut at = 0;
        for edit in edits {
            let range = edit.span.range();
            let (from, to) = (range.start() - start, range.end() - start);
            trial
                .text
                .push_str(old.get(at..from as usize).unwrap_or(""));
            let begin = trial.length();
            trial.text.push_str(&edit.text);
            trial.written.push(TextRange::new(begin, trial.length()));
            trial.replaced.push(range.end());
            at = to as usize;
        }
        trial.text.push_str(old.get(at..).unwrap_or(""));
        trial
    }

    fn length(&self) -> u32 {
        u32::try_from(self.text.len()).unwrap_or(u32::MAX)
    }

    /// What is out of order in the columns that new texts have a part in.
    fn misplaced(&self) -> Vec<Blank> {
        let touched = |row: TextRange| {
            let touches = |text: &TextRange| text.start() < row.end() && row.start() <= text.end();
            self.written.iter().any(touches)
        };
        Layout::new(&self.text).misplaced_beside(touched)
    }

    /// The new text that a range is in.
    fn holder(&self, range: TextRange) -> Option<usize> {
        self.written.iter().position(|text| text.contains(range))
    }

    /// A range between new texts, in the source.
    fn original(&self, range: TextRange) -> TextRange {
        let before = self
            .written
            .partition_point(|text| text.end() <= range.start());
        let (new, old) = match before.checked_sub(1) {
            Some(last) => (self.written[last].end(), self.replaced[last]),
            None => (0, self.start),
        };
        TextRange::new(range.start() - new + old, range.end() - new + old)
    }
}

/// The line that the first edit begins in, with its break.
fn line_of(code: Code<'_>, edits: &[Edit]) -> TextRange {
    let lines = code.source.lines();
    let start = edits.first().map_or(0, |edit| edit.span.range().start());
    let line = lines.line(start);
    let end = u32::try_from(code.source.text().len()).unwrap_or(u32::MAX);
    TextRange::new(
        lines.start(line).unwrap_or(0),
        lines.start(line + 1).unwrap_or(end),
    )
}

/// The lines of the innermost block around all edits.
fn region(code: Code<'_>, edits: &[Edit]) -> TextRange {
    let ranges = edits.iter().map(|edit| edit.span.range());
    let around = ranges.reduce(TextRange::cover).unwrap_or_default();
    let mut region = TextRange::new(
        0,
        u32::try_from(code.source.text().len()).unwrap_or(u32::MAX),
    );
    let mut body: BodyId = code.tree.root_id();
    loop {
        let items = code.tree.items(code.tree.body(body));
        let start = |item: &Item| match *item {
            Item::Block(id) => code.tree.block(id).range.start(),
            Item::Attribute(id) => code.tree.attribute(id).range.start(),
        };
        let after = items.partition_point(|item| start(item) <= around.start());
        let Some(Item::Block(id)) = after.checked_sub(1).and_then(|at| items.get(at)) else {
            return region;
        };
        let block = code.tree.block(*id);
        if around.start() < block.header.end() || block.range.end() <= around.end() {
            return region;
        }
        let lines = code.source.lines();
        let start = lines.start(lines.line(block.range.start())).unwrap_or(0);
        region = TextRange::new(start, block.range.end());
        body = block.body;
    }
}
