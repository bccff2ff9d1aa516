//! Replaces files: all of them or none, each at once.
//!
//! New content goes to a file of its own in the same directory, which then takes the name of the old one, so that nobody
//! ever sees half of it. Symbolic links are followed: what they lead to is replaced, and they stay.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::Failure;

/// A file that is to have a new content.
pub(super) struct Replacement<'a> {
    /// The path, as shown.
    pub(super) path: &'a str,
    /// What it holds now.
    pub(super) old: &'a [u8],
    /// What it is to hold.
    pub(super) new: &'a [u8],
}

/// A new content that waits beside the old one.
struct Prepared<'a> {
    replacement: &'a Replacement<'a>,
    target: PathBuf,
    temporary: PathBuf,
}

/// Replaces the files. On an error none is changed.
pub(super) fn replace(files: &[Replacement<'_>]) -> Result<(), Failure> {
    let mut prepared = Vec::new();
    for file in files {
        match prepare(file) {
            Ok(file) => prepared.push(file),
            Err(error) => {
                discard(&prepared);
                return Err(failure(file.path, &error));
            }
        }
    }
    for (index, file) in prepared.iter().enumerate() {
        if let Err(error) = fs::rename(&file.temporary, &file.target) {
            discard(&prepared[index..]);
            let failed = failure(file.replacement.path, &error);
            return Err(take_back(&prepared[..index], failed));
        }
    }
    Ok(())
}

fn prepare<'a>(file: &'a Replacement<'a>) -> io::Result<Prepared<'a>> {
    let target = fs::canonicalize(file.path)?;
    if fs::read(&target)? != file.old {
        return Err(io::Error::other("it changed since it was read"));
    }
    let temporary = write_beside(&target, file.new)?;
    Ok(Prepared {
        replacement: file,
        target,
        temporary,
    })
}

/// Writes a file in the directory of another, with the other's permissions.
fn write_beside(target: &Path, content: &[u8]) -> io::Result<PathBuf> {
    let permissions = fs::metadata(target)?.permissions();
    if permissions.readonly() {
        return Err(io::Error::other("it is read-only"));
    }
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let name = format!(".{name}.cldlint-{}", std::process::id());
    let temporary = target.with_file_name(name);
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&temporary)?;
    let written = file
        .write_all(content)
        .and_then(|()| file.set_permissions(permissions))
        .and_then(|()| file.sync_all());
    match written {
        Ok(()) => Ok(temporary),
        Err(error) => {
            // What cannot be removed either is left, under a name that tells whose it is.
            let _ = fs::remove_file(&temporary);
            Err(error)
        }
    }
}

fn discard(prepared: &[Prepared<'_>]) {
    for file in prepared {
        let _ = fs::remove_file(&file.temporary);
    }
}

/// Gives files that were replaced already their old content again.
fn take_back(replaced: &[Prepared<'_>], mut failed: Failure) -> Failure {
    for file in replaced {
        let restored = write_beside(&file.target, file.replacement.old)
            .and_then(|temporary| fs::rename(temporary, &file.target));
        if let Err(error) = restored {
            let path = file.replacement.path;
            failed = failed.and(&format!("{path} is fixed, and stays so: {error}"));
        }
    }
    failed
}

fn failure(path: &str, error: &io::Error) -> Failure {
    Failure::new(
        format!("{path} cannot be fixed: {error}"),
        "no file was changed",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn directory(name: &str) -> PathBuf {
        let directory = std::env::temp_dir().join(format!("cldlint-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&directory);
        fs::create_dir_all(&directory).unwrap();
        directory
    }

    fn names(directory: &Path) -> Vec<String> {
        let entries = fs::read_dir(directory).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn one_that_changed_keeps_all_from_being_replaced() {
        let directory = directory("all-or-none");
        let (a, b) = (directory.join("a.tf"), directory.join("b.tf"));
        fs::write(&a, "old").unwrap();
        fs::write(&b, "other").unwrap();
        let replacement = |path: &'static str| Replacement {
            path,
            old: b"old",
            new: b"new",
        };
        let paths = [&a, &b].map(|path| &*path.to_str().unwrap().to_owned().leak());
        assert!(replace(&paths.map(replacement)).is_err());
        assert_eq!(fs::read_to_string(&a).unwrap(), "old");
        assert_eq!(names(&directory), ["a.tf", "b.tf"]);
        fs::write(&b, "old").unwrap();
        assert!(replace(&paths.map(replacement)).is_ok());
        assert_eq!(fs::read_to_string(&b).unwrap(), "new");
        assert_eq!(names(&directory), ["a.tf", "b.tf"]);
        fs::remove_dir_all(&directory).unwrap();
    }
}
