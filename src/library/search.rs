//! Search: what matches a query, best or newest first.

use std::cmp::Reverse;

use tantivy::collector::TopDocs;
use tantivy::query::doc_predicate_query::{DocPredicateQuery, FunctionPredicate};
use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, Query as IndexQuery};
use tantivy::{DocAddress, DocId, Searcher, SegmentReader, TantivyError};

use super::error::Doing;
use super::index::{ID, PUBLISHED, guarded};
use super::page::{Anchor, Direction, Stretch};
use super::query::Filter;
use super::{ArticleId, Headline, Key, Library, LibraryError, Query, Result};

/// How found articles are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Best first: BM25, with words in the title counting more.
    Relevance,
    /// Newest first.
    Date,
}

/// A found article.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    pub headline: Headline,
    /// BM25; only good for comparing hits of one search. 0 when nothing was ranked:
    /// by date, or for a query without words.
    pub score: f32,
}

impl Library {
    /// The first `limit` articles that match `query`. One without words gives the
    /// newest.
    ///
    /// Words are looked up in the index. When it lags a little behind the store it is
    /// brought up to date first; when it lags far (after a large import, or when it
    /// is being rebuilt) the answer comes from what is in it already, and
    /// [`Library::catch_up_index`] is what to call, in the background or before.
    ///
    /// # Errors
    /// When store or index cannot be read.
    pub fn search(&self, query: &Query, order: Order, limit: usize) -> Result<Vec<Hit>> {
        let filter = self.resolve(query)?;
        if order == Order::Date || filter.sql().is_some() {
            let headlines = self.headlines(query, Anchor::Newest, limit)?;
            let unranked = |headline| Hit {
                headline,
                score: 0.0,
            };
            return Ok(headlines.into_iter().map(unranked).collect());
        }
        let ranked = self.mending(|| self.best(&filter, limit))?;
        let mut hits = Vec::with_capacity(ranked.len());
        for (score, id) in ranked {
            // One that has just been removed is still in the index.
            if let Some(headline) = self.find_headline(id)? {
                hits.push(Hit { headline, score });
            }
        }
        hits.sort_by(|a, b| {
            b.score
                .total_cmp(&a.score)
                .then_with(|| b.headline.key().cmp(&a.headline.key()))
        });
        Ok(hits)
    }

    fn best(&self, filter: &Filter, limit: usize) -> Result<Vec<(f32, ArticleId)>> {
        let Some((searcher, fields)) = self.searcher()? else {
            return Ok(Vec::new());
        };
        if limit == 0 {
            return Ok(Vec::new());
        }
        let query = self.compile(filter, fields)?;
        let top = TopDocs::with_limit(limit).order_by_score();
        searcher
            .search(&query, &top)
            .and_then(|found| {
                found
                    .into_iter()
                    .map(|(score, address)| Ok((score, article_at(&searcher, address)?)))
                    .collect()
            })
            .doing("search")
    }

    /// At most `limit` articles that match, in no order.
    pub(super) fn all_ids(&self, filter: &Filter, limit: usize) -> Result<Vec<ArticleId>> {
        let Some(condition) = filter.sql() else {
            let all = Stretch {
                direction: Direction::Older,
                from: None,
            };
            return self.mending(|| self.keys(filter, all, limit));
        };
        self.db
            .prepare(&format!("SELECT a.id FROM articles a WHERE {condition}"))
            .and_then(|mut select| select.query_map([], |row| row.get(0))?.collect())
            .doing("find articles")
    }

    /// A stretch of the list of what matches, newest first.
    pub(super) fn stretch_of_index(
        &self,
        filter: &Filter,
        stretch: Stretch,
        limit: usize,
    ) -> Result<Vec<Headline>> {
        let mut keys = self.mending(|| self.keys(filter, stretch, limit))?;
        if stretch.direction == Direction::Newer {
            keys.reverse();
        }
        let mut headlines = Vec::with_capacity(keys.len());
        for id in keys {
            headlines.extend(self.find_headline(id)?);
        }
        Ok(headlines)
    }

    /// The articles of a stretch in its direction.
    fn keys(&self, filter: &Filter, stretch: Stretch, limit: usize) -> Result<Vec<ArticleId>> {
        let Some((searcher, fields)) = self.searcher()? else {
            return Ok(Vec::new());
        };
        let matching = self.compile(filter, fields)?;
        let query = match stretch.from {
            Some(key) => Box::new(BooleanQuery::new(vec![
                (Occur::Must, matching),
                (Occur::Must, beyond(key, stretch.direction)),
            ])),
            None => matching,
        };
        let top = TopDocs::with_limit(limit);
        let found: tantivy::Result<Vec<DocAddress>> = match stretch.direction {
            Direction::Older => searcher
                .search(
                    &query,
                    &top.order_by(|segment: &SegmentReader| place(segment)),
                )
                .map(|found| found.into_iter().map(|(_, address)| address).collect()),
            Direction::Newer => searcher
                .search(
                    &query,
                    &top.order_by(|segment: &SegmentReader| {
                        let mut place = place(segment);
                        move |doc| Reverse(place(doc))
                    }),
                )
                .map(|found| found.into_iter().map(|(_, address)| address).collect()),
        };
        found
            .and_then(|found| {
                found
                    .into_iter()
                    .map(|address| article_at(&searcher, address))
                    .collect()
            })
            .doing("search")
    }

    /// Runs `ask`; when the index turns out to be damaged, makes it anew and asks
    /// once more.
    pub(super) fn mending<T>(&self, ask: impl Fn() -> Result<T>) -> Result<T> {
        match guarded(&ask) {
            Err(LibraryError::Index { .. }) => {
                self.close_index();
                self.rebuild_index(&mut |_| {})?;
                ask()
            }
            other => other,
        }
    }
}

/// The article that a document of the index stands for.
pub(super) fn article_at(searcher: &Searcher, address: DocAddress) -> tantivy::Result<ArticleId> {
    let segment = searcher.segment_reader(address.segment_ord);
    let id = segment.fast_fields().u64(ID)?.first(address.doc_id);
    id.and_then(|id| i64::try_from(id).ok())
        .map(ArticleId)
        .ok_or_else(|| TantivyError::InternalError("a document without a number".to_owned()))
}

/// A document's place in lists: the larger the newer. Documents without one (there
/// are none in a sound index) are oldest.
fn place(segment: &SegmentReader) -> impl FnMut(DocId) -> (i64, u64) + Send + Sync + use<> {
    let columns = segment
        .fast_fields()
        .i64(PUBLISHED)
        .and_then(|published| Ok((published, segment.fast_fields().u64(ID)?)));
    move |doc| match &columns {
        Ok((published, ids)) => (
            published.first(doc).unwrap_or(i64::MIN),
            ids.first(doc).unwrap_or(0),
        ),
        Err(_) => (i64::MIN, 0),
    }
}

/// The documents on the far side of `key`.
fn beyond(key: Key, direction: Direction) -> Box<dyn IndexQuery> {
    let key = (key.published.as_microsecond(), key.id.0.unsigned_abs());
    let predicate = FunctionPredicate::from(move |segment: &SegmentReader| {
        let published = segment.fast_fields().i64(PUBLISHED)?;
        let ids = segment.fast_fields().u64(ID)?;
        Ok(move |doc: DocId| {
            let place = published.first(doc).zip(ids.first(doc));
            place.is_some_and(|place| match direction {
                Direction::Older => place < key,
                Direction::Newer => place > key,
            })
        })
    });
    let predicate = DocPredicateQuery::from(predicate);
    Box::new(ConstScoreQuery::new(Box::new(predicate), 0.0))
}

#[cfg(test)]
mod tests;
