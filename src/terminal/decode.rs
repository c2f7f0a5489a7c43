//! Bytes from the terminal into keys, the mouse's doings, pastes and replies.
//!
//! Every escape sequence is taken whole, known or not, so that no part of a reply that
//! comes late is ever taken for keys.

use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseEvent};

use super::press::Press;
use super::{keys, mouse};

/// How long the rest of a key's sequence may take: an Esc that is followed by nothing
/// is the key.
const KEY_PATIENCE: Duration = Duration::from_millis(40);
/// How long the rest of a reply may take.
const REPLY_PATIENCE: Duration = Duration::from_millis(500);
/// How long the rest of a paste may take.
const PASTE_PATIENCE: Duration = Duration::from_secs(5);
/// Bytes of one reply or paste that are kept; what is more is lost, but its end is
/// waited for all the same.
const LONGEST: usize = 1 << 20;

const PASTE_START: &[u8] = b"\x1b[200~";
const PASTE_END: &[u8] = b"\x1b[201~";

/// What the terminal sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key, or keys together.
    Key(Press),
    /// A button, the wheel or a movement, in cells from the top left.
    Mouse(MouseEvent),
    /// Text that was pasted in one piece, unchecked.
    Paste(String),
    /// An answer to a query, whole, from `ESC` on.
    Reply(Vec<u8>),
}

/// Takes apart what comes from a terminal; holds what is not complete yet. Gives what is.
#[derive(Debug, Default)]
pub struct Decoder {
    bytes: Vec<u8>,
}

/// What stands at the start of the bytes.
enum Found {
    /// So many bytes, which are this.
    Whole(usize, Option<Input>),
    /// The start of something.
    Part,
}

impl Decoder {
    /// Takes in what has come.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// How long to wait for the rest; `None` when nothing is begun.
    pub fn patience(&self) -> Option<Duration> {
        match self.bytes.len() {
            0 => None,
            1 | 2 => Some(KEY_PATIENCE),
            _ if self.bytes.starts_with(PASTE_START) => Some(PASTE_PATIENCE),
            _ => Some(REPLY_PATIENCE),
        }
    }

    /// The rest has not come: what is there is all there is. A lone Esc, or Alt with a
    /// key that also begins sequences, is that key; the rest of anything else is lost.
    pub fn give_up(&mut self) {
        match *self.bytes.as_slice() {
            [0x1b] => self.bytes.push(0x1b),
            [0x1b, second] if second.is_ascii() => {
                // Said so that it is found whole: Esc, then the key.
                self.bytes = vec![0x1b, 0, second];
            }
            _ => self.bytes.clear(),
        }
    }

    /// Of what grows too long only the start, which tells what it is, and the last bytes,
    /// which may begin its end, are kept.
    fn shorten(&mut self) {
        let end = self.bytes.len().saturating_sub(PASTE_END.len());
        if self.bytes.len() > LONGEST {
            self.bytes.drain(PASTE_START.len()..end);
        }
    }
}

/// What is complete of what has come.
impl Iterator for Decoder {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        loop {
            if self.bytes.is_empty() {
                return None;
            }
            match find(&self.bytes) {
                Found::Whole(length, input) => {
                    self.bytes.drain(..length);
                    if input.is_some() {
                        return input;
                    }
                }
                Found::Part => {
                    self.shorten();
                    return None;
                }
            }
        }
    }
}

fn find(bytes: &[u8]) -> Found {
    match *bytes {
        [0x1b] => Found::Part,
        // Two Esc: the second may begin something.
        [0x1b, 0x1b] => Found::Whole(2, Some(key(KeyCode::Esc))),
        [0x1b, 0x1b, ..] => Found::Whole(1, Some(key(KeyCode::Esc))),
        [0x1b, b'[', ..] => control_sequence(bytes),
        [0x1b, b'O'] => Found::Part,
        [0x1b, b'O', last, ..] => Found::Whole(3, keys::application(last).map(pressed)),
        [0x1b, b'P' | b']' | b'X' | b'^' | b'_', ..] => string(bytes),
        // Put there by `give_up`.
        [0x1b, 0, second, ..] => Found::Whole(3, alt(char::from(second))),
        [0x1b, ..] => match character(&bytes[1..]) {
            Found::Whole(length, Some(Input::Key(Press { key, .. }))) => {
                let modifiers = key.modifiers | KeyModifiers::ALT;
                let key = KeyEvent::new(key.code, modifiers);
                Found::Whole(length + 1, Some(pressed(key)))
            }
            Found::Whole(length, other) => Found::Whole(length + 1, other),
            Found::Part => Found::Part,
        },
        _ => character(bytes),
    }
}

/// A control sequence (ECMA-48, 5.4): parameters, intermediates, a final byte.
fn control_sequence(bytes: &[u8]) -> Found {
    if bytes.starts_with(PASTE_START) {
        return paste(bytes);
    }
    // The Linux console's function keys, and mouse reports of the oldest kind.
    match *bytes {
        [_, _, b'[', _, ..] => return Found::Whole(4, None),
        [_, _, b'[' | b'M'] => return Found::Part,
        [_, _, b'M', ..] if bytes.len() < 6 => return Found::Part,
        [_, _, b'M', ..] => return Found::Whole(6, None),
        _ => {}
    }
    let end = bytes[2..]
        .iter()
        .position(|byte| !(0x20..=0x3f).contains(byte));
    let Some(end) = end.map(|end| end + 2) else {
        return Found::Part;
    };
    if !(0x40..=0x7e).contains(&bytes[end]) {
        // Broken off; what follows is something of its own.
        return Found::Whole(end, None);
    }
    let sequence = &bytes[..=end];
    let (parameters, last) = (&sequence[2..end], bytes[end]);
    let key = keys::control_sequence(parameters, last).map(Input::Key);
    let mouse = || mouse::report(parameters, last).map(Input::Mouse);
    let input = key
        .or_else(mouse)
        .unwrap_or_else(|| Input::Reply(sequence.to_vec()));
    Found::Whole(end + 1, Some(input))
}

fn paste(bytes: &[u8]) -> Found {
    let end = bytes
        .windows(PASTE_END.len())
        .position(|window| window == PASTE_END);
    let Some(end) = end else {
        return Found::Part;
    };
    let text = String::from_utf8_lossy(&bytes[PASTE_START.len()..end]);
    let input = Input::Paste(text.into_owned());
    Found::Whole(end + PASTE_END.len(), Some(input))
}

/// A control string (ECMA-48, 5.6), ended by ST or, as terminals allow, BEL.
fn string(bytes: &[u8]) -> Found {
    let end = (2..bytes.len()).find_map(|at| match bytes[at..] {
        [0x07, ..] => Some(at + 1),
        [0x1b, b'\\', ..] => Some(at + 2),
        _ => None,
    });
    match end {
        Some(end) => Found::Whole(end, Some(Input::Reply(bytes[..end].to_vec()))),
        None => Found::Part,
    }
}

/// A key that sends a character or a control.
fn character(bytes: &[u8]) -> Found {
    let length = match bytes[0] {
        0..=0x7f => return Found::Whole(1, Some(pressed(keys::ascii(bytes[0])))),
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Found::Whole(1, None),
    };
    let present = &bytes[..length.min(bytes.len())];
    match std::str::from_utf8(present) {
        Ok(text) => match ligature(bytes) {
            Some(ligature) => Found::Whole(2 * length, Some(key(KeyCode::Char(ligature)))),
            None => Found::Whole(length, text.chars().next().map(KeyCode::Char).map(key)),
        },
        Err(error) if error.error_len().is_none() && present.len() < length => Found::Part,
        Err(_) => Found::Whole(1, None),
    }
}

/// Lam and alef that came together: the key that types both, in terminals that do not
/// send the one character that it is on other systems. Two keys hardly come so.
fn ligature(bytes: &[u8]) -> Option<char> {
    let mut letters = std::str::from_utf8(bytes.get(..4)?).ok()?.chars();
    keys::lam_alef(letters.next()?, letters.next()?)
}

fn pressed(key: KeyEvent) -> Input {
    Input::Key(key.into())
}

fn key(code: KeyCode) -> Input {
    pressed(KeyEvent::new(code, KeyModifiers::NONE))
}

fn alt(c: char) -> Option<Input> {
    Some(pressed(KeyEvent::new(KeyCode::Char(c), KeyModifiers::ALT)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(parts: &[&[u8]]) -> Vec<Input> {
        let mut decoder = Decoder::default();
        let mut found = Vec::new();
        for part in parts {
            decoder.feed(part);
            found.extend(std::iter::from_fn(|| decoder.next()));
        }
        found
    }

    fn keys_of(found: &[Input]) -> Vec<KeyCode> {
        found
            .iter()
            .filter_map(|input| match input {
                Input::Key(press) => Some(press.key.code),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn keys_are_known_however_they_are_cut() {
        let bytes = "jع\x1b[A\x1bOB\x1b[5~\x1b[1;5C\x1b[Z\r".as_bytes();
        let whole = keys_of(&decoded(&[bytes]));
        assert_eq!(
            whole,
            [
                KeyCode::Char('j'),
                KeyCode::Char('ع'),
                KeyCode::Up,
                KeyCode::Down,
                KeyCode::PageUp,
                KeyCode::Right,
                KeyCode::BackTab,
                KeyCode::Enter
            ]
        );
        let single: Vec<&[u8]> = bytes.chunks(1).collect();
        assert_eq!(keys_of(&decoded(&single)), whole);
    }

    #[test]
    fn the_key_of_lam_alef_is_one_key() {
        let one = keys_of(&decoded(&["لا".as_bytes()]));
        assert_eq!(one, [KeyCode::Char('ﻻ')]);
        let two = keys_of(&decoded(&["ل".as_bytes(), "ا".as_bytes()]));
        assert_eq!(two, [KeyCode::Char('ل'), KeyCode::Char('ا')]);
        let three = keys_of(&decoded(&["لأم".as_bytes()]));
        assert_eq!(three, [KeyCode::Char('ﻷ'), KeyCode::Char('م')]);
    }

    #[test]
    fn no_byte_of_a_reply_becomes_a_key() {
        let replies = "\x1b[?62;22c\x1b[>41;354;0c\x1bP>|XTerm(354)\x1b\\\x1b[?8;2$y\
            \x1b]11;rgb:0000/0000/0000\x07\x1bP!|7E565445\x1b\\\x1b[=5;1u\x1b[3;1R\x1b[8;24;80t";
        for size in [1, 2, 3, 7, 1000] {
            let parts: Vec<&[u8]> = replies.as_bytes().chunks(size).collect();
            let found = decoded(&parts);
            assert!(keys_of(&found).is_empty(), "{found:?}");
            assert_eq!(found.len(), 9);
        }
    }

    #[test]
    fn an_esc_alone_is_a_key_once_nothing_follows() {
        let mut decoder = Decoder::default();
        decoder.feed(b"\x1b");
        assert_eq!(decoder.next(), None);
        assert_eq!(decoder.patience(), Some(KEY_PATIENCE));
        decoder.give_up();
        assert_eq!(decoder.next(), Some(key(KeyCode::Esc)));
        assert_eq!(decoder.next(), None);
        decoder.feed(b"\x1b[");
        decoder.give_up();
        assert_eq!(decoder.next(), alt('['));
        decoder.feed(b"\x1bx");
        assert_eq!(decoder.next(), alt('x'));
    }

    #[test]
    fn a_paste_is_one_piece_of_text() {
        let found = decoded(&["\x1b[200~أهلًا\x1b[31m\nq".as_bytes(), b"q\x1b[201~j"]);
        assert_eq!(found[0], Input::Paste("أهلًا\x1b[31m\nqq".to_owned()));
        assert_eq!(keys_of(&found), [KeyCode::Char('j')]);
    }

    #[test]
    fn a_paste_without_measure_is_lost_whole() {
        let mut decoder = Decoder::default();
        decoder.feed(PASTE_START);
        for _ in 0..400 {
            decoder.feed(&[b'q'; 8192]);
            assert_eq!(decoder.next(), None);
        }
        decoder.feed(b"\x1b[201");
        assert_eq!(decoder.next(), None);
        decoder.feed(b"~j");
        assert!(matches!(decoder.next(), Some(Input::Paste(text)) if text.len() < LONGEST));
        assert_eq!(decoder.next(), Some(key(KeyCode::Char('j'))));
        assert_eq!(decoder.next(), None);
    }

    #[test]
    fn rubbish_ends() {
        let mut decoder = Decoder::default();
        decoder.feed(b"\xff\xfe\xd8j\x1b[\x01k\x1bP never ended");
        let found: Vec<_> = std::iter::from_fn(|| decoder.next()).collect();
        let keys = keys_of(&found);
        assert!(keys.contains(&KeyCode::Char('j')) && keys.contains(&KeyCode::Char('k')));
        decoder.give_up();
        decoder.feed(b"q");
        assert_eq!(decoder.next(), Some(key(KeyCode::Char('q'))));
    }
}
