//! Small acts, kept as what to do to take them back.

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use crate::library::query::FEED_LABEL;
use crate::library::{ArticleId, FeedId, FeedSettings, Tagged, feeds, tags};

/// What is done to take a small act back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::library) enum Step {
    Untag(On, String),
    Tag(On, String),
    /// Removes the filter of this number.
    RemoveFilter(i64),
    /// Number, query, and what is done with what it finds.
    PutFilter(i64, String, String, Option<String>),
    /// By its name.
    RemoveSmartFeed(String),
    /// Number, name, query.
    PutSmartFeed(i64, String, String),
    /// Number, and how it was treated.
    SetFeed(i64, FeedSettings),
    RemoveFeed(i64),
}

/// What a tag is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::library) enum On {
    Article(i64),
    Feed(i64),
}

impl From<Tagged> for On {
    fn from(tagged: Tagged) -> Self {
        match tagged {
            Tagged::Article(id) => Self::Article(id.0),
            Tagged::Feed(id) => Self::Feed(id.0),
        }
    }
}

impl From<On> for Tagged {
    fn from(on: On) -> Self {
        match on {
            On::Article(id) => Self::Article(ArticleId(id)),
            On::Feed(id) => Self::Feed(FeedId(id)),
        }
    }
}

/// Enters `step` as one that takes the act back, before those that are entered already.
pub(super) fn enter(db: &Connection, act: i64, step: &Step) -> rusqlite::Result<()> {
    let step = serde_json::to_string(step).map_err(not_written)?;
    db.prepare_cached("INSERT INTO act_steps (act, step) VALUES (?1, ?2)")?
        .execute(params![act, step])?;
    Ok(())
}

/// Takes an act back, the last of its steps first. Gives what one of them was about.
pub(super) fn take_back(db: &Connection, act: i64) -> rusqlite::Result<Option<String>> {
    let steps: Vec<String> = db
        .prepare_cached("SELECT step FROM act_steps WHERE act = ?1 ORDER BY n DESC")?
        .query_map([act], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut about = None;
    for step in steps {
        let step = serde_json::from_str(&step).map_err(not_written)?;
        about = Some(step_back(db, step)?);
    }
    Ok(about)
}

fn not_written(error: serde_json::Error) -> rusqlite::Error {
    rusqlite::Error::ToSqlConversionFailure(error.into())
}

/// Does `step`, as far as what it is about is still there; gives what it is about.
fn step_back(db: &Connection, step: Step) -> rusqlite::Result<String> {
    match step {
        Step::Untag(on, name) => {
            tags::untag(db, on.into(), &name)?;
            Ok(name)
        }
        Step::Tag(on, name) => {
            if is_there(db, on)? {
                tags::tag(db, on.into(), &name)?;
            }
            Ok(name)
        }
        Step::RemoveFilter(id) => {
            let query = "DELETE FROM filters WHERE id = ?1 RETURNING query";
            first(db, query, id)
        }
        Step::PutFilter(id, query, action, tag) => {
            db.execute(
                "INSERT OR IGNORE INTO filters (id, query, action, tag) VALUES (?1, ?2, ?3, ?4)",
                params![id, query, action, tag],
            )?;
            Ok(query)
        }
        Step::RemoveSmartFeed(name) => {
            db.execute("DELETE FROM smart_feeds WHERE name = ?1", [&name])?;
            Ok(name)
        }
        Step::PutSmartFeed(id, name, query) => {
            db.execute("DELETE FROM smart_feeds WHERE name = ?1", [&name])?;
            db.execute(
                "INSERT OR IGNORE INTO smart_feeds (id, name, query) VALUES (?1, ?2, ?3)",
                params![id, name, query],
            )?;
            Ok(name)
        }
        Step::SetFeed(id, settings) => {
            feeds::set(db, FeedId(id), &settings)?;
            label(db, id)
        }
        Step::RemoveFeed(id) => {
            let label = label(db, id)?;
            db.execute("DELETE FROM deliveries WHERE feed = ?1", [id])?;
            db.execute("DELETE FROM feeds WHERE id = ?1", [id])?;
            Ok(label)
        }
    }
}

/// What the feed `id` is called.
fn label(db: &Connection, id: i64) -> rusqlite::Result<String> {
    let label = format!("SELECT {FEED_LABEL} FROM feeds WHERE id = ?1");
    first(db, &label, id)
}

fn is_there(db: &Connection, on: On) -> rusqlite::Result<bool> {
    let (table, id) = match on {
        On::Article(id) => ("articles", id),
        On::Feed(id) => ("feeds", id),
    };
    let is_there = format!("SELECT EXISTS (SELECT 1 FROM {table} WHERE id = ?1)");
    db.query_row(&is_there, [id], |row| row.get(0))
}

/// The text that `select` gives for `id`; none for what is gone.
fn first(db: &Connection, select: &str, id: i64) -> rusqlite::Result<String> {
    let mut select = db.prepare(select)?;
    let mut rows = select.query_map([id], |row| row.get(0))?;
    rows.next().unwrap_or_else(|| Ok(String::new()))
}
