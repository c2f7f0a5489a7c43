//! Which articles are unread and which are starred, as sets that a search can ask
//! without a look at the store for each article.

use std::cell::RefCell;
use std::sync::Arc;

use rusqlite::Connection;

use super::error::Doing;
use super::{ArticleId, Result};

/// The sets as of some moment; each is read when it is first asked for.
#[derive(Default)]
pub(super) struct Flags {
    as_of: Option<Moment>,
    unread: Option<Arc<IdSet>>,
    starred: Option<Arc<IdSet>>,
}

/// What an article is marked as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flag {
    Unread,
    Starred,
}

impl Flag {
    /// The column that has it.
    pub(super) fn column(self) -> &'static str {
        match self {
            Self::Unread => "unread",
            Self::Starred => "starred",
        }
    }
}

/// Changes whenever anything in the store may have: the first for what others
/// commit, the second for this connection.
type Moment = (i64, u64);

fn moment(db: &Connection) -> rusqlite::Result<Moment> {
    let mut version = db.prepare_cached("PRAGMA data_version")?;
    Ok((version.query_row([], |row| row.get(0))?, db.total_changes()))
}

impl Flags {
    pub(super) fn unread(flags: &RefCell<Self>, db: &Connection) -> rusqlite::Result<Arc<IdSet>> {
        let mut flags = flags.borrow_mut();
        flags.refresh(db)?;
        read_once(
            &mut flags.unread,
            db,
            "SELECT id FROM articles WHERE unread",
        )
    }

    pub(super) fn starred(flags: &RefCell<Self>, db: &Connection) -> rusqlite::Result<Arc<IdSet>> {
        let mut flags = flags.borrow_mut();
        flags.refresh(db)?;
        read_once(
            &mut flags.starred,
            db,
            "SELECT id FROM articles WHERE starred",
        )
    }

    /// Does `mark`, which marks one article and nothing else, and takes it over into
    /// the sets where they are known: reading them anew takes as long as the library
    /// is large.
    pub(super) fn mark(
        flags: &RefCell<Self>,
        db: &Connection,
        (id, flag, on): (ArticleId, Flag, bool),
        doing: &'static str,
        mark: impl FnOnce() -> Result<u64>,
    ) -> Result<u64> {
        let was_current = flags.borrow().as_of == Some(moment(db).doing(doing)?);
        let changed = mark()?;
        if was_current {
            let flags = &mut *flags.borrow_mut();
            let set = match flag {
                Flag::Unread => &mut flags.unread,
                Flag::Starred => &mut flags.starred,
            };
            if let Some(set) = set.as_mut().filter(|_| changed > 0) {
                Arc::make_mut(set).put(id.0.unsigned_abs(), on);
            }
            flags.as_of = Some(moment(db).doing(doing)?);
        }
        Ok(changed)
    }

    fn refresh(&mut self, db: &Connection) -> rusqlite::Result<()> {
        let now = Some(moment(db)?);
        if self.as_of != now {
            *self = Self {
                as_of: now,
                ..Self::default()
            };
        }
        Ok(())
    }
}

fn read_once(
    set: &mut Option<Arc<IdSet>>,
    db: &Connection,
    select: &str,
) -> rusqlite::Result<Arc<IdSet>> {
    if let Some(set) = set {
        return Ok(Arc::clone(set));
    }
    let read = IdSet::read(db, select)?;
    Ok(Arc::clone(set.insert(Arc::new(read))))
}

/// A set of article numbers, a bit each: they are given out one after the other.
#[derive(Debug, Default, Clone)]
pub(super) struct IdSet {
    bits: Vec<u64>,
}

impl FromIterator<i64> for IdSet {
    fn from_iter<I: IntoIterator<Item = i64>>(ids: I) -> Self {
        let mut set = Self::default();
        for id in ids {
            set.put(id.unsigned_abs(), true);
        }
        set
    }
}

impl IdSet {
    /// The numbers that `select` gives.
    pub(super) fn read(db: &Connection, select: &str) -> rusqlite::Result<Self> {
        let mut set = Self::default();
        let mut select = db.prepare_cached(select)?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            set.put(row.get(0)?, true);
        }
        Ok(set)
    }

    fn put(&mut self, id: u64, is_in: bool) {
        let word = (id / 64) as usize;
        if word >= self.bits.len() {
            self.bits.resize(word + 1, 0);
        }
        let bit = 1 << (id % 64);
        if is_in {
            self.bits[word] |= bit;
        } else {
            self.bits[word] &= !bit;
        }
    }

    pub(super) fn contains(&self, id: u64) -> bool {
        self.bits
            .get((id / 64) as usize)
            .is_some_and(|word| word & (1 << (id % 64)) != 0)
    }
}
