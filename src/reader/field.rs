//! What is typed, laid out: its rows, and where on them a place of the text stands. Logical
//! places are bytes of the text; columns count from the left edge of the field.

use std::ops::Range;

use crate::text::{BaseDirection, Direction, Line, Paragraph};

/// A text that is typed, laid out in a field.
pub struct Field {
    /// Each with the byte that it begins at.
    paragraphs: Vec<(usize, Paragraph)>,
    /// Each with its paragraph.
    rows: Vec<(usize, Line)>,
    width: usize,
}

/// A cell of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    pub column: usize,
    pub width: usize,
    pub symbol: &'a str,
    /// Bytes of the text.
    pub start: usize,
    pub end: usize,
    pub direction: Direction,
}

/// Where the cursor stands: on the cell of what it stands before, or on the free column
/// where the text ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caret {
    pub row: usize,
    pub column: usize,
    /// The way that the text runs there.
    pub direction: Direction,
    /// Where the text before the cursor runs the other way: the column of its last cell. What
    /// is typed in that direction goes beside it.
    pub other_side: Option<usize>,
}

impl Field {
    /// Lays `text` out in `width` columns, of which one stays free for the cursor; each
    /// paragraph runs as its first letter does, else in the direction `otherwise`.
    #[must_use]
    pub fn new(text: &str, otherwise: Direction, width: usize) -> Self {
        let width = width.max(2);
        let mut field = Self {
            paragraphs: Vec::new(),
            rows: Vec::new(),
            width,
        };
        let mut start = 0;
        for line in text.split('\n') {
            let paragraph = Paragraph::new(line, BaseDirection::Auto { otherwise });
            let number = field.paragraphs.len();
            let lines = paragraph.lines(width - 1);
            field.rows.extend(lines.map(|line| (number, line)));
            field.paragraphs.push((start, paragraph));
            start += line.len() + 1;
        }
        field
    }

    #[must_use]
    pub fn height(&self) -> usize {
        self.rows.len()
    }

    /// The cells of `row` from left to right.
    #[must_use]
    pub fn row(&self, row: usize) -> Vec<Place<'_>> {
        let (number, line) = &self.rows[row];
        let (offset, paragraph) = &self.paragraphs[*number];
        let mut column = match paragraph.direction() {
            Direction::RightToLeft => self.width.saturating_sub(line.width()),
            Direction::LeftToRight => 0,
        };
        let cells = paragraph.cells(line);
        cells
            .map(|cell| {
                let place = Place {
                    column,
                    width: cell.width.into(),
                    symbol: cell.symbol,
                    start: offset + cell.start,
                    end: offset + cell.end,
                    direction: cell.direction,
                };
                column += place.width;
                place
            })
            .collect()
    }

    /// Where the cursor stands before byte `byte`.
    #[must_use]
    pub fn caret(&self, byte: usize) -> Caret {
        let row = self.row_of(byte);
        let cells = self.row(row);
        let direction = self.direction(row);
        let before = cells.iter().find(|cell| cell.end == byte);
        let at = cells
            .iter()
            .find(|cell| cell.start <= byte && byte < cell.end);
        let (column, runs) = match at {
            Some(cell) => (cell.column, cell.direction),
            None => (self.end_column(row), direction),
        };
        let other = before.filter(|before| before.direction != runs);
        Caret {
            row,
            column,
            direction: runs,
            other_side: other.map(|before| before.column),
        }
    }

    /// The byte that one step from `byte` leads to, to the left or the right as it is seen.
    #[must_use]
    pub fn beside(&self, byte: usize, left: bool) -> usize {
        let row = self.row_of(byte);
        let places = self.places(row);
        let caret = self.caret(byte).column;
        let at = places.iter().position(|&(column, _)| column == caret);
        let at = at.unwrap_or(0);
        let next = if left {
            at.checked_sub(1)
        } else {
            Some(at + 1).filter(|next| *next < places.len())
        };
        if let Some(next) = next {
            return places[next].1;
        }
        // Beyond the row lies the one before or after it.
        let onwards = left == self.direction(row).is_rtl();
        let beyond = if onwards {
            (row + 1 < self.rows.len()).then(|| self.bytes(row + 1).start)
        } else {
            row.checked_sub(1).map(|above| self.last_place(above))
        };
        beyond.unwrap_or(byte)
    }

    /// The byte above `byte` or below it, nearest to its column; `None` beyond the field.
    #[must_use]
    pub fn above_or_below(&self, byte: usize, above: bool) -> Option<usize> {
        let caret = self.caret(byte);
        let row = if above {
            caret.row.checked_sub(1)?
        } else {
            Some(caret.row + 1).filter(|row| *row < self.rows.len())?
        };
        let places = self.places(row).into_iter();
        let nearest = places.min_by_key(|(column, _)| column.abs_diff(caret.column));
        nearest.map(|(_, byte)| byte)
    }

    /// Where the cursor can stand on `row`, from left to right: columns and bytes.
    fn places(&self, row: usize) -> Vec<(usize, usize)> {
        let cells = self.row(row);
        let mut places: Vec<(usize, usize)> =
            cells.iter().map(|cell| (cell.column, cell.start)).collect();
        if self.ends_paragraph(row) || places.is_empty() {
            places.push((self.end_column(row), self.paragraph_end(row)));
        }
        places.sort_unstable();
        places
    }

    fn last_place(&self, row: usize) -> usize {
        if self.ends_paragraph(row) {
            self.paragraph_end(row)
        } else {
            let cells = self.row(row);
            cells.iter().map(|cell| cell.start).max().unwrap_or(0)
        }
    }

    /// The row that shows byte `byte`, or after which it is not shown.
    fn row_of(&self, byte: usize) -> usize {
        let starts = |row: &usize| self.bytes(*row).start <= byte;
        (0..self.rows.len()).rev().find(starts).unwrap_or(0)
    }

    /// The bytes of the text on `row`.
    fn bytes(&self, row: usize) -> Range<usize> {
        let (number, line) = &self.rows[row];
        let (offset, paragraph) = &self.paragraphs[*number];
        let range = paragraph.text_range(line);
        offset + range.start..offset + range.end
    }

    fn direction(&self, row: usize) -> Direction {
        self.paragraphs[self.rows[row].0].1.direction()
    }

    fn ends_paragraph(&self, row: usize) -> bool {
        self.rows
            .get(row + 1)
            .is_none_or(|next| next.0 != self.rows[row].0)
    }

    fn paragraph_end(&self, row: usize) -> usize {
        let number = self.rows[row].0;
        match self.paragraphs.get(number + 1) {
            Some((next, _)) => next - 1,
            None => {
                let (offset, paragraph) = &self.paragraphs[number];
                offset + paragraph.text_range(&paragraph.one_line()).end
            }
        }
    }

    /// The free column beside the end of `row`.
    fn end_column(&self, row: usize) -> usize {
        let used = self.rows[row].1.width();
        match self.direction(row) {
            Direction::RightToLeft => self.width.saturating_sub(used + 1),
            Direction::LeftToRight => used.min(self.width - 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RTL: Direction = Direction::RightToLeft;

    #[test]
    fn a_boundary_between_directions_is_seen_from_both_sides() {
        // Drawn: `WHO ` then ` ربخ` from the right: the end is beside W, what was typed last
        // is O.
        let text = "خبر WHO";
        let field = Field::new(text, RTL, 20);
        let end = field.caret(text.len());
        assert_eq!((end.row, end.column, end.direction), (0, 12, RTL));
        assert_eq!(end.other_side, Some(15), "on the O");
        let within = field.caret("خبر W".len());
        assert_eq!(
            (within.direction, within.other_side),
            (Direction::LeftToRight, None)
        );
        let start = field.caret("خبر ".len());
        assert_eq!(start.direction, Direction::LeftToRight);
        assert_eq!(start.other_side, Some(16), "on the space");
    }

    #[test]
    fn rows_follow_each_other_and_end_with_lines() {
        let text = "سطر\n\nثالث";
        let field = Field::new(text, RTL, 10);
        assert_eq!(field.height(), 3);
        assert_eq!(field.caret("سطر".len()).row, 0);
        assert_eq!(field.caret("سطر\n".len()).row, 1);
        assert_eq!(field.caret(text.len()).row, 2);
        assert_eq!(field.above_or_below(text.len(), true), Some("سطر\n".len()));
        assert_eq!(field.above_or_below(0, true), None);
    }

    proptest! {
        /// Left again and again from the rightmost place of the first row meets places further
        /// and further to the left, each once, and right leads back.
        #[test]
        fn arrows_go_where_they_point(text in "[ابج ab1(]{0,30}") {
            let field = Field::new(&text, RTL, 80);
            let places = field.places(0);
            let mut byte = places[places.len() - 1].1;
            for &(column, expected) in places.iter().rev() {
                prop_assert_eq!(field.caret(byte).column, column);
                prop_assert_eq!(byte, expected);
                let next = field.beside(byte, true);
                if column != places[0].0 {
                    prop_assert_eq!(field.beside(next, false), byte);
                }
                byte = next;
            }
        }

        /// Every byte has a place within the field, whatever its width.
        #[test]
        fn the_cursor_never_leaves_the_field(text in "[ابج ab1(\n]{0,40}", width in 2_usize..12) {
            let field = Field::new(&text, RTL, width);
            for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let caret = field.caret(byte);
                prop_assert!(caret.row < field.height() && caret.column < width);
                for left in [true, false] {
                    prop_assert!(text.is_char_boundary(field.beside(byte, left)));
                }
                for above in [true, false] {
                    let there = field.above_or_below(byte, above);
                    prop_assert!(there.is_none_or(|there| text.is_char_boundary(there)));
                }
            }
        }
    }
}
