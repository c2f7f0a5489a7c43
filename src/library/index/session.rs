//! One stretch of writing the index, up to its last commit.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::ValueRef;
use rusqlite::{Params, Row};
use tantivy::SegmentMeta;

use super::catch_up::{Following, Progress};
use super::commits::Commits;
use super::document::{COLUMNS, Content, Document, Stored};
use super::fresh::{Fresh, FreshArticle};
use super::making::Making;
use super::terms_file::DOCUMENTS;
use super::tidy::tidy;
use super::watermark::{Rebuild, Watermark};
use super::{Fields, Index};
use crate::library::error::Doing;
use crate::library::{ArticleId, Library, LibraryError, Result};
use crate::text::numbers::Numbers;

/// Rows read from the store at a time; few in tests, so that there are many times.
const ROWS: usize = if cfg!(test) { 20 } else { 1_000 };

/// Documents between commits: what a crash costs at most, against what commits cost. The
/// first comes sooner, so that what is written at the end of an import, when nothing else is
/// to be done, is a part of it even if that is not large.
const COMMIT_EVERY: u64 = if cfg!(test) { 60 } else { 20_000 };
const FIRST_COMMIT: u64 = COMMIT_EVERY / 4;

/// Documents after which what the index has taken in is dropped from the log at once. Fewer wait
/// for the next time, as that is one more thing that waits for the disk.
const FORGET: u64 = COMMIT_EVERY;

const _: () = assert!(COMMIT_EVERY + (ROWS as u64) < DOCUMENTS);

/// Documents handed to the thread that makes segments at a time, and bytes of them. Woken for
/// each, it would sleep again before the next is there.
const TOGETHER: usize = 64;
const TOGETHER_BYTES: usize = 1 << 20;

/// Articles from which more memory pays, in bytes. It holds what comes between two commits, so that
/// a hundred thousand articles make so few segments that they need no merging; the small one some
/// thousand articles.
const LARGE: u64 = 5_000;
const SMALL_MEMORY: usize = 20_000_000;
const LARGE_MEMORY: usize = 200_000_000;

/// How much there is to do.
#[derive(Debug, Clone, Copy)]
pub(super) enum Size {
    Small,
    Large,
}

impl Size {
    pub(super) fn of(articles: u64) -> Self {
        if articles < LARGE {
            Self::Small
        } else {
            Self::Large
        }
    }

    /// Of a segment that is being made, in bytes.
    fn memory(self) -> usize {
        match self {
            Self::Small => SMALL_MEMORY,
            Self::Large => LARGE_MEMORY,
        }
    }
}

/// An entry of the log of changes.
struct Change {
    seq: i64,
    article: i64,
    /// What the store has of the article now, if it has it.
    stored: Option<Stored>,
}

impl Change {
    /// From [`COLUMNS`], `seq` and `article`.
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let is_there = row.get_ref(0)? != ValueRef::Null;
        Ok(Self {
            seq: row.get("seq")?,
            article: row.get("article")?,
            stored: is_there.then(|| Stored::from_row(row)).transpose()?,
        })
    }
}

/// What the index goes on from.
pub(super) struct Start {
    pub watermark: Watermark,
    /// No article in the index is later than this one.
    pub last: i64,
}

/// One stretch of writing.
pub(super) struct Session<'a> {
    library: &'a Library,
    commits: Commits,
    size: Size,
    /// Who makes segments, if there is anything for them since the last commit.
    making: Option<Making>,
    /// Documents that it has yet to be given, and their bytes.
    waiting: Vec<Document>,
    waiting_bytes: usize,
    /// Articles that the segments of the last commit may have, and are to have no more.
    gone: BTreeSet<u64>,
    /// No article in those is later than this one.
    committed: i64,
    fields: Fields,
    watermark: Watermark,
    numbers: Numbers,
    /// No article in the index is later than this one.
    last: i64,
    progress: &'a mut dyn FnMut(Progress),
    done: u64,
    /// Of so many documents.
    next_commit: u64,
    total: u64,
}

impl<'a> Session<'a> {
    pub(super) fn new(
        library: &'a Library,
        start: Start,
        size: Size,
        total: u64,
        progress: &'a mut dyn FnMut(Progress),
    ) -> Result<Self> {
        let commits = Index::open_to_write(&library.index_dir())
            .and_then(Commits::of)
            .doing("write the search index")?;
        Ok(Self {
            library,
            commits,
            size,
            making: None,
            waiting: Vec::new(),
            waiting_bytes: 0,
            gone: BTreeSet::new(),
            committed: start.last,
            fields: Fields::schema().1,
            watermark: start.watermark,
            numbers: Numbers::default(),
            last: start.last,
            progress,
            done: 0,
            next_commit: FIRST_COMMIT,
            total,
        })
    }

    /// What is left of the articles that were in the store at first, in the order of their
    /// numbers. The last of them are committed with what changed since.
    pub(super) fn rebuild(&mut self, mut rebuild: Rebuild, fresh: &Fresh) -> Result<()> {
        let select = format!(
            "SELECT {COLUMNS} FROM articles WHERE id > ?1 AND id <= ?2 ORDER BY id LIMIT ?3"
        );
        loop {
            let rows = self
                .rows(&select, (rebuild.done, rebuild.end, ROWS), Stored::from_row)
                .doing("read articles for the search index")?;
            let Some(last) = rows.last().map(|row| row.id) else {
                break;
            };
            for row in &rows {
                self.put(row, fresh.take(ArticleId(row.id)))?;
            }
            rebuild.done = last;
            self.watermark.rebuild = Some(rebuild);
            self.step()?;
        }
        self.watermark.rebuild = None;
        Ok(())
    }

    /// What changed after the watermark, until nothing has and there will be no `more`.
    pub(super) fn follow_changes(&mut self, following: &mut Following<'_>) -> Result<()> {
        let select = format!(
            "SELECT {COLUMNS}, seq, article FROM changes LEFT JOIN articles ON id = article
             WHERE seq > ?1 ORDER BY seq LIMIT ?2"
        );
        let mut is_last = false;
        following.fresh.begin();
        loop {
            let changes = self
                .rows(&select, (self.watermark.seq, ROWS), Change::from_row)
                .doing("read the log of changes")?;
            let Some(last) = changes.last().map(|change| change.seq) else {
                if is_last {
                    break;
                }
                following.fresh.clear();
                // What came before the last word may have come after the last look.
                is_last = !(following.more)();
                continue;
            };
            let mut articles: BTreeMap<i64, (usize, Option<Stored>)> = BTreeMap::new();
            for change in changes {
                let (count, stored) = articles.entry(change.article).or_default();
                *count += 1;
                *stored = change.stored;
            }
            for (id, (changes, stored)) in articles {
                // What has changed again since may not be what was handed on.
                let fresh = following.fresh.take(ArticleId(id)).filter(|_| changes == 1);
                self.replace(id, stored, fresh)?;
            }
            self.watermark.seq = last;
            self.step()?;
        }
        self.commit()
    }

    fn rows<T>(
        &self,
        select: &str,
        values: impl Params,
        from_row: fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<Vec<T>> {
        let mut select = self.library.db.prepare_cached(select)?;
        select.query_map(values, from_row)?.collect()
    }

    /// Brings one article's document to what is `stored` of it, which may be nothing.
    fn replace(
        &mut self,
        id: i64,
        stored: Option<Stored>,
        fresh: Option<FreshArticle>,
    ) -> Result<()> {
        if id <= self.last {
            let number = id.unsigned_abs();
            // What has been made of it since the last commit is to go as well.
            if id > self.committed || self.gone.contains(&number) {
                self.commit()?;
            }
            self.gone.insert(number);
        }
        match stored {
            Some(stored) => self.put(&stored, fresh),
            None => {
                self.done += 1;
                Ok(())
            }
        }
    }

    /// Adds the document of an article, which is read unless it is `fresh`.
    fn put(&mut self, stored: &Stored, fresh: Option<FreshArticle>) -> Result<()> {
        let article = match fresh {
            Some(FreshArticle::Indexed(content)) => return self.enter(stored, content),
            Some(FreshArticle::Whole(article)) => *article,
            None => match self.library.find_article(ArticleId(stored.id)) {
                Ok(Some(article)) => article,
                Ok(None) | Err(LibraryError::Body { .. }) => stored.title_alone(),
                Err(error) => return Err(error),
            },
        };
        let content = Content::of(&article, &mut self.numbers);
        self.enter(stored, content)
    }

    fn enter(&mut self, stored: &Stored, content: Content) -> Result<()> {
        self.last = self.last.max(stored.id);
        self.waiting_bytes += content.length();
        self.waiting.push(stored.document(content, self.fields));
        self.done += 1;
        if self.waiting.len() >= TOGETHER || self.waiting_bytes >= TOGETHER_BYTES {
            self.hand_on()?;
        }
        Ok(())
    }

    fn hand_on(&mut self) -> Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        self.waiting_bytes = 0;
        let waiting = std::mem::replace(&mut self.waiting, Vec::with_capacity(TOGETHER));
        let start = || Making::start(&self.commits.index, self.size.memory());
        if !self.making.get_or_insert_with(start).add(waiting) {
            self.made()?;
        }
        Ok(())
    }

    /// The segments that have been made since the last commit.
    fn made(&mut self) -> Result<Vec<SegmentMeta>> {
        let made = self.making.take().map_or(Ok(Vec::new()), Making::end);
        made.doing("add to the search index")
    }

    /// After each batch of rows, in none of which an article is twice.
    fn step(&mut self) -> Result<()> {
        self.hand_on()?;
        (self.progress)(Progress {
            done: self.done,
            total: self.total.max(self.done),
        });
        if self.done >= self.next_commit {
            self.commit()?;
        }
        Ok(())
    }

    fn commit(&mut self) -> Result<()> {
        self.hand_on()?;
        let made = self.made()?;
        self.commits
            .commit(made, &self.gone, self.watermark.to_payload())
            .doing("commit the search index")?;
        self.gone.clear();
        self.committed = self.last;
        self.next_commit = match self.done {
            0..FIRST_COMMIT => FIRST_COMMIT,
            done => (done / COMMIT_EVERY + 1) * COMMIT_EVERY,
        };
        Ok(())
    }

    pub(super) fn finish(self) -> Result<u64> {
        tidy(self.commits.into_index()).doing("tidy the search index")?;
        if self.done >= FORGET {
            self.library.forget_changes(self.watermark.seq)?;
        }
        Ok(self.done)
    }
}
