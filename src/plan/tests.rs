//! Plans that the real Terraform made, and inputs that are no plans.

use std::fmt::Write as _;
use std::path::{Path as FilePath, PathBuf};

use serde_json::Value as Json;

use super::{InputError, Plan, read};
use crate::model::{Entity, EntityKind, LocatedPart, Model};
use crate::value::{Kind, Path, PathStep, Value};

fn case(name: &str) -> PathBuf {
    FilePath::new("testdata/plan").join(name)
}

fn plan_text(name: &str) -> String {
    std::fs::read_to_string(case(name).join("plan.json")).unwrap()
}

fn plan(name: &str) -> Plan {
    read(name, plan_text(name).as_bytes()).unwrap()
}

fn entity<'m>(model: &'m Model, address: &str) -> &'m Entity {
    let found = model.entities().find(|(_, e)| &*e.address == address);
    found.unwrap_or_else(|| panic!("no {address}")).1
}

fn path(steps: &[&str]) -> Path {
    let step = |step: &&str| match step.parse() {
        Ok(index) => PathStep::Index(index),
        Err(_) => PathStep::Key((*step).into()),
    };
    Path(steps.iter().map(step).collect())
}

fn at<'v>(entity: &'v Entity, steps: &[&str]) -> Option<&'v Value> {
    let mut value = &entity.values;
    for step in path(steps).steps() {
        value = match (&value.kind, step) {
            (Kind::Mapping(_, entries), PathStep::Key(key)) => entries.get(key)?,
            (Kind::Sequence(_, elements), PathStep::Index(index)) => elements.get(*index)?,
            _ => return None,
        };
    }
    Some(value)
}

/// A model as text, one line for each argument.
fn show(model: &Model) -> String {
    let mut text = String::new();
    for (_, entity) in model.entities() {
        let kind = format!("{:?}", entity.kind).to_lowercase();
        write!(text, "{kind} {}", entity.address).unwrap();
        if let Some(provider) = &entity.provider {
            let alias = provider.alias.as_deref().unwrap_or("");
            write!(text, " ({} {alias} {:?})", provider.name, provider.majors).unwrap();
        }
        text.push('\n');
        show_value(&mut text, &entity.values, 1);
    }
    text
}

fn show_value(text: &mut String, value: &Value, depth: usize) {
    let pad = "  ".repeat(depth);
    let mut entry = |name: &str, value: &Value| {
        write!(text, "{pad}{name}: ").unwrap();
        if value.marks.sensitive {
            text.push_str("sensitive ");
        }
        match &value.kind {
            Kind::Sequence(which, elements) => {
                writeln!(text, "{which:?} of {}", elements.len()).unwrap();
                show_value(text, value, depth + 1);
            }
            Kind::Mapping(..) => {
                text.push_str("object\n");
                show_value(text, value, depth + 1);
            }
            Kind::Unknown(unknown) => {
                for reason in &unknown.reasons {
                    write!(text, "{reason}; ").unwrap();
                }
                for reference in &unknown.references {
                    write!(text, "<{} | {}> ", reference.address, reference.path).unwrap();
                }
                let exact = if unknown.exact { "exact " } else { "" };
                let not_null = if unknown.not_null { "not null " } else { "" };
                let prefix = unknown.prefix.as_deref().unwrap_or("");
                writeln!(text, "{exact}{not_null}{prefix}").unwrap();
                if let Some(content) = &unknown.content {
                    show_value(text, content, depth + 1);
                }
            }
            Kind::Null => text.push_str("null\n"),
            Kind::Bool(truth) => writeln!(text, "{truth}").unwrap(),
            Kind::Number(number) => writeln!(text, "{number}").unwrap(),
            Kind::String(string) => writeln!(text, "{string:?}").unwrap(),
        }
    };
    match &value.kind {
        Kind::Mapping(_, entries) => entries.iter().for_each(|(key, part)| entry(key, part)),
        Kind::Sequence(_, elements) => elements
            .iter()
            .enumerate()
            .for_each(|(index, part)| entry(&index.to_string(), part)),
        _ => {}
    }
}

/// Compares with a file of expected text; with `BLESS` set in the environment, writes it instead.
fn expect_file(file: &FilePath, actual: &str) {
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(file, actual).unwrap();
    }
    let expected = std::fs::read_to_string(file).unwrap_or_default();
    assert!(
        expected == actual,
        "{} differs:\n{}",
        file.display(),
        similar::TextDiff::from_lines(expected.as_str(), actual)
            .unified_diff()
            .context_radius(2)
    );
}

#[test]
fn models_of_plans_alone() {
    for name in ["values", "modules", "changes"] {
        let (model, problems) = plan(name).into_model();
        assert_eq!(problems, []);
        expect_file(&case(name).join("model.txt"), &show(&model));
    }
}

#[test]
fn variables_of_the_root() {
    let plan = plan("values");
    let names: Vec<_> = plan.variables().keys().map(|name| &**name).collect();
    assert_eq!(names, ["admin_ports", "password", "prefix", "region"]);
    assert!(plan.variables()["password"].marks.sensitive);
    assert_eq!(plan.variables()["region"].as_str(), Some("eu-west-1"));
}

#[test]
fn what_the_provider_decides_alone_is_absent() {
    let (model, _) = plan("values").into_model();
    let instance = entity(&model, "aws_instance.dynamic");
    // `metadata_options` is known after apply, and nobody wrote it.
    assert!(at(instance, &["metadata_options"]).is_none());
    // A block that is written has an absent argument, in one that a dynamic block makes it is not known.
    assert!(at(instance, &["ebs_block_device", "1", "encrypted"]).is_none());
    let made = at(instance, &["ebs_block_device", "2", "encrypted"]).unwrap();
    assert!(made.as_unknown().is_some());
}

#[test]
fn what_is_deleted_or_forgotten_is_not_judged() {
    let (model, _) = plan("changes").into_model();
    let addresses: Vec<_> = model
        .entities()
        .filter(|(_, entity)| entity.kind == EntityKind::Resource)
        .map(|(_, entity)| &*entity.address)
        .collect();
    assert_eq!(
        addresses,
        [
            "terraform_data.created",
            "terraform_data.replaced",
            "terraform_data.same",
            "terraform_data.updated"
        ]
    );
}

#[test]
fn pointers_lead_to_the_value() {
    let json: Json = serde_json::from_str(&plan_text("values")).unwrap();
    let (model, _) = plan("values").into_model();
    let pointer = |address: &str, steps: &[&str]| {
        let located = model
            .locator()
            .locate(entity(&model, address), &path(steps));
        assert_eq!(located.part, LocatedPart::Nowhere);
        located.pointer.unwrap()
    };
    let number = pointer("terraform_data.shapes", &["input", "a/b~c"]);
    assert_eq!(json.pointer(&number).unwrap(), "hidden");
    let unknown = pointer("aws_db_instance.secret", &["kms_key_id"]);
    assert!(
        unknown.ends_with("/change/after_unknown/kms_key_id"),
        "{unknown}"
    );
    assert_eq!(json.pointer(&unknown).unwrap(), true);
    let absent = pointer(
        "aws_instance.dynamic",
        &["ebs_block_device", "1", "encrypted"],
    );
    assert!(
        absent.ends_with("/change/after/ebs_block_device/1"),
        "{absent}"
    );
    let password = pointer("output.password", &["value"]);
    assert_eq!(json.pointer(&password).unwrap(), "correct horse");
    for (_, entity) in model.entities() {
        let located = model.locator().locate(entity, &Path::default());
        assert!(
            json.pointer(&located.pointer.unwrap()).is_some(),
            "{}",
            entity.address
        );
    }
}

#[test]
fn other_encodings_read_the_same() {
    let text = plan_text("changes");
    let expected = show(&plan("changes").into_model().0);
    let wide = |order: fn(u16) -> [u8; 2], mark: &[u8]| {
        let mut bytes = mark.to_vec();
        bytes.extend(text.encode_utf16().flat_map(order));
        bytes
    };
    let mut marked = b"\xef\xbb\xbf".to_vec();
    marked.extend(text.as_bytes());
    for bytes in [
        marked,
        wide(u16::to_le_bytes, b"\xff\xfe"),
        wide(u16::to_be_bytes, b"\xfe\xff"),
        wide(u16::to_le_bytes, b""),
        wide(u16::to_be_bytes, b""),
    ] {
        assert_eq!(show(&read("p", &bytes).unwrap().into_model().0), expected);
    }
}

#[test]
fn what_is_no_plan_is_named() {
    let old_state = r#"{"version": 3, "terraform_version": "0.11.14", "serial": 1, "lineage": "x", "modules": []}"#;
    let events = "{\"@level\":\"info\",\"@message\":\"Terraform 1.11.4\",\"type\":\"version\"}\n{\"@level\":\"info\"}\n";
    for (text, expected) in [
        (&b""[..], "the file is empty"),
        (b" \n", "the file is empty"),
        (
            b"PK\x03\x04\x14\x00",
            "this is a plan in Terraform's own binary form, not in JSON",
        ),
        (
            old_state.as_bytes(),
            "this is a state of version 3, which is not read",
        ),
        (
            events.as_bytes(),
            "these are the events that `terraform plan -json` prints, not a plan",
        ),
        (
            b"\nTerraform will perform the following actions:\n",
            "this is what Terraform prints for people, not a plan in JSON",
        ),
        (
            br#"{"meta":{},"encrypted_data":"eA=="}"#,
            "this is encrypted by OpenTofu",
        ),
        (
            br#"{"format_version":"1.0","provider_schemas":{}}"#,
            "this is what `terraform providers schema -json` prints, not a plan",
        ),
        (
            br#"{"format_version":"1.0","valid":true,"diagnostics":[]}"#,
            "this is what `terraform validate -json` prints, not a plan",
        ),
        (
            br#"{"name":"x","version":"1.0.0"}"#,
            "this is JSON, but not a plan: its keys are \"name\", \"version\"",
        ),
        (b"{}", "this is JSON, but not a plan: it is an empty object"),
        (b"[1]", "this is JSON, but not a plan: it is a list"),
        (b"null", "this is JSON, but not a plan: it is null"),
        (
            b"hello",
            "this is not JSON: expected value at line 1, column 1 (byte 0)",
        ),
        (
            b"{\"a\": \xff}",
            "this is not text in UTF-8: a wrong byte at line 1, column 7 (byte 6)",
        ),
        (
            br#"{"format_version":"2.0","resource_changes":[]}"#,
            "the format_version is \"2.0\", which is not read",
        ),
        (
            br#"{"resource_changes":[]}"#,
            "the format_version is missing, which is not read",
        ),
        (
            b"{\"format_version\":\"1.2\",\n\"resource_changes\":[{\"address\":1}]}",
            "this is not as the format says: `resource_changes[0].address`: invalid type: integer `1`, expected a \
             string at line 2, column 32 (byte 56)",
        ),
        (
            br#"{"format_version":"1.2","resource_changes":[]} x"#,
            "something follows the JSON at line 1, column 48 (byte 47)",
        ),
        (
            br#"{"format_version":"1.2","resource_changes":["#,
            "the JSON is cut off: it ends at line 1, column 45 (byte 44)",
        ),
    ] {
        let error = read("p", text).unwrap_err();
        assert_eq!(error.to_string(), expected);
        assert!(!error.help().is_empty());
    }
}

#[test]
fn versions_of_the_format() {
    for (version, notes) in [
        ("0.1", 0),
        ("0.2", 0),
        ("1.0", 0),
        ("1.2", 0),
        ("1.9", 1),
        ("0.3", 1),
    ] {
        let text = format!(r#"{{"format_version":"{version}","planned_values":{{}}}}"#);
        assert_eq!(
            read("p", text.as_bytes()).unwrap().into_model().1.len(),
            notes
        );
    }
    for version in ["2.0", "1", "one.two", "", "-1.0"] {
        let text = format!(r#"{{"format_version":"{version}","planned_values":{{}}}}"#);
        let error = read("p", text.as_bytes()).unwrap_err();
        assert!(matches!(error, InputError::Version(_)), "{version}");
    }
}

#[test]
fn incomplete_plans_are_noted() {
    for key in [r#""errored":true"#, r#""complete":false"#] {
        let text = format!(r#"{{"format_version":"1.2","planned_values":{{}},{key}}}"#);
        let (_, problems) = read("p", text.as_bytes()).unwrap().into_model();
        assert!(problems[0].message.starts_with("the plan is incomplete"));
        assert!(!problems[0].fatal);
    }
}

#[test]
fn deep_nesting_is_refused() {
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    let blocks = "{\"a\":".repeat(100_000) + "{}" + &"}".repeat(100_000);
    let change = |after: &str| {
        format!(
            r#"{{"format_version":"1.2","resource_changes":[{{"address":"a.b","mode":"managed","type":"a","name":"b","change":{{"actions":["create"],"after":{{"x":{after}}}}}}}]}}"#
        )
    };
    let configuration = format!(
        r#"{{"format_version":"1.2","configuration":{{"provider_config":{{"a":{{"name":"a","expressions":{blocks}}}}}}}}}"#
    );
    for text in [change(&deep), change(&blocks), configuration] {
        let error = read("p", text.as_bytes()).unwrap_err();
        assert!(matches!(error, InputError::TooDeep(_)), "{error}");
    }
    // What is not read may be as deep as it likes.
    let ignored = format!(r#"{{"format_version":"1.2","planned_values":{deep}}}"#);
    assert!(read("p", ignored.as_bytes()).is_ok());
}

/// Reads, and goes through all that follows; what matters is that it ends.
fn exercise(bytes: &[u8]) -> Result<(), InputError> {
    let (model, _) = read("p", bytes)?.into_model();
    for (_, entity) in model.entities() {
        model.locator().locate(entity, &Path::default());
    }
    show(&model);
    Ok(())
}

#[test]
fn truncated_plans_are_refused() {
    for name in ["changes", "modules", "values"] {
        let text = plan_text(name);
        for percent in 1..100 {
            let end = text.len() * percent / 100;
            match exercise(&text.as_bytes()[..end]) {
                Err(InputError::Truncated(place)) => assert!(place.offset <= end),
                other => panic!("{name} at {percent} %: {other:?}"),
            }
        }
    }
}

#[test]
fn flipped_bytes_end_in_an_error_or_a_model() {
    let text = plan_text("changes").into_bytes();
    for (at, by) in (0..text.len()).step_by(3).zip((1..=255u8).cycle()) {
        let mut bytes = text.clone();
        bytes[at] ^= by;
        if let Err(error) = exercise(&bytes) {
            assert!(!error.to_string().is_empty());
        }
    }
}

/// The pointers to all values of a JSON value.
fn pointers(json: &Json, at: &str, into: &mut Vec<String>) {
    into.push(at.to_owned());
    match json {
        Json::Object(entries) => {
            for (key, entry) in entries {
                let key = super::locate::escaped(key);
                pointers(entry, &format!("{at}/{key}"), into);
            }
        }
        Json::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                pointers(element, &format!("{at}/{index}"), into);
            }
        }
        _ => {}
    }
}

#[test]
fn wrong_types_end_in_an_error_or_a_model() {
    let whole: Json = serde_json::from_str(&plan_text("changes")).unwrap();
    let mut all = Vec::new();
    pointers(&whole, "", &mut all);
    let wrong = [
        "null",
        "true",
        "-1e300",
        "\"x\"",
        "\"\"",
        "[]",
        "[[]]",
        "{}",
        "{\"a\":[\"b\"]}",
    ];
    let mut refused = 0;
    for pointer in &all {
        for wrong in wrong {
            let mut changed = whole.clone();
            *changed.pointer_mut(pointer).unwrap() = serde_json::from_str(wrong).unwrap();
            if let Err(error) = exercise(changed.to_string().as_bytes()) {
                refused += 1;
                if let InputError::Shape { path, .. } = &error {
                    assert!(!path.is_empty(), "{pointer} = {wrong}: {error}");
                }
            }
        }
    }
    assert!(refused > all.len(), "{refused} of {} refused", all.len());
}
