//! The articles worth comparing with one: those that share most of what its strongest
//! terms weigh. The work is bounded by the postings read and not by the library's
//! size: the larger the library, the rarer the terms that suffice.

use std::sync::LazyLock;

use tantivy::collector::TopNComputer;
use tantivy::collector::sort_key::NaturalComparator;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::{DocAddress, DocSet, Searcher, SegmentReader, TERMINATED};

use super::columns::{Columns, Opened};
use super::likeness::ProfileTerm;
use super::postings::Postings;
use super::vector::Occurrences;

/// Postings that are read at most.
const POSTINGS: u64 = 120_000;

/// Candidates that are found at most.
const COUNT: usize = 60;

/// Documents whose sums are kept at a time, so that they stay in the processor's cache.
const WINDOW: u32 = 1 << 15;

type Best = TopNComputer<f32, DocAddress, NaturalComparator>;

/// The candidates among the documents that have any of `terms` (strongest first), in
/// the order of their addresses.
pub(super) fn candidates(
    searcher: &Searcher,
    columns: &Opened,
    terms: &[ProfileTerm],
) -> tantivy::Result<Vec<DocAddress>> {
    let terms = affordable(terms);
    let mut best = Best::new_with_comparator(COUNT, NaturalComparator);
    let mut sums = vec![0.0; WINDOW as usize];
    for (ord, segment) in searcher.segment_readers().iter().enumerate() {
        let columns = columns.of(segment)?;
        let mut lists = Vec::with_capacity(terms.len());
        for term in &terms {
            if let Some(place) = &term.places[ord] {
                lists.push((term.topic * term.idf_root, columns.terms.postings(place)?));
            }
        }
        let of_segment = OfSegment {
            segment,
            ord: ord as u32,
            columns: &columns,
        };
        of_segment.collect(lists, &mut sums, &mut best);
    }
    let mut found: Vec<DocAddress> = best.into_vec().into_iter().map(|best| best.doc).collect();
    found.sort_unstable();
    Ok(found)
}

/// The strongest of `terms` whose postings may all be read; one that is too frequent
/// makes room for weaker ones.
fn affordable(terms: &[ProfileTerm]) -> Vec<&ProfileTerm> {
    let mut left = POSTINGS;
    let fits = |term: &&ProfileTerm| {
        let fits = term.documents <= left;
        if fits {
            left -= term.documents;
        }
        fits
    };
    terms.iter().filter(fits).collect()
}

struct OfSegment<'a> {
    segment: &'a SegmentReader,
    ord: u32,
    columns: &'a Columns,
}

impl OfSegment<'_> {
    /// Adds up what `lists` weigh in each document; `sums` is all zero before and after.
    fn collect(&self, mut lists: Vec<(f32, Postings)>, sums: &mut [f32], best: &mut Best) {
        let weights: &[f32; KNOWN] = &WEIGHTS;
        let per_length: &[f32; 256] = &PER_LENGTH;
        // The documents whose sums are not zero.
        let mut touched = Vec::new();
        loop {
            lists.retain(|(_, postings)| postings.doc() != TERMINATED);
            let Some(begin) = lists.iter().map(|(_, postings)| postings.doc()).min() else {
                return;
            };
            let end = begin.saturating_add(WINDOW);
            for (weight, postings) in &mut lists {
                postings.pass(end, |doc, occurrences| {
                    let sum = &mut sums[(doc - begin) as usize];
                    if *sum == 0.0 {
                        touched.push(doc);
                    }
                    *sum += *weight * weights[(occurrences.count as usize).min(KNOWN - 1)];
                });
            }
            for doc in touched.drain(..) {
                let sum = std::mem::take(&mut sums[(doc - begin) as usize]);
                let likeness = sum * per_length[usize::from(self.columns.terms.length(doc))];
                if best.threshold.is_none_or(|least| likeness > least)
                    && !self.segment.is_deleted(doc)
                {
                    best.push(likeness, DocAddress::new(self.ord, doc));
                }
            }
        }
    }
}

/// [`Occurrences::weight`] outside the title, by the count; that of the last goes for more.
static WEIGHTS: LazyLock<[f32; KNOWN]> = LazyLock::new(|| {
    std::array::from_fn(|count| {
        Occurrences {
            count: count as u32,
            in_title: false,
        }
        .weight()
    })
});
const KNOWN: usize = 32;

/// What a sum is multiplied by for the length of its document, which is near enough
/// the root of the number of its words.
static PER_LENGTH: LazyLock<[f32; 256]> = LazyLock::new(|| {
    std::array::from_fn(|norm| {
        let words = FieldNormReader::id_to_fieldnorm(norm as u8);
        1.0 / (words as f32 + 1.0).sqrt()
    })
});
