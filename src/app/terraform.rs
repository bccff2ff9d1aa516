//! Runs the user's own Terraform, where the user says so, to show a plan that is in its binary form.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::{fs, io, thread};

use crate::model::{Problem, ProblemKind};

use super::input;

/// How much of what Terraform complains of is listened to.
const LISTENED: u64 = 64 * 1024;

/// Runs `PROGRAM show -json PLAN` in a directory, without a shell, and hands its output to `read`.
pub(super) fn show<R>(
    program: &Path,
    plan: &Path,
    directory: &Path,
    read: impl FnOnce(ChildStdout) -> R,
) -> Result<R, Problem> {
    let problem = |message: String, help: String| Problem {
        kind: ProblemKind::Io,
        fatal: true,
        span: None,
        path: Some(Arc::from(input::shown(plan))),
        message,
        help: Some(help),
    };
    let shown = format!("{} show -json", program.display());
    let failed = |error: io::Error| {
        let help = "--terraform-bin names the program that made the plan, terraform or tofu";
        problem(format!("`{shown}` cannot be run: {error}"), help.to_owned())
    };
    let plan = fs::canonicalize(plan).map_err(|error| input::unreadable(plan, &error))?;
    let mut child = Command::new(whole(program))
        .args(["show", "-json", "-no-color"])
        .arg(&plan)
        .current_dir(directory)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    let (output, errors) = (child.stdout.take(), child.stderr.take());
    let (Some(output), Some(mut errors)) = (output, errors) else {
        return Err(failed(io::Error::other("it has no output")));
    };
    // Both are listened to at once, or Terraform might wait for its complaints to be heard.
    let listener = thread::spawn(move || {
        let mut said = Vec::new();
        let _ = (&mut errors).take(LISTENED).read_to_end(&mut said);
        let _ = io::copy(&mut errors, &mut io::sink());
        said
    });
    let result = read(output);
    let status = child.wait().map_err(failed)?;
    let said = listener.join().unwrap_or_default();
    if status.success() {
        return Ok(result);
    }
    let said = complaint(&String::from_utf8_lossy(&said));
    Err(problem(
        format!("`{shown}` failed{said}"),
        format!(
            "run it by hand in {}, where `init` must have been run",
            input::shown(directory)
        ),
    ))
}

/// A program that is named by its path, such that it is found from any directory.
fn whole(program: &Path) -> PathBuf {
    let is_path = program.components().count() > 1;
    let whole = is_path.then(|| fs::canonicalize(program).ok()).flatten();
    whole.unwrap_or_else(|| program.to_path_buf())
}

/// The line that says what is wrong.
fn complaint(said: &str) -> String {
    let plain = |line: &str| {
        let frame = |c: char| c.is_whitespace() || matches!(c, '│' | '╷' | '╵');
        line.trim_matches(frame).to_owned()
    };
    let lines: Vec<String> = said
        .lines()
        .map(plain)
        .filter(|line| !line.is_empty())
        .collect();
    let error = lines.iter().find(|line| line.starts_with("Error"));
    error
        .or(lines.first())
        .map_or_else(String::new, |line| format!(": {line}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_complaint_is_found() {
        let said = "╷\n│ Warning: x\n╵\n\n╷\n│ Error: Failed to read plan\n│ \n│ Because.\n╵\n";
        assert_eq!(complaint(said), ": Error: Failed to read plan");
        assert_eq!(complaint("no such thing\n"), ": no such thing");
        assert_eq!(complaint(""), "");
    }
}
