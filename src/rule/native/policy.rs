//! IAM policy documents: statements in one form, each part with the place it was written at.

use std::sync::Arc;

use super::glob;
use super::network;
use super::truth::{Truth, elements, field, list_or_unknown, undecided};
use crate::eval::Context;
use crate::value::{Kind, Map, PathStep, Reason, Reference, Value, from_json};

/// Condition keys that say who calls, or for whom, or from where.
const NARROWING_KEYS: [&str; 22] = [
    "aws:principalaccount",
    "aws:principalarn",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:principalservicename",
    "aws:resourceaccount",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceip",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
    "aws:sourceowner",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:sourcevpcarn",
    "aws:userid",
    "aws:username",
    "aws:vpcsourceip",
    "kms:calleraccount",
    "s3:dataaccesspointaccount",
    "s3:dataaccesspointarn",
    "sts:externalid",
];

/// The statements of a policy: of a JSON text, an object, or something unknown whose content is known.
pub(super) fn statements(value: &Value, context: &Context) -> Value {
    match &value.kind {
        Kind::Null => Value::tuple(Vec::new()),
        Kind::String(text) if text.trim().is_empty() => Value::tuple(Vec::new()),
        Kind::String(text) => match serde_json::from_str(text) {
            Ok(json) => {
                let document = from_json(json).marked(value.marks).at(value.origin);
                of_document(&document, context)
            }
            Err(_) => Value::from(Reason::Error("the policy is not JSON".into())).at(value.origin),
        },
        Kind::Mapping(..) => of_document(value, context),
        Kind::Unknown(unknown) => match &unknown.content {
            Some(content) => {
                let content = content.as_ref().clone();
                statements(&content.marked(value.marks).at(value.origin), context)
            }
            None => undecided(unknown).at(value.origin),
        },
        Kind::Bool(_) | Kind::Number(_) | Kind::Sequence(..) => {
            Value::from(Reason::Error("the policy is no policy document".into())).at(value.origin)
        }
    }
}

fn of_document(document: &Value, context: &Context) -> Value {
    let list = field(document, "Statement", context);
    let statements = elements(&list, context).map(|statements| {
        statements
            .iter()
            .enumerate()
            .map(|(index, statement)| normalised(statement, index, context))
            .collect()
    });
    list_or_unknown(statements).at(list.origin)
}

fn normalised(statement: &Value, index: usize, context: &Context) -> Value {
    if let Kind::Unknown(unknown) = &statement.kind
        && unknown.content.is_none()
    {
        return statement.clone();
    }
    let part = |key: &str| field(statement, key, context);
    let list = |key: &str| {
        let part = part(key);
        if names_someone(&part) {
            // Unknown, but a text for certain, and so the only one.
            return Value::tuple(vec![part.clone()]).at(part.origin);
        }
        list_or_unknown(elements(&part, context)).at(part.origin)
    };
    let sid = part("Sid");
    let label = match sid.as_str() {
        Some(sid) if !sid.is_empty() && !sid_is_secret(&part("Sid")) => Value::from(sid),
        _ => Value::from(format!("#{}", index + 1)),
    };
    let fields: Map = [
        ("label", label),
        ("sid", sid),
        ("effect", part("Effect")),
        ("actions", list("Action")),
        ("not_actions", list("NotAction")),
        ("resources", list("Resource")),
        ("not_resources", list("NotResource")),
        ("principals", principals(&part("Principal"), context)),
        ("not_principals", principals(&part("NotPrincipal"), context)),
        ("conditions", conditions(&part("Condition"), context)),
    ]
    .into_iter()
    .map(|(name, value)| (Arc::from(name), value))
    .collect();
    Value::object(fields).at(statement.origin)
}

fn sid_is_secret(sid: &Value) -> bool {
    sid.marks.is_hidden()
}

/// Principals as a list of `{ type, id }`.
fn principals(value: &Value, context: &Context) -> Value {
    let principal = |kind: &str, id: Value| {
        let origin = id.origin;
        let fields = [(Arc::from("type"), kind.into()), (Arc::from("id"), id)];
        Value::object(fields.into_iter().collect()).at(origin)
    };
    let value = match value
        .as_unknown()
        .and_then(|unknown| unknown.content.as_deref())
    {
        Some(content) => &content.clone().at(value.origin),
        None => value,
    };
    let list = match &value.kind {
        Kind::String(_) => vec![principal("*", value.clone())],
        Kind::Mapping(_, entries) => {
            let mut list = Vec::new();
            for kind in entries.keys() {
                let ids = field(value, kind, context);
                match elements(&ids, context) {
                    Ok(ids) => list.extend(ids.into_iter().map(|id| principal(kind, id))),
                    Err(_) => list.push(principal(kind, ids)),
                }
            }
            list
        }
        Kind::Unknown(unknown) => return undecided(unknown).at(value.origin),
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::Sequence(..) => Vec::new(),
    };
    Value::tuple(list).at(value.origin)
}

/// Conditions as a list of `{ operator, key, values }`.
fn conditions(value: &Value, context: &Context) -> Value {
    let value = match value
        .as_unknown()
        .and_then(|unknown| unknown.content.as_deref())
    {
        Some(content) => &content.clone().at(value.origin),
        None => value,
    };
    let mut list = Vec::new();
    match &value.kind {
        Kind::Mapping(_, operators) => {
            for operator in operators.keys() {
                let tests = field(value, operator, context);
                let Some(keys) = tests.as_mapping() else {
                    if let Some(unknown) = tests.as_unknown() {
                        list.push(undecided(unknown).at(tests.origin));
                    }
                    continue;
                };
                for key in keys.keys() {
                    let values = field(&tests, key, context);
                    let fields = [
                        (Arc::from("operator"), Value::from(operator.clone())),
                        (Arc::from("key"), Value::from(key.clone())),
                        (
                            Arc::from("values"),
                            list_or_unknown(elements(&values, context)).at(values.origin),
                        ),
                    ];
                    list.push(Value::object(fields.into_iter().collect()).at(values.origin));
                }
            }
        }
        Kind::Unknown(unknown) => return undecided(unknown).at(value.origin),
        _ => {}
    }
    Value::tuple(list).at(value.origin)
}

/// Whether the statement's effect is `Allow`.
fn is_allow(statement: &Value, context: &Context) -> Truth {
    text_is(&field(statement, "effect", context), |effect| {
        effect.eq_ignore_ascii_case("Allow")
    })
}

/// A test of a text; false for what is no text.
fn text_is(value: &Value, test: impl Fn(&str) -> bool) -> Truth {
    match &value.kind {
        Kind::String(text) => test(text).into(),
        Kind::Unknown(unknown) => Truth::Unknown(unknown.clone()),
        _ => false.into(),
    }
}

/// Whether the test is true of any element of one of the statement's lists.
fn any_of(
    statement: &Value,
    list: &str,
    context: &Context,
    test: impl Fn(&Value) -> Truth,
) -> Truth {
    match elements(&field(statement, list, context), context) {
        Ok(values) => Truth::any(&values, test),
        Err(unknown) => Truth::Unknown(unknown),
    }
}

/// Whether a statement has a list at all, such as `NotAction`.
fn has(statement: &Value, list: &str, context: &Context) -> Truth {
    any_of(statement, list, context, |_| true.into())
}

/// Whether the statement allows every action that the pattern means.
pub(super) fn allows(statement: &Value, action: &str, context: &Context) -> Truth {
    let listed = || {
        any_of(statement, "actions", context, |pattern| {
            text_is(pattern, |pattern| glob::contains(pattern, action))
        })
    };
    let not_excepted = || {
        has(statement, "not_actions", context).and(|| {
            any_of(statement, "not_actions", context, |pattern| {
                text_is(pattern, |pattern| glob::overlap(pattern, action))
            })
            .not()
        })
    };
    is_allow(statement, context).and(|| listed().or(not_excepted))
}

/// Whether the statement allows at least one action that the pattern means.
pub(super) fn allows_any(statement: &Value, action: &str, context: &Context) -> Truth {
    let listed = || {
        any_of(statement, "actions", context, |pattern| {
            text_is(pattern, |pattern| glob::overlap(pattern, action))
        })
    };
    let not_excepted = || {
        has(statement, "not_actions", context).and(|| {
            any_of(statement, "not_actions", context, |pattern| {
                text_is(pattern, |pattern| glob::contains(pattern, action))
            })
            .not()
        })
    };
    is_allow(statement, context).and(|| listed().or(not_excepted))
}

/// Whether the statement names every resource there is.
pub(super) fn covers_all_resources(statement: &Value, context: &Context) -> Truth {
    any_of(statement, "resources", context, |resource| {
        if names_someone(resource) {
            return false.into();
        }
        text_is(resource, |text| {
            let text = text.trim();
            let rest = text.strip_prefix("arn:").unwrap_or(text);
            // `arn:aws:*` and `arn:*:*:*:*:*` hold everything as `*` does; a service or a name holds less.
            let rest = ["aws:", "aws-cn:", "aws-us-gov:"]
                .iter()
                .find_map(|partition| rest.strip_prefix(partition))
                .unwrap_or(rest);
            rest.contains('*') && rest.chars().all(|c| c == '*' || c == ':')
        })
    })
}

/// The ids by which the statement allows anyone.
pub(super) fn public_principals(statement: &Value, context: &Context) -> Value {
    match is_allow(statement, context) {
        Truth::Known(false) => return Value::tuple(Vec::new()),
        Truth::Unknown(unknown) => {
            return undecided(&unknown).at(field(statement, "effect", context).origin);
        }
        Truth::Known(true) => {}
    }
    let mut public = Vec::new();
    for (list, all) in [("principals", false), ("not_principals", true)] {
        let principals = field(statement, list, context);
        let listed = match elements(&principals, context) {
            Ok(listed) => listed,
            Err(unknown) => return undecided(&unknown).at(principals.origin),
        };
        for principal in listed {
            let kind = field(&principal, "type", context);
            let id = field(&principal, "id", context);
            let open_kind = matches!(kind.as_str(), Some("*" | "AWS"));
            if all || (open_kind && (id.as_str() == Some("*") || id.as_unknown().is_some())) {
                public.push(id);
            }
        }
    }
    decided_only(&public)
}

/// Unknown ids only count where nothing else is public; then whether anything is, is unknown.
fn decided_only(ids: &[Value]) -> Value {
    let known: Vec<_> = ids
        .iter()
        .filter(|id| id.as_unknown().is_none())
        .cloned()
        .collect();
    // An account's or role's ARN is not everyone.
    let mut unclear = ids
        .iter()
        .filter_map(|id| Some((id, id.as_unknown()?)))
        .filter(|(id, _)| !names_someone(id));
    match unclear.next() {
        Some((id, unknown)) if known.is_empty() => undecided(unknown).at(id.origin),
        _ => Value::tuple(known),
    }
}

/// Whether an unknown id is certain not to be `*`: the id or ARN of a resource, or a text that begins otherwise.
fn names_someone(id: &Value) -> bool {
    let Some(unknown) = id.as_unknown() else {
        return false;
    };
    let begins_otherwise = unknown
        .prefix
        .as_ref()
        .is_some_and(|prefix| !prefix.is_empty() && !"arn:*".starts_with(&**prefix));
    let names_a_thing = |reference: &Reference| match reference.path.steps().last() {
        Some(PathStep::Key(key)) => matches!(&**key, "arn" | "id" | "unique_id" | "account_id"),
        _ => false,
    };
    // `"${aws_sqs_queue.q.arn}/*"` begins with the ARN, whatever follows.
    let begins_with_arn = unknown
        .prefix
        .as_ref()
        .is_some_and(|p| p.starts_with("arn:"));
    begins_otherwise
        || ((unknown.exact || begins_with_arn) && unknown.references.iter().any(names_a_thing))
}

/// Whether a condition narrows who may call.
pub(super) fn restricts_principals(statement: &Value, context: &Context) -> Truth {
    any_of(statement, "conditions", context, |condition| {
        if let Some(unknown) = condition.as_unknown() {
            return Truth::Unknown(unknown.clone());
        }
        let own = |key| field(condition, key, context);
        let (operator, key) = (own("operator"), own("key"));
        let named = text_is(&key, |key| {
            NARROWING_KEYS
                .iter()
                .any(|name| name.eq_ignore_ascii_case(key))
        });
        named.and(|| text_is(&operator, is_positive)).and(|| {
            match elements(&own("values"), context) {
                Ok(values) => Truth::any(&values, |value| {
                    if names_someone(value) {
                        return false.into();
                    }
                    text_is(value, |text| {
                        network::is_world(text) || text.chars().all(|c| c == '*' || c == '?')
                    })
                })
                .not(),
                // Whatever the values are, they are what the author narrows to.
                Err(_) => true.into(),
            }
        })
    })
}

/// Whether the operator is met only by a key that is there and has one of the values.
fn is_positive(operator: &str) -> bool {
    let operator = operator.to_ascii_lowercase();
    let plain = operator.strip_prefix("foranyvalue:").unwrap_or(&operator);
    matches!(
        plain,
        "stringequals"
            | "stringequalsignorecase"
            | "stringlike"
            | "arnequals"
            | "arnlike"
            | "ipaddress"
    )
}

#[cfg(test)]
mod tests {
    use super::super::truth::step;
    use super::*;
    use crate::value::Unknown;

    fn part(statements: &Value, index: usize, key: &str, context: &Context) -> Value {
        let statement = step(statements, &PathStep::Index(index), context);
        field(&statement, key, context)
    }

    fn read(text: &str, context: &Context) -> Value {
        statements(&Value::from(text).at(context.origin_root(7)), context)
    }

    fn truth(truth: Truth) -> Option<bool> {
        Value::from(truth).as_bool()
    }

    fn first(text: &str, context: &Context) -> Value {
        step(&read(text, context), &PathStep::Index(0), context)
    }

    #[test]
    fn single_values_become_lists_and_keep_their_places() {
        let context = Context::following_origins();
        let list = read(
            r#"{"Statement": {"Sid": "All", "Effect": "Allow", "Action": "iam:*", "Resource": ["*"]}}"#,
            &context,
        );
        assert_eq!(part(&list, 0, "label", &context).as_str(), Some("All"));
        let actions = part(&list, 0, "actions", &context);
        let action = &actions.as_sequence().unwrap()[0];
        let path = context.origin_path(action.origin.unwrap()).unwrap();
        assert_eq!(
            (path.entity, path.path.to_string().as_str()),
            (7, "Statement.Action")
        );
    }

    #[test]
    fn actions_are_compared_as_patterns() {
        let context = Context::following_origins();
        for (statement, action, all, any) in [
            (r#""Effect":"Allow","Action":"*""#, "iam:*", true, true),
            (
                r#""Effect":"Allow","Action":["s3:*","IAM:*"]"#,
                "iam:*",
                true,
                true,
            ),
            (
                r#""Effect":"Allow","Action":"iam:Get*""#,
                "iam:*",
                false,
                true,
            ),
            (r#""Effect":"Deny","Action":"*""#, "iam:*", false, false),
            (
                r#""Effect":"Allow","NotAction":"s3:*""#,
                "iam:*",
                true,
                true,
            ),
            (
                r#""Effect":"Allow","NotAction":"iam:*""#,
                "iam:*",
                false,
                false,
            ),
            (
                r#""Effect":"Allow","NotAction":"iam:Get*""#,
                "iam:*",
                false,
                true,
            ),
        ] {
            let text = format!("{{\"Statement\":[{{{statement}}}]}}");
            let statement = first(&text, &context);
            assert_eq!(
                truth(allows(&statement, action, &context)),
                Some(all),
                "{text}"
            );
            assert_eq!(
                truth(allows_any(&statement, action, &context)),
                Some(any),
                "{text}"
            );
        }
    }

    #[test]
    fn anyone_is_a_star_or_everyone_but() {
        let context = Context::following_origins();
        for (statement, count) in [
            (r#""Effect":"Allow","Principal":"*""#, 1),
            (
                r#""Effect":"Allow","Principal":{"AWS":["*","arn:aws:iam::1:root"]}"#,
                1,
            ),
            (r#""Effect":"Allow","Principal":{"Service":"*"}"#, 0),
            (
                r#""Effect":"Allow","NotPrincipal":{"AWS":"arn:aws:iam::1:root"}"#,
                1,
            ),
            (r#""Effect":"Deny","Principal":"*""#, 0),
        ] {
            let text = format!("{{\"Statement\":[{{{statement}}}]}}");
            let public = public_principals(&first(&text, &context), &context);
            assert_eq!(public.as_sequence().unwrap().len(), count, "{text}");
        }
    }

    #[test]
    fn conditions_narrow_by_positive_tests_of_who_calls() {
        let context = Context::following_origins();
        for (condition, expected) in [
            (r#"{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}"#, true),
            (r#"{"StringLike":{"aws:PrincipalArn":"*"}}"#, false),
            (r#"{"StringNotEquals":{"aws:SourceVpc":"vpc-1"}}"#, false),
            (
                r#"{"StringEqualsIfExists":{"aws:SourceVpc":"vpc-1"}}"#,
                false,
            ),
            (
                r#"{"IpAddress":{"aws:SourceIp":["10.0.0.0/8","0.0.0.0/0"]}}"#,
                false,
            ),
            (r#"{"Bool":{"aws:SecureTransport":"true"}}"#, false),
        ] {
            let text = format!(r#"{{"Statement":[{{"Condition":{condition}}}]}}"#);
            let statement = first(&text, &context);
            assert_eq!(
                truth(restricts_principals(&statement, &context)),
                Some(expected),
                "{text}"
            );
        }
    }

    #[test]
    fn all_resources_is_a_star_alone() {
        let context = Context::following_origins();
        for (resource, expected) in [
            ("*", true),
            ("arn:aws:*", true),
            ("arn:*:*:*:*:*", true),
            ("arn:aws:s3:::*", false),
            ("arn:aws:s3:::a", false),
        ] {
            let text = format!(r#"{{"Statement":[{{"Resource":"{resource}"}}]}}"#);
            let statement = first(&text, &context);
            assert_eq!(
                truth(covers_all_resources(&statement, &context)),
                Some(expected),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_unknown_decides_nothing() {
        let context = Context::following_origins();
        let unknown = Value::from(Unknown::because(Reason::Variable("action".into())));
        let statement = Value::object(
            [("Effect", Value::from("Allow")), ("Action", unknown)]
                .into_iter()
                .map(|(key, value)| (Arc::from(key), value))
                .collect(),
        );
        let document = Value::object([(Arc::from("Statement"), statement)].into_iter().collect());
        let content = Unknown {
            content: Some(Box::new(document)),
            ..Unknown::because(Reason::Variable("action".into()))
        };
        let list = statements(&content.into(), &context);
        let statement = step(&list, &PathStep::Index(0), &context);
        assert_eq!(truth(allows(&statement, "iam:*", &context)), None);
        assert_eq!(
            truth(covers_all_resources(&statement, &context)),
            Some(false)
        );
        assert!(
            statements(&Value::from("{"), &context)
                .as_unknown()
                .is_some()
        );
    }
}
