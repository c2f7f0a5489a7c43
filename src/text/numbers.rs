//! The terms of texts as numbers, for what keeps no words: the index, which knows a term by
//! what is made of its number.

use std::hash::BuildHasher;
use std::ops::Range;

use foldhash::fast::RandomState;

use super::stem::Stems;
use super::stop_words::is_stop_word;
use super::term::Term;
use super::words::Pieces;

/// Words that are remembered at most, as many together as a line of the processor's cache
/// holds, among which a word is looked for by its hash: 2 MB.
const PLACES: usize = 1 << 17;
const TOGETHER: usize = 4;
const _: () = assert!(TOGETHER * size_of::<Known>() == 64);

/// A word's term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// [`Term::number`](super::words::Term::number).
    pub term: u64,
    /// [`is_stop_word`].
    pub is_stop_word: bool,
}

/// Turns text into numbers, and remembers those of words it has met.
pub struct Numbers {
    stems: Stems,
    hasher: RandomState,
    /// What was asked for last comes first, and what was longest ago gives way.
    known: Vec<[Known; TOGETHER]>,
}

/// What is known of a word.
#[derive(Clone, Copy)]
struct Known {
    /// The word's hash, but for its lowest bits, which tell its kind. Two words of one hash
    /// would be taken for one; of a million words, two have one once in ten million
    /// libraries.
    word: u64,
    /// Its term's number, if it has one.
    term: u64,
}

impl Known {
    fn new(hash: u64, term: Option<Term>) -> Self {
        let kind = match &term {
            None => NO_TERM,
            Some(term) if is_stop_word(term) => STOP_WORD,
            Some(_) => TELLING,
        };
        Self {
            word: hash & !KIND | kind,
            term: term.map_or(0, |term| term.number()),
        }
    }
}

/// The bits that tell what kind of word it is.
const KIND: u64 = 0b11;
const NONE_YET: u64 = 0;
const NO_TERM: u64 = 1;
const TELLING: u64 = 2;
const STOP_WORD: u64 = 3;

impl Default for Numbers {
    fn default() -> Self {
        let none = Known {
            word: NONE_YET,
            term: 0,
        };
        Self {
            stems: Stems::default(),
            hasher: RandomState::default(),
            known: vec![[none; TOGETHER]; PLACES / TOGETHER],
        }
    }
}

impl Numbers {
    /// The numbers of the terms of `text`, those of [`words`](super::words::words), in logical
    /// order.
    pub fn of(&mut self, text: &str) -> Vec<Number> {
        // All hashes first: then what is looked up next does not wait for the words between.
        let hashed = |range: Range<usize>| (self.hasher.hash_one(&text[range.clone()]), range);
        let words: Vec<(u64, Range<usize>)> = Pieces::new(text).map(hashed).collect();
        words
            .into_iter()
            .filter_map(|(hash, range)| self.number(hash, &text[range]))
            .collect()
    }

    fn number(&mut self, hash: u64, piece: &str) -> Option<Number> {
        let place = hash >> (u64::BITS - (PLACES / TOGETHER).ilog2());
        let together = &mut self.known[place as usize];
        let is_it =
            |known: &Known| known.word & !KIND == hash & !KIND && known.word & KIND != NONE_YET;
        match together.iter().position(is_it) {
            Some(place) => together[..=place].rotate_right(1),
            None => {
                together.rotate_right(1);
                together[0] = Known::new(hash, self.stems.term(piece));
            }
        }
        let known = together[0];
        (known.word & KIND != NO_TERM).then_some(Number {
            term: known.term,
            is_stop_word: known.word & KIND == STOP_WORD,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words::words;

    proptest::proptest! {
        #[test]
        fn numbers_are_those_of_the_terms(
            text in "\\PC{0,80}|[ء-ي\u{64b}-\u{652}ـ0-9,.'’a-z_ ]{0,40}|([من في نفط the ]{2,4} ){0,9}"
        ) {
            let expected: Vec<Number> = words(&text)
                .map(|word| Number {
                    term: word.term.number(),
                    is_stop_word: is_stop_word(&word.term),
                })
                .collect();
            let mut numbers = Numbers::default();
            // What is remembered is the same again.
            for _ in 0..2 {
                assert_eq!(numbers.of(&text), expected);
            }
        }
    }
}
