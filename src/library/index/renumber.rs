//! Which numbers the documents of a segment have in the one that it is merged into.

use tantivy::{DocId, SegmentReader};

/// Of one of the segments.
pub(super) struct Renumber {
    /// The new number of its first document.
    first: DocId,
    /// The new numbers of its documents, where some are left out.
    new: Option<Vec<Option<DocId>>>,
}

impl Renumber {
    /// Of each of the `segments`, which are put one after the other.
    pub(super) fn all(segments: &[SegmentReader]) -> impl Iterator<Item = Self> + '_ {
        let mut first = 0;
        segments.iter().map(move |segment| {
            let one = Self::of(segment, first);
            first += segment.num_docs();
            one
        })
    }

    fn of(segment: &SegmentReader, first: DocId) -> Self {
        let renumbered = || {
            let mut new = vec![None; segment.max_doc() as usize];
            for (document, number) in segment.doc_ids_alive().zip(first..) {
                new[document as usize] = Some(number);
            }
            new
        };
        Self {
            first,
            new: segment.has_deletes().then(renumbered),
        }
    }

    /// The new number of `document`, unless it is left out.
    pub(super) fn number(&self, document: DocId) -> Option<DocId> {
        match &self.new {
            None => Some(document + self.first),
            Some(new) => new.get(document as usize).copied().flatten(),
        }
    }
}
