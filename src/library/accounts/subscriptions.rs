//! The feeds of an account as its server has them, taken over here.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, Transaction, params};

use super::AccountId;
use super::known::{Known, known};
use crate::library::error::Doing;
use crate::library::feeds::folder;
use crate::library::identity::canonical;
use crate::library::{FeedId, Library, Result};

/// A feed as a server has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RemoteFeed {
    /// The server's identifier.
    pub remote: String,
    /// Where it is fetched from.
    pub url: String,
    /// What the server calls it.
    pub title: String,
    /// The page that it is the feed of.
    pub site: Option<String>,
    /// Levels set apart by `/`; empty for none.
    pub folder: String,
}

/// What became of a server's feeds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Subscriptions {
    /// Feeds that the server alone had.
    pub added: usize,
    /// Feeds that the server no longer has.
    pub removed: usize,
}

impl Library {
    /// Makes the feeds of `id` what the server says they are, but for what it has yet to
    /// be told. A feed that the server has no more goes, unless another account has it; its
    /// articles stay.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn take_subscriptions(
        &self,
        id: AccountId,
        remotes: &[RemoteFeed],
        can_edit: bool,
    ) -> Result<Subscriptions> {
        const DOING: &str = "take over a server's feeds";
        let remotes: Vec<RemoteFeed> = remotes
            .iter()
            .map(|remote| RemoteFeed {
                folder: folder(&remote.folder),
                ..remote.clone()
            })
            .collect();
        let transaction = self.write(DOING)?;
        let taken = Taking {
            db: &transaction,
            id,
            can_edit,
        }
        .all(&remotes)
        .doing(DOING)?;
        transaction.commit().doing(DOING)?;
        Ok(taken)
    }
}

struct Taking<'a> {
    db: &'a Transaction<'a>,
    id: AccountId,
    can_edit: bool,
}

impl Taking<'_> {
    fn all(&self, remotes: &[RemoteFeed]) -> rusqlite::Result<Subscriptions> {
        let mut taken = Subscriptions::default();
        let mut known: HashMap<Option<String>, Vec<Known>> = HashMap::new();
        for one in self::known(self.db, self.id)? {
            known.entry(one.remote.clone()).or_default().push(one);
        }
        for remote in remotes {
            let same = known.remove(&Some(remote.remote.clone()));
            match same.and_then(|mut same| same.pop()) {
                Some(one) => self.update(&one, remote)?,
                None => {
                    let waiting = known.get(&None).into_iter().flatten();
                    let waiting = waiting.filter_map(|one| Some((one.feed, one.here.as_ref()?)));
                    let mut same =
                        waiting.filter(|(_, here)| canonical(&here.url) == canonical(&remote.url));
                    match same.next() {
                        Some((feed, _)) => self.adopt(feed, remote, true)?,
                        None => taken.added += usize::from(self.add(remote)?),
                    }
                }
            }
        }
        for gone in known.into_values().flatten() {
            match (&gone.remote, &gone.here) {
                // It was never told of, and is not wanted any more.
                (None, None) => self.forget(gone.feed)?,
                (None, Some(_)) => {}
                (Some(_), _) => {
                    self.forget(gone.feed)?;
                    taken.removed += self.remove_unless_another_has(gone.feed)?;
                }
            }
        }
        Ok(taken)
    }

    /// Takes over what has changed at the server since it was last asked.
    fn update(&self, known: &Known, remote: &RemoteFeed) -> rusqlite::Result<()> {
        let Some(here) = &known.here else {
            return Ok(());
        };
        if known.is_first {
            self.describe(known.feed, remote)?;
            let has_moved = remote.folder != known.folder;
            if has_moved && (!known.is_moved() || !self.can_edit) {
                self.set(known.feed, "folder", &remote.folder)?;
            }
            let has_new_title = remote.title != known.title;
            let is_same = here.name.as_ref() == Some(&remote.title);
            if is_same || has_new_title && (!known.is_renamed() || !self.can_edit) {
                self.db
                    .prepare_cached("UPDATE feeds SET name = NULL WHERE id = ?1")?
                    .execute([known.feed])?;
            }
        }
        self.note(known.feed, remote)
    }

    /// Takes over a feed that is here already: one `added` for the account, or one that was
    /// fetched from here until now.
    fn adopt(&self, feed: FeedId, remote: &RemoteFeed, added: bool) -> rusqlite::Result<()> {
        self.describe(feed, remote)?;
        self.note(feed, remote)?;
        let is_first: bool = self.db.query_row(
            "SELECT min(account) = ?2 FROM account_feeds WHERE feed = ?1",
            params![feed, self.id],
            |row| row.get(0),
        )?;
        // What was said when it was added is still to be told.
        if is_first && !added && (!remote.folder.is_empty() || !self.can_edit) {
            self.set(feed, "folder", &remote.folder)?;
        }
        Ok(())
    }

    /// Takes in a feed that the account did not have; whether it is new here.
    fn add(&self, remote: &RemoteFeed) -> rusqlite::Result<bool> {
        let known = self
            .db
            .prepare_cached("SELECT id FROM feeds WHERE url = ?1")?
            .query_row([&remote.url], |row| row.get(0))
            .optional()?;
        if let Some(feed) = known {
            self.adopt(feed, remote, false)?;
            return Ok(false);
        }
        let feed = self
            .db
            .prepare_cached("INSERT INTO feeds (url, title, site, folder) VALUES (?1, ?2, ?3, ?4)")?
            .insert(params![
                remote.url,
                remote.title,
                remote.site,
                remote.folder
            ])?;
        self.note(FeedId(feed), remote)?;
        Ok(true)
    }

    fn describe(&self, feed: FeedId, remote: &RemoteFeed) -> rusqlite::Result<()> {
        self.db
            .prepare_cached("UPDATE feeds SET title = ?2, site = coalesce(?3, site) WHERE id = ?1")?
            .execute(params![feed, remote.title, remote.site])?;
        // Where another feed has the address, this one stays where it was.
        self.db
            .prepare_cached("UPDATE OR IGNORE feeds SET url = ?2 WHERE id = ?1")?
            .execute(params![feed, remote.url])
            .map(drop)
    }

    fn set(&self, feed: FeedId, column: &str, value: &str) -> rusqlite::Result<()> {
        self.db
            .prepare_cached(&format!("UPDATE feeds SET {column} = ?2 WHERE id = ?1"))?
            .execute(params![feed, value])
            .map(drop)
    }

    /// Notes what the server says.
    fn note(&self, feed: FeedId, remote: &RemoteFeed) -> rusqlite::Result<()> {
        self.db
            .prepare_cached(
                "INSERT INTO account_feeds (account, feed, remote, title, folder)
                 VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (account, feed) DO UPDATE
                 SET remote = excluded.remote, title = excluded.title, folder = excluded.folder",
            )?
            .execute(params![
                self.id,
                feed,
                remote.remote,
                remote.title,
                remote.folder
            ])
            .map(drop)
    }

    fn forget(&self, feed: FeedId) -> rusqlite::Result<()> {
        self.db
            .prepare_cached("DELETE FROM account_feeds WHERE account = ?1 AND feed = ?2")?
            .execute(params![self.id, feed])
            .map(drop)
    }

    fn remove_unless_another_has(&self, feed: FeedId) -> rusqlite::Result<usize> {
        let has_another: bool = self.db.query_row(
            "SELECT EXISTS (SELECT 1 FROM account_feeds WHERE feed = ?1)",
            [feed],
            |row| row.get(0),
        )?;
        if has_another {
            return Ok(0);
        }
        self.db
            .execute("DELETE FROM deliveries WHERE feed = ?1", [feed])?;
        self.db.execute("DELETE FROM feeds WHERE id = ?1", [feed])
    }
}
