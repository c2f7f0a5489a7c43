//! What is on a screen, row by row.

use ratatui::backend::ClearType;
use ratatui::buffer::{Cell, CellWidth};
use ratatui::layout::Position;

use super::cell::{clean, is_plain};

/// Cells from left to right, row by row from the top.
#[derive(Debug, Default)]
pub(super) struct Rows(pub(super) Vec<Vec<Cell>>);

impl Rows {
    pub(super) fn grow(&mut self, width: u16, height: u16) {
        let width = usize::from(width).max(self.0.first().map_or(0, Vec::len));
        let height = usize::from(height).max(self.0.len());
        for row in &mut self.0 {
            row.resize(width, Cell::EMPTY);
        }
        self.0.resize_with(height, || vec![Cell::EMPTY; width]);
    }

    pub(super) fn holds(&self, x: u16, y: u16) -> bool {
        self.0
            .get(usize::from(y))
            .is_some_and(|row| usize::from(x) < row.len())
    }

    /// Puts `cell` down and blanks the cells it covers.
    pub(super) fn put(&mut self, x: u16, y: u16, cell: &Cell) {
        let row = &mut self.0[usize::from(y)];
        let x = usize::from(x);
        row[x] = cell.clone();
        let end = (x + usize::from(width(cell))).min(row.len());
        if x + 1 < end {
            row[x + 1..end].fill(Cell::EMPTY);
        }
    }

    pub(super) fn blank(&mut self, clear: ClearType, cursor: Position) {
        let (x, y) = (usize::from(cursor.x), usize::from(cursor.y));
        for (number, row) in self.0.iter_mut().enumerate() {
            let x = x.min(row.len());
            let range = match clear {
                ClearType::All => 0..row.len(),
                ClearType::AfterCursor if number == y => x..row.len(),
                ClearType::AfterCursor if number > y => 0..row.len(),
                ClearType::BeforeCursor if number < y => 0..row.len(),
                ClearType::BeforeCursor if number == y => 0..(x + 1).min(row.len()),
                ClearType::CurrentLine if number == y => 0..row.len(),
                ClearType::UntilNewLine if number == y => x..row.len(),
                _ => 0..0,
            };
            row[range].fill(Cell::EMPTY);
        }
    }
}

/// Columns of a cell; controls, which have none, are going to be replaced by a
/// character that has one.
fn width(cell: &Cell) -> u16 {
    if is_plain(cell.symbol()) {
        return 1;
    }
    match clean(cell.symbol()) {
        std::borrow::Cow::Borrowed(_) => cell.cell_width(),
        std::borrow::Cow::Owned(symbol) => symbol.as_str().cell_width(),
    }
}
