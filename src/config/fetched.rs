//! What `terraform init` leaves beside a root module: fetched modules, and the provider versions it chose.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;

use crate::model::{Problem, ProblemKind, major, satisfies};
use crate::syntax;
use crate::text::Sources;

use super::body::Code;
use super::boundary::boundary;
use super::files::Files;
use super::paths::{normalise, shown};

/// Notes of `terraform init` are small; a larger file is something else.
const LARGEST: u64 = 16 << 20;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Manifest {
    modules: Vec<Entry>,
}

/// A module that Terraform has fetched.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Entry {
    /// The names of the calls that lead to it, joined by dots; empty for the root.
    pub(super) key: String,
    /// Where it came from, as Terraform spells it.
    #[serde(default)]
    pub(super) source: String,
    /// Which version of it, if it came from a registry.
    pub(super) version: Option<String>,
    /// Where it is, seen from the root.
    dir: PathBuf,
    /// The same, as other paths are.
    #[serde(skip)]
    pub(super) directory: PathBuf,
}

/// What the list of fetched modules comes to.
#[derive(Debug, Default)]
pub(super) struct Fetched {
    /// In the order of their keys.
    pub(super) entries: Vec<Entry>,
    pub(super) problems: Vec<Problem>,
}

/// The modules that Terraform fetched for a root module into its data directory.
pub(super) fn manifest(files: &dyn Files, root: &Path, data: &Path, given: &[PathBuf]) -> Fetched {
    let path = normalise(&data.join("modules/modules.json"));
    let mut fetched = Fetched::default();
    let manifest = match files.read(&path, LARGEST) {
        Ok(bytes) => serde_json::from_slice::<Manifest>(&bytes).ok(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return fetched,
        Err(_) => None,
    };
    let Some(manifest) = manifest else {
        let message = "the list of fetched modules cannot be read";
        fetched.problems.push(note(&path, message.to_owned()));
        return fetched;
    };
    let allowed: Vec<PathBuf> = [files.canonical(&data.join("modules")).ok()]
        .into_iter()
        .chain([boundary(files, root, given)])
        .flatten()
        .collect();
    let mut outside = Vec::new();
    for mut entry in manifest.modules {
        entry.directory = normalise(&root.join(&entry.dir));
        // What is not there, or is only named, is as good as not fetched.
        let Ok(canonical) = files.canonical(&entry.directory) else {
            continue;
        };
        if entry.key.is_empty() {
            continue;
        }
        if allowed.iter().any(|within| canonical.starts_with(within)) {
            fetched.entries.push(entry);
        } else {
            outside.push(entry.key);
        }
    }
    if !outside.is_empty() {
        outside.sort();
        let message = format!(
            "modules that lie outside of the repository are not read: {}",
            outside.join(", ")
        );
        fetched.problems.push(note(&path, message));
    }
    fetched.entries.sort_by(|a, b| a.key.cmp(&b.key));
    fetched
}

fn note(path: &Path, message: String) -> Problem {
    Problem {
        kind: ProblemKind::Module,
        fatal: false,
        span: None,
        path: Some(shown(path).into()),
        message,
        help: Some("run `terraform init` again".to_owned()),
    }
}

impl Entry {
    /// Whether it is what a call with this source and version asks for; Terraform demands `terraform init` where it is
    /// not. Where that is not plain it is taken to be so.
    pub(super) fn serves(&self, source: Option<&str>, version: Option<&str>) -> bool {
        source.is_none_or(|source| may_be_same(source, &self.source))
            && version.is_none_or(|constraint| match self.version.as_deref() {
                Some(version) => satisfies(version, constraint).unwrap_or(true),
                None => false,
            })
    }
}

/// Registries that a source without a host may mean.
const REGISTRIES: [&str; 2] = ["registry.terraform.io/", "registry.opentofu.org/"];

/// Whether a source as written may be one as Terraform spells it. Of other than registries only the `ref` is compared,
/// since there are many spellings of the same address.
fn may_be_same(written: &str, noted: &str) -> bool {
    fn bare(source: &str) -> &str {
        let mut registries = REGISTRIES.iter();
        registries
            .find_map(|registry| source.strip_prefix(registry))
            .unwrap_or(source)
    }
    fn reference(source: &str) -> Option<&str> {
        let (_, query) = source.split_once('?')?;
        query.split('&').find_map(|part| part.strip_prefix("ref="))
    }
    if noted.is_empty() || bare(written) == bare(noted) {
        return true;
    }
    let is_registry = |source: &str| {
        let address = bare(source).split("//").next().unwrap_or_default();
        let parts = address.split('/').count();
        (3..=4).contains(&parts) && !address.contains([':', '@', '?']) && !is_host(address)
    };
    !is_registry(written) && !is_registry(noted) && reference(written) == reference(noted)
}

/// Whether an address begins with a host that Terraform knows to be no registry.
fn is_host(address: &str) -> bool {
    ["github.com/", "bitbucket.org/"]
        .iter()
        .any(|host| address.starts_with(host))
}

/// The workspace that was selected where Terraform ran.
pub(super) fn workspace(files: &dyn Files, data: &Path) -> Option<Arc<str>> {
    let bytes = files.read(&data.join("environment"), LARGEST).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let name = text.trim();
    (!name.is_empty()).then(|| name.into())
}

/// The major versions in the lock file of a root module, by the source address of the provider.
pub(super) fn locked_versions(files: &dyn Files, root: &Path) -> Vec<(Arc<str>, u32)> {
    let Ok(bytes) = files.read(&root.join(".terraform.lock.hcl"), LARGEST) else {
        return Vec::new();
    };
    let mut sources = Sources::default();
    let id = sources.add(".terraform.lock.hcl", bytes);
    let source = sources.get(id);
    let tree = syntax::parse(source);
    let code = Code {
        source,
        tree: &tree,
    };
    code.blocks(code.root())
        .filter_map(|block| {
            let version = code.attribute(block.body, "version")?;
            let version = major(&code.string(version.expr.expr)?)?;
            Some((Arc::from(&**block.labels.first()?), version))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fetched_module_serves_what_asks_for_it() {
        for (written, noted, same) in [
            ("a/b/aws", "registry.terraform.io/a/b/aws", true),
            ("a/b/aws", "registry.opentofu.org/a/b/aws", true),
            ("a/b/aws", "a/b/aws", true),
            ("a/c/aws", "registry.terraform.io/a/b/aws", false),
            ("a/b/aws//x", "registry.terraform.io/a/b/aws//x", true),
            ("a/b/aws//y", "registry.terraform.io/a/b/aws//x", false),
            ("own.example/a/b/aws", "own.example/a/b/aws", true),
            (
                "own.example/a/b/aws",
                "registry.terraform.io/a/b/aws",
                false,
            ),
            (
                "github.com/a/b?ref=v1",
                "git::https://github.com/a/b.git?ref=v1",
                true,
            ),
            (
                "github.com/a/b?ref=v2",
                "git::https://github.com/a/b.git?ref=v1",
                false,
            ),
            (
                "git@github.com:a/b.git",
                "git::ssh://git@github.com/a/b.git",
                true,
            ),
            ("a/b/aws", "git::https://github.com/a/b.git", false),
            ("a/b/aws", "", true),
        ] {
            assert_eq!(may_be_same(written, noted), same, "{written} {noted}");
        }
    }
}
