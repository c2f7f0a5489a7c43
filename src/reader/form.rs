//! A page with fields to fill in: a comment, a note.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::input::{Input, Room};
use crate::library::{ArticleId, CommentId, NoteId, Passage};

/// The page.
#[derive(Debug)]
pub struct Form {
    /// The message that names it.
    pub title: &'static str,
    pub fields: Vec<FormField>,
    /// Each with the message that names it.
    pub buttons: Vec<(&'static str, Button)>,
    /// Which field, or after those which button, has the focus.
    pub focus: usize,
    pub subject: Subject,
}

/// A field of it.
#[derive(Debug)]
pub struct FormField {
    pub kind: FieldKind,
    pub input: Input,
    /// Must be filled in.
    pub required: bool,
    /// The message that says what is wrong with it.
    pub wrong: Option<&'static str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    Name,
    Email,
    Text,
}

impl FieldKind {
    /// The message that names it.
    #[must_use]
    pub fn message(self) -> &'static str {
        match self {
            Self::Name => "field-name",
            Self::Email => "field-email",
            Self::Text => "field-text",
        }
    }

    /// What is wrong with `text` in it.
    fn wrong(self, text: &str, required: bool) -> Option<&'static str> {
        let is_missing = text.trim().is_empty();
        match self {
            Self::Name if is_missing && required => Some("name-missing"),
            Self::Email if is_missing && required => Some("email-missing"),
            Self::Text if is_missing && required => Some("text-missing"),
            Self::Email if !is_missing && !is_email(text.trim()) => Some("email-malformed"),
            _ => None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Button {
    Save,
    Delete,
    Cancel,
}

/// What is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    Comment(ArticleId, Option<CommentId>),
    /// A note on a passage that is being marked.
    NewNote(ArticleId, Passage),
    Note(ArticleId, NoteId),
}

impl Form {
    /// Does what `key` says; gives the button that was pressed, if one was. `room` is that of
    /// the fields.
    pub fn press(&mut self, key: &KeyEvent, room: Room) -> Option<Button> {
        let count = self.fields.len() + self.buttons.len();
        let on_line = self
            .fields
            .get(self.focus)
            .is_none_or(|field| !field.input.has_lines());
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Esc => return Some(Button::Cancel),
            KeyCode::Char('s') if control => return Some(Button::Save),
            KeyCode::Tab if !key.modifiers.contains(KeyModifiers::SHIFT) => {
                self.focus = (self.focus + 1) % count;
            }
            KeyCode::BackTab | KeyCode::Tab => self.focus = (self.focus + count - 1) % count,
            KeyCode::Down if on_line => self.focus = (self.focus + 1).min(count - 1),
            KeyCode::Up if on_line => self.focus = self.focus.saturating_sub(1),
            _ => return self.press_in_focus(key, room, on_line),
        }
        None
    }

    fn press_in_focus(&mut self, key: &KeyEvent, room: Room, on_line: bool) -> Option<Button> {
        let Some(field) = self.fields.get_mut(self.focus) else {
            let button = self.focus - self.fields.len();
            let last = self.buttons.len() - 1;
            let onwards = (key.code == KeyCode::Left) == room.otherwise.is_rtl();
            match key.code {
                KeyCode::Enter | KeyCode::Char(' ') => return Some(self.buttons[button].1),
                KeyCode::Left | KeyCode::Right if onwards => {
                    self.focus = self.fields.len() + (button + 1).min(last);
                }
                KeyCode::Left | KeyCode::Right => {
                    self.focus = self.fields.len() + button.saturating_sub(1);
                }
                _ => {}
            }
            return None;
        };
        if key.code == KeyCode::Enter && on_line {
            self.focus += 1;
            return None;
        }
        field.input.press(key, room);
        field.wrong = None;
        None
    }

    /// Puts pasted text into the field with the focus.
    pub fn paste(&mut self, text: &str) {
        if let Some(field) = self.fields.get_mut(self.focus) {
            field.input.insert(text);
            field.wrong = None;
        }
    }

    /// Says at each field what is wrong with it, and goes to the first; gives whether all is
    /// well.
    pub fn check(&mut self) -> bool {
        for field in &mut self.fields {
            field.wrong = field.kind.wrong(field.input.text(), field.required);
        }
        match self.fields.iter().position(|field| field.wrong.is_some()) {
            Some(first) => {
                self.focus = first;
                false
            }
            None => true,
        }
    }

    /// What is filled in for `kind`, without white space at its ends.
    #[must_use]
    pub fn text(&self, kind: FieldKind) -> String {
        let field = self.fields.iter().find(|field| field.kind == kind);
        field.map_or_else(String::new, |field| field.input.text().trim().to_owned())
    }
}

/// Whether `text` has the form of an address: something, one @, and a domain with a dot.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let labels: Vec<&str> = domain.split('.').collect();
    let is_label = |label: &&str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let is_odd = |c: char| c.is_whitespace() || c.is_control() || "()<>[],;:\\\"@".contains(c);
    !local.is_empty()
        && text.len() <= 254
        && !local.contains(is_odd)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && labels.len() >= 2
        && labels.iter().all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_what_is_none() {
        for good in [
            "a@b.example",
            "leila.h+news@mail.a-b.example",
            "بريد@مثال.إختبار",
        ] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "a",
            "a@",
            "@b.example",
            "a@b",
            "a b@c.example",
            "a@b..example",
            "a@@b.example",
            "a@-b.example",
            "a@b.example.",
            ".a@b.example",
            "<a@b.example>",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }
}
