//! The short way through a paragraph of common text: one walk over its characters makes
//! clusters, joins them and finds runs of them, so that levels and lines are matters of runs.
//!
//! Common text is bases with plain marks (UAX #29, GB9) without explicit formatting
//! characters, whose joining letters run from right to left. These are then all of one level,
//! which is odd (UAX #9, I1 and I2), so that they can be joined before levels are known. A
//! paragraph with anything else in it goes the way of `special`.

use std::hint::select_unpredictable;

use unicode_bidi::BidiClass;
use unicode_bidi_mirroring::get_mirrored;

use super::breaks::mark_opportunities;
use super::class_run::ClassRuns;
use super::cluster::{Cluster, Clusters};
use super::direction::Direction;
use super::drawn::{Drawn, Glyph, Marks};
use super::joining::Joining;
use super::presentation::{Shape, lam_alef};
use super::property::{ClusterClass, Properties, properties, properties_of_code};
use super::{implicit, levels};

/// Memory that is used again for the next paragraph.
#[derive(Debug, Default)]
pub(super) struct Work {
    /// Runs of clusters.
    runs: ClassRuns,
    levels: implicit::Work,
}

impl Work {
    /// Makes `clusters` those of `text`, whose base direction is known. Returns whether it is
    /// common text; if not, what they are now means nothing.
    pub fn set(&mut self, text: &str, direction: Direction, clusters: &mut Clusters) -> bool {
        clusters.begin(text);
        if !self.add_clusters(text, clusters) {
            return false;
        }
        let Clusters { all, runs, .. } = clusters;
        let bracket = |cluster: u32| character(text, &all[cluster as usize]);
        levels::resolve(&self.runs, direction, bracket, runs, &mut self.levels);
        self.mirror(text, clusters);
        let runs = self.runs.all();
        clusters.is_narrow = runs.iter().all(|run| run.properties.width == 1);
        mark_opportunities(text, runs, &mut clusters.all);
        true
    }

    /// Adds the clusters of `text`, joined, and finds their runs. Returns whether it is common
    /// text.
    fn add_clusters(&mut self, text: &str, clusters: &mut Clusters) -> bool {
        let mut runs = self.runs.finder();
        let Some((first, mut byte)) = character_at(text, 0) else {
            runs.end();
            return true;
        };
        let first = properties_of_code(first);
        if !first.cluster.is_base() {
            return false;
        }
        let mut last = Last::new(first, 0, 0);
        loop {
            runs.add(clusters.all.len() as u32, last.base);
            // Its marks, and the next base.
            let next = loop {
                let Some((code, length)) = character_at(text, byte) else {
                    last.push(0, clusters);
                    runs.end();
                    return true;
                };
                let start = byte;
                byte += length;
                let properties = properties_of_code(code);
                if properties.cluster.is_base() {
                    if last.joining.ligates_with(properties.joining) {
                        last = last.with_alef(code);
                        continue;
                    }
                    let joined = last.joining.joins(properties.joining);
                    break Last::new(properties, start, joined);
                }
                if !last.take_mark(properties) {
                    return false;
                }
            };
            last.push(next.joining.is_joined(), clusters);
            last = next;
        }
    }

    /// "L4. A character is depicted by a mirrored glyph if and only if (a) the resolved
    /// directionality of that character is R, and (b) the Bidi_Mirrored property value of that
    /// character is Yes."
    fn mirror(&self, text: &str, clusters: &mut Clusters) {
        let runs = self.runs.all();
        for (number, run) in runs.iter().enumerate() {
            if !run.properties.is_mirrored()
                || !Direction::of_level(clusters.runs.level(run.start)).is_rtl()
            {
                continue;
            }
            let end = runs.get(number + 1).map(|next| next.start as usize);
            for index in run.start as usize..end.unwrap_or(clusters.all.len()) {
                let base = character(text, &clusters.all[index]);
                let mirrored = get_mirrored(base).unwrap_or(base);
                let marks = &clusters.symbol(index)[base.len_utf8()..];
                clusters.all[index].drawn = if marks.is_empty() {
                    Drawn::of(Glyph::of(mirrored))
                } else {
                    let symbol = format!("{mirrored}{marks}");
                    clusters.draw(&symbol)
                };
            }
        }
    }
}

/// The code point of the character that begins at `byte`, and its length in bytes.
#[inline]
fn character_at(text: &str, byte: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let first = usize::from(*bytes.get(byte)?);
    if first >= 0xe0 {
        let c = text[byte..].chars().next()?;
        return Some((c as usize, c.len_utf8()));
    }
    // Letters of two bytes take turns with blanks of one; there is no telling where.
    let second = bytes.get(byte + 1).map_or(0, |&byte| usize::from(byte));
    let of_two = (first & 0x1f) << 6 | second & 0x3f;
    let is_one = first < 0x80;
    let code = select_unpredictable(is_one, first, of_two);
    Some((code, 2 - usize::from(is_one)))
}

/// The base of `cluster`.
fn character(text: &str, cluster: &Cluster) -> char {
    let mut rest = text[cluster.start as usize..].chars();
    rest.next().unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// The cluster that the walk is at, which waits for its marks and for what it is joined to.
struct Last {
    /// Those of its base, or of the one glyph that it is with an alef.
    base: &'static Properties,
    joining: Joining,
    start: u32,
    marks: Marks,
}

impl Last {
    /// One that is joined to what stands before it if `joined` is 1.
    #[inline]
    fn new(base: &'static Properties, start: usize, joined: u8) -> Self {
        Self {
            base,
            joining: base.joining.joined(joined),
            start: start as u32,
            marks: Marks::NONE,
        }
    }

    /// Takes the character after it, which is no base. Returns whether it is a mark that common
    /// text has there.
    #[inline]
    fn take_mark(&mut self, mark: &Properties) -> bool {
        // After a space it is no part of that for lines (UAX #14, LB10), and a separator with
        // a mark is no single one (UAX #9, W1 and W4).
        let base = self.base.bidi;
        if mark.cluster != ClusterClass::Mark
            || matches!(base, BidiClass::WS | BidiClass::ES | BidiClass::CS)
        {
            return false;
        }
        // The glyphs of a mark are all the same.
        let Some(marks) = self.marks.and(mark.glyphs[0]) else {
            return false;
        };
        self.marks = marks;
        // A mark between lam and alef has no other cell to stand in.
        self.joining = self.joining.past(mark.joining);
        true
    }

    /// This lam and the alef after it: both have one glyph, which has no other form.
    #[inline]
    fn with_alef(self, alef: usize) -> Self {
        Self {
            base: ligature(alef, self.joining.is_joined()),
            joining: Joining::NONE,
            ..self
        }
    }

    /// Adds the cluster that it is to `clusters`, joined to the next if that is 1.
    #[inline]
    fn push(&self, joined_to_following: u8, clusters: &mut Clusters) {
        let shape = self.joining.is_joined() | joined_to_following << 1;
        let glyph = self.base.glyphs[usize::from(shape & 3)];
        let drawn = Drawn::of(glyph);
        clusters.all.push(Cluster {
            start: self.start,
            drawn,
            width: self.base.width,
            kind: self.base.cluster.kind(),
            may_break_before: false,
        });
        let marks = self.marks;
        if marks != Marks::NONE {
            let drawn = Drawn::of_marked(glyph, marks)
                .unwrap_or_else(|| clusters.draw_text(move |text| marks.push_after(glyph, text)));
            if let Some(cluster) = clusters.all.last_mut() {
                cluster.drawn = drawn;
            }
        }
    }
}

/// The glyph of a lam, which is joined to what stands before it if `joined` is 1, with the
/// alef after it.
#[cold]
fn ligature(alef: usize, joined: u8) -> &'static Properties {
    let alef = char::from_u32(alef as u32).unwrap_or_default();
    let both = lam_alef(alef, Shape::of(joined == 1, true));
    properties(both.unwrap_or(alef))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::cluster::Kind;
    use crate::text::special;

    /// All that is known of the clusters: symbol, start, width, kind, opportunity, level.
    fn told(clusters: &Clusters) -> Vec<(&str, u32, u8, Kind, bool, u8)> {
        let each = clusters.all.iter().enumerate();
        each.map(|(index, cluster)| {
            let level = clusters.runs.level(index as u32);
            let Cluster { start, width, .. } = *cluster;
            let opportunity = cluster.may_break_before;
            let symbol = clusters.symbol(index);
            (symbol, start, width, cluster.kind, opportunity, level)
        })
        .collect()
    }

    /// Whether `text` is common text; it then has the same clusters either way.
    #[track_caller]
    fn is_same_either_way(text: &str, direction: Direction) -> bool {
        let (mut short, mut long) = (Clusters::default(), Clusters::default());
        let is_plain = Work::default().set(text, direction, &mut short);
        if is_plain {
            special::set(text, direction, &mut long);
            assert_eq!(told(&short), told(&long), "{text:?}, {direction:?}");
            assert_eq!(short.is_narrow, long.is_narrow, "{text:?}");
        }
        is_plain
    }

    #[test]
    fn every_character_is_the_same_either_way() {
        let mut count = 0_u32;
        // Beyond these are ideographs, Hangul syllables and what is not assigned.
        for c in ('\0'..'\u{3400}')
            .chain('\u{a000}'..'\u{ac20}')
            .chain('\u{f900}'..'\u{20000}')
        {
            let direction = Direction::of_level((count % 2) as u8);
            let text = format!("({c}) لا{c}ب a{c}\u{651}2 1{c}3{c}");
            let bare = || text.replace('\u{651}', "");
            if is_same_either_way(&text, direction) || is_same_either_way(&bare(), direction) {
                count += 1;
            }
        }
        assert!(count > 50_000, "{count}");
    }

    #[test]
    fn what_makes_a_paragraph_special_is_seen() {
        for text in [
            "\u{64e}ب",
            "ب \u{64e}",
            "1,\u{64e}2",
            "a\tb",
            "ب\u{200d}",
            "ب\u{64e}\u{64e}\u{64e}\u{64e}\u{64e}",
            "\u{2067}ب\u{2069}",
            "\u{1820}\u{1822}",
            "🇸🇦",
        ] {
            assert!(
                !is_same_either_way(text, Direction::RightToLeft),
                "{text:?}"
            );
        }
        for text in [
            "",
            "قُلْ (WHO) 1,234 شَّٰ«بلأ»",
            "می\u{200c}خواهم",
            "C++ ۲۵٪ 👩 中文",
        ] {
            assert!(is_same_either_way(text, Direction::RightToLeft), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_common_text_is_the_same_either_way(
            text in "([بتلا\u{627}\u{644}\u{64e}\u{651}\u{670}\u{200c}ab1٣ ،.:,()\\[\\]«»$%+/-]|لا| |中){0,40}"
        ) {
            is_same_either_way(&text, Direction::LeftToRight);
            is_same_either_way(&text, Direction::RightToLeft);
        }
    }
}
