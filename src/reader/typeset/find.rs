//! Finding in a document: where folded text occurs, and on which row a place of the text
//! stands. What is found is counted a part at a time, and looked up in a part when it is to
//! be shown: a letter occurs a million times in a text of megabytes.

use super::piece::Number;
use super::selection::{Selection, Spot};
use super::{Document, Place};
use crate::text::cut::beginning;
use crate::text::fold::Traced;
use crate::text::needle::Needle;

/// Bytes that a character that is looked for takes at most with the marks on it.
const WITH_MARKS: usize = 40;

impl Document {
    /// How many parts it has.
    #[must_use]
    pub fn parts(&self) -> usize {
        self.parts.len()
    }

    /// How often `needle` occurs in part `number`.
    #[must_use]
    pub fn count(&self, number: usize, needle: &Needle) -> usize {
        match self.parts[number].whole_texts(&self.source.article) {
            Some(texts) => {
                let lines = texts.flat_map(|text| text.split('\n'));
                lines.map(|line| needle.count(line, line.len())).sum()
            }
            None => {
                let texts = self.texts(number, needle).into_iter();
                texts.map(|(_, text, own)| needle.count(text, own)).sum()
            }
        }
    }

    /// Every place where `needle` occurs in the text of part `number`, in the order of
    /// reading.
    #[must_use]
    pub fn find(&self, number: usize, needle: &Needle) -> Vec<Selection> {
        let mut found = Vec::new();
        for (start, text, own) in self.texts(number, needle) {
            let spot = |byte| Spot { byte, ..start };
            let traced = Traced::new(text);
            let places = traced.find(needle.folded());
            let places = places.take_while(|range| range.start < own);
            found.extend(places.map(|range| Selection {
                start: spot(range.start),
                end: spot(range.end.min(own)),
            }));
        }
        found
    }

    /// The texts of a part that are no ornaments, each with where it begins and how many of
    /// its bytes are its own: where a portion ends within a line, as much of the next follows
    /// as what is found may reach over.
    fn texts(&self, number: usize, needle: &Needle) -> Vec<(Spot, &str, usize)> {
        let part = &self.parts[number];
        if let Some((piece, text, portion)) = part.portion(&self.source.article) {
            let piece = Number {
                part: number,
                piece,
            };
            let end = portion.range.end;
            let reached = beginning(&text[end..], WITH_MARKS * needle.folded().len());
            let over = reached.split('\n').next().map_or(0, str::len);
            let mut start = portion.range.start;
            let lines = text[portion.range].split('\n').enumerate();
            let texts = lines.map(|(line, own)| {
                let line_end = start + own.len();
                let reached = if line_end == end {
                    end + over
                } else {
                    line_end
                };
                let text = &text[start..reached];
                start = line_end + 1;
                let spot = Spot {
                    piece,
                    text: line,
                    byte: 0,
                };
                (spot, text, own.len())
            });
            return texts.collect();
        }
        let pieces = part.pieces(&self.source).iter().enumerate();
        let texts = pieces.flat_map(|(index, piece)| {
            let number = Number {
                part: number,
                piece: index,
            };
            piece.selectable().map(move |(text, length)| {
                let spot = Spot {
                    piece: number,
                    text,
                    byte: 0,
                };
                (spot, piece.texts()[text].content(), length)
            })
        });
        texts.collect()
    }

    /// The row that `selection` begins on.
    #[must_use]
    pub fn place_of(&self, selection: &Selection) -> Place {
        let Spot { piece, text, byte } = selection.start;
        let content = self.piece(piece);
        let row = content.and_then(|content| content.row_of(text, byte, self.setting()));
        Place {
            piece,
            row: row.unwrap_or(0),
        }
    }

    /// Rows from `from` to `to`; `None` when there are more than `most`, or `to` comes before.
    #[must_use]
    pub fn rows_between(&self, from: Place, to: Place, most: usize) -> Option<usize> {
        (0..=most).find(|&rows| self.find_after(from, rows) == Some(to))
    }
}
