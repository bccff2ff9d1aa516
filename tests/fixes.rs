//! `--fix` and `--diff`: what is written, what is not, and that nothing else changes.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot write its files should stop"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use cldlint::config::{Disk, OpenOptions, Workspace};
use cldlint::syntax::Layout;
use serde_json::Value;

/// An empty directory of a test's own, which is a repository of its own.
fn directory(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("fixes")
        .join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(path.join(".git")).unwrap();
    path
}

fn run(directory: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cldlint"))
        .arg("check")
        .args(arguments)
        .current_dir(directory)
        .env_remove("CLICOLOR_FORCE")
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A text before and after all fixes.
fn assert_fixed(name: &str, before: &str, after: &str) {
    let directory = directory(name);
    fs::write(directory.join("main.tf"), before).unwrap();
    let output = run(&directory, &["--fix", "--unsafe-fixes"]);
    let fixed = fs::read_to_string(directory.join("main.tf")).unwrap();
    assert_eq!(fixed, after, "{name}: {}", said(&output));
    if Layout::new(before).misplaced().is_empty() {
        assert_eq!(Layout::new(after).misplaced(), [], "{name}");
    }
    let again = run(&directory, &["--fix", "--unsafe-fixes"]);
    assert!(
        said(&again).contains("0 findings fixed in 0 files"),
        "{name}"
    );
}

/// A volume with this content, before and after.
fn assert_volume_fixed(name: &str, before: &str, after: &str) {
    let volume = |body| format!("# x\nresource \"aws_ebs_volume\" \"v\" {body}\n");
    assert_fixed(name, &volume(before), &volume(after));
}

#[test]
fn attributes_go_where_the_formatter_would_have_them() {
    for (name, before, after) in [
        (
            "value",
            "{\n  encrypted = false # c\n}",
            "{\n  encrypted = true # c\n}",
        ),
        (
            "comments",
            "{\n  encrypted = false # c\n  size      = 10000 # d\n}",
            "{\n  encrypted = true  # c\n  size      = 10000 # d\n}",
        ),
        (
            "group",
            "{\n  size = 1\n}",
            "{\n  size      = 1\n  encrypted = true\n}",
        ),
        (
            "comment-behind",
            "{\n  size = 1 # gigabytes\n  # end\n}",
            "{\n  size      = 1 # gigabytes\n  encrypted = true\n  # end\n}",
        ),
        (
            "before-blocks",
            "{\n  size = 1\n\n  timeouts {\n    create = \"5m\"\n  }\n}",
            "{\n  size      = 1\n  encrypted = true\n\n  timeouts {\n    create = \"5m\"\n  }\n}",
        ),
        (
            "only-blocks",
            "{\n  timeouts {\n    create = \"5m\"\n  }\n}",
            "{\n  encrypted = true\n\n  timeouts {\n    create = \"5m\"\n  }\n}",
        ),
        (
            "above-maps",
            "{\n  size = 1\n\n  tags = {\n    A = 1\n  }\n}",
            "{\n  size      = 1\n  encrypted = true\n\n  tags = {\n    A = 1\n  }\n}",
        ),
        (
            "below-module-arguments",
            "{\n  count = 1\n\n  tags = {\n    A = 1\n  }\n}",
            "{\n  count = 1\n\n  tags = {\n    A = 1\n  }\n  encrypted = true\n}",
        ),
        (
            "above-dependencies",
            "{\n  size = 1\n\n  depends_on = [aws_kms_key.k]\n}",
            "{\n  size      = 1\n  encrypted = true\n\n  depends_on = [aws_kms_key.k]\n}",
        ),
        ("empty", "{\n}", "{\n  encrypted = true\n}"),
        ("one-line", "{}", "{\n  encrypted = true\n}"),
        (
            "one-line-used",
            "{ size = 1 }",
            "{\n  size      = 1\n  encrypted = true\n}",
        ),
        ("commented", "{ # c\n}", "{ # c\n  encrypted = true\n}"),
        (
            "block-comment",
            "{\n  size = 1 /* a\n b */\n}",
            "{\n  size      = 1 /* a\n b */\n  encrypted = true\n}",
        ),
        (
            "not-formatted",
            "{\n  size=1\n  availability_zone =   \"a\"\n}",
            "{\n  size=1\n  availability_zone =   \"a\"\n  encrypted         = true\n}",
        ),
        (
            "tabs",
            "{\n\tsize = 1\n}",
            "{\n\tsize      = 1\n\tencrypted = true\n}",
        ),
    ] {
        assert_volume_fixed(name, before, after);
    }
}

#[test]
fn blocks_go_to_the_end() {
    let instance = |body| format!("resource \"aws_instance\" \"i\" {body}\n");
    for (name, before, after) in [
        (
            "new-block",
            "{\n  ami = \"a\"\n}",
            "{\n  ami = \"a\"\n\n  metadata_options {\n    http_tokens = \"required\"\n  }\n}",
        ),
        (
            "before-lifecycle",
            "{\n  ami = \"a\"\n\n  lifecycle {\n    prevent_destroy = true\n  }\n}",
            "{\n  ami = \"a\"\n\n  metadata_options {\n    http_tokens = \"required\"\n  }\n\n  lifecycle {\n    prevent_destroy = true\n  }\n}",
        ),
        (
            "after-blocks",
            "{\n  ami = \"a\"\n\n  root_block_device {\n    encrypted = true\n  }\n}",
            "{\n  ami = \"a\"\n\n  root_block_device {\n    encrypted = true\n  }\n\n  metadata_options {\n    http_tokens = \"required\"\n  }\n}",
        ),
        (
            "existing-block",
            "{\n  ami = \"a\"\n\n  metadata_options {\n    http_endpoint = \"enabled\"\n  }\n}",
            "{\n  ami = \"a\"\n\n  metadata_options {\n    http_endpoint = \"enabled\"\n    http_tokens   = \"required\"\n  }\n}",
        ),
    ] {
        assert_fixed(name, &instance(before), &instance(after));
    }
}

#[test]
fn line_breaks_marks_and_several_fixes_are_kept_apart() {
    assert_fixed(
        "line-breaks",
        "\u{feff}resource \"aws_ebs_volume\" \"v\" {\r\n  size = 1\r\n}\r\n",
        "\u{feff}resource \"aws_ebs_volume\" \"v\" {\r\n  size      = 1\r\n  encrypted = true\r\n}\r\n",
    );
    // Both are written below the same line, so one has to wait for the other.
    assert_fixed(
        "several",
        "resource \"google_sql_database_instance\" \"d\" {\n  settings {\n    tier = \"t\"\n\n    ip_configuration {\n      ipv4_enabled = true\n    }\n  }\n}\n",
        "resource \"google_sql_database_instance\" \"d\" {\n  settings {\n    tier = \"t\"\n\n    ip_configuration {\n      ipv4_enabled = true\n      ssl_mode     = \"ENCRYPTED_ONLY\"\n    }\n\n    backup_configuration {\n      enabled = true\n    }\n  }\n}\n",
    );
}

const VOLUME: &str = "resource \"aws_ebs_volume\" \"v\" {\n  encrypted = false\n}\n";
const KEY: &str = "resource \"aws_kms_key\" \"k\" {\n  description = \"k\"\n}\n";

#[test]
fn only_safe_fixes_are_made_unasked() {
    let directory = directory("safe-only");
    fs::write(directory.join("volume.tf"), VOLUME).unwrap();
    fs::write(directory.join("key.tf"), KEY).unwrap();
    let output = run(&directory, &["--fix"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("1 finding fixed in 1 file\n"),
        "{}",
        said(&output)
    );
    assert!(said(&output).contains("1 finding left that --unsafe-fixes would mend"));
    assert_eq!(
        fs::read_to_string(directory.join("volume.tf")).unwrap(),
        VOLUME
    );
    assert!(
        fs::read_to_string(directory.join("key.tf"))
            .unwrap()
            .contains("rotation")
    );
}

#[test]
fn a_patch_holds_all_fixes_and_changes_nothing() {
    let directory = directory("patch");
    fs::write(directory.join("main.tf"), format!("{VOLUME}{KEY}")).unwrap();
    let output = run(&directory, &["--diff", "--format", "json=report.json"]);
    assert_eq!(output.status.code(), Some(1));
    let patch = String::from_utf8(output.stdout).unwrap();
    let expected = "\
# aws_ebs_volume.v: encrypt the volume; Terraform will replace it, so move its data first (review before applying)
# aws_kms_key.k: rotate the key once a year
--- a/main.tf
+++ b/main.tf
@@ -1,6 +1,7 @@
 resource \"aws_ebs_volume\" \"v\" {
-  encrypted = false
+  encrypted = true
 }
 resource \"aws_kms_key\" \"k\" {
-  description = \"k\"
+  description         = \"k\"
+  enable_key_rotation = true
 }
";
    assert_eq!(patch, expected);
    assert_eq!(
        fs::read_to_string(directory.join("main.tf")).unwrap(),
        format!("{VOLUME}{KEY}")
    );
    let report = fs::read_to_string(directory.join("report.json")).unwrap();
    let report: Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["summary"]["findings"], 2);
}

#[test]
fn a_patch_gives_no_secret_away() {
    let directory = directory("patch-secret");
    let secret = "variable \"pw\" {\n  sensitive = true\n  default   = \"hunter2\"\n}\n";
    let clear = "locals {\n  db_password = \"hunter2\"\n}\n";
    fs::write(
        directory.join("main.tf"),
        format!("{secret}{VOLUME}{clear}"),
    )
    .unwrap();
    let output = run(&directory, &["--diff"]);
    let patch = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(patch.contains("+  encrypted = true"), "{patch}");
    assert!(!patch.contains("hunter2"), "{patch}");
    assert!(said(&output).contains("masked"), "{}", said(&output));
}

#[test]
fn the_patch_has_standard_output_for_itself() {
    let directory = directory("patch-format");
    fs::write(directory.join("main.tf"), VOLUME).unwrap();
    let output = run(&directory, &["--diff", "--format", "json"]);
    assert_eq!(output.status.code(), Some(2));
    let output = run(&directory, &["--diff", "--fix"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn nothing_is_fixed_where_something_cannot_be_read() {
    let directory = directory("broken");
    fs::write(directory.join("main.tf"), KEY).unwrap();
    fs::write(directory.join("other.tf"), "resource {\n").unwrap();
    let output = run(&directory, &["--fix"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said(&output).contains("nothing is fixed"),
        "{}",
        said(&output)
    );
    assert_eq!(fs::read_to_string(directory.join("main.tf")).unwrap(), KEY);
}

#[test]
fn plans_and_json_are_left_to_people() {
    let directory = directory("json");
    let json = "{\"resource\": {\"aws_kms_key\": {\"k\": {\"description\": \"k\"}}}}\n";
    fs::write(directory.join("main.tf.json"), json).unwrap();
    let output = run(&directory, &["--fix", "--unsafe-fixes"]);
    assert!(
        said(&output).contains("1 finding in JSON configuration"),
        "{}",
        said(&output)
    );
    assert_eq!(
        fs::read_to_string(directory.join("main.tf.json")).unwrap(),
        json
    );
    fs::write(directory.join("plan.json"), "{}").unwrap();
    let output = run(&directory, &["plan.json", "--fix"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said(&output).contains("plans and states are not fixed"),
        "{}",
        said(&output)
    );
}

#[test]
fn fixes_are_offered_where_they_can_be_made() {
    let offer = "can be fixed: 2 by --fix; --diff shows how";
    for (input, is_offered) in [("shop", true), ("shop/plan.json", false)] {
        let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/examples");
        let output = run(&examples, &[input]);
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(text.contains(offer), is_offered, "{input}: {text}");
    }
}

#[test]
fn what_terraform_fetched_is_left_alone() {
    let directory = directory("fetched");
    let fetched = directory.join(".terraform/modules/k");
    fs::create_dir_all(&fetched).unwrap();
    fs::write(fetched.join("main.tf"), KEY).unwrap();
    let call = "module \"k\" {\n  source  = \"example/k/aws\"\n  version = \"1.0.0\"\n}\n";
    fs::write(directory.join("main.tf"), call).unwrap();
    let modules = "{\"Modules\":[{\"Key\":\"k\",\"Source\":\"registry.terraform.io/example/k/aws\",\"Version\":\"1.0.0\",\"Dir\":\".terraform/modules/k\"}]}";
    fs::write(directory.join(".terraform/modules/modules.json"), modules).unwrap();
    let output = run(&directory, &["--fix", "--unsafe-fixes"]);
    assert!(
        said(&output).contains("is left as it is: it was fetched"),
        "{}",
        said(&output)
    );
    assert_eq!(fs::read_to_string(fetched.join("main.tf")).unwrap(), KEY);
}

#[cfg(unix)]
#[test]
fn links_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let directory = directory("links");
    fs::create_dir(directory.join("shared")).unwrap();
    let real = directory.join("shared/key.txt");
    fs::write(&real, KEY).unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("shared/key.txt", directory.join("main.tf")).unwrap();
    let output = run(&directory, &["--fix"]);
    assert!(
        said(&output).contains("1 finding fixed"),
        "{}",
        said(&output)
    );
    assert!(
        fs::symlink_metadata(directory.join("main.tf"))
            .unwrap()
            .is_symlink()
    );
    assert!(fs::read_to_string(&real).unwrap().contains("rotation"));
    assert_eq!(
        fs::metadata(&real).unwrap().permissions().mode() & 0o777,
        0o640
    );
    let left = fs::read_dir(directory.join("shared")).unwrap().count();
    assert_eq!(left, 1);
}

#[cfg(unix)]
#[test]
fn a_file_of_two_names_is_fixed_once() {
    let directory = directory("two-names");
    for name in ["x", "y"] {
        fs::create_dir(directory.join(name)).unwrap();
    }
    fs::write(directory.join("x/main.tf"), KEY).unwrap();
    std::os::unix::fs::symlink("../x/main.tf", directory.join("y/main.tf")).unwrap();
    let output = run(&directory, &["--fix"]);
    assert_eq!(said(&output), "2 findings fixed in 1 file\n");
    let text = fs::read_to_string(directory.join("x/main.tf")).unwrap();
    assert_eq!(text.matches("enable_key_rotation").count(), 1);
}

#[cfg(unix)]
#[test]
fn one_file_that_cannot_be_written_keeps_all_from_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let directory = directory("read-only");
    for name in ["a.tf", "b.tf"] {
        let text = KEY.replace("\"k\" {", &format!("\"{}\" {{", &name[..1]));
        fs::write(directory.join(name), text).unwrap();
    }
    let path = directory.join("b.tf");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    let output = run(&directory, &["--fix"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said(&output).contains("b.tf cannot be fixed: it is read-only"),
        "{}",
        said(&output)
    );
    assert!(
        !fs::read_to_string(directory.join("a.tf"))
            .unwrap()
            .contains("rotation")
    );
    assert_eq!(fs::read_dir(&directory).unwrap().count(), 3);
}

/// All fixtures of rules at once: files parse and stay formatted, a second run finds nothing to fix, and as many findings
/// are gone as are said to be.
#[test]
fn fixtures_are_fixed_and_stay_so() {
    let directory = directory("fixtures");
    copy(Path::new("testdata/rules"), &directory.join("rules"));
    let findings = || {
        let output = run(&directory, &["--format", "json"]);
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_ne!(output.status.code(), Some(2));
        report["summary"]["findings"].as_u64().unwrap()
    };
    let (before, texts) = (findings(), texts(&directory));
    let output = run(&directory, &["--fix", "--unsafe-fixes"]);
    let fixed = said(&output);
    let fixed: u64 = fixed.split(' ').next().unwrap().parse().unwrap();
    assert!(fixed > 50, "{}", said(&output));
    assert!(
        !said(&output).contains("left as it is"),
        "{}",
        said(&output)
    );
    assert_eq!(before - findings(), fixed);
    let again = run(&directory, &["--fix", "--unsafe-fixes"]);
    assert!(
        said(&again).contains("0 findings fixed in 0 files"),
        "{}",
        said(&again)
    );
    let workspace = Workspace::open(
        std::sync::Arc::new(Disk),
        std::slice::from_ref(&directory),
        OpenOptions::default(),
    );
    assert!(workspace.problems().iter().all(|problem| !problem.fatal));
    let mut changed = 0;
    for (path, old) in texts {
        let new = fs::read_to_string(&path).unwrap();
        changed += usize::from(old != new);
        if Layout::new(&old).misplaced().is_empty() {
            assert_eq!(Layout::new(&new).misplaced(), [], "{}", path.display());
        }
        assert_eq!(indented(&new), indented(&old), "{}", path.display());
    }
    assert!(changed > 20, "{changed}");
}

/// How many lines of code are not indented by two spaces for each open bracket.
fn indented(text: &str) -> usize {
    let (mut depth, mut wrong) = (0_usize, 0);
    for line in text.lines() {
        let code = line.trim();
        if code.starts_with('#') || code.is_empty() {
            continue;
        }
        let closes = code.chars().take_while(|c| "}])".contains(*c)).count();
        let indent = line.len() - line.trim_start().len();
        let levels = depth.saturating_sub(usize::from(closes > 0));
        wrong += usize::from(indent > 2 * levels);
        for c in code.chars() {
            match c {
                '{' | '[' | '(' => depth += 1,
                '}' | ']' | ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
    }
    wrong
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// The configuration below a directory.
fn texts(directory: &Path) -> Vec<(PathBuf, String)> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts.extend(self::texts(&path));
        } else if path.extension().is_some_and(|extension| extension == "tf") {
            let text = fs::read_to_string(&path).unwrap();
            texts.push((path, text));
        }
    }
    texts
}
