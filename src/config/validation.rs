//! The `validation` blocks of variables.

use std::sync::Arc;

use crate::eval::Context;
use crate::model::{Problem, ProblemKind};
use crate::value::Value;

use super::body::BodyRef;
use super::declare::Declaration;
use super::evaluator::{Evaluator, Frame, Instance};
use super::variables::VariableSource;

impl Evaluator {
    /// Notes which variables of a module instance have a value that their module says it does not take. What is not
    /// known may still be right, so nothing is said of it.
    pub(super) fn check_validations(&self, instance: &Arc<Instance>, context: &Context) {
        for &(index, body) in &self.module(instance).validations {
            let variable = self.declaration(instance, index);
            if variable.broken {
                continue;
            }
            let nested = context.nested();
            let condition = self.code(body).attribute(body, "condition");
            let holds = condition.map(|condition| {
                self.evaluate(instance, &Frame::default(), condition.expr, &nested)
            });
            if holds.as_ref().and_then(Value::to_bool) == Some(false) {
                let problem = self.invalid(instance, variable, body, &nested);
                self.problems.borrow_mut().push(problem);
            }
            context.absorb(&nested);
        }
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
