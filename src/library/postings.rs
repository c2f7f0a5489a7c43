//! A list of documents in few bytes, and a way through it that passes over most of it.
//!
//! A list is the number of its documents, a [`varint`]; of each block of [`BLOCK`] documents the
//! last and where the block ends (4 bytes each, from the first block on); the blocks; and the
//! documents that fill no block. In a block stand the bits of a distance between documents and
//! of an occurrence (a byte each), then all distances and all occurrences in so many bits
//! ([`bitpacking`]). What fills no block is for each document its distance from the one before,
//! shifted left by one, a varint; its lowest bit says that its occurrences follow in a byte,
//! and are not [`Occurrences::ONCE`].

use std::ops::Range;

use bitpacking::{BitPacker as _, BitPacker4x};
use tantivy::directory::OwnedBytes;
use tantivy::{DocId, DocSet, TERMINATED};

use super::varint;
use super::vector::Occurrences;

/// Documents in a block.
const BLOCK: usize = BitPacker4x::BLOCK_LEN;

/// Documents of a block of which the last is looked at before the others are.
const GROUP: usize = 16;

/// Bytes at most of a document that fills no block.
const LONGEST: usize = varint::MOST + 1;

/// Bytes of what is told of a block, and of the bits in it.
const TOLD: usize = 2 * size_of::<u32>();
const BITS: usize = 2;

/// Appends `documents`, which ascend, to `list`.
pub(super) fn encode(
    mut documents: impl ExactSizeIterator<Item = (DocId, Occurrences)>,
    list: &mut Vec<u8>,
) {
    let count = documents.len();
    varint::push(list, count as u32);
    let blocks = count / BLOCK;
    let told = list.len();
    list.resize(told + blocks * TOLD, 0);
    let start = list.len();
    let mut before = 0;
    // Most lists are short, and are made without one.
    let mut block = None;
    for told in (told..start).step_by(TOLD) {
        let block = block.get_or_insert_with(|| Block::of(BLOCK));
        for ((document, code), from) in block
            .documents
            .iter_mut()
            .zip(&mut block.codes)
            .zip(&mut documents)
        {
            (*document, *code) = (from.0, from.1.to_byte().into());
        }
        before = block.encode(before, list);
        let end = (list.len() - start) as u32;
        list[told..told + 4].copy_from_slice(&before.to_le_bytes());
        list[told + 4..told + TOLD].copy_from_slice(&end.to_le_bytes());
    }
    let mut end = list.len();
    list.resize(end + count % BLOCK * LONGEST, 0);
    for (document, occurrences) in documents {
        let more = occurrences != Occurrences::ONCE;
        let Some(room) = list[end..].first_chunk_mut() else {
            break;
        };
        end += varint::put(room, (document - before) << 1 | u32::from(more));
        if more {
            list[end] = occurrences.to_byte();
            end += 1;
        }
        before = document;
    }
    list.truncate(end);
}

/// Documents that are unpacked, and how often what is listed occurs in each.
struct Block {
    /// Whole groups; what they have no documents for is [`TERMINATED`].
    documents: Vec<DocId>,
    /// [`Occurrences::to_byte`].
    codes: Vec<u32>,
}

impl Block {
    /// With room for `length` documents.
    fn of(length: usize) -> Self {
        let length = length.max(1).next_multiple_of(GROUP);
        Self {
            documents: vec![TERMINATED; length],
            codes: vec![0; length],
        }
    }

    /// How many of the documents come before `target`. They are counted, as that is done many at a
    /// time; halving, one is waited for after the other.
    fn before(&self, target: DocId) -> usize {
        let (groups, _) = self.documents.as_chunks::<GROUP>();
        let groups_before = groups
            .iter()
            .map(|group| usize::from(group[GROUP - 1] < target));
        let begin = groups_before.sum::<usize>();
        let in_group = |group: &[DocId; GROUP]| -> u32 {
            group.iter().map(|&it| u32::from(it < target)).sum()
        };
        begin * GROUP + groups.get(begin).map_or(0, in_group) as usize
    }

    /// Appends a whole block to `list`; gives its last document.
    fn encode(&self, before: DocId, list: &mut Vec<u8>) -> DocId {
        let packer = BitPacker4x::new();
        let of_documents = packer.num_bits_sorted(before, &self.documents);
        let of_codes = packer.num_bits(&self.codes);
        list.extend([of_documents, of_codes]);
        let at = list.len();
        list.resize(at + packed(of_documents) + packed(of_codes), 0);
        let (documents, codes) = list[at..].split_at_mut(packed(of_documents));
        packer.compress_sorted(before, &self.documents, documents, of_documents);
        packer.compress(&self.codes, codes, of_codes);
        self.documents[BLOCK - 1]
    }

    /// Reads the documents of a whole block from `bytes`, and gives the bits of a code and how
    /// many bytes the codes take at the end. `None` where they are none.
    fn decode(&mut self, before: DocId, bytes: &[u8]) -> Option<(u8, usize)> {
        let (&[of_documents, of_codes], bytes) = bytes.split_first_chunk::<BITS>()?;
        let most = u32::BITS as u8;
        if of_documents > most
            || of_codes > most
            || bytes.len() != packed(of_documents) + packed(of_codes)
        {
            return None;
        }
        let (documents, codes) = bytes.split_at(packed(of_documents));
        BitPacker4x::new().decompress_sorted(before, documents, &mut self.documents, of_documents);
        Some((of_codes, codes.len()))
    }
}

/// Bytes of a block's numbers of so many bits.
fn packed(bits: u8) -> usize {
    usize::from(bits) * BLOCK / 8
}

/// The documents of a list, in order. One that is damaged ends early or has others, which
/// are none that a segment has.
pub(super) struct Postings {
    bytes: OwnedBytes,
    count: usize,
    /// Where what is told of the blocks begins, and where the first of them does.
    told: usize,
    start: usize,
    /// The number of the block that is unpacked; what fills none counts as the last.
    number: usize,
    block: Block,
    /// The bits of a code of that block, and where its codes lie, until they are asked for.
    codes: Option<(u8, Range<usize>)>,
    /// Which of its documents it is at, and how many they are.
    at: usize,
    length: usize,
}

impl Postings {
    pub(super) fn new(bytes: OwnedBytes) -> Self {
        let mut rest = bytes.as_slice();
        let count = varint::take(&mut rest).unwrap_or(0) as usize;
        let told = bytes.len() - rest.len();
        let mut postings = Self {
            start: told + count / BLOCK * TOLD,
            told,
            bytes,
            count,
            number: 0,
            // A short list takes little.
            block: Block::of(count.min(BLOCK)),
            codes: None,
            at: 0,
            length: 0,
        };
        postings.unpack(0);
        postings
    }

    /// Goes on to the first document that is not before `end`; `take` has each that it passes, with
    /// how often what is listed occurs in it.
    #[inline]
    pub(super) fn pass(&mut self, end: DocId, mut take: impl FnMut(DocId, Occurrences)) {
        while self.at < self.length {
            let documents = &self.block.documents[self.at..self.length];
            let before = documents.partition_point(|&document| document < end);
            self.unpack_codes();
            let both = self.block.documents[self.at..][..before].iter();
            for (&document, &code) in both.zip(&self.block.codes[self.at..]) {
                take(document, Occurrences::from_byte(code as u8));
            }
            self.at += before;
            if self.at < self.length {
                return;
            }
            self.unpack(self.number + 1);
        }
    }

    /// How often what is listed occurs in the document.
    #[inline]
    pub(super) fn occurrences(&mut self) -> Occurrences {
        self.unpack_codes();
        let code = self.block.codes.get(self.at);
        Occurrences::from_byte(code.copied().unwrap_or_default() as u8)
    }

    #[inline]
    fn unpack_codes(&mut self) {
        if let Some((bits, codes)) = self.codes.take() {
            BitPacker4x::new().decompress(&self.bytes[codes], &mut self.block.codes, bits);
        }
    }

    fn blocks(&self) -> usize {
        self.count / BLOCK
    }

    /// Goes to the first document of a block, or behind the last where there is no such.
    fn unpack(&mut self, number: usize) {
        (self.number, self.at) = (number, 0);
        self.length = self.unpacked(number).unwrap_or(0);
        // What does not ascend is damaged. All of it is looked at, as that is done many at a time.
        let documents = &self.block.documents[..self.length];
        let pairs = documents.iter().zip(documents.get(1..).unwrap_or_default());
        let ascends = pairs.fold(true, |all, (one, next)| all & (one < next));
        if !ascends || documents.last() >= Some(&TERMINATED) {
            self.length = 0;
        }
        self.block.documents[self.length..].fill(TERMINATED);
    }

    /// Unpacks a block; gives the number of its documents.
    fn unpacked(&mut self, number: usize) -> Option<usize> {
        self.codes = None;
        let (before, begin) = match number.checked_sub(1) {
            Some(before) => self.told_of(before)?,
            None => (0, self.start),
        };
        if number < self.blocks() {
            let (_, end) = self.told_of(number)?;
            let (bits, length) = self.block.decode(before, self.bytes.get(begin..end)?)?;
            self.codes = Some((bits, end - length..end));
            return Some(BLOCK);
        }
        if number > self.blocks() {
            return None;
        }
        let mut bytes = self.bytes.get(begin..)?;
        let mut document = before;
        let length = self.count % BLOCK;
        let block = self.block.documents.iter_mut().zip(&mut self.block.codes);
        for (to, code) in block.take(length) {
            let value = varint::take(&mut bytes)?;
            document = document.checked_add(value >> 1)?;
            *to = document;
            *code = match value & 1 {
                0 => Occurrences::ONCE.to_byte().into(),
                _ => u32::from(*bytes.split_off_first()?),
            };
        }
        Some(length)
    }

    /// The last document of a block, and the byte after it.
    fn told_of(&self, block: usize) -> Option<(DocId, usize)> {
        let at = self.told + block * TOLD;
        if at + TOLD > self.start {
            return None;
        }
        let told: &[u8; TOLD] = self.bytes.get(at..at + TOLD)?.try_into().ok()?;
        let [a, b, c, d, e, f, g, h] = *told;
        let end = u32::from_le_bytes([e, f, g, h]) as usize;
        Some((u32::from_le_bytes([a, b, c, d]), self.start + end))
    }

    /// The first block after the unpacked one that does not end before `target`.
    fn block_of(&self, target: DocId) -> usize {
        let is_before = |block| self.told_of(block).is_some_and(|(last, _)| last < target);
        // By steps that double, then by halves.
        let (mut passed, mut step) = (self.number, 1);
        while is_before(passed + step) {
            passed += step;
            step *= 2;
        }
        while step > 0 {
            if is_before(passed + step) {
                passed += step;
            }
            step /= 2;
        }
        passed + 1
    }
}

impl DocSet for Postings {
    #[inline]
    fn advance(&mut self) -> DocId {
        self.at += 1;
        if self.at >= self.length {
            self.unpack(self.number + 1);
        }
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc() >= target {
            return self.doc();
        }
        if self.block.documents[self.length - 1] < target {
            self.unpack(self.block_of(target));
        }
        self.at = self.block.before(target);
        self.doc()
    }

    #[inline]
    fn doc(&self) -> DocId {
        self.block.documents[self.at]
    }

    fn size_hint(&self) -> u32 {
        self.count as u32
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
        fn passing_is_going_on_one_by_one(
            documents in documents(),
            ends in prop::collection::btree_set(0..500_000_u32, 0..9),
        ) {
            let mut postings = postings(&documents);
            let (mut passed, mut gone) = (Vec::new(), 0);
            for end in ends {
                postings.pass(end, |document, how| passed.push((document, how)));
                gone = documents.partition_point(|&document| document < end);
                let next = documents.get(gone).copied();
                prop_assert_eq!(postings.doc(), next.unwrap_or(TERMINATED));
            }
            let expected = documents[..gone].iter();
            let expected: Vec<_> = expected.map(|&it| (it, occurrences(it))).collect();
            prop_assert_eq!(passed, expected);
        }

        #[test]
        fn anything_is_read_to_its_end(
            bytes in prop::collection::vec(any::<u8>(), 0..300),
            targets in prop::collection::vec(any::<u32>(), 0..20),
        ) {
            let mut passed = 0;
            Postings::new(OwnedBytes::new(bytes.clone())).pass(TERMINATED, |_, _| passed += 1);
            prop_assert!(passed <= bytes.len());
            let mut postings = Postings::new(OwnedBytes::new(bytes.clone()));
            for target in targets {
                let target = target.clamp(postings.doc(), TERMINATED);
                postings.seek(target);
            }
            prop_assert!(count(Postings::new(OwnedBytes::new(bytes.clone()))) <= bytes.len());
        }
    }
}
