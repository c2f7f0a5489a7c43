//! Whether a feed is whole, and where its items lie.

mod pass_over;

use std::ops::Range;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use feed_rs::model::Entry;
use quick_xml::Reader;
use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};
use url::Url;

use super::delicate;
use super::dialect::Dialect;
use super::mends::Mends;
use super::names::{Name, Names, local};
use super::open::{Open, end_tags, is_item, items_open};
use super::passed_over::PassedOver;
use super::plain::{ITEM, Prefixes};
use super::references;
use super::root::start_tag;
use super::set_aside::{SetAside, is_sign};
use super::{FeedError, Location, Syntax};

/// Deepest nesting of elements, HTML in Atom included.
const DEPTH: usize = 512;

/// What begins text in which nothing is markup; `]]>` ends it.
pub(super) const CDATA: &str = "<![CDATA[";

/// A feed that is whole, and what mends it for a parser that is strict.
pub(super) struct Outline<'a> {
    text: &'a str,
    /// The items in their order.
    pub(super) items: Vec<Item>,
    mends: Mends,
    /// Where the root's start tag begins.
    root: Option<usize>,
    /// The root's start tag as the parser is to know it, but for what it forgets.
    start: Option<(Range<usize>, BytesStart<'a>)>,
    dialect: Dialect,
    names: Names,
    channel: Channel,
    /// The content of the last CDATA section.
    cdata: Range<usize>,
    set_aside: SetAside<'a>,
    /// Whether the parser sees an item in another.
    holds_nested: bool,
    prefixes: Option<Prefixes>,
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
    /// Whether it stands where it belongs and as it is.
    is_in_place: bool,
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
            mends: Mends::default(),
            root: None,
            start: None,
            dialect: Dialect::default(),
            names: Names::default(),
            channel: Channel::default(),
            cdata: 0..0,
            set_aside: SetAside::of(text),
            holds_nested: false,
            prefixes: None,
        };
        let mut open: Vec<Open<'a>> = Vec::new();
        let mut passed_over = PassedOver::default();
        loop {
            outline.pass_over_texts(&mut reader, &mut open, &mut passed_over);
            let before = offset(reader.buffer_position());
            let event = reader.read_event();
            let tag = before..offset(reader.buffer_position());
            let is_root_closed = outline.root.is_some() && open.is_empty();
            match event {
                // The text is decoded; what encoding it had no longer counts.
                Ok(Event::Decl(_)) => outline.mends.replace(tag, ""),
                Ok(Event::Eof) if is_root_closed => {
                    outline.complete_root();
                    outline.complete_channel();
                    return Ok(outline);
                }
                Ok(Event::Eof) => return Err(outline.half_written(&open)),
                // What follows the feed is the server's own noise.
                _ if is_root_closed => outline.mends.replace(tag, ""),
                Ok(Event::Start(start)) => {
                    if outline.names.note(&start) {
                        outline.set_aside.give_up();
                    }
                    if outline.root.is_none() {
                        outline.root = Some(tag.start);
                        outline.dialect = Dialect::of(&start);
                        let known = outline.dialect.start(&start);
                        outline.start = Some((tag.clone(), known.unwrap_or_else(|| start.clone())));
                        outline.channel.is_needed = local(start.name().as_ref()) == "rss";
                        outline.channel.root = tag.end..tag.end;
                    } else if let Some(known) = outline.dialect.start(&start) {
                        outline.mends.replace(tag.clone(), format!("<{}>", &*known));
                    }
                    if local(start.name().as_ref()) == "item" {
                        outline.close_before_item(tag.start, &mut open, &mut passed_over);
                    }
                    outline.note(&start, &open, &mut passed_over);
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
                    if let Some(parent) = open.last_mut() {
                        parent.has_children = true;
                    }
                    let name_start = tag.start + 1;
                    open.push(Open {
                        name: &text[name_start..name_start + name.as_ref().len()],
                        tag,
                        has_children: false,
                        is_unreadable: outline.dialect.is_unreadable(&start),
                        is_html: outline.dialect.is_html(&start),
                        items: items_open(&open) + usize::from(is_item(name.as_ref())),
                    });
                }
                Ok(Event::Empty(empty)) => {
                    if outline.root.is_none() {
                        outline.root = Some(tag.start);
                    }
                    let name = empty.name();
                    let is_void = outline.dialect.is_text(name.as_ref()) || is_item(name.as_ref());
                    if is_void && !open.is_empty() {
                        // The parser takes neither, or not as what it is.
                        outline.mends.replace(tag, "");
                    } else if let Some(known) = outline.dialect.start(&empty) {
                        outline
                            .mends
                            .replace(tag.clone(), format!("<{}/>", &*known));
                    }
                    outline.names.note(&empty);
                    outline.note(&empty, &open, &mut passed_over);
                    if let Some(parent) = open.last_mut() {
                        parent.has_children = true;
                    }
                }
                Ok(Event::End(end)) => {
                    let name = end.name();
                    outline.close(name.as_ref(), tag.clone(), &mut open, &mut passed_over);
                    if let Some(name) = outline.dialect.renamed(name.as_ref()) {
                        outline.mends.replace(tag, format!("</{name}>"));
                    }
                }
                Ok(_) => {}
                Err(error) => return Err(outline.syntax_error(&error, &reader, &open)),
            }
        }
    }

    /// The document, mended, with only the items in `kept`, by their place.
    pub(super) fn document(&self, kept: Range<usize>) -> String {
        let left_out = self.items.iter().enumerate();
        let left_out = left_out.filter(|(n, _)| !kept.contains(n));
        let gaps = left_out.map(|(_, item)| item.span.clone());
        references::sound(&self.mends.mended(self.text, gaps))
    }

    /// A document with all that has been set aside.
    pub(super) fn whole(&self, mut document: String) -> String {
        self.set_aside.restore_in(&mut document);
        document
    }

    /// Sets the CDATA in `content` aside, the content of the element of an item whose start tag
    /// is `tag`, if it is one of the texts that the parser leaves as they are.
    fn set_aside(&mut self, tag: Range<usize>, content: &Range<usize>) {
        // Without attributes, names mean what they mean in all of the feed.
        let is_text = matches!(&self.text[tag], "<description>" | "<content:encoded>");
        let place = self.cdata.clone();
        let is_within = content.start <= place.start && place.end <= content.end;
        if is_text
            && is_within
            && self.channel.is_needed
            && self.mends.end_before(place.start)
            && let Some(sign) = self.set_aside.add(place.clone())
        {
            self.mends.replace(place, sign);
        }
    }

    /// The place of a byte, for messages.
    pub(super) fn place(&self, offset: usize) -> Location {
        Location::of(self.text, offset)
    }

    /// Puts what has been set aside back into `entry`.
    pub(super) fn restore(&self, entry: &mut Entry) {
        self.set_aside.restore(entry);
    }

    /// Closes the element `name` and everything open in it. An end without a start is
    /// taken out.
    fn close(
        &mut self,
        name: &str,
        tag: Range<usize>,
        open: &mut Vec<Open<'_>>,
        passed_over: &mut PassedOver,
    ) {
        let Some(at) = open.iter().rposition(|open| open.name == name) else {
            self.mends.replace(tag, "");
            return;
        };
        let element = &open[at];
        let content = element.tag.end..tag.start;
        if items_open(open) > element.items {
            self.holds_nested = true;
        }
        if items_open(&open[..at]) == 1 && !element.is_unreadable {
            let (name, parent) = (self.names.split(name), self.parent(&open[..at]));
            passed_over.note_text(name, parent, self.text, content.clone());
            if parent == ("", "item") && !element.has_children {
                self.set_aside(element.tag.clone(), &content);
            }
        }
        if at == 0 {
            self.channel.root.end = tag.start;
        } else if at == 1 && local(name) == "channel" {
            self.channel.ends.push(tag.clone());
        }
        // As the parser knows it.
        let known = self.dialect.renamed(name);
        let known = known.as_deref().unwrap_or(name);
        // The parser rejects an entry for a text in which there is nothing.
        let is_blank = self.dialect.is_text(name) && self.text[content.clone()].trim().is_empty();
        if element.is_unreadable || is_blank {
            let start = element.tag.start;
            let text = base64(&self.text[content.clone()]);
            let text =
                text.map(|text| format!("<{known} type=\"html\"><![CDATA[{text}]]></{known}>"));
            self.mends.forget(start);
            self.mends.replace(start..tag.end, text.unwrap_or_default());
        } else if element.has_children
            && element.is_html
            && !self.text[content.clone()].contains("<![CDATA[")
        {
            // HTML that nobody escaped.
            if self.dialect.is_text(name) {
                let tag = element.tag.clone();
                self.mends.forget(tag.start);
                self.mends.replace(tag, format!("<{known} type=\"html\">"));
            }
            self.mends.forget(content.start);
            self.mends.insert(content.start, "<![CDATA[");
            self.mends.insert(content.end, "]]>");
        } else if at + 1 < open.len() {
            let ends = end_tags(&open[at + 1..]);
            self.mends.insert(tag.start, ends);
        } else if !element.has_children
            && let Some(text) = delicate::mended(local(name), &self.text[content.clone()])
        {
            self.mends.forget(content.start);
            self.mends.replace(content, text);
        }
        let start = element.tag.start;
        if at > 0 && is_item(name) && items_open(&open[..at]) == 0 {
            let is_held = open[..at].iter().any(|open| local(open.name) == "channel");
            self.channel.is_left |= !is_held;
            if local(open[0].name) == "RDF" {
                if is_held {
                    self.channel.first_held.get_or_insert(start);
                }
                self.complete_item(name, tag.start, passed_over);
            }
            let is_in_place = self.is_in_place(&open[..=at]);
            self.items.push(Item {
                span: start..tag.end,
                passed_over: std::mem::take(passed_over),
                is_in_place,
            });
        }
        open.truncate(at);
    }

    /// Whether the innermost of `open` is an item in the first channel of RSS, in which nothing has
    /// been mended.
    fn is_in_place(&self, open: &[Open<'_>]) -> bool {
        let [root, channel, item] = open else {
            return false;
        };
        let tag = |open: &Open<'_>| &self.text[open.tag.clone()];
        root.name == "rss"
            && tag(channel) == "<channel>"
            && self.channel.ends.is_empty()
            && tag(item) == ITEM
            && self.mends.since(item.tag.start).all(is_sign)
    }

    /// What the parser makes of an item, if that is plain to see.
    pub(super) fn plain_item(&self, place: usize, base: Option<&Url>) -> Option<Entry> {
        let item = &self.items[place];
        let prefixes = self.prefixes.filter(|_| self.set_aside.is_possible())?;
        let text = item.is_in_place.then(|| &self.text[item.span.clone()])?;
        prefixes.entry(text, base)
    }

    /// Closes what is still open within the list of items before one begins at `at`: items
    /// stand in nothing else, and not in each other.
    fn close_before_item(
        &mut self,
        at: usize,
        open: &mut Vec<Open<'_>>,
        passed_over: &mut PassedOver,
    ) {
        let holds_items = |open: &Open<'_>| {
            let name = local(open.name).to_ascii_lowercase();
            matches!(name.as_str(), "rss" | "rdf" | "channel" | "items" | "feed")
        };
        let Some(list) = open.iter().rposition(holds_items) else {
            return;
        };
        let (Some(left_open), Some(parent)) = (open.get(list + 1), open.last()) else {
            return;
        };
        // An extension of an item may hold others.
        if local(left_open.name) == "item" && parent.name.contains(':') {
            return;
        }
        let name = left_open.name;
        let ends = end_tags(&open[list + 1..]);
        open.truncate(list + 2);
        let end = self.text[..at].trim_end().len();
        self.close(name, end..end, open, passed_over);
        if local(name) == "item" {
            self.mends.append(self.text, end, &ends);
        } else {
            self.mends.insert(end, ends);
        }
    }

    /// Takes notice of a start tag. What stands in an item within an item is another's.
    fn note(&self, tag: &BytesStart<'_>, open: &[Open<'_>], passed_over: &mut PassedOver) {
        let name = tag.name().into_inner();
        if items_open(open) + usize::from(is_item(name)) < 2 {
            passed_over.note(tag, self.names.split(name), self.parent(open));
        }
    }

    /// The name of the element that is open innermost.
    fn parent<'n>(&'n self, open: &[Open<'n>]) -> Name<'n> {
        open.last()
            .map_or(("", ""), |open| self.names.split(open.name))
    }

    /// Gives an item of RDF, the element `name` that ends at `end`, a link if it has none:
    /// the parser passes over those without. What it is about is its address.
    fn complete_item(&mut self, name: &str, end: usize, passed_over: &PassedOver) {
        if passed_over.has_link {
            return;
        }
        let prefix = name.strip_suffix(local(name)).unwrap_or_default();
        // What is no address on the web becomes none of the article's.
        let about = passed_over.about().unwrap_or("about:blank");
        let link = format!("<{prefix}link>{}</{prefix}link>", escape(about));
        self.mends.insert(end, link);
    }

    /// The whole document, as it is.
    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// Declares what the root forgets to.
    fn complete_root(&mut self) {
        if let Some((tag, start)) = self.start.take() {
            let mended = start_tag(&start, &self.names, self.text);
            // The parser sees items within items, which are none here.
            self.prefixes = Prefixes::declared(&mended).filter(|_| !self.holds_nested);
            self.mends.replace_before(tag, mended);
        }
    }

    /// Puts all items of RSS into the channel, and those of RDF out of it: the parser looks
    /// for them nowhere else.
    fn complete_channel(&mut self) {
        let channel = std::mem::take(&mut self.channel);
        if let Some(at) = channel.first_held {
            self.mends.insert(at, "</channel>");
        } else if channel.is_needed && (!channel.is_there || channel.is_left) {
            if !channel.is_there {
                self.mends.insert(channel.root.start, "<channel>");
            }
            self.mends.insert(channel.root.end, "</channel>");
        } else {
            return;
        }
        for end in channel.ends {
            self.mends.replace(end, "");
        }
        self.mends.sort();
    }

    /// Whether it is a feed in which there is nothing at all.
    pub(super) fn is_bare(&self) -> bool {
        let root = self.root.and_then(|at| self.text[at..].strip_prefix('<'));
        let name = root.and_then(|tag| tag.split(['>', '/', ' ', '\n', '\r', '\t']).next());
        let name = name.map(|name| local(name).to_ascii_lowercase());
        self.items.is_empty() && matches!(name.as_deref(), Some("rss" | "rdf" | "feed"))
    }

    fn half_written(&self, open: &[Open<'_>]) -> FeedError {
        FeedError::HalfWritten {
            syntax: Syntax::Xml,
            at: self.place(self.text.len()),
            inside: open.last().map(|open| open.name.to_owned()),
        }
    }

    fn syntax_error(
        &self,
        error: &quick_xml::Error,
        reader: &Reader<&[u8]>,
        open: &[Open<'_>],
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

/// The text that `content` is in base64, if it is one.
fn base64(content: &str) -> Option<String> {
    let digits: String = content.split_whitespace().collect();
    let text = String::from_utf8(STANDARD.decode(digits).ok()?).ok()?;
    let is_text = !text.is_empty() && !text.contains("]]>");
    Some(text).filter(|text| is_text && !text.contains(|c: char| c.is_control() && c != '\n'))
}

/// Positions lie within a text in memory.
fn offset(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}
