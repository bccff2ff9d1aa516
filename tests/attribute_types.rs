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

fn collect(attributes: &Value, kinds: &mut Kinds) {
    for (name, schema) in attributes.as_object().unwrap() {
        let kind = if let Some(inner) = schema.get("attrs") {
            collect(inner, kinds);
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
        let counts = kinds.entry(name.clone()).or_default();
        *counts.entry(kind).or_default() += 1;
    }
}

fn kinds() -> Kinds {
    let mut kinds = Kinds::new();
    for name in SCHEMAS {
        let mut text = String::new();
        let file = File::open(format!("testdata/schemas/{name}.json.gz")).unwrap();
        GzDecoder::new(file).read_to_string(&mut text).unwrap();
        let types: BTreeMap<String, Value> = serde_json::from_str(&text).unwrap();
        for attributes in types.values() {
            collect(attributes, &mut kinds);
        }
    }
    kinds
}

/// The names that are of a kind: of a set mostly, since its order shows in nothing else; of others always.
fn listed(kinds: &Kinds, kind: &str) -> Vec<String> {
    let is_listed = |counts: &BTreeMap<&'static str, usize>| {
        let all: usize = counts.values().sum();
        let of_kind = counts.get(kind).copied().unwrap_or(0);
        match kind {
            "set" | "blocks" => of_kind * 2 > all,
            _ => of_kind == all,
        }
    };
    let listed = kinds.iter().filter(|(_, counts)| is_listed(counts));
    listed.map(|(name, _)| name.clone()).collect()
}

#[test]
fn names_are_those_of_the_schemas() {
    let kinds = kinds();
    let mut text = String::new();
    for kind in ["number", "bool", "set", "blocks"] {
        let mut line = kind.to_owned();
        for name in listed(&kinds, kind) {
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
