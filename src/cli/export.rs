//! `marsad export`.

use std::process::ExitCode;

use super::context::Context;
use super::{print, progress};
use crate::feed::json_feed::{Item, Writer};
use crate::library::{Query, identifier};

/// Print articles as a JSON Feed, newest first
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  marsad export is:starred > starred.json\n  marsad export category:اقتصاد after:2026-01-01"
)]
pub(super) struct Args {
    /// Which articles; all when left out
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
}

pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<ExitCode> {
    let query = Query::parse(&args.query.join(" "))?;
    let library = context.open_library()?;
    if query.has_words() {
        progress::catch_up(&library);
    }
    // Written as it is read, so that a library of any size takes no more memory.
    let mut writer = Writer::new(print::stdout(), "marsad")?;
    for exported in library.export(&query)? {
        let (headline, article) = exported?;
        writer.item(Item {
            article: &article,
            id: &identifier(&article),
            listed: Some(headline.published),
        })?;
    }
    writer.finish()?;
    Ok(ExitCode::SUCCESS)
}
