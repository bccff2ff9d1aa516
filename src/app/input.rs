//! What the paths of the command line stand for.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::{Problem, ProblemKind};
use crate::report::Base;
use crate::settings;

/// Something to lint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Input {
    /// A directory with configuration, or a file of it.
    Configuration(PathBuf),
    /// A plan in a file.
    Plan(PathBuf),
    /// A plan on standard input.
    Piped,
}

/// The endings of configuration files.
const CONFIGURATION: [&str; 4] = [".tf", ".tofu", ".tf.json", ".tofu.json"];

/// The endings of other files of Terraform, in native syntax.
const NOT_JUDGED: [&str; 7] = [
    ".tftest.hcl",
    ".tofutest.hcl",
    ".tfmock.hcl",
    ".tfcomponent.hcl",
    ".tfstack.hcl",
    ".tfdeploy.hcl",
    ".tfquery.hcl",
];

/// Tells what a path is.
pub(super) fn classify(path: &Path) -> Result<Input, Problem> {
    if path == Path::new("-") {
        return Ok(Input::Piped);
    }
    let metadata = fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    let name = path.to_string_lossy();
    if metadata.is_dir() || CONFIGURATION.iter().any(|ending| name.ends_with(ending)) {
        Ok(Input::Configuration(path.to_path_buf()))
    } else if name.ends_with(".tfvars") || name.ends_with(".tfvars.json") {
        Err(problem(
            path,
            "a file of variable values is not linted by itself",
            "name the directory of the root module; `terraform.tfvars` and `*.auto.tfvars` there are read",
        ))
    } else if NOT_JUDGED.iter().any(|ending| name.ends_with(ending)) {
        Err(problem(
            path,
            "tests, stacks and queries are not judged",
            "name the directory of the root module",
        ))
    } else {
        Ok(Input::Plan(path.to_path_buf()))
    }
}

impl Input {
    /// What the user calls it.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Configuration(path) | Self::Plan(path) => shown(path),
            Self::Piped => "standard input".to_owned(),
        }
    }

    /// The directory that the input is in or is: where settings and the source of a plan are looked for.
    pub(super) fn directory(&self) -> PathBuf {
        let path = match self {
            Self::Configuration(path) if path.is_dir() => Some(path.as_path()),
            Self::Configuration(path) | Self::Plan(path) => path.parent(),
            Self::Piped => None,
        };
        match path {
            Some(path) if !path.as_os_str().is_empty() => path.to_path_buf(),
            _ => PathBuf::from("."),
        }
    }

    /// What there is to read of a plan.
    pub(super) fn open(&self) -> Result<Box<dyn Read>, Problem> {
        match self {
            Self::Configuration(path) | Self::Plan(path) => {
                let file = fs::File::open(path).map_err(|error| unreadable(path, &error))?;
                Ok(Box::new(file))
            }
            Self::Piped => Ok(Box::new(io::stdin().lock())),
        }
    }
}

/// The settings file nearest to a directory, itself or upward, within the repository.
pub(super) fn nearest_settings(directory: &Path) -> Option<PathBuf> {
    let directory = fs::canonicalize(directory).ok()?;
    for ancestor in directory.ancestors() {
        let file = ancestor.join(settings::FILE_NAME);
        if file.is_file() {
            return Some(file);
        }
        if ancestor.join(".git").exists() {
            return None;
        }
    }
    None
}

/// Where the run starts within the repository that it is in; the current directory stands for one where there is none.
pub(super) fn base() -> Base {
    let Ok(current) = fs::canonicalize(".") else {
        return Base::default();
    };
    Base::new(&root_above(&current), &current)
}

/// The root of the repository that the current directory is in; that directory itself where there is none.
pub(super) fn repository_root() -> Option<PathBuf> {
    let current = fs::canonicalize(".").ok()?;
    Some(root_above(&current))
}

fn root_above(current: &Path) -> PathBuf {
    let mut ancestors = current.ancestors();
    let root = ancestors.find(|directory| directory.join(".git").exists());
    root.unwrap_or(current).to_path_buf()
}

/// A configuration file that is directly in a directory: it stands for the module there, and for nothing below it.
pub(super) fn configuration_in(directory: &Path) -> Option<PathBuf> {
    let entries = fs::read_dir(directory).ok()?;
    let names = entries.flatten().map(|entry| entry.file_name());
    let is_configuration = |name: &std::ffi::OsString| {
        let name = name.to_string_lossy();
        !name.starts_with('.') && CONFIGURATION.iter().any(|ending| name.ends_with(ending))
    };
    let first = names.filter(is_configuration).min()?;
    Some(directory.join(first))
}

/// A path as it is shown: below the current directory without it, with `/`.
pub(super) fn shown(path: &Path) -> String {
    let current = std::env::current_dir().unwrap_or_default();
    let path = path.strip_prefix(&current).unwrap_or(path);
    let text = path.to_string_lossy().replace('\\', "/");
    match text.trim_start_matches("./") {
        "" => ".".to_owned(),
        text => text.to_owned(),
    }
}

pub(super) fn unreadable(path: &Path, error: &io::Error) -> Problem {
    let (message, help) = match error.kind() {
        io::ErrorKind::NotFound => ("no such file or directory", "check the path"),
        io::ErrorKind::PermissionDenied => (
            "may not be read: permission denied",
            "give the user who runs cldlint permission",
        ),
        _ => return problem(path, &format!("cannot be read: {error}"), ""),
    };
    problem(path, message, help)
}

fn problem(path: &Path, message: &str, help: &str) -> Problem {
    Problem {
        kind: ProblemKind::Io,
        fatal: true,
        span: None,
        path: Some(Arc::from(shown(path))),
        message: message.to_owned(),
        help: (!help.is_empty()).then(|| help.to_owned()),
    }
}
