//! How keys are named for the user.

use crossterm::event::KeyCode;

use super::action::Action;
use super::keymap::{BINDINGS, Key};
use crate::locale::Locale;

/// The names of the keys of `action`, as the keyboard has them.
#[must_use]
pub fn key_names(action: Action, locale: &Locale) -> Vec<String> {
    BINDINGS
        .iter()
        .filter(|(bound, _)| *bound == action)
        .flat_map(|(_, keys)| keys.iter())
        .map(|key| name(key, locale))
        .collect()
}

fn name(key: &Key, locale: &Locale) -> String {
    let name = match key.code {
        KeyCode::Char(' ') => locale.text("key-space"),
        KeyCode::Char(c) => c.to_string(),
        KeyCode::Enter => "Enter".to_owned(),
        KeyCode::Backspace => "Backspace".to_owned(),
        KeyCode::Tab => "Tab".to_owned(),
        KeyCode::BackTab => "Shift-Tab".to_owned(),
        KeyCode::Esc => "Esc".to_owned(),
        KeyCode::Up => "↑".to_owned(),
        KeyCode::Down => "↓".to_owned(),
        KeyCode::Left => "←".to_owned(),
        KeyCode::Right => "→".to_owned(),
        KeyCode::PageUp => "PageUp".to_owned(),
        KeyCode::PageDown => "PageDown".to_owned(),
        KeyCode::Home => "Home".to_owned(),
        KeyCode::End => "End".to_owned(),
        code => format!("{code:?}"),
    };
    if key.control {
        format!("Ctrl-{name}")
    } else {
        name
    }
}
