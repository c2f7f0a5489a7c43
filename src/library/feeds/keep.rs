//! How long a feed's articles are kept.

use jiff::{SignedDuration, Timestamp};
use rusqlite::params;

use super::{Feed, Library};
use crate::library::Result;
use crate::library::error::Doing;

impl Library {
    /// Removes those of a feed's articles that its settings say are not kept; gives how
    /// many went. What is starred or tagged stays, and so does what other feeds brought,
    /// and what the feed still had when it last gave anything: that would only come
    /// back.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn expire(&self, feed: &Feed, now: Timestamp) -> Result<usize> {
        let settings = &feed.settings;
        if settings.keep_days.is_none() && settings.keep_count.is_none() {
            return Ok(0);
        }
        let oldest = settings.keep_days.map_or(i64::MIN, |days| {
            let age = SignedDuration::from_hours(i64::from(days) * 24);
            now.checked_sub(age)
                .unwrap_or(Timestamp::MIN)
                .as_microsecond()
        });
        let count = settings.keep_count.map_or(i64::MAX, i64::from);
        self.db
            .execute(
                "DELETE FROM articles WHERE id IN (
                    SELECT a.id FROM (
                        SELECT a.id, a.published, a.starred, d.seen,
                            row_number() OVER (ORDER BY a.published DESC, a.id DESC) AS place,
                            max(d.seen) OVER () AS last
                        FROM deliveries d JOIN articles a ON a.id = d.article
                        WHERE d.feed = ?1
                    ) a
                    WHERE (a.published < ?2 OR a.place > ?3)
                        AND NOT a.starred AND a.seen < a.last
                        AND NOT EXISTS (SELECT 1 FROM article_tags t WHERE t.article = a.id)
                        AND NOT EXISTS (SELECT 1 FROM deliveries o
                                        WHERE o.article = a.id AND o.feed <> ?1)
                 )",
                params![feed.id, oldest, count],
            )
            .doing("remove old articles")
    }
}
