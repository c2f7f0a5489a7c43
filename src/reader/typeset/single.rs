//! Short texts outside an article: headlines, labels, messages.

use crate::text::isolates::without_needless;
use crate::text::{BaseDirection, Cell, Direction, Line, Paragraph};

/// A text for a given number of rows.
#[derive(Debug)]
pub struct Single {
    paragraph: Paragraph,
    lines: Vec<Line>,
    overflow: Overflow,
}

/// What became of what did not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overflow {
    /// All of it did.
    None,
    /// The last row ends in an ellipsis.
    Cut,
}

/// What stands for text that did not fit.
const ELLIPSIS: char = '…';

impl Single {
    /// A text of the interface, which runs as the interface does; see [`Self::new`].
    #[must_use]
    pub fn of_interface(text: &str, direction: Direction, width: usize, rows: usize) -> Self {
        let text = without_needless(text, direction);
        Self::new(&text, BaseDirection::Always(direction), width, rows)
    }

    /// A text from outside, which runs as most of its words do; see [`Self::new`].
    #[must_use]
    pub fn of_article(text: &str, otherwise: Direction, width: usize, rows: usize) -> Self {
        Self::new(text, BaseDirection::Prevailing { otherwise }, width, rows)
    }

    /// Breaks `text` (logical order) into at most `rows` lines of `width` columns. What
    /// does not fit is cut in logical order, an ellipsis in its place.
    #[must_use]
    pub fn new(text: &str, base: BaseDirection, width: usize, rows: usize) -> Self {
        let paragraph = Paragraph::new(text, base);
        let lines: Vec<Line> = paragraph.lines(width).take(rows + 1).collect();
        if lines.len() <= rows {
            return Self {
                paragraph,
                lines,
                overflow: Overflow::None,
            };
        }
        let end = match rows.checked_sub(1) {
            Some(last) => paragraph.text_range(&lines[last]).end,
            None => 0,
        };
        let base = BaseDirection::Always(paragraph.direction());
        Self::cut(&text[..end], base, width, rows)
    }

    /// As much of the start of `text` as leaves room for the ellipsis.
    fn cut(text: &str, base: BaseDirection, width: usize, rows: usize) -> Self {
        let mut kept = text;
        loop {
            kept = kept.trim_end();
            let paragraph = Paragraph::new(&format!("{kept}{ELLIPSIS}"), base);
            let mut lines: Vec<Line> = paragraph.lines(width).take(rows + 1).collect();
            let Some((end, _)) = kept
                .char_indices()
                .next_back()
                .filter(|_| lines.len() > rows)
            else {
                lines.truncate(rows);
                return Self {
                    paragraph,
                    lines,
                    overflow: Overflow::Cut,
                };
            };
            kept = &kept[..end];
        }
    }

    /// What became of what did not fit.
    #[must_use]
    pub fn overflow(&self) -> Overflow {
        self.overflow
    }

    /// Base direction: at which edge the line begins.
    #[must_use]
    pub fn direction(&self) -> Direction {
        self.paragraph.direction()
    }

    /// How many rows it takes; at least one unless no row was given.
    #[must_use]
    pub fn height(&self) -> usize {
        self.lines.len()
    }

    /// Columns of the row.
    #[must_use]
    pub fn width(&self, row: usize) -> usize {
        self.lines[row].width()
    }

    /// The cells of a row from left to right.
    pub fn cells(&self, row: usize) -> impl Iterator<Item = Cell<'_>> {
        self.paragraph.cells(&self.lines[row])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, width: usize, rows: usize) -> Vec<String> {
        let single = Single::of_article(text, Direction::RightToLeft, width, rows);
        (0..single.height())
            .map(|row| single.cells(row).map(|cell| cell.symbol).collect())
            .collect()
    }

    #[test]
    fn what_does_not_fit_is_cut_where_reading_ends() {
        assert_eq!(rows("ددد ررر", 7, 1), ["ﺭﺭﺭ ﺩﺩﺩ"]);
        assert_eq!(rows("ددد ررر", 6, 1), ["…ﺩﺩﺩ"]);
        assert_eq!(rows("ددد ررر ووو", 6, 2), ["ﺩﺩﺩ", "…ﺭﺭﺭ"]);
        assert_eq!(rows("one two", 5, 1), ["one…"]);
        assert_eq!(rows("ددد", 1, 1), ["…"]);
        assert_eq!(rows("ددد", 5, 0), Vec::<String>::new());
    }
}
