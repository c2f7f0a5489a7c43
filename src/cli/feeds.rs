//! `marsad feeds`.

use std::io::{self, Write};
use std::process::ExitCode;

use jiff::Timestamp;
use serde::Serialize;

use super::context::Context;
use super::print;
use crate::library::{Act, Feed, FeedSettings, Library, Tagged};
use crate::text::sanitize;

/// List subscriptions and how they fare, or change how one is treated
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Number, address or name of a feed; all when left out
    #[arg(value_name = "FEED")]
    feed: Option<String>,

    #[command(flatten)]
    change: Change,
}

#[derive(Debug, Default, clap::Args)]
struct Change {
    /// Name to show instead of the feed's own title; "" for none
    #[arg(long, value_name = "TITLE", requires = "feed")]
    title: Option<String>,

    /// Folder, its levels set apart by /; "" for none
    #[arg(long, value_name = "FOLDER", requires = "feed")]
    folder: Option<String>,

    /// Add a tag; may be given more than once
    #[arg(long = "tag", value_name = "TAG", requires = "feed")]
    tags: Vec<String>,

    /// Take a tag away; may be given more than once
    #[arg(long = "untag", value_name = "TAG", requires = "feed")]
    untags: Vec<String>,

    /// Whether to fetch the page of each article for its full text
    #[arg(long, value_name = "yes|no", requires = "feed", value_parser = yes_or_no)]
    full_text: Option<bool>,

    /// Days to keep articles that have left the feed; 0 keeps all
    #[arg(long, value_name = "N", requires = "feed")]
    keep_days: Option<u32>,

    /// How many of its articles to keep; 0 keeps all
    #[arg(long, value_name = "N", requires = "feed")]
    keep_count: Option<u32>,

    /// Least minutes between two refreshes; 0 leaves it to the feed
    #[arg(long, value_name = "MINUTES", requires = "feed")]
    every: Option<u32>,
}

pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<ExitCode> {
    let library = context.open_library()?;
    let feeds = match &args.feed {
        Some(named) => {
            let feed = library.find_feed(named)?;
            library.as_one_act(Act::FeedChanged, || change(&library, &feed, &args.change))?;
            vec![library.feed(feed.id)?]
        }
        None => library.feeds()?,
    };
    let accounts = library.accounts()?;
    let mut out = print::stdout();
    for feed in &feeds {
        let account = accounts
            .iter()
            .find(|account| feed.account == Some(account.id));
        let account = account.map(|account| account.name.as_str());
        let tags = library.tags(Tagged::Feed(feed.id))?;
        if context.json {
            print::json(&mut out, &Object::new(feed, &tags, account))?;
        } else {
            line(&mut out, feed, &tags, account)?;
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn change(library: &Library, feed: &Feed, change: &Change) -> anyhow::Result<()> {
    let mut settings = feed.settings.clone();
    let FeedSettings {
        name,
        folder,
        full_text,
        keep_days,
        keep_count,
        every,
    } = &mut settings;
    if let Some(title) = &change.title {
        *name = Some(sanitize::line(title)).filter(|title| !title.is_empty());
    }
    if let Some(wanted) = &change.folder {
        *folder = sanitize::line(wanted);
    }
    *full_text = change.full_text.unwrap_or(*full_text);
    for (kept, wanted) in [
        (keep_days, change.keep_days),
        (keep_count, change.keep_count),
        (every, change.every),
    ] {
        if let Some(wanted) = wanted {
            *kept = Some(wanted).filter(|&number| number > 0);
        }
    }
    if settings != feed.settings {
        library.set_feed(feed.id, &settings)?;
    }
    for tag in &change.tags {
        library.tag(Tagged::Feed(feed.id), &sanitize::line(tag))?;
    }
    for tag in &change.untags {
        library.untag(Tagged::Feed(feed.id), tag)?;
    }
    Ok(())
}

fn yes_or_no(argument: &str) -> Result<bool, String> {
    match argument {
        "yes" | "on" | "true" => Ok(true),
        "no" | "off" | "false" => Ok(false),
        _ => Err("yes or no".to_owned()),
    }
}

/// Number, unread of all, folder, name, address, tags, account; and what is wrong.
fn line(
    out: &mut impl Write,
    feed: &Feed,
    tags: &[String],
    account: Option<&str>,
) -> io::Result<()> {
    write!(out, "{}  {}/{}  ", feed.id, feed.unread, feed.total)?;
    if !feed.settings.folder.is_empty() {
        write!(out, "[{}] ", sanitize::line(&feed.settings.folder))?;
    }
    write!(
        out,
        "{}  {}",
        sanitize::line(feed.label()),
        sanitize::line(&feed.url)
    )?;
    if !tags.is_empty() {
        write!(out, "  #{}", sanitize::line(&tags.join(" #")))?;
    }
    if let Some(account) = account {
        write!(out, "  @{}", sanitize::line(account))?;
    }
    print::fares(out, feed.failing.as_ref(), feed.fetched, "fetched")
}

/// The keys of `--json`, which other programs rely on.
#[derive(Serialize)]
struct Object<'a> {
    id: i64,
    title: &'a str,
    url: &'a str,
    site: Option<&'a str>,
    folder: &'a str,
    tags: &'a [String],
    unread: u64,
    total: u64,
    checked: Option<Timestamp>,
    fetched: Option<Timestamp>,
    due: Timestamp,
    full_text: bool,
    keep_days: Option<u32>,
    keep_count: Option<u32>,
    every: Option<u32>,
    failures: u32,
    failing_since: Option<Timestamp>,
    failure: Option<&'a str>,
    /// The account whose server fetches it.
    account: Option<&'a str>,
}

impl<'a> Object<'a> {
    fn new(feed: &'a Feed, tags: &'a [String], account: Option<&'a str>) -> Self {
        let failing = feed.failing.as_ref();
        Self {
            id: feed.id.0,
            title: feed.label(),
            url: &feed.url,
            site: feed.site.as_deref(),
            folder: &feed.settings.folder,
            tags,
            unread: feed.unread,
            total: feed.total,
            checked: feed.checked,
            fetched: feed.fetched,
            due: feed.due,
            full_text: feed.settings.full_text,
            keep_days: feed.settings.keep_days,
            keep_count: feed.settings.keep_count,
            every: feed.settings.every,
            failures: failing.map_or(0, |failing| failing.times),
            failing_since: failing.map(|failing| failing.since),
            failure: failing.map(|failing| failing.reason.as_str()),
            account,
        }
    }
}
