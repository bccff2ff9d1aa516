//! Opens a workspace: finds files, reads and parses them, follows local module calls, finds the roots.

mod assemble;
mod parallel;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::{EntityKind, Problem, ProblemKind};
use crate::syntax::{self, Tree};
use crate::text::{FileId, Source, Sources};

use super::assigned::Given;
use super::body::Code;
use super::declare::{Declaration, ModuleId, ModuleSource, number};
use super::files::Files;
use super::inputs::{Assignment, Inputs};
use super::names::{self, FileRole};
use super::paths::{is_local, normalise, shown};
use super::remembered::Remembered;
use super::workspace::Workspace;

use self::parallel::in_parallel;

pub(crate) use self::parallel::make_room;

/// The largest file that is read. Spans have 32 bits, and no configuration comes near.
const LARGEST_FILE: u64 = 256 << 20;

/// How a workspace is opened.
#[derive(Clone, Copy, Debug)]
pub struct OpenOptions {
    /// How many threads read and parse. The result does not depend on it.
    pub threads: usize,
}

impl Default for OpenOptions {
    fn default() -> Self {
        Self { threads: 1 }
    }
}

impl Workspace {
    /// Reads the configuration below the paths, which are directories or files in them, and the local modules that it
    /// calls, wherever they are. What cannot be read is among [`Self::problems`].
    pub fn open(files: Arc<dyn Files>, paths: &[PathBuf], options: OpenOptions) -> Self {
        Self::open_with(files, paths, options, Inputs::default())
    }

    /// The same, with what its root modules are given.
    pub fn open_with(
        files: Arc<dyn Files>,
        paths: &[PathBuf],
        options: OpenOptions,
        inputs: Inputs,
    ) -> Self {
        let files = Arc::new(Remembered::new(files));
        let mut loader = Loader::new(files, options, inputs);
        let walked = loader.walk(paths);
        loader.load(walked.clone());
        loader.follow_calls();
        loader.read_assignments();
        loader.finish(&walked, paths)
    }
}

/// The names of configuration and variable files by directory.
type Directories = BTreeMap<PathBuf, Vec<String>>;

struct Loader {
    files: Arc<dyn Files>,
    threads: usize,
    sources: Sources,
    trees: Vec<Tree>,
    modules: Vec<ModuleSource>,
    by_directory: FxHashMap<PathBuf, ModuleId>,
    /// Whether a call has a source that is not written out.
    computed_sources: bool,
    /// How many modules have had their calls followed.
    followed: usize,
    /// Directories without configuration that were asked for.
    missing: FxHashSet<PathBuf>,
    problems: Vec<Problem>,
    left_out: Vec<Problem>,
    given: Given,
}

/// A file to read.
struct Wanted {
    path: PathBuf,
    json: bool,
    content: Content,
}

/// What a file holds.
#[derive(Clone, Copy)]
enum Content {
    /// A part of a module.
    Configuration { module: ModuleId, overrides: bool },
    /// Values for the variables of a module, should it be a root.
    Values { module: ModuleId },
    /// Values for the variables of all roots: the assignment of this number.
    Assignment { place: usize },
}

impl Loader {
    fn new(files: Arc<dyn Files>, options: OpenOptions, inputs: Inputs) -> Self {
        Self {
            files,
            threads: options.threads.max(1),
            sources: Sources::default(),
            trees: Vec::new(),
            modules: Vec::new(),
            by_directory: FxHashMap::default(),
            computed_sources: false,
            followed: 0,
            missing: FxHashSet::default(),
            problems: Vec::new(),
            left_out: Vec::new(),
            given: Given {
                inputs,
                files: FxHashMap::default(),
            },
        }
    }

    /// Finds the directories with configuration at and below the paths.
    fn walk(&mut self, paths: &[PathBuf]) -> Directories {
        let mut directories = Directories::new();
        for path in paths {
            let path = normalise(path);
            if self.files.is_directory(&path) {
                let before = directories.len();
                let known = directories.contains_key(&path);
                self.walk_directory(&path, &mut directories);
                if directories.len() == before && !known && !holds(&directories, &path) {
                    self.problems.push(nothing_found(&path));
                }
            } else if path.file_name().is_some_and(|name| {
                matches!(
                    FileRole::of(&name.to_string_lossy()),
                    Some(FileRole::Configuration { .. })
                )
            }) {
                // A module is a whole directory, so one file of it stands for them all.
                let directory = path.parent().unwrap_or(Path::new("")).to_path_buf();
                if let Some(names) = self.list(&directory) {
                    directories.insert(directory, names);
                }
            } else {
                let error = io::Error::from(io::ErrorKind::NotFound);
                self.problems.push(unreadable(&path, &error));
            }
        }
        directories
    }

    fn walk_directory(&mut self, directory: &Path, directories: &mut Directories) {
        let walk = self.files.walk(directory, &names::endings());
        for (path, error) in &walk.errors {
            self.problems.push(unreadable(path, error));
        }
        // Files of a directory mostly follow each other, so a directory is looked up once and not for each of them.
        let same = |a: &PathBuf, b: &PathBuf| {
            a.parent().map(Path::as_os_str) == b.parent().map(Path::as_os_str)
        };
        for group in walk.files.chunk_by(same) {
            let Some(parent) = group.first().and_then(|path| path.parent()) else {
                continue;
            };
            let names = directories.entry(parent.to_path_buf()).or_default();
            for path in group {
                let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
                    continue;
                };
                match FileRole::of(name) {
                    None => continue,
                    Some(FileRole::LeftOut(what)) => {
                        self.left_out.push(left_out(path, what));
                        continue;
                    }
                    Some(FileRole::Configuration { .. } | FileRole::Variables { .. }) => {}
                }
                if let Err(at) = names.binary_search_by(|known| known.as_str().cmp(name)) {
                    names.insert(at, name.to_owned());
                }
            }
        }
        // A directory of variable values alone is no module.
        directories.retain(|_, names| has_configuration(names));
    }

    /// The configuration files of one directory, if there are any.
    fn list(&mut self, directory: &Path) -> Option<Vec<String>> {
        let names = self.files.names(directory).ok()?;
        has_configuration(&names).then_some(names)
    }

    /// Reads and parses what these directories hold.
    fn load(&mut self, directories: Directories) {
        let mut wanted = Vec::new();
        for (directory, names) in directories {
            if self.by_directory.contains_key(&directory) {
                continue;
            }
            let id = ModuleId(number(self.modules.len()));
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            for (name, role) in names::configuration(&names) {
                let FileRole::Configuration {
                    json, overrides, ..
                } = role
                else {
                    continue;
                };
                wanted.push(Wanted {
                    path: directory.join(name),
                    json,
                    content: Content::Configuration {
                        module: id,
                        overrides,
                    },
                });
            }
            for (name, json) in names::variables(&names) {
                wanted.push(Wanted {
                    path: directory.join(name),
                    json,
                    content: Content::Values { module: id },
                });
            }
            let shown = shown(&directory).into();
            self.modules
                .push(ModuleSource::new(directory.clone(), shown));
            self.by_directory.insert(directory, id);
        }
        self.read(&wanted);
    }

    fn read(&mut self, wanted: &[Wanted]) {
        let files = &self.files;
        let contents = in_parallel(self.threads, wanted, |file| {
            files.read(&file.path, LARGEST_FILE)
        });
        let mut added: Vec<(FileId, &Wanted)> = Vec::with_capacity(wanted.len());
        for (file, content) in wanted.iter().zip(contents) {
            match content {
                Ok(bytes) => added.push((self.sources.add(shown(&file.path), bytes), file)),
                Err(error) => {
                    let mut problem = unreadable(&file.path, &error);
                    match file.content {
                        Content::Assignment { .. } => {
                            problem.help = Some("--var-file names this file".to_owned());
                        }
                        // A link whose target is still to be written. Its values are unknown, not wrong.
                        Content::Values { .. } if error.kind() == io::ErrorKind::NotFound => {
                            problem.fatal = false;
                            "a link to a file that is not there".clone_into(&mut problem.message);
                        }
                        Content::Values { .. } | Content::Configuration { .. } => {}
                    }
                    self.problems.push(problem);
                }
            }
        }
        let sources = &self.sources;
        let trees = in_parallel(self.threads, &added, |&(id, file)| {
            let source = sources.get(id);
            match file.content {
                Content::Configuration { .. } if file.json => syntax::parse_json(source),
                _ if file.json => syntax::parse_json_literals(source),
                _ => syntax::parse(source),
            }
        });
        self.trees.extend(trees);
        for (id, file) in added {
            let code = Code {
                source: self.sources.get(id),
                tree: &self.trees[id.index()],
            };
            syntax_problems(code.source, code.tree, &mut self.problems);
            match file.content {
                Content::Configuration { module, overrides } => {
                    let module = &mut self.modules[module.0 as usize];
                    module.declare(code, overrides, &mut self.problems);
                }
                Content::Values { module } => {
                    self.modules[module.0 as usize].variable_files.push(id);
                }
                Content::Assignment { place } => {
                    self.given.files.insert(place, id);
                }
            }
        }
    }

    /// Reads the files of values that the command line names.
    fn read_assignments(&mut self) {
        let assignments = self.given.inputs.assignments.iter().enumerate();
        let wanted: Vec<Wanted> = assignments
            .filter_map(|(place, assignment)| match assignment {
                Assignment::File(path) => Some(Wanted {
                    path: normalise(path),
                    json: path.extension().is_some_and(|ending| ending == "json"),
                    content: Content::Assignment { place },
                }),
                Assignment::Value { .. } => None,
            })
            .collect();
        self.read(&wanted);
    }

    /// Loads the modules that calls with a local source name, and those that they call, and so on.
    fn follow_calls(&mut self) {
        while self.followed < self.modules.len() {
            let mut targets: Vec<(usize, u32, PathBuf)> = Vec::new();
            let mut computed = false;
            for (index, module) in self.modules.iter().enumerate().skip(self.followed) {
                for (call, declaration) in module.numbered() {
                    if declaration.kind == EntityKind::Module
                        && let Some(source) = self.local_source(declaration, &mut computed)
                    {
                        let directory = normalise(&module.directory.join(source));
                        targets.push((index, call, directory));
                    }
                }
            }
            self.computed_sources |= computed;
            self.followed = self.modules.len();
            let mut directories = Directories::new();
            for (_, _, directory) in &targets {
                if !self.by_directory.contains_key(directory)
                    && !self.missing.contains(directory)
                    && !directories.contains_key(directory)
                {
                    if let Some(names) = self.list(directory) {
                        directories.insert(directory.clone(), names);
                    } else {
                        self.missing.insert(directory.clone());
                    }
                }
            }
            self.load(directories);
            for (index, call, directory) in targets {
                if let Some(&id) = self.by_directory.get(&directory) {
                    self.modules[index].calls.insert(call, id);
                }
            }
        }
    }

    /// The source of a module call, if it is a path. Takes note of those that have to be computed.
    fn local_source(&self, declaration: &Declaration, computed: &mut bool) -> Option<String> {
        let mut bodies = declaration.bodies.iter().rev();
        let (code, source) = bodies.find_map(|&body| {
            let code = Code {
                source: self.sources.get(body.file),
                tree: &self.trees[body.file.index()],
            };
            Some((code, code.attribute(body, "source")?))
        })?;
        let text = code.string(source.expr.expr);
        *computed |= text.is_none();
        text.filter(|text| is_local(text)).map(Cow::into_owned)
    }
}

fn has_configuration(names: &[String]) -> bool {
    names
        .iter()
        .any(|name| matches!(FileRole::of(name), Some(FileRole::Configuration { .. })))
}

fn holds(directories: &Directories, path: &Path) -> bool {
    directories
        .keys()
        .any(|directory| directory.starts_with(path))
}

fn syntax_problems(source: &Source, tree: &Tree, problems: &mut Vec<Problem>) {
    for error in tree.errors() {
        problems.push(Problem {
            kind: ProblemKind::Syntax,
            fatal: true,
            span: Some(source.span(error.range)),
            path: None,
            message: error.message.clone(),
            help: error.help.map(str::to_owned),
        });
    }
}

fn unreadable(path: &Path, error: &io::Error) -> Problem {
    let message = match error.kind() {
        io::ErrorKind::NotFound => "no such file or directory".to_owned(),
        io::ErrorKind::PermissionDenied => "may not be read: permission denied".to_owned(),
        _ => format!("cannot be read: {error}"),
    };
    Problem {
        kind: ProblemKind::Io,
        fatal: true,
        span: None,
        path: Some(shown(path).into()),
        message,
        help: None,
    }
}

fn left_out(path: &Path, what: &str) -> Problem {
    Problem {
        kind: ProblemKind::Input,
        fatal: false,
        span: None,
        path: Some(shown(path).into()),
        message: format!("{what} are not judged"),
        help: None,
    }
}

fn nothing_found(path: &Path) -> Problem {
    Problem {
        kind: ProblemKind::Input,
        fatal: true,
        span: None,
        path: Some(shown(path).into()),
        message: "no Terraform configuration found here or below".to_owned(),
        help: Some(
            "name a directory with .tf files; hidden directories and what .gitignore names are left out"
                .to_owned(),
        ),
    }
}
