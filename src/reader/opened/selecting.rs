//! What of the article is selected, by keys or with the mouse.

use super::Opened;
use crate::reader::typeset::Selection;

/// A cell of the text on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// Which of the text columns, in the order of reading.
    pub text_column: usize,
    pub row: usize,
    /// From the left edge of the text column.
    pub column: usize,
}

/// What of the text is selected.
#[derive(Debug, Default)]
pub(super) struct Selecting {
    /// Where it was begun.
    anchor: Option<Selection>,
    selected: Option<Selection>,
}

impl Opened {
    /// Begins to select at `point`.
    pub fn begin_selection(&mut self, point: Point) {
        self.selecting = Selecting {
            anchor: self.at(point),
            selected: None,
        };
    }

    /// Selects from where it was begun to `point`.
    pub fn select_to(&mut self, point: Point) {
        let here = self.at(point);
        match (self.selecting.anchor, here) {
            (None, here) => self.selecting.anchor = here,
            (Some(anchor), Some(here)) => self.selecting.selected = Some(anchor.to(here)),
            (Some(_), None) => {}
        }
    }

    /// Selects the first paragraph of the body on the screen.
    pub fn select_paragraph(&mut self) {
        let document = self.document.as_ref();
        self.selecting = Selecting {
            anchor: None,
            selected: document.and_then(|document| document.paragraph(self.top)),
        };
    }

    pub fn select_nothing(&mut self) {
        self.selecting = Selecting::default();
    }

    #[must_use]
    pub fn selection(&self) -> Option<&Selection> {
        self.selecting
            .selected
            .as_ref()
            .filter(|selection| !selection.is_empty())
    }

    /// What is selected, in logical order.
    #[must_use]
    pub fn selected_text(&self) -> Option<String> {
        let text = self.document.as_ref()?.text_of(self.selection()?);
        (!text.trim().is_empty()).then_some(text)
    }

    fn at(&self, point: Point) -> Option<Selection> {
        let tops = self.tops();
        let top = tops.get(point.text_column).or(tops.last())?;
        self.document.as_ref()?.at(*top, point.row, point.column)
    }
}
