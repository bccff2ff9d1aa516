//! What holds for the tree of any text.

#![expect(
    clippy::unwrap_used,
    reason = "what a test needs and does not find is to fail it"
)]

use cldlint::syntax::{
    Body, Expr, ExprId, ExprKind, Item, Step, StepKind, TemplatePart, Tree, parse, parse_json,
    parse_template,
};
use cldlint::text::{Source, Sources, TextRange};
use proptest::prelude::*;

/// Bits of configuration that, put together at random, often make sense and often almost do.
const PIECES: &[&str] = &[
    "a",
    "b-c",
    "é",
    "for",
    "in",
    "if",
    "true",
    "null",
    "1",
    "2.5",
    "1e5",
    "\"x\"",
    "\"a${b}c\"",
    "\"%{if a}x%{endif}\"",
    "${",
    "%{",
    "~}",
    "}",
    "{",
    "[",
    "]",
    "(",
    ")",
    "\"",
    "\\",
    "\\n",
    "$",
    "$${",
    "%%{",
    "=",
    "==",
    "=>",
    "!",
    "&&",
    "||",
    "?",
    ":",
    "::",
    ".",
    "...",
    ",",
    "*",
    "-",
    "+",
    "/",
    "%",
    "<",
    "<<EOT\n",
    "<<-EOT\n",
    "EOT\n",
    "  x\n",
    "# c\n",
    "// c\n",
    "/* c */",
    "/*",
    "\n",
    "\r\n",
    "\r",
    " ",
    "\t",
    "\u{a0}",
    "\u{feff}",
    "😀",
    "a = 1\n",
    "a {\n",
    "}\n",
    "[*]",
    ".*",
    "a = [\n",
    "resource \"a\" \"b\" {\n",
    "[for x in y : x]",
    "%{ for x in y }",
    "%{ endfor }",
];

fn pieces() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat())
}

/// Accepted cases with a piece put in somewhere.
fn damaged() -> impl Strategy<Value = String> {
    let cases: Vec<String> = include_str!("../testdata/syntax/cases.jsonl")
        .lines()
        .filter_map(|line| {
            let case: serde_json::Value = serde_json::from_str(line).unwrap();
            case["source"].as_str().map(str::to_owned)
        })
        .collect();
    (
        prop::sample::select(cases.clone()),
        prop::sample::select(cases),
        prop::sample::select(PIECES),
        any::<prop::sample::Index>(),
    )
        .prop_map(|(mut text, after, piece, index)| {
            text.push_str(&after);
            let mut at = index.index(text.len() + 1);
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            text.insert_str(at, piece);
            text
        })
}

fn source_of(bytes: &[u8]) -> Sources {
    let mut sources = Sources::default();
    sources.add("any.tf", bytes.to_vec());
    sources
}

/// Walks a tree and notes the ranges of its items and comments.
struct Check<'t> {
    tree: &'t Tree,
    text: &'t str,
}

impl Check<'_> {
    fn range(&self, range: TextRange, within: TextRange) {
        assert!(within.contains(range), "{range:?} is not within {within:?}");
        assert!(self.text.get(range.as_usize()).is_some(), "{range:?}");
    }

    fn body(&self, body: &Body, within: TextRange) {
        self.range(body.range, within);
        let mut end = body.range.start();
        for item in self.tree.items(body) {
            let range = match *item {
                Item::Attribute(id) => {
                    let attribute = self.tree.attribute(id);
                    self.range(attribute.name, attribute.range);
                    self.expr(attribute.expr, attribute.range);
                    attribute.range
                }
                Item::Block(id) => {
                    let block = self.tree.block(id);
                    self.range(block.header, block.range);
                    self.range(block.kind, block.header);
                    for label in self.tree.labels(block) {
                        self.range(label.range, block.header);
                        self.range(label.text, label.range);
                    }
                    self.body(self.tree.body(block.body), block.range);
                    block.range
                }
            };
            self.range(range, within);
            assert!(range.start() >= end, "items are in the order of the text");
            end = range.end();
        }
    }

    fn all(&self, ids: &[ExprId], within: TextRange) {
        let mut end = within.start();
        for &id in ids {
            self.expr(id, within);
            let range = self.tree.expr(id).range;
            assert!(
                range.start() >= end,
                "children are in the order of the text"
            );
            end = range.end();
        }
    }

    fn expr(&self, id: ExprId, within: TextRange) {
        let Expr { kind, range } = *self.tree.expr(id);
        self.range(range, within);
        match kind {
            ExprKind::Null
            | ExprKind::Bool(_)
            | ExprKind::Number
            | ExprKind::Name
            | ExprKind::Invalid => {}
            ExprKind::Template(template) => self.parts(self.tree.parts(template.parts), range),
            ExprKind::Tuple(list) => self.all(self.tree.exprs(list), range),
            ExprKind::Object(items) => {
                for item in self.tree.object_items(items) {
                    self.all(&[item.key, item.value], range);
                }
            }
            ExprKind::Traversal { object, steps } => {
                self.expr(object, range);
                assert!(!steps.is_empty());
                for step in self.tree.steps(steps) {
                    self.step(step, range);
                }
            }
            ExprKind::Call { name, args, .. } => {
                self.range(name, range);
                self.all(self.tree.exprs(args), range);
            }
            ExprKind::For(id) => {
                let node = *self.tree.for_expr(id);
                if let Some(name) = node.key_name {
                    self.range(name, range);
                }
                self.range(node.value_name, range);
                let after = [node.key, Some(node.value), node.condition];
                let mut all = vec![node.collection];
                all.extend(after.into_iter().flatten());
                self.all(&all, range);
            }
            ExprKind::Conditional {
                condition,
                when_true,
                when_false,
            } => self.all(&[condition, when_true, when_false], range),
            ExprKind::Binary { left, right, .. } => self.all(&[left, right], range),
            ExprKind::Unary { operand, .. } => self.expr(operand, range),
            ExprKind::Parenthesis(inner) => self.expr(inner, range),
        }
    }

    fn step(&self, step: &Step, within: TextRange) {
        self.range(step.range, within);
        match step.kind {
            StepKind::Attribute(range) | StepKind::LegacyIndex(range) => {
                self.range(range, step.range);
            }
            StepKind::Index(key) => self.expr(key, step.range),
            StepKind::AttributeSplat | StepKind::FullSplat => {}
        }
    }

    fn parts(&self, parts: &[TemplatePart], within: TextRange) {
        let mut end = within.start();
        for part in parts {
            let range = match *part {
                TemplatePart::Literal(literal) => literal.range,
                TemplatePart::Interpolation { expr, range } => {
                    self.expr(expr, range);
                    range
                }
                TemplatePart::If { condition, range } => {
                    self.expr(condition, range);
                    range
                }
                TemplatePart::For {
                    value,
                    collection,
                    range,
                    ..
                } => {
                    self.range(value, range);
                    self.expr(collection, range);
                    range
                }
                TemplatePart::Else(range)
                | TemplatePart::EndIf(range)
                | TemplatePart::EndFor(range) => range,
            };
            self.range(range, within);
            assert!(range.start() >= end, "parts are in the order of the text");
            end = range.end();
        }
    }
}

fn check(source: &Source, tree: &Tree) {
    let text = source.text();
    let whole = TextRange::new(0, u32::try_from(text.len()).unwrap());
    let check = Check { tree, text };
    check.body(tree.root(), whole);
    let mut end = 0;
    for comment in tree.comments() {
        check.range(comment.range, whole);
        assert!(comment.range.start() >= end, "comments are in order");
        end = comment.range.end();
    }
    for error in tree.errors() {
        check.range(error.range, whole);
        assert!(!error.message.is_empty());
    }
    for &range in tree.skipped() {
        check.range(range, whole);
    }
}

/// Every byte is in an item, a comment, white space, or what an error made unreadable.
fn check_cover(source: &Source, tree: &Tree) {
    let text = source.text();
    let mut covered = vec![false; text.len()];
    let mut cover = |range: TextRange| covered[range.as_usize()].fill(true);
    for item in tree.items(tree.root()) {
        cover(match *item {
            Item::Attribute(id) => tree.attribute(id).range,
            Item::Block(id) => tree.block(id).range,
        });
    }
    tree.comments().iter().for_each(|c| cover(c.range));
    tree.skipped().iter().for_each(|&range| cover(range));
    tree.errors().iter().for_each(|error| cover(error.range));
    for (at, c) in text.char_indices() {
        let blank = c.is_whitespace() || (at == 0 && c == '\u{feff}');
        assert!(
            blank || covered[at],
            "byte {at} ({c:?}) is lost in {text:?}"
        );
    }
}

fn check_native(bytes: &[u8]) {
    let sources = source_of(bytes);
    let source = sources.all().first().unwrap();
    let tree = parse(source);
    check(source, &tree);
    check_cover(source, &tree);
    assert!(tree.errors().is_empty() || !tree.errors()[0].message.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_a_sound_tree(text in any::<String>()) {
        check_native(text.as_bytes());
    }

    #[test]
    fn any_bytes_give_a_sound_tree(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        check_native(&bytes);
    }

    #[test]
    fn pieces_give_a_sound_tree(text in pieces()) {
        check_native(text.as_bytes());
    }

    #[test]
    fn damaged_text_gives_a_sound_tree(text in damaged()) {
        check_native(text.as_bytes());
    }

    #[test]
    fn templates_give_a_sound_tree(text in pieces()) {
        let sources = source_of(text.as_bytes());
        let source = sources.all().first().unwrap();
        let (tree, expr) = parse_template(source);
        check(source, &tree);
        let whole = TextRange::new(0, u32::try_from(source.text().len()).unwrap());
        Check { tree: &tree, text: source.text() }.expr(expr, whole);
    }

    #[test]
    fn json_gives_a_sound_tree(text in pieces(), broken in any::<bool>()) {
        let text = if broken {
            format!("{{\"a\": {text}}}")
        } else {
            serde_json::json!({ "a": [text, 1, { "b": text }] }).to_string()
        };
        let sources = source_of(text.as_bytes());
        let source = sources.all().first().unwrap();
        check(source, &parse_json(source));
    }

    #[test]
    fn every_json_is_read(text in any::<String>(), key in any::<String>(), number in any::<f64>()) {
        let text = text.replace(['$', '%'], "");
        let key = key.replace(['$', '%'], "");
        let wanted = unicode_normalization::UnicodeNormalization::nfc(text.as_str()).collect::<String>();
        let json = serde_json::json!({ "a": { key.clone(): text, "n": [number] } }).to_string();
        let sources = source_of(json.as_bytes());
        let source = sources.all().first().unwrap();
        let tree = parse_json(source);
        prop_assert_eq!(tree.errors(), []);
        let (_, a) = tree.find_attribute(source, tree.root(), "a").unwrap();
        let ExprKind::Object(items) = tree.expr(a.expr).kind else { panic!("not an object") };
                if key != "n" {
            let value = tree.object_items(items)[0].value;
            prop_assert_eq!(tree.string(source, value).unwrap(), wanted);
        }
    }

    #[test]
    fn errors_do_not_hide_what_follows(piece in prop::sample::select(PIECES)) {
        let text = format!("a {{\n  x = 1\n  y = [{piece}\n  z = 3\n}}\n\nb {{\n  c = 1\n}}\n");
        let sources = source_of(text.as_bytes());
        let tree = parse(sources.all().first().unwrap());
        let tail = !matches!(piece, "/*" | "<<EOT\n" | "<<-EOT\n");
        prop_assert!(!tail || tree.items(tree.root()).len() >= 2, "{}", text);
    }
}
