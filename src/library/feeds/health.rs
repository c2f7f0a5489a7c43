//! How feeds fare: when each may be asked again, and since when and why it fails.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use rusqlite::params;

use super::{Feed, FeedId, Library, Settings};
use crate::library::Result;
use crate::library::error::Doing;

/// First pause after a failure that follows another; it doubles with each.
const PAUSE: Duration = Duration::from_secs(5 * 60);
/// Longest pause.
const LONGEST_PAUSE: Duration = Duration::from_secs(24 * 60 * 60);

/// What tells whether the copy that is here is still good, as the server gave it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validators {
    /// `ETag`, compared byte for byte.
    pub etag: Option<String>,
    /// `Last-Modified`, sent back as it came.
    pub last_modified: Option<String>,
}

/// A feed's good answer, apart from its articles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// Its own title, if it says it.
    pub title: Option<String>,
    /// The page that it is the feed of.
    pub site: Option<String>,
    /// Where it has moved for good.
    pub moved: Option<String>,
    /// With which the next request is made.
    pub validators: Validators,
    /// Not worth asking again for so long.
    pub fresh_for: Duration,
}

impl Library {
    /// The feeds that may be asked at `now`; those of accounts are the server's to ask.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn due_feeds(&self, now: Timestamp) -> Result<Vec<Feed>> {
        let mut feeds = self.feeds()?;
        feeds.retain(|feed| feed.account.is_none() && feed.due <= now);
        Ok(feeds)
    }

    /// Notes that a feed answered as it should.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn note_answer(&self, id: FeedId, answer: &Answer, now: Timestamp) -> Result<()> {
        let every: Option<u32> = self
            .db
            .query_row("SELECT every FROM feeds WHERE id = ?1", [id], |row| {
                row.get(0)
            })
            .doing("read a feed")?;
        let pause = match every {
            // The reader's word counts more than the server's, within its own cache.
            Some(minutes) => Duration::from_secs(u64::from(minutes) * 60),
            None => answer.fresh_for,
        };
        self.db
            .execute(
                "UPDATE feeds SET title = coalesce(?2, title), site = coalesce(?3, site),
                 etag = ?4, last_modified = ?5, checked = ?6, fetched = ?6, due = ?7,
                 held = 0, failures = 0, failing_since = NULL, failure = NULL
                 WHERE id = ?1",
                params![
                    id,
                    answer.title,
                    answer.site,
                    answer.validators.etag,
                    answer.validators.last_modified,
                    now.as_microsecond(),
                    after(now, pause).as_microsecond(),
                ],
            )
            .doing("note a feed's answer")?;
        if let Some(moved) = &answer.moved {
            // Where two feeds have moved to one address, the second stays where it was.
            self.db
                .execute(
                    "UPDATE OR IGNORE feeds SET url = ?2 WHERE id = ?1",
                    params![id, moved],
                )
                .doing("note a feed's new address")?;
        }
        Ok(())
    }

    /// Notes that a feed failed, and why. After the first time it may be asked again at
    /// once, then after ever longer; `retry_after` is the server's own wish.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn note_failure(
        &self,
        id: FeedId,
        reason: &str,
        retry_after: Option<Duration>,
        now: Timestamp,
    ) -> Result<()> {
        let failures: u32 = self
            .db
            .query_row(
                "UPDATE feeds SET checked = ?2, failures = failures + 1, failure = ?3,
                 failing_since = coalesce(failing_since, ?2) WHERE id = ?1
                 RETURNING failures",
                params![id, now.as_microsecond(), reason],
                |row| row.get(0),
            )
            .doing("note a feed's failure")?;
        let held = after(now, retry_after.unwrap_or_default());
        let due = held.max(after(now, pause(failures)));
        let held = if retry_after.is_some() {
            held.as_microsecond()
        } else {
            0
        };
        self.db
            .execute(
                "UPDATE feeds SET due = ?2, held = ?3 WHERE id = ?1",
                params![id, due.as_microsecond(), held],
            )
            .doing("note a feed's failure")?;
        Ok(())
    }
}

impl Settings {
    /// Whether nothing is set.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// How long a feed is left alone that has failed so often in a row.
pub(in crate::library) fn pause(failures: u32) -> Duration {
    match failures.checked_sub(2) {
        None => Duration::ZERO,
        Some(doublings) => PAUSE
            .saturating_mul(1 << doublings.min(16))
            .min(LONGEST_PAUSE),
    }
}

pub(in crate::library) fn after(now: Timestamp, pause: Duration) -> Timestamp {
    let pause = SignedDuration::try_from(pause).unwrap_or(SignedDuration::MAX);
    now.checked_add(pause).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end() {
        let minutes: Vec<u64> = (1..6).map(|n| pause(n).as_secs() / 60).collect();
        assert_eq!(minutes, [0, 5, 10, 20, 40]);
        assert_eq!(pause(50), LONGEST_PAUSE);
    }
}
