//! A list of documents in few bytes, and a way through it that passes over most of it.
//!
//! A list is the number of its documents, the documents in blocks of [`BLOCK`], and where
//! there are several blocks, before them the last document of each and where it ends (4 bytes
//! each, from the first block on). A document is its distance from the one before, shifted left
//! by one, a [`varint`], as the number is; its lowest bit says that what is listed occurs there
//! more than once or in the title, and that a [byte](Occurrences::to_byte) with both follows.

use tantivy::directory::OwnedBytes;
use tantivy::{DocId, DocSet, TERMINATED};

use super::varint;
use super::vector::Occurrences;

/// Documents in a block.
const BLOCK: usize = 64;

/// What tells of a block.
const TOLD: usize = 2 * size_of::<u32>();

/// Appends `documents`, which ascend, to `list`.
pub(super) fn encode(
    documents: impl ExactSizeIterator<Item = (DocId, Occurrences)>,
    list: &mut Vec<u8>,
) {
    let count = documents.len();
    varint::push(list, count as u32);
    let blocks = count.div_ceil(BLOCK);
    let mut told = list.len();
    if blocks > 1 {
        list.resize(told + blocks * TOLD, 0);
    }
    let start = list.len();
    let mut before = 0;
    for (nth, (document, occurrences)) in (1..).zip(documents) {
        let more = occurrences != Occurrences::ONCE;
        varint::push(list, (document - before) << 1 | u32::from(more));
        if more {
            list.push(occurrences.to_byte());
        }
        before = document;
        if blocks > 1 && (nth % BLOCK == 0 || nth == count) {
            let end = (list.len() - start) as u32;
            list[told..told + 4].copy_from_slice(&before.to_le_bytes());
            list[told + 4..told + TOLD].copy_from_slice(&end.to_le_bytes());
            told += TOLD;
        }
    }
}

/// The documents of a list, in order. One that is damaged ends early or has others, which
/// are none that a segment has.
pub(super) struct Postings {
    bytes: OwnedBytes,
    count: u32,
    /// Where what is told of the blocks begins, and where the first of them does.
    told: usize,
    start: usize,
    /// The byte after the document.
    at: usize,
    /// Documents after it.
    left: u32,
    document: DocId,
    occurrences: Occurrences,
}

impl Postings {
    pub(super) fn new(bytes: OwnedBytes) -> Self {
        let mut postings = Self {
            bytes,
            count: 0,
            told: 0,
            start: 0,
            at: 0,
            left: 0,
            document: 0,
            occurrences: Occurrences::ONCE,
        };
        postings.count = postings.value().unwrap_or(0);
        postings.left = postings.count;
        postings.told = postings.at;
        let blocks = (postings.count as usize).div_ceil(BLOCK);
        postings.start = postings.told + if blocks > 1 { blocks * TOLD } else { 0 };
        postings.at = postings.start;
        postings.advance();
        postings
    }

    /// Goes on to the first document that is not before `end`, and calls `take` with each that it
    /// passes.
    #[inline]
    pub(super) fn pass(&mut self, end: DocId, mut take: impl FnMut(DocId, Occurrences)) {
        while self.document < end {
            take(self.document, self.occurrences);
            self.advance();
        }
    }

    /// How often what is listed occurs in the document.
    #[inline]
    pub(super) fn occurrences(&self) -> Occurrences {
        self.occurrences
    }

    #[inline]
    fn value(&mut self) -> Option<u32> {
        let &first = self.bytes.get(self.at)?;
        // Most are no longer.
        if first < 0x80 {
            self.at += 1;
            return Some(first.into());
        }
        let mut rest = self.bytes.get(self.at..)?;
        let value = varint::take(&mut rest);
        self.at = self.bytes.len() - rest.len();
        value
    }

    #[inline]
    fn take_occurrences(&mut self) -> Occurrences {
        let byte = self.bytes.get(self.at).copied().unwrap_or_default();
        self.at += 1;
        Occurrences::from_byte(byte)
    }

    /// The last document of a block, and the byte after it.
    fn block(&self, block: usize) -> Option<(DocId, usize)> {
        let at = self.told + block * TOLD;
        let told: &[u8; TOLD] = self.bytes.get(at..at + TOLD)?.try_into().ok()?;
        let [a, b, c, d, e, f, g, h] = *told;
        let end = u32::from_le_bytes([e, f, g, h]) as usize;
        Some((u32::from_le_bytes([a, b, c, d]), self.start + end))
    }

    /// Goes to the last document of the last block that ends before `target`, if it lies
    /// ahead.
    fn pass_blocks(&mut self, target: DocId) {
        let blocks = (self.start - self.told) / TOLD;
        let current = (self.count - self.left).saturating_sub(1) as usize / BLOCK;
        let is_before = |block| self.block(block).is_some_and(|(last, _)| last < target);
        if current >= blocks || !is_before(current) {
            return;
        }
        // By steps that double, then by halves.
        let (mut passed, mut step) = (current, 1);
        while is_before(passed + step) && passed + step < blocks {
            passed += step;
            step *= 2;
        }
        while step > 0 {
            if passed + step < blocks && is_before(passed + step) {
                passed += step;
            }
            step /= 2;
        }
        if let Some((last, end)) = self.block(passed) {
            self.document = last;
            self.at = end;
            self.left = self.count.saturating_sub(((passed + 1) * BLOCK) as u32);
        }
    }
}

impl DocSet for Postings {
    #[inline]
    fn advance(&mut self) -> DocId {
        let next = match self.left {
            0 => None,
            _ => self.value(),
        };
        self.left = self.left.saturating_sub(1);
        self.occurrences = match next {
            Some(value) if value & 1 == 1 => self.take_occurrences(),
            _ => Occurrences::ONCE,
        };
        self.document = match next.and_then(|value| self.document.checked_add(value >> 1)) {
            Some(document) if document < TERMINATED => document,
            _ => {
                self.left = 0;
                TERMINATED
            }
        };
        self.document
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.document < target {
            self.pass_blocks(target);
        }
        while self.document < target {
            self.advance();
        }
        self.document
    }

    #[inline]
    fn doc(&self) -> DocId {
        self.document
    }

    fn size_hint(&self) -> u32 {
        self.count
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// As often as its number says, so that the documents differ.
    fn occurrences(document: DocId) -> Occurrences {
        Occurrences {
            count: document % 5 + 1,
            in_title: document.is_multiple_of(3),
        }
    }

    fn postings(documents: &[DocId]) -> Postings {
        let mut list = Vec::new();
        let documents = documents.iter();
        let documents = documents.map(|&document| (document, occurrences(document)));
        encode(documents, &mut list);
        Postings::new(OwnedBytes::new(list))
    }

    fn count(mut postings: Postings) -> usize {
        let mut found = 0;
        while postings.doc() != TERMINATED {
            found += 1;
            postings.advance();
        }
        found
    }

    fn documents() -> impl Strategy<Value = Vec<DocId>> {
        let set = prop::collection::btree_set(0..2_000_u32, 0..1_000);
        (set, 1..1_000_u32).prop_map(|(set, times)| set.into_iter().map(|d| d * times).collect())
    }

    proptest! {
        #[test]
        fn what_goes_in_comes_out(documents in documents()) {
            let mut postings = postings(&documents);
            prop_assert_eq!(postings.size_hint() as usize, documents.len());
            for &document in &documents {
                prop_assert_eq!(postings.doc(), document);
                prop_assert_eq!(postings.occurrences(), occurrences(document));
                postings.advance();
            }
            prop_assert_eq!(postings.doc(), TERMINATED);
            prop_assert_eq!(postings.advance(), TERMINATED);
        }

        #[test]
        fn seeking_finds_the_first_not_before(
            documents in documents(),
            steps in prop::collection::vec((any::<bool>(), 0..200_000_u32), 0..40),
        ) {
            let mut postings = postings(&documents);
            for (seeks, step) in steps {
                let target = postings.doc().saturating_add(step).min(TERMINATED);
                let (found, target) = if seeks {
                    (postings.seek(target), target)
                } else {
                    let next = postings.doc().saturating_add(1);
                    (postings.advance(), next)
                };
                let expected = documents.iter().copied().find(|&document| document >= target);
                prop_assert_eq!(found, expected.unwrap_or(TERMINATED));
                if let Some(document) = expected {
                    prop_assert_eq!(postings.occurrences(), occurrences(document));
                }
            }
        }

        #[test]
        fn anything_is_read_to_its_end(
            bytes in prop::collection::vec(any::<u8>(), 0..300),
            targets in prop::collection::vec(any::<u32>(), 0..20),
        ) {
            let mut postings = Postings::new(OwnedBytes::new(bytes.clone()));
            for target in targets {
                let target = target.clamp(postings.doc(), TERMINATED);
                postings.seek(target);
            }
            prop_assert!(count(Postings::new(OwnedBytes::new(bytes.clone()))) <= bytes.len());
        }
    }
}
