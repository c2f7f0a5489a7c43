//! What can be read of a damaged library into a new one. The damaged file is set aside
//! first and only read.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::super::entered::entering;
use super::super::error::Doing;
use super::super::{ArticleId, Library, LibraryError, Result, add, body};
use super::damage::is_damage;
use super::tables::{Table, highest, in_parts, shared_tables, tables};
use super::{DATABASE, carve, is_in_use, open_to_read, set_aside};
use crate::article::Article;

/// What was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Salvaged {
    /// The damaged database, as it was.
    pub old: PathBuf,
    /// Articles in the new one.
    pub articles: u64,
    /// Those among them of which only the headline could be read.
    pub headlines_only: u64,
    /// Rows of any kind that could not be read, at least.
    pub lost: u64,
}

/// Makes a new library in `dir` of all that can be read of the damaged one there, which
/// is kept under another name. `progress` gets the name of each table.
///
/// # Errors
/// When another process uses the library, when nothing can be read of it, or when the new
/// one cannot be written; the old file is in its place then.
pub fn salvage(dir: &Path, now: Timestamp, progress: &mut dyn FnMut(&str)) -> Result<Salvaged> {
    let path = dir.join(DATABASE);
    if is_in_use(&path) {
        return Err(LibraryError::InUse { path });
    }
    let folder = |cause| LibraryError::Folder {
        dir: dir.to_owned(),
        cause,
    };
    let workshop = dir.join("salvage.part");
    if workshop.exists() {
        fs::remove_dir_all(&workshop).map_err(folder)?;
    }
    let library = Library::open(&workshop)?;
    let mut saved = Saving {
        library: &library,
        lost: 0,
    };
    let are_tables_known = open_to_read(&path)
        .and_then(|db| tables(&db, "main").doing("read the damaged library"))
        .is_ok_and(|tables| tables.iter().any(|table| table == "articles"));
    if are_tables_known {
        saved.everything(&path, now, progress)?;
    } else {
        saved.carved(&path, now)?;
    }
    let lost = saved.lost;
    let headlines_only = saved.complete_headlines()?;
    let articles = library.counts()?.total;
    drop(library);
    if articles == 0 && !are_tables_known {
        fs::remove_dir_all(&workshop).map_err(folder)?;
        return Err(LibraryError::Damaged {
            path,
            fault: "nothing in it can be read; marsad restore puts a copy in its place".into(),
        });
    }
    let old = set_aside(dir, "damaged", now).map_err(folder)?;
    // Closed by its last user, the new database is one file.
    fs::rename(workshop.join(DATABASE), &path).map_err(folder)?;
    fs::remove_dir_all(&workshop).map_err(folder)?;
    Ok(Salvaged {
        old,
        articles,
        headlines_only,
        lost,
    })
}

/// A library that is being filled from a damaged one.
struct Saving<'a> {
    library: &'a Library,
    lost: u64,
}

impl Saving<'_> {
    fn everything(
        &mut self,
        old: &Path,
        now: Timestamp,
        progress: &mut dyn FnMut(&str),
    ) -> Result<()> {
        const DOING: &str = "read the damaged library";
        let db = &self.library.db;
        let address = format!("file:{}?mode=ro", escaped(old));
        db.execute("ATTACH ?1 AS old", [address]).doing(DOING)?;
        entering(db, || {
            for table in shared_tables(db)? {
                progress(&table.name);
                self.table(&table)?;
            }
            Ok(())
        })
        .doing(DOING)?;
        self.articles_of_bodies(now)?;
        db.execute_batch("DETACH old").doing(DOING)
    }

    /// Takes the articles out of pages of which nothing else is known.
    fn carved(&self, old: &Path, now: Timestamp) -> Result<()> {
        let mut found = Vec::new();
        carve::articles(old, &mut |article| found.push(article)).map_err(|cause| {
            LibraryError::Folder {
                dir: old.to_owned(),
                cause,
            }
        })?;
        self.library.add(found, now).map(drop)
    }

    /// Copies the rows of a table; those that cannot be read are passed over.
    fn table(&mut self, table: &Table) -> rusqlite::Result<()> {
        let db = &self.library.db;
        let Table { name, columns, .. } = table;
        let copy = format!(
            "INSERT OR IGNORE INTO main.{name} ({columns}) SELECT {columns} FROM old.{name}"
        );
        if table.is_numbered {
            let highest = highest(db, name);
            let copy = format!("{copy} WHERE rowid BETWEEN ?1 AND ?2");
            self.lost += in_parts(0, highest, &mut |from, to| {
                db.prepare_cached(&copy)?.execute([from, to]).map(drop)
            })?;
        } else {
            // From both ends, as far as it goes.
            for order in ["ASC", "DESC"] {
                self.lost += u64::from(!self.one_by_one(table, order)?);
            }
        }
        if name == "feeds" {
            // Counted again as what they brought comes in.
            db.execute("UPDATE main.feeds SET total = 0, unread = 0", [])?;
        }
        Ok(())
    }

    /// Copies rows in the order of their keys until one cannot be read. Whether all were.
    fn one_by_one(&self, table: &Table, order: &str) -> rusqlite::Result<bool> {
        let db = &self.library.db;
        let Table { name, columns, .. } = table;
        let places: Vec<&str> = columns.split(',').map(|_| "?").collect();
        let mut insert = db.prepare(&format!(
            "INSERT OR IGNORE INTO main.{name} ({columns}) VALUES ({})",
            places.join(",")
        ))?;
        let mut select = db.prepare(&format!(
            "SELECT {columns} FROM old.{name} ORDER BY {}",
            places_in_order(columns, order)
        ))?;
        let mut rows = match select.query([]) {
            Err(error) if is_damage(&error) => return Ok(false),
            rows => rows?,
        };
        loop {
            let row = match rows.next() {
                Ok(Some(row)) => row,
                Ok(None) => return Ok(true),
                Err(error) if is_damage(&error) => return Ok(false),
                Err(error) => return Err(error),
            };
            let values: Vec<rusqlite::types::Value> = (0..places.len())
                .map(|column| row.get(column))
                .collect::<rusqlite::Result<_>>()?;
            // What it belongs to may be lost.
            let _ = insert.execute(rusqlite::params_from_iter(values));
        }
    }

    /// Articles whose text can be read and whose headline cannot: the text has all of it
    /// but the marks.
    fn articles_of_bodies(&mut self, now: Timestamp) -> Result<()> {
        let db = &self.library.db;
        let mut found: Vec<Article> = Vec::new();
        let highest = highest(db, "bodies");
        let lost = in_parts(0, highest, &mut |from, to| {
            let mut select = db.prepare_cached(
                "SELECT data FROM old.bodies WHERE article BETWEEN ?1 AND ?2
                 AND article NOT IN (SELECT id FROM main.articles)",
            )?;
            let bodies: Vec<Vec<u8>> = select
                .query_map([from, to], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            found.extend(bodies.iter().filter_map(|data| body::decode(data).ok()));
            Ok(())
        })
        .doing("read the damaged library")?;
        self.lost += lost;
        self.library.add(found, now)?;
        Ok(())
    }

    /// Gives articles that have lost their text one of nothing but their headline. Gives
    /// how many these are.
    fn complete_headlines(&self) -> Result<u64> {
        const DOING: &str = "complete what was saved";
        let db = &self.library.db;
        let bare: Vec<ArticleId> = db
            .prepare("SELECT id FROM articles WHERE id NOT IN (SELECT article FROM bodies)")
            .and_then(|mut select| select.query_map([], |row| row.get(0))?.collect())
            .doing(DOING)?;
        for &id in &bare {
            let headline = self.library.headline(id)?;
            let article = Article {
                title: headline.title,
                source: headline.source,
                category: headline.category,
                url: headline.url,
                published: Some(headline.published),
                breaking: headline.breaking,
                ..Article::default()
            };
            let json = body::to_json(&article).map_err(|cause| add::not_stored(&article, cause))?;
            add::put_body(db, id, &article, &json)?;
        }
        Ok(bare.len() as u64)
    }
}

fn places_in_order(columns: &str, order: &str) -> String {
    let columns: Vec<String> = columns
        .split(',')
        .map(|column| format!("{column} {order}"))
        .collect();
    columns.join(",")
}

/// A path in an address (RFC 3986).
fn escaped(path: &Path) -> String {
    use std::os::unix::ffi::OsStrExt;
    let bytes = path.as_os_str().as_bytes();
    percent_encoding::percent_encode(bytes, percent_encoding::NON_ALPHANUMERIC)
        .to_string()
        .replace("%2F", "/")
}
