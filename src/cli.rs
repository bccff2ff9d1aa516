//! The command line.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Args, FromArgMatches, Parser, Subcommand, ValueEnum};

/// Exit statuses, as every help text tells them.
const EXIT: &str = "\
Exit status:
  0  nothing at or above the gate (--fail-on)
  1  findings at or above the gate
  2  something could not be judged: usage, settings, unreadable input";

/// What `cldlint check` shows below its options.
const CHECK_EXAMPLES: &str = "\
Examples:
  cldlint check                                lint the root modules below the current directory
  cldlint check infra --fail-on medium         close the gate at medium
  cldlint check --format text --format json=report.json
  cldlint check --diff > fixes.patch           see what can be mended
  cldlint check --fix                          mend what can be mended without thought
  cldlint check infra --var-file prod.tfvars --var region=eu-west-1
  terraform show -json tfplan | cldlint check - --source infra
  cldlint check plan.json --scope new          fail only on what the plan makes worse

Settings come from the nearest `.cldlint.hcl` upward of the first path, unless --config names one.

Exit status:
  0  nothing at or above the gate (--fail-on)
  1  findings at or above the gate
  2  something could not be judged: usage, settings, unreadable input";

/// What `cldlint show` shows below its options.
const SHOW_EXAMPLES: &str = "\
Examples:
  cldlint show infra                           everything, for people
  cldlint show infra --address module.network --origin
  cldlint show infra --format json | jq '.resources[].values'
  terraform show -json tfplan | cldlint show -

Exit status:
  0  shown
  2  something could not be read or evaluated as Terraform would: usage, unreadable input";

/// What `cldlint github` shows below its options.
const GITHUB_EXAMPLES: &str = "\
In a job of GitHub Actions with GITHUB_TOKEN in its environment and `permissions: pull-requests: write`:
  cldlint check --format json=report.json
  cldlint github report.json

The event decides: pull requests are commented on; for those from forks, and for all other events, annotations and the
summary of the step are written instead. A run after `workflow_run` comments on the pull request of the first run.
Comments are kept up to date, and nothing is written where nothing has changed.

Environment: GITHUB_TOKEN, or what the runner sets: GITHUB_API_URL, GITHUB_GRAPHQL_URL, GITHUB_SERVER_URL,
GITHUB_REPOSITORY, GITHUB_EVENT_NAME, GITHUB_EVENT_PATH, GITHUB_OUTPUT, GITHUB_STEP_SUMMARY; SSL_CERT_FILE for a
server with certificates of its own; CLDLINT_STRICT_API=1 with --comment always makes trouble with GitHub a failure.

Exit status:
  0  said, or told in the log why not; what is found closes the gate of `cldlint check`
  2  something could not be done: usage, an unreadable report";

/// A Terraform and OpenTofu linter for ISO/IEC 27017.
///
/// Reads HCL, plans and states, finds configuration that contradicts the guidance of the standard, and
/// marks the line that decides. Nothing leaves the process but what `github` posts.
#[derive(Debug, Parser)]
#[command(name = "cldlint", version, max_term_width = 100, after_help = EXIT)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// When to use colours; `auto` follows NO_COLOR, CLICOLOR_FORCE and the terminal.
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// As the environment and the terminal say.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lint configuration and plans.
    #[command(after_help = CHECK_EXAMPLES)]
    Check(Box<Check>),
    /// Show what cldlint sees: the evaluated configuration or plan, what is unknown of it and why.
    #[command(after_help = SHOW_EXAMPLES)]
    Show(Show),
    /// Tell why a rule or control matters, what it rests on, and what it does not show.
    #[command(
        after_help = "Examples:\n  cldlint explain aws-ebs-volume-unencrypted\n  cldlint explain 10.1.1"
    )]
    Explain(Explain),
    /// Say in a pull request on GitHub what reports say: a comment that sums up, and a review of the lines that changed.
    #[command(after_help = GITHUB_EXAMPLES)]
    Github(Github),
    /// List the rules.
    Rules(List),
    /// List the controls of the standard.
    Controls(Controls),
}

/// Lint configuration and plans.
#[derive(Args, Debug)]
pub struct Check {
    /// Directories to search for root modules, plans or states in JSON (`terraform show -json`, `terraform.tfstate`; also
    /// packed with gzip), or `-` for one on standard input.
    #[arg(default_value = ".", value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// How to write the report, and where; may be repeated, one of them without a file. For people: text, short,
    /// markdown (a comment's body). For machines: json, sarif (GitHub code scanning), sarif-full, github (annotations),
    /// gitlab (code quality), azure (logging commands), junit, csv.
    ///
    /// [default: text]
    #[arg(long, short, value_name = "NAME[=FILE]")]
    pub format: Vec<String>,

    /// What to mend.
    #[command(flatten)]
    pub fixes: Fixes,

    /// The source that plans were made from, so that their findings are marked in it. Without it the directory of the
    /// plan is tried.
    #[arg(long, value_name = "DIR")]
    pub source: Option<PathBuf>,

    /// The terraform or tofu that shows plans which are not in JSON: `PATH show -json PLAN` is run in the directory that
    /// --source names, or that of the plan.
    #[arg(long, value_name = "PATH")]
    pub terraform_bin: Option<PathBuf>,

    /// The gate: fail the run on findings of this severity and above (low, medium, high, critical, never).
    #[arg(long, value_name = "SEVERITY")]
    pub fail_on: Option<String>,

    /// Show only findings of this severity and above. Does not change what fails.
    #[arg(long, value_name = "SEVERITY")]
    pub min_severity: Option<String>,

    /// Of plans show and gate everything (all), or only what the plan makes worse (new): what it brings in, and what did
    /// not fail before it.
    #[arg(
        long,
        value_name = "all|new",
        default_value = "all",
        hide_default_value = true
    )]
    pub scope: String,

    /// Run only this rule; may be repeated.
    #[arg(long, value_name = "ID")]
    pub rule: Vec<String>,

    /// Show each check that could not be decided, not only their number.
    #[arg(long, short)]
    pub undetermined: bool,

    /// Tell also which files of Terraform are not judged by design: tests, stacks, queries.
    #[arg(long, short)]
    pub verbose: bool,

    /// The settings file. Without it the nearest `.cldlint.hcl` upward of the first path.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,

    /// What the root modules are given.
    #[command(flatten)]
    pub inputs: Inputs,

    /// How many threads read and judge; the report does not depend on it. Without it as many as there are processors.
    #[arg(long, value_name = "N")]
    pub threads: Option<std::num::NonZeroUsize>,
}

/// What to mend.
#[derive(Args, Clone, Copy, Debug, Default)]
pub struct Fixes {
    /// Make the edits of fixes that are safe, and report what is left. Each is kept only where it mends its finding and
    /// makes no new one.
    #[arg(long, conflicts_with = "diff", help_heading = FIXES)]
    pub fix: bool,

    /// With --fix, make also those that want thought: what they change is replaced, or is reached by fewer.
    #[arg(long, requires = "fix", help_heading = FIXES)]
    pub unsafe_fixes: bool,

    /// Write the edits of all fixes, safe or not, as a patch, and change nothing.
    #[arg(long, help_heading = FIXES)]
    pub diff: bool,
}

/// What root modules are given from outside.
#[derive(Args, Clone, Debug, Default)]
pub struct Inputs {
    /// Values for variables.
    #[command(flatten)]
    pub assignments: Assignments,

    /// The name of the workspace: what `terraform.workspace` is. Without it TF_WORKSPACE, or what
    /// `terraform workspace select` noted; otherwise it is not known.
    #[arg(long, value_name = "NAME", help_heading = HEADING)]
    pub workspace: Option<String>,
}

/// The heading of what mends in `--help`.
const FIXES: &str = "Fixes (of configuration in HCL; not of JSON, plans or states)";

/// The heading of what gives values in `--help`.
const HEADING: &str = "Variables, as Terraform has them (TF_VAR_NAME is read too)";

/// `--var` and `--var-file` in the order of the command line, which decides which of them wins.
#[derive(Clone, Debug, Default)]
pub struct Assignments(pub Vec<Assignment>);

/// One of them.
#[derive(Clone, PartialEq, Eq)]
pub enum Assignment {
    /// `--var`: a name and a value, as written.
    Var(String),
    /// `--var-file`.
    File(PathBuf),
}

impl std::fmt::Debug for Assignment {
    /// Values may be secrets, so they are not printed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Var(_) => f.write_str("Var"),
            Self::File(path) => f.debug_tuple("File").field(path).finish(),
        }
    }
}

impl Args for Assignments {
    fn augment_args(command: clap::Command) -> clap::Command {
        command
            .arg(
                Arg::new("var")
                    .long("var")
                    .value_name("NAME=VALUE")
                    .action(ArgAction::Append)
                    .help_heading(HEADING)
                    .help("The value of a variable of the root modules; may be repeated"),
            )
            .arg(
                Arg::new("var_file")
                    .long("var-file")
                    .value_name("FILE")
                    .value_parser(clap::value_parser!(PathBuf))
                    .action(ArgAction::Append)
                    .help_heading(HEADING)
                    .help("A file of such values (.tfvars or .tfvars.json); may be repeated. Of this and --var the last wins"),
            )
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Assignments {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let places = |id| matches.indices_of(id).into_iter().flatten();
        let values = matches.get_many::<String>("var").into_iter().flatten();
        let values = values.cloned().map(Assignment::Var);
        let files = matches
            .get_many::<PathBuf>("var_file")
            .into_iter()
            .flatten();
        let files = files.cloned().map(Assignment::File);
        let mut placed: Vec<(usize, Assignment)> = places("var")
            .zip(values)
            .chain(places("var_file").zip(files))
            .collect();
        placed.sort_by_key(|(place, _)| *place);
        Ok(Self(placed.into_iter().map(|(_, given)| given).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// Show the evaluated model.
#[derive(Args, Debug)]
pub struct Show {
    /// The directory of a root module, a plan in JSON (`terraform show -json`), or `-` for a plan on standard input.
    #[arg(default_value = ".", value_name = "PATH")]
    pub path: PathBuf,

    /// How to write it: text or json.
    #[arg(long, short, value_enum, default_value_t = ListFormat::Text, value_name = "NAME")]
    pub format: ListFormat,

    /// Only what has this address or lies below it: a resource, `module.a`, `var.a`, `local.a`; may be repeated.
    #[arg(long, value_name = "ADDRESS")]
    pub address: Vec<String>,

    /// Show for each value the places that it came from.
    #[arg(long)]
    pub origin: bool,

    /// Show what is sensitive too, instead of `(sensitive)`.
    #[arg(long)]
    pub show_sensitive: bool,

    /// The source that a plan was made from. Without it the directory of the plan is tried.
    #[arg(long, value_name = "DIR")]
    pub source: Option<PathBuf>,

    /// What the root module is given.
    #[command(flatten)]
    pub inputs: Inputs,
}

/// Explain a rule or control.
#[derive(Args, Debug)]
pub struct Explain {
    /// The id of a rule, or the clause of a control in either edition.
    #[arg(value_name = "RULE or CONTROL")]
    pub subject: String,
}

/// List rules.
#[derive(Args, Debug)]
pub struct List {
    /// How to write the list: text or json.
    #[arg(long, short, value_enum, default_value_t = ListFormat::Text, value_name = "NAME")]
    pub format: ListFormat,
}

/// List controls.
#[derive(Args, Debug)]
pub struct Controls {
    /// Which edition: 2015 or 2026; both without it.
    #[arg(long, value_name = "YEAR", value_parser = ["2015", "2026"])]
    pub standard: Option<String>,

    /// How to write the list.
    #[command(flatten)]
    pub list: List,
}

/// Say in a pull request what reports say.
#[derive(Args, Debug)]
pub struct Github {
    /// Reports of `cldlint check --format json`, or `-` for one on standard input.
    #[arg(required = true, value_name = "REPORT")]
    pub reports: Vec<PathBuf>,

    /// When to write the comment that sums up: on-findings (begun when there is something new), always, never.
    #[arg(long, value_enum, default_value_t = SummaryComment::OnFindings, value_name = "WHEN")]
    pub comment: SummaryComment,

    /// Tells the comments of several runs in one pull request apart, such as those of a matrix.
    #[arg(long, default_value = "", value_name = "ID")]
    pub comment_id: String,

    /// How to speak of lines that changed: suggestions (with edits that mend them), comments, off.
    #[arg(long, value_enum, default_value_t = LineReview::Suggestions, value_name = "HOW")]
    pub review: LineReview,

    /// Comment on no more lines than this, the worst first; 30 at most.
    #[arg(long, default_value_t = 20, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=30))]
    pub max_review_comments: u8,

    /// Write annotations where there is no review.
    #[arg(long, default_value_t = true, action = ArgAction::Set, value_name = "BOOL")]
    pub annotations: bool,

    /// Write the summary of the step.
    #[arg(long, default_value_t = true, action = ArgAction::Set, value_name = "BOOL")]
    pub step_summary: bool,
}

/// When to write the comment that sums up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SummaryComment {
    /// When there is something to say, and from then on.
    OnFindings,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How to speak of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LineReview {
    /// With the edits that mend them.
    Suggestions,
    /// Without.
    Comments,
    /// Not at all.
    Off,
}

/// The formats of lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For people.
    Text,
    /// For machines.
    Json,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn paths_default_to_the_current_directory() {
        let cli = Cli::try_parse_from(["cldlint", "check"]).unwrap();
        let Command::Check(check) = cli.command else {
            panic!("not check");
        };
        assert_eq!(check.paths, [PathBuf::from(".")]);
        assert!(check.format.is_empty());
    }

    #[test]
    fn values_keep_their_order() {
        let arguments = "check --var a=1 --var-file f.tfvars --var a=2 --var-file g.tfvars";
        let arguments = std::iter::once("cldlint").chain(arguments.split(' '));
        let cli = Cli::try_parse_from(arguments).unwrap();
        let Command::Check(check) = cli.command else {
            panic!("not check");
        };
        let var = |text: &str| Assignment::Var(text.to_owned());
        let file = |path: &str| Assignment::File(PathBuf::from(path));
        let expected = [var("a=1"), file("f.tfvars"), var("a=2"), file("g.tfvars")];
        assert_eq!(check.inputs.assignments.0, expected);
        assert!(!format!("{check:?}").contains("a=1"));
    }
}
