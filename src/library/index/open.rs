//! Opening the index for reading, and noticing when another writer has gone on.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use rusqlite::OptionalExtension;
use tantivy::directory::{Directory as _, META_LOCK, MmapDirectory};
use tantivy::plugin::SegmentPlugin;
use tantivy::{IndexReader, IndexSettings, ReloadPolicy, Searcher};

use super::directory::ReadDirectory;
use super::entries_file::Entries;
use super::pairs_file::Pairs;
use super::side_by_side::SideBySide;
use super::terms_file::Terms;
use super::watermark::Watermark;
use super::{FORWARD, Fields, ID, LISTS, PAIRS, SEQUENCE, TERMS};
use crate::library::error::Doing;
use crate::library::{Library, LibraryError, Result};

/// Changes that a search waits for; with more to do it answers from what is there.
/// Well under a second's work.
const WAITED_FOR: u64 = 2_000;

/// The index, open for reading.
pub(in crate::library) struct Index {
    pub(super) watermark: Watermark,
    reader: IndexReader,
    stamp: Stamp,
}

/// Tells one commit from another without opening it.
type Stamp = (SystemTime, u64);

impl Index {
    /// Opens what is in `dir`, if it is an index of `library` that this program can
    /// read.
    fn open(dir: &Path, library: &str) -> Option<Self> {
        let stamp = stamp(dir)?;
        let directory = ReadDirectory::for_reader(dir).ok()?;
        let tantivy = tantivy::Index::open(directory).ok()?;
        let (schema, _) = Fields::schema();
        if tantivy.schema() != schema {
            return None;
        }
        let payload = tantivy.load_metas().ok()?.payload;
        let reader = tantivy
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .ok()?;
        Some(Self {
            watermark: Watermark::read(payload.as_deref(), library)?,
            reader,
            stamp,
        })
    }

    /// No article in it is later than this one.
    pub(super) fn last_article(&self) -> tantivy::Result<i64> {
        let mut last = 0;
        for segment in self.reader.searcher().segment_readers() {
            let ids = segment.fast_fields().u64(ID)?;
            last = last.max(ids.max_value());
        }
        Ok(i64::try_from(last).unwrap_or(i64::MAX))
    }

    /// Opens what is in `dir` for writing; the caller holds the index's lock.
    pub(super) fn open_to_write(dir: &Path) -> tantivy::Result<tantivy::Index> {
        let mut tantivy = tantivy::Index::open(ReadDirectory::for_writer(dir)?)?;
        for plugin in plugins() {
            tantivy.register_plugin(plugin);
        }
        Ok(tantivy)
    }

    /// Makes an empty index in place of whatever is in `dir`. The caller holds the
    /// index's lock.
    pub(super) fn create(dir: &Path) -> Result<()> {
        put_away(dir).doing("remove the old search index")?;
        fs::create_dir_all(dir).doing("make the search index's folder")?;
        let directory = ReadDirectory::for_writer(dir).doing("make the search index")?;
        let (schema, _) = Fields::schema();
        // Nothing is in tantivy's own store of documents, which need not have a thread.
        let settings = IndexSettings {
            docstore_compress_dedicated_thread: false,
            ..IndexSettings::default()
        };
        let builder = tantivy::Index::builder().schema(schema).settings(settings);
        plugins()
            .into_iter()
            .fold(builder, tantivy::IndexBuilder::register_plugin)
            .open_or_create(directory)
            .doing("make the search index")?;
        Ok(())
    }
}

/// What writes the files that tantivy does not know. Those of a segment that is being made are
/// finished one after the other: last come what takes long, so that the disk has the others
/// meanwhile.
fn plugins() -> [Arc<dyn SegmentPlugin>; 3] {
    let entries = |extension, entry| Arc::new(Entries { extension, entry });
    let lists = SideBySide::new(Terms, Pairs, vec![TERMS, LISTS, PAIRS]);
    [
        entries(SEQUENCE, |content| &content.sequence),
        entries(FORWARD, |content| &content.forward),
        Arc::new(lists),
    ]
}

/// Removes the index in `dir`, if there is one. Another process may be opening it, file by
/// file; it holds tantivy's lock meanwhile, and has them all before they go. It finds either
/// all of the old index or nothing of it.
fn put_away(dir: &Path) -> io::Result<()> {
    let old = dir.with_extension("old");
    if old.exists() {
        fs::remove_dir_all(&old)?;
    }
    if !dir.exists() {
        return Ok(());
    }
    let opened = MmapDirectory::open(dir).ok();
    let lock = opened.map(|directory| directory.acquire_lock(&META_LOCK));
    fs::rename(dir, &old)?;
    drop(lock);
    fs::remove_dir_all(&old)
}

fn stamp(dir: &Path) -> Option<Stamp> {
    let meta = fs::metadata(dir.join("meta.json")).ok()?;
    Some((meta.modified().ok()?, meta.len()))
}

impl Library {
    /// The index as it is after waiting for a small lag to be caught up; `None` when
    /// there is none yet.
    pub(in crate::library) fn searcher(&self) -> Result<Option<Searcher>> {
        let lag = self.index_lag()?;
        if lag > 0 && lag <= WAITED_FOR {
            match self.catch_up_index(&mut |_| {}) {
                // A full disk is no reason not to search what is there.
                Ok(_) | Err(LibraryError::Index { .. } | LibraryError::IndexFile { .. }) => {}
                Err(error) => return Err(error),
            }
            self.refresh_index()?;
        }
        let index = self.index.borrow();
        Ok(index.as_ref().map(|index| index.reader.searcher()))
    }

    /// How many changes of the store the index has yet to take in.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn index_lag(&self) -> Result<u64> {
        self.refresh_index()?;
        let index = self.index.borrow();
        let Some(index) = index.as_ref() else {
            return Ok(self.counts()?.total);
        };
        let behind = self.last_change()?.saturating_sub(index.watermark.seq);
        let unbuilt = match index.watermark.rebuild {
            Some(_) => self.counts()?.total,
            None => 0,
        };
        Ok(behind.unsigned_abs() + unbuilt)
    }

    /// Opens the index, again if another commit is there than the one open.
    pub(super) fn refresh_index(&self) -> Result<()> {
        let dir = self.index_dir();
        let open = self.index.borrow().as_ref().map(|index| index.stamp);
        if open.is_some() && open == stamp(&dir) {
            return Ok(());
        }
        let fresh = Index::open(&dir, &self.library_name()?);
        let last = self.last_change()?;
        let dropped_to = self.changes_dropped_to()?;
        // A store put back from a copy, or changes that are gone before they were
        // followed: such an index cannot be brought up to date.
        let fresh = fresh.filter(|index| (dropped_to..=last).contains(&index.watermark.seq));
        *self.index.borrow_mut() = fresh;
        Ok(())
    }

    /// Forgets the open index, so that the next use opens it anew.
    pub(in crate::library) fn close_index(&self) {
        *self.index.borrow_mut() = None;
    }

    pub(super) fn index_dir(&self) -> std::path::PathBuf {
        self.dir.join("index")
    }

    /// The number of the store's last change.
    pub(super) fn last_change(&self) -> Result<i64> {
        self.db
            .prepare_cached("SELECT seq FROM sqlite_sequence WHERE name = 'changes'")
            .and_then(|mut select| select.query_row([], |row| row.get(0)).optional())
            .map(Option::unwrap_or_default)
            .doing("read the log of changes")
    }

    /// The number of the article that came in last.
    pub(super) fn last_article(&self) -> Result<i64> {
        self.db
            .prepare_cached("SELECT coalesce(max(id), 0) FROM articles")
            .and_then(|mut select| select.query_row([], |row| row.get(0)))
            .doing("look for the last article")
    }

    fn changes_dropped_to(&self) -> Result<i64> {
        self.meta("changes_dropped_to")
    }

    /// What tells this library from every other.
    pub(super) fn library_name(&self) -> Result<String> {
        self.meta("library")
    }

    fn meta<T: rusqlite::types::FromSql>(&self, key: &str) -> Result<T> {
        self.db
            .prepare_cached("SELECT value FROM meta WHERE key = ?1")
            .and_then(|mut select| select.query_row([key], |row| row.get(0)))
            .doing("read what is known of the library")
    }
}
