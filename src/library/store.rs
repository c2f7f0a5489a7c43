//! Opening a library.

use std::cell::{Cell, OnceCell, RefCell};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior};

use super::columns::Opened;
use super::connect::connect;
use super::error::Doing;
use super::flags::Flags;
use super::index::Index;
use super::rescue::DATABASE;
use super::undo::Together;
use super::{LibraryError, Result, private, schema};
use crate::text::words::Analyser;

/// How long a write waits for another process's write to end.
pub(super) const BUSY: Duration = Duration::from_secs(10);

/// The articles on disk and everything asked of them. Not to be shared between
/// threads: each opens its own, and sees what the others have written.
pub struct Library {
    pub(super) dir: PathBuf,
    pub(super) db: Connection,
    pub(super) time_zone: OnceCell<TimeZone>,
    pub(super) index: RefCell<Option<Index>>,
    pub(super) flags: RefCell<Flags>,
    pub(super) together: Cell<Together>,
    pub(super) columns: Opened,
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
        let path = dir.join(DATABASE);
        private::make_folder(dir)
            .and_then(|()| private::make_file(&path))
            .map_err(|cause| LibraryError::Folder {
                dir: dir.to_owned(),
                cause,
            })?;
        let open_error = |cause| LibraryError::Open {
            path: path.clone(),
            cause,
        };
        let db = connect(&path)
            .and_then(|db| db.busy_timeout(BUSY).map(|()| db))
            .map_err(open_error)?;
        // What is not ours stays as it is, and in a new one the tables are made in WAL mode, where
        // that does not wait for the disk.
        let taken = schema::version(&db, &path)?;
        configure(&db, taken == 0).map_err(open_error)?;
        schema::migrate(&db, &path, taken)?;
        // With WAL this keeps the database whole over any crash; a power cut may take back the last
        // writes, which for news and reading marks is a fair price for not waiting on the disk at
        // each.
        db.pragma_update(None, "synchronous", "NORMAL")
            .map_err(open_error)?;
        Ok(Self {
            dir: dir.to_owned(),
            db,
            time_zone: OnceCell::new(),
            index: RefCell::new(None),
            flags: RefCell::default(),
            together: Cell::default(),
            columns: Opened::default(),
            analyser: RefCell::default(),
        })
    }

    /// The folder that holds the library.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Makes room for much that is about to be stored: what one transaction writes stays in
    /// memory until its end, and what several write goes to its place once.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub fn expect_much(&self) -> Result<()> {
        self.db
            .execute_batch("PRAGMA cache_size = -16000; PRAGMA wal_autocheckpoint = 8000")
            .doing("make room for articles")
    }

    /// Brings what has been written so far to its place, while others go on writing; else one of
    /// them does it, or whoever closes the library last.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn settle(&self) -> Result<()> {
        self.db
            .execute_batch("PRAGMA wal_checkpoint(PASSIVE)")
            .doing("bring articles to their place")
    }

    /// As [`Library::settle`], once nothing more is to be written: what has been written is at its
    /// place alone then, unless others go on meanwhile. Whoever closes the library last need not
    /// take it away, which takes as long as it has become large, nor the memory that held it.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn settle_whole(&self) -> Result<()> {
        const PATIENCE: Duration = Duration::from_millis(100);
        let whole = self
            .db
            .busy_timeout(PATIENCE)
            .and_then(|()| self.db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)"));
        self.db
            .busy_timeout(BUSY)
            .and(whole)
            .and_then(|()| self.db.execute_batch("PRAGMA shrink_memory"))
            .doing("bring articles to their place")
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

/// WAL lets readers go on while another process writes. The tables of a new library are not waited
/// for: there is nothing yet that they could take with them, and the log that they are in is
/// brought to the disk before its content goes to its place.
fn configure(db: &Connection, is_new: bool) -> rusqlite::Result<()> {
    enter_wal(db)?;
    // Otherwise a statement is planned again for each value that it is asked with.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    if is_new {
        db.pragma_update(None, "synchronous", "OFF")?;
    }
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

pub(super) fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
    )
}
