//! The names in `src/config/attribute_types.txt` are those that the schemas of the providers give. `UPDATE=1 cargo test
//! --test attribute_types` writes them anew.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its data should stop"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Read as _;

use flate2::read::GzDecoder;
use serde_json::Value;

/// The schemas that tell lists from sets.
const SCHEMAS: [&str; 3] = ["aws-5.100", "azurerm-4.55", "google-6.50"];

const NAMES: &str = "src/config/attribute_types.txt";

/// How often a name is of each kind.
type Kinds = BTreeMap<String, BTreeMap<&'static str, usize>>;

/// The kinds of names, in all types together and by type.
#[derive(Default)]
struct Schemas {
    all: Kinds,
    by_type: BTreeMap<String, Kinds>,
}

/// Adds the kinds of the attributes of a body: by name, in a type after that of the block they are in.
fn collect(attributes: &Value, block: Option<&str>, within: bool, kinds: &mut Kinds) {
    for (name, schema) in attributes.as_object().unwrap() {
        let kind = if let Some(inner) = schema.get("attrs") {
            collect(inner, Some(name), within, kinds);
            let set = schema["nesting"] == "set";
            if set { "blocks" } else { "other" }
        } else {
            // What only the provider sets is not configured.
            if schema.get("computed").is_some() && schema.get("optional").is_none() {
                continue;
            }
            match schema["type"].as_str().unwrap() {
                "number" => "number",
                "bool" => "bool",
                "set(string)" => "set",
                set if set.starts_with("set(object") => "blocks",
                _ => "other",
            }
        };
        let place = match block {
            Some(block) if within => format!("{block}.{name}"),
            _ => name.clone(),
        };
        let counts = kinds.entry(place).or_default();
        *counts.entry(kind).or_default() += 1;
    }
}

fn schemas() -> Schemas {
    let mut schemas = Schemas::default();
    for name in SCHEMAS {
        let mut text = String::new();
        let file = File::open(format!("testdata/schemas/{name}.json.gz")).unwrap();
        GzDecoder::new(file).read_to_string(&mut text).unwrap();
        let types: BTreeMap<String, Value> = serde_json::from_str(&text).unwrap();
        for (type_name, attributes) in types {
            collect(&attributes, None, false, &mut schemas.all);
            let kinds = schemas.by_type.entry(type_name).or_default();
            collect(&attributes, None, true, kinds);
        }
    }
    schemas
}

/// Whether a name is of a kind so often that it is listed: of numbers and bools the types that differ are named.
fn is_mostly(counts: &BTreeMap<&'static str, usize>, kind: &str) -> bool {
    let all: usize = counts.values().sum();
    let of_kind = counts.get(kind).copied().unwrap_or(0);
    match kind {
        "set" | "blocks" => of_kind * 2 > all,
        _ => of_kind * 4 > all * 3,
    }
}

fn listed(schemas: &Schemas, kind: &str) -> Vec<String> {
    let listed = schemas.all.iter();
    let listed = listed.filter(|(_, counts)| is_mostly(counts, kind));
    listed.map(|(name, _)| name.clone()).collect()
}

/// The names that are no number or bool in a type although they mostly are.
fn exceptions(schemas: &Schemas) -> Vec<String> {
    let mut found = Vec::new();
    for (type_name, kinds) in &schemas.by_type {
        for (place, counts) in kinds {
            let name = place.rsplit('.').next().unwrap();
            let differs = |kind: &&str| {
                let of_kind = counts.get(*kind).copied().unwrap_or(0);
                is_mostly(&schemas.all[name], kind) && of_kind < counts.values().sum()
            };
            if ["number", "bool"].iter().any(differs) {
                found.push(format!("{type_name}.{place}"));
            }
        }
    }
    found
}

#[test]
fn names_are_those_of_the_schemas() {
    let schemas = schemas();
    let mut text = String::new();
    for kind in ["number", "bool", "set", "blocks", "except"] {
        let mut line = kind.to_owned();
        let names = match kind {
            "except" => exceptions(&schemas),
            _ => listed(&schemas, kind),
        };
        for name in names {
            if line.len() + name.len() >= 120 {
                writeln!(text, "{line}").unwrap();
                kind.clone_into(&mut line);
            }
            write!(line, " {name}").unwrap();
        }
        writeln!(text, "{line}").unwrap();
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(NAMES, &text).unwrap();
    }
    assert!(
        fs::read_to_string(NAMES).unwrap_or_default() == text,
        "{NAMES} is not up to date"
    );
}
