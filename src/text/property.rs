//! What the engine needs to know of a character, found by one look-up.
//!
//! The answers are those of the crates that carry the Unicode tables. A page of 256
//! code points is asked for when text first needs it and remembered from then on, so
//! there is no table here that could disagree with theirs.

use std::sync::OnceLock;

use unicode_bidi::{BidiClass, BidiDataSource, HardcodedBidiData, bidi_class};
use unicode_bidi_mirroring::get_mirrored;
use unicode_joining_type::{JoiningType, get_joining_type};
use unicode_linebreak::{BreakClass, break_property};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The properties of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Properties {
    pub bidi: BidiClass,
    pub joining: JoiningType,
    pub cluster: ClusterClass,
    /// Line break, width and flags, so that a character and its properties take 8 bytes.
    rest: u8,
}

/// What a character does to the grapheme cluster it is in (UAX #29), as far as common
/// text needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ClusterClass {
    /// Begins a cluster that only marks join, and is drawn in columns of its own.
    Base,
    /// White space that does the same.
    Space,
    /// Belongs to what stands before it and changes no width.
    Mark,
    /// Belongs to what stands before it, for unicode-segmentation and unicode-width to
    /// look at.
    OddMark,
    /// All else, for unicode-segmentation to look at.
    Special,
}

/// What a character does to lines (UAX #14), as far as common text needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineBreak {
    /// Letters and digits (AL, NU).
    Word = 0,
    /// Combining marks (CM).
    Mark = 1,
    /// Spaces (SP).
    Space = 2,
    /// Full stops, commas and colons (IS).
    Infix = 3,
    /// Closing brackets, exclamation and question marks (CL, CP, EX).
    Closing = 4,
    /// Quotation marks (QU).
    Quotation = 5,
    /// Opening brackets (OP).
    Opening = 6,
    /// All else, for unicode-linebreak to look at.
    Other = 7,
}

const LINE_BREAK: u8 = 0b111;
const WIDTH_SHIFT: u32 = 3;
const WIDTH: u8 = 0b11;
const BRACKET: u8 = 1 << 5;
const MIRRORED: u8 = 1 << 6;
const NEVER_SHOWN: u8 = 1 << 7;

impl Properties {
    pub fn line_break(self) -> LineBreak {
        match self.rest & LINE_BREAK {
            0 => LineBreak::Word,
            1 => LineBreak::Mark,
            2 => LineBreak::Space,
            3 => LineBreak::Infix,
            4 => LineBreak::Closing,
            5 => LineBreak::Quotation,
            6 => LineBreak::Opening,
            _ => LineBreak::Other,
        }
    }

    /// Columns of the character itself, 0 for a control.
    pub fn width(self) -> u8 {
        self.rest >> WIDTH_SHIFT & WIDTH
    }

    /// Whether it is one of a pair of brackets (UAX #9, BD14 and BD15).
    pub fn is_bracket(self) -> bool {
        self.rest & BRACKET != 0
    }

    /// Whether another character is drawn for it from right to left (UAX #9, L4).
    pub fn is_mirrored(self) -> bool {
        self.rest & MIRRORED != 0
    }

    /// Whether it has done its work before anything is drawn.
    pub fn is_never_shown(self) -> bool {
        self.rest & NEVER_SHOWN != 0
    }

    fn ask(c: char) -> Self {
        // A cluster is never wider than two columns, so 3 may stand for more.
        let width = c.width().unwrap_or(0).min(usize::from(WIDTH)) as u8;
        let mut rest = LineBreak::ask(c) as u8 | width << WIDTH_SHIFT;
        if HardcodedBidiData.bidi_matched_opening_bracket(c).is_some() {
            rest |= BRACKET;
        }
        if get_mirrored(c).is_some() {
            rest |= MIRRORED;
        }
        if is_never_shown(c) {
            rest |= NEVER_SHOWN;
        }
        Self {
            bidi: bidi_class(c),
            joining: get_joining_type(c),
            cluster: ClusterClass::ask(c),
            rest,
        }
    }
}

/// The properties of `c`.
#[inline]
pub(super) fn properties(c: char) -> Properties {
    let code = c as usize;
    PAGES[code / PAGE].get_or_init(|| page(code / PAGE))[code % PAGE]
}

/// Code points of a page.
const PAGE: usize = 256;

type Page = Box<[Properties; PAGE]>;

static PAGES: [OnceLock<Page>; 0x11_0000 / PAGE] = [const { OnceLock::new() }; 0x11_0000 / PAGE];

#[cold]
fn page(number: usize) -> Page {
    let first = number * PAGE;
    Box::new(std::array::from_fn(|index| {
        // Surrogates are no characters and never asked for.
        let c = char::from_u32((first + index) as u32).unwrap_or(char::REPLACEMENT_CHARACTER);
        Properties::ask(c)
    }))
}

impl ClusterClass {
    fn ask(c: char) -> Self {
        if is_one_cluster(&['a', c]) {
            let changes_no_width = |base| width(&[base, c]) == width(&[base]);
            let is_joiner_or_selector = matches!(c, '\u{200d}' | '\u{fe00}'..='\u{fe0f}');
            let is_plain = c.width() == Some(0) && !is_joiner_or_selector;
            return if is_plain && ['a', '<', '1', '\u{628}'].into_iter().all(changes_no_width) {
                Self::Mark
            } else {
                Self::OddMark
            };
        }
        let is_drawn = matches!(c.width(), Some(1 | 2)) && c != '\t' && !is_never_shown(c);
        if !is_drawn || joins_more_than_marks(c) {
            Self::Special
        } else if is_breaking_space(c) {
            Self::Space
        } else {
            Self::Base
        }
    }
}

/// Whether `c`, which extends nothing, makes a cluster with more than marks, or not even
/// with these (UAX #29, GB3 to GB9c).
fn joins_more_than_marks(c: char) -> bool {
    const MARK: char = '\u{300}';
    const ZERO_WIDTH_JOINER: char = '\u{200d}';
    const PICTOGRAPH: char = '\u{1f600}';
    const HANGUL_VOWEL: char = '\u{1161}';
    const HANGUL_TRAILING: char = '\u{11a8}';
    const VIRAMA: char = '\u{94d}';
    const KA: char = '\u{915}';
    !is_one_cluster(&[c, MARK])
        || is_one_cluster(&[c, c])
        || is_one_cluster(&[c, 'a'])
        || is_one_cluster(&[c, HANGUL_VOWEL])
        || is_one_cluster(&[c, HANGUL_TRAILING])
        || is_one_cluster(&[c, ZERO_WIDTH_JOINER, PICTOGRAPH])
        || is_one_cluster(&[c, VIRAMA, KA])
}

fn is_one_cluster(chars: &[char]) -> bool {
    let text: String = chars.iter().collect();
    text.graphemes(true).nth(1).is_none()
}

fn width(chars: &[char]) -> usize {
    let text: String = chars.iter().collect();
    text.width()
}

impl LineBreak {
    fn ask(c: char) -> Self {
        match break_property(c as u32) {
            BreakClass::Alphabetic | BreakClass::Numeric => Self::Word,
            BreakClass::CombiningMark => Self::Mark,
            BreakClass::Space => Self::Space,
            BreakClass::InfixSeparator => Self::Infix,
            BreakClass::ClosePunctuation
            | BreakClass::CloseParenthesis
            | BreakClass::Exclamation => Self::Closing,
            BreakClass::Quotation => Self::Quotation,
            BreakClass::OpenPunctuation => Self::Opening,
            _ => Self::Other,
        }
    }
}

/// White space that vanishes at the end of a line. No-break spaces are text: nothing ends
/// at them.
pub(super) fn is_breaking_space(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

/// Characters that have done their work before anything is drawn: controls, bidi
/// formatting, joiners, soft hyphens and the other boundary neutrals.
fn is_never_shown(c: char) -> bool {
    match c {
        '\t' => false,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' => true,
        '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        '\u{feff}' | '\u{fff9}'..='\u{fffb}' => true,
        '\u{e0000}'..='\u{e00ff}' => true,
        _ => c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_text_is_looked_at_no_further() {
        let class = |c| properties(c).cluster;
        assert!(
            "aب1٣.،؟(«中"
                .chars()
                .all(|c| class(c) == ClusterClass::Base)
        );
        assert!(
            "\u{64e}\u{651}\u{670}\u{300}\u{200c}"
                .chars()
                .all(|c| class(c) == ClusterClass::Mark)
        );
        assert_eq!(class(' '), ClusterClass::Space);
        assert_eq!(class('\u{fe0f}'), ClusterClass::OddMark);
        assert!(
            "\t\u{7}\u{600}👩각\u{915}🇸\u{2067}"
                .chars()
                .all(|c| class(c) == ClusterClass::Special)
        );
    }

    #[test]
    fn every_character_has_its_crates_answers() {
        for c in ('\0'..=char::MAX).filter(|&c| c < '\u{3000}' || c > '\u{f000}' && c < '\u{20000}')
        {
            let found = properties(c);
            assert_eq!(found.bidi, bidi_class(c), "{c:?}");
            assert_eq!(found.joining, get_joining_type(c), "{c:?}");
            assert_eq!(found.is_mirrored(), get_mirrored(c).is_some(), "{c:?}");
            assert_eq!(usize::from(found.width()), c.width().unwrap_or(0), "{c:?}");
        }
    }
}
