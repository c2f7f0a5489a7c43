//! The short way for what most feeds hold: paragraphs of running text, in which some is marked,
//! without a tree. It takes what any parser makes the same of and nothing else; all the rest
//! goes through a tree.

use memchr::{memchr, memchr2, memchr3};
use url::Url;

use super::{Block, Walker, absolute};
use crate::article::MarkKind;
use crate::text::sanitize;

/// Longest document that goes this way, in bytes: what is longer may have too many tags or
/// blocks.
const LONGEST: usize = 1 << 20;

/// Longest tag, in bytes.
const TAG: usize = 2048;

/// Most elements that are open within a paragraph.
const OPEN: usize = 4;

/// The blocks of `html`, if it is nothing but plain paragraphs.
pub(super) fn blocks(html: &str, base: Option<&Url>) -> Option<Vec<Block>> {
    if html.len() > LONGEST {
        return None;
    }
    let mut walker = Walker::new(base);
    let mut out = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut rest = html;
    loop {
        let end = memchr2(b'<', b'&', rest.as_bytes()).unwrap_or(rest.len());
        let has_references = rest.as_bytes().get(end) == Some(&b'&');
        let end = match memchr(b'<', &rest.as_bytes()[end..]) {
            Some(length) => end + length,
            None => rest.len(),
        };
        text(&mut walker, &rest[..end], has_references)?;
        let Some(markup) = rest.get(end + 1..) else {
            break;
        };
        rest = markup;
        let tag = &rest[..memchr(b'>', rest.as_bytes()).filter(|end| *end <= TAG)?];
        rest = &rest[tag.len() + 1..];
        match tag {
            "p" | "/p" if open.is_empty() => walker.end_paragraph(&mut out),
            "br" | "br/" | "br /" => walker.line_break(&mut out),
            _ => match tag.strip_prefix('/') {
                Some(name) => {
                    let ended = open.pop().filter(|open| open.name == name)?;
                    if ended.is_marked {
                        walker.inline.close();
                    }
                }
                None => open.push(begun(&mut walker, tag, &open)?),
            },
        }
    }
    if !open.is_empty() {
        return None;
    }
    walker.end_paragraph(&mut out);
    Some(out)
}

/// An element that is open within a paragraph.
struct Open<'a> {
    name: &'a str,
    is_marked: bool,
}

/// Begins the element of the start tag `tag` within those that are `open`.
fn begun<'a>(walker: &mut Walker<'_>, tag: &'a str, open: &[Open<'_>]) -> Option<Open<'a>> {
    let (name, attributes) = match tag.split_once(' ') {
        Some(("a", attributes)) => ("a", attributes),
        _ => (tag, ""),
    };
    if open.len() >= OPEN || open.iter().any(|open| open.name == name) {
        return None;
    }
    let kind = match name {
        "strong" | "b" => Some(MarkKind::Strong),
        "em" | "i" => Some(MarkKind::Emphasis),
        "a" => {
            let address = href(attributes)?.filter(|href| !href.starts_with('#'));
            let address = address.and_then(|href| absolute(href, walker.base));
            address.map(MarkKind::Link)
        }
        "span" => None,
        _ => return None,
    };
    let is_marked = kind.is_some();
    if let Some(kind) = kind {
        walker.inline.open(kind);
    }
    Some(Open { name, is_marked })
}

/// What `href` is among `attributes`, if all of them are plain and say nothing of how the
/// element is shown.
fn href(attributes: &str) -> Option<Option<&str>> {
    let mut href = None;
    let mut rest = attributes;
    while !rest.is_empty() {
        let (name, after) = rest.split_once("=\"")?;
        let (value, after) = after.split_once('"')?;
        let is_plain = |byte: u8| byte >= b' ' && byte != b'&' && byte != 0x7f;
        if !value.bytes().all(is_plain) {
            return None;
        }
        match name {
            "href" if href.is_none() => href = Some(value),
            "class" | "rel" | "target" | "title" => {}
            _ => return None,
        }
        rest = match after.strip_prefix(' ') {
            Some(rest) if !rest.is_empty() => rest,
            Some(_) => return None,
            None if after.is_empty() => after,
            None => return None,
        };
    }
    Some(href)
}

/// Adds the whole of a text between tags, in which references stand for characters if there are
/// any.
fn text(walker: &mut Walker<'_>, raw: &str, has_references: bool) -> Option<()> {
    if !has_references && sanitize::is_plain(raw) {
        walker.inline.push_clean(raw);
        return Some(());
    }
    let Some(mut at) = memchr3(b'&', b'\r', b'\0', raw.as_bytes()) else {
        walker.inline.push(raw);
        return Some(());
    };
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    loop {
        text.push_str(&rest[..at]);
        let (name, after) = rest[at..].strip_prefix('&')?.split_once(';')?;
        text.push(character(name)?);
        rest = after;
        match memchr3(b'&', b'\r', b'\0', rest.as_bytes()) {
            Some(next) => at = next,
            None => break,
        }
    }
    text.push_str(rest);
    walker.inline.push(&text);
    Some(())
}

/// The character that the reference `name` stands for.
fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let is_number = number.len() <= 7 && number.bytes().all(|byte| byte.is_ascii_digit());
        let code: u32 = number.parse().ok().filter(|_| is_number)?;
        return char::from_u32(code).filter(|c| !c.is_control());
    }
    Some(match name {
        "amp" => '&',
        "gt" => '>',
        "laquo" => '«',
        "lt" => '<',
        "nbsp" => '\u{a0}',
        "quot" => '"',
        "raquo" => '»',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::blocks_of_tree;
    use super::*;

    /// Whether `html` goes the short way, where it comes to the same.
    #[track_caller]
    fn is_same_either_way(html: &str) -> bool {
        let base = Url::parse("https://a.example/news/1").unwrap();
        for base in [None, Some(&base)] {
            if let Some(short) = blocks(html, base) {
                assert_eq!(short, blocks_of_tree(html, base), "{html:?}");
            }
        }
        blocks(html, None).is_some()
    }

    #[test]
    fn what_is_plain_is_seen() {
        for html in [
            "",
            "نص",
            "<p>أول <b>مهم</b></p>\n<p>ثان<br/>&quot;تابع&quot;&nbsp;&#1576;",
            "<a href=\"/1\" target=\"_blank\">ر<em>ا</em>بط</a><a>ب</a></p><p>1 > 2",
        ] {
            assert!(is_same_either_way(html), "{html:?}");
        }
        for html in [
            "<P>",
            "<p dir=\"rtl\">",
            "<b>",
            "</b>",
            "<b><p></b>",
            "<b><i></b></i>",
            "<a><a></a></a>",
            "<b><b></b></b>",
            "&copy;",
            "&amp",
            "R&D",
            "&#128;",
            "&#13;",
            "&#xa0;",
            "\r",
            "\0",
            "<",
            "<p",
            "<p >",
            "</br>",
            "<div>",
            "<b hidden>",
            "<a href=\"&amp;\"></a>",
            "<a hidden=\"\"></a>",
            "<a href=\"/1\" ></a>",
            "<a href=\"/1\"rel=\"\"></a>",
            "<a href=\"/1\" href=\"/2\"></a>",
            "<a\nhref=\"/1\"></a>",
            "<a href='/1'></a>",
            "<!-- --><p>",
        ] {
            assert!(!is_same_either_way(html), "{html:?}");
        }
    }

    proptest! {
        #[test]
        fn plain_paragraphs_are_the_same_either_way(
            html in "(<p>|</p>|<br>|<br />|<b>ب</b>|<strong>|</strong>|<em>و|</em>|<span>|</span>\
                |<a href=\"/[a#]{0,2}\" rel=\"x\">|<a href=\"#a\">|</a>| |\n|\t|نص|\u{2067}|\u{2069}\
                |\u{2028}|\u{a0}|&nbsp;|&lt;p>|&#8295;|&#8297;|&#1576;|&#64976;|x>y|\u{feff}){0,12}"
        ) {
            is_same_either_way(&html);
        }

        #[test]
        fn marks_are_the_same_either_way(
            html in "(<p>(نص |<b>ب</b>|<em>(و|<a href=\"b\">ر</a>|<a>(<br>|س| )</a>| )</em>|<i> </i>|<br>){1,4}</p>){0,3}"
        ) {
            assert!(is_same_either_way(&html));
        }

        #[test]
        fn any_text_is_the_same_either_way(html in "(\\PC|[<>&;#/a-z]|<p>|</p>){0,30}") {
            is_same_either_way(&html);
        }
    }
}
