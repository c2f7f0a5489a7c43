//! Text into SCSU.

use super::{
    BEYOND_IDEOGRAPHS, BEYOND_UNITS, CHANGE_0, CHUNK, DEFINE_0, DEFINE_EXTENDED, QUOTE_0,
    QUOTE_UNIT, SHOWN, SIZE, STATIC, WINDOWS, count, lead, push_some,
};

/// `text` in SCSU: at most twice as many bytes.
pub(in super::super) fn encode(text: &str) -> Vec<u8> {
    let mut encoder = Encoder {
        windows: WINDOWS,
        active: 0,
        moved: 0,
        bytes: Vec::with_capacity(text.len() * 3 / 4 + CHUNK),
    };
    let mut rest = text;
    loop {
        let mut chars = encoder.usual(rest).chars();
        let Some(c) = chars.next() else {
            return encoder.bytes;
        };
        rest = chars.as_str();
        encoder.any(c, rest);
    }
}

struct Encoder {
    windows: [u32; 8],
    active: usize,
    /// The number after that of the window that has been moved last.
    moved: u8,
    bytes: Vec<u8>,
}

impl Encoder {
    /// Writes whole chunks of ASCII and of what the active window shows, and of the first other one
    /// what comes before anything else. Gives what is left.
    fn usual<'t>(&mut self, text: &'t str) -> &'t str {
        let lead = lead(self.windows[self.active]);
        let is_lead = |byte: u8| byte.wrapping_sub(lead) < 2;
        let is_usual = |byte: u8| (byte >= 0x20) & ((byte < 0xc0) | is_lead(byte));
        let mut at = 0;
        while let Some(bytes) = text.as_bytes()[at..].first_chunk::<{ CHUNK + 1 }>() {
            let ([chunk @ .., _], [_, next @ ..]) = (bytes, bytes);
            let usual = count(chunk, is_usual);
            // A letter of two bytes is written where the first one is, and where the second one is
            // nothing: without branches, which could not be foretold.
            let mut letters = [0; CHUNK];
            for at in 0..CHUNK {
                let letter = 0x80 | chunk[at].wrapping_sub(lead) << 6 | next[at] & 0x3f;
                // All bits or none.
                let is_lead = u8::from(is_lead(chunk[at])).wrapping_neg();
                letters[at] = letter & is_lead | chunk[at] & !is_lead;
            }
            let mut lengths = [0; CHUNK];
            for at in 0..CHUNK {
                lengths[at] = u8::from(chunk[at] & 0xc0 != 0x80);
            }
            let mut room = [0; CHUNK];
            let mut length = 0;
            for at in 0..CHUNK {
                room[length % CHUNK] = letters[at];
                length += usize::from(lengths[at]);
            }
            if usual < CHUNK {
                let lengths = lengths[..usual].iter().copied();
                length = lengths.map(usize::from).sum();
            }
            push_some(&mut self.bytes, &room, length);
            at += usual;
            if usual < CHUNK {
                break;
            }
            at += usize::from(is_lead(chunk[CHUNK - 1]));
        }
        &text[at..]
    }

    /// Writes `c`, which comes before `rest`.
    fn any(&mut self, c: char, rest: &str) {
        let c = u32::from(c);
        if c < SIZE {
            if !matches!(c, 0 | 0x9 | 0xa | 0xd | 0x20..) {
                self.bytes.push(QUOTE_0);
            }
            self.bytes.push(c as u8);
            return;
        }
        if let Some(place) = place(c, self.windows[self.active]) {
            self.bytes.push(SHOWN + place);
            return;
        }
        let next = rest.chars().find(|c| !c.is_ascii());
        let is_next_in = |window| next.is_some_and(|next| place(next.into(), window).is_some());
        if let Some((number, place)) = find(c, self.windows) {
            let stays = is_next_in(self.windows[usize::from(number)]);
            if stays {
                self.active = usize::from(number);
            }
            let tag = if stays { CHANGE_0 } else { QUOTE_0 };
            self.bytes.extend([tag + number, SHOWN + place]);
        } else if let Some((number, place)) = find(c, STATIC) {
            self.bytes.extend([QUOTE_0 + number, place]);
        } else if let Ok(unit) = u16::try_from(c) {
            let definition = match c {
                ..0x3400 => Some(c / SIZE),
                0xe000.. => Some((c - BEYOND_IDEOGRAPHS) / SIZE),
                _ => None,
            };
            match definition.filter(|_| is_next_in(c - c % SIZE)) {
                Some(definition) => {
                    let number = self.move_window(c);
                    let letter = SHOWN + (c % SIZE) as u8;
                    self.bytes
                        .extend([DEFINE_0 + number, definition as u8, letter]);
                }
                None => {
                    self.bytes.push(QUOTE_UNIT);
                    self.bytes.extend(unit.to_be_bytes());
                }
            }
        } else {
            let number = self.move_window(c);
            let definition = u16::from(number) << 13 | ((c - BEYOND_UNITS) / SIZE) as u16;
            self.bytes.push(DEFINE_EXTENDED);
            self.bytes.extend(definition.to_be_bytes());
            self.bytes.push(SHOWN + (c % SIZE) as u8);
        }
    }

    /// Has a window show `c` and makes it the active one; gives its number.
    fn move_window(&mut self, c: u32) -> u8 {
        // Latin, Cyrillic and Arabic stay.
        let number = 4 + self.moved % 4;
        self.moved = number + 1;
        self.active = usize::from(number);
        self.windows[self.active] = c - c % SIZE;
        number
    }
}

/// Where `window` shows `c`.
fn place(c: u32, window: u32) -> Option<u8> {
    c.checked_sub(window)
        .filter(|place| *place < SIZE)
        .map(|place| place as u8)
}

/// The number of one of `windows` that shows `c`, and where it does.
fn find(c: u32, windows: [u32; 8]) -> Option<(u8, u8)> {
    let mut numbered = (0..).zip(windows);
    numbered.find_map(|(number, window)| Some((number, place(c, window)?)))
}
