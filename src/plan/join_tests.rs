//! Joins with sources made by hand, whose locator says which path it was asked for.

use std::sync::Arc;

use super::{Plan, read};
use crate::model::{
    EditSite, Entity, EntityKind, Locate, Located, LocatedPart, Model, ProviderRef,
};
use crate::value::{Kind, Path, PathStep, Reason, Reference, Unknown, Value, from_json};

/// Puts the path it was asked for where a plan has its pointer.
#[derive(Debug)]
struct Echo;

impl Locate for Echo {
    fn locate(&self, _entity: &Entity, path: &Path) -> Located {
        Located {
            span: None,
            part: LocatedPart::Value,
            header: None,
            chain: Vec::new(),
            calls: Vec::new(),
            pointer: Some(path.to_string()),
        }
    }

    fn edit_site(&self, _entity: &Entity, _path: &Path) -> Option<EditSite> {
        None
    }
}

fn value(json: &str) -> Value {
    from_json(serde_json::from_str(json).unwrap())
}

fn set(value: &mut Value, name: &str, to: Value) {
    if let Kind::Mapping(_, entries) = &mut value.kind {
        Arc::make_mut(entries).insert(name.into(), to);
    }
}

fn source(address: &str, values: Value) -> Model {
    let entity = Entity {
        kind: EntityKind::Resource,
        type_name: "a_b".into(),
        name: "c".into(),
        address: address.into(),
        module: "".into(),
        block_address: address.into(),
        values,
        instances_unknown: true,
        provider: Some(ProviderRef {
            name: "a".into(),
            alias: None,
            majors: Some((3, 4)),
        }),
    };
    Model::new("source", vec![entity], Box::new(Echo))
}

/// A plan of `a_b.c[0]`, whose arguments are all written.
fn plan(after: &str, unknown: &str) -> Plan {
    let mut expressions = serde_json::Map::new();
    for side in [after, unknown] {
        let side: serde_json::Value = serde_json::from_str(side).unwrap();
        for name in side.as_object().unwrap().keys() {
            let expression = serde_json::json!({ "references": ["local.x"] });
            expressions.insert(name.clone(), expression);
        }
    }
    expressions.remove("computed");
    let expressions = serde_json::Value::Object(expressions);
    let text = format!(
        r#"{{"format_version":"1.2","resource_changes":[{{"address":"a_b.c[0]","mode":"managed","type":"a_b","name":"c","index":0,
        "change":{{"actions":["create"],"after":{after},"after_unknown":{unknown}}}}}],
        "configuration":{{"root_module":{{"resources":[{{"address":"a_b.c","mode":"managed","type":"a_b","name":"c","count_expression":{{}},
        "expressions":{expressions}}}]}}}}}}"#
    );
    read("plan", text.as_bytes()).unwrap()
}

fn joined(after: &str, unknown: &str, source_values: Value) -> Model {
    let (model, problems) = plan(after, unknown).join(source("a_b.c", source_values));
    assert_eq!(problems, []);
    model
}

fn values(model: &Model) -> &Value {
    &model.entities().next().unwrap().1.values
}

fn text(model: &Model) -> String {
    crate::value::to_json(values(model), &|_| "?".into()).to_string()
}

fn located(model: &Model, steps: &[PathStep]) -> (Option<String>, LocatedPart) {
    let entity = model.entities().next().unwrap().1;
    let located = model.locator().locate(entity, &Path(steps.to_vec()));
    (located.pointer, located.part)
}

#[test]
fn known_values_of_the_plan_win() {
    let written =
        value(r#"{"a": 2, "b": 3, "d_wo": "secret", "lifecycle": [{"prevent_destroy": true}]}"#);
    let planned = r#"{"a": 1, "b": null, "c": [], "d_wo": null, "computed": "x"}"#;
    let (model, problems) = plan(planned, "{}").join(source("a_b.c", written));
    assert_eq!(
        problems[0].message,
        "the source does not match the plan: 2 values differ (a_b.c[0].a, a_b.c[0].b)"
    );
    assert_eq!(
        text(&model),
        r#"{"a":1,"c":[],"computed":"x","d_wo":"secret","lifecycle":[{"prevent_destroy":true}]}"#
    );
    let entity = model.entities().next().unwrap().1;
    assert!(!entity.instances_unknown);
    assert_eq!(entity.provider.as_ref().unwrap().majors, Some((3, 4)));
}

#[test]
fn the_source_says_what_the_plan_does_not_know() {
    let mut written = value(r#"{"a": "known here"}"#);
    let reference = Reference {
        address: "a_b.d".into(),
        path: Path(vec![PathStep::Key("arn".into())]),
    };
    let exact = Unknown {
        reasons: vec![Reason::AfterApply("a_b.d.arn".into())],
        references: vec![reference],
        exact: true,
        ..Unknown::default()
    };
    set(&mut written, "b", exact.into());
    let model = joined(
        "{}",
        r#"{"a": true, "b": true, "c": true, "computed": true}"#,
        written,
    );
    let entries = values(&model).as_mapping().unwrap();
    assert_eq!(entries["a"].as_str(), Some("known here"));
    assert!(entries["b"].as_unknown().unwrap().exact);
    assert!(entries["c"].as_unknown().is_some());
    assert!(!entries.contains_key("computed"));
}

#[test]
fn sets_are_put_in_the_order_of_the_source() {
    let model = joined(
        r#"{"rule": [{"port": 22, "cidr": ["b", "a"]}, {"port": 80, "cidr": ["c"]}]}"#,
        "{}",
        value(r#"{"rule": [{"port": "80", "cidr": ["c"]}, {"port": "22", "cidr": ["a", "b"]}]}"#),
    );
    assert_eq!(
        text(&model),
        r#"{"rule":[{"cidr":["c"],"port":80},{"cidr":["a","b"],"port":22}]}"#
    );
    let path = [PathStep::Key("rule".into()), PathStep::Index(1)];
    assert_eq!(
        located(&model, &path),
        (Some("rule[1]".into()), LocatedPart::Value)
    );
}

#[test]
fn values_that_the_provider_writes_anew_do_not_part_blocks() {
    let model = joined(
        r#"{"rule": [{"port": 22, "protocol": "udp"}, {"port": 22, "protocol": "tcp"}]}"#,
        "{}",
        value(r#"{"rule": [{"port": 22, "protocol": "6"}, {"port": 22, "protocol": "udp"}]}"#),
    );
    assert_eq!(
        text(&model),
        r#"{"rule":[{"port":22,"protocol":"tcp"},{"port":22,"protocol":"udp"}]}"#
    );
}

#[test]
fn places_follow_elements_whose_number_differs() {
    // The second is no longer in the source's first place, and one was added since.
    let model = joined(
        r#"{"rule": [{"port": 22}, {"port": 99}]}"#,
        "{}",
        value(r#"{"rule": [{"port": 80}, {"port": 22}]}"#),
    );
    assert_eq!(text(&model), r#"{"rule":[{"port":22},{"port":99}]}"#);
    let path = |index| {
        [
            PathStep::Key("rule".into()),
            PathStep::Index(index),
            PathStep::Key("port".into()),
        ]
    };
    assert_eq!(
        located(&model, &path(0)),
        (Some("rule[1].port".into()), LocatedPart::Value)
    );
    assert_eq!(
        located(&model, &path(1)),
        (Some("rule".into()), LocatedPart::Container)
    );
}

#[test]
fn a_planned_number_of_blocks_meets_an_unknown_one() {
    let mut written = value("{}");
    let one = value(r#"[{"port": 22, "kept": true}]"#);
    let unknown = Unknown {
        reasons: vec![Reason::Variable("x".into())],
        content: Some(Box::new(one)),
        ..Unknown::default()
    };
    set(&mut written, "rule", unknown.into());
    let model = joined(r#"{"rule": [{"port": 22}, {"port": 23}]}"#, "{}", written);
    assert_eq!(text(&model), r#"{"rule":[{"port":22},{"port":23}]}"#);
}

#[test]
fn resources_without_source_keep_their_pointers() {
    let two = serde_json::json!({
        "format_version": "1.2",
        "resource_changes": (["c", "new"]).map(|name| serde_json::json!({
            "address": format!("a_b.{name}"), "mode": "managed", "type": "a_b", "name": name,
            "change": { "actions": ["create"], "after": { "a": 1 } },
        })),
    });
    let plan = read("plan", two.to_string().as_bytes()).unwrap();
    let (model, problems) = plan.join(source("a_b.c", value("{}")));
    assert_eq!(problems.len(), 1);
    assert!(!problems[0].fatal);
    assert_eq!(
        problems[0].message,
        "the source does not match the plan: 1 resource is not in the source (a_b.new)"
    );
    let (_, new) = model.entities().nth(1).unwrap();
    let path = Path(vec![PathStep::Key("a".into())]);
    let located = model.locator().locate(new, &path);
    let pointer = "/resource_changes/1/change/after/a";
    assert_eq!(located.pointer.as_deref(), Some(pointer));
    assert_eq!(located.part, LocatedPart::Nowhere);
}

#[test]
fn a_plan_of_something_else_is_judged_alone() {
    let (model, problems) = plan(r#"{"a": 1}"#, "{}").join(source("a_b.other", value("{}")));
    assert_eq!(problems.len(), 1);
    assert_eq!(
        problems[0].message,
        "no resource of the plan is in source, so the plan is judged alone"
    );
    assert_eq!(model.entities().count(), 1);
}
