//! What of the files is secret: values of variables that are declared sensitive or ephemeral.

use std::collections::BTreeSet;

use crate::model::EntityKind;
use crate::syntax::ExprKind;
use crate::text::{FileId, Span, TextRange};

use super::declare::{Declaration, ModuleId, ModuleSource};
use super::workspace::Workspace;

impl Workspace {
    /// Hides secrets wherever lines of the files are shown: defaults, and values in files. Of what could not be read
    /// whole lines are hidden, since nothing tells where a value ends.
    pub(super) fn hide_secrets(&mut self) {
        let mut secrets = Vec::new();
        for module in &self.modules {
            for declaration in self.secret_variables(module) {
                self.hide_declaration(declaration, &mut secrets);
            }
        }
        for root in &self.roots {
            let given = &self.given;
            let places = 0..given.inputs.assignments.len();
            let named = places.filter_map(|place| given.files.get(&place));
            let files = self.module(root.module).variable_files.iter().chain(named);
            for &file in files {
                self.hide_values(file, root.module, &mut secrets);
            }
        }
        secrets.sort_unstable();
        secrets.dedup();
        for span in secrets {
            self.sources.hide(span);
        }
    }

    fn secret_variables<'m>(
        &self,
        module: &'m ModuleSource,
    ) -> impl Iterator<Item = &'m Declaration> {
        module.declarations.iter().filter(|declaration| {
            declaration.kind == EntityKind::Variable
                && (self.is_said(declaration, "sensitive")
                    || self.is_said(declaration, "ephemeral"))
        })
    }

    /// Whether an argument is there and not `false`, in any of the files.
    fn is_said(&self, declaration: &Declaration, name: &str) -> bool {
        declaration.bodies.iter().any(|&body| {
            let code = self.code(body.file);
            let argument = code.attribute(body, name);
            argument.is_some_and(|argument| {
                let kind = code.tree.expr(argument.expr.expr).kind;
                !matches!(kind, ExprKind::Bool(false))
            })
        })
    }

    fn hide_declaration(&self, declaration: &Declaration, secrets: &mut Vec<Span>) {
        for &body in &declaration.bodies {
            let code = self.code(body.file);
            if let Some(default) = code.attribute(body, "default") {
                secrets.push(code.expr_span(default.expr.expr));
            }
            if declaration.broken {
                self.hide_unread(body.file, secrets);
            }
        }
    }

    fn hide_values(&self, file: FileId, root: ModuleId, secrets: &mut Vec<Span>) {
        let variables = self.secret_variables(self.module(root));
        let names: BTreeSet<&str> = variables.map(|variable| &*variable.name).collect();
        if names.is_empty() {
            return;
        }
        let values = self.values_in(file);
        let values = values.filter(|(name, ..)| names.contains(&**name));
        secrets.extend(values.map(|(_, _, expr)| self.code(file).expr_span(expr.expr)));
        self.hide_unread(file, secrets);
    }

    /// The lines where a file has syntax errors, and what was passed over for them.
    fn hide_unread(&self, file: FileId, secrets: &mut Vec<Span>) {
        let code = self.code(file);
        let errors = code.tree.errors().iter().map(|error| error.range);
        for range in errors.chain(code.tree.skipped().iter().copied()) {
            let lines = code.source.lines();
            let end = u32::try_from(code.source.text().len()).unwrap_or(u32::MAX);
            let start = lines
                .start(lines.line(range.start()))
                .unwrap_or(range.start());
            let stop = lines.start(lines.line(range.end()) + 1).unwrap_or(end);
            secrets.push(code.source.span(TextRange::new(start, stop)));
        }
    }
}
