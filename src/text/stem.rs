//! From a word to its term: folded ([`super::fold`]), then stemmed (Snowball, Arabic or
//! English by script).

use rust_stemmers::{Algorithm, Stemmer};

use super::arabic_stem::{self, Letter, Room};
use super::fold::fold_into;
use super::term::Term;
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
        if piece.len() > 4 * LONGEST_TERM {
            return None;
        }
        let mut room = Room::default();
        if let Some(letters) = arabic_stem::folded(piece, &mut room) {
            return arabic_term(letters);
        }
        let folded = &mut self.folded;
        folded.clear();
        fold_into(piece, folded);
        folded.retain(|c| !matches!(c, ',' | '،'));
        if folded.is_empty() || folded.len() > LONGEST_TERM {
            return None;
        }
        let stem = match folded.chars().next().map(script) {
            Some(Script::Arabic) => self.arabic.stem(without_conjunction(folded)),
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

/// The term of a folded word of nothing but letters, whose stem is made where they are.
fn arabic_term(folded: &mut [Letter]) -> Option<Term> {
    let whole = arabic_stem::text(folded)?;
    let without = whole.len() - without_conjunction(whole).len();
    let (_, stem) = folded.split_at_mut(without / size_of::<Letter>());
    arabic_stem::stem(stem).map(Term::from)
}

/// A folded word without the وَ or فَ before its article, which Snowball leaves in
/// place before an alef. The forms of والد are no such words.
fn without_conjunction(folded: &str) -> &str {
    const SHORTEST: usize = 6;
    let has_article = folded.starts_with("وال") || folded.starts_with("فال");
    let is_parent = matches!(
        folded.strip_prefix("والد"),
        Some(
            "ي" | "ه"
                | "ها"
                | "هم"
                | "هما"
                | "نا"
                | "ين"
                | "ان"
                | "يه"
                | "يها"
                | "يهم"
                | "ته"
                | "تها"
                | "تهم"
                | "تي"
                | "ات"
        )
    );
    if has_article && !is_parent && folded.chars().count() >= SHORTEST {
        &folded['و'.len_utf8()..]
    } else {
        folded
    }
}
