//! Small configurations in memory.

use std::path::PathBuf;
use std::sync::Arc;

use crate::model::{EditSite, Entity, LocatedPart, Model, Need, Problem};
use crate::value::{Path, PathStep, Value, to_json};

use super::{Memory, ModelOptions, OpenOptions, Workspace};

fn open_at(files: &[(&str, &str)], paths: &[&str]) -> Arc<Workspace> {
    let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
    let files: Memory = files.iter().copied().collect();
    Arc::new(Workspace::open(
        Arc::new(files),
        &paths,
        OpenOptions::default(),
    ))
}

fn roots(files: &[(&str, &str)], paths: &[&str]) -> Vec<String> {
    open_at(files, paths)
        .roots()
        .iter()
        .map(|root| root.shown.to_string())
        .collect()
}

fn model_of(workspace: &Arc<Workspace>) -> (Model, Vec<Problem>) {
    let options = ModelOptions {
        wanted: &|_, _| Need::Values,
        reads: &|_, _| None,
        ..ModelOptions::default()
    };
    workspace.model(&workspace.roots()[0], &options)
}

fn model(files: &[(&str, &str)]) -> (Arc<Workspace>, Model) {
    let workspace = open_at(files, &[""]);
    assert!(
        workspace.problems().is_empty(),
        "{:?}",
        workspace.problems()
    );
    let (model, _) = model_of(&workspace);
    (workspace, model)
}

fn entity<'m>(model: &'m Model, address: &str) -> &'m Entity {
    let found = model.entities().find(|(_, e)| &*e.address == address);
    found.unwrap_or_else(|| panic!("no {address}")).1
}

fn json(value: &Value) -> String {
    to_json(value, &|value| match value.as_unknown() {
        Some(unknown) => {
            let reasons: Vec<String> = unknown.reasons.iter().map(ToString::to_string).collect();
            format!("<{}>", reasons.join("; ")).into()
        }
        None => "(sensitive)".into(),
    })
    .to_string()
}

fn path(text: &str) -> Path {
    Path(
        text.split(['.', '['])
            .map(|part| {
                part.strip_suffix(']').map_or_else(
                    || PathStep::Key(part.into()),
                    |index| PathStep::Index(index.parse().unwrap()),
                )
            })
            .collect(),
    )
}

/// What is marked for a path, and the chain: `text` and `label: text`.
fn located(workspace: &Workspace, model: &Model, address: &str, at: &str) -> Vec<String> {
    let located = model.locator().locate(entity(model, address), &path(at));
    let text = |span| workspace.sources().slice(span).to_owned();
    let mut lines = vec![located.span.map(text).unwrap_or_default()];
    for place in &located.chain {
        lines.push(format!("{}: {}", place.label, text(place.span)));
    }
    lines
}

#[test]
fn called_modules_are_no_roots() {
    let files = [
        ("main.tf", "module \"a\" {\n  source = \"./modules/a\"\n}\n"),
        ("modules/a/main.tf", ""),
        (
            "other/main.tf",
            "module \"a\" {\n  source = \"../modules/a\"\n}\n",
        ),
    ];
    assert_eq!(roots(&files, &[""]), [".", "other"]);
    assert_eq!(roots(&files, &["modules"]), ["modules/a"]);
    assert_eq!(roots(&files, &["modules/a"]), ["modules/a"]);
}

#[test]
fn a_circle_of_modules_has_a_root() {
    let files = [
        ("a/main.tf", "module \"b\" {\n  source = \"../b\"\n}\n"),
        ("b/main.tf", "module \"a\" {\n  source = \"../a\"\n}\n"),
    ];
    assert_eq!(roots(&files, &[""]), ["a"]);
    let workspace = open_at(&files, &[""]);
    let (_, problems) = model_of(&workspace);
    assert_eq!(problems.len(), 1);
}

#[test]
fn modules_outside_the_path_are_loaded() {
    let files = [
        (
            "live/main.tf",
            "module \"a\" {\n  source = \"../modules/a\"\n}\n",
        ),
        (
            "modules/a/main.tf",
            "resource \"x_y\" \"z\" {\n  module = path.module\n}\n",
        ),
    ];
    let workspace = open_at(&files, &["live"]);
    let (model, _) = model_of(&workspace);
    let resource = entity(&model, "module.a.x_y.z");
    assert_eq!(json(&resource.values), r#"{"module":"../modules/a"}"#);
}

#[test]
fn nothing_found_is_said() {
    let workspace = open_at(&[("readme.md", "")], &["", "nowhere"]);
    let messages: Vec<&str> = workspace
        .problems()
        .iter()
        .map(|problem| problem.message.as_str())
        .collect();
    assert_eq!(
        messages,
        [
            "no such file or directory",
            "no Terraform configuration found here or below"
        ]
    );
}

#[test]
fn chains_lead_to_where_the_value_was_written() {
    let (workspace, model) = model(&[
        (
            "main.tf",
            "variable \"production\" {\n  type = bool\n}\nlocals {\n  production = var.production\n}\nmodule \"disk\" {\n  source   = \"./disk\"\n  for_each = { eu = \"a\" }\n  encrypt  = local.production\n  zone     = each.value\n}\n",
        ),
        ("prod.auto.tfvars", "production = false\n"),
        (
            "disk/main.tf",
            "variable \"encrypt\" {\n  default = true\n}\nvariable \"zone\" {}\nvariable \"size\" {\n  default = 8\n}\nresource \"aws_ebs_volume\" \"data\" {\n  availability_zone = var.zone\n  encrypted         = var.encrypt\n  size              = var.size + 1\n}\n",
        ),
    ]);
    let address = "module.disk[\"eu\"].aws_ebs_volume.data";
    assert_eq!(
        json(&entity(&model, address).values),
        r#"{"availability_zone":"a","encrypted":false,"size":9}"#
    );
    assert_eq!(
        located(&workspace, &model, address, "encrypted"),
        [
            "var.encrypt",
            "passed in by module.disk[\"eu\"]: local.production",
            "local.production: var.production",
            "set here: false",
        ]
    );
    assert_eq!(
        located(&workspace, &model, address, "size"),
        ["var.size + 1", "default of var.size: 8"]
    );
    assert_eq!(
        located(&workspace, &model, address, "availability_zone"),
        [
            "var.zone",
            "passed in by module.disk[\"eu\"]: each.value",
            "`for_each` goes over this, here \"eu\": \"a\"",
        ]
    );
    let absent = model
        .locator()
        .locate(entity(&model, address), &path("kms_key_id"));
    assert_eq!(absent.part, LocatedPart::Header);
    assert_eq!(
        workspace.sources().slice(absent.span.unwrap()),
        "resource \"aws_ebs_volume\" \"data\""
    );
    assert_eq!(absent.calls.len(), 1);
}

#[test]
fn blocks_and_dynamic_blocks_are_located() {
    let (workspace, model) = model(&[(
        "main.tf",
        "locals {\n  ports = [22, 443]\n}\nresource \"aws_security_group\" \"g\" {\n  ingress {\n    from_port = 1\n  }\n  dynamic \"ingress\" {\n    for_each = local.ports\n    content {\n      from_port = ingress.value\n    }\n  }\n}\n",
    )]);
    let address = "aws_security_group.g";
    assert_eq!(
        json(&entity(&model, address).values),
        r#"{"ingress":[{"from_port":1},{"from_port":22},{"from_port":443}]}"#
    );
    assert_eq!(
        located(&workspace, &model, address, "ingress[2].from_port"),
        [
            "ingress.value",
            "`ingress` goes over this: local.ports",
            "local.ports: 443"
        ]
    );
    assert_eq!(
        located(&workspace, &model, address, "ingress[0].to_port"),
        ["ingress"]
    );
}

#[test]
fn statements_are_located_where_they_are_written() {
    let (workspace, model) = model(&[(
        "main.tf",
        r#"
data "aws_iam_policy_document" "d" {
  statement {
    sid       = "One"
    actions   = ["a:x", "b:y"]
    resources = ["*"]
  }
}
resource "aws_iam_policy" "data" {
  policy = data.aws_iam_policy_document.d.json
}
resource "aws_iam_policy" "encoded" {
  policy = jsonencode({ Statement = [{ Action = "z:*" }] })
}
resource "aws_iam_policy" "heredoc" {
  policy = <<-EOT
    {"Statement": [{"Action": ["x", "q:*"]}]}
  EOT
}
"#,
    )]);
    assert_eq!(
        located(
            &workspace,
            &model,
            "aws_iam_policy.data",
            "policy.Statement[0].Action[0]"
        ),
        ["\"b:y\"", "used here: data.aws_iam_policy_document.d.json"]
    );
    assert_eq!(
        located(
            &workspace,
            &model,
            "aws_iam_policy.encoded",
            "policy.Statement[0].Action"
        ),
        ["\"z:*\""]
    );
    assert_eq!(
        located(
            &workspace,
            &model,
            "aws_iam_policy.heredoc",
            "policy.Statement[0].Action[1]"
        ),
        ["\"q:*\""]
    );
}

#[test]
fn references_between_resources() {
    let (_, model) = model(&[(
        "main.tf",
        r#"
resource "aws_kms_key" "k" {
  count               = 2
  enable_key_rotation = true
}
resource "x_one" "a" {
  first   = aws_kms_key.k[0].arn
  all     = aws_kms_key.k[*].key_id
  rotated = aws_kms_key.k[1].enable_key_rotation
  name    = "n"
}
resource "x_two" "b" {
  name = x_one.a.name
  key  = x_one.a.first
}
"#,
    )]);
    assert_eq!(
        json(&entity(&model, "x_one.a").values),
        r#"{"all":["<aws_kms_key.k[0].key_id is known after apply>","<aws_kms_key.k[1].key_id is known after apply>"],"first":"<aws_kms_key.k[0].arn is known after apply>","name":"n","rotated":true}"#
    );
    let two = entity(&model, "x_two.b").values.as_mapping().unwrap();
    assert_eq!(two["name"].as_str(), Some("n"));
    let key = two["key"].as_unknown().unwrap();
    assert!(key.exact && key.not_null);
    assert_eq!(key.prefix.as_deref(), Some("arn:"));
    let references: Vec<String> = key
        .references
        .iter()
        .map(|reference| format!("{}.{}", reference.address, reference.path))
        .collect();
    assert_eq!(references, ["aws_kms_key.k[0].arn", "x_one.a.first"]);
}

#[test]
fn edits_go_where_the_attribute_is_or_would_be() {
    let (workspace, model) = model(&[(
        "main.tf",
        "resource \"x_y\" \"z\" {\n  name = \"a\"\n  long_name = var.x\n\n  block {\n    a = 1\n  }\n}\nvariable \"x\" {}\n",
    )]);
    let site = |at| {
        model
            .locator()
            .edit_site(entity(&model, "x_y.z"), &path(at))
    };
    match site("name") {
        Some(EditSite::Replace(span)) => assert_eq!(workspace.sources().slice(span), "\"a\""),
        other => panic!("{other:?}"),
    }
    assert_eq!(site("long_name"), None);
    match site("block[0].longer") {
        Some(EditSite::Insert {
            indent,
            blocks,
            name,
            ..
        }) => {
            assert_eq!(indent, "    ");
            assert!(blocks.is_empty());
            assert_eq!(name, "longer");
        }
        other => panic!("{other:?}"),
    }
    match site("other[0].inner[0].a") {
        Some(EditSite::Insert { blocks, name, .. }) => {
            assert_eq!(blocks, ["other", "inner"]);
            assert_eq!(name, "a");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn missing_modules_are_said_once_and_unknown() {
    let workspace = open_at(
        &[(
            "main.tf",
            "module \"vpc\" {\n  source  = \"terraform-aws-modules/vpc/aws\"\n  version = \"5.0.0\"\n}\nresource \"x_y\" \"z\" {\n  vpc = module.vpc.vpc_id\n}\n",
        )],
        &[""],
    );
    let (model, problems) = model_of(&workspace);
    assert_eq!(problems.len(), 1);
    assert!(!problems[0].fatal);
    assert_eq!(
        json(&entity(&model, "x_y.z").values),
        r#"{"vpc":"<the source of module.vpc is not here>"}"#
    );
}

#[test]
fn broken_blocks_are_left_out() {
    let workspace = open_at(
        &[(
            "main.tf",
            "resource \"x_y\" \"bad\" {\n  a = = 1\n}\nresource \"x_y\" \"good\" {\n  a = 1\n  b = x_y.bad.c\n}\n",
        )],
        &[""],
    );
    assert_eq!(workspace.problems().len(), 1);
    let (model, _) = model_of(&workspace);
    assert_eq!(
        json(&entity(&model, "x_y.good").values),
        r#"{"a":1,"b":"<the expression could not be read>"}"#
    );
    assert!(model.entities().all(|(_, e)| &*e.address != "x_y.bad"));
}

#[test]
fn circles_end() {
    let (_, model) = model(&[(
        "main.tf",
        "locals {\n  a = local.b\n  b = local.a\n}\nresource \"x_y\" \"z\" {\n  a = local.a\n  count = length(x_y.z)\n}\n",
    )]);
    let resource = entity(&model, "x_y.z");
    assert!(resource.instances_unknown);
    assert!(resource.values.as_mapping().unwrap()["a"].is_unknown());
}

#[test]
fn provider_versions_and_aliases() {
    let (_, model) = model(&[
        (
            "main.tf",
            "terraform {\n  required_providers {\n    aws = {\n      source  = \"hashicorp/aws\"\n      version = \">= 4.0, < 6\"\n    }\n  }\n}\nprovider \"aws\" {\n  alias  = \"west\"\n  region = \"us-west-2\"\n}\nmodule \"m\" {\n  source = \"./m\"\n  providers = {\n    aws = aws.west\n  }\n}\n",
        ),
        ("m/main.tf", "resource \"aws_x\" \"y\" {}\n"),
    ]);
    let provider = entity(&model, "module.m.aws_x.y").provider.clone().unwrap();
    assert_eq!(provider.alias.as_deref(), Some("west"));
    assert_eq!(provider.majors, Some((4, 5)));
    assert_eq!(
        json(&entity(&model, "provider.aws.west").values),
        r#"{"alias":"west","region":"us-west-2"}"#
    );
}

#[test]
fn long_chains_of_definitions_end() {
    use std::fmt::Write as _;
    let mut text = String::from("locals {\n  a0 = \"x\"\n");
    for index in 1..20_000 {
        writeln!(text, "  a{index} = [local.a{}]", index - 1).unwrap();
    }
    text.push_str("}\nresource \"x_y\" \"z\" {\n  near = local.a50\n  far = local.a19999\n}\n");
    let (_, model) = model(&[("main.tf", &text)]);
    let values = entity(&model, "x_y.z").values.as_mapping().unwrap();
    assert!(!values["near"].has_unknown());
    assert!(values["far"].has_unknown());
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let files: Vec<(String, String)> = (0..40)
        .map(|index| {
            let name = format!("d{}/f{index}.tf", index % 7);
            let text = format!("resource \"x_y\" \"r{index}\" {{\n  a = = {index}\n}}\n");
            (name, text)
        })
        .collect();
    let open = |threads| {
        let memory: Memory = files.iter().map(|(a, b)| (a.as_str(), b)).collect();
        let paths = [PathBuf::new()];
        let workspace = Workspace::open(Arc::new(memory), &paths, OpenOptions { threads });
        let sources = workspace.sources().all().iter();
        let names: Vec<String> = sources.map(|source| source.path().to_owned()).collect();
        (names, workspace.problems().to_vec())
    };
    assert_eq!(open(1), open(8));
}

#[test]
fn json_configuration() {
    let (workspace, model) = model(&[(
        "main.tf.json",
        r#"{
  "variable": {"on": {"type": "bool", "default": false}},
  "locals": {"name": "n-${var.on}"},
  "resource": {
    "aws_s3_bucket": {
      "b": {"bucket": "${local.name}", "lifecycle": {"prevent_destroy": true}}
    },
    "aws_security_group": {
      "g": {"dynamic": {"ingress": {"for_each": {"ssh": 22}, "content": {"from_port": "${ingress.value}"}}}}
    },
    "aws_s3_bucket_versioning": {
      "v": {"versioning_configuration": {"status": "Enabled"}, "tags": {"a": "b"}, "bucket": "b"}
    }
  }
}"#,
    )]);
    assert_eq!(
        json(&entity(&model, "aws_s3_bucket.b").values),
        r#"{"bucket":"n-false","lifecycle":[{"prevent_destroy":true}]}"#
    );
    assert_eq!(
        json(&entity(&model, "aws_security_group.g").values),
        r#"{"ingress":[{"from_port":22}]}"#
    );
    assert_eq!(
        json(&entity(&model, "aws_s3_bucket_versioning.v").values),
        r#"{"bucket":"b","tags":{"a":"b"},"versioning_configuration":[{"status":"Enabled"}]}"#
    );
    let status = "versioning_configuration[0].status";
    assert_eq!(
        located(&workspace, &model, "aws_s3_bucket_versioning.v", status),
        ["\"Enabled\""]
    );
    assert_eq!(
        located(&workspace, &model, "aws_s3_bucket.b", "bucket"),
        [
            "\"${local.name}\"",
            "local.name: \"n-${var.on}\"",
            "default of var.on: false"
        ]
    );
}

#[test]
fn override_files_change_what_others_declare() {
    let (_, model) = model(&[
        (
            "main.tf",
            "resource \"x_y\" \"z\" {\n  a = 1\n  b = 2\n  block {\n    c = 3\n  }\n}\n",
        ),
        (
            "override.tf",
            "resource \"x_y\" \"z\" {\n  b = 4\n  block {\n    d = 5\n  }\n}\n",
        ),
    ]);
    assert_eq!(
        json(&entity(&model, "x_y.z").values),
        r#"{"a":1,"b":4,"block":[{"d":5}]}"#
    );
}

#[test]
fn files_are_read_within_the_repository_only() {
    let (_, model) = model(&[
        ("templates/t.tpl", "hello ${name}"),
        (
            "main.tf",
            "resource \"x_y\" \"z\" {\n  a = templatefile(\"${path.module}/templates/t.tpl\", { name = \"you\" })\n  b = fileexists(\"nothing\")\n  c = file(\"/etc/hostname\")\n}\n",
        ),
    ]);
    assert_eq!(
        json(&entity(&model, "x_y.z").values),
        r#"{"a":"hello you","b":false,"c":"<a file outside the repository is not evaluated>"}"#
    );
}

#[test]
fn override_files_change_providers_and_settings() {
    let (_, model) = model(&[
        (
            "main.tf",
            r#"
terraform {
  required_version = ">= 1.0"
  required_providers {
    aws    = { source = "hashicorp/aws", version = "~> 4.0" }
    random = { source = "hashicorp/random" }
  }
  backend "s3" {
    bucket = "b"
  }
}
provider "aws" {
  region = "eu-west-1"
}
provider "aws" {
  alias  = "west"
  region = "eu-west-2"
  default_tags {
    tags = { a = "a" }
  }
}
resource "aws_x" "y" {
  provider = aws.west
  lifecycle {
    prevent_destroy       = true
    create_before_destroy = true
  }
}
"#,
        ),
        (
            "x_override.tf",
            r#"
terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 5.0" }
  }
  cloud {
    organization = "o"
  }
}
provider "aws" {
  alias  = "west"
  region = "us-west-2"
}
provider "google" {
  region = "europe-west1"
}
resource "aws_x" "y" {
  lifecycle {
    prevent_destroy = false
  }
}
"#,
        ),
    ]);
    let values = |address| json(&entity(&model, address).values);
    assert_eq!(
        values("terraform"),
        r#"{"cloud":[{"organization":"o"}],"required_providers":[{"aws":{"source":"hashicorp/aws","version":"~> 5.0"},"random":{"source":"hashicorp/random"}}],"required_version":">= 1.0"}"#
    );
    assert_eq!(values("provider.aws"), r#"{"region":"eu-west-1"}"#);
    assert_eq!(
        values("provider.aws.west"),
        r#"{"alias":"west","default_tags":[{"tags":{"a":"a"}}],"region":"us-west-2"}"#
    );
    assert_eq!(values("provider.google"), r#"{"region":"europe-west1"}"#);
    assert_eq!(
        values("aws_x.y"),
        r#"{"lifecycle":[{"create_before_destroy":true,"prevent_destroy":false}]}"#
    );
    let provider = entity(&model, "aws_x.y").provider.clone().unwrap();
    assert_eq!(provider.majors, Some((5, 5)));
}

#[test]
fn an_override_file_needs_something_to_change() {
    let workspace = open_at(
        &[
            ("main.tf", "resource \"x_y\" \"z\" {}\n"),
            (
                "override.tf",
                "resource \"x_y\" \"other\" {}\nlocals {\n  a = 1\n}\nprovider \"x\" {\n  alias = \"b\"\n}\n",
            ),
        ],
        &[""],
    );
    let messages: Vec<&str> = workspace.problems().iter().map(|p| &*p.message).collect();
    assert_eq!(messages.len(), 3, "{messages:?}");
    for name in ["x_y.other", "local.a", "provider.x.b"] {
        assert!(
            messages.iter().any(|message| message.contains(name)),
            "{name}"
        );
    }
}

#[test]
fn files_of_opentofu_are_read_instead_of_their_twins() {
    let (_, model) = model(&[
        (
            "a.tf",
            "resource \"x_y\" \"a\" {\n  of = \"terraform\"\n}\n",
        ),
        ("a.tofu", "resource \"x_y\" \"a\" {\n  of = \"tofu\"\n}\n"),
        (
            "b.tf.json",
            "{\"resource\": {\"x_y\": {\"b\": {\"of\": \"terraform\"}}}}",
        ),
        (
            "b.tofu.json",
            "{\"resource\": {\"x_y\": {\"b\": {\"of\": \"tofu\"}}}}",
        ),
        (
            "c.tf",
            "resource \"x_y\" \"c\" {\n  of = \"terraform\"\n}\n",
        ),
        (
            "override.tf",
            "resource \"x_y\" \"c\" {\n  of = \"no\"\n}\n",
        ),
        (
            "override.tofu",
            "resource \"x_y\" \"c\" {\n  to = \"tofu\"\n}\n",
        ),
        (
            "t_override.tofu.json",
            "{\"resource\": {\"x_y\": {\"a\": {\"to\": \"json\"}}}}",
        ),
    ]);
    let values = |address| json(&entity(&model, address).values);
    assert_eq!(values("x_y.a"), r#"{"of":"tofu","to":"json"}"#);
    assert_eq!(values("x_y.b"), r#"{"of":"tofu"}"#);
    assert_eq!(values("x_y.c"), r#"{"of":"terraform","to":"tofu"}"#);
}

#[test]
fn tests_and_stacks_are_left_out() {
    let workspace = open_at(
        &[
            ("main.tf", ""),
            ("tests/main.tftest.hcl", "run \"a\" {}\n"),
            ("main.tfstack.hcl", "component \"a\" {}\n"),
            ("list.tfquery.hcl", "list \"a\" \"b\" {}\n"),
        ],
        &[""],
    );
    assert_eq!(workspace.problems(), []);
    let notes: Vec<(&str, &str)> = workspace
        .left_out()
        .iter()
        .map(|note| (note.path.as_deref().unwrap(), &*note.message))
        .collect();
    assert_eq!(
        notes,
        [
            ("list.tfquery.hcl", "queries are not judged"),
            ("main.tfstack.hcl", "components of stacks are not judged"),
            ("tests/main.tftest.hcl", "tests are not judged"),
        ]
    );
}

#[test]
fn providers_may_have_instances() {
    let (_, model) = model(&[
        (
            "main.tf",
            r#"
locals {
  regions = toset(["eu-west-1", "us-east-1"])
}
provider "aws" {
  alias    = "by_region"
  for_each = local.regions
  region   = each.value
}
resource "aws_x" "y" {
  for_each = local.regions
  provider = aws.by_region[each.key]
}
module "m" {
  source   = "./m"
  for_each = local.regions
  providers = {
    aws      = aws.by_region[each.key]
    aws.west = aws.by_region["us-east-1"]
  }
}
"#,
        ),
        (
            "m/main.tf.json",
            r#"{"resource": {"aws_x": {"near": {}, "far": {"provider": "aws.west"}}}}"#,
        ),
    ]);
    assert_eq!(
        json(&entity(&model, "provider.aws.by_region[\"eu-west-1\"]").values),
        r#"{"alias":"by_region","region":"eu-west-1"}"#
    );
    let alias = |address| entity(&model, address).provider.clone().unwrap().alias;
    for (address, expected) in [
        ("aws_x.y[\"eu-west-1\"]", "by_region[\"eu-west-1\"]"),
        (
            "module.m[\"eu-west-1\"].aws_x.near",
            "by_region[\"eu-west-1\"]",
        ),
        (
            "module.m[\"us-east-1\"].aws_x.near",
            "by_region[\"us-east-1\"]",
        ),
        (
            "module.m[\"eu-west-1\"].aws_x.far",
            "by_region[\"us-east-1\"]",
        ),
    ] {
        assert_eq!(alias(address).as_deref(), Some(expected), "{address}");
    }
}

#[test]
fn resources_and_modules_may_be_switched_off() {
    let (_, model) = model(&[
        (
            "main.tofu",
            r#"
variable "later" {}
resource "x_y" "on" {
  a = 1
  lifecycle {
    enabled = true
  }
}
resource "x_y" "off" {
  lifecycle {
    enabled = "false"
  }
}
resource "x_y" "perhaps" {
  a = 2
  lifecycle {
    enabled = var.later
  }
}
module "off" {
  source = "./m"
  lifecycle {
    enabled = false
  }
}
module "on" {
  source = "./m"
  lifecycle {
    enabled = true
  }
}
resource "x_z" "z" {
  on      = x_y.on.a
  off     = x_y.off == null
  caught  = try(x_y.off.id, "none")
  perhaps = x_y.perhaps.a
  is      = x_y.perhaps == null
  module  = [module.off == null, try(module.off.a, "none"), module.on.a]
}
"#,
        ),
        ("m/main.tf", "output \"a\" {\n  value = 3\n}\n"),
    ]);
    let addresses: Vec<&str> = model.entities().map(|(_, e)| &*e.address).collect();
    assert!(!addresses.contains(&"x_y.off"), "{addresses:?}");
    assert!(!addresses.contains(&"module.off"), "{addresses:?}");
    assert!(!entity(&model, "x_y.on").instances_unknown);
    assert!(entity(&model, "x_y.perhaps").instances_unknown);
    let values = entity(&model, "x_z.z").values.as_mapping().unwrap();
    let shown = |name| json(&values[name]);
    assert_eq!(shown("on"), "1");
    assert_eq!(shown("off"), "true");
    assert_eq!(shown("caught"), r#""none""#);
    assert_eq!(shown("perhaps"), "2");
    assert!(values["is"].is_unknown());
    assert_eq!(shown("module"), r#"[true,"none",3]"#);
}

#[test]
fn sources_may_be_computed() {
    let files = [
        (
            "live/main.tofu",
            r#"
variable "kind" {
  default = "small"
}
locals {
  modules = "../modules"
}
module "disk" {
  source = "${local.modules}/${var.kind}"
}
module "unknown" {
  source = "../modules/${var.nobody}"
}
module "remote" {
  source = "git::https://example.com/m.git?ref=${var.kind}"
}
module "circle" {
  source = "../modules/${module.circle.kind}"
}
variable "nobody" {}
"#,
        ),
        (
            "modules/small/main.tf",
            "variable \"size\" {\n  default = \"inner\"\n}\nmodule \"in\" {\n  source = \"../${var.size}\"\n}\n",
        ),
        ("modules/inner/main.tf", "resource \"x_y\" \"z\" {}\n"),
        ("modules/large/main.tf", "resource \"x_y\" \"z\" {}\n"),
    ];
    assert_eq!(roots(&files, &[""]), ["live", "modules/large"]);
    let workspace = open_at(&files, &["live"]);
    let (model, problems) = model_of(&workspace);
    entity(&model, "module.disk.module.in.x_y.z");
    let messages: Vec<&str> = problems.iter().map(|problem| &*problem.message).collect();
    assert_eq!(messages.len(), 3, "{messages:?}");
    for part in ["../modules/${var.nobody}", "?ref=small", "module.circle"] {
        assert!(
            messages.iter().any(|message| message.contains(part)),
            "{messages:?}"
        );
    }
}

#[test]
fn fetched_modules_are_found_by_their_calls() {
    let manifest = r#"{"Modules": [
        {"Key": "", "Source": "", "Dir": "."},
        {"Key": "net", "Source": "registry.terraform.io/a/net/aws", "Version": "5.1.0", "Dir": ".terraform/modules/net"},
        {"Key": "net.sub", "Source": "git::https://example.com/sub.git?ref=v1", "Dir": ".terraform/modules/net.sub/deep"},
        {"Key": "old", "Source": "registry.terraform.io/a/old/aws", "Version": "1.0.0", "Dir": ".terraform/modules/old"},
        {"Key": "moved", "Source": "registry.terraform.io/a/old/aws", "Version": "1.0.0", "Dir": ".terraform/modules/old"},
        {"Key": "local", "Source": "./local", "Dir": "local"},
        {"Key": "gone", "Source": "registry.terraform.io/a/gone/aws", "Version": "1.0.0", "Dir": ".terraform/modules/gone"},
        {"Key": "outside", "Source": "registry.terraform.io/a/o/aws", "Version": "1.0.0", "Dir": "../../outside"}
    ]}"#;
    let resource = "resource \"x_y\" \"z\" {\n  at = path.module\n}\n";
    let net = format!(
        "{resource}module \"sub\" {{\n  source = \"git::https://example.com/sub.git?ref=v1\"\n}}\nmodule \"own\" {{\n  source = \"./own\"\n}}\n"
    );
    let call = |name: &str, source: &str, rest: &str| {
        format!("module \"{name}\" {{\n  source = \"{source}\"\n{rest}}}\n")
    };
    let main = [
        call(
            "net",
            "a/net/aws",
            "  for_each = toset([\"a\", \"b\"])\n  version  = \"~> 5.0\"\n",
        ),
        call("old", "a/old/aws", "  version = \"~> 2.0\"\n"),
        call("moved", "a/new/aws", "  version = \"1.0.0\"\n"),
        call("local", "./local", ""),
        call("gone", "a/gone/aws", "  for_each = toset([\"a\", \"b\"])\n"),
        call("outside", "a/o/aws", ""),
        "output \"o\" {\n  value = module.gone[\"a\"].x\n}\n".to_owned(),
    ]
    .concat();
    let files = [
        ("repo/.git/HEAD", ""),
        ("repo/root/main.tf", main.as_str()),
        ("repo/root/local/main.tf", resource),
        ("repo/root/.terraform/modules/modules.json", manifest),
        ("repo/root/.terraform/modules/net/main.tf", net.as_str()),
        ("repo/root/.terraform/modules/net/own/main.tf", resource),
        (
            "repo/root/.terraform/modules/net.sub/deep/main.tf",
            resource,
        ),
        ("repo/root/.terraform/modules/old/main.tf", resource),
        ("outside/main.tf", resource),
    ];
    let workspace = open_at(&files, &["repo/root"]);
    let (model, problems) = model_of(&workspace);
    let resources: Vec<String> = model
        .entities()
        .filter(|(_, entity)| entity.kind == crate::model::EntityKind::Resource)
        .map(|(_, entity)| format!("{} {}", entity.address, json(&entity.values)))
        .collect();
    assert_eq!(
        resources,
        [
            r#"module.net["a"].x_y.z {"at":".terraform/modules/net"}"#,
            r#"module.net["a"].module.sub.x_y.z {"at":".terraform/modules/net.sub/deep"}"#,
            r#"module.net["a"].module.own.x_y.z {"at":".terraform/modules/net/own"}"#,
            r#"module.net["b"].x_y.z {"at":".terraform/modules/net"}"#,
            r#"module.net["b"].module.sub.x_y.z {"at":".terraform/modules/net.sub/deep"}"#,
            r#"module.net["b"].module.own.x_y.z {"at":".terraform/modules/net/own"}"#,
            r#"module.local.x_y.z {"at":"local"}"#,
        ]
    );
    let output = &entity(&model, "output.o").values.as_mapping().unwrap()["value"];
    assert_eq!(json(output), r#""<the source of module.gone is not here>""#);
    let all = workspace.problems().iter().chain(&problems);
    let messages: Vec<&str> = all.map(|problem| &*problem.message).collect();
    assert_eq!(
        messages,
        [
            "modules that lie outside of the repository are not read: outside",
            "what was fetched for module.old is not what it asks for now, so it is not judged: a/old/aws",
            "what was fetched for module.moved is not what it asks for now, so it is not judged: a/new/aws",
            "the source of module.gone is not here, so what it makes is not judged: a/gone/aws",
            "the source of module.outside is not here, so what it makes is not judged: a/o/aws",
        ]
    );
}

#[test]
fn the_cloud_block_names_the_workspace() {
    for (name, text) in [
        (
            "main.tf",
            "terraform {\n  cloud {\n    workspaces {\n      name = \"prod\"\n    }\n  }\n}\nlocals {\n  w = terraform.workspace\n}\noutput \"w\" {\n  value = local.w\n}\n",
        ),
        (
            "main.tf.json",
            r#"{"terraform": {"cloud": {"workspaces": {"name": "prod"}}}, "output": {"w": {"value": "${terraform.workspace}"}}}"#,
        ),
    ] {
        let (_, model) = model(&[(name, text)]);
        let output = entity(&model, "output.w").values.as_mapping().unwrap();
        assert_eq!(output["value"].as_str(), Some("prod"), "{name}");
    }
}

#[test]
fn a_broken_list_of_fetched_modules_is_told() {
    for manifest in [
        "",
        "[]",
        "{\"Modules\": [{\"Key\": 1}]}",
        "{\"Modules\": {}}",
    ] {
        let workspace = open_at(
            &[
                ("main.tf", "module \"m\" {\n  source = \"a/m/aws\"\n}\n"),
                (".terraform/modules/modules.json", manifest),
            ],
            &[""],
        );
        let (_, problems) = model_of(&workspace);
        assert_eq!(problems.len(), 1);
        let [problem] = workspace.problems() else {
            panic!("{manifest}: {:?}", workspace.problems());
        };
        assert!(!problem.fatal);
        assert_eq!(
            problem.message,
            "the list of fetched modules cannot be read"
        );
        assert_eq!(
            problem.path.as_deref(),
            Some(".terraform/modules/modules.json")
        );
    }
}

#[test]
fn locals_are_shared_only_where_instances_cannot_differ() {
    let files = [
        (
            "main.tf",
            "module \"m\" {\n  source = \"./m\"\n  for_each = toset([\"a\", \"b\"])\n  name = each.key\n}\n",
        ),
        (
            "m/main.tf",
            r#"
variable "name" {}
locals {
  table  = { for var in ["x", "y"] : var => "${path.module}/${var}" }
  around = [for v in [{ name = "inner" }] : v.name]
  hidden = [for var in [{ name = "inner" }] : var.name]
  own    = { for k, v in local.table : k => "${v}-${var.name}" }
  both   = concat([for var in [{ name = "inner" }] : var.name], [var.name])
  index  = local.table[var.name == "a" ? "x" : "y"]
}
"#,
        ),
    ];
    let (_, model) = model(&files);
    let local = |instance: &str, name: &str| {
        let address = format!("module.m[{instance:?}].local.{name}");
        json(&entity(&model, &address).values)
    };
    for instance in ["a", "b"] {
        for (name, expected) in [
            ("table", r#"{"value":{"x":"m/x","y":"m/y"}}"#.to_owned()),
            ("around", r#"{"value":["inner"]}"#.to_owned()),
            ("hidden", r#"{"value":["inner"]}"#.to_owned()),
            (
                "own",
                format!(r#"{{"value":{{"x":"m/x-{instance}","y":"m/y-{instance}"}}}}"#),
            ),
            ("both", format!(r#"{{"value":["inner","{instance}"]}}"#)),
            (
                "index",
                format!(
                    r#"{{"value":"m/{}"}}"#,
                    if instance == "a" { "x" } else { "y" }
                ),
            ),
        ] {
            assert_eq!(local(instance, name), expected, "{instance} {name}");
        }
    }
}

#[test]
fn what_variables_say_of_themselves_may_be_a_string() {
    let text = r#"
variable "secret" {
  sensitive = "true"
  default   = "x"
}
resource "x_y" "z" {
  a = var.secret
}
"#;
    let (_, model) = model(&[("main.tf", text)]);
    let resource = &entity(&model, "x_y.z").values;
    assert!(resource.deep_marks().sensitive);
    assert!(entity(&model, "var.secret").values.deep_marks().sensitive);
}

/// Conditions on defaults are evaluated once where that is enough, and it is not where they look at files or paths.
#[test]
fn a_default_passes_where_its_condition_holds() {
    let call = "module \"m\" {\n  source = \"../m\"\n}\n";
    let module = |condition: &str| {
        format!(
            r#"
variable "v" {{
  default = "d"
  validation {{
    condition     = {condition}
    error_message = "no"
  }}
}}
"#
        )
    };
    for (condition, refused) in [
        (r#"var.v == "d""#, [false, false]),
        (r#"var.v == "e""#, [true, true]),
        ("fileexists(\"a.txt\")", [false, true]),
        ("length(fileset(path.root, \"*.txt\")) > 0", [false, true]),
    ] {
        let module = module(condition);
        let files = [
            (".git/config", ""),
            ("a/main.tf", call),
            ("a/a.txt", ""),
            ("b/main.tf", call),
            ("m/main.tf", module.as_str()),
        ];
        let workspace = open_at(&files, &[""]);
        let told: Vec<bool> = workspace
            .roots()
            .iter()
            .map(|root| {
                let (_, problems) = workspace.model(root, &ModelOptions::default());
                !problems.is_empty()
            })
            .collect();
        assert_eq!(told, refused, "{condition}");
    }
}

/// The way of a value goes through the round of a loop that made it, to the line of the file that it was read from.
#[test]
fn chains_lead_through_loops_to_files() {
    let text = r#"
locals {
  files   = { for f in fileset("${path.module}/data", "*.yaml") : trimsuffix(f, ".yaml") => yamldecode(file("${path.module}/data/${f}")) }
  buckets = { for name, given in local.files : name => merge({ open = false }, given) if name != "none" }
  roles   = { custom = {} }
}
resource "x_bucket" "b" {
  for_each = local.buckets
  open     = lookup(each.value, "open", false)
  level    = each.value.levels[1]
  role     = lookup(local.roles.custom, each.value.role, each.value.role)
  closed   = [for l in each.value.levels : l if l != "low"][0]
}
"#;
    let (workspace, model) = model(&[
        (".git/config", ""),
        ("main.tf", text),
        ("data/a.yaml", "open: false\nlevels: []\nrole: r\n"),
        (
            "data/b.yaml",
            "# One that is open.\nrole: owner\nlevels:\n  - low\n  - high\nopen: true\n",
        ),
    ]);
    let file = "read from data/b.yaml, line";
    for (attribute, line) in [("open", 6), ("level", 5), ("role", 2), ("closed", 3)] {
        let chain = located(&workspace, &model, "x_bucket.b[\"b\"]", attribute);
        let last = chain.last().unwrap();
        let expected = format!("{file} {line}: yamldecode(file(\"${{path.module}}/data/${{f}}\"))");
        assert_eq!(*last, expected, "{attribute}: {chain:#?}");
    }
}

/// The rounds of a loop are looked at once for all the values that it makes: what may be spent on ways would not do else.
#[test]
fn all_ways_through_a_large_loop_are_followed() {
    let text = r#"
locals {
  numbers = flatten([for a in range(50) : [for b in range(100) : a * 100 + b]])
  disks   = { for i in local.numbers : "k${i}" => { encrypted = i < 0 } }
}
resource "x_disk" "d" {
  for_each  = local.disks
  encrypted = each.value.encrypted
}
"#;
    let (workspace, model) = model(&[("main.tf", text)]);
    for number in 0..5000 {
        let address = format!("x_disk.d[\"k{number}\"]");
        let chain = located(&workspace, &model, &address, "encrypted");
        let through = [
            "each.value.encrypted",
            "`for_each` goes over this",
            "local.disks: i < 0",
        ];
        assert!(
            through
                .iter()
                .zip(&chain)
                .all(|(part, line)| line.contains(part)),
            "{address}: {chain:#?}"
        );
        assert_eq!(chain.len(), 5, "{address}: {chain:#?}");
    }
}
