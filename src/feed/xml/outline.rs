//! Whether a feed is whole, and where its items lie.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};

use super::dialect::Dialect;
use super::{FeedError, Location, Syntax};

/// Versions of RSS that the feed parser knows; the others are read as 2.0.
const VERSIONS: &[&str] = &["2.0", "0.91", "0.92"];

/// Deepest nesting of elements, HTML in Atom included.
const DEPTH: usize = 512;

/// A feed that is whole, and what mends it for a parser that is strict.
pub(super) struct Outline<'a> {
    text: &'a str,
    /// The items in their order.
    pub(super) items: Vec<Item>,
    /// Where the document is not copied as it is, in order, and what stands there.
    mends: Vec<(Range<usize>, String)>,
    /// Where the root's start tag begins.
    root: Option<usize>,
    dialect: Dialect,
    channel: Channel,
}

/// Where the channel lies, which in RSS is to hold all items and in RDF none.
#[derive(Default)]
struct Channel {
    /// Whether the root is one that needs it for its items.
    is_needed: bool,
    /// Where the first item in the channel of an RDF feed begins.
    first_held: Option<usize>,
    is_there: bool,
    /// Whether an item stands outside.
    is_left: bool,
    ends: Vec<Range<usize>>,
    /// Where the root's start tag ends, and where its end tag begins.
    root: Range<usize>,
}

/// An item of a feed.
pub(super) struct Item {
    /// Bytes from tag to tag.
    pub(super) span: Range<usize>,
    pub(super) passed_over: PassedOver,
}

/// What an item says and the parser passes over.
#[derive(Default)]
pub(super) struct PassedOver {
    /// Address of a `media:thumbnail` of its own.
    pub(super) thumbnail: Option<String>,
    /// What it answers: the `ref` of a `thr:in-reply-to` (RFC 4685).
    pub(super) in_reply_to: Option<String>,
    /// Where its comments are told of: the text of `wfw:commentRss`, or the Atom of
    /// `replies` (RFC 4685).
    pub(super) comments_feed: Option<String>,
    /// What it says to be about, as items of RDF do.
    about: Option<String>,
    has_link: bool,
}

impl PassedOver {
    fn note(&mut self, tag: &BytesStart<'_>) {
        let attribute = |name: &str| {
            let value = tag.try_get_attribute(name).ok()??;
            Some(html_unescaped(&value.value))
        };
        let is = |name: &str, value: &str| attribute(name).as_deref() == Some(value);
        let is_link = matches!(tag.name().as_ref(), "link" | "atom:link");
        if is_link && is("rel", "replies") && is("type", "application/atom+xml") {
            self.comments_feed = attribute("href");
        }
        match tag.name().as_ref() {
            "media:thumbnail" if self.thumbnail.is_none() => self.thumbnail = attribute("url"),
            "thr:in-reply-to" if self.in_reply_to.is_none() => {
                self.in_reply_to = attribute("ref").or_else(|| attribute("href"));
            }
            name if local(name) == "item" => {
                self.about = attribute("rdf:about");
                // One before it was the channel's.
                self.has_link = false;
            }
            name => self.has_link |= local(name) == "link",
        }
    }

    /// Takes notice of the whole text of an element.
    fn note_text(&mut self, name: &str, text: &str) {
        let is_comments = name.eq_ignore_ascii_case("wfw:commentRss");
        if is_comments && self.comments_feed.is_none() {
            self.comments_feed = Some(html_unescaped(text.trim()));
        }
    }
}

/// An element that is open.
struct Open {
    name: String,
    /// Where its start tag begins and ends.
    tag: Range<usize>,
    has_children: bool,
    /// Whether the parser could not make anything of it.
    is_unreadable: bool,
}

impl<'a> Outline<'a> {
    /// # Errors
    /// When the document breaks off or is no XML.
    pub(super) fn new(text: &'a str) -> Result<Self, FeedError> {
        let mut reader = Reader::from_str(text);
        // Feeds put HTML where it does not belong; only the end of the whole counts.
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        reader.config_mut().allow_dangling_amp = true;
        let mut outline = Self {
            text,
            items: Vec::new(),
            mends: Vec::new(),
            root: None,
            dialect: Dialect::default(),
            channel: Channel::default(),
        };
        let mut open: Vec<Open> = Vec::new();
        let mut passed_over = PassedOver::default();
        loop {
            let before = offset(reader.buffer_position());
            let event = reader.read_event();
            let tag = before..offset(reader.buffer_position());
            let is_root_closed = outline.root.is_some() && open.is_empty();
            match event {
                // The text is decoded; what encoding it had no longer counts.
                Ok(Event::Decl(_)) => outline.mends.push((tag, String::new())),
                Ok(Event::Eof) if is_root_closed => {
                    outline.complete_channel();
                    return Ok(outline);
                }
                Ok(Event::Eof) => return Err(outline.half_written(&open)),
                // What follows the feed is the server's own noise.
                _ if is_root_closed => outline.mends.push((tag, String::new())),
                Ok(Event::Start(start)) => {
                    if outline.root.is_none() {
                        outline.root = Some(tag.start);
                        outline.dialect = Dialect::of(&start);
                        let known = outline.dialect.start(&start);
                        let mended = start_tag(known.as_ref().unwrap_or(&start));
                        outline.mends.push((tag.clone(), mended));
                        outline.channel.is_needed = local(start.name().as_ref()) == "rss";
                        outline.channel.root = tag.end..tag.end;
                    } else if let Some(known) = outline.dialect.start(&start) {
                        outline.mends.push((tag.clone(), format!("<{}>", &*known)));
                    }
                    passed_over.note(&start);
                    if open.len() >= DEPTH {
                        return Err(FeedError::Broken {
                            syntax: Syntax::Xml,
                            at: outline.place(tag.start),
                            reason: format!("more than {DEPTH} elements inside each other"),
                        });
                    }
                    let name = start.name();
                    outline.channel.is_there |=
                        open.len() == 1 && local(name.as_ref()) == "channel";
                    let is_unreadable = outline.dialect.is_unreadable(&start);
                    open_element(name.as_ref(), tag, is_unreadable, &mut open);
                }
                Ok(Event::Empty(empty)) => {
                    if outline.root.is_none() {
                        outline.root = Some(tag.start);
                    }
                    let is_text = outline.dialect.is_text(empty.name().as_ref());
                    if is_text {
                        outline.mends.push((tag, String::new()));
                    } else if let Some(known) = outline.dialect.start(&empty) {
                        outline.mends.push((tag.clone(), format!("<{}/>", &*known)));
                    }
                    passed_over.note(&empty);
                    if let Some(parent) = open.last_mut() {
                        parent.has_children = true;
                    }
                }
                Ok(Event::End(end)) => {
                    let name = end.name();
                    outline.close(name.as_ref(), tag.clone(), &mut open, &mut passed_over);
                    if let Some(name) = outline.dialect.renamed(name.as_ref()) {
                        outline.mends.push((tag, format!("</{name}>")));
                    }
                }
                Ok(_) => {}
                Err(error) => return Err(outline.syntax_error(&error, &reader, &open)),
            }
        }
    }

    /// The document, mended, with only the items in `kept`, by their place.
    pub(super) fn document(&self, kept: Range<usize>) -> String {
        let mut document = String::with_capacity(self.text.len());
        let mut mends = self.mends.iter().peekable();
        let mut at = 0;
        let left_out = self.items.iter().enumerate();
        let left_out = left_out.filter(|(n, _)| !kept.contains(n));
        let ends = left_out.map(|(_, item)| item.span.clone());
        let length = self.text.len();
        for gap in ends.chain(std::iter::once(length..length)) {
            while let Some((range, mended)) = mends.next_if(|(range, _)| range.start <= gap.start) {
                if range.start >= at {
                    document.push_str(&self.text[at..range.start]);
                    document.push_str(mended);
                    at = range.end;
                }
            }
            document.push_str(&self.text[at.min(gap.start)..gap.start]);
            at = gap.end.max(at);
        }
        escape_loose_ampersands(&document)
    }

    /// The place of a byte, for messages.
    pub(super) fn place(&self, offset: usize) -> Location {
        Location::of(self.text, offset)
    }

    /// Closes the element `name` and everything open in it. An end without a start is
    /// taken out.
    fn close(
        &mut self,
        name: &str,
        tag: Range<usize>,
        open: &mut Vec<Open>,
        passed_over: &mut PassedOver,
    ) {
        let Some(at) = open.iter().rposition(|open| open.name == name) else {
            self.mends.push((tag, String::new()));
            return;
        };
        let element = &open[at];
        let content = element.tag.end..tag.start;
        passed_over.note_text(name, &self.text[content.clone()]);
        if at == 0 {
            self.channel.root.end = tag.start;
        } else if at == 1 && local(name) == "channel" {
            self.channel.ends.push(tag.clone());
        }
        // The parser rejects an entry for a text in which there is nothing.
        let is_blank = self.dialect.is_text(name) && self.text[content.clone()].trim().is_empty();
        if element.is_unreadable || is_blank {
            let start = element.tag.start;
            self.forget_mends(start);
            self.mends.push((start..tag.end, String::new()));
        } else if element.has_children
            && is_html_text(name)
            && !self.text[content.clone()].contains("<![CDATA[")
        {
            // HTML that nobody escaped.
            self.forget_mends(content.start);
            let (start, end) = (content.start, content.end);
            self.mends.push((start..start, "<![CDATA[".to_owned()));
            self.mends.push((end..end, "]]>".to_owned()));
        } else if at + 1 < open.len() {
            let ends = open[at + 1..].iter().rev();
            let ends: String = ends.map(|open| format!("</{}>", open.name)).collect();
            self.mends.push((tag.start..tag.start, ends));
        }
        let start = element.tag.start;
        let is_inside = self.items.last().is_some_and(|item| item.span.end > start);
        if at > 0 && !is_inside && matches!(local(name), "item" | "entry") {
            let is_held = open[..at].iter().any(|open| local(&open.name) == "channel");
            self.channel.is_left |= !is_held;
            if local(&open[0].name) == "RDF" {
                if is_held {
                    self.channel.first_held.get_or_insert(start);
                }
                self.complete_item(name, tag.start, passed_over);
            }
            self.items.push(Item {
                span: start..tag.end,
                passed_over: std::mem::take(passed_over),
            });
        }
        open.truncate(at);
    }

    /// Gives an item of RDF, the element `name` that ends at `end`, a link if it has none:
    /// the parser passes over those without. What it is about is its address.
    fn complete_item(&mut self, name: &str, end: usize, passed_over: &PassedOver) {
        if passed_over.has_link {
            return;
        }
        let prefix = name.strip_suffix(local(name)).unwrap_or_default();
        // What is no address on the web becomes none of the article's.
        let about = passed_over.about.as_deref().unwrap_or("about:blank");
        let link = format!("<{prefix}link>{}</{prefix}link>", escape(about));
        self.mends.push((end..end, link));
    }

    fn forget_mends(&mut self, from: usize) {
        while self
            .mends
            .pop_if(|(range, _)| range.start >= from)
            .is_some()
        {}
    }

    /// Puts all items of RSS into the channel, and those of RDF out of it: the parser looks
    /// for them nowhere else.
    fn complete_channel(&mut self) {
        let channel = std::mem::take(&mut self.channel);
        if let Some(at) = channel.first_held {
            let ends = channel.ends.into_iter();
            self.mends.extend(ends.map(|end| (end, String::new())));
            self.mends.push((at..at, "</channel>".to_owned()));
            self.mends.sort_by_key(|(range, _)| range.start);
            return;
        }
        if !channel.is_needed || (channel.is_there && !channel.is_left) {
            return;
        }
        if !channel.is_there {
            let at = channel.root.start;
            self.mends.push((at..at, "<channel>".to_owned()));
        }
        let ends = channel.ends.into_iter();
        self.mends.extend(ends.map(|end| (end, String::new())));
        let at = channel.root.end;
        self.mends.push((at..at, "</channel>".to_owned()));
        self.mends.sort_by_key(|(range, _)| range.start);
    }

    /// Whether it is a feed in which there is nothing at all.
    pub(super) fn is_bare(&self) -> bool {
        let root = self.root.and_then(|at| self.text[at..].strip_prefix('<'));
        let name = root.and_then(|tag| tag.split(['>', '/', ' ', '\n', '\r', '\t']).next());
        let name = name.map(|name| local(name).to_ascii_lowercase());
        self.items.is_empty() && matches!(name.as_deref(), Some("rss" | "rdf" | "feed"))
    }

    fn half_written(&self, open: &[Open]) -> FeedError {
        FeedError::HalfWritten {
            syntax: Syntax::Xml,
            at: self.place(self.text.len()),
            inside: open.last().map(|open| open.name.clone()),
        }
    }

    fn syntax_error(
        &self,
        error: &quick_xml::Error,
        reader: &Reader<&[u8]>,
        open: &[Open],
    ) -> FeedError {
        // A construct that never ends is reported where it begins.
        match error {
            quick_xml::Error::Syntax(_) => self.half_written(open),
            _ => FeedError::Broken {
                syntax: Syntax::Xml,
                at: self.place(offset(reader.error_position())),
                reason: error.to_string(),
            },
        }
    }
}

fn open_element(name: &str, tag: Range<usize>, is_unreadable: bool, open: &mut Vec<Open>) {
    if let Some(parent) = open.last_mut() {
        parent.has_children = true;
    }
    open.push(Open {
        name: name.to_owned(),
        tag,
        has_children: false,
        is_unreadable,
    });
}

/// Elements of RSS whose content is HTML as text. Atom has elements in its own.
fn is_html_text(name: &str) -> bool {
    matches!(name, "description" | "content:encoded")
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Addresses hold no other reference than this one.
fn html_unescaped(value: &str) -> String {
    value.replace("&amp;", "&")
}

/// Titles hold «R&D» often enough; outside CDATA the feed parser gives up on it.
fn escape_loose_ampersands(document: &str) -> String {
    let mut out = String::with_capacity(document.len());
    let mut rest = document;
    while let Some(at) = rest.find(['&', '<']) {
        let (before, found) = rest.split_at(at);
        out.push_str(before);
        let length = if found.starts_with("<![CDATA[") {
            found.find("]]>").map_or(found.len(), |end| end + 3)
        } else {
            if found.starts_with('&') && !is_reference(&found[1..]) {
                out.push_str("&amp;");
                rest = &found[1..];
                continue;
            }
            if let Some(after) = found.strip_prefix("&#X") {
                out.push_str("&#x");
                rest = after;
                continue;
            }
            1
        };
        out.push_str(&found[..length]);
        rest = &found[length..];
    }
    out.push_str(rest);
    out
}

/// Whether a character or entity reference goes on with `text`.
fn is_reference(text: &str) -> bool {
    let name = text.strip_prefix('#').unwrap_or(text);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric());
    end.is_some_and(|end| (1..=32).contains(&end) && name[end..].starts_with(';'))
}

/// The root's start tag; an RSS version that is unknown becomes 2.0.
fn start_tag(tag: &BytesStart) -> String {
    let mut written = BytesStart::new(tag.name().as_ref().to_owned());
    let is_rss = tag.local_name().as_ref() == "rss";
    for attribute in tag.attributes().with_checks(false).flatten() {
        let is_version = attribute.key.as_ref() == "version";
        if !(is_rss && is_version && !VERSIONS.contains(&&*attribute.value)) {
            written.push_attribute(attribute);
        }
    }
    if is_rss && !matches!(written.try_get_attribute("version"), Ok(Some(_))) {
        written.push_attribute(("version", "2.0"));
    }
    format!("<{}>", &*written)
}

/// Positions lie within a text in memory.
fn offset(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

/// `text` with the last sign of the root's end tag, where just that is missing.
pub(super) fn completed<'a>(text: &'a str, root: &str) -> Cow<'a, str> {
    let trimmed = text.trim_end();
    match trimmed.rsplit_once("</") {
        Some((_, name)) if name == root => Cow::Owned(format!("{trimmed}>")),
        _ => Cow::Borrowed(text),
    }
}
