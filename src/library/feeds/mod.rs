//! Subscriptions: which feeds there are, how each is to be treated and how it fares.
//! Knows nothing of how they are fetched.

mod choose;
mod deliver;
mod health;
mod keep;
mod row;

use jiff::Timestamp;
use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::error::Doing;
use super::undo::{self, Act, Step};
use super::{AccountId, FeedId, Library, LibraryError, Result};
use row::{COLUMNS, from_row};

pub use deliver::{Delivered, Mark};
pub use health::{Answer, Validators};
pub(super) use health::{after, pause};

/// A subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// Its number in the library.
    pub id: FeedId,
    /// Where it is fetched from.
    pub url: String,
    /// The feed's own title; empty until it is known.
    pub title: String,
    /// The page that it is the feed of.
    pub site: Option<String>,
    /// Whether it may lie in a private network: it was added from one.
    pub is_private: bool,
    /// How the user wants it treated.
    pub settings: Settings,
    /// With which the next request is made.
    pub validators: Validators,
    /// When it was last asked, whatever came of it.
    pub checked: Option<Timestamp>,
    /// When it last answered as it should.
    pub fetched: Option<Timestamp>,
    /// Not to be asked again before.
    pub due: Timestamp,
    /// Nor on request, because the server said so.
    pub held: Timestamp,
    /// Since when and why it fails; `None` when all is well.
    pub failing: Option<Failing>,
    /// Articles of it.
    pub total: u64,
    /// Articles of it that are not read yet.
    pub unread: u64,
    /// The account whose server fetches it; none for a feed that is fetched from here.
    pub account: Option<AccountId>,
}

/// What the reader wants of a feed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// The first of these failures.
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
        self.enter_act(&transaction, Act::Subscribed, &Step::RemoveFeed(id.0))
            .doing("add a feed")?;
        transaction.commit().doing("add a feed")?;
        Ok((id, true))
    }

    /// Ends a subscription. Its articles stay, unless they are to go `with_articles`;
    /// starred ones and those of other feeds stay all the same. Gives how many went.
    ///
    /// # Errors
    /// [`LibraryError::NoFeed`], or when the store cannot be written.
    pub fn unsubscribe(&self, id: FeedId, with_articles: bool) -> Result<usize> {
        const DOING: &str = "remove a feed";
        let transaction = self.write("begin to remove a feed")?;
        let act = undo::begin(&transaction, Act::Unsubscribed).doing(DOING)?;
        let removed = if with_articles {
            undo::take_out(
                &transaction,
                act,
                "NOT a.starred AND a.id IN (SELECT article FROM deliveries WHERE feed = ?2)
                 AND NOT EXISTS (SELECT 1 FROM deliveries d
                                 WHERE d.article = a.id AND d.feed <> ?2)",
                id,
            )
            .doing("remove the articles of a feed")?
        } else {
            0
        };
        if undo::take_out_feed(&transaction, act, id).doing(DOING)? == 0 {
            return Err(LibraryError::NoFeed(id.to_string()));
        }
        undo::end(&transaction, act, 1).doing(DOING)?;
        transaction.commit().doing(DOING)?;
        Ok(removed)
    }

    /// # Errors
    /// [`LibraryError::NoFeed`], or when the store cannot be written.
    pub fn set_feed(&self, id: FeedId, settings: &Settings) -> Result<()> {
        const DOING: &str = "change a feed";
        let transaction = self.write(DOING)?;
        let before = self.feed(id)?.settings;
        set(&transaction, id, settings)
            .and_then(|_| {
                self.enter_act(&transaction, Act::FeedChanged, &Step::SetFeed(id.0, before))
            })
            .doing(DOING)?;
        transaction.commit().doing(DOING)
    }
}

pub(super) fn set(
    db: &rusqlite::Connection,
    id: FeedId,
    settings: &Settings,
) -> rusqlite::Result<usize> {
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
pub(super) fn folder(path: &str) -> String {
    let levels = path.split('/').map(str::trim);
    let levels: Vec<&str> = levels.filter(|level| !level.is_empty()).collect();
    levels.join("/")
}

#[cfg(test)]
mod tests;
