//! The story of an article as a timeline: the list shows its pieces, oldest first, and
//! what each adds.

use super::layout::Pane;
use super::list::{Found, HeadlineList};
use super::state::Reader;
use super::worker::Job;
use crate::library::{ArticleId, Chapter, Query, Result};

/// The story that the list shows.
pub(super) struct Story {
    chapters: Vec<Chapter>,
    /// What the list showed before.
    before: HeadlineList,
}

impl Story {
    /// The piece that `id` tells.
    pub fn chapter(&self, id: ArticleId) -> Option<&Chapter> {
        self.chapters.iter().find(|one| one.headline.id == id)
    }
}

impl Reader {
    /// Shows the story of the article that keys are about, or leaves the one shown.
    pub(super) fn toggle_story(&mut self) {
        if self.leave_story() {
            return;
        }
        if let Some(id) = self.target().map(|headline| headline.id) {
            self.announce(self.locale.text("looking-for-story"));
            self.jobs.push(Job::Story(id));
        }
    }

    /// `chapters` tell the story of `id`.
    pub(super) fn take_story(&mut self, id: ArticleId, chapters: Vec<Chapter>) {
        let is_wanted = self.target().is_some_and(|headline| headline.id == id);
        if !is_wanted || self.story.is_some() || self.input.is_some() {
            return;
        }
        if chapters.len() < 2 {
            self.announce(self.locale.text("story-alone"));
            return;
        }
        self.notice = None;
        let found = Found {
            items: chapters.iter().map(|one| one.headline.clone()).collect(),
            is_whole: true,
        };
        let at = chapters
            .iter()
            .position(|one| one.headline.id == id || one.copies.iter().any(|copy| copy.id == id));
        let selected = at.map(|at| chapters[at].headline.id);
        let before = std::mem::replace(&mut self.list, HeadlineList::of(Query::All, found));
        self.story = Some(Story { chapters, before });
        if let Some(selected) = selected {
            self.list.select(selected);
        }
        self.set_focus(Pane::Headlines);
        self.show_listed();
    }

    /// Reads anew what is listed. A story keeps its pieces, as far as they are there.
    pub(super) fn reload_list(&mut self) -> Result<()> {
        match &mut self.story {
            None => self.list.reload(&self.library),
            Some(story) => {
                story.before.reload(&self.library)?;
                self.list.reload_loaded(&self.library)
            }
        }
    }

    /// Lists again what was listed before a story; gives whether one was shown.
    pub(super) fn leave_story(&mut self) -> bool {
        let Some(story) = self.story.take() else {
            return false;
        };
        self.list = story.before;
        self.show_listed();
        true
    }
}
