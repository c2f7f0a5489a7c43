//! Several words, wherever each stands, as a query of the index.

use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet as _, Score, SegmentReader};

use super::common::Common;
use super::judged::{Judge, Judged};
use super::word_query::{WordQuery, WordWeight, Worth, explain};

/// The documents that have all of some words, and none of others.
#[derive(Debug, Clone)]
pub(super) struct WordsQuery {
    words: Vec<WordQuery>,
    others: Vec<WordQuery>,
}

impl WordsQuery {
    /// `words` are one or more. Each of them and of `others` is a single word; the others are
    /// nowhere, whatever their fields.
    pub(super) fn new(words: Vec<WordQuery>, others: Vec<WordQuery>) -> Self {
        Self { words, others }
    }
}

impl Query for WordsQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let weights = |words: &[WordQuery]| {
            let words = words.iter().map(|word| word.word_weight(scoring));
            words.collect::<tantivy::Result<_>>()
        };
        Ok(Box::new(WordsWeight {
            words: weights(&self.words)?,
            others: weights(&self.others)?,
        }))
    }
}

struct WordsWeight {
    words: Vec<WordWeight>,
    others: Vec<WordWeight>,
}

impl Weight for WordsWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let (mut lists, mut worth) = (Vec::new(), Vec::new());
        for word in &self.words {
            let Some((list, of_word)) = word.list(segment, boost)? else {
                return Ok(Box::new(EmptyScorer));
            };
            lists.push(list);
            worth.push(of_word);
        }
        let mut others = Vec::new();
        for word in &self.others {
            others.extend(word.list(segment, boost)?.map(|(list, _)| list));
        }
        let common = Common::new(lists, others, segment.max_doc());
        Ok(Box::new(Judged::new(common, EachWord(worth))))
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        explain(self, segment, document)
    }
}

/// What each word is worth in a document that has them all, and where it is to be.
struct EachWord(Vec<Worth>);

impl Judge<Common> for EachWord {
    fn accepts(&mut self, common: &mut Common) -> bool {
        let mut occurrences = common.occurrences();
        occurrences.all(|(word, how)| self.0[word].is_in_field(how))
    }

    fn score(&mut self, common: &mut Common) -> Score {
        let document = common.doc();
        let occurrences = common.occurrences();
        occurrences
            .map(|(word, how)| self.0[word].of(document, how))
            .sum()
    }
}
