//! What the terminal shows, and how the next frame is written over it.
//!
//! A frame is a buffer of visual cells and tells where they have changed. There they are held
//! against what the terminal shows. In the visual form the cells that differ are written; in
//! the other forms, where the terminal itself moves cells about, a row that differs is
//! written whole, so that it is always one piece.

mod changes;
mod pixels;
mod scroll;

use std::io::{self, Write};

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect, Size};

use self::changes::{Row, Shown};
pub use self::scroll::{Scrolled, scrolls};
use super::form::OutputForm;
use super::graphics::{self, Canvas, Protocol};
use super::row_writer::{RowWriter, move_to};
use super::sgr::Palette;

/// Begin and end synchronised update: the terminal shows the frame at once.
const BEGIN_FRAME: &[u8] = b"\x1b[?2026h";
const END_FRAME: &[u8] = b"\x1b[?2026l";
const CLEAR: &[u8] = b"\x1b[2J";

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
    /// Whether the terminal is told to move rows, those between margins alone.
    pub scrolls: bool,
}

impl Default for Manner {
    fn default() -> Self {
        Self {
            form: OutputForm::Visual,
            harakat: true,
            palette: Palette::Full,
            links: false,
            pixels: None,
            scrolls: false,
        }
    }
}

/// A screen of visual cells.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// All of it, from the upper left corner. What a wide cluster covers is blank.
    pub cells: &'a Buffer,
    /// Where they may be others than in the frame before. No cluster stands half in it.
    pub changed: &'a [Rect],
    /// What has only been moved, where that is known.
    pub scrolled: Option<Scrolled>,
    /// Where the cursor stands, where it is seen.
    pub cursor: Option<Position>,
}

/// Writes frames to `out`. All of a frame goes in one write.
#[derive(Debug)]
pub struct Display<W: Write> {
    out: W,
    manner: Manner,
    /// Of the frame that the terminal shows; nothing is known of that where it is zero.
    size: Size,
    shown: Shown,
    /// What of the frame is to be written; all is blank between frames.
    rows: Vec<Row>,
    /// The addresses that cells lead to, by their numbers.
    links: Vec<String>,
    /// The pictures that cells show, where they are shown in pixels.
    canvas: Option<Canvas>,
    pending: Vec<u8>,
    in_frame: bool,
    cursor: Cursor,
}

/// The terminal's cursor, as far as it is known.
#[derive(Debug, Default)]
struct Cursor {
    place: Option<Position>,
    is_seen: Option<bool>,
}

impl<W: Write> Display<W> {
    /// Of the terminal behind `out`, of which nothing is known.
    pub fn new(out: W, manner: Manner) -> Self {
        Self {
            out,
            manner,
            size: Size::ZERO,
            shown: Shown::default(),
            rows: Vec::new(),
            links: Vec::new(),
            canvas: manner.pixels.map(Canvas::new),
            pending: Vec::new(),
            in_frame: false,
            cursor: Cursor::default(),
        }
    }

    /// Writes rows in another manner from now on; the next frame is drawn anew.
    pub fn set_manner(&mut self, manner: Manner) {
        self.manner = manner;
        if self.canvas.as_ref().map(Canvas::protocol) != manner.pixels {
            self.canvas = manner.pixels.map(Canvas::new);
        }
        self.forget();
    }

    /// Takes notice of the addresses that have got numbers since the last time.
    pub fn learn_links(&mut self, addresses: Vec<String>) {
        self.links.extend(addresses);
    }

    /// Takes notice of the pictures that have got numbers since the last time.
    pub fn learn_pictures(&mut self, pictures: Vec<(u8, graphics::Shown)>) {
        if let Some(canvas) = &mut self.canvas {
            canvas.learn(pictures);
        }
    }

    /// Where everything goes.
    pub fn out(&self) -> &W {
        &self.out
    }

    /// Forgets what the terminal shows, because something else may have written to it: the
    /// next frame clears it and is drawn whole.
    pub fn forget(&mut self) {
        self.size = Size::ZERO;
        self.cursor = Cursor::default();
        if let Some(canvas) = &mut self.canvas {
            canvas.forget();
        }
    }

    /// Has the terminal show `frame`. A frame of another size than the one before is drawn
    /// anew.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn show(&mut self, frame: &Frame<'_>) -> io::Result<()> {
        let size = frame.cells.area.as_size();
        if size == self.size {
            for area in frame.changed {
                self.look_at(*area);
            }
            if let Some(scrolled) = frame.scrolled {
                self.scroll(scrolled);
            }
        } else {
            self.clear(size);
            self.look_at(frame.cells.area);
        }
        let cells = &frame.cells.content;
        let placements = self.take_pictures_away(cells);
        let width = usize::from(size.width);
        self.shown.become_cells(cells, &mut self.rows, width);
        if self.rows.iter().any(Row::is_due) {
            self.begin_frame();
            self.cursor.place = None;
            let links: &[String] = if self.manner.links { &self.links } else { &[] };
            let mut writer = RowWriter::new(self.manner.palette, links, &mut self.pending);
            self.shown
                .write(&self.rows, width, &self.manner, &mut writer);
            writer.end();
        }
        self.lay_pictures(placements);
        self.rows.fill(Row::default());
        self.put_cursor(frame.cursor);
        self.flush()
    }

    /// Has the cells of `area` looked at.
    fn look_at(&mut self, area: Rect) {
        for row in &mut self.rows[area.top().into()..area.bottom().into()] {
            row.look_at(area.left().into()..area.right().into());
        }
    }

    /// Begins with a blank screen of `size`.
    fn clear(&mut self, size: Size) {
        self.begin_frame();
        self.pending.extend_from_slice(CLEAR);
        if let Some(canvas) = &mut self.canvas {
            canvas.clear(&mut self.pending);
        }
        self.size = size;
        self.shown = Shown::blank(size.area() as usize, &self.blank());
        self.rows.clear();
        self.rows.resize(size.height.into(), Row::default());
    }

    /// What a cell shows that the terminal has cleared.
    fn blank(&self) -> Cell {
        let mut blank = Cell::EMPTY;
        if matches!(self.manner.palette, Palette::Themed(_)) {
            // It need not have got our ground.
            blank.set_symbol("");
        }
        blank
    }

    fn begin_frame(&mut self) {
        if !self.in_frame {
            self.in_frame = true;
            self.pending.extend_from_slice(BEGIN_FRAME);
        }
    }

    fn put_cursor(&mut self, wanted: Option<Position>) {
        let is_seen = wanted.is_some();
        if self.cursor.is_seen != Some(is_seen) {
            self.cursor.is_seen = Some(is_seen);
            let mode: &[u8] = if is_seen { b"\x1b[?25h" } else { b"\x1b[?25l" };
            self.pending.extend_from_slice(mode);
        }
        if let Some(position) = wanted.filter(|_| self.cursor.place != wanted) {
            self.cursor.place = wanted;
            move_to(position.x.into(), position.y, &mut self.pending);
        }
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
