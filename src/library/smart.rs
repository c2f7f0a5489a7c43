//! Smart feeds: queries with a name.

use rusqlite::{OptionalExtension, params};

use super::error::Doing;
use super::{Library, LibraryError, Query, Result};

/// A query with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmartFeed {
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
        Query::parse(query)?;
        self.db
            .execute(
                "INSERT INTO smart_feeds (name, query) VALUES (?1, ?2)
                 ON CONFLICT (name) DO UPDATE SET query = excluded.query",
                params![name.trim(), query.trim()],
            )
            .doing("add a smart feed")?;
        Ok(())
    }

    /// # Errors
    /// When there is none of that name or the store cannot be written.
    pub fn remove_smart_feed(&self, name: &str) -> Result<()> {
        match self
            .db
            .execute("DELETE FROM smart_feeds WHERE name = ?1", [name.trim()])
            .doing("remove a smart feed")?
        {
            0 => Err(LibraryError::not_there("smart feed", name)),
            _ => Ok(()),
        }
    }
}
