//! Pictures in pixels, which lie over the cells and go when these are written.

use std::io::Write;

use ratatui::buffer::Cell;
use ratatui::layout::Size;

use super::Display;
use super::changes::Row;
use crate::terminal::graphics::{self, Placement};

impl<W: Write> Display<W> {
    /// Takes pixels off the screen that are not on that of `cells`, and has those written that
    /// have to be for it. Gives what there is of pictures.
    pub(super) fn take_pictures_away(&mut self, cells: &[Cell]) -> Vec<Placement> {
        let Some(canvas) = &mut self.canvas else {
            return Vec::new();
        };
        let width = usize::from(self.size.width);
        let placements = graphics::placements(cells.chunks(width.max(1)));
        let mut gone = Vec::new();
        for area in canvas.take_away(&placements, &mut gone) {
            self.look_at(area);
            for position in area.positions() {
                let at = usize::from(position.y) * width + usize::from(position.x);
                self.shown.cells[at].set_symbol("");
            }
        }
        self.add_to_frame(&gone);
        placements
    }

    /// Lays pixels over what has been written.
    pub(super) fn lay_pictures(&mut self, placements: Vec<Placement>) {
        let Some(canvas) = &mut self.canvas else {
            return;
        };
        let mut pixels = Vec::new();
        let is_written = |y: u16| self.rows.get(usize::from(y)).is_some_and(Row::is_due);
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
