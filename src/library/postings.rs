//! A list of documents in few bytes, and a way through it that passes over most of it.
//!
//! A list is the number of its documents, the documents in blocks of [`BLOCK`], and where
//! there are several blocks, before them the last document of each and where it ends (4 bytes
//! each, from the first block on). A document is its distance from the one before, a
//! [`varint`], as the number is.

use tantivy::directory::OwnedBytes;
use tantivy::{DocId, DocSet, TERMINATED};

use super::varint;

/// Documents in a block.
const BLOCK: usize = 128;

/// What tells of a block.
const TOLD: usize = 2 * size_of::<u32>();

/// Appends `documents`, which ascend, to `list`.
pub(super) fn encode(documents: &[DocId], list: &mut Vec<u8>) {
    varint::push(list, documents.len() as u32);
    let blocks = documents.len().div_ceil(BLOCK);
    let mut told = list.len();
    if blocks > 1 {
        list.resize(told + blocks * TOLD, 0);
    }
    let start = list.len();
    let mut before = 0;
    for block in documents.chunks(BLOCK) {
        for &document in block {
            varint::push(list, document - before);
            before = document;
        }
        if blocks > 1 {
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

    fn value(&mut self) -> Option<u32> {
        let mut rest = self.bytes.get(self.at..)?;
        let value = varint::take(&mut rest);
        self.at = self.bytes.len() - rest.len();
        value
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
    fn advance(&mut self) -> DocId {
        let next = match self.left {
            0 => None,
            _ => self.value(),
        };
        self.left = self.left.saturating_sub(1);
        self.document = match next.and_then(|distance| self.document.checked_add(distance)) {
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

    fn postings(documents: &[DocId]) -> Postings {
        let mut list = Vec::new();
        encode(documents, &mut list);
        Postings::new(OwnedBytes::new(list))
    }

    fn all(mut postings: Postings) -> Vec<DocId> {
        let mut found = Vec::new();
        while postings.doc() != TERMINATED {
            found.push(postings.doc());
            postings.advance();
        }
        assert_eq!(postings.advance(), TERMINATED);
        found
    }

    fn documents() -> impl Strategy<Value = Vec<DocId>> {
        let set = prop::collection::btree_set(0..2_000_u32, 0..1_000);
        (set, 1..1_000_u32).prop_map(|(set, times)| set.into_iter().map(|d| d * times).collect())
    }

    proptest! {
        #[test]
        fn what_goes_in_comes_out(documents in documents()) {
            let postings = postings(&documents);
            prop_assert_eq!(postings.size_hint() as usize, documents.len());
            prop_assert_eq!(all(postings), documents);
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
            prop_assert!(all(Postings::new(OwnedBytes::new(bytes.clone()))).len() <= bytes.len());
        }
    }
}
