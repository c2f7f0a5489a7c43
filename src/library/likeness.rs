//! How like an article the others in the index are: the cosine of their term vectors.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::collector::TopDocs;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{BooleanQuery, Occur, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocId, DocSet, InvertedIndexReader, Searcher, Term};

use super::ArticleId;
use super::index::{Fields, LENGTH, PUBLISHED};
use super::search::article_at;
use super::vector::{Occurrences, TermVector, searched_texts};
use crate::article::Article;
use crate::text::words::Analyser;

/// Terms that look for candidates. On 100,000 articles 25 find most of what all
/// would, in well under a millisecond.
const STRONGEST: usize = 25;

/// Candidates that are compared term by term.
const CANDIDATES: usize = 200;

/// How like another article is, and by what.
pub(super) struct Likeness {
    pub id: ArticleId,
    /// Microseconds since 1970.
    pub published: i64,
    /// 0 to about 1.
    pub cosine: f32,
    /// The words that they share, strongest first, without numbers.
    pub shared: Vec<Arc<str>>,
}

/// The articles in the index that are like `article`, in no order; `article` itself
/// is among them if it is in the index.
pub(super) fn likenesses(
    searcher: &Searcher,
    fields: Fields,
    article: &Article,
) -> tantivy::Result<Vec<Likeness>> {
    let profile = Profile::new(searcher, fields, article)?;
    let candidates = profile.candidates(searcher, fields)?;
    profile.compare(searcher, fields, candidates)
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
    /// How much it says by being rare.
    idf: f32,
    /// Of the vector, rarity included.
    weight: f32,
}

impl Profile {
    fn new(searcher: &Searcher, fields: Fields, article: &Article) -> tantivy::Result<Self> {
        let texts = searched_texts(article);
        let vector = TermVector::new(&mut Analyser::default(), &texts);
        let mut terms = Vec::with_capacity(vector.0.len());
        for (term, occurrences) in &vector.0 {
            let idf = idf(searcher, &Term::from_field_text(fields.text, term))?;
            terms.push(ProfileTerm {
                idf,
                weight: occurrences.weight() * idf,
                term: Arc::clone(term),
            });
        }
        terms.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.term.cmp(&b.term)));
        let squares = terms.iter().map(|term| term.weight.powi(2));
        let length = squares.sum::<f32>().sqrt();
        Ok(Self {
            terms,
            length,
            idf_per_length: length / vector.length().max(f32::MIN_POSITIVE),
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

    /// How like each of the candidates is.
    fn compare(
        &self,
        searcher: &Searcher,
        fields: Fields,
        mut candidates: Vec<DocAddress>,
    ) -> tantivy::Result<Vec<Likeness>> {
        candidates.sort_unstable();
        let mut products: HashMap<DocAddress, Product> = HashMap::new();
        for segment in candidates.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
            self.multiply(searcher, fields, segment, &mut products)?;
        }
        products
            .into_iter()
            .map(|(address, product)| self.likeness(searcher, address, product))
            .collect()
    }

    fn likeness(
        &self,
        searcher: &Searcher,
        address: DocAddress,
        product: Product,
    ) -> tantivy::Result<Likeness> {
        let columns = searcher.segment_reader(address.segment_ord).fast_fields();
        let other = columns.f64(LENGTH)?.first(address.doc_id).unwrap_or(0.0) as f32;
        let published = columns.i64(PUBLISHED)?.first(address.doc_id).unwrap_or(0);
        let lengths = self.length * other * self.idf_per_length;
        Ok(Likeness {
            id: article_at(searcher, address)?,
            published,
            cosine: product.sum / lengths.max(f32::MIN_POSITIVE),
            shared: product.strongest(),
        })
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
        let segment = searcher.segment_reader(first.segment_ord);
        let text = segment.inverted_index(fields.text)?;
        let title = segment.inverted_index(fields.title)?;
        for term in &self.terms {
            let mut in_text = Places::of(&text, fields.text, term)?;
            let mut in_title = Places::of(&title, fields.title, term)?;
            for &address in documents {
                let count = in_text.count(address.doc_id);
                if count > 0 {
                    let occurrences = Occurrences {
                        count,
                        in_title: in_title.count(address.doc_id) > 0,
                    };
                    let worth = term.weight * occurrences.weight() * term.idf;
                    products.entry(address).or_default().add(&term.term, worth);
                }
            }
        }
        Ok(())
    }
}

/// The documents of a segment that have a term, asked for in order.
struct Places(Option<SegmentPostings>);

impl Places {
    fn of(index: &InvertedIndexReader, field: Field, term: &ProfileTerm) -> tantivy::Result<Self> {
        let key = Term::from_field_text(field, &term.term);
        let postings = index.read_postings(&key, IndexRecordOption::WithFreqs)?;
        Ok(Self(postings))
    }

    /// How often `document` has the term; documents must come in ascending order.
    fn count(&mut self, document: DocId) -> u32 {
        let Some(postings) = &mut self.0 else {
            return 0;
        };
        if postings.doc() < document {
            postings.seek(document);
        }
        if postings.doc() == document {
            postings.term_freq()
        } else {
            0
        }
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

    /// The terms that make most of it, without numbers, which mean little alone.
    fn strongest(mut self) -> Vec<Arc<str>> {
        self.terms
            .retain(|(_, term)| !term.starts_with(|c: char| c.is_numeric()));
        self.terms.sort_by(|a, b| b.0.total_cmp(&a.0));
        self.terms.into_iter().map(|(_, term)| term).collect()
    }
}

/// How much a term says by being rare (BM25's measure).
fn idf(searcher: &Searcher, term: &Term) -> tantivy::Result<f32> {
    let all = searcher.num_docs() as f32;
    let with = searcher.doc_freq(term)? as f32;
    Ok((1.0 + (all - with + 0.5).max(0.0) / (with + 0.5)).ln())
}
