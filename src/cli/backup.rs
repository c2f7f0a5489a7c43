//! `marsad backup` and `marsad restore`.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use jiff::Timestamp;

use super::context::Context;
use super::print;
use super::progress::Meter;
use crate::library;

/// Copy the library into a file, while others use it
///
/// The copy is one file with everything but the search index, which is made anew from it,
/// and is checked before it gets its name. With daily_backup in the settings, the reader
/// makes one a day.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  marsad backup\n  marsad backup /media/stick/marsad.db")]
pub(super) struct BackupArgs {
    /// The file; in the library's own folder, named by the time, when left out
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

pub(super) fn back_up(args: &BackupArgs, context: &Context) -> anyhow::Result<ExitCode> {
    let library = context.open_library()?;
    let to = match &args.file {
        Some(file) => file.clone(),
        None => library.next_copy(Timestamp::now()),
    };
    {
        let mut meter = Meter::of_pages("copying");
        library.back_up(&to, &mut |progress| meter.report(progress))?;
    }
    let mut out = print::stdout();
    writeln!(out, "{}", to.display())?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Put a copy in place of the library
///
/// The copy is checked first. The library that was there is kept beside it under another
/// name.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  marsad restore /media/stick/marsad.db")]
pub(super) struct RestoreArgs {
    /// A file that marsad backup has made
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub(super) fn restore(args: &RestoreArgs, context: &Context) -> anyhow::Result<ExitCode> {
    let dir = context.library_dir()?;
    let old = library::restore(&dir, &args.file, Timestamp::now())?;
    let restored = context.open_library()?;
    let mut out = print::stdout();
    writeln!(out, "restored {} articles", restored.counts()?.total)?;
    if let Some(old) = old {
        writeln!(out, "the library before is kept as {}", old.display())?;
    }
    out.flush()?;
    super::progress::catch_up(&restored);
    Ok(ExitCode::SUCCESS)
}
