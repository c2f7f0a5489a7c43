//! Which way a paragraph runs.

use unicode_bidi::{Direction as Strong, Level, get_base_direction};

/// The direction in which text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Direction {
    LeftToRight,
    #[default]
    RightToLeft,
}

impl Direction {
    #[must_use]
    pub fn is_rtl(self) -> bool {
        self == Self::RightToLeft
    }

    /// The direction of the first strong character of `text` (UAX #9, P2 and P3),
    /// or `None` when it has none, as a row of digits has.
    #[must_use]
    pub fn first_strong(text: &str) -> Option<Self> {
        match get_base_direction(text) {
            Strong::Ltr => Some(Self::LeftToRight),
            Strong::Rtl => Some(Self::RightToLeft),
            Strong::Mixed => None,
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
    Auto { otherwise: Direction },
    /// Whatever the text says.
    Always(Direction),
}

impl BaseDirection {
    /// Automatic as UAX #9 has it: left to right when there is no strong character.
    pub const PLAIN: Self = Self::Auto {
        otherwise: Direction::LeftToRight,
    };

    /// Automatic inside an Arabic page: right to left when nothing says otherwise.
    pub const ARABIC_PAGE: Self = Self::Auto {
        otherwise: Direction::RightToLeft,
    };

    /// The direction that `text` takes.
    #[must_use]
    pub fn resolve(self, text: &str) -> Direction {
        match self {
            Self::Auto { otherwise } => Direction::first_strong(text).unwrap_or(otherwise),
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
        assert_eq!(
            BaseDirection::ARABIC_PAGE.resolve("25 %"),
            Direction::RightToLeft
        );
        assert_eq!(auto.resolve("WHO قالت"), Direction::LeftToRight);
    }
}
