//! The database's schema and the way from older ones to it.

use std::path::Path;

use rusqlite::{Connection, MAIN_DB, Transaction, TransactionBehavior};

use super::LibraryError;

/// Step `n` (from 0) brings a database from `user_version` n to n + 1.
const STEPS: &[&str] = &[
    include_str!("schema/1.sql"),
    include_str!("schema/2.sql"),
    include_str!("schema/3.sql"),
    include_str!("schema/4.sql"),
    include_str!("schema/5.sql"),
    include_str!("schema/6.sql"),
    include_str!("schema/7.sql"),
    include_str!("schema/8.sql"),
    include_str!("schema/9.sql"),
    include_str!("schema/10.sql"),
    include_str!("schema/11.sql"),
];

/// Marks the file as marsad's own: "mrsd".
const APPLICATION_ID: u32 = 0x6d72_7364;

/// Brings the schema up to date, so many steps of which have been [taken](version). A database that
/// cannot be written is not touched where its tables are those of today.
pub(super) fn migrate(db: &Connection, path: &Path, taken: usize) -> Result<(), LibraryError> {
    let open_error = |cause| LibraryError::Open {
        path: path.to_owned(),
        cause,
    };
    let left = &STEPS[taken..];
    let is_as_today = left.iter().all(|step| changes_nothing(step));
    if left.is_empty() || (is_as_today && db.is_readonly(MAIN_DB).map_err(open_error)?) {
        return Ok(());
    }
    let transaction =
        Transaction::new_unchecked(db, TransactionBehavior::Immediate).map_err(open_error)?;
    // Another process may have been here while this one waited for the lock.
    for step in &STEPS[version(&transaction, path)?..] {
        transaction.execute_batch(step).map_err(open_error)?;
    }
    transaction
        .pragma_update(None, "application_id", APPLICATION_ID)
        .and_then(|()| transaction.pragma_update(None, "user_version", STEPS.len()))
        .and_then(|()| transaction.commit())
        .map_err(open_error)
}

/// Whether a step only says what the tables hold from then on, or takes away what only matters
/// to those who write.
fn changes_nothing(step: &str) -> bool {
    let changes_nothing = |line: &str| line.starts_with("--") || line.starts_with("DROP TRIGGER");
    step.lines().all(changes_nothing)
}

/// The steps already taken; at most all of them.
///
/// # Errors
/// When it is a database of another program or of a newer marsad, or cannot be read.
pub(super) fn version(db: &Connection, path: &Path) -> Result<usize, LibraryError> {
    let number = |sql| {
        db.query_row(sql, [], |row| row.get::<_, u32>(0))
            .map_err(|cause| LibraryError::Open {
                path: path.to_owned(),
                cause,
            })
    };
    let found = number("PRAGMA user_version")?;
    let is_empty = number("SELECT count(*) FROM sqlite_schema")? == 0;
    if !is_empty && number("PRAGMA application_id")? != APPLICATION_ID {
        return Err(LibraryError::Foreign {
            path: path.to_owned(),
        });
    }
    let steps = found as usize;
    if steps > STEPS.len() {
        return Err(LibraryError::Newer {
            path: path.to_owned(),
            found,
            known: STEPS.len() as u32,
        });
    }
    Ok(steps)
}

#[cfg(test)]
mod tests {
    use rusqlite::OpenFlags;

    use super::*;

    #[test]
    fn what_cannot_be_written_is_opened_if_its_tables_are_those_of_today() {
        let dir = tempfile::tempdir().unwrap();
        let written = |steps: usize| {
            let path = dir.path().join(steps.to_string());
            let db = Connection::open(&path).unwrap();
            for step in &STEPS[..steps] {
                db.execute_batch(step).unwrap();
            }
            db.pragma_update(None, "application_id", APPLICATION_ID)
                .unwrap();
            db.pragma_update(None, "user_version", steps).unwrap();
            path
        };
        for (steps, is_opened) in [(7, false), (8, true), (STEPS.len(), true)] {
            let path = written(steps);
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
            let db = Connection::open_with_flags(&path, flags).unwrap();
            assert_eq!(migrate(&db, &path, steps).is_ok(), is_opened, "{steps}");
            let db = Connection::open(&path).unwrap();
            migrate(&db, &path, version(&db, &path).unwrap()).unwrap();
            assert_eq!(version(&db, &path).unwrap(), STEPS.len());
        }
    }
}
