//! Paths as those name them who look at the repository: from its root, whatever directory the run started in.

use std::path::Path;

/// Where a run started.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Base {
    /// The root of the repository, with a `/` at its end; empty where it is not known.
    root: String,
    /// The way from there to the current directory, one name each.
    current: Vec<String>,
}

impl Base {
    /// Of a run in the directory `current` of the repository at `root`, both absolute and without symbolic links.
    pub fn new(root: &Path, current: &Path) -> Self {
        let text = |path: &Path| path.to_string_lossy().replace('\\', "/");
        let below = current.strip_prefix(root).map(text).unwrap_or_default();
        Self {
            root: format!("{}/", text(root).trim_end_matches('/')),
            current: names(&below).map(str::to_owned).collect(),
        }
    }

    /// The path from the root of the repository, of one that was given from the current directory. What lies outside
    /// the repository keeps its path.
    pub fn path(&self, shown: &str) -> String {
        if !self.root.is_empty()
            && let Some(below) = shown.strip_prefix(&self.root)
        {
            return below.to_owned();
        }
        if shown.starts_with('/') {
            return shown.to_owned();
        }
        let mut path: Vec<&str> = self.current.iter().map(String::as_str).collect();
        for name in names(shown) {
            if name != ".." {
                path.push(name);
            } else if path.pop().is_none() {
                return shown.to_owned();
            }
        }
        path.join("/")
    }
}

fn names(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|name| !matches!(*name, "" | "."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_start_at_the_root_of_the_repository() {
        let base = Base::new(Path::new("/repo"), Path::new("/repo/live/eu"));
        for (shown, expected) in [
            ("main.tf", "live/eu/main.tf"),
            ("./a/main.tf", "live/eu/a/main.tf"),
            ("../../modules/a.tf", "modules/a.tf"),
            ("/repo/modules/a.tf", "modules/a.tf"),
            ("/elsewhere/a.tf", "/elsewhere/a.tf"),
            ("../../../other/a.tf", "../../../other/a.tf"),
        ] {
            assert_eq!(base.path(shown), expected, "{shown}");
        }
        assert_eq!(Base::default().path("a/../main.tf"), "main.tf");
    }
}
