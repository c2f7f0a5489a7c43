//! SCSU into text.

use std::io;

use super::{
    BEYOND_IDEOGRAPHS, BEYOND_UNITS, CHANGE_0, CHANGE_7, CHUNK, DEFINE_0, DEFINE_7,
    DEFINE_EXTENDED, NONE, QUOTE_0, QUOTE_7, QUOTE_UNIT, RESERVED, SHOWN, SIZE, STATIC, TO_UNITS,
    WINDOWS, count, lead, push_some,
};

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

/// What `bytes` say, in UTF-8: at most four times as many bytes.
///
/// # Errors
/// When they are not SCSU.
pub(in super::super) fn decode(bytes: &[u8]) -> io::Result<Vec<u8>> {
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
