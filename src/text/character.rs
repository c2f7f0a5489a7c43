//! The characters of a paragraph, each with its properties.

use unicode_bidi::BidiClass;

use super::property::{Properties, properties};

/// A character of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Character {
    pub c: char,
    pub properties: Properties,
}

/// What the characters of a text are, taken together.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Summary {
    /// A bit for each bidi class that occurs.
    classes: u32,
    pub has_brackets: bool,
}

impl Summary {
    /// Whether any of `classes` occurs.
    pub fn has_any(&self, classes: &[BidiClass]) -> bool {
        classes.iter().any(|&class| self.classes & bit(class) != 0)
    }

    fn add(&mut self, properties: Properties) {
        self.classes |= bit(properties.bidi);
        self.has_brackets |= properties.is_bracket();
    }
}

fn bit(class: BidiClass) -> u32 {
    1 << class as u32
}

/// Fills `characters` with those of `text` (logical order).
pub(super) fn characters(text: &str, characters: &mut Vec<Character>) -> Summary {
    let mut summary = Summary::default();
    characters.clear();
    characters.reserve(text.len());
    for c in text.chars() {
        let properties = properties(c);
        summary.add(properties);
        characters.push(Character { c, properties });
    }
    summary
}
