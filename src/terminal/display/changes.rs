//! What of a row has to be written because it has changed.

use std::borrow::Cow;
use std::ops::Range;

use ratatui::buffer::{Cell, CellWidth};

use super::Manner;
use crate::terminal::cell::{clean, is_plain, widest, width_is_sure, without_marks};
use crate::terminal::form::{OutputForm, encode_row};
use crate::terminal::graphics;
use crate::terminal::row_writer::RowWriter;

/// Columns of a row that are to be looked at and written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Row {
    /// Where cells may have changed.
    pub looked_at: Range<usize>,
    /// From the first that has changed to the last.
    changed: Range<usize>,
    /// What is written whatever stands there.
    anew: Range<usize>,
}

/// Columns that a letter may reach beyond its cell.
const OVERHANG: usize = 2;

/// Finds in each of `rows` what has changed of what is looked at; `shown` are the cells of
/// the frame before, and `cells` those of the new one, `width` to a row. Where letters are
/// lost these are written anew, from the first of a row to the last, with their neighbours
/// and the rows above and below: where the tail of a letter or a mark reaches beyond its cell,
/// xterm leaves what lies outside when the cell is written anew.
pub(super) fn find(rows: &mut [Row], shown: &[Cell], cells: &[Cell], width: usize) {
    for y in 0..rows.len() {
        let row = &mut rows[y];
        let place = y * width + row.looked_at.start..y * width + row.looked_at.end;
        let pairs = shown[place.clone()].iter().zip(&cells[place]);
        let mut lost = 0..0;
        for (x, (old, new)) in row.looked_at.clone().zip(pairs) {
            if old != new {
                widen(&mut row.changed, x..x + 1);
                if !old.symbol().is_ascii() {
                    widen(&mut lost, x..x + 1);
                }
            }
        }
        if !lost.is_empty() {
            let anew = lost.start.saturating_sub(OVERHANG)..(lost.end + OVERHANG).min(width);
            let below = (y + 2).min(rows.len());
            for row in &mut rows[y.saturating_sub(1)..below] {
                widen(&mut row.anew, anew.clone());
            }
        }
    }
}

impl Row {
    /// Has `columns` looked at as well.
    pub fn look_at(&mut self, columns: Range<usize>) {
        widen(&mut self.looked_at, columns);
    }

    /// Whether anything of it is to be written.
    pub fn is_due(&self) -> bool {
        !self.changed.is_empty() || !self.anew.is_empty()
    }

    /// Writes what there is to be written of row `y`, whose `cells` come to be `shown`.
    pub fn write(
        &self,
        y: u16,
        shown: &mut [Cell],
        cells: &[Cell],
        manner: &Manner,
        writer: &mut RowWriter<'_>,
    ) {
        if manner.form == OutputForm::Visual {
            self.write_changes(y, shown, cells, manner, writer);
        } else if self.is_due() {
            write_whole(y, cells, manner, writer);
        }
        let changed = self.changed.clone();
        shown[changed.clone()].clone_from_slice(&cells[changed]);
    }

    /// Writes what of `cells` differs from what is `shown`, and all that is written anew.
    fn write_changes(
        &self,
        y: u16,
        shown: &[Cell],
        cells: &[Cell],
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
            let width = columns(cell);
            let (next, symbol) = if x + width > cells.len() {
                (x + 1, Cow::Borrowed(" "))
            } else {
                (x + width, drawn(cell, manner))
            };
            let sure = width_is_sure(&symbol);
            // A cluster of unsure width may lie over its neighbours or within them,
            // so it and what stands beside it are written together.
            let touched = before.written && !(before.sure && sure) || x < before.reach;
            if x >= all.end && !touched {
                break;
            }
            let is_anew = x < self.anew.end && self.anew.start < next;
            let written = touched || is_anew || cells[x..next] != shown[x..next];
            if written {
                writer.write(x, y, cell, &symbol, next - x, sure);
                if !sure {
                    before.reach = before.reach.max(x + widest(&symbol));
                }
                // What a wider cluster covered is seen again.
                before.reach = before.reach.max(x + columns(&shown[x]));
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
    if is_plain(cell.symbol()) {
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
