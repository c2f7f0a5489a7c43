//! What the mouse does: whatever it does, keys do as well.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use jiff::Timestamp;
use ratatui::layout::Rect;

use super::action::Action;
use super::draw;
use super::layout::Pane;
use super::menu::Pressed;
use super::state::Reader;
use crate::library::Result;

/// Rows of the article that a turn of the wheel scrolls by.
const WHEEL: isize = 3;

impl Reader {
    /// The mouse was used at the time `now`.
    pub fn point(&mut self, mouse: &MouseEvent, now: Timestamp) {
        self.now = now;
        // What is being typed keeps the screen.
        if self.input.is_some() {
            return;
        }
        let done = if self.menu.is_some() {
            self.point_at_menu(mouse)
        } else if self.help.is_some() {
            self.point_at_help(mouse.kind);
            Ok(())
        } else {
            self.point_at_panes(mouse)
        };
        if let Err(error) = done {
            self.complain(&error);
        }
        self.settle();
    }

    /// A click beside the rows closes the page.
    fn point_at_menu(&mut self, mouse: &MouseEvent) -> Result<()> {
        let height = self.size.height;
        let Some(menu) = &mut self.menu else {
            return Ok(());
        };
        let pressed = match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => match draw::menu_row_at(height, mouse.row) {
                Some(at) => menu.click(at),
                None => Pressed::Closes,
            },
            MouseEventKind::ScrollDown => {
                menu.move_by(1);
                Pressed::Stays
            }
            MouseEventKind::ScrollUp => {
                menu.move_by(-1);
                Pressed::Stays
            }
            _ => Pressed::Stays,
        };
        self.act_on_menu(pressed)
    }

    fn point_at_help(&mut self, kind: MouseEventKind) {
        match kind {
            MouseEventKind::ScrollDown => self.act_on_help(Action::Down),
            MouseEventKind::ScrollUp => self.act_on_help(Action::Up),
            MouseEventKind::Down(_) => self.help = None,
            _ => {}
        }
    }

    fn point_at_panes(&mut self, mouse: &MouseEvent) -> Result<()> {
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => self.press_at(mouse.column, mouse.row),
            MouseEventKind::Drag(MouseButton::Left) => {
                self.drag_to(mouse.column, mouse.row);
                Ok(())
            }
            MouseEventKind::Up(MouseButton::Left) => {
                let has_dragged = self.dragged.take().is_some();
                if !has_dragged && !self.copy_selection("copied-selection") {
                    return self.follow_link(mouse.column, mouse.row);
                }
                Ok(())
            }
            MouseEventKind::ScrollDown => self.turn_wheel(mouse, 1),
            MouseEventKind::ScrollUp => self.turn_wheel(mouse, -1),
            _ => Ok(()),
        }
    }

    fn press_at(&mut self, column: u16, row: u16) -> Result<()> {
        self.notice = None;
        if let Some(opened) = &mut self.opened {
            opened.select_nothing();
        }
        self.dragged = self.layout().border_at(column, row);
        let Some(pane) = self.pane_at(column, row).filter(|_| self.dragged.is_none()) else {
            return Ok(());
        };
        if pane == Pane::Article {
            self.focus_on(pane)?;
            let point = self.point_in_text(column, row);
            if let Some(opened) = &mut self.opened {
                opened.begin_selection(point);
            }
            return Ok(());
        }
        let was_focused = self.focus == pane;
        self.set_focus(pane);
        let Some(index) = self.entry_at(pane, row) else {
            return Ok(());
        };
        let selected = match pane {
            Pane::Related => self.related.selected,
            _ => self.list.selected_index(),
        };
        if was_focused && index == selected {
            return self.open_selected();
        }
        self.move_by(index as isize - selected as isize)
    }

    /// Selects up to there; beyond an edge of the pane, the text moves along.
    fn drag_to(&mut self, column: u16, row: u16) {
        if let Some(pane) = self.dragged {
            return self.drag_border(pane, column);
        }
        let area = self.text_columns()[0];
        let point = self.point_in_text(column, row);
        let Some(opened) = &mut self.opened else {
            return;
        };
        if row < area.y {
            opened.scroll(-1);
        } else if row >= area.bottom() {
            opened.scroll(1);
        }
        opened.select_to(point);
    }

    /// Follows the link that the text under the mouse is, if it is one.
    fn follow_link(&mut self, column: u16, row: u16) -> Result<()> {
        let holds = |area: &Rect| area.contains((column, row).into());
        if !self.text_columns().iter().any(holds) {
            return Ok(());
        }
        let point = self.point_in_text(column, row);
        let opened = self.opened.as_ref();
        let address = opened.and_then(|opened| opened.link_at(point));
        match address.map(str::to_owned) {
            Some(address) => self.follow(address, None),
            None => Ok(()),
        }
    }

    fn turn_wheel(&mut self, mouse: &MouseEvent, by: isize) -> Result<()> {
        match self.pane_at(mouse.column, mouse.row) {
            None => Ok(()),
            Some(Pane::Article) => {
                if let Some(opened) = &mut self.opened {
                    opened.scroll(by * WHEEL);
                }
                Ok(())
            }
            Some(pane) => {
                self.set_focus(pane);
                self.move_by(by)
            }
        }
    }

    fn pane_at(&self, column: u16, row: u16) -> Option<Pane> {
        let layout = self.layout();
        let holds = |area: Rect| area.contains((column, row).into());
        let mut panes = Pane::ALL.into_iter();
        panes.find(|&pane| layout.pane(pane).is_some_and(holds))
    }

    /// Which entry of a list stands on the screen's `row`.
    fn entry_at(&self, pane: Pane, row: u16) -> Option<usize> {
        let area = match pane {
            Pane::Related => draw::related_parts(self)[0],
            _ => self.layout().inside(pane),
        };
        let mut above = usize::from(row.checked_sub(area.y).filter(|&row| row < area.height)?);
        let (top, listing) = match pane {
            Pane::Related => (self.related.top, &self.listings.related),
            _ => (self.list.top, &self.listings.headlines),
        };
        let at = listing.entries.iter().position(|entry| {
            let height = entry.height();
            let here = above < height;
            above = above.saturating_sub(height);
            here
        })?;
        Some(top + at)
    }
}
