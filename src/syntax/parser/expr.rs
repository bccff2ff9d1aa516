//! Expressions.

use super::{Failed, Parsed, Parser};
use crate::syntax::lexer::{TokenKind, offset};
use crate::syntax::number::is_number;
use crate::syntax::{
    BinaryOperator, ExprId, ExprKind, For, ForId, ObjectItem, Step, StepKind, UnaryOperator,
};
use crate::text::TextRange;

const CONTINUE: &str = "to go on in the next line, put the expression in parentheses";

impl Parser<'_> {
    pub(super) fn expr(&mut self) -> Parsed<ExprId> {
        self.enter()?;
        let expr = self.conditional();
        self.depth -= 1;
        expr
    }

    fn conditional(&mut self) -> Parsed<ExprId> {
        let start = self.token.start;
        let condition = self.binary(1)?;
        if !self.at(TokenKind::Question) {
            return Ok(condition);
        }
        self.advance();
        let when_true = self.expr()?;
        if !self.at(TokenKind::Colon) {
            let help = self.at(TokenKind::Newline).then_some(CONTINUE);
            return Err(self.expected("`:` and the value for the other case", help));
        }
        self.advance();
        let when_false = self.expr()?;
        let kind = ExprKind::Conditional {
            condition,
            when_true,
            when_false,
        };
        Ok(self.push(kind, start, self.last_end))
    }

    /// Operators that bind at least as tightly as `least`, all of which associate to the left.
    fn binary(&mut self, least: u8) -> Parsed<ExprId> {
        let start = self.token.start;
        let mut left = self.unary()?;
        loop {
            let precedence = self.token.kind.precedence();
            if precedence < least || precedence == 0 {
                return Ok(left);
            }
            let operator = binary_operator(self.token.kind);
            self.advance();
            let right = self.binary(precedence + 1)?;
            let kind = ExprKind::Binary {
                operator,
                left,
                right,
            };
            left = self.push(kind, start, self.last_end);
        }
    }

    fn unary(&mut self) -> Parsed<ExprId> {
        let operator = match self.token.kind {
            TokenKind::Bang => UnaryOperator::Not,
            TokenKind::Minus => UnaryOperator::Negate,
            _ => return self.term(),
        };
        let start = self.token.start;
        self.enter()?;
        self.advance();
        let operand = self.unary();
        self.depth -= 1;
        let kind = ExprKind::Unary {
            operator,
            operand: operand?,
        };
        Ok(self.push(kind, start, self.last_end))
    }

    fn term(&mut self) -> Parsed<ExprId> {
        let start = self.token.start;
        let object = match self.token.kind {
            TokenKind::Name => self.name()?,
            TokenKind::Quote => self.quoted_template()?,
            TokenKind::Number => self.number()?,
            TokenKind::OpenBracket => self.tuple()?,
            TokenKind::OpenBrace => self.object()?,
            TokenKind::OpenParen => self.parenthesis()?,
            TokenKind::Heredoc => self.heredoc()?,
            _ => return Err(self.no_term()),
        };
        if matches!(self.token.kind, TokenKind::Dot | TokenKind::OpenBracket) {
            return self.traversal(start, object);
        }
        Ok(object)
    }

    fn no_term(&mut self) -> Failed {
        let text = self.lexer.text();
        let before = text.get(..self.last_end as usize).unwrap_or("");
        let help = match self.token.kind {
            TokenKind::Newline if before.ends_with('=') && !before.ends_with("==") => {
                Some("the value begins on the same line")
            }
            TokenKind::Newline => Some(CONTINUE),
            TokenKind::Less => Some("a heredoc begins with `<<`, its marker, and a line break"),
            TokenKind::Percent => Some("`%{` is for use in strings"),
            TokenKind::Dot => Some("a number begins with a digit"),
            TokenKind::Equals => Some("equality is tested with `==`"),
            _ => None,
        };
        self.expected("an expression", help)
    }

    fn number(&mut self) -> Parsed<ExprId> {
        let range = self.token.range();
        if !is_number(self.lexer.slice(range)) {
            let text: String = self.lexer.slice(range).chars().take(40).collect();
            return Err(self.fail(
                range,
                format!("`{text}` is not a number"),
                Some("addresses and versions are strings: put them in double quotation marks"),
            ));
        }
        self.advance();
        Ok(self.push(ExprKind::Number, range.start(), range.end()))
    }

    /// A name, a keyword, or a call.
    fn name(&mut self) -> Parsed<ExprId> {
        let range = self.token.range();
        self.advance();
        match self.token.kind {
            TokenKind::OpenParen => return self.call(range),
            TokenKind::DoubleColon => return self.qualified_call(range),
            _ => {}
        }
        let kind = match self.lexer.slice(range) {
            "true" => ExprKind::Bool(true),
            "false" => ExprKind::Bool(false),
            "null" => ExprKind::Null,
            _ => ExprKind::Name,
        };
        Ok(self.push(kind, range.start(), range.end()))
    }

    /// `provider::x::name(...)`, after the first name.
    fn qualified_call(&mut self, first: TextRange) -> Parsed<ExprId> {
        while self.at(TokenKind::DoubleColon) {
            self.advance();
            if !self.at(TokenKind::Name) {
                return Err(self.expected("the name of a function", None));
            }
            self.advance();
        }
        let name = TextRange::new(first.start(), self.last_end);
        if !self.at(TokenKind::OpenParen) {
            return Err(self.expected("`(`", Some("only functions have names with `::`")));
        }
        self.call(name)
    }

    fn call(&mut self, name: TextRange) -> Parsed<ExprId> {
        let outer = self.open();
        let mark = self.stacks.exprs.len();
        let mut expand = false;
        while !self.at(TokenKind::CloseParen) {
            let arg = self.expr()?;
            self.stacks.exprs.push(arg);
            match self.token.kind {
                TokenKind::Comma => self.advance(),
                TokenKind::CloseParen => {}
                TokenKind::Ellipsis => {
                    expand = true;
                    self.advance();
                    if !self.at(TokenKind::CloseParen) {
                        return Err(
                            self.expected("`)`", Some("`...` follows the last argument only"))
                        );
                    }
                }
                _ => return Err(self.expected("`,` or `)`", None)),
            }
        }
        self.close(outer);
        let args = Self::list(&mut self.stacks.exprs, mark, &mut self.tree.children);
        let kind = ExprKind::Call { name, args, expand };
        Ok(self.push(kind, name.start(), self.last_end))
    }

    /// Passes an opening bracket, within which line breaks do not count; returns whether they did before.
    pub(super) fn open(&mut self) -> bool {
        let outer = std::mem::replace(&mut self.newlines, false);
        self.advance();
        outer
    }

    /// Passes the closing bracket.
    pub(super) fn close(&mut self, outer: bool) {
        self.newlines = outer;
        self.advance();
    }

    fn parenthesis(&mut self) -> Parsed<ExprId> {
        let start = self.token.start;
        let outer = self.open();
        let inner = self.expr()?;
        if !self.at(TokenKind::CloseParen) {
            return Err(self.expected("`)`", None));
        }
        self.close(outer);
        Ok(self.push(ExprKind::Parenthesis(inner), start, self.last_end))
    }

    fn tuple(&mut self) -> Parsed<ExprId> {
        let start = self.token.start;
        let outer = self.open();
        if self.at_keyword("for") {
            return self.for_expr(start, outer, false);
        }
        let mark = self.stacks.exprs.len();
        while !self.at(TokenKind::CloseBracket) {
            let element = self.expr()?;
            self.stacks.exprs.push(element);
            match self.token.kind {
                TokenKind::Comma => self.advance(),
                TokenKind::CloseBracket => {}
                _ => {
                    return Err(self.expected(
                        "`,` or `]`",
                        Some("elements are separated by commas, also across lines"),
                    ));
                }
            }
        }
        self.close(outer);
        let elements = Self::list(&mut self.stacks.exprs, mark, &mut self.tree.children);
        Ok(self.push(ExprKind::Tuple(elements), start, self.last_end))
    }

    fn object(&mut self) -> Parsed<ExprId> {
        let start = self.token.start;
        let outer = self.open();
        if self.at_keyword("for") {
            return self.for_expr(start, outer, true);
        }
        self.newlines = true;
        let mark = self.stacks.objects.len();
        while !self.at(TokenKind::CloseBrace) {
            let item = self.object_item()?;
            self.stacks.objects.push(item);
            match self.token.kind {
                TokenKind::Comma | TokenKind::Newline => self.advance(),
                TokenKind::CloseBrace => {}
                _ => return Err(self.expected("a new line, `,` or `}`", None)),
            }
            while self.at(TokenKind::Newline) {
                self.advance();
            }
        }
        self.close(outer);
        let items = Self::list(&mut self.stacks.objects, mark, &mut self.tree.object_items);
        Ok(self.push(ExprKind::Object(items), start, self.last_end))
    }

    fn object_item(&mut self) -> Parsed<ObjectItem> {
        if matches!(self.token.kind, TokenKind::Comma | TokenKind::Equals) {
            return Err(self.expected("a key or `}`", None));
        }
        let key = self.expr()?;
        if !matches!(self.token.kind, TokenKind::Equals | TokenKind::Colon) {
            return Err(self.expected("`=` after the key", None));
        }
        self.advance();
        if self.at(TokenKind::Newline) {
            return Err(self.no_term());
        }
        let value = self.expr()?;
        Ok(ObjectItem { key, value })
    }

    /// `for` and the rest, up to the closing bracket. Line breaks do not count.
    fn for_expr(&mut self, start: u32, outer: bool, object: bool) -> Parsed<ExprId> {
        self.advance();
        let (key_name, value_name, collection) = self.for_intro()?;
        if !self.at(TokenKind::Colon) {
            return Err(self.expected("`:` after the collection", None));
        }
        self.advance();
        let mut key = None;
        let mut value = self.expr()?;
        if object {
            if !self.at(TokenKind::Arrow) {
                return Err(self.expected("`=>` after the key", None));
            }
            self.advance();
            key = Some(value);
            value = self.expr()?;
        } else if self.at(TokenKind::Arrow) {
            return Err(self.expected(
                "`]`",
                Some("a `for` with keys stands in braces, not in brackets"),
            ));
        }
        let group = object && self.at(TokenKind::Ellipsis);
        if group {
            self.advance();
        }
        let mut condition = None;
        if self.at_keyword("if") {
            self.advance();
            condition = Some(self.expr()?);
        }
        let (close, name) = if object {
            (TokenKind::CloseBrace, "`}` after the `for` expression")
        } else {
            (TokenKind::CloseBracket, "`]` after the `for` expression")
        };
        if !self.at(close) {
            return Err(self.expected(name, None));
        }
        self.close(outer);
        let id = ForId(offset(self.tree.fors.len()));
        self.tree.fors.push(For {
            key_name,
            value_name,
            collection,
            key,
            value,
            condition,
            group,
        });
        Ok(self.push(ExprKind::For(id), start, self.last_end))
    }

    /// `key, value in collection`, after `for`.
    pub(super) fn for_intro(&mut self) -> Parsed<(Option<TextRange>, TextRange, ExprId)> {
        let mut key = None;
        let mut value = self.loop_name()?;
        if self.at(TokenKind::Comma) {
            self.advance();
            key = Some(value);
            value = self.loop_name()?;
        }
        if !self.at_keyword("in") {
            return Err(self.expected("`in`", None));
        }
        self.advance();
        Ok((key, value, self.expr()?))
    }

    fn loop_name(&mut self) -> Parsed<TextRange> {
        if !self.at(TokenKind::Name) {
            return Err(self.expected(
                "a name after `for`",
                Some("a key that is called for stands in quotation marks"),
            ));
        }
        let range = self.token.range();
        self.advance();
        Ok(range)
    }

    /// What is taken out of an expression, step after step.
    fn traversal(&mut self, start: u32, object: ExprId) -> Parsed<ExprId> {
        let mark = self.stacks.steps.len();
        let mut in_splat = false;
        loop {
            let step_start = self.token.start;
            let kind = match self.token.kind {
                TokenKind::Dot => self.dot_step(&mut in_splat)?,
                TokenKind::OpenBracket => {
                    in_splat = false;
                    self.bracket_step()?
                }
                _ => break,
            };
            self.stacks.steps.push(Step {
                kind,
                range: TextRange::new(step_start, self.last_end),
            });
        }
        let steps = Self::list(&mut self.stacks.steps, mark, &mut self.tree.steps);
        Ok(self.push(ExprKind::Traversal { object, steps }, start, self.last_end))
    }

    fn dot_step(&mut self, in_splat: &mut bool) -> Parsed<StepKind> {
        self.advance();
        let range = self.token.range();
        let kind = match self.token.kind {
            TokenKind::Name => StepKind::Attribute(range),
            TokenKind::Number if self.lexer.slice(range).contains('.') => {
                return Err(self.fail(
                    range,
                    "an index after a dot cannot follow another one".to_owned(),
                    Some("write each index in brackets, such as `[0][1]`"),
                ));
            }
            TokenKind::Number if !is_number(self.lexer.slice(range)) => {
                return Err(self.expected("the name of an attribute after `.`", None));
            }
            TokenKind::Number => StepKind::LegacyIndex(range),
            TokenKind::Star if *in_splat => {
                return Err(self.fail(
                    range,
                    "`.*` cannot follow another `.*`".to_owned(),
                    Some("use `[*]`"),
                ));
            }
            TokenKind::Star => {
                *in_splat = true;
                StepKind::AttributeSplat
            }
            TokenKind::OpenParen | TokenKind::OpenBracket | TokenKind::Quote => {
                return Err(self.expected(
                    "the name of an attribute after `.`",
                    Some(
                        "an attribute whose name is computed is taken with brackets, without a dot",
                    ),
                ));
            }
            TokenKind::Newline => {
                return Err(self.expected("the name of an attribute after `.`", Some(CONTINUE)));
            }
            _ => return Err(self.expected("the name of an attribute after `.`", None)),
        };
        self.advance();
        Ok(kind)
    }

    fn bracket_step(&mut self) -> Parsed<StepKind> {
        // Whether `[*]` may be broken into lines depends on what is around it, other than for an index.
        self.advance();
        if self.at(TokenKind::Star) {
            self.advance();
            if !self.at(TokenKind::CloseBracket) {
                return Err(self.expected("`]` after `[*`", None));
            }
            self.advance();
            return Ok(StepKind::FullSplat);
        }
        let outer = std::mem::replace(&mut self.newlines, false);
        if self.at(TokenKind::Newline) {
            self.advance();
        }
        if self.at(TokenKind::CloseBracket) {
            return Err(self.expected("an index", Some("`[*]` takes all elements")));
        }
        if outer && self.at(TokenKind::Star) {
            return Err(self.expected("an index", Some("write `[*]` on one line")));
        }
        let index = self.expr()?;
        if !self.at(TokenKind::CloseBracket) {
            return Err(self.expected("`]` after the index", None));
        }
        self.close(outer);
        Ok(StepKind::Index(index))
    }
}

fn binary_operator(kind: TokenKind) -> BinaryOperator {
    match kind {
        TokenKind::OrOr => BinaryOperator::Or,
        TokenKind::AndAnd => BinaryOperator::And,
        TokenKind::EqualTo => BinaryOperator::Equal,
        TokenKind::NotEqual => BinaryOperator::NotEqual,
        TokenKind::Less => BinaryOperator::Less,
        TokenKind::LessEqual => BinaryOperator::LessOrEqual,
        TokenKind::Greater => BinaryOperator::Greater,
        TokenKind::GreaterEqual => BinaryOperator::GreaterOrEqual,
        TokenKind::Minus => BinaryOperator::Subtract,
        TokenKind::Star => BinaryOperator::Multiply,
        TokenKind::Slash => BinaryOperator::Divide,
        TokenKind::Percent => BinaryOperator::Modulo,
        _ => BinaryOperator::Add,
    }
}
