//! The functions of the provider that is built into Terraform: values as HCL, and back.

use std::fmt::Write as _;
use std::sync::LazyLock;

use regex::Regex;

use crate::syntax::{is_name, parse};
use crate::text::Sources;
use crate::value::{Kind, Value};

use super::{Call, Outcome, a};
use crate::eval::template::MAX_TEXT;
use crate::eval::{Access, Code, Context, Resolved, Scope, evaluate};

/// A line as it is laid out.
#[derive(Default)]
struct Line {
    /// The key of an attribute, else the whole line.
    lead: String,
    /// The value of an attribute.
    value: Option<String>,
    /// How many more brackets it opens than it closes.
    brackets: i32,
}

impl Line {
    fn push(&mut self, text: &str) {
        self.value.as_mut().unwrap_or(&mut self.lead).push_str(text);
    }

    fn attribute(key: &str) -> Self {
        Self {
            lead: if is_name(key) {
                key.to_owned()
            } else {
                quoted(key)
            },
            value: Some(String::new()),
            brackets: 0,
        }
    }
}

/// The lines written so far, of which there is at least one.
struct Lines {
    done: Vec<Line>,
    last: Line,
    size: usize,
}

impl Lines {
    fn new(first: Line) -> Self {
        Self {
            done: Vec::new(),
            last: first,
            size: 0,
        }
    }

    fn next(&mut self, line: Line) {
        self.done.push(std::mem::replace(&mut self.last, line));
    }

    /// Writes a value; `None` when it is too long.
    fn write(&mut self, value: &Value) -> Option<()> {
        match &value.kind {
            Kind::String(text) => self.push(&quoted(text)),
            Kind::Sequence(_, parts) => {
                self.push("[");
                self.last.brackets += 1;
                for (at, part) in parts.iter().enumerate() {
                    if at > 0 {
                        self.push(", ");
                    }
                    self.write(part)?;
                }
                self.push("]");
                self.last.brackets -= 1;
            }
            Kind::Mapping(_, entries) if entries.is_empty() => self.push("{}"),
            Kind::Mapping(_, entries) => {
                self.push("{");
                self.last.brackets += 1;
                for (key, part) in entries.iter() {
                    self.next(Line::attribute(key));
                    self.write(part)?;
                }
                self.next(Line::default());
                self.push("}");
                self.last.brackets -= 1;
            }
            _ => self.push(value.to_text().as_deref().unwrap_or("null")),
        }
        (self.size <= MAX_TEXT).then_some(())
    }

    fn push(&mut self, text: &str) {
        self.size += text.len() + 1;
        self.last.push(text);
    }

    /// The lines with their indents, the values below each other where attributes of one line follow each other.
    fn laid_out(mut self) -> String {
        self.done.push(self.last);
        let mut out = String::new();
        let mut open: Vec<i32> = Vec::new();
        let mut lines = self.done.as_slice();
        while let [line, rest @ ..] = lines {
            let aligned = lines.iter().take_while(|line| line.is_simple()).count();
            let (group, after) = match aligned {
                0 => (std::slice::from_ref(line), rest),
                count => lines.split_at(count),
            };
            let width = group.iter().map(|line| line.lead.chars().count()).max();
            for line in group {
                let width = if aligned > 0 { width.unwrap_or(0) } else { 0 };
                line.lay_out(width, &mut open, &mut out);
            }
            lines = after;
        }
        out.truncate(out.trim_end_matches('\n').len());
        out
    }
}

impl Line {
    /// Whether it is an attribute that ends where it begins.
    fn is_simple(&self) -> bool {
        self.value.is_some() && self.brackets == 0
    }

    fn lay_out(&self, width: usize, open: &mut Vec<i32>, out: &mut String) {
        close(open, -self.brackets);
        out.push_str(&"  ".repeat(open.len()));
        let lead = &self.lead;
        let _ = match &self.value {
            Some(value) => writeln!(out, "{lead:width$} = {value}"),
            None => writeln!(out, "{lead}"),
        };
        if self.brackets > 0 {
            open.push(self.brackets);
        }
    }
}

/// Closes so many brackets. Those that one line opened count as one step of indent.
fn close(open: &mut Vec<i32>, mut brackets: i32) {
    while brackets > 0
        && let Some(last) = open.last_mut()
    {
        let closed = brackets.min(*last);
        brackets -= closed;
        *last -= closed;
        if *last == 0 {
            open.pop();
        }
    }
}

/// Whether a character is shown as it is: Go takes for printable what is a letter, mark, number, sign or symbol.
fn is_printable(letter: char) -> bool {
    static PRINTABLE: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$").ok());
    let mut bytes = [0; 4];
    let text: &str = letter.encode_utf8(&mut bytes);
    PRINTABLE.as_ref().is_some_and(|regex| regex.is_match(text))
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '$' | '%' => {
                out.push(letter);
                if letters.peek() == Some(&'{') {
                    out.push(letter);
                }
            }
            plain if plain.is_ascii_graphic() || is_printable(plain) => out.push(plain),
            other if u32::from(other) < 0x1_0000 => {
                let _ = write!(out, "\\u{:04x}", u32::from(other));
            }
            other => {
                let _ = write!(out, "\\U{:08x}", u32::from(other));
            }
        }
    }
    out.push('"');
    out
}

/// The value of an argument, if it is known throughout; `None` when the result is unknown.
fn known<'a>(call: &Call<'a>) -> Result<Option<&'a Value>, String> {
    let value = call.present(0)?;
    Ok((!value.has_unknown()).then_some(value))
}

pub(super) fn encode_expr(call: &Call<'_>) -> Outcome {
    let Some(value) = known(call)? else {
        return Ok(call.unknown_result());
    };
    let mut lines = Lines::new(Line::default());
    lines.write(value).ok_or_else(|| call.too_large())?;
    finish(call, lines.laid_out())
}

pub(super) fn encode_tfvars(call: &Call<'_>) -> Outcome {
    let Some(value) = known(call)? else {
        return Ok(call.unknown_result());
    };
    let Some(entries) = value.as_mapping() else {
        return Err(format!("an object is needed, not {}", a(value)));
    };
    let mut all: Option<Lines> = None;
    for (name, part) in entries {
        if !is_name(name) {
            return Err(format!("{name:?} cannot be the name of a variable"));
        }
        let line = Line::attribute(name);
        let lines = match all.as_mut() {
            Some(lines) => {
                lines.next(line);
                lines
            }
            None => all.insert(Lines::new(line)),
        };
        lines.write(part).ok_or_else(|| call.too_large())?;
    }
    let text = all.map(Lines::laid_out).unwrap_or_default();
    let end = if text.is_empty() { "" } else { "\n" };
    finish(call, text + end)
}

fn finish(call: &Call<'_>, text: String) -> Outcome {
    call.charge(text.len() / 64)?;
    Ok(text.into())
}

/// The names and functions of variable files: none.
struct Constants;

impl Scope for Constants {
    fn resolve(&self, _: &str, _: &[Access<'_>], _: &Context) -> Option<Resolved> {
        None
    }

    fn call(&self, name: &str, _: &[Value], _: &Context) -> Option<Result<Value, String>> {
        Some(Err(format!("{name}() cannot be called here")))
    }
}

pub(super) fn decode_tfvars(call: &Call<'_>) -> Outcome {
    let text = call.text(0)?;
    call.charge(text.len() / 8)?;
    let mut sources = Sources::default();
    let id = sources.add("variables", text.as_bytes().to_vec());
    let source = sources.get(id);
    let tree = parse(source);
    if let Some(error) = tree.errors().first() {
        return Err(format!("this is not HCL: {}", error.message));
    }
    if tree.blocks(tree.root()).next().is_some() {
        return Err("there can be no blocks".to_owned());
    }
    let code = Code {
        tree: &tree,
        source,
    };
    let nested = call.context.nested();
    let mut entries = Vec::new();
    for (_, attribute) in tree.attributes(tree.root()) {
        let name = tree.attribute_name(source, attribute);
        let value = evaluate(code, attribute.expr, &Constants, &nested);
        if let Some(error) = nested.take_errors().first() {
            return Err(format!("{name}: {}", error.message));
        }
        entries.push((name.as_ref().into(), value));
    }
    call.context.absorb(&nested);
    Ok(Value::object(entries.into_iter().collect()))
}
