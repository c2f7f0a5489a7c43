//! Against the loss of the library: copies made while it is in use, a copy put back, and
//! what can be saved of a damaged one. Nothing here throws a file of the user's away.

mod backup;
mod carve;
mod damage;
mod restore;
mod salvage;
mod tables;

use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, io};

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags};

use super::{LibraryError, Result, private};

pub(super) use damage::is_damage;
pub use damage::is_damaged;
pub use restore::restore;
pub use salvage::{Salvaged, salvage};

/// The database in a library's folder.
pub(super) const DATABASE: &str = "library.db";

#[cfg(test)]
mod tests;

/// Opens the database at `path` to read it, and nothing is written to it.
fn open_to_read(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let open = || {
        let db = Connection::open_with_flags(path, flags)?;
        db.busy_timeout(super::store::BUSY)?;
        Ok(db)
    };
    open().map_err(|cause| LibraryError::Open {
        path: path.to_owned(),
        cause,
    })
}

/// Takes the database in `dir`, with what belongs to it, out of the way. Its new place is
/// told by `why` and the time; a name that is taken is never taken again.
fn set_aside(dir: &Path, why: &str, now: Timestamp) -> io::Result<PathBuf> {
    let time = now.strftime("%Y%m%dT%H%M%SZ");
    let mut name = format!("{DATABASE}.{why}-{time}");
    let mut number = 1;
    while dir.join(&name).exists() {
        number += 1;
        name = format!("{DATABASE}.{why}-{time}-{number}");
    }
    for end in ["", "-wal", "-shm"] {
        let from = dir.join(format!("{DATABASE}{end}"));
        match fs::rename(from, dir.join(format!("{name}{end}"))) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && !end.is_empty() => {}
            done => done?,
        }
    }
    Ok(dir.join(name))
}

/// Whether another process has the database at `path` open. A damaged one tells nothing,
/// and nobody works with it.
fn is_in_use(path: &Path) -> bool {
    let alone = || -> rusqlite::Result<()> {
        let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        db.busy_timeout(Duration::ZERO)?;
        db.query_row("PRAGMA locking_mode = EXCLUSIVE", [], |_| Ok(()))?;
        db.execute_batch("BEGIN EXCLUSIVE; ROLLBACK")
    };
    alone().is_err_and(|error| super::store::is_busy(&error))
}

/// Makes the private file that a copy is written to before it takes the name `to`.
fn begun(to: &Path) -> io::Result<PathBuf> {
    let mut name = to.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = to.with_file_name(name);
    match fs::remove_file(&part) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    private::make_file(&part)?;
    Ok(part)
}
