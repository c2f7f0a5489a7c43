//! Cells as escape sequences: the cursor, looks and links, each told once.

use ratatui::buffer::Cell;
use ratatui::style::Style;

use super::hyperlink;
use super::sgr::{Look, Palette};

/// Knows where the terminal's cursor stands and which style and link are on while cells are
/// written.
#[derive(Debug)]
pub(super) struct RowWriter<'a> {
    palette: Palette,
    /// The addresses that cells lead to, by their numbers; none for a terminal that is not
    /// told of them.
    links: &'a [String],
    out: &'a mut Vec<u8>,
    look: Look,
    /// `None` when the cursor may be anywhere.
    cursor: Option<(usize, u16)>,
    /// The number of the link that is open.
    link: Option<usize>,
    /// What the cell before was styled with.
    before: Option<Style>,
}

impl<'a> RowWriter<'a> {
    pub(super) fn new(palette: Palette, links: &'a [String], out: &'a mut Vec<u8>) -> Self {
        Self {
            palette,
            links,
            out,
            look: Look::default(),
            cursor: None,
            link: None,
            before: None,
        }
    }

    /// Ends what is open.
    pub(super) fn end(mut self) {
        if self.link.take().is_some() {
            hyperlink::end(self.out);
        }
        self.look.change_to(Look::default(), self.out);
    }

    /// Writes `symbol`, `columns` wide, in the style of `cell` to column `x` of row `y`;
    /// `sure` says whether every terminal gives it as many.
    pub(super) fn write(
        &mut self,
        x: usize,
        y: u16,
        cell: &Cell,
        symbol: &str,
        columns: usize,
        sure: bool,
    ) {
        if self.cursor != Some((x, y)) {
            move_to(x, y, self.out);
        }
        let style = Some(cell.style());
        if self.before != style {
            self.before = style;
            self.lead_to(cell);
            let look = Look::of(cell, self.palette);
            self.look.change_to(look, self.out);
            self.look = look;
        }
        if !sure {
            // Should it turn out narrower, nothing old must look through.
            self.out.extend(std::iter::repeat_n(b' ', columns));
            move_to(x, y, self.out);
        }
        self.out.extend_from_slice(symbol.as_bytes());
        self.cursor = sure.then_some((x + columns, y));
    }

    /// What is written from now on leads where `cell` does.
    fn lead_to(&mut self, cell: &Cell) {
        let number = hyperlink::number(cell.underline_color);
        let link = number.and_then(|number| Some((number, self.links.get(number)?)));
        if link.map(|(number, _)| number) == self.link {
            return;
        }
        match link {
            Some((number, address)) => hyperlink::begin(number, address, self.out),
            None => hyperlink::end(self.out),
        }
        self.link = link.map(|(number, _)| number);
    }
}

pub(super) fn move_to(x: usize, y: u16, out: &mut Vec<u8>) {
    out.extend_from_slice(b"\x1b[");
    push_number(usize::from(y) + 1, out);
    out.push(b';');
    push_number(x + 1, out);
    out.push(b'H');
}

/// Writes `number` in decimal digits, which the means of `fmt` take many times as long for.
fn push_number(number: usize, out: &mut Vec<u8>) {
    if number >= 10 {
        push_number(number / 10, out);
    }
    out.push(b'0' + (number % 10) as u8);
}
