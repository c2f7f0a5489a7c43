//! What the index keeps of each document, beside what it is found by. To open a column
//! takes as long as to read thousands of its values, so each is opened once.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tantivy::columnar::ColumnValues;
use tantivy::index::SegmentId;
use tantivy::{DocId, SegmentReader};

use super::ArticleId;
use super::index::{EntriesFile, FORWARD, ID, PUBLISHED, PairsFile, SEQUENCE, TermsFile};

/// The columns of a segment, which never changes.
pub(super) struct Columns {
    pub ids: Arc<dyn ColumnValues<u64>>,
    /// Microseconds since 1970.
    pub published: Arc<dyn ColumnValues<i64>>,
    pub terms: TermsFile,
    pub sequences: EntriesFile,
    pub pairs: PairsFile,
    pub forward: EntriesFile,
    /// The earliest and the latest date of each stretch of documents, once they have been
    /// asked for.
    pub dates: OnceLock<Vec<Range<i64>>>,
}

impl Columns {
    fn open(segment: &SegmentReader) -> tantivy::Result<Self> {
        let columns = segment.fast_fields();
        Ok(Self {
            ids: columns.u64(ID)?.first_or_default_col(0),
            published: columns.i64(PUBLISHED)?.first_or_default_col(i64::MIN),
            terms: TermsFile::open(segment)?,
            sequences: EntriesFile::open(segment, SEQUENCE)?,
            pairs: PairsFile::open(segment)?,
            forward: EntriesFile::open(segment, FORWARD)?,
            dates: OnceLock::new(),
        })
    }

    /// The article that a document stands for, if it does for any.
    pub fn article(&self, document: DocId) -> Option<ArticleId> {
        let id = i64::try_from(self.ids.get_val(document)).ok()?;
        (id > 0).then_some(ArticleId(id))
    }
}

/// Segments whose columns are open at most; there are seldom more than eight at a time.
const OPEN: usize = 32;

/// The columns of the segments that have been read.
#[derive(Clone, Default)]
pub(super) struct Opened(Arc<Mutex<HashMap<SegmentId, Arc<Columns>>>>);

impl Opened {
    /// The columns of `segment`.
    pub fn of(&self, segment: &SegmentReader) -> tantivy::Result<Arc<Columns>> {
        let mut opened = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(columns) = opened.get(&segment.segment_id()) {
            return Ok(Arc::clone(columns));
        }
        let columns = Arc::new(Columns::open(segment)?);
        if opened.len() >= OPEN {
            // Most are of segments that have been merged since.
            opened.clear();
        }
        opened.insert(segment.segment_id(), Arc::clone(&columns));
        Ok(columns)
    }
}
