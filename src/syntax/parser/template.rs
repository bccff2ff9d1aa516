//! Strings and heredocs.

use super::{Failed, Parsed, Parser};
use crate::syntax::lexer::{Stop, Token, TokenKind, offset};
use crate::syntax::literal::stripped;
use crate::syntax::{ExprId, ExprKind, Template, TemplateForm, TemplateLiteral, TemplatePart};
use crate::text::TextRange;

/// A template being read.
pub(super) struct Reading {
    form: TemplateForm,
    /// Where its parts begin on the stack.
    mark: usize,
    /// Whether a `~}` was passed just before.
    strip: bool,
    /// The directives that are open.
    open: Vec<Directive>,
}

struct Directive {
    kind: DirectiveKind,
    range: TextRange,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum DirectiveKind {
    If,
    Else,
    For,
}

impl Parser<'_> {
    fn reading(&self, form: TemplateForm) -> Reading {
        Reading {
            form,
            mark: self.stacks.parts.len(),
            strip: false,
            open: Vec::new(),
        }
    }

    /// Reads a string, whose opening quotation mark is the present token.
    pub(super) fn quoted_template(&mut self) -> Parsed<ExprId> {
        let start = self.token.start;
        let outer = self.newlines;
        let mut reading = self.reading(TemplateForm::Quoted);
        let mut spoilt = false;
        loop {
            let from = self.lexer.at;
            let stop = self.quoted_text(&mut spoilt);
            let strip_end = self.strips();
            self.literal(&mut reading, from, strip_end);
            match stop {
                Stop::Quote => break,
                Stop::Interpolation => self.interpolation(&mut reading)?,
                Stop::Directive => self.directive(&mut reading)?,
                stop => return Err(self.bad_string(start, stop)),
            }
        }
        let end = offset(self.lexer.at) + 1;
        self.lexer.at += 1;
        self.token.end = end;
        self.end_template(&reading, spoilt, start, end, outer)
    }

    /// Passes text up to something other than a wrong escape sequence, which is reported without losing the string.
    fn quoted_text(&mut self, spoilt: &mut bool) -> Stop {
        loop {
            let stop = self.lexer.quoted();
            if stop != Stop::BadEscape {
                return stop;
            }
            *spoilt = true;
            let at = self.lexer.at;
            let next = self.lexer.text().get(at + 1..).unwrap_or("");
            let width = next.chars().next().map_or(0, |c| match c {
                '\n' | '\r' => 0,
                c => c.len_utf8(),
            });
            let range = TextRange::new(offset(at), offset(at + 1 + width));
            let help = match next.as_bytes().first() {
                Some(b'u' | b'U') => "`\\u` takes four hexadecimal digits and `\\U` eight",
                Some(b'$' | b'%') => "`$${` stands for a plain `${`",
                _ => "write `\\\\` for a backslash; the escapes are \\n \\r \\t \\\" \\\\ \\u \\U",
            };
            let message = format!("`{}` is no escape sequence", self.lexer.slice(range));
            self.report(range, message, Some(help));
            self.lexer.at = at + 1 + width;
        }
    }

    /// Reports a string that does not end.
    pub(super) fn bad_string(&mut self, open: u32, stop: Stop) -> Failed {
        let at = offset(self.lexer.at);
        if stop == Stop::BadEscape {
            let width = self
                .lexer
                .text()
                .get(at as usize + 1..)
                .and_then(|rest| rest.chars().next())
                .filter(|&c| c != '\n' && c != '\r')
                .map_or(0, char::len_utf8);
            let range = TextRange::new(at, at + 1 + offset(width));
            self.skip_line(open);
            let message = format!("`{}` is no escape sequence", self.lexer.slice(range));
            return self.fail(range, message, Some("write `\\\\` for a backslash"));
        }
        let (message, help) = if stop == Stop::CarriageReturn {
            (
                "a string cannot hold a carriage return",
                "write `\\r` if it is meant",
            )
        } else {
            (
                "this string is not closed on its line",
                "add the closing quotation mark; text of several lines stands in a heredoc",
            )
        };
        self.skip_line(open);
        self.fail(TextRange::new(open, at), message.to_owned(), Some(help))
    }

    /// Reads a heredoc, whose opening line is the present token.
    pub(super) fn heredoc(&mut self) -> Parsed<ExprId> {
        let opening = self.token.range();
        let outer = self.newlines;
        let text = self.lexer.slice(opening);
        let indented = text.starts_with("<<-");
        let marker = text.trim_start_matches(['<', '-']).trim_end();
        let marker = marker.to_owned();
        let mut reading = self.reading(if indented {
            TemplateForm::IndentedHeredoc
        } else {
            TemplateForm::Heredoc
        });
        let mut from = self.lexer.at;
        let mut line_start = true;
        let end = loop {
            if line_start {
                let here = self.lexer.at;
                if let Some(close) = self.lexer.heredoc_end(&marker) {
                    let resume = std::mem::replace(&mut self.lexer.at, here);
                    self.literal(&mut reading, from, false);
                    self.lexer.at = resume;
                    break close.end();
                }
            }
            line_start = false;
            match self.lexer.heredoc_line() {
                Stop::Newline => {
                    line_start = true;
                    if indented {
                        self.literal(&mut reading, from, false);
                        from = self.lexer.at;
                    }
                }
                Stop::Interpolation => {
                    let strip_end = self.strips();
                    self.literal(&mut reading, from, strip_end);
                    self.interpolation(&mut reading)?;
                    from = self.lexer.at;
                }
                Stop::Directive => {
                    let strip_end = self.strips();
                    self.literal(&mut reading, from, strip_end);
                    self.directive(&mut reading)?;
                    from = self.lexer.at;
                }
                stop => return Err(self.bad_heredoc(opening, &marker, stop)),
            }
        };
        if indented {
            self.dedent(reading.mark);
        }
        self.token.end = end;
        self.end_template(&reading, false, opening.start(), end, outer)
    }

    /// Reads a text that is one template from beginning to end.
    pub(super) fn whole_template(&mut self, form: TemplateForm) -> Parsed<ExprId> {
        let start = self.lexer.at;
        let end = self.lexer.text().len();
        let mut reading = self.reading(form);
        let mut from = start;
        loop {
            match self.lexer.heredoc_line() {
                Stop::End => break,
                Stop::CarriageReturn => self.lexer.at += 1,
                Stop::Interpolation => {
                    let strip_end = self.strips();
                    self.literal(&mut reading, from, strip_end);
                    self.interpolation(&mut reading)?;
                    from = self.lexer.at;
                }
                Stop::Directive => {
                    let strip_end = self.strips();
                    self.literal(&mut reading, from, strip_end);
                    self.directive(&mut reading)?;
                    from = self.lexer.at;
                }
                _ => {}
            }
        }
        self.literal(&mut reading, from, false);
        self.token.end = offset(end);
        self.end_template(&reading, false, offset(start), offset(end), true)
    }

    fn bad_heredoc(&mut self, opening: TextRange, marker: &str, stop: Stop) -> Failed {
        let at = offset(self.lexer.at);
        if stop == Stop::CarriageReturn {
            self.skip_line(at);
            return self.fail(
                TextRange::new(at, at + 1),
                "a heredoc cannot hold a carriage return without a line feed".to_owned(),
                Some("save the file with one kind of line end"),
            );
        }
        let shown: String = marker.chars().take(40).collect();
        let end = opening.start() + offset(self.lexer.slice(opening).trim_end().len());
        let failed = self.fail(
            TextRange::new(opening.start(), end),
            format!("this heredoc is not closed by a line with `{shown}` alone"),
            Some("the closing line ends with a line break, also at the end of the file"),
        );
        // All the rest was read as text; items are looked for again from the next line on.
        self.token = Token {
            kind: TokenKind::Invalid,
            start: opening.start(),
            end,
        };
        failed
    }

    /// Adds the text from `from` up to where the lexer stands.
    fn literal(&mut self, reading: &mut Reading, from: usize, strip_end: bool) {
        let strip_start = std::mem::take(&mut reading.strip);
        if from < self.lexer.at {
            self.stacks
                .parts
                .push(TemplatePart::Literal(TemplateLiteral {
                    range: TextRange::new(offset(from), offset(self.lexer.at)),
                    dedent: 0,
                    strip_start,
                    strip_end,
                }));
        }
    }

    /// Whether the marker at which the lexer stands (`${` or `%{`) has a `~`.
    fn strips(&self) -> bool {
        self.lexer.byte(self.lexer.at) != b'"' && self.lexer.byte(self.lexer.at + 2) == b'~'
    }

    /// Passes `${` or `%{`, with `~` if it is there, and returns where it began.
    fn open_sequence(&mut self) -> u32 {
        let start = offset(self.lexer.at);
        self.lexer.at += if self.strips() { 3 } else { 2 };
        self.newlines = false;
        self.token.end = offset(self.lexer.at);
        self.advance();
        start
    }

    /// Ends at the closing brace, which stays the present token: text follows it.
    fn close_sequence(&mut self, reading: &mut Reading, start: u32) -> Parsed<TextRange> {
        match self.token.kind {
            TokenKind::CloseBrace => {}
            TokenKind::StripClose => reading.strip = true,
            TokenKind::End => {
                return Err(self.fail(
                    TextRange::new(start, start + 2),
                    "this is not closed".to_owned(),
                    Some("add the missing `}`"),
                ));
            }
            _ => return Err(self.expected("`}`", None)),
        }
        Ok(TextRange::new(start, self.token.end))
    }

    fn interpolation(&mut self, reading: &mut Reading) -> Parsed<()> {
        let start = self.open_sequence();
        let expr = self.expr()?;
        let range = self.close_sequence(reading, start)?;
        self.stacks
            .parts
            .push(TemplatePart::Interpolation { expr, range });
        Ok(())
    }

    fn directive(&mut self, reading: &mut Reading) -> Parsed<()> {
        let start = self.open_sequence();
        let keyword = if self.at(TokenKind::Name) {
            self.lexer.slice(self.token.range())
        } else {
            ""
        };
        let part = match keyword {
            "if" => {
                self.advance();
                let condition = self.expr()?;
                let range = self.close_sequence(reading, start)?;
                reading.push(DirectiveKind::If, range);
                TemplatePart::If { condition, range }
            }
            "for" => {
                self.advance();
                let (key, value, collection) = self.for_intro()?;
                let range = self.close_sequence(reading, start)?;
                reading.push(DirectiveKind::For, range);
                TemplatePart::For {
                    key,
                    value,
                    collection,
                    range,
                }
            }
            "else" => {
                let range = self.plain_directive(reading, start)?;
                if reading.last() != Some(DirectiveKind::If) {
                    return Err(self.unmatched(range, "else", "%{ if ... }"));
                }
                reading.open.pop();
                reading.push(DirectiveKind::Else, range);
                TemplatePart::Else(range)
            }
            "endif" => {
                let range = self.plain_directive(reading, start)?;
                if !matches!(
                    reading.last(),
                    Some(DirectiveKind::If | DirectiveKind::Else)
                ) {
                    return Err(self.unmatched(range, "endif", "%{ if ... }"));
                }
                reading.open.pop();
                TemplatePart::EndIf(range)
            }
            "endfor" => {
                let range = self.plain_directive(reading, start)?;
                if reading.last() != Some(DirectiveKind::For) {
                    return Err(self.unmatched(range, "endfor", "%{ for ... }"));
                }
                reading.open.pop();
                TemplatePart::EndFor(range)
            }
            _ => {
                return Err(self.expected(
                    "`if`, `else`, `endif`, `for` or `endfor` after `%{`",
                    Some("`%%{` stands for a plain `%{`"),
                ));
            }
        };
        self.stacks.parts.push(part);
        Ok(())
    }

    fn plain_directive(&mut self, reading: &mut Reading, start: u32) -> Parsed<TextRange> {
        self.advance();
        self.close_sequence(reading, start)
    }

    fn unmatched(&mut self, range: TextRange, word: &str, opener: &str) -> Failed {
        let message = format!("`{word}` without a `{opener}` before it");
        self.fail(range, message, None)
    }

    fn end_template(
        &mut self,
        reading: &Reading,
        spoilt: bool,
        start: u32,
        end: u32,
        outer: bool,
    ) -> Parsed<ExprId> {
        self.newlines = outer;
        if let Some(open) = reading.open.last() {
            let (message, help) = match open.kind {
                DirectiveKind::For => ("this `for` has no `endfor`", "add `%{ endfor }`"),
                _ => ("this `if` has no `endif`", "add `%{ endif }`"),
            };
            return Err(self.fail(open.range, message.to_owned(), Some(help)));
        }
        self.advance();
        let parts = Self::list(&mut self.stacks.parts, reading.mark, &mut self.tree.parts);
        let kind = if spoilt {
            ExprKind::Invalid
        } else {
            ExprKind::Template(Template {
                form: reading.form,
                parts,
            })
        };
        Ok(self.push(kind, start, end))
    }

    /// Finds the indentation that the lines of a `<<-` heredoc have in common, and notes it at each line.
    ///
    /// What counts as the beginning of a line is the text after strip markers have worked: a `~}` that eats its line
    /// break joins the next line to its own. Lines of white space alone neither count nor change.
    fn dedent(&mut self, mark: usize) {
        let lexer = &self.lexer;
        let parts = self.stacks.parts.get_mut(mark..).unwrap_or_default();
        let text_of = |literal: &TemplateLiteral| {
            stripped(
                lexer.slice(literal.range),
                literal.strip_start,
                literal.strip_end,
            )
        };
        let mut common = usize::MAX;
        let mut line_start = true;
        let mut begins = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            let literal = match part {
                TemplatePart::Literal(literal) => Some(text_of(literal)),
                _ => None,
            };
            if std::mem::take(&mut line_start) {
                let width = literal.map_or(Some(0), indentation);
                if let Some(width) = width {
                    common = common.min(width);
                    begins.push(index);
                }
            }
            line_start = literal.is_some_and(|text| text.ends_with('\n'));
        }
        for index in begins {
            if let Some(TemplatePart::Literal(literal)) = parts.get_mut(index) {
                literal.dedent = offset(common);
            }
        }
    }
}

/// The width of the white space a line begins with; none for a line of white space alone.
fn indentation(line: &str) -> Option<usize> {
    let text = line.trim_start();
    if text.is_empty() && line.ends_with('\n') {
        return None;
    }
    let blank = line.get(..line.len() - text.len()).unwrap_or("");
    Some(blank.chars().count())
}

impl Reading {
    fn push(&mut self, kind: DirectiveKind, range: TextRange) {
        self.open.push(Directive { kind, range });
    }

    fn last(&self) -> Option<DirectiveKind> {
        self.open.last().map(|directive| directive.kind)
    }
}
