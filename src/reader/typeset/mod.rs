//! An article as rows of cells of a given width: what the article pane shows and what
//! `marsad read` prints. Knows no terminal and no state of the reader.
//!
//! A [`Document`] is made of pieces, each laid out when its rows are first asked for,
//! so that an article of any length opens in the time of its first screen.

mod columns;
mod compose;
mod find;
mod flow;
mod footnotes;
mod harakat;
mod looks;
mod passage;
mod piece;
mod role;
mod selection;
mod single;
mod text;

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use crate::article::Article;
use crate::gather::Picture;
use crate::library::Position;
use crate::locale::Locale;
use crate::text::Direction;

use self::piece::Piece;

pub use self::piece::{Dot, Glyph, Row, Setting};
pub use self::role::{Look, Role};
pub use self::selection::Selection;
pub use self::single::{Overflow, Single};

/// A row of a document: the piece and the row within it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Place {
    piece: usize,
    row: usize,
}

/// An article laid out for one width.
#[derive(Debug)]
pub struct Document {
    pieces: Vec<Piece>,
    setting: Setting,
    direction: Direction,
    /// Blocks of the article's body.
    blocks: usize,
}

/// What of an article's circumstances the head tells.
#[derive(Debug, Clone, Default)]
pub struct Head {
    /// The article's date in words; empty for none.
    pub date: String,
    /// What is said under it, oldest first; `None` says nothing of comments.
    pub comments: Option<Vec<Said>>,
    /// The pictures that there are, by their addresses.
    pub pictures: HashMap<String, Arc<Picture>>,
    /// The addresses of those that are on their way.
    pub awaited: HashSet<String>,
}

/// A comment.
#[derive(Debug, Clone)]
pub struct Said {
    /// Who says so.
    pub name: String,
    /// In words.
    pub date: String,
    /// Lines of text.
    pub text: String,
}

impl Document {
    /// Its pictures, each with the columns and rows that it takes.
    pub fn pictures(&self) -> impl Iterator<Item = (&Picture, usize, usize)> {
        self.pieces.iter().filter_map(Piece::picture)
    }

    /// Sets `article` as `setting` says. `hits` are what to mark: it is given
    /// a text and whether it is the title, and returns logical byte ranges.
    #[must_use]
    pub fn new(
        article: &Article,
        head: &Head,
        locale: &Locale,
        setting: Setting,
        hits: &dyn Fn(&str, bool) -> Vec<Range<usize>>,
    ) -> Self {
        let (pieces, direction) = compose::pieces(article, head, locale, hits, setting);
        Self {
            pieces,
            setting: Setting {
                width: setting.width.max(1),
                line_spacing: setting.line_spacing.max(1),
                ..setting
            },
            direction,
            blocks: article.body.len(),
        }
    }

    /// How it is set.
    #[must_use]
    pub fn setting(&self) -> Setting {
        self.setting
    }

    /// The way the article as a whole runs.
    #[must_use]
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// The rows from `place` on, in order.
    pub fn rows(&self, place: Place) -> impl Iterator<Item = Row<'_>> {
        self.pieces
            .iter()
            .enumerate()
            .skip(place.piece)
            .flat_map(move |(index, piece)| {
                let first = if index == place.piece { place.row } else { 0 };
                (first..piece.height(self.setting))
                    .map(move |row| piece.row(row, self.setting, index))
            })
    }

    /// The row `by` rows after `place`, or the last.
    #[must_use]
    pub fn after(&self, place: Place, by: usize) -> Place {
        self.find_after(place, by).unwrap_or_else(|| self.last())
    }

    /// The row `by` rows after `place`, if there is one.
    fn find_after(&self, place: Place, mut by: usize) -> Option<Place> {
        let mut at = place;
        while let Some(piece) = self.pieces.get(at.piece) {
            let left = piece.height(self.setting).saturating_sub(at.row);
            if by < left {
                return Some(Place {
                    row: at.row + by,
                    ..at
                });
            }
            by -= left;
            at = Place {
                piece: at.piece + 1,
                row: 0,
            };
        }
        None
    }

    /// Where the column after one of `height` rows from `top` on begins: with text, if there
    /// is any more.
    #[must_use]
    pub fn next_column(&self, top: Place, height: usize) -> Option<Place> {
        let mut place = self.find_after(top, height.max(1))?;
        while self.pieces[place.piece].is_blank(place.row, self.setting) {
            place = self.find_after(place, 1)?;
        }
        Some(place)
    }

    /// The row `by` rows before `place`, or the first.
    #[must_use]
    pub fn before(&self, place: Place, mut by: usize) -> Place {
        let mut at = place;
        loop {
            if by <= at.row {
                return Place {
                    row: at.row - by,
                    ..at
                };
            }
            by -= at.row;
            if at.piece == 0 {
                return Place::default();
            }
            at.piece -= 1;
            at.row = self.pieces[at.piece].height(self.setting);
        }
    }

    /// The first row of the last screen of `height` rows.
    #[must_use]
    pub fn end(&self, height: usize) -> Place {
        self.before(self.last(), height.saturating_sub(1))
    }

    fn last(&self) -> Place {
        let mut pieces = self.pieces.iter().enumerate().rev();
        pieces
            .find_map(|(piece, content)| {
                let row = content.height(self.setting).checked_sub(1)?;
                Some(Place { piece, row })
            })
            .unwrap_or_default()
    }

    /// The place after the last row.
    #[must_use]
    pub fn beyond(&self) -> Place {
        Place {
            piece: self.pieces.len(),
            row: 0,
        }
    }

    /// Where in the article's text the row at `place` begins; the start of the article
    /// for all rows above the body.
    #[must_use]
    pub fn position(&self, place: Place) -> Position {
        let Some(piece) = self.pieces.get(place.piece) else {
            return Position::default();
        };
        let Some(block) = piece.origin.block else {
            return Position::default();
        };
        Position {
            block,
            byte: piece.origin.byte + piece.row_start(place.row, self.setting),
        }
    }

    /// The row that holds `position`.
    #[must_use]
    pub fn place(&self, position: Position) -> Place {
        if position == Position::default() {
            return Place::default();
        }
        let wanted = (Some(position.block), position.byte);
        let piece = self
            .pieces
            .partition_point(|piece| (piece.origin.block, piece.origin.byte) <= wanted)
            .saturating_sub(1);
        let content = &self.pieces[piece];
        if content.origin.block != Some(position.block) {
            return Place { piece, row: 0 };
        }
        let byte = position.byte - content.origin.byte;
        let row = (0..content.height(self.setting))
            .rev()
            .find(|&row| content.row_start(row, self.setting) <= byte)
            .unwrap_or(0);
        Place { piece, row }
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
        let whole: usize = self.pieces[..place.piece.min(self.pieces.len())]
            .iter()
            .map(Piece::len)
            .sum();
        let part = self
            .pieces
            .get(place.piece)
            .map_or(0, |piece| piece.row_start(place.row, self.setting));
        whole + part
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::html;
    use crate::locale::Language;

    fn document(setting: Setting) -> Document {
        let paragraph = "<p>قال وزير الزراعة إن محصول القمح هذا العام يكفي البلاد ثمانية أشهر.</p>";
        let body = format!(
            "{}<h2>عنوان</h2><ul><li>أول<li>ثان</ul>",
            paragraph.repeat(5)
        );
        let article = Article {
            title: "محصول القمح".to_owned(),
            body: html::blocks(&body.repeat(4), None),
            ..Article::default()
        };
        let locale = Locale::new(Language::ARABIC);
        Document::new(&article, &Head::default(), &locale, setting, &|_, _| {
            Vec::new()
        })
    }

    fn drawn<'a>(rows: impl Iterator<Item = Row<'a>>) -> Vec<String> {
        let text = rows.map(|row| {
            let mut text = String::new();
            row.draw(|glyph| text.push_str(&glyph.symbol));
            text
        });
        text.filter(|text| !text.is_empty()).collect()
    }

    #[test]
    fn columns_show_every_row_once_and_begin_with_text() {
        for line_spacing in [1, 2] {
            let document = document(Setting {
                line_spacing,
                ..Setting::plain(30)
            });
            let all = drawn(document.rows(Place::default()));
            for height in 1..40 {
                let next = |top: &Place| document.next_column(*top, height);
                let tops = std::iter::successors(Some(Place::default()), next);
                let shown: Vec<String> = tops
                    .flat_map(|top| {
                        let rows = drawn(document.rows(top).take(height));
                        assert!(!rows.is_empty());
                        rows
                    })
                    .collect();
                assert_eq!(shown, all, "{height}");
            }
        }
    }

    #[test]
    fn wider_lines_say_the_same_and_their_places_are_kept() {
        let single = document(Setting::plain(30));
        let double = document(Setting {
            line_spacing: 2,
            ..Setting::plain(30)
        });
        let start = Place::default();
        assert_eq!(drawn(single.rows(start)), drawn(double.rows(start)));
        assert!(double.rows(start).count() > single.rows(start).count() * 5 / 4);
        let mut place = start;
        while let Some(next) = double.find_after(place, 1) {
            let position = double.position(next);
            assert_eq!(double.position(double.place(position)), position);
            place = next;
        }
    }
}
