//! A bucket's numbers as they came.

use tantivy::DocId;

use super::IN_BUCKET;
use crate::library::spread::starts;

/// Of a number its lower byte, and by how many its document comes after that of the one before;
/// or [`ON`], where so many documents go by without a number.
pub(super) type Came = [u8; 2];

const ON: u8 = u8::MAX;

/// Adds a number to `bucket`; `on`: by how many its document comes after that of the last.
#[inline]
pub(super) fn push(bucket: &mut Vec<Came>, low: u8, mut on: DocId) {
    while on >= DocId::from(ON) {
        bucket.push([0, ON]);
        on -= DocId::from(ON);
    }
    bucket.push([low, on as u8]);
}

/// The lower byte of each number, and its document.
fn numbers(bucket: &[u8]) -> impl Iterator<Item = (u8, DocId)> + '_ {
    let mut document: DocId = 0;
    let came = bucket.as_chunks().0.iter().copied();
    came.filter_map(move |[low, on]: Came| {
        document += DocId::from(on);
        (on != ON).then_some((low, document))
    })
}

/// The documents that have the number with the lower byte `low`, once each.
pub(super) fn documents(bucket: &[u8], low: u8) -> Vec<DocId> {
    let of_number = |(of, document)| (of == low).then_some(document);
    let mut documents: Vec<DocId> = numbers(bucket).filter_map(of_number).collect();
    documents.dedup();
    documents
}

/// The [`documents`] of all numbers.
pub(super) struct Sorted {
    documents: Vec<DocId>,
    /// Where those of each number begin and end.
    starts: [usize; IN_BUCKET],
    ends: [usize; IN_BUCKET],
}

impl Sorted {
    pub(super) fn new(bucket: &[u8]) -> Self {
        let mut ends = [0; IN_BUCKET];
        let mut count = 0;
        for (low, _) in numbers(bucket) {
            ends[usize::from(low)] += 1;
            count += 1;
        }
        starts(&mut ends);
        let starts = ends;
        let mut documents = vec![0; count];
        for (low, document) in numbers(bucket) {
            let low = usize::from(low);
            let end = &mut ends[low];
            // A document may have a number more than once.
            if *end == starts[low] || documents[*end - 1] != document {
                documents[*end] = document;
                *end += 1;
            }
        }
        Self {
            documents,
            starts,
            ends,
        }
    }

    /// Those of the number with the lower byte `low`.
    pub(super) fn of(&self, low: usize) -> &[DocId] {
        &self.documents[self.starts[low]..self.ends[low]]
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_came_is_found_one_at_a_time_and_sorted(
            came in prop::collection::vec((0..4_u8, prop_oneof![0..3_u32, 250..260_u32, 0..2_000_u32]), 0..99),
        ) {
            let mut bucket = Vec::new();
            let mut all = BTreeSet::new();
            let mut document = 0;
            for (low, on) in came {
                push(&mut bucket, low, on);
                document += on;
                all.insert((low, document));
            }
            let bucket = bucket.as_flattened();
            let sorted = Sorted::new(bucket);
            for low in 0..4 {
                let of_number = all.iter().filter(|&&(of, _)| of == low);
                let expected: Vec<DocId> = of_number.map(|&(_, document)| document).collect();
                prop_assert_eq!(documents(bucket, low), &*expected);
                prop_assert_eq!(sorted.of(low.into()), expected);
            }
        }
    }
}
