//! The store settles while an import goes on: to bring to their place what several transactions
//! have written waits for the disk, and whoever stores would wait with it.

use std::path::PathBuf;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use crate::library::Library;

/// Articles after which it is worth it: some megabytes. At the end, when little else is left to be
/// done, it soon is.
const EVERY: usize = 2_000;
const AT_END: usize = 500;

pub(super) struct Settling<'a> {
    library: &'a Library,
    /// How many articles have been stored, and how many had been when it was asked for last.
    stored: usize,
    asked: usize,
    settler: Option<Settler>,
}

/// The thread that does it each time it is asked to, until no one can ask any more.
struct Settler {
    ask: SyncSender<()>,
    thread: JoinHandle<()>,
}

impl<'a> Settling<'a> {
    /// Of the `library` that stores.
    pub(super) fn new(library: &'a Library) -> Self {
        Self {
            library,
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
            let settler = self
                .settler
                .get_or_insert_with(|| Settler::start(self.library.dir().to_owned()));
            // One that has not begun yet does this as well.
            let _ = settler.ask.try_send(());
        }
    }

    /// Does it for the last time, by the library that has stored all.
    pub(super) fn finish(self) {
        if let Some(Settler { ask, thread }) = self.settler {
            drop(ask);
            let _ = thread.join();
        }
        if self.stored >= self.asked + AT_END {
            // What fails here stays in the write-ahead log, from which it is read too.
            let _ = self.library.settle_whole();
        }
    }
}

impl Settler {
    fn start(dir: PathBuf) -> Self {
        let (ask, asked) = sync_channel(1);
        let thread = thread::spawn(move || {
            let Ok(library) = Library::open(&dir) else {
                return;
            };
            for () in asked {
                // What fails here is tried again at the end.
                let _ = library.settle();
            }
        });
        Self { ask, thread }
    }
}
