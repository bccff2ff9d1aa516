//! What the files of one directory declare.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use crate::eval::Type;
use crate::model::{EntityKind, Problem, ProblemKind};
use crate::syntax::ExprId;
use crate::text::{FileId, Span, TextRange};
use crate::value::{Map, Marks, Value};

use super::body::{BlockView, BodyRef, Code, ExprRef, JsonBlocks};
use super::json_maps::is_known;
use super::providers::Required;
use super::variables::Refused;

/// Names a [`ModuleSource`] of a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ModuleId(pub(super) u32);

/// A declared block: a resource, a variable and so on.
#[derive(Clone, Debug)]
pub(super) struct Declaration {
    pub(super) kind: EntityKind,
    /// The type of a resource, the name of a provider; otherwise empty.
    pub(super) type_name: Arc<str>,
    /// The name; for a provider its alias, or empty.
    pub(super) name: Arc<str>,
    pub(super) header: Span,
    /// The body, and after it those of override files. A later one wins.
    pub(super) bodies: Vec<BodyRef>,
    /// Whether something in it could not be read, so that what seems absent may be there.
    pub(super) broken: bool,
    /// What a variable or output says of itself, once it was asked for.
    pub(super) flags: OnceLock<Flags>,
    /// The default of a variable as its type has it, once it was asked for.
    pub(super) default: OnceLock<Result<Value, Refused>>,
    /// The other arguments of a variable or output, once they were asked for.
    pub(super) written: OnceLock<Map>,
    /// The type of a variable, once it was asked for, or what is wrong with it; none where none is declared.
    pub(super) variable_type: OnceLock<Result<Option<Arc<Type>>, Problem>>,
}

/// What a variable or output says of itself. Terraform wants it written out, so it is the same in all instances.
#[derive(Clone, Copy, Debug)]
pub(super) struct Flags {
    /// `sensitive` and `ephemeral`.
    pub(super) marks: Marks,
    /// `nullable`.
    pub(super) nullable: bool,
}

/// A `validation` block of a variable.
#[derive(Clone, Debug)]
pub(super) struct Validation {
    /// The declaration of the variable.
    pub(super) variable: u32,
    pub(super) body: BodyRef,
    /// Whether the default of the variable passes wherever it is taken, once that was asked for.
    pub(super) default_passes: OnceLock<bool>,
}

/// A local value.
#[derive(Clone, Debug)]
pub(super) struct Local {
    pub(super) name: Arc<str>,
    pub(super) expr: ExprRef,
}

/// Declarations by type and name.
type Index = FxHashMap<Arc<str>, FxHashMap<Arc<str>, u32>>;

/// The configuration in one directory.
#[derive(Debug, Default)]
pub(super) struct ModuleSource {
    /// The directory.
    pub(super) directory: PathBuf,
    /// The directory as shown.
    pub(super) shown: Arc<str>,
    /// Its configuration files, in Terraform's order.
    pub(super) files: Vec<FileId>,
    /// Its files with values for variables, later ones winning.
    pub(super) variable_files: Vec<FileId>,
    /// Resources, data sources, variables, ...: all but locals, in the order of the text.
    pub(super) declarations: Vec<Declaration>,
    /// The local values.
    pub(super) locals: Vec<Local>,
    /// Which of them all instances share, once that was asked for.
    pub(super) shared_locals: OnceLock<Vec<bool>>,
    /// The bodies of `terraform` blocks, with their headers.
    pub(super) terraform: Vec<(Span, BodyRef)>,
    /// The `validation` blocks of variables.
    pub(super) validations: Vec<Validation>,
    /// The modules that its calls with a local source name, by declaration.
    pub(super) calls: FxHashMap<u32, ModuleId>,
    /// What its `required_providers` ask for, once it was read.
    pub(super) required_providers: OnceLock<Vec<Required>>,
    resources: Index,
    data: Index,
    ephemeral: Index,
    variables: FxHashMap<Arc<str>, u32>,
    outputs: FxHashMap<Arc<str>, u32>,
    modules: FxHashMap<Arc<str>, u32>,
    /// By type and alias.
    providers: Index,
    local_names: FxHashMap<Arc<str>, u32>,
}

impl ModuleSource {
    /// A module in a directory, without declarations yet.
    pub(super) fn new(directory: PathBuf, shown: Arc<str>) -> Self {
        Self {
            directory,
            shown,
            ..Self::default()
        }
    }

    /// The resource, data source or ephemeral resource of that type and name.
    pub(super) fn resource(&self, kind: EntityKind, type_name: &str, name: &str) -> Option<u32> {
        let index = match kind {
            EntityKind::Data => &self.data,
            EntityKind::Ephemeral => &self.ephemeral,
            _ => &self.resources,
        };
        index.get(type_name)?.get(name).copied()
    }

    /// The provider configuration of that name and alias.
    pub(super) fn provider(&self, name: &str, alias: Option<&str>) -> Option<u32> {
        let configurations = self.providers.get(name)?;
        configurations.get(alias.unwrap_or_default()).copied()
    }

    /// The variable of that name.
    pub(super) fn variable(&self, name: &str) -> Option<u32> {
        self.variables.get(name).copied()
    }

    /// The output of that name.
    pub(super) fn output(&self, name: &str) -> Option<u32> {
        self.outputs.get(name).copied()
    }

    /// The module call of that name.
    pub(super) fn call(&self, name: &str) -> Option<u32> {
        self.modules.get(name).copied()
    }

    /// The local value of that name.
    pub(super) fn local(&self, name: &str) -> Option<u32> {
        self.local_names.get(name).copied()
    }

    /// The declaration of that number.
    pub(super) fn declaration(&self, index: u32) -> &Declaration {
        &self.declarations[index as usize]
    }

    /// The declarations with their numbers.
    pub(super) fn numbered(&self) -> impl Iterator<Item = (u32, &Declaration)> {
        self.declarations
            .iter()
            .enumerate()
            .map(|(index, declaration)| (number(index), declaration))
    }

    /// Takes in what a file declares. `overrides`: as Terraform does for `override.tf`, changing what others declare.
    pub(super) fn declare(&mut self, code: Code<'_>, overrides: bool, problems: &mut Vec<Problem>) {
        let file = code.source.id();
        self.files.push(file);
        for block in top_blocks(code) {
            self.declare_block(code, &block, overrides, problems);
        }
    }

    fn declare_block(
        &mut self,
        code: Code<'_>,
        block: &BlockView<'_>,
        overrides: bool,
        problems: &mut Vec<Problem>,
    ) {
        let header = code.source.span(block.header);
        let alias = match &*block.kind {
            "provider" => code
                .attribute(block.body, "alias")
                .and_then(|alias| code.string(alias.expr.expr))
                .unwrap_or_default(),
            _ => Cow::Borrowed(""),
        };
        let (kind, type_name, name) = match (&*block.kind, block.labels.as_slice()) {
            ("resource", [kind, name]) => (EntityKind::Resource, &**kind, &**name),
            ("data", [kind, name]) => (EntityKind::Data, &**kind, &**name),
            ("ephemeral", [kind, name]) => (EntityKind::Ephemeral, &**kind, &**name),
            ("provider", [name]) => (EntityKind::Provider, &**name, &*alias),
            ("variable", [name]) => (EntityKind::Variable, "", &**name),
            ("output", [name]) => (EntityKind::Output, "", &**name),
            ("module", [name]) => (EntityKind::Module, "", &**name),
            ("terraform", []) => {
                self.terraform.push((header, block.body));
                return;
            }
            ("locals", []) => {
                self.declare_locals(code, block.body, overrides, problems);
                return;
            }
            _ => return,
        };
        let declaration = Declaration {
            kind,
            type_name: type_name.into(),
            name: name.into(),
            header,
            bodies: vec![block.body],
            flags: OnceLock::new(),
            default: OnceLock::new(),
            written: OnceLock::new(),
            variable_type: OnceLock::new(),
            broken: !code.tree.errors().is_empty() && code.is_broken(block.body),
        };
        let index = number(self.declarations.len());
        if let Some(known) = self.enter(&declaration, index) {
            let known = &mut self.declarations[known as usize];
            if overrides {
                known.broken |= declaration.broken;
                known.bodies.push(block.body);
            } else {
                problems.push(duplicate(&declaration));
            }
            return;
        }
        // To override the provider configuration that is there without being declared is to declare it.
        let is_implied = kind == EntityKind::Provider && declaration.name.is_empty();
        if overrides && !is_implied {
            problems.push(nothing_to_override(&name_of(&declaration), header));
        }
        if kind == EntityKind::Variable {
            let blocks = code.blocks(block.body);
            let validations = blocks.filter(|inner| inner.kind == "validation");
            self.validations.extend(validations.map(|inner| Validation {
                variable: index,
                body: inner.body,
                default_passes: OnceLock::new(),
            }));
        }
        self.declarations.push(declaration);
    }

    /// Enters a declaration under its name; the number of an earlier one of that name.
    fn enter(&mut self, declaration: &Declaration, index: u32) -> Option<u32> {
        let names = match declaration.kind {
            EntityKind::Resource => self
                .resources
                .entry(declaration.type_name.clone())
                .or_default(),
            EntityKind::Data => self.data.entry(declaration.type_name.clone()).or_default(),
            EntityKind::Ephemeral => self
                .ephemeral
                .entry(declaration.type_name.clone())
                .or_default(),
            EntityKind::Variable => &mut self.variables,
            EntityKind::Output => &mut self.outputs,
            EntityKind::Module => &mut self.modules,
            EntityKind::Provider => self
                .providers
                .entry(declaration.type_name.clone())
                .or_default(),
            // Local values have names of their own, and are no blocks.
            EntityKind::Terraform | EntityKind::Local => return None,
        };
        let entered = *names.entry(declaration.name.clone()).or_insert(index);
        (entered != index).then_some(entered)
    }

    fn declare_locals(
        &mut self,
        code: Code<'_>,
        body: BodyRef,
        overrides: bool,
        problems: &mut Vec<Problem>,
    ) {
        for attribute in code.attributes(body) {
            let index = number(self.locals.len());
            let name: Arc<str> = attribute.name.as_ref().into();
            let entered = *self.local_names.entry(name.clone()).or_insert(index);
            if entered == index {
                let expr = attribute.expr;
                if overrides {
                    let span = code.expr_span(expr.expr);
                    problems.push(nothing_to_override(&format!("local.{name}"), span));
                }
                self.locals.push(Local { name, expr });
            } else if overrides {
                self.locals[entered as usize].expr = attribute.expr;
            }
        }
    }
}

/// A place in a list as a number. Files are bounded so that it always fits.
pub(super) fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// How a declaration is referred to.
fn name_of(declaration: &Declaration) -> String {
    let Declaration {
        kind,
        type_name,
        name,
        ..
    } = declaration;
    match kind {
        EntityKind::Resource => format!("{type_name}.{name}"),
        EntityKind::Data => format!("data.{type_name}.{name}"),
        EntityKind::Ephemeral => format!("ephemeral.{type_name}.{name}"),
        EntityKind::Variable => format!("var.{name}"),
        EntityKind::Output => format!("output.{name}"),
        EntityKind::Module => format!("module.{name}"),
        EntityKind::Provider if name.is_empty() => format!("provider.{type_name}"),
        EntityKind::Provider => format!("provider.{type_name}.{name}"),
        EntityKind::Local => format!("local.{name}"),
        EntityKind::Terraform => "terraform".to_owned(),
    }
}

fn duplicate(declaration: &Declaration) -> Problem {
    let what = name_of(declaration);
    Problem {
        kind: ProblemKind::Configuration,
        fatal: true,
        span: Some(declaration.header),
        path: None,
        message: format!("{what} is declared twice in this directory; only the first is judged"),
        help: Some("rename one of them or take it out, as Terraform demands".to_owned()),
    }
}

fn nothing_to_override(what: &str, span: Span) -> Problem {
    Problem {
        kind: ProblemKind::Configuration,
        fatal: true,
        span: Some(span),
        path: None,
        message: format!("this is an override file, and nothing declares {what} for it to change"),
        help: Some("declare it in a file whose name does not end in `override`".to_owned()),
    }
}

/// The blocks of a file, native or JSON.
fn top_blocks(code: Code<'_>) -> Vec<BlockView<'_>> {
    let root = code.tree.root();
    if !code.tree.is_json() {
        return code.blocks(code.root()).collect();
    }
    let mut found = Vec::new();
    for (_, attribute) in code.tree.attributes(root) {
        let kind = code.tree.attribute_name(code.source, attribute);
        let labels = match &*kind {
            "resource" | "data" | "ephemeral" => 2,
            "variable" | "output" | "module" | "provider" => 1,
            _ => 0,
        };
        json_blocks(
            code,
            &kind,
            labels,
            attribute.name,
            attribute.expr,
            &mut Vec::new(),
            &mut found,
        );
    }
    found
}

fn json_blocks<'w>(
    code: Code<'w>,
    kind: &str,
    labels: usize,
    key: TextRange,
    value: ExprId,
    found: &mut Vec<Cow<'w, str>>,
    blocks: &mut Vec<BlockView<'w>>,
) {
    if found.len() < labels {
        for (label, key, value) in code.json_properties(value) {
            found.push(label);
            json_blocks(code, kind, labels, key, value, found, blocks);
            found.pop();
        }
        return;
    }
    let known = found.first().is_some_and(|type_name| is_known(type_name));
    let form = match kind {
        "resource" | "data" | "ephemeral" | "provider" if known => JsonBlocks::Resource,
        "resource" | "data" | "ephemeral" => JsonBlocks::OtherResource,
        "terraform" => JsonBlocks::Terraform,
        "variable" | "output" => JsonBlocks::Checked,
        "module" => JsonBlocks::Module,
        _ => JsonBlocks::None,
    };
    for body in code.json_elements(value) {
        blocks.push(BlockView {
            kind: Cow::Owned(kind.to_owned()),
            labels: found.clone(),
            header: key,
            body: code.json_body(body, form),
        });
    }
}
