//! A feed's entry that another program has taken apart already.

use jiff::Timestamp;
use url::Url;

use super::{Origin, finish};
use crate::article::{Article, Enclosure, html};

/// An entry as another program stores it: raw text, empty where there is none.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Entry {
    pub guid: String,
    pub title: String,
    pub author: String,
    pub url: String,
    pub published: Option<Timestamp>,
    /// HTML.
    pub content: String,
    pub enclosure: Option<Enclosure>,
}

/// The article of an entry of the feed `source` at `address`.
///
/// # Errors
/// The reason why it is none.
pub fn from_entry(entry: Entry, source: &str, address: &str) -> Result<Article, String> {
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.trim().is_empty());
    let feed = Url::parse(address).ok();
    let url = html::absolute_web(&entry.url, feed.as_ref());
    let base = url.as_deref().and_then(|url| Url::parse(url).ok()).or(feed);
    let enclosure = entry.enclosure.and_then(|enclosure| {
        let url = html::absolute_web(&enclosure.url, base.as_ref())?;
        Some(Enclosure { url, ..enclosure })
    });
    let article = Article {
        guid: some(&entry.guid),
        url,
        title: html::one_line(&entry.title),
        source: html::one_line(source),
        authors: some(&entry.author).into_iter().collect(),
        published: entry.published,
        enclosures: enclosure.into_iter().collect(),
        body: html::blocks(&entry.content, base.as_ref()),
        ..Article::default()
    };
    let origin = Origin {
        base,
        ..Origin::named(address)
    };
    finish(article, &origin)
}
