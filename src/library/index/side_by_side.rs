//! Two kinds of files of a segment, made at the same time: each takes long to merge, and when a
//! segment is written at the end of an import nothing else is left to be done.

use std::any::Any;
use std::panic::resume_unwind;
use std::thread;

use tantivy::indexer::doc_id_mapping::DocIdMapping;
use tantivy::plugin::{PluginMergeContext, PluginWriter, PluginWriterContext, SegmentPlugin};
use tantivy::schema::Schema;
use tantivy::schema::document::ErasedDocument;
use tantivy::{DocId, Segment};

/// Writes and merges the files of both.
pub(super) struct SideBySide<A, B> {
    one: A,
    other: B,
    extensions: Vec<&'static str>,
}

impl<A: SegmentPlugin, B: SegmentPlugin> SideBySide<A, B> {
    /// `extensions`: those of both.
    pub(super) fn new(one: A, other: B, extensions: Vec<&'static str>) -> Self {
        Self {
            one,
            other,
            extensions,
        }
    }
}

impl<A: SegmentPlugin, B: SegmentPlugin> SegmentPlugin for SideBySide<A, B> {
    fn extensions(&self) -> &[&str] {
        &self.extensions
    }

    fn create_writer(
        &self,
        context: &PluginWriterContext<'_>,
    ) -> tantivy::Result<Box<dyn PluginWriter>> {
        Ok(Box::new(Writers {
            one: self.one.create_writer(context)?,
            other: self.other.create_writer(context)?,
        }))
    }

    fn merge(&self, merge: PluginMergeContext<'_>) -> tantivy::Result<()> {
        let same = PluginMergeContext { ..merge };
        let (one, other) = both(|| self.one.merge(same), || self.other.merge(merge));
        one.and(other)
    }
}

struct Writers {
    one: Box<dyn PluginWriter>,
    other: Box<dyn PluginWriter>,
}

impl PluginWriter for Writers {
    fn add_document(
        &mut self,
        id: DocId,
        document: &dyn ErasedDocument,
        schema: &Schema,
    ) -> tantivy::Result<()> {
        self.one.add_document(id, document, schema)?;
        self.other.add_document(id, document, schema)
    }

    fn serialize(
        self: Box<Self>,
        segment: &Segment,
        order: Option<&DocIdMapping>,
    ) -> tantivy::Result<()> {
        let Self { one, other } = *self;
        let (one, other) = both(
            move || one.serialize(segment, order),
            move || other.serialize(segment, order),
        );
        one.and(other)
    }

    fn mem_usage(&self) -> usize {
        self.one.mem_usage() + self.other.mem_usage()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

/// Does both, `one` in a thread of its own. One that panics has the other come to its end first.
pub(super) fn both<A: Send, B>(
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B,
) -> (A, B) {
    thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        let one = one.join().unwrap_or_else(|panic| resume_unwind(panic));
        (one, other)
    })
}
