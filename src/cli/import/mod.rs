//! `marsad import`. One thread reads and parses, one makes what is stored, one stores, and
//! when there is much another follows with the index and one has the store settle meanwhile; each
//! holds a few thousand articles at most, however many there are.

mod coming;
mod documents;
mod forming;
mod indexing;
mod reading;
mod settling;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;

use jiff::Timestamp;

use self::coming::Coming;
use self::documents::documents;
use self::indexing::Indexing;
use self::reading::{Piece, Rejected};
use self::settling::Settling;
use super::context::Context;
use super::move_in::{self, Reader};
use super::progress::Meter;
use super::{complain, print, progress};
use crate::gather::{GatherError, newsboat};
use crate::library::{Library, Report};

/// Add articles from files and folders
///
/// Reads JSON Feed, RSS, Atom, HTML, Markdown and plain text, and a cache.db of
/// newsboat's; folders are searched through, and addresses on the web fetched. What
/// cannot be read, or is larger than 64 MB, is named with the reason, and the rest goes
/// in. The exit code is 1 only when everything was rejected.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  marsad import feed.json news.rss page.html folder/\n  curl -s https://example.org/feed.xml | marsad import -\n  marsad import --from newsboat"
)]
pub(super) struct Args {
    /// Files, folders and addresses; - is standard input
    #[arg(value_name = "PATH", required_unless_present = "from")]
    paths: Vec<PathBuf>,

    /// Move in from another reader: its feeds and folders and, from newsboat, articles
    /// with their marks; PATH is its folder or, for the others, its list of feeds
    #[arg(long, value_name = "READER")]
    from: Option<Reader>,
}

pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<ExitCode> {
    match args.from {
        Some(reader) => move_in::run(reader, &args.paths, &context.open_library()?),
        None => run_on(&args.paths, context),
    }
}

/// Imports `paths` and says what became of them.
pub(super) fn run_on(paths: &[PathBuf], context: &Context) -> anyhow::Result<ExitCode> {
    let documents = documents(paths);
    let bytes = documents.iter().map(|document| document.length).sum();
    let fresh = Indexing::expecting(bytes);
    let coming = Coming::start(documents, context.clone(), fresh.clone());
    let library = context.open_library()?;
    library.expect_much()?;
    let indexing = Indexing::new(&library, fresh)?;
    let meter = Meter::of_bytes(bytes);
    let (report, rejected, is_indexed) = import(&library, coming, indexing, meter)?;
    if !is_indexed {
        progress::catch_up(&library);
    }
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

/// Stores what is `coming`. Errors are the library's; what cannot be read is rejected. Gives as well
/// whether the index has it all.
fn import(
    library: &Library,
    coming: Coming,
    mut indexing: Indexing,
    mut meter: Meter,
) -> anyhow::Result<(Report, Vec<Rejected>, bool)> {
    let now = Timestamp::now();
    let mut report = Report::default();
    let mut rejected = Vec::new();
    let mut settling = Settling::new(library);
    for piece in &coming.pieces {
        match piece {
            Piece::Batch(batch) => {
                let stored = &mut |id, article, form| indexing.hold(id, article, form);
                report += library.add_formed(batch.articles, now, stored)?;
                rejected.extend(batch.rejected);
                let articles = report.imported + report.updated + report.unchanged;
                meter.report_bytes(batch.bytes, articles);
            }
            Piece::Cache(path) => report += take_cache(library, &path, now, &mut rejected)?,
        }
        let stored = report.imported + report.updated;
        settling.follow(stored);
        indexing.follow(stored);
    }
    drop(meter);
    let former = coming.end();
    let mut is_indexed = false;
    thread::scope(|scope| {
        // To join it would be to wait until its memory is put in order.
        scope.spawn(|| is_indexed = indexing.finish(former));
        settling.finish();
    });
    Ok((report, rejected, is_indexed))
}

/// Imports the articles of newsboat's cache.
fn take_cache(
    library: &Library,
    path: &Path,
    now: Timestamp,
    rejected: &mut Vec<Rejected>,
) -> anyhow::Result<Report> {
    let name = path.display().to_string();
    match newsboat::take_cache(library, path, now) {
        Ok(moved) => {
            let items = moved.rejected.into_iter();
            rejected.extend(items.map(|(item, reason)| Rejected {
                name: format!("{name}: {item}"),
                reason,
            }));
            Ok(moved.report)
        }
        Err(GatherError::Library(error)) => Err(error.into()),
        Err(error) => {
            let reason = error.to_string();
            rejected.push(Rejected { name, reason });
            Ok(Report::default())
        }
    }
}
