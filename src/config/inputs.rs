//! What a run is given for its root modules from outside their directories.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

/// Values for variables and the name of the workspace, as the environment and the command line give them.
///
/// They are for root modules only. Values may be secrets, so none of this is printed.
#[derive(Clone, Default)]
pub struct Inputs {
    /// The texts of `TF_VAR_name`, by name.
    pub environment: BTreeMap<Arc<str>, Arc<str>>,
    /// `--var` and `--var-file`; a later one wins.
    pub assignments: Vec<Assignment>,
    /// The name of the workspace. It wins over the one selected where Terraform ran.
    pub workspace: Option<Arc<str>>,
    /// Where Terraform keeps what it fetches, seen from a root module; `.terraform` without it.
    pub data_directory: Option<PathBuf>,
}

/// An option of the command line that gives values to variables.
#[derive(Clone, PartialEq, Eq)]
pub enum Assignment {
    /// `--var name=text`.
    Value {
        /// The name of the variable.
        name: Arc<str>,
        /// Its value, as written.
        text: Arc<str>,
    },
    /// `--var-file path`.
    File(PathBuf),
}

impl fmt::Debug for Inputs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inputs")
            .field("environment", &self.environment.keys())
            .field("assignments", &self.assignments)
            .field("workspace", &self.workspace)
            .field("data_directory", &self.data_directory)
            .finish()
    }
}

impl fmt::Debug for Assignment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value { name, .. } => f.debug_tuple("Value").field(name).finish(),
            Self::File(path) => f.debug_tuple("File").field(path).finish(),
        }
    }
}
