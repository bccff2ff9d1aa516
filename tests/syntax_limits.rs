//! Input made to hurt: none of it may take more than linear time, deep recursion, or a panic.
//!
//! Nothing is timed. What takes more than linear time here does not end within any patience.

use std::fmt::Write as _;

use cldlint::syntax::{ExprKind, Tree, parse, parse_json};
use cldlint::text::Sources;

const MEGABYTE: usize = 1_000_000;

fn tree_of(text: String) -> Tree {
    let mut sources = Sources::default();
    let id = sources.add("limits.tf", text.into_bytes());
    parse(sources.get(id))
}

fn json_tree_of(text: String) -> Tree {
    let mut sources = Sources::default();
    let id = sources.add("limits.tf.json", text.into_bytes());
    parse_json(sources.get(id))
}

#[track_caller]
fn assert_accepted(tree: &Tree) {
    assert_eq!(tree.errors(), []);
}

#[track_caller]
fn assert_too_deep(tree: &Tree) {
    let deep = tree
        .errors()
        .iter()
        .any(|error| error.message.contains("levels deep"));
    assert!(deep, "{:?}", tree.errors().first());
}

#[test]
fn nesting_is_bounded() {
    let many = 100_000;
    for (open, close) in [
        ("(", ")"),
        ("[", "]"),
        ("{a=", "}"),
        ("f(", ")"),
        ("\"${", "}\""),
        ("[for x in y : ", "]"),
        ("{for x in y : x => ", "}"),
        ("a[", "]"),
        ("!", ""),
        ("-", ""),
        ("a ? b : ", ""),
        ("<<E\n${", "\n}\nE\n"),
    ] {
        for closed in [true, false] {
            let mut text = format!("a = {}1", open.repeat(many));
            if closed {
                text.push_str(&close.repeat(many));
            }
            text.push_str("\nb = 2\n");
            assert_too_deep(&tree_of(text));
        }
    }
    for open in ["a {\n", "a \"b\" {\n  "] {
        assert_too_deep(&tree_of(open.repeat(many)));
        assert_too_deep(&tree_of(format!(
            "{}{}",
            open.repeat(many),
            "}\n".repeat(many)
        )));
    }
}

#[test]
fn nesting_below_the_bound_is_read() {
    let many = 390;
    for (open, close) in [
        ("(", ")"),
        ("[", "]"),
        ("{a=", "}"),
        ("\"${", "}\""),
        ("!", ""),
    ] {
        let text = format!("a = {}1{}\n", open.repeat(many), close.repeat(many));
        assert_accepted(&tree_of(text));
    }
    let text = format!("{}{}", "a {\n".repeat(many), "}\n".repeat(many));
    assert_accepted(&tree_of(text));
}

#[test]
fn json_nesting_is_bounded() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let inner = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
        assert_too_deep(&json_tree_of(format!("{{\"a\":{inner}}}")));
        let inner = format!("{}1{}", open.repeat(390), close.repeat(390));
        assert_accepted(&json_tree_of(format!("{{\"a\":{inner}}}")));
    }
    let inner = "(".repeat(100_000);
    assert_too_deep(&json_tree_of(format!("{{\"a\":\"${{{inner}\"}}")));
}

#[test]
fn long_lists_are_read() {
    let mut keys = String::from("a = {\n");
    let mut attributes = String::new();
    for index in 0..100_000 {
        writeln!(keys, "  key{index} = {index}").unwrap();
    }
    keys.push_str("}\n");
    assert_accepted(&tree_of(keys));
    for index in 0..MEGABYTE {
        writeln!(attributes, "a{index} = 1").unwrap();
    }
    let tree = tree_of(attributes);
    assert_accepted(&tree);
    assert_eq!(tree.items(tree.root()).len(), MEGABYTE);
    assert_accepted(&tree_of(format!("a = [{}]\n", "1,".repeat(MEGABYTE))));
    assert_accepted(&tree_of(format!("a = f({}1)\n", "b, ".repeat(MEGABYTE))));
}

#[test]
fn long_chains_are_read() {
    assert_accepted(&tree_of(format!("a = b{}\n", " + b".repeat(MEGABYTE))));
    assert_accepted(&tree_of(format!("a = b{}\n", " && b".repeat(MEGABYTE))));
    let tree = tree_of(format!("a = b{}\n", ".b".repeat(MEGABYTE)));
    assert_accepted(&tree);
    let (_, attribute) = tree.attributes(tree.root()).next().unwrap();
    let ExprKind::Traversal { steps, .. } = tree.expr(attribute.expr).kind else {
        panic!("not a traversal")
    };
    assert_eq!(steps.len(), MEGABYTE);
    assert_accepted(&tree_of(format!("a = b{}\n", "[0]".repeat(MEGABYTE))));
}

#[test]
fn long_text_is_read() {
    let long = "x".repeat(20 * MEGABYTE);
    assert_accepted(&tree_of(format!("a = \"{long}\"\n")));
    assert_accepted(&tree_of(format!("# {long}\na = 1\n")));
    assert_accepted(&tree_of(format!("{long} = 1\n")));
    assert_accepted(&json_tree_of(format!("{{\"a\": \"{long}\"}}")));
    assert_accepted(&tree_of(format!(
        "a = \"{}\"\n",
        "${a}".repeat(5 * MEGABYTE / 4)
    )));
    assert_accepted(&tree_of(format!(
        "a = <<-EOT\n{}EOT\n",
        "  EOT x ${a}\n".repeat(MEGABYTE / 4)
    )));
    assert_accepted(&tree_of(format!(
        "a = \"{}{}\"\n",
        "%{if a}x".repeat(MEGABYTE / 8),
        "%{endif}".repeat(MEGABYTE / 8)
    )));
    assert_accepted(&tree_of("\n".repeat(5 * MEGABYTE)));
    assert_accepted(&tree_of(" ".repeat(5 * MEGABYTE)));
}

#[test]
fn a_large_file_is_read() {
    let block = "resource \"aws_instance\" \"web\" {\n  ami = var.ami[\"x\"]\n  tags = {\n    Name = \"web-${count.index}\" # a name\n  }\n}\n";
    let tree = tree_of(block.repeat(50 * MEGABYTE / block.len()));
    assert_accepted(&tree);
    assert_eq!(
        tree.blocks(tree.root()).count(),
        50 * MEGABYTE / block.len()
    );
}

#[test]
fn errors_do_not_multiply() {
    for text in [
        "a = = 1\n",
        "}\n",
        "a = [\n",
        "a = \"x\n",
        "a = ${\n",
        "= 1\n",
        "a {\n b = = 1\n",
        "((((\n",
        "a b c 1 {\n",
        "a = <<EOT x\n",
        "/ ",
        "\"",
        "a = 1.2.3\n",
        "a = \"\\q\"\n",
        "a = {\n",
    ] {
        let tree = tree_of(text.repeat(MEGABYTE / text.len()));
        assert!(!tree.errors().is_empty(), "{text}");
        assert!(tree.errors().len() <= 1001, "{text}");
    }
    for text in ["a = [", "a = \"${", "a {", "x ", "{", "=", "\u{1a}", "é"] {
        let tree = tree_of(text.repeat(MEGABYTE / text.len()));
        assert!(!tree.errors().is_empty(), "{text}");
    }
}
