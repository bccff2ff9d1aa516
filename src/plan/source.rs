//! Where the source of a plan is.

use std::path::{Path, PathBuf};

/// The directory a plan's file is in, if there is configuration in it.
pub fn source_directory(plan: &Path) -> Option<PathBuf> {
    let directory = match plan.parent()? {
        empty if empty.as_os_str().is_empty() => Path::new("."),
        parent => parent,
    };
    let is_configuration = |name: &str| {
        !name.starts_with('.')
            && [".tf", ".tofu", ".tf.json", ".tofu.json"]
                .iter()
                .any(|ending| name.ends_with(ending))
    };
    std::fs::read_dir(directory)
        .ok()?
        .filter_map(Result::ok)
        .any(|entry| entry.file_name().to_str().is_some_and(is_configuration))
        .then(|| directory.to_path_buf())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_beside_the_plan() {
        let plan = Path::new("testdata/plan/values/plan.json");
        assert_eq!(source_directory(plan), plan.parent().map(Path::to_path_buf));
        assert_eq!(source_directory(Path::new("testdata/plan/plan.json")), None);
        assert_eq!(source_directory(Path::new("plan.json")), None);
        assert_eq!(source_directory(Path::new("/nowhere/plan.json")), None);
    }
}
