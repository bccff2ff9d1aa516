//! What linting costs, in CPU time of whole processes, start included:
//!
//! - evaluating all of a configuration, as a ratio to reading and parsing the same files and nothing more;
//! - a lint with all rules, as a ratio to the same;
//! - a lint of a directory with one file.
//!
//! `CLDLINT_BENCH_DIR` names the configuration for the first; the more the better, since times are counted in hundredths
//! of a second. Processes are started alternately, so that a busy machine slows both.

#![expect(clippy::print_stdout, reason = "a benchmark prints its result")]
#![expect(
    clippy::expect_used,
    reason = "a benchmark that cannot run should stop"
)]

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use cldlint::config::{Disk, Files, ModelOptions, OpenOptions, Workspace};
use cldlint::syntax;
use cldlint::text::Sources;

/// Set in the child process that only parses.
const PARSE_ONLY: &str = "CLDLINT_BENCH_PARSE_ONLY";

/// Set in the child process that parses and evaluates, every root module in full.
const EVALUATE: &str = "CLDLINT_BENCH_EVALUATE";

fn main() {
    let folder = env::var_os("CLDLINT_BENCH_DIR")
        .map_or_else(|| PathBuf::from("testdata/examples"), PathBuf::from);
    if env::var_os(PARSE_ONLY).is_some() {
        parse_all(&folder);
        return;
    }
    if env::var_os(EVALUATE).is_some() {
        evaluate_all(&folder);
        return;
    }
    let rounds = 40;
    let mut parsing = 0.0;
    let mut evaluating = 0.0;
    let mut linting = 0.0;
    for _ in 0..rounds / 10 {
        parsing += cpu_seconds(10, || itself(PARSE_ONLY, &folder));
        evaluating += cpu_seconds(10, || itself(EVALUATE, &folder));
        linting += cpu_seconds(10, || check(&folder));
    }
    let each = |total: f64| total / f64::from(rounds) * 1000.0;
    println!("configuration: {}", folder.display());
    println!("parsing alone: {:.1} ms", each(parsing));
    println!("and evaluated: {:.1} ms", each(evaluating));
    println!("lint:          {:.1} ms", each(linting));
    println!("evaluated / parsing: {:.2}", evaluating / parsing);
    println!("lint / parsing: {:.2}", linting / parsing);
    one_file();
}

fn one_file() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("one-file");
    fs::create_dir_all(&folder).expect("a directory for the bench");
    let text = "resource \"aws_ebs_volume\" \"v\" {\n  availability_zone = \"eu-west-1a\"\n  encrypted = true\n}\n";
    fs::write(folder.join("main.tf"), text).expect("a file for the bench");
    let rounds = 200;
    let total = cpu_seconds(rounds, || check(&folder));
    println!(
        "one file, start included: {:.2} ms",
        total / f64::from(rounds) * 1000.0
    );
}

fn check(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cldlint"));
    command.arg("check").arg(folder);
    command
}

/// This bench, doing one thing only.
fn itself(what: &str, folder: &Path) -> Command {
    let mut command = Command::new(env::current_exe().expect("the path of this bench"));
    command.env(what, "1").env("CLDLINT_BENCH_DIR", folder);
    command
}

/// CPU time of `runs` processes, one after the other.
fn cpu_seconds(runs: u32, command: impl Fn() -> Command) -> f64 {
    let before = children_ticks();
    for _ in 0..runs {
        command()
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .expect("the process starts");
    }
    f64::from(children_ticks() - before) / 100.0
}

/// User and system time of the children waited for, in the hundredths of a second that Linux counts for programs.
fn children_ticks() -> u32 {
    let stat = fs::read_to_string("/proc/self/stat").expect("this bench needs Linux's /proc");
    let fields = stat.rsplit(") ").next().unwrap_or_default();
    fields
        .split_whitespace()
        .skip(13)
        .take(2)
        .map(|ticks| ticks.parse::<u32>().unwrap_or(0))
        .sum()
}

/// Reads and parses what a lint of the folder would read and parse, and keeps it, as whoever parses to use it does.
fn parse_all(folder: &Path) {
    let walk = Disk.walk(
        folder,
        &[
            ".tf",
            ".tofu",
            ".tf.json",
            ".tofu.json",
            ".tfvars",
            ".tfvars.json",
        ],
    );
    let mut sources = Sources::default();
    let mut trees = Vec::new();
    for path in &walk.files {
        let id = sources.add(
            path.to_string_lossy().into_owned(),
            fs::read(path).expect("a readable file"),
        );
        let source = sources.get(id);
        let tree = if path.to_string_lossy().ends_with(".json") {
            syntax::parse_json(source)
        } else {
            syntax::parse(source)
        };
        trees.push(tree);
    }
    let errors: usize = trees.iter().map(|tree| tree.errors().len()).sum();
    println!("{} files, {errors} errors", trees.len());
}

/// Reads and parses the folder, and evaluates all that every root module declares.
fn evaluate_all(folder: &Path) {
    let paths = [folder.to_path_buf()];
    let workspace = Workspace::open(Arc::new(Disk), &paths, OpenOptions::default());
    let workspace = Arc::new(workspace);
    let entities: usize = workspace
        .roots()
        .iter()
        .map(|root| {
            let (model, _) = workspace.model(root, &ModelOptions::default());
            model.entities().count()
        })
        .sum();
    println!("{entities} entities");
}
