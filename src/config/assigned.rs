//! Which values the variables of a root module are given, and which names nothing declares.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::model::{EntityKind, Problem, ProblemKind};
use crate::text::{FileId, Span};

use super::body::ExprRef;
use super::declare::ModuleId;
use super::inputs::{Assignment, Inputs};
use super::workspace::{Root, Workspace};

/// What the command line gives, its files read.
#[derive(Debug, Default)]
pub(super) struct Given {
    pub(super) inputs: Inputs,
    /// The file of each `--var-file` that could be read, by its place among the assignments.
    pub(super) files: FxHashMap<usize, FileId>,
}

/// Where a value was given last.
#[derive(Clone, Debug)]
pub(super) enum Assigned {
    /// In the environment or on the command line, as a text.
    Text(Origin, Text),
    /// In a file.
    File(ExprRef),
}

/// A text that may be a secret.
#[derive(Clone)]
pub(super) struct Text(pub(super) Arc<str>);

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(text)")
    }
}

/// Where a text was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// `TF_VAR_name`.
    Environment,
    /// `--var`.
    Argument,
}

impl Origin {
    /// What the user calls it.
    pub(super) fn name(self, variable: &str) -> String {
        match self {
            Self::Environment => format!("TF_VAR_{variable}"),
            Self::Argument => format!("--var {variable}"),
        }
    }
}

/// The names of variables with the last value each is given.
pub(super) type Assignments = FxHashMap<Arc<str>, Assigned>;

impl Workspace {
    /// The values that the variables of a root module are given, in Terraform's order: the environment, the files of its
    /// directory, the command line.
    pub(super) fn assignments(&self, root: ModuleId) -> Assignments {
        let mut found = Assignments::default();
        for (name, text) in &self.given.inputs.environment {
            let assigned = Assigned::Text(Origin::Environment, Text(text.clone()));
            found.insert(name.clone(), assigned);
        }
        for &file in &self.module(root).variable_files {
            self.assign_file(file, &mut found);
        }
        for (place, assignment) in self.given.inputs.assignments.iter().enumerate() {
            match assignment {
                Assignment::Value { name, text } => {
                    let assigned = Assigned::Text(Origin::Argument, Text(text.clone()));
                    found.insert(name.clone(), assigned);
                }
                Assignment::File(_) => {
                    if let Some(&file) = self.given.files.get(&place) {
                        self.assign_file(file, &mut found);
                    }
                }
            }
        }
        found
    }

    fn assign_file(&self, file: FileId, found: &mut Assignments) {
        for (name, _, expr) in self.values_in(file) {
            found.insert(name.into(), Assigned::File(expr));
        }
    }

    /// The values in a file: name, where the name stands, expression.
    pub(super) fn values_in(
        &self,
        file: FileId,
    ) -> impl Iterator<Item = (Cow<'_, str>, Span, ExprRef)> {
        let code = self.code(file);
        let attributes = code.tree.attributes(code.tree.root());
        attributes.filter_map(move |(_, attribute)| {
            let name = code.tree.attribute_name(code.source, attribute);
            let comment = code.tree.is_json() && name == "//";
            let span = code.source.span(attribute.name);
            (!comment).then(|| (name, span, code.reference(attribute.expr)))
        })
    }

    /// What is wrong with the values as such: names that nothing declares, and blocks where values belong.
    pub(super) fn assignment_problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for root in &self.roots {
            for &file in &self.module(root.module).variable_files {
                self.file_problems(file, std::slice::from_ref(root), &mut problems);
            }
        }
        for (place, assignment) in self.given.inputs.assignments.iter().enumerate() {
            match assignment {
                Assignment::Value { name, .. } => {
                    if !self.roots.is_empty() && !self.is_declared(name, &self.roots) {
                        problems.push(self.undeclared_argument(name));
                    }
                }
                Assignment::File(_) => {
                    if let Some(&file) = self.given.files.get(&place) {
                        self.file_problems(file, &self.roots, &mut problems);
                    }
                }
            }
        }
        problems
    }

    fn is_declared(&self, name: &str, roots: &[Root]) -> bool {
        roots
            .iter()
            .any(|root| self.module(root.module).variable(name).is_some())
    }

    fn file_problems(&self, file: FileId, roots: &[Root], problems: &mut Vec<Problem>) {
        let code = self.code(file);
        for (_, block) in code.tree.blocks(code.tree.root()) {
            let kind = code.text(block.kind);
            problems.push(Problem {
                kind: ProblemKind::Configuration,
                fatal: true,
                span: Some(code.source.span(block.header)),
                path: None,
                message: "a file of variable values has no blocks".to_owned(),
                help: Some(format!("write `{kind} = {{ ... }}` for an object")),
            });
        }
        problems.extend(self.repetitions(file));
        // Without a root nothing declares anything, which is another problem.
        if roots.is_empty() {
            return;
        }
        let unknown: Vec<_> = self
            .values_in(file)
            .filter(|(name, ..)| !self.is_declared(name, roots))
            .collect();
        if let Some((_, first, _)) = unknown.first() {
            let names: Vec<&str> = unknown.iter().map(|(name, ..)| &**name).collect();
            problems.push(undeclared(&names, *first));
        }
    }

    /// Names that a file of JSON gives values twice; in native syntax reading it has told of them.
    fn repetitions(&self, file: FileId) -> Vec<Problem> {
        if !self.code(file).tree.is_json() {
            return Vec::new();
        }
        let mut seen = BTreeSet::new();
        let repeated = self
            .values_in(file)
            .filter(|(name, ..)| !seen.insert(name.clone()));
        let problem = |(name, span, _): (Cow<'_, str>, Span, ExprRef)| Problem {
            kind: ProblemKind::Configuration,
            fatal: true,
            span: Some(span),
            path: None,
            message: format!("`{name}` is given a value twice in this file"),
            help: Some("keep one of the two".to_owned()),
        };
        repeated.map(problem).collect()
    }

    fn undeclared_argument(&self, name: &str) -> Problem {
        let declared: BTreeSet<&str> = self
            .roots
            .iter()
            .flat_map(|root| &self.module(root.module).declarations)
            .filter(|declaration| declaration.kind == EntityKind::Variable)
            .map(|declaration| &*declaration.name)
            .collect();
        let declared: Vec<&str> = declared.into_iter().collect();
        let near = similar::get_close_matches(name, &declared, 1, 0.6);
        let help = near.first().map_or_else(
            || {
                format!(
                    "declare it with a block `variable \"{name}\" {{ }}`, or take the option out"
                )
            },
            |near| format!("did you mean `{near}`?"),
        );
        Problem {
            kind: ProblemKind::Configuration,
            fatal: true,
            span: None,
            path: None,
            message: format!("--var {name}: no root module here declares this variable"),
            help: Some(help),
        }
    }
}

/// How many names that nothing declares are named.
const NAMED: usize = 5;

fn undeclared(names: &[&str], first: Span) -> Problem {
    let mut told: Vec<String> = names.iter().take(NAMED).map(|n| format!("`{n}`")).collect();
    if names.len() > NAMED {
        told.push(format!("{} more", names.len() - NAMED));
    }
    Problem {
        kind: ProblemKind::Configuration,
        fatal: false,
        span: Some(first),
        path: None,
        message: format!(
            "no variable is declared for the value of {}",
            told.join(", ")
        ),
        help: Some("declare it, or take the value out; Terraform warns of it too".to_owned()),
    }
}
