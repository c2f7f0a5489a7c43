//! Embedding levels of a paragraph (UAX #9): the short ways where the text allows them,
//! unicode-bidi for the rest.

use unicode_bidi::{BidiClass, ParagraphBidiInfo};

use super::class_run::ClassRuns;
use super::direction::{BaseDirection, Direction};
use super::implicit;
use super::level_run::LevelRuns;
use super::property::properties;

/// Finds the levels of texts, one after the other, in memory of its own.
#[derive(Debug, Default)]
pub struct Levels {
    classes: ClassRuns,
    work: implicit::Work,
    runs: LevelRuns,
    by_character: Vec<u8>,
}

impl Levels {
    /// The base direction of `text` (logical order, one paragraph) and the level of each
    /// of its characters (not bytes), as rules P2 to I2 give them; rule L1 is for lines.
    /// Characters that rule X9 removes have the level of what stands before them.
    pub fn of(&mut self, text: &str, base: BaseDirection) -> (Direction, &[u8]) {
        let direction = base.resolve(text);
        self.by_character.clear();
        if self.find_classes(text) {
            let bracket = |byte| text[byte as usize..].chars().next().unwrap_or_default();
            resolve(
                &self.classes,
                direction,
                bracket,
                &mut self.runs,
                &mut self.work,
            );
            let runs = self.runs.all();
            let starts = runs.iter().map(|run| run.start as usize);
            let ends = starts.clone().skip(1).chain([text.len()]);
            for (run, (start, end)) in runs.iter().zip(starts.zip(ends)) {
                let end = self.by_character.len() + text[start..end].chars().count();
                self.by_character.resize(end, run.level);
            }
        } else {
            let by_byte = ParagraphBidiInfo::new(text, Some(direction.level())).levels;
            let by_character = text.char_indices().map(|(byte, _)| by_byte[byte].number());
            self.by_character.extend(by_character);
        }
        (direction, &self.by_character)
    }

    /// Finds the runs of one class, if that is enough to tell the levels.
    fn find_classes(&mut self, text: &str) -> bool {
        let mut finder = self.classes.finder();
        for (byte, c) in text.char_indices() {
            let properties = properties(c);
            match properties.bidi {
                class @ (BidiClass::NSM | BidiClass::BN) => {
                    finder.add_weightless(byte as u32, class);
                }
                class if is_explicit(class) => return false,
                _ => finder.add(byte as u32, properties),
            }
        }
        finder.end();
        true
    }
}

/// Whether only explicit levels and isolates, and more than one paragraph, have it (UAX #9,
/// X1 to X10 and P1).
fn is_explicit(class: BidiClass) -> bool {
    matches!(
        class,
        BidiClass::LRE
            | BidiClass::RLE
            | BidiClass::LRO
            | BidiClass::RLO
            | BidiClass::PDF
            | BidiClass::LRI
            | BidiClass::RLI
            | BidiClass::FSI
            | BidiClass::PDI
            | BidiClass::B
    )
}

/// What rules W1 to I2 raise above the level of a paragraph that runs left to right.
const NOT_LEFT_TO_RIGHT: [BidiClass; 3] = [BidiClass::R, BidiClass::AL, BidiClass::AN];

/// The same for one that runs right to left.
const NOT_RIGHT_TO_LEFT: [BidiClass; 3] = [BidiClass::L, BidiClass::EN, BidiClass::AN];

/// Fills `levels` with those of what `runs` are of, none of it explicit. `bracket` tells
/// which bracket stands at a place.
pub(super) fn resolve(
    runs: &ClassRuns,
    direction: Direction,
    bracket: impl Fn(u32) -> char,
    levels: &mut LevelRuns,
    work: &mut implicit::Work,
) {
    let raised = match direction {
        Direction::LeftToRight => &NOT_LEFT_TO_RIGHT,
        Direction::RightToLeft => &NOT_RIGHT_TO_LEFT,
    };
    if runs.has_any(raised) {
        implicit::resolve(runs.all(), direction, bracket, levels, work);
    } else {
        levels.begin(direction);
    }
}
