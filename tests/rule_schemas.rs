//! Every attribute that a built-in rule names exists in the schemas of the providers.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its data should stop"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::Read as _;

use cldlint::rule::{NamedPath, RuleSet};
use flate2::read::GzDecoder;
use serde_json::Value;

/// Arguments that every resource has and that schemas do not list.
const META: [&str; 4] = ["count", "depends_on", "for_each", "lifecycle"];

/// The schemas by provider and version: `aws` to `5.100` to types.
type Schemas = BTreeMap<String, BTreeMap<String, Value>>;

fn schemas() -> Schemas {
    let mut schemas = Schemas::new();
    for file in fs::read_dir("testdata/schemas").unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let Some(name) = name.strip_suffix(".json.gz") else {
            continue;
        };
        let (provider, version) = name.split_once('-').unwrap();
        let mut text = String::new();
        let mut packed = GzDecoder::new(fs::File::open(&path).unwrap());
        packed.read_to_string(&mut text).unwrap();
        let types = serde_json::from_str(&text).unwrap();
        let versions = schemas.entry(provider.to_owned()).or_default();
        versions.insert(version.to_owned(), types);
    }
    schemas
}

/// Paths that some versions do not have, with those versions, and why the rule may name them all the same.
fn differences() -> BTreeMap<(String, String), String> {
    let text = fs::read_to_string("testdata/schemas/differences.txt").unwrap();
    let mut differences = BTreeMap::new();
    for line in text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
    {
        let (path, rest) = line.split_once(' ').unwrap();
        let (versions, reason) = rest.split_once(": ").unwrap();
        for version in versions.split(' ') {
            differences.insert((path.to_owned(), version.to_owned()), reason.to_owned());
        }
    }
    differences
}

/// Whether the attributes of a type or block hold the path.
fn holds(attributes: &Value, path: &[std::sync::Arc<str>]) -> bool {
    let Some((first, rest)) = path.split_first() else {
        return true;
    };
    if META.contains(&&**first) {
        return true;
    }
    let Some(attribute) = attributes.get(&**first) else {
        return false;
    };
    if let Some(inner) = attribute.get("attrs") {
        return holds(inner, rest);
    }
    // Schemas say of an attribute that is an object or a map no more than its type; a plain one has no parts.
    let plain = ["string", "bool", "number"];
    let type_name = attribute.get("type").and_then(Value::as_str).unwrap_or("");
    rest.is_empty() || !plain.contains(&type_name)
}

fn glob(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        Some((start, end)) => text.starts_with(start) && text.ends_with(end),
        None => pattern == text,
    }
}

/// The types of a schema that a rule means.
fn meant<'s>(types: &'s Value, pattern: &str) -> Vec<(&'s String, &'s Value)> {
    let types = types.as_object().unwrap();
    types
        .iter()
        .filter(|(name, _)| glob(pattern, name))
        .collect()
}

#[test]
fn named_attributes_exist_in_every_provider_version() {
    let set = RuleSet::builtin();
    let schemas = schemas();
    let volume = &schemas["aws"]["5.100"]["aws_ebs_volume"];
    assert!(holds(volume, &["encrypted".into()]));
    assert!(!holds(volume, &["encryption".into()]));
    let differences = differences();
    let mut used = BTreeSet::new();
    let mut wrong = String::new();
    for named in set.named_paths() {
        let known: Vec<_> = named
            .types
            .iter()
            // Data sources and providers are not in the schemas.
            .filter(|name| !name.contains('.') && schemas.contains_key(provider_of(name)))
            .collect();
        if known.len() < named.types.len() {
            continue;
        }
        let providers: BTreeSet<_> = known.iter().map(|name| provider_of(name)).collect();
        for provider in providers {
            let versions = &schemas[provider];
            let having: Vec<_> = versions
                .iter()
                .map(|(version, types)| {
                    let mut meant = known.iter().flat_map(|name| meant(types, name));
                    let has = meant.any(|(_, attributes)| holds(attributes, &named.path));
                    (format!("{provider}-{version}"), has)
                })
                .collect();
            let path = spelled(&named);
            if !having.iter().any(|(_, has)| *has) {
                let _ = writeln!(
                    wrong,
                    "{}: {path} is in no version of {provider}",
                    place(&named)
                );
                continue;
            }
            for (version, _) in having.into_iter().filter(|(_, has)| !has) {
                let key = (path.clone(), version.clone());
                if differences.contains_key(&key) {
                    used.insert(key);
                } else if !named.has_default {
                    let _ = writeln!(wrong, "{}: {path} is not in {version}", place(&named));
                }
            }
        }
    }
    for (path, version) in differences.keys().filter(|key| !used.contains(key)) {
        let _ = writeln!(wrong, "differences.txt: {path} {version} is not needed");
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

fn provider_of(type_name: &str) -> &str {
    type_name.split('_').next().unwrap()
}

fn spelled(named: &NamedPath) -> String {
    let types: Vec<_> = named.types.iter().map(|name| &**name).collect();
    format!("{}.{}", types.join(","), named.path.join("."))
}

fn place(named: &NamedPath) -> String {
    let source = RuleSet::builtin().sources().get(named.span.file());
    let at = source.position(named.span.range().start());
    format!("{}:{}:{}", source.path(), at.line, at.column)
}
