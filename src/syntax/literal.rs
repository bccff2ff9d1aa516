//! The values of literal text.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::json;
use super::lexer::decode_hex;
use super::{
    Attribute, Block, ExprId, ExprKind, Label, Template, TemplateForm, TemplateLiteral,
    TemplatePart, Tree,
};
use crate::text::{Source, TextRange};

impl Tree {
    /// The text of a range of this tree: names and the like. In a JSON file its escapes are read.
    pub fn text<'s>(&self, source: &'s Source, range: TextRange) -> Cow<'s, str> {
        let text = source.slice(range);
        if self.json {
            json::unescape(text)
        } else {
            Cow::Borrowed(text)
        }
    }

    /// The name of an attribute.
    pub fn attribute_name<'s>(&self, source: &'s Source, attribute: &Attribute) -> Cow<'s, str> {
        self.text(source, attribute.name)
    }

    /// The type of a block.
    pub fn block_type<'s>(&self, source: &'s Source, block: &Block) -> &'s str {
        source.slice(block.kind)
    }

    /// The value of a label.
    pub fn label<'s>(&self, source: &'s Source, label: &Label) -> Cow<'s, str> {
        let text = source.slice(label.text);
        if label.text == label.range {
            Cow::Borrowed(text)
        } else {
            normalize(unescape(Cow::Borrowed(text), true))
        }
    }

    /// The value of literal text in a template of the given form: escapes, strip markers, indentation, and Unicode
    /// normalisation (NFC) as Terraform has them.
    pub fn literal<'s>(
        &self,
        source: &'s Source,
        form: TemplateForm,
        literal: &TemplateLiteral,
    ) -> Cow<'s, str> {
        let text = self.text(source, literal.range);
        let value = match form {
            TemplateForm::Quoted => {
                let value = unescape(text, true);
                strip(value, |v| {
                    let v = if literal.strip_start {
                        v.trim_start()
                    } else {
                        v
                    };
                    if literal.strip_end { v.trim_end() } else { v }
                })
            }
            TemplateForm::Heredoc | TemplateForm::IndentedHeredoc | TemplateForm::Json => {
                let value = strip(text, |v| {
                    let v = stripped(v, literal.strip_start, literal.strip_end);
                    skip_chars(v, literal.dedent)
                });
                unescape(value, false)
            }
        };
        normalize(value)
    }

    /// The value of a template that is literal text and nothing else.
    pub fn string<'s>(&self, source: &'s Source, expr: ExprId) -> Option<Cow<'s, str>> {
        match self.expr(expr).kind {
            ExprKind::Template(template) => self.literal_template(source, template),
            _ => None,
        }
    }

    fn literal_template<'s>(&self, source: &'s Source, template: Template) -> Option<Cow<'s, str>> {
        let parts = self.parts(template.parts);
        if let [TemplatePart::Literal(literal)] = parts {
            return Some(self.literal(source, template.form, literal));
        }
        let mut value = String::new();
        for part in parts {
            let TemplatePart::Literal(literal) = part else {
                return None;
            };
            value.push_str(&self.literal(source, template.form, literal));
        }
        Some(normalize(Cow::Owned(value)))
    }

    /// The text of a string in a JSON file, as JSON has it: what looks like a template in it is text too.
    pub fn json_text<'s>(&self, source: &'s Source, expr: ExprId) -> Option<Cow<'s, str>> {
        let inside = source.slice(self.expr(expr).range).strip_prefix('"')?;
        let inside = inside.strip_suffix('"').filter(|_| self.json)?;
        Some(normalize(json::unescape(inside)))
    }

    /// The key of an object entry or the text of an expression that names something: a bare name as written, or a
    /// literal string.
    pub fn keyword_or_string<'s>(&self, source: &'s Source, expr: ExprId) -> Option<Cow<'s, str>> {
        match self.expr(expr).kind {
            ExprKind::Name => Some(self.text(source, self.expr(expr).range)),
            _ => self.string(source, expr),
        }
    }
}

/// What strip markers leave of the text of a heredoc. They work on the line they stand in, with its line break.
pub(super) fn stripped(text: &str, start: bool, end: bool) -> &str {
    let mut text = text;
    if start {
        let line = text.find('\n').map_or(text.len(), |newline| newline + 1);
        let (first, _) = text.split_at(line);
        let blank = first.len() - first.trim_start().len();
        text = text.get(blank..).unwrap_or("");
    }
    if end {
        let body = text.strip_suffix('\n').unwrap_or(text);
        let line = body.rfind('\n').map_or(0, |newline| newline + 1);
        let last = text.get(line..).unwrap_or("");
        text = text.get(..line + last.trim_end().len()).unwrap_or("");
    }
    text
}

fn skip_chars(text: &str, count: u32) -> &str {
    let mut chars = text.chars();
    for _ in 0..count {
        chars.next();
    }
    chars.as_str()
}

/// Applies a function that takes off text at the ends.
fn strip(text: Cow<'_, str>, strip: impl Fn(&str) -> &str) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(strip(text)),
        Cow::Owned(text) => {
            let kept = strip(&text);
            if kept.len() == text.len() {
                Cow::Owned(text)
            } else {
                Cow::Owned(kept.to_owned())
            }
        }
    }
}

/// Reads `$${` and `%%{`, and in quoted text the escapes with a backslash.
fn unescape(text: Cow<'_, str>, quoted: bool) -> Cow<'_, str> {
    let special = |byte: u8| (quoted && byte == b'\\') || byte == b'$' || byte == b'%';
    if !text.bytes().any(special) {
        return text;
    }
    let mut value = String::with_capacity(text.len());
    let mut rest: &str = &text;
    while let Some(at) = rest.bytes().position(special) {
        let (before, from) = rest.split_at(at);
        value.push_str(before);
        rest = if let Some(escape) = from.strip_prefix('\\') {
            read_escape(escape, &mut value)
        } else if from.starts_with("$${") || from.starts_with("%%{") {
            value.push_str(&from[1..3]);
            &from[3..]
        } else {
            value.push_str(&from[..1]);
            &from[1..]
        };
    }
    value.push_str(rest);
    Cow::Owned(value)
}

/// Reads an escape sequence after its backslash and returns the text behind it. A wrong one, which was reported when
/// the file was read, stays as it is written.
fn read_escape<'t>(text: &'t str, value: &mut String) -> &'t str {
    let mut chars = text.chars();
    let digits = match chars.next() {
        Some('n') => return push(value, '\n', chars.as_str()),
        Some('r') => return push(value, '\r', chars.as_str()),
        Some('t') => return push(value, '\t', chars.as_str()),
        Some(c @ ('"' | '\\')) => return push(value, c, chars.as_str()),
        Some('u') => 4,
        Some('U') => 8,
        _ => return push(value, '\\', text),
    };
    let rest = chars.as_str();
    match rest.get(..digits).and_then(decode_hex) {
        Some(c) => push(value, c, rest.get(digits..).unwrap_or("")),
        None => push(value, '\\', text),
    }
}

fn push<'t>(value: &mut String, c: char, rest: &'t str) -> &'t str {
    value.push(c);
    rest
}

/// Unicode normalisation form C, which Terraform gives every string.
pub(super) fn normalize(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return text;
    }
    Cow::Owned(text.nfc().collect())
}
