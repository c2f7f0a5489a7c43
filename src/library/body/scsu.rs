//! The Standard Compression Scheme for Unicode (Unicode Technical Standard #6): not ASCII alone but
//! an alphabet as well takes one byte a letter. It is what the active one of eight windows shows,
//! each of 128 characters; the fourth is at Arabic from the start.

use std::io;

/// Where the windows are until they are moved.
const WINDOWS: [u32; 8] = [0x80, 0xc0, 0x400, 0x600, 0x900, 0x3040, 0x30a0, 0xff00];
/// Windows that single characters can be quoted from and that stay where they are.
const STATIC: [u32; 8] = [0, 0x80, 0x100, 0x300, 0x2000, 0x2080, 0x2100, 0x3000];
/// Characters of a window.
const SIZE: u32 = 0x80;
/// The byte that stands for the first of what the active window shows.
const SHOWN: u8 = 0x80;
/// By how much more a window is moved that is beyond the ideographs.
const BEYOND_IDEOGRAPHS: u32 = 0xac00;
/// The first character that takes two units of UTF-16.
const BEYOND_UNITS: u32 = 0x1_0000;

// Tags take the place of most control characters. Of some there are eight, one for each window.
const QUOTE_0: u8 = 0x01;
const QUOTE_7: u8 = 0x08;
const DEFINE_EXTENDED: u8 = 0x0b;
const RESERVED: u8 = 0x0c;
const QUOTE_UNIT: u8 = 0x0e;
const TO_UNITS: u8 = 0x0f;
const CHANGE_0: u8 = 0x10;
const CHANGE_7: u8 = 0x17;
const DEFINE_0: u8 = 0x18;
const DEFINE_7: u8 = 0x1f;
/// Tags among units of UTF-16.
mod units {
    pub(super) const CHANGE_0: u8 = 0xe0;
    pub(super) const CHANGE_7: u8 = 0xe7;
    pub(super) const DEFINE_0: u8 = 0xe8;
    pub(super) const DEFINE_7: u8 = 0xef;
    pub(super) const QUOTE: u8 = 0xf0;
    pub(super) const DEFINE_EXTENDED: u8 = 0xf1;
    pub(super) const RESERVED: u8 = 0xf2;
}

/// A byte that begins no character in UTF-8, nor does the one after it.
const NONE: u8 = 0xfe;

/// Bytes that are gone through at once where nothing is unusual.
const CHUNK: usize = 64;

/// `text` in SCSU: at most twice as many bytes.
pub(super) fn encode(text: &str) -> Vec<u8> {
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

/// How many of `bytes` there are before one that is not usual.
#[inline]
fn count(bytes: &[u8; CHUNK], is_usual: impl Fn(u8) -> bool) -> usize {
    // Whether there is one is found for all of them at once.
    if bytes.iter().fold(true, |all, &byte| all & is_usual(byte)) {
        return CHUNK;
    }
    bytes
        .iter()
        .position(|&byte| !is_usual(byte))
        .unwrap_or(CHUNK)
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

/// Appends the first `length` of `some`. To copy all of them and take back what is too much is
/// sooner done.
fn push_some<const N: usize>(bytes: &mut Vec<u8>, some: &[u8; N], length: usize) {
    let end = bytes.len() + length;
    bytes.extend_from_slice(some);
    bytes.truncate(end);
}

/// The first byte in UTF-8 of the characters in the first half of `window`; that of the others is
/// the next one. [`NONE`] where it is not as simple as that.
fn lead(window: u32) -> u8 {
    if window + SIZE <= 0x800 && window.is_multiple_of(0x40) {
        0xc0 | (window >> 6) as u8
    } else {
        NONE
    }
}

/// What `bytes` say, in UTF-8: at most four times as many bytes.
///
/// # Errors
/// When they are not SCSU.
pub(super) fn decode(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut decoder = Decoder {
        windows: WINDOWS,
        active: 0,
        high: None,
        text: Vec::with_capacity(bytes.len() * 2 + CHUNK),
    };
    let mut rest = decoder.usual(bytes);
    while !rest.is_empty() {
        decoder.any(&mut rest)?;
        rest = decoder.usual(rest);
    }
    if decoder.high.is_some() {
        return Err(not_scsu());
    }
    Ok(decoder.text)
}

struct Decoder {
    windows: [u32; 8],
    active: usize,
    /// The first half of a surrogate pair.
    high: Option<u16>,
    text: Vec<u8>,
}

impl Decoder {
    /// Reads whole chunks without a tag, and of the first other one what comes before it. Gives
    /// what is left.
    fn usual<'b>(&mut self, mut bytes: &'b [u8]) -> &'b [u8] {
        const ROOM: usize = 2 * CHUNK;
        let lead = lead(self.windows[self.active]);
        if lead == NONE || self.high.is_some() {
            return bytes;
        }
        while let Some(chunk) = bytes.first_chunk::<CHUNK>() {
            let usual = count(chunk, |byte| byte >= 0x20);
            let mut letters = [[0; 2]; CHUNK];
            for (letter, &byte) in letters.iter_mut().zip(chunk) {
                let first = if byte < SHOWN {
                    byte
                } else {
                    lead + (byte >> 6 & 1)
                };
                *letter = [first, 0x80 | byte & 0x3f];
            }
            let mut room = [0; ROOM];
            let mut length = 0;
            for at in 0..CHUNK {
                if let Some(room) = room.get_mut(length..length + 2) {
                    room.copy_from_slice(&letters[at]);
                }
                length += 1 + usize::from(chunk[at] >> 7);
            }
            if usual < CHUNK {
                length = chunk[..usual]
                    .iter()
                    .map(|byte| 1 + usize::from(byte >> 7))
                    .sum();
            }
            push_some(&mut self.text, &room, length);
            bytes = &bytes[usual..];
            if usual < CHUNK {
                break;
            }
        }
        bytes
    }

    /// Reads a character or a tag, which `bytes` begin with.
    fn any(&mut self, bytes: &mut &[u8]) -> io::Result<()> {
        let [byte] = take(bytes)?;
        match byte {
            QUOTE_0..=QUOTE_7 => {
                let number = usize::from(byte - QUOTE_0);
                let [place] = take(bytes)?;
                self.push(match place.checked_sub(SHOWN) {
                    Some(place) => self.windows[number] + u32::from(place),
                    None => STATIC[number] + u32::from(place),
                })
            }
            DEFINE_EXTENDED => self.define_extended(take(bytes)?),
            QUOTE_UNIT => self.unit(take(bytes)?),
            TO_UNITS => self.units(bytes),
            CHANGE_0..=CHANGE_7 => {
                self.active = usize::from(byte - CHANGE_0);
                Ok(())
            }
            DEFINE_0..=DEFINE_7 => self.define(byte - DEFINE_0, take(bytes)?),
            RESERVED => Err(not_scsu()),
            ..SHOWN => self.push(byte.into()),
            SHOWN.. => self.push(self.windows[self.active] + u32::from(byte - SHOWN)),
        }
    }

    /// Reads units of UTF-16 until there are none.
    fn units(&mut self, bytes: &mut &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            let [byte] = take(bytes)?;
            match byte {
                units::CHANGE_0..=units::CHANGE_7 => {
                    self.active = usize::from(byte - units::CHANGE_0);
                    return Ok(());
                }
                units::DEFINE_0..=units::DEFINE_7 => {
                    return self.define(byte - units::DEFINE_0, take(bytes)?);
                }
                units::QUOTE => self.unit(take(bytes)?)?,
                units::DEFINE_EXTENDED => return self.define_extended(take(bytes)?),
                units::RESERVED => return Err(not_scsu()),
                high => {
                    let [low] = take(bytes)?;
                    self.unit([high, low])?;
                }
            }
        }
        Ok(())
    }

    fn define(&mut self, number: u8, [place]: [u8; 1]) -> io::Result<()> {
        self.active = usize::from(number);
        let place = u32::from(place);
        self.windows[self.active] = match place {
            0x01..=0x67 => place * SIZE,
            0x68..=0xa7 => place * SIZE + BEYOND_IDEOGRAPHS,
            0xf9 => 0xc0,
            0xfa => 0x250,
            0xfb => 0x370,
            0xfc => 0x530,
            0xfd => 0x3040,
            0xfe => 0x30a0,
            0xff => 0xff60,
            _ => return Err(not_scsu()),
        };
        Ok(())
    }

    /// Moves a window beyond the first 65,536 characters.
    fn define_extended(&mut self, place: [u8; 2]) -> io::Result<()> {
        let place = u16::from_be_bytes(place);
        self.active = usize::from(place >> 13);
        self.windows[self.active] = BEYOND_UNITS + u32::from(place & 0x1fff) * SIZE;
        Ok(())
    }

    fn unit(&mut self, unit: [u8; 2]) -> io::Result<()> {
        let unit = u16::from_be_bytes(unit);
        match (self.high.take(), unit) {
            (None, 0xd800..0xdc00) => {
                self.high = Some(unit);
                Ok(())
            }
            (Some(high), 0xdc00..0xe000) => {
                let high = u32::from(high - 0xd800);
                self.push(BEYOND_UNITS + (high << 10) + u32::from(unit - 0xdc00))
            }
            (None, _) => self.push(unit.into()),
            (Some(_), _) => Err(not_scsu()),
        }
    }

    fn push(&mut self, c: u32) -> io::Result<()> {
        let c = char::from_u32(c)
            .filter(|_| self.high.is_none())
            .ok_or_else(not_scsu)?;
        self.text
            .extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        Ok(())
    }
}

fn take<const N: usize>(bytes: &mut &[u8]) -> io::Result<[u8; N]> {
    let (taken, rest) = bytes.split_first_chunk().ok_or_else(not_scsu)?;
    *bytes = rest;
    Ok(*taken)
}

fn not_scsu() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "not SCSU")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(bytes: &[u8]) -> String {
        String::from_utf8(decode(bytes).expect("SCSU")).expect("UTF-8")
    }

    fn bytes(hex: &str) -> Vec<u8> {
        let byte = |hex| u8::from_str_radix(hex, 16).expect("a byte");
        hex.split_ascii_whitespace().map(byte).collect()
    }

    /// Section 9 of the standard.
    #[test]
    fn the_examples_of_the_standard_are_read() {
        assert_eq!(text(&bytes("D6 6C 20 66 6C 69 65 DF 74")), "Öl fließt");
        assert_eq!(text(&bytes("12 9C BE C1 BA B2 B0")), "Москва");
        let japanese = "\
            08 00 1B 4C EA 16 CA D3 94 0F 53 EF 61 1B E5 84 C4 0F 53 EF 61 1B E5 84 C4 16 CA D3 \
            94 08 02 0F 53 4A 4E 16 7D 00 30 82 52 4D 30 6B 6D 41 88 4C E5 97 9F 08 0C 16 CA D3 \
            94 15 AE 0E 6B 4C 08 0D 8C B4 A3 9F CA 99 CB 8B C2 97 CC AA 84 08 02 0E 7C 73 E2 16 \
            A3 B7 CB 93 D3 B4 C5 DC 9F 0E 79 3E 06 AE B1 9D 93 D3 08 0C BE A3 8F 08 88 BE A3 8D \
            D3 A8 A3 97 C5 17 89 08 0D 15 D2 08 01 93 C8 AA 8F 0E 61 1B 99 CB 0E 4E BA 9F A1 AE \
            93 A8 A0 08 02 08 0C E2 16 A3 B7 CB 0F 4F E1 80 05 EC 60 8D EA 06 D3 E6 0F 8A 00 30 \
            44 65 B9 E4 FE E7 C2 06 CB 82";
        assert_eq!(
            text(&bytes(japanese)),
            "\u{3000}♪リンゴ可愛いや可愛いやリンゴ。半世紀も前に流行した「リンゴの歌」がぴったりするか\
             もしれない。米アップルコンピュータ社のパソコン「マック（マッキントッシュ）」を、こよなく\
             愛する人たちのことだ。「アップル信者」なんて言い方まである。"
        );
        let all_features = "\
            41 DF 12 81 03 5F 10 DF 1B 03 DF 1C 88 80 0B BF FF FF 0D 0A \
            41 10 DF 12 81 03 5F 10 DF 13 DF 14 80 15 FF";
        let line = "A\u{df}\u{401}\u{15f}\u{df}\u{1df}\u{f000}\u{10ffff}";
        assert_eq!(text(&bytes(all_features)), format!("{line}\r\n{line}"));
    }

    #[test]
    fn arabic_takes_a_byte_a_letter() {
        for (text, written) in [
            ("", &b""[..]),
            ("plain\n", b"plain\n"),
            ("قال", b"\x13\xc2\xa7\xc4"),
            ("قال «لا»", b"\x13\xc2\xa7\xc4 \x01\xab\xc4\xa7\x01\xbb"),
            ("قال “لا”", b"\x13\xc2\xa7\xc4 \x05\x1c\xc4\xa7\x05\x1d"),
            ("\u{1}", b"\x01\x01"),
        ] {
            assert_eq!(encode(text), written, "{text}");
        }
        let long = "وقال الوزير للصحفيين إن 3 دول وافقت، ".repeat(50);
        assert_eq!(encode(&long).len(), 1 + long.chars().count());
    }

    #[test]
    fn what_is_not_scsu_is_an_error() {
        for bytes in [
            &b"\x0c"[..],
            b"\x01",
            b"\x0e\xd8\x00",
            b"\x0e\xd8\x00a",
            b"\x0e\xdc\x00",
            b"\x0b\x00",
            b"\x18\x00",
            b"\x18\xa8",
            b"\x0f\x06",
            b"\x0f\xf2",
        ] {
            assert!(decode(bytes).is_err(), "{bytes:x?}");
        }
    }

    fn texts() -> impl Strategy<Value = String> {
        let pieces = [
            "م",
            "قال ",
            "گفت",
            "«",
            "“",
            "\u{fe8d}",
            "é",
            "я",
            "ﷺ",
            "中文",
            "🚀",
            "𐩽",
            "\u{1}",
            "\n",
            "a",
            "وقال الوزير للصحفيين إن ثلاث دول وافقت على القرار، ",
            "{\"paragraph\":{\"text\":\"نص\"}},{\"paragraph\":{\"text\":\"text\"}}",
        ];
        let piece = prop_oneof![
            prop::sample::select(pieces.to_vec()).prop_map(str::to_owned),
            any::<char>().prop_map(String::from),
        ];
        prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(written in prop_oneof![any::<String>(), texts()]) {
            let bytes = encode(&written);
            prop_assert!(bytes.len() <= 2 * written.len());
            prop_assert_eq!(text(&bytes), written);
        }

        #[test]
        fn whatever_is_read_is_utf_8(
            pieces in prop::collection::vec(prop_oneof![
                prop::collection::vec(any::<u8>(), 0..9),
                prop::collection::vec(0x20_u8.., 0..200),
                prop::collection::vec(..0x20_u8, 0..9),
            ], 0..9),
        ) {
            let bytes = pieces.concat();
            if let Ok(text) = decode(&bytes) {
                prop_assert!(text.len() <= 4 * bytes.len());
                prop_assert!(str::from_utf8(&text).is_ok());
            }
        }
    }
}
