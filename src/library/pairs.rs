//! Which terms stand one after the other. Of a phrase of frequent words the
//! [sequence](super::sequence) of every document that has them would have to be read, and at a
//! million articles that is half of all; few of those have a pair of the same number.

use super::mix::mix;
use crate::text::numbers::Number;

/// The number of each pair of neighbours, in their order. Other pairs may have the same, but
/// there are so many that of a hundred articles of some hundred words hardly one has a given
/// number by chance, and so few that a list of them is short.
/// `terms`: by their numbers.
pub(super) fn pairs(terms: impl Iterator<Item = u64>) -> impl Iterator<Item = u16> {
    let mut before = None;
    terms.filter_map(move |after| Some(pair(before.replace(after)?, after)))
}

/// The number of `before` and `after`, which stands behind it.
fn pair(before: u64, after: u64) -> u16 {
    mix(before.rotate_left(1) ^ after) as u16
}

/// The numbers of all [`pairs`] of each of `texts`, 2 bytes each.
pub(super) fn for_writer(texts: &[&[Number]]) -> Vec<u8> {
    let neighbours = texts.iter().map(|text| text.windows(2));
    let all: usize = neighbours.clone().map(|all| all.len()).sum();
    let mut bytes = vec![0; all * size_of::<u16>()];
    let mut places = bytes.as_chunks_mut().0.iter_mut();
    for neighbours in neighbours {
        for (neighbours, place) in neighbours.zip(&mut places) {
            *place = pair(neighbours[0].term, neighbours[1].term).to_le_bytes();
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words::Term;

    fn numbers(terms: &[&str]) -> Vec<u16> {
        let terms = terms.iter().map(|&term| Term::from(term).number());
        pairs(terms).collect()
    }

    #[test]
    fn every_pair_has_a_number_and_its_order_counts() {
        assert!(numbers(&[]).is_empty());
        assert!(numbers(&["وزير"]).is_empty());
        let three = numbers(&["وزير", "خارجيه", "مصر"]);
        assert_eq!(three[..1], numbers(&["وزير", "خارجيه"]));
        assert_eq!(three[1..], numbers(&["خارجيه", "مصر"]));
        assert_ne!(three[..1], numbers(&["خارجيه", "وزير"]));
    }

    #[test]
    fn numbers_stay_what_they_are() {
        // The index keeps them: another number here means another schema there.
        assert_eq!(numbers(&["وزير", "خارجيه"]), [43_402]);
    }
}
