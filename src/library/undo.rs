//! What the reader did, and taking it back: also after a restart, and from another
//! process. Every act on marks and every removal is entered in the same transaction.

use std::str::FromStr;

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use super::error::Doing;
use super::flags::{Flag, Flags};
use super::{Anchor, ArticleId, Library, LibraryError, Query, Result, comments, notes};

/// Headlines read at a time.
const PAGE: usize = 500;
/// Acts that are kept.
const KEPT: i64 = 1_000;

/// A kind of act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Read,
    Unread,
    Starred,
    Unstarred,
    Removed,
    Commented,
    CommentEdited,
    CommentDeleted,
    Noted,
    NoteEdited,
    NoteDeleted,
}

impl Act {
    const ALL: [Self; 11] = [
        Self::Read,
        Self::Unread,
        Self::Starred,
        Self::Unstarred,
        Self::Removed,
        Self::Commented,
        Self::CommentEdited,
        Self::CommentDeleted,
        Self::Noted,
        Self::NoteEdited,
        Self::NoteDeleted,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Unread => "unread",
            Self::Starred => "starred",
            Self::Unstarred => "unstarred",
            Self::Removed => "removed",
            Self::Commented => "commented",
            Self::CommentEdited => "comment-edited",
            Self::CommentDeleted => "comment-deleted",
            Self::Noted => "noted",
            Self::NoteEdited => "note-edited",
            Self::NoteDeleted => "note-deleted",
        }
    }

    /// The mark that it sets, and to what; none for what sets no mark.
    fn flag(self) -> Option<(Flag, bool)> {
        match self {
            Self::Read => Some((Flag::Unread, false)),
            Self::Unread => Some((Flag::Unread, true)),
            Self::Starred => Some((Flag::Starred, true)),
            Self::Unstarred => Some((Flag::Starred, false)),
            _ => None,
        }
    }

    /// The same with the mark's column.
    fn mark(self) -> Option<(&'static str, bool)> {
        self.flag().map(|(flag, on)| (flag.column(), on))
    }
}

impl FromStr for Act {
    type Err = ();

    fn from_str(name: &str) -> std::result::Result<Self, ()> {
        let mut all = Self::ALL.into_iter();
        all.find(|act| act.name() == name).ok_or(())
    }
}

impl ToSql for Act {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.name().to_sql()
    }
}

impl FromSql for Act {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value
            .as_str()?
            .parse()
            .map_err(|()| FromSqlError::InvalidType)
    }
}

/// What has been taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    pub act: Act,
    /// How many articles it had changed.
    pub count: u64,
    /// The title of the article, if it is one and is there.
    pub title: Option<String>,
}

impl Library {
    /// Marks all articles that match `query` read; gives how many were not.
    ///
    /// # Errors
    /// When the query cannot be evaluated or the store not be written.
    pub fn mark_all_read(&self, query: &Query) -> Result<u64> {
        const DOING: &str = "mark articles read";
        let filter = self.resolve(query)?;
        if let Some(condition) = filter.sql() {
            return self.set_marks(Act::Read, &condition, None, DOING);
        }
        // Words are known to the index alone.
        let mut ids = Vec::new();
        let mut anchor = Anchor::Newest;
        loop {
            let page = self.headlines(query, anchor, PAGE)?;
            ids.extend(page.iter().map(|headline| headline.id));
            match page.last() {
                Some(last) => anchor = Anchor::OlderThan(last.key()),
                None => break,
            }
        }
        let transaction = self.write(DOING)?;
        let act = begin(&transaction, Act::Read).doing(DOING)?;
        let mut count = 0;
        for id in ids {
            count += mark(&transaction, act, Act::Read, "a.id = ?2", Some(id)).doing(DOING)?;
        }
        end(&transaction, act, count).doing(DOING)?;
        transaction.commit().doing(DOING)?;
        Ok(count)
    }

    /// Sets a mark of one article.
    ///
    /// # Errors
    /// [`LibraryError::NoArticle`], or when the store cannot be written.
    pub(super) fn set_mark(&self, id: ArticleId, act: Act, doing: &'static str) -> Result<()> {
        let set_mark = || self.set_marks(act, "a.id = ?2", Some(id), doing);
        let changed = match act.flag() {
            Some((flag, on)) => Flags::mark(&self.flags, &self.db, (id, flag, on), doing, set_mark),
            None => set_mark(),
        }?;
        if changed == 0 && self.find_headline(id)?.is_none() {
            return Err(LibraryError::NoArticle(id));
        }
        Ok(())
    }

    /// Sets the mark of `act` on the articles that `condition` names; gives how many did
    /// not have it.
    fn set_marks(
        &self,
        act: Act,
        condition: &str,
        id: Option<ArticleId>,
        doing: &'static str,
    ) -> Result<u64> {
        let transaction = self.write(doing)?;
        let seq = begin(&transaction, act).doing(doing)?;
        let count = mark(&transaction, seq, act, condition, id).doing(doing)?;
        end(&transaction, seq, count).doing(doing)?;
        transaction.commit().doing(doing)?;
        Ok(count)
    }

    /// Takes back the last act that has not been taken back; `None` when there is none.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn undo(&self) -> Result<Option<Undone>> {
        const DOING: &str = "undo";
        let transaction = self.write(DOING)?;
        let last = transaction
            .query_row(
                "SELECT seq, kind, count FROM acts ORDER BY seq DESC LIMIT 1",
                [],
                |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Act>(1)?, row.get(2)?)),
            )
            .optional()
            .doing(DOING)?;
        let Some((seq, act, count)) = last else {
            return Ok(None);
        };
        let title = match act.mark() {
            Some((mark, set)) => unmark(&transaction, seq, mark, !set),
            None => put_back(&transaction, seq),
        };
        let title = title.doing(DOING)?;
        transaction
            .execute("DELETE FROM acts WHERE seq = ?1", [seq])
            .doing(DOING)?;
        transaction.commit().doing(DOING)?;
        Ok(Some(Undone {
            act,
            count,
            title: title.filter(|_| count == 1),
        }))
    }
}

/// Enters an act; gives its number.
pub(super) fn begin(db: &Connection, act: Act) -> rusqlite::Result<i64> {
    db.prepare_cached("INSERT INTO acts (kind, count) VALUES (?1, 0)")?
        .insert([act])
}

/// Says how many articles an act has changed; one that changed none is no act. The oldest
/// go.
pub(super) fn end(db: &Connection, seq: i64, count: u64) -> rusqlite::Result<()> {
    db.prepare_cached("UPDATE acts SET count = ?2 WHERE seq = ?1")?
        .execute(params![seq, count])?;
    db.prepare_cached("DELETE FROM acts WHERE seq <= ?1 OR (seq = ?2 AND count = 0)")?
        .execute([seq - KEPT, seq])?;
    Ok(())
}

/// Sets the mark of `act` on the articles that `condition` names (of the table `a`; ?2 is
/// `id`), and enters which did not have it.
fn mark(
    db: &Connection,
    seq: i64,
    act: Act,
    condition: &str,
    id: Option<ArticleId>,
) -> rusqlite::Result<u64> {
    let Some((column, set)) = act.mark() else {
        return Ok(0);
    };
    let without = if set { "NOT" } else { "" };
    let changed = db
        .prepare_cached(&format!(
            "INSERT OR IGNORE INTO act_articles SELECT ?1, a.id FROM articles a
             WHERE {without} a.{column} AND {condition}"
        ))?
        .execute(params_from_iter(
            std::iter::once(seq).chain(id.map(|id| id.0)),
        ))?;
    if changed > 0 {
        set_on(db, seq, column, set, id)?;
    }
    Ok(changed as u64)
}

/// Sets a mark on the articles of an act, or on one of them.
fn set_on(
    db: &Connection,
    seq: i64,
    column: &str,
    set: bool,
    id: Option<ArticleId>,
) -> rusqlite::Result<usize> {
    let without = if set { "NOT" } else { "" };
    let (which, value) = match id {
        Some(id) => ("id = ?1", id.0),
        None => (
            "id IN (SELECT article FROM act_articles WHERE act = ?1)",
            seq,
        ),
    };
    db.prepare_cached(&format!(
        "UPDATE articles SET {column} = {set} WHERE {without} {column} AND {which}"
    ))?
    .execute([value])
}

/// Sets a mark back on the articles of an act. Gives the title of one of them.
fn unmark(db: &Connection, seq: i64, column: &str, set: bool) -> rusqlite::Result<Option<String>> {
    set_on(db, seq, column, set, None)?;
    db.prepare_cached(
        "SELECT title FROM articles WHERE id = (SELECT article FROM act_articles WHERE act = ?1)",
    )?
    .query_row([seq], |row| row.get(0))
    .optional()
}

/// Takes the articles whose column `column` is `value` out of the library, to be put back
/// at need; gives how many went.
pub(super) fn take_out(
    db: &Connection,
    seq: i64,
    column: &'static str,
    value: impl ToSql,
) -> rusqlite::Result<usize> {
    db.prepare_cached(&format!(
        "INSERT INTO removed
         SELECT ?1, a.id, a.key, a.hash, a.published, a.dated, s.name, c.name, a.unread,
                a.starred, a.breaking, a.muted, a.title, a.url, b.data, p.block, p.byte
         FROM articles a JOIN sources s ON s.id = a.source
         JOIN bodies b ON b.article = a.id
         LEFT JOIN categories c ON c.id = a.category
         LEFT JOIN positions p ON p.article = a.id WHERE a.{column} = ?2"
    ))?
    .execute(params![seq, value])?;
    enter_what_stands_under(db, seq)?;
    db.prepare_cached(&format!("DELETE FROM articles WHERE {column} = ?1"))?
        .execute([value])
}

/// Enters the comments and notes of the articles that an act takes out.
fn enter_what_stands_under(db: &Connection, seq: i64) -> rusqlite::Result<()> {
    for table in ["comments", "notes"] {
        let has_any = format!("SELECT EXISTS (SELECT 1 FROM {table})");
        if !db.query_row(&has_any, [], |row| row.get(0))? {
            continue;
        }
        let mut select = db.prepare_cached(&format!(
            "SELECT r.id FROM removed r WHERE r.act = ?1 AND NOT EXISTS
             (SELECT 1 FROM act_{table} e WHERE e.act = ?1 AND e.article = r.id)"
        ))?;
        let ids: Vec<i64> = select
            .query_map([seq], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for id in ids {
            match table {
                "comments" => comments::enter(db, seq, "article", id)?,
                _ => notes::enter(db, seq, "article", id)?,
            }
        }
    }
    Ok(())
}

/// Puts the articles of an act back, with their numbers, marks and places; one that has
/// come in anew meanwhile stays as it came. Gives the title of one of them.
fn put_back(db: &Connection, seq: i64) -> rusqlite::Result<Option<String>> {
    for step in [
        "INSERT OR IGNORE INTO sources (name) SELECT source FROM removed WHERE act = ?1",
        "INSERT OR IGNORE INTO categories (name)
         SELECT category FROM removed WHERE act = ?1 AND category IS NOT NULL",
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
    ] {
        db.execute(step, [seq])?;
    }
    comments::put_back(db, seq)?;
    notes::put_back(db, seq)?;
    db.query_row("SELECT title FROM removed WHERE act = ?1", [seq], |row| {
        row.get(0)
    })
    .optional()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::library::testing::{article, library, time};
    use crate::library::{Anchor, Counts, Position};

    fn filled(count: i64) -> (crate::library::testing::Temporary, Vec<Article>) {
        let library = library();
        let articles: Vec<Article> = (0..count)
            .map(|n| article(&format!("خبر {n}"), "متن", n))
            .collect();
        library.add(articles.clone(), time(0)).unwrap();
        (library, articles)
    }

    fn undone(act: Act, count: u64, title: Option<&str>) -> Option<Undone> {
        let title = title.map(str::to_owned);
        Some(Undone { act, count, title })
    }

    #[test]
    fn acts_are_taken_back_one_after_the_other() {
        let (library, _) = filled(3);
        let before = library.counts().unwrap();
        library.set_read(ArticleId(1), true).unwrap();
        library.set_starred(ArticleId(2), true).unwrap();
        // What changes nothing is no act.
        library.set_starred(ArticleId(2), true).unwrap();
        library.set_starred(ArticleId(2), false).unwrap();
        assert_eq!(
            library.undo().unwrap(),
            undone(Act::Unstarred, 1, Some("خبر 1"))
        );
        assert!(library.headline(ArticleId(2)).unwrap().starred);
        assert_eq!(
            library.undo().unwrap(),
            undone(Act::Starred, 1, Some("خبر 1"))
        );
        assert_eq!(library.undo().unwrap(), undone(Act::Read, 1, Some("خبر 0")));
        assert_eq!(library.counts().unwrap(), before);
        assert_eq!(library.undo().unwrap(), None);
    }

    #[test]
    fn marking_all_read_is_one_act_and_keeps_what_was_read_before() {
        let (library, _) = filled(30);
        library.set_read(ArticleId(4), true).unwrap();
        assert_eq!(library.mark_all_read(&Query::All).unwrap(), 29);
        assert_eq!(library.counts().unwrap().unread, 0);
        assert_eq!(library.mark_all_read(&Query::All).unwrap(), 0);
        // Another connection, as after a restart.
        let again = Library::open(library.dir()).unwrap();
        assert_eq!(again.undo().unwrap(), undone(Act::Read, 29, None));
        assert_eq!(again.counts().unwrap().unread, 29);
        assert!(!again.headline(ArticleId(4)).unwrap().unread);
    }

    #[test]
    fn what_a_search_finds_is_marked_alone() {
        let (library, _) = filled(12);
        library.catch_up_index(&mut |_| {}).unwrap();
        let some = Query::parse("title:1").unwrap();
        let matching = library.headlines(&some, Anchor::Newest, 99).unwrap().len() as u64;
        assert!(matching > 0 && matching < 12);
        assert_eq!(library.mark_all_read(&some).unwrap(), matching);
        assert_eq!(library.counts().unwrap().unread, 12 - matching);
        library.undo().unwrap();
        let starred = Query::parse("is:starred").unwrap();
        library.set_starred(ArticleId(5), true).unwrap();
        assert_eq!(library.mark_all_read(&starred).unwrap(), 1);
        assert_eq!(library.counts().unwrap().unread, 11);
    }

    #[test]
    fn what_was_removed_comes_back_as_it_was() {
        let (library, articles) = filled(5);
        let place = Position { block: 0, byte: 4 };
        library.set_starred(ArticleId(2), true).unwrap();
        library.set_position(ArticleId(2), place).unwrap();
        let before = library.headline(ArticleId(2)).unwrap();
        assert_eq!(library.remove(&articles[1..3]).unwrap(), 2);
        assert!(library.headline(ArticleId(2)).is_err());
        assert_eq!(library.undo().unwrap(), undone(Act::Removed, 2, None));
        assert_eq!(library.headline(ArticleId(2)).unwrap(), before);
        assert_eq!(library.position(ArticleId(2)).unwrap(), Some(place));
        assert_eq!(library.article(ArticleId(2)).unwrap(), articles[1]);
        assert_eq!(library.remove_source("صحيفة المرفأ").unwrap(), 5);
        assert_eq!(library.counts().unwrap(), Counts::default());
        assert_eq!(library.undo().unwrap(), undone(Act::Removed, 5, None));
        let counts = library.counts().unwrap();
        assert_eq!((counts.total, counts.starred), (5, 1));
    }

    #[test]
    fn what_came_in_again_meanwhile_is_not_doubled() {
        let (library, articles) = filled(2);
        library.remove(&articles).unwrap();
        library.add([articles[0].clone()], time(0)).unwrap();
        library.undo().unwrap();
        assert_eq!(library.counts().unwrap().total, 2);
        let bodies: i64 = library
            .db
            .query_row("SELECT count(*) FROM bodies", [], |row| row.get(0))
            .unwrap();
        assert_eq!(bodies, 2);
    }

    #[test]
    fn only_the_last_acts_are_kept() {
        let (library, _) = filled(1);
        for n in 0..KEPT + 20 {
            library.set_starred(ArticleId(1), n % 2 == 0).unwrap();
        }
        let kept = |table: &str| -> i64 {
            let count = format!("SELECT count(*) FROM {table}");
            library.db.query_row(&count, [], |row| row.get(0)).unwrap()
        };
        assert_eq!((kept("acts"), kept("act_articles")), (KEPT, KEPT));
    }
}
