//! Which way a paragraph runs.

use std::cmp::Ordering;

use unicode_bidi::{BidiClass, Direction as Strong, Level, get_base_direction};

use super::property::properties;

/// The direction in which text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Direction {
    /// As English: lines begin at the left.
    LeftToRight,
    /// As Arabic: lines begin at the right.
    #[default]
    RightToLeft,
}

impl Direction {
    /// Whether it is from right to left.
    #[must_use]
    pub fn is_rtl(self) -> bool {
        self == Self::RightToLeft
    }

    /// The direction of the first strong character of `text` (UAX #9, P2 and P3),
    /// or `None` when it has none, as a row of digits has.
    #[must_use]
    pub fn first_strong(text: &str) -> Option<Self> {
        for c in text.chars() {
            match properties(c).bidi {
                BidiClass::L => return Some(Self::LeftToRight),
                BidiClass::R | BidiClass::AL => return Some(Self::RightToLeft),
                // What is isolated does not count, nor what is in another paragraph.
                BidiClass::LRI | BidiClass::RLI | BidiClass::FSI | BidiClass::B => break,
                _ => {}
            }
        }
        match get_base_direction(text) {
            Strong::Ltr => Some(Self::LeftToRight),
            Strong::Rtl => Some(Self::RightToLeft),
            Strong::Mixed => None,
        }
    }

    /// The direction of most words of `text`, a word being letters of one direction
    /// without a break; `None` when there are as many of each.
    #[must_use]
    pub fn prevailing(text: &str) -> Option<Self> {
        let (mut rtl, mut ltr) = (0_usize, 0_usize);
        let mut word = None;
        for c in text.chars() {
            let direction = match properties(c).bidi {
                BidiClass::L => Some(Self::LeftToRight),
                BidiClass::R | BidiClass::AL => Some(Self::RightToLeft),
                // Marks and the digits of a name belong to the word.
                BidiClass::NSM | BidiClass::BN | BidiClass::EN | BidiClass::AN => word,
                _ => None,
            };
            if direction != word {
                match direction {
                    Some(Self::LeftToRight) => ltr += 1,
                    Some(Self::RightToLeft) => rtl += 1,
                    None => {}
                }
                word = direction;
            }
        }
        match rtl.cmp(&ltr) {
            Ordering::Greater => Some(Self::RightToLeft),
            Ordering::Less => Some(Self::LeftToRight),
            Ordering::Equal => None,
        }
    }

    /// That of an embedding level: odd is right to left.
    pub(super) fn of_level(level: u8) -> Self {
        if level % 2 == 1 {
            Self::RightToLeft
        } else {
            Self::LeftToRight
        }
    }

    pub(super) fn level(self) -> Level {
        match self {
            Self::LeftToRight => Level::ltr(),
            Self::RightToLeft => Level::rtl(),
        }
    }
}

/// How a paragraph's base direction is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BaseDirection {
    /// From the first strong character, else as given here: the direction of what
    /// stands around the paragraph.
    Auto {
        /// Where there is no strong character.
        otherwise: Direction,
    },
    /// From the direction of most words, so that an Arabic sentence that opens with a
    /// Latin name still begins on the right; when neither prevails, as given here.
    Prevailing {
        /// Where there are as many words of either direction.
        otherwise: Direction,
    },
    /// Whatever the text says.
    Always(Direction),
}

impl BaseDirection {
    /// Automatic as UAX #9 has it: left to right when there is no strong character.
    pub const PLAIN: Self = Self::Auto {
        otherwise: Direction::LeftToRight,
    };

    /// The direction that `text` takes.
    #[must_use]
    pub fn resolve(self, text: &str) -> Direction {
        match self {
            Self::Auto { otherwise } => Direction::first_strong(text).unwrap_or(otherwise),
            Self::Prevailing { otherwise } => Direction::prevailing(text).unwrap_or(otherwise),
            Self::Always(direction) => direction,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_do_not_decide() {
        let auto = BaseDirection::PLAIN;
        assert_eq!(auto.resolve("25 قتيلًا"), Direction::RightToLeft);
        assert_eq!(auto.resolve("25 % (3-1)"), Direction::LeftToRight);
        assert_eq!(auto.resolve("WHO قالت"), Direction::LeftToRight);
    }

    #[test]
    fn most_words_prevail_over_the_first() {
        let page = BaseDirection::Prevailing {
            otherwise: Direction::RightToLeft,
        };
        assert_eq!(
            page.resolve("WHO: ارتفاعٌ في الإصابات"),
            Direction::RightToLeft
        );
        assert_eq!(page.resolve("25 %"), Direction::RightToLeft);
        assert_eq!(page.resolve("Reuters نفت"), Direction::RightToLeft);
        assert_eq!(
            page.resolve("The word سوق means market"),
            Direction::LeftToRight
        );
    }
}
