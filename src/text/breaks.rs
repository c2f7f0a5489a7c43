//! Where lines may end (UAX #14). Between plain words, with the common punctuation that
//! hugs them, that is after spaces and nowhere else; whatever else a word is written with,
//! unicode-linebreak is asked from the start of the word on.

use unicode_linebreak::linebreaks;

use super::character::Character;
use super::property::LineBreak;

/// Fills `opportunities` with the indices of the characters before which a line may end,
/// in order; neither the first nor the end.
pub(super) fn opportunities(text: &str, characters: &[Character], opportunities: &mut Vec<usize>) {
    opportunities.clear();
    // Somewhere before the word at hand, in characters and bytes.
    let mut known = Place::default();
    let mut word = 0;
    loop {
        let found = match plain_word(characters, word) {
            Word::Last => return,
            Word::Before(next) => next,
            Word::Odd => {
                known = known.moved_to(word, characters);
                match ask(text, characters, known, opportunities) {
                    None => return,
                    Some(next) => {
                        known = next;
                        word = next.index;
                        continue;
                    }
                }
            }
        };
        opportunities.push(found);
        word = found;
    }
}

/// What is after a word and its spaces.
enum Word {
    /// The end of the text.
    Last,
    /// A word that begins here; a line may end before it and nowhere in the one before.
    Before(usize),
    /// Something that takes all rules to tell.
    Odd,
}

/// The word that begins at character `start`, with the punctuation around it.
fn plain_word(characters: &[Character], start: usize) -> Word {
    let class = |index: usize| characters.get(index).map(|c| c.properties.line_break());
    let mut last = match class(start) {
        None => return Word::Last,
        Some(first @ (LineBreak::Word | LineBreak::Quotation | LineBreak::Opening)) => first,
        Some(_) => return Word::Odd,
    };
    let mut index = start + 1;
    loop {
        if last == LineBreak::Word {
            let is_plain = |c: &&Character| {
                matches!(c.properties.line_break(), LineBreak::Word | LineBreak::Mark)
            };
            index += characters[index..].iter().take_while(is_plain).count();
        }
        let Some(next) = class(index) else {
            return Word::Last;
        };
        if next == LineBreak::Space {
            break;
        }
        if next != LineBreak::Mark {
            if !is_kept_with(next, last) {
                return Word::Odd;
            }
            last = next;
        }
        // "LB9. Do not break a combining character sequence".
        index += 1;
    }
    // "LB7. Do not break before spaces or zero width space."
    while class(index) == Some(LineBreak::Space) {
        index += 1;
    }
    match (last, class(index)) {
        // "LB14. Do not break after '[', even after spaces."
        (LineBreak::Opening, _) => Word::Odd,
        (_, None) => Word::Last,
        // "LB18. Break after spaces."
        (_, Some(LineBreak::Word | LineBreak::Quotation)) => Word::Before(index),
        // "LB15. Do not break within '"[', even with intervening spaces."
        (LineBreak::Quotation, Some(_)) => Word::Odd,
        (_, Some(LineBreak::Opening)) => Word::Before(index),
        (_, Some(_)) => Word::Odd,
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
        LineBreak::Mark | LineBreak::Space | LineBreak::Other => false,
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Place {
    index: usize,
    byte: usize,
}

impl Place {
    /// The place of the character `index`, which comes later.
    fn moved_to(self, index: usize, characters: &[Character]) -> Self {
        let passed = characters[self.index..index].iter();
        Self {
            index,
            byte: self.byte
                + passed
                    .map(|character| character.c.len_utf8())
                    .sum::<usize>(),
        }
    }
}

/// Adds what unicode-linebreak finds after `start`, up to the first plain word after a
/// space, where it is. What stands before has no bearing on what follows there.
fn ask(
    text: &str,
    characters: &[Character],
    start: Place,
    opportunities: &mut Vec<usize>,
) -> Option<Place> {
    let mut place = start;
    for (offset, _) in linebreaks(&text[start.byte..]) {
        while place.byte < start.byte + offset {
            place.byte += character_length(characters, place.index);
            place.index += 1;
        }
        let after = characters.get(place.index)?;
        let before = characters[place.index - 1];
        // UAX #14 would let C++ be broken before its last sign.
        if before.c == '+' && after.c == '+' {
            continue;
        }
        opportunities.push(place.index);
        let classes = (
            before.properties.line_break(),
            after.properties.line_break(),
        );
        if classes == (LineBreak::Space, LineBreak::Word) {
            return Some(place);
        }
    }
    None
}

/// Bytes of a character.
fn character_length(characters: &[Character], index: usize) -> usize {
    characters[index].c.len_utf8()
}
