//! The terms of an article in their order, a byte each, by which it is seen whether it has a
//! phrase: of two hundred and fifty-six other terms one has the same byte, so that what the
//! lists of a phrase's terms and [`pairs`](super::pairs) let through is all but certain.
//!
//! A sequence is that of each [text](super::vector::searched_texts), the title first: the number
//! of its terms, a [`varint`], and their bytes.

use memchr::memmem::Finder;

use super::mix::mix;
use super::varint;
use crate::text::numbers::Number;
use crate::text::words::Term;

/// Stands for a term in a sequence. No bit of it is one of the term's
/// [key](super::listing::Key).
fn byte(term: u64) -> u8 {
    mix(term) as u8
}

/// What finds the terms of `phrase` one after the other.
pub(super) fn finder(phrase: &[Term]) -> Finder<'static> {
    let bytes: Vec<u8> = phrase.iter().map(|term| byte(term.number())).collect();
    Finder::new(&bytes).into_owned()
}

/// The sequence of `texts`.
pub(super) fn sequence(texts: &[&[Number]]) -> Vec<u8> {
    let mut sequence = Vec::with_capacity(texts.iter().map(|text| text.len() + 2).sum());
    for text in texts {
        varint::push(&mut sequence, text.len() as u32);
        sequence.extend(text.iter().map(|number| byte(number.term)));
    }
    sequence
}

/// How often `phrase` finds its terms in the texts of `sequence`, in all of them and in the
/// first, which is the title.
pub(super) fn count(mut sequence: &[u8], phrase: &Finder<'_>) -> Found {
    let mut found = Found::default();
    // Most have it nowhere, and that takes one look.
    if phrase.find(sequence).is_none() {
        return found;
    }
    let mut is_title = true;
    while let Some(length) = varint::take(&mut sequence) {
        let length = sequence.len().min(length as usize);
        let (text, rest) = sequence.split_at(length);
        let times = phrase.find_iter(text).count() as u32;
        found.all += times;
        if is_title {
            found.in_title = times;
        }
        is_title = false;
        sequence = rest;
    }
    found
}

/// How often a phrase was found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Found {
    pub all: u32,
    pub in_title: u32,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::testing::numbers;
    use crate::text::words::words;
    use proptest::prelude::*;

    fn terms(text: &str) -> Vec<Term> {
        words(text).map(|word| word.term).collect()
    }

    #[test]
    fn phrases_are_counted_within_a_text() {
        let texts = ["نفط غاز", "قمح نفط غاز قمح نفط", "غاز"];
        let texts = texts.map(numbers);
        let sequence = sequence(&texts.each_ref().map(Vec::as_slice));
        let count = |phrase: &str| {
            let found = count(&sequence, &finder(&terms(phrase)));
            (found.all, found.in_title)
        };
        assert_eq!(count("نفط غاز"), (2, 1));
        assert_eq!(count("غاز قمح"), (1, 0));
        assert_eq!(count("نفط غاز قمح"), (1, 0));
        assert_eq!(count("نفط قمح"), (0, 0));
        assert_eq!(count("غاز نفط"), (0, 0));
    }

    proptest! {
        #[test]
        fn anything_is_read_to_its_end(
            bytes in prop::collection::vec(any::<u8>(), 0..300),
            phrase in prop::collection::vec(any::<u8>(), 1..4),
        ) {
            let found = count(&bytes, &Finder::new(&phrase));
            prop_assert!(found.all >= found.in_title && found.all as usize <= bytes.len());
        }
    }
}
