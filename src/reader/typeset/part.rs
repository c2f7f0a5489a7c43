//! Parts of a document, each composed when it is first asked for: some blocks, or a portion
//! of a long one.

use std::cell::OnceCell;
use std::ops::Range;

use super::compose::{Running, Source, weight};
use super::piece::{Origin, Piece};
use super::portion::{self, Portion};
use crate::article::{Article, Block};

/// Bytes of text from which on no more blocks are composed together.
const ENOUGH: usize = 16 << 10;
/// Blocks that are composed together at most.
const MOST_BLOCKS: usize = 256;

#[derive(Debug)]
pub(super) struct Part {
    content: Content,
    /// Where its first piece comes from.
    pub origin: Origin,
    /// Bytes of the text of all parts before it, as they weigh uncomposed.
    pub above: usize,
    pieces: OnceCell<Vec<Piece>>,
}

/// What a part is composed of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    Head,
    /// Some of the blocks of the body.
    Blocks(Range<usize>),
    /// A portion of the only text of a block.
    Portion {
        block: usize,
        number: usize,
    },
    Foot,
}

impl Content {
    /// Where its first piece comes from.
    pub fn origin(&self, article: &Article) -> Origin {
        let (block, byte) = match self {
            Self::Head => (None, 0),
            Self::Blocks(blocks) => (Some(blocks.start), 0),
            Self::Portion { block, number } => {
                let text = Running::of(&article.body[*block]).map_or("", |running| running.text);
                (Some(*block), portion::start(text, *number))
            }
            Self::Foot => (Some(article.body.len()), 0),
        };
        Origin { block, byte }
    }
}

impl Part {
    /// Its pieces, composed now if they are not yet.
    pub fn pieces(&self, source: &Source) -> &[Piece] {
        self.pieces.get_or_init(|| source.pieces(&self.content))
    }

    /// Forgets what was composed.
    pub fn forget(&mut self) {
        self.pieces.take();
    }

    /// The texts of its blocks, where each is one text of one piece.
    pub fn whole_texts<'a>(&self, article: &'a Article) -> Option<impl Iterator<Item = &'a str>> {
        let Content::Blocks(blocks) = &self.content else {
            return None;
        };
        let blocks = &article.body[blocks.clone()];
        let all = blocks.iter().all(|block| Running::of(block).is_some());
        let texts = blocks.iter().filter_map(Running::of);
        all.then(|| texts.map(|running| running.text))
    }

    /// Which portion of which text it is, where it is one, and which of its pieces shows that.
    pub fn portion<'a>(&self, article: &'a Article) -> Option<(usize, &'a str, Portion)> {
        let Content::Portion { block, number } = self.content else {
            return None;
        };
        let text = Running::of(&article.body[block])?.text;
        // The space above stands before the first.
        let piece = usize::from(number == 0);
        Some((piece, text, portion::portion(text, number)))
    }

    pub fn is_composed(&self) -> bool {
        self.pieces.get().is_some()
    }

    /// Whether it is of the article's body, and not above or below it.
    pub fn is_body(&self) -> bool {
        matches!(self.content, Content::Blocks(_) | Content::Portion { .. })
    }
}

/// The parts of a document of `source`, the head first, the foot last.
pub(super) fn parts(source: &Source) -> Vec<Part> {
    let article = &*source.article;
    let mut parts = Parts {
        article,
        parts: Vec::new(),
        above: 0,
        together: 0..0,
        weight: 0,
    };
    parts.push(Content::Head, 0);
    // The head is on the first screen, and what it weighs is known by it alone.
    let head = parts.parts[0].pieces(source).iter();
    parts.above = head.map(Piece::len).sum();
    for (index, block) in article.body.iter().enumerate() {
        let count = portions(block);
        let is_enough = parts.weight >= ENOUGH || parts.together.len() >= MOST_BLOCKS;
        if count > 1 || is_enough {
            parts.push_together();
        }
        if count > 1 {
            parts.push_portions(index, block, count);
            parts.together = index + 1..index + 1;
        } else {
            parts.together.end = index + 1;
            parts.weight += weight(block);
        }
    }
    parts.push_together();
    parts.push(Content::Foot, 0);
    parts.parts
}

/// How many parts a block is by itself, where it is a long text; else 1.
fn portions(block: &Block) -> usize {
    Running::of(block).map_or(1, |running| portion::count(running.text))
}

/// Parts that are being gathered.
struct Parts<'a> {
    article: &'a Article,
    parts: Vec<Part>,
    above: usize,
    /// The blocks that have been put together, and what they weigh.
    together: Range<usize>,
    weight: usize,
}

impl Parts<'_> {
    fn push(&mut self, content: Content, weight: usize) {
        self.parts.push(Part {
            origin: content.origin(self.article),
            content,
            above: self.above,
            pieces: OnceCell::new(),
        });
        self.above += weight;
    }

    /// Adds the blocks that have been put together, if any.
    fn push_together(&mut self) {
        let blocks = self.together.clone();
        self.together = blocks.end..blocks.end;
        let weight = std::mem::take(&mut self.weight);
        if blocks.start < blocks.end {
            self.push(Content::Blocks(blocks), weight);
        }
    }

    fn push_portions(&mut self, block: usize, content: &Block, count: usize) {
        let text = Running::of(content).map_or("", |running| running.text);
        for number in 0..count {
            let weight = portion::portion(text, number).range.len();
            self.push(Content::Portion { block, number }, weight);
        }
    }
}
