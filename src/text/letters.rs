//! Presentation forms back into letters. Old programs stored Arabic as the shapes that
//! a screen shows; joined anew they are shaped once only, and searched as others are.

use std::borrow::Cow;

use icu_normalizer::{ComposingNormalizer, ComposingNormalizerBorrowed};
use memchr::memchr;

/// `text` with letters for the presentation forms of letters and ligatures. Signs that
/// are written with a form of their own to this day (ﷲ, ﷺ, ﷼, ornate brackets) stay.
#[must_use]
pub fn restored(text: &str) -> Cow<'_, str> {
    // The byte that all of them begin with is soon looked for.
    if memchr(FIRST_BYTE, text.as_bytes()).is_none() || !text.contains(is_form) {
        return Cow::Borrowed(text);
    }
    const NFKC: ComposingNormalizerBorrowed<'static> = ComposingNormalizer::new_nfkc();
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_form(c) {
            let letters = NFKC.normalize(c.encode_utf8(&mut [0; 4])).into_owned();
            let is_mark_alone = letters.starts_with([' ', 'ـ']) && letters.chars().count() > 1;
            // A mark in a form stands on a blank or a tatweel; in text on its letter.
            out.push_str(if is_mark_alone {
                letters.trim_start_matches([' ', 'ـ'])
            } else {
                &letters
            });
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Of the UTF-8 of every form.
const FIRST_BYTE: u8 = 0xef;

fn is_form(c: char) -> bool {
    matches!(c, '\u{fb50}'..='\u{fbb1}' | '\u{fbd3}'..='\u{fd3d}' | '\u{fd50}'..='\u{fd8f}'
        | '\u{fd92}'..='\u{fdc7}' | '\u{fe70}'..='\u{fe72}' | '\u{fe74}' | '\u{fe76}'..='\u{fefc}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_become_their_letters() {
        assert_eq!(restored("ﺍﻟﺴﻔﻴﻨﺔ ﻓﻲ ﺍﻟﻤﺮﻓﺄ"), "السفينة في المرفأ");
        assert_eq!(restored("ﻻ ﻷن"), "لا لأن");
        assert_eq!(restored("ﻣُـﺘَّﺤِﺪ"), "مُـتَّحِد");
        assert_eq!(restored("ب\u{fe77}ﭗ ﮐﺘﺎﺏ ﮔﻞ"), "بَپ کتاب گل");
    }

    #[test]
    fn signs_and_letters_stay() {
        for text in ["قال ﷺ", "﷼ ١٢", "﴿الحمد﴾", "سفينة", ""] {
            assert!(matches!(restored(text), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn every_form_is_gone_after() {
        for c in ('\u{fb50}'..='\u{fefc}').filter(|&c| is_form(c)) {
            let restored = restored(c.encode_utf8(&mut [0; 4])).into_owned();
            assert!(!restored.is_empty() && !restored.contains(is_form), "{c:?}");
        }
    }
}
