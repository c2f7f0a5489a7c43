//! Several words, wherever each stands, as a query of the index.

use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED};

use super::common::Common;
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
        let mut scorer = WordsScorer {
            common: Common::new(lists, others, segment.max_doc()),
            worth,
        };
        scorer.pass_others();
        Ok(Box::new(scorer))
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        explain(self, segment, document)
    }
}

/// The documents that have all the words and none of the others.
struct WordsScorer {
    common: Common,
    /// Of each word.
    worth: Vec<Worth>,
}

impl WordsScorer {
    /// Goes on to the next document that has all the words in their fields, unless this one does.
    fn pass_others(&mut self) -> DocId {
        while self.common.doc() != TERMINATED && !self.is_accepted() {
            self.common.advance();
        }
        self.common.doc()
    }

    fn is_accepted(&self) -> bool {
        let mut occurrences = self.common.occurrences();
        occurrences.all(|(word, how)| self.worth[word].accepts(how))
    }
}

impl DocSet for WordsScorer {
    fn advance(&mut self) -> DocId {
        self.common.advance();
        self.pass_others()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.common.seek(target);
        self.pass_others()
    }

    fn doc(&self) -> DocId {
        self.common.doc()
    }

    fn size_hint(&self) -> u32 {
        self.common.size_hint()
    }
}

impl Scorer for WordsScorer {
    fn score(&mut self) -> Score {
        let document = self.common.doc();
        let occurrences = self.common.occurrences();
        let scores = occurrences.map(|(word, how)| self.worth[word].score(document, how));
        scores.sum()
    }
}
