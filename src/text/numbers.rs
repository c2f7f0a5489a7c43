//! The terms of texts as numbers, for what keeps no words: the index, which knows a term by
//! what is made of its number.

use std::hash::{BuildHasher, Hasher as _};
use std::hint::black_box;
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

/// Words that are looked for in the text before what is known of the first of them is.
const AHEAD: usize = 32;

/// A word's term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// [`Term::number`](super::words::Term::number).
    pub term: u64,
    /// [`is_stop_word`].
    pub is_stop_word: bool,
}

impl Number {
    pub(super) fn of(term: &Term) -> Self {
        Self {
            term: term.number(),
            is_stop_word: is_stop_word(term),
        }
    }
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
    fn new(hash: u64, number: Option<Number>) -> Self {
        let kind = match number {
            None => NO_TERM,
            Some(number) if number.is_stop_word => STOP_WORD,
            Some(_) => TELLING,
        };
        Self {
            word: hash & !KIND | kind,
            term: number.map_or(0, |number| number.term),
        }
    }

    /// Whether it is that of the word of this hash.
    fn is(&self, hash: u64) -> bool {
        (self.word ^ hash) & !KIND == 0
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
            // Written here: where the system clears memory itself, to read a page of it first
            // and to write it later takes two faults, and every core is told of the second.
            known: vec![black_box([none; TOGETHER]); PLACES / TOGETHER],
        }
    }
}

impl Numbers {
    /// Appends to `numbers` those of the terms of `text`, which are those of
    /// [`words`](super::words::words), in logical order.
    pub fn of(&mut self, text: &str, numbers: &mut Vec<Number>) {
        let mut pieces = Pieces::new(text);
        let mut ahead = [const { (0, 0..0) }; AHEAD];
        loop {
            let mut count = 0;
            for (ahead, range) in ahead.iter_mut().zip(&mut pieces) {
                *ahead = (self.hash(&text[range.clone()]), range);
                count += 1;
            }
            // All at once they come from afar in little more time than one.
            let near = |all, (hash, _): &(u64, _)| all ^ self.known[place(*hash)][0].word;
            black_box(ahead[..count].iter().fold(0, near));
            for (hash, range) in &ahead[..count] {
                if let Some(number) = self.number(*hash, text, range) {
                    numbers.push(number);
                }
            }
            if count < AHEAD {
                break;
            }
        }
    }

    fn hash(&self, word: &str) -> u64 {
        let mut hasher = self.hasher.build_hasher();
        hasher.write(word.as_bytes());
        // That of no word is none that stands where none is known yet.
        hasher.finish().max(KIND + 1)
    }

    /// That of the word of `text` at `range`, which has this `hash`.
    #[inline]
    fn number(&mut self, hash: u64, text: &str, range: &Range<usize>) -> Option<Number> {
        let together = &mut self.known[place(hash)];
        if !together[0].is(hash) {
            let stems = &mut self.stems;
            let learnt = || Known::new(hash, stems.number(&text[range.clone()]));
            bring_forward(together, hash, learnt);
        }
        let known = together[0];
        (known.word & KIND != NO_TERM).then_some(Number {
            term: known.term,
            is_stop_word: known.word & KIND == STOP_WORD,
        })
    }
}

/// Where the words of this hash are.
fn place(hash: u64) -> usize {
    (hash >> (u64::BITS - (PLACES / TOGETHER).ilog2())) as usize
}

/// Puts what is known of the word of this `hash` before the others; `learnt` gives it if
/// nothing is.
fn bring_forward(together: &mut [Known; TOGETHER], hash: u64, learnt: impl FnOnce() -> Known) {
    let [a, b, c, d] = *together;
    *together = if b.is(hash) {
        [b, a, c, d]
    } else if c.is(hash) {
        [c, a, b, d]
    } else if d.is(hash) {
        [d, a, b, c]
    } else {
        [learnt(), a, b, c]
    };
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
                let mut found = Vec::new();
                numbers.of(&text, &mut found);
                assert_eq!(found, expected);
            }
        }
    }
}
