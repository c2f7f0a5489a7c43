//! Where lines may end (UAX #14). Between plain words that is after spaces and nowhere
//! else; whatever else a word is written with, unicode-linebreak is asked from the start
//! of the word on.

use unicode_linebreak::linebreaks;

use super::character::Character;
use super::property::LineBreak;

/// Fills `opportunities` with the indices of the characters before which a line may end,
/// in order; neither the first nor the end.
pub(super) fn opportunities(text: &str, characters: &[Character], opportunities: &mut Vec<usize>) {
    opportunities.clear();
    let class = |index: usize| characters.get(index).map(|c| c.properties.line_break());
    // Where the word at hand begins.
    let mut word = Place::default();
    let mut index = 0;
    loop {
        if index > 0 || class(0) != Some(LineBreak::Mark) {
            // "LB9. Do not break a combining character sequence" and "LB28. Do not break
            // between alphabetics", nor next to digits (LB23, LB25).
            while let Some(LineBreak::Word | LineBreak::Mark) = class(index) {
                index += 1;
            }
            // "LB7. Do not break before spaces or zero width space."
            while class(index) == Some(LineBreak::Space) {
                index += 1;
            }
        }
        word = match class(index) {
            None => return,
            // "LB18. Break after spaces."
            Some(LineBreak::Word) => {
                opportunities.push(index);
                word.moved_to(index, characters)
            }
            Some(_) => match ask(text, characters, word, opportunities) {
                None => return,
                Some(next) => next,
            },
        };
        index = word.index;
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
