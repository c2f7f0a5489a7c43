//! Which key sends what: ASCII, SS3 sequences and control sequences as xterm, the Linux
//! console and their many likes send them.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::press::Press;

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
pub(super) fn control_sequence(parameters: &[u8], last: u8) -> Option<Press> {
    let text = std::str::from_utf8(parameters).ok()?;
    if last == b'u' {
        return kitty(text);
    }
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
        // xterm's modifyOtherKeys: the modifiers, then the character.
        b'~' if first == 27 => unicode(numbers.next()?.ok()?)?,
        b'~' => numbered(first)?,
        _ if first == 1 => cursor(last)?,
        _ => return None,
    };
    Some(Press::new(code, modifiers))
}

/// A key as the kitty keyboard protocol reports it: its character, with Shift, and on a
/// PC-101 keyboard; modifiers; the text that it types.
fn kitty(parameters: &str) -> Option<Press> {
    let mut parts = parameters.split(';');
    let numbers = |whole: Option<&str>| {
        let numbers = whole.unwrap_or_default().split(':');
        let mut numbers = numbers.map(|number| number.parse::<u32>().ok());
        std::array::from_fn::<_, 3, _>(|_| numbers.next().flatten())
    };
    let [own, shifted, base] = numbers(parts.next());
    let [modifier_bits, event, _] = numbers(parts.next());
    let text = numbers(parts.next());
    // Only what is pressed is asked for; what is let go is no key.
    if event == Some(3) {
        return None;
    }
    let modifiers = modifiers(modifier_bits.unwrap_or(1));
    let own = unicode(own?)?;
    let KeyCode::Char(letter) = own else {
        return Some(Press::new(own, modifiers));
    };
    let typed = match text {
        [Some(lam), Some(alef), None] => lam_alef(char::from_u32(lam)?, char::from_u32(alef)?),
        [Some(text), ..] => char::from_u32(text),
        _ if modifiers.contains(KeyModifiers::SHIFT) => shifted.and_then(char::from_u32),
        _ => None,
    };
    let typed = typed.filter(|c| !c.is_control()).unwrap_or(letter);
    let base = base.and_then(char::from_u32);
    Some(Press {
        key: KeyEvent::new(KeyCode::Char(typed), modifiers),
        base: base.filter(|_| !letter.is_ascii() && letter.is_alphabetic()),
    })
}

/// The ligature that one key of the Arabic keyboard types as two letters.
pub(super) fn lam_alef(lam: char, alef: char) -> Option<char> {
    match (lam, alef) {
        ('ل', 'آ') => Some('\u{fef5}'),
        ('ل', 'أ') => Some('\u{fef7}'),
        ('ل', 'إ') => Some('\u{fef9}'),
        ('ل', 'ا') => Some('\u{fefb}'),
        _ => None,
    }
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
        57_344..=63_743 => keypad(number)?,
        _ => KeyCode::Char(char::from_u32(number).filter(|c| !c.is_control())?),
    })
}

/// The keys of the number pad, which have numbers of their own.
fn keypad(number: u32) -> Option<KeyCode> {
    const SIGNS: [char; 8] = ['.', '/', '*', '-', '+', '\r', '=', ','];
    Some(match number {
        57_399..=57_408 => KeyCode::Char(char::from_digit(number - 57_399, 10)?),
        57_414 => KeyCode::Enter,
        57_409..=57_416 => KeyCode::Char(SIGNS[(number - 57_409) as usize]),
        57_417 => KeyCode::Left,
        57_418 => KeyCode::Right,
        57_419 => KeyCode::Up,
        57_420 => KeyCode::Down,
        57_421 => KeyCode::PageUp,
        57_422 => KeyCode::PageDown,
        57_423 => KeyCode::Home,
        57_424 => KeyCode::End,
        57_425 => KeyCode::Insert,
        57_426 => KeyCode::Delete,
        _ => return None,
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(parameters: &str) -> Option<(KeyCode, KeyModifiers, Option<char>)> {
        let press = control_sequence(parameters.as_bytes(), b'u')?;
        Some((press.key.code, press.key.modifiers, press.base))
    }

    #[test]
    fn keys_are_told_apart_from_what_they_type() {
        let none = KeyModifiers::NONE;
        let (shift, control) = (KeyModifiers::SHIFT, KeyModifiers::CONTROL);
        let char = KeyCode::Char;
        // ش, whose key has an a.
        assert_eq!(read("1588::97;;1588"), Some((char('ش'), none, Some('a'))));
        assert_eq!(read("1588::97;5"), Some((char('ش'), control, Some('a'))));
        // Shift and م, which types a stroke.
        assert_eq!(
            read("1605:47:108;2;47"),
            Some((char('/'), shift, Some('l')))
        );
        // The key of the ligature types two letters.
        assert_eq!(
            read("65275::98;;1604:1575"),
            Some((char('ﻻ'), none, Some('b')))
        );
        assert_eq!(read("113;;113"), Some((char('q'), none, None)));
        assert_eq!(read("103:71;2;71"), Some((char('G'), shift, None)));
        // The a of a French keyboard is where others have q: it is an a.
        assert_eq!(read("97::113;;97"), Some((char('a'), none, None)));
        assert_eq!(read("27"), Some((KeyCode::Esc, none, None)));
        assert_eq!(read("9;2"), Some((KeyCode::Tab, shift, None)));
        assert_eq!(read("57414"), Some((KeyCode::Enter, none, None)));
    }

    #[test]
    fn what_is_no_key_of_ours_types_nothing() {
        // Shift alone, a media key, a key let go, nothing, a control.
        for parameters in ["57441;2", "57428", "113;1:3", "", "x", "1;1"] {
            assert_eq!(read(parameters), None, "{parameters}");
        }
    }

    #[test]
    fn other_keys_are_told_with_their_modifiers() {
        let press = control_sequence(b"27;5;1588", b'~').expect("a key");
        assert_eq!(press, Press::new(KeyCode::Char('ش'), KeyModifiers::CONTROL));
    }
}
