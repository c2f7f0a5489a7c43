//! A key that was pressed.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// What the terminal tells of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Press {
    /// What it types, or which key it is, with its modifiers.
    pub key: KeyEvent,
    /// Where the terminal tells the key itself, and its letter is of another script: what
    /// the key types without Shift in the layout of the American PC-101 keyboard (the
    /// base layout key of the kitty keyboard protocol).
    pub base: Option<char>,
}

impl Press {
    pub(super) fn new(code: KeyCode, modifiers: KeyModifiers) -> Self {
        KeyEvent::new(code, modifiers).into()
    }
}

impl From<KeyEvent> for Press {
    fn from(key: KeyEvent) -> Self {
        Self { key, base: None }
    }
}

impl From<&KeyEvent> for Press {
    fn from(key: &KeyEvent) -> Self {
        (*key).into()
    }
}
