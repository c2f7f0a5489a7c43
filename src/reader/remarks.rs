//! What lists remark on an article besides its headline.

use super::state::Reader;
use crate::library::{Chapter, Reason};

impl Reader {
    /// Why an article is related. Of the words that are shared, as many as `fit`.
    pub(super) fn why(&self, reason: &Reason, fit: impl Fn(&str) -> bool) -> String {
        match reason {
            Reason::SameText => self.locale.text("same-text"),
            Reason::SameStory => self.locale.text("same-story"),
            Reason::SharedTerms(terms) => self.with_terms("shared-terms", terms, fit),
        }
    }

    /// What a piece adds to its story, if it adds anything: as many words as `fit`.
    pub(super) fn added(&self, chapter: &Chapter, fit: impl Fn(&str) -> bool) -> Option<String> {
        (!chapter.adds.is_empty()).then(|| self.with_terms("story-adds", &chapter.adds, fit))
    }

    /// The message `id` with as many of `terms`, of which the first say most, as `fit`, and
    /// with one at least.
    fn with_terms(&self, id: &str, terms: &[String], fit: impl Fn(&str) -> bool) -> String {
        let separator = self.locale.text("list-separator");
        let with = |count: usize| {
            let terms = terms[..count].join(&separator);
            self.locale.with(id, [("terms", terms.into())])
        };
        let mut from_all = (1..=terms.len()).rev().map(with);
        let fitting = from_all.find(|text| fit(text));
        fitting.unwrap_or_else(|| with(terms.len().min(1)))
    }
}
