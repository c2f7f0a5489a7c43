//! `marsad index`.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::bail;
use clap::Subcommand;

use super::context::Context;
use super::print;
use super::progress::Meter;
use crate::library::CatchUp;

/// Look after the search index
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make the search index anew from the library
    Rebuild,
}

pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<ExitCode> {
    match args.command {
        Command::Rebuild => rebuild(context),
    }
}

fn rebuild(context: &Context) -> anyhow::Result<ExitCode> {
    let library = context.open_library()?;
    let begun = Instant::now();
    let done = {
        let mut meter = Meter::of_articles("indexing");
        library.rebuild_index(&mut |progress| meter.report(progress))?
    };
    let CatchUp::Done(articles) = done else {
        bail!("another marsad is writing this library's search index");
    };
    let seconds = begun.elapsed().as_secs_f64();
    let mut out = print::stdout();
    writeln!(
        out,
        "indexed {articles} articles in {seconds:.1} s ({:.0} a second), {:.1} MB",
        articles as f64 / seconds.max(0.001),
        size(&library.dir().join("index")) as f64 / 1e6,
    )?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Bytes of the files in `dir`; those that vanish meanwhile do not count.
fn size(dir: &Path) -> u64 {
    fs::read_dir(dir).map_or(0, |entries| {
        entries
            .flatten()
            .filter_map(|entry| entry.metadata().ok())
            .map(|meta| meta.len())
            .sum()
    })
}
