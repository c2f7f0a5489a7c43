//! A line of text being typed. Logical order; the cursor stands between clusters.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use crate::text::sanitize;

/// Text and the cursor in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    text: String,
    /// Byte of the text.
    cursor: usize,
}

impl Input {
    #[must_use]
    pub fn new(text: String) -> Self {
        Self {
            cursor: text.len(),
            text,
        }
    }

    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The byte that the cursor stands before, logical order.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Types or moves as `key` says. The arrows go along the text: left is onwards in
    /// text that runs from right to left.
    pub fn press(&mut self, key: &KeyEvent, rtl: bool) {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Char('u') if control => {
                self.text.drain(..self.cursor);
                self.cursor = 0;
            }
            KeyCode::Char('w') if control => self.delete_word(),
            KeyCode::Char('a') if control => self.cursor = 0,
            KeyCode::Char('e') if control => self.cursor = self.text.len(),
            KeyCode::Char(c) if !control && !key.modifiers.contains(KeyModifiers::ALT) => {
                let mut bytes = [0; 4];
                // The Arabic keyboard has a key for two letters.
                self.insert(match c {
                    '\u{fef5}' => "لآ",
                    '\u{fef7}' => "لأ",
                    '\u{fef9}' => "لإ",
                    '\u{fefb}' => "لا",
                    _ => c.encode_utf8(&mut bytes),
                });
            }
            KeyCode::Backspace => {
                // A mark typed wrongly goes alone; its letter stays.
                if let Some(last) = self.text[..self.cursor].chars().next_back() {
                    self.cursor -= last.len_utf8();
                    self.text.remove(self.cursor);
                }
            }
            KeyCode::Delete => {
                let end = self.next();
                self.text.drain(self.cursor..end);
            }
            KeyCode::Left if rtl => self.cursor = self.next(),
            KeyCode::Right if rtl => self.cursor = self.previous(),
            KeyCode::Left => self.cursor = self.previous(),
            KeyCode::Right => self.cursor = self.next(),
            KeyCode::Home => self.cursor = 0,
            KeyCode::End => self.cursor = self.text.len(),
            _ => {}
        }
    }

    /// Puts `text` in at the cursor, on one line and without controls.
    pub fn insert(&mut self, text: &str) {
        let text = if text.chars().count() == 1 && !text.chars().any(char::is_control) {
            text.to_owned()
        } else {
            sanitize::line(text)
        };
        self.text.insert_str(self.cursor, &text);
        self.cursor += text.len();
    }

    fn delete_word(&mut self) {
        let before = &self.text[..self.cursor];
        let start = before
            .unicode_word_indices()
            .next_back()
            .map_or(0, |(start, _)| start);
        self.text.drain(start..self.cursor);
        self.cursor = start;
    }

    fn next(&self) -> usize {
        let mut cursor = GraphemeCursor::new(self.cursor, self.text.len(), true);
        let next = cursor.next_boundary(&self.text, 0);
        next.ok().flatten().unwrap_or(self.text.len())
    }

    fn previous(&self) -> usize {
        let mut cursor = GraphemeCursor::new(self.cursor, self.text.len(), true);
        let previous = cursor.prev_boundary(&self.text, 0);
        previous.ok().flatten().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(input: &mut Input, code: KeyCode) {
        input.press(&KeyEvent::new(code, KeyModifiers::NONE), true);
    }

    #[test]
    fn the_arrows_follow_text_that_runs_from_right_to_left() {
        let mut input = Input::default();
        for c in "أخبر".chars() {
            press(&mut input, KeyCode::Char(c));
        }
        press(&mut input, KeyCode::Right);
        press(&mut input, KeyCode::Char('ا'));
        assert_eq!(input.text(), "أخبار");
        press(&mut input, KeyCode::Left);
        press(&mut input, KeyCode::Left);
        press(&mut input, KeyCode::Backspace);
        assert_eq!(input.text(), "أخبا");
    }

    #[test]
    fn pasted_controls_never_get_in() {
        let mut input = Input::default();
        input.insert("أ\u{1b}[2J\nب\u{202e}");
        assert!(
            !input
                .text()
                .chars()
                .any(|c| c.is_control() || c == '\u{202e}')
        );
        press(&mut input, KeyCode::Home);
        press(&mut input, KeyCode::Delete);
        assert!(!input.text().starts_with('أ'));
    }

    #[test]
    fn the_key_of_lam_alef_types_two_letters() {
        let mut input = Input::default();
        press(&mut input, KeyCode::Char('ﻻ'));
        press(&mut input, KeyCode::Backspace);
        assert_eq!(input.text(), "ل");
    }

    #[test]
    fn a_mark_is_taken_back_alone() {
        let mut input = Input::new("بَ".to_owned());
        press(&mut input, KeyCode::Backspace);
        assert_eq!(input.text(), "ب");
    }
}
