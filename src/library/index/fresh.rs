//! Articles on their way into the index straight from who stores them, so that what has just
//! been written need not be read again; or what the index will have of them, where someone else
//! has had the time to make it.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::document::Content;
use crate::article::Article;
use crate::library::{ArticleId, Form, Former};

/// Articles that are held at most before [`Fresh::committed`] waits: some megabytes, and as many
/// as are stored while a segment of some thousand is written.
const HELD: usize = 1_500;

/// Articles that are held from which on the index is behind.
const BEHIND: usize = 300;

/// After so long whoever waits for room looks whether there is still anyone to make it.
const LOOK: Duration = Duration::from_millis(50);

/// Shared by the thread that stores and the one that indexes. What is missing in it, or has
/// changed in the store since, is read there. Nothing is held before it [begins](Self::begin).
#[derive(Debug, Default)]
pub struct Fresh {
    held: Mutex<Option<Held>>,
    taken: Condvar,
}

#[derive(Debug, Default)]
struct Held {
    /// Not committed yet, as far as is known.
    coming: BTreeMap<ArticleId, FreshArticle>,
    stored: BTreeMap<ArticleId, FreshArticle>,
}

/// An article, or what the index will have of it.
#[derive(Debug)]
pub(super) enum FreshArticle {
    Whole(Box<Article>),
    Indexed(Content),
}

impl Held {
    fn count(&self) -> usize {
        self.coming.len() + self.stored.len()
    }

    fn is_full(&self) -> bool {
        self.count() > HELD
    }
}

impl Fresh {
    /// Holds an article that is about to be committed to the store, in this `form` and as number
    /// `id`.
    pub fn put(&self, id: ArticleId, article: Article, form: Form) {
        if let Some(held) = &mut *self.lock() {
            let content = form.content.map(FreshArticle::Indexed);
            let article = content.unwrap_or_else(|| FreshArticle::Whole(Box::new(article)));
            held.coming.insert(id, article);
        }
    }

    /// Whether the index lags so far behind that what it will have of an article is better made by
    /// someone else.
    #[must_use]
    pub fn is_behind(&self) -> bool {
        self.lock()
            .as_ref()
            .is_some_and(|held| held.count() > BEHIND)
    }

    /// What has been put so far is committed. Waits until few are held, or no one `is_there`
    /// to take them.
    pub fn committed(&self, is_there: impl Fn() -> bool) {
        let mut lock = self.lock();
        if let Some(held) = &mut *lock {
            held.stored.append(&mut held.coming);
        }
        while lock.as_ref().is_some_and(Held::is_full) && is_there() {
            let waited = self.taken.wait_timeout(lock, LOOK);
            (lock, _) = waited.unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// An article that is in the store. Of one that has just changed there, or is about to, it is
    /// not known here which is.
    pub(super) fn take(&self, id: ArticleId) -> Option<FreshArticle> {
        let mut lock = self.lock();
        let held = lock.as_mut()?;
        let was_full = held.is_full();
        // A commit is seen in the store before it is told here.
        let article = match (held.stored.remove(&id), held.coming.remove(&id)) {
            (Some(_), Some(_)) => None,
            (stored, coming) => stored.or(coming),
        };
        // To notify is a call of the system even where no one waits.
        if was_full && !held.is_full() {
            self.taken.notify_one();
        }
        article
    }

    /// Makes what the index will have of those that are held, once no more are put: from the last
    /// on, as the index takes the first, until the two meet. It makes that of the one where they
    /// do itself.
    pub fn help(&self, former: &mut Former) {
        let mut before = ArticleId(i64::MAX);
        while let Some((id, article)) = self.take_whole(before) {
            let content = former.content(&article);
            if let Some(held) = &mut *self.lock() {
                held.stored.insert(id, FreshArticle::Indexed(content));
            }
            before = id;
        }
    }

    /// The last of those before a certain one that what the index will have of is not made yet.
    fn take_whole(&self, before: ArticleId) -> Option<(ArticleId, Box<Article>)> {
        let mut lock = self.lock();
        let stored = &mut lock.as_mut()?.stored;
        let is_whole =
            |(_, article): &(_, &FreshArticle)| matches!(article, FreshArticle::Whole(_));
        let (&id, _) = stored.range(..before).rev().find(is_whole)?;
        match stored.remove(&id) {
            Some(FreshArticle::Whole(article)) => Some((id, article)),
            _ => None,
        }
    }

    /// From now on articles are held: once the index has what was in the store at first, since that
    /// may take long, or at once where there was nothing.
    pub fn begin(&self) {
        self.lock().get_or_insert_default();
    }

    /// Lets go of what is committed and no change of the store has asked for.
    pub(super) fn clear(&self) {
        if let Some(held) = &mut *self.lock() {
            held.stored.clear();
        }
        self.taken.notify_one();
    }

    fn lock(&self) -> MutexGuard<'_, Option<Held>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Former;

    #[test]
    fn what_is_held_is_made_from_the_last_on() {
        let fresh = Fresh::default();
        let mut former = Former::default();
        fresh.help(&mut former);
        fresh.begin();
        for (id, is_indexed) in [(1, false), (2, true), (3, false)] {
            let article = Article::default();
            let form = former.form(&article, is_indexed).unwrap();
            fresh.put(ArticleId(id), article, form);
        }
        fresh.committed(|| true);
        fresh.begin();
        assert_eq!(
            fresh.take_whole(ArticleId(9)).map(|(id, _)| id),
            Some(ArticleId(3))
        );
        fresh.help(&mut former);
        for id in [1, 2] {
            let made = fresh.take(ArticleId(id));
            assert!(matches!(made, Some(FreshArticle::Indexed(_))), "{id}");
        }
        assert!(fresh.take(ArticleId(3)).is_none());
    }

    #[test]
    fn a_look_lets_go_of_nothing_that_is_not_committed_yet() {
        let fresh = Fresh::default();
        let article = Article::default();
        let form = || Former::default().form(&article, true).unwrap();
        let put = |id| fresh.put(ArticleId(id), article.clone(), form());
        put(1);
        assert!(fresh.take(ArticleId(1)).is_none());
        fresh.begin();
        put(2);
        put(3);
        fresh.clear();
        assert!(fresh.take(ArticleId(2)).is_some());
        fresh.committed(|| true);
        fresh.clear();
        assert!(fresh.take(ArticleId(3)).is_none());
    }
}
