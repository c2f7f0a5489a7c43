//! A word, or words one after the other, as a query of the index.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use memchr::memmem::Finder;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::SegmentId;
use tantivy::query::{
    ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight, intersect_scorers,
};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError};

use super::columns::{Columns, Opened};
use super::index::Place;
use super::listing::Key;
use super::pairs::pairs;
use super::postings::Postings;
use super::query::Field;
use super::sequence;
use crate::text::words::Term;

/// How much more a word in the title says than one in the text. Not tuned to a
/// corpus: any value from 1.5 to 3 orders news much the same.
const TITLE_BOOST: Score = 2.0;

/// The constants of BM25, as they are usually.
const SATURATION: Score = 1.2;
const LENGTH: Score = 0.75;

/// The documents that have `words` one after the other in `field`.
#[derive(Clone)]
pub(super) struct WordQuery {
    words: Arc<[Word]>,
    pairs: Arc<[u16]>,
    /// Finds the words in a sequence, if there are several.
    finder: Option<Finder<'static>>,
    field: Field,
    columns: Opened,
}

struct Word {
    key: Key,
    text: String,
}

impl WordQuery {
    /// `terms` are one or more.
    pub(super) fn new(terms: &[Term], field: Field, columns: Opened) -> Self {
        let word = |term: &Term| Word {
            key: Key::of(term),
            text: term.to_string(),
        };
        Self {
            words: terms.iter().map(word).collect(),
            pairs: pairs(terms.iter().map(Term::number)).collect(),
            finder: (terms.len() > 1).then(|| sequence::finder(terms)),
            field,
            columns,
        }
    }
}

impl fmt::Debug for WordQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = self.words.iter().map(|word| word.text.as_str());
        write!(f, "{:?}: ", self.field)?;
        f.debug_list().entries(words).finish()
    }
}

impl Query for WordQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let mut weight = WordWeight {
            query: self.clone(),
            places: Mutex::default(),
            rarity: None,
        };
        if let EnableScoring::Enabled { searcher, .. } = scoring {
            let (mut all, mut words) = (0, 0);
            let mut with = vec![0; self.words.len()];
            for segment in searcher.segment_readers() {
                let columns = self.columns.of(segment)?;
                all += u64::from(segment.max_doc());
                words += columns.terms.words;
                for (with, place) in with
                    .iter_mut()
                    .zip(&*weight.places(segment, &columns)?.words)
                {
                    *with += place.as_ref().map_or(0, |place| u64::from(place.documents));
                }
            }
            weight.rarity = Some(Arc::new(Rarity::new(all, words, &with)));
        }
        Ok(Box::new(weight))
    }
}

/// What the words and the lengths of documents are worth (BM25).
struct Rarity {
    /// Of all words together.
    idf: Score,
    /// What an occurrence is divided by for the length of its document, in the scale of
    /// tantivy's field norms.
    lengths: [Score; 256],
}

impl Rarity {
    /// Among `all` documents of so many `words`; `with` have each word.
    fn new(all: u64, words: u64, with: &[u64]) -> Self {
        let average = words as Score / all.max(1) as Score;
        let idf = |&with: &u64| {
            let without = all.saturating_sub(with) as Score;
            (1.0 + (without + 0.5) / (with as Score + 0.5)).ln()
        };
        Self {
            idf: with.iter().map(idf).sum(),
            lengths: std::array::from_fn(|id| {
                let length = FieldNormReader::id_to_fieldnorm(id as u8) as Score;
                SATURATION * (1.0 - LENGTH + LENGTH * length / average.max(1.0))
            }),
        }
    }

    /// What it is worth to occur `count` times in a document of a length, and perhaps in its
    /// title.
    fn score(&self, count: u32, in_title: bool, length: u8) -> Score {
        let count = count as Score;
        let text = count * (1.0 + SATURATION) / (count + self.lengths[usize::from(length)]);
        let title = if in_title { TITLE_BOOST } else { 0.0 };
        self.idf * (text + title)
    }
}

struct WordWeight {
    query: WordQuery,
    /// What has been looked up, since a search that goes on to older articles asks again.
    places: Mutex<HashMap<SegmentId, Arc<Places>>>,
    /// If a score is asked for.
    rarity: Option<Arc<Rarity>>,
}

/// Where the lists of a segment are.
struct Places {
    words: Vec<Option<Place>>,
    pairs: Vec<Option<tantivy::directory::OwnedBytes>>,
}

impl WordWeight {
    fn places(&self, segment: &SegmentReader, columns: &Columns) -> tantivy::Result<Arc<Places>> {
        let mut known = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(places) = known.get(&segment.segment_id()) {
            return Ok(Arc::clone(places));
        }
        let words = self.query.words.iter();
        let words = words.map(|word| columns.terms.find(word.key));
        let words = words.collect::<Result<Vec<_>, _>>()?;
        let pairs = if words.iter().all(Option::is_some) {
            let pairs = self.query.pairs.iter();
            let pairs = pairs.map(|&pair| columns.pairs.list(pair));
            pairs.collect::<Result<_, _>>()?
        } else {
            Vec::new()
        };
        let places = Arc::new(Places { words, pairs });
        known.insert(segment.segment_id(), Arc::clone(&places));
        Ok(places)
    }
}

impl Weight for WordWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let columns = self.query.columns.of(segment)?;
        let places = self.places(segment, &columns)?;
        let worth = Worth {
            columns: Arc::clone(&columns),
            rarity: self.rarity.clone(),
            boost,
        };
        let mut words: Vec<Box<dyn Scorer>> = Vec::new();
        for place in &places.words {
            let Some(place) = place else {
                return Ok(Box::new(EmptyScorer));
            };
            let postings = columns.terms.postings(place)?;
            words.push(Box::new(WordScorer::new(
                postings,
                self.query.field,
                worth.clone(),
            )));
        }
        let Some(finder) = &self.query.finder else {
            return Ok(words.pop().unwrap_or_else(|| Box::new(EmptyScorer)));
        };
        for list in &places.pairs {
            let Some(list) = list else {
                return Ok(Box::new(EmptyScorer));
            };
            words.push(Box::new(ConstScorer::new(Postings::new(list.clone()), 0.0)));
        }
        Ok(Box::new(PhraseScorer::new(
            intersect_scorers(words, segment.max_doc()),
            finder.clone(),
            self.query.field,
            worth,
        )))
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(segment, 1.0)?;
        if scorer.doc() > document || scorer.seek(document) != document {
            return Err(TantivyError::InvalidArgument(format!(
                "document {document} does not match"
            )));
        }
        Ok(Explanation::new("words", scorer.score()))
    }
}

/// What it is worth to have the words.
#[derive(Clone)]
struct Worth {
    columns: Arc<Columns>,
    rarity: Option<Arc<Rarity>>,
    boost: Score,
}

impl Worth {
    fn score(&self, document: DocId, count: u32, in_title: bool) -> Score {
        self.rarity.as_ref().map_or(0.0, |rarity| {
            self.boost * rarity.score(count, in_title, self.columns.terms.length(document))
        })
    }
}

/// The documents that have a word.
struct WordScorer {
    postings: Postings,
    field: Field,
    worth: Worth,
}

impl WordScorer {
    fn new(postings: Postings, field: Field, worth: Worth) -> Self {
        let mut scorer = Self {
            postings,
            field,
            worth,
        };
        scorer.pass_others();
        scorer
    }

    /// Goes on to the next document that has the word in the field, unless this one does.
    fn pass_others(&mut self) -> DocId {
        if self.field == Field::Title {
            while self.postings.doc() != TERMINATED && !self.postings.occurrences().in_title {
                self.postings.advance();
            }
        }
        self.postings.doc()
    }
}

impl DocSet for WordScorer {
    fn advance(&mut self) -> DocId {
        self.postings.advance();
        self.pass_others()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.postings.seek(target);
        self.pass_others()
    }

    fn doc(&self) -> DocId {
        self.postings.doc()
    }

    fn size_hint(&self) -> u32 {
        self.postings.size_hint()
    }
}

impl Scorer for WordScorer {
    fn score(&mut self) -> Score {
        let occurrences = self.postings.occurrences();
        let document = self.postings.doc();
        self.worth
            .score(document, occurrences.count, occurrences.in_title)
    }
}

/// The documents that have words one after the other.
struct PhraseScorer {
    /// Those that have all the words, and all the pairs.
    candidates: Box<dyn Scorer>,
    finder: Finder<'static>,
    field: Field,
    found: sequence::Found,
    worth: Worth,
}

impl PhraseScorer {
    fn new(
        candidates: Box<dyn Scorer>,
        finder: Finder<'static>,
        field: Field,
        worth: Worth,
    ) -> Self {
        let mut scorer = Self {
            candidates,
            finder,
            field,
            found: sequence::Found::default(),
            worth,
        };
        scorer.pass_others();
        scorer
    }

    fn pass_others(&mut self) -> DocId {
        while self.candidates.doc() != TERMINATED && !self.has_phrase() {
            self.candidates.advance();
        }
        self.candidates.doc()
    }

    fn has_phrase(&mut self) -> bool {
        let document = self.candidates.doc();
        // What cannot be read has no phrase; the next to open the index makes it anew.
        let sequence = self.worth.columns.sequences.entry(document);
        self.found = sequence.map_or_else(
            |_| sequence::Found::default(),
            |sequence| sequence::count(&sequence, &self.finder),
        );
        match self.field {
            Field::Anywhere => self.found.all > 0,
            Field::Title => self.found.in_title > 0,
        }
    }
}

impl DocSet for PhraseScorer {
    fn advance(&mut self) -> DocId {
        self.candidates.advance();
        self.pass_others()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.candidates.seek(target);
        self.pass_others()
    }

    fn doc(&self) -> DocId {
        self.candidates.doc()
    }

    fn size_hint(&self) -> u32 {
        self.candidates.size_hint()
    }
}

impl Scorer for PhraseScorer {
    fn score(&mut self) -> Score {
        let document = self.candidates.doc();
        self.worth
            .score(document, self.found.all, self.found.in_title > 0)
    }
}
