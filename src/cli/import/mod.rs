//! `marsad import`. One thread reads and parses, one stores, and when there is much a
//! third follows with the index; each holds a few hundred articles at a time, however
//! many there are.

mod documents;
mod elsewhere;
mod indexing;
mod reading;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc::sync_channel;
use std::thread;

use jiff::Timestamp;

use self::documents::documents;
use self::indexing::Indexing;
use self::reading::{Batch, Rejected};
use super::context::Context;
use super::move_in::{self, Reader};
use super::progress::Meter;
use super::{complain, print, progress};
use crate::library::{Library, Report};

/// Add articles from files and folders
///
/// Reads JSON Feed, RSS, Atom, HTML, Markdown and plain text, and a cache.db of
/// newsboat's; folders are searched through, and addresses on the web fetched. What
/// cannot be read, or is larger than 64 MB, is named with the reason, and the rest goes
/// in. The exit code is 1 only when everything was rejected.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files, folders and addresses; - is standard input
    #[arg(value_name = "PATH", required_unless_present = "from")]
    paths: Vec<PathBuf>,

    /// Move in from another reader: its feeds and folders and, from newsboat, articles
    /// with their marks; PATH is its folder or, for the others, its list of feeds
    #[arg(long, value_name = "READER")]
    from: Option<Reader>,
}

/// Batches that wait to be stored.
const WAITING: usize = 2;

pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<ExitCode> {
    let library = context.open_library()?;
    if let Some(reader) = args.from {
        return move_in::run(reader, &args.paths, &library);
    }
    let now = Timestamp::now();
    let (elsewhere, paths): (Vec<_>, Vec<_>) = args
        .paths
        .iter()
        .cloned()
        .partition(|path| elsewhere::is_elsewhere(path));
    let (mut report, mut rejected) = import(&library, &paths, now)?;
    for path in &elsewhere {
        let (more, also_rejected) = elsewhere::import(context, &library, path, now)?;
        report += more;
        rejected.extend(also_rejected);
    }
    progress::catch_up(&library);
    let mut out = print::stdout();
    print::report(&mut out, &report, rejected.len())?;
    out.flush()?;
    for Rejected { name, reason } in &rejected {
        complain(&format!("{name}: {reason}"));
    }
    let nothing_in = report == Report::default();
    Ok(if nothing_in && !rejected.is_empty() {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// Imports what is at `paths`. Errors are the library's; what cannot be read is
/// rejected.
fn import(
    library: &Library,
    paths: &[PathBuf],
    now: Timestamp,
) -> anyhow::Result<(Report, Vec<Rejected>)> {
    let documents = documents(paths);
    let mut meter = Meter::of_bytes(documents.iter().map(|document| document.length).sum());
    let (send, batches) = sync_channel(WAITING);
    thread::scope(|scope| {
        scope.spawn(move || reading::read(documents, &send));
        let mut report = Report::default();
        let mut all_rejected = Vec::new();
        let mut indexing = Indexing::new(library.dir());
        for batch in batches {
            let Batch {
                articles,
                rejected,
                bytes,
            } = batch;
            report += library.add(articles, now)?;
            all_rejected.extend(rejected);
            meter.report_bytes(bytes, report.imported + report.updated + report.unchanged);
            indexing.follow(report.imported + report.updated);
        }
        drop(meter);
        indexing.finish();
        Ok((report, all_rejected))
    })
}
