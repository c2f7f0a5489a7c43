//! The reader's own tags. An article has those of its feeds as well.

use rusqlite::{Connection, OptionalExtension, params};

use super::add::name_id;
use super::error::Doing;
use super::undo::{Act, Step};
use super::{ArticleId, FeedId, Library, LibraryError, Result};

/// What can be tagged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tagged {
    /// An article alone.
    Article(ArticleId),
    /// All articles of a feed.
    Feed(FeedId),
}

impl Tagged {
    /// The table of tags, its column, and the number in it.
    fn parts(self) -> (&'static str, &'static str, i64) {
        match self {
            Self::Article(id) => ("article_tags", "article", id.0),
            Self::Feed(id) => ("feed_tags", "feed", id.0),
        }
    }
}

impl Library {
    /// Gives `tagged` the tag `name`. Gives whether it is new there.
    ///
    /// # Errors
    /// When there is no such article or feed, or the store cannot be written.
    pub fn tag(&self, tagged: Tagged, name: &str) -> Result<bool> {
        match tagged {
            Tagged::Article(id) => drop(self.headline(id)?),
            Tagged::Feed(id) => drop(self.feed(id)?),
        }
        const DOING: &str = "add a tag";
        let transaction = self.write(DOING)?;
        let is_new = tag(&transaction, tagged, name).doing(DOING)?;
        if is_new {
            let step = Step::Untag(tagged.into(), name.trim().to_owned());
            self.enter_act(&transaction, Act::Tagged, &step)
                .doing(DOING)?;
        }
        transaction.commit().doing(DOING)?;
        Ok(is_new)
    }

    /// Takes the tag `name` from `tagged`. Gives whether it was there.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn untag(&self, tagged: Tagged, name: &str) -> Result<bool> {
        const DOING: &str = "remove a tag";
        let transaction = self.write(DOING)?;
        let was_there = untag(&transaction, tagged, name).doing(DOING)?;
        if was_there {
            let step = Step::Tag(tagged.into(), name.trim().to_owned());
            self.enter_act(&transaction, Act::Untagged, &step)
                .doing(DOING)?;
        }
        transaction.commit().doing(DOING)?;
        Ok(was_there)
    }

    /// The tags of `tagged`, by name.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn tags(&self, tagged: Tagged) -> Result<Vec<String>> {
        let (table, column, id) = tagged.parts();
        self.db
            .prepare_cached(&format!(
                "SELECT t.name FROM {table} x JOIN tags t ON t.id = x.tag
                 WHERE x.{column} = ?1 ORDER BY t.name"
            ))
            .and_then(|mut select| select.query_map([id], |row| row.get(0))?.collect())
            .doing("read tags")
    }

    /// All tags that anything has, each with how many articles have it themselves.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn all_tags(&self) -> Result<Vec<(String, u64)>> {
        self.db
            .prepare_cached(
                "SELECT t.name, (SELECT count(*) FROM article_tags a WHERE a.tag = t.id) n
                 FROM tags t WHERE n > 0
                 OR EXISTS (SELECT 1 FROM feed_tags f WHERE f.tag = t.id) ORDER BY t.name",
            )
            .and_then(|mut select| {
                select
                    .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                    .collect()
            })
            .doing("read tags")
    }
}

pub(super) fn tag(db: &Connection, tagged: Tagged, name: &str) -> rusqlite::Result<bool> {
    let (table, column, id) = tagged.parts();
    let tag = name_id(db, "tags", name.trim())?;
    let added = db
        .prepare_cached(&format!(
            "INSERT OR IGNORE INTO {table} ({column}, tag) VALUES (?1, ?2) RETURNING 1"
        ))?
        .query_row(params![id, tag], |_| Ok(()))
        .optional()?;
    Ok(added.is_some())
}

pub(super) fn untag(db: &Connection, tagged: Tagged, name: &str) -> rusqlite::Result<bool> {
    let (table, column, id) = tagged.parts();
    let gone = db.execute(
        &format!(
            "DELETE FROM {table} WHERE {column} = ?1
             AND tag = (SELECT id FROM tags WHERE name = ?2)"
        ),
        params![id, name.trim()],
    )?;
    Ok(gone > 0)
}

impl LibraryError {
    pub(super) fn not_there(what: &'static str, number: impl ToString) -> Self {
        Self::NotThere {
            what,
            number: number.to_string(),
        }
    }
}
