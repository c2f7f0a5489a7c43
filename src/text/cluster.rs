//! Grapheme clusters as a terminal shows them: what stands in one cell (or two, for
//! wide characters) with its place in the text.

use std::ops::Range;

use unicode_bidi::{Level, ParagraphBidiInfo};
use unicode_bidi_mirroring::get_mirrored;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::direction::Direction;
use super::joining::{Glyph, join};

/// What may be drawn at a place of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cluster {
    /// Bytes of the text, logical order.
    pub text: Range<u32>,
    /// Bytes of [`Clusters::symbols`].
    pub symbol: Range<u32>,
    /// Columns: 1 or 2; 0 for an edge.
    pub width: u8,
    pub level: Level,
    pub kind: Kind,
    /// A line may end before this cluster (UAX #14).
    pub may_break_before: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    /// White space that vanishes at the end of a line.
    Space,
    /// A segment separator (UAX #9, S).
    Tab,
    /// An isolate's edge, which is never drawn, but parts what lies before it from what
    /// lies after when levels are put in order.
    Edge,
}

/// The clusters of a paragraph in logical order and the text of their cells.
#[derive(Debug, Clone, Default)]
pub(super) struct Clusters {
    pub all: Vec<Cluster>,
    pub symbols: String,
}

impl Clusters {
    /// Levels, joining, clusters and break opportunities of one paragraph.
    pub fn new(text: &str, base: Direction) -> Self {
        let levels = ParagraphBidiInfo::new(text, Some(base.level())).levels;
        let chars: Vec<(char, Level)> = text
            .char_indices()
            .map(|(byte, c)| (c, levels[byte]))
            .collect();
        let mut glyphs = Vec::with_capacity(chars.len());
        join(&chars, &mut glyphs);

        let mut clusters = Self {
            all: Vec::with_capacity(chars.len()),
            symbols: String::with_capacity(text.len() + text.len() / 2),
        };
        let mut place = Place { byte: 0, index: 0 };
        for grapheme in text.graphemes(true).flat_map(without_prepended) {
            let count = grapheme.chars().count();
            let of_grapheme = place.index..place.index + count;
            clusters.push(
                grapheme,
                place.byte,
                &chars[of_grapheme.clone()],
                &glyphs[of_grapheme],
            );
            place.byte += grapheme.len();
            place.index += count;
        }
        clusters.mark_breaks(text);
        clusters
    }

    fn push(&mut self, grapheme: &str, byte: usize, chars: &[(char, Level)], glyphs: &[Glyph]) {
        let text = to_u32(byte)..to_u32(byte + grapheme.len());
        let symbol_start = self.symbols.len();
        let joined_emoji = is_emoji_sequence(chars);
        let shown = |c: char| joined_emoji || !is_never_shown(c);

        if glyphs[0] == Glyph::Absorbed {
            // The alef of a lam-alef: its place and its marks go to the lam's cell.
            self.symbols
                .extend(chars[1..].iter().map(|&(c, _)| c).filter(|&c| shown(c)));
            let end = to_u32(self.symbols.len());
            if let Some(lam) = self.all.last_mut() {
                lam.text.end = text.end;
                lam.symbol.end = end;
            }
            return;
        }

        let Some(base) = chars.iter().position(|&(c, _)| shown(c)) else {
            if let Some(&(_, level)) = chars.iter().find(|&&(c, _)| is_isolate(c)) {
                let nothing = to_u32(symbol_start);
                self.all.push(Cluster {
                    text,
                    symbol: nothing..nothing,
                    width: 0,
                    level,
                    kind: Kind::Edge,
                    may_break_before: false,
                });
            }
            return;
        };
        let (first, level) = chars[base];
        if first == '\t' {
            self.symbols.push(' ');
        } else {
            if first.width() == Some(0) {
                // A mark without a letter gets a space to stand on.
                self.symbols.push(' ');
            }
            for (&(c, _), &glyph) in chars.iter().zip(glyphs) {
                if shown(c) {
                    self.symbols.push(visible(c, glyph, level));
                }
            }
        }
        let width = self.symbols[symbol_start..].width().clamp(1, 2);
        self.all.push(Cluster {
            text,
            symbol: to_u32(symbol_start)..to_u32(self.symbols.len()),
            width: width as u8,
            level,
            // A blank that carries a mark is text like any letter.
            kind: match kind(first) {
                Kind::Space if chars.iter().filter(|&&(c, _)| shown(c)).count() > 1 => Kind::Text,
                kind => kind,
            },
            may_break_before: false,
        });
    }

    fn mark_breaks(&mut self, text: &str) {
        let mut clusters = self.all.iter_mut().peekable();
        let mut end_before = 0;
        for (byte, _) in unicode_linebreak::linebreaks(text) {
            // UAX #14 would let C++ be broken before its last sign.
            if text[..byte].ends_with('+') && text[byte..].starts_with('+') {
                continue;
            }
            let byte = to_u32(byte);
            while let Some(cluster) = clusters.next_if(|cluster| cluster.text.start < byte) {
                end_before = cluster.text.end;
            }
            // Where the opportunity is followed by something never shown, the line may
            // end before the next thing that is. Inside a cell it cannot.
            if let Some(cluster) = clusters.peek_mut().filter(|_| end_before <= byte) {
                cluster.may_break_before = true;
            }
        }
    }
}

struct Place {
    byte: usize,
    index: usize,
}

/// Number signs and the like stand before digits as one grapheme (UAX #29, Prepend),
/// but each has a cell of its own.
fn without_prepended(grapheme: &str) -> impl Iterator<Item = &str> {
    let signs = grapheme
        .char_indices()
        .find(|&(_, c)| !is_prepended(c))
        .map_or(grapheme.len(), |(byte, _)| byte);
    let (signs, rest) = grapheme.split_at(signs);
    signs
        .split_inclusive(|_| true)
        .chain((!rest.is_empty()).then_some(rest))
}

fn is_prepended(c: char) -> bool {
    matches!(
        c,
        '\u{600}'..='\u{605}' | '\u{6dd}' | '\u{70f}' | '\u{890}' | '\u{891}' | '\u{8e2}'
    )
}

fn visible(c: char, glyph: Glyph, level: Level) -> char {
    let c = match glyph {
        Glyph::Char(c) => c,
        Glyph::Absorbed => c,
    };
    if level.is_rtl() {
        get_mirrored(c).unwrap_or(c)
    } else {
        c
    }
}

fn kind(c: char) -> Kind {
    match c {
        '\t' => Kind::Tab,
        // No-break spaces are text: nothing ends at them.
        '\u{a0}' | '\u{202f}' | '\u{2007}' => Kind::Text,
        _ if c.is_whitespace() => Kind::Space,
        _ => Kind::Text,
    }
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

fn is_isolate(c: char) -> bool {
    matches!(c, '\u{2066}'..='\u{2069}')
}

/// Several pictures joined into one keep their joiners and tags.
fn is_emoji_sequence(chars: &[(char, Level)]) -> bool {
    let Some((&(first, _), rest)) = chars.split_first() else {
        return false;
    };
    first >= '\u{2190}'
        && rest
            .iter()
            .any(|&(c, _)| c == '\u{200d}' || matches!(c, '\u{e0020}'..='\u{e007f}'))
}

/// Paragraphs are parts of documents whose size is limited far below 4 GiB.
fn to_u32(byte: usize) -> u32 {
    u32::try_from(byte).expect("a paragraph is smaller than 4 GiB")
}
