//! Comments: those under the article, and the form that they are written and changed in.

use super::form::{Button, FieldKind, Form, FormField, Subject};
use super::gathering::Fetch;
use super::input::Input;
use super::menu::{COMMENTS, Choice, Menu, MenuRow, Removable};
use super::state::Reader;
use crate::library::{Comment, CommentId, Result};

impl Reader {
    /// Opens the form for a comment on the article that is shown, or where there is more to
    /// choose from a page of it: one's own comments, and those that the site has.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub(super) fn comment(&mut self) -> Result<()> {
        if self.show_comments() {
            return Ok(());
        }
        self.write_comment(None)
    }

    /// Lists the user's comments under the article, if there is anything to choose.
    pub(super) fn show_comments(&mut self) -> bool {
        let Some(opened) = &self.opened else {
            return false;
        };
        let own: Vec<&Comment> = opened
            .comments()
            .iter()
            .filter(|one| one.own.is_some())
            .collect();
        let has_feed = opened.comments_feed().is_some();
        if own.is_empty() && !has_feed {
            return false;
        }
        let write = self.locale.text("comment-write");
        let mut rows = vec![MenuRow::new(write, Choice::Comment(None))];
        if has_feed {
            let fetch = self.locale.text("comments-fetch");
            rows.push(MenuRow::new(fetch, Choice::FetchComments));
        }
        for comment in own {
            let text = format!("{}: {}", comment.name, comment.text.replace('\n', " "));
            rows.push(MenuRow {
                note: self.locale.text("comment-change"),
                removable: comment.own.map(Removable::Comment),
                ..MenuRow::new(text, Choice::Comment(comment.own))
            });
        }
        self.menu = Some(Menu::new(COMMENTS, rows));
        true
    }

    /// Opens the form for a new comment, or for that with this number.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub(super) fn write_comment(&mut self, id: Option<CommentId>) -> Result<()> {
        let Some(opened) = &self.opened else {
            return Ok(());
        };
        let comments = opened.comments().iter();
        let known = comments.clone().find(|one| id.is_some() && one.own == id);
        let (name, text) = match known {
            Some(comment) => (comment.name.clone(), comment.text.clone()),
            None => (self.library.last_name()?.unwrap_or_default(), String::new()),
        };
        let field = |kind, input, required| FormField {
            kind,
            input,
            required,
            wrong: None,
        };
        let mut buttons = vec![("button-save", Button::Save)];
        if id.is_some() {
            buttons.push(("button-delete", Button::Delete));
        }
        buttons.push(("button-cancel", Button::Cancel));
        let focus = if name.is_empty() { 0 } else { 1 };
        self.open_form(Form {
            title: "comment",
            fields: vec![
                field(FieldKind::Name, Input::new(name), true),
                // What it was is shown to no one; it stays unless another is given.
                field(FieldKind::Email, Input::default(), id.is_none()),
                field(FieldKind::Text, Input::of_lines(text), true),
            ],
            buttons,
            focus: if id.is_some() { 2 } else { focus },
            subject: Subject::Comment(opened.id(), id),
        });
        Ok(())
    }

    /// Comments and notes have changed.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub(super) fn read_what_stands_under(&mut self) -> Result<()> {
        match &mut self.opened {
            Some(opened) => opened.read_what_stands_under(&self.library),
            None => Ok(()),
        }
    }

    /// Fetches the comments that the site's feed of them has.
    pub(super) fn fetch_comments(&mut self) {
        if let Some(id) = self.opened.as_ref().map(super::opened::Opened::id) {
            self.send_for(Fetch::Comments(id));
        }
    }
}
