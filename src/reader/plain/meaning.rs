//! What a line that was typed means.

use super::Plain;
use crate::reader::action::Action;
use crate::reader::commands;
use crate::reader::keymap::{Found, Sequence};
use crate::reader::menu::digit;

impl<W> Plain<'_, W> {
    /// The action that a line means: its keys, its name, or the search for a word.
    pub(super) fn meaning(&self, line: &str) -> Option<Action> {
        let name = line.strip_prefix(':').unwrap_or(line).trim();
        if let Some(action) = Action::named(name) {
            return Some(action);
        }
        let keymap = &self.reader.keymap;
        let by_keys = |keys: &str| match keys
            .parse::<Sequence>()
            .map(|keys| keymap.find(keys.combos()))
        {
            Ok(Found::Action(action)) => Some(action),
            _ => None,
        };
        by_keys(line).or_else(|| self.by_letter(line)).or_else(|| {
            match commands::matching(name, &self.reader.locale).as_slice() {
                [only] if name.chars().count() > 1 => Some(*only),
                _ => None,
            }
        })
    }

    /// The action of a single letter, in whatever layout it was typed.
    fn by_letter(&self, line: &str) -> Option<Action> {
        let mut chars = line.chars();
        let (Some(c), None) = (chars.next(), chars.next()) else {
            return None;
        };
        let press = crossterm::event::KeyEvent::new(
            crossterm::event::KeyCode::Char(c),
            crossterm::event::KeyModifiers::NONE,
        );
        let readings = self.reader.keyboard.readings(&press.into());
        readings
            .iter()
            .find_map(|combo| match self.reader.keymap.find(&[*combo]) {
                Found::Action(action) => Some(action),
                _ => None,
            })
    }
}

/// A number in any numerals.
pub(super) fn number(line: &str) -> Option<usize> {
    line.chars()
        .map(digit)
        .collect::<Option<String>>()?
        .parse()
        .ok()
}
