//! newsboat's cache: an SQLite database of feeds and articles with their marks.

use std::path::Path;

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags, Row};

use super::Moved;
use crate::article::Enclosure;
use crate::feed::{Entry, from_entry};
use crate::gather::GatherError;
use crate::library::{Library, Mark};

/// The titles of its feeds by their addresses.
pub(super) fn titles(path: &Path) -> Result<Vec<(String, String)>, GatherError> {
    let db = open(path)?;
    let mut select = prepare(&db, "SELECT rssurl, title FROM rss_feed", path)?;
    let titles = select.query_map([], |row| Ok((text(row, 0)?, text(row, 1)?)));
    let titles = titles.and_then(Iterator::collect);
    titles.map_err(|error| unreadable(path, &error))
}

/// Takes over all its articles; marks go to those that are new here.
pub(super) fn take_over(
    library: &Library,
    path: &Path,
    now: Timestamp,
    moved: &mut Moved,
) -> Result<(), GatherError> {
    let db = open(path)?;
    let feeds = library.feeds()?;
    for (address, title) in titles(path)? {
        let items = items(&db, &address, path)?;
        let mut articles = Vec::with_capacity(items.len());
        let mut marks = Vec::with_capacity(items.len());
        for item in items {
            let name = item.entry.title.clone();
            match from_entry(item.entry, &title, &address) {
                Ok(article) => {
                    articles.push(article);
                    marks.push((item.is_read, item.flags));
                }
                Err(reason) => moved.rejected.push((name, reason)),
            }
        }
        let feed = feeds.iter().find(|feed| feed.url == address);
        let delivered = library.adopt(feed.map(|feed| feed.id), &articles, now)?;
        let mut new = Vec::new();
        for (id, (is_read, flags)) in delivered.all.iter().zip(marks) {
            if delivered.imported.contains(id) {
                let is_starred = !flags.is_empty();
                moved.read += usize::from(is_read);
                moved.starred += usize::from(is_starred);
                new.push(Mark {
                    article: *id,
                    is_read,
                    is_starred,
                    tags: flags.chars().map(|flag| format!("flag-{flag}")).collect(),
                });
            }
        }
        library.mark(&new)?;
        moved.report += delivered.report;
    }
    Ok(())
}

/// An article as the cache has it.
struct Item {
    entry: Entry,
    is_read: bool,
    /// Letters.
    flags: String,
}

fn items(db: &Connection, feed: &str, path: &Path) -> Result<Vec<Item>, GatherError> {
    let mut select = prepare(
        db,
        "SELECT guid, title, author, url, pubDate, content, unread, enclosure_url,
         enclosure_type, flags FROM rss_item WHERE feedurl = ?1 AND deleted = 0 ORDER BY id",
        path,
    )?;
    let items = select.query_map([feed], |row| {
        let enclosure = Some(text(row, 7)?).filter(|url| !url.is_empty());
        let published: i64 = row.get::<_, Option<i64>>(4)?.unwrap_or_default();
        let flags: String = text(row, 9)?;
        Ok(Item {
            entry: Entry {
                guid: text(row, 0)?,
                title: text(row, 1)?,
                author: text(row, 2)?,
                url: text(row, 3)?,
                published: Timestamp::from_second(published)
                    .ok()
                    .filter(|_| published > 0),
                content: text(row, 5)?,
                enclosures: enclosure
                    .map(|url| Enclosure {
                        url,
                        media_type: text(row, 8).ok(),
                        length: None,
                        title: None,
                    })
                    .into_iter()
                    .collect(),
                labels: Vec::new(),
            },
            is_read: !row.get::<_, Option<bool>>(6)?.unwrap_or(true),
            flags: flags
                .chars()
                .filter(|flag| flag.is_ascii_alphabetic())
                .collect(),
        })
    });
    let items = items.and_then(Iterator::collect);
    items.map_err(|error| unreadable(path, &error))
}

/// Opened for reading only: it is the user's own, and newsboat may be running.
fn open(path: &Path) -> Result<Connection, GatherError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(path, flags).map_err(|error| unreadable(path, &error))
}

fn prepare<'a>(
    db: &'a Connection,
    select: &str,
    path: &Path,
) -> Result<rusqlite::Statement<'a>, GatherError> {
    db.prepare(select).map_err(|error| unreadable(path, &error))
}

/// A text that may be NULL.
fn text(row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
    Ok(row.get::<_, Option<String>>(column)?.unwrap_or_default())
}

fn unreadable(path: &Path, error: &rusqlite::Error) -> GatherError {
    GatherError::File(std::io::Error::other(format!(
        "{}: no cache of newsboat's: {error}",
        path.display()
    )))
}
