//! What a feed brought into the store.

use jiff::Timestamp;
use rusqlite::params;

use super::{FeedId, Library};
use crate::article::Article;
use crate::library::add::{Incoming, Outcome};
use crate::library::error::Doing;
use crate::library::tags::{self, Tagged};
use crate::library::{ArticleId, Report, Result};

/// What became of a feed's articles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Delivered {
    /// How many were new, changed, the same.
    pub report: Report,
    /// In the order they came in, as are those below.
    pub all: Vec<ArticleId>,
    /// Those that are new.
    pub imported: Vec<ArticleId>,
    /// Those that have changed.
    pub updated: Vec<ArticleId>,
}

/// What the reader did with an article elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Which article.
    pub article: ArticleId,
    /// It was read.
    pub is_read: bool,
    /// It was kept.
    pub is_starred: bool,
    /// What it was filed under.
    pub tags: Vec<String>,
}

impl Library {
    /// Puts what the feed `id` has at `now` into the library, all or nothing.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn deliver(&self, id: FeedId, articles: &[Article], now: Timestamp) -> Result<Delivered> {
        self.adopt(Some(id), articles, now)
    }

    /// As [`Library::deliver`], for articles that may be of no feed.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn adopt(
        &self,
        id: Option<FeedId>,
        articles: &[Article],
        now: Timestamp,
    ) -> Result<Delivered> {
        let mut delivered = Delivered::default();
        let transaction = self.write("begin to add a feed's articles")?;
        for article in articles {
            let (outcome, article) = Incoming::new(article)?.store(&transaction, now)?;
            delivered.report.count(outcome);
            match outcome {
                Outcome::Imported => delivered.imported.push(article),
                Outcome::Updated => delivered.updated.push(article),
                Outcome::Unchanged => {}
            }
            delivered.all.push(article);
            let Some(id) = id else { continue };
            transaction
                .prepare_cached(
                    "INSERT INTO deliveries (article, feed, seen) VALUES (?1, ?2, ?3)
                     ON CONFLICT (article, feed) DO UPDATE SET seen = excluded.seen",
                )
                .and_then(|mut insert| insert.execute(params![article, id, now.as_microsecond()]))
                .doing("note where an article came from")?;
        }
        transaction.commit().doing("add a feed's articles")?;
        Ok(delivered)
    }

    /// Marks articles as they were elsewhere; what is not said stays as it is.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn mark(&self, marks: &[Mark]) -> Result<()> {
        let transaction = self.write("begin to mark articles")?;
        for mark in marks {
            let id = mark.article;
            transaction
                .prepare_cached(
                    "UPDATE articles SET unread = unread AND NOT ?2, starred = starred OR ?3
                     WHERE id = ?1",
                )
                .and_then(|mut update| update.execute(params![id, mark.is_read, mark.is_starred]))
                .doing("mark an article")?;
            for tag in &mark.tags {
                tags::tag(&transaction, Tagged::Article(id), tag).doing("add a tag")?;
            }
        }
        transaction.commit().doing("mark articles")
    }

    /// Whether a feed that may lie in a private network brought the article `id`.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn came_from_private(&self, id: ArticleId) -> Result<bool> {
        self.db
            .query_row(
                "SELECT EXISTS (SELECT 1 FROM deliveries d JOIN feeds f ON f.id = d.feed
                 WHERE d.article = ?1 AND f.private)",
                [id],
                |row| row.get(0),
            )
            .doing("see where an article came from")
    }
}
