//! What the index holds of an article.

use serde_json::Value;
use tantivy::schema::{FAST, Field, NumericOptions, Schema};

/// The index's fields.
#[derive(Debug, Clone, Copy)]
pub(in crate::library) struct Fields {
    /// Number of the article; fast.
    pub id: Field,
    /// What everything that search looks through, the title included, is in the
    /// [file of terms](super::terms_file).
    pub terms: Field,
    /// The same as a [sequence](crate::library::sequence).
    pub sequence: Field,
    /// Numbers of the [`pairs`](crate::library::pairs) of neighbours in the text, 2 bytes each.
    pub pairs: Field,
    /// Number of the source.
    pub source: Field,
    /// Number of the category; 0 for none.
    pub category: Field,
    /// Microseconds since 1970; fast.
    pub published: Field,
    pub breaking: Field,
    /// The article's entry of the [forward index](crate::library::forward).
    pub forward: Field,
}

/// Names of the fast fields, by which columns are opened.
pub(in crate::library) const ID: &str = "id";
pub(in crate::library) const PUBLISHED: &str = "published";

/// Names of the fields that have files of their own, whose names end with them.
pub(super) const TERMS: &str = "terms";
pub(super) const LISTS: &str = "lists";
pub(in crate::library) const SEQUENCE: &str = "sequence";
pub(super) const PAIRS: &str = "pairs";
pub(in crate::library) const FORWARD: &str = "forward";

impl Fields {
    /// The schema and its fields.
    pub(super) fn schema() -> (Schema, Self) {
        // Without the lengths of fields, which only scores need.
        let number = NumericOptions::default().set_indexed();
        let mut schema = Schema::builder();
        let fields = Self {
            id: schema.add_u64_field(ID, number.clone().set_fast()),
            terms: schema.add_custom_field(TERMS, TERMS, Value::Null),
            sequence: schema.add_custom_field(SEQUENCE, SEQUENCE, Value::Null),
            pairs: schema.add_custom_field(PAIRS, PAIRS, Value::Null),
            source: schema.add_u64_field("source", number.clone()),
            category: schema.add_u64_field("category", number.clone()),
            published: schema.add_i64_field(PUBLISHED, FAST),
            breaking: schema.add_bool_field("breaking", number),
            forward: schema.add_custom_field(FORWARD, FORWARD, Value::Null),
        };
        (schema.build(), fields)
    }
}
