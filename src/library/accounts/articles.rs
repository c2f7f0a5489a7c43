//! A server's articles: which are still to be fetched, and those that have been.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use super::{Account, AccountId};
use crate::article::Article;
use crate::library::add::{Incoming, Outcome};
use crate::library::error::Doing;
use crate::library::identity::{self, canonical};
use crate::library::tags::{self, Tagged};
use crate::library::{ArticleId, Delivered, FeedId, Library, Result};

/// Articles of a feed that are compared with one of which only the address is known.
const COMPARED: usize = 50;

/// An article as a server has it.
#[derive(Debug, Clone, PartialEq)]
pub struct RemoteArticle {
    /// The server's identifier.
    pub remote: String,
    /// That of its feed.
    pub feed: Option<String>,
    /// What it says.
    pub article: Article,
    /// How the server has it marked.
    pub state: RemoteState,
    /// The user's tags there.
    pub tags: Vec<String>,
}

/// How an article is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RemoteState {
    /// Not read yet.
    pub is_unread: bool,
    /// Kept by the user.
    pub is_starred: bool,
}

impl Library {
    /// The next `count` articles that are to be fetched, by the server's identifiers.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn wanted(&self, id: AccountId, count: usize) -> Result<Vec<String>> {
        self.db
            .prepare_cached(
                "SELECT remote FROM account_wanted WHERE account = ?1 ORDER BY seq LIMIT ?2",
            )
            .and_then(|mut select| {
                select
                    .query_map(params![id, count], |row| row.get(0))?
                    .collect()
            })
            .doing("read which articles are to be fetched")
    }

    /// Puts `articles`, which came for those `asked` for, into the library, all or nothing.
    /// What was not asked for is left out, and what did not come is asked for no more.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn take_articles(
        &self,
        account: &Account,
        asked: &[String],
        articles: &[RemoteArticle],
        now: Timestamp,
    ) -> Result<Delivered> {
        const DOING: &str = "add a server's articles";
        let mut delivered = Delivered::default();
        let transaction = self.write(DOING)?;
        for remote in articles {
            if !asked.contains(&remote.remote) {
                continue;
            }
            let feed = match &remote.feed {
                Some(feed) => feed_of(&transaction, account.id, feed).doing(DOING)?,
                None => None,
            };
            let arriving = Arriving {
                db: &transaction,
                account,
                feed,
                now,
            };
            let (outcome, id) = arriving.take(remote)?;
            delivered.report.count(outcome);
            delivered.all.push(id);
            if outcome == Outcome::Imported {
                delivered.imported.push(id);
            }
        }
        for remote in asked {
            transaction
                .prepare_cached("DELETE FROM account_wanted WHERE account = ?1 AND remote = ?2")
                .and_then(|mut delete| delete.execute(params![account.id, remote]))
                .doing(DOING)?;
        }
        transaction.commit().doing(DOING)?;
        Ok(delivered)
    }
}

/// What is the same for the articles that arrive.
struct Arriving<'a> {
    db: &'a Connection,
    account: &'a Account,
    feed: Option<FeedId>,
    now: Timestamp,
}

impl Arriving<'_> {
    fn take(&self, remote: &RemoteArticle) -> Result<(Outcome, ArticleId)> {
        const DOING: &str = "add a server's article";
        if let Some(id) = self.known_as(&remote.remote).doing(DOING)? {
            return Ok((Outcome::Unchanged, id));
        }
        let (outcome, id) = match self.same_here(remote)? {
            Some(id) if !self.is_taken(id).doing(DOING)? => {
                self.join(id, remote).doing(DOING)?;
                (Outcome::Unchanged, id)
            }
            Some(_) => {
                // Another of the server's articles is this one by its address.
                let mut article = remote.article.clone();
                article.guid = Some(self.own_identifier(&remote.remote));
                self.bring(&article, remote)?
            }
            None => self.bring(&remote.article, remote)?,
        };
        if let Some(feed) = self.feed {
            self.db
                .prepare_cached(
                    "INSERT INTO deliveries (article, feed, seen) VALUES (?1, ?2, ?3)
                     ON CONFLICT (article, feed) DO UPDATE SET seen = excluded.seen",
                )
                .and_then(|mut insert| insert.execute(params![id, feed, self.now.as_microsecond()]))
                .doing(DOING)?;
        }
        for tag in &remote.tags {
            tags::tag(self.db, Tagged::Article(id), tag).doing(DOING)?;
        }
        Ok((outcome, id))
    }

    /// The article that the server's is known as, if it is here.
    fn known_as(&self, remote: &str) -> rusqlite::Result<Option<ArticleId>> {
        self.db
            .prepare_cached(
                "SELECT a.id FROM account_articles x JOIN articles a ON a.id = x.article
                 WHERE x.account = ?1 AND x.remote = ?2",
            )?
            .query_row(params![self.account.id, remote], |row| row.get(0))
            .optional()
    }

    /// Whether the article `id` is one that the server has under another identifier.
    fn is_taken(&self, id: ArticleId) -> rusqlite::Result<bool> {
        self.db
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM account_articles
                 WHERE account = ?1 AND article = ?2)",
            )?
            .query_row(params![self.account.id, id], |row| row.get(0))
    }

    /// The article here that is the same: by its identity, or by its address among those
    /// of its feed, which may have come from here with an identifier that servers keep to
    /// themselves.
    fn same_here(&self, remote: &RemoteArticle) -> Result<Option<ArticleId>> {
        const DOING: &str = "look an article up";
        let same = Incoming::new(&remote.article)?
            .known_id(self.db)
            .doing(DOING)?;
        let (Some(feed), Some(url), None) = (self.feed, &remote.article.url, same) else {
            return Ok(same);
        };
        let wanted = canonical(url);
        let alike: Vec<(ArticleId, String)> = self
            .db
            .prepare_cached(
                "SELECT a.id, a.url FROM articles a
                 JOIN deliveries d ON d.article = a.id AND d.feed = ?1
                 WHERE substr(a.url, -16) = substr(?2, -16) AND a.url IS NOT NULL LIMIT ?3",
            )
            .and_then(|mut select| {
                select
                    .query_map(params![feed, url, COMPARED], |row| {
                        Ok((row.get(0)?, row.get(1)?))
                    })?
                    .collect()
            })
            .doing(DOING)?;
        let found = alike.into_iter().find(|(_, url)| canonical(url) == wanted);
        Ok(found.map(|(id, _)| id))
    }

    /// Puts a new article in, marked as it is there.
    fn bring(&self, article: &Article, remote: &RemoteArticle) -> Result<(Outcome, ArticleId)> {
        let (outcome, id) = Incoming::new(article)?.store(self.db, self.now)?;
        let RemoteState {
            is_unread,
            is_starred,
        } = remote.state;
        self.db
            .prepare_cached("UPDATE articles SET unread = ?2, starred = ?3 WHERE id = ?1")
            .and_then(|mut update| update.execute(params![id, is_unread, is_starred]))
            .and_then(|_| self.enter(id, &remote.remote))
            .doing("mark a server's article")?;
        Ok((outcome, id))
    }

    /// Joins a server's article with one that was here before. Nothing tells which of
    /// their marks came last: what was read anywhere is read, what has a star anywhere has
    /// it everywhere.
    fn join(&self, id: ArticleId, remote: &RemoteArticle) -> rusqlite::Result<()> {
        let there = remote.state;
        self.db
            .prepare_cached(
                "UPDATE articles SET unread = unread AND ?2, starred = starred OR ?3
                 WHERE id = ?1",
            )?
            .execute(params![id, there.is_unread, there.is_starred])?;
        self.enter(id, &remote.remote)?;
        for (field, there) in [("unread", there.is_unread), ("starred", there.is_starred)] {
            self.db
                .prepare_cached(&format!(
                    "INSERT OR REPLACE INTO account_marks (account, remote, field, value)
                     SELECT ?1, ?2, '{field}', {field} FROM articles
                     WHERE id = ?3 AND {field} <> ?4"
                ))?
                .execute(params![self.account.id, remote.remote, id, there])?;
        }
        Ok(())
    }

    fn enter(&self, id: ArticleId, remote: &str) -> rusqlite::Result<()> {
        self.db
            .prepare_cached("INSERT OR REPLACE INTO account_articles VALUES (?1, ?2, ?3)")?
            .execute(params![self.account.id, remote, id])
            .map(drop)
    }

    /// An identifier for one of the server's articles, the same in every library.
    fn own_identifier(&self, remote: &str) -> String {
        let Account { url, user, .. } = self.account;
        identity::own(&["account", url, user, remote])
    }
}

/// The feed here of the server's `remote`, if it is here.
fn feed_of(db: &Connection, id: AccountId, remote: &str) -> rusqlite::Result<Option<FeedId>> {
    db.prepare_cached(
        "SELECT f.id FROM account_feeds x JOIN feeds f ON f.id = x.feed
         WHERE x.account = ?1 AND x.remote = ?2",
    )?
    .query_row(params![id, remote], |row| row.get(0))
    .optional()
}
