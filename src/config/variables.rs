//! The values of variables: what is given, else the default, as the declared type has it.

use std::sync::Arc;

use crate::eval::{self, Context, Type};
use crate::model::{EntityKind, Problem, ProblemKind};
use crate::syntax;
use crate::text::Span;
use crate::value::{Reason, Unknown, Value};

use super::assigned::{Assigned, Origin, Text};
use super::body::{Code, ExprRef};
use super::constant::{NotConstant, constant, constant_text};
use super::declare::Declaration;
use super::definitions::{Definition, DefinitionKind};
use super::evaluator::{Caller, Evaluator, Instance};

/// Where the value of a variable comes from.
#[derive(Clone, Debug)]
pub(super) enum VariableSource<'i> {
    /// The one who asks for the model.
    Given(Value),
    /// The argument of a module call.
    Argument { expr: ExprRef, caller: &'i Caller },
    /// The environment or the command line.
    Text(Origin, Text),
    /// A file of variable values.
    File(ExprRef),
    /// Its default.
    Default(ExprRef),
    /// Nowhere.
    Nothing,
}

/// Why a variable cannot have the value it is given.
#[derive(Clone, Debug)]
pub(super) struct Refused {
    message: String,
    /// What of the expression is wrong, where it has one.
    span: Option<Span>,
}

impl Refused {
    fn new(message: impl Into<String>, span: Option<Span>) -> Self {
        Self {
            message: message.into(),
            span,
        }
    }
}

impl Evaluator {
    /// The value of `var.name`.
    pub(super) fn variable(
        &self,
        instance: &Arc<Instance>,
        index: u32,
        context: &Context,
    ) -> Value {
        let variable = self.declaration(instance, index);
        self.define(
            Definition {
                kind: DefinitionKind::Declared,
                owner: instance.id,
                index,
            },
            || format!("var.{}", variable.name),
            context,
            |context| {
                let marks = self.marks(variable);
                let source = self.variable_source(instance, variable);
                match self.accepted(instance, index, &source, context) {
                    Ok(value) => value.marked(marks),
                    Err(refused) => {
                        let message = format!("var.{}: {}", variable.name, refused.message);
                        self.refuse(instance, variable, &source, refused);
                        Value::from(Reason::Error(message.into())).marked(marks)
                    }
                }
            },
        )
    }

    /// Evaluates the variables of the root module, so that whatever is wrong with their values is noted.
    pub(super) fn check_root_variables(&self, context: &Context) {
        let root = Arc::clone(&self.root_instance);
        for (index, declaration) in self.module(&root).numbered() {
            if declaration.kind == EntityKind::Variable {
                self.variable(&root, index, context);
            }
        }
    }

    /// The value that a source gives, as the variable takes it.
    fn accepted(
        &self,
        instance: &Arc<Instance>,
        index: u32,
        source: &VariableSource<'_>,
        context: &Context,
    ) -> Result<Value, Refused> {
        let variable = self.declaration(instance, index);
        let kind = self.variable_type(variable);
        let kind = kind.as_deref();
        let nullable = self.flags(variable).nullable;
        let given = self.given_value(variable, source, kind, context)?;
        let given_null = given.as_ref().is_some_and(Value::is_null);
        let given = given.filter(|value| nullable || !value.is_null());
        if let Some(value) = given {
            return as_type(value, kind, || self.source_span(source));
        }
        match self.attribute(variable, "default") {
            Some(expr) => self.default(variable, expr, kind),
            None if given_null && instance.caller.is_none() => {
                Err(Refused::new("it may not be null", self.source_span(source)))
            }
            None => Ok(self.no_value(instance, variable, nullable)),
        }
    }

    /// The default of a variable. It refers to nothing, so it is the same in all instances, and evaluated once.
    fn default(
        &self,
        variable: &Declaration,
        expr: ExprRef,
        kind: Option<&Type>,
    ) -> Result<Value, Refused> {
        let known = variable.default.get_or_init(|| {
            // Nobody is charged for it, so that it does not matter who asks first.
            let value = self.constant(variable, expr, &Context::default())?;
            as_type(value, kind, || Some(self.expr_span(expr)))
        });
        known.clone()
    }

    /// What a source gives, before it takes the type of the variable; `None` where the default is to be taken.
    fn given_value(
        &self,
        variable: &Declaration,
        source: &VariableSource<'_>,
        kind: Option<&Type>,
        context: &Context,
    ) -> Result<Option<Value>, Refused> {
        Ok(Some(match source {
            VariableSource::Given(value) => value.clone(),
            VariableSource::Argument { expr, caller } => {
                self.evaluate(&caller.instance, &caller.frame, *expr, context)
            }
            VariableSource::File(expr) => self.constant(variable, *expr, context)?,
            // Where a plain value is asked for the text is the value; otherwise it is an expression.
            VariableSource::Text(_, text) => match kind {
                None | Some(Type::String | Type::Number | Type::Bool) => Value::from(text.0.clone()),
                Some(_) => constant_text(&text.0, context).ok_or_else(|| {
                    // What exactly is wrong would cite the text, which may be a secret.
                    let message = "it is no expression of written-out values; strings in it need quotation marks";
                    Refused::new(message, None)
                })?,
            },
            VariableSource::Default(_) | VariableSource::Nothing => return Ok(None),
        }))
    }

    fn constant(
        &self,
        variable: &Declaration,
        expr: ExprRef,
        context: &Context,
    ) -> Result<Value, Refused> {
        let code = self.workspace.code(expr.file);
        constant(code, expr.expr, context).map_err(|NotConstant { range, message }| {
            // The message cites the expression, so it is kept back where that is a secret.
            let hidden = self.marks(variable).is_hidden();
            let message = if hidden {
                "it has to be written out".to_owned()
            } else {
                message
            };
            Refused::new(message, Some(code.source.span(range)))
        })
    }

    fn expr_span(&self, expr: ExprRef) -> Span {
        self.workspace.code(expr.file).expr_span(expr.expr)
    }

    /// Where the value is written, if it is in a file.
    pub(super) fn source_span(&self, source: &VariableSource<'_>) -> Option<Span> {
        match source {
            VariableSource::Argument { expr, .. }
            | VariableSource::File(expr)
            | VariableSource::Default(expr) => Some(self.expr_span(*expr)),
            VariableSource::Given(_) | VariableSource::Text(..) | VariableSource::Nothing => None,
        }
    }

    /// Notes that a variable of the root cannot have its value. In other modules the value is unknown for that reason.
    fn refuse(
        &self,
        instance: &Instance,
        variable: &Declaration,
        source: &VariableSource<'_>,
        refused: Refused,
    ) {
        if instance.caller.is_some() || variable.broken {
            return;
        }
        let Refused { message, span } = refused;
        let name = match source {
            VariableSource::Text(origin, _) => origin.name(&variable.name),
            VariableSource::Default(_) => format!("the default of var.{}", variable.name),
            _ => format!("the value of var.{}", variable.name),
        };
        self.problems.borrow_mut().push(Problem {
            kind: ProblemKind::Configuration,
            fatal: true,
            span: Some(span.unwrap_or(variable.header)),
            path: None,
            message: format!("{name} cannot be used: {message}"),
            help: Some(format!(
                "var.{} is declared at {}",
                variable.name,
                self.line_of(variable.header)
            )),
        });
    }

    /// `path:line` of a place.
    pub(super) fn line_of(&self, span: Span) -> String {
        let source = self.workspace.code(span.file()).source;
        let line = source.position(span.range().start()).line;
        format!("{}:{line}", source.path())
    }

    /// The type of a variable. It is read once for all the evaluations that ask for it.
    fn variable_type(&self, variable: &Declaration) -> Option<Arc<Type>> {
        match variable
            .variable_type
            .get_or_init(|| self.read_type(variable))
        {
            Ok(kind) => kind.clone(),
            Err(problem) => {
                self.problems.borrow_mut().push(problem.clone());
                None
            }
        }
    }

    fn read_type(&self, variable: &Declaration) -> Result<Option<Arc<Type>>, Problem> {
        let Some(expr) = self.attribute(variable, "type") else {
            return Ok(None);
        };
        let code = self.workspace.code(expr.file);
        let read = if code.tree.is_json() {
            let Some((tree, expr)) =
                syntax::parse_json_expression(code.source, code.tree, expr.expr)
            else {
                return Ok(None);
            };
            let source = code.source;
            let tree = &tree;
            eval::parse_type(Code { source, tree }.into(), expr)
        } else {
            eval::parse_type(code.into(), expr.expr)
        };
        match read {
            Ok(kind) => Ok(Some(Arc::new(kind))),
            Err(_) if variable.broken => Ok(None),
            Err((range, message)) => Err(Problem {
                kind: ProblemKind::Configuration,
                fatal: true,
                span: Some(code.source.span(range)),
                path: None,
                message: format!(
                    "the type of var.{} cannot be read: {message}",
                    variable.name
                ),
                help: Some(
                    "types are string, number, bool, any, list, set, map, object and tuple"
                        .to_owned(),
                ),
            }),
        }
    }

    /// The value of a variable that nothing gives one.
    fn no_value(&self, instance: &Instance, variable: &Declaration, nullable: bool) -> Value {
        let reason = if instance.caller.is_none() {
            Reason::Variable(variable.name.clone())
        } else if self.declared_broken(instance) {
            Reason::Syntax
        } else {
            Reason::Error(
                format!("{} gives var.{} no value", instance.address, variable.name).into(),
            )
        };
        Unknown {
            not_null: !nullable,
            ..Unknown::because(reason)
        }
        .into()
    }

    /// Whether the call that makes the instance could not be read in full.
    fn declared_broken(&self, instance: &Instance) -> bool {
        instance
            .caller
            .as_ref()
            .is_some_and(|caller| self.declaration(&caller.instance, caller.call).broken)
    }

    /// Where the value of a variable comes from.
    pub(super) fn variable_source<'i>(
        &self,
        instance: &'i Instance,
        variable: &Declaration,
    ) -> VariableSource<'i> {
        if let Some(caller) = &instance.caller {
            let call = self.declaration(&caller.instance, caller.call);
            if let Some(expr) = self.attribute(call, &variable.name) {
                return VariableSource::Argument { expr, caller };
            }
        } else if let Some(value) = self.given.get(&variable.name) {
            return VariableSource::Given(value.clone());
        } else if let Some(assigned) = self.assigned.get(&variable.name) {
            return match assigned {
                Assigned::Text(origin, text) => VariableSource::Text(*origin, text.clone()),
                Assigned::File(expr) => VariableSource::File(*expr),
            };
        }
        self.attribute(variable, "default")
            .map_or(VariableSource::Nothing, VariableSource::Default)
    }
}

/// A value as the type of its variable has it; `span` is where it stands.
fn as_type(
    value: Value,
    kind: Option<&Type>,
    span: impl FnOnce() -> Option<Span>,
) -> Result<Value, Refused> {
    match kind {
        None => Ok(value),
        Some(kind) => eval::convert(&value, kind).map_err(|message| Refused::new(message, span())),
    }
}
