//! Which key was pressed, whatever layout the keyboard is in: a letter of another script
//! acts as the Latin letter on its key.

use std::sync::OnceLock;

use crossterm::event::{KeyCode, KeyModifiers};

use super::Combo;
use crate::config::Keyboard as Layout;
use crate::locale::{Language, Region};
use crate::terminal::Press;

const TABLE: &str = include_str!("../../../data/keyboard.tsv");

/// The characters that one key types in one layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Caps {
    pub plain: Option<char>,
    pub shifted: Option<char>,
}

/// A layout's column in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Us,
    French,
    Arabic,
    ArabicAzerty,
    ArabicMac,
    Persian,
}

impl Column {
    pub(super) const OTHER_SCRIPTS: [Self; 4] = [
        Self::Arabic,
        Self::ArabicAzerty,
        Self::ArabicMac,
        Self::Persian,
    ];
    const COUNT: usize = 6;

    /// The keys of the table that type `c` in this layout, and whether with Shift.
    fn typing(self, c: char) -> impl Iterator<Item = (&'static Row, bool)> {
        rows().iter().filter_map(move |row| {
            let caps = row[self as usize];
            match c {
                _ if caps.plain == Some(c) => Some((row, false)),
                _ if caps.shifted == Some(c) => Some((row, true)),
                _ => None,
            }
        })
    }
}

/// A key: what it types in each layout.
pub(super) type Row = [Caps; Column::COUNT];

/// The keys of the table.
pub(super) fn rows() -> &'static [Row] {
    static ROWS: OnceLock<Vec<Row>> = OnceLock::new();
    ROWS.get_or_init(|| {
        let lines = TABLE.lines().filter(|line| !line.starts_with("# "));
        lines.map(row).collect()
    })
}

fn row(line: &str) -> Row {
    let mut cells = line.split('\t').skip(1).map(cap);
    std::array::from_fn(|_| Caps {
        plain: cells.next().flatten(),
        shifted: cells.next().flatten(),
    })
}

fn cap(cell: &str) -> Option<char> {
    match cell.strip_prefix("U+") {
        Some(code) => u32::from_str_radix(code, 16).ok().and_then(char::from_u32),
        None => cell.chars().next(),
    }
}

/// The layouts of the user's keyboard, and which of them it is in as far as is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keyboard {
    /// What is printed on the keys in Latin letters.
    latin: Column,
    /// The other layout.
    other: Column,
    state: State,
}

/// Which script the last letter was in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Unknown,
    Latin,
    Other,
}

impl Keyboard {
    /// The keyboard that the settings name; else the one that is usual for `language` in
    /// `region`.
    #[must_use]
    pub fn new(layout: Option<Layout>, language: Language, region: &Region) -> Self {
        let layout = layout.unwrap_or(if language.tag() == "fa" {
            Layout::Persian
        } else if region.types_azerty() {
            Layout::ArabicAzerty
        } else {
            Layout::Arabic
        });
        let (latin, other) = match layout {
            Layout::Arabic => (Column::Us, Column::Arabic),
            Layout::ArabicAzerty => (Column::French, Column::ArabicAzerty),
            Layout::ArabicMac => (Column::Us, Column::ArabicMac),
            Layout::Persian => (Column::Us, Column::Persian),
        };
        Self {
            latin,
            other,
            state: State::Unknown,
        }
    }

    /// Takes notice of the script of what is pressed.
    pub fn notice(&mut self, press: &Press) {
        if let KeyCode::Char(c) = press.key.code {
            if c.is_ascii_alphabetic() {
                self.state = State::Latin;
            } else if c.is_alphabetic() && !c.is_ascii() {
                self.state = State::Other;
            }
        }
    }

    /// What the key may be meant for, the likeliest first: as it is, and as its Latin
    /// letter. A sign of ASCII may be on one key in one layout and on another in the
    /// other. The terminal's report of the key settles it; else the sign is meant, which
    /// is what the page of keys shows and what one looks for on the keyboard.
    #[must_use]
    pub fn readings(&self, press: &Press) -> Vec<Combo> {
        let combo = Combo::new(&press.key);
        let KeyCode::Char(c) = combo.code() else {
            return vec![combo];
        };
        let on_key = match press.base {
            Some(base) => self
                .on_key_of(base, press.key.modifiers)
                .into_iter()
                .collect(),
            None if self.state == State::Latin && c.is_ascii() => Vec::new(),
            None => self.latin_for(c),
        };
        let on_key = on_key.into_iter().filter(|latin| *latin != c);
        let mut readings: Vec<Combo> = on_key.map(|latin| combo.typing(latin)).collect();
        let key_first = c.is_ascii() && press.base.is_some();
        let place = if key_first { readings.len() } else { 0 };
        readings.insert(place, combo);
        readings
    }

    /// Whether the last letter was of another script than Latin.
    #[must_use]
    pub fn is_in_other(&self) -> bool {
        self.state == State::Other
    }

    /// The Latin characters of the keys that type `c` in the other layout. What that
    /// layout cannot type comes from a keyboard in yet another one.
    fn latin_for(&self, c: char) -> Vec<char> {
        if let Some(digit) = arabic_digit(c) {
            return char::from_digit(digit, 10).into_iter().collect();
        }
        let on = |column: Column| -> Vec<char> {
            let keys = column.typing(c);
            keys.filter_map(|(row, shifted)| self.cap(row, shifted))
                .collect()
        };
        let others = Column::OTHER_SCRIPTS.into_iter().filter(|_| !c.is_ascii());
        let columns = std::iter::once(self.other).chain(others);
        columns
            .map(on)
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    /// The Latin character of the key that types `base` in the layout of a PC-101
    /// keyboard without Shift.
    fn on_key_of(&self, base: char, modifiers: KeyModifiers) -> Option<char> {
        let (row, _) = Column::Us.typing(base).next()?;
        self.cap(row, modifiers.contains(KeyModifiers::SHIFT))
    }

    fn cap(&self, row: &Row, shifted: bool) -> Option<char> {
        let caps = row[self.latin as usize];
        if shifted { caps.shifted } else { caps.plain }
    }
}

/// The value of a digit of the Arabic or the Persian numerals.
fn arabic_digit(c: char) -> Option<u32> {
    match c {
        '\u{660}'..='\u{669}' => Some(u32::from(c) - 0x660),
        '\u{6f0}'..='\u{6f9}' => Some(u32::from(c) - 0x6f0),
        _ => None,
    }
}
