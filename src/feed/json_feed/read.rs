//! JSON Feed into articles.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use url::Url;

use super::super::{About, FeedError, Location, Origin, Rejected, Syntax, Take, date, finish};
use crate::article::{Article, Block, Enclosure, Inline, SeeAlso, html};
use crate::text::sanitize;

#[derive(Deserialize)]
struct Item {
    id: Option<Value>,
    url: Option<String>,
    external_url: Option<String>,
    title: Option<String>,
    content_html: Option<String>,
    content_text: Option<String>,
    summary: Option<String>,
    image: Option<String>,
    banner_image: Option<String>,
    date_published: Option<String>,
    date_modified: Option<String>,
    author: Option<Author>,
    authors: Option<Vec<Author>>,
    tags: Option<Tags>,
    language: Option<String>,
    #[serde(default)]
    attachments: Vec<Attachment>,
    _marsad: Option<Extension>,
}

/// A list, as it should be, or a line with commas.
#[derive(Deserialize)]
#[serde(untagged)]
enum Tags {
    List(Vec<String>),
    Line(String),
}

impl Tags {
    fn list(self) -> Vec<String> {
        match self {
            Self::List(tags) => tags,
            Self::Line(tags) => tags.split([',', '،']).map(str::to_owned).collect(),
        }
    }
}

#[derive(Deserialize)]
struct Attachment {
    url: String,
    mime_type: Option<String>,
    title: Option<String>,
    size_in_bytes: Option<u64>,
}

#[derive(Deserialize)]
struct Author {
    name: Option<String>,
}

#[derive(Default, Deserialize)]
struct Extension {
    source: Option<String>,
    category: Option<String>,
    #[serde(default)]
    breaking: bool,
    /// The identifier is the writer's, not the publisher's.
    #[serde(default)]
    assigned_id: bool,
    discussion: Option<String>,
    comments_feed: Option<String>,
    in_reply_to: Option<String>,
    #[serde(default)]
    see_also: Vec<SeeAlso>,
}

/// The articles of a JSON Feed.
///
/// # Errors
/// When it is no JSON, breaks off, or is no feed; nothing has been taken then.
pub(in crate::feed) fn read(
    text: &str,
    origin: &Origin,
    take: &mut Take<'_>,
) -> Result<About, FeedError> {
    let blank = |c: char| if c.is_ascii_control() { ' ' } else { c };
    let tamed: String;
    let feed = match Members::new(text) {
        // Line breaks within strings, which JSON does not have, mean the same as blanks
        // elsewhere.
        Err(error @ FeedError::Broken { .. }) if text.contains(|c: char| c.is_ascii_control()) => {
            tamed = text.chars().map(blank).collect();
            Members::new(&tamed).map_err(|_| error)?
        }
        other => other?,
    };
    match feed.get::<String>("version")? {
        Some(version) if !is_known(&version) => {
            return Err(no_feed(format!("unknown version {version:?}")));
        }
        _ => {}
    }
    let items = feed.get::<Vec<&RawValue>>("items")?;
    let items = items.ok_or_else(|| no_feed("it has no \"items\"".to_owned()))?;
    let circumstances = Circumstances::new(&feed, origin)?;
    let site = feed.get::<String>("home_page_url")?;
    for (n, item) in items.into_iter().enumerate() {
        let value = serde_json::from_str::<Value>(item.get());
        let name = value.as_ref().ok().and_then(item_name);
        let name = name.unwrap_or_else(|| format!("item {}", n + 1));
        // It is JSON, but may be nested more deeply than is read.
        let article = value
            .and_then(Item::deserialize)
            .map_err(|error| error.to_string())
            .and_then(|item| finish(article(item, &circumstances), origin));
        take(article.map_err(|reason| Rejected { name, reason }));
    }
    Ok(About {
        title: sanitize::line(&circumstances.source),
        site: site
            .and_then(|site| html::absolute_web(&site, origin.base.as_ref()))
            .and_then(|site| Url::parse(&site).ok()),
        ..About::default()
    })
}

fn no_feed(reason: String) -> FeedError {
    FeedError::NoFeed {
        syntax: Syntax::Json,
        reason,
    }
}

/// What the feed says of itself, and its items, all as they are written.
struct Members<'a>(HashMap<String, &'a RawValue>);

impl<'a> Members<'a> {
    fn new(text: &'a str) -> Result<Self, FeedError> {
        match serde_json::from_str(text) {
            Ok(members) => Ok(Self(members)),
            Err(error) if error.is_data() => Err(no_feed(error.to_string())),
            Err(error) => Err(syntax_error(text, &error)),
        }
    }

    /// # Errors
    /// When it is something else than it should be.
    fn get<T: Deserialize<'a>>(&self, name: &str) -> Result<Option<T>, FeedError> {
        let value = self.0.get(name);
        let value = value.map(|value| serde_json::from_str::<Option<T>>(value.get()));
        let value = value.transpose().map_err(|error| {
            let reason = error.to_string();
            let reason = reason.split(" at line ").next().unwrap_or_default();
            no_feed(format!("\"{name}\": {reason}"))
        })?;
        Ok(value.flatten())
    }
}

/// Whether `version` is one of JSON Feed 1, which is an address, though some write its
/// number.
fn is_known(version: &str) -> bool {
    version.contains("jsonfeed.org/version/1") || matches!(version.trim(), "1" | "1.0" | "1.1")
}

/// What the feed says for all its items.
struct Circumstances {
    source: String,
    base: Option<Url>,
    authors: Vec<String>,
    language: Option<String>,
}

impl Circumstances {
    fn new(feed: &Members<'_>, origin: &Origin) -> Result<Self, FeedError> {
        let places = [feed.get::<String>("home_page_url")?, feed.get("feed_url")?];
        let mut places = places.iter().flatten();
        Ok(Self {
            source: feed.get("title")?.unwrap_or_default(),
            base: places
                .find_map(|url| Url::parse(url).ok())
                .or_else(|| origin.base.clone()),
            authors: names(feed.get("author")?, feed.get("authors")?),
            language: feed.get("language")?,
        })
    }
}

fn article(item: Item, feed: &Circumstances) -> Article {
    let extension = item._marsad;
    let address = |raw: Option<String>| raw.and_then(|raw| web(&raw, feed.base.as_ref()));
    let url = address(item.url).or_else(|| address(item.external_url));
    let base = url.as_deref().and_then(|url| Url::parse(url).ok());
    let is_assigned = extension.as_ref().is_some_and(|ext| ext.assigned_id);
    let is_own = extension.is_some();
    let own = extension.unwrap_or_default();
    let enclosures = item.attachments.into_iter().filter_map(|attachment| {
        Some(Enclosure {
            url: address(Some(attachment.url))?,
            media_type: attachment.mime_type,
            length: attachment.size_in_bytes,
            title: attachment.title,
        })
    });
    let authors = names(item.author, item.authors);
    Article {
        guid: item.id.and_then(scalar).filter(|_| !is_assigned),
        url,
        title: item.title.unwrap_or_default(),
        source: own.source.unwrap_or_else(|| feed.source.clone()),
        category: own.category,
        tags: item.tags.map(Tags::list).unwrap_or_default(),
        // What was written here says all that is known of each article.
        authors: if authors.is_empty() && !is_own {
            feed.authors.clone()
        } else {
            authors
        },
        published: item.date_published.as_deref().and_then(date::parse),
        updated: item.date_modified.as_deref().and_then(date::parse),
        language: item.language.or_else(|| feed.language.clone()),
        breaking: own.breaking,
        summary: item.summary,
        image: address(item.image).or_else(|| address(item.banner_image)),
        enclosures: enclosures.collect(),
        discussion: address(own.discussion),
        comments_feed: address(own.comments_feed),
        in_reply_to: own.in_reply_to,
        see_also: own
            .see_also
            .into_iter()
            .filter_map(|link| see_also(&link))
            .collect(),
        body: match (item.content_html, item.content_text) {
            (Some(content), _) if !content.trim().is_empty() => {
                html::blocks(&content, base.as_ref().or(feed.base.as_ref()))
            }
            (_, Some(content)) => paragraphs(&content),
            _ => Vec::new(),
        },
    }
}

/// An address on the web made absolute; one that is not stays out.
fn web(raw: &str, base: Option<&Url>) -> Option<String> {
    // As written where it is absolute: the address may be an identity.
    let absolute = html::absolute_web(raw, base)?;
    Some(if Url::parse(raw.trim()).is_ok() {
        raw.trim().to_owned()
    } else {
        absolute
    })
}

/// A line is a paragraph, as every feed with text alone has it.
fn paragraphs(text: &str) -> Vec<Block> {
    text.lines()
        .map(Inline::plain)
        .filter(|line| !line.text.is_empty())
        .map(Block::Paragraph)
        .collect()
}

/// The link as it may be kept.
fn see_also(link: &SeeAlso) -> Option<SeeAlso> {
    let url = html::absolute_web(&link.url, None)?;
    let title = sanitize::line(&link.title);
    (!title.is_empty()).then_some(SeeAlso { title, url })
}

fn names(one: Option<Author>, many: Option<Vec<Author>>) -> Vec<String> {
    let many = many.unwrap_or_default();
    many.into_iter()
        .chain(one)
        .filter_map(|author| author.name)
        .collect()
}

fn scalar(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// What an item is called in a message.
fn item_name(item: &Value) -> Option<String> {
    let field = |name: &str| item.get(name).cloned().and_then(scalar);
    field("title")
        .or_else(|| field("id"))
        .or_else(|| field("url"))
        .and_then(|name| super::super::some_line(&name))
}

fn syntax_error(text: &str, error: &serde_json::Error) -> FeedError {
    let line_start = text
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .sum::<usize>();
    let syntax = Syntax::Json;
    if error.is_eof() {
        FeedError::HalfWritten {
            syntax,
            at: Location::of(text, text.len()),
            inside: None,
        }
    } else {
        // The parser counts the bytes of the line, from 1.
        let at = Location::of(text, line_start + error.column().saturating_sub(1));
        let reason = error.to_string();
        let reason = reason.split(" at line ").next().unwrap_or_default();
        FeedError::Broken {
            syntax,
            at,
            reason: reason.to_owned(),
        }
    }
}
