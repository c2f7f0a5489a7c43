//! A document that is copied as it is but for some places.

use std::ops::Range;

/// The places of a document, in order, at which something else stands in the copy.
#[derive(Default)]
pub(super) struct Mends(Vec<(Range<usize>, String)>);

impl Mends {
    /// Puts `text` in the place of the bytes `range`.
    pub(super) fn replace(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.0.push((range, text.into()));
    }

    /// Puts `text` before the byte `at`.
    pub(super) fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.replace(at..at, text);
    }

    /// As [`Mends::replace`], where places after it are known already.
    pub(super) fn replace_before(&mut self, range: Range<usize>, text: impl Into<String>) {
        let place = self
            .0
            .partition_point(|(known, _)| known.start < range.start);
        self.0.insert(place, (range, text.into()));
    }

    /// Puts `added` behind what ends at `end` of `text`, so that it stays and goes with that.
    pub(super) fn append(&mut self, text: &str, end: usize, added: &str) {
        match self.0.last_mut() {
            Some((range, mended)) if range.end == end && range.start < end => {
                mended.push_str(added);
            }
            _ => {
                let last = text[..end].chars().next_back();
                let last = last.map(String::from).unwrap_or_default();
                self.replace(end - last.len()..end, last + added);
            }
        }
    }

    /// Whether all places end before the byte `at`.
    pub(super) fn end_before(&self, at: usize) -> bool {
        self.0.last().is_none_or(|(range, _)| range.end <= at)
    }

    /// What stands at places that begin at the byte `from` or after it.
    pub(super) fn since(&self, from: usize) -> impl Iterator<Item = &str> {
        let last_first = self.0.iter().rev();
        last_first
            .take_while(move |(range, _)| range.start >= from)
            .map(|(_, text)| text.as_str())
    }

    /// Leaves the document as it is from the byte `from` on.
    pub(super) fn forget(&mut self, from: usize) {
        while self.0.pop_if(|(range, _)| range.start >= from).is_some() {}
    }

    /// Puts the places in order, after some have been added out of it.
    pub(super) fn sort(&mut self) {
        self.0.sort_by_key(|(range, _)| range.start);
    }

    /// `text`, mended, without the bytes in `gaps`, which are in order.
    pub(super) fn mended(
        &self,
        text: &str,
        gaps: impl Iterator<Item = Range<usize>> + Clone,
    ) -> String {
        let left_out: usize = gaps.clone().map(|gap| gap.len()).sum();
        let mut copy = String::with_capacity(text.len() - left_out);
        let mut mends = self.0.iter().peekable();
        let mut at = 0;
        for gap in gaps.chain(std::iter::once(text.len()..text.len())) {
            // What replaces the start of what is left out goes with it.
            let is_before = |range: &Range<usize>| {
                range.start < gap.start || (range.start == gap.start && range.is_empty())
            };
            while let Some((range, mended)) = mends.next_if(|(range, _)| is_before(range)) {
                if range.start >= at {
                    copy.push_str(&text[at..range.start]);
                    copy.push_str(mended);
                    at = range.end;
                }
            }
            copy.push_str(&text[at.min(gap.start)..gap.start]);
            at = gap.end.max(at);
        }
        copy
    }
}
