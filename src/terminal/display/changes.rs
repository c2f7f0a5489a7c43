//! What of a row has to be written because it has changed.

use std::borrow::Cow;
use std::ops::Range;

use ratatui::buffer::{Cell, CellWidth};

use super::Manner;
use crate::terminal::cell::{clean, is_plain, is_simple, widest, width_is_sure, without_marks};
use crate::terminal::form::{OutputForm, encode_row};
use crate::terminal::graphics;
use crate::terminal::row_writer::RowWriter;

/// What the terminal shows.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// Visual cells, row by row.
    pub cells: Vec<Cell>,
    /// Which of them were others in the frame before; none between frames.
    changed: Vec<bool>,
}

/// Columns of a row that are to be looked at and written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Row {
    /// Where cells may have changed.
    looked_at: Range<usize>,
    /// From the first that has changed to the last.
    changed: Range<usize>,
    /// What is written whatever stands there.
    anew: Range<usize>,
}

/// Columns that a letter may reach beyond its cell.
const OVERHANG: usize = 2;

impl Shown {
    /// A screen of `count` cells, all `blank`.
    pub fn blank(count: usize, blank: &Cell) -> Self {
        Self {
            cells: vec![blank.clone(); count],
            changed: vec![false; count],
        }
    }

    /// Becomes `cells`, `width` to a row, where each of `rows` is to be looked at, and tells
    /// these what has changed. Where letters are lost they are written anew, from the first of
    /// a row to the last, with their neighbours and the rows above and below: where the tail
    /// of a letter or a mark reaches beyond its cell, xterm leaves what lies outside when the
    /// cell is written anew.
    pub fn become_cells(&mut self, cells: &[Cell], rows: &mut [Row], width: usize) {
        for y in 0..rows.len() {
            let place = y * width..(y + 1) * width;
            let shown = &mut self.cells[place.clone()];
            let changed = &mut self.changed[place.clone()];
            let lost = rows[y].find(shown, &cells[place], changed);
            if !lost.is_empty() {
                let anew = lost.start.saturating_sub(OVERHANG)..(lost.end + OVERHANG).min(width);
                let below = (y + 2).min(rows.len());
                for row in &mut rows[y.saturating_sub(1)..below] {
                    widen(&mut row.anew, anew.clone());
                }
            }
        }
    }

    /// Writes what there is to be written of `rows`.
    pub fn write(
        &mut self,
        rows: &[Row],
        width: usize,
        manner: &Manner,
        writer: &mut RowWriter<'_>,
    ) {
        let cells = self.cells.chunks(width).zip(self.changed.chunks_mut(width));
        for (y, (row, (cells, changed))) in (0..).zip(rows.iter().zip(cells)) {
            if !row.is_due() {
                continue;
            }
            if manner.form == OutputForm::Visual {
                row.write_changes(y, cells, changed, manner, writer);
            } else {
                write_whole(y, cells, manner, writer);
            }
            changed.fill(false);
        }
    }
}

impl Row {
    /// Has `columns` looked at as well.
    pub fn look_at(&mut self, columns: Range<usize>) {
        widen(&mut self.looked_at, columns);
    }

    /// Has `columns` written whatever stands there.
    pub fn write_anew(&mut self, columns: Range<usize>) {
        widen(&mut self.anew, columns);
    }

    /// Whether anything of it is to be written.
    pub fn is_due(&self) -> bool {
        !self.changed.is_empty() || !self.anew.is_empty()
    }

    /// Copies what differs of `cells` to what is `shown` and marks it as `changed`. Gives the
    /// columns from the first letter that is lost to the last.
    fn find(&mut self, shown: &mut [Cell], cells: &[Cell], changed: &mut [bool]) -> Range<usize> {
        let mut lost = 0..0;
        for x in self.looked_at.clone() {
            let (old, new) = (&mut shown[x], &cells[x]);
            if old != new {
                // What a wider cluster covered is seen again.
                let covered = (x + columns(old)).min(cells.len());
                changed[x..covered].fill(true);
                widen(&mut self.changed, x..covered);
                if !old.symbol().is_ascii() {
                    widen(&mut lost, x..x + 1);
                }
                old.clone_from(new);
            }
        }
        lost
    }

    /// Writes what has `changed` of `cells`, and all that is written anew.
    fn write_changes(
        &self,
        y: u16,
        cells: &[Cell],
        changed: &[bool],
        manner: &Manner,
        writer: &mut RowWriter<'_>,
    ) {
        let mut all = self.changed.clone();
        widen(&mut all, self.anew.clone());
        let mut x = all.start;
        // What is covered begins where the cluster does that covers it.
        while x > 0 && columns(&cells[x - 1]) > 1 {
            x -= 1;
        }
        let mut before = Before::default();
        while x < cells.len() {
            let cell = behind_pixels(&cells[x], manner);
            let Cluster {
                symbol,
                columns,
                sure,
            } = cluster(cell, manner, cells.len() - x);
            let next = x + columns;
            // A cluster of unsure width may lie over its neighbours or within them,
            // so it and what stands beside it are written together.
            let touched = before.written && !(before.sure && sure) || x < before.reach;
            if x >= all.end && !touched {
                break;
            }
            let is_anew = x < self.anew.end && self.anew.start < next;
            let written = touched || is_anew || changed[x..next].contains(&true);
            if written {
                writer.write(x, y, cell, &symbol, columns, sure);
                if !sure {
                    before.reach = before.reach.max(x + widest(&symbol));
                }
            }
            before = Before {
                written,
                sure,
                ..before
            };
            x = next;
        }
    }
}

/// What stands in a cell and those that it covers.
struct Cluster<'c> {
    symbol: Cow<'c, str>,
    columns: usize,
    /// Whether every terminal gives it as many.
    sure: bool,
}

/// What is written for `cell` where there are `room` columns to the end of the row.
fn cluster<'c>(cell: &'c Cell, manner: &Manner, room: usize) -> Cluster<'c> {
    let symbol = cell.symbol();
    if is_simple(symbol) {
        return Cluster {
            symbol: Cow::Borrowed(symbol),
            columns: 1,
            sure: true,
        };
    }
    let columns = columns(cell);
    let (symbol, columns) = if columns > room {
        (Cow::Borrowed(" "), 1)
    } else {
        (drawn(cell, manner), columns)
    };
    Cluster {
        sure: width_is_sure(&symbol),
        symbol,
        columns,
    }
}

/// Writes all of `cells`, in a form in which the terminal moves them about.
fn write_whole(y: u16, cells: &[Cell], manner: &Manner, writer: &mut RowWriter<'_>) {
    let mut visual = cells.to_vec();
    for cell in &mut visual {
        if manner.pixels.is_some() && graphics::shows(cell) {
            cell.reset();
        }
        if let Cow::Owned(symbol) = drawn(cell, manner) {
            cell.set_symbol(&symbol);
        }
    }
    let row = encode_row(manner.form, &visual);
    let mut x = 0;
    while x < row.len() {
        let covered = row[x + 1..].iter();
        let covered = covered.take_while(|cell| cell.symbol().is_empty()).count();
        let symbol = row[x].symbol();
        let columns = 1 + covered;
        writer.write(x, y, &row[x], symbol, columns, width_is_sure(symbol));
        x += columns;
    }
}

/// The cluster to the left of the one being looked at.
#[derive(Debug, Default)]
struct Before {
    written: bool,
    sure: bool,
    /// The column before which clusters written so far may have left something.
    reach: usize,
}

fn widen(range: &mut Range<usize>, by: Range<usize>) {
    *range = if range.start >= range.end {
        by
    } else if by.is_empty() {
        return;
    } else {
        range.start.min(by.start)..range.end.max(by.end)
    };
}

/// Columns that `cell` takes; controls, which have none, are going to be replaced by a
/// character that has one.
fn columns(cell: &Cell) -> usize {
    let symbol = cell.symbol();
    if is_simple(symbol) || is_plain(symbol) {
        return 1;
    }
    usize::from(clean(cell.symbol()).cell_width()).max(1)
}

/// What is written for `cell` where pixels may be laid over it.
fn behind_pixels<'c>(cell: &'c Cell, manner: &Manner) -> &'c Cell {
    static BLANK: Cell = Cell::EMPTY;
    if manner.pixels.is_some() && graphics::shows(cell) {
        &BLANK
    } else {
        cell
    }
}

/// The symbol that is written for `cell`.
fn drawn<'c>(cell: &'c Cell, manner: &Manner) -> Cow<'c, str> {
    let symbol = clean(cell.symbol());
    if manner.harakat {
        symbol
    } else {
        match without_marks(&symbol) {
            Cow::Borrowed(_) => symbol,
            Cow::Owned(without) => Cow::Owned(without),
        }
    }
}
