//! Where words begin and end (UAX #29). `unicode-segmentation` decides; what most Arabic
//! text is made of, a word between spaces with punctuation around it, is found without
//! asking, which takes a tenth of the time.

use unicode_segmentation::UnicodeSegmentation;

/// A word, and the byte of the text at which it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BoundWord<'a> {
    pub start: usize,
    pub word: &'a str,
    /// It is nothing but Arabic letters and harakat, a letter first.
    pub is_plain: bool,
}

/// The words of `text` in logical order: those that
/// [`UnicodeSegmentation::unicode_word_indices`] gives.
pub(super) fn words_in(text: &str) -> impl Iterator<Item = BoundWord<'_>> {
    chunks(text).flat_map(|(start, chunk)| {
        let plain = plain_word(chunk);
        let is_plain = plain.is_some();
        let others = match plain {
            Some(_) => None,
            None => Some(chunk.unicode_word_indices()),
        };
        plain
            .filter(|(_, word)| !word.is_empty())
            .into_iter()
            .chain(others.into_iter().flatten())
            .map(move |(at, word)| BoundWord {
                start: start + at,
                word,
                is_plain,
            })
    })
}

/// `text` cut at spaces and line feeds, over which no rule reaches: only that which
/// extends a space (WB4) would, so it is cut only before what surely extends nothing.
fn chunks(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = Some(0);
    std::iter::from_fn(move || {
        let start = rest?;
        let mut from = start;
        loop {
            let Some(space) = text[from..].find([' ', '\n']) else {
                rest = None;
                return Some((start, &text[start..]));
            };
            let (end, next) = (from + space, from + space + 1);
            let follows = text[next..].chars().next();
            // Spaces hold together (WB3d): what extends the last extends them all.
            if follows.is_none_or(|c| c.is_ascii() && c != ' ' || is_letter(c)) {
                rest = Some(next);
                return Some((start, &text[start..end]));
            }
            from = next;
        }
    })
}

/// The one word of `chunk`, or an empty one where it has none; `None` when it is not
/// plain to see.
fn plain_word(chunk: &str) -> Option<(usize, &str)> {
    let word = chunk.trim_start_matches(is_punctuation);
    let end = word
        .find(|c| !is_letter(c) && !is_mark(c))
        .unwrap_or(word.len());
    let begins = word.chars().next().is_none_or(is_letter);
    let ends = word[end..].chars().all(is_punctuation);
    (begins && ends).then_some((chunk.len() - word.len(), &word[..end]))
}

/// Letters (`ALetter`) that Arabic and Persian are written with. Not tatweel, which
/// the words of the analyser do not begin with.
fn is_letter(c: char) -> bool {
    matches!(c, 'ء'..='غ' | 'ف'..='ي' | 'ٱ' | 'پ' | 'چ' | 'ژ' | 'ک' | 'گ' | 'ی')
}

/// Harakat (`Extend`).
fn is_mark(c: char) -> bool {
    matches!(c, '\u{64b}'..='\u{652}' | '\u{670}')
}

/// What joins nothing, or joins only what stands on both its sides.
fn is_punctuation(c: char) -> bool {
    matches!(
        c,
        '.' | ','
            | ':'
            | ';'
            | '!'
            | '?'
            | '"'
            | '('
            | ')'
            | '['
            | ']'
            | '/'
            | '-'
            | '،'
            | '؛'
            | '؟'
            | '«'
            | '»'
            | '“'
            | '”'
            | '…'
            | '–'
            | '—'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn same(text: &str) {
        let expected: Vec<_> = text.unicode_word_indices().collect();
        let words = words_in(text).map(|found| (found.start, found.word));
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
