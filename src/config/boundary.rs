//! How far reading goes: what a configuration names outside of its repository is left alone.

use std::path::{Path, PathBuf};

use super::files::Files;

/// The directory outside of which nothing is read for a root module: its repository, or else the path that the user
/// gave.
pub(super) fn boundary(files: &dyn Files, root: &Path, given: &[PathBuf]) -> Option<PathBuf> {
    let root = files.canonical(root).ok()?;
    let repository = root
        .ancestors()
        .find(|directory| files.exists(&directory.join(".git")));
    let given = || {
        given
            .iter()
            .filter_map(|path| files.canonical(path).ok())
            .find(|path| root.starts_with(path))
    };
    Some(
        repository
            .map(Path::to_path_buf)
            .or_else(given)
            .unwrap_or_else(|| root.clone()),
    )
}
