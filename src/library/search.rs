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
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::library::testing::{Temporary, article, library, time};
    use crate::library::{Condition, Field, State};
    use crate::text::words::words;

    fn found(library: &Library, query: &str) -> Vec<i64> {
        let query = Query::parse(query).unwrap();
        let hits = library.search(&query, Order::Relevance, 50).unwrap();
        hits.iter().map(|hit| hit.headline.id.0).collect()
    }

    #[test]
    fn forms_of_a_word_meet() {
        let library = library();
        library
            .add(
                [article("نشرة الأخبار", "متن", 0), article("طقس", "غيوم", 1)],
                time(0),
            )
            .unwrap();
        for query in [
            "أخبار",
            "اخبار",
            "الأخبار",
            "الأَخْبَار",
            "وبالأخبار",
            "«نشره الاخبار»",
        ] {
            assert_eq!(found(&library, query), [1], "{query}");
        }
        assert_eq!(found(&library, "رياضة"), Vec::<i64>::new());
    }

    #[test]
    fn the_title_counts_more_and_the_newer_comes_first_among_equals() {
        let library = library();
        let articles = [
            article("طقس", "الميناء مغلق", 3),
            article("الميناء", "طقس مغلق", 0),
            article("الطقس", "الميناء مغلق", 4),
        ];
        library.add(articles, time(0)).unwrap();
        assert_eq!(found(&library, "ميناء"), [2, 3, 1]);
        let query = Query::parse("ميناء").unwrap();
        let by_date = library.search(&query, Order::Date, 2).unwrap();
        let ids: Vec<i64> = by_date.iter().map(|hit| hit.headline.id.0).collect();
        assert_eq!(ids, [3, 1]);
    }

    #[test]
    fn marks_are_followed_at_once() {
        let library = library();
        let articles = (0..4).map(|n| article(&format!("خبر {n}"), "نفط", n));
        library.add(articles, time(0)).unwrap();
        assert_eq!(found(&library, "نفط is:unread").len(), 4);
        library.set_read(ArticleId(2), true).unwrap();
        assert_eq!(found(&library, "نفط is:read"), [2]);
        let other = Library::open(library.dir()).unwrap();
        other.set_read(ArticleId(3), true).unwrap();
        assert_eq!(found(&library, "نفط is:read"), [3, 2]);
        assert_eq!(found(&library, "نفط -is:read"), [4, 1]);
    }

    #[test]
    fn removed_and_changed_articles_are_no_longer_found_by_what_they_were() {
        let library = library();
        let old = article("خبر", "قمح", 0);
        library
            .add([old.clone(), article("آخر", "قمح", 1)], time(0))
            .unwrap();
        assert_eq!(found(&library, "قمح").len(), 2);
        library.add([article("خبر", "شعير", 0)], time(0)).unwrap();
        assert_eq!(found(&library, "قمح"), [2]);
        assert_eq!(found(&library, "شعير"), [1]);
        library.remove([&old]).unwrap();
        assert_eq!(found(&library, "شعير"), Vec::<i64>::new());
    }

    /// Small articles in which every condition holds for some and not for others.
    fn varied() -> (Temporary, Vec<Known>) {
        let library = library();
        let nouns = ["نفط", "غاز", "قمح"];
        let mut known = Vec::new();
        for n in 0..24_usize {
            let title = format!("{} {n}", nouns[n % 3]);
            let body = format!("{} {}", nouns[n / 3 % 3], nouns[n / 9 % 3]);
            let mut article = article(&title, &body, 24 * (n as i64 / 2));
            article.source = ["صحيفة المرفأ", "وكالة ضفاف"][n % 2].into();
            article.category =
                [None, Some("اقتصاد".into()), Some("علوم".into())][n / 2 % 3].clone();
            article.breaking = n % 5 == 0;
            let id = ArticleId(n as i64 + 1);
            library.add([article], time(0)).unwrap();
            if n % 3 == 1 {
                library.set_read(id, true).unwrap();
            }
            if n % 4 == 1 {
                library.set_starred(id, true).unwrap();
            }
            known.push(Known {
                headline: library.headline(id).unwrap(),
                text: format!("{title} {body}"),
            });
        }
        (library, known)
    }

    struct Known {
        headline: Headline,
        text: String,
    }

    /// What a query means, without store or index.
    fn holds(query: &Query, known: &Known) -> bool {
        let has = |text: &str, phrase: &crate::library::Phrase| {
            let terms: Vec<_> = words(text).map(|word| word.term).collect();
            terms
                .windows(phrase.terms.len())
                .any(|part| part == phrase.terms)
        };
        let headline = &known.headline;
        let day = headline
            .published
            .to_zoned_datetime(jiff::tz::TimeZone::system())
            .date();
        match query {
            Query::All => true,
            Query::And(parts) => parts.iter().all(|part| holds(part, known)),
            Query::Or(parts) => parts.iter().any(|part| holds(part, known)),
            Query::Not(part) => !holds(part, known),
            Query::Is(condition) => match condition {
                Condition::Words(Field::Anywhere, phrase) => has(&known.text, phrase),
                Condition::Words(Field::Title, phrase) => has(&headline.title, phrase),
                Condition::Source(phrase) => has(&headline.source, phrase),
                Condition::Category(phrase) => headline
                    .category
                    .as_ref()
                    .is_some_and(|name| has(name, phrase)),
                Condition::After(date) => day >= *date,
                Condition::Before(date) => day < *date,
                Condition::State(State::Unread) => headline.unread,
                Condition::State(State::Read) => !headline.unread,
                Condition::State(State::Starred) => headline.starred,
                Condition::State(State::Breaking) => headline.breaking,
            },
        }
    }

    fn any_query() -> impl Strategy<Value = String> {
        let leaf = prop::sample::select(vec![
            "نفط",
            "غاز",
            "\"نفط غاز\"",
            "title:قمح",
            "source:ضفاف",
            "source:لا",
            "category:اقتصاد",
            "after:2026-01-05",
            "before:2026-01-09",
            "is:unread",
            "is:read",
            "is:starred",
            "is:breaking",
            "غائب",
        ])
        .prop_map(str::to_owned);
        leaf.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 2..4).prop_map(|parts| parts.join(" ")),
                prop::collection::vec(inner.clone(), 2..4)
                    .prop_map(|parts| format!("({})", parts.join(" OR "))),
                inner.prop_map(|part| format!("-({part})")),
            ]
        })
    }

    #[test]
    fn any_query_finds_what_it_means_by_either_order() {
        let (library, known) = varied();
        let config = ProptestConfig::with_cases(300);
        proptest!(config, |(text in any_query())| {
            let query = Query::parse(&text).unwrap();
            let mut expected: Vec<Key> = known
                .iter()
                .filter(|known| holds(&query, known))
                .map(|known| known.headline.key())
                .collect();
            expected.sort_by(|a, b| b.cmp(a));
            let keys = |order| {
                let hits = library.search(&query, order, 50).unwrap();
                hits.iter().map(|hit| hit.headline.key()).collect::<Vec<_>>()
            };
            prop_assert_eq!(&keys(Order::Date), &expected, "{}", text);
            let mut best = keys(Order::Relevance);
            best.sort_by(|a, b| b.cmp(a));
            prop_assert_eq!(&best, &expected, "{}", text);
        });
    }
}
