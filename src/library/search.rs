//! Search: what matches a query, best or newest first.

use tantivy::{DocAddress, Searcher, TantivyError};

use super::by_date::{Sought, best_of_newest, walk};
use super::error::Doing;
use super::index::guarded;
use super::page::{Anchor, Direction, Stretch};
use super::query::Filter;
use super::{ArticleId, Headline, Library, LibraryError, Query, Result};

/// Matches among which the best are looked for, or as many as are asked for. Where there are
/// more, one is hardly better than another, and the newest that many are looked at.
const COMPARED: usize = 2_000;

/// The same where a single word is looked for, of which a match is had for little, and where
/// a phrase is, which has to be looked for in each match.
const COMPARED_OF_WORD: usize = 20_000;
const COMPARED_OF_PHRASE: usize = 1_000;

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
    /// Which article.
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
        let Some(searcher) = self.searcher()? else {
            return Ok(Vec::new());
        };
        // Room is made for all at once.
        let limit = limit.min(searcher.num_docs() as usize);
        if limit == 0 {
            return Ok(Vec::new());
        }
        let (time, filter) = filter.split_time();
        let query = self.compile(&filter, Order::Relevance)?;
        let sought = Sought {
            query: query.as_ref(),
            time,
        };
        let enough = compared(&filter).max(limit);
        best_of_newest(&searcher, &self.columns, &sought, enough, limit)
            .and_then(|found| {
                found
                    .into_iter()
                    .map(|(score, address)| Ok((score, self.article_at(&searcher, address)?)))
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
        let Some(searcher) = self.searcher()? else {
            return Ok(Vec::new());
        };
        let (time, filter) = filter.split_time();
        let matching = self.compile(&filter, Order::Date)?;
        let sought = Sought {
            query: matching.as_ref(),
            time,
        };
        walk(&searcher, &self.columns, &sought, stretch, limit)
            .and_then(|found| {
                found
                    .into_iter()
                    .map(|address| self.article_at(&searcher, address))
                    .collect()
            })
            .doing("search")
    }

    /// The article that a document of the index stands for.
    pub(super) fn article_at(
        &self,
        searcher: &Searcher,
        address: DocAddress,
    ) -> tantivy::Result<ArticleId> {
        let columns = self
            .columns
            .of(searcher.segment_reader(address.segment_ord))?;
        columns
            .article(address.doc_id)
            .ok_or_else(|| TantivyError::InternalError("a document without a number".to_owned()))
    }

    /// Runs `ask`; when the index turns out to be damaged, makes it anew and asks
    /// once more.
    pub(super) fn mending<T>(&self, ask: impl Fn() -> Result<T>) -> Result<T> {
        match guarded(&ask) {
            Err(LibraryError::Index { .. }) => {
                self.close_index();
                self.rebuild_index(&mut |_| {})?;
                guarded(&ask)
            }
            other => other,
        }
    }
}

/// How many matches are compared.
fn compared(filter: &Filter) -> usize {
    match filter {
        Filter::Words(_, terms) if terms.len() == 1 => COMPARED_OF_WORD,
        Filter::Words(..) => COMPARED_OF_PHRASE,
        Filter::And(parts) | Filter::Or(parts) => {
            let parts = parts.iter().map(compared);
            parts.fold(COMPARED, usize::min)
        }
        _ => COMPARED,
    }
}

#[cfg(test)]
mod tests;
