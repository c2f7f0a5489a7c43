//! The text of the article, of which the rows that are on the screen already are moved and not
//! drawn again.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Styles, paint};
use crate::reader::opened::Opened;
use crate::reader::state::Reader;
use crate::reader::typeset::Place;

/// The rows of the text that are drawn.
#[derive(Debug, Default)]
pub(super) struct Text {
    /// What tells that they look as they would if they were drawn again.
    imprint: u64,
    /// Which stands in each row of each column; `None` where the row is blank.
    places: Vec<Option<Place>>,
    /// Which are to stand there.
    wanted: Vec<Option<Place>>,
}

impl Text {
    /// Whether nothing but which rows are shown has changed.
    pub fn is_of(&self, imprint: u64) -> bool {
        self.imprint == imprint && !self.places.is_empty()
    }

    /// Of text that has this imprint nothing is drawn yet: where it will stand is blank.
    pub fn begin(&mut self, imprint: u64) {
        self.imprint = imprint;
        self.places.clear();
    }

    /// Draws in `columns` what is shown of `opened` and does not stand there. Gives whether
    /// that was anything, and by how many rows others now stand higher.
    pub fn draw(
        &mut self,
        reader: &Reader,
        opened: &Opened,
        columns: &[Rect],
        cells: &mut Buffer,
    ) -> (bool, i16) {
        self.look(opened, columns);
        self.places.resize(self.wanted.len(), None);
        let up = match columns {
            [column] => self.scroll(*column, cells),
            _ => 0,
        };
        if self.places == self.wanted {
            return (false, up);
        }
        let mut styles = Styles::new(reader, opened);
        let mut texts = opened.columns();
        let mut places = self.places.iter_mut().zip(&self.wanted);
        for area in columns {
            let mut rows = texts.next().into_iter().flatten();
            for (area, (place, wanted)) in area.rows().zip(&mut places) {
                let row = rows.next();
                if place == wanted {
                    continue;
                }
                paint::clear(cells, area);
                if let Some(row) = row {
                    paint::text_row(cells, area, &row, |glyph| styles.of(glyph));
                }
                *place = *wanted;
            }
        }
        (true, up)
    }

    /// Finds which rows are to stand in `columns`.
    fn look(&mut self, opened: &Opened, columns: &[Rect]) {
        self.wanted.clear();
        let mut texts = opened.columns();
        for column in columns {
            let end = self.wanted.len() + usize::from(column.height);
            let rows = texts.next().into_iter().flatten();
            let places = rows.map(|row| Some(row.place()));
            self.wanted.extend(places.take(column.height.into()));
            self.wanted.resize(end, None);
        }
    }

    /// Moves the rows of `column` that are to stand above or below where they do. Gives by how
    /// many rows they now stand higher.
    fn scroll(&mut self, column: Rect, cells: &mut Buffer) -> i16 {
        let (Some(first), Some(wanted)) = (self.places.first(), self.wanted.first()) else {
            return 0;
        };
        if first == wanted || first.is_none() || wanted.is_none() {
            return 0;
        }
        let rows = self.places.len();
        if let Some(up) = self.places.iter().position(|place| place == wanted) {
            for row in up..rows {
                self.exchange(row, row - up, column, cells);
            }
            up as i16
        } else if let Some(down) = self.wanted.iter().position(|place| place == first) {
            for row in (0..rows - down).rev() {
                self.exchange(row, row + down, column, cells);
            }
            -(down as i16)
        } else {
            0
        }
    }

    /// Puts each of two rows of `column` where the other stood.
    fn exchange(&mut self, one: usize, other: usize, column: Rect, cells: &mut Buffer) {
        self.places.swap(one, other);
        let start = |row: usize| cells.index_of(column.x, column.y + row as u16);
        let (above, below) = (start(one.min(other)), start(one.max(other)));
        let (before, from) = cells.content.split_at_mut(below);
        let width = usize::from(column.width);
        before[above..above + width].swap_with_slice(&mut from[..width]);
    }
}
