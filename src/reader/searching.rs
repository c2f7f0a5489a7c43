//! The search: what is found while it is typed, and in which order.

use super::list::{Found, HeadlineList};
use super::state::Reader;
use super::worker::Job;
use crate::library::{ArticleId, Order, Query, Result};

/// What the list showed before a search was begun.
pub(super) struct Before {
    list: HeadlineList,
    search: String,
}

impl Reader {
    /// Lists what `query` finds, with `selected` selected if it is given.
    pub(super) fn list_all_of(
        &mut self,
        query: Query,
        text: String,
        selected: Option<ArticleId>,
    ) -> Result<()> {
        self.story = None;
        self.list = match selected {
            Some(id) => HeadlineList::around(&self.library, query, id)?,
            None => HeadlineList::ordered(&self.library, query, self.order)?,
        };
        self.search = text;
        if let Some(opened) = &mut self.opened {
            opened.forget_layout();
        }
        self.preview()
    }

    /// The search line has changed: what it asks for is looked up meanwhile. What does
    /// not parse is on its way to something that does.
    pub(super) fn look_ahead(&mut self) {
        let Some(input) = &self.input else {
            return;
        };
        if let Ok(query) = Query::parse(input.text()) {
            let text = input.text().to_owned();
            self.jobs.push(Job::Search(text, query, self.order));
        }
    }

    /// What was found for `text` is listed, if that is still what is asked for.
    pub(super) fn take_found(&mut self, text: &str, query: Query, found: Found) {
        if self.input.as_ref().is_none_or(|input| input.text() != text) {
            return;
        }
        let list = HeadlineList::of(query, found);
        let list = std::mem::replace(&mut self.list, list);
        let search = std::mem::replace(&mut self.search, text.trim().to_owned());
        self.before.get_or_insert(Before { list, search });
        self.show_listed();
    }

    /// Whether the list shows what is typed as `text`; it is to stay.
    pub(super) fn keep_found(&mut self, text: &str) -> bool {
        self.before.take().is_some() && self.search == text.trim()
    }

    /// The search is given up: the list is what it was.
    pub(super) fn forget_found(&mut self) {
        if let Some(Before { list, search }) = self.before.take() {
            self.list = list;
            self.search = search;
            self.show_listed();
        }
    }

    /// Lists what is found in the other order.
    pub(super) fn change_order(&mut self) -> Result<()> {
        let (order, said) = match self.order {
            Order::Date => (Order::Relevance, "ordered-by-relevance"),
            Order::Relevance => (Order::Date, "ordered-by-date"),
        };
        self.order = order;
        self.announce(self.locale.text(said));
        if self.list.query().has_words() {
            let query = self.list.query().clone();
            self.list = HeadlineList::ordered(&self.library, query, order)?;
            self.show_listed();
        }
        Ok(())
    }

    /// The selected headline of a list that is another now is seen beside it.
    pub(super) fn show_listed(&mut self) {
        if let Some(opened) = &mut self.opened {
            opened.forget_layout();
        }
        if let Err(error) = self.preview() {
            self.complain(&error);
        }
    }
}
