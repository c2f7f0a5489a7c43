//! The gate for text from outside. What passes it holds no terminal control, no
//! bidi override, and no bidi isolate that would reach past the end of its own text.
//!
//! Everything here works on logical order.

use std::borrow::Cow;

use pulp::{Arch, NullaryFnOnce};
use unicode_width::UnicodeWidthChar;

use super::isolates::{FIRST_STRONG_ISOLATE, POP_ISOLATE, is_isolate};

/// Most zero-width characters that may follow each other; real text (vocalised
/// Quran, emoji families) stays below ten.
const ZERO_WIDTH_RUN: usize = 16;

/// Most isolates open at once. Real text is seldom more than three deep, and each that is
/// never closed is closed at the end of its line.
const ISOLATES: usize = 8;

/// Text that may hold line breaks (`\n`) and tabs; every other control is gone.
///
/// CR, CR LF, NEL and the line and paragraph separators become `\n`. Embeddings and
/// overrides are dropped, isolates are kept where each is closed on the same line.
#[must_use]
pub fn text(raw: &str) -> Cow<'_, str> {
    if is_clean(raw) {
        return Cow::Borrowed(raw);
    }
    let mut clean = String::with_capacity(raw.len());
    let mut zero_width_run = 0;
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        let kept = match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                Some('\n')
            }
            '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => Some('\n'),
            _ if is_dropped(c) => None,
            _ => Some(c),
        };
        let Some(c) = kept else { continue };
        if is_zero_width(c) {
            zero_width_run += 1;
            if zero_width_run > ZERO_WIDTH_RUN {
                continue;
            }
        } else {
            zero_width_run = 0;
        }
        clean.push(c);
    }
    if clean.contains(is_isolate) {
        clean = clean
            .split('\n')
            .map(balance_isolates)
            .collect::<Vec<_>>()
            .join("\n");
    }
    Cow::Owned(clean)
}

/// Text for one line: like [`text`], with every run of white space made one space
/// and none at the ends.
#[must_use]
pub fn line(raw: &str) -> String {
    if is_line(raw) {
        return raw.to_owned();
    }
    let clean = text(raw);
    let mut line = String::with_capacity(clean.len());
    for word in clean.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Whether [`line()`] leaves `raw` as it is. Not all that it leaves are seen.
#[must_use]
pub fn is_line(raw: &str) -> bool {
    let [first, last] = [raw.as_bytes().first(), raw.as_bytes().last()];
    let has_ends = first == Some(&b' ') || last == Some(&b' ');
    !has_ends && is_plain(raw) && has_single_spaces(raw)
}

/// Whether all of `raw` is what most text is made of: [`text`] leaves it as it is, there is no
/// white space in it but spaces, and no letter that is a form.
#[must_use]
pub fn is_plain(raw: &str) -> bool {
    plain_stretches(raw.as_bytes()) == raw.len()
}

/// Whether of ASCII's white space there is nothing in clean text but spaces, none beside another.
/// All of it is looked at, as that is done many bytes at a time.
#[must_use]
pub fn has_single_spaces(clean: &str) -> bool {
    let bytes = clean.as_bytes();
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    let has_others = pairs.fold(false, |any, (&one, &next)| {
        any | (one < b' ') | (one == b' ') & (next == b' ')
    });
    !has_others && bytes.last().is_none_or(|&last| last >= b' ')
}

/// `text` set apart so that its direction and its neighbours' do not touch, for
/// joining fields on one line (UAX #9, section 6.3).
#[must_use]
pub fn isolate(text: &str) -> String {
    format!("{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}")
}

/// `text` without isolates, for a line of the interface that is taken out of it.
#[must_use]
pub fn without_isolates(text: &str) -> String {
    text.chars().filter(|&c| !is_isolate(c)).collect()
}

fn is_clean(raw: &str) -> bool {
    // No less than there are.
    let mut zero_width_run = 0;
    let mut rest = raw;
    loop {
        if zero_width_run <= MARKS {
            let stretches = plain_stretches(rest.as_bytes());
            let plain = stretches + plain_bytes(&rest.as_bytes()[stretches..]);
            if plain > stretches {
                zero_width_run = 0;
            } else if stretches > 0 {
                zero_width_run = MARKS;
            }
            rest = &rest[plain..];
        }
        let mut chars = rest.chars();
        let Some(c) = chars.next() else {
            return true;
        };
        rest = chars.as_str();
        zero_width_run = if is_zero_width(c) {
            zero_width_run + 1
        } else {
            0
        };
        let is_break = matches!(
            c,
            '\r' | '\u{85}' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}'
        );
        if zero_width_run > ZERO_WIDTH_RUN || is_dropped(c) || is_isolate(c) || is_break {
            return false;
        }
    }
}

/// How many bytes at the beginning are what most text is made of: printable ASCII, Arabic
/// letters and digits (U+0620 to U+063F, U+0640 to U+064A, U+0660 to U+066F and U+0671 to
/// U+06D3) with their punctuation (، ؛ ؟ ۔), guillemets, and the dashes, quotation marks and
/// dots from U+2010 to U+2027.
fn plain_bytes(bytes: &[u8]) -> usize {
    let mut at = 0;
    loop {
        at += match bytes[at..] {
            [b' '..=b'~', ..] => 1,
            [0xc2, 0xab | 0xbb, ..]
            | [0xd8, 0x8c | 0x9b | 0x9f | 0xa0..=0xbf, ..]
            | [0xd9, 0x80..=0x8a | 0xa0..=0xaf | 0xb1..=0xbf, ..]
            | [0xda, 0x80..=0xbf, ..]
            | [0xdb, 0x80..=0x94, ..] => 2,
            [0xe2, 0x80, 0x90..=0xa7, ..] => 3,
            _ => return at,
        };
    }
}

/// Most marks together in a stretch: what ends one and begins the next are no flood together.
const MARKS: usize = ZERO_WIDTH_RUN / 2;

/// Bytes that are looked at together.
const STRETCH: usize = 64;

/// Bytes after a stretch that tell of its last ones.
const AFTER: usize = 3;

/// How many bytes at the beginning are plain, or Arabic marks (U+064B to U+065F, U+0670) of
/// which few are together. They are found many at a time: a stretch after the other, as long as
/// all of it is.
fn plain_stretches(bytes: &[u8]) -> usize {
    Arch::new().dispatch(PlainStretches(bytes))
}

/// [`plain_stretches`], for as many bytes at a time as the processor can.
struct PlainStretches<'a>(&'a [u8]);

impl NullaryFnOnce for PlainStretches<'_> {
    type Output = usize;

    #[inline(always)]
    fn call(self) -> usize {
        let Self(bytes) = self;
        let mut at = 0;
        let mut last = [b'-'; STRETCH + AFTER];
        loop {
            let rest = &bytes[at..];
            let stretch = rest.first_chunk().unwrap_or_else(|| {
                last[..rest.len()].copy_from_slice(rest);
                &last
            });
            if !is_plain_stretch(stretch) {
                return at;
            }
            at += STRETCH;
            if at >= bytes.len() {
                return bytes.len();
            }
            // The next begins with a character.
            while bytes[at] & 0xc0 == 0x80 {
                at -= 1;
            }
        }
    }
}

/// Whether the characters that begin in a stretch, whose first byte begins one, are plain or
/// marks of which no more than [`MARKS`] are together.
#[inline(always)]
fn is_plain_stretch(stretch: &[u8; STRETCH + AFTER]) -> bool {
    let mut is_plain = true;
    let mut followed = 0_u8;
    for at in 0..STRETCH {
        let [byte, next] = [stretch[at], stretch[at + 1]];
        let [third, fourth] = [stretch[at + 2], stretch[at + 3]];
        let is_ascii = (b' '..=b'~').contains(&byte);
        let is_later = byte & 0xc0 == 0x80;
        let is_sign = (next == 0x8c) | (next == 0x9b) | (next == 0x9f);
        let is_first = (byte == 0xd8) & (is_sign | (next >= 0xa0))
            | (byte == 0xd9)
            | (byte == 0xda)
            | (byte == 0xdb) & (next < 0x95)
            | (byte == 0xc2) & ((next == 0xab) | (next == 0xbb))
            | (byte == 0xe2) & (next == 0x80) & (0x90..=0xa7).contains(&third);
        is_plain &= is_ascii | is_later | is_first;
        // Digits and some letters are counted with the marks, which does no harm.
        let are_marks = (byte == 0xd9) & (third == 0xd9) & (next > 0x8a) & (fourth > 0x8a);
        followed += u8::from(are_marks);
    }
    is_plain && usize::from(followed) < MARKS
}

fn is_zero_width(c: char) -> bool {
    c != '\n' && c != '\t' && c.width().unwrap_or(0) == 0
}

/// Controls (but line breaks and tabs), embeddings and overrides, soft hyphens,
/// deprecated and interlinear format characters, noncharacters.
fn is_dropped(c: char) -> bool {
    match c {
        '\n' | '\t' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' => false,
        '\u{ad}' | '\u{202a}'..='\u{202e}' | '\u{206a}'..='\u{206f}' => true,
        '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fdd0}'..='\u{fdef}' => true,
        _ => c.is_control() || (c as u32) & 0xfffe == 0xfffe,
    }
}

/// Drops the closers that close nothing, and isolates that are too deep with theirs;
/// closes what is left open.
fn balance_isolates(line: &str) -> String {
    let mut open = 0_usize;
    let mut balanced: String = line
        .chars()
        .filter(|&c| match c {
            '\u{2066}'..='\u{2068}' => {
                open += 1;
                open <= ISOLATES
            }
            POP_ISOLATE if open == 0 => false,
            POP_ISOLATE => {
                open -= 1;
                open < ISOLATES
            }
            _ => true,
        })
        .collect();
    balanced.extend(std::iter::repeat_n(POP_ISOLATE, open.min(ISOLATES)));
    balanced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clean_text_is_borrowed() {
        assert!(matches!(text("قالت الوزارة (WHO)\nإن"), Cow::Borrowed(_)));
    }

    #[test]
    fn running_text_is_plain() {
        for text in ["", "وِزَارَةُ الخَارِجِيَّةِ، «٢٠٢٦» – “WHO”…", "ہے چگونه"]
        {
            assert!(is_plain(&text.repeat(9)), "{text}");
        }
        for text in [
            "\u{2067}",
            "\n",
            "\u{a0}",
            "ﻻ",
            "\u{64e}".repeat(9).as_str(),
        ] {
            assert!(!is_plain(text), "{text:?}");
        }
    }

    #[test]
    fn what_is_plain_is_kept_and_has_a_width() {
        let is_plain = |c: &char| plain_bytes(c.encode_utf8(&mut [0; 4]).as_bytes()) > 0;
        let plain: Vec<char> = ('\0'..=char::MAX).filter(is_plain).collect();
        assert_eq!(plain.len(), 95 + 2 + 35 + 42 + 64 + 21 + 24);
        for c in plain {
            assert!(
                !is_dropped(c) && !is_isolate(c) && !is_zero_width(c),
                "{c:?}"
            );
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_found_many_at_a_time_is_plain_or_a_mark(
            text in "([ء-غف-ي ]{40,90}[ -~]{0,40}[ء-غف-ي،؛؟«»ـچک۔٠-٩”…\u{64b}-\u{652}]{20,60}\\PC{0,2}){1,4}"
        ) {
            let plain = plain_stretches(text.as_bytes());
            assert!(text.is_char_boundary(plain));
            for c in text[..plain].chars() {
                let is_mark = matches!(c, '\u{64b}'..='\u{65f}' | '\u{670}');
                assert!(is_mark || plain_bytes(c.encode_utf8(&mut [0; 4]).as_bytes()) > 0, "{c:?}");
            }
        }

        #[test]
        fn text_is_clean_where_nothing_is_to_be_done(
            text in "([ء-ي ]{20,40}|[\u{64b}-\u{652}]{1,17}|[\u{300}\u{670}]{0,9}|\\PC|[a\u{e9}٧—]){1,9}"
        ) {
            let longest = text.chars().fold((0, 0), |(most, run), c| {
                let run = if is_zero_width(c) { run + 1 } else { 0 };
                (run.max(most), run)
            });
            let is_right = longest.0 <= ZERO_WIDTH_RUN
                && !text.contains(|c| is_dropped(c) || is_isolate(c) || "\u{2028}\u{2029}".contains(c));
            if is_clean(&text) {
                assert!(is_right, "{text:?}");
            }
            assert_eq!(super::text(&text) == text, is_right || text.is_empty(), "{text:?}");
        }

        #[test]
        fn a_line_has_single_spaces_whichever_way(
            text in "([ab،«] ?|[ \t\n\u{a0}\u{1680}\u{2003}\u{3000}”\u{205f}]){0,9}"
        ) {
            let words: Vec<&str> = text.split_whitespace().collect();
            assert_eq!(line(&text), words.join(" "));
        }
    }

    #[test]
    fn no_escape_sequence_survives_as_a_control() {
        let hostile = "خبر\u{1b}]0;pwn\u{7}\u{9b}31m\u{90}x\u{9c}\u{7f}\u{0}";
        assert_eq!(text(hostile), "خبر]0;pwn31mx");
    }

    #[test]
    fn line_ends_become_one_kind() {
        assert_eq!(text("a\r\nb\rc\u{85}d\u{2029}e"), "a\nb\nc\nd\ne");
        assert_eq!(line("  a\r\n\tb\u{a0}c "), "a b c");
    }

    #[test]
    fn overrides_go_and_isolates_close() {
        assert_eq!(text("a\u{202e}b\u{202c}"), "ab");
        assert_eq!(text("\u{2069}a\u{2067}b"), "a\u{2067}b\u{2069}");
        assert_eq!(text("\u{2067}a\nb\u{2069}"), "\u{2067}a\u{2069}\nb");
    }

    #[test]
    fn isolates_are_no_flood_at_the_end_of_a_line() {
        let deep = "a\u{2067}".repeat(500);
        let clean = text(&deep);
        assert_eq!(clean.matches(POP_ISOLATE).count(), ISOLATES);
        assert_eq!(clean.matches('\u{2067}').count(), ISOLATES);
        let closed = format!("{}{}", "a\u{2067}".repeat(20), "b\u{2069}".repeat(20));
        let clean = text(&closed);
        assert_eq!(clean.matches(POP_ISOLATE).count(), ISOLATES);
        assert!(
            clean.ends_with("b\u{2069}b\u{2069}"),
            "the outer ones are kept"
        );
    }

    #[test]
    fn a_flood_of_marks_is_cut() {
        let flood = format!("ب{}ت", "\u{64e}".repeat(10_000));
        assert_eq!(text(&flood).chars().count(), 2 + ZERO_WIDTH_RUN);
    }
}
