//! The tables of a damaged database, which is attached as `old`, and their rows as far as
//! they can be read.

use rusqlite::{Connection, OptionalExtension, params};

use super::damage::is_damage;

/// What the new library makes by itself.
const MADE: [&str; 4] = ["counts", "changes", "meta", "sqlite_sequence"];

/// The highest row number that is looked for where a table does not tell its own.
const HIGHEST: i64 = 1 << 24;

/// A table, and the columns that both databases have.
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: String,
    /// Whether its rows are numbered.
    pub(super) is_numbered: bool,
}

/// The highest number of a row in the old table, or what is surely above it.
pub(super) fn highest(db: &Connection, table: &str) -> i64 {
    let asked = [
        format!("SELECT max(rowid) FROM old.{table}"),
        format!("SELECT seq FROM old.sqlite_sequence WHERE name = '{table}'"),
        // Bodies and the like have the numbers of their articles.
        "SELECT seq FROM old.sqlite_sequence WHERE name = 'articles'".to_owned(),
    ];
    let answers = asked.iter().filter_map(|select| {
        let answer = db.query_row(select, [], |row| row.get::<_, Option<i64>>(0));
        answer.optional().ok()
    });
    // A table that is empty has none, and nothing to be read.
    answers
        .flatten()
        .next()
        .map_or(HIGHEST, |highest| highest.unwrap_or(0))
}

/// The tables that are copied, each after those that it refers to.
pub(super) fn shared_tables(db: &Connection) -> rusqlite::Result<Vec<Table>> {
    let old = tables(db, "old")?;
    let mut shared = Vec::new();
    for name in tables(db, "main")? {
        if !old.contains(&name) || MADE.contains(&name.as_str()) {
            continue;
        }
        let columns = |schema: &str| -> rusqlite::Result<Vec<String>> {
            db.prepare("SELECT name FROM pragma_table_info(?1, ?2)")?
                .query_map(params![name, schema], |row| row.get(0))?
                .collect()
        };
        let known = columns("old")?;
        let mut columns = columns("main")?;
        columns.retain(|column| known.contains(column));
        let is_numbered = db
            .prepare(&format!("SELECT rowid FROM main.{name} LIMIT 0"))
            .is_ok();
        shared.push(Table {
            columns: columns.join(","),
            is_numbered,
            name,
        });
    }
    Ok(shared)
}

/// The names of the tables of a database, in the order they were made.
pub(super) fn tables(db: &Connection, schema: &str) -> rusqlite::Result<Vec<String>> {
    db.prepare(&format!(
        "SELECT name FROM {schema}.sqlite_schema WHERE type = 'table' ORDER BY rowid"
    ))?
    .query_map([], |row| row.get(0))?
    .collect()
}

/// Does `work` for the numbers from `from` to `to`, and where something in them is
/// damaged, for smaller and smaller parts. Gives how many single numbers had to be passed
/// over.
pub(super) fn in_parts(
    from: i64,
    to: i64,
    work: &mut dyn FnMut(i64, i64) -> rusqlite::Result<()>,
) -> rusqlite::Result<u64> {
    if from > to {
        return Ok(0);
    }
    match work(from, to) {
        Ok(()) => Ok(0),
        Err(error) if !is_damage(&error) && !is_orphaned(&error) => Err(error),
        Err(error) if from == to => Ok(u64::from(is_damage(&error))),
        Err(_) => {
            let middle = from + (to - from) / 2;
            Ok(in_parts(from, middle, work)? + in_parts(middle + 1, to, work)?)
        }
    }
}

/// Whether a row was refused because what it belongs to is lost.
fn is_orphaned(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation)
}
