//! What the reader did, and taking it back: also after a restart, and from another
//! process. Every act on marks and every removal is entered in the same transaction.

mod removed;

use std::str::FromStr;

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use super::error::Doing;
use super::flags::{Flag, Flags};
use super::{Anchor, ArticleId, Library, LibraryError, Query, Result};

pub(super) use removed::{take_out, take_out_feed};

/// Headlines read at a time.
const PAGE: usize = 500;
/// Acts that are kept.
const KEPT: i64 = 1_000;

/// A kind of act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Read,
    Unread,
    Starred,
    Unstarred,
    Removed,
    Commented,
    CommentEdited,
    CommentDeleted,
    Noted,
    NoteEdited,
    NoteDeleted,
    /// A feed was removed, perhaps with its articles.
    Unsubscribed,
}

impl Act {
    const ALL: [Self; 12] = [
        Self::Read,
        Self::Unread,
        Self::Starred,
        Self::Unstarred,
        Self::Removed,
        Self::Commented,
        Self::CommentEdited,
        Self::CommentDeleted,
        Self::Noted,
        Self::NoteEdited,
        Self::NoteDeleted,
        Self::Unsubscribed,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Unread => "unread",
            Self::Starred => "starred",
            Self::Unstarred => "unstarred",
            Self::Removed => "removed",
            Self::Commented => "commented",
            Self::CommentEdited => "comment-edited",
            Self::CommentDeleted => "comment-deleted",
            Self::Noted => "noted",
            Self::NoteEdited => "note-edited",
            Self::NoteDeleted => "note-deleted",
            Self::Unsubscribed => "unsubscribed",
        }
    }

    /// The mark that it sets, and to what; none for what sets no mark.
    fn flag(self) -> Option<(Flag, bool)> {
        match self {
            Self::Read => Some((Flag::Unread, false)),
            Self::Unread => Some((Flag::Unread, true)),
            Self::Starred => Some((Flag::Starred, true)),
            Self::Unstarred => Some((Flag::Starred, false)),
            _ => None,
        }
    }

    /// The same with the mark's column.
    fn mark(self) -> Option<(&'static str, bool)> {
        self.flag().map(|(flag, on)| (flag.column(), on))
    }
}

impl FromStr for Act {
    type Err = ();

    fn from_str(name: &str) -> std::result::Result<Self, ()> {
        let mut all = Self::ALL.into_iter();
        all.find(|act| act.name() == name).ok_or(())
    }
}

impl ToSql for Act {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.name().to_sql()
    }
}

impl FromSql for Act {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value
            .as_str()?
            .parse()
            .map_err(|()| FromSqlError::InvalidType)
    }
}

/// What has been taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    pub act: Act,
    /// How many articles it had changed; of feeds, how many had gone.
    pub count: u64,
    /// The title of the article or the feed, if it is one and is there.
    pub title: Option<String>,
}

impl Library {
    /// Marks all articles that match `query` read; gives how many were not.
    ///
    /// # Errors
    /// When the query cannot be evaluated or the store not be written.
    pub fn mark_all_read(&self, query: &Query) -> Result<u64> {
        const DOING: &str = "mark articles read";
        let filter = self.resolve(query)?;
        if let Some(condition) = filter.sql() {
            return self.set_marks(Act::Read, &condition, None, DOING);
        }
        // Words are known to the index alone.
        let mut ids = Vec::new();
        let mut anchor = Anchor::Newest;
        loop {
            let page = self.headlines(query, anchor, PAGE)?;
            ids.extend(page.iter().map(|headline| headline.id));
            match page.last() {
                Some(last) => anchor = Anchor::OlderThan(last.key()),
                None => break,
            }
        }
        let transaction = self.write(DOING)?;
        let act = begin(&transaction, Act::Read).doing(DOING)?;
        let mut count = 0;
        for id in ids {
            count += mark(&transaction, act, Act::Read, "a.id = ?2", Some(id)).doing(DOING)?;
        }
        end(&transaction, act, count).doing(DOING)?;
        transaction.commit().doing(DOING)?;
        Ok(count)
    }

    /// Sets a mark of one article.
    ///
    /// # Errors
    /// [`LibraryError::NoArticle`], or when the store cannot be written.
    pub(super) fn set_mark(&self, id: ArticleId, act: Act, doing: &'static str) -> Result<()> {
        let set_mark = || self.set_marks(act, "a.id = ?2", Some(id), doing);
        let changed = match act.flag() {
            Some((flag, on)) => Flags::mark(&self.flags, &self.db, (id, flag, on), doing, set_mark),
            None => set_mark(),
        }?;
        if changed == 0 && self.find_headline(id)?.is_none() {
            return Err(LibraryError::NoArticle(id));
        }
        Ok(())
    }

    /// Sets the mark of `act` on the articles that `condition` names; gives how many did
    /// not have it.
    fn set_marks(
        &self,
        act: Act,
        condition: &str,
        id: Option<ArticleId>,
        doing: &'static str,
    ) -> Result<u64> {
        let transaction = self.write(doing)?;
        let seq = begin(&transaction, act).doing(doing)?;
        let count = mark(&transaction, seq, act, condition, id).doing(doing)?;
        end(&transaction, seq, count).doing(doing)?;
        transaction.commit().doing(doing)?;
        Ok(count)
    }

    /// Takes back the last act that has not been taken back; `None` when there is none.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn undo(&self) -> Result<Option<Undone>> {
        const DOING: &str = "undo";
        let transaction = self.write(DOING)?;
        let last = transaction
            .query_row(
                "SELECT seq, kind, count FROM acts ORDER BY seq DESC LIMIT 1",
                [],
                |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Act>(1)?, row.get(2)?)),
            )
            .optional()
            .doing(DOING)?;
        let Some((seq, act, count)) = last else {
            return Ok(None);
        };
        let title = match act.mark() {
            Some((mark, set)) => unmark(&transaction, seq, mark, !set),
            None => removed::put_back(&transaction, seq, act),
        };
        let title = title.doing(DOING)?;
        transaction
            .execute("DELETE FROM acts WHERE seq = ?1", [seq])
            .doing(DOING)?;
        transaction.commit().doing(DOING)?;
        Ok(Some(Undone {
            act,
            count,
            title: title.filter(|_| count == 1),
        }))
    }
}

/// Enters an act; gives its number.
pub(super) fn begin(db: &Connection, act: Act) -> rusqlite::Result<i64> {
    db.prepare_cached("INSERT INTO acts (kind, count) VALUES (?1, 0)")?
        .insert([act])
}

/// Says how many articles an act has changed; one that changed none is no act. The oldest
/// go.
pub(super) fn end(db: &Connection, seq: i64, count: u64) -> rusqlite::Result<()> {
    db.prepare_cached("UPDATE acts SET count = ?2 WHERE seq = ?1")?
        .execute(params![seq, count])?;
    db.prepare_cached("DELETE FROM acts WHERE seq <= ?1 OR (seq = ?2 AND count = 0)")?
        .execute([seq - KEPT, seq])?;
    Ok(())
}

/// Sets the mark of `act` on the articles that `condition` names (of the table `a`; ?2 is
/// `id`), and enters which did not have it.
fn mark(
    db: &Connection,
    seq: i64,
    act: Act,
    condition: &str,
    id: Option<ArticleId>,
) -> rusqlite::Result<u64> {
    let Some((column, set)) = act.mark() else {
        return Ok(0);
    };
    let without = if set { "NOT" } else { "" };
    let changed = db
        .prepare_cached(&format!(
            "INSERT OR IGNORE INTO act_articles SELECT ?1, a.id FROM articles a
             WHERE {without} a.{column} AND {condition}"
        ))?
        .execute(params_from_iter(
            std::iter::once(seq).chain(id.map(|id| id.0)),
        ))?;
    if changed > 0 {
        set_on(db, seq, column, set, id)?;
    }
    Ok(changed as u64)
}

/// Sets a mark on the articles of an act, or on one of them.
fn set_on(
    db: &Connection,
    seq: i64,
    column: &str,
    set: bool,
    id: Option<ArticleId>,
) -> rusqlite::Result<usize> {
    let without = if set { "NOT" } else { "" };
    let (which, value) = match id {
        Some(id) => ("id = ?1", id.0),
        None => (
            "id IN (SELECT article FROM act_articles WHERE act = ?1)",
            seq,
        ),
    };
    db.prepare_cached(&format!(
        "UPDATE articles SET {column} = {set} WHERE {without} {column} AND {which}"
    ))?
    .execute([value])
}

/// Sets a mark back on the articles of an act. Gives the title of one of them.
fn unmark(db: &Connection, seq: i64, column: &str, set: bool) -> rusqlite::Result<Option<String>> {
    set_on(db, seq, column, set, None)?;
    db.prepare_cached(
        "SELECT title FROM articles WHERE id = (SELECT article FROM act_articles WHERE act = ?1)",
    )?
    .query_row([seq], |row| row.get(0))
    .optional()
}

#[cfg(test)]
mod tests;
