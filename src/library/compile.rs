//! A resolved query as a query of the index.

use std::ops::Range;
use std::sync::Arc;

use tantivy::query::doc_predicate_query::{DocPredicateQuery, FunctionPredicate};
use tantivy::query::{AllQuery, BooleanQuery, ConstScoreQuery, EmptyQuery, Occur, Query};
use tantivy::{DocId, SegmentReader};

use super::columns::Opened;
use super::error::Doing;
use super::flags::{Flags, IdSet};
use super::labels;
use super::query::{Field, Filter};
use super::word_query::WordQuery;
use super::words_query::WordsQuery;
use super::{Library, Order, Result};
use crate::text::words::Term;

impl Library {
    /// `filter` as the index evaluates it. Only words give a score, and only for
    /// [`Order::Relevance`].
    pub(super) fn compile(&self, filter: &Filter, order: Order) -> Result<Box<dyn Query>> {
        Ok(match filter {
            Filter::All => unscored(AllQuery),
            Filter::And(parts) => self.all_of(parts, order)?,
            Filter::Or(parts) => Box::new(BooleanQuery::union(
                parts
                    .iter()
                    .map(|part| self.compile(part, order))
                    .collect::<Result<_>>()?,
            )),
            Filter::Not(_) => self.all_of(std::slice::from_ref(filter), order)?,
            Filter::Words(_, terms) if terms.is_empty() => Box::new(EmptyQuery),
            Filter::Words(field, terms) => {
                Box::new(WordQuery::new(terms, *field, self.columns.clone()))
            }
            Filter::Sources(ids) => self.labelled(ids.iter().copied().map(labels::source)),
            Filter::Categories(ids) => self.labelled(ids.iter().copied().map(labels::category)),
            Filter::Since(at) => published(*at..i64::MAX, &self.columns),
            Filter::Until(at) => published(i64::MIN..*at, &self.columns),
            Filter::Unread => in_set(
                Flags::unread(&self.flags, &self.db).doing("read what is unread")?,
                &self.columns,
            ),
            Filter::Starred => in_set(
                Flags::starred(&self.flags, &self.db).doing("read what is starred")?,
                &self.columns,
            ),
            Filter::Muted => in_set(self.muted()?, &self.columns),
            Filter::Feeds(_) | Filter::Tags(_) => in_set(
                self.id_set(&filter.select_articles().unwrap_or_default())?,
                &self.columns,
            ),
            Filter::Articles(ids) => in_set(Arc::new(ids.iter().copied().collect()), &self.columns),
            Filter::Breaking => self.labelled(std::iter::once(labels::breaking())),
        })
    }

    /// The articles that stand in no list.
    pub(super) fn muted(&self) -> Result<Arc<IdSet>> {
        self.id_set("SELECT id FROM articles WHERE muted")
    }

    fn id_set(&self, select: &str) -> Result<Arc<IdSet>> {
        IdSet::read(&self.db, select)
            .map(Arc::new)
            .doing("read a set of articles")
    }

    /// The documents that have one of `labels`.
    fn labelled(&self, labels: impl Iterator<Item = Term>) -> Box<dyn Query> {
        let one = |label| {
            unscored(WordQuery::new(
                &[label],
                Field::Anywhere,
                self.columns.clone(),
            ))
        };
        let mut labels = labels.map(one);
        match (labels.next(), labels.next()) {
            (Some(only), None) => only,
            (first, second) => {
                let all = first.into_iter().chain(second).chain(labels);
                Box::new(BooleanQuery::union(all.collect()))
            }
        }
    }

    fn all_of(&self, parts: &[Filter], order: Order) -> Result<Box<dyn Query>> {
        let mut clauses = Vec::with_capacity(parts.len() + 1);
        let (mut words, mut others) = (Vec::new(), Vec::new());
        let word = |field, terms| WordQuery::new(terms, field, self.columns.clone());
        for part in parts {
            match part {
                Filter::Words(field, terms) if terms.len() == 1 => words.push(word(*field, terms)),
                // What is left out has no score.
                Filter::Not(part) => match part.as_ref() {
                    Filter::Words(Field::Anywhere, terms) if terms.len() == 1 => {
                        others.push(word(Field::Anywhere, terms));
                    }
                    part => {
                        let part = self.compile(part, Order::Date)?;
                        clauses.push((Occur::MustNot, part));
                    }
                },
                part => clauses.push((Occur::Must, self.compile(part, order)?)),
            }
        }
        // All that has a word would be gone through.
        let is_left_out = |word| others.iter().any(|other| other.is_same_word(word));
        if words.iter().any(is_left_out) {
            return Ok(Box::new(EmptyQuery));
        }
        if !words.is_empty() && words.len() + others.len() > 1 {
            clauses.push((Occur::Must, Box::new(WordsQuery::new(words, others))));
        } else {
            let boxed = |occur| move |word| (occur, Box::new(word) as Box<dyn Query>);
            clauses.extend(words.into_iter().map(boxed(Occur::Must)));
            clauses.extend(others.into_iter().map(boxed(Occur::MustNot)));
        }
        // Exclusions need something to exclude from.
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, unscored(AllQuery)));
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }
}

fn unscored(query: impl Query) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(Box::new(query), 0.0))
}

/// The documents of a time, in microseconds since 1970.
fn published(time: Range<i64>, columns: &Opened) -> Box<dyn Query> {
    let columns = columns.clone();
    let predicate = FunctionPredicate::from(move |segment: &SegmentReader| {
        let columns = columns.of(segment)?;
        let time = time.clone();
        Ok(move |doc: DocId| time.contains(&columns.published.get_val(doc)))
    });
    unscored(DocPredicateQuery::from(predicate))
}

/// The documents whose article is in `set`.
fn in_set(set: Arc<IdSet>, columns: &Opened) -> Box<dyn Query> {
    let columns = columns.clone();
    let predicate = FunctionPredicate::from(move |segment: &SegmentReader| {
        let columns = columns.of(segment)?;
        let set = Arc::clone(&set);
        Ok(move |doc: DocId| set.contains(columns.ids.get_val(doc)))
    });
    unscored(DocPredicateQuery::from(predicate))
}
