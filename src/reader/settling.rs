//! What has to be ready before a frame is drawn.

use super::draw;
use super::entries::scrolled;
use super::layout::Pane;
use super::state::Reader;

impl Reader {
    /// Makes ready what is drawn: the article laid out for its pane, the lists scrolled
    /// to what is selected.
    pub(super) fn settle(&mut self) {
        if self.opened.is_none()
            && let Err(error) = self.preview()
        {
            self.complain(&error);
        }
        let rows = draw::menu_rows(self.size.height);
        if let Some(menu) = &mut self.menu {
            menu.settle(rows);
        }
        let layout = self.layout();
        let view = self.view();
        if let (Some(opened), Some(view)) = (&mut self.opened, view) {
            opened.lay_out(view, &self.locale, &self.zone, self.list.query());
            for address in opened.addresses() {
                self.hyperlinks.add(address);
            }
        }
        let area = layout.inside(Pane::Headlines);
        let height = |index: usize| draw::headline_entry(self, index, area.width).height();
        let selected = self.list.selected_index();
        let top = scrolled(self.list.top, selected, area.height.into(), height);
        let area = layout.inside(Pane::Related);
        let height = |index: usize| draw::related_entry(self, index, area.width).height();
        let selected = self.related.selected;
        let related_top = scrolled(self.related.top, selected, area.height.into(), height);
        if layout.headlines.is_some() {
            self.list.top = top;
        }
        if layout.related.is_some() {
            self.related.top = related_top;
        }
    }
}
