//! Where files come from: the disk, or memory in tests.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use super::paths::normalise;

/// What walking a directory found.
#[derive(Debug, Default)]
pub struct Walk {
    /// The files, in the order of their paths.
    pub files: Vec<PathBuf>,
    /// What could not be read, and why.
    pub errors: Vec<(PathBuf, io::Error)>,
}

/// Gives files. The real one is [`Disk`].
pub trait Files: Debug + Send + Sync {
    /// The content of a file of at most `limit` bytes.
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>>;

    /// The names of what is directly in a directory, sorted.
    fn names(&self, directory: &Path) -> io::Result<Vec<String>>;

    /// The files below a directory with one of these endings, sorted. Hidden directories are not entered, nor those that
    /// version control leaves out; files that it leaves out are found, since Terraform reads them as it does others.
    fn walk(&self, directory: &Path, endings: &[&str]) -> Walk;

    /// Whether there is a directory of that path.
    fn is_directory(&self, path: &Path) -> bool;

    /// Whether what is there is a symbolic link; an error where there is nothing.
    fn is_link(&self, path: &Path) -> io::Result<bool>;

    /// Whether there is anything of that path.
    fn exists(&self, path: &Path) -> bool;

    /// The path without symbolic links, absolute; for deciding what lies inside what.
    fn canonical(&self, path: &Path) -> io::Result<PathBuf>;
}

/// The files of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

/// The empty path, which is the current directory, spelt out for the system.
fn spelt(path: &Path) -> &Path {
    if path.as_os_str().is_empty() {
        Path::new(".")
    } else {
        path
    }
}

impl Files for Disk {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        use std::io::Read as _;
        let file = open(path)?;
        // Asked of the open file, so that the system does not have to find it twice.
        let metadata = file.metadata()?;
        if !metadata.is_file() {
            return Err(io::Error::other("not a regular file"));
        }
        let length = metadata.len();
        if length > limit {
            let message = format!("{length} bytes are more than the {limit} that are read");
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
        file.take(limit).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn names(&self, directory: &Path) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in std::fs::read_dir(spelt(directory))? {
            let entry = entry?;
            if let Ok(name) = entry.file_name().into_string() {
                names.push(name);
            }
        }
        names.sort_unstable();
        Ok(names)
    }

    fn walk(&self, directory: &Path, endings: &[&str]) -> Walk {
        let mut found = Walk::default();
        let walker = ignore::WalkBuilder::new(spelt(directory))
            .overrides(files_ending_in(spelt(directory), endings))
            .standard_filters(false)
            .hidden(true)
            .git_ignore(true)
            .require_git(false)
            .follow_links(false)
            .build();
        for entry in walker {
            match entry {
                Ok(entry) => {
                    // A symbolic link is taken for a file; reading it tells.
                    if entry.file_type().is_some_and(|kind| !kind.is_dir()) {
                        found.files.push(normalise(entry.path()));
                    }
                }
                Err(error) => {
                    let path = path_of(&error).map_or_else(|| directory.to_path_buf(), normalise);
                    if let Some(cause) = error.into_io_error() {
                        found.errors.push((path, cause));
                    }
                }
            }
        }
        found
            .files
            .sort_unstable_by(|a, b| a.as_os_str().cmp(b.as_os_str()));
        found.errors.sort_by(|a, b| a.0.cmp(&b.0));
        found
    }

    fn exists(&self, path: &Path) -> bool {
        spelt(path).exists()
    }

    fn is_directory(&self, path: &Path) -> bool {
        spelt(path).is_dir()
    }

    fn is_link(&self, path: &Path) -> io::Result<bool> {
        Ok(std::fs::symlink_metadata(spelt(path))?.is_symlink())
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        std::fs::canonicalize(spelt(path))
    }
}

/// Opens a file. Should it be a pipe, without waiting for its other end.
#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut options = File::options();
    options.read(true).custom_flags(libc::O_NONBLOCK).open(path)
}

/// Opens a file.
#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// Files with these endings and no others, whatever version control says of them. Directories are not meant.
fn files_ending_in(directory: &Path, endings: &[&str]) -> ignore::overrides::Override {
    let mut builder = ignore::overrides::OverrideBuilder::new(directory);
    for ending in endings {
        // An ending has nothing in it that a pattern could not hold.
        let _ = builder.add(&format!("*{ending}"));
    }
    builder
        .build()
        .unwrap_or_else(|_| ignore::overrides::Override::empty())
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            path_of(err)
        }
        ignore::Error::Loop { child, .. } => Some(child),
        _ => None,
    }
}

/// Files in memory.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: BTreeMap<PathBuf, Vec<u8>>,
}

impl<P: AsRef<Path>, B: AsRef<[u8]>> FromIterator<(P, B)> for Memory {
    fn from_iter<T: IntoIterator<Item = (P, B)>>(files: T) -> Self {
        Self {
            files: files
                .into_iter()
                .map(|(path, bytes)| (normalise(path.as_ref()), bytes.as_ref().to_vec()))
                .collect(),
        }
    }
}

impl Files for Memory {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let bytes = self
            .files
            .get(&normalise(path))
            .ok_or(io::ErrorKind::NotFound)?;
        if bytes.len() as u64 > limit {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(bytes.clone())
    }

    fn names(&self, directory: &Path) -> io::Result<Vec<String>> {
        let directory = normalise(directory);
        let names: BTreeSet<String> = self
            .files
            .keys()
            .filter_map(|path| path.strip_prefix(&directory).ok())
            .filter_map(|rest| rest.components().next())
            .map(|first| first.as_os_str().to_string_lossy().into_owned())
            .collect();
        if names.is_empty() {
            return Err(io::ErrorKind::NotFound.into());
        }
        Ok(names.into_iter().collect())
    }

    fn walk(&self, directory: &Path, endings: &[&str]) -> Walk {
        let directory = normalise(directory);
        let hidden = |path: &Path| {
            let directories = path.parent().into_iter().flat_map(Path::components);
            let mut names = directories.map(|part| part.as_os_str().to_string_lossy());
            names.any(|name| name.starts_with('.'))
        };
        let wanted = |name: &str| endings.iter().any(|ending| name.ends_with(ending));
        Walk {
            files: self
                .files
                .keys()
                .filter(|path| {
                    path.strip_prefix(&directory)
                        .is_ok_and(|rest| !hidden(rest))
                        && path
                            .file_name()
                            .and_then(|name| name.to_str())
                            .is_some_and(wanted)
                })
                .cloned()
                .collect(),
            errors: Vec::new(),
        }
    }

    fn exists(&self, path: &Path) -> bool {
        let path = normalise(path);
        self.files.keys().any(|file| file.starts_with(&path))
    }

    fn is_directory(&self, path: &Path) -> bool {
        self.names(path).is_ok()
    }

    fn is_link(&self, _: &Path) -> io::Result<bool> {
        Ok(false)
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        Ok(Path::new("/memory").join(normalise(path)))
    }
}
