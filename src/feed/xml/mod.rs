//! RSS 0.9x to 2.0, Atom, and CDF.

mod delicate;
mod dialect;
mod entry;
mod mends;
mod names;
mod old;
mod open;
mod outline;
mod passed_over;
mod plain;
mod references;
mod root;
mod set_aside;
mod shared;

use std::ops::Range;
use std::panic::catch_unwind;
use std::time::SystemTime;

use feed_rs::model::{Entry, Feed, FeedType};
use feed_rs::parser::{Builder, ParseFeedError};
use url::Url;

use self::outline::Outline;
use super::{
    About, FeedError, Location, Origin, Rejected, Rhythm, Syntax, Take, date, finish, finish_item,
    format,
};
use crate::article::{Article, html};
use entry::Circumstances;
use shared::Shared;

/// Items that are parsed at a time. The parser keeps all that it has read until its end,
/// and that is many times as large as the text.
const BATCH: usize = 100;

/// Most batches of one feed: what stands around the items is read again with each.
const BATCHES: usize = 64;

/// The articles of a feed.
///
/// # Errors
/// When it is no XML, breaks off, or is no feed; nothing has been taken then.
pub(super) fn read(text: &str, origin: &Origin, take: &mut Take<'_>) -> Result<About, FeedError> {
    let root = format::root_name(text);
    let text = root::completed(text, root);
    let text = old::modern(&text, root);
    let text = old::within_feed(text, root);
    let text = text.as_ref();
    let outline = Outline::new(text)?;
    // If the feed without its items is broken, they are not to blame.
    let empty = match parse(&outline.document(0..0), origin) {
        Ok(empty) => empty,
        Err(_) if outline.is_bare() => return Ok(About::default()),
        Err(reason) => return Err(no_feed(reason)),
    };
    let about = about(&empty, text, origin);
    let shared = Shared::of(&outline.items);
    let count = outline.items.len();
    let batch = BATCH.max(count.div_ceil(BATCHES));
    let circumstances = Circumstances::new(&empty, origin);
    for start in (0..count).step_by(batch) {
        let mut places = start..count.min(start + batch);
        // What is plain to see is no matter for the parser.
        while empty.feed_type == FeedType::RSS2
            && !places.is_empty()
            && let Some(entry) = outline.plain_item(places.start, origin.base.as_ref())
        {
            let place = places.start;
            take(article(
                &entry,
                &circumstances,
                (&outline, &shared),
                place,
                origin,
            ));
            places.start += 1;
        }
        if !places.is_empty() {
            read_items((&outline, &shared), places, origin, take);
        }
    }
    Ok(about)
}

/// Reads the items in `places` without the broken ones among them, which are found by
/// halving.
fn read_items(
    (outline, shared): (&Outline, &Shared<'_>),
    places: Range<usize>,
    origin: &Origin,
    take: &mut Take<'_>,
) {
    let items = &outline.items[places.clone()];
    let document = outline.document(places.clone());
    let parsed = parse(&document, origin);
    if let Ok(mut feed) = parsed
        && feed.entries.len() >= items.len()
    {
        let circumstances = Circumstances::new(&feed, origin);
        for (place, entry) in (places.start..).zip(&mut feed.entries) {
            outline.restore(entry);
            take(article(
                entry,
                &circumstances,
                (outline, shared),
                place,
                origin,
            ));
        }
        return;
    }
    if let [item] = items {
        // The place in the reason counts what the parser is else not shown.
        let reason = match parse(&outline.whole(document), origin) {
            Ok(_) => "it stands where no item may".to_owned(),
            Err(reason) => reason,
        };
        return take(Err(Rejected {
            name: format!(
                "item {} at {}",
                places.start + 1,
                outline.place(item.span.start)
            ),
            reason,
        }));
    }
    let middle = places.start + items.len() / 2;
    read_items((outline, shared), places.start..middle, origin, take);
    read_items((outline, shared), middle..places.end, origin, take);
}

/// What the feed parser makes of `document`, or why it makes nothing of it. It is not trusted to
/// come to an end with whatever it meets.
fn parse(document: &str, origin: &Origin) -> Result<Feed, String> {
    let parsed = catch_unwind(|| parse_unguarded(document, origin));
    parsed.map_or_else(
        |_| Err("the parser fails at it".to_owned()),
        |parsed| parsed.map_err(|error| error.to_string()),
    )
}

fn parse_unguarded(document: &str, origin: &Origin) -> Result<Feed, ParseFeedError> {
    Builder::new()
        .base_uri(origin.base.as_ref())
        // An identifier made up from the address would hide that there is none.
        .id_generator(|_, _, _| String::new())
        .timestamp_parser(moment)
        .sanitize_content(false)
        .build()
        .parse(document.as_bytes())
}

/// When a feed says that it was.
fn moment<T: From<SystemTime>>(raw: &str) -> Option<T> {
    Some(SystemTime::try_from(date::parse(raw)?).ok()?.into())
}

/// The article that `entry` is, the item at `place`.
fn article(
    entry: &Entry,
    circumstances: &Circumstances,
    (outline, shared): (&Outline, &Shared<'_>),
    place: usize,
    origin: &Origin,
) -> Result<Article, Rejected> {
    let mut article = entry::article(entry, circumstances);
    let article = match outline.items.get(place) {
        Some(item) if item.passed_over.holds_anything => {
            let base = circumstances.base();
            item.passed_over
                .complete(&mut article, outline.text(), base);
            article.guid = shared.instead(&item.passed_over).or(article.guid);
            finish_item(article, origin)
        }
        _ => finish(article, origin),
    };
    article.map_err(|reason| {
        let name = entry::name(entry).unwrap_or_else(|| format!("item {}", place + 1));
        Rejected { name, reason }
    })
}

fn about(feed: &Feed, text: &str, origin: &Origin) -> About {
    let site = entry::page(&feed.links).map(|link| link.href.as_str());
    let site = site.and_then(|href| html::absolute_web(href, origin.base.as_ref()));
    About {
        title: feed.title.as_ref().map(entry::line).unwrap_or_default(),
        site: site.and_then(|site| Url::parse(&site).ok()),
        rhythm: Rhythm::of_xml(text),
    }
}

fn no_feed(reason: String) -> FeedError {
    FeedError::NoFeed {
        syntax: Syntax::Xml,
        reason,
    }
}

#[cfg(test)]
mod tests;
