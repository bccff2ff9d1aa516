//! Files as they would be with changes that are not written yet.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files::{Files, Walk};
use super::paths::normalise;

/// Other files, some of which have another content here.
#[derive(Clone, Debug)]
pub struct Overlay {
    below: Arc<dyn Files>,
    changed: BTreeMap<PathBuf, Vec<u8>>,
}

impl Overlay {
    /// `below`, with the content of some files changed. No file comes or goes.
    pub fn new(
        below: Arc<dyn Files>,
        changed: impl IntoIterator<Item = (PathBuf, Vec<u8>)>,
    ) -> Self {
        let changed = changed.into_iter();
        Self {
            below,
            changed: changed
                .map(|(path, bytes)| (normalise(&path), bytes))
                .collect(),
        }
    }
}

impl Files for Overlay {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        match self.changed.get(&normalise(path)) {
            Some(bytes) if bytes.len() as u64 > limit => Err(io::ErrorKind::FileTooLarge.into()),
            Some(bytes) => Ok(bytes.clone()),
            None => self.below.read(path, limit),
        }
    }

    fn names(&self, directory: &Path) -> io::Result<Vec<String>> {
        self.below.names(directory)
    }

    fn walk(&self, directory: &Path, endings: &[&str]) -> Walk {
        self.below.walk(directory, endings)
    }

    fn is_directory(&self, path: &Path) -> bool {
        self.below.is_directory(path)
    }

    fn is_link(&self, path: &Path) -> io::Result<bool> {
        self.below.is_link(path)
    }

    fn exists(&self, path: &Path) -> bool {
        self.below.exists(path)
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        self.below.canonical(path)
    }
}
