//! Arabic joining (Unicode core specification, section 9.2): which shape each
//! letter takes. Works on characters in logical order, before lines are broken,
//! since a lam-alef ligature is narrower than its two letters.

use unicode_bidi_mirroring::get_mirrored;
use unicode_joining_type::JoiningType;

use super::character::Character;
use super::drawn::{ABSORBED, Drawn};
use super::presentation::{Shape, lam_alef, presentation_form};

/// Fills `glyphs` with what is drawn for each of `characters` (logical order), whose embedding
/// levels are `levels`: a presentation form, a mirrored character (UAX #9, L4), or itself;
/// [`ABSORBED`] for the alef of a lam-alef ligature, whose glyph the lam has. Letters join
/// only where their levels are equal, as in fribidi.
pub(super) fn join(characters: &[Character], levels: &[u8], glyphs: &mut Vec<Drawn>) {
    glyphs.clear();
    let unjoined = characters.iter().zip(levels);
    glyphs.extend(unjoined.map(|(&character, &level)| Drawn::of_character(seen(character, level))));
    // The last character that is not transparent.
    let mut before = Letter::NONE;
    for (index, (character, &level)) in characters.iter().zip(levels).enumerate() {
        let joining = character.properties.joining;
        if joining == JoiningType::Transparent
            || joining == JoiningType::NonJoining && before.c == Letter::NONE.c
        {
            continue;
        }
        let joined = before.joins_following & joins_preceding(joining) & (before.level == level);
        let shape = shape(before.joined_to_preceding, joined);
        before.take(shape, glyphs);
        let mut letter = Letter {
            index,
            c: character.c,
            level,
            joins_following: joins_following(joining),
            joined_to_preceding: joined,
        };
        if joining == JoiningType::NonJoining {
            letter = Letter::NONE;
        } else if joined
            && before.ligates_with(index)
            && let Some(ligature) = lam_alef(character.c, shape)
        {
            glyphs[before.index] = Drawn::of_character(ligature);
            glyphs[index] = ABSORBED;
            // The ligature has no other form.
            letter = Letter::NONE;
        }
        before = letter;
    }
    before.take(shape(before.joined_to_preceding, false), glyphs);
}

/// The character drawn for `character`, joining apart.
#[inline]
fn seen(character: Character, level: u8) -> char {
    if level % 2 == 1 && character.properties.is_mirrored() {
        get_mirrored(character.c).unwrap_or(character.c)
    } else {
        character.c
    }
}

/// A character that waits for what comes after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Letter {
    index: usize,
    c: char,
    level: u8,
    joins_following: bool,
    joined_to_preceding: bool,
}

impl Letter {
    /// Joins nothing and is drawn as it is.
    const NONE: Self = Self {
        index: 0,
        c: '\0',
        level: 0,
        joins_following: false,
        joined_to_preceding: false,
    };

    /// Is drawn in `shape`.
    #[inline]
    fn take(self, shape: Shape, glyphs: &mut [Drawn]) {
        if let Some(glyph) = glyphs.get_mut(self.index) {
            *glyph = presentation_form(self.c, shape, *glyph);
        }
    }

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

    fn glyphs(text: &str, levels: &[u8]) -> Vec<Drawn> {
        let (mut chars, mut glyphs) = (Vec::new(), Vec::new());
        characters(text, &mut chars);
        join(&chars, levels, &mut glyphs);
        glyphs
    }

    fn joined(text: &str) -> String {
        let glyphs = glyphs(text, &vec![1; text.chars().count()]);
        let drawn = glyphs.into_iter().filter(|&glyph| glyph != ABSORBED);
        drawn.map(Drawn::character).collect()
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
        let parted = [Drawn::of_character('\u{fe8f}'); 2];
        assert_eq!(glyphs("بب", &[1, 2]), parted);
    }
}
