//! A server's lists of articles: all that are new, the unread and the starred ones. They
//! are staged page by page, so that no list is ever in memory as a whole, and then taken
//! over.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use super::{AccountId, MarkField, RemoteState};
use crate::library::error::Doing;
use crate::library::{Library, Result};

/// Articles marked in one transaction: as many as others may wait for.
const PIECE: usize = 2_000;

/// A list that a server keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// All articles, the newest first.
    All,
    /// Those not read yet.
    Unread,
    /// Those with a star.
    Starred,
}

impl List {
    fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Unread => "unread",
            Self::Starred => "starred",
        }
    }
}

impl MarkField {
    /// The list of those articles that have the mark.
    #[must_use]
    pub fn list(self) -> List {
        match self {
            Self::Unread => List::Unread,
            Self::Starred => List::Starred,
        }
    }
}

impl Library {
    /// Where the list of new articles begins, and the page at which reading it was broken
    /// off.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn position_at(&self, id: AccountId) -> Result<(Option<i64>, Option<String>)> {
        self.db
            .query_row(
                "SELECT position, page FROM accounts WHERE id = ?1",
                [id],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .doing("read how far a server is known")
    }

    /// Notes a page of the list of new articles: those that are not known are to be
    /// fetched. `next` is the page after it, `reached` the place up to which the list goes
    /// as far as the page tells; the highest counts. Returns whether anything in the page
    /// was new.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn want_page(
        &self,
        id: AccountId,
        remotes: &[String],
        next: Option<&str>,
        reached: Option<i64>,
        begun: Timestamp,
    ) -> Result<bool> {
        const DOING: &str = "note which articles are to be fetched";
        let transaction = self.write(DOING)?;
        let new = want(&transaction, id, remotes).doing(DOING)?;
        transaction
            .execute(
                "UPDATE accounts SET page = ?2,
                 reached = nullif(max(coalesce(reached, 0), coalesce(?3, 0)), 0) WHERE id = ?1",
                params![id, next, reached],
            )
            .doing(DOING)?;
        if next.is_none() {
            transaction
                .execute(
                    "UPDATE accounts SET position = coalesce(reached, position),
                     reached = NULL, listed = ?2 WHERE id = ?1",
                    params![id, begun.as_microsecond()],
                )
                .doing(DOING)?;
        }
        transaction.commit().doing(DOING)?;
        Ok(new > 0)
    }

    /// Empties the stage.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn clear_stage(&self) -> Result<()> {
        self.db
            .execute_batch(
                "CREATE TEMP TABLE IF NOT EXISTS listed (
                     list TEXT NOT NULL, remote TEXT NOT NULL, PRIMARY KEY (list, remote)
                 ) STRICT, WITHOUT ROWID;
                 DELETE FROM temp.listed;",
            )
            .doing("make room for a server's lists")
    }

    /// Puts a page of `list` on the stage. Those that are not known are to be fetched, and
    /// of starred ones those that have gone from here. Returns whether anything in it was
    /// not in the pages before.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn stage(&self, id: AccountId, list: List, remotes: &[String]) -> Result<bool> {
        const DOING: &str = "note a server's list";
        let transaction = self.write(DOING)?;
        let mut new = 0;
        for remote in remotes {
            new += transaction
                .prepare_cached("INSERT OR IGNORE INTO temp.listed VALUES (?1, ?2)")
                .and_then(|mut insert| insert.execute(params![list.name(), remote]))
                .doing(DOING)?;
        }
        want(&transaction, id, remotes).doing(DOING)?;
        if list == List::Starred {
            want_again(&transaction, id, remotes).doing(DOING)?;
        }
        transaction.commit().doing(DOING)?;
        Ok(new > 0)
    }

    /// Gives the mark to all articles that are on the stage as having it, but for those
    /// that were marked here and the server has yet to be told. Returns how many did not
    /// have it.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn mark_listed(&self, id: AccountId, field: MarkField) -> Result<u64> {
        let column = field.column();
        let listed = format!(
            "SELECT a.id FROM temp.listed l
             JOIN account_articles x ON x.account = ?1 AND x.remote = l.remote
             JOIN articles a ON a.id = x.article
             WHERE l.list = '{column}' AND NOT a.{column} AND {}",
            untouched(column)
        );
        self.taken_over(id, column, true, &listed)
    }

    /// The next `count` articles after `after` that have the mark here, are not on the
    /// stage as having it and were not marked here since the server was told.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn unlisted(
        &self,
        id: AccountId,
        field: MarkField,
        after: &str,
        count: usize,
    ) -> Result<Vec<String>> {
        let column = field.column();
        self.db
            .prepare_cached(&format!(
                "SELECT x.remote FROM account_articles x JOIN articles a ON a.id = x.article
                 WHERE x.account = ?1 AND x.remote > ?2 AND a.{column} AND {} AND {}
                 ORDER BY x.remote LIMIT ?3",
                not_listed(column),
                untouched(column)
            ))
            .and_then(|mut select| {
                select
                    .query_map(params![id, after, count], |row| row.get(0))?
                    .collect()
            })
            .doing("compare a server's list")
    }

    /// Takes the mark from all that [`Library::unlisted`] gives, but for those whose feed
    /// the account has no more: the server has let them go with it, which says nothing of
    /// their marks. Returns how many they were.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn unmark_unlisted(&self, id: AccountId, field: MarkField) -> Result<u64> {
        let column = field.column();
        let unlisted = format!(
            "SELECT a.id FROM account_articles x JOIN articles a ON a.id = x.article
             WHERE x.account = ?1 AND a.{column} AND {} AND {} AND EXISTS
                 (SELECT 1 FROM deliveries d JOIN account_feeds f ON f.feed = d.feed
                  WHERE d.article = a.id AND f.account = x.account)",
            not_listed(column),
            untouched(column)
        );
        self.taken_over(id, column, false, &unlisted)
    }

    /// Marks articles as the server says they are, but for what it has yet to be told.
    /// What was `asked` for and is not among them the server has let go; it is none of the
    /// account's any more. Returns how many marks changed.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn take_states(
        &self,
        id: AccountId,
        asked: &[String],
        states: &[(String, RemoteState)],
    ) -> Result<u64> {
        const DOING: &str = "mark articles as a server has them";
        let transaction = self.write(DOING)?;
        let before = last_unsent(&transaction).doing(DOING)?;
        let mut changed = 0;
        for (remote, state) in states {
            for (column, value) in [("unread", state.is_unread), ("starred", state.is_starred)] {
                changed += transaction
                    .prepare_cached(&format!(
                        "UPDATE articles SET {column} = ?3 WHERE {column} <> ?3 AND id IN (
                             SELECT x.article FROM account_articles x
                             WHERE x.account = ?1 AND x.remote = ?2 AND {})",
                        untouched(column)
                    ))
                    .and_then(|mut update| update.execute(params![id, remote, value]))
                    .doing(DOING)? as u64;
            }
        }
        known_there(&transaction, id, before).doing(DOING)?;
        for remote in asked {
            if !states.iter().any(|(given, _)| given == remote) {
                transaction
                    .prepare_cached(
                        "DELETE FROM account_articles WHERE account = ?1 AND remote = ?2",
                    )
                    .and_then(|mut delete| delete.execute(params![id, remote]))
                    .doing(DOING)?;
            }
        }
        transaction.commit().doing(DOING)?;
        Ok(changed)
    }

    /// Marks the articles that `which` selects as the server of `id` has them, piece by
    /// piece: other servers are to be told, this one is not.
    fn taken_over(&self, id: AccountId, column: &str, on: bool, which: &str) -> Result<u64> {
        const DOING: &str = "mark articles as a server has them";
        let update = format!("UPDATE articles SET {column} = {on} WHERE id IN ({which} LIMIT ?2)");
        let mut changed = 0;
        loop {
            let transaction = self.write(DOING)?;
            let before = last_unsent(&transaction).doing(DOING)?;
            let piece = transaction
                .prepare_cached(&update)
                .and_then(|mut update| update.execute(params![id, PIECE]))
                .doing(DOING)?;
            known_there(&transaction, id, before).doing(DOING)?;
            transaction.commit().doing(DOING)?;
            changed += piece as u64;
            if piece < PIECE {
                return Ok(changed);
            }
        }
    }
}

/// The condition that the article `x` of an account was not marked here since its server
/// was told.
fn untouched(column: &str) -> String {
    format!(
        "NOT EXISTS (SELECT 1 FROM account_marks m WHERE m.account = x.account
         AND m.remote = x.remote AND m.field = '{column}')"
    )
}

/// The condition that the article `x` of an account is not on the stage.
fn not_listed(column: &str) -> String {
    format!(
        "NOT EXISTS (SELECT 1 FROM temp.listed l
         WHERE l.list = '{column}' AND l.remote = x.remote)"
    )
}

/// The place of the last mark that is to be sent, whoever set it and wherever it goes.
fn last_unsent(db: &Connection) -> rusqlite::Result<i64> {
    let last = db
        .prepare_cached("SELECT seq FROM sqlite_sequence WHERE name = 'account_marks'")?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(last.unwrap_or(0))
}

/// Forgets the marks after `before` that were to be sent to the server of `id`.
fn known_there(db: &Connection, id: AccountId, before: i64) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM account_marks WHERE account = ?1 AND seq > ?2")?
        .execute(params![id, before])
        .map(drop)
}

/// Notes that those of `remotes` that are not known are to be fetched; gives how many.
fn want(db: &Connection, id: AccountId, remotes: &[String]) -> rusqlite::Result<usize> {
    let mut insert = db.prepare_cached(
        "INSERT OR IGNORE INTO account_wanted (account, remote) SELECT ?1, ?2
         WHERE NOT EXISTS (SELECT 1 FROM account_articles WHERE account = ?1 AND remote = ?2)",
    )?;
    let mut new = 0;
    for remote in remotes {
        new += insert.execute(params![id, remote])?;
    }
    Ok(new)
}

/// The same for those that were here and are gone.
fn want_again(db: &Connection, id: AccountId, remotes: &[String]) -> rusqlite::Result<()> {
    let mut insert = db.prepare_cached(
        "INSERT OR IGNORE INTO account_wanted (account, remote)
         SELECT x.account, x.remote FROM account_articles x
         WHERE x.account = ?1 AND x.remote = ?2
         AND NOT EXISTS (SELECT 1 FROM articles WHERE id = x.article)",
    )?;
    for remote in remotes {
        insert.execute(params![id, remote])?;
    }
    Ok(())
}
