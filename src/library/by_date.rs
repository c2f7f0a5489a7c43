//! The newest of what matches, or the next in a list, without a look at all of it.
//!
//! Articles mostly come into the index in the order of their dates. Of every stretch of
//! documents the earliest and the latest date is kept; the stretches are gone through
//! from where the list begins, and when no stretch that is left can hold anything
//! better than what has been found, the rest is not looked at. Where the order is
//! another one, this finds the same, only later.

use std::ops::Range;
use std::sync::Arc;

use tantivy::collector::TopNComputer;
use tantivy::collector::sort_key::NaturalComparator;
use tantivy::query::{EnableScoring, Query, Scorer, Weight};
use tantivy::{DocAddress, DocId, Score, Searcher, SegmentReader};

use super::columns::{Columns, Opened};
use super::page::{Direction, Stretch};
use super::query::ALWAYS;

/// Documents in a stretch.
pub(super) const STRETCH: u32 = 4_096;

/// Where a document stands in a list that goes in some direction: larger is earlier.
type Rank = (i64, i64);

type Best = TopNComputer<Rank, DocAddress, NaturalComparator>;

/// What is looked for.
pub(super) struct Sought<'a> {
    pub query: &'a dyn Query,
    /// When it was published, in microseconds since 1970. No part of the query, which is
    /// asked from the first document on, so that stretches of other times are passed over.
    pub time: Range<i64>,
}

/// The first `limit` documents of `stretch` that match, in its direction.
pub(super) fn walk(
    searcher: &Searcher,
    columns: &Opened,
    sought: &Sought<'_>,
    stretch: Stretch,
    limit: usize,
) -> tantivy::Result<Vec<DocAddress>> {
    let weight = sought
        .query
        .weight(EnableScoring::disabled_from_searcher(searcher))?;
    let segments = segments(searcher, columns, stretch.direction)?;
    let from = stretch.from.map(|key| {
        let published = key.published.as_microsecond();
        rank(stretch.direction, published, key.id.0)
    });
    // It makes room for all at once.
    let limit = limit.min(searcher.num_docs() as usize);
    let mut best = Best::new_with_comparator(limit, NaturalComparator);
    let mut rounds = Rounds::new(parts(&segments, from, &sought.time));
    while let Some(next) = rounds.next_best() {
        if best.threshold.is_some_and(|least| next < least.0) {
            break;
        }
        for of_segment in rounds.take() {
            let segment = &segments[of_segment[0].segment];
            segment.each(weight.as_ref(), &sought.time, of_segment, |_, address| {
                let rank = segment.rank(address.doc_id);
                if from.is_none_or(|from| rank < from) {
                    best.push(rank, address);
                }
            })?;
        }
    }
    let found = best.into_sorted_vec().into_iter();
    Ok(found.map(|found| found.doc).collect())
}

/// The best `limit` documents of those that match, or, if they are more than
/// `enough`, of the newest, which are at least as many.
pub(super) fn best_of_newest(
    searcher: &Searcher,
    columns: &Opened,
    sought: &Sought<'_>,
    enough: usize,
    limit: usize,
) -> tantivy::Result<Vec<(Score, DocAddress)>> {
    let weight = sought
        .query
        .weight(EnableScoring::enabled_from_searcher(searcher))?;
    let segments = segments(searcher, columns, Direction::Older)?;
    let mut best = TopNComputer::new_with_comparator(limit, NaturalComparator);
    let mut matched = 0;
    let mut rounds = Rounds::new(parts(&segments, None, &sought.time));
    while matched < enough && rounds.next_best().is_some() {
        for of_segment in rounds.take() {
            let segment = &segments[of_segment[0].segment];
            segment.each(
                weight.as_ref(),
                &sought.time,
                of_segment,
                |scorer, address| {
                    matched += 1;
                    best.push(scorer.score(), address);
                },
            )?;
        }
    }
    let found = best.into_sorted_vec().into_iter();
    Ok(found.map(|found| (found.sort_key, found.doc)).collect())
}

fn segments<'a>(
    searcher: &'a Searcher,
    columns: &Opened,
    direction: Direction,
) -> tantivy::Result<Vec<Segment<'a>>> {
    let readers = searcher.segment_readers().iter();
    readers
        .map(|segment| Segment::new(segment, columns, direction))
        .collect()
}

/// In the direction of the list the greater comes first.
fn rank(direction: Direction, published: i64, id: i64) -> Rank {
    match direction {
        Direction::Older => (published, id),
        // All bits turned about: the greatest becomes the least and nothing overflows.
        Direction::Newer => (!published, !id),
    }
}

/// A stretch of the documents of a segment.
struct Part {
    /// Number of the segment.
    segment: usize,
    documents: Range<DocId>,
    /// The first date in the direction of the list, as in [`Rank`].
    best: i64,
}

/// The stretches that may hold something of `time` after `from`, best first.
fn parts(segments: &[Segment<'_>], from: Option<Rank>, time: &Range<i64>) -> Vec<Part> {
    let mut parts = Vec::new();
    for (number, segment) in segments.iter().enumerate() {
        for (dates, begin) in segment.dates().iter().zip((0..).step_by(STRETCH as usize)) {
            if dates.end < time.start || dates.start >= time.end {
                continue;
            }
            let ends = [dates.start, dates.end].map(|date| rank(segment.direction, date, 0).0);
            let (best, last) = (ends[0].max(ends[1]), ends[0].min(ends[1]));
            if from.is_none_or(|from| last <= from.0) {
                parts.push(Part {
                    segment: number,
                    documents: begin..(begin + STRETCH).min(segment.reader.max_doc()),
                    best: from.map_or(best, |from| best.min(from.0)),
                });
            }
        }
    }
    parts.sort_by_key(|part| std::cmp::Reverse((part.best, part.segment, part.documents.start)));
    parts
}

/// Stretches in rounds, each of more of them, so that a search that soon has what it
/// looks for looks at little, and one that does not begins anew but a few times.
struct Rounds {
    /// Best first; those of earlier rounds are no longer in order.
    parts: Vec<Part>,
    begin: usize,
    count: usize,
}

impl Rounds {
    fn new(parts: Vec<Part>) -> Self {
        Self {
            parts,
            begin: 0,
            count: 1,
        }
    }

    /// [`Part::best`] of the first that has not been taken.
    fn next_best(&self) -> Option<i64> {
        self.parts.get(self.begin).map(|part| part.best)
    }

    /// The next round, the stretches of a segment together and in the order of their
    /// documents.
    fn take(&mut self) -> impl Iterator<Item = &[Part]> {
        let end = self.parts.len().min(self.begin + self.count);
        let round = &mut self.parts[self.begin..end];
        self.begin = end;
        self.count *= 2;
        round.sort_unstable_by_key(|part| (part.segment, part.documents.start));
        round.chunk_by(|a, b| a.segment == b.segment)
    }
}

struct Segment<'a> {
    reader: &'a SegmentReader,
    direction: Direction,
    columns: Arc<Columns>,
}

impl<'a> Segment<'a> {
    fn new(
        reader: &'a SegmentReader,
        columns: &Opened,
        direction: Direction,
    ) -> tantivy::Result<Self> {
        Ok(Self {
            reader,
            direction,
            columns: columns.of(reader)?,
        })
    }

    /// Calls `take` with the scorer at each document of `time` that matches in `parts`, which
    /// come in the order of their documents.
    fn each(
        &self,
        weight: &dyn Weight,
        time: &Range<i64>,
        parts: &[Part],
        mut take: impl FnMut(&mut dyn Scorer, DocAddress),
    ) -> tantivy::Result<()> {
        let mut matching = weight.scorer(self.reader, 1.0)?;
        for Part {
            segment, documents, ..
        } in parts
        {
            let mut document = matching.doc();
            if document < documents.start {
                document = matching.seek(documents.start);
            }
            while document < documents.end {
                let is_of_time =
                    || *time == ALWAYS || time.contains(&self.columns.published.get_val(document));
                if !self.reader.is_deleted(document) && is_of_time() {
                    let address = DocAddress::new(*segment as u32, document);
                    take(matching.as_mut(), address);
                }
                document = matching.advance();
            }
        }
        Ok(())
    }

    fn rank(&self, document: DocId) -> Rank {
        let id = self.columns.ids.get_val(document).cast_signed();
        rank(self.direction, self.columns.published.get_val(document), id)
    }

    /// The earliest and the latest date of each stretch.
    fn dates(&self) -> &[Range<i64>] {
        self.columns.dates.get_or_init(|| {
            let mut buffer = [0; STRETCH as usize];
            let stretches = (0..self.reader.max_doc()).step_by(STRETCH as usize);
            stretches
                .map(|begin| {
                    let length = (self.reader.max_doc() - begin).min(STRETCH) as usize;
                    let values = &mut buffer[..length];
                    self.columns.published.get_range(u64::from(begin), values);
                    let first = values.iter().copied().min().unwrap_or(i64::MAX);
                    first..values.iter().copied().max().unwrap_or(i64::MIN)
                })
                .collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::testing::{Temporary, article, library, time, titles};
    use crate::library::{Anchor, ArticleId, Order};

    /// Articles of each commit or of several, so few that they are not merged.
    const PARTS: [i64; 3] = [162, 18, 2];
    const ALL: i64 = 162 + 18 + 2;

    /// An index of several segments; `hours` dates the article that comes in as the nth.
    fn in_parts(hours: impl Fn(i64) -> i64) -> Temporary {
        let library = library();
        let mut articles = (0..ALL).map(|n| article(&format!("خبر {}", hours(n)), "متن", hours(n)));
        for part in PARTS {
            let part = articles.by_ref().take(part as usize);
            library.add(part, time(0)).unwrap();
            library.catch_up_index(&mut |_| {}).unwrap();
        }
        let searcher = library.searcher().unwrap().unwrap();
        assert!(searcher.segment_readers().len() >= PARTS.len());
        library
    }

    #[test]
    fn dates_that_lie_across_segments_come_in_order_both_ways() {
        let library = in_parts(|n| n * 5 % ALL);
        let query = crate::library::Query::parse("خبر").unwrap();
        let expected: Vec<String> = (0..ALL).rev().map(|n| format!("خبر {n}")).collect();
        let newest = library.headlines(&query, Anchor::Newest, 7).unwrap();
        assert_eq!(titles(&newest), expected[..7]);
        let next = Anchor::OlderThan(newest[6].key());
        let next = library.headlines(&query, next, 7).unwrap();
        assert_eq!(titles(&next), expected[7..14]);
        let back = Anchor::NewerThan(next[0].key());
        assert_eq!(library.headlines(&query, back, 7).unwrap(), newest);
    }

    #[test]
    fn the_best_of_the_newest_are_among_the_newest() {
        let library = in_parts(|n| n);
        let searcher = library.searcher().unwrap().unwrap();
        let query = crate::library::Query::parse("\"خبر\" متن").unwrap();
        let filter = library.resolve(&query).unwrap();
        let query = library.compile(&filter, Order::Relevance).unwrap();
        let best = |enough| {
            let sought = Sought {
                query: query.as_ref(),
                time: ALWAYS,
            };
            let found = best_of_newest(&searcher, &library.columns, &sought, enough, ALL as usize);
            let mut ids: Vec<ArticleId> = found
                .unwrap()
                .into_iter()
                .map(|(_, address)| library.article_at(&searcher, address).unwrap())
                .collect();
            ids.sort_unstable();
            ids
        };
        let all: Vec<ArticleId> = (1..=ALL).map(ArticleId).collect();
        assert_eq!(best(ALL as usize), all);
        // The last segment has the newest.
        assert_eq!(best(1), all[(ALL - PARTS[2]) as usize..]);
    }
}
