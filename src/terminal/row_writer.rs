//! Cells as escape sequences: the cursor, looks and links, each told once.

use std::io::Write as _;

use ratatui::buffer::Cell;

use super::hyperlink;
use super::sgr::{Look, Palette};

/// Knows where the terminal's cursor stands and which style is on while cells are
/// written.
#[derive(Debug)]
pub(super) struct RowWriter {
    palette: Palette,
    look: Look,
    /// `None` when the cursor may be anywhere.
    cursor: Option<(usize, u16)>,
    /// The number of the link that is open.
    link: Option<usize>,
}

impl RowWriter {
    pub(super) const fn new(palette: Palette, look: Look) -> Self {
        Self {
            palette,
            look,
            cursor: None,
            link: None,
        }
    }

    /// What is written from now on leads where `cell` does.
    pub(super) fn lead_to(&mut self, cell: &Cell, links: &[String], out: &mut Vec<u8>) {
        let number = hyperlink::number(cell.underline_color);
        let link = number.and_then(|number| Some((number, links.get(number)?)));
        if link.map(|(number, _)| number) == self.link {
            return;
        }
        match link {
            Some((number, address)) => hyperlink::begin(number, address, out),
            None => hyperlink::end(out),
        }
        self.link = link.map(|(number, _)| number);
    }

    /// Ends what is open.
    pub(super) fn end(&mut self, out: &mut Vec<u8>) {
        if self.link.take().is_some() {
            hyperlink::end(out);
        }
        self.look.change_to(Look::default(), out);
    }

    /// Writes the cluster of `cell`, `columns` wide, to column `x` of row `y`.
    pub(super) fn write(
        &mut self,
        x: usize,
        y: u16,
        cell: &Cell,
        columns: usize,
        sure: bool,
        out: &mut Vec<u8>,
    ) {
        if self.cursor != Some((x, y)) {
            move_to(x, y, out);
        }
        let look = Look::of(cell, self.palette);
        self.look.change_to(look, out);
        self.look = look;
        if !sure {
            // Should it turn out narrower, nothing old must look through.
            out.extend(std::iter::repeat_n(b' ', columns));
            move_to(x, y, out);
        }
        out.extend_from_slice(cell.symbol().as_bytes());
        self.cursor = sure.then_some((x + columns, y));
    }
}

pub(super) fn move_to(x: usize, y: u16, out: &mut Vec<u8>) {
    // Writing to memory does not fail.
    let _ = write!(out, "\x1b[{};{}H", usize::from(y) + 1, x + 1);
}
