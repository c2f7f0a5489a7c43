//! How keys are named for the user.

use crossterm::event::{KeyCode, KeyModifiers};

use super::action::Action;
use super::keymap::{Combo, Keymap, Sequence};
use crate::locale::Locale;

/// The names of the keys of `action`, as the keyboard has them.
#[must_use]
pub fn key_names(action: Action, keymap: &Keymap, locale: &Locale) -> Vec<String> {
    keymap
        .keys(action)
        .map(|keys| sequence_name(keys, locale))
        .collect()
}

fn sequence_name(keys: &Sequence, locale: &Locale) -> String {
    combo_names(keys.combos(), locale)
}

/// The names of keys pressed one after the other.
#[must_use]
pub fn combo_names(combos: &[Combo], locale: &Locale) -> String {
    let names: Vec<String> = combos.iter().map(|combo| name(*combo, locale)).collect();
    names.join(" ")
}

fn name(combo: Combo, locale: &Locale) -> String {
    let name = match combo.code() {
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
        KeyCode::Delete => "Delete".to_owned(),
        KeyCode::Insert => "Insert".to_owned(),
        KeyCode::F(number) => format!("F{number}"),
        code => format!("{code:?}"),
    };
    let modifiers = [
        (KeyModifiers::CONTROL, "Ctrl-"),
        (KeyModifiers::ALT, "Alt-"),
        (KeyModifiers::SHIFT, "Shift-"),
        (KeyModifiers::SUPER, "Super-"),
    ];
    let held = modifiers
        .into_iter()
        .filter(|(modifier, _)| combo.modifiers().contains(*modifier));
    held.map(|(_, name)| name).chain([name.as_str()]).collect()
}
