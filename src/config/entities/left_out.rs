//! Modules of which nothing is needed, or that are not here.

use std::sync::Arc;

use crate::model::{EntityKind, Need, Problem, ProblemKind};
use crate::value::Reason;

use super::super::declare::{Declaration, ModuleId};
use super::super::paths::is_local;
use super::Collector;

impl Collector<'_, '_> {
    /// Whether a module, or one that it calls, declares anything that is needed.
    pub(super) fn is_useful(&mut self, id: ModuleId) -> bool {
        if let Some(&known) = self.useful.get(&id) {
            return known;
        }
        // Modules that Terraform fetched, and computed sources, hang on the way to them, which is not known here.
        if !self.evaluator.root.fetched.is_empty() || self.evaluator.workspace.computed_sources {
            return true;
        }
        self.useful.insert(id, false);
        let workspace = Arc::clone(&self.evaluator.workspace);
        let module = workspace.module(id);
        let needed = |(_, declaration): (u32, &Declaration)| {
            self.need(declaration.kind, &declaration.type_name) != Need::Nothing
        };
        let useful = module.numbered().any(needed)
            || module.calls.values().any(|&called| self.is_useful(called));
        self.useful.insert(id, useful);
        useful
    }

    /// Takes note of what a module holds that is not evaluated.
    pub(super) fn leave_out(&mut self, id: ModuleId) {
        if !self.counted.insert(id) {
            return;
        }
        let workspace = Arc::clone(&self.evaluator.workspace);
        let module = workspace.module(id);
        for (index, declaration) in module.numbered() {
            match declaration.kind {
                EntityKind::Resource => self.skip(declaration),
                EntityKind::Module => match module.calls.get(&index) {
                    Some(&called) => self.leave_out(called),
                    None => self.problems.push(self.absent_module(declaration)),
                },
                _ => {}
            }
        }
    }

    pub(super) fn skip(&mut self, declaration: &Declaration) {
        let type_name = declaration.type_name.clone();
        *self.skipped.entry(type_name).or_default() += 1;
    }

    fn absent_module(&self, call: &Declaration) -> Problem {
        let address = format!("module.{}", call.name);
        self.module_problem(call, None, false, &Reason::Module(address.into()))
    }

    /// `source`: the source, if it is known otherwise than as written.
    pub(super) fn module_problem(
        &self,
        call: &Declaration,
        source: Option<String>,
        outdated: bool,
        reason: &Reason,
    ) -> Problem {
        let source = source.unwrap_or_else(|| self.written_source(call));
        let local = is_local(&source);
        let name = &call.name;
        let (message, help) = match reason {
            Reason::Module(_) if outdated => (
                format!(
                    "what was fetched for module.{name} is not what it asks for now, so it is not judged: {source}"
                ),
                Some("run `terraform init` again"),
            ),
            Reason::Module(_) if local => (
                format!("module.{name} is not judged: there is no configuration in {source}"),
                Some("correct the path; it starts at the directory of this file"),
            ),
            Reason::Module(_) => (
                format!(
                    "the source of module.{name} is not here, so what it makes is not judged: {source}"
                ),
                Some("run `terraform init` before, and what it fetches is judged too"),
            ),
            other => (format!("module.{name} is not judged: {other}"), None),
        };
        Problem {
            kind: ProblemKind::Module,
            fatal: false,
            span: Some(call.header),
            path: None,
            message,
            help: help.map(str::to_owned),
        }
    }

    /// The source of a module call as written.
    fn written_source(&self, call: &Declaration) -> String {
        self.evaluator
            .attribute(call, "source")
            .map(|expr| self.evaluator.text(expr).trim_matches('"').to_owned())
            .unwrap_or_default()
    }
}
