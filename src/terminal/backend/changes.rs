//! What of a row has to be written because it has changed.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use ratatui::buffer::Cell;

use super::Backend;
use crate::terminal::cell::{clean, widest, width_is_sure, without_marks};
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
        let row = encode_row(self.manner.form, &visual);
        (row != self.written.0[usize::from(y)]).then_some(row)
    }

    /// Whether row `y` loses a letter to `row`.
    fn loses_letters(&self, y: u16, row: &[Cell]) -> bool {
        let old = &self.written.0[usize::from(y)];
        let pairs = old.iter().zip(row);
        pairs
            .into_iter()
            .any(|(old, new)| old != new && !old.symbol().is_ascii())
    }

    /// The rows of `changed`, each with whether it is to be written whole. A row that
    /// loses letters is, with the rows above and below it: where the tail of a letter or
    /// a mark reaches beyond its cell, xterm leaves what lies outside when the cell is
    /// written anew.
    pub(super) fn with_overhang(
        &self,
        changed: BTreeMap<u16, Vec<Cell>>,
    ) -> BTreeMap<u16, (Vec<Cell>, bool)> {
        let losing: BTreeSet<u16> = changed
            .iter()
            .filter(|(y, row)| self.loses_letters(**y, row))
            .flat_map(|(y, _)| y.saturating_sub(1)..=y.saturating_add(1))
            .collect();
        let mut rows: BTreeMap<u16, (Vec<Cell>, bool)> = changed
            .into_iter()
            .map(|(y, row)| (y, (row, losing.contains(&y))))
            .collect();
        for y in losing {
            if let Some(row) = self.written.0.get(usize::from(y)) {
                rows.entry(y).or_insert_with(|| (row.clone(), true));
            }
        }
        rows
    }

    /// Writes what of `row` differs from what the terminal shows in row `y`, or all.
    pub(super) fn write_row(
        &mut self,
        y: u16,
        row: Vec<Cell>,
        whole: bool,
        writer: &mut RowWriter,
    ) {
        let old = &mut self.written.0[usize::from(y)];
        let whole = whole || self.manner.form != OutputForm::Visual;
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
            let written = whole || touched || row[x..next] != old[x..next];
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

fn cleaned(row: &[Cell], harakat: bool) -> Vec<Cell> {
    row.iter()
        .map(|cell| {
            let mut cell = cell.clone();
            let symbol = clean(cell.symbol()).into_owned();
            if harakat {
                cell.set_symbol(&symbol);
            } else {
                cell.set_symbol(&without_marks(&symbol));
            }
            cell
        })
        .collect()
}
