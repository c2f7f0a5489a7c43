//! Forms: shown, filled in by keys, and what becomes of what was filled in.

use super::action::Action;
use super::draw;
use super::form::{Button, FieldKind, Form, Subject};
use super::input::Room;
use super::keymap::Found;
use super::state::Reader;
use crate::library::{Draft, Result};
use crate::terminal::Press;

impl Reader {
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
}
