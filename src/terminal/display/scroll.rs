//! Rows that the terminal moves by itself, as it is told to, which takes a hundredth of the
//! bytes that they take.

use std::io::Write;
use std::ops::Range;

use ratatui::layout::Rect;

use super::Display;
use crate::terminal::form::OutputForm;
use crate::terminal::probe::Answers;
use crate::terminal::surroundings::Surroundings;

/// Rows that stand elsewhere than in the frame before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scrolled {
    /// Where they stand, with what stood there before and is gone.
    pub area: Rect,
    /// By how many rows they stand higher; lower where it is negative.
    pub up: i16,
}

/// Whether the terminal is told to move rows between margins: where pictures of it have been
/// seen to differ no more from those of a screen that is drawn afresh than without. Others
/// have no left and right margins or have not been looked at.
#[must_use]
pub fn scrolls(answers: &Answers, surroundings: &Surroundings) -> bool {
    let said = answers.version.as_deref().unwrap_or_default();
    let is_xterm = said.to_ascii_lowercase().starts_with("xterm(");
    is_xterm && answers.margins && surroundings.multiplexer.is_none()
}

impl<W: Write> Display<W> {
    /// Has the terminal move rows to where they are to stand, if it can be told to.
    pub(super) fn scroll(&mut self, Scrolled { area, up }: Scrolled) {
        let by = up.unsigned_abs();
        let is_few = by <= area.height / 2;
        let is_visual = self.manner.form == OutputForm::Visual;
        if !self.manner.scrolls || !is_few || !is_visual || self.canvas.is_some() {
            return;
        }
        self.tell_to_scroll(area, up);
        let columns = usize::from(area.left())..usize::from(area.right());
        let (top, bottom) = (usize::from(area.top()), usize::from(area.bottom()));
        let by = usize::from(by);
        let blank = self.blank();
        let gone = if up > 0 {
            (top..bottom - by).for_each(|y| self.exchange(y, y + by, &columns));
            bottom - by..bottom
        } else {
            (top + by..bottom)
                .rev()
                .for_each(|y| self.exchange(y, y - by, &columns));
            top..top + by
        };
        for y in gone {
            let place = self.at(y, &columns);
            self.shown.cells[place].fill(blank.clone());
        }
        self.look_at(area);
        // What letters reached beyond their row stays where it is at the edges.
        for y in [top.wrapping_sub(1), top, bottom - 1, bottom] {
            if let Some(row) = self.rows.get_mut(y) {
                row.write_anew(columns.clone());
            }
        }
    }

    fn tell_to_scroll(&mut self, area: Rect, up: i16) {
        self.begin_frame();
        self.cursor.place = None;
        let (top, bottom) = (area.top() + 1, area.bottom());
        let (left, right) = (area.left() + 1, area.right());
        let (by, way) = (up.unsigned_abs(), if up > 0 { 'S' } else { 'T' });
        // Writing to memory does not fail. DECLRMM, DECSLRM, DECSTBM; SU or SD; and back.
        let _ = write!(
            self.pending,
            "\x1b[?69h\x1b[{left};{right}s\x1b[{top};{bottom}r\x1b[{by}{way}\x1b[r\x1b[?69l"
        );
    }

    /// The cells in `columns` of row `y`.
    fn at(&self, y: usize, columns: &Range<usize>) -> Range<usize> {
        let start = y * usize::from(self.size.width);
        start + columns.start..start + columns.end
    }

    fn exchange(&mut self, one: usize, other: usize, columns: &Range<usize>) {
        let above = self.at(one.min(other), columns);
        let below = self.at(one.max(other), columns);
        let (before, from) = self.shown.cells.split_at_mut(below.start);
        before[above].swap_with_slice(&mut from[..below.end - below.start]);
    }
}
