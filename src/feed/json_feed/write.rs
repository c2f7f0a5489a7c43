//! Articles into JSON Feed 1.1.

use std::io::{self, Write};

use jiff::Timestamp;
use serde::Serialize;

use super::{UNKNOWN_TYPE, VERSION};
use crate::article::{Article, Enclosure, SeeAlso, to_html};

/// An article on its way into a feed.
#[derive(Debug, Clone, Copy)]
pub struct Item<'a> {
    /// What the item is made of.
    pub article: &'a Article,
    /// Identifies the article where it has no identifier of its own; JSON Feed
    /// demands one.
    pub id: &'a str,
    /// When the article has no date of its own, the one it is listed under.
    pub listed: Option<Timestamp>,
}

/// Writes a feed item by item, so that one of any size takes no more memory than its
/// largest article.
pub struct Writer<W: Write> {
    out: W,
    is_empty: bool,
}

impl<W: Write> Writer<W> {
    /// Begins a feed. `title` is the feed's, not the outlets'.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn new(mut out: W, title: &str) -> io::Result<Self> {
        write!(out, "{{\"version\":\"{VERSION}\",\"title\":")?;
        serde_json::to_writer(&mut out, title)?;
        write!(out, ",\"items\":[")?;
        Ok(Self {
            out,
            is_empty: true,
        })
    }

    /// Writes one article.
    ///
    /// # Errors
    /// Those of the output.
    pub fn item(&mut self, item: Item) -> io::Result<()> {
        writeln!(self.out, "{}", if self.is_empty { "" } else { "," })?;
        self.is_empty = false;
        serde_json::to_writer(&mut self.out, &Written::from(item))?;
        Ok(())
    }

    /// Ends the feed and gives the output back, flushed.
    ///
    /// # Errors
    /// Those of the output.
    pub fn finish(mut self) -> io::Result<W> {
        writeln!(self.out, "\n]}}")?;
        self.out.flush()?;
        Ok(self.out)
    }
}

#[derive(Serialize)]
struct Written<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    title: &'a str,
    content_html: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<Timestamp>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tags: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<Attachment<'a>>,
    _marsad: Extension<'a>,
}

#[derive(Serialize)]
struct Attachment<'a> {
    url: &'a str,
    /// JSON Feed demands it.
    mime_type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    size_in_bytes: Option<u64>,
}

impl<'a> From<&'a Enclosure> for Attachment<'a> {
    fn from(enclosure: &'a Enclosure) -> Self {
        Self {
            url: &enclosure.url,
            mime_type: enclosure.media_type.as_deref().unwrap_or(UNKNOWN_TYPE),
            title: enclosure.title.as_deref(),
            size_in_bytes: enclosure.length,
        }
    }
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
}

/// What JSON Feed has no name for.
#[derive(Serialize)]
struct Extension<'a> {
    source: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<&'a str>,
    breaking: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    assigned_id: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    discussion: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comments_feed: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_reply_to: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    see_also: &'a [SeeAlso],
}

impl<'a> From<Item<'a>> for Written<'a> {
    fn from(
        Item {
            article,
            id,
            listed,
        }: Item<'a>,
    ) -> Self {
        Self {
            id: article.guid.as_deref().unwrap_or(id),
            url: article.url.as_deref(),
            title: &article.title,
            content_html: to_html::fragment(&article.body),
            summary: article.summary.as_deref(),
            image: article.image.as_deref(),
            date_published: article.published.or(listed),
            date_modified: article.updated,
            authors: article.authors.iter().map(|name| Author { name }).collect(),
            tags: &article.tags,
            language: article.language.as_deref(),
            attachments: article.enclosures.iter().map(Attachment::from).collect(),
            _marsad: Extension {
                source: &article.source,
                category: article.category.as_deref(),
                breaking: article.breaking,
                assigned_id: article.guid.is_none(),
                discussion: article.discussion.as_deref(),
                comments_feed: article.comments_feed.as_deref(),
                in_reply_to: article.in_reply_to.as_deref(),
                see_also: &article.see_also,
            },
        }
    }
}
