//! Values as HCL, for messages and for text that fixes insert.

use hcl::expr::{Expression, Object, ObjectKey, Variable};
use hcl::format::{Format, Formatter};

use super::{Kind, Number, Value};

/// The value as an HCL expression. What is sensitive reads `(sensitive)`, what is unknown `(unknown)`.
pub fn to_hcl(value: &Value) -> String {
    let mut formatter = Formatter::builder().compact_arrays(true).build_vec();
    match expression(value).format(&mut formatter) {
        Ok(()) => String::from_utf8_lossy(&formatter.into_inner()).into_owned(),
        Err(_) => String::from("(unknown)"),
    }
}

fn expression(value: &Value) -> Expression {
    if value.marks.is_hidden() {
        return placeholder("(sensitive)");
    }
    match &value.kind {
        Kind::Null => Expression::Null,
        Kind::Bool(value) => Expression::Bool(*value),
        Kind::Number(Number::Int(int)) => Expression::Number((*int).into()),
        // The formatter's numbers are narrower than Terraform's, so the digits are handed over as they are.
        Kind::Number(number) => placeholder(&number.to_string()),
        Kind::String(text) => Expression::String(text.to_string()),
        Kind::Sequence(_, elements) => Expression::Array(elements.iter().map(expression).collect()),
        Kind::Mapping(_, entries) => Expression::Object(
            entries
                .iter()
                .map(|(key, part)| (object_key(key), expression(part)))
                .collect::<Object<_, _>>(),
        ),
        Kind::Unknown(_) => placeholder("(unknown)"),
    }
}

fn object_key(key: &str) -> ObjectKey {
    match hcl::Identifier::new(key) {
        Ok(identifier) => ObjectKey::Identifier(identifier),
        Err(_) => ObjectKey::Expression(Expression::String(key.to_owned())),
    }
}

/// Text that the formatter writes as it is.
fn placeholder(text: &str) -> Expression {
    Expression::Variable(Variable::unchecked(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Marks, Reason, from_json};

    #[test]
    fn writes_hcl() {
        let json = r#"{"a": ["x", 1, true], "b c": "${d}", "n": null}"#;
        let value = from_json(serde_json::from_str(json).unwrap());
        assert_eq!(
            to_hcl(&value),
            "{\n  a = [\"x\", 1, true]\n  \"b c\" = \"$${d}\"\n  n = null\n}"
        );
        let number = Number::parse("123456789012345678901234567890.5").unwrap();
        assert_eq!(
            to_hcl(&Kind::Number(number).into()),
            "123456789012345678901234567890.5"
        );
    }

    #[test]
    fn never_shows_what_is_sensitive_or_unknown() {
        let secret = Value::from("p").marked(Marks {
            sensitive: true,
            ephemeral: false,
        });
        let value = Value::tuple(vec![secret, Value::from(Reason::Syntax)]);
        assert_eq!(to_hcl(&value), "[(sensitive), (unknown)]");
    }
}
