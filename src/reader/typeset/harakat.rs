//! Which marks on Arabic letters are drawn. A cell has one style for a letter and its marks,
//! so that marks cannot be dimmed by themselves; they can be fewer.

use std::borrow::Cow;

use crate::config::Harakat;

impl Harakat {
    /// `symbol`, one grapheme cluster, with the marks that are shown.
    #[must_use]
    pub fn shown(self, symbol: &str) -> Cow<'_, str> {
        if self == Self::Shown {
            return Cow::Borrowed(symbol);
        }
        let hides = |c: char| match self {
            Self::Shown => false,
            Self::Sparing => is_haraka(c) && !is_printed(c),
            Self::Hidden => is_haraka(c),
        };
        if symbol.contains(hides) {
            Cow::Owned(symbol.replace(hides, ""))
        } else {
            Cow::Borrowed(symbol)
        }
    }

    /// The next of the three, in a circle.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Shown => Self::Sparing,
            Self::Sparing => Self::Hidden,
            Self::Hidden => Self::Shown,
        }
    }
}

/// Vowel signs and signs of recitation. Madda and hamza (U+0653 to U+0655) make another
/// letter and are none.
fn is_haraka(c: char) -> bool {
    matches!(c, '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{652}' | '\u{656}'..='\u{65f}' | '\u{670}'
        | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}'
        | '\u{6ea}'..='\u{6ed}' | '\u{8d3}'..='\u{8e1}' | '\u{8e3}'..='\u{8ff}')
}

/// What newspapers print to tell words apart: tanween, shadda, the dagger alef.
fn is_printed(c: char) -> bool {
    matches!(c, '\u{64b}'..='\u{64d}' | '\u{651}' | '\u{670}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_stay_whole_with_fewer_marks() {
        let text = "مُدَرِّسًا سو\u{654}ال هٰذا";
        let shown = |harakat: Harakat| -> String { harakat.shown(text).into_owned() };
        assert_eq!(shown(Harakat::Shown), text);
        assert_eq!(shown(Harakat::Sparing), "مدرّسًا سو\u{654}ال هٰذا");
        assert_eq!(shown(Harakat::Hidden), "مدرسا سو\u{654}ال هذا");
    }
}
