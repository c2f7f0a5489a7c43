//! `marsad remove`.

use std::io::Write;
use std::process::ExitCode;

use super::context::Context;
use super::{print, progress};

/// End subscriptions
///
/// The articles stay, unless they are to go too; starred ones stay all the same. `marsad
/// undo` brings everything back.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Number, address or name of a feed
    #[arg(value_name = "FEED", required = true)]
    feeds: Vec<String>,

    /// Remove its articles too
    #[arg(long)]
    articles: bool,
}

pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<ExitCode> {
    let library = context.open_library()?;
    let mut out = print::stdout();
    for named in &args.feeds {
        let feed = library.find_feed(named)?;
        let gone = library.unsubscribe(feed.id, args.articles)?;
        write!(out, "removed {}  {}", feed.id, feed.label())?;
        if args.articles {
            write!(out, ", {gone} articles")?;
        }
        writeln!(out)?;
    }
    out.flush()?;
    if args.articles {
        progress::catch_up(&library);
    }
    Ok(ExitCode::SUCCESS)
}
