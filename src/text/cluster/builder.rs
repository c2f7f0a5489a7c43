//! Puts characters together to clusters: bases with plain marks by itself, all else as
//! unicode-segmentation says.

use std::slice::Iter;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::{Analysed, Cluster, Clusters, Kind};
use crate::text::character::Character;
use crate::text::drawn::ABSORBED;
use crate::text::property::{ClusterClass, is_breaking_space};

/// Puts clusters together.
pub(super) struct Builder<'a> {
    analysed: &'a Analysed<'a>,
    clusters: &'a mut Clusters,
    opportunities: Iter<'a, usize>,
    /// The next opportunity to end a line; none is beyond the end of the text.
    opportunity: usize,
    /// Where the next cluster begins in the text.
    byte: usize,
    /// The character that ends the last cluster.
    end: usize,
}

impl<'a> Builder<'a> {
    /// For `clusters`, of which there are none yet.
    pub fn new(analysed: &'a Analysed<'a>, clusters: &'a mut Clusters) -> Self {
        let mut builder = Self {
            analysed,
            clusters,
            opportunities: analysed.opportunities.iter(),
            opportunity: 0,
            byte: 0,
            end: 0,
        };
        builder.next_opportunity();
        builder
    }

    /// Adds all clusters.
    pub fn build(mut self) {
        let count = self.analysed.characters.len();
        let mut index = 0;
        while index < count {
            index = self.push_plain(index);
            if index < count {
                index = self.push_odd(index);
            }
        }
    }

    /// Adds the clusters from character `start` on that are each a base with plain marks.
    /// Returns where something else begins.
    fn push_plain(&mut self, start: usize) -> usize {
        let characters = self.analysed.characters;
        let mut index = start;
        loop {
            index = self.push_bases(index);
            let rest = &characters[index..];
            let bases = rest.iter().take(1).take_while(|c| is_base(c)).count();
            let marks = rest[bases..].iter().take_while(|c| is_mark(c));
            let is_odd = |c: &Character| c.properties.cluster == ClusterClass::OddMark;
            if bases == 0 || marks.clone().any(is_odd) {
                return index;
            }
            let end = index + bases + marks.count();
            self.push_marked(index, end);
            index = end;
        }
    }

    /// Adds the characters from `start` on that are each a cluster of their own: bases up
    /// to one with a mark. Returns where they end.
    #[inline]
    fn push_bases(&mut self, start: usize) -> usize {
        let Analysed {
            characters,
            glyphs,
            levels,
            ..
        } = *self.analysed;
        let (characters, glyphs, levels) =
            (&characters[start..], &glyphs[start..], &levels[start..]);
        let mut byte = self.byte;
        let mut index = start;
        let mut followers = characters.iter().skip(1);
        for ((&base, &glyph), &level) in characters.iter().zip(glyphs).zip(levels) {
            if !is_base(&base) || followers.next().is_some_and(is_mark) {
                break;
            }
            // The alef of a lam-alef has no cluster: its place goes to the lam's.
            if glyph != ABSORBED {
                let may_break_before = self.opportunity <= index && self.may_break_before(index);
                self.clusters.all.push(Cluster {
                    start: byte as u32,
                    drawn: glyph,
                    width: base.properties.width(),
                    level,
                    kind: base_kind(base),
                    may_break_before,
                });
            }
            byte += base.c.len_utf8();
            index += 1;
            self.end = index;
        }
        self.byte = byte;
        index
    }

    /// Adds the characters from `start` to `end`, which are a base and plain marks.
    fn push_marked(&mut self, start: usize, end: usize) {
        let characters = &self.analysed.characters[start..end];
        let shown = characters[1..]
            .iter()
            .filter(|mark| !mark.properties.is_never_shown());
        match self.analysed.glyphs[start] {
            ABSORBED => self.clusters.add_marks(shown.map(|mark| mark.c)),
            mut drawn => {
                let base = characters[0];
                let mut kind = base_kind(base);
                let mut text_begun = false;
                for mark in shown {
                    if !text_begun {
                        text_begun = true;
                        self.clusters.texts.push(drawn.character());
                    }
                    self.clusters.texts.push(mark.c);
                }
                if text_begun {
                    drawn = self.clusters.end_text();
                    // A blank that carries a mark is text like any letter.
                    kind = Kind::Text;
                }
                let may_break_before = self.may_break_before(start);
                self.clusters.all.push(Cluster {
                    start: self.byte as u32,
                    drawn,
                    width: base.properties.width(),
                    level: self.analysed.levels[start],
                    kind,
                    may_break_before,
                });
            }
        }
        self.byte += length(characters);
        self.end = end;
    }

    /// Adds the clusters of a stretch of other characters from `start` on, which
    /// unicode-segmentation takes apart. Returns where it ends.
    fn push_odd(&mut self, start: usize) -> usize {
        let stretch = odd_stretch(&self.analysed.characters[start..]);
        let text = &self.analysed.text[self.byte..self.byte + length(stretch)];
        let mut index = start;
        for grapheme in text.graphemes(true).flat_map(without_prepended) {
            let end = index + grapheme.chars().count();
            self.push(index, end);
            self.byte += grapheme.len();
            index = end;
        }
        index
    }

    /// Adds any cluster.
    fn push(&mut self, start: usize, end: usize) {
        let Analysed {
            characters, glyphs, ..
        } = *self.analysed;
        let joined_emoji = is_emoji_sequence(&characters[start..end]);
        let is_shown =
            |index: &usize| joined_emoji || !characters[*index].properties.is_never_shown();
        if glyphs[start] == ABSORBED {
            let marks = (start + 1..end).filter(is_shown);
            self.clusters
                .add_marks(marks.map(|index| characters[index].c));
            self.end = end;
            return;
        }
        let mut shown = (start..end).filter(is_shown);
        let base = shown.next();
        let edge = || (start..end).find(|&index| is_isolate(characters[index].c));
        let Some(place) = base.or_else(edge) else {
            return;
        };
        let level = self.analysed.levels[place];
        let text = self.clusters.texts.len();
        let mut kind = Kind::Edge;
        if let Some(base) = base {
            let first = characters[base];
            kind = match first.c {
                '\t' => Kind::Tab,
                c if is_breaking_space(c) && shown.clone().next().is_none() => Kind::Space,
                _ => Kind::Text,
            };
            if kind == Kind::Tab {
                self.clusters.texts.push(' ');
                shown = (end..end).filter(is_shown);
            } else {
                if first.properties.width() == 0 && !first.c.is_control() {
                    // A mark without a letter gets a space to stand on.
                    self.clusters.texts.push(' ');
                }
                self.push_visible(base);
            }
            for index in shown {
                self.push_visible(index);
            }
        }
        self.clusters.has_tabs |= kind == Kind::Tab;
        let width = self.clusters.texts[text..].width().min(2) as u8;
        let may_break_before = self.may_break_before(start);
        self.end = end;
        let drawn = self.clusters.end_text();
        self.clusters.all.push(Cluster {
            start: self.byte as u32,
            drawn,
            width: width.max(u8::from(kind != Kind::Edge)),
            level,
            kind,
            may_break_before,
        });
    }

    /// Appends what is drawn for character `index`, which is an alef with a lam only if
    /// it is no base.
    fn push_visible(&mut self, index: usize) {
        let c = match self.analysed.glyphs[index] {
            ABSORBED => self.analysed.characters[index].c,
            glyph => glyph.character(),
        };
        self.clusters.texts.push(c);
    }

    /// Whether a line may end between the cluster before and one that begins at character
    /// `start`. Where the opportunity is followed by something never shown, the line may
    /// end before the next thing that is. Inside a cluster it cannot.
    #[inline]
    fn may_break_before(&mut self, start: usize) -> bool {
        let mut found = false;
        while self.opportunity <= start {
            found |= self.opportunity >= self.end;
            self.next_opportunity();
        }
        found
    }

    fn next_opportunity(&mut self) {
        self.opportunity = self.opportunities.next().copied().unwrap_or(usize::MAX);
    }
}

/// What `rest` begins with up to a place between clusters, whatever stands in it: odd
/// characters, or a plain one with an odd mark, and then a plain one with its marks.
fn odd_stretch(rest: &[Character]) -> &[Character] {
    let odd = 1 + rest[1..].iter().take_while(|c| !is_base(c)).count();
    let plain = rest[odd..].iter().take(1).count();
    let marks = &rest[odd + plain..];
    &rest[..odd + plain + marks.iter().take_while(|c| is_mark(c)).count()]
}

/// Whether only marks join it in a cluster.
#[inline]
fn is_base(character: &Character) -> bool {
    let class = character.properties.cluster;
    matches!(class, ClusterClass::Base | ClusterClass::Space)
}

/// The kind of a cluster of this one character.
#[inline]
fn base_kind(base: Character) -> Kind {
    match base.properties.cluster {
        ClusterClass::Space => Kind::Space,
        _ => Kind::Text,
    }
}

/// Whether it belongs to what stands before it.
#[inline]
fn is_mark(character: &Character) -> bool {
    let class = character.properties.cluster;
    matches!(class, ClusterClass::Mark | ClusterClass::OddMark)
}

/// Bytes of `characters` in the text.
#[inline]
fn length(characters: &[Character]) -> usize {
    characters
        .iter()
        .map(|character| character.c.len_utf8())
        .sum()
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

fn is_isolate(c: char) -> bool {
    matches!(c, '\u{2066}'..='\u{2069}')
}

/// Several pictures joined into one keep their joiners and tags.
fn is_emoji_sequence(characters: &[Character]) -> bool {
    let Some((first, rest)) = characters.split_first() else {
        return false;
    };
    let joins = |c| c == '\u{200d}' || matches!(c, '\u{e0020}'..='\u{e007f}');
    first.c >= '\u{2190}' && rest.iter().any(|character| joins(character.c))
}
