//! The store settles while an import goes on: to bring to their place what several transactions
//! have written waits for the disk, and whoever stores would wait with it.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use crate::library::Library;

/// Articles after which it is worth it: some megabytes. At the end, when little else is left to be
/// done, it soon is.
const EVERY: usize = 2_000;
const AT_END: usize = 500;

pub(super) struct Settling {
    dir: PathBuf,
    /// How many articles have been stored, and how many had been when it was asked for last.
    stored: usize,
    asked: usize,
    settler: Option<Settler>,
}

/// What is to be brought to its place.
enum Until {
    /// What has been written by now.
    Now,
    /// All, as no more comes.
    End,
}

/// The thread that does it each time it is asked to, until no one can ask any more.
struct Settler {
    ask: SyncSender<Until>,
    thread: JoinHandle<()>,
}

impl Settling {
    /// Of the library in `dir`.
    pub(super) fn new(dir: &Path) -> Self {
        Self {
            dir: dir.to_owned(),
            stored: 0,
            asked: 0,
            settler: None,
        }
    }

    /// So many articles have been stored by now.
    pub(super) fn follow(&mut self, stored: usize) {
        self.stored = stored;
        if stored >= self.asked + EVERY {
            self.asked = stored;
            // One that has not begun yet does this as well.
            let _ = self.settler().ask.try_send(Until::Now);
        }
    }

    /// Does it for the last time while `other` is waited for; gives what that gives.
    pub(super) fn finish<T>(mut self, other: impl FnOnce() -> T) -> T {
        if self.stored >= self.asked + AT_END {
            let _ = self.settler().ask.send(Until::End);
        }
        let other = other();
        if let Some(Settler { ask, thread }) = self.settler {
            drop(ask);
            let _ = thread.join();
        }
        other
    }

    fn settler(&mut self) -> &Settler {
        self.settler
            .get_or_insert_with(|| Settler::start(self.dir.clone()))
    }
}

impl Settler {
    fn start(dir: PathBuf) -> Self {
        let (ask, asked) = sync_channel(1);
        let thread = thread::spawn(move || {
            let Ok(library) = Library::open(&dir) else {
                return;
            };
            for until in asked {
                // What fails here fails again, and is told, when the library is closed.
                let _ = match until {
                    Until::Now => library.settle(),
                    Until::End => library.settle_whole(),
                };
            }
        });
        Self { ask, thread }
    }
}
