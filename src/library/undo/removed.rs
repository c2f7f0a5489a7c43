//! What was taken out of the library, kept whole until it is put back or forgotten.

use rusqlite::types::ToSql;
use rusqlite::{Connection, OptionalExtension, params};

use super::Act;
use crate::library::entered::entering;
use crate::library::query::FEED_LABEL;
use crate::library::{FeedId, comments, notes};

/// What is kept of the articles `a` that a condition names: where it goes, and from where
/// it comes.
const KEPT: [&str; 5] = [
    "INSERT INTO removed
     SELECT ?1, a.id, a.key, a.hash, a.published, a.dated, s.name, c.name, a.unread,
            a.starred, a.breaking, a.muted, a.title, a.url, b.data, p.block, p.byte
     FROM articles a JOIN sources s ON s.id = a.source
     JOIN bodies b ON b.article = a.id
     LEFT JOIN categories c ON c.id = a.category
     LEFT JOIN positions p ON p.article = a.id",
    "INSERT INTO removed_tags SELECT ?1, a.id, t.name
     FROM articles a JOIN article_tags x ON x.article = a.id JOIN tags t ON t.id = x.tag",
    "INSERT INTO removed_deliveries SELECT ?1, a.id, x.feed, x.seen
     FROM articles a JOIN deliveries x ON x.article = a.id",
    "INSERT INTO removed_versions SELECT ?1, x.id, a.id, x.replaced, x.data
     FROM articles a JOIN versions x ON x.article = a.id",
    "INSERT INTO removed_replies SELECT ?1, a.id, x.answered
     FROM articles a JOIN replies x ON x.article = a.id",
];

/// Takes the articles that `condition` names (of the table `a`; ?2 is `value`) out of the
/// library, to be put back at need; gives how many went.
pub(in crate::library) fn take_out(
    db: &Connection,
    act: i64,
    condition: &str,
    value: impl ToSql,
) -> rusqlite::Result<usize> {
    for kept in KEPT {
        db.prepare_cached(&format!("{kept} WHERE {condition}"))?
            .execute(params![act, value])?;
    }
    enter_what_stands_under(db, act)?;
    // ?1 has no part in this.
    let gone = format!("DELETE FROM articles AS a WHERE ?1 NOTNULL AND {condition}");
    db.prepare_cached(&gone)?.execute(params![act, value])
}

/// Enters the comments and notes of the articles that an act takes out.
fn enter_what_stands_under(db: &Connection, act: i64) -> rusqlite::Result<()> {
    for rows in [comments::ROWS, notes::ROWS] {
        let table = rows.table;
        let has_any = format!("SELECT EXISTS (SELECT 1 FROM {table})");
        if !db.query_row(&has_any, [], |row| row.get(0))? {
            continue;
        }
        let mut select = db.prepare_cached(&format!(
            "SELECT r.id FROM removed r WHERE r.act = ?1 AND NOT EXISTS
             (SELECT 1 FROM act_{table} e WHERE e.act = ?1 AND e.article = r.id)"
        ))?;
        let ids: Vec<i64> = select
            .query_map([act], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for id in ids {
            rows.enter(db, act, "article", id)?;
        }
    }
    Ok(())
}

/// Takes the feed `id` out, and with it what says that its articles came by it; gives how
/// many feeds went.
pub(in crate::library) fn take_out_feed(
    db: &Connection,
    act: i64,
    id: FeedId,
) -> rusqlite::Result<usize> {
    for kept in [
        "INSERT INTO removed_feeds SELECT ?1, id, url, title, name, site, folder, private,
         full_text, keep_days, keep_count, every FROM feeds WHERE id = ?2",
        "INSERT INTO removed_feed_tags SELECT ?1, x.feed, t.name
         FROM feed_tags x JOIN tags t ON t.id = x.tag WHERE x.feed = ?2",
        "INSERT INTO removed_deliveries SELECT ?1, article, feed, seen
         FROM deliveries WHERE feed = ?2",
    ] {
        db.execute(kept, params![act, id])?;
    }
    db.execute("DELETE FROM deliveries WHERE feed = ?1", [id])?;
    db.execute("DELETE FROM feeds WHERE id = ?1", [id])
}

/// Puts what an act took out back, with its numbers, marks and places; what has come in
/// anew meanwhile stays as it came. Gives the title of an article, or of the feed.
pub(super) fn put_back(db: &Connection, seq: i64, act: Act) -> rusqlite::Result<Option<String>> {
    let steps = [
        "INSERT OR IGNORE INTO feeds
         (id, url, title, name, site, folder, private, full_text, keep_days, keep_count, every)
         SELECT id, url, title, name, site, folder, private, full_text, keep_days, keep_count,
                every FROM removed_feeds WHERE act = ?1",
        "INSERT OR IGNORE INTO sources (name) SELECT source FROM removed WHERE act = ?1",
        "INSERT OR IGNORE INTO categories (name)
         SELECT category FROM removed WHERE act = ?1 AND category IS NOT NULL",
        "INSERT OR IGNORE INTO tags (name) SELECT tag FROM removed_tags WHERE act = ?1
         UNION SELECT tag FROM removed_feed_tags WHERE act = ?1",
        "INSERT OR IGNORE INTO articles
         (id, key, hash, published, dated, source, category, unread, starred, breaking, muted,
          title, url)
         SELECT r.id, r.key, r.hash, r.published, r.dated, s.id, c.id, r.unread, r.starred,
                r.breaking, r.muted, r.title, r.url
         FROM removed r JOIN sources s ON s.name = r.source
         LEFT JOIN categories c ON c.name = r.category WHERE r.act = ?1",
        "INSERT OR IGNORE INTO bodies SELECT r.id, r.body FROM removed r
         JOIN articles a ON a.id = r.id AND a.key = r.key WHERE r.act = ?1",
        "INSERT OR IGNORE INTO positions SELECT r.id, r.block, r.byte FROM removed r
         JOIN articles a ON a.id = r.id AND a.key = r.key
         WHERE r.act = ?1 AND r.block IS NOT NULL",
        "INSERT OR IGNORE INTO article_tags SELECT r.article, t.id FROM removed_tags r
         JOIN articles a ON a.id = r.article JOIN tags t ON t.name = r.tag WHERE r.act = ?1",
        "INSERT OR IGNORE INTO feed_tags SELECT r.feed, t.id FROM removed_feed_tags r
         JOIN feeds f ON f.id = r.feed JOIN tags t ON t.name = r.tag WHERE r.act = ?1",
        "INSERT OR IGNORE INTO deliveries SELECT r.article, r.feed, r.seen
         FROM removed_deliveries r JOIN articles a ON a.id = r.article
         JOIN feeds f ON f.id = r.feed WHERE r.act = ?1",
        "INSERT OR IGNORE INTO versions SELECT r.id, r.article, r.replaced, r.data
         FROM removed_versions r JOIN articles a ON a.id = r.article WHERE r.act = ?1",
        "INSERT OR IGNORE INTO replies SELECT r.article, r.answered
         FROM removed_replies r JOIN articles a ON a.id = r.article WHERE r.act = ?1",
    ];
    entering(db, || {
        for step in steps {
            db.execute(step, [seq])?;
        }
        Ok(())
    })?;
    comments::ROWS.put_back(db, seq)?;
    notes::ROWS.put_back(db, seq)?;
    let (title, table) = match act {
        Act::Unsubscribed => (FEED_LABEL, "removed_feeds"),
        _ => ("title", "removed"),
    };
    let title = format!("SELECT {title} FROM {table} WHERE act = ?1");
    db.query_row(&title, [seq], |row| row.get(0)).optional()
}
