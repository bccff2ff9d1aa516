//! The `validation` blocks of variables.

use std::sync::Arc;

use crate::eval::Context;
use crate::model::{Problem, ProblemKind};

use super::body::BodyRef;
use super::declare::{Declaration, Validation};
use super::evaluator::{Evaluator, Frame, Instance};
use super::shared;
use super::variables::VariableSource;

impl Evaluator {
    /// Notes which variables of a module instance have a value that their module says it does not take. What is not
    /// known may still be right, so nothing is said of it.
    pub(super) fn check_validations(&self, instance: &Arc<Instance>, context: &Context) {
        for validation in &self.module(instance).validations {
            let variable = self.declaration(instance, validation.variable);
            if variable.broken || self.default_passes(instance, variable, validation) {
                continue;
            }
            let nested = context.nested();
            if self.passes(instance, validation, &nested) == Some(false) {
                let problem = self.invalid(instance, variable, validation.body, &nested);
                self.problems.borrow_mut().push(problem);
            }
            context.absorb(&nested);
        }
    }

    /// Whether a condition holds; `None` where that is not known.
    fn passes(
        &self,
        instance: &Arc<Instance>,
        validation: &Validation,
        context: &Context,
    ) -> Option<bool> {
        let condition = self
            .code(validation.body)
            .attribute(validation.body, "condition")?;
        let holds = self.evaluate(instance, &Frame::default(), condition.expr, context);
        holds.to_bool()
    }

    /// Whether a variable takes its default, and that passes in every instance. Most variables take theirs, and most
    /// conditions look at nothing else, so they are evaluated once and not for each instance.
    fn default_passes(
        &self,
        instance: &Arc<Instance>,
        variable: &Declaration,
        validation: &Validation,
    ) -> bool {
        let source = self.variable_source(instance, variable);
        matches!(source, VariableSource::Default(_))
            && *validation.default_passes.get_or_init(|| {
                // Nobody is charged for it, so that it does not matter who asks first.
                let context = Context::default();
                shared::condition(&self.workspace, self.module(instance), variable, validation)
                    && self.passes(instance, validation, &context) == Some(true)
            })
    }

    fn invalid(
        &self,
        instance: &Arc<Instance>,
        variable: &Declaration,
        body: BodyRef,
        context: &Context,
    ) -> Problem {
        let source = self.variable_source(instance, variable);
        let code = self.code(body);
        let condition = code
            .attribute(body, "condition")
            .map_or(variable.header, |condition| {
                code.expr_span(condition.expr.expr)
            });
        let by_default = matches!(source, VariableSource::Default(_));
        let given = self.source_span(&source).filter(|_| !by_default);
        let address = instance.within(["var", &variable.name]);
        let from = match &source {
            VariableSource::Text(origin, _) => format!(" from {}", origin.name(&variable.name)),
            VariableSource::Default(_) => ", its default,".to_owned(),
            _ => String::new(),
        };
        let said = self.error_message(instance, body, context);
        Problem {
            kind: ProblemKind::Configuration,
            // Whoever uses a root module has to give such a variable another value, as one without a default.
            fatal: !(by_default && instance.caller.is_none()),
            span: Some(given.unwrap_or(variable.header)),
            path: None,
            message: format!("the value of {address}{from} does not pass its validation{said}"),
            help: Some(format!(
                "the condition is at {}; Terraform would not go on",
                self.line_of(condition)
            )),
        }
    }

    /// What the module says of a value that it does not take, unless that is a secret.
    fn error_message(&self, instance: &Arc<Instance>, body: BodyRef, context: &Context) -> String {
        self.code(body)
            .attribute(body, "error_message")
            .map(|message| self.evaluate(instance, &Frame::default(), message.expr, context))
            .filter(|message| !message.marks.is_hidden())
            .and_then(|message| Some(format!(": {}", message.as_str()?)))
            .unwrap_or_default()
    }
}
