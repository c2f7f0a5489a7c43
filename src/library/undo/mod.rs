//! What the reader did, and taking it back: also after a restart, and from another
//! process. Every act is entered in the transaction that does it.

mod act;
mod removed;
mod steps;

use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use super::error::Doing;
use super::flags::Flags;
use super::{Anchor, ArticleId, Library, LibraryError, Query, Result};

pub use act::Act;
pub(super) use removed::{take_out, take_out_feed};
pub(super) use steps::Step;

/// Headlines read at a time.
const PAGE: usize = 500;
/// Acts that are kept.
const KEPT: i64 = 1_000;

/// Whether small acts are entered as one.
#[derive(Debug, Clone, Copy, Default)]
pub(super) enum Together {
    #[default]
    Apart,
    Wanted(Act),
    /// Under this number.
    Begun(Act, i64),
}

/// What has been taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    pub act: Act,
    /// How many articles it had changed, or feeds, tags and the like.
    pub count: u64,
    /// What it was about, if that is one and is there: the title of an article or a feed,
    /// a tag, a filter's query, a smart feed's name.
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

    /// Does `acts`, and makes all small acts among them one of the kind `act`, to be taken
    /// back together.
    ///
    /// # Errors
    /// Those of `acts`.
    pub fn as_one_act<T>(&self, act: Act, acts: impl FnOnce() -> T) -> T {
        self.together.set(Together::Wanted(act));
        let done = acts();
        self.together.set(Together::Apart);
        done
    }

    /// Enters an act that `step` takes back.
    pub(super) fn enter_act(&self, db: &Connection, act: Act, step: &Step) -> rusqlite::Result<()> {
        let (kind, is_one) = match self.together.get() {
            Together::Apart => (act, false),
            Together::Wanted(kind) => (kind, true),
            Together::Begun(kind, seq) => {
                // Unless it has been taken back meanwhile.
                let more = "UPDATE acts SET count = count + ?2 WHERE seq = ?1";
                if db.execute(more, params![seq, act == kind])? > 0 {
                    return steps::enter(db, seq, step);
                }
                (kind, true)
            }
        };
        let seq = begin(db, kind)?;
        steps::enter(db, seq, step)?;
        if is_one {
            self.together.set(Together::Begun(kind, seq));
        }
        end(db, seq, 1)
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
            None => take_back(&transaction, seq, act),
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

/// Takes back an act that set no mark.
fn take_back(db: &Connection, seq: i64, act: Act) -> rusqlite::Result<Option<String>> {
    let about = steps::take_back(db, seq)?;
    let put_back = removed::put_back(db, seq, act)?;
    Ok(put_back.or(about).filter(|title| !title.is_empty()))
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
