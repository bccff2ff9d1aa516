//! The `cldlint` command.

use std::process::ExitCode;

use clap::Parser;

use cldlint::{app, cli::Cli};

fn main() -> ExitCode {
    ExitCode::from(app::run(&Cli::parse()))
}
