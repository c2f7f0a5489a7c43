//! A feed's entry that another program has taken apart already.

use jiff::Timestamp;
use url::Url;

use super::{Origin, finish};
use crate::article::{Article, Enclosure, html};

/// An entry as another program stores it: raw text, empty where there is none.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Entry {
    /// The publisher's identifier.
    pub guid: String,
    /// May hold markup.
    pub title: String,
    /// As signed, one name or several.
    pub author: String,
    /// The article's page.
    pub url: String,
    /// When it came out.
    pub published: Option<Timestamp>,
    /// HTML.
    pub content: String,
    /// Files that come with it.
    pub enclosures: Vec<Enclosure>,
    /// What the publisher says that it is about, the category first.
    pub labels: Vec<String>,
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
    let enclosures = entry.enclosures.into_iter().filter_map(|enclosure| {
        let url = html::absolute_web(&enclosure.url, base.as_ref())?;
        Some(Enclosure { url, ..enclosure })
    });
    let mut labels = entry.labels.iter().filter_map(|label| some(label));
    let article = Article {
        guid: some(&entry.guid),
        url,
        title: html::one_line(&entry.title),
        source: html::one_line(source),
        authors: some(&entry.author).into_iter().collect(),
        published: entry.published,
        category: labels.next(),
        tags: labels.collect(),
        enclosures: enclosures.collect(),
        body: html::blocks(&entry.content, base.as_ref()),
        ..Article::default()
    };
    let origin = Origin {
        base,
        ..Origin::named(address)
    };
    finish(article, &origin)
}
