//! Moving within the panes and between them.

use super::layout::Pane;
use super::state::Reader;
use crate::library::Result;

impl Reader {
    pub(super) fn move_by(&mut self, by: isize) -> Result<()> {
        match self.focus {
            Pane::Headlines => {
                if self.list.move_by(&self.library, by)? {
                    self.preview()?;
                }
            }
            Pane::Article => {
                if let Some(opened) = &mut self.opened {
                    opened.scroll(by);
                }
            }
            Pane::Related => {
                let count = self.related.articles.as_ref().map_or(0, Vec::len);
                let moved = self.related.selected.saturating_add_signed(by);
                self.related.selected = moved.min(count.saturating_sub(1));
            }
        }
        Ok(())
    }

    /// How far a page moves: rows of the article, all but two that are seen again;
    /// entries of a list.
    pub(super) fn page(&self) -> isize {
        let rows = self.layout().inside(self.focus).height;
        let page = match self.focus {
            Pane::Article => self.text_columns()[0].height.saturating_sub(2),
            Pane::Headlines | Pane::Related => rows / 3,
        };
        page.max(1) as isize
    }

    pub(super) fn go_to_top(&mut self) -> Result<()> {
        match self.focus {
            Pane::Headlines => {
                self.list.select_newest(&self.library)?;
                self.preview()?;
            }
            Pane::Article => {
                if let Some(opened) = &mut self.opened {
                    opened.go_to_top();
                }
            }
            Pane::Related => self.related.selected = 0,
        }
        Ok(())
    }

    pub(super) fn go_to_bottom(&mut self) -> Result<()> {
        match self.focus {
            Pane::Headlines => {
                self.list.select_oldest(&self.library)?;
                self.preview()?;
            }
            Pane::Article => {
                if let Some(opened) = &mut self.opened {
                    opened.go_to_end();
                }
            }
            Pane::Related => {
                let count = self.related.articles.as_ref().map_or(0, Vec::len);
                self.related.selected = count.saturating_sub(1);
            }
        }
        Ok(())
    }

    pub(super) fn focus_next(&mut self, by: usize) -> Result<()> {
        let at = Pane::ALL.iter().position(|&pane| pane == self.focus);
        let next = (at.unwrap_or(0) + by) % Pane::ALL.len();
        self.focus_on(Pane::ALL[next])
    }

    /// Moves the focus to the pane that lies beside it on the screen, if there is one.
    pub(super) fn focus_beside(&mut self, left: bool) -> Result<()> {
        let onwards = left == self.locale.direction().is_rtl();
        let next = match (self.focus, onwards) {
            (Pane::Headlines, true) | (Pane::Related, false) => Pane::Article,
            (Pane::Article, true) => Pane::Related,
            (Pane::Article, false) => Pane::Headlines,
            (Pane::Headlines, false) | (Pane::Related, true) => return Ok(()),
        };
        self.focus_on(next)
    }

    /// Moves the focus; an article that gets it is being read.
    pub(super) fn focus_on(&mut self, pane: Pane) -> Result<()> {
        if pane != Pane::Article {
            self.set_focus(pane);
            return Ok(());
        }
        match self.opened.as_ref().map(|opened| opened.headline.clone()) {
            Some(headline) => self.read(headline),
            None => {
                self.set_focus(pane);
                Ok(())
            }
        }
    }

    pub(super) fn set_focus(&mut self, pane: Pane) {
        self.focus = pane;
        if pane != Pane::Article {
            self.side = pane;
            self.alone = false;
        }
    }
}
