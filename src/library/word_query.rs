//! A word, or words one after the other, as a query of the index.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use memchr::memmem::Finder;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::SegmentId;
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet as _, Score, SegmentReader, TantivyError};

use super::columns::{Columns, Opened};
use super::common::Common;
use super::index::Place;
use super::judged::{Judge, Judged};
use super::listing::Key;
use super::pairs::pairs;
use super::postings::Postings;
use super::query::Field;
use super::sequence;
use super::vector::Occurrences;
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

    /// Whether both are of the same word, wherever each is looked for.
    pub(super) fn is_same_word(&self, other: &Self) -> bool {
        let of_other = other.words.iter().map(|word| word.key);
        self.words.iter().map(|word| word.key).eq(of_other)
    }

    pub(super) fn word_weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<WordWeight> {
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
        Ok(weight)
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
        Ok(Box::new(self.word_weight(scoring)?))
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

pub(super) struct WordWeight {
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

    /// The list of a single word in `segment`, if there is any, and what it is worth.
    pub(super) fn list(
        &self,
        segment: &SegmentReader,
        boost: Score,
    ) -> tantivy::Result<Option<(Postings, Worth)>> {
        let columns = self.query.columns.of(segment)?;
        let places = self.places(segment, &columns)?;
        let Some(Some(place)) = places.words.first() else {
            return Ok(None);
        };
        let postings = columns.terms.postings(place)?;
        Ok(Some((postings, self.worth(&columns, boost))))
    }

    fn worth(&self, columns: &Arc<Columns>, boost: Score) -> Worth {
        Worth {
            field: self.query.field,
            columns: Arc::clone(columns),
            rarity: self.rarity.clone(),
            boost,
        }
    }
}

impl Weight for WordWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let Some(finder) = &self.query.finder else {
            return Ok(match self.list(segment, boost)? {
                Some((postings, worth)) => Box::new(Judged::new(postings, worth)),
                None => Box::new(EmptyScorer),
            });
        };
        let columns = self.query.columns.of(segment)?;
        let places = self.places(segment, &columns)?;
        let mut lists = Vec::new();
        for place in &places.words {
            let Some(place) = place else {
                return Ok(Box::new(EmptyScorer));
            };
            lists.push(columns.terms.postings(place)?);
        }
        let words = lists.len();
        for list in &places.pairs {
            let Some(list) = list else {
                return Ok(Box::new(EmptyScorer));
            };
            lists.push(Postings::new(list.clone()));
        }
        let candidates = Common::new(lists, Vec::new(), segment.max_doc());
        let phrase = Phrase {
            words,
            finder: finder.clone(),
            found: sequence::Found::default(),
            worth: self.worth(&columns, boost),
        };
        Ok(Box::new(Judged::new(candidates, phrase)))
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        explain(self, segment, document)
    }
}

/// As [`Weight::explain`], by what the scorer of `weight` says of `document`.
pub(super) fn explain(
    weight: &impl Weight,
    segment: &SegmentReader,
    document: DocId,
) -> tantivy::Result<Explanation> {
    let mut scorer = weight.scorer(segment, 1.0)?;
    if scorer.doc() > document || scorer.seek(document) != document {
        return Err(TantivyError::InvalidArgument(format!(
            "document {document} does not match"
        )));
    }
    Ok(Explanation::new("words", scorer.score()))
}

/// What it is worth to have the words, and where they are to be.
pub(super) struct Worth {
    field: Field,
    columns: Arc<Columns>,
    rarity: Option<Arc<Rarity>>,
    boost: Score,
}

impl Worth {
    /// Whether words that occur so are where they are to be.
    pub(super) fn is_in_field(&self, occurrences: Occurrences) -> bool {
        self.field == Field::Anywhere || occurrences.in_title
    }

    pub(super) fn of(&self, document: DocId, occurrences: Occurrences) -> Score {
        let Occurrences { count, in_title } = occurrences;
        self.rarity.as_ref().map_or(0.0, |rarity| {
            self.boost * rarity.score(count, in_title, self.columns.terms.length(document))
        })
    }
}

/// Of the documents that have a word.
impl Judge<Postings> for Worth {
    #[inline]
    fn accepts(&mut self, postings: &mut Postings) -> bool {
        self.field == Field::Anywhere || postings.occurrences().in_title
    }

    fn score(&mut self, postings: &mut Postings) -> Score {
        let occurrences = postings.occurrences();
        self.of(postings.doc(), occurrences)
    }
}

/// Whether words stand one after the other in a document that has them all, and all their pairs.
struct Phrase {
    /// So many are the words: the lists of the pairs come after theirs.
    words: usize,
    finder: Finder<'static>,
    found: sequence::Found,
    worth: Worth,
}

impl Judge<Common> for Phrase {
    fn accepts(&mut self, candidates: &mut Common) -> bool {
        let mut occurrences = candidates.occurrences();
        if self.worth.field == Field::Title
            && !occurrences.all(|(list, how)| list >= self.words || how.in_title)
        {
            return false;
        }
        let document = candidates.doc();
        // What cannot be read has no phrase; the next to open the index makes it anew.
        let sequence = self.worth.columns.sequences.entry(document);
        self.found = sequence.map_or_else(
            |_| sequence::Found::default(),
            |sequence| sequence::count(&sequence, &self.finder),
        );
        match self.worth.field {
            Field::Anywhere => self.found.all > 0,
            Field::Title => self.found.in_title > 0,
        }
    }

    fn score(&mut self, candidates: &mut Common) -> Score {
        let occurrences = Occurrences {
            count: self.found.all,
            in_title: self.found.in_title > 0,
        };
        self.worth.of(candidates.doc(), occurrences)
    }
}
