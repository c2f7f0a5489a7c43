//! Tables: columns side by side, the first where the document begins.

use crate::text::Direction;

use super::piece::{Segment, Segments, aligned, rule};
use super::text::Text;

/// The rows of a table. Cells are the first texts of the piece, row after row.
#[derive(Debug)]
pub(super) struct Columns {
    /// Cells a row.
    pub count: usize,
    pub rows: usize,
    /// The text that is drawn beneath the first row, long enough for any width.
    pub rule: Option<usize>,
    pub direction: Direction,
}

/// Columns between two columns of a table.
const GAP: usize = 2;
/// A narrower column is not worth reading.
const NARROWEST: usize = 6;

impl Columns {
    pub fn rows(&self, texts: &[Text], width: usize) -> Vec<Segments> {
        match self.widths(texts, width) {
            Some(widths) => self.side_by_side(texts, width, &widths),
            None => self.beneath_each_other(texts, width),
        }
    }

    fn cell(&self, row: usize, column: usize) -> usize {
        row * self.count + column
    }

    /// Each column as wide as its longest cell; when that is too much, the widest give
    /// way to the others. `None` when they cannot stand side by side.
    fn widths(&self, texts: &[Text], width: usize) -> Option<Vec<usize>> {
        let mut widths: Vec<usize> = (0..self.count)
            .map(|column| {
                (0..self.rows)
                    .map(|row| texts[self.cell(row, column)].paragraph().one_line().width())
                    .max()
                    .unwrap_or(0)
                    .max(1)
            })
            .collect();
        let room = width.checked_sub(GAP * self.count.saturating_sub(1))?;
        let mut over = widths.iter().sum::<usize>().saturating_sub(room);
        while over > 0 {
            let widest = widths.iter_mut().max()?;
            if *widest <= NARROWEST {
                return None;
            }
            *widest -= 1;
            over -= 1;
        }
        Some(widths)
    }

    fn side_by_side(&self, texts: &[Text], width: usize, widths: &[usize]) -> Vec<Segments> {
        let mut rows = Vec::new();
        for row in 0..self.rows {
            let first = rows.len();
            let mut from_edge = 0;
            for (column, &columns) in widths.iter().enumerate() {
                let left = match self.direction {
                    Direction::LeftToRight => from_edge,
                    Direction::RightToLeft => width - from_edge - columns,
                };
                self.fill(
                    texts,
                    self.cell(row, column),
                    left,
                    columns,
                    first,
                    &mut rows,
                );
                from_edge += columns + GAP;
            }
            if row == 0 {
                rows.extend(self.rule(texts, width, from_edge - GAP));
            }
        }
        rows
    }

    /// Adds the lines of `cell` in a column that begins at `left`, from row `first` on.
    fn fill(
        &self,
        texts: &[Text],
        cell: usize,
        left: usize,
        columns: usize,
        first: usize,
        rows: &mut Vec<Segments>,
    ) {
        let paragraph = texts[cell].paragraph();
        for (index, line) in paragraph.lines(columns).enumerate() {
            if rows.len() <= first + index {
                rows.push(Segments::new());
            }
            // A column of numbers belongs to the side its heading begins at.
            let left = aligned(left, columns, line.width(), self.direction);
            rows[first + index].push(Segment::new(cell, line, left));
        }
    }

    fn rule(&self, texts: &[Text], width: usize, columns: usize) -> Option<Segments> {
        let left = aligned(0, width, columns, self.direction);
        rule(self.rule?, texts, columns, left)
    }

    /// A cell a row, for a screen too narrow for columns.
    fn beneath_each_other(&self, texts: &[Text], width: usize) -> Vec<Segments> {
        let mut rows = Vec::new();
        for cell in 0..self.count * self.rows {
            let first = rows.len();
            self.fill(texts, cell, 0, width, first, &mut rows);
            if (cell + 1) % self.count == 0 && cell + 1 < self.count * self.rows {
                rows.push(Segments::new());
            }
        }
        rows
    }
}
