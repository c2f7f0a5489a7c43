//! The command line: one file a subcommand, printing and exit codes. Knows no SQL,
//! no widget and no escape sequence.

mod account;
mod add;
mod backup;
mod completions;
mod config;
mod context;
mod doctor;
mod export;
mod feeds;
mod filter;
mod first_run;
mod format;
mod import;
mod index;
mod links;
mod list;
mod man;
mod move_in;
mod notes;
mod open;
mod opml;
mod pipeline;
mod print;
mod progress;
mod read;
mod refresh;
mod related;
mod remove;
mod render;
mod samples;
mod search;
mod smart;
mod story;
mod sync;
mod tag;
mod undo;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use self::context::Context;
use crate::library::LibraryError;
use crate::terminal::OutputForm;
use crate::text::sanitize;

/// A news reader for the terminal that shows Arabic as print does.
#[derive(Debug, Parser)]
#[command(
    name = "marsad",
    version = env!("MARSAD_VERSION"),
    after_help = "Without a command, marsad opens the reader.\n\
        A query is words that must all match, \"a phrase\", -not, OR, brackets, title: \
        source: category: feed: folder: tag: after:2026-01-31 before: is:unread is:starred is:muted."
)]
struct Cli {
    /// Folder of the library [default: this platform's data folder]
    #[arg(long, value_name = "DIR", env = "MARSAD_LIBRARY", global = true)]
    library: Option<PathBuf>,

    /// List as JSON, one object a line
    #[arg(long, global = true)]
    json: bool,

    /// How rows are written: visual, fenced, token or logical [default: visual; in the
    /// reader, what suits the terminal]
    #[arg(long, value_name = "FORM", global = true)]
    form: Option<OutputForm>,

    /// The reader in lines of plain text, for screen readers and braille
    #[arg(long)]
    plain: bool,

    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Import(import::Args),
    Add(add::Args),
    Feeds(feeds::Args),
    Remove(remove::Args),
    Refresh(refresh::Args),
    Account(account::Args),
    Sync(sync::Args),
    Opml(opml::Args),
    Tag(tag::Args),
    Filter(filter::Args),
    Smart(smart::Args),
    List(list::Args),
    Search(search::Args),
    Related(related::Args),
    Links(links::Args),
    Story(story::Args),
    Read(read::Args),
    Render(render::Args),
    Export(export::Args),
    Notes(notes::Args),
    Samples(samples::Args),
    Index(index::Args),
    Undo(undo::Args),
    Backup(backup::BackupArgs),
    Restore(backup::RestoreArgs),
    Config(config::Args),
    Doctor(doctor::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// Runs the command line of this process. Exit codes: 0 done, 1 failed, 2 used
/// wrongly.
#[must_use]
pub fn main() -> ExitCode {
    // On wrong usage clap prints it and exits with 2.
    let cli = Cli::parse_from(exclusions_kept(std::env::args_os()));
    let context = Context {
        library: cli.library,
        json: cli.json,
        form: cli.form,
    };
    run(cli.command, cli.plain, &context).unwrap_or_else(|error| {
        if is_closed_pipe(&error) {
            return ExitCode::SUCCESS;
        }
        let advice = if error.chain().any(says_damaged) {
            "; marsad doctor --repair saves what can be read and keeps the file as it is"
        } else {
            ""
        };
        complain(&format!("{error:#}{advice}"));
        ExitCode::FAILURE
    })
}

/// The arguments with a blank before each that excludes a word from a query, so that
/// `-title:oil` is not taken for a bundle of options. There are none of one letter but
/// -h and -V.
fn exclusions_kept(args: impl Iterator<Item = OsString>) -> impl Iterator<Item = OsString> {
    const WITH_QUERY: [&str; 5] = ["list", "search", "export", "filter", "smart"];
    let mut in_query = false;
    args.map(move |arg| {
        in_query |= WITH_QUERY.iter().any(|command| arg == *command);
        match arg.as_encoded_bytes() {
            [b'-', second, _, ..] if in_query && *second != b'-' => {
                let mut kept = OsString::from(" ");
                kept.push(arg);
                kept
            }
            _ => arg,
        }
    })
}

fn run(command: Option<Command>, plain: bool, context: &Context) -> anyhow::Result<ExitCode> {
    match command {
        None if plain => open::run_plain(context),
        None => open::run(context),
        Some(Command::Import(args)) => import::run(&args, context),
        Some(Command::Add(args)) => add::run(&args, context),
        Some(Command::Feeds(args)) => feeds::run(&args, context),
        Some(Command::Remove(args)) => remove::run(&args, context),
        Some(Command::Refresh(args)) => refresh::run(&args, context),
        Some(Command::Account(args)) => account::run(&args, context),
        Some(Command::Sync(args)) => sync::run(&args, context),
        Some(Command::Opml(args)) => opml::run(&args, context),
        Some(Command::Tag(args)) => tag::run(&args, context),
        Some(Command::Filter(args)) => filter::run(&args, context),
        Some(Command::Smart(args)) => smart::run(&args, context),
        Some(Command::List(args)) => list::run(&args, context),
        Some(Command::Search(args)) => search::run(&args, context),
        Some(Command::Related(args)) => related::run(&args, context),
        Some(Command::Links(args)) => links::run(&args, context),
        Some(Command::Story(args)) => story::run(&args, context),
        Some(Command::Read(args)) => read::run(&args, context),
        Some(Command::Render(args)) => render::run(&args, context),
        Some(Command::Export(args)) => export::run(&args, context),
        Some(Command::Notes(args)) => notes::run(&args, context),
        Some(Command::Samples(args)) => samples::run(&args, context),
        Some(Command::Index(args)) => index::run(&args, context),
        Some(Command::Undo(args)) => undo::run(&args, context),
        Some(Command::Backup(args)) => backup::back_up(&args, context),
        Some(Command::Restore(args)) => backup::restore(&args, context),
        Some(Command::Config(args)) => config::run(&args, context),
        Some(Command::Doctor(args)) => doctor::run(&args, context),
        Some(Command::Completions(args)) => completions::run(&args),
        Some(Command::Man(args)) => man::run(&args),
    }
}

/// One line on standard error. What cannot be said there is not said.
fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "marsad: {}", sanitize::line(message));
}

/// Whether the library is what is damaged.
fn says_damaged(error: &(dyn std::error::Error + 'static)) -> bool {
    error
        .downcast_ref::<LibraryError>()
        .is_some_and(LibraryError::is_damage)
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
