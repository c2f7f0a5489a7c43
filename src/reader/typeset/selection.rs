//! Ranges of a document's text, in logical order: what the mouse went over, a paragraph.

use std::ops::Range;

use super::piece::{Glyph, Number, Row, Segment};
use super::role::Role;
use super::text::Text;
use super::{Document, Place};
use crate::text::sanitize;

/// A byte of a document's text, told by the piece and the text in it. In the order of
/// reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    pub(super) piece: Number,
    pub(super) text: usize,
    pub(super) byte: usize,
}

/// A run of a document's text, in logical order: it may lie on the screen in several
/// places, and its parts in any order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Selection {
    pub(super) start: Spot,
    pub(super) end: Spot,
}

impl Selection {
    /// From the first spot of both to the last.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// Whether it ends before `glyph` in the order of reading.
    #[must_use]
    pub fn ends_before(&self, glyph: &Glyph<'_>) -> bool {
        (self.end.piece, self.end.text, self.end.byte)
            <= (glyph.piece, glyph.text, glyph.range.start)
    }

    /// Whether all of `other` lies in it.
    #[must_use]
    pub fn holds(&self, other: &Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether no text is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.start >= self.end
    }

    /// Whether `glyph` shows any of it. What is not text of the article, as a quote's
    /// bar, never is.
    #[must_use]
    pub fn covers(&self, glyph: &Glyph<'_>) -> bool {
        let place = |byte| Spot {
            piece: glyph.piece,
            text: glyph.text,
            byte,
        };
        glyph.look.role != Role::Ornament
            && self.start < place(glyph.range.end)
            && place(glyph.range.start) < self.end
    }
}

impl Document {
    /// The cluster that stands in `column` of the row `rows` rows after `top`, or an end
    /// of its line for a column beside the line. On a row without text it is the end of
    /// the text above, from `top` on; `None` where there is none.
    #[must_use]
    pub fn at(&self, top: Place, rows: usize, column: usize) -> Option<Selection> {
        let on_screen: Vec<Row<'_>> = self.rows(top).take(rows + 1).collect();
        if on_screen.len() == rows + 1
            && let Some(pointed) = on_screen.last().and_then(|row| row.at(column))
        {
            return Some(pointed);
        }
        on_screen.iter().rev().find_map(Row::end)
    }

    /// The address that the cluster in `column` of the row `rows` rows after `top` links to.
    #[must_use]
    pub fn link_at(&self, top: Place, rows: usize, column: usize) -> Option<&str> {
        let pointed = self.rows(top).nth(rows)?.at(column)?;
        if pointed.is_empty() {
            return None;
        }
        let Spot { piece, text, byte } = pointed.start;
        self.piece(piece)?.texts().get(text)?.link(byte)
    }

    /// The address that `glyph` links to.
    #[must_use]
    pub fn link_of(&self, glyph: &Glyph<'_>) -> Option<&str> {
        let text = self.piece(glyph.piece)?.texts().get(glyph.text)?;
        text.link(glyph.range.start)
    }

    /// The first paragraph, heading, cell row or the like of the body that is on the rows
    /// from `top` on.
    #[must_use]
    pub fn paragraph(&self, top: Place) -> Option<Selection> {
        let (first, piece) = self.pieces(top.piece).find(|(_, piece)| {
            let length: usize = piece.selectable().map(|(_, length)| length).sum();
            piece.origin.block.is_some() && length > 0
        })?;
        let mut first = (first, piece);
        let mut last = (first.0, piece);
        if piece.goes_on() {
            let mut before = self.pieces_before(first.0);
            first = before.find(|(_, piece)| !piece.goes_on())?;
        }
        for next in self.pieces(last.0).skip(1) {
            if !next.1.goes_on() {
                break;
            }
            last = next;
        }
        let (text, _) = first.1.selectable().next()?;
        let start = Spot {
            piece: first.0,
            text,
            byte: 0,
        };
        let (text, byte) = last.1.selectable().last()?;
        let end = Spot {
            piece: last.0,
            text,
            byte,
        };
        Some(Selection { start, end })
    }

    /// The text of `selection` in logical order: a line a text, an empty line where one
    /// stands between pieces, tabs between the cells of a table.
    #[must_use]
    pub fn text_of(&self, selection: &Selection) -> String {
        let mut out = String::new();
        let mut gap = false;
        for (number, piece) in self.pieces(selection.start.piece) {
            if number > selection.end.piece {
                break;
            }
            let mut any = false;
            for (index, text) in piece.texts().iter().enumerate() {
                let within = |spot: Spot, otherwise: usize| {
                    if (spot.piece, spot.text) == (number, index) {
                        spot.byte
                    } else {
                        otherwise
                    }
                };
                let inside = (selection.start.piece, selection.start.text) <= (number, index)
                    && (number, index) <= (selection.end.piece, selection.end.text);
                if !inside || !text.is_selectable() {
                    continue;
                }
                let length = text.content().len();
                let range = within(selection.start, 0)..within(selection.end, length).min(length);
                if any {
                    out.push(piece.separator_before(index));
                } else if !out.is_empty() && !piece.goes_on() {
                    out.push_str(if gap { "\n\n" } else { "\n" });
                }
                out.push_str(&text.copied(range));
                any = true;
            }
            gap = !any;
        }
        out
    }
}

impl Row<'_> {
    /// What stands in `column`, in the text that is nearest to it.
    fn at(&self, column: usize) -> Option<Selection> {
        let texts = self.segments().filter(|(_, text)| text.is_selectable());
        let (segment, text) = texts.min_by_key(|(segment, _)| distance(segment, column))?;
        let justified = self.setting().justified;
        Some(self.select(segment, pointed(segment, text, column, justified)))
    }

    /// The end of the last text.
    fn end(&self) -> Option<Selection> {
        let texts = self.segments().filter(|(_, text)| text.is_selectable());
        let (segment, text) = texts.max_by_key(|(segment, _)| segment.text)?;
        let end = text.range_of(&segment.line).end;
        Some(self.select(segment, end..end))
    }

    fn select(&self, segment: &Segment, range: Range<usize>) -> Selection {
        let spot = |byte| Spot {
            piece: self.piece_number(),
            text: segment.text,
            byte,
        };
        Selection {
            start: spot(range.start),
            end: spot(range.end),
        }
    }
}

impl Text {
    /// Whether it is the article's, or about it, and no ornament.
    pub(super) fn is_selectable(&self) -> bool {
        self.role() != Role::Ornament
    }

    /// The bytes in `range` without the isolates that the interface puts around values.
    fn copied(&self, range: Range<usize>) -> String {
        let text = &self.content()[range];
        match self.role() {
            Role::Meta => sanitize::without_isolates(text),
            _ => text.to_owned(),
        }
    }
}

/// Columns between `segment` and `column`.
fn distance(segment: &Segment, column: usize) -> usize {
    let right = segment.left + segment.line.width();
    segment.left.saturating_sub(column) + (column + 1).saturating_sub(right)
}

/// The bytes of the text that `column` of the line shows; beside it, an end of the line,
/// with nothing in it.
fn pointed(segment: &Segment, text: &Text, column: usize, justified: bool) -> Range<usize> {
    let paragraph = text.paragraph();
    let line = text.range_of(&segment.line);
    let rtl = paragraph.direction().is_rtl();
    let at_start = line.start..line.start;
    let at_end = line.end..line.end;
    let (left_end, right_end) = if rtl {
        (at_end, at_start)
    } else {
        (at_start, at_end)
    };
    let (mut left, cells) = segment.cells(text, justified);
    if column < left {
        return left_end;
    }
    for cell in cells {
        left += usize::from(cell.width);
        if column < left {
            return cell.text_range();
        }
    }
    right_end
}
