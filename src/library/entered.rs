//! Articles that have come in: they are counted, and entered in the log of changes for the index.
//! Triggers do the same for those that change or go.

use rusqlite::Connection;

use super::{ArticleId, Result};
use crate::library::error::Doing;

/// To be done after articles were added, of which `first` was the first: no number is given out
/// twice, and those that are new come last.
pub(super) fn enter_from(db: &Connection, first: ArticleId) -> Result<()> {
    db.prepare_cached("INSERT INTO changes (article) SELECT id FROM articles WHERE id >= ?1")
        .and_then(|mut log| log.execute([first]))
        .and_then(|count| {
            // None has been read so far.
            db.prepare_cached("UPDATE counts SET total = total + ?1, unread = unread + ?1")?
                .execute([count])
        })
        .map(drop)
        .doing("count articles")
}

/// Does `work`, which puts articles of any kind into `articles`, with a trigger for them.
pub(super) fn entering<T>(
    db: &Connection,
    work: impl FnOnce() -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    db.execute_batch(
        "CREATE TEMP TRIGGER article_added AFTER INSERT ON main.articles BEGIN
            UPDATE counts SET total = total + 1,
                unread = unread + NEW.unread, starred = starred + NEW.starred;
            INSERT INTO changes (article) VALUES (NEW.id);
         END",
    )?;
    let done = work();
    db.execute_batch("DROP TRIGGER temp.article_added")?;
    done
}

#[cfg(test)]
mod tests {
    use crate::library::testing::{article, library, time};
    use crate::library::{Library, Result};

    /// How often each article is in the log of changes, in the order of their numbers.
    fn entered(library: &Library) -> Vec<u32> {
        let select = "SELECT count(c.seq) FROM articles a LEFT JOIN changes c ON c.article = a.id
            GROUP BY a.id ORDER BY a.id";
        let mut select = library.db.prepare(select).unwrap();
        let rows = select.query_map([], |row| row.get(0)).unwrap();
        rows.collect::<rusqlite::Result<_>>().unwrap()
    }

    #[test]
    fn what_comes_in_is_counted_and_entered_once() -> Result<()> {
        let library = library();
        let new =
            |numbers: std::ops::Range<i64>| numbers.map(|n| article(&format!("خبر {n}"), "متن", n));
        library.add(new(0..1_201), time(0))?;
        assert_eq!(entered(&library), [1; 1_201]);
        // One of them is there already, one has changed.
        let changed = article("خبر 1", "متن آخر", 1);
        library.add(new(1_200..1_203).chain([changed]), time(0))?;
        library.adopt(None, &new(1_202..1_205).collect::<Vec<_>>(), time(0))?;
        library.remove(&new(1_204..1_205).collect::<Vec<_>>())?;
        library.undo()?;
        let total = library.counts()?.total;
        assert_eq!(total, entered(&library).len() as u64);
        assert_eq!(library.counts()?.unread, total);
        let counted = library
            .db
            .query_row("SELECT count(*) FROM articles", [], |row| row.get(0));
        assert_eq!(counted, Ok(total));
        // As it came, as it went and as it came back.
        assert_eq!(entered(&library).pop(), Some(3));
        assert_eq!(entered(&library)[1_200..1_204], [1; 4]);
        assert_eq!(entered(&library)[..3], [1, 2, 1]);
        Ok(())
    }
}
