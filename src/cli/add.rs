//! `marsad add`.

use std::io::Write;
use std::process::ExitCode;

use jiff::Timestamp;

use super::context::Context;
use super::{complain, print, progress};
use crate::gather::{GatherError, Gatherer};
use crate::library::{FeedSettings, Library};
use crate::text::sanitize;

/// Subscribe to feeds
///
/// Takes the address of a feed or of a page, which is looked through for its feed, or a
/// file. The feed is fetched at once. One in a private network, this machine included, is
/// taken only when it is named itself.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Addresses of feeds or pages, or files
    #[arg(value_name = "URL", required = true)]
    addresses: Vec<String>,

    /// Folder to put it in; levels are set apart by /
    #[arg(long, value_name = "FOLDER", default_value = "")]
    folder: String,

    /// Name to show instead of the feed's own title
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,

    /// Tag for the feed; may be given more than once
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,

    /// Fetch the page of each article for its full text
    #[arg(long)]
    full_text: bool,
}

pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<ExitCode> {
    let library = context.open_library()?;
    let gatherer = context.gatherer()?;
    let mut out = print::stdout();
    let mut failed = 0;
    for address in &args.addresses {
        match add(args, address, &library, &gatherer) {
            Ok(line) => writeln!(out, "{line}")?,
            Err(GatherError::Library(error)) => return Err(error.into()),
            Err(error) => {
                failed += 1;
                complain(&format!("{address}: {error}"));
            }
        }
    }
    out.flush()?;
    progress::catch_up(&library);
    Ok(ExitCode::from(u8::from(failed == args.addresses.len())))
}

/// Subscribes to what is found at `address`; gives what there is to say of it.
fn add(
    args: &Args,
    address: &str,
    library: &Library,
    gatherer: &Gatherer,
) -> Result<String, GatherError> {
    let settings = FeedSettings {
        name: args.title.as_deref().map(sanitize::line),
        folder: sanitize::line(&args.folder),
        full_text: args.full_text,
        ..FeedSettings::default()
    };
    let tags: Vec<String> = args.tags.iter().map(|tag| sanitize::line(tag)).collect();
    let added = gatherer.subscribe(library, address, &settings, &tags, Timestamp::now())?;
    let label = library.feed(added.id)?.label().to_owned();
    let Some(delivered) = added.delivered else {
        return Ok(format!("{}  {label}: there already", added.id));
    };
    for other in &added.others {
        complain(&format!("also there: {} {}", other.url, other.title));
    }
    let report = delivered.report;
    let imported = report.imported + report.unchanged + report.updated;
    let articles = if imported == 1 { "article" } else { "articles" };
    Ok(format!(
        "{}  {label}: added, {imported} {articles}",
        added.id
    ))
}
