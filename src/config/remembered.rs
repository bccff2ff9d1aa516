//! Files whose places are asked for once.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::files::{Files, Walk};

/// Answers by path.
type Answers<T> = Mutex<FxHashMap<PathBuf, T>>;

/// Files, with a memory for where they lie: hundreds of functions ask for the same few directories and for what is in
/// them, and each answer takes the system a call for every directory above.
#[derive(Debug)]
pub(super) struct Remembered {
    files: Arc<dyn Files>,
    canonical: Answers<Option<PathBuf>>,
    exists: Answers<bool>,
    names: Answers<Result<Vec<String>, io::ErrorKind>>,
    is_directory: Answers<bool>,
}

impl Remembered {
    pub(super) fn new(files: Arc<dyn Files>) -> Self {
        Self {
            files,
            canonical: Answers::default(),
            exists: Answers::default(),
            names: Answers::default(),
            is_directory: Answers::default(),
        }
    }
}

/// The answer for a path, found once.
fn once<T: Clone>(answers: &Answers<T>, path: &Path, find: impl FnOnce() -> T) -> T {
    let known = answers.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(answer) = known.get(path) {
        return answer.clone();
    }
    // Finding it may ask for the directory above.
    drop(known);
    let answer = find();
    let mut known = answers.lock().unwrap_or_else(PoisonError::into_inner);
    known.insert(path.to_path_buf(), answer.clone());
    answer
}

impl Remembered {
    /// The canonical path, by that of the directory above where the last step is no link.
    fn find_canonical(&self, path: &Path) -> io::Result<PathBuf> {
        match (path.parent(), path.file_name()) {
            (Some(parent), Some(name)) if !self.files.is_link(path)? => {
                Ok(self.canonical(parent)?.join(name))
            }
            _ => self.files.canonical(path),
        }
    }
}

impl Files for Remembered {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.files.read(path, limit)
    }

    fn names(&self, directory: &Path) -> io::Result<Vec<String>> {
        once(&self.names, directory, || {
            self.files.names(directory).map_err(|error| error.kind())
        })
        .map_err(io::Error::from)
    }

    fn walk(&self, directory: &Path, endings: &[&str]) -> Walk {
        self.files.walk(directory, endings)
    }

    fn is_directory(&self, path: &Path) -> bool {
        once(&self.is_directory, path, || self.files.is_directory(path))
    }

    fn is_link(&self, path: &Path) -> io::Result<bool> {
        self.files.is_link(path)
    }

    fn exists(&self, path: &Path) -> bool {
        once(&self.exists, path, || self.files.exists(path))
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        once(&self.canonical, path, || self.find_canonical(path).ok())
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Memory;

    #[test]
    fn answers_as_the_files_do() {
        let files: Memory = [("a/b/c.tf", "")].into_iter().collect();
        let remembered = Remembered::new(Arc::new(files.clone()));
        for path in ["", "a", "a/b", "a/b/c.tf", "a/x", "a/b"] {
            let path = Path::new(path);
            assert_eq!(
                remembered.canonical(path).ok(),
                files.canonical(path).ok(),
                "{path:?}"
            );
            assert_eq!(remembered.exists(path), files.exists(path), "{path:?}");
            assert_eq!(
                remembered.names(path).ok(),
                files.names(path).ok(),
                "{path:?}"
            );
            assert_eq!(
                remembered.is_directory(path),
                files.is_directory(path),
                "{path:?}"
            );
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed() {
        let folder = std::env::temp_dir().join(format!("cldlint-links-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(folder.join("real/inner")).unwrap();
        std::os::unix::fs::symlink("real", folder.join("link")).unwrap();
        let remembered = Remembered::new(Arc::new(crate::config::Disk));
        for path in ["real/inner", "link", "link/inner", "link/none"] {
            let path = folder.join(path);
            let expected = std::fs::canonicalize(&path).ok();
            assert_eq!(remembered.canonical(&path).ok(), expected, "{path:?}");
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
