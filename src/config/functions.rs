//! Functions that read files. Only files of the repository are read.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::eval::{self, Access, Context, Resolved, Scope};
use crate::syntax;
use crate::text::Sources;
use crate::value::{Kind, Marks, Reason, Unknown, Value};

use super::boundary::boundary;
use super::evaluator::Evaluator;
use super::fileset;
use super::paths::{normalise, shown};
use super::scope::Names;
use super::workspace::Workspace;

/// The largest file that a function reads.
const LARGEST: u64 = 4 << 20;

impl Evaluator {
    /// Calls one of the functions that read files; `None` for any other.
    pub(super) fn call_function(
        &self,
        names: &Names<'_>,
        name: &str,
        args: &[Value],
        context: &Context,
    ) -> Option<Result<Value, String>> {
        if let Some(decoded) = self.workspace.documents.decode(name, args, context) {
            return Some(decoded);
        }
        let wanted = match name {
            "templatefile" | "fileset" => 2,
            "file" | "fileexists" => 1,
            _ if eval::encode_file(name, b"").is_some() => 1,
            _ => return None,
        };
        if args.len() != wanted {
            return Some(Err(format!("{name}() takes {wanted} arguments")));
        }
        let mut unknown = Unknown {
            not_null: true,
            ..Unknown::default()
        };
        unknown.absorb_value(&args[0]);
        if name == "fileset" {
            unknown.absorb_value(&args[1]);
        }
        let marks = args
            .iter()
            .fold(Marks::default(), |marks, arg| marks.union(arg.deep_marks()));
        if let Some(null) = args.iter().position(Value::is_null) {
            return Some(Err(format!("argument {} is null", null + 1)));
        }
        if !unknown.reasons.is_empty() {
            unknown.references.clear();
            return Some(Ok(Value::from(unknown).marked(marks)));
        }
        let Some(path) = args[0].to_text() else {
            return Some(Err(format!("the path given to {name}() must be a string")));
        };
        let result = match self.sandboxed(&path) {
            Err(reason) => Ok(reason.into()),
            Ok(path) => self.read_for(names, name, &path, args, context),
        };
        Some(result.map(|value| value.marked(marks)))
    }

    fn read_for(
        &self,
        names: &Names<'_>,
        name: &str,
        path: &Path,
        args: &[Value],
        context: &Context,
    ) -> Result<Value, String> {
        if name == "fileset" {
            let Some(pattern) = args[1].as_str() else {
                return Err("the pattern must be a string".to_owned());
            };
            return fileset::matching(self.workspace.files.as_ref(), &self.patterns, path, pattern);
        }
        let documents = &self.workspace.documents;
        if name == "file"
            && let Some(text) = documents.text(path)
        {
            return Ok(text.into());
        }
        let read = self.workspace.files.read(path, LARGEST);
        if name == "fileexists" {
            return match read {
                Ok(_) => Ok(true.into()),
                Err(error) if error.kind() == ErrorKind::NotFound => Ok(false.into()),
                // What is too large to read is there.
                Err(error) if error.kind() == ErrorKind::FileTooLarge => Ok(true.into()),
                Err(error) => Err(format!("{} cannot be read: {error}", shown(path))),
            };
        }
        let bytes = match read {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(format!("there is no file {}", shown(path)));
            }
            Err(error) if error.kind() == ErrorKind::FileTooLarge => {
                return Ok(Reason::Limit("the size of a file".into()).into());
            }
            Err(error) => return Err(format!("{} cannot be read: {error}", shown(path))),
        };
        if let Some(encoded) = eval::encode_file(name, &bytes) {
            return Ok(encoded.into());
        }
        let text = String::from_utf8(bytes);
        match (name, text) {
            ("file", Ok(text)) => {
                let value = Value::from(text);
                if let Kind::String(text) = &value.kind {
                    documents.keep(path.to_path_buf(), text);
                }
                Ok(value)
            }
            ("templatefile", Ok(text)) => {
                check_names(&args[1])?;
                Ok(render(names, &text, &args[1], context))
            }
            _ => Err(format!("{} is not valid UTF-8", shown(path))),
        }
    }

    /// The path of a file that a function may read, from the path as Terraform, run in the root, would take it.
    pub(super) fn sandboxed(&self, path: &str) -> Result<PathBuf, Reason> {
        let outside = || Reason::Unsupported("a file outside the repository".into());
        if path.starts_with('~') || Path::new(path).is_absolute() {
            return Err(outside());
        }
        let path = normalise(&self.root.directory.join(path));
        let files = &self.workspace.files;
        // What does not exist has no canonical path; its nearest directory that exists decides.
        let canonical = path
            .ancestors()
            .find_map(|ancestor| files.canonical(ancestor).ok());
        match (canonical, self.boundary()) {
            (Some(canonical), Some(boundary)) if canonical.starts_with(&boundary) => Ok(path),
            _ => Err(outside()),
        }
    }

    /// The directory outside of which nothing is read: the repository, or else the path that the user gave.
    fn boundary(&self) -> Option<PathBuf> {
        let Workspace { files, paths, .. } = &*self.workspace;
        let find = || boundary(files.as_ref(), &self.root.directory, paths);
        self.boundary.get_or_init(find).clone()
    }
}

/// The names of a template that `templatefile` renders.
struct TemplateNames<'n> {
    variables: &'n Value,
    outer: &'n Names<'n>,
}

impl Scope for TemplateNames<'_> {
    fn resolve(&self, name: &str, _steps: &[Access<'_>], context: &Context) -> Option<Resolved> {
        let value = match &self.variables.kind {
            Kind::Mapping(..) => eval::entries(self.variables, context).get(name)?.clone(),
            _ => self.variables.clone(),
        };
        Some(Resolved { value, consumed: 0 })
    }

    fn call(&self, name: &str, args: &[Value], context: &Context) -> Option<Result<Value, String>> {
        if name == "templatefile" {
            return Some(Err("a template cannot render another".to_owned()));
        }
        self.outer.call(name, args, context)
    }
}

/// Fails for variables that a template cannot name.
fn check_names(variables: &Value) -> Result<(), String> {
    if variables.is_unknown() {
        return Ok(());
    }
    let entries = variables
        .as_mapping()
        .ok_or("the variables of a template must be a map")?;
    match entries.keys().find(|name| !syntax::is_name(name)) {
        Some(name) => Err(format!("{name:?} cannot be the name of a variable")),
        None => Ok(()),
    }
}

fn render(names: &Names<'_>, text: &str, variables: &Value, context: &Context) -> Value {
    let mut sources = Sources::default();
    let id = sources.add("template", text.as_bytes().to_vec());
    let source = sources.get(id);
    let (tree, expr) = syntax::parse_template(source);
    if !tree.errors().is_empty() {
        return Reason::Error("the template has a syntax error".into()).into();
    }
    let scope = TemplateNames {
        variables,
        outer: names,
    };
    let code = eval::Code {
        tree: &tree,
        source,
    };
    // The errors of the template point into its text, which is not among the sources.
    let nested = context.nested();
    let value = eval::evaluate(code, expr, &scope, &nested);
    context.absorb(&nested);
    value
}
