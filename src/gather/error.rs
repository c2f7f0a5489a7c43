//! Why something could not be gathered.

use std::io;
use std::time::Duration;

use crate::feed::FeedError;
use crate::library::LibraryError;
use crate::web::WebError;

/// Why something could not be gathered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the messages say it")]
pub enum GatherError {
    #[error(transparent)]
    Web(#[from] WebError),
    #[error(transparent)]
    Feed(#[from] FeedError),
    #[error(transparent)]
    Library(#[from] LibraryError),
    #[error(transparent)]
    File(#[from] io::Error),
    #[error("{0} is no address")]
    NoAddress(String),
    #[error("neither a feed nor a page that names one")]
    NoFeed,
    #[error("the article has no address on the web")]
    NowhereOnTheWeb,
    #[error("it is no picture that can be shown")]
    NoPicture,
    #[error("the page says no more than the feed")]
    NoMore,
}

impl GatherError {
    /// How long the server wants to be left alone, if it said.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Web(error) => error.retry_after(),
            _ => None,
        }
    }
}
