//! A paragraph laid out: broken into lines at any width, each line given in visual
//! order.

use std::ops::Range;

use unicode_bidi::{BidiInfo, Level};

use super::cluster::{Cluster, Clusters, Kind};
use super::direction::{BaseDirection, Direction};

/// One paragraph, analysed once and good for every width.
#[derive(Debug, Clone)]
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
    /// When `text` is 4 GiB or longer.
    #[must_use]
    pub fn new(text: &str, base: BaseDirection) -> Self {
        let direction = base.resolve(text);
        Self {
            direction,
            clusters: Clusters::new(text, direction),
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
        self.line(0..self.clusters.all.len())
    }

    /// The lines at a width of `columns`, in order. None is wider; a cluster that is
    /// wider than `columns` by itself is left out when drawn. White space at the end
    /// of a line belongs to it and is not drawn. An empty paragraph has one line.
    pub fn lines(&self, columns: usize) -> impl Iterator<Item = Line> {
        let mut rest = Some(0);
        std::iter::from_fn(move || {
            let start = rest?;
            let end = self.line_end(start, columns);
            rest = (end < self.clusters.all.len()).then_some(end);
            Some(self.line(self.without_trailing_space(start..end)))
        })
    }

    /// The cells of `line` from left to right (UAX #9, L1 to L4).
    pub fn cells(&self, line: &Line) -> impl DoubleEndedIterator<Item = Cell<'_>> {
        let clusters = &self.clusters.all[line.clusters.clone()];
        let order = visual_order(clusters, self.direction.level());
        order
            .into_iter()
            .map(|index| &clusters[index])
            .filter(|cluster| cluster.kind != Kind::Edge)
            .map(|cluster| self.cell(cluster))
    }

    /// The bytes of the text before which a line may end (UAX #14), in order; neither its
    /// start nor its end.
    pub fn opportunities(&self) -> impl Iterator<Item = usize> {
        let clusters = self.clusters.all.iter().skip(1);
        clusters
            .filter(|cluster| cluster.may_break_before)
            .map(|cluster| cluster.text.start as usize)
    }

    /// The bytes of the text from the first to the last cluster of `line`.
    #[must_use]
    pub fn text_range(&self, line: &Line) -> Range<usize> {
        let clusters = &self.clusters.all[line.clusters.clone()];
        match (clusters.first(), clusters.last()) {
            (Some(first), Some(last)) => first.text.start as usize..last.text.end as usize,
            _ => 0..0,
        }
    }

    fn cell(&self, cluster: &Cluster) -> Cell<'_> {
        let symbol = cluster.symbol.start as usize..cluster.symbol.end as usize;
        Cell {
            symbol: &self.clusters.symbols[symbol],
            width: cluster.width,
            start: cluster.text.start as usize,
            end: cluster.text.end as usize,
            direction: if cluster.level.is_rtl() {
                Direction::RightToLeft
            } else {
                Direction::LeftToRight
            },
        }
    }

    fn line(&self, clusters: Range<usize>) -> Line {
        let width = self.clusters.all[clusters.clone()]
            .iter()
            .map(|cluster| usize::from(cluster.width))
            .sum();
        Line { clusters, width }
    }

    /// The end of the line that begins at cluster `start`: greedy, at the last
    /// opportunity that fits, or inside a word that is longer than the line.
    fn line_end(&self, start: usize, columns: usize) -> usize {
        let clusters = &self.clusters.all;
        let mut used = 0;
        let mut opportunity = None;
        for (index, cluster) in clusters.iter().enumerate().skip(start) {
            if cluster.may_break_before && index > start {
                opportunity = Some(index);
            }
            let width = usize::from(cluster.width);
            let is_drawn = !matches!(cluster.kind, Kind::Space | Kind::Edge);
            if is_drawn && used + width > columns && index > start {
                return opportunity.unwrap_or(index);
            }
            used += width;
        }
        clusters.len()
    }

    fn without_trailing_space(&self, clusters: Range<usize>) -> Range<usize> {
        let drawn = self.clusters.all[clusters.clone()]
            .iter()
            .rposition(|cluster| !matches!(cluster.kind, Kind::Space | Kind::Edge))
            .map_or(0, |last| last + 1);
        clusters.start..clusters.start + drawn
    }
}

impl Line {
    /// Columns that the line takes.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }
}

/// Indices of `clusters` from left to right (UAX #9, L1 and L2). Marks stay with
/// their base, which is L3; mirroring, L4, was done with the clusters.
fn visual_order(clusters: &[Cluster], base: Level) -> Vec<usize> {
    let mut levels: Vec<Level> = clusters.iter().map(|cluster| cluster.level).collect();
    let mut before_end_or_tab = true;
    for (cluster, level) in clusters.iter().zip(&mut levels).rev() {
        match cluster.kind {
            Kind::Tab => before_end_or_tab = true,
            Kind::Text => before_end_or_tab = false,
            Kind::Space | Kind::Edge => {}
        }
        if before_end_or_tab {
            *level = base;
        }
    }
    BidiInfo::reorder_visual(&levels)
}
