//! Where lines may end (UAX #14). Between plain words, with the common punctuation that
//! hugs them, that is after spaces and nowhere else; whatever else a word is written with,
//! unicode-linebreak is asked from the start of the word on.

use unicode_linebreak::linebreaks;

use super::class_run::ClassRun;
use super::cluster::Cluster;
use super::property::{LineBreak, properties};

/// The bytes of `text` before which a line may end, in order; its end is the last. Some may be
/// inside of clusters.
pub(super) fn opportunities(text: &str) -> impl Iterator<Item = usize> {
    let bytes = linebreaks(text).map(|(byte, _)| byte);
    // UAX #14 would let C++ be broken before its last sign.
    bytes.filter(|&byte| !(text[..byte].ends_with('+') && text[byte..].starts_with('+')))
}

/// Marks the `clusters` of `text`, a base and marks each, before which a line may end. `runs`
/// are runs of them.
pub(super) fn mark_opportunities(text: &str, runs: &[ClassRun], clusters: &mut [Cluster]) {
    let mut before = Before::Nothing;
    // The first cluster of the word at hand.
    let mut word = 0;
    let mut rest = runs.iter();
    while let Some(run) = rest.next() {
        let class = run.properties.line_break;
        match before.and(class) {
            Found::Kept => {}
            Found::Opportunity => {
                word = run.start as usize;
                clusters[word].may_break_before = true;
            }
            Found::Odd => {
                let Some(next) = ask(text, word, clusters) else {
                    return;
                };
                word = next;
                let first = runs.partition_point(|run| (run.start as usize) <= next);
                rest = runs[first..].iter();
                before = Before::Word(LineBreak::Word);
                continue;
            }
        }
        before = match (before, class) {
            (Before::Word(last), LineBreak::Space) => Before::Spaces(last),
            _ => Before::Word(class),
        };
    }
}

/// What stands before a run of characters of one class.
#[derive(Debug, Clone, Copy)]
enum Before {
    /// The start of the text.
    Nothing,
    /// A word that ends with this class, no space.
    Word(LineBreak),
    /// Spaces after such a word.
    Spaces(LineBreak),
}

/// What is known of a place before a run.
enum Found {
    /// A rule keeps a line from ending there.
    Kept,
    Opportunity,
    /// It takes all rules to tell.
    Odd,
}

impl Before {
    /// Whether a line may end between this and characters of `next`.
    #[inline]
    fn and(self, next: LineBreak) -> Found {
        match (self, next) {
            (Self::Nothing, LineBreak::Word | LineBreak::Quotation | LineBreak::Opening) => {
                Found::Kept
            }
            // "LB7. Do not break before spaces or zero width space."
            (Self::Word(_), LineBreak::Space) => Found::Kept,
            (Self::Word(last), next) if is_kept_with(next, last) => Found::Kept,
            // "LB14. Do not break after '[', even after spaces."
            (Self::Spaces(LineBreak::Opening), _) => Found::Odd,
            // "LB18. Break after spaces."
            (Self::Spaces(_), LineBreak::Word | LineBreak::Quotation) => Found::Opportunity,
            // "LB15. Do not break within '"[', even with intervening spaces."
            (Self::Spaces(LineBreak::Quotation), _) => Found::Odd,
            (Self::Spaces(_), LineBreak::Opening) => Found::Opportunity,
            _ => Found::Odd,
        }
    }
}

/// Whether a rule keeps a line from ending between `last` and `next`, neither a space.
#[inline]
fn is_kept_with(next: LineBreak, last: LineBreak) -> bool {
    match next {
        // "LB28. Do not break between alphabetics", nor next to digits (LB23, LB25), after
        // a full stop in a word or number (LB25, LB29), a quotation mark (LB19) or an
        // opening bracket (LB14).
        LineBreak::Word => last != LineBreak::Closing,
        // "LB13. Do not break before ']' or '!' or ';' or '/', even after spaces."
        LineBreak::Infix | LineBreak::Closing => true,
        // "LB19. Do not break before or after quotation marks".
        LineBreak::Quotation => true,
        LineBreak::Opening => matches!(last, LineBreak::Quotation | LineBreak::Opening),
        LineBreak::Space | LineBreak::Other => false,
    }
}

/// Marks what unicode-linebreak finds after cluster `word`, up to the first plain word after
/// a space, and returns the cluster that begins it. What stands before `word` has no bearing
/// on what follows there.
fn ask(text: &str, word: usize, clusters: &mut [Cluster]) -> Option<usize> {
    let start = clusters.get(word)?.start as usize;
    let mut index = word;
    for byte in opportunities(&text[start..]).map(|offset| start + offset) {
        while (clusters.get(index)?.start as usize) < byte {
            index += 1;
        }
        clusters[index].may_break_before = true;
        let is_word = |c| properties(c).line_break == LineBreak::Word;
        if text[..byte].ends_with(' ') && text[byte..].starts_with(is_word) {
            return Some(index);
        }
    }
    None
}
