//! `marsad add`.

use std::io::Write;
use std::process::ExitCode;

use jiff::Timestamp;

use super::context::Context;
use super::{complain, print, progress};
use crate::gather::{Found, GatherError, Gatherer, typed};
use crate::library::{Account, FeedId, FeedSettings, Library, Tagged};
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
    #[arg(long, conflicts_with = "account")]
    full_text: bool,

    /// Account whose server is to subscribe to them, at the next marsad sync
    #[arg(long, value_name = "ACCOUNT")]
    account: Option<String>,
}

pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<ExitCode> {
    let library = context.open_library()?;
    let gatherer = context.gatherer()?;
    let account = args.account.as_deref();
    let account = account
        .map(|named| library.find_account(named))
        .transpose()?;
    let mut out = print::stdout();
    let mut failed = 0;
    for address in &args.addresses {
        let added = match &account {
            Some(account) => add_to(account, args, address, &library),
            None => add(args, address, &library, &gatherer),
        };
        match added {
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

/// Has the server of `account` subscribe to the feed at `address` the next time; gives what
/// there is to say of it.
fn add_to(
    account: &Account,
    args: &Args,
    address: &str,
    library: &Library,
) -> Result<String, GatherError> {
    let url = typed(address)?;
    let (id, is_new) = library.subscribe(url.as_str(), "", false, &settings(args))?;
    library.give_feed(account.id, id)?;
    tag(args, id, library)?;
    let there = if is_new { "" } else { ", there already" };
    Ok(format!("{id}  {url}: for {}{there}", account.name))
}

fn settings(args: &Args) -> FeedSettings {
    FeedSettings {
        name: args.title.as_deref().map(sanitize::line),
        folder: sanitize::line(&args.folder),
        full_text: args.full_text,
        ..FeedSettings::default()
    }
}

fn tag(args: &Args, id: FeedId, library: &Library) -> Result<(), GatherError> {
    for tag in &args.tags {
        library.tag(Tagged::Feed(id), &sanitize::line(tag))?;
    }
    Ok(())
}

/// Subscribes to what is found at `address`; gives what there is to say of it.
fn add(
    args: &Args,
    address: &str,
    library: &Library,
    gatherer: &Gatherer,
) -> Result<String, GatherError> {
    let found = gatherer.find(&typed(address)?)?;
    let title = &found.parsed.about.title;
    let is_private = found.is_private;
    let (id, is_new) = library.subscribe(found.url.as_str(), title, is_private, &settings(args))?;
    tag(args, id, library)?;
    if !is_new {
        return Ok(format!(
            "{id}  {}: there already",
            library.feed(id)?.label()
        ));
    }
    let imported = store(library, id, &found)?;
    for other in &found.others {
        complain(&format!("also there: {} {}", other.url, other.title));
    }
    let label = library.feed(id)?.label().to_owned();
    let articles = if imported == 1 { "article" } else { "articles" };
    Ok(format!("{id}  {label}: added, {imported} {articles}"))
}

fn store(library: &Library, id: FeedId, found: &Found) -> Result<usize, GatherError> {
    let now = Timestamp::now();
    let delivered = library.deliver(id, &found.parsed.articles, now)?;
    library.note_answer(id, &found.answer, now)?;
    library.filter(&delivered.imported)?;
    Ok(delivered.report.imported + delivered.report.unchanged + delivered.report.updated)
}
