//! Finding in a document: where folded text occurs, and on which row a place of the text
//! stands.

use super::selection::{Selection, Spot};
use super::{Document, Place};
use crate::text::fold::Traced;

impl Document {
    /// Every place where `needle` occurs in the text, in the order of reading, whatever the
    /// spelling: both are folded.
    #[must_use]
    pub fn find(&self, needle: &str) -> Vec<Selection> {
        let mut found = Vec::new();
        for (piece, content) in self.pieces.iter().enumerate() {
            let texts = content.texts().iter().enumerate();
            for (text, content) in texts.filter(|(_, text)| text.is_selectable()) {
                let spot = |byte| Spot { piece, text, byte };
                let traced = Traced::new(content.content());
                found.extend(traced.find(needle).map(|range| Selection {
                    start: spot(range.start),
                    end: spot(range.end),
                }));
            }
        }
        found
    }

    /// The row that `selection` begins on.
    #[must_use]
    pub fn place_of(&self, selection: &Selection) -> Place {
        let Spot { piece, text, byte } = selection.start;
        let content = &self.pieces[piece];
        let row = content.row_of(text, byte, self.setting).unwrap_or(0);
        Place { piece, row }
    }

    /// Rows from `from` to `to`; `None` when there are more than `most`, or `to` comes before.
    #[must_use]
    pub fn rows_between(&self, from: Place, to: Place, most: usize) -> Option<usize> {
        (0..=most).find(|&rows| self.find_after(from, rows) == Some(to))
    }
}
