//! Marking passages of the article: those that are marked, and the one that is being chosen
//! word by word.

use std::rc::Rc;

use super::Opened;
use crate::library::{Note, NoteId, Passage};
use crate::reader::typeset::{Document, Place, Selection};

/// A passage that is being chosen.
#[derive(Debug)]
pub(super) struct Marking {
    word: Cursor,
    /// The word that it begins with, once that is chosen.
    from: Option<Selection>,
}

/// A word of a document.
#[derive(Debug, Clone)]
struct Cursor {
    /// The part that it lies in, and the words of that.
    part: usize,
    words: Rc<[Selection]>,
    at: usize,
}

impl Cursor {
    /// The first word in part `part` or after it.
    fn from(document: &Document, part: usize) -> Option<Self> {
        let mut parts = part..document.parts();
        parts.find_map(|part| Self::within(document, part))
    }

    /// The last word before part `part`.
    fn before(document: &Document, part: usize) -> Option<Self> {
        let mut parts = (0..part).rev();
        let mut cursor = parts.find_map(|part| Self::within(document, part))?;
        cursor.at = cursor.words.len() - 1;
        Some(cursor)
    }

    /// The first word of a part.
    fn within(document: &Document, part: usize) -> Option<Self> {
        let words: Rc<[Selection]> = document.words(part).into();
        (!words.is_empty()).then_some(Self { part, words, at: 0 })
    }

    /// The first word on the row at `place` or after it, or the last there is.
    fn at(document: &Document, place: Place) -> Option<Self> {
        let here = Self::within(document, place.part()).and_then(|mut here| {
            let is_above = |word: &Selection| document.place_of(word) < place;
            here.at = here.words.partition_point(is_above);
            (here.at < here.words.len()).then_some(here)
        });
        here.or_else(|| Self::from(document, place.part() + 1))
            .or_else(|| Self::before(document, document.parts()))
    }

    fn word(&self) -> Selection {
        self.words[self.at]
    }

    fn row(&self, document: &Document) -> Place {
        document.place_of(&self.word())
    }

    /// The word after it, or before it.
    fn neighbour(&self, document: &Document, onwards: bool) -> Option<Self> {
        let at = self.at.checked_add_signed(if onwards { 1 } else { -1 });
        match at.filter(|at| *at < self.words.len()) {
            Some(at) => Some(Self { at, ..self.clone() }),
            None if onwards => Self::from(document, self.part + 1),
            None => Self::before(document, self.part),
        }
    }

    /// The first word of its row, and how many words of the row come before it.
    fn row_start(&self, document: &Document) -> (Self, usize) {
        let row = self.row(document);
        let mut start = (self.clone(), 0);
        while let Some(before) = start.0.neighbour(document, false)
            && before.row(document) == row
        {
            start = (before, start.1 + 1);
        }
        start
    }

    /// The word as far from the beginning of the row below, or above.
    fn on_neighbouring_row(&self, document: &Document, down: bool) -> Option<Self> {
        let row = self.row(document);
        let (start, within) = self.row_start(document);
        let mut there = if down {
            let onwards = |word: &Self| word.neighbour(document, true);
            let mut words = std::iter::successors(Some(self.clone()), onwards);
            words.find(|word| word.row(document) != row)?
        } else {
            let last = start.neighbour(document, false)?;
            last.row_start(document).0
        };
        let row = there.row(document);
        for _ in 0..within {
            match there.neighbour(document, true) {
                Some(next) if next.row(document) == row => there = next,
                _ => break,
            }
        }
        Some(there)
    }
}

impl Marking {
    /// What has been chosen so far: a word, or all from where it begins.
    pub fn chosen(&self) -> Selection {
        let word = self.word.word();
        self.from.map_or(word, |from| from.to(word))
    }
}

impl Opened {
    /// Begins to choose a passage at the first word on the screen. Returns whether there is
    /// any.
    pub fn begin_marking(&mut self) -> bool {
        let Some(document) = &self.document else {
            return false;
        };
        let word = Cursor::at(document, self.top);
        self.marking = word.map(|word| Marking { word, from: None });
        self.reveal_marking();
        self.marking.is_some()
    }

    #[must_use]
    pub fn is_marking(&self) -> bool {
        self.marking.is_some()
    }

    pub fn end_marking(&mut self) {
        self.marking = None;
    }

    /// Goes to the next word, or the one before.
    pub fn move_marking(&mut self, onwards: bool) {
        self.mark_another(|word, document| word.neighbour(document, onwards));
    }

    /// Goes to the row below or above, as many words from its beginning.
    pub fn move_marking_by_row(&mut self, down: bool) {
        self.mark_another(|word, document| word.on_neighbouring_row(document, down));
    }

    fn mark_another(&mut self, other: impl FnOnce(&Cursor, &Document) -> Option<Cursor>) {
        if let (Some(document), Some(marking)) = (&self.document, &mut self.marking)
            && let Some(word) = other(&marking.word, document)
        {
            marking.word = word;
        }
        self.reveal_marking();
    }

    /// The word is where the passage begins; or where it ends, and then it is given.
    pub fn choose_marking(&mut self) -> Option<Passage> {
        let marking = self.marking.as_mut()?;
        if marking.from.is_none() {
            marking.from = Some(marking.word.word());
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
        // The words of another text are others, and one that is changed begins anew.
        self.marking = self.marking.take().and_then(|mut marking| {
            let part = marking.word.part.min(document.parts() - 1);
            let last = |word: Cursor| word.words.len() - 1;
            let words = Cursor::within(document, part)
                .or_else(|| Cursor::before(document, document.parts()))?;
            let same = words.words == marking.word.words;
            marking.from = marking.from.filter(|_| same);
            marking.word.at = marking.word.at.min(last(words.clone()));
            (marking.word.part, marking.word.words) = (words.part, words.words);
            Some(marking)
        });
    }

    fn reveal_marking(&mut self) {
        let word = self.marking.as_ref().map(|marking| marking.word.word());
        if let Some(word) = word {
            self.reveal(&word);
        }
    }
}
