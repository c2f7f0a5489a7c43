//! An article as the index has it.

use std::iter::{Cloned, Empty};
use std::slice::Iter;

use rusqlite::Row;
use tantivy::schema::Field;
use tantivy::schema::document::{ReferenceValue, ReferenceValueLeaf, Value};

use super::{Fields, terms_file};
use crate::article::Article;
use crate::library::forward;
use crate::library::labels;
use crate::library::listing::{Key, listing};
use crate::library::pairs;
use crate::library::print::Print;
use crate::library::sequence::sequence;
use crate::library::vector::texts_and_body;
use crate::text::numbers::{self, Numbers};

/// Bytes of a word and what stands about it, in most texts more.
const IN_WORD: usize = 8;

/// What the index has of an article's texts, as its files are given it.
#[derive(Debug)]
pub(in crate::library) struct Content {
    pub(super) terms: Vec<u8>,
    pub(super) sequence: Vec<u8>,
    pub(super) pairs: Vec<u8>,
    pub(super) forward: Vec<u8>,
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
        let texts: Vec<&[numbers::Number]> = starts
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
    source: i64,
    category: Option<i64>,
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

    pub(super) fn document(&self, mut content: Content, fields: Fields) -> Document {
        let category = self.category.map(labels::category);
        let breaking = self.breaking.then(labels::breaking);
        let labels = [Some(labels::source(self.source)), category, breaking];
        let labels = labels.iter().flatten().map(Key::of);
        labels.for_each(|label| terms_file::add_label(&mut content.terms, label));
        let values = [
            (fields.id, self.id.unsigned_abs().into()),
            (fields.published, self.published.into()),
        ];
        let values = values.map(|(field, value)| (field, Number(value)));
        Document { values, content }
    }
}

/// What tantivy is given of an article, and what the index's own files are.
pub(super) struct Document {
    values: [(Field, Number); 2],
    pub content: Content,
}

impl tantivy::Document for Document {
    type Value<'a> = Number;
    type FieldsValuesIter<'a> = Cloned<Iter<'a, (Field, Number)>>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.values.iter().cloned()
    }
}

/// A number, as tantivy takes it.
#[derive(Debug, Clone)]
pub(super) struct Number(ReferenceValueLeaf<'static>);

impl<'a> Value<'a> for Number {
    type ArrayIter = Empty<Self>;
    type ObjectIter = Empty<(&'a str, Self)>;

    fn as_value(&self) -> ReferenceValue<'a, Self> {
        self.0.clone().into()
    }
}

fn terms(text: &[numbers::Number]) -> impl Iterator<Item = u64> {
    text.iter().map(|number| number.term)
}
