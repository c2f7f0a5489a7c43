//! Smart feeds: queries with a name.

use rusqlite::{Connection, OptionalExtension, params};

use super::error::Doing;
use super::undo::{Act, Step};
use super::{Library, LibraryError, Query, Result};

/// A query with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmartFeed {
    /// What the user calls it; no two have the same.
    pub name: String,
    /// As it was typed.
    pub query: String,
}

impl Library {
    /// All smart feeds in the order they were made.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn smart_feeds(&self) -> Result<Vec<SmartFeed>> {
        self.db
            .prepare_cached("SELECT name, query FROM smart_feeds ORDER BY id")
            .and_then(|mut select| {
                select
                    .query_map([], |row| {
                        Ok(SmartFeed {
                            name: row.get(0)?,
                            query: row.get(1)?,
                        })
                    })?
                    .collect()
            })
            .doing("read the smart feeds")
    }

    /// The query of the smart feed `name`, if there is one.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn smart_feed(&self, name: &str) -> Result<Option<String>> {
        self.db
            .query_row(
                "SELECT query FROM smart_feeds WHERE name = ?1",
                [name.trim()],
                |row| row.get(0),
            )
            .optional()
            .doing("read a smart feed")
    }

    /// Names `query`; a smart feed of that name gets it instead of its own.
    ///
    /// # Errors
    /// When the query does not parse or the store cannot be written.
    pub fn set_smart_feed(&self, name: &str, query: &str) -> Result<()> {
        const DOING: &str = "add a smart feed";
        Query::parse(query)?;
        let name = name.trim();
        let transaction = self.write(DOING)?;
        let before = before(&transaction, name).doing(DOING)?;
        transaction
            .execute(
                "INSERT INTO smart_feeds (name, query) VALUES (?1, ?2)
                 ON CONFLICT (name) DO UPDATE SET query = excluded.query",
                params![name, query.trim()],
            )
            .doing(DOING)?;
        let step = before.unwrap_or_else(|| Step::RemoveSmartFeed(name.to_owned()));
        self.enter_act(&transaction, Act::SmartFeedSet, &step)
            .doing(DOING)?;
        transaction.commit().doing(DOING)
    }

    /// # Errors
    /// When there is none of that name or the store cannot be written.
    pub fn remove_smart_feed(&self, name: &str) -> Result<()> {
        const DOING: &str = "remove a smart feed";
        let name = name.trim();
        let transaction = self.write(DOING)?;
        let before = before(&transaction, name)
            .doing(DOING)?
            .ok_or_else(|| LibraryError::not_there("smart feed", name))?;
        transaction
            .execute("DELETE FROM smart_feeds WHERE name = ?1", [name])
            .and_then(|_| self.enter_act(&transaction, Act::SmartFeedRemoved, &before))
            .doing(DOING)?;
        transaction.commit().doing(DOING)
    }
}

/// What makes the smart feed `name` what it is, if there is one.
fn before(db: &Connection, name: &str) -> rusqlite::Result<Option<Step>> {
    db.query_row(
        "SELECT id, name, query FROM smart_feeds WHERE name = ?1",
        [name],
        |row| Ok(Step::PutSmartFeed(row.get(0)?, row.get(1)?, row.get(2)?)),
    )
    .optional()
}
