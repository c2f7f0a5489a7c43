//! The command line: one file a subcommand, printing and exit codes. Knows no SQL,
//! no widget and no escape sequence.

mod completions;
mod context;
mod index;
mod list;
mod man;
mod open;
mod print;
mod progress;
mod read;
mod related;
mod render;
mod search;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use self::context::Context;
use crate::text::sanitize;

/// A news reader for the terminal that shows Arabic as print does.
#[derive(Debug, Parser)]
#[command(
    name = "marsad",
    version,
    args_conflicts_with_subcommands = false,
    after_help = "Without a command, marsad opens the reader.\n\
        A query is words that must all match, \"a phrase\", -not, OR, brackets, title: \
        source: category: after:2026-01-31 before: is:unread is:starred. One that begins \
        with a dash follows --."
)]
struct Cli {
    /// Folder of the library [default: this platform's data folder]
    #[arg(long, value_name = "DIR", env = "MARSAD_LIBRARY", global = true)]
    library: Option<PathBuf>,

    /// List as JSON, one object a line
    #[arg(long, global = true)]
    json: bool,

    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    List(list::Args),
    Search(search::Args),
    Related(related::Args),
    Read(read::Args),
    Render(render::Args),
    Index(index::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// Runs the command line of this process. Exit codes: 0 done, 1 failed, 2 used
/// wrongly.
#[must_use]
pub fn main() -> ExitCode {
    // On wrong usage clap prints it and exits with 2.
    let cli = Cli::parse();
    let context = Context {
        library: cli.library,
        json: cli.json,
    };
    run(cli.command, &context).unwrap_or_else(|error| {
        if is_closed_pipe(&error) {
            return ExitCode::SUCCESS;
        }
        complain(&format!("{error:#}"));
        ExitCode::FAILURE
    })
}

fn run(command: Option<Command>, context: &Context) -> anyhow::Result<ExitCode> {
    match command {
        None => open::run(context),
        Some(Command::List(args)) => list::run(&args, context),
        Some(Command::Search(args)) => search::run(&args, context),
        Some(Command::Related(args)) => related::run(&args, context),
        Some(Command::Read(args)) => read::run(&args, context),
        Some(Command::Render(args)) => render::run(&args),
        Some(Command::Index(args)) => index::run(&args, context),
        Some(Command::Completions(args)) => completions::run(&args),
        Some(Command::Man(args)) => man::run(&args),
    }
}

/// One line on standard error. What cannot be said there is not said.
fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "marsad: {}", sanitize::line(message));
}

/// Whether whoever read the output has had enough of it.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        super::Cli::command().debug_assert();
    }
}
