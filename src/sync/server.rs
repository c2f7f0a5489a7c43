//! What a server can be asked, whichever interface it has.

use jiff::Timestamp;
use serde_json::Value;

use super::SyncError;
use crate::library::{List, MarkField, RemoteArticle, RemoteFeed, RemoteState};

/// What every server says and does. Asking for anything twice is as good as once, so that
/// nothing is lost or doubled where an answer was.
pub trait Server {
    /// Tells the server who asks.
    ///
    /// # Errors
    /// [`SyncError::LogIn`] when it does not take the name and password, or when it cannot
    /// be asked.
    fn log_in(&mut self) -> Result<(), SyncError>;

    /// Whether feeds can be renamed and moved.
    fn can_edit(&self) -> bool;

    /// All subscriptions.
    ///
    /// # Errors
    /// When the server cannot be asked, as with all below.
    fn subscriptions(&mut self) -> Result<Vec<RemoteFeed>, SyncError>;

    /// Subscribes to the feed at `url`; gives its identifier, if the server tells it.
    /// `folder` is where to put it, which a server may leave to [`Server::move_to`].
    ///
    /// # Errors
    /// [`SyncError::Refused`] when there is no feed.
    fn subscribe(&mut self, url: &str, folder: &str) -> Result<Option<String>, SyncError>;

    /// # Errors
    /// Where [`Server::can_edit`] says no.
    fn rename(&mut self, feed: &str, title: &str) -> Result<(), SyncError>;

    /// Moves a feed from one folder to another; empty for none.
    ///
    /// # Errors
    /// Where [`Server::can_edit`] says no.
    fn move_to(&mut self, feed: &str, from: &str, to: &str) -> Result<(), SyncError>;

    /// # Errors
    /// When the server refuses; that it knows no such feed is no error.
    fn unsubscribe(&mut self, feed: &str) -> Result<(), SyncError>;

    /// A page of a list of articles. Of [`List::All`] only those after the place `after`,
    /// as an earlier list reached it; `page` is what the page before gave for the next.
    ///
    /// # Errors
    /// [`SyncError::Refused`] when `page` means nothing to the server any more.
    fn page(
        &mut self,
        list: List,
        after: Option<i64>,
        page: Option<&str>,
    ) -> Result<Page, SyncError>;

    /// Articles by their identifiers, in any order; those that the server does not have
    /// are not among them.
    ///
    /// # Errors
    /// When one of them cannot be had.
    fn articles(&mut self, remotes: &[String]) -> Result<Vec<RemoteArticle>, SyncError>;

    /// How articles are marked; as [`Server::articles`].
    ///
    /// # Errors
    /// As [`Server::articles`].
    fn states(&mut self, remotes: &[String]) -> Result<Vec<(String, RemoteState)>, SyncError> {
        let articles = self.articles(remotes)?;
        let states = articles.into_iter();
        Ok(states
            .map(|article| (article.remote, article.state))
            .collect())
    }

    /// Sets a mark, or takes it away.
    ///
    /// # Errors
    /// When the server refuses.
    fn mark(&mut self, remotes: &[String], field: MarkField, on: bool) -> Result<(), SyncError>;

    /// Marks all articles read that came to the server before `before`, and no others;
    /// perhaps not all of them.
    ///
    /// # Errors
    /// When the server refuses.
    fn mark_all_read(&mut self, before: Timestamp) -> Result<(), SyncError>;
}

/// A page of a list of articles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Identifiers.
    pub remotes: Vec<String>,
    /// What the next page is asked for by; none after the last.
    pub next: Option<String>,
    /// The place up to which the list goes, as far as this page tells.
    pub reached: Option<i64>,
    /// Whether no article can be missing between this page and those around it, whatever
    /// happens at the server meanwhile.
    pub is_exact: bool,
}

/// The longest identifier that is taken, in bytes.
const IDENTIFIER: usize = 256;

/// Whether `id` may be an identifier: it is stored, and goes into addresses and forms.
pub(super) fn is_identifier(id: &str) -> bool {
    !id.is_empty() && id.len() <= IDENTIFIER && !id.chars().any(char::is_control)
}

/// A number in an answer, also one that was written as text.
pub(super) fn number(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}
