//! The trail of articles that were read one after the other, walked back and on again.

use super::opened::Opened;
use super::state::Reader;
use crate::library::{ArticleId, Position, Result};

/// The articles read before the one that is shown, and those gone back from.
#[derive(Debug, Default)]
pub(super) struct Trail {
    /// The last is the one before.
    behind: Vec<Step>,
    /// The last is the next.
    ahead: Vec<Step>,
}

/// A place that can be gone to again.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub article: ArticleId,
    pub title: String,
    pub position: Position,
}

impl Step {
    /// Where reading stands in `opened`.
    pub fn of(opened: &Opened) -> Self {
        Self {
            article: opened.id(),
            title: opened.headline.title.clone(),
            position: opened.position(),
        }
    }
}

impl Trail {
    /// `left` was left for an article that it did not lead to before.
    pub fn push(&mut self, left: Option<Step>) {
        if let Some(step) = left {
            self.behind.push(step);
            self.ahead.clear();
        }
    }

    /// Titles along the trail around the article that is shown: those behind, the nearest
    /// first, and those ahead; no more than are worth telling of.
    pub fn titles(&self) -> (impl Iterator<Item = &str>, impl Iterator<Item = &str>) {
        (titles(&self.behind), titles(&self.ahead))
    }
}

fn titles(steps: &[Step]) -> impl Iterator<Item = &str> {
    const MOST: usize = 3;
    let nearest = steps.iter().rev().take(MOST);
    nearest.map(|step| step.title.as_str())
}

impl Reader {
    /// Goes along the trail to the article read before or, when `back` is false, to the one
    /// gone back from, if it is still there.
    ///
    /// # Errors
    /// When the library cannot be read or written.
    pub(super) fn walk(&mut self, back: bool) -> Result<()> {
        let steps = if back {
            &mut self.trail.behind
        } else {
            &mut self.trail.ahead
        };
        let Some(step) = steps.pop() else {
            let said = if back { "trail-empty" } else { "trail-at-end" };
            self.announce(self.locale.text(said));
            return Ok(());
        };
        let headline = self.library.headline(step.article)?;
        let here = self
            .opened
            .as_ref()
            .filter(|opened| opened.reading)
            .map(Step::of);
        self.show(headline)?;
        if let Some(opened) = &mut self.opened {
            opened.go_to(step.position);
        }
        let left = self
            .left
            .take()
            .or(here)
            .filter(|left| left.article != step.article);
        if back {
            self.trail.ahead.extend(left);
        } else {
            self.trail.behind.extend(left);
        }
        self.list.select(step.article);
        self.begin_reading()
    }
}
