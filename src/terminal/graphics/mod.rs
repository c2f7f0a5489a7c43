//! Pictures in pixels, for terminals that show them: kitty's protocol and sixels.
//!
//! No picture is in a cell: a cell that shows a part of one carries the picture's number
//! and the part's place where a colour of the underline would be, as links do, and half
//! blocks in the picture's colours for terminals without pixels. What moves cells about,
//! cuts and covers them needs to know nothing of pictures; the backend finds on the screen
//! what is left of them, writes blanks there and lays the pixels over these.

mod kitty;
mod sixel;

use std::collections::HashMap;
use std::sync::Arc;

use ratatui::buffer::Cell;
use ratatui::layout::{Rect, Size};
use ratatui::style::Color;

use super::form::OutputForm;
use super::probe::Answers;
use super::surroundings::Surroundings;

/// Pictures that are told apart and kept, more than an article has; a number is given again
/// after so many others.
const MOST: usize = 32;
/// Columns and rows that a picture may have, so that a place in it fits into a mark.
const COLUMNS: usize = 256;
const ROWS: usize = 128;
/// What tells the mark of a picture from that of a link.
const BIT: u32 = 0x80_0000;

/// Pixels, row by row from the top, from the left.
#[derive(Clone, PartialEq, Eq)]
pub struct Image {
    /// Pixels of a row; neither this nor the height is 0.
    pub width: usize,
    /// Rows of pixels.
    pub height: usize,
    /// Red, green and blue of each, a byte each.
    pub pixels: Arc<[u8]>,
}

impl std::fmt::Debug for Image {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Image({} by {})", self.width, self.height)
    }
}

/// A picture as it stands on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Its pixels.
    pub image: Image,
    /// The cells that the whole of it takes.
    pub columns: usize,
    /// Rows of cells.
    pub rows: usize,
}

/// The pictures that cells may show, each with a number.
#[derive(Debug, Default)]
pub struct Pictures {
    numbers: HashMap<(usize, usize, usize), u8>,
    /// Whose number is given again next.
    next: usize,
    given: Vec<(usize, usize, usize)>,
    /// What the backend has not been told yet.
    untold: Vec<(u8, Shown)>,
}

impl Pictures {
    /// Gives a picture a number, if it may be shown in pixels. A picture of the same pixels
    /// in memory and of the same size is the same.
    pub fn add(&mut self, shown: &Shown) {
        let key = key(&shown.image.pixels, shown.columns, shown.rows);
        let is_small = shown.columns <= COLUMNS && shown.rows <= ROWS;
        if !is_small || self.numbers.contains_key(&key) {
            return;
        }
        let number = self.next;
        self.next = (self.next + 1) % MOST;
        if let Some(old) = self.given.get_mut(number) {
            self.numbers.remove(&std::mem::replace(old, key));
        } else {
            self.given.push(key);
        }
        self.numbers.insert(key, number as u8);
        self.untold.push((number as u8, shown.clone()));
    }

    /// What a cell carries as the colour of its underline that shows the part of the picture
    /// of these `pixels` at `column` and `row`, when the whole takes `columns` by `rows`
    /// cells.
    #[must_use]
    pub fn mark(
        &self,
        pixels: &Arc<[u8]>,
        (columns, rows): (usize, usize),
        (column, row): (usize, usize),
    ) -> Option<Color> {
        let number = *self.numbers.get(&key(pixels, columns, rows))?;
        let mark = BIT | (u32::from(number) << 15) | ((column as u32) << 7) | row as u32;
        let [_, high, middle, low] = mark.to_be_bytes();
        Some(Color::Rgb(high, middle, low))
    }

    /// The pictures that have got numbers since this was last asked.
    pub fn take_untold(&mut self) -> Vec<(u8, Shown)> {
        std::mem::take(&mut self.untold)
    }
}

fn key(pixels: &Arc<[u8]>, columns: usize, rows: usize) -> (usize, usize, usize) {
    (pixels.as_ptr().addr(), columns, rows)
}

/// The picture's number, column and row that a cell shows a part of.
fn part(mark: Color) -> Option<(u8, usize, usize)> {
    let Color::Rgb(high, middle, low) = mark else {
        return None;
    };
    let mark = u32::from_be_bytes([0, high, middle, low]);
    (mark & BIT != 0).then(|| {
        let column = (mark >> 7) as usize % COLUMNS;
        ((mark >> 15) as u8, column, mark as usize % ROWS)
    })
}

/// Whether a cell shows a part of a picture.
pub(super) fn shows(cell: &Cell) -> bool {
    part(cell.underline_color).is_some()
}

/// How the terminal shows pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// kitty's: APC strings with pixels in base64.
    Kitty,
    /// Six rows of pixels to a line of characters, as DEC's terminals had it.
    Sixel,
}

/// How the terminal shows pixels, if it does. In the logical form it moves cells about, and
/// pixels would not go with them; a multiplexer knows nothing of them.
#[must_use]
pub fn protocol(
    answers: &Answers,
    surroundings: &Surroundings,
    form: OutputForm,
) -> Option<Protocol> {
    if form == OutputForm::Logical || surroundings.multiplexer.is_some() {
        return None;
    }
    let said = answers.version.as_deref().unwrap_or_default();
    let said = said.to_ascii_lowercase();
    if ["kitty", "ghostty", "konsole"]
        .iter()
        .any(|name| said.starts_with(name))
    {
        return Some(Protocol::Kitty);
    }
    answers.sixel.then_some(Protocol::Sixel)
}

/// What is on the screen of a picture: a rectangle of cells, and where in the picture its
/// first one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Placement {
    number: u8,
    /// Columns and rows of the picture that lie before.
    from: (usize, usize),
    pub(super) area: Rect,
}

/// All that is on the screen of pictures, whose `rows` begin at the top.
pub(super) fn placements<'a>(rows: impl Iterator<Item = &'a [Cell]>) -> Vec<Placement> {
    let mut found: Vec<Placement> = Vec::new();
    for (y, row) in (0..).zip(rows) {
        let mut x = 0;
        while x < row.len() {
            let Some((number, column, line)) = part(row[x].underline_color) else {
                x += 1;
                continue;
            };
            let goes_on = |cell: &&Cell, at| part(cell.underline_color) == Some((number, at, line));
            let cells = row[x..].iter().zip(column..);
            let width = cells.take_while(|(cell, at)| goes_on(cell, *at)).count() as u16;
            let above = found.iter_mut().find(|above| {
                above.number == number
                    && above.area.bottom() == y
                    && (above.area.x, above.area.width) == (x as u16, width)
                    && above.from.0 == column
                    && above.from.1 + usize::from(above.area.height) == line
            });
            match above {
                Some(above) => above.area.height += 1,
                None => found.push(Placement {
                    number,
                    from: (column, line),
                    area: Rect::new(x as u16, y, width, 1),
                }),
            }
            x += usize::from(width);
        }
    }
    found
}

/// The pixels on the screen.
#[derive(Debug)]
pub(super) struct Canvas {
    protocol: Protocol,
    known: HashMap<u8, Shown>,
    /// Numbers of the pictures that kitty has.
    sent: Vec<u8>,
    placed: Vec<Placement>,
}

impl Canvas {
    pub(super) fn new(protocol: Protocol) -> Self {
        Self {
            protocol,
            known: HashMap::new(),
            sent: Vec::new(),
            placed: Vec::new(),
        }
    }

    pub(super) fn learn(&mut self, pictures: Vec<(u8, Shown)>) {
        for (number, shown) in pictures {
            self.sent.retain(|sent| *sent != number);
            self.placed.retain(|placed| placed.number != number);
            self.known.insert(number, shown);
        }
    }

    pub(super) fn protocol(&self) -> Protocol {
        self.protocol
    }

    /// Nothing is known of what the terminal shows.
    pub(super) fn forget(&mut self) {
        self.sent.clear();
        self.placed.clear();
    }

    /// The terminal has been cleared.
    pub(super) fn clear(&mut self, out: &mut Vec<u8>) {
        self.placed.clear();
        if self.protocol == Protocol::Kitty {
            out.extend_from_slice(kitty::REMOVE_ALL);
        }
    }

    /// Takes away what is no longer among `placements`. Gives the areas where cells have to
    /// be written anew, because pixels stay until they are.
    pub(super) fn take_away(&mut self, placements: &[Placement], out: &mut Vec<u8>) -> Vec<Rect> {
        let (staying, going): (Vec<_>, Vec<_>) = std::mem::take(&mut self.placed)
            .into_iter()
            .partition(|placed| placements.contains(placed));
        self.placed = staying;
        match self.protocol {
            Protocol::Kitty => {
                for placed in going {
                    kitty::remove(placed, out);
                }
                Vec::new()
            }
            Protocol::Sixel => going.into_iter().map(|placed| placed.area).collect(),
        }
    }

    /// Lays the pixels of `placements` over the cells, as far as they do not lie there yet;
    /// `is_written` says whether a row has been written anew, and `cell` how many columns and
    /// rows of pixels a cell has.
    pub(super) fn lay(
        &mut self,
        placements: Vec<Placement>,
        is_written: impl Fn(u16) -> bool,
        cell: impl Fn() -> Size,
        out: &mut Vec<u8>,
    ) {
        for placement in &placements {
            let rows = placement.area.top()..placement.area.bottom();
            let is_there = self.placed.contains(placement)
                && (self.protocol == Protocol::Kitty || !rows.clone().any(&is_written));
            let Some(shown) = self.known.get(&placement.number).filter(|_| !is_there) else {
                continue;
            };
            match self.protocol {
                Protocol::Kitty => {
                    if !self.sent.contains(&placement.number) {
                        kitty::send(placement.number, &shown.image, out);
                        self.sent.push(placement.number);
                    }
                    kitty::place(placement, shown, out);
                }
                Protocol::Sixel => sixel::place(placement, shown, cell(), out),
            }
        }
        self.placed = placements;
    }
}

/// The pixels of `all` that cells `from..from + count` of `cells` show.
fn stretch(from: usize, count: usize, cells: usize, all: usize) -> std::ops::Range<usize> {
    let start = (from * all / cells.max(1)).min(all - 1);
    let end = ((from + count) * all / cells.max(1)).clamp(start + 1, all);
    start..end
}

#[cfg(test)]
mod tests;
