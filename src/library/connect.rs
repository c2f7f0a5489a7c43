//! The database's file, opened as well as it can be.

use std::fs;
use std::path::Path;

use rusqlite::{Connection, ErrorCode, OpenFlags};
use url::Url;

/// Opens the database at `path`, for reading alone where nothing can be written.
pub(super) fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let db = Connection::open(path)?;
    match db.query_row("PRAGMA user_version", [], |_| Ok(())) {
        Err(error) if is_not_writable(&error) => Ok(connect_to_copy(path).unwrap_or(db)),
        // What else is wrong shows when it is used.
        _ => Ok(db),
    }
}

/// Opens a database that cannot change: SQLite keeps beside one in WAL mode a file that all
/// readers write to, and where that cannot be made it reads such a database only when told
/// that no one writes. That is not so while there is a WAL, which then has what is newest.
fn connect_to_copy(path: &Path) -> Option<Connection> {
    let mut wal = path.as_os_str().to_owned();
    wal.push("-wal");
    if fs::metadata(wal).is_ok_and(|meta| meta.len() > 0) {
        return None;
    }
    let mut url = Url::from_file_path(std::path::absolute(path).ok()?).ok()?;
    url.set_query(Some("immutable=1"));
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(url.as_str(), flags).ok()
}

fn is_not_writable(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly)
    )
}
