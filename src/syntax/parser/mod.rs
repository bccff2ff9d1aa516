//! Tokens to tree.
//!
//! A recursive-descent parser whose recursion is bounded by [`MAX_DEPTH`]. An error is written down where it is found
//! and abandons the attribute or block header it is in; the parser then goes on at the next line that looks like the
//! beginning of an item, so that one mistake does not hide the rest of the file.

mod body;
mod expr;
mod recover;
mod template;

use super::lexer::{Lexer, Token, TokenKind, offset};
use super::{
    Body, BodyId, Comment, Expr, ExprId, ExprKind, Item, List, ObjectItem, Step, SyntaxError,
    TemplateForm, TemplatePart, Tree,
};
use crate::text::{FileId, Source, TextRange};

/// How deep expressions and blocks may nest. The deepest of some thousand public files has 31 levels.
pub(super) const MAX_DEPTH: u32 = 400;

/// How many errors of a file are kept.
const MAX_ERRORS: usize = 1000;

/// An error was written down; what it is part of cannot be read.
#[derive(Debug)]
pub(super) struct Failed;

pub(super) type Parsed<T> = Result<T, Failed>;

/// Lists under construction: what belongs to the outer ones lies below what belongs to the inner ones.
#[derive(Default)]
struct Stacks {
    items: Vec<Item>,
    exprs: Vec<ExprId>,
    objects: Vec<ObjectItem>,
    steps: Vec<Step>,
    parts: Vec<TemplatePart>,
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "each says something of its own about where the parser stands"
)]
pub(super) struct Parser<'s> {
    lexer: Lexer<'s>,
    /// The token to look at next.
    token: Token,
    /// The end of the token before it.
    last_end: u32,
    /// Whether line breaks end things here. Set before the token after a bracket is read.
    newlines: bool,
    depth: u32,
    /// Whether [`MAX_DEPTH`] was exceeded.
    too_deep: bool,
    /// Whether the body being read has something that could not be read.
    broken: bool,
    /// The first block that was reported for want of its closing brace.
    unclosed: Option<TextRange>,
    /// Whether an error was just recovered from at an item further left than the one it was in.
    outdented: bool,
    /// Whether indentation decides where a block ends that has lost its closing brace.
    guided: bool,
    /// Where the blocks begin that are being read, and how far they are indented once that was asked.
    open_blocks: Vec<(u32, Option<usize>)>,
    stacks: Stacks,
    pub(super) tree: Tree,
}

/// Reads a file of the native syntax.
pub fn parse(source: &Source) -> Tree {
    let (tree, unclosed) = parse_file(source, false);
    if !unclosed {
        return tree;
    }
    // A closing brace is missing somewhere: the indentation tells where, and saves what follows.
    let (guided, _) = parse_file(source, true);
    if guided.errors.is_empty() {
        tree
    } else {
        guided
    }
}

/// Reads a file, and says whether a block was still open at its end.
fn parse_file(source: &Source, guided: bool) -> (Tree, bool) {
    let text = source.text();
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut parser = Parser::new(source.id(), text, start);
    parser.guided = guided;
    parser.tree.reserve(text.len());
    parser.advance();
    let root = parser.file_body(offset(start));
    let unclosed = parser.unclosed.is_some() && !parser.too_deep;
    (parser.finish(root, source), unclosed)
}

/// Reads a text that is one template, as `templatefile` does. The tree has an empty body.
pub fn parse_template(source: &Source) -> (Tree, ExprId) {
    let text = source.text();
    let mut parser = Parser::new(source.id(), text, 0);
    let expr = match parser.whole_template(TemplateForm::Heredoc) {
        Ok(expr) => expr,
        Err(Failed) => parser.push(ExprKind::Invalid, 0, offset(text.len())),
    };
    let root = parser.add_body(0, 0, offset(text.len()));
    (parser.finish(root, source), expr)
}

/// Reads a text that is one expression, as a value on the command line. Line breaks in it mean nothing. The tree has an
/// empty body.
pub fn parse_expression(source: &Source) -> (Tree, ExprId) {
    let text = source.text();
    let mut parser = Parser::new(source.id(), text, 0);
    parser.newlines = false;
    let expr = match parser.whole_expression() {
        Some(expr) => expr,
        None => parser.push(ExprKind::Invalid, 0, offset(text.len())),
    };
    let root = parser.add_body(0, 0, offset(text.len()));
    (parser.finish(root, source), expr)
}

impl<'s> Parser<'s> {
    pub(super) fn new(file: FileId, text: &'s str, start: usize) -> Self {
        Self {
            lexer: Lexer::new(text, start),
            token: Token {
                kind: TokenKind::End,
                start: offset(start),
                end: offset(start),
            },
            last_end: offset(start),
            newlines: true,
            depth: 0,
            too_deep: false,
            broken: false,
            unclosed: None,
            outdented: false,
            guided: false,
            open_blocks: Vec::new(),
            stacks: Stacks::default(),
            tree: Tree::empty(file),
        }
    }

    /// A parser for part of a text that adds to a tree.
    pub(super) fn within(text: &'s str, start: usize, tree: Tree, depth: u32) -> Self {
        let mut parser = Self::new(tree.file, text, start);
        parser.tree = tree;
        parser.depth = depth;
        parser
    }

    pub(super) fn into_tree(mut self) -> Tree {
        self.tree.comments.append(&mut self.lexer.comments);
        self.tree
    }

    /// Reads a JSON string as a template.
    pub(super) fn json_template(&mut self) -> Option<ExprId> {
        self.whole_template(TemplateForm::Json).ok()
    }

    /// Reads an expression that is all there is.
    pub(super) fn whole_expression(&mut self) -> Option<ExprId> {
        self.advance();
        let expr = self.expr().ok()?;
        if !self.at(TokenKind::End) {
            self.expected("the end of the expression", None);
            return None;
        }
        Some(expr)
    }

    fn finish(mut self, root: BodyId, source: &Source) -> Tree {
        self.tree.root = root;
        self.tree.comments = std::mem::take(&mut self.lexer.comments);
        self.tree.refuse_invalid_bytes(source);
        self.tree.errors.sort_by_key(|error| error.range.start());
        self.tree
    }

    /// Goes on to the next token.
    fn advance(&mut self) {
        self.last_end = self.token.end;
        self.token = self.lexer.next(self.newlines);
    }

    fn at(&self, kind: TokenKind) -> bool {
        self.token.kind == kind
    }

    fn at_keyword(&self, word: &str) -> bool {
        self.at(TokenKind::Name) && self.lexer.slice(self.token.range()) == word
    }

    /// Goes one level deeper, if that is allowed.
    fn enter(&mut self) -> Parsed<()> {
        if self.depth >= MAX_DEPTH {
            self.too_deep = true;
            return Err(self.fail(
                self.token.range(),
                format!("nested more than {MAX_DEPTH} levels deep"),
                Some("take parts out into local values"),
            ));
        }
        self.depth += 1;
        Ok(())
    }

    /// Writes an error down.
    fn report(&mut self, range: TextRange, message: String, help: Option<&'static str>) {
        self.broken = true;
        if self.tree.errors.len() < MAX_ERRORS {
            self.tree.errors.push(SyntaxError {
                message,
                help,
                range,
            });
        }
    }

    fn fail(&mut self, range: TextRange, message: String, help: Option<&'static str>) -> Failed {
        self.report(range, message, help);
        Failed
    }

    /// Fails because something else than the present token is needed.
    fn expected(&mut self, what: &str, help: Option<&'static str>) -> Failed {
        let (found, own) = self.describe(self.token);
        let message = format!("expected {what}, found {found}");
        self.fail(self.token.range(), message, own.or(help))
    }

    /// What a token is called, and what to do about it where it can never be right.
    fn describe(&self, token: Token) -> (String, Option<&'static str>) {
        let text = self.lexer.slice(token.range());
        match token.kind {
            TokenKind::End => ("the end of the file".to_owned(), None),
            TokenKind::Newline => ("the end of the line".to_owned(), None),
            TokenKind::Quote => ("a string".to_owned(), None),
            TokenKind::Heredoc => ("a heredoc".to_owned(), None),
            TokenKind::OpenComment => (
                "a comment that is not closed".to_owned(),
                Some("close the comment with `*/`"),
            ),
            TokenKind::Invalid => (describe_character(text), help_for_character(text)),
            _ => {
                let shown: String = text.chars().take(40).collect();
                (format!("`{shown}`"), None)
            }
        }
    }

    fn push(&mut self, kind: ExprKind, start: u32, end: u32) -> ExprId {
        let id = ExprId(offset(self.tree.exprs.len()));
        self.tree.exprs.push(Expr {
            kind,
            range: TextRange::new(start, end),
        });
        id
    }

    /// Makes a list in the tree of what lies on a stack above `mark`.
    fn list<T: Copy>(stack: &mut Vec<T>, mark: usize, pool: &mut Vec<T>) -> List<T> {
        let start = pool.len();
        pool.extend_from_slice(stack.get(mark..).unwrap_or_default());
        stack.truncate(mark);
        List::new(offset(start), offset(pool.len() - start))
    }

    fn add_body(&mut self, mark: usize, start: u32, end: u32) -> BodyId {
        let items = Self::list(&mut self.stacks.items, mark, &mut self.tree.items);
        let id = BodyId(offset(self.tree.bodies.len()));
        self.tree.bodies.push(Body {
            items,
            range: TextRange::new(start, end),
            broken: self.broken,
        });
        id
    }
}

fn describe_character(text: &str) -> String {
    match text.chars().next() {
        Some(c) if c.is_control() || c.is_whitespace() => {
            format!("the character U+{:04X}", u32::from(c))
        }
        Some(c) => format!("`{c}`"),
        None => "nothing".to_owned(),
    }
}

fn help_for_character(text: &str) -> Option<&'static str> {
    Some(match text.chars().next()? {
        '\'' => "strings stand in double quotation marks",
        '`' => "strings stand in double quotation marks; longer text in a heredoc",
        '&' => "the operator is `&&`",
        '|' => "the operator is `||`",
        ';' => "write each attribute on a line of its own",
        '\u{201c}' | '\u{201d}' => "strings stand in straight quotation marks (\")",
        '\r' => "lines end with a line feed, with or without a carriage return before it",
        '\u{feff}' => "a byte order mark may stand at the beginning of the file only",
        c if c.is_whitespace() => "only spaces and tabs may stand between words",
        '$' => "`${` is for use in strings; write the expression alone",
        _ => return None,
    })
}

impl Tree {
    pub(super) fn empty(file: FileId) -> Self {
        Self {
            file,
            json: false,
            root: BodyId(0),
            bodies: Vec::new(),
            items: Vec::new(),
            attributes: Vec::new(),
            blocks: Vec::new(),
            labels: Vec::new(),
            exprs: Vec::new(),
            children: Vec::new(),
            object_items: Vec::new(),
            steps: Vec::new(),
            parts: Vec::new(),
            fors: Vec::new(),
            comments: Vec::new(),
            errors: Vec::new(),
            skipped: Vec::new(),
        }
    }

    /// Makes room for what a text of that length usually needs.
    fn reserve(&mut self, length: usize) {
        self.exprs.reserve(length / 24);
        self.attributes.reserve(length / 64);
        self.steps.reserve(length / 48);
    }

    /// Bytes that are no UTF-8 are allowed in comments only.
    pub(super) fn refuse_invalid_bytes(&mut self, source: &Source) {
        let mut comments: std::iter::Peekable<std::slice::Iter<'_, Comment>> =
            self.comments.iter().peekable();
        for &at in source.invalid_bytes() {
            while comments.next_if(|c| c.range.end() <= at).is_some() {}
            let inside = comments.peek().is_some_and(|c| c.range.start() <= at);
            if !inside {
                self.errors.push(SyntaxError {
                    message: "this byte is not valid UTF-8".to_owned(),
                    help: Some("save the file with the encoding UTF-8"),
                    range: TextRange::new(at, at + 1),
                });
                if let Some(root) = self.bodies.get_mut(self.root.index()) {
                    root.broken = true;
                }
                return;
            }
        }
    }
}
