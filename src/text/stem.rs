//! From a word to its term: folded ([`super::fold`]), then stemmed (Snowball, Arabic or
//! English by script).

use rust_stemmers::{Algorithm, Stemmer};

use super::arabic_stem::{self, ALEF, FEH, LAM, Letter, Room, WAW};
use super::fold::fold_into;
use super::numbers::Number;
use super::stop_words::is_in_list;
use super::term::{self, Term};
use super::words::{Script, script};

/// Longest term in bytes of its folded form; longer runs are no words of any
/// language and get no term.
const LONGEST_TERM: usize = 128;

pub(super) struct Stems {
    arabic: Stemmer,
    english: Stemmer,
    /// The word that was last asked for, folded.
    folded: String,
}

impl Default for Stems {
    fn default() -> Self {
        Self {
            arabic: Stemmer::create(Algorithm::Arabic),
            english: Stemmer::create(Algorithm::English),
            folded: String::new(),
        }
    }
}

impl Stems {
    /// The term of a word, or of a piece of one; `None` where it has none.
    pub(super) fn term(&mut self, piece: &str) -> Option<Term> {
        match arabic_stem::folded(piece, &mut Room::default()) {
            Some(letters) => arabic_stem::text(arabic(letters)).map(Term::from),
            None => self.other(piece),
        }
    }

    /// The number of that term, without making it.
    pub(super) fn number(&mut self, piece: &str) -> Option<Number> {
        match arabic_stem::folded(piece, &mut Room::default()) {
            Some(letters) => {
                let stem = arabic(letters);
                let term = term::number(stem.as_flattened());
                let is_stop_word = stem.len() == 1 || is_in_list(term);
                Some(Number { term, is_stop_word })
            }
            None => self.other(piece).map(|term| Number::of(&term)),
        }
    }

    /// The term of what is not Arabic letters alone.
    fn other(&mut self, piece: &str) -> Option<Term> {
        if piece.len() > 4 * LONGEST_TERM {
            return None;
        }
        let folded = &mut self.folded;
        folded.clear();
        fold_into(piece, folded);
        folded.retain(|c| !matches!(c, ',' | '،'));
        if folded.is_empty() || folded.len() > LONGEST_TERM {
            return None;
        }
        let stem = match folded.chars().next().map(script) {
            Some(Script::Arabic) => {
                let conjunction = conjunction(folded.as_bytes());
                self.arabic.stem(&folded[conjunction..])
            }
            Some(Script::Other) if folded.is_ascii() => self.english.stem(folded),
            _ => folded.as_str().into(),
        };
        Some(if stem.is_empty() {
            folded.as_str().into()
        } else {
            stem.as_ref().into()
        })
    }
}

/// The stem of a folded word of nothing but letters, made where they are.
fn arabic(folded: &mut [Letter]) -> &[Letter] {
    let conjunction = conjunction(folded.as_flattened()) / size_of::<Letter>();
    arabic_stem::stem(&mut folded[conjunction..])
}

/// Bytes of the وَ or فَ before its article that a folded word begins with, which Snowball leaves
/// in place before an alef.
fn conjunction(folded: &[u8]) -> usize {
    const SHORTEST: usize = 6;
    if !matches!(folded.as_chunks().0, [WAW | FEH, ALEF, LAM, ..]) {
        return 0;
    }
    let letters = folded.iter().filter(|&&byte| byte & 0xc0 != 0x80);
    if letters.count() < SHORTEST || is_parent(folded) {
        return 0;
    }
    size_of::<Letter>()
}

/// Whether a folded word is a form of والد, whose waw is no conjunction.
fn is_parent(folded: &[u8]) -> bool {
    const ENDINGS: [&str; 16] = [
        "ي", "ه", "ها", "هم", "هما", "نا", "ين", "ان", "يه", "يها", "يهم", "ته", "تها", "تهم",
        "تي", "ات",
    ];
    let ending = folded.strip_prefix("والد".as_bytes());
    ending.is_some_and(|ending| ENDINGS.iter().any(|one| one.as_bytes() == ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conjunctions_before_the_article_are_told_from_parents() {
        for word in ["والاخبار", "فالاخبار", "والدوله", "فالديه", "واللغهx"]
        {
            assert_eq!(conjunction(word.as_bytes()), "و".len(), "{word}");
        }
        for word in [
            "والدي",
            "والدتها",
            "والدات",
            "والبا",
            "وزير",
            "فال",
            "و",
            "",
            "the",
        ] {
            assert_eq!(conjunction(word.as_bytes()), 0, "{word}");
        }
    }

    #[test]
    fn numbers_are_those_of_the_terms() {
        let mut stems = Stems::default();
        for word in [
            "والأخبار",
            "في",
            "وفي",
            "ب",
            "ـ",
            "ه",
            "bank",
            "the",
            "كوفيد19",
            "گل",
            "2,500",
        ] {
            let expected = stems.term(word).map(|term| Number::of(&term));
            assert_eq!(stems.number(word), expected, "{word}");
        }
    }
}
