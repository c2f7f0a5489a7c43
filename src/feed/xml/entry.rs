//! One entry of a feed into an article.

use std::time::SystemTime;

use feed_rs::model::{
    Category, Entry, Feed, FeedType, Link, LinkTarget, MediaObject, Person, Text,
};
use jiff::Timestamp;
use url::Url;

use super::super::{Origin, some_line};
use crate::article::{Article, Block, Enclosure, Inline, html};

/// What the feed says for all its entries.
pub(super) struct Circumstances {
    source: String,
    base: Option<Url>,
    language: Option<String>,
    /// Of what has none of its own (RFC 4287, section 4.2.1).
    authors: Vec<Person>,
}

impl Circumstances {
    pub(super) fn new(feed: &Feed, origin: &Origin) -> Self {
        let mut of_itself = feed.links.iter();
        let of_itself = of_itself.find(|link| link.rel.as_deref() == Some("self"));
        let mut absolute = page(&feed.links)
            .into_iter()
            .filter_map(|link| Url::parse(&link.href).ok());
        Self {
            source: feed.title.as_ref().map(line).unwrap_or_default(),
            base: absolute
                .next()
                .or_else(|| origin.base.clone())
                .or_else(|| Url::parse(&of_itself?.href).ok()),
            language: feed.language.clone(),
            authors: match feed.feed_type {
                FeedType::Atom => feed.authors.clone(),
                _ => Vec::new(),
            },
        }
    }

    /// What its relative addresses are relative to.
    pub(super) fn base(&self) -> Option<&Url> {
        self.base.as_ref()
    }
}

/// What an entry is called in a message: its title, its identifier or its address.
pub(super) fn name(entry: &Entry) -> Option<String> {
    let title = entry.title.as_ref().map(line);
    title
        .filter(|title| !title.is_empty())
        .or_else(|| some_line(&entry.id))
        .or_else(|| some_line(&page(&entry.links)?.href))
}

pub(super) fn article(entry: &Entry, feed: &Circumstances) -> Article {
    let guid = some_line(&entry.id);
    let page = page(&entry.links).and_then(|link| html::web(&link.href, feed.base.as_ref()));
    let url = page
        .as_ref()
        .map(Url::to_string)
        .or_else(|| guid.clone().filter(|guid| guid.starts_with("http")));
    let address = page.or_else(|| Url::parse(url.as_deref()?).ok());
    let base = address.as_ref().or(feed.base.as_ref());
    let image = image(&entry.media, base);
    let enclosures = enclosures(entry, image.as_deref(), base);
    let discussion = discussion(&entry.links)
        .and_then(|href| html::absolute_web(href, base))
        .filter(|address| url.as_ref() != Some(address));
    let content = entry.content.as_ref().and_then(|content| {
        let is_plain = content.content_type.essence().to_string() == "text/plain";
        let body = content.body.as_deref()?;
        Some(blocks(body, is_plain, base))
    });
    let summary = entry.summary.as_ref();
    let (body, summary) = match content {
        Some(body) if !body.is_empty() => (body, summary.map(line)),
        _ => {
            let described = entry
                .media
                .iter()
                .find_map(|media| media.description.as_ref());
            let text = summary.filter(|text| !text.content.trim().is_empty());
            let text = text.or(described);
            let body = text.map(|text| blocks(&text.content, false, base));
            (body.unwrap_or_default(), None)
        }
    };
    let mut labels = entry.categories.iter().filter_map(label);
    let of_media = || entry.media.iter().find_map(|media| media.title.as_ref());
    let title = entry.title.as_ref().or_else(of_media);
    let authors = match entry.authors.as_slice() {
        [] => &feed.authors,
        authors => authors,
    };
    Article {
        guid,
        url,
        title: title.map(line).unwrap_or_default(),
        source: feed.source.clone(),
        category: labels.next(),
        tags: labels.collect(),
        authors: authors.iter().filter_map(author).collect(),
        published: entry.published.or(entry.updated).and_then(timestamp),
        updated: entry.updated.and_then(timestamp),
        language: entry.language.as_ref().or(feed.language.as_ref()).cloned(),
        breaking: false,
        summary,
        image,
        enclosures,
        discussion,
        comments_feed: None,
        in_reply_to: None,
        see_also: Vec::new(),
        body,
    }
}

fn timestamp(time: impl Into<SystemTime>) -> Option<Timestamp> {
    Timestamp::try_from(time.into()).ok()
}

/// Titles and summaries hold HTML often enough, whatever they say of themselves.
pub(super) fn line(text: &Text) -> String {
    html::one_line(&text.content)
}

/// The blocks of `content`: HTML, unless it is said to be plain or looks it.
pub(super) fn blocks(content: &str, is_plain: bool, base: Option<&Url>) -> Vec<Block> {
    // Text that only calls itself HTML keeps its lines.
    if is_plain || !content.contains(['<', '&']) {
        let lines = content.lines().map(Inline::plain);
        let lines = lines.filter(|line| !line.text.is_empty());
        return lines.map(Block::Paragraph).collect();
    }
    html::blocks(content, base)
}

pub(super) fn page(links: &[Link]) -> Option<&Link> {
    let is_page = |link: &&Link| {
        matches!(link.rel.as_deref(), None | Some("alternate")) && link.target.is_none()
    };
    let is_html = |link: &&Link| {
        let kind = link.media_type.as_deref();
        kind.is_none_or(|kind| kind.contains("html"))
    };
    let mut pages = links.iter().filter(is_page).filter(is_html);
    pages.next().or_else(|| links.iter().find(is_page))
}

/// The page of comments: `comments` of RSS, `replies` of RFC 4685.
fn discussion(links: &[Link]) -> Option<&str> {
    let of_replies = |link: &&Link| {
        let is_html = link
            .media_type
            .as_deref()
            .is_none_or(|kind| kind.contains("html"));
        matches!(link.target, Some(LinkTarget::Comments))
            || (link.rel.as_deref() == Some("replies") && is_html)
    };
    let link = links.iter().find(of_replies)?;
    Some(&link.href)
}

/// The files that come with an entry, each once, without the picture above it.
fn enclosures(entry: &Entry, picture: Option<&str>, base: Option<&Url>) -> Vec<Enclosure> {
    let media = entry.media.iter().flat_map(|object| {
        object.content.iter().filter_map(|content| {
            Some(Enclosure {
                url: content.url.as_ref()?.to_string(),
                media_type: content
                    .content_type
                    .as_ref()
                    .map(|kind| kind.essence().to_string()),
                length: content.size,
                title: object.title.as_ref().map(line),
            })
        })
    });
    let links = entry.links.iter();
    let links = links
        .filter(|link| link.rel.as_deref() == Some("enclosure"))
        .map(|link| Enclosure {
            url: link.href.clone(),
            media_type: link.media_type.clone(),
            length: link.length,
            title: link.title.as_deref().map(html::one_line),
        });
    let mut kept: Vec<Enclosure> = Vec::new();
    for enclosure in media.chain(links) {
        let Some(url) = html::absolute_web(&enclosure.url, base) else {
            continue;
        };
        if picture == Some(url.as_str()) || kept.iter().any(|known| known.url == url) {
            continue;
        }
        kept.push(Enclosure {
            url,
            // Many write 0 for what they do not know.
            length: enclosure.length.filter(|&length| length > 0),
            ..enclosure
        });
    }
    kept
}

fn label(category: &Category) -> Option<String> {
    let label = category.label.as_deref().filter(|label| !label.is_empty());
    Some(html::one_line(label.unwrap_or(&category.term))).filter(|label| !label.is_empty())
}

/// «ليلى» out of «ليلى», «l@a.example (ليلى)».
fn author(person: &Person) -> Option<String> {
    let name = person.name.as_deref().or(person.email.as_deref())?;
    let name = match name.split_once('(') {
        Some((address, name)) if address.trim().is_empty() || address.contains('@') => {
            name.trim_end().trim_end_matches(')')
        }
        _ => name,
    };
    some_line(name)
}

/// The largest picture among the entry's media, else a thumbnail.
fn image(media: &[MediaObject], base: Option<&Url>) -> Option<String> {
    let pictures = media.iter().flat_map(|object| &object.content);
    let largest = pictures
        .filter(|content| {
            let kind = content.content_type.as_ref();
            kind.is_some_and(|kind| kind.ty().as_str().eq_ignore_ascii_case("image"))
        })
        .max_by_key(|content| content.width)
        .and_then(|content| content.url.as_ref().map(Url::to_string));
    let thumbnails = media.iter().flat_map(|object| &object.thumbnails);
    largest
        .or_else(|| {
            thumbnails
                .map(|thumbnail| thumbnail.image.uri.clone())
                .next()
        })
        .and_then(|address| html::absolute_web(&address, base))
}
