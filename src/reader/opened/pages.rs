//! Pages of newspaper columns. Each begins where the one before ends; in a very long article
//! they are counted anew from the start of each chapter, so that no more than a chapter is
//! laid out to turn to any of them.

use std::cell::OnceCell;
use std::ops::Range;

use super::View;
use crate::reader::typeset::{Document, Place};

/// The pages of one chapter.
#[derive(Debug, Default)]
pub(super) struct Pages {
    /// The chapter; empty where no page is known yet.
    chapter: Range<Place>,
    /// Where its pages begin; one at least, once the chapter is known.
    starts: Vec<Place>,
    /// The last page of the article.
    last: OnceCell<Place>,
}

impl Pages {
    /// Where the page begins that shows `place`.
    pub fn turn_to(&mut self, document: &Document, view: View, place: Place) -> Place {
        let page = self.page(document, view, place);
        self.starts[page]
    }

    /// Where the page after that which shows `place` begins, or before it; that one itself
    /// at an end of the article.
    pub fn turn(&mut self, document: &Document, view: View, place: Place, onwards: bool) -> Place {
        let page = self.page(document, view, place);
        let Range { start, end } = self.chapter.clone();
        if onwards {
            match self.starts.get(page + 1) {
                Some(&next) => next,
                None if end == document.beyond() => self.starts[page],
                None => self.turn_to(document, view, end),
            }
        } else if page > 0 {
            self.starts[page - 1]
        } else if start == Place::default() {
            self.starts[0]
        } else {
            self.turn_to(document, view, document.before(start, 1))
        }
    }

    /// Where the last page begins.
    pub fn last(&self, document: &Document, view: View) -> Place {
        *self.last.get_or_init(|| {
            let end = document.before(document.beyond(), 1);
            let starts = starts(document, view, &document.chapter(end));
            starts[starts.len() - 1]
        })
    }

    /// Which page of its chapter shows `place`.
    fn page(&mut self, document: &Document, view: View, place: Place) -> usize {
        if !self.chapter.contains(&place) {
            self.chapter = document.chapter(place);
            self.starts = starts(document, view, &self.chapter);
        }
        let after = self.starts.partition_point(|&page| page <= place);
        after.saturating_sub(1)
    }
}

/// Where the pages of `chapter` begin.
fn starts(document: &Document, view: View, chapter: &Range<Place>) -> Vec<Place> {
    let next = |page: &Place| {
        let mut columns = 0..view.columns;
        columns.try_fold(*page, |top, _| document.next_column(top, view.height))
    };
    let first = Some(document.text_from(chapter.start).unwrap_or(chapter.start));
    let pages = std::iter::successors(first, next);
    let mut pages: Vec<Place> = pages.take_while(|page| *page < chapter.end).collect();
    if pages.is_empty() {
        pages.push(chapter.start);
    }
    pages
}
