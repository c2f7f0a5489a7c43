//! What is drawn for a cluster, in 32 bits: for most it is one character, whose bytes can
//! then be written without a look at how many they are.

/// The UTF-8 bytes of a character, the first in the lowest bits; or else the number of a
/// text, told by a lowest byte that begins no character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Drawn(u32);

/// The first two bits of a byte that goes on a character.
const CONTINUATION: u32 = 0b1000_0000;
const CONTINUATION_MASK: u32 = 0b1100_0000;

impl Drawn {
    /// `c`, which is not U+0000.
    #[inline]
    pub fn of_character(c: char) -> Self {
        let code = c as u32;
        let low = CONTINUATION | code & 0x3f;
        let middle = CONTINUATION | code >> 6 & 0x3f;
        let high = CONTINUATION | code >> 12 & 0x3f;
        // All that it may be is worked out, and the right one chosen, so that the processor
        // need not guess how long each character is.
        let one = code;
        let two = 0xc0 | code >> 6 | low << 8;
        let three = 0xe0 | code >> 12 | middle << 8 | low << 16;
        let four = 0xf0 | code >> 18 | high << 8 | middle << 16 | low << 24;
        let short = if code < 0x80 { one } else { two };
        let long = if code < 0x1_0000 { three } else { four };
        Self(if code < 0x800 { short } else { long })
    }

    /// The text with this number, which is below 2³⁰.
    pub fn of_text(number: usize) -> Self {
        let number = number as u32;
        Self((number >> 6) << 8 | CONTINUATION | number & 0x3f)
    }

    /// The number of the text, if it is one.
    #[inline]
    pub fn text(self) -> Option<usize> {
        (self.0 & CONTINUATION_MASK == CONTINUATION)
            .then_some((self.0 >> 8 << 6 | self.0 & 0x3f) as usize)
    }

    /// The bytes of the character and zeros.
    #[inline]
    pub fn bytes(self) -> [u8; 4] {
        self.0.to_le_bytes()
    }

    /// How many bytes the character has.
    #[inline]
    pub fn length(self) -> usize {
        4 - self.0.leading_zeros() as usize / 8
    }

    pub fn character(self) -> char {
        let bytes = self.bytes();
        let text = str::from_utf8(&bytes[..self.length()]).unwrap_or_default();
        text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_comes_back() {
        for c in '\u{1}'..=char::MAX {
            let drawn = Drawn::of_character(c);
            assert_eq!(drawn.text(), None, "{c:?}");
            assert_eq!((drawn.character(), drawn.length()), (c, c.len_utf8()));
        }
    }

    #[test]
    fn texts_are_told_from_characters() {
        for number in [0, 1, 63, 64, 12_345, (1 << 30) - 1] {
            assert_eq!(Drawn::of_text(number).text(), Some(number));
        }
    }
}
