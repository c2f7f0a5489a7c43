//! Marks of articles: set, of one or of all that a query finds, and set back.

use rusqlite::{Connection, OptionalExtension, params};

use super::{Act, begin, end};
use crate::library::error::Doing;
use crate::library::flags::Flags;
use crate::library::query::Filter;
use crate::library::{ArticleId, Library, LibraryError, Query, Result};

/// Articles marked in one transaction: as many as others may wait for.
const PIECE: usize = 5_000;

impl Library {
    /// Marks all articles that match `query` read; gives how many were not. It goes piece
    /// by piece, so that others can write meanwhile, and is one act however far it comes.
    ///
    /// # Errors
    /// When the query cannot be evaluated or the store not be written.
    pub fn mark_all_read(&self, query: &Query) -> Result<u64> {
        const DOING: &str = "mark articles read";
        let unread = Filter::And(vec![self.resolve(query)?, Filter::Unread]);
        // Newest first or oldest first, as most indices have them too.
        let ids = self.all_ids(&unread, usize::MAX)?;
        self.keeping_pages(DOING, || {
            let (mut act, mut count) = (None, 0);
            for piece in ids.chunks(PIECE) {
                let transaction = self.write(DOING)?;
                let marked = mark_piece(&transaction, &mut act, count, piece).doing(DOING)?;
                transaction.commit().doing(DOING)?;
                let Some(marked) = marked else {
                    break;
                };
                count += marked;
            }
            Ok(count)
        })
    }

    /// Sets the mark of `act` of one article.
    ///
    /// # Errors
    /// [`LibraryError::NoArticle`], or when the store cannot be written.
    pub(in crate::library) fn set_mark(
        &self,
        id: ArticleId,
        act: Act,
        doing: &'static str,
    ) -> Result<()> {
        let Some((flag, on)) = act.flag() else {
            return Ok(());
        };
        let set_mark = || {
            let transaction = self.write(doing)?;
            let seq = begin(&transaction, act).doing(doing)?;
            let changed = mark(&transaction, seq, act, &[id]).doing(doing)?;
            end(&transaction, seq, changed).doing(doing)?;
            transaction.commit().doing(doing)?;
            Ok(changed)
        };
        let changed = Flags::mark(&self.flags, &self.db, (id, flag, on), doing, set_mark)?;
        if changed == 0 && self.find_headline(id)?.is_none() {
            return Err(LibraryError::NoArticle(id));
        }
        Ok(())
    }

    /// Does `act`, whose transactions touch pages all over the store: what each changes is
    /// kept until its end, so that no page is written more than once.
    fn keeping_pages<T>(&self, doing: &'static str, act: impl FnOnce() -> Result<T>) -> Result<T> {
        let spill = |on: bool| self.db.pragma_update(None, "cache_spill", on).doing(doing);
        spill(false)?;
        let done = act();
        spill(true)?;
        done
    }

    /// Sets the marks of an act back, piece by piece, and forgets it. Gives the title of
    /// one of its articles.
    pub(super) fn unmark(&self, seq: i64, act: Act, doing: &'static str) -> Result<Option<String>> {
        self.keeping_pages(doing, || self.unmark_pieces(seq, act, doing))
    }

    fn unmark_pieces(&self, seq: i64, act: Act, doing: &'static str) -> Result<Option<String>> {
        let mut title = None;
        loop {
            let transaction = self.write(doing)?;
            let piece = unmark_piece(&transaction, seq, act).doing(doing)?;
            if let (None, Some(id)) = (&title, piece.last()) {
                title = transaction
                    .query_row("SELECT title FROM articles WHERE id = ?1", [id], |row| {
                        row.get(0)
                    })
                    .optional()
                    .doing(doing)?;
            }
            if piece.len() < PIECE {
                transaction
                    .execute("DELETE FROM acts WHERE seq = ?1", [seq])
                    .doing(doing)?;
            }
            transaction.commit().doing(doing)?;
            if piece.len() < PIECE {
                return Ok(title);
            }
        }
    }
}

/// Marks `piece` read as part of `act`, which it begins when there is none yet and which
/// has marked `count` so far. Gives how many were unread; `None` when the act has been
/// taken back meanwhile.
fn mark_piece(
    db: &Connection,
    act: &mut Option<i64>,
    count: u64,
    piece: &[ArticleId],
) -> rusqlite::Result<Option<u64>> {
    let seq = match *act {
        None => *act.insert(begin(db, Act::Read)?),
        Some(seq) => {
            let is_there = "SELECT EXISTS (SELECT 1 FROM acts WHERE seq = ?1)";
            if !db.query_row(is_there, [seq], |row| row.get(0))? {
                return Ok(None);
            }
            seq
        }
    };
    let marked = mark(db, seq, Act::Read, piece)?;
    end(db, seq, count + marked)?;
    if count + marked == 0 {
        *act = None;
    }
    Ok(Some(marked))
}

/// Sets the mark of `act` of the articles `ids`, and enters those that did not have it;
/// gives how many.
fn mark(db: &Connection, seq: i64, act: Act, ids: &[ArticleId]) -> rusqlite::Result<u64> {
    let Some((column, set)) = act.mark() else {
        return Ok(0);
    };
    let ids = array(ids.iter().map(|id| id.0));
    let without = if set { "NOT" } else { "" };
    let changed = db
        .prepare_cached(&format!(
            "INSERT OR IGNORE INTO act_articles SELECT ?1, id FROM articles
             WHERE {without} {column} AND id IN (SELECT value FROM json_each(?2))"
        ))?
        .execute(params![seq, ids])?;
    if changed > 0 {
        set_marks(db, column, set, &ids)?;
    }
    Ok(changed as u64)
}

/// Sets a mark of articles, whose numbers are a JSON array. One statement does it, since
/// SQLite keeps for each one what the pages it changes held before.
fn set_marks(db: &Connection, column: &str, set: bool, ids: &str) -> rusqlite::Result<usize> {
    let without = if set { "NOT" } else { "" };
    db.prepare_cached(&format!(
        "UPDATE articles SET {column} = {set}
         WHERE {without} {column} AND id IN (SELECT value FROM json_each(?1))"
    ))?
    .execute([ids])
}

fn array(ids: impl Iterator<Item = i64>) -> String {
    let ids: Vec<String> = ids.map(|id| id.to_string()).collect();
    format!("[{}]", ids.join(","))
}

/// Sets the marks of some articles of an act back and forgets that it set them; gives
/// which.
fn unmark_piece(db: &Connection, seq: i64, act: Act) -> rusqlite::Result<Vec<i64>> {
    let Some((column, set)) = act.mark() else {
        return Ok(Vec::new());
    };
    let piece: Vec<i64> = db
        .prepare_cached(
            "DELETE FROM act_articles WHERE act = ?1 AND article IN
             (SELECT article FROM act_articles WHERE act = ?1 LIMIT ?2) RETURNING article",
        )?
        .query_map(params![seq, PIECE], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    set_marks(db, column, !set, &array(piece.iter().copied()))?;
    Ok(piece)
}
