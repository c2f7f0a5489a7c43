//! Subscriptions: which feeds there are, how each is to be treated and how it fares.
//! Knows nothing of how they are fetched.

mod choose;
mod deliver;
mod health;
mod keep;

use std::fmt;

use jiff::Timestamp;
use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{OptionalExtension, Row, params};

use super::error::Doing;
use super::headline::timestamp;
use super::{Library, LibraryError, Result};

pub use deliver::{Delivered, Mark};
pub use health::{Answer, Validators};

/// Number of a feed in its library; never given twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FeedId(pub i64);

impl fmt::Display for FeedId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl ToSql for FeedId {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.0.to_sql()
    }
}

impl FromSql for FeedId {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        i64::column_result(value).map(Self)
    }
}

/// A subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    pub id: FeedId,
    /// Where it is fetched from.
    pub url: String,
    /// The feed's own title; empty until it is known.
    pub title: String,
    /// The page that it is the feed of.
    pub site: Option<String>,
    /// Whether it may lie in a private network: it was added from one.
    pub is_private: bool,
    pub settings: Settings,
    pub validators: Validators,
    /// When it was last asked, whatever came of it.
    pub checked: Option<Timestamp>,
    /// When it last answered as it should.
    pub fetched: Option<Timestamp>,
    /// Not to be asked again before.
    pub due: Timestamp,
    /// Nor on request, because the server said so.
    pub held: Timestamp,
    pub failing: Option<Failing>,
    pub total: u64,
    pub unread: u64,
}

/// What the reader wants of a feed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// The name it is shown by instead of its own title.
    pub name: Option<String>,
    /// Levels set apart by `/`; empty for none.
    pub folder: String,
    /// Whether the pages of its articles are fetched too.
    pub full_text: bool,
    /// Days that articles are kept, counted from their publication.
    pub keep_days: Option<u32>,
    /// Articles that are kept, the newest, beside those still in the feed.
    pub keep_count: Option<u32>,
    /// Least minutes between two refreshes.
    pub every: Option<u32>,
}

/// How a feed fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failing {
    /// In a row.
    pub times: u32,
    pub since: Timestamp,
    /// Why, the last time.
    pub reason: String,
}

impl Feed {
    /// What it is called: the reader's name for it, else its title, else its address.
    #[must_use]
    pub fn label(&self) -> &str {
        let title = Some(self.title.as_str()).filter(|title| !title.is_empty());
        self.settings.name.as_deref().or(title).unwrap_or(&self.url)
    }
}

const COLUMNS: &str = "id, url, title, site, private, name, folder, full_text, keep_days, \
     keep_count, every, etag, last_modified, checked, fetched, due, held, failures, \
     failing_since, failure, total, unread";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Feed> {
    let since: Option<i64> = row.get(18)?;
    let time = |column| -> rusqlite::Result<Option<Timestamp>> {
        Ok(row.get::<_, Option<i64>>(column)?.map(timestamp))
    };
    Ok(Feed {
        id: row.get(0)?,
        url: row.get(1)?,
        title: row.get(2)?,
        site: row.get(3)?,
        is_private: row.get(4)?,
        settings: Settings {
            name: row.get(5)?,
            folder: row.get(6)?,
            full_text: row.get(7)?,
            keep_days: row.get(8)?,
            keep_count: row.get(9)?,
            every: row.get(10)?,
        },
        validators: Validators {
            etag: row.get(11)?,
            last_modified: row.get(12)?,
        },
        checked: time(13)?,
        fetched: time(14)?,
        due: timestamp(row.get(15)?),
        held: timestamp(row.get(16)?),
        failing: match since {
            Some(since) => Some(Failing {
                times: row.get(17)?,
                since: timestamp(since),
                reason: row.get::<_, Option<String>>(19)?.unwrap_or_default(),
            }),
            None => None,
        },
        total: row.get(20)?,
        unread: row.get(21)?,
    })
}

impl Library {
    /// All subscriptions, by folder and then in the order they were added.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn feeds(&self) -> Result<Vec<Feed>> {
        self.db
            .prepare_cached(&format!("SELECT {COLUMNS} FROM feeds ORDER BY folder, id"))
            .and_then(|mut select| select.query_map([], from_row)?.collect())
            .doing("read the feeds")
    }

    /// # Errors
    /// [`LibraryError::NoFeed`], or when the store cannot be read.
    pub fn feed(&self, id: FeedId) -> Result<Feed> {
        self.db
            .prepare_cached(&format!("SELECT {COLUMNS} FROM feeds WHERE id = ?1"))
            .and_then(|mut select| select.query_row([id], from_row).optional())
            .doing("read a feed")?
            .ok_or_else(|| LibraryError::NoFeed(id.to_string()))
    }

    /// Subscribes to the feed at `url`; one that is there already stays as it is. Gives
    /// its number and whether it is new.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn subscribe(
        &self,
        url: &str,
        title: &str,
        is_private: bool,
        settings: &Settings,
    ) -> Result<(FeedId, bool)> {
        let transaction = self.write("begin to add a feed")?;
        let known = transaction
            .query_row("SELECT id FROM feeds WHERE url = ?1", [url], |row| {
                row.get(0)
            })
            .optional()
            .doing("look a feed up")?;
        if let Some(id) = known {
            return Ok((id, false));
        }
        transaction
            .execute(
                "INSERT INTO feeds (url, title, private) VALUES (?1, ?2, ?3)",
                params![url, title, is_private],
            )
            .doing("add a feed")?;
        let id = FeedId(transaction.last_insert_rowid());
        set(&transaction, id, settings).doing("add a feed")?;
        transaction.commit().doing("add a feed")?;
        Ok((id, true))
    }

    /// Ends a subscription. Its articles stay, unless they are to go `with_articles`;
    /// starred ones and those of other feeds stay all the same. Gives how many went.
    ///
    /// # Errors
    /// [`LibraryError::NoFeed`], or when the store cannot be written.
    pub fn unsubscribe(&self, id: FeedId, with_articles: bool) -> Result<usize> {
        let transaction = self.write("begin to remove a feed")?;
        let removed = if with_articles {
            transaction
                .execute(
                    "DELETE FROM articles WHERE NOT starred
                     AND id IN (SELECT article FROM deliveries WHERE feed = ?1)
                     AND NOT EXISTS (SELECT 1 FROM deliveries
                                     WHERE article = articles.id AND feed <> ?1)",
                    [id],
                )
                .doing("remove the articles of a feed")?
        } else {
            0
        };
        let gone = transaction
            .execute("DELETE FROM deliveries WHERE feed = ?1", [id])
            .and_then(|_| transaction.execute("DELETE FROM feeds WHERE id = ?1", [id]))
            .doing("remove a feed")?;
        if gone == 0 {
            return Err(LibraryError::NoFeed(id.to_string()));
        }
        transaction.commit().doing("remove a feed")?;
        Ok(removed)
    }

    /// # Errors
    /// [`LibraryError::NoFeed`], or when the store cannot be written.
    pub fn set_feed(&self, id: FeedId, settings: &Settings) -> Result<()> {
        match set(&self.db, id, settings).doing("change a feed")? {
            0 => Err(LibraryError::NoFeed(id.to_string())),
            _ => Ok(()),
        }
    }
}

fn set(db: &rusqlite::Connection, id: FeedId, settings: &Settings) -> rusqlite::Result<usize> {
    db.execute(
        "UPDATE feeds SET name = ?2, folder = ?3, full_text = ?4, keep_days = ?5,
         keep_count = ?6, every = ?7 WHERE id = ?1",
        params![
            id,
            settings.name,
            folder(&settings.folder),
            settings.full_text,
            settings.keep_days,
            settings.keep_count,
            settings.every,
        ],
    )
}

/// A folder's path without blanks and empty levels.
fn folder(path: &str) -> String {
    let levels = path.split('/').map(str::trim);
    let levels: Vec<&str> = levels.filter(|level| !level.is_empty()).collect();
    levels.join("/")
}

#[cfg(test)]
mod tests;
