//! What the index's own files of a segment have in common.

use tantivy::TantivyError;
use tantivy::index::SegmentComponent;
use tantivy::indexer::doc_id_mapping::{DocIdMapping, MappingType, SegmentDocIdMapping};
use tantivy::plugin::PluginWriterContext;
use tantivy::schema::document::ErasedDocument;

use super::Content;
use super::document::Document;
use super::making::IN_TABLE;

/// What the index's own files are given of `document`.
pub(super) fn content(document: &dyn ErasedDocument) -> tantivy::Result<&Content> {
    let document = document.as_any().downcast_ref::<Document>();
    let document = document.ok_or_else(|| internal("a document of another kind"))?;
    Ok(&document.content)
}

/// Refuses to merge segments in another order than one after the other.
pub(super) fn refuse_shuffled(order: &SegmentDocIdMapping) -> tantivy::Result<()> {
    match order.mapping_type() {
        MappingType::Shuffled => Err(internal("documents of a merge are in another order")),
        _ => Ok(()),
    }
}

/// Refuses to write a segment in another order than its documents came in.
pub(super) fn refuse_order(order: Option<&DocIdMapping>) -> tantivy::Result<()> {
    match order {
        Some(_) => Err(internal("documents of a segment are in another order")),
        None => Ok(()),
    }
}

/// Bytes that room is made for at once where a file of a segment is gathered: more than most
/// come to. What is never used of it is memory in name alone, while room that grows is copied
/// each time, and what it moves to has to be cleared by the system, which takes longer.
pub(super) fn room(context: &PluginWriterContext<'_>) -> usize {
    context.memory_budget_in_bytes * IN_TABLE / 8
}

/// The file whose name ends with `extension`.
pub(super) fn component(extension: &str) -> SegmentComponent {
    SegmentComponent::Custom(extension.to_owned())
}

pub(super) fn internal(what: &str) -> TantivyError {
    TantivyError::InternalError(what.to_owned())
}
