//! Bytes of a feed or a document into articles, and articles back into a feed.
//! Knows neither the store nor the screen; it opens no file and asks no network.

mod about;
mod breaking;
mod date;
mod discover;
mod encoding;
mod entry;
mod error;
mod format;
mod furniture;
mod headline;
mod html_page;
pub mod json_feed;
mod markdown;
mod mojibake;
pub mod opml;
mod origin;
mod page_meta;
mod plain;
pub mod samples;
mod see_also;
mod xml;

use std::borrow::Cow;

use crate::article::{Article, html};
use crate::text::{letters, sanitize};

pub use about::{About, Rhythm};
pub use discover::{FoundFeed, feeds_of_page, is_feed, likely_places};
pub use entry::{Entry, from_entry};
pub use error::FeedError;
pub use origin::Origin;

use error::{Location, Syntax};
use format::Format;

/// Largest feed or document taken in, in bytes (64 MiB). A year of a busy outlet stays
/// far below.
pub const MAX_BYTES: u64 = 64 << 20;

/// What a feed or a document gave.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Parsed {
    /// In the order of the feed; never without a title.
    pub articles: Vec<Article>,
    /// Single items that were broken in a feed that is otherwise good.
    pub rejected: Vec<Rejected>,
    /// What it says of itself, if it is a feed.
    pub about: About,
}

/// An item that did not become an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// Its identifier, its title or its place in the feed ("item 3").
    pub name: String,
    /// Why, for the user: one line without a full stop.
    pub reason: String,
}

/// Gets what a document holds, an item at a time and in its order.
pub type Take<'a> = dyn FnMut(Result<Article, Rejected>) + 'a;

/// The articles in `bytes`: JSON Feed, RSS, Atom, an HTML page, Markdown or plain
/// text, in whatever encoding. What it is shows in the content; the name in `origin`
/// counts only where that leaves a choice.
///
/// # Errors
/// When nothing can be read at all: too large, empty, no text, broken off, broken, or
/// a page without an article.
pub fn parse(bytes: &[u8], origin: &Origin) -> Result<Parsed, FeedError> {
    gathered(|take| read(bytes, origin, take))
}

/// As [`parse`], but hands each article on when it is read, so that a large feed takes
/// little more memory than its text.
///
/// # Errors
/// As [`parse`]; nothing has been handed on then.
pub fn read(bytes: &[u8], origin: &Origin, take: &mut Take<'_>) -> Result<About, FeedError> {
    let (text, format) = recognise(bytes, origin)?;
    let article = match format {
        Format::JsonFeed => return json_feed::read(&text, origin, take),
        Format::Xml => return xml::read(&text, origin, take),
        Format::HtmlPage => html_page::read(&text, origin)?,
        Format::Markdown => markdown::read(&text, origin)?,
        Format::Plain => plain::read(&text, origin),
    };
    let article = finish(article, origin).map_err(|reason| FeedError::NoArticle { reason })?;
    take(Ok(article));
    Ok(About::default())
}

/// The articles of a feed: as [`parse`], but a page or any other document is none.
///
/// # Errors
/// As [`parse`], and [`FeedError::NotAFeed`].
pub fn parse_feed(bytes: &[u8], origin: &Origin) -> Result<Parsed, FeedError> {
    let (text, format) = recognise(bytes, origin)?;
    match format {
        Format::JsonFeed => gathered(|take| json_feed::read(&text, origin, take)),
        Format::Xml => gathered(|take| xml::read(&text, origin, take)),
        Format::HtmlPage => Err(FeedError::NotAFeed { kind: "a page" }),
        Format::Markdown | Format::Plain => Err(FeedError::NotAFeed { kind: "plain text" }),
    }
}

/// All that `read` hands on.
fn gathered(
    read: impl FnOnce(&mut Take<'_>) -> Result<About, FeedError>,
) -> Result<Parsed, FeedError> {
    let mut parsed = Parsed::default();
    let about = read(&mut |item| match item {
        Ok(article) => parsed.articles.push(article),
        Err(rejected) => parsed.rejected.push(rejected),
    })?;
    Ok(Parsed { about, ..parsed })
}

/// The text of a document, and what it is.
fn recognise<'b>(bytes: &'b [u8], origin: &Origin) -> Result<(Cow<'b, str>, Format), FeedError> {
    let length = bytes.len() as u64;
    if length > MAX_BYTES {
        return Err(FeedError::TooLarge { length });
    }
    if let Some(kind) = format::foreign(bytes) {
        return Err(FeedError::Foreign { kind });
    }
    let text = encoding::decode(bytes, origin.charset.as_deref())?;
    // What was written here is as it is meant.
    let repaired = match json_feed::is_own(&text) {
        true => None,
        false => mojibake::repaired(&text),
    };
    let text = repaired.map_or(text, Cow::Owned);
    if text.trim().is_empty() {
        return Err(FeedError::Empty { length });
    }
    let format = format::detect(&text, origin)?;
    Ok((text, format))
}

/// As [`finish`], for an item of a feed: one of which nothing can be shown is called by its
/// outlet, since it stands there.
fn finish_item(mut article: Article, origin: &Origin) -> Result<Article, String> {
    if html::one_line(&article.title).is_empty() && headline_of(&article, origin).is_none() {
        article.title = match article.source.as_str() {
            "" => origin.fallback_source(article.url.as_deref()),
            source => source.to_owned(),
        };
    }
    finish(article, origin)
}

/// A headline for an article without a title.
fn headline_of(article: &Article, origin: &Origin) -> Option<String> {
    headline::of_body(&article.body)
        .or_else(|| article.summary.as_deref().and_then(headline::of_text))
        .or_else(|| origin.title.as_deref().map(sanitize::line))
        .or_else(|| headline::of_address(article))
        .or_else(|| headline::of_circumstances(article))
        // What is cut short may have left an isolate open.
        .map(|title| sanitize::line(&title))
        .filter(|title| !title.is_empty())
}

/// Sanitises the fields of an article that came in and fills those that follow from
/// others. The body has been sanitised where it was made.
///
/// # Errors
/// The reason why it is no article.
fn finish(mut article: Article, origin: &Origin) -> Result<Article, String> {
    article.title = as_line(article.title);
    if article.title.is_empty() {
        article.title = headline_of(&article, origin).ok_or("neither title nor text")?;
    }
    article.source = sanitize::line(&article.source);
    if article.source.is_empty() {
        article.source = origin.fallback_source(article.url.as_deref());
    }
    for field in [
        &mut article.guid,
        &mut article.url,
        &mut article.category,
        &mut article.language,
        &mut article.summary,
        &mut article.image,
        &mut article.discussion,
        &mut article.comments_feed,
        &mut article.in_reply_to,
    ] {
        *field = field.take().map(as_line).filter(|line| !line.is_empty());
    }
    for address in [
        &mut article.url,
        &mut article.image,
        &mut article.discussion,
    ] {
        *address = address.take().and_then(|raw| some_address(&raw));
    }
    article.enclosures.retain_mut(|enclosure| {
        let address = some_address(&enclosure.url);
        address.is_some_and(|address| {
            enclosure.url = address;
            true
        })
    });
    for list in [&mut article.tags, &mut article.authors] {
        let lines = std::mem::take(list).into_iter().map(as_line);
        *list = lines.filter(|line| !line.is_empty()).collect();
        let mut seen = std::collections::HashSet::new();
        list.retain(|text| seen.insert(text.clone()));
    }
    for enclosure in &mut article.enclosures {
        enclosure.media_type = enclosure
            .media_type
            .take()
            .and_then(|kind| media_type(&kind));
        enclosure.title = enclosure.title.take().and_then(|title| some_line(&title));
    }
    article.breaking |= breaking::is_breaking(&article.title)
        || article.category.as_deref().is_some_and(breaking::is_label);
    Ok(article)
}

/// A media type in small letters, without parameters; the one that says nothing is none.
fn media_type(raw: &str) -> Option<String> {
    let kind = raw.split(';').next().and_then(some_line)?;
    Some(kind.to_ascii_lowercase()).filter(|kind| kind != json_feed::UNKNOWN_TYPE)
}

/// An address that may be followed, in ASCII: where another script's letters or marks of
/// direction would make it look like another, they are written as punycode and in
/// hexadecimal digits. As written where there are none, since it may be an identity.
fn some_address(raw: &str) -> Option<String> {
    let address = html::absolute(raw, None)?;
    let is_plain = raw.bytes().all(|byte| byte.is_ascii_graphic());
    Some(if is_plain { raw.to_owned() } else { address })
}

/// `raw` on one line, which most are.
fn as_line(raw: String) -> String {
    match sanitize::is_line(&raw) {
        true => raw,
        false => sanitize::line(&letters::restored(&raw)),
    }
}

fn some_line(raw: &str) -> Option<String> {
    Some(as_line(raw.to_owned())).filter(|line| !line.is_empty())
}

#[cfg(test)]
mod tests;
