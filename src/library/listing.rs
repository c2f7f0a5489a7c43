//! The terms of an article as the index keeps them: each once, by its key, with how often it
//! occurs.

use super::mix::mix;
use super::spread;
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
pub(super) fn listing(texts: &[&[Number]]) -> Vec<Listed> {
    let mut places: Vec<u64> = Vec::with_capacity(texts.iter().map(|text| text.len()).sum());
    for (n, text) in texts.iter().enumerate() {
        places.extend(text.iter().map(|number| Place::new(number, n == 0).0));
    }
    spread::sort::<256>(&mut places, &mut Vec::new());
    let mut listed: Vec<Listed> = Vec::with_capacity(places.len());
    for place in places.into_iter().map(Place) {
        match listed.last_mut() {
            Some(last) if last.key == place.key() => {
                last.occurrences = last.occurrences.and(place.occurrences());
            }
            _ => listed.push(Listed {
                key: place.key(),
                is_stop_word: place.0 & STOP_WORD != 0,
                occurrences: place.occurrences(),
            }),
        }
    }
    listed
}

/// A term where it stands in an article, in as much as can be sorted at once: the bits of its
/// key, and beneath them whether it is in the title and whether it is a stop word.
#[derive(Debug, Clone, Copy)]
struct Place(u64);

const IN_TITLE: u64 = 1;
const STOP_WORD: u64 = 2;

impl Place {
    fn new(number: &Number, in_title: bool) -> Self {
        let title = if in_title { IN_TITLE } else { 0 };
        let kind = if number.is_stop_word { STOP_WORD } else { 0 };
        Self(Key::of_number(number.term).bits() << Key::BELOW | title | kind)
    }

    fn key(self) -> Key {
        Key(self.0 >> Key::BELOW)
    }

    fn occurrences(self) -> Occurrences {
        Occurrences {
            count: 1,
            in_title: self.0 & IN_TITLE != 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::testing::numbers;

    #[test]
    fn each_term_is_listed_once_with_all_its_places() {
        let texts = ["نفط وقمح", "", "نفط من"];
        let texts = texts.map(numbers);
        let listed = listing(&texts.each_ref().map(Vec::as_slice));
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
