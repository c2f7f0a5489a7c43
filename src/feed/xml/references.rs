//! References to characters and entities that the feed parser would not understand.

use memchr::{memchr2, memmem};

use super::super::encoding;

/// Titles hold «R&D» often enough; outside CDATA the feed parser gives up on it. Numbers of
/// controls are of the signs that windows-1252 has there, as in HTML.
pub(super) fn sound(document: &str) -> String {
    let mut out = String::with_capacity(document.len());
    let mut rest = document;
    while let Some(at) = memchr2(b'&', b'<', rest.as_bytes()) {
        let (before, found) = rest.split_at(at);
        out.push_str(before);
        let length = if found.starts_with("<![CDATA[") {
            memmem::find(found.as_bytes(), b"]]>").map_or(found.len(), |end| end + 3)
        } else if found.starts_with('&') && !is_reference(&found[1..]) {
            out.push_str("&amp;");
            rest = &found[1..];
            continue;
        } else if let Some((c, after)) = control(found) {
            out.push(encoding::of_windows_1252(c));
            rest = after;
            continue;
        } else if let Some(after) = found.strip_prefix("&#X") {
            out.push_str("&#x");
            rest = after;
            continue;
        } else {
            1
        };
        out.push_str(&found[..length]);
        rest = &found[length..];
    }
    out.push_str(rest);
    out
}

/// The control beyond ASCII that a reference at the beginning of `text` stands for, and what
/// comes after.
fn control(text: &str) -> Option<(char, &str)> {
    let (number, after) = text.strip_prefix("&#")?.split_once(';')?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u8::from_str_radix(hex, 16),
        None => number.parse(),
    };
    let code = code.ok().filter(|code| (0x80..0xa0).contains(code))?;
    Some((char::from(code), after))
}

/// Whether a character or entity reference goes on with `text`.
fn is_reference(text: &str) -> bool {
    let name = text.strip_prefix('#').unwrap_or(text);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric());
    end.is_some_and(|end| (1..=32).contains(&end) && name[end..].starts_with(';'))
}
