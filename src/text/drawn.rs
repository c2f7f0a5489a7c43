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

/// What is drawn for a cluster: the few bytes of its UTF-8 and zeros, or else the number of a
/// longer text, told by a first byte that begins no character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Drawn([u8; Self::MOST]);

/// The first byte in place of a text.
const TEXT: u8 = 0b1000_0000;

impl Drawn {
    /// Bytes that need no text.
    pub const MOST: usize = 8;

    /// `glyph` alone.
    #[inline]
    pub fn of(glyph: Glyph) -> Self {
        Self(u64::from(glyph.0).to_le_bytes())
    }

    /// `glyph` with `marks` after it, if that is not too long.
    #[inline]
    pub fn of_marked(glyph: Glyph, marks: Marks) -> Option<Self> {
        let length = glyph.length();
        let bytes = u64::from(glyph.0) | marks.0 << (8 * length);
        let fits = marks.0.leading_zeros() >= 8 * length;
        fits.then_some(Self(bytes.to_le_bytes()))
    }

    /// `symbol`, which has no U+0000, if it is not too long.
    pub fn of_symbol(symbol: &str) -> Option<Self> {
        let mut bytes = [0; Self::MOST];
        let place = bytes.get_mut(..symbol.len())?;
        place.copy_from_slice(symbol.as_bytes());
        Some(Self(bytes))
    }

    /// The text with this number.
    pub fn of_text(number: u32) -> Self {
        let number = u64::from(number) << 8 | u64::from(TEXT);
        Self(number.to_le_bytes())
    }

    /// The number of the text, if it is one.
    #[inline]
    pub fn text(&self) -> Option<usize> {
        (self.0[0] == TEXT).then(|| (u64::from_le_bytes(self.0) >> 8) as usize)
    }

    /// The bytes and zeros, if it is no text.
    #[inline]
    pub fn bytes(&self) -> [u8; Self::MOST] {
        self.0
    }

    /// How many bytes there are, if it is no text.
    #[inline]
    pub fn length(&self) -> usize {
        let bytes = u64::from_le_bytes(self.0);
        Self::MOST - bytes.leading_zeros() as usize / 8
    }

    /// What is drawn, if it is no text.
    #[inline]
    pub fn symbol(&self) -> &str {
        str::from_utf8(&self.0[..self.length()]).unwrap_or_default()
    }
}

/// The UTF-8 bytes of a few marks, the first in the lowest bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marks(u64);

impl Marks {
    pub const NONE: Self = Self(0);

    /// These and `mark`, if there is room for it.
    #[inline]
    pub fn and(self, mark: Glyph) -> Option<Self> {
        let room = self.0.leading_zeros() / 8;
        let bytes = u64::from(mark.0).unbounded_shl(u64::BITS - 8 * room);
        (mark.length() <= room).then_some(Self(self.0 | bytes))
    }

    /// Appends `glyph` with these after it to `text`.
    #[cold]
    pub fn push_after(self, glyph: Glyph, text: &mut String) {
        for bytes in [Drawn::of(glyph), Drawn(self.0.to_le_bytes())] {
            text.push_str(bytes.symbol());
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
            assert_eq!(Drawn::of_marked(Glyph::of(c), Marks::NONE), Some(drawn));
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
        let drawn = Drawn::of_marked(letter, two).expect("room for both");
        assert_eq!(drawn.symbol(), "\u{fe91}\u{651}\u{64e}");

        let three = marks("\u{651}\u{64e}\u{670}").expect("room for three");
        assert_eq!(Drawn::of_marked(letter, three), None);
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
