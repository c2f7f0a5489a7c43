//! Which feed a person means.

use super::{Feed, FeedId, Library};
use crate::library::error::Doing;
use crate::library::{ArticleId, LibraryError, Result};
use crate::text::fold::fold;

impl Library {
    /// The feeds that the article `id` came by.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn feeds_of(&self, id: ArticleId) -> Result<Vec<Feed>> {
        let numbers: Vec<FeedId> = self
            .db
            .prepare_cached("SELECT feed FROM deliveries WHERE article = ?1")
            .and_then(|mut select| select.query_map([id], |row| row.get(0))?.collect())
            .doing("see where an article came from")?;
        numbers
            .into_iter()
            .map(|number| self.feed(number))
            .collect()
    }

    /// The feed that `named` means: its number, its address, or words of its name that
    /// no other has.
    ///
    /// # Errors
    /// [`LibraryError::NoFeed`] when there is none, [`LibraryError::Ambiguous`] when
    /// there are several, or when the store cannot be read.
    pub fn find_feed(&self, named: &str) -> Result<Feed> {
        let feeds = self.feeds()?;
        let named = named.trim();
        let exact = |feed: &&Feed| feed.url == named || feed.id.to_string() == named;
        if let Some(feed) = feeds.iter().find(exact) {
            return Ok(feed.clone());
        }
        let wanted = fold(named);
        let same: Vec<&Feed> = feeds
            .iter()
            .filter(|feed| fold(feed.label()) == wanted)
            .collect();
        let found = match same.as_slice() {
            [] if !wanted.is_empty() => feeds
                .iter()
                .filter(|feed| fold(feed.label()).contains(&wanted))
                .collect(),
            _ => same,
        };
        match found.as_slice() {
            [one] => Ok((*one).clone()),
            [] => Err(LibraryError::NoFeed(named.to_owned())),
            several => Err(LibraryError::Ambiguous {
                named: named.to_owned(),
                meant: several
                    .iter()
                    .map(|feed| format!("{} {}", feed.id, feed.label()))
                    .collect::<Vec<_>>()
                    .join(", "),
            }),
        }
    }
}
