//! What of a row has to be written because it has changed.

use std::collections::BTreeMap;
use std::io::Write;
use std::ops::Range;

use ratatui::buffer::{Cell, CellWidth};

use super::Backend;
use crate::terminal::cell::{clean, is_plain, widest, width_is_sure, without_marks};
use crate::terminal::form::{OutputForm, encode_row};
use crate::terminal::graphics;
use crate::terminal::row_writer::RowWriter;

impl<W: Write> Backend<W> {
    /// Row `y` as it is to be written, unless the terminal shows it so already.
    pub(super) fn encoded(&self, y: u16) -> Option<Vec<Cell>> {
        let mut visual = cleaned(&self.screen.0[usize::from(y)], self.manner.harakat);
        if self.canvas.is_some() {
            for cell in visual.iter_mut().filter(|cell| graphics::shows(cell)) {
                *cell = Cell::EMPTY;
            }
        }
        let row = match self.manner.form {
            // What is narrow stands as it is.
            OutputForm::Visual if visual.iter().all(is_narrow) => visual,
            form => encode_row(form, &visual),
        };
        (row != self.written.0[usize::from(y)]).then_some(row)
    }

    /// The columns of row `y` from the first letter that it loses to `row` to the last;
    /// empty where it loses none.
    fn lost_letters(&self, y: u16, row: &[Cell]) -> Range<usize> {
        let old = &self.written.0[usize::from(y)];
        let is_lost = |(old, new): (&Cell, &Cell)| old != new && !old.symbol().is_ascii();
        let mut pairs = old.iter().zip(row);
        let first = pairs.position(is_lost);
        first.map_or(0..0, |first| {
            let after = pairs.rposition(is_lost);
            first..after.map_or(first, |after| first + 1 + after) + 1
        })
    }

    /// The rows of `changed`, each with the columns that are to be written whatever stands
    /// there. Where letters are lost these are, with their neighbours and the rows above and
    /// below: where the tail of a letter or a mark reaches beyond its cell, xterm leaves what
    /// lies outside when the cell is written anew.
    pub(super) fn with_overhang(
        &self,
        changed: BTreeMap<u16, Vec<Cell>>,
    ) -> BTreeMap<u16, Written> {
        let mut losing: BTreeMap<u16, Range<usize>> = BTreeMap::new();
        for (&y, row) in &changed {
            let lost = self.lost_letters(y, row);
            if lost.is_empty() {
                continue;
            }
            let start = lost.start.saturating_sub(OVERHANG);
            let end = lost.end + OVERHANG;
            for y in y.saturating_sub(1)..=y.saturating_add(1) {
                let columns = losing.entry(y).or_insert(start..end);
                *columns = columns.start.min(start)..columns.end.max(end);
            }
        }
        let mut rows: BTreeMap<u16, Written> = changed
            .into_iter()
            .map(|(y, row)| (y, (row, losing.remove(&y).unwrap_or_default())))
            .collect();
        for (y, columns) in losing {
            if let Some(row) = self.written.0.get(usize::from(y)) {
                rows.insert(y, (row.clone(), columns));
            }
        }
        rows
    }

    /// Writes what of `row` differs from what the terminal shows in row `y`, and all in
    /// `columns`; in forms in which the terminal moves cells about, all of it.
    pub(super) fn write_row(
        &mut self,
        y: u16,
        row: Vec<Cell>,
        columns: &Range<usize>,
        writer: &mut RowWriter,
    ) {
        let old = &mut self.written.0[usize::from(y)];
        let whole = self.manner.form != OutputForm::Visual;
        let mut x = 0;
        let mut before = Before::default();
        while x < row.len() {
            let cell = &row[x];
            let next = row[x + 1..]
                .iter()
                .position(|cell| !cell.symbol().is_empty())
                .map_or(row.len(), |covered| x + 1 + covered);
            let sure = width_is_sure(cell.symbol());
            // A cluster of unsure width may lie over its neighbours or within them,
            // so it and what stands beside it are written together.
            let touched = before.written && !(before.sure && sure) || x < before.reach;
            let is_near = x < columns.end && columns.start < next;
            let written = whole || touched || is_near || row[x..next] != old[x..next];
            if written {
                let links = if self.manner.links {
                    &self.links[..]
                } else {
                    &[]
                };
                writer.lead_to(cell, links, &mut self.pending);
                writer.write(x, y, cell, next - x, sure, &mut self.pending);
                if !sure {
                    before.reach = before.reach.max(x + widest(cell.symbol()));
                }
            }
            before = Before {
                written,
                sure,
                ..before
            };
            x = next;
        }
        *old = row;
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

fn is_narrow(cell: &Cell) -> bool {
    is_plain(cell.symbol()) || cell.cell_width() == 1
}

/// A row that is to be written, and the columns that are whatever stands there.
pub(super) type Written = (Vec<Cell>, Range<usize>);

/// Columns that a letter may reach beyond its cell.
const OVERHANG: usize = 2;

fn cleaned(row: &[Cell], harakat: bool) -> Vec<Cell> {
    let mut row = row.to_vec();
    for cell in row.iter_mut().filter(|cell| !is_plain(cell.symbol())) {
        let symbol = clean(cell.symbol()).into_owned();
        if harakat {
            cell.set_symbol(&symbol);
        } else {
            cell.set_symbol(&without_marks(&symbol));
        }
    }
    row
}
