//! The documents that have a [pair](super::pairs), as a query of the index.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use tantivy::directory::OwnedBytes;
use tantivy::index::SegmentId;
use tantivy::query::{ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, Score, SegmentReader, TantivyError};

use super::columns::Opened;
use super::postings::Postings;

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
        Ok(Box::new(PairWeight {
            query: self.clone(),
            lists: Mutex::default(),
        }))
    }
}

/// Of no score: that the words stand one after the other, the phrase says.
struct PairWeight {
    query: PairQuery,
    /// What has been read, since a search that goes on to older articles asks again.
    lists: Mutex<HashMap<SegmentId, Option<OwnedBytes>>>,
}

impl PairWeight {
    fn list(&self, segment: &SegmentReader) -> tantivy::Result<Option<OwnedBytes>> {
        let mut lists = self.lists.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(list) = lists.get(&segment.segment_id()) {
            return Ok(list.clone());
        }
        let columns = self.query.columns.of(segment)?;
        let list = columns.pairs.list(self.query.pair)?;
        lists.insert(segment.segment_id(), list.clone());
        Ok(list)
    }
}

impl Weight for PairWeight {
    fn scorer(&self, segment: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(match self.list(segment)? {
            Some(list) => Box::new(ConstScorer::new(Postings::new(list), 0.0)),
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
