//! The widths of the panes, by keys and by dragging a border.

use super::layout::Pane;
use super::state::Reader;

impl Reader {
    /// Makes the pane with the focus wider by `columns`, or narrower; the article gives or
    /// takes them.
    pub(super) fn widen(&mut self, columns: i32) {
        let (pane, columns) = match self.focus {
            // Its neighbour grows when it shrinks.
            Pane::Article => (self.side, -columns),
            pane => (pane, columns),
        };
        if let Some(area) = self
            .layout()
            .pane(pane)
            .filter(|area| area.width < self.size.width)
        {
            self.set_width(pane, i32::from(area.width) + columns);
        }
    }

    /// Moves the border of `pane` with the article to `column`.
    pub(super) fn drag_border(&mut self, pane: Pane, column: u16) {
        let Some(area) = self.layout().pane(pane) else {
            return;
        };
        let width = if area.x == 0 {
            column + 1
        } else {
            self.size.width.saturating_sub(column)
        };
        self.set_width(pane, width.into());
    }

    fn set_width(&mut self, pane: Pane, columns: i32) {
        let screen = i32::from(self.size.width.max(1));
        // Rounded up, so that the columns come out again.
        let share = (columns.max(0) * 1000 + screen - 1) / screen;
        let share = Some(share.min(1000) as u16);
        let layout = self.layout();
        let is_one_of_three = layout.headlines.is_some() && layout.related.is_some();
        match pane {
            _ if !is_one_of_three => self.widths.beside = share,
            Pane::Related => self.widths.related = share,
            _ => self.widths.headlines = share,
        }
    }
}
