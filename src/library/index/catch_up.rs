//! Bringing the index up to the store. One process at a time does it, under a lock;
//! killed at any moment it loses what it had not committed, and the next goes on
//! from the last commit's watermark.

use std::fs::{File, TryLockError};

use super::session::{Session, Size, Start};
use super::watermark::Watermark;
use super::{Fresh, Index, guarded};
use crate::library::error::Doing;
use crate::library::{Library, LibraryError, Result};

/// How bringing the index up to date ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CatchUp {
    /// It is up to date; so many articles were taken in or out.
    Done(u64),
    /// Another process is at it.
    Busy,
}

/// How far bringing the index up to date has come, in articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// So many are in the index.
    pub done: u64,
    /// Of so many.
    pub total: u64,
}

/// What comes into the store while the index follows it.
pub struct Following<'a> {
    /// Waits until there may be more, and says whether there may.
    pub more: &'a mut dyn FnMut() -> bool,
    /// What need not be read there again.
    pub fresh: &'a Fresh,
}

impl Library {
    /// Takes into the index what has changed in the store since its last commit; an
    /// index that is missing, damaged or of another version is made anew. `progress`
    /// hears of it every thousand articles.
    ///
    /// # Errors
    /// When the store cannot be read or the index not written.
    pub fn catch_up_index(&self, progress: &mut dyn FnMut(Progress)) -> Result<CatchUp> {
        // Where nothing can be written there is no lock either.
        if self.index_lag()? == 0 && self.index.borrow().is_some() {
            return Ok(CatchUp::Done(0));
        }
        let Some(_lock) = self.lock_index()? else {
            return Ok(CatchUp::Busy);
        };
        let size = Size::of(self.index_lag()?);
        let (more, fresh) = (&mut || false, &Fresh::default());
        self.run_or_start_anew(size, Following { more, fresh }, progress)
    }

    /// As [`Library::catch_up_index`], for much that is on its way into the store: the index
    /// goes on until it has all and there will be no more.
    ///
    /// # Errors
    /// When the store cannot be read or the index not written.
    pub fn follow_store(
        &self,
        following: Following<'_>,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<CatchUp> {
        let Some(_lock) = self.lock_index()? else {
            return Ok(CatchUp::Busy);
        };
        self.run_or_start_anew(Size::Large, following, progress)
    }

    fn run_or_start_anew(
        &self,
        size: Size,
        mut following: Following<'_>,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<CatchUp> {
        match guarded(|| self.run(self.start()?, size, &mut following, progress)) {
            // An index that can no longer be written is one to be made anew.
            Err(LibraryError::Index { .. }) => {
                self.run(self.start_anew()?, size, &mut following, progress)
            }
            other => other,
        }
    }

    /// Makes the index anew from the store.
    ///
    /// # Errors
    /// When the store cannot be read or the index not written.
    pub fn rebuild_index(&self, progress: &mut dyn FnMut(Progress)) -> Result<CatchUp> {
        let Some(_lock) = self.lock_index()? else {
            return Ok(CatchUp::Busy);
        };
        let start = self.start_anew()?;
        let size = Size::of(self.index_lag()?);
        let (more, fresh) = (&mut || false, &Fresh::default());
        self.run(start, size, &mut Following { more, fresh }, progress)
    }

    /// The right to write the index, or `None` while another process has it. It ends
    /// with the value, and with the process however that ends.
    pub(super) fn lock_index(&self) -> Result<Option<File>> {
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(self.dir.join("index.lock"))
            .doing("open the search index's lock")?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(source)) => Err(source).doing("lock the search index"),
        }
    }

    /// Makes an empty index in place of any that is there. It is one to go on from once something
    /// has been committed; before that it is made anew again.
    fn start_anew(&self) -> Result<Start> {
        self.close_index();
        Index::create(&self.index_dir())?;
        // An article that comes in between the two is indexed twice, and none never.
        let seq = self.last_change()?;
        Ok(Start {
            watermark: Watermark::start(self.library_name()?, seq, self.last_article()?),
            last: 0,
        })
    }

    /// Where the index is to go on from.
    fn start(&self) -> Result<Start> {
        self.refresh_index()?;
        if let Some(index) = self.index.borrow().as_ref() {
            // What cannot be dropped now is the next time.
            let _ = self.forget_changes(index.watermark.seq);
            return Ok(Start {
                watermark: index.watermark.clone(),
                last: index.last_article().doing("open the search index")?,
            });
        }
        self.start_anew()
    }

    /// Does what there is to do from `start` on, with the lock held.
    fn run(
        &self,
        start: Start,
        size: Size,
        following: &mut Following<'_>,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<CatchUp> {
        let total = self.index_lag()?;
        let rebuilding = start.watermark.rebuild;
        let mut session = Session::new(self, start, size, total, progress)?;
        if let Some(rebuild) = rebuilding {
            session.rebuild(rebuild, following.fresh)?;
        }
        session.follow_changes(following)?;
        let done = session.finish()?;
        self.close_index();
        Ok(CatchUp::Done(done))
    }

    /// Drops from the log the changes that the index has taken in for good, if any are in it.
    pub(super) fn forget_changes(&self, up_to: i64) -> Result<()> {
        let doing = "shorten the log of changes";
        let any = "SELECT EXISTS (SELECT 1 FROM changes WHERE seq <= ?1)";
        let has_any = self.db.query_row(any, [up_to], |row| row.get(0));
        if !has_any.doing(doing)? {
            return Ok(());
        }
        let transaction = self.write(doing)?;
        transaction
            .execute("DELETE FROM changes WHERE seq <= ?1", [up_to])
            .doing(doing)?;
        transaction
            .execute(
                "UPDATE meta SET value = max(value, ?1) WHERE key = 'changes_dropped_to'",
                [up_to],
            )
            .and_then(|_| transaction.commit())
            .doing(doing)
    }
}
