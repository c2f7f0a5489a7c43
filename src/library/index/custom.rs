//! What the index's own files of a segment have in common.

use tantivy::TantivyDocument;
use tantivy::TantivyError;
use tantivy::index::SegmentComponent;
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

/// The file whose name ends with `extension`.
pub(super) fn component(extension: &str) -> SegmentComponent {
    SegmentComponent::Custom(extension.to_owned())
}

pub(super) fn internal(what: &str) -> TantivyError {
    TantivyError::InternalError(what.to_owned())
}
