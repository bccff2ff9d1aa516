//! Function calls.

use crate::syntax::{ExprId, List};
use crate::text::TextRange;
use crate::value::{Kind, Marks, Reason, Unknown, Value};

use super::expression::{Evaluator, Locals, a, not_null};
use super::functions;
use super::render::render;
use super::traversal::elements;

impl Evaluator<'_> {
    /// The result of a function.
    pub(super) fn call(
        &self,
        name: TextRange,
        args: List<ExprId>,
        expand: bool,
        range: TextRange,
        locals: Locals<'_>,
    ) -> Value {
        let full = self.code.slice(name);
        let name = full.strip_prefix("core::").unwrap_or(full);
        let args = self.code.tree.exprs(args);
        match name {
            "try" => return self.try_each(args, range, locals),
            "can" => return self.can(args, range, locals),
            _ => {}
        }
        let args = match self.arguments(args, expand, locals) {
            Ok(args) => args,
            Err(value) => return value,
        };
        if let Some(result) = self.scope.call(name, &args, self.context) {
            return result.unwrap_or_else(|message| self.failed_call(name, &args, &message, range));
        }
        if let ("templatestring", [template, variables]) = (name, args.as_slice())
            && !template.is_unknown()
        {
            let marks = template.marks.union(variables.marks);
            return render(template, variables, self.scope, self.context)
                .unwrap_or_else(|message| self.failed_call(name, &args, &message, range))
                .marked(marks);
        }
        if name.starts_with("provider::") && !functions::is_function(name) {
            let mut unknown = Unknown::because(Reason::Function(name.into()));
            for arg in &args {
                unknown.absorb_value(arg);
            }
            return unknown.into();
        }
        match functions::call(name, &args, self.context) {
            Some(Ok(value)) => value,
            Some(Err(message)) => self.failed_call(name, &args, &message, range),
            None => self.error(range, format!("there is no function `{name}`")),
        }
    }

    /// The error of a call. Messages cite arguments, so where one of them is sensitive the message is kept back.
    fn failed_call(&self, name: &str, args: &[Value], message: &str, range: TextRange) -> Value {
        let marks = args
            .iter()
            .fold(Marks::default(), |marks, arg| marks.union(arg.deep_marks()));
        let message = if marks.is_hidden() {
            "it fails for an argument that is sensitive"
        } else {
            message
        };
        self.error(range, format!("{name}(): {message}"))
            .marked(marks)
    }

    /// The arguments; an `Err` is the result of a call whose arguments are not known or not to be had.
    fn arguments(
        &self,
        args: &[ExprId],
        expand: bool,
        locals: Locals<'_>,
    ) -> Result<Vec<Value>, Value> {
        let mut values: Vec<Value> = args.iter().map(|&arg| self.value(arg, locals)).collect();
        if !expand {
            return Ok(values);
        }
        let (Some(last), Some(expr)) = (values.pop(), args.last()) else {
            return Ok(values);
        };
        match &last.kind {
            Kind::Sequence(..) => {
                values.extend(elements(&last, self.context));
                Ok(values)
            }
            Kind::Null if self.context.is_lenient() => Ok(values),
            Kind::Unknown(_) => {
                let mut unknown = Unknown::default();
                for arg in &values {
                    unknown.absorb_value(arg);
                }
                unknown.absorb_value(&last);
                Err(Value::from(unknown).marked(last.marks))
            }
            _ => {
                let range = self.code.tree.expr(*expr).range;
                let message = format!("{} cannot be expanded into arguments", a(&last));
                Err(self.error(range, message))
            }
        }
    }

    /// The first argument that is not an error.
    fn try_each(&self, args: &[ExprId], range: TextRange, locals: Locals<'_>) -> Value {
        if args.is_empty() {
            return self.error(range, "try() needs an argument");
        }
        let before = self.context.errors.borrow().len();
        for &arg in args {
            let value = self.value(arg, locals);
            let mut errors = self.context.errors.borrow_mut();
            if errors.len() == before {
                return value;
            }
            errors.truncate(before);
        }
        self.error(range, "every argument of try() is an error")
    }

    /// Whether the argument is no error.
    fn can(&self, args: &[ExprId], range: TextRange, locals: Locals<'_>) -> Value {
        let [arg] = args else {
            return self.error(range, "can() needs one argument");
        };
        let before = self.context.errors.borrow().len();
        let value = self.value(*arg, locals);
        let mut errors = self.context.errors.borrow_mut();
        if errors.len() > before {
            errors.truncate(before);
            return false.into();
        }
        drop(errors);
        // What is not known yet may still turn out to be an error.
        if value.has_unknown() {
            let mut unknown = Unknown::default();
            unknown.absorb_value(&value);
            return not_null(unknown).marked(value.marks);
        }
        Value::from(true).marked(value.marks)
    }
}
