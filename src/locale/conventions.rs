//! How numbers and dates are written, apart from the language that they are written in.

use serde::{Deserialize, Serialize};

/// What the user may choose of it. Empty, the choices are those of the language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Conventions {
    /// The digits; those of the language when not given.
    pub numerals: Option<Numerals>,
    /// The calendars of a full date, the first of them alone where room is scarce.
    pub calendars: Vec<Calendar>,
    /// The Arabic names of Gregorian months.
    pub months: Months,
    /// How lists tell the age of an article.
    pub dates: Dates,
}

/// The digits that numbers are written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Numerals {
    /// 0123456789
    Western,
    /// ٠١٢٣٤٥٦٧٨٩
    Arabic,
    /// ۰۱۲۳۴۵۶۷۸۹
    Persian,
}

/// A calendar that dates are given in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Calendar {
    /// The calendar of most of the world.
    Gregorian,
    /// Hijri as Umm al-Qura has it.
    Hijri,
    /// Solar Hijri, of Iran and Afghanistan.
    Persian,
}

/// The Arabic names of the Gregorian months.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Months {
    /// يناير, of Egypt, the Gulf, Sudan and Libya.
    #[default]
    Egyptian,
    /// كانون الثاني, of the Levant and Iraq.
    Levantine,
    /// يناير, غشت, دجنبر, of Morocco.
    Maghrebi,
    /// جانفي, أوت, ديسمبر, of Algeria and Tunisia.
    Algerian,
}

/// Whether lists tell how long ago something was, or when.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dates {
    /// The time since then (قبل ساعتين).
    #[default]
    Relative,
    /// The hour or the day itself.
    Absolute,
}

impl Numerals {
    /// The choice by the name that files of words give it.
    pub(super) fn named(name: &str) -> Self {
        match name {
            "arabic" => Self::Arabic,
            "persian" => Self::Persian,
            _ => Self::Western,
        }
    }

    /// `text` with its digits written so, and the signs that go with them.
    #[must_use]
    pub fn write(self, text: &str) -> String {
        let zero = match self {
            Self::Western => return text.to_owned(),
            Self::Arabic => '\u{660}',
            Self::Persian => '\u{6f0}',
        };
        text.chars()
            .map(|c| match c.to_digit(10) {
                Some(digit) => char::from_u32(u32::from(zero) + digit).unwrap_or(c),
                None if c == '%' => '\u{66a}',
                None => c,
            })
            .collect()
    }
}

impl Calendar {
    /// The choice by the name that files of words give it.
    pub(super) fn named(name: &str) -> Self {
        match name {
            "hijri" => Self::Hijri,
            "persian" => Self::Persian,
            _ => Self::Gregorian,
        }
    }
}

impl Months {
    /// What files of words call it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Egyptian => "egyptian",
            Self::Levantine => "levantine",
            Self::Maghrebi => "maghrebi",
            Self::Algerian => "algerian",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Numerals;

    #[test]
    fn digits_are_written_as_chosen() {
        assert_eq!(Numerals::Western.write("25% 12:05"), "25% 12:05");
        assert_eq!(Numerals::Arabic.write("25% 12:05"), "٢٥٪ ١٢:٠٥");
        assert_eq!(Numerals::Persian.write("1405"), "۱۴۰۵");
    }
}
