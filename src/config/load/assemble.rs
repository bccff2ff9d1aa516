//! From what was loaded to the workspace: roots, what Terraform fetched for them, and computed sources.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::declare::ModuleId;
use super::super::documents::Documents;
use super::super::early;
use super::super::fetched::{self, Fetched};
use super::super::paths::normalise;
use super::super::roots::{ComputedCalls, find_roots};
use super::super::workspace::{Root, Workspace};
use super::{Directories, Loader};

/// How often computed sources may lead to modules that compute sources.
const MOST_ROUNDS: usize = 16;

impl Loader {
    /// Makes the workspace. What calls with a computed source lead to shows only once variables and locals can be
    /// evaluated, so that is loaded then, and what it computes after it.
    pub(super) fn finish(self, walked: &Directories, paths: &[PathBuf]) -> Workspace {
        let threads = self.threads;
        let mut calls = ComputedCalls::new();
        let mut workspace = self.assemble(walked, paths, &calls);
        for _ in 0..MOST_ROUNDS {
            if !workspace.computed_sources {
                break;
            }
            let (mut loader, targets) = Self::resume(workspace, threads);
            let before = (loader.modules.len(), calls.len());
            loader.load_targets(targets, &mut calls);
            let is_complete = before == (loader.modules.len(), calls.len());
            workspace = loader.assemble(walked, paths, &calls);
            if is_complete {
                break;
            }
        }
        workspace.hide_secrets();
        let problems = workspace.assignment_problems();
        workspace.problems.extend(problems);
        workspace.problems.sort();
        workspace.problems.dedup();
        workspace
    }

    fn assemble(
        mut self,
        walked: &Directories,
        paths: &[PathBuf],
        computed: &ComputedCalls,
    ) -> Workspace {
        let paths: Vec<PathBuf> = paths.iter().map(|path| normalise(path)).collect();
        let candidates = walked
            .keys()
            .filter_map(|directory| self.by_directory.get(directory).copied())
            .collect();
        let mut roots = Vec::new();
        for module in find_roots(&self.modules, &candidates, computed) {
            roots.push(self.root(module, &paths));
        }
        self.left_out.sort();
        self.left_out.dedup();
        Workspace {
            documents: Documents::default(),
            files: self.files,
            paths,
            sources: self.sources,
            trees: self.trees,
            modules: self.modules,
            by_directory: self.by_directory,
            computed_sources: self.computed_sources,
            roots,
            problems: self.problems,
            left_out: self.left_out,
            given: self.given,
        }
    }

    /// Goes on with a workspace, and tells where its computed sources lead to.
    fn resume(workspace: Workspace, threads: usize) -> (Self, BTreeSet<(ModuleId, PathBuf)>) {
        let workspace = Arc::new(workspace);
        let targets = early::targets(&workspace);
        #[expect(
            clippy::expect_used,
            reason = "the evaluations that shared it have ended"
        )]
        let workspace = Arc::into_inner(workspace).expect("nobody else holds the workspace");
        let loader = Self {
            followed: workspace.modules.len(),
            files: workspace.files,
            threads,
            sources: workspace.sources,
            trees: workspace.trees,
            modules: workspace.modules,
            by_directory: workspace.by_directory,
            computed_sources: workspace.computed_sources,
            missing: FxHashSet::default(),
            problems: workspace.problems,
            left_out: workspace.left_out,
            given: workspace.given,
        };
        (loader, targets)
    }

    fn load_targets(&mut self, targets: BTreeSet<(ModuleId, PathBuf)>, calls: &mut ComputedCalls) {
        for (caller, directory) in targets {
            self.load_directory(&directory);
            if let Some(&id) = self.by_directory.get(&directory) {
                calls.insert((caller, id));
            }
        }
    }

    /// Loads a directory that is not known yet, and what it calls.
    fn load_directory(&mut self, directory: &Path) {
        if !self.by_directory.contains_key(directory)
            && let Some(names) = self.list(directory)
        {
            self.load(Directories::from([(directory.to_path_buf(), names)]));
            self.follow_calls();
        }
    }

    /// A root with what Terraform has noted beside it: the modules it fetched, and the versions it chose.
    fn root(&mut self, module: ModuleId, paths: &[PathBuf]) -> Root {
        let source = &self.modules[module.0 as usize];
        let (directory, shown) = (source.directory.clone(), source.shown.clone());
        let files = Arc::clone(&self.files);
        let data = self.given.inputs.data_directory.as_deref();
        let data = directory.join(data.unwrap_or(Path::new(".terraform")));
        // Most root modules have none.
        let has_data = files.exists(&data);
        let listed = if has_data {
            fetched::manifest(files.as_ref(), &directory, &data, paths)
        } else {
            Fetched::default()
        };
        self.problems.extend(listed.problems);
        let mut modules = FxHashMap::default();
        for entry in listed.entries {
            self.load_directory(&entry.directory);
            if let Some(&id) = self.by_directory.get(&entry.directory) {
                modules.insert(Arc::from(entry.key.as_str()), (id, entry));
            }
        }
        Root {
            selected: has_data
                .then(|| fetched::workspace(files.as_ref(), &data))
                .flatten(),
            locked: fetched::locked_versions(files.as_ref(), &directory),
            shown,
            directory,
            module,
            fetched: modules,
        }
    }
}
