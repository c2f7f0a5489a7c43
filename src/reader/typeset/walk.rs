//! Ways through a document: from row to row, and between rows and places of the text.

use std::ops::Range;

use super::part::Part;
use super::piece::{Number, Piece, Row};
use super::{Document, Place};
use crate::library::Position;

impl Document {
    /// Piece `number`; `None` beyond the end.
    pub(super) fn piece(&self, number: Number) -> Option<&Piece> {
        self.parts
            .get(number.part)?
            .pieces(&self.source)
            .get(number.piece)
    }

    /// The pieces from `number` on, or from where the next part begins.
    pub(super) fn pieces(&self, number: Number) -> impl Iterator<Item = (Number, &Piece)> {
        let parts = self.parts.iter().enumerate().skip(number.part);
        parts.flat_map(move |(part, content)| {
            let first = if part == number.part { number.piece } else { 0 };
            let pieces = content.pieces(&self.source).iter().enumerate().skip(first);
            pieces.map(move |(piece, content)| (Number { part, piece }, content))
        })
    }

    /// The pieces before `number`, the nearest first.
    pub(super) fn pieces_before(&self, number: Number) -> impl Iterator<Item = (Number, &Piece)> {
        let parts = self.parts.iter().enumerate().take(number.part + 1).rev();
        parts.flat_map(move |(part, content)| {
            let most = if part == number.part {
                number.piece
            } else {
                usize::MAX
            };
            // Where nothing of a part is asked for, it is not composed for it.
            let pieces = if most == 0 {
                &[]
            } else {
                content.pieces(&self.source)
            };
            let pieces = pieces.iter().enumerate().take(most).rev();
            pieces.map(move |(piece, content)| (Number { part, piece }, content))
        })
    }

    /// The rows from `place` on, in order.
    pub fn rows(&self, place: Place) -> impl Iterator<Item = Row<'_>> {
        self.pieces(place.piece).flat_map(move |(number, piece)| {
            let first = if number == place.piece { place.row } else { 0 };
            let setting = self.setting();
            (first..piece.height(setting)).map(move |row| piece.row(row, setting, number))
        })
    }

    /// Calls `each` for all rows in order until one fails. What has been gone through is
    /// forgotten, so that a document of any length takes the memory of some of it.
    ///
    /// # Errors
    /// That of `each`.
    pub fn each_row<E>(
        &mut self,
        mut each: impl FnMut(&Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let setting = self.setting();
        for (number, part) in self.parts.iter_mut().enumerate() {
            for (index, piece) in part.pieces(&self.source).iter().enumerate() {
                let number = Number {
                    part: number,
                    piece: index,
                };
                let mut rows = 0..piece.height(setting);
                rows.try_for_each(|row| each(&piece.row(row, setting, number)))?;
            }
            part.forget();
        }
        Ok(())
    }

    /// The row `by` rows after `place`, or the last.
    #[must_use]
    pub fn after(&self, place: Place, by: usize) -> Place {
        self.find_after(place, by).unwrap_or_else(|| self.last())
    }

    /// The row `by` rows after `place`, if there is one.
    pub(super) fn find_after(&self, place: Place, by: usize) -> Option<Place> {
        let mut row = by;
        for (number, piece) in self.pieces(place.piece) {
            if number == place.piece {
                row += place.row;
            }
            let height = piece.height(self.setting());
            if row < height {
                return Some(Place { piece: number, row });
            }
            row -= height;
        }
        None
    }

    /// Where the column after one of `height` rows from `top` on begins: with text, if there
    /// is any more.
    #[must_use]
    pub fn next_column(&self, top: Place, height: usize) -> Option<Place> {
        self.text_from(self.find_after(top, height.max(1))?)
    }

    /// The first row from `place` on that is not blank, if there is any.
    #[must_use]
    pub fn text_from(&self, place: Place) -> Option<Place> {
        let mut place = self.find_after(place, 0)?;
        while self.piece(place.piece)?.is_blank(place.row, self.setting()) {
            place = self.find_after(place, 1)?;
        }
        Some(place)
    }

    /// The chapter that `place` lies in: from where it begins to where the next one does. An
    /// article that is not very long is one.
    #[must_use]
    pub fn chapter(&self, place: Place) -> Range<Place> {
        const CHAPTER: usize = 256 << 10;
        let last = self.parts.len() - 1;
        let number = self.parts[place.piece.part.min(last)].above / CHAPTER;
        let start = self
            .parts
            .partition_point(|part| part.above / CHAPTER < number);
        let end = self
            .parts
            .partition_point(|part| part.above / CHAPTER <= number);
        let [start, end] = [start, end].map(|part| Place {
            piece: Number { part, piece: 0 },
            row: 0,
        });
        start..end
    }

    /// The row `by` rows before `place`, or the first.
    #[must_use]
    pub fn before(&self, place: Place, mut by: usize) -> Place {
        if by <= place.row {
            return Place {
                row: place.row - by,
                ..place
            };
        }
        by -= place.row;
        for (number, piece) in self.pieces_before(place.piece) {
            let height = piece.height(self.setting());
            if by <= height {
                return Place {
                    piece: number,
                    row: height - by,
                };
            }
            by -= height;
        }
        Place::default()
    }

    /// The first row of the last screen of `height` rows.
    #[must_use]
    pub fn end(&self, height: usize) -> Place {
        self.before(self.last(), height.saturating_sub(1))
    }

    fn last(&self) -> Place {
        let mut pieces = self.pieces_before(self.beyond().piece);
        pieces
            .find_map(|(piece, content)| {
                let row = content.height(self.setting()).checked_sub(1)?;
                Some(Place { piece, row })
            })
            .unwrap_or_default()
    }

    /// The place after the last row.
    #[must_use]
    pub fn beyond(&self) -> Place {
        Place {
            piece: Number {
                part: self.parts.len(),
                piece: 0,
            },
            row: 0,
        }
    }

    /// Where in the article's text the row at `place` begins; the start of the article
    /// for all rows above the body.
    #[must_use]
    pub fn position(&self, place: Place) -> Position {
        let Some(piece) = self.piece(place.piece) else {
            return Position::default();
        };
        let Some(block) = piece.origin.block else {
            return Position::default();
        };
        Position {
            block,
            byte: piece.origin.byte + piece.row_start(place.row, self.setting()),
        }
    }

    /// The row that holds `position`.
    #[must_use]
    pub fn place(&self, position: Position) -> Place {
        if position == Position::default() {
            return Place::default();
        }
        let wanted = (Some(position.block), position.byte);
        let part = self.part_of(position);
        let pieces = self.parts[part].pieces(&self.source);
        let index = pieces
            .partition_point(|piece| (piece.origin.block, piece.origin.byte) <= wanted)
            .saturating_sub(1);
        let piece = Number { part, piece: index };
        let Some(content) = pieces.get(index) else {
            return Place { piece, row: 0 };
        };
        if content.origin.block != Some(position.block) {
            return Place { piece, row: 0 };
        }
        let byte = position.byte - content.origin.byte;
        let row = (0..content.height(self.setting()))
            .rev()
            .find(|&row| content.row_start(row, self.setting()) <= byte)
            .unwrap_or(0);
        Place { piece, row }
    }

    /// The last part that begins at or before `position`.
    pub(super) fn part_of(&self, position: Position) -> usize {
        let wanted = (Some(position.block), position.byte);
        let begins = |part: &Part| (part.origin.block, part.origin.byte) <= wanted;
        self.parts.partition_point(begins).saturating_sub(1)
    }

    /// How much of the text lies above `place`, from 0 to 1, when `end` is the first
    /// row of the last screen.
    #[must_use]
    pub fn progress(&self, place: Place, end: Place) -> f64 {
        let (above, all) = (self.bytes_above(place), self.bytes_above(end));
        if place >= end || all == 0 {
            return 1.0;
        }
        above as f64 / all as f64
    }

    fn bytes_above(&self, place: Place) -> usize {
        let Some(part) = self.parts.get(place.piece.part) else {
            let foot = &self.parts[self.parts.len() - 1];
            let pieces = foot.pieces(&self.source).iter();
            return foot.above + pieces.map(Piece::len).sum::<usize>();
        };
        let pieces = part.pieces(&self.source);
        let index = place.piece.piece.min(pieces.len());
        let whole: usize = pieces[..index].iter().map(Piece::len).sum();
        let row = pieces
            .get(index)
            .map_or(0, |piece| piece.row_start(place.row, self.setting()));
        // Ornaments weigh nothing where parts are weighed.
        let below = self.parts.get(place.piece.part + 1);
        let most = below.map_or(usize::MAX, |below| below.above);
        (part.above + whole + row).min(most)
    }
}
