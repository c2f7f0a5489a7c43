//! What else there is on an article's subject.
//!
//! Candidates come from the index by the article's strongest terms; they are then
//! ranked by the cosine of the two articles' term vectors, over all terms.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use jiff::SignedDuration;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, Searcher, TERMINATED, Term};

use super::error::Doing;
use super::index::{Fields, NORM};
use super::search::article_at;
use super::vector::{TermCounts, count_terms, searched_texts, weight};
use super::{ArticleId, Headline, Library, Result};
use crate::article::Article;
use crate::text::fold::fold;
use crate::text::words::{Analyser, words};

/// Terms that look for candidates. On 100,000 articles 25 find most of what all
/// would, in well under a millisecond.
const STRONGEST: usize = 25;

/// Candidates that are compared term by term.
const CANDIDATES: usize = 200;

/// How much more a term in the title says of the subject.
const TITLE_WEIGHT: f32 = 1.5;

/// Cosine from which two articles tell of one event, if they also lie close in time.
const SAME_STORY: f32 = 0.22;

/// Longest time between two articles on one event.
const STORY_SPAN: SignedDuration = SignedDuration::from_hours(14 * 24);

/// Cosine below which articles have nothing to do with each other.
const UNRELATED: f32 = 0.03;

/// Shared terms that are shown.
const SHOWN_TERMS: usize = 3;

/// Articles beyond which a story is no longer followed.
const LONGEST_STORY: usize = 100;

/// An article on the same subject as another.
#[derive(Debug, Clone, PartialEq)]
pub struct Related {
    pub headline: Headline,
    /// Cosine of the term vectors, 0 to about 1.
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
        let headline = self.headline(id)?;
        let article = self.article(id)?;
        let likenesses = self.mending(|| self.likenesses(id, &article))?;
        let mut related = Vec::new();
        for likeness in likenesses {
            if related.len() == limit {
                break;
            }
            let Some(other) = self.find_headline(likeness.id)? else {
                continue;
            };
            related.push(Related {
                reason: likeness.reason(&headline, &other, &article),
                score: likeness.cosine,
                headline: other,
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
            for related in self.related(story[next].id, LONGEST_STORY)? {
                if related.reason == Reason::SameStory && known.insert(related.headline.id) {
                    story.push(related.headline);
                }
            }
            next += 1;
        }
        story.sort_by_key(Headline::key);
        Ok(story)
    }

    /// The articles most like `article`, most like first.
    fn likenesses(&self, id: ArticleId, article: &Article) -> Result<Vec<Likeness>> {
        let Some((searcher, fields)) = self.searcher()? else {
            return Ok(Vec::new());
        };
        (|| {
            let profile = Profile::new(&searcher, fields, article)?;
            let candidates = profile.candidates(&searcher, fields)?;
            profile.compare(&searcher, fields, id, candidates)
        })()
        .doing("look for related articles")
    }
}

/// How like another article is, and by what.
struct Likeness {
    id: ArticleId,
    cosine: f32,
    /// What they share, strongest first.
    shared: Vec<Arc<str>>,
}

impl Likeness {
    fn reason(&self, one: &Headline, other: &Headline, article: &Article) -> Reason {
        let apart = one.published.duration_since(other.published).abs();
        if self.cosine >= SAME_STORY && apart <= STORY_SPAN {
            return Reason::SameStory;
        }
        Reason::SharedTerms(as_written(&self.shared, article))
    }
}

/// An article's terms with what each says about its subject.
struct Profile {
    /// Strongest first.
    terms: Vec<ProfileTerm>,
    /// Length of the vector of `ProfileTerm::weight`.
    length: f32,
    /// What a length without `idf` (as the index keeps it) has to be multiplied by
    /// to be one with it: known for this article, taken to be the same for others.
    idf_per_length: f32,
}

struct ProfileTerm {
    term: Arc<str>,
    idf: f32,
    /// Of the vector: frequency, rarity, and whether the title has it.
    weight: f32,
}

impl Profile {
    fn new(searcher: &Searcher, fields: Fields, article: &Article) -> tantivy::Result<Self> {
        let mut analyser = Analyser::default();
        let texts = searched_texts(article);
        let counts = count_terms(&mut analyser, texts.iter().map(String::as_str));
        let title = count_terms(&mut analyser, [article.title.as_str()]);
        let mut terms = Vec::with_capacity(counts.len());
        let (mut plain, mut with_idf) = (0.0_f32, 0.0_f32);
        for (term, &count) in &counts {
            let idf = idf(searcher, &Term::from_field_text(fields.text, term))?;
            plain += weight(count).powi(2);
            with_idf += (weight(count) * idf).powi(2);
            terms.push(ProfileTerm {
                idf,
                weight: weight(count) * idf * emphasis(&title, term),
                term: Arc::clone(term),
            });
        }
        terms.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.term.cmp(&b.term)));
        let length = terms.iter().map(|term| term.weight.powi(2)).sum::<f32>();
        Ok(Self {
            terms,
            length: length.sqrt(),
            idf_per_length: (with_idf / plain.max(f32::MIN_POSITIVE)).sqrt(),
        })
    }

    /// The articles that share most of the strongest terms, by BM25.
    fn candidates(&self, searcher: &Searcher, fields: Fields) -> tantivy::Result<Vec<DocAddress>> {
        let clauses = self.terms.iter().take(STRONGEST).map(|term| {
            let term = Term::from_field_text(fields.text, &term.term);
            let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
            (Occur::Should, Box::new(query) as _)
        });
        let query = BooleanQuery::new(clauses.collect());
        let top = TopDocs::with_limit(CANDIDATES).order_by_score();
        let found = searcher.search(&query, &top)?;
        Ok(found.into_iter().map(|(_, address)| address).collect())
    }

    /// The candidates by cosine, without those that have nothing to do with it and
    /// without the article itself.
    fn compare(
        &self,
        searcher: &Searcher,
        fields: Fields,
        own: ArticleId,
        mut candidates: Vec<DocAddress>,
    ) -> tantivy::Result<Vec<Likeness>> {
        candidates.sort_unstable();
        let mut products: HashMap<DocAddress, Product> = HashMap::new();
        for segment in candidates.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
            self.multiply(searcher, fields, segment, &mut products)?;
        }
        let mut likenesses = Vec::with_capacity(products.len());
        for (address, product) in products {
            let id = article_at(searcher, address)?;
            let norms = searcher
                .segment_reader(address.segment_ord)
                .fast_fields()
                .f64(NORM)?;
            let other = norms.first(address.doc_id).unwrap_or(0.0) as f32 * self.idf_per_length;
            let cosine = product.sum / (self.length * other).max(f32::MIN_POSITIVE);
            if id != own && cosine >= UNRELATED {
                likenesses.push(Likeness {
                    id,
                    cosine,
                    shared: product.strongest(),
                });
            }
        }
        likenesses.sort_by(|a, b| b.cosine.total_cmp(&a.cosine).then(b.id.cmp(&a.id)));
        Ok(likenesses)
    }

    /// Adds up, for the documents of one segment in order, what each term is worth.
    fn multiply(
        &self,
        searcher: &Searcher,
        fields: Fields,
        documents: &[DocAddress],
        products: &mut HashMap<DocAddress, Product>,
    ) -> tantivy::Result<()> {
        let Some(first) = documents.first() else {
            return Ok(());
        };
        let index = searcher
            .segment_reader(first.segment_ord)
            .inverted_index(fields.text)?;
        for term in &self.terms {
            let key = Term::from_field_text(fields.text, &term.term);
            let Some(mut postings) = index.read_postings(&key, IndexRecordOption::WithFreqs)?
            else {
                continue;
            };
            for &address in documents {
                if postings.doc() < address.doc_id {
                    postings.seek(address.doc_id);
                }
                if postings.doc() == TERMINATED {
                    break;
                }
                if postings.doc() == address.doc_id {
                    use tantivy::postings::Postings;
                    let worth = term.weight * weight(postings.term_freq()) * term.idf;
                    products.entry(address).or_default().add(&term.term, worth);
                }
            }
        }
        Ok(())
    }
}

/// A scalar product on its way, with the terms that make most of it.
#[derive(Default)]
struct Product {
    sum: f32,
    terms: Vec<(f32, Arc<str>)>,
}

impl Product {
    fn add(&mut self, term: &Arc<str>, worth: f32) {
        self.sum += worth;
        self.terms.push((worth, Arc::clone(term)));
    }

    fn strongest(mut self) -> Vec<Arc<str>> {
        self.terms.sort_by(|a, b| b.0.total_cmp(&a.0));
        self.terms.truncate(SHOWN_TERMS);
        self.terms.into_iter().map(|(_, term)| term).collect()
    }
}

fn emphasis(title: &TermCounts, term: &str) -> f32 {
    if title.contains_key(term) {
        TITLE_WEIGHT
    } else {
        1.0
    }
}

/// How much a term says by being rare (BM25's measure).
fn idf(searcher: &Searcher, term: &Term) -> tantivy::Result<f32> {
    let all = searcher.num_docs() as f32;
    let with = searcher.doc_freq(term)? as f32;
    Ok((1.0 + (all - with + 0.5).max(0.0) / (with + 0.5)).ln())
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
