//! Which key sends what: ASCII, SS3 sequences and control sequences as xterm, the Linux
//! console and their many likes send them.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// The key that sends `byte`, which is ASCII.
pub(super) fn ascii(byte: u8) -> KeyEvent {
    let control = |c: u8| KeyEvent::new(KeyCode::Char(char::from(c)), KeyModifiers::CONTROL);
    match byte {
        b'\r' | b'\n' => plain(KeyCode::Enter),
        b'\t' => plain(KeyCode::Tab),
        // Terminals differ on which of the two Backspace sends.
        0x7f | 0x08 => plain(KeyCode::Backspace),
        0x1b => plain(KeyCode::Esc),
        0 => control(b' '),
        0x01..=0x1a => control(byte - 1 + b'a'),
        0x1c..=0x1f => control(byte - 0x1c + b'4'),
        _ => plain(KeyCode::Char(char::from(byte))),
    }
}

/// The key that sends SS3 and `last`.
pub(super) fn application(last: u8) -> Option<KeyEvent> {
    match last {
        b'M' => Some(plain(KeyCode::Enter)),
        b'P'..=b'S' => Some(plain(KeyCode::F(last - b'P' + 1))),
        _ => cursor(last).map(plain),
    }
}

/// The key that sends CSI, `parameters` and `last`; `None` when no key does.
pub(super) fn control_sequence(parameters: &[u8], last: u8) -> Option<KeyEvent> {
    let text = std::str::from_utf8(parameters).ok()?;
    let mut numbers = text.split(';').map(|number| {
        // What follows a colon tells more than is asked here.
        let number = number.split(':').next().unwrap_or_default();
        if number.is_empty() {
            Ok(1)
        } else {
            number.parse::<u32>()
        }
    });
    let first = numbers.next()?.ok()?;
    let modifiers = match numbers.next() {
        None => KeyModifiers::NONE,
        Some(number) => modifiers(number.ok()?),
    };
    let code = match last {
        b'Z' => KeyCode::BackTab,
        b'~' => numbered(first)?,
        b'u' => unicode(first)?,
        _ if first == 1 => cursor(last)?,
        _ => return None,
    };
    Some(KeyEvent::new(code, modifiers))
}

fn plain(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::NONE)
}

fn cursor(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        _ => return None,
    })
}

fn numbered(number: u32) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::F((number - 10) as u8),
        17..=21 => KeyCode::F((number - 11) as u8),
        23 | 24 => KeyCode::F((number - 12) as u8),
        _ => return None,
    })
}

/// The kitty keyboard protocol's way of naming a key by its character.
fn unicode(number: u32) -> Option<KeyCode> {
    Some(match number {
        9 => KeyCode::Tab,
        13 => KeyCode::Enter,
        27 => KeyCode::Esc,
        127 => KeyCode::Backspace,
        _ => KeyCode::Char(char::from_u32(number).filter(|c| !c.is_control())?),
    })
}

/// Modifiers as xterm counts them: one more than the sum of their bits.
fn modifiers(number: u32) -> KeyModifiers {
    let bits = number.saturating_sub(1);
    let mut modifiers = KeyModifiers::NONE;
    for (bit, modifier) in [
        (1, KeyModifiers::SHIFT),
        (2, KeyModifiers::ALT),
        (4, KeyModifiers::CONTROL),
        (8, KeyModifiers::SUPER),
    ] {
        if bits & bit != 0 {
            modifiers |= modifier;
        }
    }
    modifiers
}
