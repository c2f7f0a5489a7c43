//! Passages that the user has marked, with notes on them.

use jiff::Timestamp;
use rusqlite::{Row, params};

use super::error::Doing;
use super::headline::timestamp;
use super::undo::{Act, Rows};
use super::{ArticleId, Library, Position, Result};

/// Number of a note; never given twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NoteId(pub i64);

/// A marked passage of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its number in the library.
    pub id: NoteId,
    /// Which article.
    pub article: ArticleId,
    /// What is marked.
    pub passage: Passage,
    /// What the user says of it; empty for a passage that is only marked.
    pub note: String,
    /// When it was first marked.
    pub written: Timestamp,
}

/// A run of an article's text, logical order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Its first letter.
    pub start: Position,
    /// Behind its last letter.
    pub end: Position,
    /// What it says.
    pub text: String,
}

/// The table of notes.
pub(super) const ROWS: Rows = Rows {
    table: "notes",
    columns: "id, article, start_block, start_byte, end_block, end_byte, passage, note, written",
};
const COLUMNS: &str = ROWS.columns;

impl Library {
    /// The marked passages of the article `id`, in the order of the text.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn notes(&self, id: ArticleId) -> Result<Vec<Note>> {
        self.db
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM notes WHERE article = ?1
                 ORDER BY start_block, start_byte, id"
            ))
            .and_then(|mut select| select.query_map([id], note)?.collect())
            .doing("read notes")
    }

    /// All marked passages, those of the article that was marked last first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn all_notes(&self) -> Result<Vec<Note>> {
        self.db
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM notes JOIN
                 (SELECT article AS marked, max(id) AS latest FROM notes GROUP BY article)
                 ON marked = article ORDER BY latest DESC, start_block, start_byte, id"
            ))
            .and_then(|mut select| select.query_map([], note)?.collect())
            .doing("read notes")
    }

    /// Marks a passage of the article `id`.
    ///
    /// # Errors
    /// [`LibraryError::NoArticle`](super::LibraryError::NoArticle), or when the store cannot
    /// be written.
    pub fn add_note(
        &self,
        id: ArticleId,
        passage: &Passage,
        note: &str,
        now: Timestamp,
    ) -> Result<NoteId> {
        self.headline(id)?;
        let Passage { start, end, text } = passage;
        self.add_row(
            ROWS,
            Act::Noted,
            "INSERT INTO notes (article, start_block, start_byte, end_block, end_byte,
             passage, note, written) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                id,
                start.block,
                start.byte,
                end.block,
                end.byte,
                text,
                note,
                now.as_microsecond()
            ],
            "store a note",
        )
        .map(NoteId)
    }

    /// Changes what the user says of a passage; without effect on one that is gone.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn edit_note(&self, id: NoteId, note: &str) -> Result<()> {
        self.change_row(
            ROWS,
            Act::NoteEdited,
            id.0,
            "UPDATE notes SET note = ?2 WHERE id = ?1",
            params![id.0, note],
            "change a note",
        )
    }

    /// Marks a passage no longer; without effect on one that is gone.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn delete_note(&self, id: NoteId) -> Result<()> {
        self.change_row(
            ROWS,
            Act::NoteDeleted,
            id.0,
            "DELETE FROM notes WHERE id = ?1",
            [id.0],
            "change a note",
        )
    }
}

fn note(row: &Row<'_>) -> rusqlite::Result<Note> {
    let position = |block: usize, byte: usize| -> rusqlite::Result<Position> {
        Ok(Position {
            block: row.get(block)?,
            byte: row.get(byte)?,
        })
    };
    Ok(Note {
        id: NoteId(row.get(0)?),
        article: row.get(1)?,
        passage: Passage {
            start: position(2, 3)?,
            end: position(4, 5)?,
            text: row.get(6)?,
        },
        note: row.get(7)?,
        written: timestamp(row.get(8)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::testing::{article, library, time};

    fn passage(block: usize, byte: usize) -> Passage {
        let place = |byte| Position { block, byte };
        Passage {
            start: place(byte),
            end: place(byte + 6),
            text: "متن".to_owned(),
        }
    }

    #[test]
    fn passages_are_marked_noted_and_all_of_it_undone() {
        let library = library();
        let one = article("خبر", "متن", 0);
        library
            .add([one.clone(), article("آخر", "متن", 1)], time(0))
            .unwrap();
        let late = library
            .add_note(ArticleId(1), &passage(1, 0), "", time(1))
            .unwrap();
        library
            .add_note(ArticleId(2), &passage(0, 0), "ب", time(1))
            .unwrap();
        library
            .add_note(ArticleId(1), &passage(0, 4), "أ", time(2))
            .unwrap();
        let notes = |id| -> Vec<String> {
            let notes = library.notes(ArticleId(id)).unwrap();
            notes.into_iter().map(|note| note.note).collect()
        };
        assert_eq!(notes(1), ["أ", ""]);
        let all = library.all_notes().unwrap();
        let articles: Vec<i64> = all.iter().map(|note| note.article.0).collect();
        assert_eq!(articles, [1, 1, 2]);
        library.edit_note(late, "لاحقًا").unwrap();
        library.delete_note(late).unwrap();
        assert_eq!(notes(1), ["أ"]);
        library.undo().unwrap();
        assert_eq!(notes(1), ["أ", "لاحقًا"]);
        library.undo().unwrap();
        assert_eq!(notes(1), ["أ", ""]);
        library.remove([&one]).unwrap();
        assert_eq!(library.all_notes().unwrap().len(), 1);
        library.undo().unwrap();
        assert_eq!(notes(1), ["أ", ""]);
    }
}
