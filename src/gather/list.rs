//! Lists of subscriptions into the library.

use super::typed;
use crate::feed::Origin;
use crate::feed::opml::{self, Subscription};
use crate::library::{Act, FeedSettings, Library, LibraryError, Tagged};
use crate::web::is_private_by_name;

/// Well-known Arabic news feeds by subject. None of the addresses was checked when the
/// list was made.
const STARTER: &[u8] = include_bytes!("../../data/starter.opml");

/// What became of a list of subscriptions.
#[derive(Debug, Default)]
pub struct Subscribed {
    /// Feeds that are new.
    pub added: usize,
    /// Feeds that were there already.
    pub known: usize,
    /// What is no address, and why.
    pub rejected: Vec<(String, String)>,
}

/// The list of feeds that comes with marsad.
#[must_use]
pub fn starter() -> Vec<Subscription> {
    opml::read(STARTER, &Origin::named("starter.opml")).unwrap_or_default()
}

/// Subscribes to the list of feeds that comes with marsad.
///
/// # Errors
/// When the library cannot be written.
pub fn subscribe_to_starter(library: &Library) -> Result<Subscribed, LibraryError> {
    subscribe_all(library, &starter())
}

/// Subscribes to all of `list`.
///
/// # Errors
/// When the library cannot be written.
pub fn subscribe_all(library: &Library, list: &[Subscription]) -> Result<Subscribed, LibraryError> {
    library.as_one_act(Act::Subscribed, || subscribe_each(library, list))
}

fn subscribe_each(library: &Library, list: &[Subscription]) -> Result<Subscribed, LibraryError> {
    let mut report = Subscribed::default();
    for subscription in list {
        let url = match typed(&subscription.url) {
            Ok(url) => url,
            Err(error) => {
                let title = subscription.title.clone();
                report.rejected.push((title, error.to_string()));
                continue;
            }
        };
        let settings = FeedSettings {
            name: Some(subscription.title.clone()).filter(|title| !title.is_empty()),
            folder: subscription.folder.clone(),
            ..FeedSettings::default()
        };
        // An address that names a private host is meant to be reached there; one that only
        // turns out to lie in a private network is not.
        let is_private = is_private_by_name(&url);
        let (id, is_new) = library.subscribe(url.as_str(), "", is_private, &settings)?;
        if is_new {
            report.added += 1;
            for tag in &subscription.tags {
                library.tag(Tagged::Feed(id), tag)?;
            }
        } else {
            report.known += 1;
        }
    }
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_starter_list_is_whole_and_says_that_nobody_checked_it() {
        let starter = starter();
        assert!(starter.len() >= 30, "{}", starter.len());
        let dir = tempfile::tempdir().unwrap();
        let library = Library::open(dir.path()).unwrap();
        let subscribed = subscribe_to_starter(&library).unwrap();
        assert_eq!(subscribed.added, starter.len());
        for feed in starter {
            assert!(!feed.folder.is_empty() && feed.url.starts_with("https://"));
            assert_eq!(feed.tags, ["لم يُتحقق منه"], "{}", feed.title);
        }
    }
}
