//! What the parts of the screen show, each as a number: while it stays the same, so does what
//! is drawn. The tests of the reader hold each frame against one that is drawn from nothing.

use std::fmt::{self, Write};
use std::hash::{BuildHasher, Hash, Hasher};

use foldhash::quality::{FixedState, FoldHasher};
use jiff::Timestamp;
use ratatui::layout::Rect;

use super::entries::most_entries;
use super::layout::{Layout, Pane};
use super::opened::Opened;
use super::state::Reader;

/// A number made of all that has been put into it.
struct Imprint(FoldHasher<'static>);

impl Imprint {
    fn with(mut self, shown: impl Hash) -> Self {
        shown.hash(&mut self.0);
        self
    }

    /// With what is told apart by how it is written down for a programmer.
    fn with_debug(mut self, shown: &impl fmt::Debug) -> Self {
        // Nothing that is written to it makes it fail.
        let _ = write!(self, "{shown:?}");
        self
    }

    fn number(&self) -> u64 {
        self.0.finish()
    }
}

impl Write for Imprint {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write(text.as_bytes());
        Ok(())
    }
}

impl Reader {
    /// The time that ages are counted to: they need no seconds.
    pub(super) fn minute(&self) -> Timestamp {
        const MINUTE: i64 = 60;
        let second = self.now.as_second();
        Timestamp::from_second(second - second.rem_euclid(MINUTE)).unwrap_or(self.now)
    }

    /// Of the line at the top.
    pub(super) fn header_imprint(&self, layout: &Layout) -> u64 {
        let today = self.minute().to_zoned_datetime(self.zone.clone()).date();
        self.imprint()
            .with((layout.header, self.counts.unread, self.counts.total, today))
            .number()
    }

    /// Of the headlines with their frame.
    pub(super) fn headlines_imprint(&self, layout: &Layout) -> u64 {
        let list = &self.list;
        let most = most_entries(layout.inside(Pane::Headlines).height);
        let shown = list.items().iter().skip(list.top).take(most);
        let story = self.story.as_ref();
        let chapters = shown.clone().map(|headline| story?.chapter(headline.id));
        let last = list.items().last().map(|headline| headline.id);
        self.pane_imprint(layout, Pane::Headlines)
            .with((list.top, list.selected_index(), list.items().len(), last))
            .with_each(shown)
            .with_each(chapters)
            .with((story.is_some(), &self.search, &self.named))
            .with_debug(list.query())
            .number()
    }

    /// Of what is related with its frame.
    pub(super) fn related_imprint(&self, layout: &Layout) -> u64 {
        let related = &self.related;
        let most = most_entries(layout.inside(Pane::Related).height);
        let articles = related.articles.as_deref();
        let shown = articles.unwrap_or_default().iter();
        let shown = shown.skip(related.top).take(most);
        let shown = shown.map(|one| (&one.headline, &one.copies, &one.reason));
        self.pane_imprint(layout, Pane::Related)
            .with((related.top, related.selected, articles.map(<[_]>::len)))
            .with_each(shown)
            .with((&related.preview, self.opened.is_some()))
            .number()
    }

    /// Of the frame around the article.
    pub(super) fn article_frame_imprint(&self, layout: &Layout) -> u64 {
        let (behind, ahead) = self.trail.titles();
        self.pane_imprint(layout, Pane::Article)
            .with_each(behind)
            .with_each(ahead)
            .with((self.shown_title(), self.welcome.is_some(), self.progress()))
            .number()
    }

    /// Of the text of the article in `columns`, whichever rows of it are shown.
    pub(super) fn text_imprint(&self, layout: &Layout, columns: &[Rect]) -> u64 {
        let overlays = self.opened.as_ref().map(Opened::overlays);
        self.imprint()
            .with((layout.inside(Pane::Article), columns))
            .with((self.laid_out, overlays))
            .number()
    }

    /// Of the line at the foot, when nothing is typed there.
    pub(super) fn footer_imprint(&self, layout: &Layout) -> u64 {
        let notice = self.notice.as_ref();
        let notice = notice.map(|notice| (&notice.text, notice.is_error));
        let quiet = self.alone.then(|| (self.shown_title(), self.progress()));
        self.imprint()
            .with((notice, &self.going, &self.syncing, &self.pending))
            .with((self.indexing, self.preferences.reduced_motion))
            .with((layout.footer, self.focus, quiet, &self.keymap))
            .number()
    }

    fn pane_imprint(&self, layout: &Layout, pane: Pane) -> Imprint {
        self.imprint()
            .with((layout.pane(pane), layout.framed, self.focus == pane))
            .with(self.minute())
    }

    fn imprint(&self) -> Imprint {
        Imprint(FixedState::default().build_hasher()).with(&*self.locale)
    }
}

impl Imprint {
    fn with_each(self, shown: impl Iterator<Item: Hash>) -> Self {
        let mut count = 0_usize;
        let all = shown.fold(self, |imprint, one| {
            count += 1;
            imprint.with(one)
        });
        all.with(count)
    }
}
