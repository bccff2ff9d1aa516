//! The events that YAML is read as, and the parser that knows all of it.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use libyaml_safer::{EventData, Parser, ScalarStyle};

/// A step in reading YAML.
#[derive(Debug, PartialEq)]
pub(super) enum Event<'t> {
    /// The beginning of all.
    Stream,
    /// The beginning of a document, and the version of YAML that it names.
    Document(Option<(i32, i32)>),
    Node(Option<Box<Properties>>, Node<'t>),
    Alias(String),
    /// The end of what began last and has no end yet.
    End,
}

/// What has a value of its own.
#[derive(Debug, PartialEq)]
pub(super) enum Node<'t> {
    Scalar(Cow<'t, str>, ScalarStyle),
    /// The beginning of a sequence.
    Sequence,
    /// The beginning of a mapping.
    Mapping,
}

/// What is said of a node.
#[derive(Debug, PartialEq)]
pub(super) struct Properties {
    pub(super) anchor: Option<String>,
    pub(super) tag: Option<String>,
}

impl From<EventData> for Event<'_> {
    fn from(data: EventData) -> Self {
        let (anchor, tag, node) = match data {
            EventData::StreamStart { .. } => return Self::Stream,
            EventData::DocumentStart {
                version_directive: version,
                ..
            } => return Self::Document(version.map(|version| (version.major, version.minor))),
            EventData::Scalar {
                anchor,
                tag,
                value,
                style,
                ..
            } => (anchor, tag, Node::Scalar(value.into(), style)),
            EventData::SequenceStart { anchor, tag, .. } => (anchor, tag, Node::Sequence),
            EventData::MappingStart { anchor, tag, .. } => (anchor, tag, Node::Mapping),
            EventData::Alias { anchor } => return Self::Alias(anchor),
            EventData::SequenceEnd
            | EventData::MappingEnd
            | EventData::DocumentEnd { .. }
            | EventData::StreamEnd => return Self::End,
        };
        let said = anchor.is_some() || tag.is_some();
        Self::Node(said.then(|| Box::new(Properties { anchor, tag })), node)
    }
}

/// Text as the scanner needs it, with an end of its last line unless there is nothing in it, and where the text ends if
/// it has no such end of its own.
pub(super) fn ended(text: &str) -> (Cow<'_, str>, Option<usize>) {
    let trimmed = text.trim_end_matches(' ');
    if trimmed.is_empty() || trimmed.ends_with('\n') {
        return (trimmed.into(), None);
    }
    (format!("{text}\n").into(), Some(text.len()))
}

/// The events of a text, as the parser of all of YAML finds them.
pub(super) struct Parsed<'t> {
    parser: Parser<&'t [u8]>,
    /// Where the text ended before its last line was given an end.
    unended: Option<usize>,
    /// Set when the scanner panicked, or refuses what Terraform may take.
    pub(super) gave_up: bool,
}

impl<'t> Parsed<'t> {
    pub(super) fn new(text: &'t str, unended: Option<usize>) -> Self {
        let mut parser = Parser::new();
        parser.set_input(text.as_bytes());
        Self {
            parser,
            unended,
            gave_up: false,
        }
    }

    /// Takes from the end of a block of text the line end that was added to the text as a whole.
    fn unend(&self, event: &mut libyaml_safer::Event) {
        if let EventData::Scalar {
            value,
            style: ScalarStyle::Literal | ScalarStyle::Folded,
            ..
        } = &mut event.data
            && let Some(end) = self.unended
            && event.end_mark.index >= end as u64
            && value.ends_with('\n')
        {
            value.pop();
        }
    }
}

impl Iterator for Parsed<'_> {
    type Item = Result<Event<'static>, String>;

    fn next(&mut self) -> Option<Self::Item> {
        // Some malformed text makes the scanner panic, which must not end what is judged.
        let parser = AssertUnwindSafe(&mut self.parser);
        let Ok(event) = catch_unwind(move || { parser }.parse()) else {
            self.gave_up = true;
            return None;
        };
        Some(match event {
            Ok(mut event) => {
                self.unend(&mut event);
                Ok(event.data.into())
            }
            Err(error) => {
                let error = error.to_string();
                // Terraform takes a colon before a bracket as part of what it is in.
                if error.contains("found unexpected ':'") {
                    self.gave_up = true;
                }
                Err(format!("this is not YAML: {error}"))
            }
        })
    }
}
