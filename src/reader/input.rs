//! A text being typed. Logical order; the cursor stands between clusters.

use std::ops::Range;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::field::Field;
use crate::text::{Direction, sanitize};

/// Text, the cursor in it, and what of it is selected.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    text: String,
    /// Byte of the text.
    cursor: usize,
    /// Where the selection was begun.
    anchor: Option<usize>,
    /// Whether it may have more lines than one.
    has_lines: bool,
}

/// The field that a text is typed in.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// Columns.
    pub width: usize,
    /// The way that a text without letters runs.
    pub otherwise: Direction,
}

impl Room {
    /// On one row, however long that is.
    #[must_use]
    pub fn line(otherwise: Direction) -> Self {
        Self {
            width: usize::from(u16::MAX),
            otherwise,
        }
    }
}

impl Input {
    #[must_use]
    pub fn new(text: String) -> Self {
        Self {
            cursor: text.len(),
            text,
            ..Self::default()
        }
    }

    /// One that may have more lines than one.
    #[must_use]
    pub fn of_lines(text: String) -> Self {
        Self {
            has_lines: true,
            ..Self::new(text)
        }
    }

    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    #[must_use]
    pub fn has_lines(&self) -> bool {
        self.has_lines
    }

    /// The byte that the cursor stands before, logical order.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The bytes that are selected; none are an empty range.
    #[must_use]
    pub fn selection(&self) -> Range<usize> {
        let anchor = self.anchor.unwrap_or(self.cursor);
        anchor.min(self.cursor)..anchor.max(self.cursor)
    }

    #[must_use]
    pub fn selected(&self) -> &str {
        &self.text[self.selection()]
    }

    /// Types or moves as `key` says. Arrows go where they point, across words of either
    /// direction; with Shift they select.
    pub fn press(&mut self, key: &KeyEvent, room: Room) {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        match key.code {
            KeyCode::Char('u') if control => self.remove(self.line().start..self.cursor),
            KeyCode::Char('k') if control => self.remove(self.cursor..self.line().end),
            KeyCode::Char('w') if control => self.remove(self.word_before()..self.cursor),
            KeyCode::Backspace if control || alt => self.remove(self.word_before()..self.cursor),
            KeyCode::Char('x') if control => self.remove(self.selection()),
            KeyCode::Char(c) if !control && !alt => self.type_char(c),
            KeyCode::Enter if self.has_lines => self.insert("\n"),
            KeyCode::Backspace | KeyCode::Delete if !self.selection().is_empty() => {
                self.remove(self.selection());
            }
            KeyCode::Backspace => {
                // A mark typed wrongly goes alone; its letter stays.
                let last = self.text[..self.cursor].chars().next_back();
                let length = last.map_or(0, char::len_utf8);
                self.remove(self.cursor - length..self.cursor);
            }
            KeyCode::Delete => self.remove(self.cursor..self.next()),
            _ => {
                if let Some(to) = self.led_to(key, room) {
                    let selects = key.modifiers.contains(KeyModifiers::SHIFT);
                    self.move_to(to, selects);
                }
            }
        }
    }

    /// Where `key` moves the cursor to, if it does.
    fn led_to(&self, key: &KeyEvent, room: Room) -> Option<usize> {
        let by_word = key
            .modifiers
            .intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        let field = || Field::new(&self.text, room.otherwise, room.width);
        let left = key.code == KeyCode::Left;
        Some(match key.code {
            KeyCode::Char('a') if by_word => self.line().start,
            KeyCode::Char('e') if by_word => self.line().end,
            KeyCode::Char('b') if by_word => self.word_before(),
            KeyCode::Char('f') if by_word => self.word_after(),
            KeyCode::Left | KeyCode::Right if by_word => {
                let rtl = field().caret(self.cursor).direction.is_rtl();
                if left == rtl {
                    self.word_after()
                } else {
                    self.word_before()
                }
            }
            KeyCode::Left | KeyCode::Right => field().beside(self.cursor, left),
            KeyCode::Up | KeyCode::Down => {
                field().above_or_below(self.cursor, key.code == KeyCode::Up)?
            }
            KeyCode::Home if by_word => 0,
            KeyCode::End if by_word => self.text.len(),
            KeyCode::Home => self.line().start,
            KeyCode::End => self.line().end,
            _ => return None,
        })
    }

    fn move_to(&mut self, to: usize, selects: bool) {
        self.anchor = if selects {
            Some(self.anchor.unwrap_or(self.cursor))
        } else {
            None
        };
        self.cursor = to;
    }

    fn type_char(&mut self, c: char) {
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

    /// Puts `text` in at the cursor, in place of what is selected and without controls; on one
    /// line where there is only one.
    pub fn insert(&mut self, text: &str) {
        let text = if text.chars().count() == 1 && !text.chars().any(char::is_control) {
            text.to_owned()
        } else if self.has_lines {
            sanitize::text(text).replace('\t', " ")
        } else {
            sanitize::line(text)
        };
        self.remove(self.selection());
        self.text.insert_str(self.cursor, &text);
        self.cursor += text.len();
    }

    fn remove(&mut self, range: Range<usize>) {
        self.cursor = range.start;
        self.anchor = None;
        self.text.drain(range);
    }

    /// The bytes of the line that the cursor stands on.
    fn line(&self) -> Range<usize> {
        let (before, after) = self.text.split_at(self.cursor);
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let end = after.find('\n').unwrap_or(after.len());
        start..self.cursor + end
    }

    /// Where the word before the cursor begins.
    fn word_before(&self) -> usize {
        let words = self.text[..self.cursor].unicode_word_indices();
        words.map(|(start, _)| start).next_back().unwrap_or(0)
    }

    /// Where the word after the cursor ends.
    fn word_after(&self) -> usize {
        let mut words = self.text[self.cursor..].unicode_word_indices();
        let end = |(start, word): (usize, &str)| self.cursor + start + word.len();
        words.next().map_or(self.text.len(), end)
    }

    fn next(&self) -> usize {
        let mut cursor = GraphemeCursor::new(self.cursor, self.text.len(), true);
        let next = cursor.next_boundary(&self.text, 0);
        next.ok().flatten().unwrap_or(self.text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Room = Room {
        width: 20,
        otherwise: Direction::RightToLeft,
    };

    fn press(input: &mut Input, code: KeyCode) {
        press_with(input, code, KeyModifiers::NONE);
    }

    fn press_with(input: &mut Input, code: KeyCode, modifiers: KeyModifiers) {
        input.press(&KeyEvent::new(code, modifiers), ROOM);
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
        for mut input in [Input::default(), Input::of_lines(String::new())] {
            input.insert("أ\u{1b}[2J\nب\u{202e}\tج");
            let bad = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
            assert!(!input.text().contains(bad));
            assert_eq!(input.text().contains('\n'), input.has_lines());
            press_with(&mut input, KeyCode::Home, KeyModifiers::CONTROL);
            press(&mut input, KeyCode::Delete);
            assert!(!input.text().starts_with('أ'));
        }
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

    #[test]
    fn words_are_jumped_over_and_selected_as_they_are_seen() {
        let mut input = Input::new("قال الوزير WHO".to_owned());
        press(&mut input, KeyCode::Home);
        press_with(&mut input, KeyCode::Left, KeyModifiers::CONTROL);
        assert_eq!(input.cursor(), "قال".len());
        let select = KeyModifiers::CONTROL | KeyModifiers::SHIFT;
        press_with(&mut input, KeyCode::Left, select);
        assert_eq!(input.selected(), " الوزير");
        press(&mut input, KeyCode::Char('ت'));
        assert_eq!(input.text(), "قالت WHO");
        press_with(&mut input, KeyCode::End, KeyModifiers::SHIFT);
        assert_eq!(input.selected(), " WHO");
        press(&mut input, KeyCode::Delete);
        assert_eq!(input.text(), "قالت");
    }

    #[test]
    fn lines_are_typed_where_there_may_be_more_than_one() {
        let mut input = Input::of_lines("أول".to_owned());
        press(&mut input, KeyCode::Enter);
        input.insert("ثان\r\nثالث");
        assert_eq!(input.text(), "أول\nثان\nثالث");
        press(&mut input, KeyCode::Up);
        press(&mut input, KeyCode::Home);
        press(&mut input, KeyCode::Char('و'));
        assert_eq!(input.text(), "أول\nوثان\nثالث");
        press_with(&mut input, KeyCode::Char('k'), KeyModifiers::CONTROL);
        assert_eq!(input.text(), "أول\nو\nثالث");
    }
}
