//! Paths as text: relative, with `/`, normalised without asking the file system.

use std::path::{Component, Path, PathBuf};

/// The path without `.` and with `..` taken off where something stands before it. Empty for the current directory.
pub(super) fn normalise(path: &Path) -> PathBuf {
    let mut parts: Vec<Component<'_>> = Vec::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => match parts.last() {
                Some(Component::Normal(_)) => {
                    parts.pop();
                }
                Some(Component::RootDir | Component::Prefix(_)) => {}
                _ => parts.push(component),
            },
            _ => parts.push(component),
        }
    }
    parts.iter().collect()
}

/// Whether the source of a module is a path.
pub(super) fn is_local(source: &str) -> bool {
    source.starts_with("./") || source.starts_with("../") || source == "." || source == ".."
}

/// The path as shown to the user; `.` for the current directory.
pub(super) fn shown(path: &Path) -> String {
    if path.as_os_str().is_empty() {
        return ".".to_owned();
    }
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' {
        text.into_owned()
    } else {
        text.replace(std::path::MAIN_SEPARATOR, "/")
    }
}

/// `path` as seen from `base`, both normalised, as Terraform prints `path.module`.
pub(super) fn relative(path: &Path, base: &Path) -> PathBuf {
    let from: Vec<_> = base.components().collect();
    let to: Vec<_> = path.components().collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    if from[shared..].contains(&Component::ParentDir) {
        // How the directories between are called is not known without asking the file system.
        return path.to_path_buf();
    }
    let up = std::iter::repeat_n(Component::ParentDir, from.len() - shared);
    up.chain(to[shared..].iter().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normalises() {
        for (from, to) in [
            (".", ""),
            ("./a/../b", "b"),
            ("a/../..", ".."),
            ("../x/./y", "../x/y"),
            ("/..", "/"),
            ("a//b/", "a/b"),
        ] {
            assert_eq!(normalise(Path::new(from)), Path::new(to), "{from}");
        }
    }

    #[test]
    fn relative_paths() {
        for (path, base, expected) in [
            ("a/b", "a", "b"),
            ("a", "a/b", ".."),
            ("modules/x", "examples/y", "../../modules/x"),
            ("", "", ""),
            ("../m", "", "../m"),
        ] {
            assert_eq!(
                relative(Path::new(path), Path::new(base)),
                Path::new(expected),
                "{path} from {base}"
            );
        }
    }
}
