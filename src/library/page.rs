//! Lists, a page at a time, newest first. A page is found by the key of its
//! neighbour, so any place in a list of any length costs the same.

use std::collections::VecDeque;

use super::error::Doing;
use super::headline::{COLUMNS, ID, PUBLISHED, TABLES, from_row};
use super::query::Filter;
use super::{ArticleId, Headline, Key, Library, Query, Result};
use crate::article::Article;

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

    /// All articles that match `query`, newest first, read as they are asked for.
    ///
    /// # Errors
    /// When the query cannot be evaluated; each article may have its own.
    pub fn export(&self, query: &Query) -> Result<Export<'_>> {
        Ok(Export {
            library: self,
            filter: self.resolve(query)?,
            last: None,
            ready: VecDeque::new(),
            ended: false,
        })
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
    fn stretch(&self, filter: &Filter, stretch: Stretch, limit: usize) -> Result<Vec<Headline>> {
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

/// The articles of [`Library::export`].
pub struct Export<'a> {
    library: &'a Library,
    filter: Filter,
    last: Option<Key>,
    ready: VecDeque<Headline>,
    ended: bool,
}

impl Export<'_> {
    /// Headlines read at a time.
    const PAGE: usize = 200;

    fn refill(&mut self) -> Result<()> {
        let stretch = Stretch {
            direction: Direction::Older,
            from: self.last,
        };
        self.ready = self
            .library
            .stretch(&self.filter, stretch, Self::PAGE)?
            .into();
        self.last = self.ready.back().map(Headline::key);
        self.ended = self.ready.is_empty();
        Ok(())
    }
}

impl Iterator for Export<'_> {
    type Item = Result<(Headline, Article)>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.ready.is_empty()
                && !self.ended
                && let Err(error) = self.refill()
            {
                self.ended = true;
                return Some(Err(error));
            }
            let headline = self.ready.pop_front()?;
            match self.library.find_article(headline.id) {
                Ok(Some(article)) => return Some(Ok((headline, article))),
                // Another process has removed it since the page was read.
                Ok(None) => {}
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::testing::{article, library, time, titles};

    /// Every list that any test reads comes in order from an index: sorting would
    /// cost as much as the library is long.
    pub(super) fn assert_unsorted(db: &rusqlite::Connection, select: &str) {
        let mut explain = db.prepare(&format!("EXPLAIN QUERY PLAN {select}")).unwrap();
        let mut steps = explain.raw_query();
        while let Some(step) = steps.next().unwrap() {
            let step: String = step.get(3).unwrap();
            assert!(!step.contains("TEMP B-TREE"), "{step}: {select}");
        }
    }

    fn page(library: &Library, query: &str, anchor: Anchor, limit: usize) -> Vec<String> {
        let query = Query::parse(query).unwrap();
        let page = library.headlines(&query, anchor, limit).unwrap();
        titles(&page).iter().map(ToString::to_string).collect()
    }

    /// Every article has the word خبر; the two lists, one from the store and one from
    /// the index, must be the same.
    #[test]
    fn pages_join_without_gap_or_overlap_from_store_and_index() {
        let library = library();
        // Times repeat, so that the order among equals counts.
        let articles = (0..23).map(|n| article(&format!("خبر {n}"), "متن", i64::from(n / 4)));
        library.add(articles, time(0)).unwrap();
        let all: Vec<String> = (0..23).rev().map(|n| format!("خبر {n}")).collect();
        for text in ["", "خبر"] {
            let query = Query::parse(text).unwrap();
            assert_eq!(page(&library, text, Anchor::Newest, 50), all);
            assert_eq!(page(&library, text, Anchor::Oldest, 5), all[18..]);

            let mut walked = Vec::new();
            let mut anchor = Anchor::Newest;
            loop {
                let next = library.headlines(&query, anchor, 5).unwrap();
                let Some(last) = next.last() else { break };
                anchor = Anchor::OlderThan(last.key());
                walked.extend(next.into_iter().map(|h| h.title));
            }
            assert_eq!(walked, all);

            let middle = library.headline(ArticleId(12)).unwrap();
            let up = Anchor::NewerThan(middle.key());
            assert_eq!(page(&library, text, up, 3), all[8..11]);
            let around = Anchor::Around(middle.id);
            assert_eq!(page(&library, text, around, 5), all[9..14]);
            let at_the_end = Anchor::Around(ArticleId(1));
            assert_eq!(page(&library, text, at_the_end, 4), all[19..]);
        }
    }

    /// Lists that few articles are on are found by an index of these few.
    #[test]
    fn rare_articles_are_not_looked_for_among_all() {
        let library = library();
        library.add([article("خبر", "متن", 0)], time(0)).unwrap();
        let source = "source:المرفأ";
        let category = "category:اقتصاد";
        for (query, index) in [
            (String::new(), "articles_by_date"),
            ("is:unread".into(), "articles_unread"),
            ("is:read".into(), "articles_read"),
            ("is:breaking".into(), "articles_breaking"),
            (source.into(), "articles_by_source"),
            (format!("{source} is:unread"), "articles_unread_by_source"),
            (
                format!("{category} is:unread"),
                "articles_unread_by_category",
            ),
            (format!("{source} is:read"), "articles_read_by_source"),
            (format!("{category} is:read"), "articles_read_by_category"),
            (
                format!("{source} {category}"),
                "articles_by_source_and_category",
            ),
            (
                format!("{source} {category} is:unread"),
                "articles_unread_by_both",
            ),
            (
                format!("{source} {category} is:read"),
                "articles_read_by_both",
            ),
            (format!("{source} is:unread is:starred"), "articles_starred"),
            (format!("{category} is:breaking"), "articles_breaking"),
            (
                format!("{source} is:unread after:2026-01-01"),
                "articles_unread_by_source",
            ),
        ] {
            let filter = library.resolve(&Query::parse(&query).unwrap()).unwrap();
            let condition = filter.sql().unwrap();
            for order in ["ASC", "DESC"] {
                let plan: String = library
                    .db
                    .query_row(
                        &format!(
                            "EXPLAIN QUERY PLAN SELECT {COLUMNS} FROM {TABLES} WHERE {condition}
                             ORDER BY a.published {order}, a.id {order} LIMIT 1"
                        ),
                        [],
                        |row| row.get(3),
                    )
                    .unwrap();
                let used = plan.split("USING INDEX ").nth(1).unwrap_or_default();
                assert_eq!(used.split(' ').next(), Some(index), "{query}: {plan}");
            }
        }
    }

    /// Lists of several values are merged from the index of each, and are the same as
    /// when every article is asked.
    #[test]
    fn lists_of_several_values_are_merged_in_order() {
        let library = library();
        let articles = (0..240).map(|n| {
            let mut article = article(&format!("خبر {n}"), "متن", n / 3);
            article.source = format!("صحيفة {}", ["المرفأ", "الوادي", "الساحل"][n as usize % 3]);
            let categories = ["اقتصاد", "رياضة", "ثقافة", "علوم"];
            article.category = categories.get(n as usize / 3 % 5).map(ToString::to_string);
            article.breaking = n % 17 == 0;
            article
        });
        library.add(articles, time(0)).unwrap();
        for id in (1..240).step_by(2) {
            library.set_read(ArticleId(id), true).unwrap();
        }
        for id in (1..240).step_by(9) {
            library.set_starred(ArticleId(id), true).unwrap();
        }
        for (text, is_merged) in [
            ("source:صحيفة", true),
            ("source:صحيفة is:unread", true),
            ("source:المرفأ OR source:الوادي", true),
            ("source:المرفأ OR category:رياضة", true),
            ("(source:المرفأ OR category:رياضة) is:unread", true),
            (
                "source:صحيفة (category:علوم OR category:رياضة) is:read",
                true,
            ),
            ("is:starred OR is:breaking", true),
            ("(is:starred OR is:breaking) -source:الساحل", true),
            (
                "(is:starred source:الوادي) OR (is:read -category:علوم)",
                true,
            ),
            ("source:صحيفة -is:starred after:1970-01-03", true),
            ("source:المرفأ OR after:1970-01-03", false),
            ("-(source:المرفأ OR source:الوادي)", false),
            ("source:المرفأ", false),
        ] {
            let query = Query::parse(text).unwrap();
            let filter = library.resolve(&query).unwrap();
            assert_eq!(filter.branches().is_some(), is_merged, "{text}");
            let condition = filter.sql().unwrap();
            let mut ids = library
                .db
                .prepare(&format!(
                    "SELECT a.id, a.published FROM articles a WHERE {condition}"
                ))
                .unwrap()
                .query_map([], |row| Ok((row.get(1)?, ArticleId(row.get(0)?))))
                .unwrap()
                .collect::<rusqlite::Result<Vec<(i64, ArticleId)>>>()
                .unwrap();
            ids.sort_unstable_by(|a, b| b.cmp(a));
            let expected: Vec<ArticleId> = ids.into_iter().map(|(_, id)| id).collect();
            assert!(!expected.is_empty(), "{text}");
            let mut walked = Vec::new();
            let mut anchor = Anchor::Newest;
            while let page = library.headlines(&query, anchor, 7).unwrap()
                && let Some(last) = page.last()
            {
                anchor = Anchor::OlderThan(last.key());
                walked.extend(page.iter().map(|headline| headline.id));
            }
            assert_eq!(walked, expected, "{text}");
            let oldest = library.headlines(&query, Anchor::Oldest, 5).unwrap();
            let oldest: Vec<ArticleId> = oldest.iter().map(|headline| headline.id).collect();
            assert!(expected.ends_with(&oldest), "{text}");
        }
    }

    #[test]
    fn export_reads_everything_once() {
        let library = library();
        let articles = (0..450).map(|n| article(&format!("خبر {n}"), "متن", n));
        library.add(articles, time(0)).unwrap();
        let exported: Vec<ArticleId> = library
            .export(&Query::All)
            .unwrap()
            .map(|item| item.unwrap().0.id)
            .collect();
        let expected: Vec<ArticleId> = (1..=450).rev().map(ArticleId).collect();
        assert_eq!(exported, expected);
    }
}
