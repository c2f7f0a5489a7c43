//! Finding in the text of the article.

use super::Opened;
use super::marking::Marking;
use crate::library::Position;
use crate::reader::typeset::{Glyph, Place, Selection};

/// What is being looked for in the text.
#[derive(Debug)]
pub(super) struct Finding {
    /// The places, in the order of reading.
    found: Vec<Selection>,
    /// Which of them was gone to last.
    at: usize,
    /// Where reading stood before.
    before: (Place, Position),
    /// As it was typed.
    sought: String,
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

impl Opened {
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
        let finding = self.finding.as_ref()?;
        let before = finding
            .found
            .partition_point(|found| found.ends_before(glyph));
        let found = finding.found.get(before)?;
        found.covers(glyph).then_some(if before == finding.at {
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
        let found = document.map_or_else(Vec::new, |document| document.find(sought));
        let first = document.and_then(|document| {
            let mut places = found.iter().map(|found| document.place_of(found));
            places.position(|place| place >= self.top)
        });
        self.finding = Some(Finding {
            found,
            at: first.unwrap_or(0),
            before,
            sought: sought.to_owned(),
        });
        self.show_found();
    }

    /// What is looked for is looked for no more if it stands nowhere.
    pub fn keep_found(&mut self) {
        self.finding = self
            .finding
            .take()
            .filter(|finding| !finding.found.is_empty());
    }

    /// Which place that was found is shown, from 1, and how many there are.
    #[must_use]
    pub fn found(&self) -> Option<(usize, usize)> {
        let finding = self.finding.as_ref()?;
        let count = finding.found.len();
        Some((finding.at + usize::from(count > 0), count))
    }

    /// Goes to the next place that was found, or the one before, round and round. Returns
    /// whether there is any.
    pub fn step_in_found(&mut self, onwards: bool) -> bool {
        let Some(finding) = self
            .finding
            .as_mut()
            .filter(|finding| !finding.found.is_empty())
        else {
            return false;
        };
        let count = finding.found.len();
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
            finding.found = document.find(&finding.sought);
            finding.at = finding.at.min(finding.found.len().saturating_sub(1));
        }
    }

    /// Scrolls to the place that was gone to, unless it is on the screen.
    fn show_found(&mut self) {
        let finding = self.finding.as_ref();
        let found = finding.and_then(|finding| finding.found.get(finding.at));
        if let Some(found) = found.copied() {
            self.reveal(&found);
        }
    }
}
