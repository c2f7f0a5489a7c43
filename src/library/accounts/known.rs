//! The feeds of an account as they are here, beside what its server last said of them.

use rusqlite::Connection;

use super::AccountId;
use crate::library::FeedId;

/// A feed of the account here.
pub(super) struct Known {
    pub(super) feed: FeedId,
    pub(super) remote: Option<String>,
    /// What the server last said.
    pub(super) title: String,
    pub(super) folder: String,
    /// What is here; `None` when it was unsubscribed from.
    pub(super) here: Option<Here>,
    /// Whether the account is the one by which the feed is called and sorted.
    pub(super) is_first: bool,
}

pub(super) struct Here {
    pub(super) url: String,
    pub(super) name: Option<String>,
    pub(super) folder: String,
}

impl Known {
    /// Whether the name here is one that the server does not have.
    pub(super) fn is_renamed(&self) -> bool {
        let name = self.here.as_ref().and_then(|here| here.name.as_ref());
        self.is_first && name.is_some_and(|name| *name != self.title)
    }

    pub(super) fn is_moved(&self) -> bool {
        let folder = self.here.as_ref().map(|here| &here.folder);
        self.is_first && folder.is_some_and(|folder| *folder != self.folder)
    }
}

/// The feeds of an account, also those that were unsubscribed from here.
pub(super) fn known(db: &Connection, id: AccountId) -> rusqlite::Result<Vec<Known>> {
    db.prepare_cached(
        "SELECT x.feed, x.remote, x.title, x.folder, f.url, f.name, f.folder,
                (SELECT min(account) FROM account_feeds o WHERE o.feed = x.feed) = x.account
         FROM account_feeds x LEFT JOIN feeds f ON f.id = x.feed
         WHERE x.account = ?1 ORDER BY x.feed",
    )?
    .query_map([id], |row| {
        let url: Option<String> = row.get(4)?;
        Ok(Known {
            feed: row.get(0)?,
            remote: row.get(1)?,
            title: row.get(2)?,
            folder: row.get(3)?,
            here: match url {
                Some(url) => Some(Here {
                    url,
                    name: row.get(5)?,
                    folder: row.get(6)?,
                }),
                None => None,
            },
            is_first: row.get(7)?,
        })
    })?
    .collect()
}
