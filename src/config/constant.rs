//! Values that are written out: they refer to nothing and call nothing.

use std::sync::Arc;

use crate::eval::{self, Access, Context, Resolved, Scope};
use crate::syntax::{self, ExprId, ExprKind};
use crate::text::{Sources, TextRange};
use crate::value::{Map, Value};

use super::body::Code;

/// Why an expression has no value of its own.
#[derive(Debug)]
pub(super) struct NotConstant {
    /// The part of it that is wrong.
    pub(super) range: TextRange,
    /// What is wrong. It may cite the expression.
    pub(super) message: String,
}

/// The value of an expression that stands where Terraform lets it refer to nothing: defaults of variables, and files of
/// values. In JSON all strings are text there.
pub(super) fn constant(
    code: Code<'_>,
    expr: ExprId,
    context: &Context,
) -> Result<Value, NotConstant> {
    if code.tree.is_json() {
        return Ok(json(code, expr, context));
    }
    let own = context.nested();
    let value = eval::evaluate(code.into(), expr, &NoNames, &own);
    context.absorb(&own);
    match own.take_errors().into_iter().next() {
        None => Ok(value),
        Some(error) => Err(NotConstant {
            range: error.range,
            message: error.message,
        }),
    }
}

/// The value of a text, if it is an expression that refers to nothing, as on the command line.
pub(super) fn constant_text(text: &str, context: &Context) -> Option<Value> {
    let mut sources = Sources::default();
    let file = sources.add("", text.as_bytes().to_vec());
    let source = sources.get(file);
    let (tree, expr) = syntax::parse_expression(source);
    if !tree.errors().is_empty() {
        return None;
    }
    let tree = &tree;
    constant(Code { source, tree }, expr, context).ok()
}

fn json(code: Code<'_>, expr: ExprId, context: &Context) -> Value {
    if let Some(text) = code.tree.json_text(code.source, expr) {
        return Value::from(&*text);
    }
    match code.tree.expr(expr).kind {
        ExprKind::Tuple(elements) => {
            let elements = code.tree.exprs(elements).iter();
            Value::tuple(elements.map(|&part| json(code, part, context)).collect())
        }
        ExprKind::Object(items) => {
            let items = code.tree.object_items(items).iter();
            let entries = items.filter_map(|item| {
                let key = code.tree.json_text(code.source, item.key)?;
                Some((Arc::from(&*key), json(code, item.value, context)))
            });
            Value::object(entries.collect::<Map>())
        }
        _ => eval::evaluate(code.into(), expr, &NoNames, context),
    }
}

/// Names and functions of constants: none.
struct NoNames;

impl Scope for NoNames {
    fn resolve(&self, _: &str, _: &[Access<'_>], _: &Context) -> Option<Resolved> {
        None
    }

    fn call(&self, _: &str, _: &[Value], _: &Context) -> Option<Result<Value, String>> {
        Some(Err("functions may not be called here".to_owned()))
    }
}
