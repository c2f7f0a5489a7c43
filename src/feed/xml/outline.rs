//! Whether a feed is whole, and where its items lie.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{FeedError, Location, Syntax};

/// Versions of RSS that the feed parser knows; the others are read as 2.0.
const VERSIONS: &[&str] = &["2.0", "0.91", "0.92"];

/// A well-formed enough feed, without its XML declaration: the text is decoded.
pub(super) struct Outline<'a> {
    text: &'a str,
    /// Where the document begins, past the declaration.
    start: usize,
    /// The root's start tag and what stands for it.
    root: (Range<usize>, String),
    /// The items in their order, from tag to tag.
    pub(super) items: Vec<Range<usize>>,
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
            start: 0,
            root: (0..0, String::new()),
            items: Vec::new(),
        };
        let mut open: Vec<(String, usize)> = Vec::new();
        let mut is_root_closed = false;
        loop {
            let before = offset(reader.buffer_position());
            let event = reader.read_event();
            let after = offset(reader.buffer_position());
            match event {
                Ok(Event::Decl(_)) => outline.start = after,
                Ok(Event::Start(tag)) => {
                    if outline.root.0.is_empty() {
                        outline.root = (before..after, start_tag(&tag));
                    }
                    open.push((tag.local_name().as_ref().to_owned(), before));
                }
                Ok(Event::End(tag)) => {
                    let name = tag.local_name();
                    let Some(at) = open.iter().rposition(|(open, _)| open == name.as_ref()) else {
                        continue;
                    };
                    outline.close(&open[at], after);
                    open.truncate(at);
                    is_root_closed |= open.is_empty();
                }
                Ok(Event::Eof) => break,
                Ok(_) => {}
                // What follows the feed is the server's own noise.
                Err(_) if is_root_closed => break,
                Err(error) => return Err(outline.syntax_error(&error, &reader, &open)),
            }
        }
        match open.last() {
            Some((name, _)) if !is_root_closed => Err(outline.half_written(name)),
            _ => Ok(outline),
        }
    }

    /// The document with only the items in `kept`, by their place.
    pub(super) fn document(&self, kept: Range<usize>) -> String {
        let mut document = String::with_capacity(self.text.len());
        let (root, tag) = &self.root;
        document.push_str(&self.text[self.start.min(root.start)..root.start]);
        document.push_str(tag);
        let mut at = root.end;
        for (n, item) in self.items.iter().enumerate() {
            if !kept.contains(&n) {
                document.push_str(&self.text[at..item.start]);
                at = item.end;
            }
        }
        document.push_str(&self.text[at..]);
        document
    }

    /// The place of a byte, for messages.
    pub(super) fn place(&self, offset: usize) -> Location {
        Location::of(self.text, offset)
    }

    fn close(&mut self, (name, start): &(String, usize), end: usize) {
        let is_item = matches!(name.as_str(), "item" | "entry");
        let is_inside = self.items.last().is_some_and(|item| item.end > *start);
        if is_item && !is_inside && *start > self.root.0.start {
            self.items.push(*start..end);
        }
    }

    fn half_written(&self, inside: &str) -> FeedError {
        FeedError::HalfWritten {
            syntax: Syntax::Xml,
            at: self.place(self.text.len()),
            inside: Some(inside.to_owned()),
        }
    }

    fn syntax_error(
        &self,
        error: &quick_xml::Error,
        reader: &Reader<&[u8]>,
        open: &[(String, usize)],
    ) -> FeedError {
        // A construct that never ends is reported where it begins.
        match (error, open.last()) {
            (quick_xml::Error::Syntax(_), Some((name, _))) => self.half_written(name),
            _ => FeedError::Broken {
                syntax: Syntax::Xml,
                at: self.place(offset(reader.error_position())),
                reason: error.to_string(),
            },
        }
    }
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
