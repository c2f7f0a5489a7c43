//! Whether a database is damaged.

use std::path::Path;

use rusqlite::Connection;

use super::super::{LibraryError, Result, schema};
use super::{DATABASE, open_to_read};

/// Whether the library in `dir` is damaged, by looking at all of it.
///
/// # Errors
/// When it cannot be reached for another reason.
pub fn is_damaged(dir: &Path) -> Result<bool> {
    let path = dir.join(DATABASE);
    let db = open_to_read(&path)?;
    match faults(&db) {
        Ok(faults) => Ok(!faults.is_empty()),
        Err(error) if is_damage(&error) => Ok(true),
        Err(cause) => Err(LibraryError::Open { path, cause }),
    }
}

/// Whether `error` says that a database is damaged, or is none.
pub(in crate::library) fn is_damage(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    matches!(
        error.sqlite_error_code(),
        Some(DatabaseCorrupt | NotADatabase)
    )
}

/// Checks a whole database, which takes as long as to read it.
///
/// # Errors
/// When it is no library, one of a newer marsad, or damaged.
pub(super) fn check(db: &Connection, path: &Path) -> Result<()> {
    schema::version(db, path)?;
    let faults = faults(db).map_err(|cause| LibraryError::Open {
        path: path.to_owned(),
        cause,
    })?;
    match faults.into_iter().next() {
        None => Ok(()),
        Some(fault) => Err(LibraryError::Damaged {
            path: path.to_owned(),
            fault,
        }),
    }
}

/// The first faults that SQLite finds in a database.
pub(super) fn faults(db: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut check = db.prepare("PRAGMA integrity_check(10)")?;
    let rows = check.query_map([], |row| row.get::<_, String>(0))?;
    let faults: Vec<String> = rows.collect::<rusqlite::Result<_>>()?;
    Ok(faults.into_iter().filter(|fault| fault != "ok").collect())
}
