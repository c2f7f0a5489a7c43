//! Counting where folded text occurs in texts of megabytes: each character is folded by a
//! table and compared at once, so that nothing is written down.
//!
//! What is counted is what [`Traced::find`](super::fold::Traced::find) finds.

use std::sync::OnceLock;

use super::fold::{fold, fold_into};

/// What is looked for, folded.
#[derive(Debug, Clone)]
pub struct Needle {
    text: String,
    folded: Vec<char>,
    /// How much of the needle's beginning ends each of its beginnings, itself left out
    /// (Knuth, Morris and Pratt).
    borders: Vec<usize>,
}

/// What a character of the Basic Multilingual Plane folds to: a character of that plane,
/// nothing, or what only [`fold_into`] knows.
static FOLDED: OnceLock<Vec<u16>> = OnceLock::new();
const NOTHING: u16 = 0;
const ASK: u16 = u16::MAX;

impl Needle {
    /// For `sought`, which is folded here. What folds to nothing is found nowhere.
    #[must_use]
    pub fn new(sought: &str) -> Self {
        let text = fold(sought);
        let folded: Vec<char> = text.chars().collect();
        let mut borders = vec![0; folded.len()];
        let mut border = 0;
        for end in 1..folded.len() {
            while border > 0 && folded[end] != folded[border] {
                border = borders[border - 1];
            }
            border += usize::from(folded[end] == folded[border]);
            borders[end] = border;
        }
        Self {
            text,
            folded,
            borders,
        }
    }

    /// What is looked for, folded.
    #[must_use]
    pub fn folded(&self) -> &str {
        &self.text
    }

    /// How often it occurs in `text` (logical order), without overlaps, beginning before
    /// byte `before`.
    #[must_use]
    pub fn count(&self, text: &str, before: usize) -> usize {
        if self.folded.is_empty() {
            return 0;
        }
        let table = FOLDED.get_or_init(table);
        let (own, rest) = text.split_at(before.min(text.len()));
        let mut count = 0;
        let mut matched = 0;
        let first = u16::try_from(u32::from(self.folded[0])).unwrap_or(ASK);
        for c in own.chars() {
            let code = table.get(c as usize).copied().unwrap_or(ASK);
            // Nothing begins with most characters.
            if matched > 0 && code != NOTHING || code == first || code == ASK {
                each_folded(c, code, |folded| {
                    matched = self.after(matched, folded);
                    if matched == self.folded.len() {
                        count += 1;
                        matched = 0;
                    }
                });
            }
        }
        // What has begun may end in the rest.
        let mut passed = 0;
        for c in rest.chars() {
            if matched <= passed {
                break;
            }
            let code = table.get(c as usize).copied().unwrap_or(ASK);
            each_folded(c, code, |folded| {
                if passed < matched {
                    matched = self.after(matched, folded);
                    passed += 1;
                }
                if passed < matched && matched == self.folded.len() {
                    count += 1;
                    matched = 0;
                }
            });
        }
        count
    }

    /// How much of the needle has been matched once `c` follows `matched` of it.
    #[inline]
    fn after(&self, mut matched: usize, c: char) -> usize {
        while self.folded[matched] != c {
            if matched == 0 {
                return 0;
            }
            matched = self.borders[matched - 1];
        }
        matched + 1
    }
}

/// Hands what `c` folds to, which has this code in the table, to `take`.
#[inline]
fn each_folded(c: char, code: u16, mut take: impl FnMut(char)) {
    match code {
        NOTHING => {}
        ASK => {
            let mut folded = String::new();
            fold_into(c.encode_utf8(&mut [0; 4]), &mut folded);
            folded.chars().for_each(take);
        }
        code => take(char::from_u32(code.into()).unwrap_or(char::REPLACEMENT_CHARACTER)),
    }
}

fn table() -> Vec<u16> {
    let mut folded = String::new();
    let codes = 0..=u32::from(u16::MAX);
    let fold = |code| {
        let Some(c) = char::from_u32(code) else {
            return ASK;
        };
        folded.clear();
        fold_into(c.encode_utf8(&mut [0; 4]), &mut folded);
        let mut chars = folded.chars().map(|c| u16::try_from(u32::from(c)));
        match (chars.next(), chars.next()) {
            (None, _) => NOTHING,
            (Some(Ok(only)), None) if only != NOTHING => only,
            _ => ASK,
        }
    };
    codes.map(fold).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::fold::Traced;

    fn expected(text: &str, needle: &str, before: usize) -> usize {
        let traced = Traced::new(text);
        traced
            .find(needle)
            .filter(|range| range.start < before)
            .count()
    }

    #[test]
    fn counts_spellings_and_ligatures() {
        for (text, needle, count) in [
            ("قرأ الطالبُ كِتَابًا، ثم كتاباً آخر", "كتابا", 2),
            ("قال \u{fefb} شيء", "لا", 1),
            ("قال \u{fefb} شيء", "ل", 2),
            ("ااااا", "أا", 2),
            ("نص", "\u{64b}", 0),
            ("نص", "", 0),
            ("😀😀", "😀", 2),
        ] {
            assert_eq!(Needle::new(needle).count(text, text.len()), count, "{text}");
            assert_eq!(expected(text, needle, text.len()), count);
        }
    }

    #[test]
    fn what_begins_before_is_counted_and_no_more() {
        let needle = Needle::new("ابا");
        // Each letter has two bytes.
        for (before, count) in [(0, 0), (2, 1), (4, 1), (10, 1), (12, 2)] {
            assert_eq!(needle.count("اباباابا", before), count, "{before}");
            assert_eq!(expected("اباباابا", "ابا", before), count);
        }
    }

    proptest! {
        #[test]
        fn counts_what_is_found(
            text in "[ابآلاA-Cab\u{64b}\u{640}\u{fefb}ﷲ ß\u{1d400}]{0,40}",
            needle in "[ابلaاss\u{64b} ه]{0,4}",
            before in 0..60_usize,
        ) {
            let before = (before..).find(|at| *at >= text.len() || text.is_char_boundary(*at));
            let before = before.unwrap_or(0);
            let expected = expected(&text, &needle, before);
            prop_assert_eq!(Needle::new(&needle).count(&text, before), expected);
        }

        #[test]
        fn counts_in_any_text(text in "\\PC{0,40}", needle in "\\PC{0,2}") {
            let expected = expected(&text, &needle, text.len());
            prop_assert_eq!(Needle::new(&needle).count(&text, text.len()), expected);
        }
    }
}
