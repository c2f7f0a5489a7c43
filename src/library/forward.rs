//! The forward index: what the search index keeps of each document's terms, so that two
//! documents are compared without a look at the postings of every term of one of them,
//! which for frequent words are as long as the library.
//!
//! An entry is the length of the document's vector (4 bytes), its fingerprint (8 bytes, 0
//! for none), and its terms by their [numbers](super::listing::Key::number) in ascending order: each the distance
//! from the one before, shifted left by one, seven bits a byte from the lowest, the
//! eighth bit set where more follow; its lowest bit says that the term stands in the title or
//! more than once, and that a [byte](Occurrences::to_byte) with both follows.

use super::listing::Listed;
use super::print::Print;
use super::varint;
use super::vector::Occurrences;

/// The square of what [`Occurrences::ONCE`] weighs, as most terms do.
const ONCE_SQUARED: f32 = 1.0;

/// The entry of a document with the terms of `listing`, of which those that say something of
/// its subject are in it.
pub(super) fn entry(listing: &[Listed], print: Print) -> Vec<u8> {
    let telling = listing.iter().filter(|listed| !listed.is_stop_word);
    let mut bytes = Vec::with_capacity(12 + 4 * listing.len());
    // The length is known at the end.
    bytes.extend(0_f32.to_le_bytes());
    bytes.extend(print.0.unwrap_or(0).to_le_bytes());
    let mut squares = 0.0;
    let mut before = 0;
    for listed in telling {
        let occurrences = listed.occurrences;
        // Two may have the same number, which then comes twice.
        let number = listed.key.number();
        let more = occurrences != Occurrences::ONCE;
        varint::push(&mut bytes, (number - before) << 1 | u32::from(more));
        before = number;
        if more {
            squares += occurrences.weight().powi(2);
            bytes.push(occurrences.to_byte());
        } else {
            squares += ONCE_SQUARED;
        }
    }
    bytes[..size_of::<f32>()].copy_from_slice(&f32::sqrt(squares).to_le_bytes());
    bytes
}

/// An entry as it is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry<'a> {
    /// [`TermVector::length`](super::vector::TermVector::length).
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
                0 => Occurrences::ONCE,
                _ => Occurrences::from_byte(*bytes.split_off_first()?),
            };
            Some((number, occurrences))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::listing::Key;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_goes_in_comes_out(
            terms in prop::collection::vec(
                (0..1_u64 << Key::BITS, any::<bool>(), 1_u32..=127, any::<bool>()),
                0..200,
            ),
            print in prop::option::of(1_u64..),
        ) {
            let mut listing: Vec<Listed> = terms
                .into_iter()
                .map(|(key, is_stop_word, count, in_title)| Listed {
                    key: Key::from_bits(key),
                    is_stop_word,
                    occurrences: Occurrences { count, in_title },
                })
                .collect();
            listing.sort_by_key(|listed| listed.key);
            let bytes = entry(&listing, Print(print));
            let read = Entry::read(&bytes).unwrap();
            prop_assert_eq!(read.print, Print(print));
            listing.retain(|listed| !listed.is_stop_word);
            let vector = listing.iter().map(|listed| listed.occurrences.weight().powi(2));
            prop_assert_eq!(read.length, vector.sum::<f32>().sqrt());
            let read: Vec<(u32, Occurrences)> = read.terms().collect();
            let expected: Vec<(u32, Occurrences)> = listing
                .iter()
                .map(|listed| (listed.key.number(), listed.occurrences))
                .collect();
            prop_assert_eq!(read, expected);
        }

        #[test]
        fn anything_is_read_to_its_end(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            if let Some(entry) = Entry::read(&bytes) {
                prop_assert!(entry.terms().count() <= bytes.len());
            }
        }
    }
}
