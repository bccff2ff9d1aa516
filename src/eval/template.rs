//! Templates: text with values and directives in it.

use std::sync::Arc;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::syntax::{ExprId, Template, TemplateLiteral, TemplatePart};
use crate::text::TextRange;
use crate::value::{Marks, Unknown, Value};

use super::expression::{Code, Evaluator, Local, Locals, a, limit};
use super::for_expr::Iteration;
use super::holes::Draft;

/// The largest string that is made.
pub(super) const MAX_TEXT: usize = 32 << 20;

/// The longest text that is kept for the next who evaluates the same.
const SHARED_TEXT: usize = 64;

/// Text as it is put together.
#[derive(Default)]
struct Text {
    known: String,
    /// Set once something unknown has been added; from then on the text is no longer a prefix.
    unknown: Option<Unknown>,
    /// From then on, what may still be JSON but for the parts that are not known.
    draft: Option<Draft>,
    marks: Marks,
    too_long: bool,
}

impl Evaluator<'_> {
    /// The value of a template. One that is nothing but an interpolation is the value itself.
    pub(super) fn template(&self, template: Template, locals: Locals<'_>) -> Value {
        let parts = self.code.tree.parts(template.parts);
        match parts {
            [TemplatePart::Interpolation { expr, .. }] => return self.value(*expr, locals),
            [TemplatePart::Literal(literal)] => return self.literal(template, literal),
            _ => {}
        }
        let mut text = Text::default();
        self.parts(template, 0, parts.len(), &mut text, locals);
        text.finish()
    }

    /// The value of a template that is nothing but text.
    fn literal(&self, template: Template, literal: &TemplateLiteral) -> Value {
        let Code { tree, source } = self.code;
        let text = tree.literal(source, template.form, literal);
        if text.len() > MAX_TEXT || !self.context.charge(text.len() / 64) {
            return limit("the length of a string");
        }
        // A short text is one that others have too, or the next round of a loop.
        if text.len() <= SHARED_TEXT {
            return Value::from(self.context.names.get(&text));
        }
        Value::from(&*text)
    }

    /// Renders the parts from `at` up to `end`.
    fn parts(
        &self,
        template: Template,
        mut at: usize,
        end: usize,
        text: &mut Text,
        locals: Locals<'_>,
    ) {
        // Directives nest, so rendering them has to stop before the native stack ends.
        let Some(_level) = self.enter() else {
            text.too_long = true;
            return;
        };
        let parts = self.code.tree.parts(template.parts);
        while at < end && !text.too_long {
            match parts[at] {
                TemplatePart::Literal(literal) => {
                    let literal = self
                        .code
                        .tree
                        .literal(self.code.source, template.form, &literal);
                    self.push(text, &literal);
                }
                TemplatePart::Interpolation { expr, .. } => {
                    let value = self.value(expr, locals);
                    self.interpolate(text, &value, expr);
                }
                TemplatePart::If { condition, .. } => {
                    let (middle, close) = closing(parts, at, end);
                    self.if_directive(template, condition, (at, middle, close), text, locals);
                    at = close;
                }
                TemplatePart::For {
                    key,
                    value,
                    collection,
                    ..
                } => {
                    let (_, close) = closing(parts, at, end);
                    let names = (key, value);
                    self.for_directive(template, names, collection, (at, close), text, locals);
                    at = close;
                }
                // Ends of directives are passed over by what began them.
                TemplatePart::Else(_) | TemplatePart::EndIf(_) | TemplatePart::EndFor(_) => {}
            }
            at += 1;
        }
    }

    fn push(&self, text: &mut Text, more: &str) {
        if text.unknown.is_some() {
            let kept = text
                .draft
                .as_mut()
                .is_some_and(|draft| self.context.charge(more.len() / 64) && draft.push(more));
            if !kept {
                text.draft = None;
            }
            return;
        }
        let fits = text.known.len() + more.len() <= MAX_TEXT;
        if !fits || !self.context.charge(more.len() / 64) {
            text.too_long = true;
            return;
        }
        text.known.push_str(more);
    }

    fn interpolate(&self, text: &mut Text, value: &Value, expr: ExprId) {
        text.marks = text.marks.union(value.marks);
        if let Some(unknown) = value.as_unknown() {
            if text.unknown.is_none() {
                text.draft = Draft::after(&text.known);
                if let Some(prefix) = &unknown.prefix {
                    self.push(text, prefix);
                }
            }
            if let Some(draft) = &mut text.draft {
                draft.hole(unknown);
            }
            text.unknown.get_or_insert_default().absorb(unknown);
            return;
        }
        if let Some(part) = value.to_text() {
            self.push(text, &part);
        } else {
            let range = self.code.tree.expr(expr).range;
            let message = format!("{} cannot be put into a string", a(value));
            text.absorb(&self.error(range, message));
        }
    }

    fn if_directive(
        &self,
        template: Template,
        condition: ExprId,
        (at, middle, close): (usize, usize, usize),
        text: &mut Text,
        locals: Locals<'_>,
    ) {
        let truth = self.value(condition, locals);
        text.marks = text.marks.union(truth.marks);
        if truth.is_unknown() {
            return text.absorb(&truth);
        }
        match truth.to_bool() {
            Some(true) => self.parts(template, at + 1, middle, text, locals),
            Some(false) if middle < close => {
                self.parts(template, middle + 1, close, text, locals);
            }
            Some(false) => {}
            None => {
                let range = self.code.tree.expr(condition).range;
                let message = format!("the condition must be true or false, not {}", a(&truth));
                text.absorb(&self.error(range, message));
            }
        }
    }

    fn for_directive(
        &self,
        template: Template,
        (key_name, value_name): (Option<TextRange>, TextRange),
        collection: ExprId,
        (at, close): (usize, usize),
        text: &mut Text,
        locals: Locals<'_>,
    ) {
        let value = self.value(collection, locals);
        text.marks = text.marks.union(value.marks);
        let items = match self.iterate(&value, collection) {
            Iteration::Items(items) => items,
            Iteration::Not(value) => return text.absorb(&value),
        };
        for (key, value) in items {
            if text.too_long || !self.context.charge(1) {
                text.too_long = true;
                return;
            }
            let key = Local {
                name: key_name.map_or("", |name| self.code.slice(name)),
                value: key,
                outer: locals,
            };
            let value = Local {
                name: self.code.slice(value_name),
                value,
                outer: Some(&key),
            };
            self.parts(template, at + 1, close, text, Some(&value));
        }
    }
}

/// The `else` (or the end, if there is none) and the end of the directive at `at`.
fn closing(parts: &[TemplatePart], at: usize, end: usize) -> (usize, usize) {
    let mut depth = 0usize;
    let mut middle = None;
    for (place, part) in parts.iter().enumerate().take(end).skip(at) {
        match part {
            TemplatePart::If { .. } | TemplatePart::For { .. } => depth += 1,
            TemplatePart::Else(_) if depth == 1 => middle = Some(place),
            TemplatePart::EndIf(_) | TemplatePart::EndFor(_) => {
                depth -= 1;
                if depth == 0 {
                    return (middle.unwrap_or(place), place);
                }
            }
            _ => {}
        }
    }
    (middle.unwrap_or(end), end)
}

impl Text {
    /// Adds something of which nothing is known, not even that it is text.
    fn absorb(&mut self, value: &Value) {
        self.draft = None;
        self.unknown.get_or_insert_default().absorb_value(value);
    }

    fn finish(self) -> Value {
        if self.too_long {
            return limit("the length of a string").marked(self.marks);
        }
        match self.unknown {
            Some(mut unknown) => {
                unknown.not_null = true;
                unknown.prefix = (!self.known.is_empty()).then(|| Arc::from(self.known));
                unknown.content = self.draft.and_then(Draft::decoded).map(Box::new);
                Value::from(unknown).marked(self.marks)
            }
            None => text(self.known).marked(self.marks),
        }
    }
}

/// A string value, in the normal form that all of Terraform's strings have.
pub(super) fn text(text: String) -> Value {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return text.into();
    }
    text.nfc().collect::<String>().into()
}
