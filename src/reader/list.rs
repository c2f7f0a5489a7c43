//! The list of headlines: a window on a list of any length.

use crate::library::{Anchor, ArticleId, Headline, Library, LibraryError, Order, Query, Result};

/// Headlines read at a time. A key waits for them, and most screens show no more than half as
/// many.
const PAGE: usize = 40;
/// Headlines that are there at least on either side of the selected one, as far as the list
/// goes.
const NEAR: usize = PAGE / 2;
/// Headlines that are kept on either side of the selected one, where there is a page more.
const KEPT: usize = 5 * PAGE;
/// The best that are listed; what comes after them is not what was looked for.
const BEST: usize = 200;

/// The beginning of a list.
#[derive(Debug)]
pub struct Found {
    pub items: Vec<Headline>,
    /// There is no more of it.
    pub is_whole: bool,
}

/// The beginning of what matches `query`, by `order`. Without words there is nothing to
/// rank, and the newest come first.
///
/// # Errors
/// When the library cannot be read.
pub fn find(library: &Library, query: &Query, order: Order) -> Result<Found> {
    if order == Order::Relevance && query.has_words() {
        let hits = library.search(query, order, BEST)?;
        return Ok(Found {
            items: hits.into_iter().map(|hit| hit.headline).collect(),
            is_whole: true,
        });
    }
    let items = library.headlines(query, Anchor::Newest, PAGE)?;
    Ok(Found {
        is_whole: items.len() < PAGE,
        items,
    })
}

/// What of the list is loaded, newest first, and which headline is selected.
#[derive(Debug)]
pub struct HeadlineList {
    query: Query,
    items: Vec<Headline>,
    selected: usize,
    /// The first headline on the screen.
    pub top: usize,
    reaches_newest: bool,
    reaches_oldest: bool,
}

impl HeadlineList {
    /// The newest headlines that match `query`.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn newest(library: &Library, query: Query) -> Result<Self> {
        Self::ordered(library, query, Order::Date)
    }

    /// The headlines that match `query`, the best or the newest first.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn ordered(library: &Library, query: Query, order: Order) -> Result<Self> {
        let found = find(library, &query, order)?;
        Ok(Self::of(query, found))
    }

    /// The list that begins with what was `found` for `query`, its first selected.
    #[must_use]
    pub fn of(query: Query, found: Found) -> Self {
        Self {
            query,
            reaches_oldest: found.is_whole,
            items: found.items,
            selected: 0,
            top: 0,
            reaches_newest: true,
        }
    }

    /// The headlines around `id`, which is selected.
    ///
    /// # Errors
    /// When the library cannot be read or lacks `id`.
    pub fn around(library: &Library, query: Query, id: ArticleId) -> Result<Self> {
        let items = library.headlines(&query, Anchor::Around(id), PAGE)?;
        let selected = items.iter().position(|item| item.id == id).unwrap_or(0);
        let mut list = Self {
            query,
            items,
            selected,
            top: selected,
            reaches_newest: false,
            reaches_oldest: false,
        };
        list.reach(library, NEAR)?;
        Ok(list)
    }

    /// Reads the list anew; what was selected is so again, as far from the top of the
    /// screen, if it is still there.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn reload(&mut self, library: &Library) -> Result<()> {
        let at_newest = self.reaches_newest && self.selected == 0;
        let selected = self.selected().map(|item| item.id).filter(|_| !at_newest);
        let above = self.selected.saturating_sub(self.top);
        let query = self.query.clone();
        let around = selected.map(|id| Self::around(library, query.clone(), id));
        *self = match around {
            Some(Ok(list)) if list.selected().map(|item| item.id) == selected => list,
            Some(Err(error)) if !matches!(error, LibraryError::NoArticle(_)) => return Err(error),
            _ => Self::newest(library, query)?,
        };
        self.top = self.selected.saturating_sub(above);
        Ok(())
    }

    /// Reads anew the headlines that are loaded and no others; those that are gone go.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn reload_loaded(&mut self, library: &Library) -> Result<()> {
        let selected = self.selected().map(|item| item.id);
        let mut items = Vec::with_capacity(self.items.len());
        for item in &self.items {
            match library.headline(item.id) {
                Ok(now) => items.push(now),
                Err(LibraryError::NoArticle(_)) => {}
                Err(error) => return Err(error),
            }
        }
        self.items = items;
        self.selected = self.selected.min(self.items.len().saturating_sub(1));
        if let Some(id) = selected {
            self.select(id);
        }
        self.top = self.top.min(self.selected);
        Ok(())
    }

    #[must_use]
    pub fn query(&self) -> &Query {
        &self.query
    }

    #[must_use]
    pub fn items(&self) -> &[Headline] {
        &self.items
    }

    #[must_use]
    pub fn selected_index(&self) -> usize {
        self.selected
    }

    #[must_use]
    pub fn selected(&self) -> Option<&Headline> {
        self.items.get(self.selected)
    }

    /// Applies `change` to the headline of `id` where it is loaded.
    pub fn change(&mut self, id: ArticleId, change: impl FnOnce(&mut Headline)) {
        if let Some(item) = self.items.iter_mut().find(|item| item.id == id) {
            change(item);
        }
    }

    /// Applies `change` to every headline that is loaded.
    pub fn change_all(&mut self, change: impl FnMut(&mut Headline)) {
        self.items.iter_mut().for_each(change);
    }

    /// Selects `id` if it is loaded.
    pub fn select(&mut self, id: ArticleId) {
        if let Some(index) = self.items.iter().position(|item| item.id == id) {
            self.selected = index;
        }
    }

    /// Moves `by` headlines, downwards when positive, as far as the list goes. Returns
    /// whether another headline is selected now.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn move_by(&mut self, library: &Library, by: isize) -> Result<bool> {
        let before = self.selected().map(|item| item.id);
        self.selected = self
            .selected
            .saturating_add_signed(by)
            .min(self.items.len().saturating_sub(1));
        self.reach(library, NEAR)?;
        Ok(self.selected().map(|item| item.id) != before)
    }

    /// Selects the newest headline.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn select_newest(&mut self, library: &Library) -> Result<()> {
        if self.reaches_newest {
            self.selected = 0;
            return Ok(());
        }
        *self = Self::newest(library, self.query.clone())?;
        Ok(())
    }

    /// Selects the oldest headline.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn select_oldest(&mut self, library: &Library) -> Result<()> {
        if !self.reaches_oldest {
            self.items = library.headlines(&self.query, Anchor::Oldest, PAGE)?;
            self.reaches_newest = self.items.len() < PAGE;
            self.reaches_oldest = true;
        }
        self.selected = self.items.len().saturating_sub(1);
        self.top = self.selected;
        Ok(())
    }

    /// Loads what is missing of the `near` headlines on either side of the selected one.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn reach(&mut self, library: &Library, near: usize) -> Result<()> {
        while !self.reaches_oldest && self.selected + near >= self.items.len() {
            self.load_older(library)?;
        }
        while !self.reaches_newest && self.selected < near {
            self.load_newer(library)?;
        }
        self.let_go(KEPT.max(near));
        Ok(())
    }

    fn load_older(&mut self, library: &Library) -> Result<()> {
        let last = self.items.last().map(Headline::key);
        let anchor = last.map_or(Anchor::Newest, Anchor::OlderThan);
        let older = library.headlines(&self.query, anchor, PAGE)?;
        self.reaches_oldest = older.len() < PAGE;
        self.items.extend(older);
        Ok(())
    }

    fn load_newer(&mut self, library: &Library) -> Result<()> {
        let first = self.items.first().map(Headline::key);
        let anchor = first.map_or(Anchor::Oldest, Anchor::NewerThan);
        let newer = library.headlines(&self.query, anchor, PAGE)?;
        self.reaches_newest = newer.len() < PAGE;
        self.selected += newer.len();
        self.top += newer.len();
        self.items.splice(..0, newer);
        Ok(())
    }

    /// Lets go of what is further than `kept` headlines from the selected one, once that is
    /// worth the while.
    fn let_go(&mut self, kept: usize) {
        let below = self.selected + kept;
        if self.items.len() > below + PAGE {
            self.items.truncate(below);
            self.reaches_oldest = false;
        }
        let above = self.selected.saturating_sub(kept);
        if above > PAGE {
            self.items.drain(..above);
            self.selected -= above;
            self.top = self.top.saturating_sub(above);
            self.reaches_newest = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use jiff::Timestamp;

    fn library_of(count: i64) -> (tempfile::TempDir, Library) {
        let dir = tempfile::tempdir().expect("a folder");
        let library = Library::open(dir.path()).expect("a library");
        let articles = (0..count).map(|n| Article {
            guid: Some(n.to_string()),
            title: n.to_string(),
            published: Timestamp::from_second(n * 60).ok(),
            ..Article::default()
        });
        let articles: Vec<_> = articles.collect();
        library.add(articles, Timestamp::UNIX_EPOCH).expect("added");
        (dir, library)
    }

    #[test]
    fn a_walk_down_and_up_meets_every_headline_and_keeps_few() {
        let (_dir, library) = library_of(1_000);
        let mut list = HeadlineList::newest(&library, Query::All).expect("a list");
        let mut met = vec![list.selected().expect("one").title.clone()];
        while list.move_by(&library, 1).expect("more") {
            met.push(list.selected().expect("one").title.clone());
            assert!(list.items().len() <= 2 * (KEPT + PAGE));
        }
        let all: Vec<_> = (0..1_000).rev().map(|n| n.to_string()).collect();
        assert_eq!(met, all);
        let mut up = 0;
        while list.move_by(&library, -1).expect("more") {
            up += 1;
        }
        assert_eq!(
            (up, list.selected().expect("one").title.as_str()),
            (999, "999")
        );
        list.select_oldest(&library).expect("the end");
        assert_eq!(list.selected().expect("one").title, "0");
        assert!(list.move_by(&library, -500).expect("more"));
        list.select_newest(&library).expect("the top");
        assert_eq!(list.selected().expect("one").title, "999");
    }

    #[test]
    fn an_empty_list_bears_every_move() {
        let (_dir, library) = library_of(0);
        let mut list = HeadlineList::newest(&library, Query::All).expect("a list");
        assert!(!list.move_by(&library, 1).expect("no more"));
        list.select_oldest(&library).expect("the end");
        list.select_newest(&library).expect("the top");
        assert!(list.selected().is_none());
    }
}
