//! RSS 0.9x to 2.0, Atom, and CDF.

mod dialect;
mod entry;
mod old;
mod outline;

use std::ops::Range;
use std::time::SystemTime;

use feed_rs::model::Feed;
use feed_rs::parser::{Builder, ParseFeedError};
use url::Url;

use self::outline::{Item, Outline};
use super::{
    About, FeedError, Location, Origin, Rejected, Rhythm, Syntax, Take, date, finish, format,
};
use crate::article::html;
use entry::Circumstances;

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
    let text = outline::completed(text, root);
    let text = old::modern(&text, root);
    let text = text.as_ref();
    let outline = Outline::new(text)?;
    // If the feed without its items is broken, they are not to blame.
    let empty = match parse(&outline.document(0..0), origin) {
        Ok(empty) => empty,
        Err(_) if outline.is_bare() => return Ok(About::default()),
        Err(error) => return Err(no_feed(&error)),
    };
    let about = about(&empty, text, origin);
    let count = outline.items.len();
    let batch = BATCH.max(count.div_ceil(BATCHES));
    for start in (0..count).step_by(batch) {
        read_items(&outline, start..count.min(start + batch), origin, take);
    }
    Ok(about)
}

/// Reads the items in `places` without the broken ones among them, which are found by
/// halving.
fn read_items(outline: &Outline, places: Range<usize>, origin: &Origin, take: &mut Take<'_>) {
    let items = &outline.items[places.clone()];
    let reason = match parse(&outline.document(places.clone()), origin) {
        Ok(feed) if feed.entries.len() >= items.len() => {
            return articles(feed, outline, places, origin, take);
        }
        Ok(_) => "it stands where no item may".to_owned(),
        Err(error) => error.to_string(),
    };
    if let [item] = items {
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
    read_items(outline, places.start..middle, origin, take);
    read_items(outline, middle..places.end, origin, take);
}

fn parse(document: &str, origin: &Origin) -> Result<Feed, ParseFeedError> {
    Builder::new()
        .base_uri(origin.base.as_ref())
        // An identifier made up from the address would hide that there is none.
        .id_generator(|_, _, _| String::new())
        .timestamp_parser(|raw| Some(SystemTime::try_from(date::parse(raw)?).ok()?.into()))
        .sanitize_content(false)
        .build()
        .parse(document.as_bytes())
}

/// Takes what the parser made of the items in `places`.
fn articles(
    feed: Feed,
    outline: &Outline,
    places: Range<usize>,
    origin: &Origin,
    take: &mut Take<'_>,
) {
    let circumstances = Circumstances::new(&feed, origin);
    for (n, entry) in (places.start..).zip(feed.entries) {
        let name = entry::name(&entry).unwrap_or_else(|| format!("item {}", n + 1));
        let mut article = entry::article(entry, &circumstances);
        if let Some(Item { passed_over, .. }) = outline.items.get(n) {
            if article.image.is_none() {
                let thumbnail = passed_over.thumbnail.as_deref();
                article.image =
                    thumbnail.and_then(|url| html::absolute_web(url, origin.base.as_ref()));
            }
            article.in_reply_to = passed_over.in_reply_to.clone();
            let feed = passed_over.comments_feed.as_deref();
            article.comments_feed =
                feed.and_then(|url| html::absolute_web(url, origin.base.as_ref()));
        }
        take(finish(article, origin).map_err(|reason| Rejected { name, reason }));
    }
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

fn no_feed(error: &ParseFeedError) -> FeedError {
    FeedError::NoFeed {
        syntax: Syntax::Xml,
        reason: error.to_string(),
    }
}

#[cfg(test)]
mod tests;
