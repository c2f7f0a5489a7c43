//! Long texts in portions, so that a text of megabytes is laid out where it is looked at.
//!
//! A portion is laid out as a paragraph of its own. Where a text is parted depends on
//! nothing but the text, so that each portion can be found without those before it, and
//! is a place where that shows least:
//!
//! 1. at a forced line break, where it does not show at all,
//! 2. after the end of a sentence, before a letter,
//! 3. after a space, before a letter,
//! 4. before anything but a mark.
//!
//! The last line of a portion is as short as that of a paragraph. Its order (UAX #9) is that
//! of the whole text: it is laid out amid what stands around it, as far as [`AROUND`] reaches,
//! with the isolates opened again that are open there; the base direction is that of the
//! line's first portion. What lies further away, some hundred words, tells nothing:
//!
//! - the other bracket of a pair,
//! - the text beyond the other end of an isolate, for signs that stand beside this end,
//! - the last letter before a number, where there is none since.

use std::ops::Range;

use memchr::memmem;
use unicode_width::UnicodeWidthChar;

use crate::text::cut::beginning;
use crate::text::{BaseDirection, Direction};

/// Bytes up to which a text is never parted.
const LONGEST: usize = 64 << 10;
/// Bytes from one portion to the next, give or take [`SEARCHED`].
const PORTION: usize = 32 << 10;
/// Bytes in which a good place to part a text is looked for.
const SEARCHED: usize = 4 << 10;
/// Bytes on either side of a portion that it is laid out amid.
const AROUND: usize = 2 << 10;

/// A portion of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Portion {
    /// Its bytes; a line break that it is parted from the next one at is in neither.
    pub range: Range<usize>,
    /// Whether it goes on a line of the one before.
    pub goes_on: bool,
    /// Where the next one begins.
    pub next: usize,
}

/// How many portions `text` has; one at least.
pub(super) fn count(text: &str) -> usize {
    if text.len() <= LONGEST {
        1
    } else {
        text.len().div_ceil(PORTION)
    }
}

/// Portion `number` of `text`.
pub(super) fn portion(text: &str, number: usize) -> Portion {
    let start = start(text, number);
    let next = self::start(text, number + 1);
    let ends_line = |at: usize| text[..at].ends_with('\n');
    let is_parted_line = next == text.len() || !ends_line(next);
    Portion {
        range: start..if is_parted_line { next } else { next - 1 },
        goes_on: start > 0 && !ends_line(start),
        next,
    }
}

/// All portions of `text`.
pub(super) fn portions(text: &str) -> impl Iterator<Item = Portion> {
    (0..count(text)).map(|number| portion(text, number))
}

/// The byte that portion `number` begins at; the end of the text for the one after the last.
pub(super) fn start(text: &str, number: usize) -> usize {
    if number == 0 {
        0
    } else if number >= count(text) {
        text.len()
    } else {
        parted_after(text, number * PORTION)
    }
}

/// The best place to part `text` from byte `from` on, which is before its end.
fn parted_after(text: &str, from: usize) -> usize {
    let from = beginning(text, from).len();
    let searched = beginning(&text[from..], SEARCHED);
    if let Some(line_break) = searched.find('\n')
        && from + line_break + 1 < text.len()
    {
        return from + line_break + 1;
    }
    let mut after_space = None;
    let mut sentence = false;
    let mut spaced = false;
    for (at, c) in searched.char_indices() {
        if spaced && c.is_alphabetic() && !is_mark(c) {
            if sentence {
                return from + at;
            }
            after_space.get_or_insert(from + at);
        }
        spaced = c == ' ';
        if !spaced && !closes(c) {
            sentence = ends_sentence(c);
        }
    }
    after_space.unwrap_or_else(|| from + searched.find(|c| !is_mark(c)).unwrap_or(0))
}

/// Whether it stands on what is before it.
fn is_mark(c: char) -> bool {
    c.width() == Some(0)
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '؟' | '…' | '۔' | '。')
}

/// What may stand between the end of a sentence and the space after it.
fn closes(c: char) -> bool {
    matches!(c, '"' | '\'' | ')' | ']' | '»' | '”' | '’' | '\u{2069}')
}

/// What tells how a part of a line runs: which way the line does, and what stands near the part.
#[derive(Debug)]
pub(super) struct Around {
    /// The base direction of the line.
    pub direction: Direction,
    pub before: String,
    pub after: String,
}

impl Around {
    /// Around `range`, which is in one line of `text`. The line runs `otherwise` where its words
    /// do not tell.
    pub fn new(text: &str, range: Range<usize>, otherwise: Direction) -> Self {
        let line_break = memchr::memrchr(b'\n', &text.as_bytes()[..range.start]);
        let (_, line) = text.split_at(line_break.map_or(0, |line_break| line_break + 1));
        let before = &line[..line.len() - text[range.start..].len()];
        let far = beginning(before, before.len().saturating_sub(AROUND));
        // A mark would have no letter to stand on.
        let near = before[far.len()..].trim_start_matches(is_mark);
        let after = beginning(&text[range.end..], AROUND).split('\n').next();
        Self {
            direction: direction(line, otherwise),
            before: isolates(line, before.len() - near.len()) + near,
            after: after.unwrap_or_default().to_owned(),
        }
    }
}

/// What tells which way a text runs: as much of its beginning as is never parted.
pub(super) fn first(text: &str) -> &str {
    beginning(text, LONGEST)
}

/// The base direction of the line that begins `text`; that of its first portion where it is
/// long.
fn direction(text: &str, otherwise: Direction) -> Direction {
    let line = first(text).split('\n').next();
    let line = line.unwrap_or_default();
    BaseDirection::Prevailing { otherwise }.resolve(line)
}

/// What opens the isolates again that are open at byte `at` of `line`, outermost first.
fn isolates(line: &str, at: usize) -> String {
    // All of U+2066 to U+2069 begin with these bytes.
    let candidates = memmem::find_iter(&line.as_bytes()[..at], b"\xe2\x81");
    let mut open: Vec<(usize, char)> = Vec::new();
    for at in candidates {
        match line[at..].chars().next() {
            Some('\u{2069}') => {
                open.pop();
            }
            Some(isolate @ '\u{2066}'..='\u{2068}') => open.push((at, isolate)),
            _ => {}
        }
    }
    let openers = open.into_iter().map(|(at, isolate)| match isolate {
        '\u{2068}' => {
            // What decides may come later.
            let inside = isolated(beginning(&line[at + isolate.len_utf8()..], PORTION));
            match Direction::first_strong(inside) {
                Some(Direction::RightToLeft) => '\u{2067}',
                _ => '\u{2066}',
            }
        }
        isolate => isolate,
    });
    openers.collect()
}

/// What of `text` stands before the end of the isolate that it begins in.
fn isolated(text: &str) -> &str {
    let mut depth = 0;
    let end = text.char_indices().find(|(_, c)| match c {
        '\u{2066}'..='\u{2068}' => {
            depth += 1;
            false
        }
        '\u{2069}' if depth > 0 => {
            depth -= 1;
            false
        }
        c => matches!(c, '\u{2069}' | '\n'),
    });
    &text[..end.map_or(text.len(), |(end, _)| end)]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::{Levels, sanitize};

    /// The text of all portions, with the line breaks between them.
    fn joined(text: &str) -> String {
        let mut joined = String::new();
        for portion in portions(text) {
            if portion.range.start > 0 && !portion.goes_on {
                joined.push('\n');
            }
            assert!(!portion.range.is_empty());
            assert_eq!(joined.len(), portion.range.start);
            joined.push_str(&text[portion.range]);
        }
        joined
    }

    #[test]
    fn short_texts_have_one_portion() {
        for text in ["", "نص", "سطر\nسطر"] {
            assert_eq!((count(text), portion(text, 0).range), (1, 0..text.len()));
        }
    }

    #[test]
    fn portions_are_the_text_and_none_is_long() {
        let sentence = "قال الوزير (WHO) إن السعر ٢٥ دينارًا. ثم مضى! ";
        let texts = [
            sentence.repeat(5000),
            sentence.replace(['.', '!'], "،").repeat(5000),
            "سطر من شعر\n".repeat(9000),
            "م".repeat(200_000),
            "بَّ".repeat(50_000),
            "ب\u{301}".repeat(50_000),
            format!("{}\n", "a".repeat(LONGEST)),
        ];
        for text in &texts {
            assert_eq!(&joined(text), text);
            for portion in portions(text) {
                assert!(portion.range.len() <= PORTION + SEARCHED);
                assert_eq!(
                    portion.range,
                    self::portion(text, number(text, &portion)).range
                );
            }
        }
        let begins = |text: &str, with: &[char]| {
            portions(text).all(|portion| text[portion.range].starts_with(with))
        };
        assert!(begins(&texts[0], &['ق', 'ث']));
        assert!(portions(&texts[2]).all(|portion| !portion.goes_on));
        assert!(begins(&texts[5], &['ب']));
    }

    fn number(text: &str, portion: &Portion) -> usize {
        (0..count(text))
            .find(|number| start(text, *number) == portion.range.start)
            .expect("a number")
    }

    #[test]
    fn isolates_that_are_open_are_opened_again() {
        for (before, again) in [
            ("نص", ""),
            ("a \u{2066}b\u{2069} c", ""),
            ("a \u{2067}ب \u{2066}c", "\u{2067}\u{2066}"),
            ("a \u{2068}12 ب", "\u{2067}"),
            ("a \u{2068}12", "\u{2066}"),
            ("\u{2069}a \u{2067}ب", "\u{2067}"),
        ] {
            assert_eq!(isolates(before, before.len()), again, "{before:?}");
        }
        let line = "a \u{2068}12 \u{2066}b\u{2069} ب\u{2069} c\nd";
        assert_eq!(isolates(line, "a \u{2068}1".len()), "\u{2067}");
        assert_eq!(
            isolates("a \u{2068}12\u{2069} ب", "a \u{2068}".len()),
            "\u{2066}"
        );
    }

    fn texts() -> impl Strategy<Value = String> {
        // A letter stands before each bracket: before an isolate unicode-bidi 0.3.18 looks for it
        // from the wrong end (servo/unicode-bidi#141), and the whole text is out of order.
        let words = [
            "قال ",
            "Reuters ",
            "שלום ",
            "٢٥ ",
            "3.5 ",
            "1,234% ",
            "- ",
            "نقلت (WHO) ",
            "UN [a. B, c] ",
            "ثم (كما قال Reuters. ثم مضى.) ",
            "مضى. ",
            "then! ",
            "«نص» ",
            "س\u{64e} ",
            "\u{2066}Rust 1.9\u{2069} ",
            "\u{2068}wrote. Then (ب)\u{2069}. ",
            "\u{2067}",
            "\u{2068}",
            "\u{2069}",
            "\n",
        ];
        let words = prop::collection::vec(prop::sample::select(words.to_vec()), 1..60);
        (words, prop::bool::weighted(0.8)).prop_map(|(words, spaced)| match spaced {
            true => words.concat(),
            // Without spaces they are parted anywhere.
            false => words.concat().replace(' ', ""),
        })
    }

    /// The levels of a part of a line.
    fn levels_of(part: &str, around: &Around) -> Vec<u8> {
        let Around { before, after, .. } = around;
        let drawn = format!("{before}{part}{after}");
        let mut levels = Levels::default();
        let (_, levels) = levels.of(&drawn, BaseDirection::Always(around.direction));
        let start = before.chars().count();
        levels[start..start + part.chars().count()].to_vec()
    }

    /// Whether each portion of `text` has the levels that the whole has there.
    fn is_ordered_as_the_whole(text: &str) -> bool {
        let otherwise = Direction::RightToLeft;
        let (mut whole, mut parted) = (Vec::new(), Vec::new());
        for line in text.split('\n') {
            let around = Around {
                direction: direction(line, otherwise),
                before: String::new(),
                after: String::new(),
            };
            whole.extend(levels_of(line, &around));
        }
        for portion in portions(text) {
            let mut start = portion.range.start;
            for line in text[portion.range].split('\n') {
                let around = Around::new(text, start..start + line.len(), otherwise);
                parted.extend(levels_of(line, &around));
                start += line.len() + 1;
            }
        }
        parted == whole
    }

    /// A text that is parted between `before` and `after`.
    fn parted_between(before: &str, after: &str) -> String {
        let fill = |bytes| " ".repeat(bytes % 3) + &"م ".repeat(bytes / 3);
        // Where no sentence ends, it is where a place was first looked for.
        let searched = if before.ends_with(' ') {
            0
        } else {
            before.len()
        };
        let above = PORTION - searched;
        let text = format!("{}{before}{after} {}", fill(above), fill(LONGEST));
        assert_eq!(start(&text, 1), above + before.len(), "{before}|{after}");
        text
    }

    #[test]
    fn a_parting_does_not_show_in_the_order() {
        for (before, after) in [
            ("قال Reuters. ", "Then مضى"),
            ("قال «Reuters». ", "Then مضى"),
            ("قال \u{2066}Reuters. ", "Then 1.9.\u{2069} مضى"),
            ("قال Reuters (WHO. ", "Then UN) ثم"),
            ("قال3", &".5,3".repeat(SEARCHED)),
            ("Reuters", &"(2)".repeat(SEARCHED)),
            ("Reuters(", &"2)(".repeat(SEARCHED)),
        ] {
            let text = parted_between(before, after);
            assert!(is_ordered_as_the_whole(&text), "{before}|{after}");
        }
    }

    /// Whether a number comes so long after the last letter of the same isolate that a portion
    /// may begin between them that is not told of the letter.
    fn has_number_far_from_letters(text: &str) -> bool {
        let mut letters = vec![None];
        text.char_indices().any(|(at, c)| {
            let depth = letters.len() - 1;
            match c {
                '\n' => letters = vec![None],
                '\u{2066}'..='\u{2068}' => letters.push(None),
                '\u{2069}' => letters.truncate(depth.max(1)),
                c if c.is_alphabetic() => letters[depth] = Some(at),
                _ => {}
            }
            let letter = letters.last().copied().flatten();
            c.is_numeric() && letter.is_some_and(|letter| letter + AROUND < at)
        })
    }

    proptest! {
        #[test]
        fn order_is_that_of_the_whole(text in texts()) {
            let text = text.repeat(1 + LONGEST / text.len());
            // Isolates reach to the end of their line, as they come from the gate.
            let text = sanitize::text(&text);
            prop_assume!(!has_number_far_from_letters(&text));
            prop_assert!(is_ordered_as_the_whole(&text));
        }
    }
}
