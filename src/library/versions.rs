//! What articles said before they were changed.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use super::error::Doing;
use super::headline::timestamp;
use super::{ArticleId, Library, LibraryError, Result, body};
use crate::article::Article;

/// Earlier versions kept of one article. Live pages change all day.
const KEPT: usize = 20;

/// An earlier version.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// When a later one took its place.
    pub replaced: Timestamp,
    /// What the article said until then.
    pub article: Article,
}

impl Library {
    /// The earlier versions of an article, newest first.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn versions(&self, id: ArticleId) -> Result<Vec<Version>> {
        let rows: Vec<(i64, Vec<u8>)> = self
            .db
            .prepare_cached(
                "SELECT replaced, data FROM versions WHERE article = ?1 ORDER BY id DESC",
            )
            .and_then(|mut select| {
                select
                    .query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?
                    .collect()
            })
            .doing("read earlier versions")?;
        rows.into_iter()
            .map(|(replaced, data)| {
                Ok(Version {
                    replaced: timestamp(replaced),
                    article: body::decode(&data)
                        .map_err(|cause| LibraryError::Body { id, cause })?,
                })
            })
            .collect()
    }
}

/// Keeps what the store has of the article `id`, if `coming` says anything else to who
/// reads it.
pub(super) fn keep(db: &Connection, id: ArticleId, coming: &Article, now: Timestamp) -> Result<()> {
    let data: Option<Vec<u8>> = db
        .prepare_cached("SELECT data FROM bodies WHERE article = ?1")
        .and_then(|mut select| select.query_row([id], |row| row.get(0)).optional())
        .doing("read an article")?;
    // One that is damaged is no loss.
    let Some((kept, data)) = data.and_then(|data| Some((body::decode(&data).ok()?, data))) else {
        return Ok(());
    };
    if kept.title == coming.title && kept.plain_text() == coming.plain_text() {
        return Ok(());
    }
    db.prepare_cached("INSERT INTO versions (article, replaced, data) VALUES (?1, ?2, ?3)")
        .and_then(|mut insert| insert.execute(params![id, now.as_microsecond(), data]))
        .and_then(|_| {
            db.prepare_cached(
                "DELETE FROM versions WHERE article = ?1 AND id NOT IN
                 (SELECT id FROM versions WHERE article = ?1 ORDER BY id DESC LIMIT ?2)",
            )?
            .execute(params![id, KEPT])
        })
        .doing("keep an earlier version")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::testing::{article, library, time};

    #[test]
    fn what_is_changed_can_still_be_read() {
        let library = library();
        for (hours, text) in [(0, "أول"), (1, "ثان"), (2, "ثان"), (3, "ثالث")] {
            let mut article = article("خبر", text, 0);
            // Not to be seen by who reads it.
            article.updated = Some(time(hours));
            library.add([article], time(hours)).unwrap();
        }
        let versions = library.versions(ArticleId(1)).unwrap();
        let told: Vec<_> = versions
            .iter()
            .map(|version| {
                (
                    version.replaced,
                    version.article.plain_text().trim().to_owned(),
                )
            })
            .collect();
        assert_eq!(
            told,
            [(time(3), "ثان".to_owned()), (time(1), "أول".to_owned())]
        );
    }

    #[test]
    fn an_article_that_changes_all_day_keeps_its_last_versions() {
        let library = library();
        for n in 0..40 {
            library
                .add([article("خبر", &n.to_string(), 0)], time(n))
                .unwrap();
        }
        let versions = library.versions(ArticleId(1)).unwrap();
        assert_eq!(versions.len(), KEPT);
        assert_eq!(versions[0].article.plain_text().trim(), "38");
    }
}
