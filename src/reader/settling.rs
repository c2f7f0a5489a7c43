//! What has to be ready before a frame is drawn.

use super::draw;
use super::entries::most_entries;
use super::gathering::Fetch;
use super::layout::Pane;
use super::state::Reader;
use super::worker::Job;
use crate::terminal::Shown;

impl Reader {
    /// Makes ready what is drawn: the article laid out for its pane, the lists scrolled
    /// to what is selected and laid out.
    pub(super) fn settle(&mut self) {
        if self.opened.is_none()
            && let Err(error) = self.preview()
        {
            self.complain(&error);
        }
        let near = most_entries(self.size.height);
        if let Err(error) = self.list.reach(&self.library, near) {
            self.complain(&error);
        }
        let rows = draw::menu_rows(self.size.height);
        if let Some(menu) = &mut self.menu {
            menu.settle(rows);
        }
        let layout = self.layout();
        let view = self.view();
        if let (Some(opened), Some(view)) = (&mut self.opened, view) {
            if self.reading.images && opened.reading {
                let id = opened.id();
                let pictures = opened.ask_for_pictures().into_iter();
                let fetches = pictures.map(|address| Fetch::Picture(id, address));
                self.jobs.extend(fetches.map(Job::Gather));
            }
            let is_new = opened.lay_out(view, &self.locale, &self.zone, self.list.query());
            self.laid_out += u64::from(is_new);
            let pictures = is_new.then(|| opened.pictures()).into_iter().flatten();
            for (picture, columns, rows) in pictures {
                self.pictures.add(&Shown {
                    image: draw::image(picture),
                    columns,
                    rows,
                });
            }
            let addresses = is_new.then(|| opened.addresses()).into_iter().flatten();
            for address in addresses {
                self.hyperlinks.add(address);
            }
        }
        if layout.headlines.is_some() {
            self.list_headlines(&layout);
        }
        self.read_preview();
        if layout.related.is_some() {
            self.list_related(&layout);
        }
    }

    /// Reads how the selected related article begins, when it is to be seen.
    fn read_preview(&mut self) {
        let selected = self.selected_related().map(|headline| headline.id);
        let Some(id) = selected.filter(|_| self.focus == Pane::Related) else {
            self.related.preview = None;
            return;
        };
        let known = self.related.preview.as_ref();
        if known.is_none_or(|(known, _)| *known != id) {
            let begins = self.library.article(id).map(|article| article.opening());
            self.related.preview = begins.ok().map(|text| (id, text));
        }
    }
}
