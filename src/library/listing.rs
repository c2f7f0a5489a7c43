//! The terms of an article as the index keeps them: each once, by its key, with how often it
//! occurs.

use super::mix::mix;
use super::vector::{Occurrences, Terms};
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
        Self(mix(term.number()) >> Self::BELOW)
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
pub(super) struct Listed<'a> {
    pub key: Key,
    pub term: &'a Term,
    pub occurrences: Occurrences,
}

/// What `terms` are, in the order of their keys.
pub(super) fn listing(terms: &Terms) -> Vec<Listed<'_>> {
    let title = terms.title().len();
    let all = terms.texts.iter().flatten().enumerate();
    let mut listed: Vec<Listed<'_>> = all
        .map(|(place, term)| Listed {
            key: Key::of(term),
            term,
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
    use crate::article::Article;
    use crate::text::words::Analyser;

    #[test]
    fn each_term_is_listed_once_with_all_its_places() {
        let article = Article {
            title: "نفط وقمح".to_owned(),
            tags: vec!["نفط".to_owned()],
            ..Article::default()
        };
        let terms = Terms::new(&mut Analyser::default(), &article);
        let listed = listing(&terms);
        assert!(listed.is_sorted_by(|a, b| a.key < b.key));
        let found: Vec<(bool, Occurrences)> = ["نفط", "غاز"]
            .iter()
            .flat_map(|&word| listed.iter().find(|listed| listed.term.as_str() == word))
            .map(|listed| (listed.key == Key::of(listed.term), listed.occurrences))
            .collect();
        let twice = Occurrences {
            count: 2,
            in_title: true,
        };
        assert_eq!(found, [(true, twice)]);
        assert_eq!(listed.len(), 2);
    }

    #[test]
    fn keys_stay_what_they_are() {
        // The index keeps them: another key here means another format there.
        let key = Key::of(&Term::from("وزير"));
        assert_eq!(key.number(), (key.bits() >> 24) as u32);
        assert_eq!(key.bits(), 13_309_476_317_807);
    }
}
