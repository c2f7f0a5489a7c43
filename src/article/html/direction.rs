//! What a page says of direction (`dir`, `bdi`), as isolates in the text.

use dom_query::NodeRef;

use super::is_block;
use crate::article::Inline;
use crate::text::Direction;

const LEFT_TO_RIGHT_ISOLATE: char = '\u{2066}';
const RIGHT_TO_LEFT_ISOLATE: char = '\u{2067}';
const FIRST_STRONG_ISOLATE: char = '\u{2068}';

/// The isolate that running text in `node` is set apart by: what its `dir` says, or
/// that it is a `bdi`.
pub(super) fn isolate(node: &NodeRef, name: &str) -> Option<char> {
    const INLINE: &[&str] = &[
        "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "kbd", "mark",
        "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var",
    ];
    if !INLINE.contains(&name) {
        return None;
    }
    match dir(node).as_deref() {
        Some("ltr") => Some(LEFT_TO_RIGHT_ISOLATE),
        Some("rtl") => Some(RIGHT_TO_LEFT_ISOLATE),
        Some("auto") => Some(FIRST_STRONG_ISOLATE),
        _ if name == "bdi" => Some(FIRST_STRONG_ISOLATE),
        _ => None,
    }
}

fn dir(node: &NodeRef) -> Option<String> {
    node.attr("dir").map(|dir| dir.trim().to_ascii_lowercase())
}

/// The way that `node` wants its paragraphs to run, if it says so: `Some(None)` leaves it to
/// each of them.
pub(super) fn block_direction(node: &NodeRef, name: &str) -> Option<Option<Direction>> {
    let is_one = is_block(name)
        || matches!(
            name,
            "h1" | "h2"
                | "h3"
                | "h4"
                | "h5"
                | "h6"
                | "blockquote"
                | "ul"
                | "ol"
                | "figure"
                | "table"
        );
    match dir(node).filter(|_| is_one)?.as_str() {
        "ltr" => Some(Some(Direction::LeftToRight)),
        "rtl" => Some(Some(Direction::RightToLeft)),
        "auto" => Some(None),
        _ => None,
    }
}

/// A paragraph in the order that its element wants: set apart where most of its words run the
/// other way. One without any word that runs as is wanted stays as it is: pages say `rtl` of
/// all that they have, quotations in English included.
pub(super) fn directed(text: Inline, wanted: Direction) -> Inline {
    let other = Direction::prevailing(&text.text).filter(|found| *found != wanted);
    let mut words = text.text.split_whitespace();
    if other.is_none() || !words.any(|word| Direction::first_strong(word) == Some(wanted)) {
        return text;
    }
    text.set_apart(if wanted.is_rtl() {
        RIGHT_TO_LEFT_ISOLATE
    } else {
        LEFT_TO_RIGHT_ISOLATE
    })
}
