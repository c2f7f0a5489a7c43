//! The documents that have a [pair](super::pairs), as a query of the index.

use std::fmt;

use tantivy::query::{ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, Score, SegmentReader, TantivyError};

use super::columns::Opened;

#[derive(Clone)]
pub(super) struct PairQuery {
    /// The pair's number.
    pub pair: u16,
    pub columns: Opened,
}

impl fmt::Debug for PairQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pair({})", self.pair)
    }
}

impl Query for PairQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

/// Of no score: that the words stand one after the other, the phrase says.
impl Weight for PairQuery {
    fn scorer(&self, segment: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let columns = self.columns.of(segment)?;
        Ok(match columns.pairs.documents(self.pair)? {
            Some(documents) => Box::new(ConstScorer::new(documents, 0.0)),
            None => Box::new(EmptyScorer),
        })
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(segment, 1.0)?;
        if scorer.doc() > document || scorer.seek(document) != document {
            return Err(TantivyError::InvalidArgument(format!(
                "document {document} does not match"
            )));
        }
        Ok(Explanation::new("pair", 0.0))
    }
}
