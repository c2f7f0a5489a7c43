//! Grapheme clusters as a terminal shows them: what stands in one cell (or two, for
//! wide characters) with its place in the text.

use std::ops::Range;

use super::drawn::Drawn;
use super::level_run::LevelRuns;
use super::order::Run;

/// What may be drawn at a place of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cluster {
    /// First byte of the text, logical order.
    pub start: u32,
    pub drawn: Drawn,
    /// Columns: 1 or 2; 0 for an edge.
    pub width: u8,
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
    /// What is drawn for clusters that take more bytes than most, one after the other.
    texts: String,
    /// The end of each in `texts`.
    text_ends: Vec<u32>,
    /// Bytes of the text.
    length: u32,
    /// Runs of clusters of one level.
    pub runs: LevelRuns,
    pub has_tabs: bool,
    /// Whether each cluster is one column wide.
    pub is_narrow: bool,
}

impl Clusters {
    /// Becomes the clusters of `text`, in the same memory: none so far.
    ///
    /// # Panics
    ///
    /// When the text is longer than [`LONGEST`].
    pub fn begin(&mut self, text: &str) {
        assert!(
            text.len() <= LONGEST,
            "a paragraph is not longer than 1 GiB"
        );
        self.all.clear();
        if self.all.capacity() < text.len() {
            self.all.reserve(text.chars().count());
        }
        self.texts.clear();
        self.text_ends.clear();
        self.length = text.len() as u32;
        self.has_tabs = false;
    }

    /// Keeps those that begin in `range` of the text, and becomes the clusters of that.
    pub fn keep(&mut self, range: Range<usize>) {
        let place = |byte| {
            let is_before = |cluster: &Cluster| (cluster.start as usize) < byte;
            self.all.partition_point(is_before)
        };
        let (first, end) = (place(range.start), place(range.end));
        self.all.truncate(end);
        self.all.drain(..first);
        for cluster in &mut self.all {
            cluster.start -= range.start as u32;
        }
        self.length = range.len() as u32;
        self.runs.forget_before(first as u32);
    }

    /// What is drawn for cluster `index`.
    pub fn symbol(&self, index: usize) -> &str {
        let drawn = &self.all[index].drawn;
        match drawn.text() {
            Some(text) => self.text(text),
            None => drawn.symbol(),
        }
    }

    /// Appends what is drawn for the clusters of `runs`, which are `count`, to `visual`, in
    /// UTF-8.
    pub fn push_runs(&self, runs: &[Run], count: usize, visual: &mut Vec<u8>) {
        // Room is made for all at once, and what was too much is given back.
        let mut end = visual.len();
        visual.resize(end + Drawn::MOST * (count + 1), 0);
        for run in runs {
            let clusters = self.all[run.clusters()].iter();
            if run.direction().is_rtl() {
                end = self.write(clusters.rev(), visual, end);
            } else {
                end = self.write(clusters, visual, end);
            }
        }
        visual.truncate(end);
    }

    /// Writes what is drawn for `clusters` over `visual` from `end` on. Returns where it ends.
    #[inline]
    fn write<'a>(
        &self,
        clusters: impl Iterator<Item = &'a Cluster>,
        visual: &mut Vec<u8>,
        mut end: usize,
    ) -> usize {
        for cluster in clusters {
            if let Some(text) = cluster.drawn.text() {
                let text = self.text(text).as_bytes();
                // What is longer than most is made more room for.
                visual.resize(visual.len() + text.len(), 0);
                visual[end..end + text.len()].copy_from_slice(text);
                end += text.len();
            } else if let Some(room) = visual[end..].first_chunk_mut() {
                *room = cluster.drawn.bytes();
                end += cluster.drawn.length();
            }
        }
        end
    }

    /// The end of the bytes of the text that cluster `index` stands for, and of what is
    /// never shown after it.
    pub fn end(&self, index: usize) -> u32 {
        self.all
            .get(index + 1)
            .map_or(self.length, |next| next.start)
    }

    /// To draw `symbol` for a cluster.
    pub fn draw(&mut self, symbol: &str) -> Drawn {
        Drawn::of_symbol(symbol).unwrap_or_else(|| self.draw_text(|text| text.push_str(symbol)))
    }

    /// To draw what `write` appends for a cluster.
    pub fn draw_text(&mut self, write: impl FnOnce(&mut String)) -> Drawn {
        write(&mut self.texts);
        self.text_ends.push(self.texts.len() as u32);
        Drawn::of_text(self.text_ends.len() as u32 - 1)
    }

    fn text(&self, number: usize) -> &str {
        let start = number
            .checked_sub(1)
            .map_or(0, |before| self.text_ends[before]);
        &self.texts[start as usize..self.text_ends[number] as usize]
    }
}

/// Bytes of a paragraph. What is drawn for it has at most three times as many, so that
/// places in both can be told in 32 bits.
const LONGEST: usize = 1 << 30;
