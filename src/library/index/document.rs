//! An article of the store as a document of the index.

use rusqlite::Row;
use tantivy::TantivyDocument;

use super::{Fields, terms_file};
use crate::article::Article;
use crate::library::forward;
use crate::library::listing::listing;
use crate::library::pairs;
use crate::library::print::Print;
use crate::library::sequence::sequence;
use crate::library::vector::texts_and_body;
use crate::text::numbers::{Number, Numbers};

/// The columns of [`Stored::from_row`], in its order.
pub(super) const COLUMNS: &str = "id, source, category, published, breaking, title";

/// What the index takes from the store, beside the article itself.
pub(super) struct Stored {
    pub id: i64,
    source: u64,
    category: Option<u64>,
    published: i64,
    breaking: bool,
    title: String,
}

impl Stored {
    pub(super) fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            source: row.get(1)?,
            category: row.get(2)?,
            published: row.get(3)?,
            breaking: row.get(4)?,
            title: row.get(5)?,
        })
    }

    /// The document. An article whose body is damaged, and `None`, is found by its title.
    pub(super) fn document(
        self,
        article: Option<Article>,
        fields: Fields,
        numbers: &mut Numbers,
    ) -> TantivyDocument {
        let article = article.unwrap_or_else(|| Article {
            title: self.title,
            ..Article::default()
        });
        let (texts, body) = texts_and_body(&article);
        let mut all = Vec::new();
        let mut ends = Vec::with_capacity(texts.len());
        for text in &texts {
            numbers.of(text, &mut all);
            ends.push(all.len());
        }
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let texts: Vec<&[Number]> = starts
            .zip(&ends)
            .map(|(start, &end)| &all[start..end])
            .collect();
        let mut document = TantivyDocument::with_capacity(16 * all.len());
        document.add_u64(fields.id, self.id.unsigned_abs());
        let listing = listing(&texts);
        document.add_custom(fields.terms, &terms_file::for_writer(&listing));
        document.add_custom(fields.sequence, &sequence(&texts));
        document.add_custom(fields.pairs, &pairs::for_writer(&texts));
        let print = Print::new(terms(texts[body]));
        document.add_custom(fields.forward, &forward::entry(&listing, print));
        document.add_u64(fields.source, self.source);
        document.add_u64(fields.category, self.category.unwrap_or(0));
        document.add_i64(fields.published, self.published);
        document.add_bool(fields.breaking, self.breaking);
        document
    }
}

fn terms(text: &[Number]) -> impl Iterator<Item = u64> {
    text.iter().map(|number| number.term)
}
