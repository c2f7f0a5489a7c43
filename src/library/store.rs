//! Opening a library.

use std::cell::{OnceCell, RefCell};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};
use url::Url;

use super::by_date::Dates;
use super::error::Doing;
use super::flags::Flags;
use super::index::Index;
use super::{LibraryError, Result, schema};
use crate::text::words::Analyser;

/// How long a write waits for another process's write to end.
const BUSY: Duration = Duration::from_secs(10);

/// The articles on disk and everything asked of them. Not to be shared between
/// threads: each opens its own, and sees what the others have written.
pub struct Library {
    pub(super) dir: PathBuf,
    pub(super) db: Connection,
    pub(super) time_zone: OnceCell<TimeZone>,
    pub(super) index: RefCell<Option<Index>>,
    pub(super) flags: RefCell<Flags>,
    pub(super) dates: Dates,
    /// With the words that it has met.
    pub(super) analyser: RefCell<Analyser>,
}

impl Library {
    /// Opens the library in the folder `dir` and makes both when they are missing.
    /// Reads nothing that grows with the library.
    ///
    /// # Errors
    /// When the folder cannot be made, or the database in it cannot be opened, is
    /// damaged, belongs to another program or to a newer marsad. The last two are
    /// left untouched.
    pub fn open(dir: &Path) -> Result<Self> {
        fs::create_dir_all(dir).map_err(|cause| LibraryError::Folder {
            dir: dir.to_owned(),
            cause,
        })?;
        let path = dir.join("library.db");
        let db = connect(&path)
            .and_then(|db| db.busy_timeout(BUSY).map(|()| db))
            .map_err(|cause| LibraryError::Open {
                path: path.clone(),
                cause,
            })?;
        schema::migrate(&db, &path)?;
        configure(&db).map_err(|cause| LibraryError::Open { path, cause })?;
        Ok(Self {
            dir: dir.to_owned(),
            db,
            time_zone: OnceCell::new(),
            index: RefCell::new(None),
            flags: RefCell::default(),
            dates: Dates::default(),
            analyser: RefCell::default(),
        })
    }

    /// The folder that holds the library.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Starts a transaction that may write. It takes the write lock at once, so that
    /// two writers queue up and neither has to begin again.
    pub(super) fn write(&self, doing: &'static str) -> Result<Transaction<'_>> {
        Transaction::new_unchecked(&self.db, TransactionBehavior::Immediate).doing(doing)
    }

    /// The zone in which the days of `after:` and `before:` begin.
    pub(super) fn time_zone(&self) -> &TimeZone {
        self.time_zone.get_or_init(TimeZone::system)
    }
}

/// Opens the database at `path`, for reading alone where nothing can be written.
fn connect(path: &Path) -> rusqlite::Result<Connection> {
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

/// WAL lets readers go on while another process writes. With it, synchronous NORMAL
/// keeps the database whole over any crash; a power cut may take back the last
/// writes, which for news and reading marks is a fair price for not waiting on the
/// disk at each.
fn configure(db: &Connection) -> rusqlite::Result<()> {
    enter_wal(db)?;
    // Otherwise a statement is planned again for each value that it is asked with.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    db.pragma_update(None, "synchronous", "NORMAL")?;
    db.pragma_update(None, "foreign_keys", true)?;
    db.set_prepared_statement_cache_capacity(64);
    Ok(())
}

/// Switching to WAL does not wait for other connections by itself.
fn enter_wal(db: &Connection) -> rusqlite::Result<()> {
    let begun = Instant::now();
    loop {
        let switched = db.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()));
        match switched {
            Err(error) if is_busy(&error) && begun.elapsed() < BUSY => {
                std::thread::sleep(Duration::from_millis(5));
            }
            other => return other,
        }
    }
}

fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
    )
}
