//! What is done with new articles that a query finds.

use rusqlite::{OptionalExtension, params};

use super::error::Doing;
use super::query::Filter as Resolved;
use super::tags::{self, Tagged};
use super::undo::{Act, Step};
use super::{ArticleId, Library, LibraryError, Query, Result};

/// A query, and what is done with what it finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Its number in the library.
    pub id: i64,
    /// As it was typed.
    pub query: String,
    /// What is done.
    pub deed: Deed,
}

/// What a [`Filter`] does with a new article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// Keep it out of all lists that do not ask for it (`is:muted`), and count it as
    /// read.
    Mute,
    /// Count it as read.
    MarkRead,
    /// Give it this tag.
    Tag(String),
    /// Tell the reader that it has come.
    Notify,
}

/// What filters found among new articles and want the reader to know.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filtered {
    /// The new articles but for the muted ones.
    pub listed: Vec<ArticleId>,
    /// How many were muted.
    pub muted: usize,
    /// How many were marked read.
    pub marked_read: usize,
    /// How many were tagged.
    pub tagged: usize,
    /// In the order of the filters, each article once.
    pub notices: Vec<ArticleId>,
}

impl Deed {
    fn parts(&self) -> (&'static str, Option<&str>) {
        match self {
            Self::Mute => ("mute", None),
            Self::MarkRead => ("read", None),
            Self::Tag(tag) => ("tag", Some(tag)),
            Self::Notify => ("notify", None),
        }
    }

    fn from_parts(action: &str, tag: Option<String>) -> Option<Self> {
        match (action, tag) {
            ("mute", _) => Some(Self::Mute),
            ("read", _) => Some(Self::MarkRead),
            ("tag", Some(tag)) => Some(Self::Tag(tag)),
            ("notify", _) => Some(Self::Notify),
            _ => None,
        }
    }
}

impl Library {
    /// All filters in the order they were made, which is the order they act in.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn filters(&self) -> Result<Vec<Filter>> {
        let rows: Vec<(i64, String, String, Option<String>)> = self
            .db
            .prepare_cached("SELECT id, query, action, tag FROM filters ORDER BY id")
            .and_then(|mut select| {
                select
                    .query_map([], |row| {
                        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
                    })?
                    .collect()
            })
            .doing("read the filters")?;
        let filters = rows.into_iter().filter_map(|(id, query, action, tag)| {
            let deed = Deed::from_parts(&action, tag)?;
            Some(Filter { id, query, deed })
        });
        Ok(filters.collect())
    }

    /// Makes a filter for articles that come from now on; gives its number.
    ///
    /// # Errors
    /// When the query does not parse or the store cannot be written.
    pub fn add_filter(&self, query: &str, deed: &Deed) -> Result<i64> {
        const DOING: &str = "add a filter";
        Query::parse(query)?;
        let (action, tag) = deed.parts();
        let transaction = self.write(DOING)?;
        let id = transaction
            .prepare_cached("INSERT INTO filters (query, action, tag) VALUES (?1, ?2, ?3)")
            .and_then(|mut insert| insert.insert(params![query.trim(), action, tag]))
            .doing(DOING)?;
        self.enter_act(&transaction, Act::FilterAdded, &Step::RemoveFilter(id))
            .doing(DOING)?;
        transaction.commit().doing(DOING)?;
        Ok(id)
    }

    /// # Errors
    /// When there is none of that number or the store cannot be written.
    pub fn remove_filter(&self, id: i64) -> Result<()> {
        const DOING: &str = "remove a filter";
        let transaction = self.write(DOING)?;
        let gone = transaction
            .query_row(
                "DELETE FROM filters WHERE id = ?1 RETURNING query, action, tag",
                [id],
                |row| Ok(Step::PutFilter(id, row.get(0)?, row.get(1)?, row.get(2)?)),
            )
            .optional()
            .doing(DOING)?
            .ok_or_else(|| LibraryError::not_there("filter", id))?;
        self.enter_act(&transaction, Act::FilterRemoved, &gone)
            .doing(DOING)?;
        transaction.commit().doing(DOING)
    }

    /// Does with the articles `new` what the filters say. Brings the index up to date
    /// where a filter asks for words.
    ///
    /// # Errors
    /// When store or index cannot be used.
    pub fn filter(&self, new: &[ArticleId]) -> Result<Filtered> {
        let mut done = Filtered {
            listed: new.to_vec(),
            ..Filtered::default()
        };
        let filters = self.filters()?;
        if new.is_empty() || filters.is_empty() {
            return Ok(done);
        }
        let mut is_caught_up = false;
        for filter in &filters {
            // It parsed when it was made.
            let Ok(query) = Query::parse(&filter.query) else {
                continue;
            };
            if query.has_words() && !is_caught_up {
                self.catch_up_index(&mut |_| {})?;
                is_caught_up = true;
            }
            let found = self.matching(&query, new)?;
            match &filter.deed {
                Deed::Mute => {
                    done.muted += self.mark_all(&found, "muted = 1, unread = 0")?;
                    done.listed.retain(|id| !found.contains(id));
                }
                Deed::MarkRead => done.marked_read += self.mark_all(&found, "unread = 0")?,
                Deed::Tag(tag) => done.tagged += self.tag_all(&found, tag)?,
                Deed::Notify => {
                    for id in found {
                        if !done.notices.contains(&id) {
                            done.notices.push(id);
                        }
                    }
                }
            }
        }
        Ok(done)
    }

    /// Those of `ids` that match `query`, in their order; muted ones only if it asks for
    /// them.
    fn matching(&self, query: &Query, ids: &[ArticleId]) -> Result<Vec<ArticleId>> {
        let filter = self.resolve(query)?;
        let numbers: Vec<i64> = ids.iter().map(|id| id.0).collect();
        let filter = Resolved::And(vec![Resolved::Articles(numbers.into()), filter]);
        let found = self.all_ids(&filter, ids.len())?;
        let mut kept = ids.to_vec();
        kept.retain(|id| found.contains(id));
        Ok(kept)
    }

    fn mark_all(&self, ids: &[ArticleId], set: &str) -> Result<usize> {
        let transaction = self.write("begin to mark articles")?;
        for id in ids {
            transaction
                .prepare_cached(&format!("UPDATE articles SET {set} WHERE id = ?1"))
                .and_then(|mut update| update.execute([id]))
                .doing("mark an article")?;
        }
        transaction.commit().doing("mark articles")?;
        Ok(ids.len())
    }

    fn tag_all(&self, ids: &[ArticleId], tag: &str) -> Result<usize> {
        let transaction = self.write("begin to tag articles")?;
        for id in ids {
            tags::tag(&transaction, Tagged::Article(*id), tag).doing("add a tag")?;
        }
        transaction.commit().doing("tag articles")?;
        Ok(ids.len())
    }
}
