//! How like an article the others in the index are: the cosine of their term vectors,
//! taken twice. Rare words, which tell one event from another, rule the one that says
//! whether two articles tell of one event; words of a subject, which many articles on
//! it share, have more say in the one that says whether they are on one subject.

use tantivy::{DocAddress, Searcher};

use super::ArticleId;
use super::candidates::candidates;
use super::columns::Opened;
use super::forward::Entry;
use super::index::Place;
use super::listing::Key;
use super::print::Print;
use super::vector::TermVector;
use crate::text::words;

/// How like another article is, and by what.
pub(super) struct Likeness {
    pub id: ArticleId,
    /// Microseconds since 1970.
    pub published: i64,
    /// Of events, 0 to about 1.
    pub event: f32,
    /// Of subjects, 0 to about 1.
    pub topic: f32,
    pub print: Print,
    /// The words that make most of it, strongest first, without numbers, which mean
    /// little alone.
    pub shared: Vec<words::Term>,
}

/// Words of [`Likeness::shared`].
const SHARED: usize = 3;

/// The articles in the index that are like the one with the terms `vector`, in no
/// order; that one itself is among them if it is in the index.
pub(super) fn likenesses(
    searcher: &Searcher,
    columns: &Opened,
    vector: &TermVector,
) -> tantivy::Result<Vec<Likeness>> {
    let profile = Profile::new(searcher, columns, vector)?;
    let candidates = candidates(searcher, columns, &profile.terms)?;
    profile.compare(searcher, columns, &candidates)
}

/// An article's terms with what each says about its event and its subject.
pub(super) struct Profile {
    /// Strongest first.
    pub terms: Vec<ProfileTerm>,
    event: Lengths,
    topic: Lengths,
}

pub(super) struct ProfileTerm {
    pub term: words::Term,
    /// The documents that have it.
    pub documents: u64,
    /// Where each segment keeps it, if it has it.
    pub places: Vec<Option<Place>>,
    /// How much it says by being rare.
    idf: f32,
    /// Its root, which is how much it says of the subject by being rare: with the
    /// other article's, BM25's measure.
    pub idf_root: f32,
    /// In the vector of the event.
    event: f32,
    /// In the vector of the subject.
    pub topic: f32,
}

impl ProfileTerm {
    /// Whether it is no number.
    pub fn is_word(&self) -> bool {
        !self.term.starts_with(char::is_numeric)
    }
}

/// What turns scalar products into cosines.
struct Lengths {
    /// Of this article's vector.
    own: f32,
    /// What a length without rarity (as the index keeps it) has to be multiplied by
    /// to be one with it: known for this article, taken to be the same for others.
    per_length: f32,
}

impl Lengths {
    fn new(weights: impl Iterator<Item = f32>, vector: &TermVector) -> Self {
        let own = weights.map(|weight| weight.powi(2)).sum::<f32>().sqrt();
        Self {
            own,
            per_length: own / vector.length().max(f32::MIN_POSITIVE),
        }
    }

    fn cosine(&self, product: f32, other: f32) -> f32 {
        product / (self.own * other * self.per_length).max(f32::MIN_POSITIVE)
    }
}

impl Profile {
    pub fn new(
        searcher: &Searcher,
        columns: &Opened,
        vector: &TermVector,
    ) -> tantivy::Result<Self> {
        let all = searcher.num_docs() as f32;
        let mut terms = Vec::with_capacity(vector.0.len());
        let segments = searcher.segment_readers().iter();
        let segments: Vec<_> = segments
            .map(|segment| columns.of(segment))
            .collect::<tantivy::Result<_>>()?;
        for (term, occurrences) in &vector.0 {
            let key = Key::of(term);
            let places: Vec<Option<Place>> = segments
                .iter()
                .map(|segment| segment.terms.find(key))
                .collect::<Result<_, _>>()?;
            let documents = places.iter().flatten();
            let documents = documents.map(|place| u64::from(place.documents)).sum();
            let idf = idf(all, documents as f32);
            let weight = occurrences.weight();
            terms.push(ProfileTerm {
                term: term.clone(),
                documents,
                places,
                idf,
                idf_root: idf.sqrt(),
                event: weight * idf,
                topic: weight * idf.sqrt(),
            });
        }
        terms.sort_by(|a, b| b.event.total_cmp(&a.event).then(a.term.cmp(&b.term)));
        Ok(Self {
            event: Lengths::new(terms.iter().map(|term| term.event), vector),
            topic: Lengths::new(terms.iter().map(|term| term.topic), vector),
            terms,
        })
    }

    /// How like each of the candidates is, which come in the order of their addresses.
    fn compare(
        &self,
        searcher: &Searcher,
        columns: &Opened,
        candidates: &[DocAddress],
    ) -> tantivy::Result<Vec<Likeness>> {
        let mut numbers: Vec<(u32, usize)> = self
            .terms
            .iter()
            .enumerate()
            .map(|(index, term)| (Key::of(&term.term).number(), index))
            .collect();
        numbers.sort_unstable();
        let mut likenesses = Vec::with_capacity(candidates.len());
        for of_segment in candidates.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
            let columns = columns.of(searcher.segment_reader(of_segment[0].segment_ord))?;
            for document in of_segment.iter().map(|address| address.doc_id) {
                let entry = columns.forward.entry(document)?;
                // One without an entry or a number stands for no article.
                if let (Some(entry), Some(id)) = (Entry::read(&entry), columns.article(document)) {
                    let product = self.multiply(&numbers, entry);
                    likenesses.push(Likeness {
                        id,
                        published: columns.published.get_val(document),
                        event: self.event.cosine(product.event, entry.length),
                        topic: self.topic.cosine(product.topic, entry.length),
                        print: entry.print,
                        shared: product
                            .strongest
                            .iter()
                            .map(|&(_, index)| self.terms[index].term.clone())
                            .collect(),
                    });
                }
            }
        }
        Ok(likenesses)
    }

    /// What the terms are worth that a document has too. `numbers`: those of the terms,
    /// ascending, each with its place among them.
    fn multiply(&self, numbers: &[(u32, usize)], entry: Entry<'_>) -> Product {
        let mut product = Product::default();
        let mut left = numbers;
        for (number, occurrences) in entry.terms() {
            while let [(first, _), rest @ ..] = left
                && *first < number
            {
                left = rest;
            }
            // Two terms may have one number.
            let same = left.iter().take_while(|(first, _)| *first == number);
            for &(_, index) in same {
                product.add(index, &self.terms[index], occurrences.weight());
            }
        }
        product
    }
}

/// Scalar products on their way.
#[derive(Default)]
struct Product {
    event: f32,
    topic: f32,
    /// The words that make most of that of the events, and how much of it.
    strongest: Vec<(f32, usize)>,
}

impl Product {
    /// `weight`: of the term in the other article, rarity apart.
    fn add(&mut self, index: usize, term: &ProfileTerm, weight: f32) {
        let worth = term.event * weight * term.idf;
        self.event += worth;
        self.topic += term.topic * weight * term.idf_root;
        if term.is_word() {
            // Of two that are worth the same, the one that is stronger here goes first.
            let at = self.strongest.partition_point(|&(other, before)| {
                other > worth || other == worth && before < index
            });
            if at < SHARED {
                self.strongest.truncate(SHARED - 1);
                self.strongest.insert(at, (worth, index));
            }
        }
    }
}

/// How much a term says by being rare (BM25's measure).
fn idf(all: f32, with: f32) -> f32 {
    (1.0 + (all - with + 0.5).max(0.0) / (with + 0.5)).ln()
}
