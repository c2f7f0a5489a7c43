//! The elements of a feed that are open at a place of it.

use std::ops::Range;

use super::names::local;

/// An element that is open.
pub(super) struct Open<'a> {
    pub(super) name: &'a str,
    /// Where its start tag begins and ends.
    pub(super) tag: Range<usize>,
    pub(super) has_children: bool,
    /// Whether the parser could not make anything of it.
    pub(super) is_unreadable: bool,
    /// Whether elements in it are HTML.
    pub(super) is_html: bool,
    /// How many items are open with it.
    pub(super) items: usize,
}

/// What closes all of `open`, the innermost first.
pub(super) fn end_tags(open: &[Open<'_>]) -> String {
    let innermost_first = open.iter().rev();
    innermost_first
        .map(|open| format!("</{}>", open.name))
        .collect()
}

/// How many items are open, each within the one before.
pub(super) fn items_open(open: &[Open<'_>]) -> usize {
    open.last().map_or(0, |open| open.items)
}

/// Whether an element `name` is an article.
pub(super) fn is_item(name: &str) -> bool {
    matches!(local(name), "item" | "entry")
}
