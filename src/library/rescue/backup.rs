//! Copies of the library, made by SQLite's online backup while others use it.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use super::super::error::Doing;
use super::super::{Library, LibraryError, Progress, Result, private};
use super::begun;
use super::damage::check;

/// The folder of copies in a library's folder.
const FOLDER: &str = "backups";

/// Pages copied between two looks at how far it has come: 4 MB.
const PAGES: i32 = 1_000;

/// How old the newest copy may get.
const DAY: SignedDuration = SignedDuration::from_hours(24);

impl Library {
    /// Copies the library, as it is at this moment, into the file `to`, which is there
    /// only once the copy is whole and checked; others may go on meanwhile. The search
    /// index is not copied, since it can be made anew. `progress` counts pages.
    ///
    /// # Errors
    /// When the library cannot be read or is damaged, when there is a file `to` already,
    /// or when it cannot be written.
    pub fn back_up(&self, to: &Path, progress: &mut dyn FnMut(Progress)) -> Result<()> {
        if to.exists() {
            return Err(LibraryError::Exists {
                path: to.to_owned(),
            });
        }
        let dir = to.parent().unwrap_or(Path::new(""));
        let folder = |cause| LibraryError::Folder {
            dir: dir.to_owned(),
            cause,
        };
        if !dir.as_os_str().is_empty() {
            private::make_folder(dir).map_err(folder)?;
        }
        let part = begun(to).map_err(folder)?;
        let copied = copy(&self.db, &part, progress)
            .doing("copy the library")
            .and_then(|copy| check(&copy, &part))
            .and_then(|()| fs::rename(&part, to).map_err(folder));
        if copied.is_err() {
            // What failed has been told already.
            let _ = fs::remove_file(&part);
        }
        copied
    }

    /// Makes a copy in the library's own folder of copies, unless there is one that is
    /// younger than a day, and then removes all but the newest `kept`. Gives the copy
    /// made.
    ///
    /// # Errors
    /// As [`Library::back_up`]; older copies are kept then.
    pub fn back_up_daily(&self, kept: usize, now: Timestamp) -> Result<Option<PathBuf>> {
        let dir = self.dir.join(FOLDER);
        let made = |path: &PathBuf| {
            let name = path.file_stem()?.to_str()?.strip_prefix("library-")?;
            name.parse::<Timestamp>().ok()
        };
        let mut copies: Vec<(Timestamp, PathBuf)> = fs::read_dir(&dir)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|end| end == "db"))
            .filter_map(|path| Some((made(&path)?, path)))
            .collect();
        copies.sort_unstable();
        let is_young = |&(made, _): &(Timestamp, _)| now.duration_since(made) < DAY;
        if copies.last().is_some_and(is_young) {
            return Ok(None);
        }
        let to = self.next_copy(now);
        self.back_up(&to, &mut |_| {})?;
        let too_many = (copies.len() + 1).saturating_sub(kept.max(1));
        for (_, path) in &copies[..too_many.min(copies.len())] {
            // It will go the next time.
            let _ = fs::remove_file(path);
        }
        Ok(Some(to))
    }

    /// Where a copy made `now` goes that nobody has named.
    #[must_use]
    pub fn next_copy(&self, now: Timestamp) -> PathBuf {
        let time = now.strftime("%Y%m%dT%H%M%SZ");
        self.dir.join(FOLDER).join(format!("library-{time}.db"))
    }
}

/// Copies a database into the file at `to`, one file without another beside it. Gives the
/// copy, open.
pub(super) fn copy(
    from: &Connection,
    to: &Path,
    progress: &mut dyn FnMut(Progress),
) -> rusqlite::Result<Connection> {
    let mut copy = Connection::open(to)?;
    copy_pages(from, &mut copy, progress)?;
    copy.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
    Ok(copy)
}

/// Copies one database into another, as it is at the beginning.
fn copy_pages(
    from: &Connection,
    to: &mut Connection,
    progress: &mut dyn FnMut(Progress),
) -> rusqlite::Result<()> {
    // While this is being read, others can write, and the copy need not begin again.
    let snapshot = from.unchecked_transaction()?;
    from.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    let backup = Backup::new(from, to)?;
    loop {
        let step = backup.step(PAGES)?;
        let at = backup.progress();
        let (left, total) = (at.remaining.unsigned_abs(), at.pagecount.unsigned_abs());
        progress(Progress {
            done: u64::from(total - left.min(total)),
            total: u64::from(total),
        });
        match step {
            StepResult::Done => break,
            StepResult::More => {}
            // Nobody else knows of the copy; it is the system's doing.
            _ => std::thread::sleep(Duration::from_millis(20)),
        }
    }
    drop(backup);
    snapshot.rollback()
}
