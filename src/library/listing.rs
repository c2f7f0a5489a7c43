//! The terms of an article as the index keeps them: each once, by its key, with how often it
//! occurs.

use super::mix::mix;
use super::vector::Occurrences;
use crate::text::numbers::Number;
use crate::text::words::Term;

/// Stands for a term in the index, the same on every machine and in every version. Of two
/// million terms hardly two have the same 48 bits, and of two articles of 200 terms each one in
/// 400 shares [24](Key::number) by chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key(u64);

impl Key {
    /// Bits of [`Key::bits`], and of those that are left of it beneath.
    pub(super) const BITS: u32 = 48;
    const BELOW: u32 = u64::BITS - Self::BITS;

    pub(super) fn of(term: &Term) -> Self {
        Self::of_number(term.number())
    }

    fn of_number(term: u64) -> Self {
        Self(mix(term) >> Self::BELOW)
    }

    /// The key of these [bits](Key::bits).
    pub(super) fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

    pub(super) fn bits(self) -> u64 {
        self.0
    }

    /// Its highest 24 bits.
    pub(super) fn number(self) -> u32 {
        (self.0 >> (Self::BITS - 24)) as u32
    }
}

/// A term that an article has.
#[derive(Debug, Clone, Copy)]
pub(super) struct Listed {
    pub key: Key,
    pub is_stop_word: bool,
    pub occurrences: Occurrences,
}

/// The terms of `texts`, of which the first is the title, in the order of their keys.
pub(super) fn listing(texts: &[Vec<Number>]) -> Vec<Listed> {
    let title = texts.first().map_or(0, Vec::len);
    let all = texts.iter().flatten().enumerate();
    let mut listed: Vec<Listed> = all
        .map(|(place, number)| Listed {
            key: Key::of_number(number.term),
            is_stop_word: number.is_stop_word,
            occurrences: Occurrences {
                count: 1,
                in_title: place < title,
            },
        })
        .collect();
    listed.sort_unstable_by_key(|listed| listed.key);
    listed.dedup_by(|next, first| {
        let same = next.key == first.key;
        if same {
            first.occurrences = first.occurrences.and(next.occurrences);
        }
        same
    });
    listed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::numbers::Numbers;

    #[test]
    fn each_term_is_listed_once_with_all_its_places() {
        let texts = ["نفط وقمح", "", "نفط من"];
        let texts = texts.map(|text| Numbers::default().of(text));
        let listed = listing(&texts);
        assert!(listed.is_sorted_by(|a, b| a.key < b.key));
        let find = |term| {
            let key = Key::of(&Term::from(term));
            let found = listed.iter().find(|listed| listed.key == key)?;
            let Occurrences { count, in_title } = found.occurrences;
            Some((count, in_title, found.is_stop_word))
        };
        assert_eq!(find("نفط"), Some((2, true, false)));
        assert_eq!(find("من"), Some((1, false, true)));
        assert_eq!(find("غاز"), None);
        assert_eq!(listed.len(), 3);
    }

    #[test]
    fn keys_stay_what_they_are() {
        // The index keeps them: another key here means another format there.
        let key = Key::of(&Term::from("وزير"));
        assert_eq!(key.number(), (key.bits() >> 24) as u32);
        assert_eq!(key.bits(), 13_309_476_317_807);
    }
}
