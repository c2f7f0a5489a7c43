//! Lists of articles as they are laid out: each entry a title of one or two rows and
//! what is said about it.

use std::collections::VecDeque;
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

    /// The entry and its height, for [`scrolled`].
    #[must_use]
    pub fn with_height(self) -> (Self, usize) {
        let height = self.height();
        (self, height)
    }

    /// How many rows it takes.
    #[must_use]
    pub fn height(&self) -> usize {
        self.lines.iter().map(|line| line.text.height()).sum()
    }
}

/// How many entries `rows` rows show at most: each has a row of its title and one more.
#[must_use]
pub fn most_entries(rows: u16) -> usize {
    usize::from(rows.div_ceil(2))
}

/// The entries on a screen of `rows` rows with the index of the first, so that `selected` is
/// wholly on it, nothing stays blank beneath the last of `count` entries while there are others
/// above, and as little as possible moves from where `top` was first. `lay_out` gives an entry
/// and how many rows it takes.
#[must_use]
pub fn scrolled<E>(
    top: usize,
    selected: usize,
    rows: usize,
    count: usize,
    lay_out: impl Fn(usize) -> (E, usize),
) -> (usize, VecDeque<E>) {
    let mut entries = VecDeque::new();
    let (mut first, mut after, mut used) = (selected, selected, 0);
    // The selected one; what stood above it and what has room beneath; what has room above.
    for (start, end) in [(selected, selected + 1), (top, count), (0, count)] {
        while first > start && used < rows {
            let (entry, height) = lay_out(first - 1);
            if used + height > rows {
                break;
            }
            entries.push_front(entry);
            first -= 1;
            used += height;
        }
        while after < end.min(count) && used < rows {
            let (entry, height) = lay_out(after);
            entries.push_back(entry);
            after += 1;
            used += height;
        }
    }
    (first, entries)
}

#[cfg(test)]
mod tests {
    use super::scrolled;

    #[test]
    fn scrolling_moves_only_as_far_as_it_must() {
        let shown = |top, selected, rows, count| {
            let (first, entries) = scrolled(top, selected, rows, count, |index| (index, 3));
            assert!(entries.iter().copied().eq(first..first + entries.len()));
            first..first + entries.len()
        };
        assert_eq!(shown(0, 2, 9, 9), 0..3);
        assert_eq!(shown(0, 3, 9, 9), 1..4);
        assert_eq!(shown(5, 2, 9, 9), 2..5);
        assert_eq!(shown(0, 2, 10, 9), 0..4, "the last is cut");
        assert_eq!(shown(0, 4, 2, 9), 4..5, "too small a screen");
        assert_eq!(shown(8, 8, 9, 9), 6..9, "nothing is beneath");
        assert_eq!(shown(1, 1, 9, 2), 0..2, "all fit");
        assert_eq!(shown(0, 0, 9, 0), 0..0, "there are none");
    }
}
