//! An article as the index has it.

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

/// Bytes of a word and what stands about it, in most texts more.
const IN_WORD: usize = 8;

/// What the index has of an article's texts, as its files are given it.
#[derive(Debug)]
pub(in crate::library) struct Content {
    terms: Vec<u8>,
    sequence: Vec<u8>,
    pairs: Vec<u8>,
    forward: Vec<u8>,
}

impl Content {
    pub(in crate::library) fn of(article: &Article, numbers: &mut Numbers) -> Self {
        let (texts, body) = texts_and_body(article);
        let bytes: usize = texts.iter().map(|text| text.len()).sum();
        let mut all = Vec::with_capacity(bytes / IN_WORD);
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
        let listing = listing(&texts);
        let print = Print::new(terms(texts[body]));
        Self {
            terms: terms_file::for_writer(&listing),
            sequence: sequence(&texts),
            pairs: pairs::for_writer(&texts),
            forward: forward::entry(&listing, print),
        }
    }

    /// In bytes.
    pub(super) fn length(&self) -> usize {
        let Self {
            terms,
            sequence,
            pairs,
            forward,
        } = self;
        [terms, sequence, pairs, forward].map(Vec::len).iter().sum()
    }
}

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

    /// What there is of an article whose body is damaged: it is found by its title.
    pub(super) fn title_alone(&self) -> Article {
        Article {
            title: self.title.clone(),
            ..Article::default()
        }
    }

    pub(super) fn document(&self, content: &Content, fields: Fields) -> TantivyDocument {
        const OTHERS: usize = 100;
        let mut document = TantivyDocument::with_capacity(content.length() + OTHERS);
        document.add_u64(fields.id, self.id.unsigned_abs());
        document.add_custom(fields.terms, &content.terms);
        document.add_custom(fields.sequence, &content.sequence);
        document.add_custom(fields.pairs, &content.pairs);
        document.add_custom(fields.forward, &content.forward);
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
