//! What a server is to be told of an account's feeds.
//!
//! Nothing is noted as it is changed: what a feed is here is compared with what the server
//! last said, so that it does not matter where telling it was broken off.

use rusqlite::params;

use super::AccountId;
use super::known::known;
use crate::library::error::Doing;
use crate::library::{FeedId, Library, Result};

/// What a server is to be told of a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeedChange {
    /// Subscribe to a feed that was added here.
    Add {
        /// Which.
        feed: FeedId,
        /// Where it is fetched from.
        url: String,
        /// The folder to put it in; empty for none.
        folder: String,
    },
    /// Call a feed something else.
    Rename {
        /// The server's identifier of it.
        remote: String,
        /// What the user calls it.
        title: String,
    },
    /// Put a feed into another folder.
    Move {
        /// The server's identifier of it.
        remote: String,
        /// The folder that the server has it in; empty for none.
        from: String,
        /// The folder that it is in here; empty for none.
        to: String,
    },
    /// End the subscription.
    Remove {
        /// The server's identifier of it.
        remote: String,
    },
}

impl Library {
    /// Gives the feed `feed` to the account `id`, whose server is to subscribe to it.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn give_feed(&self, id: AccountId, feed: FeedId) -> Result<()> {
        self.db
            .execute(
                "INSERT OR IGNORE INTO account_feeds (account, feed) VALUES (?1, ?2)",
                params![id, feed],
            )
            .map(drop)
            .doing("give a feed to an account")
    }

    /// Whether the server of `id` has not been told of `feed`, which it is to subscribe to.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn is_unknown_there(&self, id: AccountId, feed: FeedId) -> Result<bool> {
        self.db
            .query_row(
                "SELECT EXISTS (SELECT 1 FROM account_feeds
                 WHERE account = ?1 AND feed = ?2 AND remote IS NULL)",
                params![id, feed],
                |row| row.get(0),
            )
            .doing("read the feeds of an account")
    }

    /// What the server of `id` is to be told of its feeds, in the order in which it is to
    /// be told. `can_edit` says whether it can rename and move feeds.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn feed_changes(&self, id: AccountId, can_edit: bool) -> Result<Vec<FeedChange>> {
        let mut changes = Vec::new();
        for known in known(&self.db, id).doing("read the feeds of an account")? {
            match (&known.remote, &known.here) {
                (Some(remote), None) => changes.push(FeedChange::Remove {
                    remote: remote.clone(),
                }),
                (None, Some(here)) => changes.push(FeedChange::Add {
                    feed: known.feed,
                    url: here.url.clone(),
                    folder: here.folder.clone(),
                }),
                (Some(remote), Some(here)) if can_edit => {
                    if known.is_moved() {
                        changes.push(FeedChange::Move {
                            remote: remote.clone(),
                            from: known.folder.clone(),
                            to: here.folder.clone(),
                        });
                    }
                    if let Some(title) = here.name.clone().filter(|_| known.is_renamed()) {
                        changes.push(FeedChange::Rename {
                            remote: remote.clone(),
                            title,
                        });
                    }
                }
                _ => {}
            }
        }
        Ok(changes)
    }

    /// Notes that the server of `id` knows of `change`. `remote` is its identifier of a
    /// feed that was added, if it gave one; else its list tells.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn feed_changed(
        &self,
        id: AccountId,
        change: &FeedChange,
        remote: Option<&str>,
    ) -> Result<()> {
        let done = match change {
            FeedChange::Add { feed, .. } => self.db.execute(
                "UPDATE OR IGNORE account_feeds SET remote = ?3 WHERE account = ?1 AND feed = ?2
                 AND ?3 NOTNULL",
                params![id, feed, remote],
            ),
            FeedChange::Rename { remote, title } => self.db.execute(
                "UPDATE account_feeds SET title = ?3 WHERE account = ?1 AND remote = ?2",
                params![id, remote, title],
            ),
            FeedChange::Move { remote, to, .. } => self.db.execute(
                "UPDATE account_feeds SET folder = ?3 WHERE account = ?1 AND remote = ?2",
                params![id, remote, to],
            ),
            FeedChange::Remove { remote } => self.db.execute(
                "DELETE FROM account_feeds WHERE account = ?1 AND remote = ?2
                 AND NOT EXISTS (SELECT 1 FROM feeds f WHERE f.id = feed)",
                params![id, remote],
            ),
        };
        done.map(drop).doing("note what a server knows of a feed")
    }
}
