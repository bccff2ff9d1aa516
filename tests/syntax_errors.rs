//! What is said of mistakes, where, and what of the rest of the file is still read.

use cldlint::syntax::{ExprKind, parse};
use cldlint::text::Sources;

/// A mistake, between two good attributes of a block with another block after it; what is said of it; and what is in
/// the tree: the blocks, and the attributes of the first one, with `?` where the value could not be read.
const MISTAKES: &[(&str, &str)] = &[
    (
        "x = = 1",
        "3:7 expected an expression, found `=` (equality is tested with `==`)\na b | before x? after",
    ),
    (
        "x 1",
        "3:5 expected `=` or `{`, found `1`\na b | before after",
    ),
    (
        "x : 1",
        "3:5 expected `=`, found `:` (attributes are set with `=`)\na b | before after",
    ),
    (
        "x = 'a'",
        "3:7 expected an expression, found `'` (strings stand in double quotation marks)\na b | before x? after",
    ),
    (
        "x = \"a",
        "3:7 this string is not closed on its line (add the closing quotation mark; text of several lines stands in a heredoc)\na b | before x? after",
    ),
    (
        "x = \"a\\qb\"",
        "3:9 `\\q` is no escape sequence (write `\\\\` for a backslash; the escapes are \\n \\r \\t \\\" \\\\ \\u \\U)\na b | before x? after",
    ),
    (
        "x = \"${a\"",
        "3:11 expected `}`, found a string\na b | before x? after",
    ),
    (
        "x = \"${}\"",
        "3:10 expected an expression, found `}`\na b | before x? after",
    ),
    (
        "x = \"%{ if a }b\"",
        "3:8 this `if` has no `endif` (add `%{ endif }`)\na b | before x? after",
    ),
    (
        "x = \"%{ foo }b\"",
        "3:11 expected `if`, `else`, `endif`, `for` or `endfor` after `%{`, found `foo` (`%%{` stands for a plain `%{`)\na b | before x? after",
    ),
    (
        "x = [1, 2",
        "4:3 expected `,` or `]`, found `after` (elements are separated by commas, also across lines)\na b | before x? after",
    ),
    (
        "x = [1\n    2]",
        "4:5 expected `,` or `]`, found `2` (elements are separated by commas, also across lines)\na b | before x? after",
    ),
    (
        "x = {\n    a = 1\n",
        "1:3 this `{` is not closed (add the missing `}`)\na b | before x",
    ),
    (
        "x = {\n    a = 1 b = 2\n  }",
        "4:11 expected a new line, `,` or `}`, found `b`\na b | before x? after",
    ),
    (
        "x = f(1",
        "4:3 expected `,` or `)`, found `after`\na b | before x? after",
    ),
    (
        "x = a &\n",
        "3:9 expected a new line after this value, found `&` (the operator is `&&`)\na b | before x? after",
    ),
    (
        "x = a and b",
        "3:9 expected a new line after this value, found `and` (the operators are `&&` and `||`)\na b | before x? after",
    ),
    (
        "x = a &&\n    b",
        "3:11 expected an expression, found the end of the line (to go on in the next line, put the expression in parentheses)\na b | before x? after",
    ),
    (
        "x = a ? b",
        "3:12 expected `:` and the value for the other case, found the end of the line (to go on in the next line, put the expression in parentheses)\na b | before x? after",
    ),
    (
        "x = 10.0.0.0/8",
        "3:7 `10.0.0.0` is not a number (addresses and versions are strings: put them in double quotation marks)\na b | before x? after",
    ),
    (
        "x = a.0.1",
        "3:9 an index after a dot cannot follow another one (write each index in brackets, such as `[0][1]`)\na b | before x? after",
    ),
    (
        "x = a.(b)",
        "3:9 expected the name of an attribute after `.`, found `(` (an attribute whose name is computed is taken with brackets, without a dot)\na b | before x? after",
    ),
    (
        "x = a[]",
        "3:9 expected an index, found `]` (`[*]` takes all elements)\na b | before x? after",
    ),
    (
        "x = <<EOT\n  text",
        "3:7 this heredoc is not closed by a line with `EOT` alone (the closing line ends with a line break, also at the end of the file)\na b | before x? after",
    ),
    (
        "x = <<EOT x\n  text\n  EOT",
        "3:7 expected an expression, found `<` (a heredoc begins with `<<`, its marker, and a line break)\na b | before x? after",
    ),
    (
        "x = [for a b: c]",
        "3:14 expected `in`, found `b`\na b | before x? after",
    ),
    (
        "x = {for a in b: c}",
        "3:21 expected `=>` after the key, found `}`\na b | before x? after",
    ),
    (
        "x = 1,",
        "3:8 expected a new line, found `,` (attributes are separated by line breaks, not by commas)\na b | before x? after",
    ),
    (
        "x = 1;",
        "3:8 expected a new line after this value, found `;` (write each attribute on a line of its own)\na b | before x? after",
    ),
    (
        "x = 1 }",
        "3:9 expected a new line before this `}` (close a block of several lines on a line of its own)\n5:1 this `}` closes nothing (remove it, or look for a missing `{` above)\na b | before x",
    ),
    (
        "x\n",
        "3:3 expected `=` or `{` after this name, found the end of the line (`{` stands on the same line as the type of the block)\na b | before after",
    ),
    (
        "x.y = 1",
        "3:4 expected `=` or `{`, found `.` (an attribute has a plain name; to set part of a map, set the whole map)\na b | before after",
    ),
    (
        "\"x\" = 1",
        "3:3 expected an attribute or a block, found a string (the name of an attribute stands without quotation marks)\na b | before after",
    ),
    (
        "x {",
        "3:5 this `{` is not closed (add the missing `}`)\na b | before after",
    ),
    (
        "x \"${a}\" {\n  }",
        "3:6 a label cannot hold a template (labels are fixed text; `$${` stands for a plain `${`)\na b | before after",
    ),
    (
        "x { a = 1, b = 2 }",
        "3:12 expected `}`, found `,` (a block on one line holds one attribute; write it on several lines)\na b | before after",
    ),
    (
        "x { y {} }",
        "3:7 a block inside a block needs a line of its own (write the outer block on several lines)\na b | before after",
    ),
    (
        "x {} y = 1",
        "3:8 expected a new line after the block, found `y`\na b | before y after",
    ),
    (
        "before = 2",
        "3:3 `before` is already set in this block (keep one of the two)\na b | before before after",
    ),
    (
        "}",
        "5:1 this `}` closes nothing (remove it, or look for a missing `{` above)\na b | before",
    ),
    (
        "/* x",
        "3:3 expected an attribute or a block, found a comment that is not closed (close the comment with `*/`)\na | before",
    ),
    (
        "x = “a”",
        "3:7 expected an expression, found `“` (strings stand in straight quotation marks (\"))\na b | before x? after",
    ),
    (
        "x = a\u{a0}",
        "3:8 expected a new line after this value, found the character U+00A0 (only spaces and tabs may stand between words)\na b | before x? after",
    ),
];

#[test]
fn mistakes_are_explained() {
    let mut wrong = Vec::new();
    for &(mistake, expected) in MISTAKES {
        let text =
            format!("a {{\n  before = 1\n  {mistake}\n  after = 1\n}}\n\nb {{\n  c = 1\n}}\n");
        let mut sources = Sources::default();
        let id = sources.add("a.tf", text.clone().into_bytes());
        let source = sources.get(id);
        let tree = parse(source);
        let mut said: Vec<String> = tree
            .errors()
            .iter()
            .map(|error| {
                let at = source.position(error.range.start());
                let help = error
                    .help
                    .map(|help| format!(" ({help})"))
                    .unwrap_or_default();
                format!("{}:{} {}{help}", at.line, at.column, error.message)
            })
            .collect();
        let blocks: Vec<&str> = tree
            .blocks(tree.root())
            .map(|(_, block)| tree.block_type(source, block))
            .collect();
        let (_, first) = tree.blocks(tree.root()).next().unwrap();
        let body = tree.body(first.body);
        let names: Vec<String> = tree
            .attributes(body)
            .map(|(_, attribute)| {
                let invalid = matches!(tree.expr(attribute.expr).kind, ExprKind::Invalid);
                let name = tree.attribute_name(source, attribute);
                format!("{name}{}", if invalid { "?" } else { "" })
            })
            .collect();
        said.push(format!("{} | {}", blocks.join(" "), names.join(" ")));
        let said = said.join("\n");
        if said != expected {
            wrong.push(format!("(\n{mistake:?},\n{said:?},\n),"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
