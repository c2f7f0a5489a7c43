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

use super::cluster::Kind;
use super::drawn::Glyph;
use super::joining::Joining;
use super::presentation::{Shape, presentation_form};

/// The properties of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Properties {
    /// What is drawn for it in each [`Shape`]; of a mark that is never shown, nothing.
    pub glyphs: [Glyph; 4],
    pub key: RunKey,
    pub joining: Joining,
    pub bidi: BidiClass,
    pub line_break: LineBreak,
    pub cluster: ClusterClass,
    /// Columns of the character itself, 0 for a control; 3 stands for more.
    pub width: u8,
    flags: u8,
}

/// What a character does to the grapheme cluster it is in (UAX #29), as far as common
/// text needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ClusterClass {
    /// Begins a cluster that only marks join, and is drawn in columns of its own. It joins
    /// other letters only if it is one that runs from right to left.
    Base,
    /// White space that does the same.
    Space,
    /// Belongs to what stands before it in clusters, levels and lines alike, and changes no
    /// width.
    Mark,
    /// All else, for the crates to look at.
    Special,
}

/// What a character does to lines (UAX #14), as far as common text needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineBreak {
    /// Letters and digits (AL, NU).
    Word = 0,
    /// Spaces (SP).
    Space = 1,
    /// Full stops, commas and colons (IS).
    Infix = 2,
    /// Closing brackets, exclamation and question marks (CL, CP, EX).
    Closing = 3,
    /// Quotation marks (QU).
    Quotation = 4,
    /// Opening brackets (OP).
    Opening = 5,
    /// All else, for unicode-linebreak to look at.
    Other = 6,
}

/// What characters of one run have in common: bidi class, line break class, width and whether
/// they are mirrored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RunKey(u16);

impl RunKey {
    /// Set in the key of a character that is a run of its own.
    const APART: u16 = 1 << 15;
    /// The key of no character.
    pub const NONE: Self = Self(u16::MAX);

    /// Whether a character with this key goes on the run of one with the key `previous`.
    #[inline]
    pub fn goes_on(self, previous: Self) -> bool {
        (self.0 ^ previous.0) | (self.0 & Self::APART) == 0
    }
}

const BRACKET: u8 = 1 << 0;
const MIRRORED: u8 = 1 << 1;
const NEVER_SHOWN: u8 = 1 << 2;

impl Properties {
    #[inline]
    fn is(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    /// Whether it is one of a pair of brackets (UAX #9, BD14 and BD15).
    #[inline]
    pub fn is_bracket(&self) -> bool {
        self.is(BRACKET)
    }

    /// Whether another character is drawn for it from right to left (UAX #9, L4).
    #[inline]
    pub fn is_mirrored(&self) -> bool {
        self.is(MIRRORED)
    }

    /// Whether it has done its work before anything is drawn.
    #[inline]
    pub fn is_never_shown(&self) -> bool {
        self.is(NEVER_SHOWN)
    }

    fn ask(c: char) -> Self {
        let (bidi, line_break) = (bidi_class(c), LineBreak::ask(c));
        let width = c.width().unwrap_or(0).min(3) as u8;
        let flags = [
            (
                HardcodedBidiData.bidi_matched_opening_bracket(c).is_some(),
                BRACKET,
            ),
            (get_mirrored(c).is_some(), MIRRORED),
            (is_never_shown(c), NEVER_SHOWN),
        ];
        let set = flags.iter().filter(|(holds, _)| *holds);
        let mut properties = Self {
            glyphs: Shape::ALL.map(|shape| Glyph::of(drawn(c, shape))),
            key: RunKey::NONE,
            joining: Joining::ask(c),
            bidi,
            line_break,
            cluster: ClusterClass::ask(c),
            width,
            flags: set.fold(0, |flags, (_, flag)| flags | flag),
        };
        if properties.is_never_shown() {
            properties.glyphs = [Glyph::NOTHING; 4];
        }
        // Of separators each counts (UAX #9, W4), as each bracket does.
        let is_separator = matches!(bidi, BidiClass::ES | BidiClass::CS);
        properties.key = RunKey(
            if is_separator || properties.is_bracket() {
                RunKey::APART
            } else {
                0
            } | u16::from(properties.is_mirrored()) << 10
                | u16::from(width) << 8
                | (bidi as u16) << 3
                | line_break as u16,
        );
        properties
    }
}

/// What is drawn for `c` in `shape`.
fn drawn(c: char, shape: Shape) -> char {
    match get_joining_type(c) {
        JoiningType::NonJoining | JoiningType::Transparent => c,
        _ => presentation_form(c, shape).unwrap_or(c),
    }
}

/// The properties of `c`.
#[inline]
pub(super) fn properties(c: char) -> &'static Properties {
    properties_of_code(c as usize)
}

/// The properties of the character with this code point.
#[inline]
pub(super) fn properties_of_code(code: usize) -> &'static Properties {
    let (number, place) = (code / PAGE, code % PAGE);
    match PAGES[number].get() {
        Some(page) => &page[place],
        None => &page(number)[place],
    }
}

/// Code points of a page.
const PAGE: usize = 256;

type Page = Box<[Properties; PAGE]>;

static PAGES: [OnceLock<Page>; 0x11_0000 / PAGE] = [const { OnceLock::new() }; 0x11_0000 / PAGE];

/// The page with this number, which nobody asked for yet.
#[cold]
fn page(number: usize) -> &'static Page {
    let ask = |index| {
        // Surrogates are no characters and never asked for.
        let c = char::from_u32((PAGE * number + index) as u32);
        Properties::ask(c.unwrap_or(char::REPLACEMENT_CHARACTER))
    };
    PAGES[number].get_or_init(|| Box::new(std::array::from_fn(ask)))
}

impl ClusterClass {
    #[inline]
    pub fn is_base(self) -> bool {
        self <= Self::Space
    }

    /// The kind of a cluster with such a base.
    #[inline]
    pub fn kind(self) -> Kind {
        match self {
            Self::Space => Kind::Space,
            _ => Kind::Text,
        }
    }

    fn ask(c: char) -> Self {
        if is_one_cluster(&['a', c]) {
            return if is_plain_mark(c) {
                Self::Mark
            } else {
                Self::Special
            };
        }
        let is_drawn = matches!(c.width(), Some(1 | 2)) && c != '\t' && !is_never_shown(c);
        if !is_drawn || joins_more_than_marks(c) || !is_plain_base(c) {
            Self::Special
        } else if is_breaking_space(c) {
            Self::Space
        } else {
            Self::Base
        }
    }
}

/// Whether `c`, which goes on a cluster, has no say in levels and lines either.
fn is_plain_mark(c: char) -> bool {
    let changes_no_width = |base| width(&[base, c]) == width(&[base]);
    let is_joiner_or_selector = matches!(c, '\u{200d}' | '\u{fe00}'..='\u{fe0f}');
    // UAX #9, W1 and X9; UAX #14, LB9.
    let has_no_say = matches!(bidi_class(c), BidiClass::NSM | BidiClass::BN)
        && break_property(c as u32) == BreakClass::CombiningMark;
    let joining = get_joining_type(c);
    has_no_say
        && !is_joiner_or_selector
        && matches!(joining, JoiningType::Transparent | JoiningType::NonJoining)
        && c.width() == Some(0)
        && ['a', '<', '1', '\u{628}'].into_iter().all(changes_no_width)
}

/// Whether all that `c` does to levels follows from its class and the base direction, and
/// it joins nothing of another level.
fn is_plain_base(c: char) -> bool {
    match bidi_class(c) {
        BidiClass::R | BidiClass::AL => get_joining_type(c) != JoiningType::Transparent,
        BidiClass::L
        | BidiClass::EN
        | BidiClass::AN
        | BidiClass::ES
        | BidiClass::CS
        | BidiClass::ET
        | BidiClass::WS
        | BidiClass::ON => get_joining_type(c) == JoiningType::NonJoining,
        _ => false,
    }
}

/// Whether `c`, which extends nothing, makes a cluster with more than plain marks, or not
/// even with these (UAX #29, GB3 to GB9c).
fn joins_more_than_marks(c: char) -> bool {
    const MARK: char = '\u{300}';
    const HANGUL_VOWEL: char = '\u{1161}';
    const HANGUL_TRAILING: char = '\u{11a8}';
    const VIRAMA: char = '\u{94d}';
    const KA: char = '\u{915}';
    !is_one_cluster(&[c, MARK])
        || is_one_cluster(&[c, c])
        || is_one_cluster(&[c, 'a'])
        || is_one_cluster(&[c, HANGUL_VOWEL])
        || is_one_cluster(&[c, HANGUL_TRAILING])
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
            "aب1٣.،؟(«中ـ👩"
                .chars()
                .all(|c| class(c) == ClusterClass::Base)
        );
        assert!(
            "\u{64e}\u{651}\u{670}\u{300}\u{200c}"
                .chars()
                .all(|c| class(c) == ClusterClass::Mark)
        );
        assert_eq!(class(' '), ClusterClass::Space);
        assert!(
            "\t\u{7}\u{600}각\u{915}🇸\u{2067}\u{fe0f}\u{200f}\u{200d}\u{1820}"
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
            assert_eq!(found.is_mirrored(), get_mirrored(c).is_some(), "{c:?}");
            assert_eq!(usize::from(found.width), c.width().unwrap_or(0), "{c:?}");
        }
    }
}
