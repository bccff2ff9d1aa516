//! `.tf.json` into the same tree.
//!
//! The properties of the root object are the attributes of the root body, those of an array of objects one after the
//! other. Everything below is expressions: an object is an object whose keys are templates, a string is a template.
//! Which of them stand for blocks is for the reader of the configuration to say. All ranges are those of the file, also
//! within strings that have escapes before or inside an interpolation; [`Tree::text`] reads the escapes of a range.

mod escape;
mod moved;

use escape::Unescaped;
pub(in crate::syntax) use escape::unescape;

use super::lexer::offset;
use super::number::is_number;
use super::parser::{MAX_DEPTH, Parser};
use super::{
    Attribute, AttributeId, Body, BodyId, Expr, ExprId, ExprKind, Item, List, ObjectItem,
    SyntaxError, Template, TemplateForm, TemplateLiteral, TemplatePart, Tree, UnaryOperator,
};
use crate::text::{Source, TextRange};

/// An error was written down; the rest of the file is not read.
struct Failed;

type Read<T> = Result<T, Failed>;

struct Reader<'s> {
    source: &'s Source,
    text: &'s str,
    at: usize,
    depth: u32,
    tree: Tree,
    items: Vec<Item>,
    elements: Vec<ExprId>,
    entries: Vec<ObjectItem>,
    /// Whether strings are text and not templates.
    literal: bool,
}

/// Reads a file of the JSON syntax. An error ends the reading; the properties before it are in the tree.
pub fn parse_json(source: &Source) -> Tree {
    read(source, false)
}

/// Reads a file of JSON whose strings are text, whatever stands in them, as in files of variable values.
/// [`Tree::json_text`] gives their values.
pub fn parse_json_literals(source: &Source) -> Tree {
    read(source, true)
}

fn read(source: &Source, literal: bool) -> Tree {
    let mut reader = Reader {
        source,
        text: source.text(),
        at: 0,
        depth: 0,
        tree: Tree::empty(source.id()),
        items: Vec::new(),
        elements: Vec::new(),
        entries: Vec::new(),
        literal,
    };
    reader.tree.json = true;
    let outcome = reader.file();
    reader.finish(outcome.is_err())
}

/// Reads the text of a literal JSON string as an expression: `"list(string)"` where Terraform wants a type,
/// `"aws_vpc.main"` where it wants a reference. The ranges of the new tree are those of the file.
pub fn parse_json_expression(source: &Source, tree: &Tree, expr: ExprId) -> Option<(Tree, ExprId)> {
    let string = tree.expr(expr);
    if !tree.is_json() || !matches!(string.kind, ExprKind::Template(_)) {
        return None;
    }
    let inside = TextRange::new(string.range.start() + 1, string.range.end() - 1);
    let mut target = Tree::empty(source.id());
    target.json = true;
    let (mut target, value) = with_parser(source, inside, target, 0, |parser| {
        parser.whole_expression()
    });
    let value = value.unwrap_or_else(|| invalid(&mut target, inside));
    let broken = !target.errors.is_empty();
    target.bodies.push(Body {
        items: List::new(0, 0),
        range: inside,
        broken,
    });
    Some((target, value))
}

fn invalid(tree: &mut Tree, range: TextRange) -> ExprId {
    let id = ExprId(offset(tree.exprs.len()));
    tree.exprs.push(Expr {
        kind: ExprKind::Invalid,
        range,
    });
    id
}

/// Lets the parser of the native syntax read the inside of a string into `tree`.
fn with_parser(
    source: &Source,
    inside: TextRange,
    tree: Tree,
    depth: u32,
    read: impl FnOnce(&mut Parser<'_>) -> Option<ExprId>,
) -> (Tree, Option<ExprId>) {
    let raw = source.slice(inside);
    if !raw.contains('\\') {
        let text = source.text().get(..inside.end() as usize).unwrap_or("");
        let mut parser = Parser::within(text, inside.start() as usize, tree, depth);
        let value = read(&mut parser);
        return (parser.into_tree(), value);
    }
    let unescaped = Unescaped::new(raw, inside.start());
    let marks = tree.marks();
    let mut parser = Parser::within(&unescaped.text, 0, tree, depth);
    let value = read(&mut parser);
    let mut tree = parser.into_tree();
    tree.move_ranges(&marks, |range| {
        TextRange::new(unescaped.place(range.start()), unescaped.place(range.end()))
    });
    (tree, value)
}

impl Reader<'_> {
    fn file(&mut self) -> Read<()> {
        self.blank();
        match self.byte() {
            b'{' => self.root_object()?,
            b'[' => {
                self.at += 1;
                self.blank();
                while self.byte() != b']' {
                    if self.byte() != b'{' {
                        return Err(self.expected("an object"));
                    }
                    self.root_object()?;
                    self.separator(b']')?;
                }
                self.at += 1;
            }
            _ => return Err(self.expected("`{`, since JSON configuration is one object")),
        }
        self.blank();
        if self.at < self.text.len() {
            return Err(self.expected("the end of the file"));
        }
        Ok(())
    }

    fn finish(mut self, broken: bool) -> Tree {
        let broken = broken || !self.tree.errors.is_empty();
        self.tree.items = self.items;
        let items = List::new(0, offset(self.tree.items.len()));
        self.tree.root = BodyId(offset(self.tree.bodies.len()));
        self.tree.bodies.push(Body {
            items,
            range: TextRange::new(0, offset(self.text.len())),
            broken,
        });
        if broken && self.at < self.text.len() {
            let rest = TextRange::new(offset(self.at), offset(self.text.len()));
            self.tree.skipped.push(rest);
        }
        self.tree.refuse_invalid_bytes(self.source);
        self.tree.errors.sort_by_key(|error| error.range.start());
        self.tree
    }

    fn root_object(&mut self) -> Read<()> {
        self.at += 1;
        self.blank();
        while self.byte() != b'}' {
            let name = self.string_range()?;
            self.colon()?;
            let from = self.at;
            let value = self.value();
            let failed = value.is_err();
            let expr = value.unwrap_or_else(|Failed| {
                self.elements.clear();
                self.entries.clear();
                let end = self.at.max(from);
                invalid(&mut self.tree, TextRange::new(offset(from), offset(end)))
            });
            let id = AttributeId(offset(self.tree.attributes.len()));
            self.tree.attributes.push(Attribute {
                name: TextRange::new(name.start() + 1, name.end() - 1),
                expr,
                range: TextRange::new(name.start(), offset(self.at)),
            });
            self.items.push(Item::Attribute(id));
            if failed {
                return Err(Failed);
            }
            self.separator(b'}')?;
        }
        self.at += 1;
        Ok(())
    }

    fn value(&mut self) -> Read<ExprId> {
        let start = self.at;
        let kind = match self.byte() {
            b'"' => return self.string(),
            b'{' | b'[' if self.depth >= MAX_DEPTH => {
                let range = TextRange::new(offset(start), offset(start + 1));
                let message = format!("nested more than {MAX_DEPTH} levels deep");
                return Err(self.fail(range, message));
            }
            b'{' => self.object()?,
            b'[' => self.array()?,
            b'-' | b'0'..=b'9' => return self.number(),
            _ => self.keyword()?,
        };
        Ok(self.push(kind, start))
    }

    fn push(&mut self, kind: ExprKind, start: usize) -> ExprId {
        let id = ExprId(offset(self.tree.exprs.len()));
        self.tree.exprs.push(Expr {
            kind,
            range: TextRange::new(offset(start), offset(self.at)),
        });
        id
    }

    fn object(&mut self) -> Read<ExprKind> {
        self.depth += 1;
        self.at += 1;
        self.blank();
        let mark = self.entries.len();
        while self.byte() != b'}' {
            if self.byte() != b'"' {
                return Err(self.expected("a property name in quotation marks"));
            }
            let key = self.string()?;
            self.colon()?;
            let value = self.value()?;
            self.entries.push(ObjectItem { key, value });
            self.separator(b'}')?;
        }
        self.at += 1;
        self.depth -= 1;
        let start = self.tree.object_items.len();
        self.tree.object_items.extend(self.entries.drain(mark..));
        let count = self.tree.object_items.len() - start;
        Ok(ExprKind::Object(List::new(offset(start), offset(count))))
    }

    fn array(&mut self) -> Read<ExprKind> {
        self.depth += 1;
        self.at += 1;
        self.blank();
        let mark = self.elements.len();
        while self.byte() != b']' {
            let element = self.value()?;
            self.elements.push(element);
            self.separator(b']')?;
        }
        self.at += 1;
        self.depth -= 1;
        let start = self.tree.children.len();
        self.tree.children.extend(self.elements.drain(mark..));
        let count = self.tree.children.len() - start;
        Ok(ExprKind::Tuple(List::new(offset(start), offset(count))))
    }

    /// Passes a comma, or stays at the closing bracket.
    fn separator(&mut self, close: u8) -> Read<()> {
        self.blank();
        if self.byte() == close {
            return Ok(());
        }
        if self.byte() != b',' {
            return Err(self.expected(if close == b'}' {
                "`,` or `}`"
            } else {
                "`,` or `]`"
            }));
        }
        self.at += 1;
        self.blank();
        if self.byte() == close {
            return Err(self.expected("another entry after the comma"));
        }
        Ok(())
    }

    fn colon(&mut self) -> Read<()> {
        self.blank();
        if self.byte() != b':' {
            return Err(self.expected("`:` after the property name"));
        }
        self.at += 1;
        self.blank();
        Ok(())
    }

    fn keyword(&mut self) -> Read<ExprKind> {
        let rest = self.rest();
        for (word, kind) in [
            ("true", ExprKind::Bool(true)),
            ("false", ExprKind::Bool(false)),
            ("null", ExprKind::Null),
        ] {
            let after = rest.strip_prefix(word);
            if after.is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric())) {
                self.at += word.len();
                return Ok(kind);
            }
        }
        Err(self.expected("a value"))
    }

    /// A number; below zero it is a negation, as in the native syntax.
    fn number(&mut self) -> Read<ExprId> {
        let start = self.at;
        let negative = self.byte() == b'-';
        let digits = start + usize::from(negative);
        let rest = self.text.get(digits..).unwrap_or("");
        let length = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '+' | '-'))
            .unwrap_or(rest.len());
        let text = rest.get(..length).unwrap_or("");
        let leading_zero = text
            .strip_prefix('0')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let bare_point = text.ends_with('.') || text.contains(".e") || text.contains(".E");
        if !is_number(text) || bare_point || leading_zero {
            let range = TextRange::new(offset(start), offset(digits + length));
            return Err(self.fail(range, "this is not a JSON number".to_owned()));
        }
        self.at = digits + length;
        let number = self.push(ExprKind::Number, digits);
        if !negative {
            return Ok(number);
        }
        let kind = ExprKind::Unary {
            operator: UnaryOperator::Negate,
            operand: number,
        };
        Ok(self.push(kind, start))
    }

    fn string(&mut self) -> Read<ExprId> {
        let range = self.string_range()?;
        let inside = TextRange::new(range.start() + 1, range.end() - 1);
        let raw = self.source.slice(inside);
        if self.literal || !has_marker(raw) {
            let first = self.tree.parts.len();
            if !raw.is_empty() {
                self.tree.parts.push(TemplatePart::Literal(TemplateLiteral {
                    range: inside,
                    dedent: 0,
                    strip_start: false,
                    strip_end: false,
                }));
            }
            let count = self.tree.parts.len() - first;
            let kind = ExprKind::Template(Template {
                form: TemplateForm::Json,
                parts: List::new(offset(first), offset(count)),
            });
            return Ok(self.push(kind, range.start() as usize));
        }
        let tree = std::mem::replace(&mut self.tree, Tree::empty(self.source.id()));
        let (tree, value) = with_parser(self.source, inside, tree, self.depth, |parser| {
            parser.json_template()
        });
        self.tree = tree;
        let expr = value.unwrap_or_else(|| invalid(&mut self.tree, range));
        if let Some(expr) = self.tree.exprs.get_mut(expr.index()) {
            expr.range = range;
        }
        Ok(expr)
    }

    /// Passes a string and returns its range with the quotation marks.
    fn string_range(&mut self) -> Read<TextRange> {
        let start = self.at;
        if self.byte() != b'"' {
            return Err(self.expected("a property name in quotation marks"));
        }
        let bytes = self.text.as_bytes();
        let mut at = start + 1;
        loop {
            match bytes.get(at) {
                Some(b'"') => break,
                Some(b'\\') => {
                    let Some(length) = escape::length(self.text.get(at..).unwrap_or("")) else {
                        let range = TextRange::new(offset(at), offset(at + 1));
                        let message = "this is no escape sequence of JSON".to_owned();
                        return Err(self.fail(range, message));
                    };
                    at += length;
                }
                Some(..=0x1f) | None => {
                    let range = TextRange::new(offset(start), offset(at));
                    let message = "this string is not closed on its line".to_owned();
                    return Err(self.fail(range, message));
                }
                Some(_) => at += 1,
            }
        }
        self.at = at + 1;
        Ok(TextRange::new(offset(start), offset(at + 1)))
    }

    fn byte(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn blank(&mut self) {
        while matches!(self.byte(), b' ' | b'\t' | b'\n' | b'\r') {
            self.at += 1;
        }
    }

    fn expected(&mut self, what: &str) -> Failed {
        let next = self.rest().chars().next();
        let found = match next {
            Some(c) if c.is_control() => format!("the character U+{:04X}", u32::from(c)),
            Some(c) => format!("`{c}`"),
            None => "the end of the file".to_owned(),
        };
        let length = next.map_or(0, char::len_utf8);
        let range = TextRange::new(offset(self.at), offset(self.at + length));
        self.fail(range, format!("expected {what}, found {found}"))
    }

    fn fail(&mut self, range: TextRange, message: String) -> Failed {
        self.tree.errors.push(SyntaxError {
            message,
            help: Some("JSON configuration must be valid JSON, without comments"),
            range,
        });
        Failed
    }
}

/// Whether the text of a string can hold an interpolation or a directive. The markers may be written with escapes.
fn has_marker(raw: &str) -> bool {
    let bytes = raw.as_bytes();
    bytes.windows(2).any(|pair| matches!(pair, b"${" | b"%{"))
        || (raw.contains("\\u") && {
            let text = unescape(raw);
            text.contains("${") || text.contains("%{")
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Sources;

    fn tree_of(text: &str) -> (Sources, Tree) {
        let mut sources = Sources::default();
        let id = sources.add("a.tf.json", text.as_bytes().to_vec());
        let tree = parse_json(sources.get(id));
        (sources, tree)
    }

    fn only_attribute(tree: &Tree) -> Attribute {
        let mut attributes = tree.attributes(tree.root());
        let (_, attribute) = attributes.next().unwrap();
        assert!(attributes.next().is_none());
        *attribute
    }

    #[test]
    fn properties_of_the_root_are_attributes() {
        let (sources, tree) = tree_of(r#"{"a": 1, "b\u0063": {"x": [true, null, -2.5]}}"#);
        let source = sources.all().first().unwrap();
        assert_eq!(tree.errors(), []);
        let names: Vec<_> = tree
            .attributes(tree.root())
            .map(|(_, attribute)| tree.attribute_name(source, attribute))
            .collect();
        assert_eq!(names, ["a", "bc"]);
        let (_, b) = tree.attributes(tree.root()).nth(1).unwrap();
        let x = tree.object_property(source, b.expr, "x").unwrap();
        let ExprKind::Tuple(elements) = tree.expr(x).kind else {
            panic!("not a tuple")
        };
        assert_eq!(elements.len(), 3);
        assert_eq!(
            source.slice(b.range),
            r#""b\u0063": {"x": [true, null, -2.5]}"#
        );
    }

    #[test]
    fn ranges_within_strings_are_those_of_the_file() {
        let (sources, tree) = tree_of(r#"{"a": "\tü\n ${f(\"x\\ny\", b.c)} z"}"#);
        let source = sources.all().first().unwrap();
        assert_eq!(tree.errors(), []);
        let ExprKind::Template(template) = tree.expr(only_attribute(&tree).expr).kind else {
            panic!("not a template")
        };
        let parts = tree.parts(template.parts);
        let [
            TemplatePart::Literal(before),
            TemplatePart::Interpolation { expr, range },
            TemplatePart::Literal(after),
        ] = parts
        else {
            panic!("not these parts: {parts:?}")
        };
        assert_eq!(tree.literal(source, template.form, before), "\tü\n ");
        assert_eq!(tree.literal(source, template.form, after), " z");
        assert_eq!(source.slice(*range), r#"${f(\"x\\ny\", b.c)}"#);
        let ExprKind::Call { args, name, .. } = tree.expr(*expr).kind else {
            panic!("not a call")
        };
        assert_eq!(source.slice(name), "f");
        let [x, bc] = tree.exprs(args) else {
            panic!("not two arguments")
        };
        assert_eq!(tree.string(source, *x).unwrap(), "x\ny");
        assert_eq!(source.slice(tree.expr(*bc).range), "b.c");
    }

    #[test]
    fn strings_can_be_read_as_expressions() {
        let (sources, tree) = tree_of(r#"{"type": "list( string )", "bad": "a b"}"#);
        let source = sources.all().first().unwrap();
        let (_, kind) = tree.find_attribute(source, tree.root(), "type").unwrap();
        let (inner, expr) = parse_json_expression(source, &tree, kind.expr).unwrap();
        assert_eq!(inner.errors(), []);
        assert_eq!(source.slice(inner.expr(expr).range), "list( string )");
        let (_, bad) = tree.find_attribute(source, tree.root(), "bad").unwrap();
        let (inner, expr) = parse_json_expression(source, &tree, bad.expr).unwrap();
        assert_eq!(inner.errors().len(), 1);
        assert!(matches!(inner.expr(expr).kind, ExprKind::Invalid));
    }

    #[test]
    fn strings_can_be_text() {
        let mut sources = Sources::default();
        let text = r#"{"a": "${ \"$${b}\n"}"#;
        let id = sources.add("a.tfvars.json", text.as_bytes().to_vec());
        let source = sources.get(id);
        let tree = parse_json_literals(source);
        assert_eq!(tree.errors(), []);
        let text = tree.json_text(source, only_attribute(&tree).expr);
        assert_eq!(text.as_deref(), Some("${ \"$${b}\n"));
    }

    #[test]
    fn what_is_no_json_is_refused() {
        for text in [
            "",
            "1",
            "{",
            "{a: 1}",
            "{\"a\" 1}",
            "{\"a\": 1,}",
            "{\"a\": [1,]}",
            "{\"a\": 01}",
            "{\"a\": 1.}",
            "{\"a\": \"\n\"}",
            "{\"a\": \"\\x\"}",
            "{\"a\": tru}",
            "{} {}",
            "{\"a\": \"${\"}",
            "{\"a\": 1 // no\n}",
            "[1]",
            "{\"a\": +1}",
        ] {
            let (_, tree) = tree_of(text);
            assert_eq!(tree.errors().len(), 1, "{text}");
            assert!(tree.root().broken, "{text}");
        }
        for text in [
            "{}",
            " [ ] ",
            "[{\"a\":1},{\"b\":2}]",
            "{\"a\":0e1,\"b\":1E+2,\"a\":-0}",
        ] {
            let (_, tree) = tree_of(text);
            assert_eq!(tree.errors(), [], "{text}");
        }
    }
}
