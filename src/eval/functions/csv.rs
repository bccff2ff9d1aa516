//! CSV, read as strictly as Terraform reads it.

use std::sync::Arc;

use super::{Call, Outcome};
use crate::eval::template::text as text_value;
use crate::value::{Map, Value};

/// A list of objects, one for each line after the header.
pub(super) fn csvdecode(call: &Call<'_>) -> Outcome {
    let text = call.text(0)?;
    call.charge(text.len() / 8)?;
    let mut reader = Reader {
        rest: &text,
        line: 0,
    };
    let header = reader.record()?.ok_or("the header line is missing")?;
    let mut names: Vec<Arc<str>> = Vec::new();
    for name in header {
        let name = text_value(name).to_text().unwrap_or_default();
        if names.contains(&name) {
            return Err(format!("there are two columns {name:?}"));
        }
        call.charge(names.len())?;
        names.push(name);
    }
    let mut rows = Vec::new();
    while let Some(fields) = reader.record()? {
        if fields.len() != names.len() {
            return Err(format!(
                "line {} has {} fields, not {}",
                reader.line,
                fields.len(),
                names.len()
            ));
        }
        call.charge(fields.len())?;
        let fields = fields.into_iter().map(text_value);
        let entries = names.iter().cloned().zip(fields);
        rows.push(Value::object(entries.collect::<Map>()));
    }
    Ok(Value::list(rows))
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
}

impl<'a> Reader<'a> {
    /// The next line, without its end.
    fn line(&mut self) -> Option<&'a str> {
        if self.rest.is_empty() {
            return None;
        }
        self.line += 1;
        let (line, rest) = self.rest.split_once('\n').unwrap_or((self.rest, ""));
        self.rest = rest;
        Some(line.strip_suffix('\r').unwrap_or(line))
    }

    /// The fields of the next line that is not empty.
    fn record(&mut self) -> Result<Option<Vec<String>>, String> {
        let line = loop {
            match self.line() {
                None => return Ok(None),
                Some("") => {}
                Some(line) => break line,
            }
        };
        let mut fields = Vec::new();
        let mut left = Some(line);
        while let Some(text) = left {
            let (field, rest) = match text.strip_prefix('"') {
                Some(quoted) => self.quoted(quoted)?,
                None => self.plain(text)?,
            };
            fields.push(field);
            left = rest;
        }
        Ok(Some(fields))
    }

    /// A field up to the next comma, and what comes after the comma.
    fn plain(&self, text: &'a str) -> Result<(String, Option<&'a str>), String> {
        let (field, rest) = match text.split_once(',') {
            Some((field, rest)) => (field, Some(rest)),
            None => (text, None),
        };
        if field.contains('"') {
            return Err(format!(
                "line {}: a quote in a field that is not quoted",
                self.line
            ));
        }
        Ok((field.to_owned(), rest))
    }

    /// A field up to its closing quote, which may be lines further on, and what comes after its comma.
    fn quoted(&mut self, mut text: &'a str) -> Result<(String, Option<&'a str>), String> {
        let mut field = String::new();
        loop {
            let Some((before, after)) = text.split_once('"') else {
                field.push_str(text);
                field.push('\n');
                text = self.line().ok_or_else(|| self.open())?;
                continue;
            };
            field.push_str(before);
            match after.as_bytes().first() {
                Some(b'"') => {
                    field.push('"');
                    text = &after[1..];
                }
                Some(b',') => return Ok((field, Some(&after[1..]))),
                None => return Ok((field, None)),
                Some(_) => return Err(self.open()),
            }
        }
    }

    fn open(&self) -> String {
        format!("line {}: a quote is missing or too many", self.line)
    }
}
