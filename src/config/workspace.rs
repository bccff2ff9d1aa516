//! All configuration of a run: its files, their trees, the modules they make, and which of them are roots.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::model::{EntityKind, Problem};
use crate::syntax::Tree;
use crate::text::{FileId, Sources};

use super::assigned::Given;
use super::body::Code;
use super::declare::{ModuleId, ModuleSource};
use super::documents::Documents;
use super::fetched::Entry;
use super::files::Files;
use super::paths::normalise;

/// A directory from which Terraform would be run.
#[derive(Clone, Debug)]
pub struct Root {
    /// The directory as shown to the user: `.` or a relative path with `/`.
    pub shown: Arc<str>,
    /// The directory.
    pub directory: PathBuf,
    pub(super) module: ModuleId,
    /// Modules that Terraform has fetched, by the names of the calls that lead to them, joined by dots.
    pub(super) fetched: FxHashMap<Arc<str>, (ModuleId, Entry)>,
    /// The exact versions of providers in the lock file, by source address.
    pub(super) locked: Vec<(Arc<str>, u32)>,
    /// The workspace that is selected there, if that was noted.
    pub(super) selected: Option<Arc<str>>,
}

/// All configuration of a run.
///
/// Once opened it does not change, so models of several roots can be made from it at the same time.
#[derive(Debug)]
pub struct Workspace {
    pub(super) files: Arc<dyn Files>,
    /// What functions have read and decoded.
    pub(super) documents: Documents,
    /// The paths it was opened from.
    pub(super) paths: Vec<PathBuf>,
    pub(super) sources: Sources,
    /// By file.
    pub(super) trees: Vec<Tree>,
    pub(super) modules: Vec<ModuleSource>,
    pub(super) by_directory: FxHashMap<PathBuf, ModuleId>,
    /// Whether a module call has a source that is not written out.
    pub(super) computed_sources: bool,
    pub(super) roots: Vec<Root>,
    pub(super) problems: Vec<Problem>,
    /// Files of Terraform that are none of its configuration.
    pub(super) left_out: Vec<Problem>,
    /// What root modules are given from outside.
    pub(super) given: Given,
}

impl Workspace {
    /// The text of all files.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// What could not be read, in the order of files.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Notes of files that are not judged by design, such as tests; for those who want to know.
    pub fn left_out(&self) -> &[Problem] {
        &self.left_out
    }

    /// The root modules, in the order of their directories.
    pub fn roots(&self) -> &[Root] {
        &self.roots
    }

    /// The types of resources and data sources that any of its modules declares.
    pub fn types(&self) -> BTreeSet<(EntityKind, &str)> {
        let declarations = self.modules.iter().flat_map(|module| &module.declarations);
        declarations
            .filter(|of| matches!(of.kind, EntityKind::Resource | EntityKind::Data))
            .map(|of| (of.kind, &*of.type_name))
            .collect()
    }

    /// The tree of a file, if it is one of configuration or of variable values.
    pub fn tree(&self, file: FileId) -> Option<&Tree> {
        self.trees.get(file.index())
    }

    /// The module in a directory as a root, whether or not another module calls it: for a plan that was made there.
    /// Without what Terraform has fetched, if it is not among [`Self::roots`].
    pub fn root_at(&self, directory: &Path) -> Option<Root> {
        let directory = normalise(directory);
        if let Some(root) = self.roots.iter().find(|root| root.directory == directory) {
            return Some(root.clone());
        }
        let module = *self.by_directory.get(&directory)?;
        Some(Root {
            shown: self.module(module).shown.clone(),
            directory,
            module,
            fetched: FxHashMap::default(),
            locked: Vec::new(),
            selected: None,
        })
    }

    /// The name of Terraform's workspace for a root, if it is known. Source alone does not tell, since the same files
    /// serve them all.
    pub(super) fn selected(&self, root: &Root) -> Option<Arc<str>> {
        let given = self.given.inputs.workspace.as_ref();
        let known = given.or(root.selected.as_ref()).cloned();
        known.or_else(|| self.cloud_workspace(root))
    }

    /// The workspace that a root's `cloud` block names.
    fn cloud_workspace(&self, root: &Root) -> Option<Arc<str>> {
        let blocks = self.module(root.module).terraform.iter().rev();
        let mut names = blocks.filter_map(|&(_, body)| {
            let code = self.code(body.file);
            let workspaces = code.block(code.block(body, "cloud")?, "workspaces")?;
            let name = code.attribute(workspaces, "name")?;
            Some(Arc::from(&*code.string(name.expr.expr)?))
        });
        names.next()
    }

    pub(super) fn module(&self, id: ModuleId) -> &ModuleSource {
        &self.modules[id.0 as usize]
    }

    pub(super) fn code(&self, file: FileId) -> Code<'_> {
        Code {
            source: self.sources.get(file),
            tree: &self.trees[file.index()],
        }
    }
}
