//! A feed from its row.

use jiff::Timestamp;
use rusqlite::Row;

use super::{Failing, Feed, Settings, Validators};
use crate::library::headline::timestamp;

/// The columns of [`from_row`], in its order.
pub(super) const COLUMNS: &str = "id, url, title, site, private, name, folder, full_text, keep_days, \
     keep_count, every, etag, last_modified, checked, fetched, due, held, failures, \
     failing_since, failure, total, unread, \
     (SELECT min(account) FROM account_feeds WHERE feed = feeds.id)";

/// A feed from a row of [`COLUMNS`].
pub(super) fn from_row(row: &Row<'_>) -> rusqlite::Result<Feed> {
    let since: Option<i64> = row.get(18)?;
    let time = |column| -> rusqlite::Result<Option<Timestamp>> {
        Ok(row.get::<_, Option<i64>>(column)?.map(timestamp))
    };
    Ok(Feed {
        id: row.get(0)?,
        url: row.get(1)?,
        title: row.get(2)?,
        site: row.get(3)?,
        is_private: row.get(4)?,
        settings: Settings {
            name: row.get(5)?,
            folder: row.get(6)?,
            full_text: row.get(7)?,
            keep_days: row.get(8)?,
            keep_count: row.get(9)?,
            every: row.get(10)?,
        },
        validators: Validators {
            etag: row.get(11)?,
            last_modified: row.get(12)?,
        },
        checked: time(13)?,
        fetched: time(14)?,
        due: timestamp(row.get(15)?),
        held: timestamp(row.get(16)?),
        failing: match since {
            Some(since) => Some(Failing {
                times: row.get(17)?,
                since: timestamp(since),
                reason: row.get::<_, Option<String>>(19)?.unwrap_or_default(),
            }),
            None => None,
        },
        total: row.get(20)?,
        unread: row.get(21)?,
        account: row.get(22)?,
    })
}
