//! The model for people: each thing with its address, its place and its values, much as it would be written.

use std::collections::BTreeSet;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use crate::model::{Entity, EntityKind, Model, Problem};
use crate::report::{clean, place_of};
use crate::value::{Kind, Path, Value, to_hcl};

use super::View;
use super::part::{HIDDEN, reasons};

/// How wide a value may be to stand in one line.
const WIDE: usize = 100;

pub(super) fn write(view: &View<'_>, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let styled = |style: Style| if color { style } else { Style::new() };
    let page = Page {
        view,
        bold: styled(Style::new().bold()),
        dim: styled(Style::new().dimmed()),
        open: styled(AnsiColor::Yellow.on_default()),
    };
    page.write(out)
}

struct Page<'a> {
    view: &'a View<'a>,
    bold: Style,
    dim: Style,
    /// For what is unknown.
    open: Style,
}

impl Page<'_> {
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        for module in self.modules() {
            self.module(module, out)?;
        }
        for problem in self.view.problems {
            self.problem(problem, out)?;
        }
        let (resources, unknown) = counts(self.view.model);
        let bold = self.bold;
        writeln!(
            out,
            "{bold}{resources}{bold:#} resources and data sources seen, {unknown} of unknown number"
        )
    }

    /// The addresses of the module instances, the root first, the others in the order they come to be.
    fn modules(&self) -> Vec<&str> {
        let mut seen = BTreeSet::from([""]);
        let mut modules = vec![""];
        for (_, entity) in self.view.model.entities() {
            if seen.insert(&*entity.module) {
                modules.push(&entity.module);
            }
        }
        modules
    }

    fn module(&self, module: &str, out: &mut dyn Write) -> io::Result<()> {
        for kind in [EntityKind::Variable, EntityKind::Local] {
            self.definitions(kind, module, out)?;
        }
        for kind in [
            EntityKind::Provider,
            EntityKind::Data,
            EntityKind::Ephemeral,
            EntityKind::Resource,
        ] {
            for entity in self.view.entities(kind) {
                if *entity.module == *module {
                    self.entity(entity, out)?;
                }
            }
        }
        self.definitions(EntityKind::Output, module, out)
    }

    /// Variables, locals or outputs of a module instance, one a line.
    fn definitions(&self, kind: EntityKind, module: &str, out: &mut dyn Write) -> io::Result<()> {
        let mut any = false;
        for entity in self.view.entities(kind) {
            if *entity.module != *module {
                continue;
            }
            any = true;
            let value = entity.values.as_mapping().and_then(|all| all.get("value"));
            let (bold, address) = (self.bold, clean(&entity.address));
            write!(out, "{bold}{address}{bold:#} = ")?;
            match value {
                Some(value) => self.value(value, 0, out)?,
                None => write!(out, "null")?,
            }
            writeln!(out)?;
            self.origin(entity, "value", 1, out)?;
        }
        if any {
            writeln!(out)?;
        }
        Ok(())
    }

    fn entity(&self, entity: &Entity, out: &mut dyn Write) -> io::Result<()> {
        let (bold, dim, open) = (self.bold, self.dim, self.open);
        write!(out, "{bold}{}{bold:#}", clean(&entity.address))?;
        let located = self
            .view
            .model
            .locator()
            .locate_place(entity, &Path::default());
        match (located.header.or(located.span), located.pointer) {
            (Some(span), _) => {
                let place = place_of(self.view.sources, span);
                write!(out, "  {dim}{place}{dim:#}")?;
            }
            (None, Some(pointer)) => write!(out, "  {dim}{}{dim:#}", clean(&pointer))?,
            (None, None) => {}
        }
        if entity.instances_unknown {
            write!(out, "  {open}any number of instances{open:#}")?;
        }
        writeln!(out)?;
        let entries = entity.values.as_mapping();
        let width = entries
            .into_iter()
            .flatten()
            .map(|(name, _)| name.chars().count())
            .max();
        for (name, value) in entries.into_iter().flatten() {
            write!(
                out,
                "  {:width$} = ",
                clean(name),
                width = width.unwrap_or(0)
            )?;
            self.value(value, 1, out)?;
            writeln!(out)?;
            self.origin(entity, name, 2, out)?;
        }
        writeln!(out)
    }

    /// The places that a value came from, where they are asked for.
    fn origin(
        &self,
        entity: &Entity,
        name: &str,
        indent: usize,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        if !self.view.origins {
            return Ok(());
        }
        let dim = self.dim;
        for place in self.view.origin(entity, name) {
            let at = place_of(self.view.sources, place.span);
            let space = "  ".repeat(indent);
            write!(out, "{space}{dim}← {at}")?;
            if !place.label.is_empty() {
                write!(out, "  {}", clean(&place.label))?;
            }
            writeln!(out, "{dim:#}")?;
        }
        Ok(())
    }

    fn value(&self, value: &Value, indent: usize, out: &mut dyn Write) -> io::Result<()> {
        if value.marks.is_hidden() && !self.view.sensitive && !value.is_unknown() {
            return write!(out, "{HIDDEN}");
        }
        match &value.kind {
            Kind::Unknown(unknown) => {
                let open = self.open;
                write!(out, "{open}unknown: {}{open:#}", clean(&reasons(unknown)))
            }
            Kind::Sequence(_, elements) if !elements.is_empty() => {
                if let Some(line) = self.one_line(value) {
                    return write!(out, "{line}");
                }
                let space = "  ".repeat(indent + 1);
                writeln!(out, "[")?;
                for element in elements.iter() {
                    write!(out, "{space}")?;
                    self.value(element, indent + 1, out)?;
                    writeln!(out, ",")?;
                }
                write!(out, "{}]", "  ".repeat(indent))
            }
            Kind::Mapping(_, entries) if !entries.is_empty() => {
                let space = "  ".repeat(indent + 1);
                writeln!(out, "{{")?;
                for (key, entry) in entries.iter() {
                    write!(out, "{space}{} = ", quoted(key))?;
                    self.value(entry, indent + 1, out)?;
                    writeln!(out)?;
                }
                write!(out, "{}}}", "  ".repeat(indent))
            }
            kind => write!(out, "{}", clean(&to_hcl(&Value::from(kind.clone())))),
        }
    }

    /// A list of plain values that is short.
    fn one_line(&self, value: &Value) -> Option<String> {
        let hidden = value.deep_marks().is_hidden() && !self.view.sensitive;
        let plain = value.parts().all(|part| {
            !part.marks.is_hidden()
                && matches!(
                    part.kind,
                    Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_)
                )
        });
        if hidden || !plain {
            return None;
        }
        let line = clean(&to_hcl(value)).into_owned();
        (line.chars().count() <= WIDE).then_some(line)
    }

    fn problem(&self, problem: &Problem, out: &mut dyn Write) -> io::Result<()> {
        let level = if problem.fatal { "error" } else { "note" };
        let place = match (problem.span, &problem.path) {
            (Some(span), _) => format!("{}: ", place_of(self.view.sources, span)),
            (None, Some(path)) => format!("{}: ", clean(path)),
            (None, None) => String::new(),
        };
        let (bold, message) = (self.bold, clean(&problem.message));
        writeln!(out, "{bold}{level}{bold:#}: {place}{message}")
    }
}

/// A key as it would be written.
fn quoted(key: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let name = key.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    if name && key.chars().all(plain) {
        key.to_owned()
    } else {
        clean(&to_hcl(&Value::from(key))).into_owned()
    }
}

/// How many resources and data sources there are, and how many of them stand for any number.
fn counts(model: &Model) -> (usize, usize) {
    let kinds = [EntityKind::Resource, EntityKind::Data];
    let all = model.entities().map(|(_, entity)| entity);
    let all: Vec<_> = all.filter(|entity| kinds.contains(&entity.kind)).collect();
    let unknown = all.iter().filter(|entity| entity.instances_unknown);
    (all.len(), unknown.count())
}
