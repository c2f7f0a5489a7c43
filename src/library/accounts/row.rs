//! An account from its row.

use jiff::Timestamp;
use rusqlite::Row;

use super::{Account, Failing};
use crate::library::headline::timestamp;

/// The columns of [`from_row`], in its order; `a` is the account.
pub(super) const COLUMNS: &str = "id, key, name, kind, url, user, listed, synced, due, held, \
     failures, failing_since, failure, \
     (SELECT count(*) FROM account_marks m WHERE m.account = a.id), \
     (SELECT count(*) FROM account_wanted w WHERE w.account = a.id)";

/// An account from a row of [`COLUMNS`].
pub(super) fn from_row(row: &Row<'_>) -> rusqlite::Result<Account> {
    let time = |column| -> rusqlite::Result<Option<Timestamp>> {
        Ok(row.get::<_, Option<i64>>(column)?.map(timestamp))
    };
    Ok(Account {
        id: row.get(0)?,
        key: row.get(1)?,
        name: row.get(2)?,
        kind: row.get(3)?,
        url: row.get(4)?,
        user: row.get(5)?,
        listed: time(6)?,
        synced: time(7)?,
        due: timestamp(row.get(8)?),
        held: timestamp(row.get(9)?),
        failing: match time(11)? {
            Some(since) => Some(Failing {
                times: row.get(10)?,
                since,
                reason: row.get::<_, Option<String>>(12)?.unwrap_or_default(),
            }),
            None => None,
        },
        unsent: row.get(13)?,
        wanted: row.get(14)?,
    })
}
