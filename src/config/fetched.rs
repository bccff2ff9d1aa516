//! What `terraform init` leaves beside a root module: fetched modules, and the provider versions it chose.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;

use crate::syntax;
use crate::text::Sources;

use super::body::Code;
use super::files::Files;
use super::paths::normalise;
use crate::model::major;

/// Notes of `terraform init` are small; a larger file is something else.
const LARGEST: u64 = 16 << 20;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Manifest {
    modules: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Entry {
    key: String,
    dir: String,
}

/// The directories of the modules that Terraform fetched for a root module, by the names of the calls that lead to
/// them, in the order of those names.
pub(super) fn manifest(files: &dyn Files, root: &Path, data: &Path) -> Vec<(Arc<str>, PathBuf)> {
    let Ok(bytes) = files.read(&data.join("modules/modules.json"), LARGEST) else {
        return Vec::new();
    };
    let Ok(manifest) = serde_json::from_slice::<Manifest>(&bytes) else {
        return Vec::new();
    };
    let mut found: Vec<(Arc<str>, PathBuf)> = manifest
        .modules
        .into_iter()
        .filter(|entry| !entry.key.is_empty())
        .map(|entry| (entry.key.into(), normalise(&root.join(entry.dir))))
        .collect();
    found.sort();
    found
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
