//! What the index holds of an article.

use tantivy::schema::{FAST, Field, Schema};

/// The fields that tantivy knows of. What a document is found by is in the index's own files.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    /// Number of the article; fast.
    pub id: Field,
    /// Microseconds since 1970; fast.
    pub published: Field,
}

/// Names of the fast fields, by which columns are opened.
pub(in crate::library) const ID: &str = "id";
pub(in crate::library) const PUBLISHED: &str = "published";

/// How the names of the index's own files end: the [terms](super::terms_file) of everything that
/// search looks through, the title included, and their lists;
pub(super) const TERMS: &str = "terms";
pub(super) const LISTS: &str = "lists";
/// the same as [sequences](crate::library::sequence);
pub(in crate::library) const SEQUENCE: &str = "sequence";
/// the [`pairs`](crate::library::pairs) of neighbours in the text;
pub(super) const PAIRS: &str = "pairs";
/// and the [forward index](crate::library::forward).
pub(in crate::library) const FORWARD: &str = "forward";

impl Fields {
    /// The schema and its fields.
    pub(super) fn schema() -> (Schema, Self) {
        let mut schema = Schema::builder();
        let fields = Self {
            id: schema.add_u64_field(ID, FAST),
            published: schema.add_i64_field(PUBLISHED, FAST),
        };
        (schema.build(), fields)
    }
}
