//! `marsad add`.

use std::io::Write;
use std::process::ExitCode;

use jiff::Timestamp;

use super::context::Context;
use super::{complain, print, progress};
use crate::gather::{GatherError, Gatherer, typed};
use crate::library::{Account, Act, FeedSettings, Library, LibraryError, Tagged};
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
    let (id, is_new) = library.as_one_act(Act::Subscribed, || {
        let (id, is_new) = library.subscribe(url.as_str(), "", false, &settings(args))?;
        for tag in tags(args) {
            library.tag(Tagged::Feed(id), &tag)?;
        }
        library.give_feed(account.id, id)?;
        Ok::<_, LibraryError>((id, is_new))
    })?;
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

fn tags(args: &Args) -> Vec<String> {
    args.tags.iter().map(|tag| sanitize::line(tag)).collect()
}

/// Subscribes to what is found at `address`; gives what there is to say of it.
fn add(
    args: &Args,
    address: &str,
    library: &Library,
    gatherer: &Gatherer,
) -> Result<String, GatherError> {
    let (settings, tags) = (settings(args), tags(args));
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
