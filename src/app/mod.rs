//! The only orchestration, and nearly the only input and output: from the command line to the exit status.

mod check;
mod explain;
mod fix;
mod github;
mod http;
mod input;
mod list;
mod parallel;
mod progress;
mod replace;
mod show;
mod terraform;
mod variables;

pub use http::Http;

use std::io::{self, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};

use crate::cli::{Cli, Color, Command};
use crate::report::clean;

/// The widest text written where there is no terminal to ask.
const WIDTH: usize = 120;

/// Why a command ended without doing what it was asked to do: exit status 2.
#[derive(Debug)]
pub(crate) struct Failure {
    message: String,
    help: Option<String>,
}

impl Failure {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        let help = help.into();
        Self {
            message: message.into(),
            help: (!help.is_empty()).then_some(help),
        }
    }

    /// With more to say.
    fn and(mut self, more: &str) -> Self {
        self.message = format!("{}; {more}", self.message);
        self
    }
}

/// What a command needs of the terminal.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terminal {
    /// Whether to write colours to standard output.
    color: bool,
    /// How many columns there are.
    width: usize,
    /// Whether standard output is one at all.
    interactive: bool,
}

/// Does what the command line says; the result is the exit status.
pub fn run(cli: &Cli) -> u8 {
    let terminal = terminal(cli.color);
    let done = match &cli.command {
        Command::Check(args) => check::run(args, terminal),
        Command::Show(args) => show::run(args, terminal),
        Command::Explain(args) => explain::run(&args.subject, terminal).map(|()| 0),
        Command::Github(args) => github::run(args),
        Command::Rules(args) => list::rules(args.format).map(|()| 0),
        Command::Controls(args) => list::controls(args).map(|()| 0),
    };
    done.unwrap_or_else(|failure| {
        // When standard error is closed too there is nobody left to tell.
        let _ = complain(&failure, cli.color);
        2
    })
}

fn terminal(color: Color) -> Terminal {
    let stdout = io::stdout();
    let color = match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => AutoStream::choice(&stdout) != ColorChoice::Never,
    };
    let width = stdout
        .is_terminal()
        .then(|| terminal_size::terminal_size_of(&stdout))
        .flatten();
    Terminal {
        color,
        interactive: stdout.is_terminal(),
        width: width.map_or(WIDTH, |(columns, _)| usize::from(columns.0)),
    }
}

/// `error: message`, and what to do, on standard error.
fn complain(failure: &Failure, color: Color) -> io::Result<()> {
    let choice = match color {
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
        Color::Auto => AutoStream::choice(&io::stderr()),
    };
    let mut out = AutoStream::new(io::stderr().lock(), choice);
    let style = anstyle::AnsiColor::Red.on_default().bold();
    writeln!(out, "{style}error{style:#}: {}", clean(&failure.message))?;
    if let Some(help) = &failure.help {
        writeln!(out, "  help: {}", clean(help))?;
    }
    Ok(())
}

/// Writes to standard output. That nobody reads it any more is no failure: `cldlint rules | head` ends well.
pub(crate) fn print(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let written = write(&mut out).and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
            // What is left in the buffer would fail again when it is dropped.
            drop(out.into_parts());
            Ok(())
        }
        Err(error) => Err(Failure::new(
            format!("standard output cannot be written: {error}"),
            "",
        )),
        Ok(()) => Ok(()),
    }
}
