//! Marking passages of the article: those that are marked, and the one that is being chosen
//! word by word.

use super::Opened;
use crate::library::{Note, NoteId, Passage};
use crate::reader::typeset::Selection;

/// A passage that is being chosen.
#[derive(Debug)]
pub(super) struct Marking {
    words: Vec<Selection>,
    at: usize,
    /// Where it begins, once that is chosen.
    from: Option<usize>,
}

impl Marking {
    /// What has been chosen so far: a word, or all from where it begins.
    pub fn chosen(&self) -> Selection {
        let from = self.from.unwrap_or(self.at);
        self.words[from].to(self.words[self.at])
    }
}

impl Opened {
    /// Begins to choose a passage at the first word on the screen. Returns whether there is
    /// any.
    pub fn begin_marking(&mut self) -> bool {
        let Some(document) = &self.document else {
            return false;
        };
        let words = document.words();
        if words.is_empty() {
            return false;
        }
        let top = self.top;
        let first = words.partition_point(|word| document.place_of(word) < top);
        self.marking = Some(Marking {
            at: first.min(words.len() - 1),
            words,
            from: None,
        });
        self.reveal_marking();
        true
    }

    #[must_use]
    pub fn is_marking(&self) -> bool {
        self.marking.is_some()
    }

    pub fn end_marking(&mut self) {
        self.marking = None;
    }

    /// Goes `by` words on, or back.
    pub fn move_marking(&mut self, by: isize) {
        if let Some(marking) = &mut self.marking {
            let last = marking.words.len() - 1;
            marking.at = marking.at.saturating_add_signed(by).min(last);
        }
        self.reveal_marking();
    }

    /// Goes to the row below or above, as many words from its beginning.
    pub fn move_marking_by_row(&mut self, down: bool) {
        let (Some(document), Some(marking)) = (&self.document, &mut self.marking) else {
            return;
        };
        let row = |index: usize| document.place_of(&marking.words[index]);
        let start_of = |index: usize| {
            let here = row(index);
            let before = (0..index).rev().find(|&before| row(before) != here);
            before.map_or(0, |before| before + 1)
        };
        let start = start_of(marking.at);
        let within = marking.at - start;
        let there = if down {
            let here = row(marking.at);
            (marking.at..marking.words.len()).find(|&index| row(index) != here)
        } else {
            start.checked_sub(1).map(start_of)
        };
        if let Some(there) = there {
            let on_row = (there..marking.words.len()).take_while(|&index| row(index) == row(there));
            marking.at = there + within.min(on_row.count() - 1);
        }
        self.reveal_marking();
    }

    /// The word is where the passage begins; or where it ends, and then it is given.
    pub fn choose_marking(&mut self) -> Option<Passage> {
        let marking = self.marking.as_mut()?;
        if marking.from.is_none() {
            marking.from = Some(marking.at);
            return None;
        }
        let chosen = marking.chosen();
        self.marking = None;
        self.document.as_ref()?.passage(&chosen)
    }

    /// Whether the beginning of the passage is chosen.
    #[must_use]
    pub fn has_begun_marking(&self) -> bool {
        self.marking
            .as_ref()
            .is_some_and(|marking| marking.from.is_some())
    }

    /// The marked passage that the chosen word lies in.
    #[must_use]
    pub fn note_at_marking(&self) -> Option<&Note> {
        let chosen = self.marking.as_ref()?.chosen();
        let mut places = self.marked.iter();
        let (id, _) = places.find(|(_, place)| place.holds(&chosen))?;
        self.notes.iter().find(|note| note.id == *id)
    }

    /// `selection` as a passage of the article.
    #[must_use]
    pub fn passage(&self, selection: &Selection) -> Option<Passage> {
        self.document.as_ref()?.passage(selection)
    }

    /// Scrolls to the marked passage of this number.
    pub fn reveal_note(&mut self, id: NoteId) {
        let place = self.marked.iter().find(|(marked, _)| *marked == id);
        if let Some((_, place)) = place.copied() {
            self.reveal(&place);
        }
    }

    /// Finds where the marked passages stand, after the article was laid out.
    pub(super) fn find_marked(&mut self) {
        let Some(document) = &self.document else {
            return;
        };
        let places = self.notes.iter();
        self.marked = places
            .filter_map(|note| Some((note.id, document.find_passage(&note.passage)?)))
            .collect();
        if let Some(marking) = &mut self.marking {
            // The words of another text are others.
            marking.words = document.words();
            let last = marking.words.len().saturating_sub(1);
            marking.at = marking.at.min(last);
            marking.from = marking.from.map(|from| from.min(last));
        }
        self.marking = self
            .marking
            .take()
            .filter(|marking| !marking.words.is_empty());
    }

    fn reveal_marking(&mut self) {
        let word = self
            .marking
            .as_ref()
            .map(|marking| marking.words[marking.at]);
        if let Some(word) = word {
            self.reveal(&word);
        }
    }
}
