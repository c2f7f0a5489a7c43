//! Grapheme clusters as a terminal shows them: what stands in one cell (or two, for
//! wide characters) with its place in the text.

mod builder;

use std::cell::OnceCell;
use std::iter::repeat_n;

use super::character::Character;
use super::drawn::Drawn;
use builder::Builder;

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
        self.all.reserve(analysed.characters.len());
        self.length = analysed.text.len() as u32;
        Builder::new(analysed, self).build();
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
