//! Finding in the text of the article.

use std::cell::OnceCell;
use std::hash::Hash;
use std::ops::RangeInclusive;

use super::Opened;
use super::marking::Marking;
use crate::library::Position;
use crate::reader::typeset::{Document, Glyph, Place, Selection};
use crate::text::needle::Needle;

/// What is being looked for in the text.
#[derive(Debug)]
pub(super) struct Finding {
    /// As it was typed.
    sought: String,
    needle: Needle,
    /// How many places there are in each part of the document and all before it.
    counts: Vec<usize>,
    /// The places of parts that have been looked into, in the order of reading.
    found: Vec<OnceCell<Vec<Selection>>>,
    /// Which of them was gone to last.
    at: usize,
    /// Where reading stood before.
    before: (Place, Position),
}

/// What is laid over the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overlay {
    Selected,
    /// Found, and the place that was gone to.
    Found,
    /// Found as well.
    AlsoFound,
    /// A passage that the user has marked.
    Marked,
}

impl Finding {
    /// Counts the places in `document`; the first from `top` on is gone to.
    fn new(document: &Document, sought: &str, before: (Place, Position)) -> Self {
        let mut finding = Self {
            sought: sought.to_owned(),
            needle: Needle::new(sought),
            counts: Vec::new(),
            found: Vec::new(),
            at: 0,
            before,
        };
        finding.count(document);
        let part = before.0.part();
        let here = finding.places(document, part).iter();
        let above = here.take_while(|found| document.place_of(found) < before.0);
        let above = above.count();
        let first = finding.before(part) + above;
        if first < finding.all() {
            finding.at = first;
        }
        finding
    }

    fn count(&mut self, document: &Document) {
        let parts = 0..document.parts();
        let counts = parts.scan(0, |all, part| {
            *all += document.count(part, &self.needle);
            Some(*all)
        });
        self.counts = counts.collect();
        self.found = self.counts.iter().map(|_| OnceCell::new()).collect();
    }

    /// How many places there are.
    fn all(&self) -> usize {
        self.counts.last().copied().unwrap_or(0)
    }

    /// How many places there are before a part.
    fn before(&self, part: usize) -> usize {
        part.checked_sub(1).map_or(0, |part| self.counts[part])
    }

    /// The places in a part.
    fn places(&self, document: &Document, part: usize) -> &[Selection] {
        let found = self.found.get(part);
        found.map_or(&[], |found| {
            found.get_or_init(|| document.find(part, &self.needle))
        })
    }

    /// The place that was gone to.
    fn shown(&self, document: &Document) -> Option<Selection> {
        let part = self.counts.partition_point(|&count| count <= self.at);
        let places = self.places(document, part);
        places.get(self.at - self.before(part)).copied()
    }

    /// Forgets the places in all parts but these.
    pub fn forget(&mut self, but: &RangeInclusive<usize>) {
        for (part, found) in self.found.iter_mut().enumerate() {
            if !but.contains(&part) {
                found.take();
            }
        }
    }
}

impl Opened {
    /// What is laid over the text: while it stays the same, so does what that looks like.
    pub fn overlays(&self) -> impl Hash + use<'_> {
        let chosen = self.marking.as_ref().map(Marking::chosen);
        let found = self.finding.as_ref();
        let found = found.map(|finding| (&finding.sought, finding.at));
        (self.selection(), chosen, found, &self.marked)
    }

    /// Whether anything may be laid over the text.
    #[must_use]
    pub fn has_overlays(&self) -> bool {
        let is_chosen = self.marking.is_some() || self.selection().is_some();
        is_chosen || self.finding.is_some() || !self.marked.is_empty()
    }

    /// What is laid over `glyph`.
    #[must_use]
    pub fn overlay(&self, glyph: &Glyph<'_>) -> Option<Overlay> {
        let chosen = self.marking.as_ref().map(Marking::chosen);
        let mut selected = self.selection().into_iter().chain(&chosen);
        if selected.any(|selection| selection.covers(glyph)) {
            return Some(Overlay::Selected);
        }
        let mut marked = self.marked.iter();
        let is_marked = marked.any(|(_, place)| place.covers(glyph));
        self.found_overlay(glyph)
            .or_else(|| is_marked.then_some(Overlay::Marked))
    }

    fn found_overlay(&self, glyph: &Glyph<'_>) -> Option<Overlay> {
        let (finding, document) = (self.finding.as_ref()?, self.document.as_ref()?);
        let found = finding.places(document, glyph.part());
        let before = found.partition_point(|found| found.ends_before(glyph));
        let place = found.get(before)?;
        let number = finding.before(glyph.part()) + before;
        place.covers(glyph).then_some(if number == finding.at {
            Overlay::Found
        } else {
            Overlay::AlsoFound
        })
    }

    /// Marks where `sought` stands in the text and shows the first place from where reading
    /// stood before on.
    pub fn find(&mut self, sought: &str) {
        let before = match &self.finding {
            Some(finding) => finding.before,
            None => (self.top, self.position),
        };
        (self.top, self.position) = before;
        let document = self.document.as_ref();
        self.finding = document.map(|document| Finding::new(document, sought, before));
        self.show_found();
    }

    /// What is looked for is looked for no more if it stands nowhere.
    pub fn keep_found(&mut self) {
        self.finding = self.finding.take().filter(|finding| finding.all() > 0);
    }

    /// Which place that was found is shown, from 1, and how many there are.
    #[must_use]
    pub fn found(&self) -> Option<(usize, usize)> {
        let finding = self.finding.as_ref()?;
        let count = finding.all();
        Some((finding.at + usize::from(count > 0), count))
    }

    /// Goes to the next place that was found, or the one before, round and round. Returns
    /// whether there is any.
    pub fn step_in_found(&mut self, onwards: bool) -> bool {
        let finding = self.finding.as_mut();
        let Some(finding) = finding.filter(|finding| finding.all() > 0) else {
            return false;
        };
        let count = finding.all();
        let step = if onwards { 1 } else { count - 1 };
        finding.at = (finding.at + step) % count;
        self.show_found();
        true
    }

    /// Looks for nothing any more; goes back to where reading stood before when the search is
    /// `given_up`. Returns whether anything was looked for.
    pub fn end_finding(&mut self, given_up: bool) -> bool {
        let Some(finding) = self.finding.take() else {
            return false;
        };
        if given_up {
            (self.top, self.position) = finding.before;
        }
        true
    }

    /// The text has changed.
    pub(super) fn find_again(&mut self) {
        if let (Some(finding), Some(document)) = (&mut self.finding, &self.document) {
            finding.before.0 = document.place(finding.before.1);
            finding.count(document);
            finding.at = finding.at.min(finding.all().saturating_sub(1));
        }
    }

    /// Scrolls to the place that was gone to, unless it is on the screen.
    fn show_found(&mut self) {
        let (Some(finding), Some(document)) = (&self.finding, &self.document) else {
            return;
        };
        if let Some(found) = finding.shown(document) {
            self.reveal(&found);
        }
    }
}
