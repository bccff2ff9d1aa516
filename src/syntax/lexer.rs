//! Characters to tokens.
//!
//! The parser pulls one token at a time and says whether line breaks count where it stands. Inside strings and
//! heredocs it asks for the next place where something other than text begins, so the lexer needs no modes of its own.

use super::Comment;
use super::names::{is_name_continue, is_name_start};
use crate::text::TextRange;

/// The kinds of token. The operators between operands come last, in the order of [`TokenKind::precedence`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum TokenKind {
    End,
    Newline,
    Name,
    Number,
    /// The quotation mark that opens a string; the text after it is for [`Lexer::quoted`].
    Quote,
    /// `<<EOT` with its line break; the text after it is for [`Lexer::heredoc_line`].
    Heredoc,
    OpenBrace,
    CloseBrace,
    /// `~}`.
    StripClose,
    OpenBracket,
    CloseBracket,
    OpenParen,
    CloseParen,
    Dot,
    Ellipsis,
    Comma,
    Colon,
    DoubleColon,
    Equals,
    Arrow,
    Question,
    Bang,
    /// `/*` without `*/`.
    OpenComment,
    /// A character that means nothing here.
    Invalid,
    OrOr,
    AndAnd,
    EqualTo,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Plus,
    Minus,
    Star,
    Slash,
    Percent,
}

/// A token and where it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Token {
    pub(super) const fn range(self) -> TextRange {
        TextRange::new(self.start, self.end)
    }
}

/// Why the text of a string or heredoc line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// The closing quotation mark.
    Quote,
    /// `${`.
    Interpolation,
    /// `%{`.
    Directive,
    /// A line break; in a heredoc it belongs to the text and has been passed.
    Newline,
    /// A carriage return without line feed.
    CarriageReturn,
    /// A backslash with something that is no escape sequence after it.
    BadEscape,
    /// The end of the text.
    End,
}

const NAME: u8 = 1;
const NAME_START: u8 = 2;
const BLANK: u8 = 4;
const DIGIT: u8 = 8;
const QUOTED_STOP: u8 = 16;
const HEREDOC_STOP: u8 = 32;

/// What a byte can be part of.
const CLASS: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0u8;
    loop {
        let index = byte as usize;
        if byte.is_ascii_alphabetic() || byte == b'_' {
            table[index] |= NAME | NAME_START;
        }
        if byte.is_ascii_digit() {
            table[index] |= NAME | DIGIT;
        }
        if byte == b'-' {
            table[index] |= NAME;
        }
        if byte == b' ' || byte == b'\t' {
            table[index] |= BLANK;
        }
        if matches!(byte, b'$' | b'%' | b'\n' | b'\r') {
            table[index] |= QUOTED_STOP | HEREDOC_STOP;
        }
        if matches!(byte, b'"' | b'\\') {
            table[index] |= QUOTED_STOP;
        }
        if byte == u8::MAX {
            return table;
        }
        byte += 1;
    }
}

fn is(byte: u8, class: u8) -> bool {
    CLASS[byte as usize] & class != 0
}

/// A place in the text and what was passed on the way.
pub(super) struct Lexer<'s> {
    text: &'s str,
    bytes: &'s [u8],
    /// The next byte to read.
    pub(super) at: usize,
    pub(super) comments: Vec<Comment>,
}

/// Offsets fit because texts of 4 GiB and more are refused when files are read.
pub(super) fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl<'s> Lexer<'s> {
    /// A lexer that stands at the byte `at` of `text`.
    pub(super) fn new(text: &'s str, at: usize) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            at,
            comments: Vec::new(),
        }
    }

    pub(super) fn text(&self) -> &'s str {
        self.text
    }

    pub(super) fn slice(&self, range: TextRange) -> &'s str {
        self.text.get(range.as_usize()).unwrap_or("")
    }

    /// The byte at an offset; zero past the end.
    pub(super) fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// The next token. Line breaks are passed over unless `newlines`.
    pub(super) fn next(&mut self, newlines: bool) -> Token {
        loop {
            let mut at = self.at;
            while is(self.byte(at), BLANK) {
                at += 1;
            }
            let start = at;
            let byte = self.byte(at);
            if is(byte, NAME_START) {
                return self.name(start, at + 1);
            }
            let (kind, length) = match byte {
                b'\n' if newlines => (TokenKind::Newline, 1),
                b'\n' => {
                    self.at = at + 1;
                    continue;
                }
                b'\r' if self.byte(at + 1) == b'\n' => {
                    if !newlines {
                        self.at = at + 2;
                        continue;
                    }
                    (TokenKind::Newline, 2)
                }
                b'#' => {
                    self.line_comment(start);
                    continue;
                }
                b'/' => match self.byte(at + 1) {
                    b'/' => {
                        self.line_comment(start);
                        continue;
                    }
                    b'*' => {
                        if self.block_comment(start) {
                            continue;
                        }
                        return self.token(TokenKind::OpenComment, start, self.bytes.len());
                    }
                    _ => (TokenKind::Slash, 1),
                },
                b'"' => (TokenKind::Quote, 1),
                b'=' => match self.byte(at + 1) {
                    b'=' => (TokenKind::EqualTo, 2),
                    b'>' => (TokenKind::Arrow, 2),
                    _ => (TokenKind::Equals, 1),
                },
                b'.' if self.byte(at + 1) == b'.' && self.byte(at + 2) == b'.' => {
                    (TokenKind::Ellipsis, 3)
                }
                b'.' => (TokenKind::Dot, 1),
                b',' => (TokenKind::Comma, 1),
                b'{' => (TokenKind::OpenBrace, 1),
                b'}' => (TokenKind::CloseBrace, 1),
                b'[' => (TokenKind::OpenBracket, 1),
                b']' => (TokenKind::CloseBracket, 1),
                b'(' => (TokenKind::OpenParen, 1),
                b')' => (TokenKind::CloseParen, 1),
                b'0'..=b'9' => return self.number(start),
                b':' if self.byte(at + 1) == b':' => (TokenKind::DoubleColon, 2),
                b':' => (TokenKind::Colon, 1),
                b'?' => (TokenKind::Question, 1),
                b'!' if self.byte(at + 1) == b'=' => (TokenKind::NotEqual, 2),
                b'!' => (TokenKind::Bang, 1),
                b'<' => match self.byte(at + 1) {
                    b'<' => {
                        if let Some(token) = self.heredoc_start(start) {
                            return token;
                        }
                        (TokenKind::Less, 1)
                    }
                    b'=' => (TokenKind::LessEqual, 2),
                    _ => (TokenKind::Less, 1),
                },
                b'>' if self.byte(at + 1) == b'=' => (TokenKind::GreaterEqual, 2),
                b'>' => (TokenKind::Greater, 1),
                b'&' if self.byte(at + 1) == b'&' => (TokenKind::AndAnd, 2),
                b'|' if self.byte(at + 1) == b'|' => (TokenKind::OrOr, 2),
                b'+' => (TokenKind::Plus, 1),
                b'-' => (TokenKind::Minus, 1),
                b'*' => (TokenKind::Star, 1),
                b'%' => (TokenKind::Percent, 1),
                b'~' if self.byte(at + 1) == b'}' => (TokenKind::StripClose, 2),
                0 if at >= self.bytes.len() => (TokenKind::End, 0),
                0x80.. => return self.other(start),
                _ => (TokenKind::Invalid, 1),
            };
            return self.token(kind, start, start + length);
        }
    }

    fn token(&mut self, kind: TokenKind, start: usize, end: usize) -> Token {
        self.at = end;
        Token {
            kind,
            start: offset(start),
            end: offset(end),
        }
    }

    /// The rest of a name whose first character has been seen.
    fn name(&mut self, start: usize, mut at: usize) -> Token {
        loop {
            while is(self.byte(at), NAME) {
                at += 1;
            }
            if self.byte(at) < 0x80 {
                return self.token(TokenKind::Name, start, at);
            }
            match self.char_at(at) {
                Some(c) if is_name_continue(c) => at += c.len_utf8(),
                _ => return self.token(TokenKind::Name, start, at),
            }
        }
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    /// A name that begins beyond ASCII, or something invalid.
    fn other(&mut self, start: usize) -> Token {
        match self.char_at(start) {
            Some(c) if is_name_start(c) => self.name(start, start + c.len_utf8()),
            Some(c) => self.token(TokenKind::Invalid, start, start + c.len_utf8()),
            None => self.token(TokenKind::Invalid, start, self.bytes.len()),
        }
    }

    /// Digits, points and exponents as far as they go: `1.5.2` is one malformed number, not two numbers. A point at the
    /// end is not part of it.
    fn number(&mut self, start: usize) -> Token {
        let mut at = start + 1;
        let mut end = at;
        loop {
            match self.byte(at) {
                b'0'..=b'9' => {
                    at += 1;
                    end = at;
                }
                b'.' => at += 1,
                b'e' | b'E' => {
                    let sign = usize::from(matches!(self.byte(at + 1), b'+' | b'-'));
                    if !is(self.byte(at + 1 + sign), DIGIT) {
                        return self.token(TokenKind::Number, start, end);
                    }
                    at += 2 + sign;
                    end = at;
                }
                _ => return self.token(TokenKind::Number, start, end),
            }
        }
    }

    /// Passes a comment up to the end of its line.
    fn line_comment(&mut self, start: usize) {
        let rest = self.bytes.get(start..).unwrap_or_default();
        let length = rest
            .iter()
            .position(|&byte| byte == b'\n')
            .unwrap_or(rest.len());
        self.at = start + length;
        let carriage = length > 0 && self.at < self.bytes.len() && self.byte(self.at - 1) == b'\r';
        let end = self.at - usize::from(carriage);
        self.comment(start, end);
        if carriage {
            self.at = end;
        }
    }

    /// Passes a comment up to `*/`, if there is one.
    fn block_comment(&mut self, start: usize) -> bool {
        let body = start + 2;
        let rest = self.bytes.get(body..).unwrap_or_default();
        let Some(length) = rest.windows(2).position(|pair| pair == b"*/") else {
            return false;
        };
        self.at = body + length + 2;
        self.comment(start, self.at);
        true
    }

    fn comment(&mut self, start: usize, end: usize) {
        self.comments.push(Comment {
            range: TextRange::new(offset(start), offset(end)),
        });
    }

    /// `<<EOT` or `<<-EOT`, if a line break follows the marker at once.
    fn heredoc_start(&mut self, start: usize) -> Option<Token> {
        let mut at = start + 2;
        if self.byte(at) == b'-' {
            at += 1;
        }
        let first = self.char_at(at)?;
        if !is_name_start(first) {
            return None;
        }
        let end = self.name(at, at + first.len_utf8()).end as usize;
        let length = match (self.byte(end), self.byte(end + 1)) {
            (b'\n', _) => 1,
            (b'\r', b'\n') => 2,
            _ => {
                self.at = start;
                return None;
            }
        };
        Some(self.token(TokenKind::Heredoc, start, end + length))
    }

    /// Passes the text of a string up to the next thing that is no text.
    pub(super) fn quoted(&mut self) -> Stop {
        let mut at = self.at;
        let stop = loop {
            while at < self.bytes.len() && !is(self.byte(at), QUOTED_STOP) {
                at += 1;
            }
            match self.byte(at) {
                b'"' => break Stop::Quote,
                b'\\' => match self.escape(at) {
                    Some(length) => at += length,
                    None => break Stop::BadEscape,
                },
                b'\n' => break Stop::Newline,
                b'\r' if self.byte(at + 1) == b'\n' => break Stop::Newline,
                b'\r' => break Stop::CarriageReturn,
                b'$' | b'%' => match self.marker(at) {
                    Ok(stop) => break stop,
                    Err(length) => at += length,
                },
                _ => break Stop::End,
            }
        };
        self.at = at;
        stop
    }

    /// What a `$` or `%` begins: an interpolation, a directive, or text of some length.
    fn marker(&self, at: usize) -> Result<Stop, usize> {
        let byte = self.byte(at);
        match self.byte(at + 1) {
            b'{' if byte == b'$' => Ok(Stop::Interpolation),
            b'{' => Ok(Stop::Directive),
            next if next == byte && self.byte(at + 2) == b'{' => Err(3),
            _ => Err(1),
        }
    }

    /// The length of the escape sequence at a backslash.
    fn escape(&self, at: usize) -> Option<usize> {
        let digits = match self.byte(at + 1) {
            b'n' | b'r' | b't' | b'"' | b'\\' => return Some(2),
            b'u' => 4,
            b'U' => 8,
            _ => return None,
        };
        let code = self.text.get(at + 2..at + 2 + digits)?;
        decode_hex(code).map(|_| 2 + digits)
    }

    /// Passes the text of a heredoc line up to its end (the line break included) or the next thing that is no text.
    pub(super) fn heredoc_line(&mut self) -> Stop {
        let mut at = self.at;
        let stop = loop {
            while at < self.bytes.len() && !is(self.byte(at), HEREDOC_STOP) {
                at += 1;
            }
            match self.byte(at) {
                b'\n' => {
                    at += 1;
                    break Stop::Newline;
                }
                b'\r' if self.byte(at + 1) == b'\n' => {
                    at += 2;
                    break Stop::Newline;
                }
                b'\r' => break Stop::CarriageReturn,
                b'$' | b'%' => match self.marker(at) {
                    Ok(stop) => break stop,
                    Err(length) => at += length,
                },
                _ => break Stop::End,
            }
        };
        self.at = at;
        stop
    }

    /// Where the marker stands if the line that begins here is the last of a heredoc: the marker alone between white
    /// space, and a line break. Then the lexer stands before the line break.
    pub(super) fn heredoc_end(&mut self, marker: &str) -> Option<TextRange> {
        let blank = |c: char| c.is_whitespace() && c != '\n' && c != '\r';
        let rest = self.text.get(self.at..)?;
        let line = rest.trim_start_matches(blank);
        let behind = line.strip_prefix(marker)?.trim_start_matches(blank);
        if !behind.starts_with('\n') && !behind.starts_with("\r\n") {
            return None;
        }
        let start = self.text.len() - line.len();
        self.at = self.text.len() - behind.len();
        Some(TextRange::new(offset(start), offset(start + marker.len())))
    }
}

/// The character that hexadecimal digits name.
pub(super) fn decode_hex(digits: &str) -> Option<char> {
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    char::from_u32(u32::from_str_radix(digits, 16).ok()?)
}

impl TokenKind {
    /// How tightly an operator between operands binds, from 1; zero for everything else.
    pub(super) const fn precedence(self) -> u8 {
        match self {
            Self::OrOr => 1,
            Self::AndAnd => 2,
            Self::EqualTo | Self::NotEqual => 3,
            Self::Less | Self::LessEqual | Self::Greater | Self::GreaterEqual => 4,
            Self::Plus | Self::Minus => 5,
            Self::Star | Self::Slash | Self::Percent => 6,
            _ => 0,
        }
    }
}
