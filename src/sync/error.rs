//! Why a server and the library are not in step.

use std::time::Duration;

use super::secret::SecretError;
use crate::library::LibraryError;
use crate::text::sanitize;
use crate::web::WebError;

/// Characters of a server's own words that are repeated.
const WORDS: usize = 200;

/// Why a server and the library are not in step. No message holds a password.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the messages say it")]
pub enum SyncError {
    #[error(transparent)]
    Web(#[from] WebError),
    #[error("the server does not take this user name and password")]
    LogIn,
    /// What was asked for, the server will not do; with its own words.
    #[error("the server refuses: {0}")]
    Refused(String),
    #[error("the answer is none that the server should give: {0}")]
    Broken(String),
    #[error("{0:?} is no address of a server")]
    NoAddress(String),
    #[error("another marsad is talking to the servers of this library")]
    Busy,
    #[error(transparent)]
    Secret(#[from] SecretError),
    #[error(transparent)]
    Library(#[from] LibraryError),
}

impl SyncError {
    /// A refusal in a server's own `words`.
    pub(super) fn refused(words: &str) -> Self {
        let words: String = words.chars().take(WORDS).collect();
        Self::Refused(sanitize::line(&words))
    }

    pub(super) fn broken(error: &serde_json::Error) -> Self {
        // What it repeats of the answer has not been made harmless.
        Self::Broken(sanitize::line(&error.to_string()))
    }

    /// How long the server wants to be left alone, if it said.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Web(error) => error.retry_after(),
            _ => None,
        }
    }

    fn status(&self) -> Option<u16> {
        match self {
            Self::Web(WebError::Status { code, .. }) => Some(*code),
            _ => None,
        }
    }

    /// Whether the server has forgotten who asks.
    pub(super) fn is_logged_out(&self) -> bool {
        matches!(self, Self::LogIn) || self.status() == Some(401)
    }

    /// Whether it is about what was asked and nothing else.
    pub(super) fn is_refusal(&self) -> bool {
        matches!(
            self,
            Self::Refused(_) | Self::Web(WebError::TooLarge { .. })
        ) || matches!(self.status(), Some(400 | 413 | 422))
    }

    /// Whether asking for less at a time may help.
    pub(super) fn may_be_too_much(&self) -> bool {
        self.is_refusal() || self.status().is_some_and(|code| code == 404 || code >= 500)
    }
}
