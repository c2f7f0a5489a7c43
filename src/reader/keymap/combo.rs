//! A key with its modifiers, as it is bound and as the settings write it.
//!
//! crokey was looked at for this: it takes no notice of capitals, so that `g` and `G`
//! would be one key, and knows no key by the sign that it types.

use std::fmt;
use std::str::FromStr;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key with its modifiers. A character carries its case, and Shift with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Combo {
    code: KeyCode,
    modifiers: KeyModifiers,
}

/// Names of the keys that type nothing, and of the one whose character is not seen.
const NAMES: [(&str, KeyCode); 16] = [
    ("space", KeyCode::Char(' ')),
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("shift-tab", KeyCode::BackTab),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("insert", KeyCode::Insert),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pageup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
];

const MODIFIERS: [(&str, KeyModifiers); 4] = [
    ("ctrl-", KeyModifiers::CONTROL),
    ("alt-", KeyModifiers::ALT),
    ("shift-", KeyModifiers::SHIFT),
    ("super-", KeyModifiers::SUPER),
];

impl Combo {
    /// The key of `event`.
    #[must_use]
    pub fn new(event: &KeyEvent) -> Self {
        Self::of(event.code, event.modifiers)
    }

    /// The same with another character typed.
    #[must_use]
    pub fn typing(self, c: char) -> Self {
        Self::of(KeyCode::Char(c), self.modifiers)
    }

    fn of(code: KeyCode, modifiers: KeyModifiers) -> Self {
        let (code, without) = match code {
            // A control character has no case.
            KeyCode::Char(c) if modifiers.contains(KeyModifiers::CONTROL) => {
                (KeyCode::Char(c.to_ascii_lowercase()), KeyModifiers::SHIFT)
            }
            KeyCode::Char(_) | KeyCode::BackTab => (code, KeyModifiers::SHIFT),
            KeyCode::Tab if modifiers.contains(KeyModifiers::SHIFT) => {
                (KeyCode::BackTab, KeyModifiers::SHIFT)
            }
            _ => (code, KeyModifiers::NONE),
        };
        let known =
            KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT | KeyModifiers::SUPER;
        Self {
            code,
            modifiers: modifiers.intersection(known).difference(without),
        }
    }

    #[must_use]
    pub fn code(self) -> KeyCode {
        self.code
    }

    #[must_use]
    pub fn modifiers(self) -> KeyModifiers {
        self.modifiers
    }
}

/// Why a text names no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "there is no key {0:?}: a key is the character it types or a name such as enter, space, pagedown or f5, with ctrl-, alt-, shift- or super- before it"
)]
pub struct NoKey(pub String);

impl FromStr for Combo {
    type Err = NoKey;

    fn from_str(text: &str) -> Result<Self, NoKey> {
        let mut modifiers = KeyModifiers::NONE;
        let mut rest = text;
        while let Some((name, modifier)) = MODIFIERS
            .iter()
            .find(|(name, _)| rest.len() > name.len() && starts_with(rest, name))
        {
            modifiers |= *modifier;
            rest = &rest[name.len()..];
        }
        let mut chars = rest.chars();
        let code = match (chars.next(), chars.next()) {
            (Some(c), None) if !c.is_control() && !c.is_whitespace() => {
                if modifiers.contains(KeyModifiers::SHIFT) {
                    KeyCode::Char(c.to_ascii_uppercase())
                } else {
                    KeyCode::Char(c)
                }
            }
            _ => named(rest).ok_or_else(|| NoKey(text.to_owned()))?,
        };
        Ok(Self::of(code, modifiers))
    }
}

fn starts_with(text: &str, name: &str) -> bool {
    text.get(..name.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(name))
}

fn named(name: &str) -> Option<KeyCode> {
    let known = NAMES.iter();
    let mut same = known.filter(|(known, _)| known.eq_ignore_ascii_case(name));
    if let Some((_, code)) = same.next() {
        return Some(*code);
    }
    let number = name.strip_prefix(['f', 'F'])?.parse().ok()?;
    (1..=24).contains(&number).then_some(KeyCode::F(number))
}

impl fmt::Display for Combo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, modifier) in MODIFIERS {
            if self.modifiers.contains(modifier) {
                f.write_str(name)?;
            }
        }
        let known = NAMES.iter();
        let mut same = known.filter(|(_, code)| *code == self.code);
        match (same.next(), self.code) {
            (Some((name, _)), _) => f.write_str(name),
            (None, KeyCode::Char(c)) => write!(f, "{c}"),
            (None, KeyCode::F(number)) => write!(f, "f{number}"),
            (None, code) => write!(f, "{code}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        for text in [
            "g",
            "G",
            "-",
            "ctrl--",
            "?",
            "ش",
            "ctrl-x",
            "alt-enter",
            "shift-tab",
            "space",
            "shift-up",
            "f5",
            "ctrl-alt-f12",
            "pagedown",
            "super-k",
        ] {
            let combo: Combo = text.parse().expect(text);
            assert_eq!(combo.to_string(), text);
        }
    }

    #[test]
    fn one_key_has_one_form() {
        let same = |a: &str, b: &str| assert_eq!(a.parse::<Combo>(), b.parse::<Combo>());
        same("shift-g", "G");
        same("Ctrl-X", "ctrl-x");
        same("PageDown", "pagedown");
        assert_ne!("g".parse::<Combo>(), "G".parse::<Combo>());
        let shifted = KeyEvent::new(KeyCode::Tab, KeyModifiers::SHIFT);
        assert_eq!(Combo::new(&shifted), "shift-tab".parse().expect("a key"));
        let capital = KeyEvent::new(KeyCode::Char('G'), KeyModifiers::SHIFT);
        assert_eq!(Combo::new(&capital), "G".parse().expect("a key"));
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in ["", "ctrl-", "gg", "hyper-x", "f25", "pgdn", "\t"] {
            assert_eq!(text.parse::<Combo>(), Err(NoKey(text.to_owned())), "{text}");
        }
    }
}
