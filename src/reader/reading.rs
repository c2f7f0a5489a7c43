//! Opening articles, and going back along the trail of those that were read.

use super::layout::Pane;
use super::opened::Opened;
use super::state::{Reader, RelatedPane};
use super::trail::Step;
use crate::library::{Headline, Result};

impl Reader {
    pub(super) fn open_selected(&mut self) -> Result<()> {
        match self.focus {
            Pane::Headlines => {
                if let Some(headline) = self.list.selected().cloned() {
                    self.read(headline)?;
                }
            }
            Pane::Article => {}
            Pane::Related => {
                if let Some(headline) = self.selected_related().cloned() {
                    self.read(headline)?;
                }
            }
        }
        Ok(())
    }

    pub(super) fn open_neighbour(&mut self, by: isize) -> Result<()> {
        if !self.list.move_by(&self.library, by)? {
            let id = if by > 0 {
                "last-article"
            } else {
                "first-article"
            };
            self.announce(self.locale.text(id));
            return Ok(());
        }
        match self.list.selected().cloned() {
            Some(headline) => self.read(headline),
            None => Ok(()),
        }
    }

    /// Opens `headline` for reading; what was read before joins the trail.
    pub(super) fn read(&mut self, headline: Headline) -> Result<()> {
        let id = headline.id;
        self.show(headline)?;
        self.trail
            .push(self.left.take().filter(|step| step.article != id));
        self.begin_reading()
    }

    /// Shows what is selected in the list beside it, without counting it as read.
    pub(super) fn preview(&mut self) -> Result<()> {
        match self.list.selected().cloned() {
            Some(headline) => self.show(headline),
            None => Ok(()),
        }
    }

    pub(super) fn show(&mut self, headline: Headline) -> Result<()> {
        if self
            .opened
            .as_ref()
            .is_some_and(|opened| opened.id() == headline.id)
        {
            return Ok(());
        }
        self.remember_position()?;
        if let Some(opened) = self.opened.as_ref().filter(|opened| opened.reading) {
            self.left = Some(Step::of(opened));
        }
        self.hush();
        let opened = Opened::new(&self.library, headline)?;
        self.jobs.push(opened.find_related());
        self.opened = Some(opened);
        self.related = RelatedPane::default();
        Ok(())
    }

    /// What is shown is being read from now on.
    pub(super) fn begin_reading(&mut self) -> Result<()> {
        let Some(opened) = &mut self.opened else {
            return Ok(());
        };
        let was_reading = std::mem::replace(&mut opened.reading, true);
        let id = opened.id();
        self.set_focus(Pane::Article);
        self.mark_read(id, true)?;
        if was_reading {
            return Ok(());
        }
        self.tell_hook(self.preferences.hooks.open.clone(), &[id])
    }

    pub(super) fn remember_position(&mut self) -> Result<()> {
        match self.opened.as_ref().filter(|opened| opened.reading) {
            Some(opened) => self.library.set_position(opened.id(), opened.position()),
            None => Ok(()),
        }
    }
}
