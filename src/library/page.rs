//! Lists, a page at a time, newest first. A page is found by the key of its
//! neighbour, so any place in a list of any length costs the same.

use super::error::Doing;
use super::headline::{COLUMNS, ID, PUBLISHED, TABLES, from_row};
use super::query::Filter;
use super::{ArticleId, Headline, Key, Library, Query, Result};

/// Where in a list a page lies. Pages are newest first whatever the anchor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The top of the list.
    Newest,
    /// The end of the list.
    Oldest,
    /// What follows this key down the list.
    OlderThan(Key),
    /// What comes right before this key, up the list.
    NewerThan(Key),
    /// This article with as many before it as after it, where there are.
    Around(ArticleId),
}

/// The way from an anchor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Older,
    Newer,
}

/// A stretch of a list: from a key (excluded), or from the end where the way begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch {
    pub direction: Direction,
    pub from: Option<Key>,
}

impl Library {
    /// A page of at most `limit` headlines that match `query`, newest first.
    ///
    /// A query with words is answered by the index; see [`Library::search`] on how
    /// fresh it is.
    ///
    /// # Errors
    /// [`LibraryError::NoArticle`](super::LibraryError::NoArticle) for
    /// [`Anchor::Around`] an article that is gone, or when store or index cannot be
    /// read.
    pub fn headlines(&self, query: &Query, anchor: Anchor, limit: usize) -> Result<Vec<Headline>> {
        let filter = self.resolve(query)?;
        let older = |from| Stretch {
            direction: Direction::Older,
            from,
        };
        let newer = |from| Stretch {
            direction: Direction::Newer,
            from,
        };
        match anchor {
            Anchor::Newest => self.stretch(&filter, older(None), limit),
            Anchor::Oldest => self.stretch(&filter, newer(None), limit),
            Anchor::OlderThan(key) => self.stretch(&filter, older(Some(key)), limit),
            Anchor::NewerThan(key) => self.stretch(&filter, newer(Some(key)), limit),
            Anchor::Around(id) => {
                let middle = self.headline(id)?.key();
                let above = self.stretch(&filter, newer(Some(middle)), limit)?;
                let below = self.stretch(&filter, older(Some(middle)), limit)?;
                let middle = self.only_if_matching(&filter, id)?;
                Ok(around(above, middle, below, limit))
            }
        }
    }

    pub(super) fn resolve(&self, query: &Query) -> Result<Filter> {
        let filter = Filter::new(query, &self.db, self.time_zone()).doing("prepare a query")?;
        if query.names_muted() || !self.has_muted()? {
            return Ok(filter);
        }
        let unmuted = Filter::Not(Box::new(Filter::Muted));
        Ok(Filter::And(vec![filter, unmuted]))
    }

    fn has_muted(&self) -> Result<bool> {
        self.db
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM articles WHERE muted)")
            .and_then(|mut select| select.query_row([], |row| row.get(0)))
            .doing("see whether anything is muted")
    }

    /// At most `limit` headlines of a stretch, newest first.
    pub(super) fn stretch(
        &self,
        filter: &Filter,
        stretch: Stretch,
        limit: usize,
    ) -> Result<Vec<Headline>> {
        if limit == 0 {
            return Ok(Vec::new());
        }
        let Some(condition) = filter.sql() else {
            return self.stretch_of_index(filter, stretch, limit);
        };
        let (order, sign) = match stretch.direction {
            Direction::Older => ("DESC", "<"),
            Direction::Newer => ("ASC", ">"),
        };
        let is_small = filter.is_small();
        let (plus, published, id) = if is_small {
            ("+", "+a.published".to_owned(), "a.id".to_owned())
        } else {
            ("", PUBLISHED.to_string(), ID.to_string())
        };
        let beyond = stretch.from.map_or_else(String::new, |_| {
            format!("AND ({plus}a.published, a.id) {sign} (?2, ?3)")
        });
        let conditions: Vec<String> = match filter.branches().filter(|_| !is_small) {
            Some(branches) => branches.iter().filter_map(Filter::sql).collect(),
            None => vec![condition],
        };
        let selects: Vec<String> = conditions
            .iter()
            .map(|condition| format!("SELECT {COLUMNS} FROM {TABLES} WHERE {condition} {beyond}"))
            .collect();
        let select = format!(
            "{} ORDER BY {published} {order}, {id} {order} LIMIT ?1",
            selects.join(" UNION ALL ")
        );
        #[cfg(test)]
        if !is_small {
            tests::assert_unsorted(&self.db, &select);
        }
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut headlines = self
            .db
            .prepare_cached(&select)
            .and_then(|mut select| match stretch.from {
                Some(key) => select
                    .query_map((limit, key.published.as_microsecond(), key.id), from_row)?
                    .collect::<rusqlite::Result<Vec<_>>>(),
                None => select.query_map([limit], from_row)?.collect(),
            })
            .doing("read a list")?;
        if stretch.direction == Direction::Newer {
            headlines.reverse();
        }
        Ok(headlines)
    }

    fn only_if_matching(&self, filter: &Filter, id: ArticleId) -> Result<Option<Headline>> {
        let headline = self.headline(id)?;
        let next = Key {
            published: headline.published,
            id: ArticleId(id.0 + 1),
        };
        let at = Stretch {
            direction: Direction::Older,
            from: Some(next),
        };
        let found = self.stretch(filter, at, 1)?;
        Ok(found.into_iter().next().filter(|found| found.id == id))
    }
}

/// `limit` headlines with `middle` in the middle; a side that is short leaves its
/// room to the other.
fn around(
    mut above: Vec<Headline>,
    middle: Option<Headline>,
    mut below: Vec<Headline>,
    limit: usize,
) -> Vec<Headline> {
    let sides = limit.saturating_sub(usize::from(middle.is_some()));
    let half = sides / 2;
    let taken_above = above.len().min(half.max(sides.saturating_sub(below.len())));
    above.drain(..above.len() - taken_above);
    below.truncate(sides - taken_above);
    above.into_iter().chain(middle).chain(below).collect()
}

#[cfg(test)]
mod tests;
