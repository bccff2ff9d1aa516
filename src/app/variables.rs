//! What the environment and the command line give to root modules.

use std::collections::BTreeMap;
use std::env;
use std::path::PathBuf;
use std::sync::Arc;

use crate::cli;
use crate::config::{Assignment, Inputs};

use super::Failure;

/// What begins the name of an environment variable that gives a variable of Terraform its value.
const PREFIX: &str = "TF_VAR_";

/// Reads the options, and the environment where Terraform does.
pub(super) fn inputs(options: &cli::Inputs) -> Result<Inputs, Failure> {
    let assignments = options.assignments.0.iter().map(assignment);
    Ok(Inputs {
        environment: environment(),
        assignments: assignments.collect::<Result<_, _>>()?,
        workspace: options
            .workspace
            .clone()
            .or_else(|| env::var("TF_WORKSPACE").ok())
            .filter(|name| !name.is_empty())
            .map(Arc::from),
        data_directory: env::var_os("TF_DATA_DIR")
            .filter(|path| !path.is_empty())
            .map(PathBuf::from),
    })
}

/// Whether the command line gives anything.
pub(super) fn any(options: &cli::Inputs) -> bool {
    !options.assignments.0.is_empty() || options.workspace.is_some()
}

fn environment() -> BTreeMap<Arc<str>, Arc<str>> {
    let text = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
        let name = Arc::from(name.to_str()?.strip_prefix(PREFIX)?);
        Some((name, Arc::from(value.to_str()?)))
    };
    env::vars_os().filter_map(text).collect()
}

/// The messages name no more than what stands before the equals sign, since the rest may be a secret.
fn assignment(given: &cli::Assignment) -> Result<Assignment, Failure> {
    let text = match given {
        cli::Assignment::File(path) => return Ok(Assignment::File(path.clone())),
        cli::Assignment::Var(text) => text,
    };
    let Some((name, value)) = text.split_once('=') else {
        return Err(Failure::new(
            "--var needs a name and a value",
            "write it as --var 'name=value'",
        ));
    };
    if name.is_empty() || name.contains(char::is_whitespace) {
        return Err(Failure::new(
            format!("--var: `{name}` is not the name of a variable"),
            "write it without blanks: --var 'name=value'",
        ));
    }
    Ok(Assignment::Value {
        name: name.into(),
        text: value.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_equals_sign_ends_the_name() {
        let read = |text: &str| assignment(&cli::Assignment::Var(text.to_owned()));
        let expected = Assignment::Value {
            name: "a".into(),
            text: "b=c".into(),
        };
        assert_eq!(read("a=b=c").unwrap(), expected);
        for wrong in ["hunter2", "=hunter2", "a =hunter2", " a=hunter2"] {
            let failure = read(wrong).unwrap_err();
            assert!(!failure.message.contains("hunter2"), "{}", failure.message);
        }
    }
}
