//! Which articles are unread and which are starred, as sets that a search can ask
//! without a look at the store for each article.

use std::cell::RefCell;
use std::sync::Arc;

use rusqlite::Connection;

/// The sets as of some moment; each is read when it is first asked for.
#[derive(Default)]
pub(super) struct Flags {
    as_of: Option<Moment>,
    unread: Option<Arc<IdSet>>,
    starred: Option<Arc<IdSet>>,
}

/// Changes whenever anything in the store may have: the first for what others
/// commit, the second for this connection.
type Moment = (i64, u64);

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

    fn refresh(&mut self, db: &Connection) -> rusqlite::Result<()> {
        let version = db.query_row("PRAGMA data_version", [], |row| row.get(0))?;
        let now = Some((version, db.total_changes()));
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
#[derive(Debug, Default)]
pub(super) struct IdSet {
    bits: Vec<u64>,
}

impl FromIterator<i64> for IdSet {
    fn from_iter<I: IntoIterator<Item = i64>>(ids: I) -> Self {
        let mut set = Self::default();
        for id in ids {
            set.insert(id.unsigned_abs());
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
            set.insert(row.get(0)?);
        }
        Ok(set)
    }

    fn insert(&mut self, id: u64) {
        let word = (id / 64) as usize;
        if word >= self.bits.len() {
            self.bits.resize(word + 1, 0);
        }
        self.bits[word] |= 1 << (id % 64);
    }

    pub(super) fn contains(&self, id: u64) -> bool {
        self.bits
            .get((id / 64) as usize)
            .is_some_and(|word| word & (1 << (id % 64)) != 0)
    }
}
