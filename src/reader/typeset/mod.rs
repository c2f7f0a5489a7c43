//! An article as rows of cells of a given width: what the article pane shows and what
//! `marsad read` prints. Knows no terminal and no state of the reader.
//!
//! A [`Document`] is made of parts, and these of pieces. A part is composed when it is first
//! asked for, and a piece laid out when its rows are, so that an article of any length opens
//! in the time of its first screen. What is far from the screen is forgotten again. Where
//! rows begin depends on the article and the width alone, whichever way one came to them.

mod columns;
mod compose;
mod find;
mod flow;
mod footnotes;
mod harakat;
mod looks;
mod part;
mod passage;
mod piece;
mod portion;
mod role;
mod selection;
mod single;
#[cfg(test)]
mod tests;
mod text;
mod walk;

use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;
use std::rc::Rc;
use std::sync::Arc;

use crate::article::Article;
use crate::gather::Picture;
use crate::locale::Locale;
use crate::text::Direction;

use self::compose::Source;
use self::part::Part;
use self::piece::Number;

pub use self::compose::Hits;
pub use self::piece::{Dot, Glyph, Row, Setting};
pub use self::role::{Look, Role};
pub use self::selection::Selection;
pub use self::single::{Overflow, Single};

/// A row of a document: the piece and the row within it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Place {
    piece: Number,
    row: usize,
}

impl Place {
    /// The part of the document that it lies in.
    #[must_use]
    pub fn part(&self) -> usize {
        self.piece.part
    }
}

/// An article laid out for one width.
#[derive(Debug)]
pub struct Document {
    source: Source,
    /// The head, what the body is made of, the foot.
    parts: Vec<Part>,
}

/// What of an article's circumstances the head tells.
#[derive(Debug, Clone, Default)]
pub struct Head {
    /// The article's date in words; empty for none.
    pub date: String,
    /// What is said under it, oldest first; `None` says nothing of comments.
    pub comments: Option<Vec<Said>>,
    /// The pictures that there are, by their addresses.
    pub pictures: HashMap<String, Arc<Picture>>,
    /// The addresses of those that are on their way.
    pub awaited: HashSet<String>,
}

/// A comment.
#[derive(Debug, Clone)]
pub struct Said {
    /// Who says so.
    pub name: String,
    /// In words.
    pub date: String,
    /// Lines of text.
    pub text: String,
}

impl Document {
    /// Sets `article` as `setting` says, with what `hits` finds marked.
    #[must_use]
    pub fn new(
        article: Arc<Article>,
        head: Head,
        locale: Rc<Locale>,
        setting: Setting,
        hits: Hits,
    ) -> Self {
        let setting = Setting {
            width: setting.width.max(1),
            line_spacing: setting.line_spacing.max(1),
            ..setting
        };
        let source = Source::new(article, head, locale, hits, setting);
        Self {
            parts: part::parts(&source),
            source,
        }
    }

    /// Its pictures, each with the columns and rows that it takes.
    pub fn pictures(&self) -> impl Iterator<Item = (&Picture, usize, usize)> {
        self.source.pictures()
    }

    /// Forgets what is composed, but for the parts that the rows from `top` to `bottom` are
    /// of, their neighbours, and those from `end` on; it is composed again when it is asked
    /// for. Without this a document comes to take many times the memory of its text. Gives
    /// the parts that are near.
    pub fn forget_far(&mut self, top: Place, bottom: Place, end: Place) -> RangeInclusive<usize> {
        let near = top.piece.part.saturating_sub(1)..=bottom.piece.part + 1;
        let parts = self.parts.iter_mut().enumerate().skip(1);
        for (number, part) in parts.take_while(|(number, _)| *number < end.piece.part) {
            if part.is_composed() && !near.contains(&number) {
                part.forget();
            }
        }
        near
    }

    /// How it is set.
    #[must_use]
    pub fn setting(&self) -> Setting {
        self.source.setting
    }

    /// The way the article as a whole runs.
    #[must_use]
    pub fn direction(&self) -> Direction {
        self.source.direction
    }
}
