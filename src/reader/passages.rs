//! Marking passages by keys or with the mouse, noting something on them, and the list of what
//! is marked.

use crossterm::event::KeyCode;

use super::form::{Button, FieldKind, Form, FormField, Subject};
use super::input::Input;
use super::layout::Pane;
use super::menu::{Choice, Menu, MenuRow, NOTES, Removable};
use super::opened::Opened;
use super::state::Reader;
use crate::library::{ArticleId, NoteId, Passage, Result};
use crate::terminal::Press;

impl Reader {
    /// Marks what is selected; without a selection begins to choose a passage by keys.
    ///
    /// # Errors
    /// When the library cannot be read or written.
    pub(super) fn mark_passage(&mut self) -> Result<()> {
        let selected = self.selected_before.take();
        self.focus_on(Pane::Article)?;
        let Some(opened) = &mut self.opened else {
            return Ok(());
        };
        if let Some(passage) = selected.and_then(|selected| opened.passage(&selected)) {
            self.note_on_passage(passage);
        } else if opened.begin_marking() {
            self.announce(self.locale.text("marking-from"));
        } else {
            self.announce(self.locale.text("nothing-to-mark"));
        }
        Ok(())
    }

    /// What is pressed while a passage is chosen. Returns whether that was all the key is for.
    pub(super) fn press_in_marking(&mut self, press: &Press) -> bool {
        let rtl = self
            .opened
            .as_ref()
            .and_then(Opened::direction)
            .unwrap_or_default()
            .is_rtl();
        let Some(opened) = self.opened.as_mut().filter(|opened| opened.is_marking()) else {
            return false;
        };
        match press.key.code {
            KeyCode::Left | KeyCode::Right => {
                let onwards = (press.key.code == KeyCode::Left) == rtl;
                opened.move_marking(onwards);
            }
            KeyCode::Down => opened.move_marking_by_row(true),
            KeyCode::Up => opened.move_marking_by_row(false),
            KeyCode::Enter | KeyCode::Char(' ' | 'e') => self.choose_word(),
            KeyCode::Esc => opened.end_marking(),
            _ => {
                opened.end_marking();
                return false;
            }
        }
        let begun = self.opened.as_ref().is_some_and(Opened::has_begun_marking);
        if self.opened.as_ref().is_some_and(Opened::is_marking) {
            let said = if begun { "marking-to" } else { "marking-from" };
            self.announce(self.locale.text(said));
        }
        true
    }

    fn choose_word(&mut self) {
        let Some(opened) = &mut self.opened else {
            return;
        };
        let known = opened
            .note_at_marking()
            .filter(|_| !opened.has_begun_marking());
        if let Some((id, note)) = known.map(|note| (note.id, note.note.clone())) {
            let article = opened.id();
            opened.end_marking();
            self.open_note(Subject::Note(article, id), note);
        } else if let Some(passage) = opened.choose_marking() {
            self.note_on_passage(passage);
        }
    }

    pub(super) fn note_on_passage(&mut self, passage: Passage) {
        if let Some(id) = self.opened.as_ref().map(Opened::id) {
            self.open_note(Subject::NewNote(id, passage), String::new());
        }
    }

    fn open_note(&mut self, subject: Subject, note: String) {
        let mut buttons = vec![("button-save", Button::Save)];
        if matches!(subject, Subject::Note(..)) {
            buttons.push(("button-unmark", Button::Delete));
        }
        buttons.push(("button-cancel", Button::Cancel));
        self.open_form(Form {
            title: "note",
            fields: vec![FormField {
                kind: FieldKind::Text,
                input: Input::of_lines(note),
                required: false,
                wrong: None,
            }],
            buttons,
            focus: 0,
            subject,
        });
    }

    /// Lists what is marked, by articles.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub(super) fn show_notes(&mut self) -> Result<()> {
        let mut rows = Vec::new();
        let mut last = None;
        for note in self.library.all_notes()? {
            let choice = Choice::Note(note.article, note.id);
            let row = |text: String, detail: String, depth| MenuRow {
                detail,
                depth,
                ..MenuRow::new(text, choice.clone())
            };
            if last.replace(note.article) != Some(note.article) {
                let headline = self.library.headline(note.article)?;
                rows.push(row(headline.title, headline.source, 0));
            }
            let passage = format!("«{}»", note.passage.text.replace('\n', " "));
            let mut row = row(passage, note.note.replace('\n', " "), 1);
            row.removable = Some(Removable::Note(note.id));
            row.note = if note.note.is_empty() { "" } else { "✎" }.to_owned();
            rows.push(row);
        }
        if rows.is_empty() {
            self.announce(self.locale.text("no-notes"));
            return Ok(());
        }
        self.menu = Some(Menu::new(NOTES, rows));
        Ok(())
    }

    /// Opens the article of a marked passage at it.
    ///
    /// # Errors
    /// When the library cannot be read or written.
    pub(super) fn go_to_note(&mut self, article: ArticleId, id: NoteId) -> Result<()> {
        let headline = self.library.headline(article)?;
        self.list.select(article);
        self.read(headline)?;
        self.settle();
        if let Some(opened) = &mut self.opened {
            opened.reveal_note(id);
        }
        Ok(())
    }
}
