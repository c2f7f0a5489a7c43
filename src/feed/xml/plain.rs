//! Items of RSS that are plain to see, and what the feed parser would make of them: most items of
//! most feeds are but a few elements with text in them, and to go through those takes the parser
//! longer than all that is then done with an article.

use std::borrow::Cow;

use feed_rs::model::{Category, Content, Entry, Link, Person, Text};
use memchr::{memchr, memmem};
use quick_xml::escape::unescape;
use quick_xml::events::BytesStart;
use url::Url;

use super::moment;
use super::names::is_usual;
use super::outline::CDATA;

/// The start tag of an item that may be plain.
pub(super) const ITEM: &str = "<item>";

/// Whether prefixes of a feed are those of the namespaces that they usually are of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Prefixes {
    content: bool,
    dc: bool,
}

impl Prefixes {
    /// As the root declares them, whose start tag is `root`; `None` where it says something
    /// of all that is in it.
    pub(super) fn declared(root: &str) -> Option<Self> {
        let mut prefixes = Self {
            content: false,
            dc: false,
        };
        let tag = root.strip_prefix('<')?.strip_suffix('>')?;
        let name = tag.find(|c: char| c.is_ascii_whitespace());
        let tag = BytesStart::from_content(tag, name.unwrap_or(tag.len()));
        for attribute in tag.attributes() {
            let attribute = attribute.ok()?;
            let namespace = &*attribute.value;
            match attribute.key.as_ref() {
                "xmlns:content" => prefixes.content = is_usual("content", namespace),
                "xmlns:dc" => prefixes.dc = is_usual("dc", namespace),
                "xmlns" => return None,
                key if key.starts_with("xml:") => return None,
                _ => {}
            }
        }
        Some(prefixes)
    }

    /// What the feed parser makes of `item`, in a feed that lies at `base`; `None` where that is
    /// not plain.
    pub(super) fn entry(self, item: &str, base: Option<&Url>) -> Option<Entry> {
        let mut entry = Entry::default();
        let mut rest = item.strip_prefix(ITEM)?.strip_suffix("</item>")?;
        // The parser may take them for something else.
        if memchr(b'\r', rest.as_bytes()).is_some() {
            return None;
        }
        loop {
            rest = rest.trim_ascii_start();
            if rest.is_empty() {
                return Some(entry);
            }
            let (name, text, after) = element(rest)?;
            rest = after;
            let text = Some(text).filter(|text| !text.is_empty());
            match name {
                "title" => set(&mut entry.title, text.map(|text| plain(&text)))?,
                "description" => set(&mut entry.summary, text.map(|text| html(&text)))?,
                "content:encoded" if self.content => {
                    set(
                        &mut entry.content,
                        text.map(|text| content(text.into(), base)),
                    )?;
                }
                "pubDate" => {
                    set(&mut entry.published, text.and_then(|text| moment(&text)))?;
                    entry.updated = entry.published;
                }
                "guid" if entry.id.is_empty() => {
                    entry.id = text.unwrap_or_default().trim().to_owned();
                }
                "link" => entry.links.extend(text.map(|text| link(&text, base))),
                "category" => entry.categories.extend(text.map(|text| category(&text))),
                "dc:creator" if self.dc => match text {
                    // The parser looks for an address in it.
                    Some(text) if text.contains('@') => return None,
                    text => entry.authors.extend(text.map(|text| creator(&text))),
                },
                _ => return None,
            }
        }
    }
}

/// The name of the element that `rest` begins with, its text, and what comes after it; `None`
/// where it is more than a text.
fn element(rest: &str) -> Option<(&str, Cow<'_, str>, &str)> {
    let rest = rest.strip_prefix('<')?;
    let (name, rest) = rest.split_at(memchr(b'>', rest.as_bytes())?);
    let rest = &rest[1..];
    let name = match name {
        "guid isPermaLink=\"true\"" | "guid isPermaLink=\"false\"" => "guid",
        name => name,
    };
    let (text, rest) = match rest.strip_prefix(CDATA) {
        Some(rest) => {
            let (text, rest) = rest.split_at(memmem::find(rest.as_bytes(), b"]]>")?);
            (Cow::Borrowed(text), &rest["]]>".len()..])
        }
        None => {
            let (text, rest) = rest.split_at(memchr(b'<', rest.as_bytes())?);
            (resolved(text)?, rest)
        }
    };
    let rest = rest.strip_prefix("</")?.strip_prefix(name)?;
    Some((name, text, rest.strip_prefix('>')?))
}

/// `text` with the signs that references in it stand for, if each stands for one.
fn resolved(text: &str) -> Option<Cow<'_, str>> {
    if memchr(b'&', text.as_bytes()).is_none() {
        return Some(Cow::Borrowed(text));
    }
    let text = unescape(text).ok()?;
    // They are meant for something else.
    let is_control = |c: char| c.is_control() && !c.is_ascii();
    (!text.contains(is_control)).then_some(text)
}

/// Sets what is to be set once.
fn set<T>(field: &mut Option<T>, value: Option<T>) -> Option<()> {
    let is_first = field.is_none();
    *field = value;
    is_first.then_some(())
}

fn plain(text: &str) -> Text {
    Text {
        content_type: media_type("text/plain"),
        src: None,
        content: text.trim().to_owned(),
    }
}

fn html(text: &str) -> Text {
    Text {
        content_type: media_type("text/html"),
        ..plain(text)
    }
}

fn content(text: String, base: Option<&Url>) -> Content {
    Content {
        body: Some(text),
        content_type: media_type("text/html"),
        length: None,
        src: base.map(|address| link(address.as_str(), base)),
    }
}

/// Of a name that is a constant.
fn media_type<T: std::str::FromStr<Err: std::fmt::Debug>>(name: &'static str) -> T {
    name.parse().expect("a media type")
}

fn link(text: &str, base: Option<&Url>) -> Link {
    let url = match Url::parse(text) {
        Err(url::ParseError::RelativeUrlWithoutBase) => base.and_then(|base| base.join(text).ok()),
        other => other.ok(),
    };
    let href = url.as_ref().map_or(text, Url::as_str);
    Link {
        href: href.trim().to_owned(),
        rel: None,
        media_type: None,
        href_lang: None,
        title: None,
        length: None,
        target: None,
    }
}

fn category(text: &str) -> Category {
    Category {
        term: text.trim().to_owned(),
        scheme: None,
        label: None,
        subcategories: Vec::new(),
    }
}

fn creator(text: &str) -> Person {
    Person {
        name: Some(text.trim().to_owned()),
        uri: None,
        email: None,
        role: Some("creator".to_owned()),
    }
}
