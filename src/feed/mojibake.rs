//! Text that was UTF-8 once and was read as something else: «Ø§Ù„» for «ال», «ط§ظ„» for
//! the same. Such a run is put back where its bytes are Arabic in UTF-8, which no real
//! word's are by chance.

use std::ops::Range;

use encoding_rs::{Encoding, WINDOWS_1252, WINDOWS_1256};
use pulp::{Arch, NullaryFnOnce};

/// Runs that must be found before any is touched: one alone may be an accident.
const LEAST: usize = 3;

/// `text` with such runs put back, if there are any.
pub(super) fn repaired(text: &str) -> Option<String> {
    if beginnings(text) < LEAST {
        return None;
    }
    for encoding in [WINDOWS_1252, WINDOWS_1256] {
        let broken = runs(text).filter(|run| arabic(&text[run.clone()], encoding).is_some());
        if broken.take(LEAST).count() == LEAST {
            return Some(repair(text, encoding));
        }
    }
    None
}

/// How many runs begin as [`begins_as_arabic`] has it and go on with what a second byte may
/// be, or more. All of the text is looked at, as that is done many bytes at a time.
fn beginnings(text: &str) -> usize {
    Arch::new().dispatch(Beginnings(text.as_bytes()))
}

/// [`beginnings`], for as many bytes at a time as the processor can.
struct Beginnings<'a>(&'a [u8]);

impl NullaryFnOnce for Beginnings<'_> {
    type Output = usize;

    #[inline(always)]
    fn call(self) -> usize {
        const STRETCH: usize = 64;
        let Self(bytes) = self;
        let mut found = usize::from(bytes.first().is_some_and(|byte| !byte.is_ascii()));
        let mut at = 0;
        while let Some(stretch) = bytes[at..].first_chunk::<{ STRETCH + FIVE - 1 }>() {
            let mut begun = 0;
            for at in 0..STRETCH {
                let five = [
                    stretch[at],
                    stretch[at + 1],
                    stretch[at + 2],
                    stretch[at + 3],
                    stretch[at + 4],
                ];
                begun += u8::from(is_beginning(five));
            }
            found += usize::from(begun);
            at += STRETCH;
        }
        let rest = bytes[at..].windows(FIVE);
        let rest = rest.filter_map(|five| five.first_chunk());
        found + rest.filter(|&&five| is_beginning(five)).count()
    }
}

/// Bytes that show whether a run begins so.
const FIVE: usize = 5;

/// Whether after an ASCII sign a run begins so, as [`beginnings`] has it.
#[inline(always)]
fn is_beginning([before, first, second, third, fourth]: [u8; FIVE]) -> bool {
    let is_latin = first == 0xc3;
    let is_arabic = (first == 0xd8) & ((second == 0xa2) | (0xb7..=0xba).contains(&second));
    let is_sign = (third == 0xd8) & ((fourth == 0x8c) | (fourth == 0x9b) | (fourth == 0x9f));
    let is_letter = (third == 0xd9) & ((fourth == 0xb9) | (fourth == 0xbe)) | (third == 0xda);
    let is_other = (0xc2..=0xcb).contains(&third) | (third == 0xe2);
    (before < 0x80) & (is_latin | is_arabic & (is_sign | is_letter | is_other))
}

/// `text` with the runs put back that were read as `encoding`.
fn repair(text: &str, encoding: &'static Encoding) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for run in runs(text) {
        if let Some(arabic) = arabic(&text[run.clone()], encoding) {
            out.push_str(&text[done..run.start]);
            out.push_str(&arabic);
            done = run.end;
        }
    }
    out.push_str(&text[done..]);
    out
}

/// The runs of `text` beyond ASCII, in bytes.
fn runs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + bytes[at..].iter().position(|byte| !byte.is_ascii())?;
        let length = bytes[start..].iter().position(u8::is_ascii);
        at = length.map_or(bytes.len(), |length| start + length);
        Some(start..at)
    })
}

/// The Arabic whose bytes in UTF-8 are those of `run` in `encoding`.
fn arabic(run: &str, encoding: &'static Encoding) -> Option<String> {
    if !begins_as_arabic(run, encoding) {
        return None;
    }
    let (bytes, _, is_lossy) = encoding.encode(run);
    if is_lossy {
        return None;
    }
    let text = std::str::from_utf8(&bytes).ok()?;
    let is_letter = |c: char| matches!(c, '\u{620}'..='\u{64a}' | '\u{66e}'..='\u{6d3}');
    let belongs = |c: char| matches!(c, '\u{600}'..='\u{6ff}' | '\u{a0}' | '«' | '»' | '\u{2000}'..='\u{206f}');
    (text.chars().any(is_letter) && text.chars().all(belongs)).then(|| text.to_owned())
}

/// Whether `run` begins with what the first byte of Arabic in UTF-8 is in `encoding`,
/// which nearly all of what is in order does not: to encode all of it takes long.
fn begins_as_arabic(run: &str, encoding: &'static Encoding) -> bool {
    const FIRST: [u8; 6] = [0xc2, 0xd8, 0xd9, 0xda, 0xdb, 0xe2];
    let first = if encoding == WINDOWS_1256 {
        ['آ', 'ط', 'ظ', 'ع', 'غ', 'â']
    } else {
        ['Â', 'Ø', 'Ù', 'Ú', 'Û', 'â']
    };
    debug_assert!(first.iter().zip(FIRST).all(|(&c, byte)| {
        let (text, _) = encoding.decode_without_bom_handling(std::slice::from_ref(&byte));
        text.chars().eq([c])
    }));
    let mut chars = run.chars();
    // The second byte in UTF-8 is in neither a letter that Arabic is written with.
    chars.next().is_some_and(|c| first.contains(&c))
        && !chars
            .next()
            .is_some_and(|c| matches!(c, 'ء'..='غ' | 'ف'..='ي'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "<p>وصلت «السفينة» إلى المرفأ، وعلى متنها <b>ستون</b> راكبا؟</p>";

    #[test]
    fn what_was_read_wrongly_is_read_again() {
        for encoding in [WINDOWS_1252, WINDOWS_1256] {
            let (wrong, _) = encoding.decode_without_bom_handling(TEXT.as_bytes());
            assert_ne!(wrong, TEXT);
            assert_eq!(
                repaired(&wrong).as_deref(),
                Some(TEXT),
                "{}",
                encoding.name()
            );
        }
    }

    proptest::proptest! {
        #[test]
        fn no_beginning_is_passed_over(text in "([ء-ي]{1,3}[ .،«]){0,9}", at in 0..2_usize) {
            let encoding = [WINDOWS_1252, WINDOWS_1256][at];
            let (wrong, _) = encoding.decode_without_bom_handling(text.as_bytes());
            for text in [&text, &*wrong, &format!("{text}{wrong}")] {
                let broken = runs(text).filter(|run| arabic(&text[run.clone()], encoding).is_some());
                assert!(broken.count() <= beginnings(text), "{text}");
            }
        }
    }

    #[test]
    fn only_what_is_broken_is_touched() {
        let (wrong, _) = WINDOWS_1252.decode_without_bom_handling(TEXT.as_bytes());
        let mixed = format!("{TEXT} Café à côté — «ص» {wrong}");
        let expected = format!("{TEXT} Café à côté — «ص» {TEXT}");
        assert_eq!(repaired(&mixed), Some(expected));
        for right in [TEXT, "Ærøskøbing Ø§1 façade naïve", "فقط، ظل؟ چه گُل پژمرد"]
        {
            assert_eq!(repaired(right), None, "{right}");
        }
    }
}
