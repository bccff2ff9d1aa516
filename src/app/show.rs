//! `cldlint show`: what cldlint sees.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::{ListFormat, Show};
use crate::config::{Disk, ModelOptions, OpenOptions, Root, Workspace};
use crate::model::{Model, Problem};
use crate::plan::{self, Needs};
use crate::show::{Format, View};
use crate::text::Sources;
use crate::value::Map;

use super::input::{self, Input};
use super::{Failure, Terminal, print, variables};

/// How many root modules a message names.
const NAMED: usize = 6;

/// Shows a configuration or plan.
pub(super) fn run(args: &Show, terminal: Terminal) -> Result<u8, Failure> {
    let seen = match input::classify(&args.path).map_err(failure)? {
        Input::Configuration(path) => configuration(args, &path)?,
        plan => planned(args, &plan)?,
    };
    let nothing = Sources::default();
    let view = View {
        model: &seen.model,
        sources: seen
            .workspace
            .as_deref()
            .map_or(&nothing, Workspace::sources),
        problems: &seen.problems,
        addresses: &args.address,
        origins: args.origin,
        sensitive: args.show_sensitive,
    };
    if let Some(address) = view.missing().first() {
        return Err(Failure::new(
            format!("nothing here has the address `{address}`"),
            "`cldlint show` without --address lists what there is",
        ));
    }
    let format = match args.format {
        ListFormat::Text => Format::Text {
            color: terminal.color,
        },
        ListFormat::Json => Format::Json,
    };
    print(|out| view.write(format, out))?;
    let fatal = seen.problems.iter().any(|problem| problem.fatal);
    Ok(if fatal { 2 } else { 0 })
}

/// A model, the files it points into, and what could not be read.
struct Seen {
    model: Model,
    workspace: Option<Arc<Workspace>>,
    problems: Vec<Problem>,
}

/// Evaluates the root module in a directory: all of it, whatever the rules need.
fn configuration(args: &Show, path: &Path) -> Result<Seen, Failure> {
    let directory = Input::Configuration(path.to_path_buf()).directory();
    let (workspace, root) = match opened(args, &directory)? {
        Some(found) => found,
        None => only_root_below(args, &directory)?,
    };
    let (model, mut problems) = workspace.model(&root, &ModelOptions::default());
    problems.extend(workspace.problems().iter().cloned());
    Ok(Seen {
        model,
        workspace: Some(workspace),
        problems,
    })
}

/// The root module that lies directly in a directory.
fn opened(args: &Show, directory: &Path) -> Result<Option<(Arc<Workspace>, Root)>, Failure> {
    let Some(file) = input::configuration_in(directory) else {
        return Ok(None);
    };
    let workspace = open(args, &[file])?;
    let root = workspace.root_at(directory);
    Ok(root.map(|root| (workspace, root)))
}

/// The one root module below a directory that is none itself.
fn only_root_below(args: &Show, directory: &Path) -> Result<(Arc<Workspace>, Root), Failure> {
    let workspace = open(args, &[directory.to_path_buf()])?;
    match workspace.roots() {
        [root] => {
            let root = root.clone();
            Ok((workspace, root))
        }
        [] => Err(Failure::new(
            format!(
                "{}: no Terraform configuration found",
                input::shown(directory)
            ),
            "name the directory of a root module, or a plan in JSON",
        )),
        several => {
            let names: Vec<_> = several
                .iter()
                .take(NAMED)
                .map(|root| root.shown.as_ref())
                .collect();
            let more = if several.len() > NAMED { ", ..." } else { "" };
            Err(Failure::new(
                format!(
                    "{} holds {} root modules",
                    input::shown(directory),
                    several.len()
                ),
                format!("name one of them: {}{more}", names.join(", ")),
            ))
        }
    }
}

fn open(args: &Show, paths: &[PathBuf]) -> Result<Arc<Workspace>, Failure> {
    let inputs = variables::inputs(&args.inputs)?;
    let workspace = Workspace::open_with(Arc::new(Disk), paths, OpenOptions::default(), inputs);
    Ok(Arc::new(workspace))
}

/// Reads a plan, and joins it to its source where that is at hand.
fn planned(args: &Show, input: &Input) -> Result<Seen, Failure> {
    if variables::any(&args.inputs) {
        return Err(Failure::new(
            "--var, --var-file and --workspace are for configuration, and this is a plan",
            "take them out; a plan holds the values that it was made with",
        ));
    }
    let input_text = input.open().map_err(failure)?;
    let plan = plan::read_from(&input.name(), input_text, &Needs::default())
        .map_err(|error| Failure::new(error.to_string(), error.help()))?;
    let directory = args.source.clone().unwrap_or_else(|| input.directory());
    let source = opened(args, &directory)?;
    if source.is_none() && args.source.is_some() {
        return Err(Failure::new(
            format!(
                "{}: no Terraform configuration found in this directory",
                input::shown(&directory)
            ),
            "--source names the root module that the plan was made from",
        ));
    }
    Ok(joined(plan, source))
}

fn joined(plan: plan::Plan, source: Option<(Arc<Workspace>, Root)>) -> Seen {
    let Some((workspace, root)) = source else {
        let (model, problems) = plan.into_model();
        return Seen {
            model,
            workspace: None,
            problems,
        };
    };
    let variables: &Map = plan.variables();
    let options = ModelOptions {
        variables: variables.clone(),
        ..ModelOptions::default()
    };
    let (model, mut problems) = workspace.model(&root, &options);
    let (model, more) = plan.join(model);
    problems.extend(more);
    problems.extend(workspace.problems().iter().cloned());
    Seen {
        model,
        workspace: Some(workspace),
        problems,
    }
}

/// What keeps a path from being read, as the end of the command.
fn failure(problem: Problem) -> Failure {
    let place = problem
        .path
        .map_or_else(String::new, |path| format!("{path}: "));
    let message = format!("{place}{}", problem.message);
    Failure::new(message, problem.help.unwrap_or_default())
}
