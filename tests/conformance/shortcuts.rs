//! The ways round unicode-bidi, unicode-linebreak and unicode-segmentation that common
//! text takes, against these crates: on every string of the Unicode tests, on strings put
//! together at random from their alphabets and from real text, and on the sample articles.

use std::fs;
use std::path::Path;

use marsad::text::{BaseDirection, Direction, Levels, Paragraph};
use unicode_bidi::{Level, ParagraphBidiInfo};
use unicode_linebreak::linebreaks;
use unicode_segmentation::UnicodeSegmentation;

use crate::bidi::of_class;
use crate::{tests, unicode_data};

/// Characters of every bidi class, with the brackets and the letters that are apt to be
/// told apart.
const BIDI: &str = "ab\u{5d0}\u{628}\u{627}\u{644}12٣۴+-#$%,.:/\u{a0}\u{300}\u{64e}\u{200c}\
    \u{200d}\u{ad}\u{200e}\u{200f}\u{61c} \t()[]{}\u{2329}\u{232a}\u{3008}\u{3009}!&<\u{202a}\
    \u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}\u{2029}";

/// What lines and clusters are made of.
const PIECES: [&str; 56] = [
    "كتاب",
    "لا",
    "لَا",
    "مُحَمَّدٌ",
    "می\u{200c}خواهم",
    "ڵ",
    "ـ",
    "word",
    "C++",
    "iPhone",
    "25%",
    "1,234",
    "٣٫٥",
    "$",
    "-",
    "–",
    "—",
    "/",
    ":",
    ".",
    "،",
    "؟",
    "!",
    "«",
    "»",
    "“",
    "”",
    "'",
    "(",
    ")",
    "[",
    "]",
    " ",
    " ",
    " ",
    "  ",
    "\u{a0}",
    "\t",
    "\u{300}",
    "\u{64e}",
    "\u{338}",
    "<",
    "\u{fe0f}",
    "👩🏽\u{200d}🚀",
    "👩",
    "🇸🇦",
    "中文",
    "。",
    "각",
    "ᄀ",
    "क",
    "\u{94d}",
    "ष",
    "ก",
    "\u{e33}",
    "\u{939}",
];

/// Numbers that are the same in every run (Xorshift, Marsaglia 2003).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}

/// The lines of the sample articles, which are real Arabic with digits and Latin words.
fn samples() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/samples");
    let files = fs::read_dir(folder).expect("the sample articles");
    files
        .map(|file| fs::read_to_string(file.expect("a file").path()).expect("a sample"))
        .collect()
}

/// Compares the levels of `text` with those of unicode-bidi, for each base direction.
fn assert_same_levels(levels: &mut Levels, text: &str) {
    let bases = [
        (BaseDirection::PLAIN, None),
        (
            BaseDirection::Always(Direction::LeftToRight),
            Some(Level::ltr()),
        ),
        (
            BaseDirection::Always(Direction::RightToLeft),
            Some(Level::rtl()),
        ),
    ];
    for (base, level) in bases {
        // With a paragraph separator in it, the text is two paragraphs for unicode-bidi
        // unless the level is given.
        let level = level.or_else(|| Some(direction_level(base.resolve(text))));
        let expected = ParagraphBidiInfo::new(text, level);
        let (direction, found) = levels.of(text, base);
        assert_eq!(Some(direction_level(direction)), level);
        let by_character = text
            .char_indices()
            .map(|(byte, _)| expected.levels[byte].number());
        assert!(
            by_character.eq(found.iter().copied()),
            "{text:?}, {base:?}: {found:?}"
        );
    }
}

fn direction_level(direction: Direction) -> Level {
    match direction {
        Direction::LeftToRight => Level::ltr(),
        Direction::RightToLeft => Level::rtl(),
    }
}

#[test]
fn levels_are_those_of_unicode_bidi() {
    let mut levels = Levels::default();
    let mut count = 0;
    let mut check = |text: &str| {
        count += 1;
        assert_same_levels(&mut levels, text);
    };
    for (_, line) in tests(&unicode_data("BidiTest.txt").unwrap_or_default()) {
        if let Some((classes, _)) = line.split_once(';') {
            check(&classes.split_whitespace().map(of_class).collect::<String>());
        }
    }
    for (_, line) in tests(&unicode_data("BidiCharacterTest.txt").unwrap_or_default()) {
        let codes = line
            .split(';')
            .next()
            .unwrap_or_default()
            .split_whitespace();
        let chars = codes.map(|code| u32::from_str_radix(code, 16).expect("a code point"));
        check(&chars.filter_map(char::from_u32).collect::<String>());
    }
    samples().lines().for_each(&mut check);
    let alphabet: Vec<char> = BIDI.chars().collect();
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    for round in 0..60_000 {
        // Half without the explicit characters at the end, which go to unicode-bidi whole.
        let letters = if round % 2 == 0 {
            alphabet.len() - 10
        } else {
            alphabet.len()
        };
        let length = numbers.below(24);
        check(
            &(0..length)
                .map(|_| alphabet[numbers.below(letters)])
                .collect::<String>(),
        );
    }
    println!("{count} texts");
}

#[test]
fn lines_and_clusters_are_those_of_the_crates() {
    let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
    let mut texts: Vec<String> = samples().lines().map(str::to_owned).collect();
    texts.extend((0..40_000).map(|_| {
        let length = numbers.below(12);
        (0..length)
            .map(|_| PIECES[numbers.below(PIECES.len())])
            .collect()
    }));
    for text in &texts {
        let paragraph = Paragraph::new(text, BaseDirection::PLAIN);
        let mut starts: Vec<usize> = paragraph
            .cells(&paragraph.one_line())
            .map(|cell| cell.start)
            .collect();
        starts.sort_unstable();
        // A lam-alef is one cell of two clusters.
        let is_alef_of_ligature = |&byte: &usize| {
            text[..byte].ends_with('ل') && text[byte..].starts_with(['ا', 'أ', 'إ', 'آ'])
        };
        let clusters = text.grapheme_indices(true).map(|(byte, _)| byte);
        let expected: Vec<usize> = clusters.filter(|byte| !is_alef_of_ligature(byte)).collect();
        assert_eq!(starts, expected, "{text:?}");

        let is_kept = |byte: &usize| {
            starts.contains(byte)
                && !(text[..*byte].ends_with('+') && text[*byte..].starts_with('+'))
        };
        let breaks = linebreaks(text).map(|(byte, _)| byte).filter(is_kept);
        assert!(paragraph.opportunities().eq(breaks), "{text:?}");
    }
}
