//! Tests of what Terraform's console cannot show: unknown values, origins, bounds.

use std::sync::Arc;

use super::*;
use crate::syntax::parse;
use crate::text::Sources;
use crate::value::{Map, Marks, Path, PathStep, Reason, Reference, Unknown, Value, from_json};

/// Names for tests: `u` is unknown, `arn` an unknown ARN, `self` an entity, `secret` sensitive.
struct Names;

fn arn() -> Unknown {
    Unknown {
        references: vec![Reference {
            address: "aws_kms_key.k".into(),
            path: Path(vec![PathStep::Key("arn".into())]),
        }],
        not_null: true,
        prefix: Some("arn:".into()),
        exact: true,
        ..Unknown::because(Reason::AfterApply("aws_kms_key.k.arn".into()))
    }
}

fn entity() -> Value {
    let json = r#"{"encrypted": "true", "ingress": [{"port": 22, "cidrs": ["0.0.0.0/0"]}, {"port": 80}], "tags": {}}"#;
    from_json(serde_json::from_str(json).unwrap())
}

impl Scope for Names {
    fn resolve(&self, name: &str, _: &[Access<'_>], context: &Context) -> Option<Resolved> {
        let value = match name {
            "u" => Reason::Variable("u".into()).into(),
            "arn" => arn().into(),
            "self" => entity().at(context.origin_root(7)),
            "nothing" => Value::null(),
            "secret" => Value::from("p").marked(Marks {
                sensitive: true,
                ephemeral: false,
            }),
            "resource" => Unknown {
                references: vec![Reference {
                    address: "aws_s3_bucket.b".into(),
                    path: Path::default(),
                }],
                not_null: true,
                exact: true,
                content: Some(Box::new(Value::object(Map::from([(
                    Arc::from("bucket"),
                    Value::from("logs"),
                )])))),
                ..Unknown::because(Reason::AfterApply("aws_s3_bucket.b".into()))
            }
            .into(),
            _ => return None,
        };
        Some(Resolved { value, consumed: 0 })
    }
}

fn parses(expression: &str) -> bool {
    let mut sources = Sources::default();
    let id = sources.add("t.tf", format!("x = {expression}\n").into_bytes());
    parse(sources.get(id)).errors().is_empty()
}

fn run(expression: &str, context: &Context) -> Value {
    let mut sources = Sources::default();
    let id = sources.add("t.tf", format!("x = {expression}\n").into_bytes());
    let source = sources.get(id);
    let tree = parse(source);
    assert_eq!(tree.errors(), [], "{expression}");
    let (_, attribute) = tree.attributes(tree.root()).next().unwrap();
    let code = Code {
        tree: &tree,
        source,
    };
    evaluate(code, attribute.expr, &Names, context)
}

/// The value as short text: JSON, `unknown`, or `error`.
fn show(value: &Value) -> String {
    match value.as_unknown() {
        Some(unknown) if matches!(unknown.reasons[..], [Reason::Error(_)]) => "error".into(),
        Some(_) => "unknown".into(),
        None => crate::value::to_json(value, &|_| "?".into()).to_string(),
    }
}

fn config(expression: &str) -> String {
    show(&run(expression, &Context::default()))
}

fn rule(expression: &str) -> String {
    show(&run(expression, &Context::following_origins()))
}

/// Where the value of an expression was read, in a rule.
fn origin(expression: &str) -> String {
    let context = Context::following_origins();
    let value = run(expression, &context);
    match value.origin.and_then(|origin| context.origin_path(origin)) {
        Some(origin) => format!("{}:{}", origin.entity, origin.path),
        None => "-".into(),
    }
}

#[test]
fn logic_has_three_values() {
    for (expression, expected) in [
        ("false && u", "false"),
        ("u && false", "false"),
        ("true && u", "unknown"),
        ("true || u", "true"),
        ("u || true", "true"),
        ("u || false", "unknown"),
        ("!u", "unknown"),
        ("u == u", "unknown"),
        ("arn == null", "false"),
        ("null != arn", "true"),
        ("u == null", "unknown"),
        ("arn == \"*\"", "false"),
        ("arn == \"arn:x\"", "unknown"),
        ("\"x${arn}\" == \"y\"", "false"),
        ("[u, 1] == [u, 2]", "false"),
        ("[u] == [1, 2]", "false"),
        ("u ? 1 : 1", "1"),
        ("u ? 1 : 2", "unknown"),
        ("(u ? {a = 1, b = 2} : {a = 1, b = 3}).a", "1"),
        ("startswith((u ? \"ab1\" : \"ab2\"), \"b\")", "false"),
        ("(u ? \"ab1\" : \"ab2\") == \"b\"", "false"),
    ] {
        assert_eq!(config(expression), expected, "{expression}");
    }
}

#[test]
fn collections_keep_what_is_known() {
    for (expression, expected) in [
        ("length([u, 1])", "2"),
        ("length(u)", "unknown"),
        ("concat([u], [1])[1]", "1"),
        ("merge({a = 1}, u, {b = 2}).b", "2"),
        ("merge({a = 1}, u, {b = 2}).a", "unknown"),
        ("merge({a = u}, {b = 2}).b", "2"),
        ("lookup({a = 1, b = u}, \"a\", 2)", "1"),
        ("lookup({a = 1}, u, 2)", "unknown"),
        ("lookup(merge(u, {b = 2}), \"b\", 3)", "2"),
        ("lookup(u, \"b\", 3)", "unknown"),
        (
            "templatestring(\"$${a}-$${upper(b)}\", {a = 1, b = \"x\"})",
            "\"1-X\"",
        ),
        ("templatestring(\"$${a}\", {})", "error"),
        ("templatestring(\"a$${\", {})", "error"),
        ("templatestring(u, {})", "unknown"),
        ("try(templatestring(\"$${a}\", {}), 2)", "2"),
        ("keys({a = u})", "[\"a\"]"),
        ("contains([u, 1], 1)", "true"),
        ("contains([u, 2], 1)", "unknown"),
        ("alltrue([u, false])", "false"),
        ("alltrue([u, true])", "unknown"),
        ("anytrue([u, true])", "true"),
        ("coalesce(arn, \"x\") == \"y\"", "false"),
        ("coalesce(u, \"x\")", "unknown"),
        ("flatten([[u], 1])", "unknown"),
        ("flatten([[arn], 1])[1]", "1"),
        ("length(compact([\"\", arn, null]))", "1"),
        ("[for x in [1, 2] : x if u]", "unknown"),
        ("[for x in u : x]", "unknown"),
        ("[for x in [u, 1] : x][1]", "1"),
        ("u[*].a", "unknown"),
        ("[1, 2][u]", "unknown"),
        ("jsondecode(jsonencode({a = u, b = 1})).b", "1"),
        ("startswith(\"${arn}x\", \"y\")", "false"),
        ("startswith(\"${arn}x\", \"ar\")", "true"),
        ("startswith(\"${arn}x\", \"arn:aws\")", "unknown"),
        ("strcontains(\"a*${arn}\", \"*\")", "true"),
        ("strcontains(arn, \"*\")", "unknown"),
        ("try(u.a, 1)", "unknown"),
        ("can(u.a)", "unknown"),
        ("try(nothing.a, 1)", "1"),
        ("can(nothing.a)", "false"),
        ("can(1)", "true"),
        ("resource.bucket", "\"logs\""),
        ("timestamp()", "unknown"),
        ("nofunction()", "error"),
        ("noname", "error"),
        ("nothing.a", "error"),
        ("1 / 0", "error"),
        ("provider::x::y(1)", "unknown"),
        ("core::upper(\"a\")", "\"A\""),
    ] {
        assert_eq!(config(expression), expected, "{expression}");
    }
}

#[test]
fn references_stay_exact_only_alone() {
    for (expression, exact) in [
        ("arn", true),
        ("\"${arn}\"", true),
        ("join(\"\", [arn])", true),
        ("tostring(arn)", true),
        ("try(arn, null)", true),
        ("[arn][0]", true),
        ("one([arn])", true),
        ("format(\"%s\", arn)", true),
        ("\"${arn}/*\"", false),
        ("upper(arn)", false),
        ("u ? arn : null", false),
    ] {
        let value = run(expression, &Context::default());
        let unknown = value.as_unknown().unwrap();
        assert_eq!(unknown.exact, exact, "{expression}");
        assert_eq!(unknown.references, arn().references, "{expression}");
    }
    let value = run("resource.arn", &Context::default());
    let unknown = value.as_unknown().unwrap();
    assert_eq!(
        unknown.reasons,
        [Reason::AfterApply("aws_s3_bucket.b.arn".into())]
    );
    assert!(unknown.exact && unknown.not_null);
}

#[test]
fn templates_know_how_they_begin() {
    let value = run("\"a-${arn}-b\"", &Context::default());
    let unknown = value.as_unknown().unwrap();
    assert_eq!(unknown.prefix.as_deref(), Some("a-arn:"));
    assert!(unknown.not_null);
    let value = run("jsonencode({a = 1, b = arn})", &Context::default());
    let unknown = value.as_unknown().unwrap();
    assert_eq!(unknown.prefix.as_deref(), Some("{\"a\":1,\"b\":"));
    assert!(unknown.content.is_some());
}

#[test]
fn json_with_holes_is_known_but_for_the_holes() {
    let content = |template: &str| {
        let value = run(template, &Context::default());
        let unknown = value.as_unknown().unwrap().clone();
        unknown.content.as_deref().cloned()
    };
    let value = content(
        "\" { \\\"a\\\": [\\\"*\\\", \\\"${arn}\\\", \\\"${arn}/x\\\"], \\\"b\\\": ${arn} }\"",
    )
    .unwrap();
    let entries = value.as_mapping().unwrap();
    let list = entries["a"].as_sequence().unwrap();
    assert_eq!(list[0].as_str(), Some("*"));
    assert!(list[1].as_unknown().unwrap().exact);
    let longer = list[2].as_unknown().unwrap();
    assert!(!longer.exact && longer.prefix.as_deref() == Some("arn:"));
    assert!(entries["b"].as_unknown().unwrap().exact);
    // Not JSON, and a key that is not known.
    assert!(content("\"{ ${arn}\"").is_none());
    let value = content("\"{ \\\"${arn}:sub\\\": 1 }\"").unwrap();
    assert!(value.is_unknown());
}

#[test]
fn values_keep_where_they_were_read() {
    for (expression, expected) in [
        ("self", "7:"),
        ("self.encrypted", "7:encrypted"),
        ("self.absent", "7:absent"),
        ("self.absent.deeper", "7:absent.deeper"),
        ("self.ingress[0].port", "7:ingress[0].port"),
        ("self.ingress[*].port", "-"),
        ("(self.ingress[*].port)[1]", "7:ingress[1].port"),
        (
            "[for i in self.ingress : i if i.port == 80][0]",
            "7:ingress[1]",
        ),
        (
            "flatten([for i in self.ingress : i.cidrs])[0]",
            "7:ingress[0].cidrs[0]",
        ),
        ("concat([1], self.ingress)[2].port", "7:ingress[1].port"),
        ("(true ? self.encrypted : null)", "7:encrypted"),
        ("try(self.encrypted, null)", "7:encrypted"),
        ("coalesce(null, self.encrypted)", "7:encrypted"),
        (
            "one([for i in self.ingress : i if i.port == 22]).port",
            "7:ingress[0].port",
        ),
        ("values({a = self.tags})[0]", "7:tags"),
        ("merge({a = self.encrypted}, {b = 1}).a", "7:encrypted"),
        ("element(self.ingress, 3)", "7:ingress[1]"),
        ("lookup(self, \"tags\", null)", "7:tags"),
        ("{a = self.ingress}.a[0]", "7:ingress[0]"),
        ("tolist(self.ingress[0].cidrs)[0]", "7:ingress[0].cidrs[0]"),
        ("upper(self.encrypted)", "-"),
    ] {
        assert_eq!(origin(expression), expected, "{expression}");
    }
}

#[test]
fn rules_are_forgiving() {
    for (expression, expected) in [
        ("self.encrypted == true", "true"),
        ("self.ingress[0].port == \"22\"", "true"),
        ("self.ingress[0].cidrs == tolist([\"0.0.0.0/0\"])", "true"),
        ("self.ingress[0].cidrs == toset([\"0.0.0.0/0\"])", "true"),
        ("self.ingress[5].port", "null"),
        ("self.absent != true", "true"),
        ("[for x in self.absent : x]", "[]"),
        ("{for k, v in self.absent : k => v}", "{}"),
        ("self.absent[*].x", "[]"),
        ("concat(self.absent, [1])", "[1]"),
        ("length(self.absent)", "0"),
        ("anytrue(self.absent)", "false"),
        ("alltrue(self.absent)", "true"),
        ("contains(self.absent, 1)", "false"),
        ("contains(self.ingress[*].port, \"22\")", "true"),
        ("distinct(self.absent)", "[]"),
        ("merge(self.absent, {a = 1})", "{\"a\":1}"),
        ("setunion(self.absent, [1])", "[1]"),
        ("sum(self.absent)", "0"),
        ("join(\",\", self.absent)", "\"\""),
        ("keys(self.absent)", "[]"),
        ("values(self.absent)", "[]"),
        ("flatten(self.absent)", "[]"),
        ("compact(self.absent)", "[]"),
        ("one(self.absent)", "null"),
        ("nothing[\"x\"].y", "null"),
    ] {
        assert_eq!(rule(expression), expected, "{expression}");
    }
}

#[test]
fn sensitivity_spreads() {
    for (expression, expected) in [
        ("secret", true),
        ("\"${secret}x\"", true),
        ("upper(secret)", true),
        ("[secret][0]", true),
        ("[secret]", false),
        ("{a = secret}.a", true),
        ("secret == \"p\"", true),
        ("jsonencode([secret])", true),
        ("merge({a = secret}, {}).a", true),
        ("merge({a = secret}, {b = 1}).b", false),
        ("secret == \"p\" ? 1 : 2", true),
        ("[for x in [1] : secret][0]", true),
        ("nonsensitive(secret)", false),
        ("sensitive(1)", true),
        ("format(\"%s\", secret)", true),
        ("join(\",\", [secret, \"a\"])", true),
        ("length([secret])", false),
    ] {
        let value = run(expression, &Context::default());
        assert_eq!(value.marks.sensitive, expected, "{expression}");
    }
}

#[test]
fn errors_are_noted_and_unwound() {
    let context = Context::default();
    assert_eq!(show(&run("[nothing.a, 1 / 0]", &context)), "[\"?\",\"?\"]");
    assert_eq!(context.errors().len(), 2);
    let context = Context::default();
    run("try(nothing.a, [1 / 0], can(1 / 0))", &context);
    assert_eq!(context.errors().len(), 0);
    run("true ? 1 : nothing.a", &context);
    assert_eq!(context.errors().len(), 0);
}

#[test]
fn bounds_hold() {
    let chain = vec!["1"; 100_000].join(" + ");
    assert_eq!(config(&chain), "100000");
    let chain = vec!["true"; 100_000].join(" && ");
    assert_eq!(config(&chain), "true");
    assert_eq!(config("range(1e9)"), "error");
    let nested = format!("{}1{}", "upper(".repeat(390), ")".repeat(390));
    assert_eq!(config(&nested), "unknown");
    for (open, close) in [
        ("[for x in [1] : ", "]"),
        ("{for x in [\"a\"] : x => ", "}"),
        ("\"a${", "}\""),
        ("\"%{ for x in [1] }${", "}%{ endfor }\""),
        ("\"%{ if true }${", "}%{ endif }\""),
        ("try(", ")"),
        ("format(\"%s\", ", ")"),
        ("[", "][0]"),
        ("{ a = ", " }.a"),
        ("(true ? ", " : 1)"),
        ("(1 + ", ")"),
        ("!(true && ", ")"),
        ("[[1]][*][", "]"),
        ("jsonencode(", ")"),
        ("merge({}, {a = ", "})"),
        ("-", ""),
    ] {
        // As deep as the parser lets it be; what is too deep is unknown, and nothing overflows.
        let nested = [395, 195, 130, 95]
            .map(|times| format!("{}1{}", open.repeat(times), close.repeat(times)))
            .into_iter()
            .find(|text| parses(text));
        let context = Context::default();
        run(&nested.unwrap(), &context);
        assert_eq!(context.depth.get(), 0);
    }
    // What is beyond a bound is unknown, and no error that `try` would pass over.
    let context = Context::default();
    context.budget.set(2_000);
    let value = run("try(setproduct(range(100), range(100)), 1)", &context);
    assert_eq!(show(&value), "unknown");
    let doubled = "[for a in X : [for b in X : [for c in X : [for d in X : [for e in X : 1]]]]]"
        .replace('X', "range(1000)");
    let context = Context::default();
    context.budget.set(1_000_000);
    assert_eq!(
        show(&run(&format!("length(flatten({doubled}))"), &context)),
        "unknown"
    );
    let context = Context::default();
    context.budget.set(1_000_000);
    let text = r#"[for a in range(1000) : join("", [for b in range(1000) : "0123456789012345678901234567890123456789"])]"#;
    let value = run(text, &context);
    assert!(value.has_unknown());
}
