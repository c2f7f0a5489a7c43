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
    let mut place = Place::default();
    let mut word = place;
    let mut before = LineBreak::Space;
    while let Some(character) = characters.get(place.index) {
        match (before, character.properties.line_break()) {
            // "LB18. Break after spaces."
            (LineBreak::Space, LineBreak::Word) => {
                if place.index > 0 {
                    opportunities.push(place.index);
                }
                word = place;
                before = LineBreak::Word;
            }
            // "LB7. Do not break before spaces or zero width space."
            (_, LineBreak::Space) => before = LineBreak::Space,
            // "LB9. Do not break a combining character sequence" and "LB28. Do not break
            // between alphabetics", nor next to digits (LB23, LB25).
            (LineBreak::Word, LineBreak::Word | LineBreak::Mark) => {}
            _ => {
                let Some(next) = ask(text, characters, word, opportunities) else {
                    return;
                };
                word = next;
                place = next;
                before = LineBreak::Word;
            }
        }
        place.index += 1;
        place.byte += character_length(characters, place.index - 1);
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Place {
    index: usize,
    byte: usize,
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
