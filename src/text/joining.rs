//! Arabic joining (Unicode core specification, section 9.2): which shape each
//! letter takes. Works on characters in logical order, before lines are broken,
//! since a lam-alef ligature is narrower than its two letters.

use unicode_bidi_mirroring::get_mirrored;

use super::presentation::{Shape, lam_alef, presentation_form};
use super::property::properties;

/// What is drawn for each of `characters` (logical order), whose embedding levels are
/// `levels`: a presentation form, a mirrored character (UAX #9, L4), or itself; `None` for the
/// alef of a lam-alef ligature, whose glyph the lam has. Letters join only where their levels
/// are equal, as in fribidi.
pub(super) fn join(characters: &[char], levels: &[u8]) -> Vec<Option<char>> {
    let each = characters.iter().zip(levels);
    let mut glyphs: Vec<Option<char>> = each.map(|(&c, &level)| Some(seen(c, level))).collect();
    // The last character that is not transparent, if it joins.
    let mut before: Option<Letter> = None;
    for (index, (&c, &level)) in characters.iter().zip(levels).enumerate() {
        let properties = properties(c);
        if properties.is_transparent() {
            continue;
        }
        let joins_preceding = properties.joins_preceding() == 1;
        let joins_following = properties.joins_following() == 1;
        let joined_to = before
            .filter(|before| before.joins_following && joins_preceding && before.level == level);
        if let Some(before) = before {
            before.draw(joined_to.is_some(), &mut glyphs);
        }
        let letter = Letter {
            index,
            c,
            level,
            joins_following,
            joined_to_preceding: joined_to.is_some(),
        };
        before = (joins_preceding || joins_following).then_some(letter);
        if let Some(lam) = joined_to
            && lam.ligates_with(index)
            && let Some(ligature) = lam_alef(c, Shape::of(lam.joined_to_preceding, true))
        {
            glyphs[lam.index] = Some(ligature);
            glyphs[index] = None;
            // The ligature has no other form.
            before = None;
        }
    }
    if let Some(before) = before {
        before.draw(false, &mut glyphs);
    }
    glyphs
}

/// The character drawn for `c`, joining apart.
fn seen(c: char, level: u8) -> char {
    if level % 2 == 1 {
        get_mirrored(c).unwrap_or(c)
    } else {
        c
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
    fn draw(self, joined_to_following: bool, glyphs: &mut [Option<char>]) {
        let shape = Shape::of(self.joined_to_preceding, joined_to_following);
        if let Some(form) = presentation_form(self.c, shape) {
            glyphs[self.index] = Some(form);
        }
    }

    /// Only a lam and the very next character ligate: a mark between them has no
    /// other cell to stand in.
    fn ligates_with(self, next: usize) -> bool {
        self.c == '\u{644}' && self.index + 1 == next && self.level % 2 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyphs(text: &str, levels: &[u8]) -> Vec<Option<char>> {
        let characters: Vec<char> = text.chars().collect();
        join(&characters, levels)
    }

    fn joined(text: &str) -> String {
        let glyphs = glyphs(text, &vec![1; text.chars().count()]);
        glyphs.into_iter().flatten().collect()
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
        assert_eq!(glyphs("بب", &[1, 2]), [Some('\u{fe8f}'); 2]);
    }
}
