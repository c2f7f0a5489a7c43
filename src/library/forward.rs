//! The forward index: what the search index keeps of each document's terms, so that two
//! documents are compared without a look at the postings of every term of one of them,
//! which for frequent words are as long as the library.
//!
//! An entry is the length of the document's vector (4 bytes), its fingerprint (8 bytes, 0
//! for none), and its terms by their [`number`]s in ascending order: each the distance
//! from the one before, shifted left by one, seven bits a byte from the lowest, the
//! eighth bit set where more follow; its lowest bit says that the term stands in the title or
//! more than once, and that a byte with both follows (the highest bit is the title's, the
//! others are the count).

use super::mix::mix;
use super::print::Print;
use super::varint;
use super::vector::{Occurrences, TermVector};
use crate::text::words::Term;

/// Bits of a [`number`]: of two articles of 200 terms each, one in 400 shares one by chance.
const BITS: u32 = 24;

/// The highest bit of the byte that tells how often a term occurs.
const IN_TITLE: u8 = 0x80;

/// Stands for a term in the forward index.
pub(super) fn number(term: &Term) -> u32 {
    (mix(term.number()) >> (u64::BITS - BITS)) as u32
}

/// The entry of a document with the terms `vector`.
pub(super) fn entry(vector: &TermVector, print: Print) -> Vec<u8> {
    let mut terms: Vec<(u32, Occurrences)> = vector
        .0
        .iter()
        .map(|(term, &occurrences)| (number(term), occurrences))
        .collect();
    terms.sort_unstable_by_key(|&(number, _)| number);
    terms.dedup_by(|next, first| {
        let same = next.0 == first.0;
        if same {
            first.1.count += next.1.count;
            first.1.in_title |= next.1.in_title;
        }
        same
    });
    let mut bytes = Vec::with_capacity(12 + 4 * terms.len());
    bytes.extend(vector.length().to_le_bytes());
    bytes.extend(print.0.unwrap_or(0).to_le_bytes());
    let mut before = 0;
    for (number, Occurrences { count, in_title }) in terms {
        let more = count > 1 || in_title;
        varint::push(&mut bytes, (number - before) << 1 | u32::from(more));
        before = number;
        if more {
            let title = if in_title { IN_TITLE } else { 0 };
            bytes.push(count.min(u32::from(!IN_TITLE)) as u8 | title);
        }
    }
    bytes
}

/// An entry as it is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry<'a> {
    /// [`TermVector::length`].
    pub length: f32,
    pub print: Print,
    terms: &'a [u8],
}

impl<'a> Entry<'a> {
    /// `None` where `bytes` are too few for an entry.
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let (length, bytes) = bytes.split_first_chunk()?;
        let (print, terms) = bytes.split_first_chunk()?;
        let print = u64::from_le_bytes(*print);
        Some(Self {
            length: f32::from_le_bytes(*length),
            print: Print((print != 0).then_some(print)),
            terms,
        })
    }

    /// The terms by their numbers, which ascend.
    pub fn terms(self) -> impl Iterator<Item = (u32, Occurrences)> + 'a {
        let mut bytes = self.terms;
        let mut number = 0_u32;
        std::iter::from_fn(move || {
            let value = varint::take(&mut bytes)?;
            number = number.wrapping_add(value >> 1);
            let occurrences = match value & 1 {
                0 => Occurrences {
                    count: 1,
                    in_title: false,
                },
                _ => {
                    let byte = *bytes.split_off_first()?;
                    Occurrences {
                        count: u32::from(byte & !IN_TITLE),
                        in_title: byte & IN_TITLE != 0,
                    }
                }
            };
            Some((number, occurrences))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn vector(terms: &[(String, u32, bool)]) -> TermVector {
        let mut vector = TermVector::default();
        for (term, count, in_title) in terms {
            let occurrences = Occurrences {
                count: *count,
                in_title: *in_title,
            };
            vector.0.insert(Term::from(term.as_str()), occurrences);
        }
        vector
    }

    proptest! {
        #[test]
        fn what_goes_in_comes_out(
            terms in prop::collection::vec(("[ء-ي]{1,8}", 1_u32..=127, any::<bool>()), 0..200),
            print in prop::option::of(1_u64..),
        ) {
            let vector = vector(&terms);
            let bytes = entry(&vector, Print(print));
            let read = Entry::read(&bytes).unwrap();
            prop_assert_eq!(read.print, Print(print));
            prop_assert_eq!(read.length, vector.length());
            let read: Vec<(u32, Occurrences)> = read.terms().collect();
            let mut expected: Vec<(u32, Occurrences)> =
                vector.0.iter().map(|(term, &occurrences)| (number(term), occurrences)).collect();
            expected.sort_unstable_by_key(|&(number, _)| number);
            let alone = expected.windows(2).all(|two| two[0].0 != two[1].0);
            prop_assert!(!alone || read == expected);
            prop_assert!(read.is_sorted_by(|a, b| a.0 < b.0));
        }

        #[test]
        fn anything_is_read_to_its_end(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            if let Some(entry) = Entry::read(&bytes) {
                prop_assert!(entry.terms().count() <= bytes.len());
            }
        }
    }
}
