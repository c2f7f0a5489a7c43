//! A ratatui backend that writes rows in an output form.
//!
//! Widgets paint visual cells; this keeps a copy of them, and of what was last
//! written for each row. When cells change, their rows are encoded anew and compared
//! with what the terminal holds. In the visual form the cells that differ are
//! written; in the other forms, where the terminal itself moves cells about, a row
//! that differs is written whole, so that it is always one piece.

mod changes;
mod pixels;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use ratatui::backend::{Backend as RatatuiBackend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use super::form::OutputForm;
use super::graphics::{Canvas, Protocol, Shown};
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
