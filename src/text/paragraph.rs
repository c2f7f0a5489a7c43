//! A paragraph laid out: broken into lines at any width, each line given in visual
//! order.

use std::cell::RefCell;
use std::ops::Range;

use super::cluster::{Cluster, Clusters, Kind};
use super::direction::{BaseDirection, Direction};
use super::order::{Runs, visual_runs};
use super::{plain, special};

/// One paragraph, analysed once and good for every width.
#[derive(Debug, Clone, Default)]
pub struct Paragraph {
    direction: Direction,
    clusters: Clusters,
}

/// What one line of a paragraph holds: a run of its clusters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    clusters: Range<usize>,
    /// Columns of all that is drawn.
    width: usize,
}

/// One place of a line: a grapheme cluster as it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell<'p> {
    /// Base and marks, shaped and mirrored; never empty, never a control.
    pub symbol: &'p str,
    /// Columns: 1 or 2.
    pub width: u8,
    /// First byte of the paragraph's text that it shows.
    pub start: usize,
    /// End of the bytes that it shows.
    pub end: usize,
    /// That of its embedding level: odd is right to left.
    pub direction: Direction,
}

impl Cell<'_> {
    /// The bytes of the paragraph's text (logical order) that the cell shows.
    #[must_use]
    pub fn text_range(&self) -> Range<usize> {
        self.start..self.end
    }
}

impl Paragraph {
    /// Analyses `text` (logical order, no line breaks; controls in it are dropped):
    /// levels by UAX #9, joining, clusters, break opportunities by UAX #14.
    ///
    /// # Panics
    ///
    /// When `text` is longer than 1 GiB.
    #[must_use]
    pub fn new(text: &str, base: BaseDirection) -> Self {
        let mut paragraph = Self::default();
        paragraph.set(text, base);
        paragraph
    }

    /// What bytes `range` of `text` are of its paragraph: they have the order and the shapes
    /// that they have in the whole. Bytes are counted from the start of `range`.
    #[must_use]
    pub fn within(text: &str, range: Range<usize>, base: BaseDirection) -> Self {
        let mut paragraph = Self::new(text, base);
        paragraph.clusters.keep(range);
        paragraph
    }

    /// Becomes the paragraph of another text, in the same memory; see [`Self::new`].
    pub fn set(&mut self, text: &str, base: BaseDirection) {
        self.direction = base.resolve(text);
        let is_plain = WORK.with_borrow_mut(|work| {
            let clusters = &mut self.clusters;
            work.set(text, self.direction, clusters)
        });
        if !is_plain {
            special::set(text, self.direction, &mut self.clusters);
        }
    }

    /// The base direction: where the lines begin.
    #[must_use]
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// The whole paragraph as one line, white space at its end included.
    #[must_use]
    pub fn one_line(&self) -> Line {
        let clusters = &self.clusters.all;
        Line {
            clusters: 0..clusters.len(),
            width: clusters
                .iter()
                .map(|cluster| usize::from(cluster.width))
                .sum(),
        }
    }

    /// The lines at a width of `columns`, in order. None is wider; a cluster that is
    /// wider than `columns` by itself is left out when drawn. White space at the end
    /// of a line belongs to it and is not drawn. An empty paragraph has one line.
    pub fn lines(&self, columns: usize) -> impl Iterator<Item = Line> {
        let mut rest = Some(0);
        std::iter::from_fn(move || {
            let start = rest?;
            let (line, end) = self.line_from(start, columns);
            rest = (end < self.clusters.all.len()).then_some(end);
            Some(line)
        })
    }

    /// The cells of `line` from left to right (UAX #9, L1 to L4).
    pub fn cells(&self, line: &Line) -> impl DoubleEndedIterator<Item = Cell<'_>> {
        let mut runs = Runs::new();
        self.find_runs(line, &mut runs);
        runs.into_iter()
            .flat_map(|run| {
                let direction = run.direction();
                run.into_visual_order().map(move |index| (index, direction))
            })
            .filter(|&(index, _)| self.clusters.all[index].kind != Kind::Edge)
            .map(|(index, direction)| self.cell(index, direction))
    }

    /// Appends what is drawn for `line`, from left to right, to `visual`: the symbols of
    /// its cells, in UTF-8.
    pub fn push_line(&self, line: &Line, visual: &mut Vec<u8>) {
        let mut runs = Runs::new();
        self.find_runs(line, &mut runs);
        let count = line.clusters.len();
        self.clusters.push_runs(&runs, count, visual);
    }

    /// Fills `runs` with those of `line`, from left to right.
    fn find_runs(&self, line: &Line, runs: &mut Runs) {
        let base = self.direction.level().number();
        visual_runs(&self.clusters, line.clusters.clone(), base, runs);
    }

    /// The bytes of the text before which a line may end (UAX #14), in order; neither its
    /// start nor its end.
    pub fn opportunities(&self) -> impl Iterator<Item = usize> {
        let clusters = self.clusters.all.iter().skip(1);
        clusters
            .filter(|cluster| cluster.may_break_before)
            .map(|cluster| cluster.start as usize)
    }

    /// The bytes of the text from the first to the last cluster of `line`.
    #[must_use]
    pub fn text_range(&self, line: &Line) -> Range<usize> {
        let Range { start, end } = line.clusters;
        if start == end {
            return 0..0;
        }
        self.clusters.all[start].start as usize..self.clusters.end(end - 1) as usize
    }

    /// The cell of cluster `index`, which is in a run of `direction` on its line.
    fn cell(&self, index: usize, direction: Direction) -> Cell<'_> {
        let cluster = &self.clusters.all[index];
        let direction = match cluster.kind {
            Kind::Text => direction,
            // White space may have another level on the line than it is embedded at.
            _ => Direction::of_level(self.clusters.runs.level(index as u32)),
        };
        Cell {
            symbol: self.clusters.symbol(index),
            width: cluster.width,
            start: cluster.start as usize,
            end: self.clusters.end(index) as usize,
            direction,
        }
    }

    /// The line that begins at cluster `start`, and where the next one does: greedy, at the
    /// last opportunity that fits, or inside a word that is longer than the line.
    fn line_from(&self, start: usize, columns: usize) -> (Line, usize) {
        if self.clusters.is_narrow && columns > 0 {
            return self.line_of_narrow(start, columns);
        }
        let mut used = 0;
        // The line if it ends with what was drawn so far.
        let mut line = Line {
            clusters: start..start,
            width: 0,
        };
        let mut opportunity = None;
        for (index, cluster) in self.clusters.all.iter().enumerate().skip(start) {
            if cluster.may_break_before && index > start {
                opportunity = Some((line.clone(), index));
            }
            used += usize::from(cluster.width);
            if !matches!(cluster.kind, Kind::Space | Kind::Edge) {
                if used > columns && index > start {
                    return opportunity.unwrap_or((line, index));
                }
                line.clusters.end = index + 1;
                line.width = used;
            }
        }
        (line, self.clusters.all.len())
    }

    /// As [`Self::line_from`], where each cluster is one column wide and `columns` is not 0.
    fn line_of_narrow(&self, start: usize, columns: usize) -> (Line, usize) {
        let all = &self.clusters.all;
        let is_drawn = |cluster: &Cluster| cluster.kind != Kind::Space;
        let first_beyond = all.len().min(start.saturating_add(columns));
        let beyond = all[first_beyond..].iter().position(is_drawn);
        let next = match beyond {
            None => all.len(),
            Some(spaces) => {
                let beyond = first_beyond + spaces;
                let mut opportunities = all[start + 1..=beyond].iter();
                let last = opportunities.rposition(|cluster| cluster.may_break_before);
                last.map_or(beyond, |last| start + 1 + last)
            }
        };
        let drawn = all[start..next].iter().rposition(is_drawn);
        let width = drawn.map_or(0, |last| last + 1);
        let line = Line {
            clusters: start..start + width,
            width,
        };
        (line, next)
    }
}

impl Line {
    /// Columns that the line takes.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }
}

thread_local! {
    /// Each paragraph is analysed in the memory of the one before.
    static WORK: RefCell<plain::Work> = RefCell::default();
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What is drawn for `paragraph`, white space left out, and from which byte each is, after
    /// `start`.
    fn drawn(paragraph: &Paragraph, start: usize) -> Vec<(&str, usize)> {
        let line = paragraph.one_line();
        let cells = paragraph.cells(&line).filter(|cell| cell.symbol != " ");
        cells
            .map(|cell| (cell.symbol, start + cell.start))
            .collect()
    }

    proptest! {
        #[test]
        fn a_part_is_as_it_is_in_the_whole(
            text in "([بتلا\u{64e}ab1٣ .,(){}]|لا|👩\u{200d}👩|\u{2067}a\u{2069}|\t){0,40}",
            ends in any::<[prop::sample::Index; 2]>(),
        ) {
            let boundaries = text.char_indices().map(|(byte, _)| byte).chain([text.len()]);
            let boundaries: Vec<usize> = boundaries.collect();
            let mut ends = ends.map(|end| *end.get(&boundaries));
            ends.sort_unstable();
            let [start, end] = ends;
            let base = BaseDirection::Always(Direction::RightToLeft);
            let whole = Paragraph::new(&text, base);
            let part = Paragraph::within(&text, start..end, base);
            let mut expected = drawn(&whole, 0);
            expected.retain(|(_, byte)| (start..end).contains(byte));
            prop_assert_eq!(drawn(&part, start), expected);
            let range = part.text_range(&part.one_line());
            prop_assert!(range.is_empty() || range.end == end - start);
        }
    }
}
