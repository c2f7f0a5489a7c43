//! Articles into the store and out of it again.

use std::collections::HashMap;
use std::io;
use std::ops::AddAssign;

use foldhash::fast::RandomState;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use super::entered::enter_from;
use super::error::Doing;
use super::form::Form;
use super::identity::{Digest, key};
use super::undo::{self, Act};
use super::{ArticleId, Library, LibraryError, Result, body, comments, versions};
use crate::article::Article;

/// Articles in one transaction: enough that its cost does not count, few enough that
/// another process waiting to write does not notice.
const BATCH: usize = 1_000;

/// What became of the articles that were added.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Report {
    /// Not in the library before.
    pub imported: usize,
    /// There before, and changed since; marks and reading position were kept.
    pub updated: usize,
    /// There before, just so.
    pub unchanged: usize,
}

impl Report {
    pub(super) fn count(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Imported => self.imported += 1,
            Outcome::Updated => self.updated += 1,
            Outcome::Unchanged => self.unchanged += 1,
        }
    }
}

impl AddAssign for Report {
    fn add_assign(&mut self, other: Self) {
        self.imported += other.imported;
        self.updated += other.updated;
        self.unchanged += other.unchanged;
    }
}

impl Library {
    /// Puts `articles` into the library; those already there are updated. `now` is
    /// given to articles that have no time of their own.
    ///
    /// Articles go in by batches: after an error, those before it are in.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn add(
        &self,
        articles: impl IntoIterator<Item = Article>,
        now: Timestamp,
    ) -> Result<Report> {
        let formed = articles.into_iter().map(|article| {
            let form = Form::new(&article);
            (article, form)
        });
        self.add_formed(formed, now, &mut |_, _, _| {})
    }

    /// As [`Library::add`], of articles with their forms; each that is new or has changed is
    /// given to `stored` with its number, before the batch that it is in is committed.
    ///
    /// # Errors
    /// When one has no form or the store cannot be written.
    pub fn add_formed(
        &self,
        articles: impl IntoIterator<Item = (Article, Result<Form>)>,
        now: Timestamp,
        stored: &mut dyn FnMut(ArticleId, Article, Form),
    ) -> Result<Report> {
        let mut report = Report::default();
        let mut articles = articles.into_iter().peekable();
        while articles.peek().is_some() {
            let transaction = self.write("begin to add articles")?;
            let mut batch = Report::default();
            let mut first = None;
            let mut names = Names::default();
            for (article, form) in articles.by_ref().take(BATCH) {
                let incoming = Incoming {
                    article: &article,
                    form: form?,
                };
                let (outcome, id) = incoming.put(&transaction, now, &mut names)?;
                batch.count(outcome);
                if outcome == Outcome::Imported {
                    first.get_or_insert(id);
                }
                let form = incoming.form;
                if outcome != Outcome::Unchanged {
                    stored(id, article, form);
                }
            }
            if let Some(first) = first {
                enter_from(&transaction, first)?;
            }
            transaction.commit().doing("add articles")?;
            report += batch;
        }
        Ok(report)
    }

    /// Takes out those of `articles` that are in the library, by the same identity
    /// by which they would be updated; gives how many went.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn remove<'a>(&self, articles: impl IntoIterator<Item = &'a Article>) -> Result<usize> {
        const DOING: &str = "remove articles";
        let transaction = self.write(DOING)?;
        let act = undo::begin(&transaction, Act::Removed).doing(DOING)?;
        let mut removed = 0;
        for article in articles {
            removed +=
                undo::take_out(&transaction, act, "a.key = ?2", key(article)).doing(DOING)?;
        }
        undo::end(&transaction, act, removed as u64).doing(DOING)?;
        transaction.commit().doing(DOING)?;
        Ok(removed)
    }

    /// Takes out everything of the outlet named `source`; gives how many went.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn remove_source(&self, source: &str) -> Result<usize> {
        const DOING: &str = "remove the articles of a source";
        let transaction = self.write(DOING)?;
        let known = transaction
            .query_row("SELECT id FROM sources WHERE name = ?1", [source], |row| {
                row.get::<_, i64>(0)
            })
            .optional()
            .doing(DOING)?;
        let Some(known) = known else {
            return Ok(0);
        };
        let act = undo::begin(&transaction, Act::Removed).doing(DOING)?;
        let removed = undo::take_out(&transaction, act, "a.source = ?2", known).doing(DOING)?;
        undo::end(&transaction, act, removed as u64).doing(DOING)?;
        transaction
            .execute("DELETE FROM sources WHERE id = ?1", [known])
            .and_then(|_| transaction.commit())
            .doing(DOING)?;
        Ok(removed)
    }
}

/// What became of one article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Imported,
    Updated,
    Unchanged,
}

/// An article on its way into the store.
pub(super) struct Incoming<'a> {
    article: &'a Article,
    form: Form,
}

/// What the store holds of an article that comes in again.
struct Known {
    id: ArticleId,
    hash: Digest,
    published: i64,
    dated: bool,
}

impl<'a> Incoming<'a> {
    pub(super) fn new(article: &'a Article) -> Result<Self> {
        let form = Form::new(article)?;
        Ok(Self { article, form })
    }

    pub(super) fn store(&self, db: &Connection, now: Timestamp) -> Result<(Outcome, ArticleId)> {
        let (outcome, id) = self.put(db, now, &mut Names::default())?;
        if outcome == Outcome::Imported {
            enter_from(db, id)?;
        }
        Ok((outcome, id))
    }

    /// As [`Incoming::store`], which leaves [`enter_from`] to be called once for many.
    fn put(
        &self,
        db: &Connection,
        now: Timestamp,
        names: &mut Names,
    ) -> Result<(Outcome, ArticleId)> {
        match self.known(db).doing("look an article up")? {
            Some(known) if known.hash == self.form.hash => Ok((Outcome::Unchanged, known.id)),
            Some(known) => {
                versions::keep(db, known.id, self.article, now)?;
                self.update(db, &known, names)?;
                Ok((Outcome::Updated, known.id))
            }
            None => Ok((Outcome::Imported, self.insert(db, now, names)?)),
        }
    }

    /// The article in the store that is the same one.
    pub(super) fn known_id(&self, db: &Connection) -> rusqlite::Result<Option<ArticleId>> {
        Ok(self.known(db)?.map(|known| known.id))
    }

    fn known(&self, db: &Connection) -> rusqlite::Result<Option<Known>> {
        db.prepare_cached("SELECT id, hash, published, dated FROM articles WHERE key = ?1")?
            .query_row([self.form.key], |row| {
                Ok(Known {
                    id: row.get(0)?,
                    hash: row.get(1)?,
                    published: row.get(2)?,
                    dated: row.get(3)?,
                })
            })
            .optional()
    }

    fn insert(&self, db: &Connection, now: Timestamp, names: &mut Names) -> Result<ArticleId> {
        let published = self.article.published.unwrap_or(now).as_microsecond();
        let (source, category) = names.of(db, self.article).doing("name a source")?;
        let id = db
            .prepare_cached(
                "INSERT INTO articles
                 (key, hash, published, dated, source, category, breaking, title, url)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )
            .and_then(|mut insert| {
                insert.insert(params![
                    self.form.key,
                    self.form.hash,
                    published,
                    self.article.published.is_some(),
                    source,
                    category,
                    self.article.breaking,
                    self.article.title,
                    self.article.url,
                ])
            })
            .doing("add an article")?;
        let id = ArticleId(id);
        self.put_body(db, id)?;
        comments::enter_reply(db, id, self.article)?;
        Ok(id)
    }

    fn update(&self, db: &Connection, known: &Known, names: &mut Names) -> Result<()> {
        let dated = self.article.published.map(Timestamp::as_microsecond);
        let (source, category) = names.of(db, self.article).doing("name a source")?;
        db.prepare_cached(
            "UPDATE articles SET hash = ?2, published = ?3, dated = ?4, source = ?5,
             category = ?6, breaking = ?7, title = ?8, url = ?9 WHERE id = ?1",
        )
        .and_then(|mut update| {
            update.execute(params![
                known.id,
                self.form.hash,
                dated.unwrap_or(known.published),
                dated.is_some() || known.dated,
                source,
                category,
                self.article.breaking,
                self.article.title,
                self.article.url,
            ])
        })
        .doing("update an article")?;
        comments::enter_reply(db, known.id, self.article)?;
        self.put_body(db, known.id)
    }

    fn put_body(&self, db: &Connection, id: ArticleId) -> Result<()> {
        let data = self.form.data();
        let data = data.map_err(|cause| not_stored(self.article, cause))?;
        put_data(db, id, &data)
    }
}

/// The numbers of outlets and categories that have been asked for in a transaction, within which
/// they stay: most articles have those of some before them.
#[derive(Default)]
struct Names {
    sources: HashMap<String, i64, RandomState>,
    categories: HashMap<String, i64, RandomState>,
}

impl Names {
    /// Those of an article.
    fn of(&mut self, db: &Connection, article: &Article) -> rusqlite::Result<(i64, Option<i64>)> {
        let source = remembered(&mut self.sources, db, "sources", &article.source)?;
        let category = article.category.as_deref();
        let category = category
            .map(|name| remembered(&mut self.categories, db, "categories", name))
            .transpose()?;
        Ok((source, category))
    }
}

/// As [`name_id`], which is asked only for what is not `known`.
fn remembered(
    known: &mut HashMap<String, i64, RandomState>,
    db: &Connection,
    table: &'static str,
    name: &str,
) -> rusqlite::Result<i64> {
    if let Some(&number) = known.get(name) {
        return Ok(number);
    }
    let number = name_id(db, table, name)?;
    known.insert(name.to_owned(), number);
    Ok(number)
}

pub(super) fn put_body(
    db: &Connection,
    id: ArticleId,
    article: &Article,
    json: &[u8],
) -> Result<()> {
    let data = body::compress(json).map_err(|cause| not_stored(article, cause))?;
    put_data(db, id, &data)
}

fn put_data(db: &Connection, id: ArticleId, data: &[u8]) -> Result<()> {
    // Not INSERT OR REPLACE, for which SQLite keeps what the pages held before.
    let put = "INSERT INTO bodies VALUES (?1, ?2)
        ON CONFLICT (article) DO UPDATE SET data = excluded.data";
    db.prepare_cached(put)
        .and_then(|mut insert| insert.execute(params![id, data]))
        .doing("store an article's text")?;
    Ok(())
}

pub(super) fn not_stored(article: &Article, cause: io::Error) -> LibraryError {
    LibraryError::Encode {
        title: article.title.clone(),
        cause,
    }
}

/// The number of `name` in `table`, where it is entered if it is new.
pub(super) fn name_id(db: &Connection, table: &'static str, name: &str) -> rusqlite::Result<i64> {
    let known = db
        .prepare_cached(&format!("SELECT id FROM {table} WHERE name = ?1"))?
        .query_row([name], |row| row.get(0))
        .optional()?;
    match known {
        Some(id) => Ok(id),
        None => db
            .prepare_cached(&format!("INSERT INTO {table} (name) VALUES (?1)"))?
            .insert([name]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::testing::{article, library, time};
    use crate::library::{Anchor, Counts, Position, Query};

    fn report(imported: usize, updated: usize, unchanged: usize) -> Report {
        Report {
            imported,
            updated,
            unchanged,
        }
    }

    #[test]
    fn adding_again_changes_nothing() {
        let library = library();
        let articles = || (0..1_200).map(|n| article(&format!("خبر {n}"), "متن", n));
        assert_eq!(
            library.add(articles(), time(0)).unwrap(),
            report(1_200, 0, 0)
        );
        assert_eq!(
            library.add(articles(), time(9)).unwrap(),
            report(0, 0, 1_200)
        );
        assert_eq!(library.counts().unwrap().total, 1_200);
    }

    /// What SQLite would have to take back of such an update is more than it keeps in memory.
    #[test]
    fn an_article_of_megabytes_is_updated() {
        let library = library();
        let mut seed = 1_u64;
        let mut letter = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            char::from_u32(0x621 + (seed >> 40) as u32 % 26).expect("a letter")
        };
        for times in [3 << 20, 2 << 20] {
            let body: String = (0..times).map(|_| letter()).collect();
            let article = article("خبر", &body, 0);
            library.add([article.clone()], time(0)).unwrap();
            assert_eq!(library.article(ArticleId(1)).unwrap(), article);
        }
    }

    #[test]
    fn an_update_keeps_what_the_reader_did() {
        let library = library();
        library.add([article("خبر", "متن", 0)], time(0)).unwrap();
        let id = ArticleId(1);
        let position = Position { block: 0, byte: 4 };
        library.set_read(id, true).unwrap();
        library.set_starred(id, true).unwrap();
        library.set_position(id, position).unwrap();

        let changed = article("خبر", "متن جديد", 0);
        assert_eq!(
            library.add([changed.clone()], time(0)).unwrap(),
            report(0, 1, 0)
        );
        let headline = library.headline(id).unwrap();
        assert!(!headline.unread && headline.starred);
        assert_eq!(library.position(id).unwrap(), Some(position));
        assert_eq!(library.article(id).unwrap(), changed);
        let counts = Counts {
            total: 1,
            unread: 0,
            starred: 1,
        };
        assert_eq!(library.counts().unwrap(), counts);
    }

    #[test]
    fn an_article_without_a_date_keeps_that_of_its_first_import() {
        let library = library();
        let mut undated = article("خبر", "متن", 0);
        undated.published = None;
        library.add([undated.clone()], time(5)).unwrap();
        assert_eq!(
            library.add([undated.clone()], time(8)).unwrap(),
            report(0, 0, 1)
        );
        undated.title = "خبر معدل".into();
        library.add([undated.clone()], time(9)).unwrap();
        let first = library.headline(ArticleId(1)).unwrap();
        assert_eq!(
            (first.title.as_str(), first.published),
            ("خبر معدل", time(5))
        );
    }

    #[test]
    fn removing_takes_marks_and_counts_along() {
        let library = library();
        let articles = [article("أ", "متن", 0), article("ب", "متن", 1)];
        library.add(articles.clone(), time(0)).unwrap();
        library.set_starred(ArticleId(1), true).unwrap();
        assert_eq!(library.remove(&articles[..1]).unwrap(), 1);
        assert_eq!(library.remove(&articles[..1]).unwrap(), 0);
        assert_eq!(library.remove_source("صحيفة المرفأ").unwrap(), 1);
        assert_eq!(library.counts().unwrap(), Counts::default());
        let left = library.headlines(&Query::All, Anchor::Newest, 9).unwrap();
        assert!(left.is_empty());
        let bodies: i64 = library
            .db
            .query_row("SELECT count(*) FROM bodies", [], |row| row.get(0))
            .unwrap();
        assert_eq!(bodies, 0);
        // A number is not given out twice.
        library.add([article("ج", "متن", 2)], time(0)).unwrap();
        assert!(library.headline(ArticleId(3)).is_ok());
    }
}
