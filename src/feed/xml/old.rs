//! Formats of old that the feed parser does not know, as RSS 2.0: RSS 1.1 and Microsoft's
//! Channel Definition Format; and entries without a feed.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};

use super::dialect::ATOM;

/// The elements of CDF that RSS has as well, under other names.
const CDF: &[(&str, &str)] = &[("title", "title"), ("abstract", "description")];

/// `text` as RSS 2.0 if it is in one of these formats, whose root is `root`; else as it is.
/// What is no XML is left for others to complain of.
pub(super) fn modern<'a>(text: &'a str, root: &str) -> Cow<'a, str> {
    let local = root.rsplit(':').next().unwrap_or_default();
    if !local.eq_ignore_ascii_case("channel") {
        return Cow::Borrowed(text);
    }
    let is_rss = text.contains("purl.org/net/rss1.1");
    let rewritten = if is_rss { rss(text) } else { cdf(text) };
    rewritten.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// An entry of Atom that stands alone, which may be a document (RFC 4287, section 2), as the
/// only one of a feed.
pub(super) fn within_feed<'a>(text: Cow<'a, str>, root: &str) -> Cow<'a, str> {
    if root.rsplit(':').next() != Some("entry") {
        return text;
    }
    let entry = text.find(&format!("<{root}")).unwrap_or_default();
    Cow::Owned(format!("<feed xmlns=\"{ATOM}\">{}</feed>", &text[entry..]))
}

/// RSS 1.1: the channel is the root, and the items stand in an element of their own.
fn rss(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len() + 64);
    each(text, |tag, source| {
        let written = match tag {
            Tag::Start(start) => match start.local_name().as_ref() {
                "Channel" => {
                    let namespaces = attributes(start).into_iter();
                    let namespaces: String = namespaces
                        .filter(|(name, _)| name.starts_with("xmlns"))
                        .map(|(name, value)| format!(" {name}=\"{}\"", escape(value)))
                        .collect();
                    format!("<rss version=\"2.0\"{namespaces}><channel>")
                }
                "items" => String::new(),
                _ => source.to_owned(),
            },
            Tag::End(name) => match name.rsplit(':').next() {
                Some("Channel") => "</channel></rss>".to_owned(),
                Some("items") => String::new(),
                _ => source.to_owned(),
            },
            Tag::Text | Tag::Empty(_) => source.to_owned(),
        };
        out.push_str(&written);
    })?;
    Some(out)
}

/// CDF: addresses and dates are attributes, and names are in capitals. What channels within
/// the channel hold is its own.
fn cdf(text: &str) -> Option<String> {
    let mut out = String::from("<rss version=\"2.0\"><channel>");
    // Whether the text that comes next is of an element that is kept.
    let mut is_kept = false;
    each(text, |tag, source| match tag {
        Tag::Start(start) | Tag::Empty(start) => {
            let name = start.local_name().as_ref().to_ascii_lowercase();
            let known = CDF.iter().find(|(theirs, _)| *theirs == name);
            is_kept = false;
            match (name.as_str(), known) {
                (_, Some((_, ours))) if matches!(tag, Tag::Start(_)) => {
                    is_kept = true;
                    out.push_str(&format!("<{ours}>"));
                }
                ("item", _) => {
                    out.push_str("<item>");
                    out.push_str(&address_and_date(start));
                    if matches!(tag, Tag::Empty(_)) {
                        out.push_str("</item>");
                    }
                }
                ("channel" | "a", _) => out.push_str(&address_and_date(start)),
                _ => {}
            }
        }
        Tag::End(name) => {
            let name = name.rsplit(':').next().unwrap_or_default();
            let name = name.to_ascii_lowercase();
            let known = CDF.iter().find(|(theirs, _)| *theirs == name);
            match (name.as_str(), known) {
                (_, Some((_, ours))) => out.push_str(&format!("</{ours}>")),
                ("item", _) => out.push_str("</item>"),
                _ => {}
            }
            is_kept = false;
        }
        Tag::Text if is_kept => out.push_str(source),
        Tag::Text => {}
    })?;
    out.push_str("</channel></rss>");
    Some(out)
}

fn address_and_date(start: &BytesStart<'_>) -> String {
    attributes(start)
        .into_iter()
        .filter_map(|(name, value)| {
            let ours = match name.to_ascii_lowercase().as_str() {
                "href" => "link",
                "lastmod" => "pubDate",
                _ => return None,
            };
            Some(format!("<{ours}>{}</{ours}>", escape(value)))
        })
        .collect()
}

fn attributes(start: &BytesStart<'_>) -> Vec<(String, String)> {
    let mut all = start.attributes();
    let all = all.with_checks(false).flatten().map(|attribute| {
        let name = attribute.key.as_ref().to_owned();
        (name, attribute.value.replace("&amp;", "&"))
    });
    all.collect()
}

/// A piece of a document.
enum Tag<'a> {
    Start(&'a BytesStart<'a>),
    Empty(&'a BytesStart<'a>),
    /// With the name of its element.
    End(&'a str),
    /// Text of any kind, references too.
    Text,
}

/// Tells each piece of `text` and how it is written; `None` when it is no XML. Declarations
/// and comments are passed over.
fn each(text: &str, mut tell: impl FnMut(&Tag<'_>, &str)) -> Option<()> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    reader.config_mut().allow_dangling_amp = true;
    loop {
        let before = usize::try_from(reader.buffer_position()).ok()?;
        let event = reader.read_event().ok()?;
        let after = usize::try_from(reader.buffer_position()).ok()?;
        let source = text.get(before..after)?;
        match event {
            Event::Eof => return Some(()),
            Event::Start(start) => tell(&Tag::Start(&start), source),
            Event::Empty(empty) => tell(&Tag::Empty(&empty), source),
            Event::End(end) => tell(&Tag::End(end.name().as_ref()), source),
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => tell(&Tag::Text, source),
            _ => {}
        }
    }
}
