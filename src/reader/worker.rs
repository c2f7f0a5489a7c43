//! Work that must not hold up the keys, done in a thread of its own with a library of
//! its own.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use super::gathering::{self, Fetch, Gathered};
use super::list::{self, Found};
use super::syncing::{self, Sync, Syncing};
use crate::article::Article;
use crate::gather::{Gatherer, Limits};
use crate::library::{ArticleId, Chapter, Library, LibraryError, Order, Query, Related, Undone};

/// What there is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Job {
    /// Bring the search index up to date.
    CatchUp,
    /// Find what is asked for by the text of a search line, which means this query.
    Search(String, Query, Order),
    /// Find what is related to an article, which is here.
    Related(ArticleId, Arc<Article>),
    /// Find the story of an article.
    Story(ArticleId),
    /// Fetch something from the web.
    Gather(Fetch),
    /// Bring accounts in step with their servers.
    Sync(Sync),
    /// Mark all that this finds read.
    MarkAllRead(Query),
    /// Take back what was done last.
    Undo,
}

/// What came of a job.
#[derive(Debug)]
pub enum News {
    /// The index holds this share of the articles, in hundredths.
    Indexing(u64),
    /// The index is up to date.
    Indexed,
    /// What a search found: its text, what was understood of it, the articles.
    Found(String, Query, Found),
    /// What is related to an article, best first.
    Related(ArticleId, Vec<Related>),
    /// The story of an article, oldest first.
    Story(ArticleId, Vec<Chapter>),
    /// How an errand goes, or what came of it.
    Gathered(Gathered),
    /// The same of accounts.
    Syncing(Syncing),
    /// So many articles are no longer unread.
    MarkedRead(u64),
    /// What has been taken back, if there was anything.
    Undone(Option<Undone>),
    /// A job could not be done.
    Failed(Job, LibraryError),
}

/// Articles that the related pane shows.
const RELATED: usize = 20;

/// Does `job` and tells what comes of it.
pub fn perform(library: &Library, job: Job, tell: &mut dyn FnMut(News)) {
    let done = match &job {
        Job::CatchUp => library
            .catch_up_index(&mut |progress| {
                let total = progress.total.max(1);
                tell(News::Indexing(progress.done * 100 / total));
            })
            .map(|_| News::Indexed),
        Job::Search(text, query, order) => list::find(library, query, *order)
            .map(|found| News::Found(text.clone(), query.clone(), found)),
        Job::Related(id, article) => library
            .related_to(*id, article, RELATED)
            .map(|related| News::Related(*id, related)),
        Job::Story(id) => library
            .story(*id)
            .map(|chapters| News::Story(*id, chapters)),
        Job::MarkAllRead(query) => library.mark_all_read(query).map(News::MarkedRead),
        Job::Undo => library.undo().map(News::Undone),
        Job::Sync(wanted) => {
            let mut tell = |syncing| tell(News::Syncing(syncing));
            syncing::perform(library, wanted, &mut tell)
                .map(|synced| News::Syncing(Syncing::Done(synced)))
        }
        Job::Gather(errand) => {
            let gatherer = Gatherer::new(Limits::default());
            let mut tell = |gathered| tell(News::Gathered(gathered));
            return gathering::perform(library, &gatherer, errand.clone(), &mut tell);
        }
    };
    tell(done.unwrap_or_else(|error| News::Failed(job, error)));
}

/// Starts the threads that work on the library in `dir`: one for the index, one for what
/// is fetched within `limits`, one for servers of accounts, one for acts on very many
/// articles, which all may take long, and one for the rest. `tell` gets the news; the threads end when the sender returned is
/// dropped.
///
/// # Errors
/// When the library cannot be opened again.
pub fn start(
    dir: &Path,
    limits: Limits,
    tell: impl Fn(News) + Clone + Send + 'static,
) -> Result<Sender<Job>, LibraryError> {
    let (jobs, waiting) = mpsc::channel();
    let (index_jobs, index_waiting) = mpsc::channel();
    let (errands, errands_waiting) = mpsc::channel();
    let (acts, acts_waiting) = mpsc::channel();
    let (servers, servers_waiting) = mpsc::channel();
    let [for_index, for_web, for_related] = [
        Library::open(dir)?,
        Library::open(dir)?,
        Library::open(dir)?,
    ];
    let (index_tell, web_tell) = (tell.clone(), tell.clone());
    thread::spawn(move || {
        let gatherer = Gatherer::new(limits);
        for errand in errands_waiting {
            let mut tell = |gathered| web_tell(News::Gathered(gathered));
            gathering::perform(&for_web, &gatherer, errand, &mut tell);
        }
    });
    thread::spawn(move || {
        for job in index_waiting {
            perform(&for_index, job, &mut |news| index_tell(news));
        }
    });
    late(dir, acts_waiting, tell.clone());
    late(dir, servers_waiting, tell.clone());
    thread::spawn(move || {
        let others = Others {
            index: index_jobs,
            web: errands,
            acts,
            servers,
        };
        work(&for_related, &waiting, &others, &mut |news| tell(news));
    });
    Ok(jobs)
}

/// Does the jobs that are `waiting` in a thread whose library is opened when it is first
/// needed, since most who read need it late or never.
fn late(dir: &Path, waiting: Receiver<Job>, tell: impl Fn(News) + Send + 'static) {
    let dir = dir.to_owned();
    thread::spawn(move || {
        let mut library = None;
        for job in waiting {
            match library.take().map_or_else(|| Library::open(&dir), Ok) {
                Ok(opened) => perform(library.insert(opened), job, &mut |news| tell(news)),
                Err(error) => tell(News::Failed(job, error)),
            }
        }
    });
}

/// The threads for what takes long.
struct Others {
    index: Sender<Job>,
    web: Sender<Fetch>,
    acts: Sender<Job>,
    servers: Sender<Job>,
}

/// Of each kind of job that is waiting only the last is still wanted. What is asked for
/// by a key comes before what goes by itself.
fn work(library: &Library, waiting: &Receiver<Job>, others: &Others, tell: &mut dyn FnMut(News)) {
    while let Ok(first) = waiting.recv() {
        let (mut search, mut story, mut related) = (None, None, None);
        for job in std::iter::once(first).chain(waiting.try_iter()) {
            match job {
                Job::CatchUp => {
                    let _ = others.index.send(job);
                }
                Job::Gather(errand) => {
                    let _ = others.web.send(errand);
                }
                Job::MarkAllRead(_) | Job::Undo => {
                    let _ = others.acts.send(job);
                }
                Job::Sync(_) => {
                    let _ = others.servers.send(job);
                }
                Job::Search(..) => search = Some(job),
                Job::Story(_) => story = Some(job),
                Job::Related(..) => related = Some(job),
            }
        }
        for job in [search, story, related].into_iter().flatten() {
            perform(library, job, tell);
        }
    }
}
