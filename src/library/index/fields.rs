//! What the index holds of an article.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions,
};

use super::tokenizer;

/// The index's fields.
#[derive(Debug, Clone, Copy)]
pub(in crate::library) struct Fields {
    /// Number of the article; fast.
    pub id: Field,
    pub title: Field,
    /// Everything that search looks through, the title included.
    pub text: Field,
    /// Number of the source.
    pub source: Field,
    /// Number of the category; 0 for none.
    pub category: Field,
    /// Microseconds since 1970; fast.
    pub published: Field,
    pub breaking: Field,
    /// Length of the article's [`TermVector`](crate::library::vector::TermVector); fast.
    pub length: Field,
    /// The article's [`Print`](crate::library::print::Print), if it has one; fast.
    pub print: Field,
}

/// Names of the fast fields, by which columns are opened.
pub(in crate::library) const ID: &str = "id";
pub(in crate::library) const PUBLISHED: &str = "published";
pub(in crate::library) const LENGTH: &str = "length";
pub(in crate::library) const PRINT: &str = "print";

impl Fields {
    /// The schema and its fields.
    pub(super) fn schema() -> (Schema, Self) {
        let words = TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(tokenizer::NAME)
                .set_index_option(IndexRecordOption::WithFreqsAndPositions),
        );
        let mut schema = Schema::builder();
        let fields = Self {
            id: schema.add_u64_field(ID, INDEXED | FAST),
            title: schema.add_text_field("title", words.clone()),
            text: schema.add_text_field("text", words),
            source: schema.add_u64_field("source", INDEXED),
            category: schema.add_u64_field("category", INDEXED),
            published: schema.add_i64_field(PUBLISHED, INDEXED | FAST),
            breaking: schema.add_bool_field("breaking", INDEXED),
            length: schema.add_f64_field(LENGTH, FAST),
            print: schema.add_u64_field(PRINT, FAST),
        };
        (schema.build(), fields)
    }
}
