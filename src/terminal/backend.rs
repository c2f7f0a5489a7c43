//! A ratatui backend that writes rows in an output form.
//!
//! Widgets paint visual cells; this keeps a copy of them, and of what was last
//! written for each row. When cells change, their rows are encoded anew and compared
//! with what the terminal holds. In the visual form the cells that differ are
//! written; in the other forms, where the terminal itself moves cells about, a row
//! that differs is written whole, so that it is always one piece.

mod pixels;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::ops::Range;

use ratatui::backend::{Backend as RatatuiBackend, ClearType, WindowSize};
use ratatui::buffer::{Cell, CellWidth};
use ratatui::layout::{Position, Size};

use super::cell::{clean, is_plain, widest, width_is_sure, without_marks};
use super::form::{OutputForm, encode_row};
use super::graphics::{self, Canvas, Protocol, Shown};
use super::row_writer::{RowWriter, move_to};
use super::rows::Rows;
use super::sgr::{Look, Palette};

/// Begin and end synchronised update: the terminal shows the frame at once.
const BEGIN_FRAME: &[u8] = b"\x1b[?2026h";
const END_FRAME: &[u8] = b"\x1b[?2026l";

/// How rows are to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manner {
    /// The order and the letters that cells are written in.
    pub form: OutputForm,
    /// Whether marks on letters are sent.
    pub harakat: bool,
    /// Whether colours are sent.
    pub palette: Palette,
    /// Whether the terminal is told of links.
    pub links: bool,
    /// How pictures are shown in pixels; else they are half blocks.
    pub pixels: Option<Protocol>,
}

impl Default for Manner {
    fn default() -> Self {
        Self {
            form: OutputForm::Visual,
            harakat: true,
            palette: Palette::Full,
            links: false,
            pixels: None,
        }
    }
}

/// Writes frames to `out`. All of a frame goes in one write, when it is flushed.
#[derive(Debug)]
pub struct Backend<W: Write> {
    out: W,
    manner: Manner,
    /// Columns and rows, or `None` to ask the terminal on standard output.
    fixed_size: Option<Size>,
    screen: Rows,
    written: Rows,
    /// The addresses that cells lead to, by their numbers.
    links: Vec<String>,
    /// The pictures that cells show, where they are shown in pixels.
    canvas: Option<Canvas>,
    pending: Vec<u8>,
    in_frame: bool,
    cursor: Position,
    /// Whether the terminal's cursor stands there.
    cursor_is_there: bool,
    cursor_shown: Option<bool>,
    /// Whether what is blank on the screen has the ground of the theme.
    is_bare: bool,
}

impl<W: Write> Backend<W> {
    /// A backend for the terminal on standard output, whose size it asks for.
    pub fn new(out: W, manner: Manner) -> Self {
        Self {
            out,
            manner,
            fixed_size: None,
            screen: Rows::default(),
            written: Rows::default(),
            links: Vec::new(),
            canvas: manner.pixels.map(Canvas::new),
            pending: Vec::new(),
            in_frame: false,
            cursor: Position::ORIGIN,
            cursor_is_there: false,
            cursor_shown: None,
            is_bare: false,
        }
    }

    /// A backend for a screen of `size` that never changes.
    pub fn with_size(out: W, manner: Manner, size: Size) -> Self {
        Self {
            fixed_size: Some(size),
            ..Self::new(out, manner)
        }
    }

    /// Writes rows in another manner from now on. What is on the screen stays as it
    /// is until the terminal is cleared.
    pub fn set_manner(&mut self, manner: Manner) {
        self.manner = manner;
        if self.canvas.as_ref().map(Canvas::protocol) != manner.pixels {
            self.canvas = manner.pixels.map(Canvas::new);
        }
    }

    /// Takes notice of the addresses that have got numbers since the last time.
    pub fn learn_links(&mut self, addresses: Vec<String>) {
        self.links.extend(addresses);
    }

    /// Takes notice of the pictures that have got numbers since the last time.
    pub fn learn_pictures(&mut self, pictures: Vec<(u8, Shown)>) {
        if let Some(canvas) = &mut self.canvas {
            canvas.learn(pictures);
        }
    }

    /// Where everything goes.
    pub fn out(&self) -> &W {
        &self.out
    }

    /// Forgets what the terminal shows, because something else may have written to it.
    pub fn forget(&mut self) {
        self.screen.0.clear();
        self.written.0.clear();
        self.pending.clear();
        self.in_frame = false;
        self.cursor_is_there = false;
        self.cursor_shown = None;
        if let Some(canvas) = &mut self.canvas {
            canvas.forget();
        }
    }

    fn blank_screen(&mut self) -> io::Result<()> {
        let size = self.size()?;
        for rows in [&mut self.screen, &mut self.written] {
            rows.0.clear();
            rows.grow(size.width, size.height);
        }
        self.is_bare = matches!(self.manner.palette, Palette::Themed(_));
        Ok(())
    }

    fn begin_frame(&mut self) {
        if !self.in_frame {
            self.in_frame = true;
            self.pending.extend_from_slice(BEGIN_FRAME);
        }
    }

    /// Row `y` as it is to be written, unless the terminal shows it so already.
    fn encoded(&self, y: u16) -> Option<Vec<Cell>> {
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
    fn with_overhang(&self, changed: BTreeMap<u16, Vec<Cell>>) -> BTreeMap<u16, Written> {
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
    fn write_row(
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
type Written = (Vec<Cell>, Range<usize>);

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

impl<W: Write> RatatuiBackend for Backend<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut changed = BTreeSet::new();
        for (x, y, cell) in content {
            if !self.screen.holds(x, y) {
                self.screen.grow(x + 1, y + 1);
                self.written.grow(x + 1, y + 1);
            }
            self.screen.put(x, y, cell);
            changed.insert(y);
        }
        if std::mem::take(&mut self.is_bare) {
            // What a terminal clears need not get our ground.
            self.written.0.iter_mut().flatten().for_each(|cell| {
                cell.set_symbol("");
            });
            changed.extend(0..self.screen.0.len() as u16);
        }
        let placements = self.take_pictures_away(&mut changed);
        let changed: BTreeMap<u16, Vec<Cell>> = changed
            .into_iter()
            .filter_map(|y| Some((y, self.encoded(y)?)))
            .collect();
        if !changed.is_empty() {
            self.begin_frame();
        }
        self.cursor_is_there &= changed.is_empty();
        let mut writer = RowWriter::new(self.manner.palette, Look::default());
        let mut written = BTreeSet::new();
        for (y, (row, columns)) in self.with_overhang(changed) {
            written.insert(y);
            self.write_row(y, row, &columns, &mut writer);
        }
        writer.end(&mut self.pending);
        self.lay_pictures(placements, &written);
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.cursor_shown != Some(false) {
            self.cursor_shown = Some(false);
            self.pending.extend_from_slice(b"\x1b[?25l");
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if self.cursor_shown != Some(true) {
            self.cursor_shown = Some(true);
            self.pending.extend_from_slice(b"\x1b[?25h");
        }
        Ok(())
    }

    /// Where the cursor was last put; the terminal is not asked.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let position = position.into();
        if !self.cursor_is_there || self.cursor != position {
            self.cursor = position;
            self.cursor_is_there = true;
            move_to(usize::from(position.x), position.y, &mut self.pending);
        }
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, clear: ClearType) -> io::Result<()> {
        self.cursor_is_there = false;
        if clear == ClearType::All {
            self.blank_screen()?;
            if let Some(canvas) = &mut self.canvas {
                canvas.clear(&mut self.pending);
            }
        } else {
            self.screen.blank(clear, self.cursor);
            self.written.blank(clear, self.cursor);
            let Position { x, y } = self.cursor;
            move_to(usize::from(x), y, &mut self.pending);
        }
        self.pending.extend_from_slice(match clear {
            ClearType::All => b"\x1b[2J",
            ClearType::AfterCursor => b"\x1b[J",
            ClearType::BeforeCursor => b"\x1b[1J",
            ClearType::CurrentLine => b"\x1b[2K",
            ClearType::UntilNewLine => b"\x1b[K",
        });
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        match self.fixed_size {
            Some(size) => Ok(size),
            None => terminal_size(),
        }
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size()?,
            pixels: Size::ZERO,
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.in_frame {
            self.in_frame = false;
            self.pending.extend_from_slice(END_FRAME);
        }
        if !self.pending.is_empty() {
            let written = self.out.write_all(&self.pending);
            self.pending.clear();
            written?;
        }
        self.out.flush()
    }
}

/// Columns and rows of the terminal on standard output. Some terminals report no
/// size at first; 80 by 24 stands in.
fn terminal_size() -> io::Result<Size> {
    let size = rustix::termios::tcgetwinsize(rustix::stdio::stdout())?;
    if size.ws_col == 0 || size.ws_row == 0 {
        return Ok(Size::new(80, 24));
    }
    Ok(Size::new(size.ws_col, size.ws_row))
}
