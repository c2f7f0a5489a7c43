//! Marks that were set here and that a server has yet to be told. Triggers of the store
//! enter them, in the transaction that sets the mark: whatever sets one, whatever happens
//! next.

use rusqlite::params;

use super::AccountId;
use crate::library::error::Doing;
use crate::library::{Library, Result};

/// What a mark is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Whether it has been read.
    Unread,
    /// Whether it is kept.
    Starred,
}

impl Field {
    /// Both, in the order that they are sent.
    pub const ALL: [Self; 2] = [Self::Starred, Self::Unread];

    /// The column that has it, and its name in the list of what is unsent.
    pub(super) fn column(self) -> &'static str {
        match self {
            Self::Unread => "unread",
            Self::Starred => "starred",
        }
    }
}

/// Marks of one kind that a server does not know: the articles by its identifiers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsent {
    /// Which mark.
    pub field: Field,
    /// Set, or taken away.
    pub value: bool,
    /// The articles, by the server's identifiers.
    pub remotes: Vec<String>,
    /// Their places in the order in which they were set, as [`Library::marks_sent`] wants
    /// them.
    seqs: Vec<i64>,
}

impl Library {
    /// The oldest `count` marks of one kind that the server of `id` does not know.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn unsent(&self, id: AccountId, field: Field, value: bool, count: usize) -> Result<Unsent> {
        let rows: Vec<(i64, String)> = self
            .db
            .prepare_cached(
                "SELECT seq, remote FROM account_marks
                 WHERE account = ?1 AND field = ?2 AND value = ?3 ORDER BY seq LIMIT ?4",
            )
            .and_then(|mut select| {
                let values = params![id, field.column(), value, count];
                select
                    .query_map(values, |row| Ok((row.get(0)?, row.get(1)?)))?
                    .collect()
            })
            .doing("read what a server has yet to be told")?;
        let (seqs, remotes) = rows.into_iter().unzip();
        Ok(Unsent {
            field,
            value,
            remotes,
            seqs,
        })
    }

    /// Notes that a server knows `sent`. A mark that was set anew meanwhile stays to be
    /// sent.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn marks_sent(&self, sent: &Unsent) -> Result<()> {
        const DOING: &str = "note what a server knows";
        let transaction = self.write(DOING)?;
        for seq in &sent.seqs {
            transaction
                .prepare_cached("DELETE FROM account_marks WHERE seq = ?1")
                .and_then(|mut delete| delete.execute([seq]))
                .doing(DOING)?;
        }
        transaction.commit().doing(DOING)
    }

    /// Whether nothing of the account is unread here, and at least `count` articles have
    /// been read of which the server does not know.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn is_all_read(&self, id: AccountId, count: u64) -> Result<bool> {
        self.db
            .prepare_cached(
                "SELECT (SELECT count(*) FROM account_marks
                         WHERE account = ?1 AND field = 'unread' AND NOT value) >= ?2
                 AND NOT EXISTS (SELECT 1 FROM articles a JOIN account_articles x
                                 ON x.article = a.id WHERE x.account = ?1 AND a.unread)",
            )
            .and_then(|mut select| select.query_row(params![id, count], |row| row.get(0)))
            .doing("see whether all is read")
    }

    /// Notes that a server knows of all articles as read that are not in its list of
    /// unread ones, which has been staged; gives how many they were.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn unlisted_are_read(&self, id: AccountId) -> Result<usize> {
        self.db
            .execute(
                "DELETE FROM account_marks WHERE account = ?1 AND field = 'unread' AND NOT value
                 AND remote NOT IN (SELECT remote FROM temp.listed WHERE list = 'unread')",
                [id],
            )
            .doing("note what a server knows")
    }
}
