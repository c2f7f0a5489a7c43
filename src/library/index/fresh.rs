//! Articles on their way into the index straight from who stores them, so that what has just
//! been written need not be read again.

use std::collections::HashMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::article::Article;
use crate::library::ArticleId;

/// Articles that are held at most before [`Fresh::wait_for_room`] waits: some ten megabytes.
const HELD: usize = 1_000;

/// After so long whoever waits for room looks whether there is still anyone to make it.
const LOOK: Duration = Duration::from_millis(50);

/// Shared by the thread that stores and the one that indexes. What is missing in it, or has
/// changed in the store since, is read there. Nothing is held before the index has what was
/// in the store at first, since that may take long.
#[derive(Debug, Default)]
pub struct Fresh {
    articles: Mutex<Option<HashMap<ArticleId, Article>>>,
    taken: Condvar,
}

impl Fresh {
    /// Holds an article that is about to be committed to the store as number `id`.
    pub fn put(&self, id: ArticleId, article: Article) {
        if let Some(articles) = &mut *self.lock() {
            articles.insert(id, article);
        }
    }

    /// Waits until few are held, or no one `is_there` to take them.
    pub fn wait_for_room(&self, is_there: impl Fn() -> bool) {
        let mut articles = self.lock();
        while articles.as_ref().is_some_and(|held| held.len() > HELD) && is_there() {
            let waited = self.taken.wait_timeout(articles, LOOK);
            (articles, _) = waited.unwrap_or_else(PoisonError::into_inner);
        }
    }

    pub(super) fn take(&self, id: ArticleId) -> Option<Article> {
        let article = self.lock().as_mut()?.remove(&id);
        self.taken.notify_one();
        article
    }

    /// Begins anew, without what no change of the store has asked for.
    pub(super) fn clear(&self) {
        *self.lock() = Some(HashMap::new());
        self.taken.notify_one();
    }

    fn lock(&self) -> MutexGuard<'_, Option<HashMap<ArticleId, Article>>> {
        self.articles.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
