//! The long way through a paragraph, on which any character may be: levels character by
//! character, joining where they are equal, clusters as unicode-segmentation makes them and
//! lines as unicode-linebreak ends them.

use std::iter::Peekable;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::breaks::opportunities;
use super::cluster::{Cluster, Clusters, Kind};
use super::direction::{BaseDirection, Direction};
use super::isolates::is_isolate;
use super::joining::join;
use super::levels::Levels;
use super::property::{is_breaking_space, properties};

/// Makes `clusters` those of `text`, whose base direction is known.
pub(super) fn set(text: &str, direction: Direction, clusters: &mut Clusters) {
    clusters.begin(text);
    clusters.runs.begin(direction);
    let characters: Vec<char> = text.chars().collect();
    let mut levels = Levels::default();
    let (_, levels) = levels.of(text, BaseDirection::Always(direction));
    let mut builder = Builder {
        glyphs: &join(&characters, levels),
        characters: &characters,
        levels,
        opportunities: opportunities(text).peekable(),
        clusters,
        symbol: String::new(),
        byte: 0,
        end: 0,
    };
    let mut start = 0;
    for cluster in text.graphemes(true).flat_map(without_prepended) {
        let end = start + cluster.chars().count();
        builder.push(start, end, cluster.len());
        builder.byte += cluster.len();
        start = end;
    }
    clusters.is_narrow = clusters.all.iter().all(|cluster| cluster.width == 1);
}

/// Puts clusters together.
struct Builder<'a, O: Iterator<Item = usize>> {
    characters: &'a [char],
    /// A level for each.
    levels: &'a [u8],
    /// What is drawn for each.
    glyphs: &'a [Option<char>],
    /// Bytes before which a line may end.
    opportunities: Peekable<O>,
    clusters: &'a mut Clusters,
    /// What is drawn for the cluster at hand.
    symbol: String,
    /// Where it begins in the text.
    byte: usize,
    /// Where the last one ended.
    end: usize,
}

impl<O: Iterator<Item = usize>> Builder<'_, O> {
    /// Adds the cluster of the characters from `start` to `end`, which have `length` bytes.
    fn push(&mut self, start: usize, end: usize, length: usize) {
        let characters = self.characters;
        let joined_emoji = is_emoji_sequence(&characters[start..end]);
        let is_shown =
            |index: &usize| joined_emoji || !properties(characters[*index]).is_never_shown();
        let mut shown = (start..end).filter(is_shown);
        self.symbol.clear();
        if self.glyphs[start].is_none() {
            self.add_marks(shown.skip(1));
            self.end = self.byte + length;
            return;
        }
        let base = shown.next();
        let edge = || (start..end).find(|&index| is_isolate(characters[index]));
        let Some(place) = base.or_else(edge) else {
            return;
        };
        let kind = match base.map(|base| characters[base]) {
            None => Kind::Edge,
            Some('\t') => Kind::Tab,
            Some(c) if is_breaking_space(c) && shown.clone().next().is_none() => Kind::Space,
            Some(_) => Kind::Text,
        };
        match (kind, base) {
            (Kind::Tab, _) => self.symbol.push(' '),
            (_, Some(base)) => {
                let first = characters[base];
                if properties(first).width == 0 && !first.is_control() {
                    // A mark without a letter gets a space to stand on.
                    self.symbol.push(' ');
                }
                self.draw(base);
                shown.for_each(|index| self.draw(index));
            }
            (_, None) => {}
        }
        self.clusters.has_tabs |= kind == Kind::Tab;
        let width = match base.map(|base| properties(characters[base]).width) {
            Some(width @ 1..=2) if end == start + 1 => width,
            _ => self.symbol.width().min(2) as u8,
        };
        let may_break_before = self.may_break_before();
        let (index, level) = (self.clusters.all.len(), self.levels[place]);
        let drawn = self.clusters.draw(&self.symbol);
        self.end = self.byte + length;
        self.clusters.runs.add(index as u32, level);
        self.clusters.all.push(Cluster {
            start: self.byte as u32,
            drawn,
            width: width.max(u8::from(kind != Kind::Edge)),
            kind,
            may_break_before,
        });
    }

    /// Adds the marks of an alef to what is drawn for the lam-alef, which has its place.
    fn add_marks(&mut self, marks: impl Iterator<Item = usize>) {
        let Some(last) = self.clusters.all.len().checked_sub(1) else {
            return;
        };
        self.symbol.push_str(self.clusters.symbol(last));
        marks.for_each(|mark| self.draw(mark));
        self.clusters.all[last].drawn = self.clusters.draw(&self.symbol);
    }

    /// Draws character `index`, which is an alef with a lam only if it is no base.
    fn draw(&mut self, index: usize) {
        let glyph = self.glyphs[index];
        self.symbol.push(glyph.unwrap_or(self.characters[index]));
    }

    /// Whether a line may end between the cluster before and the one at hand. Where the
    /// opportunity is followed by something never shown, the line may end before the next
    /// thing that is. Inside a cluster it cannot.
    fn may_break_before(&mut self) -> bool {
        let mut found = false;
        while let Some(opportunity) = self.opportunities.next_if(|&next| next <= self.byte) {
            found |= opportunity >= self.end;
        }
        found
    }
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

/// Several pictures joined into one keep their joiners and tags.
fn is_emoji_sequence(characters: &[char]) -> bool {
    let Some((&first, rest)) = characters.split_first() else {
        return false;
    };
    let joins = |c| c == '\u{200d}' || matches!(c, '\u{e0020}'..='\u{e007f}');
    first >= '\u{2190}' && rest.iter().copied().any(joins)
}
