//! The index follows an import while it goes on, once that is large enough to be worth
//! a thread. A small one is indexed at its end.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::super::progress::Meter;
use crate::library::{Library, LibraryError, Progress};

/// Articles from which an import is large.
const LARGE: usize = 2_000;

/// Time between two looks at how far it has come.
const LOOK: Duration = Duration::from_millis(50);

pub(super) struct Indexing {
    dir: PathBuf,
    follower: Option<Follower>,
    stored: usize,
}

/// The thread that follows.
struct Follower {
    /// Says that there is more, and by its end that there will be no more.
    more: SyncSender<()>,
    thread: JoinHandle<Result<(), LibraryError>>,
    done: Arc<AtomicU64>,
}

impl Indexing {
    /// Of the library in `dir`.
    pub(super) fn new(dir: &Path) -> Self {
        Self {
            dir: dir.to_owned(),
            follower: None,
            stored: 0,
        }
    }

    /// So many articles have been stored by now.
    pub(super) fn follow(&mut self, stored: usize) {
        self.stored = stored;
        if stored < LARGE {
            return;
        }
        let follower = self
            .follower
            .get_or_insert_with(|| Follower::start(self.dir.clone()));
        // One that has not come to the last word yet needs no other.
        let _ = follower.more.try_send(());
    }

    /// Waits until the index has all that was stored. What fails here is tried again
    /// when the index is brought up to date after the import, and told then.
    pub(super) fn finish(self) {
        let Some(Follower { more, thread, done }) = self.follower else {
            return;
        };
        drop(more);
        let mut meter = Meter::of_articles("indexing");
        while !thread.is_finished() {
            let done = done.load(Ordering::Relaxed);
            meter.report(Progress {
                done,
                total: done.max(self.stored as u64),
            });
            thread::sleep(LOOK);
        }
        let _ = thread.join();
    }
}

impl Follower {
    fn start(dir: PathBuf) -> Self {
        let (more, news) = sync_channel(1);
        let done = Arc::new(AtomicU64::new(0));
        let told = Arc::clone(&done);
        let thread = thread::spawn(move || {
            let library = Library::open(&dir)?;
            library.follow_store(&mut || news.recv().is_ok(), &mut |progress| {
                told.store(progress.done, Ordering::Relaxed);
            })?;
            Ok(())
        });
        Self { more, thread, done }
    }
}
