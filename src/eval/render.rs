//! Templates that are values, as `templatestring` takes them.

use crate::syntax::parse_template;
use crate::text::Sources;
use crate::value::{Kind, Value};

use super::expression::a;
use super::{Access, Code, Context, Resolved, Scope, evaluate, step};

/// Renders a template, in which the entries of `variables` are names; an `Err` is the message of an error.
pub fn render(
    template: &Value,
    variables: &Value,
    outer: &dyn Scope,
    context: &Context,
) -> Result<Value, String> {
    let text = template.to_text().ok_or("the template must be a string")?;
    let (Kind::Mapping(..) | Kind::Unknown(_)) = variables.kind else {
        return Err(format!("the variables must be a map, not {}", a(variables)));
    };
    let mut sources = Sources::default();
    let id = sources.add("template", text.as_bytes().to_vec());
    let source = sources.get(id);
    let (tree, expr) = parse_template(source);
    if let Some(error) = tree.errors().first() {
        return Err(format!("the template cannot be read: {}", error.message));
    }
    let code = Code {
        tree: &tree,
        source,
    };
    // Errors of the template point into its text, which is no file.
    let nested = context.nested();
    let value = evaluate(code, expr, &Variables { variables, outer }, &nested);
    context.absorb(&nested);
    match nested.take_errors().into_iter().next() {
        Some(error) => Err(format!("in the template: {}", error.message)),
        None if value.is_unknown() => Ok(value),
        None => match value.to_text() {
            Some(text) => Ok(Value::from(text).marked(value.marks)),
            None => Err(format!("the template gives {}, not text", a(&value))),
        },
    }
}

/// The names in a template.
struct Variables<'a> {
    variables: &'a Value,
    outer: &'a dyn Scope,
}

impl Scope for Variables<'_> {
    fn resolve(&self, name: &str, _: &[Access<'_>], context: &Context) -> Option<Resolved> {
        let value = match &self.variables.kind {
            Kind::Mapping(_, entries) => {
                entries.get(name)?;
                step(self.variables, &Access::Attribute(name), context).ok()?
            }
            _ => self.variables.clone(),
        };
        Some(Resolved { value, consumed: 0 })
    }

    fn call(&self, name: &str, args: &[Value], context: &Context) -> Option<Result<Value, String>> {
        if ["templatefile", "templatestring"].contains(&name) {
            return Some(Err("a template cannot render another".to_owned()));
        }
        self.outer.call(name, args, context)
    }
}
