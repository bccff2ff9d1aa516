//! Compares the evaluator with Terraform: each line of `testdata/eval/cases.jsonl` is an expression and what the real
//! Terraform made of it (see `testdata/eval/make.py`).

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its cases should stop"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::sync::Arc;

use cldlint::config::{Disk, ModelOptions, OpenOptions, Workspace};
use cldlint::eval::{
    Access, Code, Context, Resolved, Scope, decode_json, encode_json, evaluate, is_function,
};
use cldlint::model::Need;
use cldlint::syntax::parse;
use cldlint::text::Sources;
use cldlint::value::{
    Kind, Map, Mapping, Marks, Reason, Sequence, Unknown, Value, from_json, to_json,
};
use serde_json::Value as Json;

/// What stands for an unknown value.
const UNKNOWN: &str = "(unknown)";

/// The names of `testdata/eval/values.tf`.
struct Names;

impl Scope for Names {
    fn resolve(&self, name: &str, _: &[Access<'_>], _: &Context) -> Option<Resolved> {
        let names = [
            "string", "number", "bool", "list", "set", "map", "object", "tuple", "any",
        ];
        let unknown = names.map(|name| {
            let reason = Reason::AfterApply(format!("terraform_data.{name}.output").into());
            (Arc::from(name), Value::from(Unknown::because(reason)))
        });
        let secret = Value::from("abc").marked(Marks {
            sensitive: true,
            ephemeral: false,
        });
        let known = [
            ("secret", secret),
            ("template", Value::from("Hello, ${name}!")),
            ("single", Value::from("${value}")),
            ("broken", Value::from("${x")),
        ];
        let known = known.map(|(name, value)| (Arc::from(name), value));
        let entries: Map = unknown.into_iter().chain(known).collect();
        (name == "local").then(|| Resolved {
            value: Value::object(entries),
            consumed: 0,
        })
    }
}

/// The value of an expression; an `Err` is the message of an error.
fn value(expression: &str) -> Result<Value, String> {
    let mut sources = Sources::default();
    let id = sources.add("case.tf", format!("x = {expression}\n").into_bytes());
    let source = sources.get(id);
    let tree = parse(source);
    if let Some(error) = tree.errors().first() {
        return Err(error.message.clone());
    }
    let (_, attribute) = tree.attributes(tree.root()).next().ok_or("nothing")?;
    let code = Code {
        tree: &tree,
        source,
    };
    let context = Context::default();
    let value = evaluate(code, attribute.expr, &Names, &context);
    match context.errors().into_iter().next() {
        Some(error) => Err(error.message),
        None => Ok(value),
    }
}

/// The outermost kind of a type as Terraform writes it.
fn kind(value: &Value) -> &'static str {
    match &value.kind {
        Kind::Null => "dynamic",
        Kind::Bool(_) => "bool",
        Kind::Number(_) => "number",
        Kind::String(_) => "string",
        Kind::Sequence(Sequence::Tuple, _) => "tuple",
        Kind::Sequence(Sequence::List, _) => "list",
        Kind::Sequence(Sequence::Set, _) => "set",
        Kind::Mapping(Mapping::Object, _) => "object",
        Kind::Mapping(Mapping::Map, _) => "map",
        Kind::Unknown(_) => "unknown",
    }
}

/// A case as the file has it.
#[derive(serde::Deserialize)]
struct Case {
    expr: String,
    of: Option<String>,
    kind: String,
    json: Option<String>,
    plan: Option<Json>,
}

fn cases() -> Vec<Case> {
    let text = fs::read_to_string("testdata/eval/cases.jsonl").unwrap();
    let cases = text.lines().map(|line| serde_json::from_str(line).unwrap());
    cases.collect()
}

/// Whether the case reads files, so that it takes a configuration to evaluate it.
fn reads_files(case: &Case) -> bool {
    case.expr.contains("file")
}

/// What differs from what Terraform has, if anything does.
fn difference(case: &Case, found: &Result<Value, String>) -> Option<String> {
    let wanted = match (&case.plan, &case.json) {
        (Some(plan), _) => plan.to_string(),
        (None, json) => json.clone().unwrap_or_else(|| "-".into()),
    };
    let (same, shown) = match (found, case.kind.as_str()) {
        // What is unknown in the plan may fail when it is applied: then there is no result.
        (Err(message), kind) => {
            let fails = kind == "error" || (kind == "unknown" && case.json.is_none());
            (fails, message.clone())
        }
        (Ok(value), "unknown") => {
            let found = shown(value);
            let plan = case.plan.clone().unwrap_or_default();
            let applied = case.json.as_deref().map(|json| decode_json(json).unwrap());
            let applied = applied.map(|value| shown(&value));
            (agrees(&found, &plan, applied.as_ref()), found.to_string())
        }
        (Ok(value), wanted) => {
            let json = encode_json(value);
            // Null has a type in Terraform, and none here.
            let kinds = kind(value) == wanted || case.json.as_deref() == Some("null");
            let shown = format!("{} {}", kind(value), json.as_deref().unwrap_or("-"));
            (kinds && json.is_some() && json == case.json, shown)
        }
    };
    (!same).then(|| {
        let Case { expr, kind, .. } = case;
        format!("{expr}\n  terraform: {kind} {wanted}\n  here:      {shown}\n")
    })
}

fn shown(value: &Value) -> Json {
    to_json(value, &|hidden| match hidden.as_unknown() {
        Some(_) => UNKNOWN.into(),
        None => "(sensitive)".into(),
    })
}

/// Whether what was found is what is planned. What Terraform does not know before apply may be known here, if it is
/// what it comes to.
fn agrees(found: &Json, plan: &Json, applied: Option<&Json>) -> bool {
    match (found, plan) {
        (_, Json::String(unknown)) if unknown == UNKNOWN => {
            applied.map_or(found == UNKNOWN, |applied| fits(found, applied))
        }
        (Json::Array(parts), Json::Array(plans)) => {
            let applied = |at: usize| applied.and_then(|applied| applied.get(at));
            let mut pairs = parts.iter().zip(plans).enumerate();
            parts.len() == plans.len()
                && pairs.all(|(at, (part, plan))| agrees(part, plan, applied(at)))
        }
        (Json::Object(parts), Json::Object(plans)) => {
            let applied = |key: &str| applied.and_then(|applied| applied.get(key));
            parts.len() == plans.len()
                && parts.iter().all(|(key, part)| {
                    let plan = plans.get(key);
                    plan.is_some_and(|plan| agrees(part, plan, applied(key)))
                })
        }
        // The numbers of the plan are those of another writer.
        _ => {
            from_json(found.clone())
                .equals(&from_json(plan.clone()), cldlint::value::Strictness::Exact)
                == Some(true)
        }
    }
}

/// Whether what is known of a value is what it comes to.
fn fits(found: &Json, applied: &Json) -> bool {
    match (found, applied) {
        (Json::String(unknown), _) if unknown == UNKNOWN => true,
        (Json::Array(parts), Json::Array(all)) => {
            parts.len() == all.len() && parts.iter().zip(all).all(|(part, all)| fits(part, all))
        }
        (Json::Object(parts), Json::Object(all)) => {
            let fits = |(key, part)| all.get(key).is_some_and(|all| fits(part, all));
            parts.len() == all.len() && parts.iter().all(fits)
        }
        _ => found == applied,
    }
}

/// What is unknown has no type here. So a value that a rule of types would tell or convert stays as it is.
const UNTYPED: &[&str] = &[
    "{a=local.object.a, b=1, c=length(local.list), d=length(local.tuple), e=length(local.set), f = keys(local.object)}",
    "flatten([[local.string], \"x\"])",
    "flatten([[local.number, [1]]])",
    "formatlist(\"%s\", local.string)",
    "keys(local.object)",
    "length(local.tuple)",
    "length(local.object)",
    "tolist([local.string, 1])",
    "tomap({ a = local.string, b = 1 })",
    "transpose(local.map)",
    "try(local.object.zzz, \"none\")",
];

/// What is null or empty has no type here, which can decide whether there is a result.
const OPEN: &[&str] = &[
    "true ? { a = true, b = 1, q = null } : {}",
    "false ? [true, 1, null] : []",
    "true ? {a=tomap({a=2}), b={b=1}} : {b=true, c=null}",
    "true ? {a={x=1},b={y=true,z=null}} : {}",
    "true ? {a=1,b=true,c=null} : {}",
    "true ? {a=1,b=[1],c=null} : {}",
    "true ? {a={x=1},b=1,c=null} : {}",
    "true ? {a={x=1,y=null},b={x=1,y={}}} : {}",
    "true ? {a={x=1,y=null},b={x=1,y=[]}} : {}",
    "true ? {a={x=1,y=null},b={x=1,y=[2]}} : {}",
    "true ? {a={x=1,y=[],z=null}} : {a={}}",
    "true ? {x=1,y=[],z=null} : {}",
    "true ? [1,true,null] : []",
    "true ? [{a=1},{a=1,b=true,c=null}] : []",
    "true ? [{a=1},null] : []",
    "true ? [{a=1,b=true},null] : []",
    "true ? [[1,true],null] : []",
    "true ? tomap({}) : {a=1,b=true}",
    "true ? {a={x=1},b={y=1}} : tomap({})",
    "true ? {a={x=1},b={y=null}} : tomap({})",
    "true ? tomap({a=null}) : {b=1,c=true}",
    "true ? [[1],[2,3]] : tolist([])",
    "true ? [{a=1},{b=2}] : tolist([])",
];

/// OpenTofu renders templates that are written in the call, which Terraform refuses.
const OPENTOFU: &[&str] = &[
    "templatestring(\"x\", {})",
    "templatestring(\"${local.template}\", { name = \"x\" })",
];

/// Known to Terraform, and unknown here, with a reason that says so.
const NOT_EVALUATED: &[&str] = &[
    // The bytes depend on the compressor.
    "base64gzip(\"\")",
    "base64gzip(\"hello\")",
    "base64gzip(12)",
    "base64gzip(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\")",
    // Terraform's result is no address of the network.
    "cidrhost(\"::ffff:1.2.3.4/112\", 1)",
    // There is no plan.
    "can(plantimestamp())",
    "length(plantimestamp()) > 0",
    // The tables of the code pages of IBM are not at hand.
    "textdecodebase64(\"gg==\", \"IBM437\")",
    "textdecodebase64(\"gg==\", \"cp437\")",
    "textencodebase64(\"é\", \"ibm850\")",
    // The calendar ends with the year 9999.
    "timeadd(\"9999-12-31T23:59:59Z\", \"1s\")",
    // The last digits depend on the machine.
    "pow(2, 0.3)",
    "pow(3, 3.7)",
    "pow(1.5, 2.5)",
    "pow(7, 0.9)",
    // The scanner of YAML gives up.
    "yamldecode(\"[!!str, a]\")",
    "yamldecode(\"[a:]\")",
    "yamldecode(\"{a: b:}\")",
    "yamldecode(\"[a:, b]\")",
    // Numbers are finite.
    "log(0, 2) < 1",
    "log(2, 1) == 5",
    "log(0, 10) < 1",
    "log(10, 1) > 1",
    "pow(1e300, 2) == 1",
    "pow(0, -1) > 1",
    "yamldecode(\"[.inf, -.inf, .Inf]\")",
    "yamldecode(\".inf\")",
    // Terraform escapes these, the writer of YAML here does not.
    "yamlencode(\"é 😀\")",
    "fileset(\"files\", \"../files/*.txt\")",
];

/// Terraform looks up all names before it evaluates; here only those that are needed are.
const NAMES: &[&str] = &[
    "false && nothing",
    "true || nothing",
    "true ? 1 : nothing",
    "\"%{ if false }${nothing}%{ endif }\"",
];

/// Zero with a sign counts as an element of its own.
const ZEROS: &[&str] = &["distinct([0, -0])"];

/// An empty map has no type here, so that it cannot differ from that of another map.
const EMPTY_MAP: &[&str] = &["merge(tomap({}), tomap({ a = 1 }))"];

fn is_excepted(case: &Case) -> bool {
    let lists = [
        UNTYPED,
        OPEN,
        OPENTOFU,
        NOT_EVALUATED,
        NAMES,
        ZEROS,
        EMPTY_MAP,
    ];
    lists.concat().contains(&case.expr.as_str())
}

#[test]
fn values_are_those_of_terraform() {
    let cases = cases();
    let mut wrong = String::new();
    for case in cases.iter().filter(|case| !reads_files(case)) {
        let differs = difference(case, &value(&case.expr));
        let excepted = is_excepted(case);
        match (differs, excepted) {
            (Some(differs), false) => wrong.push_str(&differs),
            (None, true) => {
                let _ = writeln!(wrong, "{}\n  is no exception", case.expr);
            }
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "of {} cases:\n{wrong}", cases.len());
}

/// The operators, and the kinds of expressions besides.
const OPERATORS: &[&str] = &[
    "+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "&&", "||", "!", "unary -", "? :",
    "tuple", "object", "for [ ]", "for { }", ".", "[ ]", "[*]", ".*", "...", "( )", "\"${ }\"",
    "%{ if }", "%{ for }", "<<", "number", "string", "name",
];

/// The functions of the provider that is built into Terraform.
const PROVIDED: &[&str] = &[
    "provider::terraform::decode_tfvars",
    "provider::terraform::encode_expr",
    "provider::terraform::encode_tfvars",
];

/// The functions that OpenTofu adds.
const OF_OPENTOFU: &[&str] = &["base64gunzip", "cidrcontains", "urldecode"];

/// What is never unknown to Terraform.
const ALWAYS_KNOWN: &[&str] = &["plantimestamp", "number", "string"];

#[test]
fn each_function_and_operator_has_six_cases() {
    let mut counts = BTreeMap::<String, [usize; 3]>::new();
    let mut count = |of: &str, error: bool, unknown: bool| {
        let [all, errors, unknowns] = counts.entry(of.to_owned()).or_default();
        *all += 1;
        *errors += usize::from(error);
        *unknowns += usize::from(unknown);
    };
    for case in cases() {
        let of = case.of.as_deref().unwrap_or_default();
        count(of, case.kind == "error", case.kind == "unknown");
    }
    for case in cases_of_opentofu() {
        count(&case.of, case.error, case.unknown);
    }
    let names = fs::read_to_string("testdata/eval/names.txt").unwrap();
    let functions: Vec<&str> = names.lines().chain(OF_OPENTOFU.iter().copied()).collect();
    let missing: Vec<_> = functions.iter().filter(|name| !is_function(name)).collect();
    assert!(missing.is_empty(), "there are no functions {missing:?}");
    let mut few = String::new();
    let subjects = functions.iter().chain(OPERATORS).chain(PROVIDED);
    for subject in subjects {
        let [all, errors, unknowns] = counts.get(*subject).copied().unwrap_or_default();
        let enough = unknowns > 0 || ALWAYS_KNOWN.contains(subject);
        if all < 6 || errors == 0 || !enough {
            let _ = writeln!(few, "{subject}: {all}, {errors} errors, {unknowns} unknown");
        }
    }
    assert!(few.is_empty(), "too few cases of:\n{few}");
}

/// A case of a function that only OpenTofu has: what its documentation says, since there is no other oracle.
#[derive(serde::Deserialize)]
struct TofuCase {
    expr: String,
    of: String,
    json: Option<String>,
    #[serde(default)]
    error: bool,
    #[serde(default)]
    unknown: bool,
}

fn cases_of_opentofu() -> Vec<TofuCase> {
    let text = fs::read_to_string("testdata/eval/opentofu.jsonl").unwrap();
    let cases = text.lines().map(|line| serde_json::from_str(line).unwrap());
    cases.collect()
}

#[test]
fn functions_of_opentofu_do_what_its_documentation_says() {
    for case in cases_of_opentofu() {
        let found = value(&case.expr);
        assert_eq!(found.is_err(), case.error, "{}: {found:?}", case.expr);
        let Ok(found) = found else { continue };
        assert_eq!(found.is_unknown(), case.unknown, "{}", case.expr);
        assert_eq!(encode_json(&found), case.json, "{}", case.expr);
    }
}

#[test]
fn files_are_read_as_terraform_reads_them() {
    let cases = cases();
    let cases: Vec<&Case> = cases.iter().filter(|case| reads_files(case)).collect();
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("eval_cases");
    let _ = fs::remove_dir_all(&folder);
    copy("testdata/eval/files".as_ref(), &folder.join("files"));
    fs::copy("testdata/eval/values.tf", folder.join("values.tf")).unwrap();
    let mut text = String::new();
    for (number, case) in cases.iter().enumerate() {
        let _ = writeln!(
            text,
            "resource \"case\" \"c{number}\" {{\n  value = {}\n}}",
            case.expr
        );
    }
    fs::write(folder.join("cases.tf"), text).unwrap();
    let results = evaluated(&folder);
    let mut wrong = String::new();
    for (number, case) in cases.iter().enumerate() {
        let found = &results[&format!("case.c{number}")];
        wrong.extend(difference(case, found).filter(|_| !is_excepted(case)));
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(cases.len() > 50);
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The argument `value` of each resource of a configuration; an `Err` where it is an error.
fn evaluated(folder: &std::path::Path) -> BTreeMap<String, Result<Value, String>> {
    let paths = [folder.to_path_buf()];
    let workspace = Arc::new(Workspace::open(
        Arc::new(Disk),
        &paths,
        OpenOptions::default(),
    ));
    let options = ModelOptions {
        wanted: &|_, _| Need::Values,
        reads: &|_, _| None,
        ..ModelOptions::default()
    };
    let (model, _) = workspace.model(&workspace.roots()[0], &options);
    let values = model.entities().map(|(_, entity)| {
        let entries = entity.values.as_mapping();
        let value = entries.and_then(|entries| entries.get("value"));
        let value = value.cloned().unwrap_or_else(Value::null);
        let error = value.as_unknown().and_then(|unknown| {
            let errors = unknown.reasons.iter();
            let mut errors = errors.filter(|reason| matches!(reason, Reason::Error(_)));
            errors.next().map(ToString::to_string)
        });
        let value = error.map_or(Ok(value), Err);
        (entity.address.to_string(), value)
    });
    values.collect()
}
