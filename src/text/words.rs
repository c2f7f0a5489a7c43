//! The analyser: text into the terms that search, related articles and marked hits
//! compare. Words are those of UAX #29, cut further where Arabic script meets Latin
//! or digits and at signs inside a word, then folded ([`super::fold`]) and stemmed
//! (Snowball, Arabic or English by script).

use std::collections::HashMap;
use std::ops::Range;

use compact_str::CompactString;
use foldhash::fast::RandomState;

use super::stem::Stems;
use super::word_bounds::{BoundWord, Words};

pub use super::term::Term;

/// Raised whenever the same text may give other terms than before; an index made
/// with another version is rebuilt.
pub const VERSION: u32 = 1;

/// Most words an [`Analyser`] remembers before it starts afresh: what fits in 7 MB.
const REMEMBERED: usize = (1 << 17) / 8 * 7;

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Bytes of the original, logical order.
    pub range: Range<usize>,
    /// What the word is compared by: folded and stemmed, never empty.
    pub term: Term,
}

/// The words of `text` in logical order. For many texts an [`Analyser`] of one's own
/// is cheaper.
pub fn words(text: &str) -> impl Iterator<Item = Word> + '_ {
    let mut analyser = Analyser::default();
    Pieces::new(text).filter_map(move |range| analyser.word(text, range))
}

/// Turns text into terms and remembers the terms of the words it has met, since
/// stemming costs more than looking up.
#[derive(Default)]
pub struct Analyser {
    stems: Stems,
    known: HashMap<CompactString, Option<Term>, RandomState>,
}

/// A clone knows the same language but starts with an empty memory.
impl Clone for Analyser {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Analyser {
    /// The words of `text` in logical order.
    pub fn words<'a>(&'a mut self, text: &'a str) -> impl Iterator<Item = Word> + 'a {
        Pieces::new(text).filter_map(|range| self.word(text, range))
    }

    fn word(&mut self, text: &str, range: Range<usize>) -> Option<Word> {
        let piece = &text[range.clone()];
        if let Some(term) = self.known.get(piece) {
            let term = term.clone()?;
            return Some(Word { range, term });
        }
        let term = self.stems.term(piece);
        if self.known.len() >= REMEMBERED {
            self.known.clear();
        }
        self.known.insert(piece.into(), term.clone());
        Some(Word { range, term: term? })
    }
}

/// What decides where a word of UAX #29 is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Arabic,
    Digit,
    /// Letters of any other script.
    Other,
    /// Signs: no part of a term, but for those inside numbers and names.
    Sign,
    /// Marks, joiners, tatweel: belong to what they follow.
    Attached,
}

pub(super) fn script(c: char) -> Script {
    match c {
        // What most texts are made of, before the tables are asked.
        'ء'..='غ' | 'ف'..='ي' => Script::Arabic,
        'a'..='z' | 'A'..='Z' => Script::Other,
        '\u{640}' => Script::Attached,
        _ if c.is_numeric() => Script::Digit,
        _ if c.is_alphabetic() && is_arabic(c) => Script::Arabic,
        _ if c.is_alphabetic() => Script::Other,
        _ if c.is_ascii() || matches!(c, '،' | '٫' | '٬' | '’' | '·' | '：') => Script::Sign,
        _ => Script::Attached,
    }
}

fn is_arabic(c: char) -> bool {
    matches!(c,
        '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{870}'..='\u{8ff}'
        | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

/// The parts of a text that get a term each, as byte ranges.
pub(super) struct Pieces<'a> {
    words: Words<'a>,
    /// What is left of the word that is being cut, and where it begins.
    rest: Option<(usize, &'a str)>,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            words: Words::new(text),
            rest: None,
        }
    }
}

impl Iterator for Pieces<'_> {
    type Item = Range<usize>;

    #[inline]
    fn next(&mut self) -> Option<Range<usize>> {
        loop {
            if let Some((start, rest)) = self.rest {
                if let Some(piece) = next_piece(rest) {
                    self.rest = Some((start + piece.end, &rest[piece.end..]));
                    return Some(start + piece.start..start + piece.end);
                }
                self.rest = None;
            }
            let BoundWord {
                start,
                word,
                is_plain,
            } = self.words.next()?;
            if is_plain {
                return Some(start..start + word.len());
            }
            self.rest = Some((start, word));
        }
    }
}

/// The first piece in `word`, as bytes of it.
fn next_piece(word: &str) -> Option<Range<usize>> {
    let first = |c: char| !matches!(script(c), Script::Sign | Script::Attached);
    let start = word.find(first)?;
    let mut current = Script::Attached;
    let mut has_point = false;
    let mut chars = word[start..].char_indices();
    while let Some((at, c)) = chars.next() {
        let joins = match (current, script(c)) {
            (_, Script::Attached) => continue,
            (Script::Attached, _) => true,
            (Script::Digit, Script::Sign) => {
                let joins = joins_digits(c, chars.as_str(), has_point);
                has_point |= joins && matches!(c, '.' | '٫');
                if joins {
                    continue;
                }
                false
            }
            (Script::Other, Script::Sign) => {
                if matches!(c, '\'' | '’') && chars.as_str().starts_with(char::is_alphabetic) {
                    continue;
                }
                false
            }
            (before, now) => {
                before == now
                    || matches!(
                        (before, now),
                        (Script::Other, Script::Digit) | (Script::Digit, Script::Other)
                    )
            }
        };
        if !joins {
            return Some(start..start + at);
        }
        current = script(c);
    }
    Some(start..word.len())
}

/// Whether a sign between digits is part of the number: one decimal point, and
/// separators of groups of three.
fn joins_digits(sign: char, after: &str, has_point: bool) -> bool {
    let digits = after.chars().take_while(|c| c.is_numeric()).count();
    match sign {
        '.' | '٫' => digits > 0 && !has_point,
        ',' | '،' | '٬' => digits == 3 && !has_point,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use unicode_segmentation::UnicodeSegmentation;

    use super::*;

    fn terms(text: &str) -> Vec<String> {
        words(text).map(|w| w.term.to_string()).collect()
    }

    #[track_caller]
    fn meet(spellings: &[&str]) {
        for pair in spellings.windows(2) {
            assert_eq!(terms(pair[0]), terms(pair[1]), "{pair:?}");
            assert_eq!(terms(pair[0]).len(), 1, "{pair:?}");
        }
    }

    #[test]
    fn forms_of_a_word_meet() {
        meet(&["أخبار", "اخبار", "الأخبار", "وبالأخبار", "والأخبار", "للأخبار"]);
        meet(&["كِتَابًا", "كتابا", "كتاباً"]);
        meet(&["٢٠٢٦", "2026", "۲۰۲۶"]);
        meet(&["٢٬٥٠٠", "2,500", "2500", "٢،٥٠٠"]);
        meet(&["٣٫٥", "3.5"]);
        meet(&["می\u{200c}خواهد", "میخواهد"]);
        meet(&["Banks", "bank"]);
        meet(&["ﺍﻷﺧﺒﺎﺭ", "الأخبار"]);
        meet(&["الـــبنوك", "البنوك"]);
    }

    #[test]
    fn words_are_cut_where_scripts_meet() {
        assert_eq!(terms("كوفيد19").len(), 2);
        assert_eq!(terms("#كأس_العالم"), terms("كأس العالم"));
        assert_eq!(terms("انتهى.وقالت"), terms("انتهى وقالت"));
        assert_eq!(terms("الـFBI")[1], "fbi");
        assert_eq!(terms("G20"), ["g20"]);
        assert_eq!(terms("2025،2026"), ["2025", "2026"]);
        assert_eq!(terms("1,2 و31.12.2026")[..2], ["1", "2"]);
        assert_eq!(terms("«» — ؟ ـــ"), Vec::<String>::new());
    }

    #[test]
    fn ranges_lie_in_the_original() {
        let text = "قالت الصحّةُ (WHO): ٢٥٪ تعافَوا.";
        let found: Vec<&str> = words(text).map(|w| &text[w.range]).collect();
        assert_eq!(found, ["قالت", "الصحّةُ", "WHO", "٢٥", "تعافَوا"]);
    }

    #[test]
    fn memory_does_not_change_the_answer() {
        let mut analyser = Analyser::default();
        let text = "الأخبار ثم الأخبار";
        let first: Vec<Word> = analyser.words(text).collect();
        let second: Vec<Word> = analyser.words(text).collect();
        assert_eq!(first, second);
        assert_eq!(first[0].term, first[2].term);
    }

    /// The pieces of `text` without the short way for plain words.
    fn pieces_the_long_way(text: &str) -> Vec<Range<usize>> {
        let mut pieces = Vec::new();
        for (start, word) in text.unicode_word_indices() {
            let mut rest = 0;
            while let Some(piece) = next_piece(&word[rest..]) {
                pieces.push(start + rest + piece.start..start + rest + piece.end);
                rest += piece.end;
            }
        }
        pieces
    }

    proptest::proptest! {
        #[test]
        fn plain_words_are_cut_as_all_others(
            text in "\\PC{0,60}|[ءا-ي\u{64b}-\u{652}\u{670}ـ0-9a-c.،«» ]{0,60}"
        ) {
            assert_eq!(Pieces::new(&text).collect::<Vec<_>>(), pieces_the_long_way(&text));
        }

        #[test]
        fn any_text_has_words_in_order(text in "\\PC{0,80}|[ء-ي\u{64b}-\u{652}ـ0-9,.'’a-z_ ]{0,40}") {
            let mut end = 0;
            for word in words(&text) {
                assert!(word.range.start >= end && !word.range.is_empty());
                assert!(text.is_char_boundary(word.range.start));
                assert!(!word.term.is_empty());
                end = word.range.end;
            }
        }
    }
}
