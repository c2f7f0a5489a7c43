//! Grapheme clusters as a terminal shows them: what stands in one cell (or two, for
//! wide characters) with its place in the text.

use std::cell::OnceCell;
use std::iter::repeat_n;
use std::slice::Iter;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::character::Character;
use super::drawn::{ABSORBED, Drawn};
use super::property::{ClusterClass, is_breaking_space};

/// What may be drawn at a place of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cluster {
    /// First byte of the text, logical order.
    pub start: u32,
    drawn: Drawn,
    /// Columns: 1 or 2; 0 for an edge.
    pub width: u8,
    /// Embedding level.
    pub level: u8,
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

/// The clusters of a paragraph in logical order and what is drawn for them.
#[derive(Debug, Clone, Default)]
pub(super) struct Clusters {
    pub all: Vec<Cluster>,
    /// What is drawn for clusters of more than one character, one after the other.
    texts: String,
    /// The end of each in `texts`.
    text_ends: Vec<u32>,
    /// For each cluster four bytes that begin with what is drawn for it, where that is one
    /// character. Made when first asked for: whoever writes lines whole needs it not.
    characters: OnceCell<String>,
    /// Bytes of the text.
    length: u32,
    /// The first cluster of each level run.
    pub runs: Vec<u32>,
    pub has_tabs: bool,
    /// Whether each cluster is one column wide.
    pub is_narrow: bool,
}

/// A paragraph whose characters are known but not yet put together.
pub(super) struct Analysed<'a> {
    pub text: &'a str,
    pub characters: &'a [Character],
    /// A level for each character.
    pub levels: &'a [u8],
    /// A glyph for each character.
    pub glyphs: &'a [Drawn],
    /// The characters before which a line may end.
    pub opportunities: &'a [usize],
}

impl Clusters {
    /// Becomes the clusters of another paragraph, in the same memory.
    ///
    /// # Panics
    ///
    /// When its text is longer than [`LONGEST`].
    pub fn set(&mut self, analysed: &Analysed<'_>) {
        assert!(
            analysed.text.len() <= LONGEST,
            "a paragraph is not longer than 1 GiB"
        );
        self.clear();
        let count = analysed.characters.len();
        self.all.reserve(count);
        self.length = analysed.text.len() as u32;
        let mut builder = Builder {
            analysed,
            clusters: self,
            opportunities: analysed.opportunities.iter(),
            opportunity: 0,
            byte: 0,
            end: 0,
        };
        builder.next_opportunity();
        let mut index = 0;
        while index < count {
            index = builder.push_plain(index);
            if index < count {
                index = builder.push_odd(index);
            }
        }
        self.find_runs();
    }

    /// Finds what holds of the clusters one after the other.
    fn find_runs(&mut self) {
        self.runs.clear();
        self.is_narrow = true;
        let mut level = None;
        for (index, cluster) in self.all.iter().enumerate() {
            if level != Some(cluster.level) {
                level = Some(cluster.level);
                self.runs.push(index as u32);
            }
            self.is_narrow &= cluster.width == 1;
        }
    }

    fn clear(&mut self) {
        self.all.clear();
        self.texts.clear();
        self.text_ends.clear();
        self.characters.take();
        self.has_tabs = false;
    }

    /// What is drawn for cluster `index`.
    pub fn symbol(&self, index: usize) -> &str {
        let drawn = self.all[index].drawn;
        match drawn.text() {
            Some(text) => self.text(text),
            None => &self.characters()[4 * index..4 * index + drawn.length()],
        }
    }

    /// Appends what is drawn for `clusters` to `visual`, in UTF-8.
    #[inline]
    pub fn push_symbols<'a>(
        &'a self,
        clusters: impl ExactSizeIterator<Item = &'a Cluster>,
        visual: &mut Vec<u8>,
    ) {
        // Room is made for all at once, and what was too much is given back.
        const MOST: usize = 4;
        let mut end = visual.len();
        let mut left = MOST * clusters.len();
        visual.resize(end + left, 0);
        for cluster in clusters {
            left -= MOST;
            if let Some(text) = cluster.drawn.text() {
                let text = self.text(text).as_bytes();
                visual.resize(visual.len().max(end + text.len() + left), 0);
                visual[end..end + text.len()].copy_from_slice(text);
                end += text.len();
            } else {
                visual[end..end + MOST].copy_from_slice(&cluster.drawn.bytes());
                end += cluster.drawn.length();
            }
        }
        visual.truncate(end);
    }

    /// The end of the bytes of the text that cluster `index` stands for, and of what is
    /// never shown after it.
    pub fn end(&self, index: usize) -> u32 {
        self.all
            .get(index + 1)
            .map_or(self.length, |next| next.start)
    }

    fn text(&self, number: usize) -> &str {
        let start = number
            .checked_sub(1)
            .map_or(0, |before| self.text_ends[before]);
        &self.texts[start as usize..self.text_ends[number] as usize]
    }

    fn characters(&self) -> &str {
        self.characters.get_or_init(|| {
            let mut characters = String::with_capacity(4 * self.all.len());
            for (index, cluster) in self.all.iter().enumerate() {
                if cluster.drawn.text().is_none() {
                    characters.push(cluster.drawn.character());
                }
                characters.extend(repeat_n('\0', 4 * (index + 1) - characters.len()));
            }
            characters
        })
    }

    /// Ends what was pushed to `texts`.
    fn end_text(&mut self) -> Drawn {
        self.text_ends.push(self.texts.len() as u32);
        Drawn::of_text(self.text_ends.len() - 1)
    }

    /// Appends `marks` to what is drawn for the last cluster.
    fn add_marks(&mut self, marks: impl Iterator<Item = char>) {
        let mut marks = marks.peekable();
        if marks.peek().is_none() || self.all.is_empty() {
            return;
        }
        let last = self.all.len() - 1;
        if self.all[last].drawn.text().is_some() {
            // It is the last of the texts, which goes on.
            self.text_ends.pop();
        } else {
            self.texts.push(self.all[last].drawn.character());
        }
        self.texts.extend(marks);
        self.all[last].drawn = self.end_text();
    }
}

/// Bytes of a paragraph. What is drawn for it has at most three times as many, so that
/// places in both can be told in 32 bits.
const LONGEST: usize = 1 << 30;

struct Builder<'a> {
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

impl Builder<'_> {
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
