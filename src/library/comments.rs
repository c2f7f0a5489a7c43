//! What is said under articles: by the user, and by others where feeds tell of it.
//!
//! The e-mail that a comment was written under is kept in the store and goes nowhere from
//! there: no function gives it out.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::error::Doing;
use super::headline::timestamp;
use super::undo::{Act, Rows};
use super::{ArticleId, Library, Result};
use crate::article::Article;

/// Number of a comment of the user's; never given twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CommentId(pub i64);

/// A comment, as all may see it. Strings are in logical order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Where it is the user's own, to be changed.
    pub own: Option<CommentId>,
    /// Who says so.
    pub name: String,
    /// What is said; `\n` between paragraphs.
    pub text: String,
    /// When it was first written.
    pub written: Timestamp,
}

/// What a comment is to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Who says so; needed.
    pub name: String,
    /// `None` leaves it as it is in a comment that is changed.
    pub email: Option<String>,
    /// What is said; needed.
    pub text: String,
}

/// The table of comments.
pub(super) const ROWS: Rows = Rows {
    table: "comments",
    columns: "id, article, guid, name, email, text, written, edited",
};

impl Library {
    /// What is said under `article`, whose number is `id`, oldest first: comments of the user's, those that
    /// its site's feed of comments had, and articles that answer it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn comments(&self, id: ArticleId, article: &Article) -> Result<Vec<Comment>> {
        const DOING: &str = "read comments";
        let mut comments: Vec<Comment> = self
            .db
            .prepare_cached("SELECT id, guid, name, text, written FROM comments WHERE article = ?1")
            .and_then(|mut select| select.query_map([id], comment)?.collect())
            .doing(DOING)?;
        comments.extend(self.replies(article)?);
        comments.sort_by_key(|comment| comment.written);
        Ok(comments)
    }

    /// The articles that answer `article` (RFC 4685), as comments.
    fn replies(&self, article: &Article) -> Result<Vec<Comment>> {
        let names = [article.guid.as_deref(), article.url.as_deref()];
        let replies: Vec<ArticleId> = self
            .db
            .prepare_cached("SELECT article FROM replies WHERE answered IN (?1, ?2)")
            .and_then(|mut select| {
                let rows = select.query_map(names, |row| row.get(0))?;
                rows.collect()
            })
            .doing("read comments")?;
        let mut comments = Vec::new();
        for reply in replies {
            let Some((headline, article)) =
                self.find_headline(reply)?.zip(self.find_article(reply)?)
            else {
                continue;
            };
            comments.push(Comment {
                own: None,
                name: article.authors.first().cloned().unwrap_or(headline.source),
                text: article.plain_text().trim().to_owned(),
                written: headline.published,
            });
        }
        Ok(comments)
    }

    /// The name that the user wrote the last comment under.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn last_name(&self) -> Result<Option<String>> {
        self.db
            .query_row(
                "SELECT name FROM comments WHERE guid IS NULL ORDER BY id DESC LIMIT 1",
                [],
                |row| row.get(0),
            )
            .optional()
            .doing("read comments")
    }

    /// Puts a comment of the user's under the article `id`.
    ///
    /// # Errors
    /// [`LibraryError::NoArticle`](super::LibraryError::NoArticle), or when the store cannot be written.
    pub fn add_comment(&self, id: ArticleId, draft: &Draft, now: Timestamp) -> Result<CommentId> {
        self.headline(id)?;
        let written = now.as_microsecond();
        self.add_row(
            ROWS,
            Act::Commented,
            "INSERT INTO comments (article, name, email, text, written)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            params![id, draft.name, draft.email, draft.text, written],
            "store a comment",
        )
        .map(CommentId)
    }

    /// Changes what a comment of the user's says; without effect on one that is gone.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn edit_comment(&self, id: CommentId, draft: &Draft, now: Timestamp) -> Result<()> {
        let edited = now.as_microsecond();
        self.change_row(
            ROWS,
            Act::CommentEdited,
            id.0,
            "UPDATE comments SET name = ?2, email = coalesce(?3, email), text = ?4, edited = ?5
             WHERE id = ?1 AND guid IS NULL",
            params![id.0, draft.name, draft.email, draft.text, edited],
            "change a comment",
        )
    }

    /// Deletes a comment of the user's; without effect on one that is gone.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn delete_comment(&self, id: CommentId) -> Result<()> {
        self.change_row(
            ROWS,
            Act::CommentDeleted,
            id.0,
            "DELETE FROM comments WHERE id = ?1 AND guid IS NULL",
            [id.0],
            "delete a comment",
        )
    }

    /// Keeps what the feed of an article's comments holds; gives how many are new.
    ///
    /// # Errors
    /// [`LibraryError::NoArticle`](super::LibraryError::NoArticle), or when the store cannot be written.
    pub fn take_comments(
        &self,
        id: ArticleId,
        entries: &[Article],
        now: Timestamp,
    ) -> Result<usize> {
        const DOING: &str = "store the comments of a feed";
        self.headline(id)?;
        let transaction = self.write(DOING)?;
        let mut new = 0;
        for entry in entries {
            let name = entry.authors.first().unwrap_or(&entry.title);
            let written = entry.published.unwrap_or(now).as_microsecond();
            let guid = super::identifier(entry);
            new += transaction
                .prepare_cached(
                    "INSERT INTO comments (article, guid, name, text, written)
                     VALUES (?1, ?2, ?3, ?4, ?5)
                     ON CONFLICT DO NOTHING",
                )
                .and_then(|mut insert| {
                    let text = entry.plain_text();
                    insert.execute(params![id, guid, name, text.trim(), written])
                })
                .doing(DOING)?;
        }
        transaction.commit().doing(DOING)?;
        Ok(new)
    }
}

fn comment(row: &Row<'_>) -> rusqlite::Result<Comment> {
    let is_own = row.get::<_, Option<String>>(1)?.is_none();
    let id = CommentId(row.get(0)?);
    Ok(Comment {
        own: is_own.then_some(id),
        name: row.get(2)?,
        text: row.get(3)?,
        written: timestamp(row.get(4)?),
    })
}

/// Enters that the article `id` answers another, if it does.
pub(super) fn enter_reply(db: &Connection, id: ArticleId, article: &Article) -> Result<()> {
    let Some(answered) = &article.in_reply_to else {
        return Ok(());
    };
    db.prepare_cached("INSERT OR REPLACE INTO replies VALUES (?1, ?2)")
        .and_then(|mut insert| insert.execute(params![id, answered]))
        .map(|_| ())
        .doing("store a comment")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::testing::{article, library, time};

    fn draft(text: &str) -> Draft {
        Draft {
            name: "ليلى".to_owned(),
            email: Some("leila@a.example".to_owned()),
            text: text.to_owned(),
        }
    }

    fn under_first(library: &Library) -> Vec<Comment> {
        let id = ArticleId(1);
        let article = library.find_article(id).unwrap().unwrap_or_default();
        library.comments(id, &article).unwrap()
    }

    fn texts(library: &Library) -> Vec<String> {
        let comments = under_first(library);
        comments.into_iter().map(|comment| comment.text).collect()
    }

    #[test]
    fn comments_are_written_changed_deleted_and_all_of_it_undone() {
        let library = library();
        library.add([article("خبر", "متن", 0)], time(0)).unwrap();
        let id = library
            .add_comment(ArticleId(1), &draft("أول"), time(1))
            .unwrap();
        let changed = Draft {
            email: None,
            ..draft("معدَّل")
        };
        library.edit_comment(id, &changed, time(2)).unwrap();
        let email: String = library
            .db
            .query_row("SELECT email FROM comments", [], |row| row.get(0))
            .unwrap();
        assert_eq!(email, "leila@a.example");
        assert_eq!(texts(&library), ["معدَّل"]);
        library.delete_comment(id).unwrap();
        library.delete_comment(id).unwrap();
        assert_eq!(texts(&library), Vec::<String>::new());
        for (act, expected) in [
            (Act::CommentDeleted, vec!["معدَّل"]),
            (Act::CommentEdited, vec!["أول"]),
            (Act::Commented, vec![]),
        ] {
            assert_eq!(library.undo().unwrap().unwrap().act, act);
            assert_eq!(texts(&library), expected);
        }
        assert!(library.undo().unwrap().is_none());
        assert_eq!(library.last_name().unwrap(), None);
    }

    #[test]
    fn an_article_that_comes_back_has_its_comments() {
        let library = library();
        let one = article("خبر", "متن", 0);
        library.add([one.clone()], time(0)).unwrap();
        library
            .add_comment(ArticleId(1), &draft("باق"), time(1))
            .unwrap();
        library.remove([&one]).unwrap();
        library.undo().unwrap();
        assert_eq!(texts(&library), ["باق"]);
    }

    #[test]
    fn what_feeds_carry_stands_among_the_users_own_and_cannot_be_changed() {
        let library = library();
        let mut piece = article("خبر", "متن", 0);
        piece.guid = Some("tag:a.example,2026:1".to_owned());
        let mut reply = article("رد", "نص الرد", 2);
        reply.in_reply_to = piece.guid.clone();
        reply.authors = vec!["سعاد".to_owned()];
        library.add([piece, reply], time(0)).unwrap();
        library
            .add_comment(ArticleId(1), &draft("لي"), time(1))
            .unwrap();
        let mut carried = article("رد: خبر", "من الموقع", 3);
        carried.authors = vec!["كريم".to_owned()];
        for new in [1, 0] {
            let entries = std::slice::from_ref(&carried);
            assert_eq!(
                library
                    .take_comments(ArticleId(1), entries, time(4))
                    .unwrap(),
                new
            );
        }
        let comments = under_first(&library);
        let told: Vec<_> = comments
            .iter()
            .map(|one| (one.name.as_str(), one.text.as_str(), one.own.is_some()))
            .collect();
        assert_eq!(
            told,
            [
                ("ليلى", "لي", true),
                ("سعاد", "نص الرد", false),
                ("كريم", "من الموقع", false)
            ]
        );
        let foreign: i64 = library
            .db
            .query_row(
                "SELECT id FROM comments WHERE guid IS NOT NULL",
                [],
                |row| row.get(0),
            )
            .unwrap();
        library.delete_comment(CommentId(foreign)).unwrap();
        assert_eq!(under_first(&library).len(), 3);
        assert_eq!(library.last_name().unwrap().as_deref(), Some("ليلى"));
    }
}
