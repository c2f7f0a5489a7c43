//! Takes from hostile HTML what makes a correct parser slow: endless nesting, endless
//! formatting, endless attributes. What an article can look like passes unchanged.

use crate::text::cut::beginning;

/// Deepest nesting kept; browsers stop at 512.
const DEPTH: usize = 256;

/// Most tags of one document: 200,000 paragraphs.
const TAGS: usize = 400_000;

/// Most formatting elements open at once. A parser opens all of them again in each
/// paragraph, past the end of what they stood in.
const FORMATS: usize = 8;

/// Most bytes looked through in vain for the ends of tags.
const IN_VAIN: usize = 32 << 20;

/// Longest name of an element, in bytes.
const NAME: usize = 64;

/// Longest tag kept, in bytes; longer ones carry pictures in their attributes.
const TAG_LENGTH: usize = 16 << 10;

/// Most bytes of a tag outside quotes; a parser compares each attribute with all before.
const UNQUOTED: usize = 2048;

/// Longest document, in bytes.
const LENGTH: usize = 64 << 20;

/// `html` with bounded depth and size. Formatting elements lose their attributes but for
/// their direction, so that a parser's rule of three ("Noah's Ark") limits how many it opens
/// again.
#[must_use]
pub fn tame(html: &str) -> String {
    let html = beginning(html, LENGTH);
    let mut out = String::with_capacity(html.len());
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    let mut tags = 0;
    let mut formats = 0_usize;
    let mut in_vain = 0;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let Some((tag, after)) = split_tag(rest) else {
            // No tag: a sign in the text, or the broken end of the document.
            in_vain += rest.len();
            if in_vain > IN_VAIN {
                return out;
            }
            out.push_str("&lt;");
            rest = &rest[1..];
            continue;
        };
        rest = after;
        tags += 1;
        if tags > TAGS {
            break;
        }
        let name = tag.name.to_ascii_lowercase();
        if is_refused(&name) || tag.raw.len() > TAG_LENGTH || tag.unquoted > UNQUOTED {
            continue;
        }
        if tag.is_end {
            formats = formats.saturating_sub(usize::from(is_formatting(&name)));
            if let Some(at) = open
                .iter()
                .rposition(|open| open.eq_ignore_ascii_case(&name))
            {
                open.truncate(at);
            }
            out.push_str(tag.raw);
            continue;
        }
        if !is_void(&name) {
            while open.last().is_some_and(|last| is_closed_by(last, &name)) {
                open.pop();
            }
            if open.len() >= DEPTH {
                continue;
            }
            open.push(tag.name);
        }
        if is_formatting(&name) {
            formats += 1;
            if formats > FORMATS {
                continue;
            }
            out.push('<');
            out.push_str(&name);
            if let Some(direction) = direction(tag.raw) {
                out.push_str(&format!(" dir={direction}"));
            }
            out.push('>');
        } else {
            out.push_str(tag.raw);
        }
        if is_raw_text(&name) {
            let end = end_of_raw_text(rest, &name);
            out.push_str(&rest[..end]);
            rest = &rest[end..];
        }
    }
    if tags <= TAGS {
        out.push_str(rest);
    }
    out
}

/// What the `dir` of the tag `raw` says, if it has one.
fn direction(raw: &str) -> Option<&'static str> {
    let raw = raw.to_ascii_lowercase();
    let (_, value) = raw.split_once(" dir")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let value = value.trim_start_matches(['"', '\'']).trim_start();
    let known = ["ltr", "rtl", "auto"];
    known.into_iter().find(|known| value.starts_with(known))
}

struct Tag<'a> {
    /// From `<` to `>`.
    raw: &'a str,
    name: &'a str,
    is_end: bool,
    /// Bytes outside quotes.
    unquoted: usize,
}

/// The tag that `html` begins with and what comes after it.
fn split_tag(html: &str) -> Option<(Tag<'_>, &str)> {
    let is_end = html.starts_with("</");
    let name_start = if is_end { 2 } else { 1 };
    let bytes = html.as_bytes();
    let first = *bytes.get(name_start)?;
    if !first.is_ascii_alphabetic() && !matches!(first, b'!' | b'?') {
        return None;
    }
    let name_len = bytes[name_start..]
        .iter()
        .take(NAME)
        .position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'))?;
    let (end, unquoted) = end_of_tag(bytes, name_start + name_len)?;
    let tag = Tag {
        raw: &html[..=end],
        name: &html[name_start..name_start + name_len],
        is_end,
        unquoted,
    };
    Some((tag, &html[end + 1..]))
}

/// Where the `>` is that closes the tag, which is not inside a quoted value, and how
/// many bytes before it are not either.
fn end_of_tag(bytes: &[u8], from: usize) -> Option<(usize, usize)> {
    let mut unquoted = 0;
    let mut quote = None;
    let mut previous = b' ';
    for (at, &byte) in bytes.iter().enumerate().skip(from).take(LENGTH) {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            // A quote opens a value only after the equals sign.
            (None, b'"' | b'\'') if previous == b'=' => quote = Some(byte),
            (None, b'>') => return Some((at, unquoted)),
            _ => {}
        }
        unquoted += usize::from(quote.is_none());
        if !byte.is_ascii_whitespace() {
            previous = byte;
        }
    }
    None
}

fn end_of_raw_text(html: &str, name: &str) -> usize {
    let mut from = 0;
    while let Some(at) = html[from..].find("</") {
        let start = from + at;
        let is_end = html
            .get(start + 2..start + 2 + name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name));
        if is_end {
            return start;
        }
        from = start + 2;
    }
    html.len()
}

/// Elements that switch the parser into another language or swallow the rest.
fn is_refused(name: &str) -> bool {
    matches!(
        name,
        "svg" | "math" | "plaintext" | "select" | "optgroup" | "option" | "frameset" | "frame"
    )
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    ) || name.starts_with(['!', '?'])
}

fn is_formatting(name: &str) -> bool {
    matches!(
        name,
        "b" | "big"
            | "code"
            | "em"
            | "font"
            | "i"
            | "nobr"
            | "s"
            | "small"
            | "strike"
            | "strong"
            | "tt"
            | "u"
    )
}

fn is_raw_text(name: &str) -> bool {
    matches!(
        name,
        "script" | "style" | "textarea" | "title" | "xmp" | "iframe" | "noembed" | "noframes"
    )
}

/// Whether the start of `next` ends an open `last` by itself.
fn is_closed_by(last: &str, next: &str) -> bool {
    match (family(last), family(next)) {
        (Some(Family::Paragraph), Some(_)) => true,
        (last, next) => last.is_some() && last == next,
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Family {
    Paragraph,
    Item,
    Definition,
    Table,
}

fn family(name: &str) -> Option<Family> {
    match name.to_ascii_lowercase().as_str() {
        "p" => Some(Family::Paragraph),
        "li" => Some(Family::Item),
        "dd" | "dt" => Some(Family::Definition),
        "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" | "caption" | "colgroup" => {
            Some(Family::Table)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_passes_unchanged() {
        let html = "<!DOCTYPE html><h1 id=\"a>b\">عنوان</h1><p>أول<p>ثان 1 &lt; 2 <b>ج</b>\
            <ul><li>س<li>ص</ul><script>if (a<b) {\"</div>\"}</script><img alt='>' src=x>";
        assert_eq!(tame(html), html);
        assert_eq!(tame("1 < 2"), "1 &lt; 2");
    }

    #[test]
    fn a_thousand_open_paragraphs_are_all_kept() {
        let html = "<p>س<td>ع".repeat(1000);
        assert_eq!(tame(&html), html);
    }

    #[test]
    fn tags_that_never_end_take_no_time() {
        for endless in ["<a", "<a b=\"", "<a b='<", "<!", "</"] {
            let _ = tame(&endless.repeat(200_000));
        }
    }

    #[test]
    fn nesting_and_attributes_are_bounded() {
        assert_eq!(tame(&"<div>".repeat(10_000)).len(), DEPTH * 5);
        assert_eq!(tame("<b onclick=x>ا</b>"), "<b>ا</b>");
        assert_eq!(tame(&format!("<p {}>ا", "a ".repeat(20_000))), "ا");
        assert_eq!(tame(&"<b><p>".repeat(100)).matches("<b>").count(), FORMATS);
        assert_eq!(tame("<svg><style><div>"), "<style><div>");
    }
}
