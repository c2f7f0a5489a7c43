//! Segments of the index, made in a thread of their own. Tantivy's own writer would make them
//! too, but has four megabytes for each cleared for a table of terms, and two for each commit for
//! a channel: at a thousand articles a sixteenth of an import.

use std::panic::resume_unwind;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use tantivy::indexer::{AddOperation, SegmentWriter};
use tantivy::{Index, Segment, SegmentMeta};

use super::custom::internal;
use super::document::Document;

/// How many times less memory than all of a segment tantivy's own table of terms is given: there
/// are few terms in it, as most are in the index's own files.
pub(super) const IN_TABLE: usize = 500;

/// Batches of documents that may wait while a segment is being written.
const WAITING: usize = 32;

/// Segments that are being made. What is not brought to its [end](Self::end) is given up.
pub(super) struct Making {
    to: Option<SyncSender<Told>>,
    thread: Option<JoinHandle<tantivy::Result<Vec<SegmentMeta>>>>,
}

/// What the thread is told.
enum Told {
    Documents(Vec<Document>),
    /// There are no more.
    All,
}

impl Making {
    /// Of `index`, each of at most so many bytes of `memory` or a batch more.
    pub(super) fn start(index: &Index, memory: usize) -> Self {
        let (to, from) = sync_channel(WAITING);
        let index = index.clone();
        Self {
            to: Some(to),
            thread: Some(thread::spawn(move || make(&index, memory, &from))),
        }
    }

    /// Hands documents on; whether there is still someone to take them. If not, the
    /// [end](Self::end) tells why.
    pub(super) fn add(&self, documents: Vec<Document>) -> bool {
        self.tell(Told::Documents(documents))
    }

    /// The segments of all documents, which count once they are committed.
    ///
    /// # Errors
    /// When one could not be written.
    pub(super) fn end(mut self) -> tantivy::Result<Vec<SegmentMeta>> {
        self.tell(Told::All);
        let end = self.thread.take().map(JoinHandle::join);
        end.map_or(Ok(Vec::new()), |end| {
            end.unwrap_or_else(|panic| resume_unwind(panic))
        })
    }

    fn tell(&self, told: Told) -> bool {
        self.to.as_ref().is_some_and(|to| to.send(told).is_ok())
    }
}

impl Drop for Making {
    fn drop(&mut self) {
        self.to = None;
        // Nothing is written any more by whoever no longer has the index's lock.
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn make(index: &Index, memory: usize, from: &Receiver<Told>) -> tantivy::Result<Vec<SegmentMeta>> {
    let mut made = Vec::new();
    let mut current = None;
    while let Told::Documents(documents) = from.recv().map_err(|_| internal("given up"))? {
        let mut one = match current.take() {
            Some(one) => one,
            None => One::begin(index, memory)?,
        };
        for document in documents {
            // What is deleted is seen to when the segment is committed.
            let opstamp = 0;
            one.writer
                .add_document(AddOperation { opstamp, document })?;
        }
        if one.writer.mem_usage() < memory {
            current = Some(one);
        } else {
            made.push(one.finish()?);
        }
    }
    if let Some(last) = current {
        made.push(last.finish()?);
    }
    Ok(made)
}

/// A segment that is being made.
struct One {
    segment: Segment,
    writer: SegmentWriter,
}

impl One {
    fn begin(index: &Index, memory: usize) -> tantivy::Result<Self> {
        let segment = index.new_segment();
        let writer = SegmentWriter::for_segment(memory / IN_TABLE, segment.clone())?;
        Ok(Self { segment, writer })
    }

    fn finish(self) -> tantivy::Result<SegmentMeta> {
        let documents = self.writer.max_doc();
        self.writer.finalize()?;
        let segment = self.segment.with_max_doc(documents);
        // There is none: documents are in the order in which they came.
        segment.meta().untrack_temp_docstore();
        Ok(segment.meta().clone())
    }
}
