//! The index follows an import while it goes on, once that is large enough to be worth
//! a thread. A small one is indexed at its end.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::super::progress::Meter;
use crate::article::Article;
use crate::library::{
    ArticleId, CatchUp, Following, Form, Former, Fresh, Library, LibraryError, Progress,
};

/// Articles from which an import is large, and bytes of what is to be read.
const LARGE: usize = 500;
const LARGE_BYTES: u64 = 1_000_000;

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
    thread: JoinHandle<()>,
    /// Whether it has indexed all, once it has come to its end: to wait for that of the thread is to
    /// wait until its memory is put in order.
    end: Receiver<bool>,
    done: Arc<AtomicU64>,
    fresh: Arc<Fresh>,
}

impl Indexing {
    /// What is handed to the index, if that is to follow from the first article on, as it is when
    /// so many bytes are to be read; 0 where that is not known.
    pub(super) fn expecting(bytes: u64) -> Option<Arc<Fresh>> {
        (bytes >= LARGE_BYTES).then(Arc::default)
    }

    /// Of `library`, with what is [expected](Self::expecting).
    ///
    /// # Errors
    /// When the library cannot be read.
    pub(super) fn new(library: &Library, fresh: Option<Arc<Fresh>>) -> Result<Self, LibraryError> {
        let dir = library.dir();
        if let Some(fresh) = &fresh
            && library.counts()?.total == 0
        {
            fresh.begin();
        }
        Ok(Self {
            dir: dir.to_owned(),
            follower: fresh.map(|fresh| Follower::start(dir.to_owned(), fresh)),
            stored: 0,
        })
    }

    /// An article is about to be stored.
    pub(super) fn hold(&self, id: ArticleId, article: Article, form: Form) {
        if let Some(follower) = self.follower.as_ref().filter(|one| one.is_there()) {
            follower.fresh.put(id, article, form);
        }
    }

    /// So many articles have been stored by now. Waits while the index lags behind, as no more
    /// would be done the sooner.
    pub(super) fn follow(&mut self, stored: usize) {
        self.stored = stored;
        if self.follower.is_none() && stored < LARGE {
            return;
        }
        let follower = self
            .follower
            .get_or_insert_with(|| Follower::start(self.dir.clone(), Arc::default()));
        // One that has not come to the last word yet needs no other.
        let _ = follower.more.try_send(());
        follower.fresh.committed(|| follower.is_there());
    }

    /// Helps the index, and waits until it has all that was stored; whether it has. What fails here
    /// is tried again when the index is brought up to date after the import, and told then.
    pub(super) fn finish(self, mut former: Former) -> bool {
        let Some(Follower {
            more,
            end,
            done,
            fresh,
            ..
        }) = self.follower
        else {
            return false;
        };
        drop(more);
        fresh.help(&mut former);
        drop(former);
        let mut meter = Meter::of_articles("indexing");
        loop {
            let end = end.recv_timeout(LOOK);
            if end != Err(RecvTimeoutError::Timeout) {
                return end == Ok(true);
            }
            let done = done.load(Ordering::Relaxed);
            meter.report(Progress {
                done,
                total: done.max(self.stored as u64),
            });
        }
    }
}

impl Follower {
    fn start(dir: PathBuf, fresh: Arc<Fresh>) -> Self {
        let (more, news) = sync_channel(1);
        let (ends, end) = sync_channel(1);
        let done = Arc::new(AtomicU64::new(0));
        let told = Arc::clone(&done);
        let held = Arc::clone(&fresh);
        let follow = move || -> Result<CatchUp, LibraryError> {
            let library = Library::open(&dir)?;
            let following = Following {
                more: &mut || news.recv().is_ok(),
                fresh: &held,
            };
            library.follow_store(following, &mut |progress| {
                told.store(progress.done, Ordering::Relaxed);
            })
        };
        let thread = thread::spawn(move || {
            let is_indexed = matches!(follow(), Ok(CatchUp::Done(_)));
            let _ = ends.send(is_indexed);
        });
        Self {
            more,
            thread,
            end,
            done,
            fresh,
        }
    }

    /// Whether it still follows.
    fn is_there(&self) -> bool {
        !self.thread.is_finished()
    }
}
