//! What the reader has done with the articles: read, starred, read as far as.

use rusqlite::{OptionalExtension, params};

use super::error::Doing;
use super::{ArticleId, Counts, Library, LibraryError, Position, Result};

impl Library {
    /// Whether the library has ever held an article, also one that is gone.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn was_ever_filled(&self) -> Result<bool> {
        // SQLite keeps the last number given to an article.
        self.db
            .query_row(
                "SELECT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'articles')",
                [],
                |row| row.get(0),
            )
            .doing("see whether the library is new")
    }

    /// How many articles there are; read, not counted.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn counts(&self) -> Result<Counts> {
        self.db
            .prepare_cached("SELECT total, unread, starred FROM counts")
            .and_then(|mut select| {
                select.query_row([], |row| {
                    Ok(Counts {
                        total: row.get(0)?,
                        unread: row.get(1)?,
                        starred: row.get(2)?,
                    })
                })
            })
            .doing("read the counts")
    }

    /// # Errors
    /// [`LibraryError::NoArticle`], or when the store cannot be written.
    pub fn set_read(&self, id: ArticleId, read: bool) -> Result<()> {
        self.set(
            "UPDATE articles SET unread = ?2 WHERE id = ?1",
            id,
            !read,
            "mark an article read",
        )
    }

    /// # Errors
    /// [`LibraryError::NoArticle`], or when the store cannot be written.
    pub fn set_starred(&self, id: ArticleId, starred: bool) -> Result<()> {
        self.set(
            "UPDATE articles SET starred = ?2 WHERE id = ?1",
            id,
            starred,
            "star an article",
        )
    }

    fn set(&self, sql: &str, id: ArticleId, on: bool, doing: &'static str) -> Result<()> {
        let changed = self
            .db
            .prepare_cached(sql)
            .and_then(|mut update| update.execute(params![id, on]))
            .doing(doing)?;
        if changed == 0 {
            return Err(LibraryError::NoArticle(id));
        }
        Ok(())
    }

    /// Where reading the article stopped, if it was ever left in the middle.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn position(&self, id: ArticleId) -> Result<Option<Position>> {
        self.db
            .prepare_cached("SELECT block, byte FROM positions WHERE article = ?1")
            .and_then(|mut select| {
                select
                    .query_row([id], |row| {
                        Ok(Position {
                            block: row.get(0)?,
                            byte: row.get(1)?,
                        })
                    })
                    .optional()
            })
            .doing("read a reading position")
    }

    /// Remembers where reading stopped. The first position of an article is that of
    /// one never begun.
    ///
    /// # Errors
    /// [`LibraryError::NoArticle`], or when the store cannot be written.
    pub fn set_position(&self, id: ArticleId, position: Position) -> Result<()> {
        let stored = self
            .db
            .prepare_cached(
                "INSERT OR REPLACE INTO positions
                 SELECT id, ?2, ?3 FROM articles WHERE id = ?1",
            )
            .and_then(|mut insert| insert.execute(params![id, position.block, position.byte]))
            .doing("remember a reading position")?;
        if stored == 0 {
            return Err(LibraryError::NoArticle(id));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::testing::{article, library, time};

    #[test]
    fn marks_are_counted() {
        let library = library();
        let articles = (0..5).map(|n| article(&format!("خبر {n}"), "متن", n));
        library.add(articles, time(0)).unwrap();
        for id in [1, 2, 2] {
            library.set_read(ArticleId(id), true).unwrap();
        }
        library.set_read(ArticleId(1), false).unwrap();
        library.set_starred(ArticleId(3), true).unwrap();
        let counts = Counts {
            total: 5,
            unread: 4,
            starred: 1,
        };
        assert_eq!(library.counts().unwrap(), counts);
    }

    #[test]
    fn marking_what_is_not_there_says_so() {
        let library = library();
        let missing = ArticleId(7);
        for result in [
            library.set_read(missing, true),
            library.set_starred(missing, true),
            library.set_position(missing, Position::default()),
        ] {
            assert!(matches!(result, Err(LibraryError::NoArticle(id)) if id == missing));
        }
    }
}
