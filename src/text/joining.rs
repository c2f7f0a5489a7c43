//! Arabic joining (Unicode core specification, section 9.2): which shape each
//! letter takes. Works on characters in logical order, before lines are broken,
//! since a lam-alef ligature is narrower than its two letters.

use unicode_bidi::Level;
use unicode_joining_type::{JoiningType, get_joining_type};

use super::presentation::{Shape, lam_alef, presentation_form};

/// What is drawn for one character of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Glyph {
    /// The character itself or its presentation form.
    Char(char),
    /// The alef of a lam-alef ligature: the lam before it holds the glyph.
    Absorbed,
}

/// Appends to `glyphs` one glyph for each of `chars` (logical order). Letters join
/// only where their embedding levels are equal, as in fribidi.
pub(super) fn join(chars: &[(char, Level)], glyphs: &mut Vec<Glyph>) {
    let start = glyphs.len();
    glyphs.extend(chars.iter().map(|&(c, _)| Glyph::Char(c)));
    let glyphs = &mut glyphs[start..];

    // The last character that is not transparent, and whether it is joined to the
    // one before it.
    let mut previous: Option<Letter> = None;
    for (index, &(c, level)) in chars.iter().enumerate() {
        let joining = joining_type(c);
        if joining == JoiningType::Transparent {
            continue;
        }
        let joined = previous.as_ref().is_some_and(|previous| {
            previous.level == level && joins_following(previous.joining) && joins_preceding(joining)
        });
        if let Some(previous) = previous {
            previous.draw(glyphs, joined);
            if joined && previous.ligates_with(index) {
                let shape = shape(previous.joined_to_preceding, true);
                if let Some(ligature) = lam_alef(c, shape) {
                    glyphs[previous.index] = Glyph::Char(ligature);
                    glyphs[index] = Glyph::Absorbed;
                }
            }
        }
        previous = Some(Letter {
            index,
            c,
            level,
            joining,
            joined_to_preceding: joined,
        });
    }
    if let Some(last) = previous {
        last.draw(glyphs, false);
    }
}

struct Letter {
    index: usize,
    c: char,
    level: Level,
    joining: JoiningType,
    joined_to_preceding: bool,
}

impl Letter {
    fn draw(&self, glyphs: &mut [Glyph], joined_to_following: bool) {
        let shape = shape(self.joined_to_preceding, joined_to_following);
        if glyphs[self.index] != Glyph::Absorbed
            && let Some(form) = presentation_form(self.c, shape)
        {
            glyphs[self.index] = Glyph::Char(form);
        }
    }

    /// Only a lam and the very next character ligate: a mark between them has no
    /// other cell to stand in.
    fn ligates_with(&self, next: usize) -> bool {
        self.c == '\u{644}' && self.index + 1 == next && self.level.is_rtl()
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

/// ASCII has no joining letter; most text that is not Arabic ends here.
fn joining_type(c: char) -> JoiningType {
    if c.is_ascii() {
        JoiningType::NonJoining
    } else {
        get_joining_type(c)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &str) -> String {
        let chars: Vec<_> = text.chars().map(|c| (c, Level::rtl())).collect();
        let mut glyphs = Vec::new();
        join(&chars, &mut glyphs);
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
        let chars = [('ب', Level::rtl()), ('ب', Level::ltr())];
        let mut glyphs = Vec::new();
        join(&chars, &mut glyphs);
        assert_eq!(glyphs, [Glyph::Char('\u{fe8f}'), Glyph::Char('\u{fe8f}')]);
    }
}
