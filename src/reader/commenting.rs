//! Comments: read under the article, written in a form, changed and deleted.

use super::form::{Button, FieldKind, Form, FormField, Subject};
use super::gathering::Fetch;
use super::input::{Input, Room};
use super::menu::{COMMENTS, Choice, Menu, MenuRow, Removable};
use super::state::Reader;
use super::{action::Action, draw, keymap::Found};
use crate::library::{Comment, CommentId, Draft, Result};
use crate::terminal::Press;

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

    /// Shows `form`, or as it was left if it was left before it was done.
    pub(super) fn open_form(&mut self, form: Form) {
        let left = self.left_form.take();
        let same = left.filter(|left| left.subject == form.subject);
        self.form = Some(same.unwrap_or(form));
    }

    /// A key was pressed while a form is shown.
    pub(super) fn press_in_form(&mut self, press: &Press) -> Result<()> {
        let quits = self
            .keyboard
            .readings(press)
            .iter()
            .any(|combo| self.keymap.find(&[*combo]) == Found::Action(Action::Quit));
        let is_held = !(press.key.modifiers - crossterm::event::KeyModifiers::SHIFT).is_empty();
        let Some(form) = &mut self.form else {
            return Ok(());
        };
        let selected = form
            .fields
            .get(form.focus)
            .map(|field| field.input.selected().to_owned());
        let selected = selected.filter(|selected| !selected.is_empty() && is_held);
        let is_cut = press.key.code == crossterm::event::KeyCode::Char('x');
        match selected.filter(|_| quits || is_cut) {
            Some(selected) => {
                self.copied = Some(selected);
                if quits {
                    return Ok(());
                }
            }
            None if quits && is_held => {
                self.leave_form();
                return Ok(());
            }
            None => {}
        }
        let room = Room {
            width: draw::form_columns(self.size).into(),
            otherwise: self.locale.direction(),
        };
        match form.press(&press.key, room) {
            None => Ok(()),
            Some(Button::Cancel) => {
                self.leave_form();
                Ok(())
            }
            Some(Button::Save) => self.save_form(),
            Some(Button::Delete) => self.delete_subject(),
        }
    }

    /// What has been filled in is there when the form is opened again.
    pub(super) fn leave_form(&mut self) {
        self.left_form = self.form.take();
    }

    pub(super) fn save_form(&mut self) -> Result<()> {
        let Some(form) = &mut self.form else {
            return Ok(());
        };
        if !form.check() {
            return Ok(());
        }
        let (text, email) = (form.text(FieldKind::Text), form.text(FieldKind::Email));
        let said = match form.subject.clone() {
            Subject::Comment(article, id) => {
                let draft = Draft {
                    name: form.text(FieldKind::Name),
                    email: Some(email).filter(|email| !email.is_empty()),
                    text,
                };
                match id {
                    Some(id) => self.library.edit_comment(id, &draft, self.now)?,
                    None => {
                        self.library.add_comment(article, &draft, self.now)?;
                    }
                }
                "comment-saved"
            }
            Subject::NewNote(article, passage) => {
                self.library.add_note(article, &passage, &text, self.now)?;
                "note-saved"
            }
            Subject::Note(_, id) => {
                self.library.edit_note(id, &text)?;
                "note-saved"
            }
        };
        self.form = None;
        self.read_what_stands_under()?;
        self.say_undoable(self.locale.text(said));
        Ok(())
    }

    fn delete_subject(&mut self) -> Result<()> {
        let Some(form) = self.form.take() else {
            return Ok(());
        };
        let said = match form.subject {
            Subject::Comment(_, Some(id)) => {
                self.library.delete_comment(id)?;
                "comment-deleted"
            }
            Subject::Note(_, id) => {
                self.library.delete_note(id)?;
                "note-deleted"
            }
            Subject::Comment(_, None) | Subject::NewNote(..) => return Ok(()),
        };
        self.read_what_stands_under()?;
        self.say_undoable(self.locale.text(said));
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
