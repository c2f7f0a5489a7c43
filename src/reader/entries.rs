//! Lists of articles as they are laid out: each entry a title of one or two rows and
//! what is said about it.

use std::ops::Range;

use ratatui::style::Style;

use super::typeset::Single;
use crate::text::Direction;

/// Columns at the start of an entry for the bar of the selected one and the markers.
pub const MARGIN: u16 = 3;
/// Rows that a title may take.
pub const TITLE_ROWS: usize = 2;

/// Columns between two texts on one row.
const GAP: usize = 2;
/// Columns below which a text is not worth beginning.
const LEAST: usize = 4;

/// An entry of a list, laid out.
#[derive(Debug, Default)]
pub struct Entry {
    pub lines: Vec<EntryLine>,
    /// What stands beside the rows, from the first on.
    pub markers: Vec<(&'static str, Style)>,
}

/// A text of an entry.
#[derive(Debug)]
pub struct EntryLine {
    pub text: Single,
    /// What stands at the other side of the first row.
    pub end: Option<Single>,
    pub style: Style,
    /// What to mark: bytes of the text, logical order.
    pub hits: Vec<Range<usize>>,
}

impl Entry {
    /// Adds `text`.
    pub fn push(&mut self, text: Single, style: Style) {
        self.lines.push(EntryLine {
            text,
            end: None,
            style,
            hits: Vec::new(),
        });
    }

    /// Adds a row with `text` where it begins, cut for as long as it must be, and `end`
    /// where it ends.
    pub fn push_two(
        &mut self,
        text: &str,
        end: &str,
        direction: Direction,
        width: u16,
        style: Style,
    ) {
        let width = usize::from(width.max(1));
        let end = Single::of_interface(end, direction, width, 1);
        let room = width.saturating_sub(end.width(0) + GAP);
        let (text, end) = if room < LEAST {
            (end, None)
        } else {
            (Single::of_interface(text, direction, room, 1), Some(end))
        };
        self.lines.push(EntryLine {
            text,
            end,
            style,
            hits: Vec::new(),
        });
    }

    #[must_use]
    pub fn height(&self) -> usize {
        self.lines.iter().map(|line| line.text.height()).sum()
    }
}

/// The first entry on a screen of `rows` rows, so that `selected` is wholly on it, nothing
/// stays blank beneath the last of `count` entries while there are others above, and as
/// little as possible moves from where `top` was first. `height` gives the rows of an entry.
#[must_use]
pub fn scrolled(
    top: usize,
    selected: usize,
    rows: usize,
    count: usize,
    height: impl Fn(usize) -> usize,
) -> usize {
    let mut first = selected;
    let mut used = height(selected);
    while first > top && used + height(first - 1) <= rows {
        first -= 1;
        used += height(first);
    }
    let mut after = selected + 1;
    while after < count && used < rows {
        used += height(after);
        after += 1;
    }
    while first > 0 && used + height(first - 1) <= rows {
        first -= 1;
        used += height(first);
    }
    first
}

#[cfg(test)]
mod tests {
    use super::scrolled;

    #[test]
    fn scrolling_moves_only_as_far_as_it_must() {
        let three = |_| 3;
        assert_eq!(scrolled(0, 2, 9, 9, three), 0);
        assert_eq!(scrolled(0, 3, 9, 9, three), 1);
        assert_eq!(scrolled(5, 2, 9, 9, three), 2);
        assert_eq!(scrolled(0, 4, 2, 9, three), 4, "too small a screen");
        assert_eq!(scrolled(8, 8, 9, 9, three), 6, "nothing is beneath");
        assert_eq!(scrolled(1, 1, 9, 2, three), 0, "all fit");
    }
}
