//! What is drawn for a cluster, in 32 bits: for most it is one character, whose bytes can
//! then be written without a look at how many they are.

/// The UTF-8 bytes of a character, the first in the lowest bits; or else the number of a
/// text, told by a lowest byte that begins no character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Drawn(u32);

/// Nothing is drawn, since what stands before has the place: of an alef in a lam-alef.
pub(super) const ABSORBED: Drawn = Drawn(u32::MAX);

/// The first two bits of a byte that goes on a character.
const CONTINUATION: u32 = 0b1000_0000;
const CONTINUATION_MASK: u32 = 0b1100_0000;

impl Drawn {
    /// `c`, which is not U+0000.
    #[inline]
    pub const fn of_character(c: char) -> Self {
        let code = c as u32;
        let low = CONTINUATION | code & 0x3f;
        if code < 0x800 {
            // Both that it may be are worked out, and one is chosen, so that the processor
            // need not guess where words take turns with what is between them.
            let two = 0xc0 | code >> 6 | low << 8;
            return Self(if code < 0x80 { code } else { two });
        }
        let middle = CONTINUATION | code >> 6 & 0x3f;
        let high = CONTINUATION | code >> 12 & 0x3f;
        Self(if code < 0x1_0000 {
            0xe0 | code >> 12 | middle << 8 | low << 16
        } else {
            0xf0 | code >> 18 | high << 8 | middle << 16 | low << 24
        })
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

    /// The character, if it is one.
    #[inline]
    pub fn character(self) -> char {
        let [first, second, third, fourth] = self.bytes().map(u32::from);
        let rest = |byte: u32, shift: u32| (byte & 0x3f) << shift;
        let code = match first {
            0..0x80 => first,
            0xc0..0xe0 => (first & 0x1f) << 6 | rest(second, 0),
            0xe0..0xf0 => (first & 0xf) << 12 | rest(second, 6) | rest(third, 0),
            _ => (first & 7) << 18 | rest(second, 12) | rest(third, 6) | rest(fourth, 0),
        };
        char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
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
    fn nothing_is_neither_character_nor_text() {
        assert_eq!(ABSORBED.text(), None);
        assert_ne!(ABSORBED, Drawn::of_character(char::MAX));
    }

    #[test]
    fn texts_are_told_from_characters() {
        for number in [0, 1, 63, 64, 12_345, (1 << 30) - 1] {
            assert_eq!(Drawn::of_text(number).text(), Some(number));
        }
    }
}
