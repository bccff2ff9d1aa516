//! Bodies, attributes and blocks.

use rustc_hash::FxHashSet;

use super::recover::{begins_line, indentation};
use super::{Failed, Parsed, Parser};
use crate::syntax::lexer::{Stop, TokenKind, offset};
use crate::syntax::{
    Attribute, AttributeId, Block, BlockId, BodyId, ExprId, ExprKind, Item, Label, List,
};
use crate::text::TextRange;

/// Up to this many attributes every pair of names is compared; a table costs more.
const FEW_ATTRIBUTES: usize = 12;

impl Parser<'_> {
    /// Reads to the end of the file.
    pub(super) fn file_body(&mut self, start: u32) -> BodyId {
        loop {
            self.items(false);
            if self.at(TokenKind::End) {
                break;
            }
            self.report(
                self.token.range(),
                "this `}` closes nothing".to_owned(),
                Some("remove it, or look for a missing `{` above"),
            );
            self.tree.skipped.push(self.token.range());
            self.advance();
        }
        self.refuse_duplicates(0);
        self.add_body(0, start, offset(self.lexer.text().len()))
    }

    /// Reads items up to a closing brace, the end of the file, or what an error shows to lie outside the block.
    fn items(&mut self, mut one_line: bool) {
        loop {
            if self.leaves_block() {
                return;
            }
            match self.token.kind {
                TokenKind::Newline => self.advance(),
                TokenKind::End | TokenKind::CloseBrace => return,
                TokenKind::Name => {
                    let start = self.token.start;
                    if self.item(one_line).is_err() {
                        self.recover(start);
                    }
                    one_line = false;
                }
                _ => {
                    let start = self.token.start;
                    self.unexpected_item();
                    self.recover(start);
                }
            }
        }
    }

    fn unexpected_item(&mut self) -> Failed {
        let help = match self.token.kind {
            TokenKind::Quote => Some("the name of an attribute stands without quotation marks"),
            TokenKind::OpenBrace => Some("a block begins with its type, on the same line as `{`"),
            _ => None,
        };
        self.expected("an attribute or a block", help)
    }

    /// Reads an attribute or a block, whose name is the present token.
    fn item(&mut self, one_line: bool) -> Parsed<()> {
        let name = self.token.range();
        self.advance();
        match self.token.kind {
            TokenKind::Equals => {
                self.attribute(name, one_line);
                Ok(())
            }
            TokenKind::OpenBrace | TokenKind::Quote | TokenKind::Name => self.block(name, one_line),
            TokenKind::Newline => Err(self.fail(
                name,
                "expected `=` or `{` after this name, found the end of the line".to_owned(),
                Some("`{` stands on the same line as the type of the block"),
            )),
            TokenKind::Colon => Err(self.expected("`=`", Some("attributes are set with `=`"))),
            TokenKind::Dot | TokenKind::OpenBracket => Err(self.expected(
                "`=` or `{`",
                Some("an attribute has a plain name; to set part of a map, set the whole map"),
            )),
            _ => Err(self.expected("`=` or `{`", None)),
        }
    }

    fn attribute(&mut self, name: TextRange, one_line: bool) {
        self.advance();
        let outcome = self.expr().and_then(|expr| {
            self.end_of_attribute(one_line)?;
            Ok(expr)
        });
        if let Ok(expr) = outcome {
            let end = self.end_of(expr);
            self.add_attribute(name, expr, end);
            return;
        }
        // The name stays in the tree, so that it counts as set to something unknown rather than as absent.
        let end = self.recover_to(name.start());
        let expr = self.push(ExprKind::Invalid, name.end().min(end), end);
        self.add_attribute(name, expr, end);
    }

    fn add_attribute(&mut self, name: TextRange, expr: ExprId, end: u32) {
        let id = AttributeId(offset(self.tree.attributes.len()));
        self.tree.attributes.push(Attribute {
            name,
            expr,
            range: TextRange::new(name.start(), end),
        });
        self.stacks.items.push(Item::Attribute(id));
    }

    fn end_of(&self, expr: ExprId) -> u32 {
        self.tree
            .exprs
            .get(expr.index())
            .map_or(self.last_end, |expr| expr.range.end())
    }

    /// After the value of an attribute.
    fn end_of_attribute(&mut self, one_line: bool) -> Parsed<()> {
        match self.token.kind {
            TokenKind::End => {}
            TokenKind::Newline if one_line => self.report(
                TextRange::new(self.last_end, self.last_end),
                "expected `}` to close the block on this line".to_owned(),
                Some("begin the content of a block of several lines on a new line"),
            ),
            TokenKind::Newline => self.advance(),
            TokenKind::CloseBrace if one_line => {}
            TokenKind::CloseBrace => self.report(
                self.token.range(),
                "expected a new line before this `}`".to_owned(),
                Some("close a block of several lines on a line of its own"),
            ),
            TokenKind::Comma if one_line => {
                return Err(self.expected(
                    "`}`",
                    Some("a block on one line holds one attribute; write it on several lines"),
                ));
            }
            TokenKind::Comma => {
                return Err(self.expected(
                    "a new line",
                    Some("attributes are separated by line breaks, not by commas"),
                ));
            }
            _ => {
                let word = self.lexer.slice(self.token.range());
                let help = match word {
                    "and" | "or" => Some("the operators are `&&` and `||`"),
                    _ => None,
                };
                return Err(self.expected("a new line after this value", help));
            }
        }
        Ok(())
    }

    fn block(&mut self, kind: TextRange, one_line: bool) -> Parsed<()> {
        let labels = self.labels()?;
        let header = TextRange::new(kind.start(), self.last_end);
        if one_line {
            self.report(
                kind,
                "a block inside a block needs a line of its own".to_owned(),
                Some("write the outer block on several lines"),
            );
        }
        self.enter()?;
        let open = self.token.range();
        let outer = std::mem::take(&mut self.broken);
        let mark = self.stacks.items.len();
        self.open_blocks.push((kind.start(), None));
        self.advance();
        let line_ends = self.at(TokenKind::Newline);
        self.items(!line_ends);
        self.open_blocks.pop();
        let end = self.end_of_body(open);
        self.refuse_duplicates(mark);
        let body = self.add_body(mark, open.end(), end);
        self.broken = outer;
        self.depth -= 1;
        let closed = self.at(TokenKind::CloseBrace);
        let id = BlockId(offset(self.tree.blocks.len()));
        self.tree.blocks.push(Block {
            kind,
            labels,
            header,
            range: TextRange::new(kind.start(), end + u32::from(closed)),
            body,
        });
        self.stacks.items.push(Item::Block(id));
        if closed {
            self.advance();
            self.end_of_block(one_line);
        }
        Ok(())
    }

    /// Where the body ends that was read up to the present token.
    fn end_of_body(&mut self, open: TextRange) -> u32 {
        match self.token.kind {
            TokenKind::CloseBrace => self.token.start,
            TokenKind::End => {
                self.unclosed_block(open);
                self.token.start
            }
            _ => {
                // The closing brace is missing, or was lost in an error before; the blocks around may have ended there
                // as well.
                self.outdented = true;
                if !self.broken {
                    self.unclosed_block(open);
                }
                self.last_end.max(open.end())
            }
        }
    }

    /// Whether the present token lies outside the block being read, whose closing brace is missing or was taken for
    /// part of something else.
    fn leaves_block(&mut self) -> bool {
        let outdented = std::mem::take(&mut self.outdented);
        if !(outdented || self.guided) || !self.at(TokenKind::Name) {
            return false;
        }
        let text = self.lexer.text();
        let token = self.token.start as usize;
        if !begins_line(text, token) {
            return false;
        }
        self.open_blocks.last_mut().is_some_and(|(start, column)| {
            let column = *column.get_or_insert_with(|| indentation(text, *start as usize));
            indentation(text, token) <= column
        })
    }

    /// Only the innermost of several open blocks is reported: it is the likely culprit.
    fn unclosed_block(&mut self, open: TextRange) {
        self.broken = true;
        if self.unclosed.is_none() {
            self.unclosed = Some(open);
            self.report(
                open,
                "this `{` is not closed".to_owned(),
                Some("add the missing `}`"),
            );
        }
    }

    fn end_of_block(&mut self, one_line: bool) {
        match self.token.kind {
            TokenKind::Newline | TokenKind::End => {}
            TokenKind::CloseBrace if one_line => {}
            _ => {
                self.expected("a new line after the block", None);
            }
        }
    }

    /// Reads labels up to the opening brace, which stays the present token.
    fn labels(&mut self) -> Parsed<List<Label>> {
        let first = self.tree.labels.len();
        loop {
            match self.token.kind {
                TokenKind::OpenBrace => break,
                TokenKind::Name => {
                    let range = self.token.range();
                    self.tree.labels.push(Label { text: range, range });
                    self.advance();
                }
                TokenKind::Quote => {
                    let label = self.quoted_label()?;
                    self.tree.labels.push(label);
                    self.advance();
                }
                TokenKind::Newline => {
                    return Err(self.expected(
                        "`{`",
                        Some("`{` stands on the same line as the type of the block"),
                    ));
                }
                TokenKind::Equals => {
                    return Err(self.expected("`{`", Some("an attribute has no labels")));
                }
                _ => return Err(self.expected("a label or `{`", None)),
            }
        }
        let count = self.tree.labels.len() - first;
        Ok(List::new(offset(first), offset(count)))
    }

    /// Reads a quoted label; the present token becomes the closing quotation mark.
    fn quoted_label(&mut self) -> Parsed<Label> {
        let open = self.token.start;
        let start = offset(self.lexer.at);
        match self.lexer.quoted() {
            Stop::Quote => {
                let end = offset(self.lexer.at);
                self.lexer.at += 1;
                self.token.end = end + 1;
                Ok(Label {
                    text: TextRange::new(start, end),
                    range: TextRange::new(open, end + 1),
                })
            }
            Stop::Interpolation | Stop::Directive => {
                let at = offset(self.lexer.at);
                self.skip_line(open);
                Err(self.fail(
                    TextRange::new(at, at + 2),
                    "a label cannot hold a template".to_owned(),
                    Some("labels are fixed text; `$${` stands for a plain `${`"),
                ))
            }
            stop => Err(self.bad_string(open, stop)),
        }
    }

    /// No attribute may be set twice in one body.
    fn refuse_duplicates(&mut self, mark: usize) {
        let items = self.stacks.items.get(mark..).unwrap_or_default();
        if items.len() < 2 {
            return;
        }
        let text = self.lexer.text();
        let attributes = &self.tree.attributes;
        let names = items.iter().filter_map(|item| match item {
            Item::Attribute(id) => attributes.get(id.index()).map(|a| a.name),
            Item::Block(_) => None,
        });
        let of = |range: TextRange| text.get(range.as_usize()).unwrap_or("");
        let mut repeated = Vec::new();
        if items.len() <= FEW_ATTRIBUTES {
            for (index, name) in names.clone().enumerate() {
                let before = names.clone().take(index);
                if before
                    .into_iter()
                    .any(|b| b.len() == name.len() && of(b) == of(name))
                {
                    repeated.push(name);
                }
            }
        } else {
            let mut seen = FxHashSet::default();
            seen.reserve(items.len());
            repeated.extend(names.filter(|&name| !seen.insert(of(name))));
        }
        for name in repeated {
            let message = format!("`{}` is already set in this block", of(name));
            self.report(name, message, Some("keep one of the two"));
        }
    }
}
