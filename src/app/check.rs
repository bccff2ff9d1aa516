//! `cldlint check`: inputs, settings and rules in; reports and an exit status out.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::Check;
use crate::config::{Disk, Files, Inputs, ModelOptions, OpenOptions, Root, Workspace, make_room};
use crate::engine::Engine;
use crate::finding::{Report, Severity};
use crate::model::{Model, Problem, ProblemKind};
use crate::plan::{self, Form, InputError, Needs, Plan};
use crate::report::{Format, Look, Options, Outcome, Part, Scope};
use crate::rule::{Reads, RuleSet};
use crate::settings::{self, Gate, Settings};
use crate::text::Sources;
use crate::value::Map;

use super::input::{self, Input};
use super::parallel::Stack;
use super::progress::Progress;
use super::{Failure, Terminal, fix, parallel, print, terraform, variables};

/// Settings files over this size are not read.
const LARGEST_SETTINGS: u64 = 1 << 20;

/// Lints.
pub(super) fn run(args: &Check, terminal: Terminal) -> Result<u8, Failure> {
    let outputs = outputs(args)?;
    let rules = RuleSet::builtin();
    let only = only(&args.rule, rules)?;
    let (mut options, gate) = options(args)?;
    let inputs = variables::inputs(&args.inputs)?;
    let configured = configure(args, rules);
    let mut judged = Vec::new();
    let mut mended = None;
    match configured {
        Ok(settings) => {
            options.editions.clone_from(&settings.editions);
            options.complete = settings.complete;
            options.min_severity = match args.min_severity {
                Some(_) => options.min_severity,
                None => settings.min_severity.unwrap_or(options.min_severity),
            };
            let gate = gate.or(settings.fail_on);
            options.fail_on = gate.map_or(options.fail_on, Gate::severity);
            let mut lint = Lint {
                engine: Engine::new(rules, settings.for_engine(only)),
                files: Arc::new(Disk),
                threads: threads(args),
                source: args.source.as_deref(),
                terraform: args.terraform_bin.as_deref(),
                inputs,
                verbose: args.verbose,
                scope: options.scope,
                for_configuration: variables::any(&args.inputs),
            };
            options.rules = lint.engine.rules();
            lint.inputs(&args.paths, &mut judged);
            mended = fix::mend(args, &mut lint, &judged)?;
        }
        Err(refused) => judged.push(*refused),
    }
    let told = match &mended {
        Some(mended) => mended.finish(args, terminal)?,
        None => Vec::new(),
    };
    let left = mended
        .filter(|_| args.fixes.fix)
        .and_then(|mended| mended.after);
    let judged = left.unwrap_or(judged);
    let parts: Vec<_> = judged.iter().map(Judged::part).collect();
    let outcome = Outcome::new(&parts, &options);
    write(&outcome, &outputs, terminal)?;
    fix::tell(&told);
    let status = outcome.exit_status();
    drop(parts);
    // The process ends here, and the system frees a tree of a million nodes faster than node by node.
    std::mem::forget(judged);
    Ok(status)
}

/// A format and where it goes; `None` is standard output.
type Output = (Format, Option<PathBuf>);

fn outputs(args: &Check) -> Result<Vec<Output>, Failure> {
    let mut outputs: Vec<Output> = Vec::new();
    for text in &args.format {
        let (name, file) = match text.split_once('=') {
            Some((name, file)) => (name, Some(PathBuf::from(file))),
            None => (text.as_str(), None),
        };
        let format = Format::parse(name).ok_or_else(|| {
            let names: Vec<_> = Format::ALL.iter().map(|format| format.name()).collect();
            Failure::new(
                format!("there is no format `{name}`"),
                format!("choose from {}", names.join(", ")),
            )
        })?;
        if outputs.iter().any(|(_, other)| *other == file) {
            return Err(Failure::new(
                "two formats would be written to the same place",
                "give all but one a file: --format json=report.json",
            ));
        }
        outputs.push((format, file));
    }
    if args.fixes.diff && outputs.iter().any(|(_, file)| file.is_none()) {
        return Err(Failure::new(
            "with --diff the patch goes to standard output",
            "give each format a file: --format json=report.json",
        ));
    }
    if outputs.is_empty() && !args.fixes.diff {
        outputs.push((Format::Text, None));
    }
    Ok(outputs)
}

fn only(ids: &[String], rules: &RuleSet) -> Result<Option<BTreeSet<Arc<str>>>, Failure> {
    if ids.is_empty() {
        return Ok(None);
    }
    let find = |id: &String| {
        let rule = rules.find(id).ok_or_else(|| {
            let help = settings::nearest_rule(id, rules);
            Failure::new(format!("there is no rule `{id}`"), help)
        });
        rule.map(|rule| rule.id().clone())
    };
    ids.iter().map(find).collect::<Result<_, _>>().map(Some)
}

/// What the command line says of the report.
fn options(args: &Check) -> Result<(Options, Option<Gate>), Failure> {
    let mut options = Options {
        undetermined: args.undetermined,
        offers_fixes: !fix::has_plan(&args.paths),
        base: input::base(),
        ..Options::default()
    };
    options.scope = Scope::parse(&args.scope).ok_or_else(|| {
        let help = "choose from all, new";
        Failure::new(format!("there is no scope `{}`", args.scope), help)
    })?;
    let severities = "low, medium, high, critical";
    if let Some(name) = &args.min_severity {
        options.min_severity = Severity::parse(name).ok_or_else(|| {
            let help = format!("choose from {severities}");
            Failure::new(format!("there is no severity `{name}`"), help)
        })?;
    }
    let gate = args.fail_on.as_deref().map(|name| {
        Gate::parse(name).ok_or_else(|| {
            let help = format!("choose from {severities}, never");
            Failure::new(format!("there is no severity `{name}`"), help)
        })
    });
    Ok((options, gate.transpose()?))
}

fn threads(args: &Check) -> usize {
    args.threads
        .or_else(|| std::thread::available_parallelism().ok())
        .map_or(1, std::num::NonZeroUsize::get)
}

/// The settings, or what is wrong with them.
fn configure(args: &Check, rules: &RuleSet) -> Result<Settings, Box<Judged>> {
    let start = args
        .paths
        .first()
        .map_or(Ok(Input::Piped), |path| input::classify(path));
    let start = start.unwrap_or(Input::Piped).directory();
    let Some(path) = args
        .config
        .clone()
        .or_else(|| input::nearest_settings(&start))
    else {
        return Ok(Settings::default());
    };
    let shown = input::shown(&path);
    let refused = |sources, problems| {
        Box::new(Judged {
            sources: Texts::Alone(sources),
            report: Report::default(),
            problems,
        })
    };
    let length = fs::metadata(&path).map(|metadata| metadata.len());
    let bytes = match length {
        Ok(length) if length > LARGEST_SETTINGS => Err(io::Error::other("it is too large")),
        _ => fs::read(&path),
    };
    let bytes = bytes
        .map_err(|error| refused(Sources::default(), vec![input::unreadable(&path, &error)]))?;
    let mut sources = Sources::default();
    let file = sources.add(shown, bytes);
    settings::read(sources.get(file), rules).map_err(|problems| refused(sources, problems))
}

/// The files that an input's spans point into.
enum Texts {
    Workspace(Arc<Workspace>),
    Alone(Sources),
}

/// What came of one input.
pub(super) struct Judged {
    sources: Texts,
    report: Report,
    problems: Vec<Problem>,
}

impl Judged {
    pub(super) fn part(&self) -> Part<'_> {
        Part {
            sources: match &self.sources {
                Texts::Workspace(workspace) => workspace.sources(),
                Texts::Alone(sources) => sources,
            },
            report: &self.report,
            problems: &self.problems,
        }
    }

    /// Only problems, without a place in source.
    fn refused(problems: Vec<Problem>) -> Self {
        Self {
            sources: Texts::Alone(Sources::default()),
            report: Report::default(),
            problems,
        }
    }
}

/// What it takes to judge an input.
pub(super) struct Lint<'a> {
    engine: Engine<'static>,
    /// Where configuration is read from.
    pub(super) files: Arc<dyn Files>,
    threads: usize,
    source: Option<&'a Path>,
    /// What shows plans in their binary form.
    terraform: Option<&'a Path>,
    /// What root modules are given. A plan was made with its own.
    inputs: Inputs,
    /// Whether to tell what is left out by design.
    verbose: bool,
    /// Which findings count.
    scope: Scope,
    /// Whether the command line gives anything to root modules.
    for_configuration: bool,
}

/// What rules found in one input, and what could not be judged of it.
type Verdicts = (Report, Vec<Problem>);

impl Lint<'_> {
    pub(super) fn inputs(&self, paths: &[PathBuf], judged: &mut Vec<Judged>) {
        let mut configuration = Vec::new();
        let mut plans = Vec::new();
        for path in paths {
            match input::classify(path) {
                Ok(Input::Configuration(path)) => configuration.push(path),
                Ok(plan) => plans.push(plan),
                Err(problem) => judged.push(Judged::refused(vec![problem])),
            }
        }
        if !configuration.is_empty() && self.scope == Scope::New {
            judged.push(Judged::refused(vec![tells_no_change(None)]));
        } else if !configuration.is_empty() {
            self.configuration(&configuration, judged);
        } else if self.for_configuration && !plans.is_empty() {
            judged.push(Judged::refused(vec![nothing_to_give_to()]));
        }
        // A plan may be large, so one at a time.
        judged.extend(parallel::map(1, &plans, |plan, stack| {
            let judged = self.plan(plan, stack, plans.len() == 1);
            judged.unwrap_or_else(|problem| Judged::refused(vec![problem]))
        }));
    }

    /// Judges the root modules at and below the paths.
    fn configuration(&self, paths: &[PathBuf], judged: &mut Vec<Judged>) {
        let workspace = self.open(paths, self.inputs.clone());
        let left_out = self.verbose.then(|| workspace.left_out());
        let problems = workspace.problems().iter();
        judged.push(Judged {
            sources: Texts::Workspace(workspace.clone()),
            report: Report::default(),
            problems: problems
                .chain(left_out.into_iter().flatten())
                .cloned()
                .collect(),
        });
        let reads = self.engine.reads_of(&workspace.types());
        judged.extend(parallel::map(
            self.threads,
            workspace.roots(),
            |root, stack| {
                make_room();
                let (report, problems) = guarded(&root.shown, || {
                    let (model, problems) =
                        self.model(&workspace, root, &Map::new(), &reads, stack);
                    self.judge(&model, problems)
                });
                Judged {
                    sources: Texts::Workspace(workspace.clone()),
                    report,
                    problems,
                }
            },
        ));
    }

    fn open(&self, paths: &[PathBuf], inputs: Inputs) -> Arc<Workspace> {
        let options = OpenOptions {
            threads: self.threads,
        };
        make_room();
        Arc::new(Workspace::open_with(
            Arc::clone(&self.files),
            paths,
            options,
            inputs,
        ))
    }

    fn model(
        &self,
        workspace: &Arc<Workspace>,
        root: &Root,
        variables: &Map,
        reads: &Reads,
        stack: Stack,
    ) -> (Model, Vec<Problem>) {
        let wanted = |kind, type_name: &str| self.engine.wants(kind, type_name);
        let reads = |kind, type_name: &str| reads.of_entities(kind, type_name);
        let options = ModelOptions {
            wanted: &wanted,
            reads: &reads,
            variables: variables.clone(),
            on_deep_stack: stack == Stack::Deep,
        };
        workspace.model(root, &options)
    }

    /// Judges a plan or a state, marked in the source it was made from where that is at hand.
    fn plan(&self, input: &Input, stack: Stack, is_only: bool) -> Result<Judged, Problem> {
        let name = input.name();
        let mut progress = Progress::of(&name);
        let plan = self.read(input, &mut progress)?;
        if plan.form() == Form::State && self.scope == Scope::New {
            return Err(tells_no_change(Some(&name)));
        }
        let source = self.source_of(input, plan.form())?;
        progress.tell(|| "being judged".to_owned());
        let judge = || {
            let (model, problems) = match &source {
                None => plan.into_model(),
                Some((workspace, root)) => {
                    let reads = self.engine.all_reads();
                    let (model, mut problems) =
                        self.model(workspace, root, plan.variables(), reads, stack);
                    let (model, more) = plan.join(model);
                    problems.extend(more);
                    (model, problems)
                }
            };
            let verdicts = self.judge(&model, problems);
            if is_only {
                // What it holds is freed with the process, all at once.
                std::mem::forget(model);
            }
            verdicts
        };
        let (report, mut problems) = guarded(&name, judge);
        let sources = match source {
            Some((workspace, _)) => {
                problems.extend(workspace.problems().iter().cloned());
                Texts::Workspace(workspace)
            }
            None => Texts::Alone(Sources::default()),
        };
        Ok(Judged {
            sources,
            report,
            problems,
        })
    }

    /// Reads a plan or a state; a plan in its binary form through the program that the user names.
    fn read(&self, input: &Input, progress: &mut Progress) -> Result<Plan, Problem> {
        let name = input.name();
        let wanted = |kind, type_name: &str| self.engine.wants(kind, type_name);
        let reads = |kind, type_name: &str| self.engine.reads(kind, type_name);
        let needs = Needs {
            wanted: &wanted,
            reads: &reads,
        };
        let opened = input.open()?;
        let read = match (
            plan::read_from(&name, progress.reading(opened), &needs),
            self.terraform,
            input,
        ) {
            (Err(InputError::BinaryPlan), Some(program), Input::Plan(path)) => {
                let directory = self.directory_of(input);
                terraform::show(program, path, &directory, |output| {
                    plan::read_from(&name, progress.reading(output), &needs)
                })?
            }
            (read, _, _) => read,
        };
        read.map_err(|error| Problem {
            kind: ProblemKind::Input,
            fatal: true,
            span: None,
            path: Some(name.as_str().into()),
            message: error.to_string(),
            help: Some(error.help()).filter(|help| !help.is_empty()),
        })
    }

    /// Where the source of a plan is: where the user says, or beside the plan.
    fn directory_of(&self, input: &Input) -> PathBuf {
        self.source
            .map_or_else(|| input.directory(), Path::to_path_buf)
    }

    /// The configuration that a plan was made from: where the user says, or beside the plan. Of what else lies there
    /// nothing is read.
    fn source_of(
        &self,
        input: &Input,
        form: Form,
    ) -> Result<Option<(Arc<Workspace>, Root)>, Problem> {
        let directory = self.directory_of(input);
        let inputs = match form {
            Form::Plan => Inputs::default(),
            // A state does not tell which values variables had.
            Form::State => self.inputs.clone(),
        };
        let found = input::configuration_in(&directory).and_then(|file| {
            let workspace = self.open(&[file], inputs);
            let root = workspace.root_at(&directory)?;
            Some((workspace, root))
        });
        if found.is_none() && self.source.is_some() {
            return Err(Problem {
                kind: ProblemKind::Input,
                fatal: true,
                span: None,
                path: Some(input::shown(&directory).into()),
                message: "no Terraform configuration found in this directory".to_owned(),
                help: Some("--source names the root module that the plan was made from".to_owned()),
            });
        }
        Ok(found)
    }

    /// Runs the rules over a model.
    fn judge(&self, model: &Model, mut problems: Vec<Problem>) -> Verdicts {
        let (report, more) = self.engine.run(model);
        problems.extend(more);
        (report, problems)
    }
}

/// Only a plan tells what was before it.
fn tells_no_change(path: Option<&str>) -> Problem {
    Problem {
        kind: ProblemKind::Input,
        fatal: true,
        span: None,
        path: path.map(Arc::from),
        message: "--scope new is for plans: configuration and states do not tell what changes"
            .to_owned(),
        help: Some("check the JSON of a plan, or leave --scope out".to_owned()),
    }
}

/// Values for variables, and nothing that takes them.
fn nothing_to_give_to() -> Problem {
    Problem {
        kind: ProblemKind::Input,
        fatal: true,
        span: None,
        path: None,
        message:
            "--var, --var-file and --workspace are for configuration, and there are only plans here"
                .to_owned(),
        help: Some("take them out; a plan holds the values that it was made with".to_owned()),
    }
}

/// Runs a job; a bug in it becomes a problem of that input and the others are judged all the same.
fn guarded(input: &str, job: impl FnOnce() -> Verdicts) -> Verdicts {
    parallel::guarded(job).unwrap_or_else(|bug| {
        let problem = Problem {
            kind: ProblemKind::Internal,
            fatal: true,
            span: None,
            path: Some(input.into()),
            message: format!("a bug in cldlint: {bug}"),
            help: Some("please report it; the other inputs were judged".to_owned()),
        };
        (Report::default(), vec![problem])
    })
}

fn write(outcome: &Outcome<'_>, outputs: &[Output], terminal: Terminal) -> Result<(), Failure> {
    let mut told = false;
    for (format, file) in outputs {
        if let Some(file) = file {
            let mut bytes = Vec::new();
            outcome
                .write(*format, Look::default(), &mut bytes)
                .and_then(|()| fs::write(file, &bytes))
                .map_err(|error| {
                    let path = file.display();
                    Failure::new(format!("{path} cannot be written: {error}"), "")
                })?;
        } else {
            told = format.tells_problems();
            let look = Look {
                color: terminal.color,
                width: terminal.width,
            };
            print(|out| outcome.write(*format, look, out))?;
        }
    }
    if !told {
        // A report that nobody sees must not hide that there was nothing to report on.
        let _ = outcome.write_fatal_problems(&mut io::stderr().lock());
    }
    io::stderr().flush().ok();
    Ok(())
}
