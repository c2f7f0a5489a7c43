//! Snowball's stemmer for Arabic, for folded words of nothing but letters: most words there
//! are. Its own code, made for any text, looks each place of a word up in tables several
//! times over and copies the word with every change, and takes twenty times as long.
//!
//! What it does to what folding leaves nothing of (harakat, hamzas on alef, teh marbuta) is left
//! out. The names in comments are those of its steps.

use super::fold::fold_arabic;
use super::word_bounds::arabic;

/// A letter: of the Arabic block, so two bytes of UTF-8.
pub(super) type Letter = [u8; 2];

pub(super) const ALEF: Letter = letter('ا');
const BEH: Letter = letter('ب');
const TEH: Letter = letter('ت');
const SEEN: Letter = letter('س');
pub(super) const FEH: Letter = letter('ف');
const KAF: Letter = letter('ك');
pub(super) const LAM: Letter = letter('ل');
const MEEM: Letter = letter('م');
const NOON: Letter = letter('ن');
const HEH: Letter = letter('ه');
pub(super) const WAW: Letter = letter('و');
const YEH: Letter = letter('ي');

const fn letter(c: char) -> Letter {
    let mut bytes = [0; 2];
    c.encode_utf8(&mut bytes);
    bytes
}

/// Letters of a word at most; hardly one has more.
const LONGEST: usize = 24;

/// Where a stem is made.
pub(super) type Room = [Letter; LONGEST];

/// The stem of a word of letters that [`folded`] gives.
pub(super) fn stem(letters: &mut [Letter]) -> &[Letter] {
    let mut stem = Stem { letters };
    stem.strip();
    stem.letters
}

/// Letters as text; never `None`.
pub(super) fn text(letters: &[Letter]) -> Option<&str> {
    str::from_utf8(letters.as_flattened()).ok()
}

/// The letters of `word` once it is [folded](super::fold); `None` where there are none, or others
/// than the steps here know.
pub(super) fn folded<'a>(word: &str, room: &'a mut Room) -> Option<&'a mut [Letter]> {
    let (letters, rest) = word.as_bytes().as_chunks();
    if letters.len() > LONGEST || !rest.is_empty() {
        return None;
    }
    let mut count = 0;
    for &[first, second] in letters {
        let is_known = matches!(first, 0xd8..=0xdb) & (second & 0xc0 == 0x80);
        let (letter, length) = FOLDED[arabic(first, second)];
        if !is_known || length > 1 {
            return None;
        }
        room[count] = letter;
        count += usize::from(length);
    }
    (count > 0).then(|| &mut room[..count])
}

/// What each character of the Arabic block folds to, and how many letters that is; 2 where it is
/// none that the steps here know.
const FOLDED: [(Letter, u8); 256] = {
    const OTHER: u8 = 2;
    let mut folded = [([0; 2], OTHER); 256];
    let mut place = 0;
    while place < folded.len() {
        if let Some(c) = char::from_u32(0x600 + place as u32) {
            match fold_arabic(c) {
                None => folded[place].1 = 0,
                Some(c @ '\u{600}'..='\u{6ff}') if is_plain(&letter(c)) => {
                    folded[place] = (letter(c), 1);
                }
                Some(_) => {}
            }
        }
        place += 1;
    }
    folded
};

/// Whether no step asks for it but those here: ء, ا to غ and ف to ي, less what folding leaves
/// nothing of.
const fn is_plain(letter: &Letter) -> bool {
    matches!(
        letter,
        [0xd8, 0xa1 | 0xa7 | 0xa8 | 0xaa..=0xba] | [0xd9, 0x81..=0x88 | 0x8a]
    )
}

/// What is left of a word.
struct Stem<'a> {
    letters: &'a mut [Letter],
}

impl Stem<'_> {
    fn strip(&mut self) {
        // Checks1: what has the article is a noun.
        let is_defined = self.has_article(5, 4);
        if is_defined || !self.verb_suffixes() {
            self.noun_suffixes(is_defined);
        }
        self.prefixes(is_defined);
    }

    /// Suffix_Verb; whether there were any.
    fn verb_suffixes(&mut self) -> bool {
        if !self.verb_step_1() {
            return self.verb_step_2b() || self.verb_step_2a();
        }
        while self.verb_step_1() {}
        let _ = self.verb_step_2a() || self.verb_step_2c();
        true
    }

    /// Suffix_Verb_Step1: the object.
    fn verb_step_1(&mut self) -> bool {
        match *self.letters {
            [.., KAF, MEEM, WAW | ALEF] | [.., HEH, MEEM, ALEF] => self.drop_last(3, 6),
            [.., KAF | HEH, MEEM | NOON] | [.., NOON, YEH] | [.., NOON | HEH, ALEF] => {
                self.drop_last(2, 5)
            }
            [.., KAF | HEH] => self.drop_last(1, 4),
            _ => false,
        }
    }

    /// Suffix_Verb_Step2a: the subject.
    fn verb_step_2a(&mut self) -> bool {
        match *self.letters {
            [.., TEH, MEEM, ALEF] => self.drop_last(3, 6),
            [.., WAW | YEH | ALEF, NOON] => self.drop_last(2, 6),
            [.., TEH, NOON] | [.., NOON | TEH, ALEF] => self.drop_last(2, 5),
            [.., NOON | YEH | ALEF | TEH] => self.drop_last(1, 4),
            _ => false,
        }
    }

    /// Suffix_Verb_Step2b.
    fn verb_step_2b(&mut self) -> bool {
        matches!(*self.letters, [.., TEH, MEEM] | [.., WAW, ALEF]) && self.drop_last(2, 5)
    }

    /// Suffix_Verb_Step2c.
    fn verb_step_2c(&mut self) -> bool {
        match *self.letters {
            [.., TEH, MEEM, WAW] => self.drop_last(3, 6),
            [.., WAW] => self.drop_last(1, 4),
            _ => false,
        }
    }

    /// Suffix_Noun.
    fn noun_suffixes(&mut self, is_defined: bool) {
        let rest = |it: &mut Self| it.noun_step_2a() || it.noun_step_2b() || it.noun_step_2c1();
        if !is_defined && self.noun_step_1a() {
            if !rest(self) {
                // It is left at the letter before the last, where Step3 looks.
                self.drop_before_last();
                return;
            }
        } else if !(self.noun_step_1b() && rest(self)) {
            let _ = !is_defined && self.noun_step_2a() || self.noun_step_2b();
        }
        // Suffix_Noun_Step3.
        let _ = matches!(*self.letters, [.., YEH]) && self.drop_last(1, 3);
    }

    /// Suffix_Noun_Step1a: the owner.
    fn noun_step_1a(&mut self) -> bool {
        match *self.letters {
            [.., KAF | HEH, MEEM, ALEF] => self.drop_last(3, 6),
            [.., KAF | HEH, MEEM] | [.., HEH, NOON] | [.., NOON | HEH, ALEF] => {
                self.drop_last(2, 5)
            }
            [.., KAF | HEH | YEH] => self.drop_last(1, 4),
            _ => false,
        }
    }

    fn noun_step_1b(&mut self) -> bool {
        matches!(*self.letters, [.., NOON]) && self.drop_last(1, 6)
    }

    fn noun_step_2a(&mut self) -> bool {
        matches!(*self.letters, [.., WAW | YEH | ALEF]) && self.drop_last(1, 5)
    }

    fn noun_step_2b(&mut self) -> bool {
        matches!(*self.letters, [.., ALEF, TEH]) && self.drop_last(2, 5)
    }

    fn noun_step_2c1(&mut self) -> bool {
        matches!(*self.letters, [.., TEH]) && self.drop_last(1, 4)
    }

    fn prefixes(&mut self, is_defined: bool) {
        // Prefix_Step2: the conjunction.
        if matches!(*self.letters, [FEH | WAW, second, ..] if second != ALEF) {
            self.drop_first(1, 4);
        }
        // Prefix_Step3a_Noun: the article.
        if self.has_article(6, 5) {
            let letters = if self.letters[1] == ALEF { 3 } else { 2 };
            self.drop_first(letters, 0);
            return;
        }
        // Prefix_Step3b_Noun.
        let has_preposition = match *self.letters {
            [BEH, second, ..] => second != ALEF,
            [KAF, KAF, ..] => true,
            _ => false,
        };
        if has_preposition && self.drop_first(1, 4) {
            return;
        }
        if is_defined {
            return;
        }
        // Prefix_Step3_Verb: the future. What follows begins behind it.
        let is_future = matches!(*self.letters, [SEEN, YEH | TEH | NOON, ..]);
        let behind = usize::from(is_future && self.drop_first(1, 5));
        // Prefix_Step4_Verb.
        if self.letters.len() > 4
            && let [first @ (TEH | NOON | YEH), SEEN, TEH, ..] = &mut self.letters[behind..]
        {
            *first = ALEF;
        }
    }

    /// Whether it begins with the article, and is as long as `bare`, or `with` where a
    /// preposition stands before.
    fn has_article(&self, with: usize, bare: usize) -> bool {
        match *self.letters {
            [BEH | KAF, ALEF, LAM, ..] => self.letters.len() >= with,
            [ALEF | LAM, LAM, ..] => self.letters.len() >= bare,
            _ => false,
        }
    }

    /// Drops so many letters from the beginning of a word of at least `least`; whether it is one.
    fn drop_first(&mut self, count: usize, least: usize) -> bool {
        self.letters.len() >= least && self.letters.split_off_mut(..count).is_some()
    }

    /// The same from its end.
    fn drop_last(&mut self, count: usize, least: usize) -> bool {
        let length = self.letters.len();
        length >= least && self.letters.split_off_mut(length - count..).is_some()
    }

    /// Suffix_Noun_Step3 where it is left before the last letter.
    fn drop_before_last(&mut self) {
        if let [_, .., before @ YEH, last] = &mut *self.letters {
            *before = *last;
            let _ = self.drop_last(1, 3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fold::fold;
    use super::*;
    use rust_stemmers::{Algorithm, Stemmer};

    fn stem_of(word: &str) -> Option<String> {
        let mut room = Room::default();
        let stem = text(stem(folded(word, &mut room)?))?;
        Some(stem.to_owned())
    }

    #[track_caller]
    fn is_snowballs(word: &str) {
        let snowball = Stemmer::create(Algorithm::Arabic);
        if let Some(stem) = stem_of(word) {
            assert_eq!(stem, snowball.stem(&fold(word)), "{word}");
        }
    }

    #[test]
    fn prefixes_and_suffixes_go() {
        for (word, expected) in [
            ("الاخبار", "اخبار"),
            ("وبالاخبار", "اخبار"),
            ("كتابهما", "كتاب"),
            ("سيكتبون", "يكتب"),
            ("يستعملون", "استعمل"),
            ("كِتَابَةٌ", "كتاب"),
        ] {
            assert_eq!(stem_of(word).as_deref(), Some(expected), "{word}");
        }
        for other in ["گل", "كوفيد19", "bank", "مي\u{200c}ر", "2026", "ــ", ""] {
            assert_eq!(stem_of(other), None, "{other}");
        }
    }

    #[test]
    fn letters_are_folded_as_all_characters_are() {
        let mut known = 0;
        for c in '\0'..='\u{fff}' {
            let word = format!("ب{c}د");
            if let Some(letters) = folded(&word, &mut Room::default()) {
                assert_eq!(
                    text(letters),
                    Some(fold(&word).as_str()),
                    "U+{:04X}",
                    c as u32
                );
                known += 1;
            }
        }
        assert!(known > 100, "{known}");
    }

    #[test]
    fn short_words_of_all_that_a_step_asks_for_have_snowballs_stems() {
        let letters = [
            "ا", "ب", "ت", "س", "ف", "ك", "ل", "م", "ن", "ه", "و", "ي", "د",
        ];
        let mut words = vec![String::new()];
        for _ in 0..4 {
            let longer = words
                .iter()
                .flat_map(|word| letters.map(|letter| format!("{word}{letter}")));
            words = longer.collect();
            words.iter().for_each(|word| is_snowballs(word));
        }
    }

    proptest::proptest! {
        #[test]
        fn stems_are_snowballs(
            word in "[ء-غف-ي\u{64b}-\u{652}ـ]{1,26}|[ابتسفكلمنهويد]{1,12}",
            prefix in "(|و|ف)(|ال|بال|كال|لل|ب|بب|كك|سي|ست|سن|سيي|يست|تست|نست)",
            suffixes in proptest::collection::vec(
                "كمو?|كما|هما?|[هك]ن|[نه]ا|ني|[وياتن]|[ويات]ن|ات|ت?ما|وا", 0..4,
            ),
            root in "[درعقسبتنيو]{0,5}",
        ) {
            is_snowballs(&word);
            is_snowballs(&format!("{prefix}{root}{}", suffixes.concat()));
        }
    }
}
