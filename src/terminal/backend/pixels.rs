//! Pictures in pixels, which lie over the cells and go when these are written.

use std::collections::BTreeSet;
use std::io::Write;

use ratatui::layout::Size;

use super::Backend;
use crate::terminal::graphics::{self, Placement};

impl<W: Write> Backend<W> {
    /// Takes pixels off the screen that are not on the new one, whose rows `changed` get
    /// those that have to be written for it. Gives what there is of pictures.
    pub(super) fn take_pictures_away(&mut self, changed: &mut BTreeSet<u16>) -> Vec<Placement> {
        let Some(canvas) = &mut self.canvas else {
            return Vec::new();
        };
        let placements = graphics::placements(self.screen.0.iter().map(Vec::as_slice));
        let mut gone = Vec::new();
        for area in canvas.take_away(&placements, &mut gone) {
            for y in area.top()..area.bottom() {
                let row = self.written.0.get_mut(usize::from(y));
                let cells =
                    row.and_then(|row| row.get_mut(area.left().into()..area.right().into()));
                for cell in cells.into_iter().flatten() {
                    cell.set_symbol("");
                    changed.insert(y);
                }
            }
        }
        self.add_to_frame(&gone);
        placements
    }

    /// Lays pixels over what has been written.
    pub(super) fn lay_pictures(&mut self, placements: Vec<Placement>, written: &BTreeSet<u16>) {
        let Some(canvas) = &mut self.canvas else {
            return;
        };
        let mut pixels = Vec::new();
        let is_written = |y| written.contains(&y);
        canvas.lay(placements, is_written, cell_size, &mut pixels);
        self.add_to_frame(&pixels);
    }

    fn add_to_frame(&mut self, sequences: &[u8]) {
        if !sequences.is_empty() {
            self.begin_frame();
            self.pending.extend_from_slice(sequences);
        }
    }
}

/// Columns and rows of pixels that a cell has; 0 where the terminal does not say.
fn cell_size() -> Size {
    rustix::termios::tcgetwinsize(rustix::stdio::stdout()).map_or(Size::ZERO, |size| {
        Size::new(
            size.ws_xpixel.checked_div(size.ws_col).unwrap_or(0),
            size.ws_ypixel.checked_div(size.ws_row).unwrap_or(0),
        )
    })
}
