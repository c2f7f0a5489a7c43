//! Work that must not hold up the keys, done in a thread of its own with a library of
//! its own.

use std::path::Path;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use crate::library::{ArticleId, Library, LibraryError, Related};

/// What there is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Job {
    /// Bring the search index up to date.
    CatchUp,
    /// Find what is related to an article.
    Related(ArticleId),
}

/// What came of a job.
#[derive(Debug)]
pub enum News {
    /// The index holds this share of the articles, in hundredths.
    Indexing(u64),
    /// The index is up to date.
    Indexed,
    Related(ArticleId, Vec<Related>),
    /// A job could not be done.
    Failed(Job, LibraryError),
}

/// Articles that the related pane shows.
const RELATED: usize = 20;

/// Does `job` and tells what comes of it.
pub fn perform(library: &Library, job: Job, tell: &mut dyn FnMut(News)) {
    let done = match job {
        Job::CatchUp => library
            .catch_up_index(&mut |progress| {
                let total = progress.total.max(1);
                tell(News::Indexing(progress.done * 100 / total));
            })
            .map(|_| News::Indexed),
        Job::Related(id) => library
            .related(id, RELATED)
            .map(|related| News::Related(id, related)),
    };
    tell(done.unwrap_or_else(|error| News::Failed(job, error)));
}

/// Starts the threads that work on the library in `dir`: one for the index, which may
/// take long, and one for the rest. `tell` gets the news; the threads end when the
/// sender returned is dropped.
///
/// # Errors
/// When the library cannot be opened again.
pub fn start(
    dir: &Path,
    tell: impl Fn(News) + Clone + Send + 'static,
) -> Result<Sender<Job>, LibraryError> {
    let (jobs, waiting) = mpsc::channel();
    let (index_jobs, index_waiting) = mpsc::channel();
    let libraries = [Library::open(dir)?, Library::open(dir)?];
    let [for_index, for_related] = libraries;
    let index_tell = tell.clone();
    thread::spawn(move || {
        for job in index_waiting {
            perform(&for_index, job, &mut |news| index_tell(news));
        }
    });
    thread::spawn(move || work(&for_related, &waiting, &index_jobs, &mut |news| tell(news)));
    Ok(jobs)
}

/// Of the articles that are waiting only the last is still on the screen.
fn work(
    library: &Library,
    waiting: &Receiver<Job>,
    for_index: &Sender<Job>,
    tell: &mut dyn FnMut(News),
) {
    while let Ok(first) = waiting.recv() {
        let mut last_related = None;
        for job in std::iter::once(first).chain(waiting.try_iter()) {
            match job {
                Job::CatchUp => {
                    let _ = for_index.send(job);
                }
                Job::Related(_) => last_related = Some(job),
            }
        }
        if let Some(job) = last_related {
            perform(library, job, tell);
        }
    }
}
