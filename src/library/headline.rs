//! What a list knows of an article.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row};

use super::error::Doing;
use super::{ArticleId, Library, LibraryError, Result};

/// One row of a list. Strings are in logical order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Headline {
    /// The article's number in the library, which never changes.
    pub id: ArticleId,
    /// As the outlet has it, one line.
    pub title: String,
    /// Name of the outlet.
    pub source: String,
    /// The outlet's own section.
    pub category: Option<String>,
    /// The publisher's time, or that of the import when it gave none.
    pub published: Timestamp,
    /// The piece on the web.
    pub url: Option<String>,
    /// Not read yet.
    pub unread: bool,
    /// Kept by the user.
    pub starred: bool,
    /// Breaking news (عاجل).
    pub breaking: bool,
}

impl Headline {
    /// Its place in every list.
    #[must_use]
    pub fn key(&self) -> Key {
        Key {
            published: self.published,
            id: self.id,
        }
    }
}

/// A place in a list: lists are ordered by time, then by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// That of [`Headline::published`].
    pub published: Timestamp,
    /// Decides between articles of one moment.
    pub id: ArticleId,
}

/// How many articles there are, as last written by any process.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// All but the muted ones.
    pub total: u64,
    /// Those not read yet.
    pub unread: u64,
    /// Those with a star.
    pub starred: u64,
}

/// Where reading stopped: a place in the article and not on a screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Position {
    /// Index into [`Article::body`](crate::article::Article::body).
    pub block: usize,
    /// Byte within that block's text, logical order.
    pub byte: usize,
}

/// The columns of [`from_row`], in its order.
pub(super) const COLUMNS: &str = "a.id, a.title, s.name, c.name, a.published, a.url, \
     a.unread, a.starred, a.breaking";

/// The places of number and time in [`COLUMNS`], from 1 as SQL counts them.
pub(super) const ID: usize = 1;
pub(super) const PUBLISHED: usize = 5;

/// The tables that [`COLUMNS`] name. CROSS JOIN keeps the article's table, and with
/// it the order of its index, outermost.
pub(super) const TABLES: &str = "articles a CROSS JOIN sources s ON s.id = a.source \
     LEFT JOIN categories c ON c.id = a.category";

/// A headline from a row of [`COLUMNS`].
pub(super) fn from_row(row: &Row<'_>) -> rusqlite::Result<Headline> {
    Ok(Headline {
        id: row.get(0)?,
        title: row.get(1)?,
        source: row.get(2)?,
        category: row.get(3)?,
        published: timestamp(row.get(4)?),
        url: row.get(5)?,
        unread: row.get(6)?,
        starred: row.get(7)?,
        breaking: row.get(8)?,
    })
}

/// The time `microseconds` after 1970; beyond what a calendar holds, its last day.
pub(super) fn timestamp(microseconds: i64) -> Timestamp {
    Timestamp::from_microsecond(microseconds).unwrap_or(if microseconds < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    })
}

impl Library {
    /// # Errors
    /// [`LibraryError::NoArticle`], or when the store cannot be read.
    pub fn headline(&self, id: ArticleId) -> Result<Headline> {
        self.find_headline(id)?.ok_or(LibraryError::NoArticle(id))
    }

    pub(super) fn find_headline(&self, id: ArticleId) -> Result<Option<Headline>> {
        self.db
            .prepare_cached(&format!("SELECT {COLUMNS} FROM {TABLES} WHERE a.id = ?1"))
            .and_then(|mut select| select.query_row([id], from_row).optional())
            .doing("read a headline")
    }
}
