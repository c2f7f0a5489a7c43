//! Texts that the feed parser fails at, in words that it takes.

use quick_xml::Reader;
use quick_xml::escape::{escape, resolve_predefined_entity};
use quick_xml::events::Event;

/// What the parser is given for `raw`, the content of an element whose name without its prefix
/// is `name`, if something else.
pub(super) fn mended(name: &str, raw: &str) -> Option<String> {
    match name {
        "author" | "creator" | "managingEditor" | "webMaster" | "name" => person(raw),
        // It takes all digits for ASCII's, and no number for too large. No use is made of it.
        "duration" => {
            let is_plain = raw.len() <= 16 && raw.is_ascii();
            (!is_plain).then(String::new)
        }
        _ => None,
    }
}

/// The name of a person with blanks for the signs beside an address: the parser takes whatever
/// stands there for a single byte.
fn person(raw: &str) -> Option<String> {
    // What stands for it may be a reference.
    if !raw.contains(['@', '&']) {
        return None;
    }
    let text = text_of(raw)?;
    let is_of_address = |c: char| c.is_ascii_alphanumeric() || "._%+-@:".contains(c);
    let is_wide = |c: &char| !c.is_ascii() && !c.is_alphanumeric();
    let mut mended = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find('@') {
        let (before, address) = rest.split_at(rest[..at].trim_end_matches(is_of_address).len());
        let after = address.trim_start_matches(is_of_address);
        match before.chars().next_back().filter(is_wide) {
            Some(sign) => {
                mended.push_str(&before[..before.len() - sign.len_utf8()]);
                mended.push(' ');
            }
            None => mended.push_str(before),
        }
        mended.push_str(&address[..address.len() - after.len()]);
        rest = match after.chars().next().filter(is_wide) {
            Some(sign) => {
                mended.push(' ');
                &after[sign.len_utf8()..]
            }
            None => after,
        };
    }
    mended.push_str(rest);
    (mended != text).then(|| escape(mended).into_owned())
}

/// The text of `raw` as the parser understands it, if it does.
fn text_of(raw: &str) -> Option<String> {
    let mut reader = Reader::from_str(raw);
    let mut text = String::with_capacity(raw.len());
    loop {
        match reader.read_event().ok()? {
            Event::Text(part) => text.push_str(&part),
            Event::CData(part) => text.push_str(&part),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().ok()? {
                Some(c) => text.push(c),
                None => match resolve_predefined_entity(&reference) {
                    Some(part) => text.push_str(part),
                    None => {
                        text.push('&');
                        text.push_str(&reference);
                        text.push(';');
                    }
                },
            },
            Event::Eof => return Some(text),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_signs_beside_an_address_become_blanks() {
        for (raw, expected) in [
            ("ليلى«l@a.example»", Some("ليلى l@a.example ")),
            (
                "«<![CDATA[l@a.example]]><!-- -->&#187; ليلى&lt;",
                Some(" l@a.example  ليلى&lt;"),
            ),
            ("l&#64;a.example\u{a0}(ليلى)", Some("l@a.example (ليلى)")),
            (
                "«A» l@a.example»«b@a.example",
                Some("«A» l@a.example  b@a.example"),
            ),
            ("ليلى l@a.example", None),
            ("l@a.example (ليلى «أ»)", None),
            ("ليلى &amp; «A»", None),
            ("«l@a.example &#0;", None),
        ] {
            assert_eq!(person(raw).as_deref(), expected, "{raw}");
        }
    }
}
