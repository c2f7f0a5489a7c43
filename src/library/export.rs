//! Whole articles, one after the other.

use std::collections::VecDeque;

use super::page::{Direction, Stretch};
use super::query::Filter;
use super::{Headline, Key, Library, Query, Result};
use crate::article::Article;

impl Library {
    /// All articles that match `query`, newest first, read as they are asked for.
    ///
    /// # Errors
    /// When the query cannot be evaluated; each article may have its own.
    pub fn export(&self, query: &Query) -> Result<Export<'_>> {
        Ok(Export {
            library: self,
            filter: self.resolve(query)?,
            last: None,
            ready: VecDeque::new(),
            ended: false,
        })
    }
}

/// The articles of [`Library::export`].
pub struct Export<'a> {
    library: &'a Library,
    filter: Filter,
    last: Option<Key>,
    ready: VecDeque<Headline>,
    ended: bool,
}

impl Export<'_> {
    /// Headlines read at a time.
    const PAGE: usize = 200;

    fn refill(&mut self) -> Result<()> {
        let stretch = Stretch {
            direction: Direction::Older,
            from: self.last,
        };
        self.ready = self
            .library
            .stretch(&self.filter, stretch, Self::PAGE)?
            .into();
        self.last = self.ready.back().map(Headline::key);
        self.ended = self.ready.is_empty();
        Ok(())
    }
}

impl Iterator for Export<'_> {
    type Item = Result<(Headline, Article)>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.ready.is_empty()
                && !self.ended
                && let Err(error) = self.refill()
            {
                self.ended = true;
                return Some(Err(error));
            }
            let headline = self.ready.pop_front()?;
            match self.library.find_article(headline.id) {
                Ok(Some(article)) => return Some(Ok((headline, article))),
                // Another process has removed it since the page was read.
                Ok(None) => {}
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::ArticleId;
    use crate::library::testing::{article, library, time};

    #[test]
    fn export_reads_everything_once() {
        let library = library();
        let articles = (0..450).map(|n| article(&format!("خبر {n}"), "متن", n));
        library.add(articles, time(0)).unwrap();
        let exported: Vec<ArticleId> = library
            .export(&Query::All)
            .unwrap()
            .map(|item| item.unwrap().0.id)
            .collect();
        let expected: Vec<ArticleId> = (1..=450).rev().map(ArticleId).collect();
        assert_eq!(exported, expected);
    }
}
