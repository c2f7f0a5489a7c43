//! What an item says and the feed parser passes over.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr2;
use quick_xml::escape::unescape;
use quick_xml::events::BytesStart;
use url::Url;

use super::super::date;
use super::names::Name;
use crate::article::{Article, Enclosure, html};
use crate::text::sanitize;

/// What an item says and the parser passes over. It counts where the item has not said the
/// same in a way that the parser knows. There is one for each item of a feed, of which there
/// may be a million, so that what few say is kept apart.
#[derive(Default)]
pub(super) struct PassedOver {
    /// What the item is to be known by: the text of its `guid` or `id`, or what an item of
    /// RDF says to be about.
    guid: Option<Box<str>>,
    /// Where it lies.
    link: Option<Box<str>>,
    title: Option<Box<str>>,
    /// The parser prefers what comes last, of whatever kind.
    pub_date: Option<Box<str>>,
    /// Whether there is any element in it.
    pub(super) holds_anything: bool,
    /// Whether there is a `link` of any kind.
    pub(super) has_link: bool,
    more: Option<Box<More>>,
}

/// What few items say.
#[derive(Default)]
struct More {
    /// What an item of RDF says to be about.
    about: Option<String>,
    /// Address of a `media:thumbnail` of its own.
    thumbnail: Option<String>,
    enclosures: Vec<Enclosure>,
    authors: Vec<String>,
    subjects: Vec<String>,
    published: Option<String>,
    updated: Option<String>,
    /// Where in the document its text stands, and how much it says: the more, the better.
    text: Option<(u8, Range<usize>)>,
    /// What it answers: the `ref` of a `thr:in-reply-to` (RFC 4685).
    in_reply_to: Option<String>,
    /// Where its comments are told of: the text of `wfw:commentRss`, or the Atom of
    /// `replies` (RFC 4685).
    comments_feed: Option<String>,
}

impl PassedOver {
    /// What the item is known by, if by anything.
    pub(super) fn identity(&self) -> Option<&str> {
        self.guid.as_deref().or(self.link.as_deref())
    }

    fn more(&mut self) -> &mut More {
        self.more.get_or_insert_default()
    }

    /// What an item of RDF says to be about.
    pub(super) fn about(&self) -> Option<&str> {
        self.more.as_ref()?.about.as_deref()
    }

    pub(super) fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// Where it lies, and the file that comes with it.
    pub(super) fn place(&self) -> (Option<&str>, Option<&str>) {
        let file = self.more.as_ref().and_then(|more| more.enclosures.first());
        let file = file.map(|file| file.url.as_str());
        (self.link.as_deref(), file)
    }

    /// Takes notice of a start tag, the element `name` in `parent`.
    pub(super) fn note(&mut self, tag: &BytesStart<'_>, name: Name<'_>, parent: Name<'_>) {
        let attribute = |name: &str| {
            let value = tag.try_get_attribute(name).ok()??;
            Some(html_unescaped(&value.value))
        };
        self.holds_anything = true;
        match name {
            (_, "item" | "entry") => {
                let about = attribute("rdf:about");
                // What stood before it was the channel's.
                *self = Self {
                    guid: about.as_deref().map(Into::into),
                    ..Self::default()
                };
                if about.is_some() {
                    self.more().about = about;
                }
            }
            ("media", "thumbnail") => {
                let known = &mut self.more().thumbnail;
                *known = known.take().or_else(|| attribute("url"));
            }
            ("thr", "in-reply-to") => {
                let known = &mut self.more().in_reply_to;
                let named = || attribute("ref").or_else(|| attribute("href"));
                *known = known.take().or_else(named);
            }
            ("itunes", "category") => self.more().subjects.extend(attribute("text")),
            ("", "enclosure") => {
                self.more()
                    .enclosures
                    .extend(attribute("url").map(|url| Enclosure {
                        url,
                        media_type: attribute("type"),
                        length: attribute("length").and_then(|length| length.trim().parse().ok()),
                        title: None,
                    }))
            }
            (prefix, "link") => {
                self.has_link = true;
                let rel = attribute("rel").unwrap_or_default();
                let is_atom = matches!(prefix, "" | "atom") && is_item(parent);
                let Some(href) = attribute("href").filter(|_| is_atom) else {
                    return;
                };
                match rel.as_str() {
                    "" | "alternate" if self.link.is_none() => self.link = Some(href.into()),
                    "enclosure" => self.more().enclosures.push(Enclosure {
                        url: href,
                        media_type: attribute("type"),
                        length: attribute("length").and_then(|length| length.parse().ok()),
                        title: None,
                    }),
                    "replies" if attribute("type").as_deref() == Some("application/atom+xml") => {
                        self.more().comments_feed = Some(href);
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }

    /// Takes notice of the whole of the element `name` in `parent`, whose content lies at
    /// `place` of `document`.
    pub(super) fn note_text(
        &mut self,
        name: Name<'_>,
        parent: Name<'_>,
        document: &str,
        place: Range<usize>,
    ) {
        let raw = &document[place.clone()];
        // Whether it is HTML is seen where it counts: a parser takes long to begin.
        let line = || Some(sanitize::line(&html_of(raw))).filter(|line| !line.is_empty());
        if name == ("wfw", "commentRss") || name == ("wfw", "commentRSS") {
            let known = &mut self.more().comments_feed;
            *known = known.take().or_else(line);
        }
        // The name of a person.
        if name.1 == "name" && matches!(parent.1, "author" | "creator") {
            self.more().authors.extend(line());
        }
        let is_of_media = parent.0 == "media" && matches!(parent.1, "group" | "content");
        if !is_item(parent) && !is_of_media {
            return;
        }
        let fill = |field: &mut Option<String>| *field = field.take().or_else(line);
        let short = || line().map(String::into_boxed_str);
        let fill_short = |field: &mut Option<Box<str>>| *field = field.take().or_else(short);
        match name {
            ("" | "atom", "guid" | "id") => self.guid = short().or_else(|| self.guid.take()),
            ("" | "rss", "link") => fill_short(&mut self.link),
            ("" | "rss" | "atom", "title") => self.title = short().or_else(|| self.title.take()),
            ("dc" | "itunes" | "media", "title") => fill_short(&mut self.title),
            ("itunes", "author") | ("dc", "creator" | "author") => {
                self.more().authors.extend(line())
            }
            ("", "pubDate") => fill_short(&mut self.pub_date),
            ("dc", "subject") | ("media", "category") => self.more().subjects.extend(line()),
            ("", "created")
            | ("dc", "date")
            | ("dcterms", "issued" | "created")
            | ("atom", "published") => {
                fill(&mut self.more().published);
            }
            ("dcterms", "modified") => fill(&mut self.more().updated),
            ("itunes", "subtitle") => self.note_body(0, place),
            ("itunes", "summary") | ("dc" | "media", "description") => self.note_body(1, place),
            ("atom", "summary") => self.note_body(2, place),
            ("atom", "content") | ("" | "xhtml", "body") | ("", "fullitem") => {
                self.note_body(3, place);
            }
            _ => {}
        }
    }

    fn note_body(&mut self, rank: u8, place: Range<usize>) {
        if self
            .more()
            .text
            .as_ref()
            .is_none_or(|(known, _)| *known < rank)
        {
            self.more().text = Some((rank, place));
        }
    }

    /// Puts what it says into `article`, whose feed lies at `base`, where that has nothing.
    pub(super) fn complete(&self, article: &mut Article, document: &str, base: Option<&Url>) {
        let web = |url: &str| html::absolute_web(url, base);
        let moment = |raw: Option<&str>| date::parse(raw?);
        article.url = article.url.take().or_else(|| web(self.link.as_deref()?));
        let guid = self.guid.as_deref().map(str::to_owned);
        article.guid = article.guid.take().or(guid);
        article.published = moment(self.pub_date.as_deref()).or(article.published);
        if article.title.is_empty() {
            article.title = html::one_line(self.title.as_deref().unwrap_or_default());
        }
        let Some(more) = &self.more else {
            return;
        };
        let thumbnail = || web(more.thumbnail.as_deref()?);
        article.image = article.image.take().or_else(thumbnail);
        article.in_reply_to = more.in_reply_to.clone();
        article.comments_feed = more.comments_feed.as_deref().and_then(web);
        if article.authors.is_empty() {
            let authors = more.authors.iter();
            article.authors = authors.map(|author| html::one_line(author)).collect();
        }
        let subjects = more.subjects.iter();
        let mut subjects = subjects.map(|subject| html::one_line(subject));
        if article.category.is_none() {
            article.category = subjects.next();
        }
        article.tags.extend(subjects);
        let updated = || moment(more.updated.as_deref());
        article.updated = article.updated.or_else(updated);
        let published = || moment(more.published.as_deref());
        article.published = article.published.or_else(published);
        article.published = article.published.or(article.updated);
        for enclosure in &more.enclosures {
            let Some(url) = web(&enclosure.url) else {
                continue;
            };
            let is_known = article.enclosures.iter().any(|known| known.url == url);
            if !is_known && article.image.as_ref() != Some(&url) {
                let enclosure = enclosure.clone();
                article.enclosures.push(Enclosure { url, ..enclosure });
            }
        }
        if let Some((_, place)) = &more.text
            && article.body.is_empty()
        {
            let address = article.url.as_deref().and_then(|url| Url::parse(url).ok());
            let text = html_of(&document[place.clone()]);
            article.body = super::entry::blocks(&text, false, address.as_ref().or(base));
        }
    }
}

/// Whether `name` is that of an element which is an article.
fn is_item((_, local): Name<'_>) -> bool {
    matches!(local, "item" | "entry")
}

/// The HTML that the content of an element says: as markup, in CDATA, or escaped.
fn html_of(raw: &str) -> Cow<'_, str> {
    let mut rest = raw.trim();
    let is_plain = memchr2(b'<', b'&', rest.as_bytes()).is_none();
    if is_plain || (!rest.contains("<![CDATA[") && rest.contains('<')) {
        return Cow::Borrowed(rest);
    }
    let mut html = String::with_capacity(rest.len());
    loop {
        let (before, after) = rest.split_once("<![CDATA[").unwrap_or((rest, ""));
        html.push_str(&unescape(before).unwrap_or_else(|_| before.into()));
        if after.is_empty() {
            return Cow::Owned(html);
        }
        let (inside, after) = after.split_once("]]>").unwrap_or((after, ""));
        html.push_str(inside);
        rest = after;
    }
}

/// Addresses hold no other reference than this one.
fn html_unescaped(value: &str) -> String {
    value.replace("&amp;", "&")
}
