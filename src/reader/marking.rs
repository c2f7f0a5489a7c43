//! Marks of an article: read, starred; and which article the keys are about.

use super::layout::Pane;
use super::state::Reader;
use crate::library::{ArticleId, Headline, Result};

impl Reader {
    pub(super) fn mark_read(&mut self, id: ArticleId, read: bool) -> Result<()> {
        self.library.set_read(id, read)?;
        self.change(id, |headline| headline.unread = !read);
        self.counts = self.library.counts()?;
        Ok(())
    }

    pub(super) fn star(&mut self) -> Result<()> {
        let Some(headline) = self.target().cloned() else {
            return Ok(());
        };
        let starred = !headline.starred;
        self.library.set_starred(headline.id, starred)?;
        self.change(headline.id, |headline| headline.starred = starred);
        self.counts = self.library.counts()?;
        let said = if starred { "starred" } else { "unstarred" };
        self.announce(self.locale.text(said));
        if starred {
            self.tell_hook(self.preferences.hooks.star.clone(), &[headline.id])?;
        }
        Ok(())
    }

    pub(super) fn toggle_read(&mut self) -> Result<()> {
        let Some(headline) = self.target().cloned() else {
            return Ok(());
        };
        self.mark_read(headline.id, headline.unread)?;
        let said = if headline.unread {
            "marked-read"
        } else {
            "marked-unread"
        };
        self.announce(self.locale.text(said));
        Ok(())
    }

    /// The article that keys of the focused pane are about.
    pub(super) fn target(&self) -> Option<&Headline> {
        match self.focus {
            Pane::Headlines => self.list.selected(),
            Pane::Article => self.opened.as_ref().map(|opened| &opened.headline),
            Pane::Related => self.selected_related(),
        }
    }

    pub(super) fn selected_related(&self) -> Option<&Headline> {
        let related = self.related.articles.as_ref()?;
        related
            .get(self.related.selected)
            .map(|article| &article.headline)
    }

    /// Applies `change` wherever the headline of `id` is shown.
    pub(super) fn change(&mut self, id: ArticleId, change: impl Fn(&mut Headline)) {
        self.list.change(id, &change);
        let opened = self.opened.iter_mut().map(|opened| &mut opened.headline);
        let related = self.related.articles.iter_mut().flatten();
        for headline in opened.chain(related.map(|article| &mut article.headline)) {
            if headline.id == id {
                change(headline);
            }
        }
    }
}
