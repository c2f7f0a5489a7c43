//! Accounts with servers: which there are, what is theirs, what they have yet to be told
//! and how far they are known. Knows neither passwords nor how a server is asked.
//!
//! How two histories become one is written down in `docs/sync.md`.

mod articles;
mod feed_changes;
mod known;
mod lists;
mod marks;
mod row;
mod subscriptions;

use std::str::FromStr;

use jiff::Timestamp;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{OptionalExtension, params};

use super::error::Doing;
use super::{AccountId, Failing, Library, LibraryError, Result};
use row::{COLUMNS, from_row};

pub use articles::{RemoteArticle, RemoteState};
pub use feed_changes::FeedChange;
pub use lists::List;
pub use marks::{Field as MarkField, Unsent};
pub use subscriptions::{RemoteFeed, Subscriptions};

/// An account with a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its number in the library.
    pub id: AccountId,
    /// Under which its password is kept: 32 hexadecimal digits.
    pub key: String,
    /// What the user calls it; no two have the same.
    pub name: String,
    /// What it speaks.
    pub kind: Kind,
    /// Where the server is asked.
    pub url: String,
    /// Who the server knows.
    pub user: String,
    /// When the last list of all its new articles began.
    pub listed: Option<Timestamp>,
    /// When all was last well.
    pub synced: Option<Timestamp>,
    /// Not to be asked again before.
    pub due: Timestamp,
    /// Nor on request, because the server said so.
    pub held: Timestamp,
    /// Since when and why it fails; `None` when all is well.
    pub failing: Option<Failing>,
    /// Marks that the server does not know yet.
    pub unsent: u64,
    /// Articles that are known of and still to be fetched.
    pub wanted: u64,
}

/// How a server is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The interface of Google Reader, as FreshRSS, Miniflux and others have it.
    GReader,
    /// That of Tiny Tiny RSS.
    TtRss,
}

impl Kind {
    /// What the store and the command line call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::GReader => "greader",
            Self::TtRss => "ttrss",
        }
    }
}

impl FromStr for Kind {
    type Err = ();

    fn from_str(name: &str) -> std::result::Result<Self, ()> {
        [Self::GReader, Self::TtRss]
            .into_iter()
            .find(|kind| kind.name() == name)
            .ok_or(())
    }
}

impl ToSql for Kind {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.name().to_sql()
    }
}

impl FromSql for Kind {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value
            .as_str()?
            .parse()
            .map_err(|()| FromSqlError::InvalidType)
    }
}

impl Library {
    /// All accounts in the order they were made.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn accounts(&self) -> Result<Vec<Account>> {
        self.db
            .prepare_cached(&format!("SELECT {COLUMNS} FROM accounts a ORDER BY id"))
            .and_then(|mut select| select.query_map([], from_row)?.collect())
            .doing("read the accounts")
    }

    /// # Errors
    /// When there is no such account, or the store cannot be read.
    pub fn account(&self, id: AccountId) -> Result<Account> {
        self.db
            .prepare_cached(&format!("SELECT {COLUMNS} FROM accounts a WHERE id = ?1"))
            .and_then(|mut select| select.query_row([id], from_row).optional())
            .doing("read an account")?
            .ok_or_else(|| LibraryError::not_there("account", id))
    }

    /// The account that `named` means: its name, or its number.
    ///
    /// # Errors
    /// When there is none, or the store cannot be read.
    pub fn find_account(&self, named: &str) -> Result<Account> {
        let accounts = self.accounts()?;
        let by_name = accounts.iter().find(|account| account.name == named);
        by_name
            .or_else(|| {
                accounts
                    .iter()
                    .find(|account| account.id.to_string() == named)
            })
            .cloned()
            .ok_or_else(|| LibraryError::not_there("account", named))
    }

    /// Makes an account; gives its number.
    ///
    /// # Errors
    /// When there is one of that name, or the store cannot be written.
    pub fn add_account(&self, name: &str, kind: Kind, url: &str, user: &str) -> Result<AccountId> {
        if self.accounts()?.iter().any(|account| account.name == name) {
            return Err(LibraryError::Taken {
                what: "account",
                name: name.to_owned(),
            });
        }
        self.db
            .prepare_cached(
                "INSERT INTO accounts (key, name, kind, url, user)
                 VALUES (lower(hex(randomblob(16))), ?1, ?2, ?3, ?4)",
            )
            .and_then(|mut insert| insert.insert(params![name, kind, url, user]))
            .map(AccountId)
            .doing("add an account")
    }

    /// Ends an account here; the server keeps all it has. Its feeds stay, fetched from here
    /// from now on, unless they are to go `with_feeds`; the articles stay in any case.
    ///
    /// # Errors
    /// When there is no such account, or the store cannot be written.
    pub fn remove_account(&self, id: AccountId, with_feeds: bool) -> Result<()> {
        const DOING: &str = "remove an account";
        let feeds = self.feeds()?;
        let transaction = self.write(DOING)?;
        let only_its = |feed: &super::Feed| -> rusqlite::Result<bool> {
            transaction.query_row(
                "SELECT count(*) = 1 AND max(account) = ?2 FROM account_feeds WHERE feed = ?1",
                params![feed.id, id],
                |row| row.get(0),
            )
        };
        let mut own = Vec::new();
        for feed in feeds {
            if only_its(&feed).doing(DOING)? {
                own.push(feed.id);
            }
        }
        let gone = transaction
            .execute("DELETE FROM accounts WHERE id = ?1", [id])
            .doing(DOING)?;
        if gone == 0 {
            return Err(LibraryError::not_there("account", id));
        }
        transaction.commit().doing(DOING)?;
        if with_feeds {
            for feed in own {
                self.unsubscribe(feed, false)?;
            }
        }
        Ok(())
    }

    /// Notes that the server was asked and all was well.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn note_synced(&self, id: AccountId, now: Timestamp) -> Result<()> {
        const DOING: &str = "note that an account is in step";
        let transaction = self.write(DOING)?;
        let now = now.as_microsecond();
        transaction
            .execute(
                "UPDATE accounts SET synced = ?2, checked = ?2, due = 0, held = 0,
                 failures = 0, failing_since = NULL, failure = NULL WHERE id = ?1",
                params![id, now],
            )
            .doing(DOING)?;
        transaction
            .execute(
                "UPDATE feeds SET checked = ?2, fetched = ?2, failures = 0,
                 failing_since = NULL, failure = NULL
                 WHERE id IN (SELECT feed FROM account_feeds
                              WHERE account = ?1 AND remote IS NOT NULL)",
                params![id, now],
            )
            .doing(DOING)?;
        transaction.commit().doing(DOING)
    }

    /// Notes that the server could not be asked, and why, as
    /// [`Library::note_failure`] does for a feed.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn note_not_synced(
        &self,
        id: AccountId,
        reason: &str,
        retry_after: Option<std::time::Duration>,
        now: Timestamp,
    ) -> Result<()> {
        const DOING: &str = "note that an account failed";
        let failures: u32 = self
            .db
            .query_row(
                "UPDATE accounts SET checked = ?2, failures = failures + 1, failure = ?3,
                 failing_since = coalesce(failing_since, ?2) WHERE id = ?1
                 RETURNING failures",
                params![id, now.as_microsecond(), reason],
                |row| row.get(0),
            )
            .doing(DOING)?;
        let held = retry_after.map(|pause| super::feeds::after(now, pause));
        let due = super::feeds::after(now, super::feeds::pause(failures));
        let due = held.map_or(due, |held| held.max(due));
        self.db
            .execute(
                "UPDATE accounts SET due = ?2, held = ?3 WHERE id = ?1",
                params![
                    id,
                    due.as_microsecond(),
                    held.map_or(0, Timestamp::as_microsecond)
                ],
            )
            .doing(DOING)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
