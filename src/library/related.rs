//! What else there is on an article's subject, and which articles tell one story.

use std::collections::{BTreeSet, HashMap};
use std::ops::RangeInclusive;
use std::sync::Arc;

use jiff::SignedDuration;

use super::error::Doing;
use super::likeness::{Likeness, likenesses};
use super::vector::searched_texts;
use super::{ArticleId, Headline, Library, Result};
use crate::article::Article;
use crate::text::fold::fold;
use crate::text::words::words;

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

/// Shared terms that are shown.
const SHOWN_TERMS: usize = 3;

/// Articles beyond which a story is no longer followed.
const LONGEST_STORY: usize = 100;

/// An article on the same subject as another.
#[derive(Debug, Clone, PartialEq)]
pub struct Related {
    pub headline: Headline,
    /// Cosine of the term vectors, 0 to about 1; 1 more for the same story, which
    /// comes first.
    pub score: f32,
    pub reason: Reason,
}

/// Why an article is related to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Both tell of one event.
    SameStory,
    /// The words that they share and few others have, strongest first, as the first
    /// article writes them.
    SharedTerms(Vec<String>),
}

impl Library {
    /// The first `limit` articles related to `id`, best first, never itself. Fresh
    /// as [`Library::search`] is.
    ///
    /// # Errors
    /// [`LibraryError::NoArticle`](super::LibraryError::NoArticle), or when store or
    /// index cannot be read.
    pub fn related(&self, id: ArticleId, limit: usize) -> Result<Vec<Related>> {
        let article = self.article(id)?;
        let mut related = Vec::new();
        for ranked in self.ranked(id, &article)? {
            if related.len() == limit {
                break;
            }
            // One that has just been removed is still in the index.
            let Some(headline) = self.find_headline(ranked.likeness.id)? else {
                continue;
            };
            related.push(Related {
                headline,
                score: ranked.score(),
                reason: ranked.reason(&article),
            });
        }
        Ok(related)
    }

    /// The articles of the story that `id` belongs to, itself among them, oldest
    /// first: those that tell of the same event, and those that tell of the same
    /// event as they do.
    ///
    /// # Errors
    /// As [`Library::related`].
    pub fn story(&self, id: ArticleId) -> Result<Vec<Headline>> {
        let mut story = vec![self.headline(id)?];
        let mut known = BTreeSet::from([id]);
        let mut next = 0;
        while next < story.len() && story.len() < LONGEST_STORY {
            let current = story[next].id;
            next += 1;
            let Some(article) = self.find_article(current)? else {
                continue;
            };
            for ranked in self.ranked(current, &article)? {
                if ranked.same_story && known.insert(ranked.likeness.id) {
                    story.extend(self.find_headline(ranked.likeness.id)?);
                }
            }
        }
        story.sort_by_key(Headline::key);
        Ok(story)
    }

    /// The articles that have to do with `article`, best first, without itself.
    fn ranked(&self, id: ArticleId, article: &Article) -> Result<Vec<Ranked>> {
        let published = self.headline(id)?.published.as_microsecond();
        let found = self.mending(|| match self.searcher()? {
            Some((searcher, fields)) => {
                likenesses(&searcher, fields, article).doing("look for related articles")
            }
            None => Ok(Vec::new()),
        })?;
        let muted = self.muted()?;
        let same_story = same_story_from(self.counts()?.total);
        let mut ranked: Vec<Ranked> = found
            .into_iter()
            .filter(|likeness| likeness.id != id && likeness.cosine >= UNRELATED)
            .filter(|likeness| !muted.contains(likeness.id.0.unsigned_abs()))
            .map(|likeness| Ranked::new(likeness, published, same_story))
            .collect();
        ranked.sort_by(|a, b| {
            b.score()
                .total_cmp(&a.score())
                .then_with(|| b.place().cmp(&a.place()))
        });
        Ok(ranked)
    }
}

/// The cosine from which two articles of a library tell of one event.
fn same_story_from(articles: u64) -> f32 {
    const SMALL: f32 = 50.0;
    const RISE: f32 = 0.02;
    let rise = RISE * (articles as f32 / SMALL).max(1.0).ln();
    (SAME_STORY.start() + rise).min(*SAME_STORY.end())
}

/// A likeness that has been judged.
struct Ranked {
    likeness: Likeness,
    same_story: bool,
}

impl Ranked {
    /// `published`: of the article it is like, microseconds since 1970; `needed`: the
    /// cosine that makes one story of two articles.
    fn new(likeness: Likeness, published: i64, needed: f32) -> Self {
        let apart = SignedDuration::from_micros(likeness.published.saturating_sub(published)).abs();
        let cosine = likeness.cosine;
        Self {
            same_story: cosine >= needed && apart <= STORY_SPAN
                || cosine >= needed * LONG_STORY_TIMES && apart <= LONG_STORY_SPAN,
            likeness,
        }
    }

    fn score(&self) -> f32 {
        self.likeness.cosine + f32::from(self.same_story)
    }

    fn place(&self) -> (i64, ArticleId) {
        (self.likeness.published, self.likeness.id)
    }

    fn reason(&self, article: &Article) -> Reason {
        if self.same_story {
            return Reason::SameStory;
        }
        let shown = self.likeness.shared.len().min(SHOWN_TERMS);
        Reason::SharedTerms(as_written(&self.likeness.shared[..shown], article))
    }
}

/// `terms` as `article` writes them, each in its shortest form, without harakat.
fn as_written(terms: &[Arc<str>], article: &Article) -> Vec<String> {
    let texts = searched_texts(article);
    let mut forms: HashMap<Arc<str>, &str> = HashMap::new();
    for text in &texts {
        for word in words(text).filter(|word| terms.contains(&word.term)) {
            let form = &text[word.range];
            forms
                .entry(word.term)
                .and_modify(|best| {
                    if fold(form).len() < fold(best).len() {
                        *best = form;
                    }
                })
                .or_insert(form);
        }
    }
    terms
        .iter()
        .filter_map(|term| forms.get(term))
        .map(|form| form.chars().filter(|&c| !is_mark(c)).collect())
        .collect()
}

/// Harakat and tatweel, which a list of words does without.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{640}' | '\u{64b}'..='\u{652}' | '\u{670}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::LibraryError;
    use crate::library::testing::{Temporary, article, library, time, titles};

    const DAY: i64 = 24;

    /// Two stories and an odd one.
    fn news() -> Temporary {
        let library = library();
        let flood = "غمرت مياه السد بلدة الجسر القديم بعد أمطار غزيرة وأجلت فرق الإنقاذ سكانها";
        let match_ =
            "فاز فريق النوارس بكأس الرابطة بعد مباراة انتهت بركلات الترجيح أمام الملعب الكبير";
        library
            .add(
                [
                    article("سد الجسر القديم يفيض", flood, 0),
                    article(
                        "إجلاء سكان الجسر القديم",
                        &format!("{flood} وفتحت مدارس لإيوائهم"),
                        DAY,
                    ),
                    article("النوارس بطل كأس الرابطة", match_, 0),
                    article(
                        "جمهور النوارس يحتفل بكأس الرابطة",
                        &format!("{match_} وخرج الآلاف"),
                        DAY,
                    ),
                    article("ذكرى فيضان سد الجسر القديم", flood, 365 * DAY),
                    article(
                        "معرض للطوابع",
                        "افتتح هواة معرضا للطوابع النادرة في المتحف",
                        0,
                    ),
                ],
                time(0),
            )
            .unwrap();
        library
    }

    #[test]
    fn the_same_story_comes_first_and_the_article_itself_never() {
        let library = news();
        let related = library.related(ArticleId(1), 10).unwrap();
        assert_eq!(
            titles(related.iter().map(|r| &r.headline))[..1],
            ["إجلاء سكان الجسر القديم"]
        );
        assert_eq!(related[0].reason, Reason::SameStory);
        assert!(related.iter().all(|r| r.headline.id != ArticleId(1)));
        assert!(related.is_sorted_by(|a, b| a.score >= b.score));
        let limited = library.related(ArticleId(1), 1).unwrap();
        assert_eq!(limited, related[..1]);
    }

    #[test]
    fn a_year_later_it_is_another_story_with_shared_terms() {
        let library = news();
        let related = library.related(ArticleId(1), 10).unwrap();
        let later = related
            .iter()
            .find(|r| r.headline.id == ArticleId(5))
            .unwrap();
        let Reason::SharedTerms(terms) = &later.reason else {
            panic!("{later:?}");
        };
        assert_eq!(terms.len(), SHOWN_TERMS);
        let text = library.article(ArticleId(1)).unwrap();
        for term in terms {
            assert!(
                text.title.contains(term) || text.plain_text().contains(term),
                "{term}"
            );
        }
    }

    #[test]
    fn a_story_is_told_from_its_beginning() {
        let library = news();
        for id in [3, 4] {
            let story = library.story(ArticleId(id)).unwrap();
            assert_eq!(
                titles(&story),
                [
                    "النوارس بطل كأس الرابطة",
                    "جمهور النوارس يحتفل بكأس الرابطة"
                ]
            );
        }
        let alone = library.story(ArticleId(6)).unwrap();
        assert_eq!(titles(&alone), ["معرض للطوابع"]);
    }

    #[test]
    fn a_copy_is_as_like_as_can_be() {
        let library = library();
        let text = "غمرت مياه السد بلدة الجسر القديم بعد أمطار غزيرة";
        let mut copy = article("سد يفيض", text, 1);
        copy.guid = Some("tag:test,2026:copy".into());
        library
            .add([article("سد يفيض", text, 0), copy], time(0))
            .unwrap();
        let related = library.related(ArticleId(1), 10).unwrap();
        assert!((related[0].score - 2.0).abs() < 0.15, "{related:?}");
    }

    #[test]
    fn what_has_no_words_has_no_relatives() {
        let library = library();
        library
            .add([article("؟", "…", 0), article("!", "…", 1)], time(0))
            .unwrap();
        assert_eq!(library.related(ArticleId(1), 10).unwrap(), []);
        assert!(matches!(
            library.related(ArticleId(9), 10),
            Err(LibraryError::NoArticle(ArticleId(9)))
        ));
    }
}
