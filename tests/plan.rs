//! Plans that the real Terraform made, joined to the source beside them.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its case should stop"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use cldlint::config::{Disk, ModelOptions, OpenOptions, Workspace};
use cldlint::model::{Entity, EntityKind, Model, Need, Problem};
use cldlint::plan::Plan;
use cldlint::text::{Sources, Span};
use cldlint::value::{Kind, Path as ValuePath, PathStep, Value};

fn read(name: &str) -> Plan {
    let file = Path::new("testdata/plan").join(name).join("plan.json");
    cldlint::plan::read(name, &std::fs::read(file).unwrap()).unwrap()
}

fn source(directory: &Path, plan: &Plan) -> (Arc<Workspace>, Model) {
    let workspace = Arc::new(Workspace::open(
        Arc::new(Disk),
        &[directory.to_path_buf()],
        OpenOptions::default(),
    ));
    let root = workspace.root_at(directory).unwrap();
    let options = ModelOptions {
        wanted: &|_, _| Need::Values,
        reads: &|_, _| None,
        variables: plan.variables().clone(),
        ..ModelOptions::default()
    };
    let (source, _) = workspace.model(&root, &options);
    (workspace, source)
}

fn joined(name: &str) -> (Arc<Workspace>, Model, Vec<Problem>) {
    let plan = read(name);
    let (workspace, source) = source(&Path::new("testdata/plan").join(name), &plan);
    let (model, problems) = plan.join(source);
    (workspace, model, problems)
}

fn place(sources: &Sources, span: Option<Span>) -> String {
    span.map_or_else(String::new, |span| {
        let source = sources.get(span.file());
        let position = source.position(span.range().start());
        let name = PathBuf::from(source.path());
        let name = name.file_name().unwrap().to_string_lossy().into_owned();
        format!("{name}:{}:{}", position.line, position.column)
    })
}

/// All arguments, one a line, each with its place in the source.
fn show(workspace: &Workspace, model: &Model) -> String {
    let mut text = String::new();
    for (_, entity) in model.entities() {
        let located = model.locator().locate(entity, &ValuePath::default());
        let kind = format!("{:?}", entity.kind).to_lowercase();
        let at = place(workspace.sources(), located.span);
        writeln!(text, "{kind} {} @ {at}", entity.address).unwrap();
        show_value(
            &mut text,
            workspace,
            model,
            entity,
            &ValuePath::default(),
            &entity.values,
        );
    }
    text
}

fn show_value(
    text: &mut String,
    workspace: &Workspace,
    model: &Model,
    entity: &Entity,
    path: &ValuePath,
    value: &Value,
) {
    let mut inside = |step: PathStep, part: &Value| {
        show_value(text, workspace, model, entity, &path.child(step), part);
    };
    let shown = match &value.kind {
        Kind::Mapping(_, entries) if !entries.is_empty() => {
            for (key, part) in entries.iter() {
                inside(PathStep::Key(key.clone()), part);
            }
            return;
        }
        Kind::Sequence(_, elements) if !elements.is_empty() => {
            for (index, part) in elements.iter().enumerate() {
                inside(PathStep::Index(index), part);
            }
            return;
        }
        Kind::Mapping(..) => "{}".to_owned(),
        Kind::Sequence(..) => "[]".to_owned(),
        Kind::Null => "null".to_owned(),
        Kind::Bool(truth) => truth.to_string(),
        Kind::Number(number) => number.to_string(),
        Kind::String(string) => format!("{string:?}"),
        Kind::Unknown(unknown) => {
            let reasons: Vec<_> = unknown.reasons.iter().map(ToString::to_string).collect();
            let references = unknown
                .references
                .iter()
                .map(|reference| format!(" <{} | {}>", reference.address, reference.path));
            let exact = if unknown.exact { " exact" } else { "" };
            let content = if unknown.content.is_some() {
                " with content"
            } else {
                ""
            };
            format!(
                "? {}{}{exact}{content}",
                reasons.join("; "),
                references.collect::<String>()
            )
        }
    };
    let located = model.locator().locate(entity, path);
    let at = place(workspace.sources(), located.span);
    let sensitive = if value.marks.sensitive {
        "sensitive "
    } else {
        ""
    };
    writeln!(
        text,
        "  {path} = {sensitive}{shown} @ {:?} {at}",
        located.part
    )
    .unwrap();
}

/// Compares with a file of expected text; with `BLESS` set in the environment, writes it instead.
fn expect_file(file: &Path, actual: &str) {
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
fn joined_models() {
    for name in ["values", "modules", "changes"] {
        let (workspace, model, problems) = joined(name);
        assert_eq!(problems, []);
        let file = Path::new("testdata/plan").join(name).join("joined.txt");
        expect_file(&file, &show(&workspace, &model));
    }
}

/// What the source claims to know, the plan that Terraform made of it says too.
#[test]
fn source_and_plan_agree_in_what_both_know() {
    let mut plans = Vec::new();
    find_plans(Path::new("testdata"), &mut plans);
    assert!(plans.len() > 10, "only {} plans", plans.len());
    let mut differ = Vec::new();
    for file in plans {
        let directory = file.parent().unwrap();
        let plan = cldlint::plan::read("plan", &std::fs::read(&file).unwrap()).unwrap();
        let source = source(directory, &plan).1;
        let (planned, _) = plan.into_model();
        let twins: BTreeMap<_, _> = planned
            .entities()
            .filter(|(_, twin)| twin.kind == EntityKind::Resource)
            .map(|(_, twin)| (&*twin.address, twin))
            .collect();
        for (_, entity) in source.entities() {
            if entity.kind != EntityKind::Resource || entity.instances_unknown {
                continue;
            }
            let at = format!("{}: {}", directory.display(), entity.address);
            match twins.get(&*entity.address) {
                Some(twin) => compare(&entity.values, &twin.values, &at, &mut differ),
                None => differ.push(format!("{at} is not in the plan")),
            }
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

fn find_plans(directory: &Path, into: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = std::fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            // The plans of `testdata/configurations` are cut down to values; their own test compares all of them.
            if path != Path::new("testdata/configurations") {
                find_plans(&path, into);
            }
        } else if path.file_name().is_some_and(|name| name == "plan.json") {
            into.push(path);
        }
    }
}

fn compare(source: &Value, plan: &Value, at: &str, differ: &mut Vec<String>) {
    match (&source.kind, &plan.kind) {
        (Kind::Mapping(_, source), Kind::Mapping(_, plan)) => {
            for (key, value) in source.iter() {
                if key.as_ref() == "lifecycle" {
                    continue;
                }
                let at = format!("{at}.{key}");
                match plan.get(key) {
                    Some(twin) => compare(value, twin, &at, differ),
                    None if value.is_null() || value.as_unknown().is_some() => {}
                    None => differ.push(format!("{at} is not in the plan")),
                }
            }
        }
        // The elements of sets are in another order; their number is the same.
        (Kind::Sequence(_, source), Kind::Sequence(_, plan)) => {
            if source.len() != plan.len() {
                differ.push(format!(
                    "{at}: {} and {} elements",
                    source.len(),
                    plan.len()
                ));
            }
        }
        (Kind::Unknown(_), _) | (_, Kind::Unknown(_)) => {}
        (Kind::String(a), Kind::String(b)) if same_json(a, b) => {}
        // The provider names protocols.
        (Kind::String(a), Kind::String(b)) if (&**a, &**b) == ("6", "tcp") => {}
        _ => {
            if source.equals(plan, cldlint::value::Strictness::Lenient) == Some(false) {
                differ.push(format!(
                    "{at}: {source:?} in the source, {plan:?} in the plan"
                ));
            }
        }
    }
}

/// Whether two texts are the same JSON: providers write policies anew.
fn same_json(a: &str, b: &str) -> bool {
    let parse = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
    parse(a).is_some_and(|a| Some(a) == parse(b))
}
