//! The gate for text from outside. What passes it holds no terminal control, no
//! bidi override, and no bidi isolate that would reach past the end of its own text.
//!
//! Everything here works on logical order.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

/// Most zero-width characters that may follow each other; real text (vocalised
/// Quran, emoji families) stays below ten.
const ZERO_WIDTH_RUN: usize = 16;

const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_ISOLATE: char = '\u{2069}';

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
    text(raw).split_whitespace().collect::<Vec<_>>().join(" ")
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
    let mut zero_width_run = 0;
    raw.chars().all(|c| {
        if is_plain(c) {
            zero_width_run = 0;
            return true;
        }
        zero_width_run = if is_zero_width(c) {
            zero_width_run + 1
        } else {
            0
        };
        zero_width_run <= ZERO_WIDTH_RUN
            && !is_dropped(c)
            && !is_isolate(c)
            && !matches!(
                c,
                '\r' | '\u{85}' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}'
            )
    })
}

/// What most text is made of, before the tables are asked.
fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | 'ء'..='غ' | 'ف'..='ي' | '،' | '؛' | '؟')
}

fn is_zero_width(c: char) -> bool {
    c != '\n' && c != '\t' && c.width().unwrap_or(0) == 0
}

fn is_isolate(c: char) -> bool {
    matches!(c, '\u{2066}'..='\u{2069}')
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

/// Drops the closers that close nothing and closes what is left open.
fn balance_isolates(line: &str) -> String {
    let mut open = 0_usize;
    let mut balanced: String = line
        .chars()
        .filter(|&c| match c {
            '\u{2066}'..='\u{2068}' => {
                open += 1;
                true
            }
            POP_ISOLATE if open == 0 => false,
            POP_ISOLATE => {
                open -= 1;
                true
            }
            _ => true,
        })
        .collect();
    balanced.extend(std::iter::repeat_n(POP_ISOLATE, open));
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
    fn what_is_plain_is_kept_and_has_a_width() {
        for c in ('\0'..=char::MAX).filter(|&c| is_plain(c)) {
            assert!(
                !is_dropped(c) && !is_isolate(c) && !is_zero_width(c),
                "{c:?}"
            );
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
    fn a_flood_of_marks_is_cut() {
        let flood = format!("ب{}ت", "\u{64e}".repeat(10_000));
        assert_eq!(text(&flood).chars().count(), 2 + ZERO_WIDTH_RUN);
    }
}
