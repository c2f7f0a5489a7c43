//! Arabic joining (Unicode core specification, section 9.2): which shape each
//! letter takes. Works on characters in logical order, before lines are broken,
//! since a lam-alef ligature is narrower than its two letters.

use unicode_bidi_mirroring::get_mirrored;
use unicode_joining_type::{JoiningType, get_joining_type};

use super::presentation::{Shape, is_ligating_alef, lam_alef, presentation_form};
use super::property::properties;

/// What a character does to the letters beside it, and then whether it is joined itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Joining(u8);

impl Joining {
    /// Joins nothing.
    pub const NONE: Self = Self(0);

    /// Of what is known of a character by itself: it is joined to a letter before it that
    /// joins too. Once it stands in a text: that it is joined to one.
    const PRECEDING: u8 = 1 << 0;
    /// It is joined to a letter after it that joins too.
    const FOLLOWING: u8 = 1 << 1;
    const LAM: u8 = 1 << 2;
    /// An alef that makes one glyph with a lam before it.
    const ALEF: u8 = 1 << 3;
    /// Letters join across it.
    const TRANSPARENT: u8 = 1 << 4;

    pub fn ask(c: char) -> Self {
        let by_type = match get_joining_type(c) {
            JoiningType::Transparent => Self::TRANSPARENT,
            JoiningType::RightJoining => Self::PRECEDING,
            JoiningType::LeftJoining => Self::FOLLOWING,
            JoiningType::DualJoining | JoiningType::JoinCausing => {
                Self::PRECEDING | Self::FOLLOWING
            }
            _ => 0,
        };
        let by_letter = match c {
            '\u{644}' => Self::LAM,
            _ if is_ligating_alef(c) => Self::ALEF,
            _ => 0,
        };
        Self(by_type | by_letter)
    }

    /// Of a letter in a text, joined to what stands before it if `joined` is 1.
    #[inline]
    pub fn joined(self, joined: u8) -> Self {
        Self(self.0 & !Self::PRECEDING | joined)
    }

    /// 1 if this letter of a text is joined to what stands before it.
    #[inline]
    pub fn is_joined(self) -> u8 {
        self.0 & Self::PRECEDING
    }

    /// 1 if this letter is joined to `next`, which comes next but for what is transparent.
    #[inline]
    pub fn joins(self, next: Self) -> u8 {
        self.0 >> 1 & next.0 & 1
    }

    /// Whether this is a lam and `next`, which comes right after it, an alef: only these
    /// ligate, since a mark between them has no other cell to stand in.
    #[inline]
    pub fn ligates_with(self, next: Self) -> bool {
        self.0 & next.0 >> 1 & Self::LAM != 0
    }

    /// What is left of this after `mark`.
    #[inline]
    pub fn past(self, mark: Self) -> Self {
        let transparent = (mark.0 & Self::TRANSPARENT) >> 3;
        Self(self.0 & (Self::PRECEDING | transparent))
    }

    fn is_transparent(self) -> bool {
        self.0 & Self::TRANSPARENT != 0
    }
}

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
        let joining = properties(c).joining;
        if joining.is_transparent() {
            continue;
        }
        let same = before.filter(|before| before.level == level);
        let joined = same.map_or(0, |before| before.joining.joins(joining));
        if let Some(before) = before {
            before.draw(joined == 1, &mut glyphs);
        }
        let is_next = |before: &Letter| before.index + 1 == index && level % 2 == 1;
        let lam = same.filter(|before| is_next(before) && before.joining.ligates_with(joining));
        before = match lam.and_then(|lam| Some((lam.index, lam_alef(c, lam.shape(true))?))) {
            Some((lam, ligature)) => {
                glyphs[lam] = Some(ligature);
                glyphs[index] = None;
                // The ligature has no other form.
                None
            }
            None => (joining != Joining::NONE).then_some(Letter {
                index,
                c,
                level,
                joining: joining.joined(joined),
            }),
        };
    }
    if let Some(before) = before {
        before.draw(false, &mut glyphs);
    }
    glyphs
}

/// The character drawn for `c`, joining apart.
fn seen(c: char, level: u8) -> char {
    if level % 2 == 1 && properties(c).is_mirrored() {
        get_mirrored(c).unwrap_or(c)
    } else {
        c
    }
}

/// A character that waits for what comes after it.
#[derive(Debug, Clone, Copy)]
struct Letter {
    index: usize,
    c: char,
    level: u8,
    joining: Joining,
}

impl Letter {
    fn shape(self, joined_to_following: bool) -> Shape {
        Shape::of(self.joining.is_joined() == 1, joined_to_following)
    }

    fn draw(self, joined_to_following: bool, glyphs: &mut [Option<char>]) {
        if let Some(form) = presentation_form(self.c, self.shape(joined_to_following)) {
            glyphs[self.index] = Some(form);
        }
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
