//! The YAML that configurations are mostly written in, read without a scanner of all YAML.
//!
//! Keys and values of one line each, in blocks that their indentation tells apart, need little of what makes YAML hard
//! to read. Text of that kind is read here at a small part of the cost, as the very events that the parser would find in
//! it. All else is left to the parser: anchors, tags, directives, tabs, escapes, what goes on over several lines, and
//! whatever is not well formed. So nothing is refused here, and nothing accepted that the parser would refuse.

use std::borrow::Cow;

use libyaml_safer::ScalarStyle;

use super::MAX_DEPTH;
use super::event::{Event, Node};

/// How far from the beginning of a key its colon may be.
const MAX_KEY: usize = 1024;

/// What stands where there is nothing.
const EMPTY: Node<'static> = Node::Scalar(Cow::Borrowed(""), ScalarStyle::Plain);

/// The events of a text, if it is simple.
pub(super) fn events(text: &str) -> Option<Vec<Event<'_>>> {
    if has_special(text) {
        return None;
    }
    let mut reader = Reader {
        line: "",
        column: None,
        rest: text,
        depth: 0,
        events: vec![Event::Stream, Event::Document(None)],
    };
    reader.next_line();
    if reader.column == Some(0) && reader.line.trim_end_matches(' ') == "---" {
        reader.next_line();
    }
    reader.node(None)?;
    reader.events.extend([Event::End, Event::End]);
    reader.column.is_none().then_some(reader.events)
}

/// Whether a text has characters that are not allowed everywhere, or end a line and are not the usual end of one.
fn has_special(text: &str) -> bool {
    const OTHERS: &str = "\u{2028}\u{2029}\u{feff}\u{fffe}\u{ffff}";
    let special = |letter: char| letter.is_control() && letter != '\n' || OTHERS.contains(letter);
    let usual = |byte| matches!(byte, b'\n' | b' '..=b'~');
    // Without a branch, many bytes are looked at as fast as one.
    !text.bytes().fold(true, |all, byte| all & usual(byte)) && text.contains(special)
}

/// What is left of a text after the spaces that it begins with.
fn unspaced(text: &str) -> &str {
    text.trim_start_matches(' ')
}

struct Reader<'t> {
    /// What is left of the line, after any spaces.
    line: &'t str,
    /// Where the line began, or what follows a dash in it; nowhere at the end of the text.
    column: Option<usize>,
    /// The lines after this one.
    rest: &'t str,
    /// How many collections are open.
    depth: usize,
    events: Vec<Event<'t>>,
}

impl<'t> Reader<'t> {
    fn push(&mut self, node: Node<'t>) {
        self.events.push(Event::Node(None, node));
    }

    /// Begins a collection, unless that goes too deep.
    fn open(&mut self, node: Node<'t>) -> Option<()> {
        self.push(node);
        self.depth += 1;
        (self.depth < MAX_DEPTH).then_some(())
    }

    fn close(&mut self) {
        self.depth -= 1;
        self.events.push(Event::End);
    }

    /// Goes to the next line that has more than a comment.
    fn next_line(&mut self) {
        while !self.rest.is_empty() {
            let (line, rest) = self.rest.split_once('\n').unwrap_or((self.rest, ""));
            self.rest = rest;
            self.line = unspaced(line);
            self.column = Some(line.len() - self.line.len());
            if !self.is_over() {
                return;
            }
        }
        self.column = None;
    }

    /// Whether at most a comment is left of the line.
    fn is_over(&self) -> bool {
        self.line.is_empty() || self.line.starts_with('#')
    }

    /// Moves past a character that is next.
    fn takes(&mut self, indicator: char) -> bool {
        let left = self.line.strip_prefix(indicator);
        self.line = left.map_or(self.line, unspaced);
        left.is_some()
    }

    /// Whether a dash is next that is no part of a scalar.
    fn is_entry(&self) -> bool {
        self.line == "-" || self.line.starts_with("- ")
    }

    /// Reads the node that is next, within a block of the given indentation.
    fn node(&mut self, indent: Option<usize>) -> Option<()> {
        let column = self.column?;
        if self.is_entry() {
            return self.sequence(column, false);
        }
        let line = self.line;
        if let Some(key) = self.key() {
            return self.mapping(column, key);
        }
        self.line = line;
        self.value(indent)
    }

    /// Reads the node that is next and begins no block of entries or keys, up to the end of its last line.
    fn value(&mut self, indent: Option<usize>) -> Option<()> {
        if self.line.starts_with('|') {
            return self.literal(indent?);
        }
        self.flow_node(false)?;
        let is_over = self.is_over();
        self.next_line();
        is_over.then_some(())
    }

    /// Reads entries with dashes, which need no indentation of their own within a mapping.
    fn sequence(&mut self, column: usize, in_mapping: bool) -> Option<()> {
        self.open(Node::Sequence)?;
        while self.column == Some(column) && self.is_entry() {
            let line = self.line;
            self.takes('-');
            self.column = Some(column + line.len() - self.line.len());
            if self.is_over() {
                self.next_line();
            }
            if self.column > Some(column) {
                self.node(Some(column))?;
            } else {
                self.push(EMPTY);
            }
        }
        let ends = self.column < Some(column) || in_mapping && self.column == Some(column);
        self.close();
        ends.then_some(())
    }

    /// Reads keys and values, the first key of which was read.
    fn mapping(&mut self, column: usize, mut key: Node<'t>) -> Option<()> {
        self.open(Node::Mapping)?;
        loop {
            self.push(key);
            if self.is_over() {
                self.next_line();
                if self.column > Some(column) {
                    self.node(Some(column))?;
                } else if self.column == Some(column) && self.is_entry() {
                    self.sequence(column, true)?;
                } else {
                    self.push(EMPTY);
                }
            } else {
                self.value(Some(column))?;
            }
            if self.column != Some(column) {
                break;
            }
            key = self.key()?;
        }
        self.close();
        (self.column < Some(column)).then_some(())
    }

    /// The scalar that is next and has a colon after it.
    fn key(&mut self) -> Option<Node<'t>> {
        let length = self.line.len();
        let key = self.scalar(false)?;
        let value = self.line.strip_prefix(':')?;
        self.line = unspaced(value);
        let separate = value.is_empty() || value.starts_with(' ');
        (separate && length - value.len() <= MAX_KEY).then_some(key)
    }

    /// Reads the lines of text after a bar.
    fn literal(&mut self, indent: usize) -> Option<()> {
        let ended = match self.line.trim_end_matches(' ') {
            "|" => true,
            "|-" => false,
            _ => return None,
        };
        // The first line, which must not be blank, says how far the text is indented.
        let margin = self.rest.len() - unspaced(self.rest).len();
        if margin <= indent || self.rest[margin..].starts_with('\n') {
            return None;
        }
        let mut text = String::new();
        let mut ends = 0;
        while !self.rest.is_empty() {
            // The parser is given an end of the last line, if that has none.
            let (line, rest) = self.rest.split_once('\n')?;
            if line.len() - unspaced(line).len() < margin.min(line.len()) {
                break;
            }
            self.rest = rest;
            let line = line.get(margin..).unwrap_or_default();
            if !line.is_empty() {
                text.extend(std::iter::repeat_n('\n', ends));
                text.push_str(line);
                ends = 0;
            }
            ends += 1;
        }
        if ended {
            text.push('\n');
        }
        self.push(Node::Scalar(text.into(), ScalarStyle::Literal));
        self.next_line();
        Some(())
    }

    /// Reads a scalar or a collection between brackets.
    fn flow_node(&mut self, in_flow: bool) -> Option<()> {
        if self.takes('{') {
            self.open(Node::Mapping)?;
            self.close();
            return self.takes('}').then_some(());
        }
        if !self.takes('[') {
            let scalar = self.scalar(in_flow)?;
            self.push(scalar);
            return Some(());
        }
        self.open(Node::Sequence)?;
        while !self.takes(']') {
            self.flow_node(true)?;
            if !self.takes(',') && !self.line.starts_with(']') {
                return None;
            }
        }
        self.close();
        Some(())
    }

    /// The scalar that is next.
    fn scalar(&mut self, in_flow: bool) -> Option<Node<'t>> {
        let (quote, style) = match self.line.as_bytes().first()? {
            b'"' => ('"', ScalarStyle::DoubleQuoted),
            b'\'' => ('\'', ScalarStyle::SingleQuoted),
            _ => {
                let text = plain(self.line, in_flow)?;
                self.line = unspaced(&self.line[text.len()..]);
                return Some(Node::Scalar(text.into(), ScalarStyle::Plain));
            }
        };
        let (text, left) = self.line[1..].split_once(quote)?;
        // A quote within the text is doubled, or has a backslash before it.
        if left.starts_with(quote) || quote == '"' && text.contains('\\') {
            return None;
        }
        self.line = unspaced(left);
        Some(Node::Scalar(text.into(), style))
    }
}

/// The scalar without quotes that begins a text.
fn plain(text: &str, in_flow: bool) -> Option<&str> {
    let bytes = text.as_bytes();
    let at = |index: usize| bytes.get(index).copied().unwrap_or(b' ');
    let begins = match at(0) {
        b'-' => at(1) != b' ',
        first if first.is_ascii_alphanumeric() => true,
        first => !b" ?:,[]{}#&*!|>'\"%@`".contains(&first),
    };
    // Three dots or dashes may be the end of a document.
    if !begins || text.starts_with("---") || text.starts_with("...") {
        return None;
    }
    let mut ends = bytes.iter().enumerate().map(|(index, byte)| match byte {
        b':' => at(index + 1) == b' ' || in_flow && b",?[]{}".contains(&at(index + 1)),
        b'#' => at(index - 1) == b' ',
        b',' | b'[' | b']' | b'{' | b'}' => in_flow,
        _ => false,
    });
    let end = ends.position(|ends| ends).unwrap_or(text.len());
    Some(text[..end].trim_end_matches(' '))
}
