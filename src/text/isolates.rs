//! Isolates, and which of them make no difference. Texts of the interface are put together of parts that are
//! set apart ([`super::sanitize::isolate`]), for nobody knows what is in them. Most are Arabic,
//! and then their line goes the short way without isolates.

use std::borrow::Cow;

use super::Direction;
use super::sanitize::without_isolates;

/// Begins text that runs as its first strong character does (FSI).
pub const FIRST_STRONG_ISOLATE: char = '\u{2068}';
/// Ends text that any of them began (PDI).
pub const POP_ISOLATE: char = '\u{2069}';

/// Whether `c` begins or ends text that is set apart.
#[must_use]
pub fn is_isolate(c: char) -> bool {
    matches!(c, '\u{2066}'..=POP_ISOLATE)
}

/// `text` (logical order) for a line that runs as `direction` does, without its isolates where
/// these change nothing that is seen, as far as that is easy to tell: the line is from right to
/// left, as Arabic letters are, and so is what stands between them and numbers (UAX #9, N1 and
/// N2).
#[must_use]
pub fn without_needless(text: &str, direction: Direction) -> Cow<'_, str> {
    if direction.is_rtl() && text.contains(FIRST_STRONG_ISOLATE) && are_needless(text) {
        Cow::Owned(without_isolates(text))
    } else {
        Cow::Borrowed(text)
    }
}

/// What a character is where nothing runs from left to right but numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Digit,
    /// What stands between words and is no part of a number.
    Space,
    /// The same, and not beside a number.
    Sign,
    Begin,
    End,
}

fn kind(c: char) -> Option<Kind> {
    Some(match c {
        'ء'..='غ' | 'ف'..='ي' => Kind::Letter,
        '0'..='9' | '٠'..='٩' => Kind::Digit,
        ' ' => Kind::Space,
        '·' | '،' | '؛' | '؟' | '…' => Kind::Sign,
        FIRST_STRONG_ISOLATE => Kind::Begin,
        POP_ISOLATE => Kind::End,
        _ => return None,
    })
}

fn are_needless(text: &str) -> bool {
    // An edge is a space to what it stands beside: nothing is joined over it.
    let mut before = Kind::Space;
    // What the isolate that is open has in it.
    let mut open: Option<(bool, bool)> = None;
    for c in text.chars() {
        let Some(kind) = kind(c) else {
            return false;
        };
        match (kind, &mut open) {
            // Letters and numbers outside would meet those inside.
            (Kind::Begin, None) if before == Kind::Space => open = Some((false, false)),
            // Without a letter it would run from left to right.
            (Kind::End, Some((has_letter, has_others))) if *has_letter || !*has_others => {
                open = None;
            }
            (Kind::Begin | Kind::End, _) => return false,
            (Kind::Letter, Some((has_letter, _))) => *has_letter = true,
            (Kind::Space | Kind::Sign, Some((_, has_others))) => *has_others = true,
            _ => {}
        }
        let is_apart = match (before, kind) {
            (Kind::Digit, Kind::Sign) | (Kind::Sign, Kind::Digit) => false,
            (Kind::End, _) => matches!(kind, Kind::Space | Kind::Sign),
            _ => true,
        };
        if !is_apart {
            return false;
        }
        before = match kind {
            Kind::Begin => Kind::Space,
            kind => kind,
        };
    }
    open.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{BaseDirection, Paragraph};

    fn seen(text: &str) -> String {
        let paragraph = Paragraph::new(text, BaseDirection::Always(Direction::RightToLeft));
        let line = paragraph.one_line();
        let cells = paragraph.cells(&line);
        cells.map(|cell| cell.symbol.to_owned()).collect()
    }

    #[test]
    fn names_and_ages_need_none_and_latin_does() {
        let without = |text| without_needless(text, Direction::RightToLeft);
        assert_eq!(
            without("عاجل · \u{2068}وكالة ضفاف\u{2069}"),
            "عاجل · وكالة ضفاف"
        );
        assert_eq!(without("قبل \u{2068}3\u{2069} دقائق"), "قبل 3 دقائق");
        for needed in [
            "\u{2068}WHO\u{2069} · عاجل",
            "\u{2068}٤٥٪\u{2069} · عاجل",
            "\u{2068}3 4\u{2069} عاجل",
            "\u{2068}نص",
            "\u{2068}نص\u{2069}ثان",
        ] {
            assert_eq!(without(needed), needed);
        }
        let text = "\u{2068}ضفاف\u{2069}";
        assert_eq!(without_needless(text, Direction::LeftToRight), text);
    }

    proptest::proptest! {
        #[test]
        fn what_is_seen_stays_the_same(
            text in "(\u{2068}?[ابد]{0,2}[ 3٤·،…]{0,2}[ابد]{0,2}[3٤]{0,2} ?\u{2069}? ?){1,5}"
        ) {
            let without = without_needless(&text, Direction::RightToLeft);
            assert_eq!(seen(&without), seen(&text), "{text:?}");
        }
    }
}
