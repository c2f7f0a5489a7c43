//! Subscribing to what an address leads to.

use jiff::Timestamp;

use super::{GatherError, Gatherer, typed};
use crate::feed::FoundFeed;
use crate::library::{Act, ArticleId, Delivered, FeedId, FeedSettings, Library, Tagged};

/// A feed that was subscribed to.
#[derive(Debug)]
pub struct Added {
    /// Its number in the library.
    pub id: FeedId,
    /// What came with it; nothing where it was there already.
    pub delivered: Option<Delivered>,
    /// Of what came, what stands in lists.
    pub listed: Vec<ArticleId>,
    /// What else the page names.
    pub others: Vec<FoundFeed>,
}

impl Gatherer {
    /// Subscribes to the feed that `address` leads to, as it was typed, and takes in what
    /// it has. One that is there already stays as it is.
    ///
    /// # Errors
    /// When nothing can be fetched there, no feed is found, or the library fails.
    pub fn subscribe(
        &self,
        library: &Library,
        address: &str,
        settings: &FeedSettings,
        tags: &[String],
        now: Timestamp,
    ) -> Result<Added, GatherError> {
        let found = self.find(&typed(address)?)?;
        let (id, is_new) = library.as_one_act(Act::Subscribed, || {
            let title = &found.parsed.about.title;
            let url = found.url.as_str();
            let (id, is_new) = library.subscribe(url, title, found.is_private, settings)?;
            for tag in tags {
                library.tag(Tagged::Feed(id), tag)?;
            }
            Ok::<_, GatherError>((id, is_new))
        })?;
        let mut added = Added {
            id,
            delivered: None,
            listed: Vec::new(),
            others: found.others,
        };
        if is_new {
            let delivered = library.deliver(id, &found.parsed.articles, now)?;
            library.note_answer(id, &found.answer, now)?;
            added.listed = library.filter(&delivered.imported)?.listed;
            added.delivered = Some(delivered);
        }
        Ok(added)
    }
}
