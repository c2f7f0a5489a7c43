//! What is drawn, as UTF-8 that can be written without a look at what it is: for a
//! character in 32 bits, for a cluster in 64.

/// The UTF-8 bytes of a character, the first in the lowest bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph(u32);

impl Glyph {
    /// Of what is never shown.
    pub const NOTHING: Self = Self(0);

    /// `c`, which is not U+0000.
    pub const fn of(c: char) -> Self {
        let mut bytes = [0; 4];
        c.encode_utf8(&mut bytes);
        Self(u32::from_le_bytes(bytes))
    }

    /// How many bytes the character has.
    #[inline]
    pub fn length(self) -> u32 {
        (u32::BITS + 7 - self.0.leading_zeros()) / 8
    }
}

/// What is drawn for a cluster: a few bytes of UTF-8, or the number of a longer text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Drawn {
    /// The first `length` are UTF-8; of a text its number.
    bytes: [u8; Self::MOST],
    length: u8,
}

/// In place of the length of a text.
const TEXT: u8 = u8::MAX;

impl Drawn {
    /// Bytes that need no text.
    pub const MOST: usize = 8;

    /// The bytes of `glyph`.
    pub fn of(glyph: Glyph) -> Self {
        Self {
            bytes: u64::from(glyph.0).to_le_bytes(),
            length: glyph.length() as u8,
        }
    }

    /// `glyph` with `marks` after it, if that [fits](Self::fits).
    #[inline]
    pub fn of_marked(glyph: Glyph, marks: Marks) -> Self {
        let length = glyph.length();
        let bytes = u64::from(glyph.0) | marks.bytes << (8 * length);
        Self {
            bytes: bytes.to_le_bytes(),
            length: (length + marks.length) as u8,
        }
    }

    /// Whether it is not too long for its bytes.
    #[inline]
    pub fn fits(&self) -> bool {
        self.length <= Self::MOST as u8
    }

    /// `symbol`, if it is not too long.
    pub fn of_symbol(symbol: &str) -> Option<Self> {
        let mut bytes = [0; Self::MOST];
        let place = bytes.get_mut(..symbol.len())?;
        place.copy_from_slice(symbol.as_bytes());
        Some(Self {
            bytes,
            length: symbol.len() as u8,
        })
    }

    /// The text with this number.
    pub fn of_text(number: u32) -> Self {
        let mut bytes = [0; Self::MOST];
        bytes[..4].copy_from_slice(&number.to_le_bytes());
        Self {
            bytes,
            length: TEXT,
        }
    }

    /// The number of the text, if it is one.
    #[inline]
    pub fn text(&self) -> Option<usize> {
        let [first, second, third, fourth, ..] = self.bytes;
        (self.length == TEXT).then(|| u32::from_le_bytes([first, second, third, fourth]) as usize)
    }

    /// The bytes and zeros, if it is no text.
    #[inline]
    pub fn bytes(&self) -> [u8; Self::MOST] {
        self.bytes
    }

    /// How many bytes there are, if it is no text.
    #[inline]
    pub fn length(&self) -> usize {
        usize::from(self.length)
    }

    /// What is drawn, if it is no text.
    #[inline]
    pub fn symbol(&self) -> &str {
        let bytes = self.bytes.get(..self.length()).unwrap_or_default();
        str::from_utf8(bytes).unwrap_or_default()
    }
}

/// The UTF-8 bytes of a few marks, the first in the lowest bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marks {
    bytes: u64,
    length: u32,
}

impl Marks {
    pub const NONE: Self = Self {
        bytes: 0,
        length: 0,
    };

    /// These and `mark`, if there is room for it.
    #[inline]
    pub fn and(self, mark: Glyph) -> Option<Self> {
        let length = self.length + mark.length();
        (length <= Drawn::MOST as u32).then_some(Self {
            bytes: self.bytes | u64::from(mark.0).unbounded_shl(8 * self.length),
            length,
        })
    }

    /// Appends `glyph` with these after it to `text`.
    #[cold]
    pub fn push_after(self, glyph: Glyph, text: &mut String) {
        let glyph = Self::NONE.and(glyph).unwrap_or(Self::NONE);
        for marks in [glyph, self] {
            let bytes = &marks.bytes.to_le_bytes()[..marks.length as usize];
            text.push_str(str::from_utf8(bytes).unwrap_or_default());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_comes_back() {
        for c in '\u{1}'..=char::MAX {
            let drawn = Drawn::of(Glyph::of(c));
            assert_eq!(drawn.text(), None, "{c:?}");
            assert_eq!(drawn.symbol(), c.to_string());
            assert_eq!(Drawn::of_symbol(drawn.symbol()), Some(drawn));
            assert_eq!(Drawn::of_marked(Glyph::of(c), Marks::NONE), drawn);
        }
    }

    #[test]
    fn marks_follow_their_letter() {
        let marks = |text: &str| {
            let mut glyphs = text.chars().map(Glyph::of);
            glyphs.try_fold(Marks::NONE, |marks, mark| marks.and(mark))
        };
        let letter = Glyph::of('\u{fe91}');
        let two = marks("\u{651}\u{64e}").expect("room for two");
        let drawn = Drawn::of_marked(letter, two);
        assert!(drawn.fits());
        assert_eq!(drawn.symbol(), "\u{fe91}\u{651}\u{64e}");

        let three = marks("\u{651}\u{64e}\u{670}").expect("room for three");
        assert!(!Drawn::of_marked(letter, three).fits());
        let mut text = String::new();
        three.push_after(letter, &mut text);
        assert_eq!(text, "\u{fe91}\u{651}\u{64e}\u{670}");
        assert_eq!(marks(&"\u{651}".repeat(5)), None);
    }

    #[test]
    fn texts_are_told_from_characters() {
        for number in [0, 1, 63, 0x61, (1 << 30) - 1] {
            let drawn = Drawn::of_text(number);
            assert_eq!(drawn.text(), Some(number as usize));
        }
    }
}
