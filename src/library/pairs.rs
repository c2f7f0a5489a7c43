//! Which terms stand one after the other. Of a phrase of frequent words the index would
//! have to compare the places of both in every document that has them, and at a million
//! articles that is half of all; few of those have a pair of the same number.

use super::hash::{hash, mix};
use crate::text::words::Term;

/// Numbers that there are for pairs, so many that of a hundred articles of some hundred
/// words hardly one has a given number by chance, and so few that a list of them is short.
const NUMBERS: u64 = 1 << 16;

/// The number of each pair of neighbours, in their order. Other pairs may have the same.
pub(super) fn pairs(terms: &[Term]) -> impl Iterator<Item = u64> {
    let mut before = None;
    terms.iter().filter_map(move |term| {
        let after = hash(term);
        let before = before.replace(after)?;
        Some(mix(u64::rotate_left(before, 1) ^ after) % NUMBERS)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(terms: &[&str]) -> Vec<u64> {
        let terms: Vec<Term> = terms.iter().map(|&term| Term::from(term)).collect();
        pairs(&terms).collect()
    }

    #[test]
    fn every_pair_has_a_number_and_its_order_counts() {
        assert!(numbers(&[]).is_empty());
        assert!(numbers(&["وزير"]).is_empty());
        let three = numbers(&["وزير", "خارجيه", "مصر"]);
        assert_eq!(three[..1], numbers(&["وزير", "خارجيه"]));
        assert_eq!(three[1..], numbers(&["خارجيه", "مصر"]));
        assert_ne!(three[..1], numbers(&["خارجيه", "وزير"]));
        assert!(three.iter().all(|&number| number < NUMBERS));
    }

    #[test]
    fn numbers_stay_what_they_are() {
        // The index keeps them: another number here means another schema there.
        assert_eq!(numbers(&["وزير", "خارجيه"]), [43_402]);
    }
}
