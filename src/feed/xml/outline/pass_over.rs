//! What the reader of XML need not look at: text, and elements that are a name around text.

use std::io::BufRead as _;

use memchr::{memchr, memmem};
use quick_xml::Reader;
use quick_xml::events::BytesStart;

use super::super::open::{Open, is_item, items_open};
use super::super::passed_over::PassedOver;
use super::{CDATA, DEPTH, Outline, offset};

impl<'a> Outline<'a> {
    /// Goes to where the next tag begins that the reader has to look at.
    pub(super) fn pass_over_texts(
        &mut self,
        reader: &mut Reader<&[u8]>,
        open: &mut Vec<Open<'a>>,
        passed_over: &mut PassedOver,
    ) {
        if open.is_empty() {
            return;
        }
        let start = offset(reader.buffer_position());
        let mut at = start;
        while let Some(tag) = self.text_end(at) {
            let end = self.pass_over_element(tag, open, passed_over);
            at = end.unwrap_or(tag);
            if end.is_none() {
                break;
            }
        }
        reader.stream().consume(at - start);
    }

    /// Where the next tag begins after the byte `at`: of text nothing is wanted but where it ends.
    fn text_end(&mut self, mut at: usize) -> Option<usize> {
        loop {
            at += memchr(b'<', &self.text.as_bytes()[at..])?;
            let content = self.text.as_bytes()[at..].strip_prefix(CDATA.as_bytes());
            let Some(length) = content.and_then(|content| memmem::find(content, b"]]>")) else {
                return Some(at);
            };
            self.cdata = at + CDATA.len()..at + CDATA.len() + length;
            at = self.cdata.end + "]]>".len();
        }
    }

    /// Takes the element whose start tag begins at the byte `at`, if it stands in an item and is a
    /// name around text, as the reader has it; returns where it ends. Most are, and the reader
    /// takes longer.
    fn pass_over_element(
        &mut self,
        at: usize,
        open: &mut Vec<Open<'a>>,
        passed_over: &mut PassedOver,
    ) -> Option<usize> {
        if self.dialect.is_atom() || items_open(open) != 1 || !(2..DEPTH).contains(&open.len()) {
            return None;
        }
        let tag = self.text[at..].strip_prefix('<')?;
        let (name, _) = tag.split_once(|c: char| !c.is_ascii_alphanumeric() && c != ':')?;
        let tag = at..at + "<>".len() + name.len();
        let is_whole = self.text.as_bytes()[tag.end - 1] == b'>';
        if !is_whole || name.is_empty() || is_item(name) {
            return None;
        }
        let end = self.text_end(tag.end)?;
        let after = self.text[end..].strip_prefix("</")?.strip_prefix(name)?;
        let after = self.text.len() - after.strip_prefix('>')?.len();
        let start = BytesStart::from_content(name, name.len());
        self.names.note(&start);
        self.note(&start, open, passed_over);
        open.last_mut()?.has_children = true;
        open.push(Open {
            name,
            tag,
            has_children: false,
            is_unreadable: false,
            is_html: false,
            items: 1,
        });
        self.close(name, end..after, open, passed_over);
        Some(after)
    }
}
