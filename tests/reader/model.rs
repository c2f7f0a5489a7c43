//! A terminal as simple as they come: a grid of cells, a cursor, and its own opinion on how
//! many columns a character takes.

use std::mem;
use std::ops::Range;

use marsad::reader::Drawing;
use marsad::terminal::{Display, Manner, OutputForm};
use unicode_width::UnicodeWidthChar;

use crate::screen::Screen;

/// How many columns a terminal gives a character.
pub type Widths = fn(char) -> usize;

/// A terminal and what is drawn on it.
pub struct Model {
    display: Display<Vec<u8>>,
    drawing: Drawing,
    widths: Widths,
    pub rows: Vec<Vec<String>>,
    seen: usize,
    /// Rows and columns within which rows are moved.
    margins: (Range<usize>, Range<usize>),
}

impl Model {
    pub fn new(form: OutputForm, widths: Widths, width: u16, height: u16) -> Self {
        Self::with(form, false, widths, width, height)
    }

    /// One that is told to move rows, or not.
    pub fn with(form: OutputForm, scrolls: bool, widths: Widths, width: u16, height: u16) -> Self {
        let manner = Manner {
            form,
            scrolls,
            ..Manner::default()
        };
        Self {
            display: Display::new(Vec::new(), manner),
            drawing: Drawing::default(),
            widths,
            rows: vec![vec![" ".to_owned(); width.into()]; height.into()],
            seen: 0,
            margins: (0..height.into(), 0..width.into()),
        }
    }

    /// Draws what has changed on `screen`.
    pub fn draw(&mut self, screen: &Screen) {
        let frame = self.drawing.draw(screen.reader());
        self.display.show(&frame).expect("shown");
        let written = self.display.out()[self.seen..].to_vec();
        self.seen += written.len();
        self.write(&String::from_utf8(written).expect("text"));
    }

    /// Bytes that it has been sent.
    pub fn written(&self) -> usize {
        self.seen
    }

    /// Draws the screen of another reader.
    pub fn draw_other(&mut self, screen: &Screen) {
        self.drawing = Drawing::default();
        self.draw(screen);
    }

    fn write(&mut self, text: &str) {
        let (mut x, mut y) = (0, 0);
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            if let Some(sequence) = rest.strip_prefix("\x1b[") {
                let end = sequence
                    .find(|c: char| c.is_ascii_alphabetic())
                    .expect("its end");
                let (parameters, last) = (&sequence[..end], sequence.as_bytes()[end]);
                match last {
                    b'H' => {
                        let mut numbers = parameters.split(';').map(|n| n.parse().unwrap_or(1));
                        let mut next = || numbers.next().unwrap_or(1usize) - 1;
                        (y, x) = (next(), next());
                    }
                    b'J' => self
                        .rows
                        .iter_mut()
                        .flatten()
                        .for_each(|cell| *cell = " ".into()),
                    // Left and right margins end with their mode.
                    b'l' if parameters == "?69" => self.margins.1 = 0..self.rows[0].len(),
                    b'm' | b'h' | b'l' => {}
                    b'r' => self.margins.0 = margins(parameters, self.rows.len()),
                    b's' => self.margins.1 = margins(parameters, self.rows[0].len()),
                    b'S' => self.scroll(parameters.parse().expect("rows"), true),
                    b'T' => self.scroll(parameters.parse().expect("rows"), false),
                    other => panic!("CSI {parameters} {}", char::from(other)),
                }
                rest = &sequence[end + 1..];
            } else {
                assert!(!c.is_control(), "{c:?}");
                x = self.put(c, x, y);
                rest = &rest[c.len_utf8()..];
            }
        }
    }

    fn scroll(&mut self, by: usize, up: bool) {
        let (rows, columns) = self.margins.clone();
        let before = self.rows.clone();
        for y in rows.clone() {
            let from = if up {
                y.checked_add(by)
            } else {
                y.checked_sub(by)
            };
            let from = from.filter(|from| rows.contains(from));
            for x in columns.clone() {
                self.rows[y][x] = from.map_or(" ".to_owned(), |from| before[from][x].clone());
            }
        }
    }

    fn put(&mut self, c: char, x: usize, y: usize) -> usize {
        let width = (self.widths)(c);
        let row = &mut self.rows[y];
        if width == 0 {
            if let Some(before) = x.checked_sub(1).and_then(|before| row.get_mut(before)) {
                before.push(c);
            }
            return x;
        }
        for column in x..(x + width).min(row.len()) {
            row[column] = mem::take(&mut row[column]);
            row[column].clear();
        }
        if let Some(cell) = row.get_mut(x) {
            cell.push(c);
        }
        x + width
    }
}

/// The margins that `parameters` set, of `all` rows or columns.
fn margins(parameters: &str, all: usize) -> Range<usize> {
    let mut numbers = parameters.split(';').map(|number| number.parse().ok());
    let mut next = || numbers.next().flatten();
    next().unwrap_or(1) - 1..next().unwrap_or(all)
}

/// As unicode-width has it.
pub fn by_the_book(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// Signs around digits take no column, as wcwidth in glibc has it.
pub fn signs_take_none(c: char) -> usize {
    match c {
        '\u{600}'..='\u{605}' | '\u{6dd}' | '\u{890}' | '\u{891}' | '\u{8e2}' => 0,
        c => by_the_book(c),
    }
}

/// Signs around digits take a column, as in terminals that count all letters alike.
pub fn signs_take_one(c: char) -> usize {
    match c {
        '\u{600}'..='\u{605}' | '\u{6dd}' | '\u{890}' | '\u{891}' | '\u{8e2}' => 1,
        c => by_the_book(c),
    }
}

/// As terminals set up for Chinese or Japanese have it.
pub fn ambiguous_take_two(c: char) -> usize {
    c.width_cjk().unwrap_or(0)
}

/// Emoji in one column, as old terminals have them.
pub fn emoji_take_one(c: char) -> usize {
    by_the_book(c).min(if c >= '\u{1f000}' { 1 } else { 2 })
}
