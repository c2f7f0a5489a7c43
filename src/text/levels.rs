//! Embedding levels of a paragraph (UAX #9): the short ways where the text allows them,
//! unicode-bidi for the rest.

use unicode_bidi::{BidiClass, ParagraphBidiInfo};

use super::character::{Character, Summary, characters};
use super::direction::{BaseDirection, Direction};
use super::implicit;

/// Finds the levels of texts, one after the other, in memory of its own.
#[derive(Debug, Default)]
pub struct Levels {
    characters: Vec<Character>,
    levels: Vec<u8>,
    work: implicit::Work,
}

impl Levels {
    /// The base direction of `text` (logical order, one paragraph) and the level of each
    /// of its characters (not bytes), as rules P2 to I2 give them; rule L1 is for lines.
    /// Characters that rule X9 removes have the level of what stands before them.
    pub fn of(&mut self, text: &str, base: BaseDirection) -> (Direction, &[u8]) {
        let direction = base.resolve(text);
        let summary = characters(text, &mut self.characters);
        resolve(
            text,
            &self.characters,
            summary,
            direction,
            &mut self.levels,
            &mut self.work,
        );
        (direction, &self.levels)
    }
}

/// What only explicit levels and isolates, and more than one paragraph, need (UAX #9, X1
/// to X10 and P1).
const EXPLICIT: [BidiClass; 10] = [
    BidiClass::LRE,
    BidiClass::RLE,
    BidiClass::LRO,
    BidiClass::RLO,
    BidiClass::PDF,
    BidiClass::LRI,
    BidiClass::RLI,
    BidiClass::FSI,
    BidiClass::PDI,
    BidiClass::B,
];

/// What rules W1 to I2 raise above the level of a paragraph that runs left to right.
const NOT_LEFT_TO_RIGHT: [BidiClass; 3] = [BidiClass::R, BidiClass::AL, BidiClass::AN];

/// The same for one that runs right to left.
const NOT_RIGHT_TO_LEFT: [BidiClass; 3] = [BidiClass::L, BidiClass::EN, BidiClass::AN];

/// Fills `levels` with one for each of `characters`, which are those of `text`.
pub(super) fn resolve(
    text: &str,
    characters: &[Character],
    summary: Summary,
    direction: Direction,
    levels: &mut Vec<u8>,
    work: &mut implicit::Work,
) {
    levels.clear();
    if summary.has_any(&EXPLICIT) {
        let by_byte = ParagraphBidiInfo::new(text, Some(direction.level())).levels;
        levels.extend(text.char_indices().map(|(byte, _)| by_byte[byte].number()));
        return;
    }
    let raised = match direction {
        Direction::LeftToRight => &NOT_LEFT_TO_RIGHT,
        Direction::RightToLeft => &NOT_RIGHT_TO_LEFT,
    };
    if summary.has_any(raised) {
        implicit::resolve(characters, summary, direction, levels, work);
    } else {
        levels.resize(characters.len(), direction.level().number());
    }
}
