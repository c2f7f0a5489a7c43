//! Finding in the article that is read: as it is typed, and from one place to the next.

use super::layout::Pane;
use super::state::Reader;
use super::typing::Prompt;

impl Reader {
    /// Asks what to find: in the article when it is read, else in the library.
    pub(super) fn search(&mut self) {
        if self.focus == Pane::Article && self.opened.is_some() {
            self.ask(Prompt::Find, String::new());
            return;
        }
        self.leave_story();
        self.ask(Prompt::Search, self.search.clone());
    }

    /// What is to be found has changed: it is marked, and the first after where reading stood
    /// is shown.
    pub(super) fn find_typed(&mut self) {
        let Some(input) = &self.input else {
            return;
        };
        if let Some(opened) = &mut self.opened {
            opened.find(input.text());
        }
    }

    /// What was found stays marked.
    pub(super) fn keep_finding(&mut self) {
        let Some(opened) = &mut self.opened else {
            return;
        };
        opened.keep_found();
        if opened.found().is_none() {
            self.announce(self.locale.text("not-in-article"));
        }
    }

    /// Goes to the next place that was found, or the one before. Returns whether anything is
    /// being looked for here.
    pub(super) fn step_in_found(&mut self, onwards: bool) -> bool {
        let opened = self.opened.as_mut().filter(|_| self.focus == Pane::Article);
        opened.is_some_and(|opened| opened.step_in_found(onwards))
    }

    /// Nothing is looked for in the article any more; reading goes back to where it stood
    /// before when the search is `given_up`. Returns whether anything was.
    pub(super) fn end_finding(&mut self, given_up: bool) -> bool {
        let opened = self.opened.as_mut();
        opened.is_some_and(|opened| opened.end_finding(given_up))
    }

    /// Which of how many places is shown, in words.
    pub(super) fn found_words(&self, (at, count): (usize, usize)) -> String {
        let values = [
            ("at", at.to_string().into()),
            ("count", count.to_string().into()),
        ];
        self.locale.with("found-here", values)
    }
}
