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
    About, FeedError, Location, Origin, Parsed, Rejected, Rhythm, Syntax, date, finish, format,
};
use crate::article::html;
use entry::Circumstances;

/// The articles of a feed.
///
/// # Errors
/// When it is no XML, breaks off, or is no feed.
pub(super) fn read(text: &str, origin: &Origin) -> Result<Parsed, FeedError> {
    let root = format::root_name(text);
    let text = outline::completed(text, root);
    let text = old::modern(&text, root);
    let text = text.as_ref();
    let outline = Outline::new(text)?;
    let all = &outline.items;
    match parse(&outline.document(0..all.len()), origin) {
        Ok(feed) if feed.entries.len() >= all.len() => {
            let about = about(&feed, text, origin);
            Ok(Parsed {
                about,
                ..articles(feed, all, origin)
            })
        }
        Err(_) if outline.is_bare() => Ok(Parsed::default()),
        Err(error) if all.is_empty() => Err(no_feed(&error)),
        _ => {
            // If the feed without its items is broken too, they are not to blame.
            let empty = parse(&outline.document(0..0), origin).map_err(|error| no_feed(&error))?;
            let mut parsed = Parsed {
                about: about(&empty, text, origin),
                ..Parsed::default()
            };
            salvage(&outline, 0..all.len(), origin, &mut parsed);
            Ok(parsed)
        }
    }
}

/// Reads the items in `places` without the broken ones among them, which are found by
/// halving.
fn salvage(outline: &Outline, places: Range<usize>, origin: &Origin, into: &mut Parsed) {
    let items = &outline.items[places.clone()];
    let reason = match parse(&outline.document(places.clone()), origin) {
        Ok(feed) if feed.entries.len() >= items.len() => {
            let parsed = articles(feed, items, origin);
            into.articles.extend(parsed.articles);
            into.rejected.extend(parsed.rejected);
            return;
        }
        Ok(_) => "it stands where no item may".to_owned(),
        Err(error) => error.to_string(),
    };
    if let [item] = items {
        into.rejected.push(Rejected {
            name: format!(
                "item {} at {}",
                places.start + 1,
                outline.place(item.span.start)
            ),
            reason,
        });
        return;
    }
    let middle = places.start + items.len() / 2;
    salvage(outline, places.start..middle, origin, into);
    salvage(outline, middle..places.end, origin, into);
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

fn articles(feed: Feed, items: &[Item], origin: &Origin) -> Parsed {
    let circumstances = Circumstances::new(&feed, origin);
    let mut parsed = Parsed::default();
    for (n, entry) in feed.entries.into_iter().enumerate() {
        let name = entry::name(&entry).unwrap_or_else(|| format!("item {}", n + 1));
        let mut article = entry::article(entry, &circumstances);
        if let Some(Item { passed_over, .. }) = items.get(n) {
            if article.image.is_none() {
                let thumbnail = passed_over.thumbnail.as_deref();
                article.image =
                    thumbnail.and_then(|url| html::absolute_web(url, origin.base.as_ref()));
            }
            article.in_reply_to = passed_over.in_reply_to.clone();
        }
        match finish(article, origin) {
            Ok(article) => parsed.articles.push(article),
            Err(reason) => parsed.rejected.push(Rejected { name, reason }),
        }
    }
    parsed
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
