//! Files of the index that are written and may not be on the disk yet. A segment has twelve; each
//! is waited for in a thread of its own while the next is being written, as no one relies on any
//! before there is a commit.

use std::fs::File;
use std::io::{self, Write};
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use tantivy::directory::{AntiCallToken, TerminatingWrite, WritePtr};

/// Shared by all who write.
#[derive(Debug, Clone, Default)]
pub(super) struct Unsynced(Arc<Mutex<Vec<Waiting>>>);

/// One who waits for the disk.
type Waiting = JoinHandle<io::Result<()>>;

impl Unsynced {
    /// Makes the file at `path`, where none may be yet.
    pub(super) fn create(&self, path: &Path) -> io::Result<WritePtr> {
        let file = File::create_new(path)?;
        let unsynced = self.clone();
        Ok(WritePtr::new(Box::new(Unfinished { file, unsynced })))
    }

    /// There is nothing more to be written to `file`.
    pub(super) fn finished(&self, file: File) -> io::Result<()> {
        let waiting = thread::Builder::new().spawn(move || file.sync_data())?;
        self.lock().push(waiting);
        Ok(())
    }

    /// Waits until all files that are finished are on the disk. What goes wrong there is told
    /// here.
    pub(super) fn sync(&self) -> io::Result<()> {
        let waiting = std::mem::take(&mut *self.lock());
        let ends = waiting
            .into_iter()
            .map(|one| one.join().unwrap_or_else(|panic| resume_unwind(panic)));
        ends.fold(Ok(()), Result::and)
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Waiting>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A file that is being written.
struct Unfinished {
    file: File,
    unsynced: Unsynced,
}

impl Write for Unfinished {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl TerminatingWrite for Unfinished {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        self.unsynced.finished(self.file.try_clone()?)
    }
}
