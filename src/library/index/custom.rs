//! What the index's own files of a segment have in common.

use tantivy::TantivyDocument;
use tantivy::TantivyError;
use tantivy::index::SegmentComponent;
use tantivy::indexer::doc_id_mapping::{DocIdMapping, MappingType, SegmentDocIdMapping};
use tantivy::plugin::PluginWriterContext;
use tantivy::schema::document::ErasedDocument;
use tantivy::schema::{Field, Value as _};

/// What `document` has in `field`, which is a custom one.
pub(super) fn value(document: &dyn ErasedDocument, field: Field) -> tantivy::Result<Option<&[u8]>> {
    let document = document
        .as_any()
        .downcast_ref::<TantivyDocument>()
        .ok_or_else(|| internal("a document of another kind"))?;
    Ok(document
        .get_first(field)
        .and_then(|value| value.as_custom()))
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
    context.memory_budget_in_bytes / 8
}

/// The file whose name ends with `extension`.
pub(super) fn component(extension: &str) -> SegmentComponent {
    SegmentComponent::Custom(extension.to_owned())
}

pub(super) fn internal(what: &str) -> TantivyError {
    TantivyError::InternalError(what.to_owned())
}
