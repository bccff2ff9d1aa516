use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::event::{Event, Parsed, ended};
use super::simple;

/// Bits of YAML that, put together at random, often make sense and often almost do.
const PIECES: &[&str] = &[
    "a",
    "b: ",
    "c:",
    "d : ",
    ": ",
    ":",
    "- ",
    "-",
    "? ",
    "# ",
    "#",
    " ",
    "  ",
    "\n",
    "\n  ",
    "\n    ",
    "\n- ",
    "\n  - ",
    "\ne: ",
    "\n  f: ",
    "\n\n",
    "[",
    "]",
    "{",
    "}",
    ", ",
    ",",
    "'",
    "''",
    "\"",
    "\\n",
    "\\\"",
    "\\",
    "|",
    "|-\n  ",
    "|\n   ",
    "|+\n  ",
    ">\n  ",
    "|2\n",
    "&a ",
    "*a",
    "!!str ",
    "! ",
    "<<: ",
    "---",
    "--- ",
    "---\n",
    "\n---\n",
    "...",
    "\n...\n",
    "%",
    "@",
    "`",
    "=",
    "~",
    "yes",
    "-1",
    "\t",
    "\r\n",
    "\u{85}",
    "\u{2028}",
    "\u{feff}",
    "\u{7f}",
    "\u{1}",
    "é",
    "😀",
    "\"a b\"",
    "'a: b'",
    "[a, b]",
    "{a: b, c: d}",
    "[]",
    "{}",
];

const KEYS: &[&str] = &[
    "a", "b c", "d:e", "-f", "\"g h\"", "'i: j'", "<<", "1", "k ",
];

/// Scalars and collections of one line, and what may follow them.
const LINES: &[&str] = &[
    "",
    "a",
    "b c",
    "d:e#f",
    "a, [b] {c}",
    "-1",
    "--flag",
    "~",
    "é 😀",
    "''",
    "' a: b # '",
    "\"a 'b'\"",
    "'a' # note",
    "a # note",
    "# note",
    "[]",
    "{}",
    "[a, 'b, c', [d e], { }, f ]  ",
];

/// Lines of text that is written as it is, the first of which must not be blank.
const TEXT: &[&str] = &["a", "b: c", "", " ", "  d", "# e", "- f ", ""];

/// A value that is written simply, with what its layout is to be.
#[derive(Clone, Debug)]
enum Simple {
    Line(&'static str),
    Literal(&'static str, Vec<&'static str>),
    Sequence(usize, Vec<Simple>),
    Mapping(usize, Vec<(&'static str, Simple)>),
}

impl Simple {
    /// Writes what follows a key or a dash that begins in the given column.
    fn write_after(&self, out: &mut String, column: usize, dash: bool) {
        let (layout, least) = match self {
            Self::Line(text) => return out.extend([" ", text, "\n"]),
            Self::Literal(header, lines) => {
                out.extend([" ", header, "\n"]);
                for line in std::iter::once(&"x").chain(lines) {
                    let indent = if line.is_empty() { 0 } else { column + 3 };
                    out.extend([" ".repeat(indent).as_str(), line, "\n"]);
                }
                return;
            }
            Self::Sequence(layout, _) if dash => (layout, 1),
            Self::Sequence(layout, _) => (layout, 0),
            Self::Mapping(layout, _) => (layout, 1),
        };
        if dash && layout % 2 == 0 {
            out.push(' ');
            return self.write(out, column + 2);
        }
        out.push_str(["\n", " \n", "\n# note\n", "  # note\n\n"][layout % 4]);
        let column = column + least + layout % 3;
        out.push_str(&" ".repeat(column));
        self.write(out, column);
    }

    /// Writes a block, the first line of which has its indentation already.
    fn write(&self, out: &mut String, column: usize) {
        let mut entries: Vec<(&str, &Self)> = Vec::new();
        match self {
            Self::Sequence(_, parts) => entries.extend(parts.iter().map(|part| ("-", part))),
            Self::Mapping(_, parts) => entries.extend(parts.iter().map(|(key, part)| (*key, part))),
            Self::Line(_) | Self::Literal(..) => {}
        }
        for (number, (key, part)) in entries.into_iter().enumerate() {
            if number > 0 {
                out.push_str(&" ".repeat(column));
            }
            let dash = key == "-";
            out.extend([key, if dash { "" } else { ":" }]);
            part.write_after(out, column, dash);
        }
    }
}

fn simple() -> impl Strategy<Value = String> {
    let line = select(LINES).prop_map(Simple::Line);
    let literal = (
        select(&["|", "|-"]),
        prop::collection::vec(select(TEXT), 0..5),
    )
        .prop_map(|(header, lines)| Simple::Literal(header, lines));
    let value = prop_oneof![4 => line, 1 => literal].prop_recursive(4, 24, 4, |value| {
        let layout = || 0..12_usize;
        let parts = prop::collection::vec(value.clone(), 1..4);
        let entries = prop::collection::vec((select(KEYS), value), 1..4);
        prop_oneof![
            (layout(), parts).prop_map(|(layout, parts)| Simple::Sequence(layout, parts)),
            (layout(), entries).prop_map(|(layout, entries)| Simple::Mapping(layout, entries)),
        ]
    });
    let key = select(KEYS);
    (select(&["", "---\n", "# note\n---\n", "\n"]), key, value).prop_map(|(begin, key, value)| {
        let mut text = begin.to_owned();
        Simple::Mapping(0, vec![(key, value)]).write(&mut text, 0);
        text
    })
}

/// Whether a text is simple, in which case the parser must read the same from it.
fn is_simple(text: &str) -> bool {
    let Some(events) = simple::events(text) else {
        return false;
    };
    let (ended, unended) = ended(text);
    let parsed = Parsed::new(&ended, unended).take(events.len());
    let parsed: Result<Vec<Event<'_>>, String> = parsed.collect();
    assert_eq!(parsed, Ok(events), "{text:?}");
    true
}

#[test]
fn reads_what_configurations_have() {
    let text = "# note\n---\na:\n- b: 1\n  c: [x, 'y']\n- |\n  z\nd: \"e\" # note\n";
    assert!(is_simple(text));
}

#[test]
fn reads_long_and_deep_text_as_the_parser_reads_it() {
    for length in [1000, 1022, 1023, 1024, 1025, 2000] {
        let long = "a".repeat(length);
        for text in [
            format!("{long}: b"),
            format!("'{long}' : b"),
            format!("- {long}\n- b: [{long}, c]"),
        ] {
            is_simple(&text);
        }
    }
    for depth in [100, 255, 256, 300, 100_000] {
        is_simple(&"- ".repeat(depth));
        is_simple(&format!("{}a{}", "[".repeat(depth), "]".repeat(depth)));
    }
}

proptest! {
    #[test]
    fn simple_text_is_read_as_the_parser_reads_it(text in simple()) {
        prop_assert!(is_simple(&text), "{text}");
    }

    #[test]
    fn changed_text_is_read_as_the_parser_reads_it(
        text in simple(),
        changes in prop::collection::vec((any::<Index>(), 0..4_usize, select(PIECES)), 1..4),
    ) {
        let mut letters: Vec<char> = text.chars().collect();
        for (at, removed, piece) in changes {
            let at = at.index(letters.len() + 1);
            let end = letters.len().min(at + removed);
            letters.splice(at..end, piece.chars());
        }
        is_simple(&letters.into_iter().collect::<String>());
    }

    #[test]
    fn any_text_is_read_as_the_parser_reads_it(
        pieces in prop::collection::vec(select(PIECES), 0..12),
    ) {
        is_simple(&pieces.concat());
    }
}
