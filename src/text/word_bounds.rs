//! Where words begin and end (UAX #29). `unicode-segmentation` decides; what most Arabic
//! text is made of, a word between spaces with punctuation around it, is found without
//! asking, which takes a tenth of the time.

use std::ops::Range;

use unicode_segmentation::{UnicodeSegmentation, UnicodeWordIndices};

/// A word, and the byte of the text at which it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BoundWord<'a> {
    pub start: usize,
    pub word: &'a str,
    /// It is nothing but Arabic letters and harakat, a letter first.
    pub is_plain: bool,
}

/// The words of a text in logical order: those that
/// [`UnicodeSegmentation::unicode_word_indices`] gives.
pub(super) struct Words<'a> {
    text: &'a str,
    /// Where the next chunk begins, if there is one.
    next: Option<usize>,
    /// What is left of a chunk that is not plain, and where that begins.
    others: Option<(usize, UnicodeWordIndices<'a>)>,
}

impl<'a> Words<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            next: Some(0),
            others: None,
        }
    }
}

impl<'a> Iterator for Words<'a> {
    type Item = BoundWord<'a>;

    fn next(&mut self) -> Option<BoundWord<'a>> {
        loop {
            if let Some((start, others)) = &mut self.others {
                if let Some((at, word)) = others.next() {
                    return Some(BoundWord {
                        start: *start + at,
                        word,
                        is_plain: false,
                    });
                }
                self.others = None;
            }
            let start = self.next?;
            if let Some(plain) = PlainChunk::at(self.text.as_bytes(), start) {
                self.next = plain.next;
                if !plain.word.is_empty() {
                    return Some(BoundWord {
                        start: plain.word.start,
                        word: &self.text[plain.word],
                        is_plain: true,
                    });
                }
            } else {
                let (chunk, next) = chunk(self.text, start);
                self.next = next;
                self.others = Some((start, chunk.unicode_word_indices()));
            }
        }
    }
}

/// The chunk of `text` that begins at `start`, and where the next begins. Chunks are cut at
/// spaces and line feeds, over which no rule reaches: only that which extends a space (WB4)
/// would, so they are cut only before what surely extends nothing.
fn chunk(text: &str, start: usize) -> (&str, Option<usize>) {
    let mut from = start;
    while let Some(space) = text[from..].find([' ', '\n']) {
        let (end, next) = (from + space, from + space + 1);
        if is_cut_before(text.as_bytes(), next) {
            return (&text[start..end], Some(next));
        }
        // Spaces hold together (WB3d): what extends the last extends them all.
        from = next;
    }
    (&text[start..], None)
}

/// Whether what begins at byte `next`, after a space, extends nothing for sure.
fn is_cut_before(bytes: &[u8], next: usize) -> bool {
    match bytes.get(next) {
        None => true,
        Some(byte) if byte.is_ascii() => *byte != b' ',
        Some(_) => class(bytes, next) == Some((Class::Letter, 2)),
    }
}

/// A chunk of at most one word, which is nothing but letters and harakat, with punctuation
/// around it.
struct PlainChunk {
    /// Bytes of the text; empty where there is no word.
    word: Range<usize>,
    /// Where the next chunk begins.
    next: Option<usize>,
}

impl PlainChunk {
    /// The chunk that begins at `start`; `None` when it is not plain to see.
    #[inline]
    fn at(bytes: &[u8], start: usize) -> Option<Self> {
        let word = after_punctuation(bytes, start);
        let end = match class(bytes, word) {
            Some((Class::Letter, length)) => after_letters(bytes, word + length),
            _ => word,
        };
        let at = match bytes.get(end) {
            // As most words end.
            Some(b' ') => end,
            _ => after_punctuation(bytes, end),
        };
        let next = match bytes.get(at) {
            None => None,
            Some(b' ' | b'\n') if is_cut_before(bytes, at + 1) => Some(at + 1),
            Some(_) => return None,
        };
        Some(Self {
            word: word..end,
            next,
        })
    }
}

/// Where the punctuation that begins at `at` ends.
#[inline]
fn after_punctuation(bytes: &[u8], mut at: usize) -> usize {
    while let Some((Class::Punctuation, length)) = class(bytes, at) {
        at += length;
    }
    at
}

/// Where the letters and harakat that begin at `at` end.
#[inline]
fn after_letters(bytes: &[u8], mut at: usize) -> usize {
    while let Some(some) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let frequent = frequent(some);
        at += 2 * frequent;
        if frequent < FREQUENT {
            break;
        }
    }
    // Each has two bytes.
    let (pairs, _) = bytes.get(at..).unwrap_or_default().as_chunks();
    let others = pairs.iter().position(|&[first, second]| {
        let class = ARABIC[arabic(first, second)];
        !matches!(first, 0xd8..=0xdb) || !matches!(class, Class::Letter | Class::Mark)
    });
    at + 2 * others.unwrap_or(pairs.len())
}

/// Characters of two bytes that are looked at together.
const FREQUENT: usize = 8;

/// How many of `characters` come before one that is neither a letter of Arabic nor one of the
/// harakat: seen without a branch for each, whose end the processor would guess wrongly at every
/// word.
#[inline]
fn frequent(characters: &[u8; 2 * FREQUENT]) -> usize {
    const HIGHEST: u128 = each(0x8000);
    let characters = u128::from_be_bytes(*characters);
    // All but the highest bit of both bytes, which both have, so that no sum of one character
    // reaches into the next.
    let both = characters & characters << 8 & HIGHEST;
    let others = characters & each(0x7f7f);
    let is_at_least = |least: u16| others + each(0x8000 - (least & 0x7f7f));
    // ء to غ, and ف to the sukun, as they are in UTF-8.
    let is_of = |first, after_last| is_at_least(first) & !is_at_least(after_last);
    let are_frequent = (is_of(0xd8a1, 0xd8bb) | is_of(0xd981, 0xd993)) & both;
    (are_frequent ^ HIGHEST).leading_zeros() as usize / 16
}

/// `character` for each of those that are looked at together.
const fn each(character: u16) -> u128 {
    character as u128 * (u128::MAX / u16::MAX as u128)
}

/// The place of a character of two bytes in a table of the Arabic block, such as [`ARABIC`].
#[inline]
pub(super) fn arabic(first: u8, second: u8) -> usize {
    usize::from(first & 3) << 6 | usize::from(second & 0x3f)
}

/// What a character is to a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// A letter (`ALetter`) that Arabic and Persian are written with. Not tatweel, which
    /// the words of the analyser do not begin with.
    Letter,
    /// One of the harakat (`Extend`).
    Mark,
    /// What joins nothing, or joins only what stands on both its sides.
    Punctuation,
    Other,
}

/// The class of the character that begins at byte `at`, and its length in bytes; `None` at
/// the end.
#[inline]
fn class(bytes: &[u8], at: usize) -> Option<(Class, usize)> {
    let first = *bytes.get(at)?;
    let following = |after: usize| bytes.get(at + after).copied().unwrap_or_default();
    Some(match first {
        // The Arabic block.
        0xd8..=0xdb => (ARABIC[arabic(first, following(1))], 2),
        b'.' | b',' | b':' | b';' | b'!' | b'?' | b'"' | b'(' | b')' | b'[' | b']' | b'/'
        | b'-' => (Class::Punctuation, 1),
        // « and »
        0xc2 if matches!(following(1), 0xab | 0xbb) => (Class::Punctuation, 2),
        // –, —, “, ” and …
        0xe2 if following(1) == 0x80
            && matches!(following(2), 0x93 | 0x94 | 0x9c | 0x9d | 0xa6) =>
        {
            (Class::Punctuation, 3)
        }
        _ => (Class::Other, 1),
    })
}

/// The classes of U+0600 to U+06FF.
const ARABIC: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    let mut place = 0;
    while place < classes.len() {
        classes[place] = match char::from_u32(0x600 + place as u32) {
            Some('ء'..='غ' | 'ف'..='ي' | 'ٱ' | 'پ' | 'چ' | 'ژ' | 'ک' | 'گ' | 'ی') => {
                Class::Letter
            }
            Some('\u{64b}'..='\u{652}' | '\u{670}') => Class::Mark,
            Some('،' | '؛' | '؟') => Class::Punctuation,
            _ => Class::Other,
        };
        place += 1;
    }
    classes
};

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn same(text: &str) {
        let expected: Vec<_> = text.unicode_word_indices().collect();
        let words = Words::new(text).map(|found| (found.start, found.word));
        assert_eq!(words.collect::<Vec<_>>(), expected, "{text:?}");
    }

    #[test]
    fn punctuation_between_letters_and_marks_after_spaces_are_not_plain() {
        for text in [
            "",
            "  ",
            "قال: «نعم»، ثم مضى.",
            "انتهى.وقالت:لا",
            "كتابٌ \u{64e}ب \u{200d}ج",
            "ء6  \u{64c}ذ",
            "نص\n\u{64e}نص\r\nنص",
            "2.5 و3,000؛ U.S. a:b don't",
            "ـــ الـكتاب",
            "🇸🇦🇸🇦 👨‍👩‍👧 نص",
        ] {
            same(text);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_cut_as_the_standard_has_it(
            text in "\\PC{0,60}|[ءا-ي\u{64b}-\u{652}ـ\u{200d}\u{200c}0-9a-c.:,'،«»_ \n\r\u{300}]{0,60}"
        ) {
            same(&text);
        }
    }
}
