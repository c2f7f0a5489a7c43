//! Folding: what characters are worth when text is compared. Two spellings that a
//! reader takes for the same word fold to the same string, whatever keyboard,
//! vocalisation or encoding they came in.
//!
//! | in | out |
//! |---|---|
//! | alef with hamza, madda or wasla | bare alef |
//! | alef maksura, Farsi yeh, yeh with hamza | yeh |
//! | waw with hamza | waw (so that composed and decomposed hamza meet) |
//! | teh marbuta; Persian and Urdu hehs | heh |
//! | keheh, swash kaf | kaf |
//! | harakat, Quranic marks, combining accents, tatweel | dropped |
//! | Arabic-Indic and extended digits, Arabic decimal and thousands separators | ASCII |
//! | bidi controls, joiners, soft hyphens | dropped |
//! | presentation forms, full-width forms | their letters |
//! | capitals | small letters |
//! | any white space | a space |
//!
//! Letters that set words apart in Persian, Urdu, Pashto or Kurdish (گ, چ, پ, ے, ې,
//! ێ and so on) stay themselves. Input need not be normalised.

use std::iter::once;
use std::ops::Range;

use icu_normalizer::{DecomposingNormalizer, DecomposingNormalizerBorrowed};

/// `text` folded for comparison, in the order it came in.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// Appends the folded form of `text` to `folded`.
pub fn fold_into(text: &str, folded: &mut String) {
    for c in text.chars() {
        fold_char(c, &mut |f| folded.push(f));
    }
}

/// Folded text that remembers where each of its characters came from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Traced {
    /// The folded text, logical order.
    pub text: String,
    /// For each byte of `text`, the bytes of the original character it came from.
    origins: Vec<Range<usize>>,
    original_len: usize,
}

impl Traced {
    /// Folds `original` and keeps the way back.
    #[must_use]
    pub fn new(original: &str) -> Self {
        let mut traced = Self {
            text: String::with_capacity(original.len()),
            origins: Vec::with_capacity(original.len()),
            original_len: original.len(),
        };
        for (start, c) in original.char_indices() {
            let origin = start..start + c.len_utf8();
            fold_char(c, &mut |f| {
                traced.text.push(f);
                for _ in 0..f.len_utf8() {
                    traced.origins.push(origin.clone());
                }
            });
        }
        traced
    }

    /// The folded characters, each with the logical byte range of the original
    /// character that it came from. One original may give several characters.
    pub fn chars(&self) -> impl Iterator<Item = (char, Range<usize>)> + '_ {
        self.text
            .char_indices()
            .map(|(at, c)| (c, self.origins[at].clone()))
    }

    /// The logical bytes of the original that `folded` (bytes of [`Traced::text`])
    /// came from, with the dropped characters (harakat, tatweel) that follow the
    /// last one, so that a mark is never cut from its letter. An empty range gives
    /// an empty range.
    #[must_use]
    pub fn original(&self, folded: Range<usize>) -> Range<usize> {
        let start = self
            .origins
            .get(folded.start)
            .map_or(self.original_len, |origin| origin.start);
        if folded.is_empty() {
            return start..start;
        }
        let last = self.origins[folded.end - 1].start;
        let end = self.origins[folded.end..]
            .iter()
            .map(|origin| origin.start)
            .find(|&next| next > last)
            .unwrap_or(self.original_len);
        start..end
    }

    /// Every place where `needle` occurs, as logical byte ranges of the original,
    /// in order and without overlaps. `needle` is folded here; one that folds to
    /// nothing is found nowhere.
    pub fn find(&self, needle: &str) -> impl Iterator<Item = Range<usize>> + '_ {
        let needle = fold(needle);
        let mut from = if needle.is_empty() {
            self.text.len()
        } else {
            0
        };
        std::iter::from_fn(move || {
            let at = from
                + self
                    .text
                    .get(from..)
                    .filter(|s| !s.is_empty())?
                    .find(&needle)?;
            from = at + needle.len();
            Some(self.original(at..from))
        })
    }
}

/// Hands the characters that `c` folds to, if any, to `emit`.
fn fold_char(c: char, emit: &mut impl FnMut(char)) {
    match c {
        'A'..='Z' => emit(c.to_ascii_lowercase()),
        '!'..='\u{7e}' => emit(c),
        '\u{600}'..='\u{6ff}' => {
            if let Some(letter) = fold_arabic(c) {
                emit(letter);
            }
        }
        '’' | '\u{2bc}' => emit('\''),
        _ if c.is_whitespace() => emit(' '),
        _ if is_dropped(c) => {}
        _ if is_decomposed(c) => decompose(c, emit),
        _ => c.to_lowercase().for_each(emit),
    }
}

/// A character of the Arabic block: its folded letter, or `None` when it is dropped.
pub(super) const fn fold_arabic(c: char) -> Option<char> {
    Some(match c {
        'آ' | 'أ' | 'إ' | 'ٱ' | '\u{672}' | '\u{673}' | '\u{675}' => 'ا',
        'ؤ' | '\u{676}' => 'و',
        'ى' | 'ئ' | 'ی' | '\u{678}' | '\u{6cd}' => 'ي',
        'ة' | '\u{6be}' | '\u{6c0}'..='\u{6c3}' | '\u{6d5}' => 'ه',
        'ک' | '\u{6aa}' => 'ك',
        '\u{660}'..='\u{669}' => ascii_digit(c, 0x660),
        '\u{6f0}'..='\u{6f9}' => ascii_digit(c, 0x6f0),
        '\u{66b}' => '.',
        '\u{66c}' => ',',
        '\u{640}' | '\u{61c}' => return None,
        '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' => return None,
        '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e8}' | '\u{6ea}'..='\u{6ed}' => return None,
        _ => c,
    })
}

const fn ascii_digit(c: char, zero: u32) -> char {
    match char::from_digit(c as u32 - zero, 10) {
        Some(digit) => digit,
        None => c,
    }
}

/// Combining marks and format characters outside the Arabic block.
fn is_dropped(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}'
        | '\u{890}' | '\u{891}' | '\u{897}'..='\u{89f}' | '\u{8ca}'..='\u{8ff}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{10efa}'..='\u{10eff}')
}

/// Blocks whose characters are folded through their compatibility decomposition:
/// accented Latin, Greek and Cyrillic letters, Latin ligatures, Arabic presentation
/// forms A and B, half- and full-width forms.
fn is_decomposed(c: char) -> bool {
    matches!(c,
        '\u{c0}'..='\u{24f}' | '\u{370}'..='\u{52f}' | '\u{1e00}'..='\u{1fff}'
        | '\u{2100}'..='\u{214f}' | '\u{fb00}'..='\u{fb06}' | '\u{fb50}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefe}'
        | '\u{ff00}'..='\u{ffef}')
}

fn decompose(c: char, emit: &mut impl FnMut(char)) {
    const NFKD: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizer::new_nfkd();
    // The isolated forms of the harakat decompose to a space and the mark.
    let is_mark_on_space = matches!(c, '\u{fe70}'..='\u{fe7f}' | '\u{fc5e}'..='\u{fc63}');
    for part in NFKD.normalize_iter(once(c)) {
        match part {
            ' ' if is_mark_on_space => {}
            _ if is_decomposed(part) => part.to_lowercase().for_each(&mut *emit),
            _ => fold_char(part, emit),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_meet() {
        for (a, b) in [
            ("أخبار", "اخبار"),
            ("الإسلام آمن ٱلله", "الاسلام امن الله"),
            ("كِتَابًا", "كتابا"),
            ("مـــــرحبا", "مرحبا"),
            ("مدرسة", "مدرسه"),
            ("على", "علی"),
            ("کتاب", "كتاب"),
            ("مسؤول", "مسو\u{654}ول"),
            ("أ", "ا\u{654}"),
            ("٢٠٢٦ و۲۰۲۶", "2026 و2026"),
            ("٣٫٥ و١٬٢٣٤", "3.5 و1,234"),
            ("می\u{200c}خواهد", "میخواهد"),
            ("\u{202b}خبر\u{202c}\u{200f}", "خبر"),
            ("ہے ھ ۀ", "هے ه ه"),
            ("Café WHO", "cafe who"),
            ("\u{ff37}\u{ff11}", "w1"),
            ("قال\u{a0}الوزير\n", "قال الوزير "),
        ] {
            assert_eq!(fold(a), fold(b), "{a} and {b}");
        }
    }

    #[test]
    fn presentation_forms_become_letters() {
        // «السلام» as an old program writes it: alef, lam, seen, lam-alef, meem.
        assert_eq!(fold("\u{fe8d}\u{fedf}\u{feb4}\u{fefc}\u{fee1}"), "السلام");
        assert_eq!(fold("\u{fe83}\u{fe93}\u{fe77}"), "اه");
        assert_eq!(fold("ﷲ"), fold("الله"));
    }

    #[test]
    fn letters_of_other_languages_stay_apart() {
        assert_ne!(fold("گل"), fold("كل"));
        assert_ne!(fold("لڑکے"), fold("لڑکی"));
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for code in 0..=0x2_ffff {
            let Some(c) = char::from_u32(code) else {
                continue;
            };
            let once = fold(&c.to_string());
            assert_eq!(fold(&once), once, "U+{code:04X}");
        }
    }

    #[test]
    fn finds_in_the_original() {
        let text = "قرأ الطالبُ كِتَابًا، ثم كتاباً آخر";
        let hits: Vec<&str> = Traced::new(text).find("كتابا").map(|r| &text[r]).collect();
        assert_eq!(hits, ["كِتَابًا", "كتاباً"]);
    }

    #[test]
    fn ligatures_are_found_whole() {
        let text = "قال \u{fefb} شيء";
        let traced = Traced::new(text);
        let hits: Vec<&str> = traced.find("لا").map(|r| &text[r]).collect();
        assert_eq!(hits, ["\u{fefb}"]);
        let half: Vec<&str> = traced.find("ل").map(|r| &text[r]).collect();
        assert_eq!(half, ["ل", "\u{fefb}"]);
        assert_eq!(traced.find("\u{64b}").count(), 0);
    }
}
