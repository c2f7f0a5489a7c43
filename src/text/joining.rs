//! Arabic joining (Unicode core specification, section 9.2): which shape each
//! letter takes. Works on characters in logical order, before lines are broken,
//! since a lam-alef ligature is narrower than its two letters.

use unicode_joining_type::JoiningType;

use super::character::Character;
use super::presentation::{Shape, lam_alef, presentation_form};

/// What is drawn for one character of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Glyph {
    /// The character itself or its presentation form.
    Char(char),
    /// The alef of a lam-alef ligature: the lam before it holds the glyph.
    Absorbed,
}

/// Fills `glyphs` with one for each of `characters` (logical order), whose embedding
/// levels are `levels`. Letters join only where their levels are equal, as in fribidi.
pub(super) fn join(characters: &[Character], levels: &[u8], glyphs: &mut Vec<Glyph>) {
    glyphs.clear();
    glyphs.extend(characters.iter().map(|character| Glyph::Char(character.c)));
    let Some(first) = characters.first() else {
        return;
    };
    // The last character that is not transparent. Before the first, one that joins nothing.
    let mut before = Letter {
        index: 0,
        c: first.c,
        level: 0,
        joins_following: false,
        joined_to_preceding: false,
    };
    for (index, (character, &level)) in characters.iter().zip(levels).enumerate() {
        let joining = character.properties.joining;
        if joining == JoiningType::Transparent {
            continue;
        }
        let joined = before.joins_following & joins_preceding(joining) & (before.level == level);
        let shape = shape(before.joined_to_preceding, joined);
        glyphs[before.index] = Glyph::Char(presentation_form(before.c, shape));
        let mut letter = Letter {
            index,
            c: character.c,
            level,
            joins_following: joins_following(joining),
            joined_to_preceding: joined,
        };
        if joined
            && before.ligates_with(index)
            && let Some(ligature) = lam_alef(character.c, shape)
        {
            glyphs[index] = Glyph::Absorbed;
            // What waits to be drawn is the ligature, which has no other form.
            letter.index = before.index;
            letter.c = ligature;
            letter.joined_to_preceding = false;
        }
        before = letter;
    }
    let last = shape(before.joined_to_preceding, false);
    glyphs[before.index] = Glyph::Char(presentation_form(before.c, last));
}

/// A character that waits for what comes after it.
#[derive(Debug, Clone, Copy)]
struct Letter {
    index: usize,
    c: char,
    level: u8,
    joins_following: bool,
    joined_to_preceding: bool,
}

impl Letter {
    /// Only a lam and the very next character ligate: a mark between them has no
    /// other cell to stand in.
    fn ligates_with(self, next: usize) -> bool {
        self.c == '\u{644}' && self.index + 1 == next && self.level % 2 == 1
    }
}

fn shape(joined_to_preceding: bool, joined_to_following: bool) -> Shape {
    match (joined_to_preceding, joined_to_following) {
        (false, false) => Shape::Isolated,
        (true, false) => Shape::Final,
        (false, true) => Shape::Initial,
        (true, true) => Shape::Medial,
    }
}

fn joins_following(joining: JoiningType) -> bool {
    matches!(
        joining,
        JoiningType::DualJoining | JoiningType::LeftJoining | JoiningType::JoinCausing
    )
}

fn joins_preceding(joining: JoiningType) -> bool {
    matches!(
        joining,
        JoiningType::DualJoining | JoiningType::RightJoining | JoiningType::JoinCausing
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::character::characters;

    fn glyphs(text: &str, levels: &[u8]) -> Vec<Glyph> {
        let (mut chars, mut glyphs) = (Vec::new(), Vec::new());
        characters(text, &mut chars);
        join(&chars, levels, &mut glyphs);
        glyphs
    }

    fn joined(text: &str) -> String {
        let glyphs = glyphs(text, &vec![1; text.chars().count()]);
        glyphs
            .into_iter()
            .filter_map(|glyph| match glyph {
                Glyph::Char(c) => Some(c),
                Glyph::Absorbed => None,
            })
            .collect()
    }

    #[test]
    fn each_letter_takes_the_shape_its_neighbours_give() {
        assert_eq!(joined("مرصد"), "\u{fee3}\u{feae}\u{febb}\u{feaa}");
        assert_eq!(joined("ب"), "\u{fe8f}");
        assert_eq!(joined("ءب"), "ء\u{fe8f}");
    }

    #[test]
    fn harakat_are_transparent() {
        assert_eq!(joined("بَيْت"), "\u{fe91}\u{64e}\u{fef4}\u{652}\u{fe96}");
    }

    #[test]
    fn lam_and_alef_are_one_glyph_unless_a_mark_parts_them() {
        assert_eq!(joined("لا"), "\u{fefb}");
        assert_eq!(joined("بلأ"), "\u{fe91}\u{fef8}");
        assert_eq!(joined("لاب"), "\u{fefb}\u{fe8f}");
        assert_eq!(joined("لَا"), "\u{fedf}\u{64e}\u{fe8e}");
    }

    #[test]
    fn joiners_and_tatweel_count() {
        assert_eq!(
            joined("می\u{200c}خواهم"),
            "\u{fee3}\u{fbfd}\u{200c}\u{fea7}\u{feee}\u{fe8d}\u{feeb}\u{fee2}"
        );
        assert_eq!(joined("ه\u{200d}"), "\u{feeb}\u{200d}");
        assert_eq!(joined("ـه"), "ـ\u{feea}");
    }

    #[test]
    fn a_letter_without_forms_still_joins_its_neighbours() {
        // Kurdish lam with a small v: no presentation form of its own.
        assert_eq!(joined("بڵب"), "\u{fe91}ڵ\u{fe90}");
    }

    #[test]
    fn a_change_of_level_parts_letters() {
        let parted = [Glyph::Char('\u{fe8f}'), Glyph::Char('\u{fe8f}')];
        assert_eq!(glyphs("بب", &[1, 2]), parted);
    }
}
