//! Where `terraform fmt` puts equals signs and comments: in a column with those of the lines above and below.
//!
//! The formatter goes by tokens, not by the tree, so this does too. What it calls a line may hold a heredoc. A line has
//! an equals sign to align if the brackets after it are closed on the same line; it has a comment to align if the
//! comment is not alone. Lines that follow each other and have one share its column.

use crate::text::TextRange;

/// The lines of a text as the formatter sees them.
#[derive(Debug)]
pub struct Layout<'t> {
    text: &'t str,
    rows: Vec<Row>,
}

/// White space that should have another width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blank {
    /// Where it is.
    pub range: TextRange,
    /// How many spaces it should be.
    pub width: usize,
}

/// A line.
#[derive(Clone, Copy, Debug, Default)]
struct Row {
    start: usize,
    end: usize,
    /// The white space before the equals sign.
    equals: Option<(usize, usize)>,
    /// The white space before the comment.
    comment: Option<(usize, usize)>,
}

impl<'t> Layout<'t> {
    /// Finds the lines.
    pub fn new(text: &'t str) -> Self {
        let mut scanner = Scanner::new(text);
        while scanner.step() {}
        scanner.end_row();
        Self {
            text,
            rows: scanner.rows,
        }
    }

    /// What is not where the formatter would put it.
    pub fn misplaced(&self) -> Vec<Blank> {
        self.misplaced_beside(|_| true)
    }

    /// The same of the columns that lines have a part in which `touched` holds for.
    pub fn misplaced_beside(&self, touched: impl Fn(TextRange) -> bool) -> Vec<Blank> {
        let touched: Vec<_> = self
            .rows
            .iter()
            .map(|row| touched(range(row.start, row.end)))
            .collect();
        let mut blanks = Vec::new();
        // How much wider a line becomes before its comment.
        let mut shifts = vec![0_isize; self.rows.len()];
        for column in self.columns(|row| row.equals) {
            if !touched[column.clone()].contains(&true) {
                continue;
            }
            let width = |at: usize, start: usize| self.width(self.rows[at].start, start);
            let starts = column.filter_map(|at| Some((at, self.rows[at].equals?)));
            let starts: Vec<_> = starts.collect();
            let widest = starts
                .iter()
                .map(|&(at, (start, _))| width(at, start))
                .max();
            for (at, (start, end)) in starts {
                let wanted = widest.unwrap_or(0) - width(at, start) + 1;
                shifts[at] = wanted.cast_signed() - self.width(start, end).cast_signed();
                self.note(start, end, wanted, &mut blanks);
            }
        }
        for column in self.columns(|row| row.comment) {
            let shifted = shifts[column.clone()].iter().any(|&shift| shift != 0);
            if !shifted && !touched[column.clone()].contains(&true) {
                continue;
            }
            let width = |at: usize, start: usize| {
                self.width(self.rows[at].start, start)
                    .saturating_add_signed(shifts[at])
            };
            let starts = column.filter_map(|at| Some((at, self.rows[at].comment?)));
            let starts: Vec<_> = starts.collect();
            let widest = starts
                .iter()
                .map(|&(at, (start, _))| width(at, start))
                .max();
            for (at, (start, end)) in starts {
                let wanted = widest.unwrap_or(0) - width(at, start) + 1;
                self.note(start, end, wanted, &mut blanks);
            }
        }
        blanks.sort_by_key(|blank| blank.range);
        blanks
    }

    fn note(&self, start: usize, end: usize, wanted: usize, blanks: &mut Vec<Blank>) {
        let text = &self.text[start..end];
        if text.len() != wanted || text.contains('\t') {
            blanks.push(Blank {
                range: range(start, end),
                width: wanted,
            });
        }
    }

    /// Runs of lines that have what is asked for.
    fn columns(
        &self,
        part: fn(&Row) -> Option<(usize, usize)>,
    ) -> impl Iterator<Item = std::ops::Range<usize>> + use<'_> {
        let mut at = 0;
        self.rows
            .chunk_by(move |a, b| part(a).is_some() == part(b).is_some())
            .map(move |rows| {
                let first = at;
                at += rows.len();
                (first..at, rows)
            })
            .filter(move |(_, rows)| rows.first().is_some_and(|row| part(row).is_some()))
            .map(|(column, _)| column)
    }

    fn width(&self, start: usize, end: usize) -> usize {
        self.text[start..end].chars().count()
    }
}

fn range(start: usize, end: usize) -> TextRange {
    TextRange::new(super::lexer::offset(start), super::lexer::offset(end))
}

/// Goes over a text and keeps just what tells lines, brackets, strings and comments apart.
struct Scanner<'t> {
    text: &'t str,
    at: usize,
    rows: Vec<Row>,
    row: Row,
    /// The end of the last token.
    last: usize,
    /// Whether the line has a token yet.
    begun: bool,
    /// Brackets opened less those closed since the equals sign.
    net: isize,
    /// For each open template the braces that are open in its interpolation.
    templates: Vec<usize>,
}

impl<'t> Scanner<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            rows: Vec::new(),
            row: Row::default(),
            last: 0,
            begun: false,
            net: 0,
            templates: Vec::new(),
        }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// Takes one token; false at the end.
    fn step(&mut self) -> bool {
        let rest = self.rest();
        let Some(c) = rest.chars().next() else {
            return false;
        };
        match c {
            '\n' => {
                self.at += 1;
                self.end_row();
            }
            ' ' | '\t' | '\r' | '\u{feff}' => self.at += c.len_utf8(),
            '#' => self.comment(),
            '/' if rest.starts_with("//") => self.comment(),
            '/' if rest.starts_with("/*") => {
                let length = rest.find("*/").map_or(rest.len(), |end| end + 2);
                self.token(length);
            }
            '"' => {
                self.token(1);
                self.quoted();
            }
            '<' if rest.starts_with("<<") => self.heredoc(),
            '{' | '[' | '(' => self.open(),
            '}' => self.close_brace(),
            ']' | ')' => {
                self.net -= 1;
                self.token(1);
            }
            '=' | '!' | '<' | '>' => self.operator(),
            c => self.token(c.len_utf8()),
        }
        true
    }

    fn token(&mut self, length: usize) {
        self.at += length;
        self.last = self.at;
        self.begun = true;
    }

    fn open(&mut self) {
        self.net += 1;
        if let Some(braces) = self.templates.last_mut()
            && self.text[self.at..].starts_with('{')
        {
            *braces += 1;
        }
        self.token(1);
    }

    fn close_brace(&mut self) {
        self.net -= 1;
        self.token(1);
        match self.templates.last_mut() {
            // The end of an interpolation: the string goes on.
            Some(0) => {
                self.templates.pop();
                self.quoted();
            }
            Some(braces) => *braces -= 1,
            None => {}
        }
    }

    fn operator(&mut self) {
        let rest = self.rest();
        if ["==", "!=", "<=", ">=", "=>"]
            .iter()
            .any(|operator| rest.starts_with(operator))
        {
            self.token(2);
            return;
        }
        if rest.starts_with('=') && self.begun && self.row.equals.is_none() {
            self.row.equals = Some((self.last, self.at));
            self.net = 0;
        }
        self.token(1);
    }

    /// The text of a string, up to its end or to an interpolation.
    fn quoted(&mut self) {
        while let Some(c) = self.rest().chars().next() {
            let rest = self.rest();
            if rest.starts_with("$${") || rest.starts_with("%%{") {
                self.token(3);
            } else if rest.starts_with("${") || rest.starts_with("%{") {
                self.net += 1;
                self.templates.push(0);
                self.token(2);
                return;
            } else if c == '"' {
                self.token(1);
                return;
            } else if c == '\n' {
                // Not closed, which is an error; the next line begins anew.
                return;
            } else {
                let escaped = if c == '\\' { rest.chars().nth(1) } else { None };
                let escaped = escaped.filter(|c| *c != '\n').map_or(0, char::len_utf8);
                self.token(c.len_utf8() + escaped);
            }
        }
    }

    /// A heredoc up to its closing marker, all in the line it began in.
    fn heredoc(&mut self) {
        let rest = self.rest();
        let after = rest.trim_start_matches('<').trim_start_matches('-');
        let name = after.lines().next().unwrap_or("").trim_end();
        let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
        if name.is_empty() || !name.chars().all(is_name) {
            self.token(2);
            return;
        }
        let mut length = 0;
        for (index, line) in rest.split_inclusive('\n').enumerate() {
            if index > 0 && line.trim() == name {
                length += line.trim_end().len();
                break;
            }
            length += line.len();
        }
        self.token(length);
    }

    fn comment(&mut self) {
        let length = self.rest().find('\n').unwrap_or(self.rest().len());
        if self.begun {
            self.row.comment = Some((self.last, self.at));
        }
        self.at += length;
    }

    fn end_row(&mut self) {
        self.row.end = self.at;
        if self.net != 0 {
            self.row.equals = None;
        }
        self.rows.push(self.row);
        self.row = Row {
            start: self.at,
            ..Row::default()
        };
        self.last = self.at;
        self.begun = false;
        self.net = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with everything where it should be.
    fn formatted(text: &str) -> String {
        let mut formatted = text.to_owned();
        for blank in Layout::new(text).misplaced().iter().rev() {
            formatted.replace_range(blank.range.as_usize(), &" ".repeat(blank.width));
        }
        formatted
    }

    #[test]
    fn columns_are_those_of_the_formatter() {
        for (text, expected) in [
            ("a = 1\nlong = 2\n", "a    = 1\nlong = 2\n"),
            // Blank lines, comments on their own and open brackets part columns.
            ("a = 1\n\nlong = 2\n", "a = 1\n\nlong = 2\n"),
            ("a = 1\n# x\nlong = 2\n", "a = 1\n# x\nlong = 2\n"),
            (
                "a = [\n]\nlong = 2\nb = 3\n",
                "a = [\n]\nlong = 2\nb    = 3\n",
            ),
            // Heredocs do not.
            (
                "a = <<X\nlong text = 1\nX\nlong = 2\n",
                "a    = <<X\nlong text = 1\nX\nlong = 2\n",
            ),
            // Comments stand in a column too, behind what moved.
            (
                "a = 1 # x\nlong = 22 # y\n",
                "a    = 1  # x\nlong = 22 # y\n",
            ),
            (
                "a = \"${x == \"}\" ? 1 : { b = 1 }[\"b\"]}\"\nlong = 2\n",
                "a    = \"${x == \"}\" ? 1 : { b = 1 }[\"b\"]}\"\nlong = 2\n",
            ),
            (
                "x = { a = 1 }\n  { a = 2 },\n",
                "x = { a = 1 }\n  { a = 2 },\n",
            ),
            ("b {\n  a = 1\n}\nlong = 2\n", "b {\n  a = 1\n}\nlong = 2\n"),
        ] {
            assert_eq!(formatted(text), expected);
            assert_eq!(formatted(expected), expected);
        }
    }

    #[test]
    fn any_text_has_a_layout() {
        let text = "a = \"${b == \"}\" }%{c}\\\" # ä\n\"\r\n/* \n */ x = <<-E\n y\n  E\n= {(]} // z\n\tb=1\u{feff}";
        let boundaries: Vec<_> = text.char_indices().map(|(at, _)| at).collect();
        for (index, &start) in boundaries.iter().enumerate() {
            for &end in &boundaries[index..] {
                let part = &text[start..end];
                for blank in Layout::new(part).misplaced() {
                    assert_eq!(part[blank.range.as_usize()].trim(), "", "{part:?}");
                }
            }
        }
    }

    #[test]
    fn only_what_was_touched_is_told() {
        let text = "a = 1\nlong = 2\n\nb = 1\nlong = 2\n";
        let layout = Layout::new(text);
        let blanks = layout.misplaced_beside(|row| row.start() >= 17);
        assert_eq!(blanks.len(), 1);
        assert_eq!(blanks[0].width, 4);
        assert!(blanks[0].range.start() > 16);
    }
}
