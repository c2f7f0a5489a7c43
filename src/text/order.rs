//! From levels to the order on a line, from left to right (UAX #9, L1 and L2). Marks stay
//! with their base, which is L3; mirroring, L4, was done with the clusters.

use std::ops::Range;

use smallvec::SmallVec;

use super::cluster::{Cluster, Clusters, Kind};
use super::direction::Direction;

/// Neighbouring clusters of one level, logical order.
#[derive(Debug, Clone)]
pub(super) struct Run {
    start: u32,
    end: u32,
    level: u8,
}

/// The runs of a line; hardly one on a screen has more than fit here, so that drawing asks
/// for no memory.
pub(super) type Runs = SmallVec<[Run; 64]>;

impl Run {
    /// Indices of its clusters, logical order.
    pub fn clusters(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    pub fn direction(&self) -> Direction {
        Direction::of_level(self.level)
    }

    /// Indices of its clusters from left to right.
    pub fn into_visual_order(self) -> impl DoubleEndedIterator<Item = usize> {
        let Range { start, end } = self.clusters();
        let is_rtl = self.direction().is_rtl();
        (start..end).map(move |index| {
            if is_rtl {
                start + (end - 1 - index)
            } else {
                index
            }
        })
    }
}

/// Fills `runs` with the level runs of a line that holds `line` of `clusters`, from left to
/// right.
pub(super) fn visual_runs(clusters: &Clusters, line: Range<usize>, base: u8, runs: &mut Runs) {
    level_runs(clusters, line, base, runs);
    if runs.len() <= 1 {
        return;
    }
    let levels = runs.iter().map(|run| run.level);
    let highest = levels.clone().max().unwrap_or(0);
    let lowest_odd = levels.map(|level| level | 1).min().unwrap_or(1);
    // "L2. From the highest level found in the text to the lowest odd level on each line,
    // including intermediate levels not actually present in the text, reverse any
    // contiguous sequence of characters that are at that level or higher."
    for level in (lowest_odd..=highest).rev() {
        for sequence in runs.chunk_by_mut(|a, b| (a.level >= level) == (b.level >= level)) {
            if sequence[0].level >= level {
                sequence.reverse();
            }
        }
    }
}

/// Fills `runs` with the level runs of `line`, logical order. "L1. On each line, reset the embedding level of
/// the following characters to the paragraph embedding level: segment separators, [...] any
/// sequence of whitespace characters and/or isolate formatting characters preceding a
/// segment separator [...] and at the end of the line."
fn level_runs(clusters: &Clusters, line: Range<usize>, base: u8, runs: &mut Runs) {
    runs.clear();
    let mut start = line.start;
    if clusters.has_tabs {
        for tab in line
            .clone()
            .filter(|&index| clusters.all[index].kind == Kind::Tab)
        {
            push_segment(clusters, start..tab, base, runs);
            push(runs, tab..tab + 1, base);
            start = tab + 1;
        }
    }
    push_segment(clusters, start..line.end, base, runs);
}

/// Adds the runs of what stands before the end of a line or a tab.
fn push_segment(clusters: &Clusters, segment: Range<usize>, base: u8, runs: &mut Runs) {
    let is_text = |cluster: &Cluster| cluster.kind == Kind::Text;
    let text = clusters.all[segment.clone()].iter().rposition(is_text);
    let white = text.map_or(segment.start, |last| segment.start + last + 1);
    if segment.start < white {
        let levels = clusters.runs.all();
        let first = levels.partition_point(|run| run.start as usize <= segment.start) - 1;
        let ends = levels[first + 1..].iter().map(|run| run.start as usize);
        for (run, end) in levels[first..].iter().zip(ends.chain([white])) {
            let start = run.start as usize;
            if start >= white {
                break;
            }
            push(runs, start.max(segment.start)..end.min(white), run.level);
        }
    }
    push(runs, white..segment.end, base);
}

fn push(runs: &mut Runs, clusters: Range<usize>, level: u8) {
    let (start, end) = (clusters.start as u32, clusters.end as u32);
    match runs.last_mut() {
        _ if start == end => {}
        Some(run) if run.level == level => run.end = end,
        _ => runs.push(Run { start, end, level }),
    }
}
