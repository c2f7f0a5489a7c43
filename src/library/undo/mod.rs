//! What the reader did, and taking it back: also after a restart, and from another
//! process. Every act is entered in the transaction that does it.

mod act;
mod marks;
mod removed;
mod rows;
mod steps;

use rusqlite::{Connection, OptionalExtension, params};

use super::error::Doing;
use super::{Library, Result};

pub use act::Act;
pub(super) use removed::{take_out, take_out_feed};
pub(super) use rows::Rows;
pub(super) use steps::Step;

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
    /// What kind it was.
    pub act: Act,
    /// How many articles it had changed, or feeds, tags and the like.
    pub count: u64,
    /// What it was about, if that is one and is there: the title of an article or a feed,
    /// a tag, a filter's query, a smart feed's name.
    pub title: Option<String>,
}

impl Library {
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
        let title = if act.flag().is_some() {
            drop(transaction);
            self.unmark(seq, act, DOING)?
        } else {
            let title = take_back(&transaction, seq, act)
                .and_then(|title| {
                    transaction.execute("DELETE FROM acts WHERE seq = ?1", [seq])?;
                    Ok(title)
                })
                .doing(DOING)?;
            transaction.commit().doing(DOING)?;
            title
        };
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

/// Takes back an act that set no mark.
fn take_back(db: &Connection, seq: i64, act: Act) -> rusqlite::Result<Option<String>> {
    let about = steps::take_back(db, seq)?;
    let put_back = removed::put_back(db, seq, act)?;
    Ok(put_back.or(about).filter(|title| !title.is_empty()))
}

#[cfg(test)]
mod tests;
