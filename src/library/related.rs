//! What else there is on an article's subject.

use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;

use jiff::SignedDuration;

use super::error::Doing;
use super::likeness::{Likeness, likenesses};
use super::print::Print;
use super::vector::{Terms, searched_texts};
use super::{ArticleId, Headline, Library, Result};
use crate::article::Article;
use crate::text::fold::fold;
use crate::text::words::{Analyser, Term};

/// Cosine from which two articles tell of one event, if they also lie close in time:
/// in a library of at most 50 articles, and the most it rises to in large ones. The
/// more articles there are, the better rare words are told from common ones: the
/// cosine of two accounts of one event grows, and so does that of two accounts of
/// similar events. On 33 sample articles (94 ordered pairs of one story, a third of
/// them across languages) 0.10 finds 60 % of the pairs, 73 % by way of a third article,
/// and nothing wrong; 0.08 begins to take like subjects for like events.
const SAME_STORY: RangeInclusive<f32> = 0.10..=0.20;

/// Longest time between two articles on one event.
const STORY_SPAN: SignedDuration = SignedDuration::from_hours(14 * 24);

/// Events that take weeks (a flight to the Moon) are followed longer by articles that
/// are this many times as like as they need be within [`STORY_SPAN`].
const LONG_STORY_SPAN: SignedDuration = SignedDuration::from_hours(30 * 24);
const LONG_STORY_TIMES: f32 = 2.0;

/// Cosine below which articles have nothing to do with each other.
const UNRELATED: f32 = 0.05;

/// Cosine of the events below which like fingerprints are chance.
const COPY: f32 = 0.5;

/// Bytes of an article's text that tell its subject. A text of megabytes has no more to tell
/// of it, and would take as many times longer.
const TELLING: usize = 64 << 10;

/// An article on the same subject as another.
#[derive(Debug, Clone, PartialEq)]
pub struct Related {
    /// Which article.
    pub headline: Headline,
    /// The same text elsewhere: an agency's at another outlet.
    pub copies: Vec<Headline>,
    /// Cosine of the term vectors, 0 to about 1; 1 more for the same story, which
    /// comes first.
    pub score: f32,
    /// Why it is related, for the user.
    pub reason: Reason,
}

/// Why an article is related to another.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Reason {
    /// It is the same text.
    SameText,
    /// Both tell of one event.
    SameStory,
    /// The words that they share and few others have, strongest first, as the first
    /// article writes them.
    SharedTerms(Vec<String>),
}

impl Library {
    /// The first `limit` articles related to `id`, best first, never itself; copies of
    /// one text count as one. Fresh as [`Library::search`] is.
    ///
    /// # Errors
    /// [`LibraryError::NoArticle`](super::LibraryError::NoArticle), or when store or
    /// index cannot be read.
    pub fn related(&self, id: ArticleId, limit: usize) -> Result<Vec<Related>> {
        self.related_to(id, &self.article(id)?, limit)
    }

    /// The same where the article is at hand.
    ///
    /// # Errors
    /// As [`Library::related`].
    pub fn related_to(
        &self,
        id: ArticleId,
        article: &Article,
        limit: usize,
    ) -> Result<Vec<Related>> {
        let article = article.beginning(TELLING);
        let mut analyser = self.analyser.borrow_mut();
        let ranked = self.ranked(id, &article, &mut analyser)?;
        let rows = folded(&ranked);
        // The text is gone through once, and not again for each row.
        let firsts = rows.iter().take(limit).map(|row| &row[0].likeness);
        let shared = firsts.flat_map(|likeness| &likeness.shared).cloned();
        let written = Written::new(&mut analyser, &shared.collect(), &article);
        let mut related = Vec::new();
        for row in rows {
            if related.len() == limit {
                break;
            }
            let mut headlines = Vec::with_capacity(row.len());
            for ranked in &row {
                // One that has just been removed is still in the index.
                headlines.extend(self.find_headline(ranked.likeness.id)?);
            }
            let mut headlines = headlines.into_iter();
            if let Some(headline) = headlines.next() {
                related.push(Related {
                    headline,
                    copies: headlines.collect(),
                    score: row[0].score(),
                    reason: row[0].reason(&written),
                });
            }
        }
        Ok(related)
    }

    /// The articles that have to do with `article`, best first, without itself.
    pub(super) fn ranked(
        &self,
        id: ArticleId,
        article: &Article,
        analyser: &mut Analyser,
    ) -> Result<Vec<Ranked>> {
        let published = self.headline(id)?.published.as_microsecond();
        let terms = Terms::new(analyser, article);
        let vector = terms.vector();
        let found = self.mending(|| match self.searcher()? {
            Some(searcher) => {
                likenesses(&searcher, &self.columns, &vector).doing("look for related articles")
            }
            None => Ok(Vec::new()),
        })?;
        let muted = self.muted()?;
        let judge = Judge {
            published,
            same_story: same_story_from(self.counts()?.total),
            print: terms.print(),
        };
        let mut ranked: Vec<Ranked> = found
            .into_iter()
            .filter(|likeness| likeness.id != id && likeness.event >= UNRELATED)
            .filter(|likeness| !muted.contains(likeness.id.0.unsigned_abs()))
            .map(|likeness| judge.rank(likeness))
            .collect();
        ranked.sort_by(|a, b| {
            b.score()
                .total_cmp(&a.score())
                .then_with(|| b.place().cmp(&a.place()))
        });
        Ok(ranked)
    }
}

/// `ranked` with the copies of a text put together, where the best of them stands.
fn folded(ranked: &[Ranked]) -> Vec<Vec<&Ranked>> {
    let mut rows: Vec<Vec<&Ranked>> = Vec::new();
    for one in ranked {
        match rows.iter_mut().find(|row| row[0].is_copy(one)) {
            Some(row) => row.push(one),
            None => rows.push(vec![one]),
        }
    }
    rows
}

/// The cosine from which two articles of a library tell of one event.
fn same_story_from(articles: u64) -> f32 {
    const SMALL: f32 = 50.0;
    const RISE: f32 = 0.02;
    let rise = RISE * (articles as f32 / SMALL).max(1.0).ln();
    (SAME_STORY.start() + rise).min(*SAME_STORY.end())
}

/// What the others are judged by.
struct Judge {
    /// When the article was, microseconds since 1970.
    published: i64,
    /// The cosine that makes one story of two articles.
    same_story: f32,
    print: Print,
}

impl Judge {
    fn rank(&self, likeness: Likeness) -> Ranked {
        let apart = likeness.published.saturating_sub(self.published);
        let apart = SignedDuration::from_micros(apart).abs();
        let event = likeness.event;
        let same_story = event >= self.same_story && apart <= STORY_SPAN
            || event >= self.same_story * LONG_STORY_TIMES && apart <= LONG_STORY_SPAN;
        let relation = if event >= COPY && self.print.is_copy(likeness.print) {
            Relation::Text
        } else if same_story {
            Relation::Story
        } else {
            Relation::Subject
        };
        Ranked { likeness, relation }
    }
}

/// What two articles have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    Text,
    Story,
    Subject,
}

/// A likeness that has been judged.
pub(super) struct Ranked {
    pub likeness: Likeness,
    relation: Relation,
}

impl Ranked {
    /// Whether it tells of the same event.
    pub fn is_same_story(&self) -> bool {
        self.relation != Relation::Subject
    }

    fn is_copy(&self, other: &Self) -> bool {
        // Copies of one text are as like as each other to whatever they are like.
        const SAME: f32 = 0.1;
        self.likeness.print.is_copy(other.likeness.print)
            && (self.likeness.topic - other.likeness.topic).abs() < SAME
    }

    fn score(&self) -> f32 {
        self.likeness.topic + f32::from(self.is_same_story())
    }

    fn place(&self) -> (i64, ArticleId) {
        (self.likeness.published, self.likeness.id)
    }

    fn reason(&self, written: &Written) -> Reason {
        match self.relation {
            Relation::Text => Reason::SameText,
            Relation::Story => Reason::SameStory,
            Relation::Subject => Reason::SharedTerms(written.of(&self.likeness.shared)),
        }
    }
}

/// Terms as an article writes them, each in its shortest form, without harakat.
pub(super) struct Written(HashMap<Term, String>);

impl Written {
    /// How `article` writes each of `terms` that it has.
    pub fn new(analyser: &mut Analyser, terms: &HashSet<Term>, article: &Article) -> Self {
        let texts = searched_texts(article);
        let mut forms: HashMap<Term, &str> = HashMap::new();
        for text in &texts {
            for word in analyser.words(text) {
                if !terms.contains(&word.term) {
                    continue;
                }
                let form = &text[word.range];
                forms
                    .entry(word.term)
                    .and_modify(|best| {
                        if *best != form && fold(form).len() < fold(best).len() {
                            *best = form;
                        }
                    })
                    .or_insert(form);
            }
        }
        let bare = |form: &str| form.chars().filter(|&c| !is_mark(c)).collect();
        let forms = forms.into_iter().map(|(term, form)| (term, bare(form)));
        Self(forms.collect())
    }

    /// The forms of `terms`, in their order.
    pub fn of(&self, terms: &[Term]) -> Vec<String> {
        let forms = terms.iter().filter_map(|term| self.0.get(term));
        forms.cloned().collect()
    }
}

/// Harakat and tatweel, which a list of words does without.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{640}' | '\u{64b}'..='\u{652}' | '\u{670}')
}

#[cfg(test)]
mod tests;
